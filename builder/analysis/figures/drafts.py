"""What readers are given and what they say: a ``Slot`` in its ``Context``, and remarks, of which ``join`` makes the figures.

A ``Draft`` states a figure, a ``Beside`` adds to one stated before. All are frozen, and nothing but ``join`` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import zip_longest

from builder.analysis.figures.changes import Change
from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.rows import Flow
from builder.analysis.numerals import Number
from builder.frozen import quick, replace

MONEY = frozenset(("money", "usd", "hkd", "eur"))  # dimensions of sums


@quick
@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before year, kind and place are known: its quantity, and what is said of it.

    ``noun`` is what later clauses may speak of again; ``value`` that of the quantity, signed, none of a growth; ``part`` marks a share
    of the figure before (其中 …); ``clause`` is the index of the clause it stands in; ``said_from`` is where the words
    begin that speak of it alone, if not with the clause; the others are those of the row.
    """

    name: str
    noun: str
    mention: Mention
    value: Number | None
    measure: str
    quote_start: int
    quote_end: int
    clause: int
    because: tuple[str, ...]
    growth: float | None = None
    rank: str | None = None
    base: float | None = None
    self_reported: str = ""
    context: str = ""
    part: bool = False
    qualifier: str = ""
    growth_comparison: str = "eq"
    growth_qualifier: str = ""
    other_basis: str = ""
    flow: Flow = ""
    said_from: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Beside:
    """What words tell of a figure stated before; None is not said. ``of`` counts back to it, 1 is the last one."""

    of: int = 1
    name: str | None = None
    mention: Mention | None = None
    value: Number | None = None
    measure: str | None = None
    quote_end: int | None = None
    because: tuple[str, ...] | None = None
    growth: float | None = None
    rank: str | None = None
    self_reported: str | None = None
    qualifier: str | None = None
    growth_comparison: str | None = None
    growth_qualifier: str | None = None
    other_basis: str | None = None
    flow: Flow | None = None


Remark = Draft | Beside
_TOLD = tuple(f.name for f in fields(Beside))[1:]


def join(remarks: Iterable[Remark], figures: Iterable[Draft] = ()) -> tuple[Draft, ...]:
    """The figures that remarks tell of, each with all that is said beside it; ``figures`` are those before."""
    joined = [*figures]
    for remark in remarks:
        if isinstance(remark, Draft):
            joined.append(remark)
        else:
            joined[-remark.of] = replace(joined[-remark.of], **{f: told for f in _TOLD if (told := getattr(remark, f)) is not None})
    return tuple(joined)


@quick
@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may look at beside its own words: the clause, and what the sentence said before it.

    ``spoken`` is the last clause without figures, in a table the name of the row; ``spoken_start`` where it begins (-1 without one),
    ``leads`` whether it stands right before this one.
    """

    text: str
    words: Grammar
    year: int
    clause: Clause
    index: int
    spoken: str
    spoken_start: int
    leads: bool
    figures: tuple[Draft, ...]

    @property
    def is_part(self) -> bool:
        """Does the clause speak of a share of the figure before?"""
        return self.clause.is_aside or self.words["part.thereof"].match(self.clause.text) is not None

    @property
    def ahead(self) -> str:
        """The last clause without figures, up to a semicolon: 与2020年相比 holds for all that follows."""
        return "" if ";" in self.text[max(0, self.spoken_start) : self.clause.start] else self.spoken

    @property
    def last(self) -> Draft | None:
        """The very last figure, a part or not: what 占比 speaks of."""
        return self.figures[-1] if self.figures else None

    def after(self, remarks: Sequence[Remark]) -> Context:
        """The same, when more was said."""
        return replace(self, figures=join(remarks, self.figures)) if remarks else self


@quick
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
    for mention, following in zip_longest(clause.mentions, clause.mentions[1:]):
        gap = _words(clause, mention.after, following.outer if following else clause.end)
        cut = _cut(gap, words, is_last=following is None)
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
    closing, second = words["part.closing"].search(gap), words["part.second"].search(gap)
    return closing.start() if closing else second.end("noun") if second else gap.rfind("、")


def _words(clause: Clause, start: int, end: int) -> str:
    return clause.text[start - clause.start : end - clause.start]
