"""Figures over several years: what a total, an average or a level means where the text speaks of more than one year.

Comes in: a draft with its clause and its place. Goes out: its measure, value and growth told right, and the years it spans. A
total over five years must never answer a promise for one (design 5, ``span``), so inside a stretch of several years only what
is plainly a level reached at its end counts as one year's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.subjects import trim_tail
from builder.analysis.numerals import Number
from builder.analysis.places import Place, Years
from builder.frozen import quick

_NUMBER = re.compile(r"\d")


@quick
@dataclass(frozen=True, slots=True)
class Meant:
    """What a figure means at its place; ``years`` it spans, None for one year."""

    measure: str
    value: Number | None
    growth: float | None
    years: Years | None


def counts_within(draft: Draft, before: str, words: Grammar) -> bool:
    """1-10月累计保障312人; 累计完成投资96亿元,占年度计划的105%: from the first of those months, and of what was planned for the year."""
    return words["span.within"].search(before) is not None or words["span.of-year"].match(draft.self_reported) is not None


def span_of(draft: Draft, clauses: Sequence[Clause], place: Place, words: Grammar, *, looks_both_ways: bool) -> Meant:
    """A figure with its measure told right; ``clauses`` of its sentence.

    ``looks_both_ways``: in a report of two halves 累计 counts from long ago, in a summary of one year from its beginning.
    """
    kind, stretch, measure, value, growth = place.kind, place.years, draft.measure, draft.value, draft.growth
    clause = next((c for c in reversed(clauses[draft.clause :]) if c.start <= draft.mention.start), clauses[draft.clause])  # 增加1000亿元,达到3000亿元
    before = clause.text[: max(0, draft.mention.start - clause.start)]
    in_own_unit = growth / 100 if growth is not None and draft.mention.unit == "倍" else growth  # 4.9倍 is a growth of 490 percent
    if words["span.average"].search(before) or measure == "annual_average":
        years = stretch or Years(None, place.year)
        if measure in {"level", "share"}:
            return Meant("annual_average", value, None, years)
        if measure == "growth" and growth is not None:
            return Meant("annual_average", in_own_unit, None, years)
        return Meant(measure, value, growth, years)
    if stretch is None:
        to_date = looks_both_ways and measure == "level" and words["span.to-date"].search(before) is not None
        if kind == "actual" and to_date and not (place.one_year_said or counts_within(draft, before, words)):
            return Meant("cumulative", value, growth, Years(None, place.year))
        return Meant(measure, value, growth, None)
    if kind == "target":
        return Meant(measure, value, growth, None if stretch.last and _is_arrived_at(draft, measure, before, words) else stretch)
    if measure in {"share", "rank"} or words["span.yearly"].search(before) or words["span.each-year"].search(before):
        return Meant(measure, value, growth, None)
    if measure == "growth":
        return Meant("multi_year_growth", in_own_unit, None, stretch)
    if measure != "level":
        return Meant(measure, value, growth, stretch)
    if draft.mention.dimension in {"percent", "density", "concentration"}:
        return Meant(measure, value, growth, None)
    own = before.rpartition("、")[2]  # 新增企业8家、总量达22家: the first is done, the second held
    is_own = words["change.since"].match(own) or (words["span.held"].search(own) and trim_tail(own, words))
    told = own if is_own else before
    if draft.base is not None or ((stretch.loose or words["span.held"].search(told)) and not words["span.flows"].search(told)):
        return Meant(measure, value, None, None)
    return Meant(measure, value, None, None) if _is_come_to(before, words) else Meant("cumulative", value, None, stretch)


def _is_come_to(before: str, words: Grammar) -> bool:
    """服务床位增至8张: so many there are, whatever its name says of deeds. 平台达到8个、实验室5家; 标准提高到8元和6元: what its neighbours came to, it did."""
    own, *others = reversed(words["span.listed"].split(before))
    if words["span.over-years"].search(own):
        return False
    if words["span.comes-to"].search(own):
        return not words["span.to-date"].search(before)
    if words["span.flows"].search(own):
        return False
    for other in others:
        said = _NUMBER.split(other, maxsplit=1)[0]
        if words["span.flows"].search(said):
            return False
        if words["span.held"].search(said):
            return True
    return False


def _is_arrived_at(draft: Draft, measure: str, before: str, words: Grammar) -> bool:
    """“十五五”时期…城镇化率达63%, 人均预期寿命提高到78岁: a rate, or what is raised to so much, is a target of the last year; what is kept all the time is not."""
    if measure not in {"level", "share"} or words["span.kept"].search(before) or words["span.each-year"].search(before):
        return False
    if draft.mention.dimension == "percent":
        return words["span.rate"].search(before) is not None
    return not words["span.flows"].search(before) and (words["span.raised"].search(before) or words["span.stock"].search(before)) is not None
