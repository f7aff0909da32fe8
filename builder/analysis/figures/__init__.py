"""Figures: what a report promises and reports in numbers.

Sentences go in, ``IndicatorRow`` values come out. Path: ``mentions`` (numbers with units) → ``clauses`` →
``statements`` (the ``readers`` in order; what they say, joined) → ``names`` → ``extract``; half, year and kind are told by ``places``.
"""

from __future__ import annotations

from builder.analysis.figures.extract import Unread
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules, load_rules, make_rules

__all__ = ["IndicatorRow", "IndicatorRules", "Unread", "load_rules", "make_rules"]
