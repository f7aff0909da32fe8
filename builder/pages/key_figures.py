"""The figures of one report: the few that matter first, and all of them in order.

Comes in: the report's rows. Goes out: frozen values whose words are ready for the template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.ledger_names import canonical_id, full_name, is_named, is_vague, subject_key
from builder.analysis.quantities import RATE_NAME, aspect_of
from builder.analysis.things import is_of_no_year, unfinished
from builder.analysis.whole_names import says_all
from builder.frozen import replace
from builder.pages.figures import sentence_path, show_value
from builder.pages.interest import interest_ranks
from builder.pages.statuses import Status

T = TypeVar("T")

HEADLINES = 8  # on a report's page; also those that a person should look at first
KIND_WORDS = {"target": "目标", "actual": "完成", "state": "现状"}
_UNFINISHED = {"started": "开工", "ongoing": "推进中", "carried": "实施"}
INTENDED = "计划中"  # of what merely is: thought about, planned or agreed, and no promise
_INTENDED = re.compile(r"计划|协议|签约|合同|意向|概算|估算|(?:达产|投产|建成|投用)[之以]?后")
_AHEAD = frozenset(f"state.{why}" for why in ("pondered", "pondered-size", "signed", "planned", "contract", "laid-out"))  # 签约项目9个，投资额5亿元: its name does not say so
EXPECTED = "预计"  # of a result that its report only expects
SAID = "实际"  # of a result: how many there were, where the words do not say that they were brought to an end
STAGE_WORDS = {"new": "新增", "started": "开工", "completed": "完工", "stock": "总量"}
_PLAIN = {"gt": "超过", "ge": "以上", "lt": "低于", "le": "以内", "approx": "约"}
_INSIDE = frozenset("余多来")
_BEHIND = frozenset(("以上", "及以上", "之上", "有余", "左右", "上下", "以下", "及以下", "以内", "之内", "之下"))
_BEGUN = ("开工", "启动", "动工", "开建", "在建")
_SCALES = ("万", "亿")
_WITHIN = re.compile(r"(?:[\d.,]+|[一二两三四五六七八九十百千]+)\s*([万亿]*)[余多来]")


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
    """One of 关键数字: name, figure, target or result, the year it is about, its sentence's anchor, the way there from other pages,
    and what a result decided (``status``)."""

    name: str
    figure: FigureText
    kind: str
    year: int
    anchor: str
    path: str
    reviewed: bool
    status: Status | None = None


def kind_word(row: IndicatorRow) -> str:
    """目标, 完成, 现状; 开工, 推进中 or 实施 for what its words say is not done, 实际 where they do not say that it is; what a report
    says of itself (超额25%) is no result that was computed but 自报; what is thought about or agreed (协议投资) is not there yet: 计划中, and what it
    only expects to have come to: 预计."""
    if is_own_claim(row):
        return "自报"
    if row.kind == "state" and (not _AHEAD.isdisjoint(row.because) or _INTENDED.search(row.indicator)):
        return INTENDED
    if row.kind == "actual" and row.expected:
        return EXPECTED
    return _UNFINISHED.get(unfinished(row)) or (SAID if row.kind == "actual" and not _is_done(row) else KIND_WORDS[row.kind])


def told_year(row: IndicatorRow) -> int | None:
    """The (last) year that a figure is about; None where nothing tells which, or it is of each of several (几年里每年)."""
    return row.year if row.several_years or (row.is_of_one_year and not is_of_no_year(row)) else None


def kind_tag(row: IndicatorRow) -> str:
    """The shape of that word: hollow, filled, round, dotted, or none. It has no colour, which is for verdicts."""
    if is_own_claim(row):
        return "quiet"
    word = kind_word(row)
    not_there = unfinished(row) or word == EXPECTED
    return "held" if not_there else "said" if word == SAID else {"target": "plan", "actual": "done", "state": "held"}[row.kind]


def _is_done(row: IndicatorRow) -> bool:
    """Do its words say so, or has a person?"""
    return row.done or row.reviewed is not None


def is_own_claim(row: IndicatorRow) -> bool:
    return row.kind == "actual" and aspect_of(row) == "completion"


def figure_text(row: IndicatorRow) -> FigureText:
    """The row's figure with the qualifiers as printed: 约3家, 6%以上, 增长5%左右, 860余吨; 预计 before what is only expected."""
    lead, inside, tail = _qualifier(row.qualifier, row.comparison)
    expected, rank = "预计" if row.expected else "", row.rank or ""
    high = "" if row.value_max is None else f"—{show_value(abs(row.value_max))}"
    of_growth = row.value is None or (aspect_of(row) == "growth" and row.growth == row.value)
    rate, unit = (row.growth, "%") if of_growth else (row.value if row.flow == "rate" else None, row.unit)
    if rate is not None:
        way, lead = ("", f"{lead}-" if rate < 0 else lead) if RATE_NAME.search(row.indicator) else ("" if _is_told(rate, row) else _way(rate), lead)  # 涨幅0.5%: none grows
        change = f"{expected}{way}{lead}{show_value(abs(rate))}{high}{inside}{unit}{tail}"
        return FigureText("", "", "", "", change, rank, span_words(row))
    change = ""
    if row.growth is not None:
        front, within, back = _qualifier(row.growth_qualifier, row.growth_comparison)
        change = f"{_way(row.growth)}{front}{show_value(abs(row.growth))}{within}%{back}"
    if row.value is None or (row.measure == "rank" and rank):
        return FigureText(expected if change or rank else "", "", "", "", change, rank, span_words(row))
    if row.measure == "over_completion":
        lead = lead or "超额"
        if row.unit == "%" and row.value_max is None:
            tail += f"（即完成{show_value(round(100 + row.value, 6))}%）"
    at = max(0, row.value_start - row.start)
    one = _is_scale_alone(row.quote, at) and row.value_max is None
    tail += f"（{STAGE_WORDS['started']}）" if _is_begun(row) else ""
    number = "" if one else show_value(row.value) + ("" if row.value_max is None else f"—{show_value(row.value_max)}")
    return FigureText(expected + lead, number, _unit(row.unit, inside, row.quote, at), tail, change, rank, span_words(row))


