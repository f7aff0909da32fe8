"""The ledger: what was promised for a year, and what was reported about it.

Comes in: indicator rows by report. Goes out: ``LedgerRow`` values, one for each promise of an office,
with the outcome that answers it and a verdict (design 6). A promise and its outcome meet by office,
indicator, measure and the *row's* year, whichever reports they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.halves import report_half
from builder.analysis.ledger_names import NEAR, added_key, full_name, is_vague, likeness, same_rate, same_words, subject_key
from builder.analysis.quantities import Quantity, aspect_of, quantities, scale_of
from builder.analysis.series import series_key
from builder.analysis.spans import account_year, row_span
from builder.analysis.verdicts import FEWER, Judgement, Verdict, judge
from builder.model import Agency, Report, ReportKind

COMPUTED: frozenset[Verdict] = frozenset({"met", "close", "missed"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One promise and what became of it. ``places`` are further sentences that state the same promise.

    ``key`` is the canonical indicator's id or the key of its own words; ``silent`` the reports that give
    account of the year without naming it; ``near`` a figure of theirs with a similar name, as a hint only.
    """

    agency: str
    key: str
    name: str
    year: int
    promise: IndicatorRow
    outcome: IndicatorRow | None
    verdict: Verdict
    reason: str
    places: tuple[IndicatorRow, ...] = ()
    silent: tuple[str, ...] = ()
    near: IndicatorRow | None = None

    @property
    def self_reported(self) -> str:
        """自报: what the outcome's report says of itself (完成年度任务的104%), apart from the verdict."""
        return self.outcome.self_reported if self.outcome else ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row that may answer a promise, with how far its report is from giving account of the year."""

    row: IndicatorRow
    distance: int
    order: int


@dataclass(frozen=True)
class _Books:
    """One office's reports: promises and answers by year, and who gives account of which year."""

    promises: Mapping[tuple[object, ...], tuple[IndicatorRow, ...]]
    answers: Mapping[int, tuple[_Answer, ...]]
    accounts: Mapping[int, tuple[str, ...]]
    parts: frozenset[IndicatorRow]


def build_ledger(
    rows: Mapping[str, Sequence[IndicatorRow]],
    reports: Sequence[Report],
    kinds: Sequence[ReportKind],
    agencies: Sequence[Agency],
    newest: date,
    rules: IndicatorRules,
) -> tuple[LedgerRow, ...]:
    """All promises of all known offices, by office, year and place in the reports. Reports without an office stay out."""
    found: list[LedgerRow] = []
    for agency in agencies:
        own = sorted(
            (r for r in reports if r.meta.agency == agency.id and r.meta.withdrawn is None), key=lambda r: series_key(r, kinds)
        )
        books = _open_books(rows, own, kinds, rules)
        ledger = [_settle(agency.id, group, books, newest, rules) for group in books.promises.values()]
        found += _without_rivals(ledger, rules)
    return tuple(found)


def _open_books(
    rows: Mapping[str, Sequence[IndicatorRow]], reports: Sequence[Report], kinds: Sequence[ReportKind], rules: IndicatorRules
) -> _Books:
    promises: dict[tuple[object, ...], list[IndicatorRow]] = {}
    answers: dict[int, list[_Answer]] = {}
    accounts: dict[int, list[str]] = {}
    parts: set[IndicatorRow] = set()
    order = 0
    for report in reports:
        own = rows.get(report.id, ())
        summed_up = account_year(report, own, kinds)
        if summed_up is not None:
            accounts.setdefault(summed_up, []).append(report.id)
        is_plan = report_half(report, kinds) == "plan"
        first = report.meta.year if is_plan else 0  # a plan recalls targets of earlier years, it does not set them
        for row in own:
            order += 1
            part = row_span(row, report) == "part"
            if row.kind == "target":
                if row.year >= first and quantities(row, rules):
                    promises.setdefault(_promise_key(row, part, rules), []).append(row)
                    parts |= {row} if part else set()
            elif not part and not (is_plan and row.year >= report.meta.year) and aspect_of(row) != "completion":
                distance = 0 if summed_up == row.year else 2 if is_plan else 1
                answers.setdefault(row.year, []).append(_Answer(row, distance, order))
    kept = {key: tuple(group) for key, group in promises.items() if not _recalled(group[0], accounts)}
    return _Books(kept, {y: tuple(a) for y, a in answers.items()}, {y: tuple(r) for y, r in accounts.items()}, frozenset(parts))


def _promise_key(row: IndicatorRow, part: bool, rules: IndicatorRules) -> tuple[object, ...]:
    """Equal for a promise restated elsewhere, in the same or another unit."""
    q = quantities(row, rules)[0]
    return (subject_key(row), row.year, part, q.aspect, q.scale, round(q.low, 6), round(q.high, 6))


def _recalled(row: IndicatorRow, accounts: Mapping[int, Sequence[str]]) -> bool:
    """Is the earliest place of a promise a report that already gives account of that year or a later one?"""
    return any(row.report in reports and year >= row.year for year, reports in accounts.items())


