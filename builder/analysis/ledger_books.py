"""One office's books: its promises, what may answer them, and which report gives account of which year.

Comes in: the office's reports in order and their rows. Goes out: ``Books``, in which everything that pairing
asks of a row again and again is looked up once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.accounts import account_year, first_promised
from builder.analysis.admissions import Admission, admissions
from builder.analysis.counterparts import Counterparts
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.ledger_clauses import loose_clauses
from builder.analysis.ledger_names import canonical_id, full_name, subject_key
from builder.analysis.places import report_half, report_years
from builder.analysis.quantities import aspect_of, quantities, scale_of
from builder.analysis.things import Thing, read_thing
from builder.model import Report, ReportKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the ledger sees it.

    ``key``: its subject; ``canonical``: id of the known indicator or ""; ``thing``: what it is about;
    ``scale``: of its unit; ``is_part``: it covers part of a year only; ``is_total``: it may count from before its year, or counts
    over several; ``distance``: how far its report is from giving account of the row's year (0: it does); ``order``: its place
    in the office's reports. Without a ``key`` it is a clause that no row was read from.
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


@dataclass(frozen=True)
class Books:
    """``promises``: the places of each promise, earliest first; ``answers`` by the row's year.

    ``accounts``: by year the reports that give account of it; ``excerpts``: the reports that are restatements; ``admissions``: what the
    accounts of a year say of whether they reached their targets.
    """

    promises: tuple[tuple[Entry, ...], ...]
    answers: Mapping[int, Counterparts[Entry]]
    accounts: Mapping[int, tuple[str, ...]]
    excerpts: frozenset[str]
    admissions: Mapping[int, tuple[Admission, ...]]


def open_books(
    rows: Mapping[str, Sequence[IndicatorRow]], reports: Sequence[Report], kinds: Sequence[ReportKind], rules: IndicatorRules
) -> Books:
    """Sort one office's rows. ``reports`` come in the order of their years, a plan before its summary."""
    promises: dict[tuple[object, ...], list[Entry]] = {}
    reported: dict[int, list[tuple[IndicatorRow, Report, int, int]]] = {}
    accounts: dict[int, list[Report]] = {}
    order = 0
    for report in reports:
        own = rows.get(report.id, ())
        summed_up = account_year(report, own, kinds, rules.grammar)
        if summed_up is not None:
            accounts.setdefault(summed_up, []).append(report)
        is_plan = report_half(report, kinds) == "target"
        first = first_promised(report, kinds)
        for row in own:
            order += 1
            is_part = row.period == "part"
            distance = 0 if summed_up == row.year else 2 if is_plan else 1
            if row.kind == "target" and row.year >= first and quantities(row, rules):
                entry = _entry(row, report, rules, distance, order, is_part=is_part)
                promises.setdefault(_promise_key(entry, rules), []).append(entry)
            # What a plan reports of its own year is where the year began, not how it ended.
            began = is_plan and row.year >= report.meta.year
            if row.kind != "target" and not is_part and not began and aspect_of(row) != "completion":
                reported.setdefault(row.year, []).append((row, report, distance, order))
    by_year: dict[int, list[Entry]] = {}
    kept = tuple(tuple(group) for group in promises.values() if not _is_recalled(group[0].row, accounts))
    for first_place, *_ in kept:
        by_year.setdefault(first_place.row.year, []).append(first_place)
    answers: dict[int, Counterparts[Entry]] = {}
    for year, asked in by_year.items():
        found = [_entry(row, report, rules, distance, order) for row, report, distance, order in reported.get(year, ())]
        loose = [c for report in accounts.get(year, ()) for c in loose_clauses(report, rows.get(report.id, ()), year)]
        answers[year] = Counterparts([*found, *map(_loose, loose)], asked)
    return Books(
        kept,
        answers,
        {year: tuple(r.id for r in given) for year, given in accounts.items()},
        frozenset(r.id for r in reports if r.meta.is_excerpt),
        {year: tuple(a for r in accounts.get(year, ()) for a in admissions(r, rules)) for year in by_year},
    )


def _entry(row: IndicatorRow, report: Report, rules: IndicatorRules, distance: int, order: int, *, is_part: bool = False) -> Entry:
    scale = scale_of(row.unit, rules)[0]
    key, known, thing = subject_key(row, rules), canonical_id(row, rules), read_thing(row, full_name(row))
    is_total = row.several_years or row.each_year or report_years(report, rules.grammar) is not None or row.running_total
    return Entry(row, key, known, thing, scale, is_part, is_total, distance, order)


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
