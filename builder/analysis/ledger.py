"""The ledger: what was promised for a year, and what was reported about it.

Comes in: indicator rows by report. Goes out: ``LedgerRow`` values, one for each promise of an office,
with the outcome that answers it and a verdict (design 6). A promise and its outcome meet by office,
indicator, measure and the *row's* year, whichever reports they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.ledger_books import Books, Entry, open_books
from builder.analysis.ledger_names import (
    NEAR,
    canonical_of,
    full_name,
    is_rate,
    is_vague,
    likeness,
    may_be_near,
    same_rate,
    same_words,
)
from builder.analysis.quantities import Quantity, quantities
from builder.analysis.series import series_by_agency
from builder.analysis.verdicts import FEWER, Judgement, Verdict, judge
from builder.model import Agency, Report, ReportKind

COMPUTED: frozenset[Verdict] = frozenset({"met", "close", "missed"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One promise and what became of it. ``places`` are further sentences that state the same promise.

    ``key`` is the canonical indicator's id or the key of its own words; ``searched`` the reports that give account
    of the year and were looked through in vain; ``near`` a figure of theirs with a similar name, as a hint only.
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
    searched: tuple[str, ...] = ()
    near: IndicatorRow | None = None
    reviewed: str | None = None

    @property
    def self_reported(self) -> str:
        """自报: what the outcome's report says of itself (完成年度任务的104%), apart from the verdict."""
        return self.outcome.self_reported if self.outcome else ""


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
    offices = series_by_agency([r for r in reports if r.meta.withdrawn is None], kinds)
    for agency in agencies:
        books = open_books(rows, offices.get(agency.id, ()), kinds, rules)
        ledger = [_settle(agency.id, group, books, newest, rules) for group in books.promises]
        found += _without_rivals(ledger, rules)
    return tuple(found)


def _settle(agency: str, group: Sequence[Entry], books: Books, newest: date, rules: IndicatorRules) -> LedgerRow:
    """What became of one promise."""
    promise = group[0]
    year = promise.row.year
    searched = tuple(r for r in books.accounts.get(year, ()) if r != promise.row.report)
    places = tuple(entry.row for entry in group[1:])
    row = LedgerRow(agency, promise.key, shown_name(promise.row, rules), year, promise.row, None, "no_report", "", places)
    matching = _matching(promise, books)
    if matching:
        outcome, judgement = _best(promise, matching, rules)
        if promise.is_part and judgement.verdict in COMPUTED:
            judgement = Judgement("not_comparable", "目标只管一年中的一段，结果是全年的")
        return replace(row, outcome=outcome, verdict=judgement.verdict, reason=judgement.reason)
    if searched:
        return _not_found(row, promise, searched, books)
    if newest.year <= year:
        return replace(row, verdict="not_due", reason=f"{year}年在本站最新文件的日期之前还没有结束")
    return replace(row, reason=f"本站没有收录说明{year}年结果的文件")


def shown_name(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The canonical name, else the row's own words."""
    known = canonical_of(row, rules)
    return known.name if known else full_name(row)


def _not_found(row: LedgerRow, promise: Entry, searched: tuple[str, ...], books: Books) -> LedgerRow:
    """The account is there, the figure was not recognised in it: say so, and point to what sounds alike.

    Of a restatement it is said of the restatement only: what it leaves out the original may well hold.
    """
    if is_vague(promise.row):
        return replace(row, verdict="not_comparable", reason="名称太笼统，不能确定总结里哪个数字说的是同一件事")
    alike = [
        (likeness(promise.key, f.key), f.row)
        for f in books.answers.get(row.year, ())
        if f.row.report in searched
        and not f.canonical and f.scale == promise.scale and may_be_near(promise.key, f.key)
    ]
    best, near = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    only_excerpts = books.excerpts.issuperset(searched)
    reason = "摘编里没有认出写明这个数字的说法，请看原文" if only_excerpts else "总结里没有认出写明这个数字的说法"
    reason += "；有一个名称相近的" if best >= NEAR else ""
    return replace(row, verdict="not_found", reason=reason, searched=searched, near=near if best >= NEAR else None)


def _matching(promise: Entry, books: Books) -> list[Entry]:
    """Answers with the promise's subject; own words in another order count when no name fits exactly."""
    if is_vague(promise.row):
        return []
    year, report = promise.row.year, promise.row.report
    exact = [a for a in books.by_key.get((year, promise.key), ()) if a.row.report != report]
    if promise.added and not promise.canonical:  # 新增储量300亿方、天然气… asks for what was added, not for what was produced
        exact = [a for a in exact if a.added == promise.added]
    if exact:
        return exact
    alike = [a for a in books.answers.get(year, ()) if a.scale == promise.scale and a.row.report != report]
    if promise.added and (new := [a for a in alike if a.added == promise.added]):
        return new
    own = [a for a in alike if not a.canonical]
    of_rate = is_rate(promise.row)
    return [
        a
        for a in own
        if (of_rate and same_rate(promise.row, a.row)) or (not promise.canonical and same_words(a.key, promise.key))
    ]


def _best(promise: Entry, answers: Sequence[Entry], rules: IndicatorRules) -> tuple[IndicatorRow, Judgement]:
    """The answer that fits best; where several fit equally well they must agree on the verdict."""
    fewer = wants_fewer(promise.row, rules)
    judged = [(_judge(promise, a, rules, fewer=fewer), a) for a in answers]
    judged.sort(key=lambda pair: (pair[0].fit, pair[1].distance, pair[1].order))
    first, best = judged[0]
    equals = [(j, a) for j, a in judged if (j.fit, a.distance) == (first.fit, best.distance)]
    if first.fit == 0 and len({j.verdict for j, _ in equals}) > 1:
        return best.row, Judgement("not_comparable", "结果里这个名称有几个不同的数字，分不清对应哪一个")
    return best.row, first


def _judge(promise: Entry, answer: Entry, rules: IndicatorRules, *, fewer: bool) -> Judgement:
    known = canonical_of(promise.row, rules)
    found = judge(promise.row, answer.row, rules, fewer=fewer, near=bool(known and known.better == "near"))
    if found.verdict not in COMPUTED:
        return found
    if answer.row.scope != promise.row.scope:
        return Judgement("not_comparable", "一处说的是全部，一处只说其中一部分或另一种口径", 3)
    if answer.row.other_basis and not promise.row.other_basis:
        return Judgement("not_comparable", "结果另有同口径的数字，本站不替读者选用", 3)
    if promise.row.again == "再" and not (answer.row.again or answer.row.stage == "new"):
        return Judgement("not_comparable", "目标说的是再增加多少，结果没有说是不是新增的", 3)
    if answer.is_total and not promise.is_total:
        return Judgement("not_comparable", "结果写的是几年的合计或平均，不能确定当年是多少", 3)
    if promise.is_total and not answer.is_total:
        return Judgement("not_comparable", "目标管几年，结果只写了一年的", 3)
    if {promise.row.flow, answer.row.flow} == {"done", "held"}:
        return Judgement("not_comparable", "一处说的是这一年做了多少，一处说的是到这时一共有多少", 3)
    return found


def wants_fewer(row: IndicatorRow, rules: IndicatorRules) -> bool:
    """Is less of it better? Canonical indicators say so; names such as 事故 tell by themselves."""
    known = canonical_of(row, rules)
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
