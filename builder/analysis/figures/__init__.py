"""Figures: what a report promises and reports in numbers.

A report goes in, ``IndicatorRow`` values come out. Path: ``mentions`` (numbers with units) → ``clauses`` →
``statements`` (what belongs to which) → ``context`` (half, year, kind) → ``names`` → ``extract`` (the recipe).
"""

from __future__ import annotations

from builder.analysis.figures.extract import Unread, extract_rows, read_figures
from builder.analysis.figures.halves import Half
from builder.analysis.figures.rows import IndicatorRow, Kind
from builder.analysis.figures.rules import IndicatorRules, load_rules, make_rules

__all__ = ["Half", "IndicatorRow", "IndicatorRules", "Kind", "Unread", "extract_rows", "load_rules", "make_rules", "read_figures"]
