"""Offices side by side: what each promised and reached for one indicator in one year, and what it promised for the next.

Comes in: the series of one indicator, one an office, and their ledger rows. Goes out: ``Measure`` values, one for each way of saying
it that may stand in one column (a growth, an amount in one kind of unit), and ``apart``: what may stand in none. Only what the
printed figures decide is said to be higher, lower, the same, or before another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from builder.analysis.figures import IndicatorRow
from builder.analysis.figures.drafts import MONEY
from builder.analysis.figures.rows import Flow
from builder.analysis.indicator_series import IndicatorSeries
from builder.analysis.ledger import LedgerRow, promises_by_result
from builder.analysis.quantities import ROUNDED, Quantity, UnitTable, quantities
from builder.analysis.things import is_of_no_year, lexicon, read_thing

Change = Literal["", "higher", "lower", "same"]
WhyApart = Literal["several", "each", "part", "undated", "basis", "other"]  # why a figure stands in no column
Why = Literal["several", "range", "about", "expected", "other", "alone"]  # why a figure has no place in an order
_BASIS = re.compile("实际(?=分别|增|下降|提高)|名义|口径|可比|不变价|价格因素|扣除|剔除|综合(?=收入)|净")
_NOT_DONE = frozenset({"started", "ongoing", "carried"})
_SIDES: Mapping[str, str] = {"eq": "eq", "approx": "approx", "ge": "from", "gt": "from", "le": "to", "lt": "to"}


@dataclass(frozen=True, slots=True)
class Side:
    """One office's figures of a year in one measure: each target with what became of it, where the ledger says."""

    agency: str
    targets: tuple[tuple[IndicatorRow, LedgerRow | None], ...]
    results: tuple[IndicatorRow, ...]
    following: tuple[IndicatorRow, ...] = ()
    change: Change = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What may stand in one column: ``aspect`` level or growth, ``scale`` the kind of unit, ``stage`` 开工 or 总量 where it is one."""

    aspect: str
    scale: str
    stage: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One year. ``apart``: figures that no column holds beside others, because they cover several years or a part of one, or are a change, a rank…"""

    year: int
    measures: tuple[Measure, ...]
    apart: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among figures that can be put in order; ``shared`` by several that are printed alike."""

    place: int
    shared: bool
    agency: str
    row: IndicatorRow


@dataclass(frozen=True, slots=True)
class Ranked:
    """``orders``: by what is printed with the figure (eq, approx, from, to), for 5%左右 is neither before nor behind 5%以上.

    In an order stands only what is the very same measure: neither 实际增长 beside 增长 nor 新登记 beside 新增.
    """

    orders: tuple[tuple[str, tuple[Rank, ...]], ...]
    unranked: tuple[tuple[str, IndicatorRow, Why], ...]


Key = tuple[str, str, str]


@dataclass(slots=True)
class _Half:
    """Figures of one half by measure, each sort of figure once; ``apart``: those of no measure."""

    by_measure: dict[Key, list[IndicatorRow]] = field(default_factory=dict)
    apart: list[IndicatorRow] = field(default_factory=list)


def side_by_side(group: Sequence[IndicatorSeries], ledger: Mapping[str, Sequence[LedgerRow]], year: int, units: UnitTable) -> Compared:
    """``ledger``: by office its promises of this indicator, of any year. Offices stay in the order of ``group``."""
    measures: dict[Key, list[Side]] = {}
    apart: list[Side] = []
    flows = _flows(group, year, units)
    for one in group:
        own = ledger.get(one.agency, ())
        figures = {y.year: y for y in one.years}
        now, after = figures.get(year), figures.get(year + 1)
        became = {id(r.promise): r for r in own if r.year == year}
        again = {id(place) for r in own for place in r.places}
        targets = _half((r for r in now.targets if id(r) not in again) if now else (), units, flows)
        answers = [r.outcome for r in became.values() if r.outcome and r.verdict != "possible"]
        decided = promises_by_result(became.values())
        results = _half((*answers, *(now.actuals if now else ())), units, flows, decided)
        following = _half((r for r in after.targets if id(r) not in again) if after else (), units, flows)
        for key in dict.fromkeys((*targets.by_measure, *results.by_measure)):
            said, next_ = targets.by_measure.get(key, []), following.by_measure.get(key, [])
            change = change_of(said[0], next_[0], key, units) if len(said) == len(next_) == 1 else ""
            side = Side(one.agency, tuple((r, became.get(id(r))) for r in said), tuple(results.by_measure.get(key, ())), tuple(next_), change)
            measures.setdefault(key, []).append(side)
        if targets.apart or results.apart:
            apart.append(Side(one.agency, tuple((r, became.get(id(r))) for r in targets.apart), tuple(results.apart)))
    found = [Measure(*key, tuple(sides)) for key, sides in measures.items()]
    return Compared(year, tuple(sorted(found, key=lambda m: -len(m.sides))), tuple(apart))


def _flows(group: Sequence[IndicatorSeries], year: int, units: UnitTable) -> frozenset[str]:
    """The scales on which some say what was done in the year (新建3座) and others what there is at its end (达到30座).

    Sums are on none: 实现生产总值3万亿元 and 生产总值达到5万亿元 are both of the year.
    """
    rows = [row for one in group for y in one.years if y.year == year for row in y.rows if is_plain(row)]
    said = {(q.scale, _flow(row)) for row in rows for q in quantities(row, units) if q.aspect == "level" and q.scale not in MONEY}
    return frozenset(scale for scale, flow in said if flow == "done" and (scale, "held") in said)


def _flow(row: IndicatorRow) -> Flow:
    return "held" if row.stage == "stock" else "done" if row.stage == "new" else row.flow


def _half(rows: Iterable[IndicatorRow], units: UnitTable, flows: Set[str], decided: Mapping[int, IndicatorRow] = MappingProxyType({})) -> _Half:
    """``decided``: by the identity of a result the promise that it decided: it stands beside that (从2.77%提高到3.3%; 1163.7万户，增长6.3% for 增长5%)."""
    half, said = _Half(), set[tuple[Key, float, float, str]]()
    seen: set[int] = set()
    for row in rows:
        if id(row) in seen:
            continue
        seen.add(id(row))
        found = [q for q in quantities(row, units) if q.aspect in {"level", "growth"}] if is_plain(row) or id(row) in decided else []
        if not found:
            half.apart.append(row)
        for q in found:
            key = _key(row, q, flows)
            if (promise := decided.get(id(row))) and any((p.aspect, p.scale) == key[:2] for p in quantities(promise, units)):
                key = _key(promise, q, flows)
            if (key, q.low, q.high, q.sign) not in said:
                said.add((key, q.low, q.high, q.sign))
                half.by_measure.setdefault(key, []).append(row)
    return half


def is_plain(row: IndicatorRow) -> bool:
    """The figure of one whole year, on the basis that everybody has."""
    return row.is_of_one_year and row.period == "year" and not is_of_no_year(row) and not row.other_basis


def why_apart(row: IndicatorRow) -> WhyApart:
    """Why a figure is none that everybody has for the year."""
    if not row.is_of_one_year:
        return "each" if row.each_year else "several"
    return "part" if row.period != "year" else "undated" if is_of_no_year(row) else "basis" if row.other_basis else "other"


def _key(row: IndicatorRow, q: Quantity, flows: Set[str]) -> Key:
    stage = row.stage if row.stage in _NOT_DONE else ""
    return q.aspect, q.scale, stage or (_flow(row) if q.aspect == "level" and q.scale in flows else "")  # 面积达到5万亩 is no other area where nobody adds to it


def quantity_in(row: IndicatorRow, key: Key, units: UnitTable) -> Quantity:
    """The part of a figure that belongs to a measure: the growth of 165亿元，增长9%."""
    return next(q for q in quantities(row, units) if (q.aspect, q.scale) == key[:2])


def change_of(before: IndicatorRow, after: IndicatorRow, key: Key, units: UnitTable) -> Change:
    """Is the later figure higher or lower? Nothing where the words around the figures leave it open."""
    a, b = quantity_in(before, key, units), quantity_in(after, key, units)
    if before.again != after.again or before.scope != after.scope:
        return ""
    if a.sign == b.sign and (a.low == a.high) == (b.low == b.high):
        if (a.low, a.high) == (b.low, b.high):
            return "same"
        return "higher" if b.low > a.low and b.high > a.high else "lower" if b.low < a.low and b.high < a.high else ""
    if "to" in {_SIDES[a.sign], _SIDES[b.sign]}:
        return ""
    (low, high), (low_after, high_after) = _aim(a), _aim(b)
    return "higher" if low_after > high else "lower" if high_after < low else ""


def _aim(q: Quantity) -> tuple[float, float]:
    """What a target at least asks for: 5%左右 a little more or less than 5%."""
    slack = ROUNDED * abs(q.high) if q.sign == "approx" else 0.0
    return q.low - slack, q.high + slack


def ranked(measure: Measure, units: UnitTable) -> Ranked:
    """By result, highest first, where any office has one; else by target. A result of 超5% or 约5% may be before or behind 5.2%."""
    key = measure.aspect, measure.scale, measure.stage
    of_results = any(side.results for side in measure.sides)
    said = [(s.agency, s.results if of_results else tuple(row for row, _ in s.targets)) for s in measure.sides]
    groups: dict[str, list[tuple[float, str, IndicatorRow]]] = {}
    unranked: list[tuple[str, IndicatorRow, Why]] = []
    for agency, rows in said:
        q = quantity_in(rows[0], key, units) if len(rows) == 1 else None
        why = _no_place(rows[0], q, of_results=of_results) if q else "several"
        if q is None or why:
            unranked += [(agency, row, why or "several") for row in rows]
        else:
            groups.setdefault(_SIDES[q.sign], []).append((q.low, agency, rows[0]))
    orders: dict[str, tuple[Rank, ...]] = {}
    for sign in (s for s in dict.fromkeys(_SIDES.values()) if s in groups):
        same = _of_one_sort(groups[sign])
        if len(same) > 1:
            orders[sign] = _order(same)
        alone: Why = "alone" if len(groups[sign]) == 1 else "other"
        unranked += [(agency, row, alone) for _, agency, row in groups[sign] if len(same) == 1 or not any(row is r for _, _, r in same)]
    return Ranked(tuple(orders.items()), tuple(unranked))


def _no_place(row: IndicatorRow, q: Quantity, *, of_results: bool) -> Why | Literal[""]:
    """Why a figure by itself has none: 5—5.5%; a result of 约5%; what is only expected."""
    return "range" if q.low != q.high else "about" if of_results and q.sign != "eq" else "expected" if row.expected else ""


def _of_one_sort(found: Sequence[tuple[float, str, IndicatorRow]]) -> list[tuple[float, str, IndicatorRow]]:
    """Those that say the very same measure: the most frequent way to say it, of equals the plainest."""
    sorts = [_sort(row) for _, _, row in found]
    best = min(sorts, key=lambda s: (-sorts.count(s), sum(map(len, s))))
    return [one for one, sort in zip(found, sorts, strict=True) if sort == best]


def _sort(row: IndicatorRow) -> tuple[frozenset[str], ...]:
    """What the words say of a figure beside its name: basis and scope, words that narrow, what was done, how far that is."""
    said = f"{row.listed}{row.own}"
    thing = read_thing(row, "" if row.canonical else row.indicator)
    narrow = {word for word in lexicon().narrow if word in said and word not in row.indicator and not _is_the_others(word, row.indicator)}
    does = {name for verb in thing.does for name in verb} - {"receive"}
    begun = {thing.stage} if row.kind == "actual" and thing.stage in _NOT_DONE else set[str]()
    return frozenset(_BASIS.findall(said)) | {row.scope} - {""}, frozenset(narrow), frozenset(does), frozenset(begun)


def _is_the_others(word: str, name: str) -> bool:
    """城镇 in 城镇和农村居民收入分别增长4%、6% for 农村居民收入: it is said of the other half, and narrows nothing of this one."""
    return any(word in group and any(other in name for other in group - {word}) for group in lexicon().apart)


def _order(found: Sequence[tuple[float, str, IndicatorRow]]) -> tuple[Rank, ...]:
    values = sorted((value for value, _, _ in found), reverse=True)
    many = Counter(values)
    return tuple(
        Rank(values.index(value) + 1, many[value] > 1, agency, row) for value, agency, row in sorted(found, key=lambda one: -one[0])
    )
