"""Rows that must never be, looked for in the real reports, which do not ship: skipped without them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.reading import extract_rows
from builder.analysis.topics import prepare_topics
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.importers import ImportOptions, import_documents
from builder.model import Report
from builder.parallel import default_jobs, ordered_map
from tests.support import COMMON, SHARED, disagreements

FILES = sorted([*(SHARED / "originals").glob("*.txt"), *(SHARED / "reports").glob("gwr_*.txt")])
# What follows a number of a session, a lot or an idiom, and what stands around an ordinal that is no rank.
_NEVER_BEHIND = re.compile("[届批](?!次)|方百计|次(?:全会|会议|全体|党代会|代表大会)")
_ORDINAL = re.compile("第[一二三四五六七八九十百0-9]+(?:届|次|批|[一二三四五六七八九十])")

RULES = load_rules()[0]  # once: read from YAML, and asked for at every row it is minutes
KINDS = shipped_kinds()
TOPICS = prepare_topics(COMMON)

pytestmark = pytest.mark.skipif(not FILES, reason="the real reports (../shared/originals, ../shared/reports) are not here")


def read(text_file: int) -> tuple[Report, tuple[IndicatorRow, ...], tuple[int, list[str]]]:
    """A file as the importer makes a report of it, its rows, and where topics and figures disagree."""
    path, kinds = FILES[text_file], KINDS
    ((outcome,), offices) = import_documents([(path.name, path.read_bytes())], ImportOptions(kinds=kinds))
    assert outcome.result is not None, path.name
    report = read_report(outcome.result.draft, path.name, offices, kinds).report
    assert report is not None
    kind = next(k for k in kinds if k.id == report.meta.kind)
    rows = extract_rows(report, kind.half if kind.half != "none" else "actual", RULES)
    return report, rows, disagreements(report, kinds, TOPICS, RULES)


@pytest.fixture(scope="module")
def reports() -> list[tuple[Report, tuple[IndicatorRow, ...], tuple[int, list[str]]]]:
    assert len(FILES) >= 43
    return list(ordered_map(read, range(len(FILES)), default_jobs()))


def faults(report: Report, row: IndicatorRow) -> list[str]:
    text = report.paragraph_by_id[row.paragraph].text
    behind = text[row.value_end - 1 : row.value_end + 4]
    found = [f"{row.unit}"] if row.unit in {"届", "批"} else []
    found += ["session or idiom"] if _NEVER_BEHIND.match(behind) or _NEVER_BEHIND.match(behind[1:]) else []
    found += ["date line"] if RULES.grammar["line.session"].fullmatch(text.strip()) else []
    at = text.find(row.rank) if row.rank else -1
    return found + (["ordinal"] if at >= 0 and row.rank and _ORDINAL.search(text[at : at + len(row.rank) + 2]) else [])


def test_no_session_lot_idiom_or_date_line_is_a_figure(reports: Any) -> None:
    assert sum(len(rows) for _, rows, _ in reports) > 7000
    wrong = [f"{report.id}: {why}: {row.quote}" for report, rows, _ in reports for row in rows for why in faults(report, row)]
    assert wrong == []


def test_topics_and_figures_never_disagree_on_half_or_year(reports: Any) -> None:
    assert sum(seen for _, _, (seen, _) in reports) > 1000
    assert [f for _, _, (_, found) in reports for f in found] == []
