"""One office's books: its promises, what may answer them, and which report gives account of which year.

Comes in: the office's reports in order and their rows. Goes out: ``Books``, in which everything that pairing
asks of a row again and again is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from builder.analysis.accounts import account_year, first_promised
from builder.analysis.admissions import Admission
from builder.analysis.counterparts import Counterparts
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.ledger_clauses import Asides
from builder.analysis.ledger_names import canonical_id, full_name, subject_key
from builder.analysis.ledger_pairs import differences, limits_the_next
from builder.analysis.places import report_half, report_years
from builder.analysis.quantities import quantities, scale_of, without_passed
from builder.analysis.things import Thing, core_of, is_bound_kept, is_of_no_year, is_of_programme, read_thing
from builder.model import Report, ReportKind

Line = tuple[str, str, int]
Reported = Mapping[int, Sequence[tuple[IndicatorRow, Report, int, int]]]
Said = Mapping[tuple[object, ...], Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the ledger sees it.

    ``key``: its subject; ``canonical``: id of the known indicator or ""; ``thing``: what it is about;
    ``scale``: of its unit; ``is_part``: it covers part of a year only; ``is_total``: it may count from before its year, or counts
    over several; ``distance``: how far its report is from giving account of the row's year (0: it does); ``order``: its place
    in the office's reports; ``doubt``: why it may be of another year than its row says. Without a ``key`` it is a clause that no row was read from.
    """

    row: IndicatorRow
    key: str
    canonical: str
    thing: Thing
    scale: str
    is_part: bool
    is_total: bool
    distance: int
    order: int
    doubt: str = ""


@dataclass(frozen=True)
class Books:
    """``promises``: the places of each promise, earliest first; ``answers`` by the row's year, ``parts`` those of a part of it (1-10月) in its accounts.

    ``lines``: the results that stand in one line of a table with a target of their year, by ``line_of`` it; ``accounts``: by year the reports that
    give account of it; ``excerpts``: the reports that are restatements; ``admissions``: what the accounts of a year say of whether they reached
    their targets.
    """

    promises: tuple[tuple[Entry, ...], ...]
    answers: Mapping[int, Counterparts[Entry]]
    parts: Mapping[int, Counterparts[Entry]]
    lines: Mapping[Line, tuple[Entry, ...]]
    accounts: Mapping[int, tuple[str, ...]]
    excerpts: frozenset[str]
    admissions: Mapping[int, tuple[Admission, ...]]


def open_books(
    rows: Mapping[str, Sequence[IndicatorRow]],
    asides: Mapping[str, Asides],
    reports: Sequence[Report],
    kinds: Sequence[ReportKind],
    rules: IndicatorRules,
) -> Books:
    """Sort one office's rows. ``reports`` come in the order of their years, a plan before its summary."""
    promises: dict[tuple[object, ...], list[Entry]] = {}
    reported: dict[int, list[tuple[IndicatorRow, Report, int, int]]] = {}
    parted: dict[int, list[Entry]] = {}
    accounts: dict[int, list[Report]] = {}
    order = 0
    for report in reports:
        own = rows.get(report.id, ())
        summed_up = account_year(report, own, kinds, rules.grammar)
        if summed_up is not None:
            accounts.setdefault(summed_up, []).append(report)
        is_plan = report_half(report, kinds) == "target"
        first = first_promised(report, kinds)
        for row in without_passed(own, rules):
            order += 1
            is_part = row.period == "part"
            distance = 0 if summed_up == row.year else 2 if is_plan else 1
            if row.kind == "target" and row.year >= first and quantities(row, rules) and not limits_the_next(row):
                entry = _entry(row, report, rules, distance, order, is_part=is_part)
                promises.setdefault(_promise_key(entry, rules), []).append(entry)
            # What a plan reports of its own year is where the year began, not how it ended.
            began = is_plan and row.year >= report.meta.year
            if row.kind != "target" and not is_part and not began:
                reported.setdefault(row.year, []).append((row, report, distance, order))
            if row.kind == "actual" and is_part and summed_up == row.year and not began:
                parted.setdefault(row.year, []).append(_entry(row, report, rules, distance, order, is_part=True))
    lines = _in_one_line(promises.values(), reported, rules)
    kept = tuple(tuple(group) for group in promises.values() if beside(group[0], lines) or not _is_recalled(group[0].row, accounts))
    by_year: dict[int, list[Entry]] = {}
    for first_place, *_ in kept:
        by_year.setdefault(first_place.row.year, []).append(first_place)
    said = _first_said(reported, rules)
    answers: dict[int, Counterparts[Entry]] = {}
    for year, asked in by_year.items():
        found = [_entry(row, report, rules, distance, order, said=said) for row, report, distance, order in reported.get(year, ())]
        loose = [clause for report in accounts.get(year, ()) for clause in _unread(asides.get(report.id, Asides()).clauses, rows.get(report.id, ()))]
        answers[year] = Counterparts([*found, *map(_loose, loose)], asked)
    return Books(
        kept,
        answers,
        {year: Counterparts(parted[year], asked) for year, asked in by_year.items() if year in parted},
        lines,
        {year: tuple(r.id for r in given) for year, given in accounts.items()},
        frozenset(r.id for r in reports if r.meta.is_excerpt),
        {year: tuple(a for r in accounts.get(year, ()) for a in asides.get(r.id, Asides()).admissions) for year in by_year},
    )


