"""Places: for any place in a report plan or result, which year or years, and why. One decider for all that ask.

Path: ``halves`` (what a kind of report stands for) → ``headings`` and ``frames`` (chapters, title lines) → ``stretches`` (several years) and ``words``
(what a clause says of itself) → ``decide``, which answers.
"""

from __future__ import annotations

from builder.analysis.places.decide import RESTATED, SEVERAL, HeadPlace, Place, Places, read_places
from builder.analysis.places.halves import Half, Kind, KindHalf, kind_half, kind_of, report_half
from builder.analysis.places.periods import Period, report_period
from builder.analysis.places.stretches import Years, report_years

__all__ = [
    "RESTATED", "SEVERAL", "Half", "HeadPlace", "Kind", "KindHalf", "Period", "Place", "Places", "Years", "kind_half", "kind_of", "read_places", "report_half",
    "report_period", "report_years",
]  # fmt: skip
