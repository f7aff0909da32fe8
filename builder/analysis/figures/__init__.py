"""Figures: what a report promises and reports in numbers.

A report goes in, ``IndicatorRow`` values come out. Path: ``mentions`` (numbers with units) → ``clauses`` →
``statements`` (what belongs to which) → ``names`` → ``extract`` (the recipe); half, year and kind are told by ``places``.
"""

from __future__ import annotations

from builder.analysis.figures.extract import Reading, Unread, extract_rows, read_figures, read_sentences
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules, load_rules, make_rules

__all__ = [
    "IndicatorRow", "IndicatorRules", "Reading", "Unread", "extract_rows", "load_rules", "make_rules", "read_figures", "read_sentences",
]  # fmt: skip
