"""Figures and ledger as open data (design 5): a row → its JSON object, the same keys flat for CSV."""

from __future__ import annotations

from typing import Any

from builder.analysis.figures import IndicatorRow
from builder.analysis.ledger import LedgerRow
from builder.model import Agency

INDICATOR_COLUMNS = (
    "report", "section", "anchor", "year", "span_from", "span_to", "kind", "indicator", "indicator_id", "scope", "stage", "value", "value_max", "unit", "comparison",
    "growth", "rank", "base", "measure", "qualifier", "expected", "self_reported", "because", "reviewed", "quote",
)  # fmt: skip
LEDGER_COLUMNS = (
    "agency", "agency_name", "indicator", "indicator_id", "year", "verdict", "reason", "searched", "promise_report", "promise_anchor", "promise_quote",
    "outcome_report", "outcome_anchor", "outcome_quote", "self_reported", "reviewed",
)  # fmt: skip


def indicator_json(row: IndicatorRow) -> dict[str, Any]:
    """A row of indicators.json. ``indicator_id`` is empty where no canonical indicator is known."""
    return {
        "report": row.report,
        "section": row.section,
        "anchor": row.anchor,
        "year": row.year,
        "span": {"from": row.span[0], "to": row.span[1]},
        "kind": row.kind,
        "indicator": row.indicator,
        "indicator_id": row.canonical,
        "scope": row.scope,
        "stage": row.stage,
        "value": row.value,
        "value_max": row.value_max,
        "unit": row.unit,
        "comparison": row.comparison,
        "growth": row.growth,
        "rank": row.rank,
        "base": row.base,
        "measure": row.measure,
        "qualifier": row.qualifier,
        "expected": row.expected,
        "self_reported": row.self_reported,
        "because": list(row.because),
        "reviewed": row.reviewed,
        "quote": row.quote,
    }


def indicator_csv_row(row: IndicatorRow) -> dict[str, Any]:
    """A row of indicators.csv: the same, flat."""
    value = {k: v for k, v in indicator_json(row).items() if k != "span"}
    return value | {"span_from": row.span[0], "span_to": row.span[1]}


def place_json(row: IndicatorRow | None) -> dict[str, str] | None:
    """Where a figure stands: report, anchor, quote."""
    return None if row is None else {"report": row.report, "anchor": row.anchor, "quote": row.quote}


def ledger_json(row: LedgerRow, agency: Agency) -> dict[str, Any]:
    """A row of ledger.json; ``agency`` is the row's. ``self_reported`` is what the report says of itself, apart from the verdict."""
    return {
        "agency": row.agency,
        "agency_name": agency.name,
        "indicator": row.name,
        "indicator_id": row.promise.canonical,
        "year": row.year,
        "promise": place_json(row.promise),
        "outcome": place_json(row.outcome),
        "further_places": [place_json(place) for place in row.places],
        "verdict": row.verdict,
        "reason": row.reason,
        "searched": list(row.searched),
        "self_reported": row.self_reported,
        "reviewed": row.reviewed,
    }


def ledger_csv_row(row: LedgerRow, agency: Agency) -> dict[str, Any]:
    """A row of ledger.csv: the same, flat."""
    value = {k: v for k, v in ledger_json(row, agency).items() if k not in {"promise", "outcome", "further_places"}}
    for name, place in (("promise", row.promise), ("outcome", row.outcome)):
        value |= {f"{name}_{key}": text for key, text in (place_json(place) or {}).items()}
    return value
