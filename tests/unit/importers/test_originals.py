"""The five originals beside the repository, where they are: nothing lost, nothing made up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.content.sections import Body
from builder.importers import ImportOptions, ImportResult, import_documents
from builder.problems import has_errors
from builder.text import fold

SHARED = Path(__file__).parents[4] / "shared"
FILES = sorted((SHARED / "originals").glob("*.txt"))

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/originals is not here: the originals are not part of the repository")


@pytest.fixture(scope="module")
def results() -> dict[str, ImportResult]:
    outcomes, _ = import_documents([(p.name, p.read_bytes()) for p in FILES], ImportOptions(retrieved=date(2026, 11, 22)))
    return {outcome.name: outcome.result for outcome in outcomes if outcome.result}


@pytest.fixture(scope="module")
def labels() -> list[dict[str, Any]]:
    path = SHARED / "gold" / "import.json"
    if not path.is_file():
        pytest.skip("../shared/gold is not here")
    reports: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["reports"]
    return reports


def test_all_are_imported_and_read_without_errors(results: dict[str, ImportResult]) -> None:
    assert len(results) == len(FILES)
    for result in results.values():
        agencies = (result.agency,) if result.agency else ()
        assert not has_errors(read_report(result.draft, result.path, agencies, shipped_kinds()).problems)


def test_the_record_agrees_with_the_labels(results: dict[str, ImportResult], labels: list[dict[str, Any]]) -> None:
    for label in labels:
        result = results[label["seed"]]
        meta = read_report(result.draft, result.path, (result.agency,) if result.agency else (), shipped_kinds())
        assert meta.report is not None
        record = meta.report.meta
        stated = (record.year, str(record.written or ""), str(record.published or ""), record.index_number)
        assert stated == (label["year"], label["written"] or "", label["published"] or "", label["index_number"] or "")
        names = [label["agency"], *label.get("agency_accept", [])]
        assert result.agency is not None
        assert result.agency.name in names
        assert record.title in [label["title"], *label.get("title_accept", [])]
        assert ("title" in record.inferred) == (label["title"] is None)


def test_damaged_headings_are_known_again(
    results: dict[str, ImportResult], labels: list[dict[str, Any]], body_of: Callable[[ImportResult], Body]
) -> None:
    damaged = known = 0
    for label in labels:
        headings = {fold(s.heading) for s in body_of(results[label["seed"]]).sections}
        wanted = [s for s in label["sections"] if s.get("defect")]
        damaged += len(wanted)
        known += sum(fold(s["heading"]) in headings for s in wanted)
    assert (damaged, known) == (10, 9)


def test_every_letter_of_the_body_comes_back(
    results: dict[str, ImportResult], labels: list[dict[str, Any]], body_of: Callable[[ImportResult], Body]
) -> None:
    for label in labels[:3]:
        first, last = label["body_lines"]
        lines = (SHARED / "originals" / label["seed"]).read_text("utf-8").split("\n")[first - 1 : last]
        body = body_of(results[label["seed"]])
        text = [s.title for s in body.sections if not s.run_in] + [p.text for p in body.paragraphs]
        letters = sorted(fold("".join(text)).replace("。", ""))
        assert letters == sorted(fold("".join(lines)).replace("。", ""))
