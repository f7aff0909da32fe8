"""The figures of one report: the few that matter first, and all of them in order.

Comes in: the report's rows. Goes out: frozen values whose words are ready for the template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.ledger_names import canonical_id, full_name, is_named, is_vague, subject_key
from builder.analysis.quantities import adds_up, aspect_of
from builder.model import Report
from builder.pages.figures import show_value
from builder.pages.interest import interest_ranks

KIND_WORDS = {"target": "目标", "actual": "完成", "state": "现状"}
_BEFORE = {"gt": "超过", "lt": "低于", "approx": "约"}
_AFTER = {"ge": "以上", "le": "以内"}
_BEHIND = re.compile(r"左右|上下|及?以上|以内|之内|及?以下|有余")
_AHEAD = re.compile(r"(?:大约|约|将近|近|超过|超|逾|突破|不少于|不低于|不超过|不高于|至少|最多|至多|低于|少于|不足|不到)$")


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure in words. ``lead`` and ``tail`` are the qualifiers (约, 以上); ``change`` 增长7.2%; ``span`` 2021—2025年合计."""

    lead: str
    number: str
    unit: str
    tail: str
    change: str
    rank: str
    span: str = ""

    @property
    def text(self) -> str:
        """All of it in one line: 约165亿元，增长7.2%."""
        value = f"{self.lead}{self.number}{self.unit}{self.tail}"
        said = "，".join([part for part in (value, self.change, self.rank) if part])
        return f"{said}（{self.span}）" if said and self.span else said


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of 关键数字: name, figure, target or result, the year it is about, and its sentence's anchor."""

    name: str
    figure: FigureText
    kind: str
    year: int
    anchor: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure in the list of all: ``section`` is the title of its section; a quote stands in for a poor name.

    ``wrong``: where a reader tells that it was read wrongly, "" where nobody wants to hear of it.
    """

    name: str
    is_quote: bool
    figure: FigureText
    kind: str
    year: int
    anchor: str
    section: str
    reviewed: bool
    wrong: str = ""


def figure_text(row: IndicatorRow) -> FigureText:
    """The row's figure with the qualifiers as printed: 约3家, 6%以上, 增长5%左右, 860余吨."""
    lead, tail = _qualifiers(row)
    number = ""
    if row.value is not None:
        number = show_value(row.value) + (f"—{show_value(row.value_max)}" if row.value_max is not None else "")
    own = row.value is None or (aspect_of(row) == "growth" and row.growth == row.value)
    change = ""
    if row.growth is not None:
        word = "增长" if row.growth >= 0 else "下降"
        high = f"—{show_value(abs(row.value_max))}" if own and row.value_max is not None else ""
        inner = f"{show_value(abs(row.growth))}{high}%"
        change = f"{word}{lead}{inner}{tail}" if own else f"{word}{inner}"
    if not change and _is_change(row) and row.value is not None:
        inner = f"{show_value(abs(row.value))}" + (f"—{show_value(abs(row.value_max))}" if row.value_max is not None else "")
        word = "增长" if row.value >= 0 else "下降"
        return FigureText("", "", "", "", f"{word}{lead}{inner}{row.unit}{tail}", row.rank or "", span_words(row))
    if own and change:
        return FigureText("", "", "", "", change, row.rank or "", span_words(row))
    if row.measure == "over_completion" and not lead:
        lead = "超额"
    return FigureText(lead, number, row.unit, tail, change, row.rank or "", span_words(row))


def _is_change(row: IndicatorRow) -> bool:
    """A rate of growth over several years is kept as a value: 年均增长5%, 五年下降17%."""
    if row.measure == "multi_year_growth":
        return True
    words = row.quote[: max(0, row.value_start - row.start)]
    return row.measure == "annual_average" and row.unit in {"%", "倍"} and bool(re.search("增长|增速|增幅|下降|递增|提高", words))


def span_words(row: IndicatorRow) -> str:
    """What a figure of several years is: 2021—2025年合计, 累计, 年均, 到2030年; empty for one year."""
    if not row.several_years:
        return ""
    first, last = row.span
    if row.measure == "annual_average":
        return "年均" if first is None else f"{first}—{last}年年均"
    sums = row.measure == "cumulative" or adds_up(row)
    if row.kind == "target" and not sums:
        return f"到{last}年"
    if first is None or first == last:
        return "累计" if sums else "几年间"
    return f"{first}—{last}年" + ("合计" if sums else "间")



def _qualifiers(row: IndicatorRow) -> tuple[str, str]:
    """(before, after) the figure: the printed word where the quote shows it, else a plain one for the sign."""
    if row.comparison in {"eq", "range"}:
        return "", ""
    at, end = row.value_start - row.start, row.value_end - row.start
    if 0 <= at < end <= len(row.quote):
        behind = _BEHIND.match(row.quote[end:])
        ahead = _AHEAD.search(row.quote[:at])
        if behind:
            return "", behind[0]
        if ahead:
            return ahead[0], ""
    return _BEFORE.get(row.comparison, ""), _AFTER.get(row.comparison, "")


def headline_rows(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int) -> list[IndicatorRow]:
    """At most ``limit`` rows, one an indicator: known ones by public interest, then other good names as they stand."""
    order = interest_ranks(rules)
    first: dict[str, IndicatorRow] = {}
    years = Counter(r.year for r in rows)
    main = max(years, key=lambda y: years[y], default=0)
    for row in sorted(_sayable(rows), key=lambda r: _plainness(r, main)):
        first.setdefault(subject_key(row, rules), row)
    place = {id(row): i for i, row in enumerate(rows)}
    return sorted(first.values(), key=lambda r: (order.get(canonical_id(r, rules), len(order)), place[id(r)]))[:limit]


def key_figures(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int) -> tuple[KeyFigure, ...]:
    """The headline rows in words."""
    names = {indicator.id: indicator.name for indicator in rules.indicators}
    return tuple(
        KeyFigure(names.get(canonical_id(r, rules), full_name(r)), figure_text(r), KIND_WORDS[r.kind], r.year, r.anchor, bool(r.reviewed))
        for r in headline_rows(rows, rules, limit)
    )


def _sayable(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Figures that stand by themselves: a good name, no total over several years, bare change, share of a plan, or rank
    alone."""
    return [
        r
        for r in rows
        if is_named(r)
        and not r.several_years
        and not is_vague(r)
        and aspect_of(r) in {"level", "growth"}
        and (r.value is not None or r.growth is not None)
    ]


def _plainness(row: IndicatorRow, main: int) -> tuple[int, int, int]:
    """The report's main year first, then figures with a value, then the order of the text."""
    return (0 if row.year == main else 1, 0 if row.value is not None else 1, row.start)


def report_figures(rows: Sequence[IndicatorRow], report: Report) -> tuple[ReportFigure, ...]:
    """All figures of a report in reading order, with the section each stands in."""

    def section(row: IndicatorRow) -> str:
        found = report.section_by_id.get(row.section or "")
        return found.title if found else ""

    return tuple(
        ReportFigure(
            full_name(r) if is_named(r) else r.quote,
            not is_named(r),
            figure_text(r),
            KIND_WORDS[r.kind],
            r.year,
            r.anchor,
            section(r),
            bool(r.reviewed),
        )
        for r in rows
    )