def _settle(agency: str, group: Sequence[IndicatorRow], books: _Books, newest: date, rules: IndicatorRules) -> LedgerRow:
    promise = group[0]
    silent = tuple(r for r in books.accounts.get(promise.year, ()) if r != promise.report)
    name = shown_name(promise, rules)
    row = LedgerRow(agency, subject_key(promise), name, promise.year, promise, None, "no_report", "", tuple(group[1:]), silent)
    answers = [a for a in books.answers.get(promise.year, ()) if a.row.report != promise.report]
    matching = _matching(promise, answers, rules)
    if matching:
        outcome, judgement = _best(promise, matching, rules)
        if promise in books.parts and judgement.verdict in COMPUTED:
            judgement = Judgement("not_comparable", "目标只管一年中的一段，结果是全年的")
        return replace(row, outcome=outcome, verdict=judgement.verdict, reason=judgement.reason, silent=())
    if silent:
        return _silent(row, [a.row for a in answers if a.row.report in silent], rules)
    if newest.year <= promise.year:
        return replace(row, verdict="not_due", reason=f"{promise.year}年在本站最新文件的日期之前还没有结束")
    return replace(row, reason=f"本站没有收录说明{promise.year}年结果的文件")


def shown_name(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The canonical name, else the row's own words."""
    known = next((i for i in rules.indicators if i.id == row.canonical), None)
    return known.name if known else full_name(row)


def _silent(row: LedgerRow, figures: Sequence[IndicatorRow], rules: IndicatorRules) -> LedgerRow:
    """The account is there, the figure is not: say so, and point to what sounds alike."""
    scale = scale_of(row.promise.unit, rules)[0]
    alike = [(likeness(row.key, subject_key(f)), f) for f in figures if not f.canonical and scale_of(f.unit, rules)[0] == scale]
    best, near = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if is_vague(row.promise):
        return replace(row, verdict="not_comparable", reason="名称太笼统，不能确定总结里哪个数字说的是同一件事")
    reason = "总结里没有找到这个名称的数字" + ("，有一个名称相近的" if best >= NEAR else "")
    return replace(row, verdict="not_mentioned", reason=reason, near=near if best >= NEAR else None)


def _matching(promise: IndicatorRow, answers: Iterable[_Answer], rules: IndicatorRules) -> list[_Answer]:
    """Answers with the promise's subject; own words in another order count when no name fits exactly."""
    if is_vague(promise):
        return []
    key = subject_key(promise)
    exact = [a for a in answers if subject_key(a.row) == key]
    if exact:
        return exact
    scale, added = scale_of(promise.unit, rules)[0], added_key(promise, rules)
    alike = [a for a in answers if scale_of(a.row.unit, rules)[0] == scale]
    if added and (new := [a for a in alike if added_key(a.row, rules) == added]):
        return new
    own = [] if promise.canonical else [a for a in alike if not a.row.canonical]
    return [a for a in own if same_words(subject_key(a.row), key) or same_rate(promise, a.row)]


def _best(promise: IndicatorRow, answers: Sequence[_Answer], rules: IndicatorRules) -> tuple[IndicatorRow, Judgement]:
    """The answer that fits best; where several fit equally well they must agree on the verdict."""
    fewer = wants_fewer(promise, rules)
    judged = [(judge(promise, a.row, rules, fewer=fewer), a) for a in answers]
    judged.sort(key=lambda pair: (pair[0].fit, pair[1].distance, pair[1].order))
    first, best = judged[0]
    equals = [(j, a) for j, a in judged if (j.fit, a.distance) == (first.fit, best.distance)]
    if first.fit == 0 and len({j.verdict for j, _ in equals}) > 1:
        return best.row, Judgement("not_comparable", "结果里这个名称有几个不同的数字，分不清对应哪一个")
    return best.row, first


def wants_fewer(row: IndicatorRow, rules: IndicatorRules) -> bool:
    """Is less of it better? Canonical indicators say so; names such as 事故 tell by themselves."""
    known = next((i for i in rules.indicators if i.id == row.canonical), None)
    return known.better == "down" if known and known.better else bool(FEWER.search(row.indicator))


def _without_rivals(ledger: Sequence[LedgerRow], rules: IndicatorRules) -> list[LedgerRow]:
    """Different targets under one name in one report: a verdict stands only where it is the same for all."""
    groups: dict[tuple[object, ...], set[Verdict]] = {}

    def group(row: LedgerRow) -> tuple[object, ...]:
        q: Quantity = quantities(row.promise, rules)[0]
        return (row.key, row.year, row.promise.report, q.aspect, q.scale)

    for row in ledger:
        groups.setdefault(group(row), set()).add(row.verdict)
    reason = "同一份文件里这个名称有几个不同的目标，分不清结果对应哪一个"
    return [
        replace(r, verdict="not_comparable", reason=reason) if r.verdict in COMPUTED and len(groups[group(r)]) > 1 else r
        for r in ledger
    ]