def beside(promise: Entry, lines: Mapping[Line, Sequence[Entry]]) -> list[Entry]:
    """The results of the very thing in the line of the table in which it is promised."""
    return [a for a in lines.get(_line(promise.row), ()) if a.key == promise.key or differences(promise, a) == ()]


def _line(row: IndicatorRow) -> Line:
    return row.report, row.line, row.year


def _in_one_line(promises: Iterable[Sequence[Entry]], reported: Reported, rules: IndicatorRules) -> dict[Line, tuple[Entry, ...]]:
    """The results in the lines of tables in which something is promised for their year."""
    asked = {_line(entry.row) for group in promises for entry in group if entry.row.line}
    found: dict[Line, list[Entry]] = {}
    for row, report, distance, order in (told for year in {year for _, _, year in asked} for told in reported.get(year, ())):
        if row.kind == "actual" and _line(row) in asked:
            found.setdefault(_line(row), []).append(_entry(row, report, rules, distance, order))
    return {line: tuple(entries) for line, entries in found.items()}


def _entry(
    row: IndicatorRow, report: Report, rules: IndicatorRules, distance: int, order: int, *, is_part: bool = False, said: Said = MappingProxyType({})
) -> Entry:
    scale = scale_of(row.unit, rules)[0]
    key, known, thing = subject_key(row, rules), canonical_id(row, rules), read_thing(row, full_name(row), scale)
    is_total = row.several_years or (row.each_year and not is_bound_kept(row)) or report_years(report, rules.grammar) is not None or row.running_total
    return Entry(row, key, known, thing, scale, is_part, is_total, distance, order, _doubt(row, said, rules))


def _doubt(row: IndicatorRow, said: Said, rules: IndicatorRules) -> str:
    """Why a figure from a look back on several years may be of another one. What is held at the end of them is of the last, unless it was told before."""
    if is_of_programme(row):
        return "结果说的是几年的行动，看不出是哪一年的"
    if not row.undated:
        return ""
    if is_of_no_year(row):
        return "结果写在说几年的一段里，看不出是哪一年的"
    if any(year < row.year and report != row.report for year, report in said.get(_told(row, rules), ())):
        return "结果写在说几年的一段里，看不出是哪一年的，前一年的文件已经写过同一个数"
    return ""


def _first_said(reported: Reported, rules: IndicatorRules) -> Said:
    """For each thing and value that is told without its year somewhere: the years and reports in which it is told with it."""
    rows = [row for told in reported.values() for row, *_ in told]
    undated = {_told(row, rules) for row in rows if row.undated}
    found: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for row in rows if undated else ():
        if (told := _told(row, rules)) in undated:
            found.setdefault(told, []).append((row.year, row.report))
    return found


def _told(row: IndicatorRow, rules: IndicatorRules) -> tuple[object, ...]:
    q = next(iter(quantities(row, rules)), None)
    return (core_of(full_name(row)), q and (q.aspect, q.scale, round(q.low, 6)))


def _unread(clauses: Sequence[IndicatorRow], rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """Without those from which a person has read a figure since."""
    places: dict[str, list[int]] = {}
    for row in rows if clauses else ():
        places.setdefault(row.paragraph, []).append(row.value_start)
    return [c for c in clauses if not any(c.start <= at < c.end for at in places.get(c.paragraph, ()))]


def _loose(clause: IndicatorRow) -> Entry:
    """A clause that no row was read from: it can be shown beside a promise, and never decides."""
    return Entry(clause, "", "", read_thing(clause, clause.indicator), "", is_part=False, is_total=False, distance=0, order=0)


def _promise_key(entry: Entry, rules: IndicatorRules) -> tuple[object, ...]:
    """Equal for a promise restated elsewhere, in the same or another unit."""
    q = quantities(entry.row, rules)[0]
    return (entry.key, entry.row.year, entry.is_part, q.aspect, q.scale, round(q.low, 6), round(q.high, 6))


def _is_recalled(row: IndicatorRow, accounts: Mapping[int, Sequence[Report]]) -> bool:
    """Is the earliest place of a promise a report that already gives account of that year or a later one?"""
    return any(year >= row.year and any(r.id == row.report for r in given) for year, given in accounts.items())
