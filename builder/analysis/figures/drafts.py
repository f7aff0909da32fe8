"""What a sentence says of figures, remark by remark, and the figures joined of it.

Comes in: what the readers found, in reading order: a ``Draft`` states a figure, a ``Beside`` adds to one stated before. Goes out: the finished
drafts (``join``). Both are frozen, and nothing but ``join`` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypedDict, Unpack

from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.grammar import Grammar
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


class Adds(TypedDict, total=False):
    """The fields of a figure that words beside its number tell: growth, rank, completion, the level arrived at."""

    name: str
    value: Number | None
    value_max: Number | None
    unit: str
    dimension: str
    comparison: str
    qualifier: str
    measure: str
    flow: Flow
    value_start: int
    value_end: int
    growth: float
    growth_comparison: str
    growth_qualifier: str
    other_basis: str
    rank: str
    self_reported: str
    quote_end: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of a figure before; ``of`` counts back to it, 1 is the last one."""

    adds: Adds
    of: int = 1


Remark = Draft | Beside


def join(remarks: Iterable[Remark], figures: tuple[Draft, ...] = ()) -> tuple[Draft, ...]:
    """The figures that remarks tell of, each with all that is said beside it; ``figures`` are those before."""
    return reduce(_joined, remarks, figures)


def _joined(figures: tuple[Draft, ...], remark: Remark) -> tuple[Draft, ...]:
    if isinstance(remark, Draft):
        return (*figures, remark)
    at = len(figures) - remark.of
    return (*figures[:at], replace(figures[at], **remark.adds), *figures[at + 1 :])


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may look at beside its own words: the clause, and what the sentence said before it.

    ``spoken`` is the last clause without figures, in a table the name of the row; ``spoken_start`` where it begins (-1 without one),
    ``leads`` whether it stands right before this one; ``verb`` is the one that an enumeration shares (新增…3个、…2个).
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
    verb: str = ""

    @property
    def is_part(self) -> bool:
        """Does the clause speak of a share of the figure before?"""
        return self.clause.is_aside or self.words["part.thereof"].match(self.clause.text) is not None

    @property
    def last(self) -> Draft | None:
        """The very last figure, a part or not: what 占比 speaks of."""
        return self.figures[-1] if self.figures else None

    def after(self, remarks: Iterable[Remark]) -> Context:
        """The same, when more was said."""
        return replace(self, figures=join(remarks, self.figures))

    def beside(self, **adds: Unpack[Adds]) -> tuple[Beside, ...]:
        """A remark of this clause on the last figure, whose quote runs on to here."""
        return (Beside({"quote_end": self.clause.last, **adds}),)
