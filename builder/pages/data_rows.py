"""Figures and ledger as open data (design 5): a row → its JSON object, the same keys flat for CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.analysis.figures import IndicatorRow
from builder.analysis.ledger import LedgerRow
from builder.analysis.ledger_names import full_name, tells_one_thing
from builder.analysis.whole_names import says_all
from builder.model import Agency
from builder.pages.collection import Collection
from builder.pages.data import NO, YES, place_cells
from builder.pages.data_columns import COMPARISONS, MEASURES
from builder.pages.figures import quoted
from builder.pages.key_figures import STAGE_WORDS, figure_text, kind_word, told_year
from builder.pages.statuses import STATUS_BY_ID


def indicator_json(row: IndicatorRow) -> dict[str, Any]:
    """A row of indicators.json. ``indicator_id`` is empty where no canonical indicator is known; what is not ``named`` only its quote tells."""
    first, last = row.span
    return {
        "report": row.report,
        "section": row.section,
        "anchor": row.anchor,
        "year": row.year,
        "span": {"from": first, "to": last},
        "undated": told_year(row) is None,
        "kind": row.kind,
        "indicator": full_name(row),
        "named": tells_one_thing(row),
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


def indicator_csv_row(row: IndicatorRow, value: Mapping[str, Any], c: Collection) -> dict[str, Any]:
    """A row of indicators.csv: the same ``value``, flat and in words; the quote is of the sentence as much as the name leaves unsaid. A unit is that of the value:
    where only a growth is said, its head says %."""
    year = told_year(row)
    first, last = row.span if year else (None, None)
    return {k: v for k, v in value.items() if k not in {"span", "undated"}} | place_cells(row.report, row.anchor, c) | {
        "year": year,
        "span_from": first,
        "span_to": last,
        "named": "" if value["named"] and says_all(row) else NO,
        "quote": quoted(c.report_by_id[row.report], row)[0],
        "kind": kind_word(row),
        "stage": STAGE_WORDS.get(row.stage, ""),
        "unit": row.unit if row.value is not None else "",
        "comparison": COMPARISONS[row.comparison],
        "measure": MEASURES[row.measure],
        "expected": YES if row.expected else "",
    }


def place_json(row: IndicatorRow | None) -> dict[str, str] | None:
    """Where a figure stands: report, anchor, quote."""
    return None if row is None else {"report": row.report, "anchor": row.anchor, "quote": row.quote}


def ledger_json(row: LedgerRow, agency: Agency) -> dict[str, Any]:
    """A row of ledger.json; ``agency`` is the row's. ``self_reported`` is what the report says of itself, apart from the verdict."""
    return {
        "agency": row.agency,
        "agency_name": agency.name,
        "indicator": row.name,
        "named": tells_one_thing(row.promise),
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


def ledger_csv_row(row: LedgerRow, c: Collection) -> dict[str, Any]:
    """A row of ledger.csv: the same, flat and in words, with both figures as printed; what is only likely the same stands apart."""
    value = {k: v for k, v in ledger_json(row, c.agency_by_id[row.agency]).items() if k != "further_places"}
    value |= {"named": "" if value["named"] and says_all(row.promise) else NO, "promise": "", "outcome": "", "verdict": STATUS_BY_ID[row.verdict].word}
    likely = row.verdict == "possible"  # another thing, perhaps: its number is nobody's result
    for name, place in (("promise", row.promise), ("likely" if likely else "outcome", row.outcome)):
        if place is not None:
            cells = place_cells(place.report, place.anchor, c)
            quote = quoted(c.report_by_id[place.report], place)[0]
            value |= {name: quote if name == "likely" else figure_text(place).text, f"{name}_quote": quote}
            value |= {f"{name}_title": cells["title"], f"{name}_link": cells["link"]}
    return value
