"""The row of the contract: one figure with its subject, its own year, and whether it is promised or reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.analysis.numerals import Number

Kind = Literal["target", "actual"]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One figure (design 5). Offsets count characters of ``Paragraph.text``; ``quote`` == text[start:end].

    ``value`` is a number in ``unit`` as printed, None when only a growth or a rank is said; ``growth``
    in percent on the year before, signed. ``context`` names what a bare rate (办结率) is the rate of;
    ``measure``: level, growth, annual_average, multi_year_growth, delta, share, completion,
    over_completion, rank, range or cumulative.
    """

    report: str
    section: str | None
    anchor: str
    paragraph: str
    start: int
    end: int
    value_start: int
    value_end: int
    year: int
    kind: Kind
    indicator: str
    canonical: str
    value: Number | None
    value_max: Number | None
    unit: str
    comparison: str
    growth: float | None
    rank: str | None
    base: float | None
    measure: str
    self_reported: str
    quote: str
    context: str = ""