def figure_beside_kind(row: IndicatorRow) -> FigureText:
    """The same where ``kind_word`` stands before it: 预计 is said once."""
    return figure_text(replace(row, expected=False) if kind_word(row) == EXPECTED else row)


def further_stage(row: IndicatorRow) -> str:
    """新增, 完工 or 总量, where figures of several stages stand together; 开工 is told with its figure everywhere."""
    return "" if _is_begun(row) else STAGE_WORDS.get(row.stage, "")


def _is_begun(row: IndicatorRow) -> bool:
    """Begun and not done, and its name does not say so."""
    return row.stage == "started" and not any(word in row.indicator for word in _BEGUN)


def _unit(unit: str, inside: str, text: str, at: int) -> str:
    """The unit with the word that is printed inside it, where it is printed: 余万人, 万多户."""
    found = _WITHIN.match(text, at) if inside else None
    scale = found[1] if found and unit.startswith(found[1]) else ""
    return scale + inside + unit.removeprefix(scale)


def _is_scale_alone(text: str, at: int) -> bool:
    """A one that is not printed: 突破万亿元."""
    return text.startswith(_SCALES, at)


def _way(rate: float) -> str:
    return "增长" if rate >= 0 else "下降"


def _is_told(rate: float, row: IndicatorRow) -> bool:
    """出口增长 17.8%: the name that stands beside it says already that it is a growth."""
    return is_named(row) and row.indicator.endswith(_way(rate))


def span_words(row: IndicatorRow) -> str:
    """What a figure of several years is: 2021—2025年合计, 累计, 年均, 到2030年; empty for one year, of which 累计 may say more.

    A sum is only what was done; of anything else nobody knows whether it adds up (规上企业超过2万家), so that it is of these years, no more.
    """
    if not row.several_years:
        if told_year(row):
            return "累计" if row.running_total and row.kind == "actual" else ""
        return "没有写明年份" if row.is_of_one_year else "几年里每年"
    first, last = row.span
    if row.each_year and row.measure != "annual_average":
        return "几年里每年" if first is None or first == last else f"{first}—{last}年每年"
    if row.measure == "annual_average":
        return "年均" if first is None else f"{first}—{last}年年均"
    sums = row.measure == "cumulative" or row.flow == "done"
    if row.kind == "target" and not sums:
        return f"到{last}年"
    if first is None or first == last:
        return "累计" if sums else "几年间"
    return f"{first}—{last}年" + ("合计" if row.flow == "done" else "间")


