"""The figures of one report: the few that matter first, and all of them in order.

Comes in: the report's rows. Goes out: frozen values whose words are ready for the template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.indicator_series import scoped_name
from builder.analysis.ledger_names import canonical_id, full_name, is_named, is_vague, subject_key
from builder.analysis.quantities import adds_up, aspect_of
from builder.model import Report
from builder.pages.figures import sentence_path, show_value
from builder.pages.interest import interest_ranks

KIND_WORDS = {"target": "目标", "actual": "完成", "state": "现状"}
STAGE_WORDS = {"new": "新增", "started": "开工", "completed": "完工", "stock": "总量"}
_BEFORE = {"gt": "超过", "lt": "低于", "approx": "约"}
_AFTER = {"ge": "以上", "le": "以内"}
_BEHIND = re.compile(r"左右|上下|及?以上|以内|之内|及?以下|有余")
_INSIDE = re.compile(r"(?:[\d.,]+|[一二两三四五六七八九十百千]+)\s*([万亿]*)([余多来])")
_AHEAD = re.compile(r"(?:大约|约|将近|近|超过|超|逾|突破|不少于|不低于|不超过|不高于|至少|最多|至多|低于|少于|不足|不到)$")
_PLACE_ITSELF = re.compile(r"[位名]")


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure in words. ``lead`` and ``tail`` are the qualifiers (预计约, 以上); ``change`` 增长7.2%; ``span`` 2021—2025年合计."""

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
        value = f"{self.number}{self.unit}{self.tail}"
        said = self.lead + "，".join([part for part in (value, self.change, self.rank) if part])
        return f"{said}（{self.span}）" if said and self.span else said


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of 关键数字: name, figure, target or result, the year it is about, its sentence's anchor, and the way there from other pages."""

    name: str
    figure: FigureText
    kind: str
    year: int
    anchor: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure in the list of all: ``section`` is the title of its section; a quote stands in for a poor name."""

    name: str
    is_quote: bool
    figure: FigureText
    kind: str
    year: int
    anchor: str
    section: str


def kind_word(row: IndicatorRow) -> str:
    """目标, 完成, 现状; what a report says of itself (超额25%) is no result that was computed but 自报."""
    return "自报" if _is_own_claim(row) else KIND_WORDS[row.kind]


def kind_tag(row: IndicatorRow) -> str:
    """The shape and colour of that word: hollow, filled, dotted, or none."""
    return "quiet" if _is_own_claim(row) else {"target": "plan", "actual": "done", "state": "held"}[row.kind]


def _is_own_claim(row: IndicatorRow) -> bool:
    return row.kind == "actual" and aspect_of(row) == "completion"


def figure_text(row: IndicatorRow) -> FigureText:
    """The row's figure with the qualifiers as printed: 约3家, 6%以上, 增长5%左右, 860余吨; 预计 before what is only expected."""
    lead, tail = _qualifiers(row)
    expected = "预计" if row.expected else ""
    number, change = "", ""
    own = row.value is None or (aspect_of(row) == "growth" and row.growth == row.value)
    if row.growth is not None:
        amount = f"{_range(row.growth, row.value_max if own else None)}%"
        word = "增长" if row.growth >= 0 else "下降"
        change = f"{expected}{word}{lead}{amount}{tail}" if own else f"{word}{amount}"
    elif row.value is not None and _is_change(row):
        own, word = True, "增长" if row.value >= 0 else "下降"
        change = f"{expected}{word}{lead}{_range(row.value, row.value_max)}{row.unit}{tail}"
    rank = row.rank or ""
    if own and change:
        return FigureText("", "", "", "", change, rank, span_words(row))
    if row.value is not None and not (rank and _says_rank(row, rank)):
        number = show_value(row.value) + (f"—{show_value(row.value_max)}" if row.value_max is not None else "")
    if row.measure == "over_completion":
        lead = lead or "超额"
        if row.value is not None and row.unit == "%" and row.value_max is None:
            tail += f"（即完成{show_value(round(100 + row.value, 6))}%）"
    if not number:
        first = expected if change or rank else ""
        return FigureText(first, "", "", "", change, rank, span_words(row))
    return FigureText(expected + lead, number, _unit(row), tail, change, rank, span_words(row))


