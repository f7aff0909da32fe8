"""IndicatorRow → the JSON contract of design 5."""

from __future__ import annotations

from typing import Any

from builder.analysis.figures import IndicatorRow

FIELDS = ("report", "section", "anchor", "year", "kind", "indicator", "value", "value_max", "unit", "comparison", "growth", "rank", "base", "quote")


def indicator_json(row: IndicatorRow) -> dict[str, Any]:
    """A row of indicators.json."""
    return {name: getattr(row, name) for name in FIELDS}
