"""Figures over several years: what a total, an average or a level means where the text speaks of more than one year.

Comes in: a draft with its clause and its place. Goes out: the draft with its measure told right, and the years it spans. A
total over five years must never answer a promise for one (design 5, ``span``), so inside a stretch of several years only what
is plainly a level reached at its end counts as one year's.
"""

from __future__ import annotations

from dataclasses import replace

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.numerals import Number
from builder.analysis.places import Place, Years


def span_of(draft: Draft, clause: Clause, place: Place, words: Grammar, *, looks_both_ways: bool) -> tuple[Draft, Years | None]:
    """The draft with its measure told right, and the years it spans; None for one year.

    ``looks_both_ways``: in a report of two halves 累计 counts from long ago, in a summary of one year from its beginning.
    """
    kind, year, stretch = place.kind, place.year, place.years
    before = clause.text[: max(0, draft.value_start - clause.start)]
    if words["span.average"].search(before) or draft.measure == "annual_average":
        return _averaged(draft), stretch or Years(None, year)
    if stretch is None:
        if kind == "actual" and looks_both_ways and draft.measure == "level" and words["span.to-date"].search(before) and not place.one_year_said:
            return replace(draft, measure="cumulative"), Years(None, year)
        return draft, None
    if kind == "target":
        return draft, stretch
    if words["span.yearly"].search(before) or words["span.each-year"].search(before):
        return draft, None
    if draft.measure == "growth":
        return replace(draft, measure="multi_year_growth", value=_as_printed(draft), growth=None), stretch
    if draft.measure == "level":
        if draft.dimension in {"percent", "density"}:
            return draft, None
        if draft.base is not None or ((stretch.loose or words["span.held"].search(before)) and not words["span.flows"].search(before)):
            return replace(draft, growth=None), None
        return replace(draft, measure="cumulative", growth=None), stretch
    if draft.measure == "share" or draft.measure == "rank":
        return draft, None
    return draft, stretch


def _averaged(draft: Draft) -> Draft:
    if draft.measure in {"level", "share"}:
        return replace(draft, measure="annual_average", growth=None)
    if draft.measure == "growth" and draft.growth is not None:
        return replace(draft, measure="annual_average", value=_as_printed(draft), growth=None)
    return draft


def _as_printed(draft: Draft) -> Number | None:
    """A growth in its own unit: 4.9倍 is a growth of 490 percent."""
    growth = draft.growth
    return growth / 100 if growth is not None and draft.unit == "倍" else growth