def _range(low: float, high: float | None) -> str:
    """5.5, 5—6: sizes without sign, as words of change tell it."""
    return show_value(abs(low)) + (f"—{show_value(abs(high))}" if high is not None else "")


def _says_rank(row: IndicatorRow, rank: str) -> bool:
    """1位 beside 全市第1 says it twice."""
    return bool(_PLACE_ITSELF.fullmatch(row.unit)) and bool(re.search(rf"第{show_value(row.value)}(?!\d)", rank))


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


def _printed(row: IndicatorRow) -> tuple[str, str, str]:
    """The quote before, at and after the figure; nothing where the figure does not stand in it."""
    at, end = row.value_start - row.start, row.value_end - row.start
    return (row.quote[:at], row.quote[at:end], row.quote[end:]) if 0 <= at < end <= len(row.quote) else ("", "", "")


def _unit(row: IndicatorRow) -> str:
    """The unit with what is printed inside it: 余期, 万多户."""
    found = _INSIDE.match(_printed(row)[1])
    return found[1] + found[2] + row.unit.removeprefix(found[1]) if found else row.unit


def _qualifiers(row: IndicatorRow) -> tuple[str, str]:
    """(before, after) the figure: the printed word where the quote shows it, else a plain one for the sign."""
    before, at, after = _printed(row)
    if row.comparison in {"eq", "range"} or _INSIDE.match(at):
        return "", ""
    if behind := _BEHIND.match(after):
        return "", behind[0]
    if ahead := _AHEAD.search(before):
        return ahead[0], ""
    return _BEFORE.get(row.comparison, ""), _AFTER.get(row.comparison, "")


def key_figures(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int) -> tuple[KeyFigure, ...]:
    """At most ``limit`` figures, one an indicator: known ones by public interest, then other good names as they stand."""
    order = interest_ranks(rules)
    names = {indicator.id: indicator.name for indicator in rules.indicators}
    first: dict[str, IndicatorRow] = {}
    years = Counter(r.year for r in rows)
    main = max(years, key=lambda y: years[y], default=0)
    for row in sorted(_sayable(rows), key=lambda r: _plainness(r, main)):
        first.setdefault(subject_key(row, rules), row)
    place = {id(row): i for i, row in enumerate(rows)}
    chosen = sorted(first.values(), key=lambda r: (order.get(canonical_id(r, rules), len(order)), place[id(r)]))[:limit]
    return tuple(
        KeyFigure(names.get(canonical_id(r, rules), full_name(r)), figure_text(r), kind_word(r), r.year, r.anchor, sentence_path(r))
        for r in chosen
    )


def _sayable(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Figures that stand by themselves and are the whole's: a good name, no state, part of the area, total over several
    years, bare change, share of a plan, or rank alone."""
    return [
        r
        for r in rows
        if is_named(r)
        and r.kind != "state"
        and not r.scope
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

    found = [
        ReportFigure(
            scoped_name(full_name(r), r) if is_named(r) else r.quote,
            not is_named(r),
            figure_text(r),
            kind_word(r),
            r.year,
            r.anchor,
            section(r),
        )
        for r in rows
    ]
    said: dict[tuple[object, ...], list[set[str]]] = {}
    for f in found:
        said.setdefault(_place(f), []).append(_parts(f))
    # 100% beside 100%，全市前列 of the same thing at the same place adds nothing.
    return tuple(f for f in found if not any(_parts(f) < other for other in said[_place(f)]))


def _place(figure: ReportFigure) -> tuple[object, ...]:
    return figure.name, figure.kind, figure.year, figure.anchor


def _parts(figure: ReportFigure) -> set[str]:
    return set(figure.figure.text.split("，"))
