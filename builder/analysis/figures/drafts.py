"""Values on the way from a clause to a row: ``Draft`` (a figure with its name) and ``Slot`` (a quantity with its words)."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.rows import Flow
from builder.analysis.numerals import Number


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before year, kind and place are known.

    ``noun`` is what later clauses may speak of again; ``part`` marks a share of the figure before (其中 …);
    ``clause`` is the index of the clause it stands in; ``said_from`` is where the words
    begin that speak of it alone, if not with the clause; the others are those of the row.
    """

    name: str
    noun: str
    value: Number | None
    unit: str
    comparison: str
    measure: str
    value_start: int
    value_end: int
    quote_start: int
    quote_end: int
    clause: int
    value_max: Number | None = None
    growth: float | None = None
    rank: str | None = None
    base: float | None = None
    self_reported: str = ""
    context: str = ""
    dimension: str = "count"
    part: bool = False
    qualifier: str = ""
    growth_comparison: str = "eq"
    growth_qualifier: str = ""
    other_basis: str = ""
    flow: Flow = ""
    because: tuple[str, ...] = ()
    said_from: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in its clause with the words before and after it.

    ``listed``: a 、 parts it from the quantity before; ``closed``: a 、 parts it from the next one.
    """

    mention: Mention
    before: str
    after: str
    closed: bool = False
    listed: bool = False


def cut_slots(clause: Clause, words: Grammar) -> list[Slot]:
    """Each quantity of a clause with its words: in the gap between two, a 、 or 和 parts what belongs to which."""
    slots: list[Slot] = []
    start, listed = clause.start, False
    for k, mention in enumerate(clause.mentions):
        is_last = k + 1 == len(clause.mentions)
        stop = clause.end if is_last else clause.mentions[k + 1].outer
        gap = _words(clause, mention.after, stop)
        cut = _cut(gap, words, is_last=is_last)
        after = gap if cut < 0 else gap[:cut]
        slots.append(Slot(mention, _words(clause, start, mention.outer), after, cut >= 0, listed))
        start, listed = mention.after + cut + 1 if cut >= 0 else mention.after, cut >= 0
    return slots


def _cut(gap: str, words: Grammar, *, is_last: bool) -> int:
    """Where a gap between two quantities parts; -1 when all of it may belong to both."""
    opening = words["part.opening"].match(gap)
    if opening:
        return opening.end() - 1
    if is_last:
        return -1
    closing = words["part.closing"].search(gap)
    if closing:
        return closing.start()
    return gap.rfind("、")


def _words(clause: Clause, start: int, end: int) -> str:
    return clause.text[start - clause.start : end - clause.start]
