"""A clause → its quantities, each with the words before and after it.

Comes in: a clause. Goes out: ``Slot`` values in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.figures.changes import Change
from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in its clause with the words before and after it.

    ``listed``: a 、 parts it from the quantity before; ``closed``: a 、 parts it from the next one; ``base``: what it rose or fell from;
    ``change``: the change that the words before it tell; ``said_from``: where the words begin that speak of it alone, 0 with the clause.
    """

    mention: Mention
    before: str
    after: str
    closed: bool = False
    listed: bool = False
    base: float | None = None
    change: Change | None = None
    said_from: int = 0


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