def _qualifier(printed: str, comparison: str) -> tuple[str, str, str]:
    """(before, right behind the digits, behind the unit): the printed word in its place, else a plain one for the sign."""
    word = printed or _PLAIN.get(comparison, "")
    return ("", word, "") if word in _INSIDE else ("", "", word) if word in _BEHIND else (word, "", "")


def headline_rows(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int, decided: Container[int] = ()) -> list[IndicatorRow]:
    """At most ``limit`` rows, one an indicator: known ones by public interest, then other good names as they stand.

    Of an indicator's rows those ``decided`` by the ledger (by identity) stand for it, so that no office shows another figure beside a target it missed.
    """
    order = interest_ranks(rules)
    first: dict[str, IndicatorRow] = {}
    years = Counter(r.year for r in rows)
    main = max(years, key=lambda y: years[y], default=0)
    for row in sorted(_sayable(rows), key=lambda r: (id(r) not in decided, *_plainness(r, main))):
        first.setdefault(subject_key(row, rules), row)
    place = {id(row): i for i, row in enumerate(rows)}
    return sorted(first.values(), key=lambda r: (order.get(canonical_id(r, rules), len(order)), place[id(r)]))[:limit]


def key_figures(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int, verdicts: Mapping[int, Status] | None = None) -> tuple[KeyFigure, ...]:
    """The headline rows in words. ``verdicts``: of a report with both halves, whose results come first, the decided ones before the others."""
    if verdicts is None:
        chosen, verdicts = headline_rows(rows, rules, limit), {}
    else:
        done = headline_rows([r for r in rows if r.kind == "actual" and not r.expected], rules, len(rows), verdicts)
        ahead = headline_rows([r for r in rows if r.kind == "target"], rules, len(rows))
        told = sorted(done, key=lambda r: id(r) not in verdicts)[: limit - min(limit // 4, len(ahead))]
        said = {subject_key(r, rules) for r in told}
        chosen = [*told, *(r for r in ahead if subject_key(r, rules) not in said)][:limit]
    return tuple(
        KeyFigure(known_name(r, rules), figure_text(r), kind_word(r), r.year, r.anchor, sentence_path(r), bool(r.reviewed), verdicts.get(id(r)))
        for r in chosen
    )


def known_name(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The name that a known indicator goes by in its report, else the row's own in full."""
    known = None if row.canonical else rules.by_id.get(canonical_id(row, rules))
    return known.name if known else full_name(row)


def _sayable(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Figures that stand by themselves and are the whole's: a good name, no state, part of the area, total over several
    years, bare change, share of a plan, or rank alone."""
    return [
        r
        for r in rows
        if says_all(r)
        and r.kind != "state"
        and not r.scope
        and r.is_of_one_year
        and not is_of_no_year(r)
        and not is_vague(r)
        and aspect_of(r) in {"level", "growth"}
        and (r.value is not None or r.growth is not None)
    ]


def _plainness(row: IndicatorRow, main: int) -> tuple[bool, bool, bool]:
    """The report's main year first, in it what came of a target before the target, then figures with a value."""
    return row.year != main, row.kind == "target", row.value is None


def parts(text: str) -> frozenset[str]:
    """What a figure says, part by part: 39.8亿元 and 增长26.6%."""
    return frozenset(text.split("，"))


def told_once(figures: Iterable[tuple[T, Hashable, str]]) -> tuple[T, ...]:
    """Of (figure, place, text) the figures that add something at their place: 100% beside 100%，全市前列 does not."""
    found = list(figures)
    said: dict[Hashable, list[frozenset[str]]] = {}
    for _, place, text in found:
        said.setdefault(place, []).append(parts(text))
    return tuple(figure for figure, place, text in found if not any(parts(text) < more for more in said[place]))
