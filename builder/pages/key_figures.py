"""Key figures of a report (stand-in until the ledger's own module lands)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.model import Report


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str


@dataclass(frozen=True, slots=True)
class ReportFigure:
    label: str


def key_figures(rows: Sequence[IndicatorRow], rules: IndicatorRules, limit: int) -> tuple[KeyFigure, ...]:
    return ()


def report_figures(rows: Sequence[IndicatorRow], report: Report) -> tuple[ReportFigure, ...]:
    return ()
