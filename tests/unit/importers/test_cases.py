"""Whole documents: each file of tests/cases/import beside what must come of it.

A ``.expected`` file holds three parts: front matter, outline (``level number|heading``), and lines
``first:``, ``last:``, ``holds:``, ``table:``, ``absent:`` about the body.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.content.sections import Body
from builder.importers import ImportOptions, ImportResult, import_document
from builder.problems import has_errors
from builder.text import fold

CASES = Path(__file__).parents[2] / "cases" / "import"
DOCUMENTS = sorted(path for path in CASES.iterdir() if path.suffix != ".expected")


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def case(request: pytest.FixtureRequest) -> tuple[ImportResult, list[str], Path]:
    path: Path = request.param
    result = import_document(path.read_bytes(), path.name, ImportOptions())
    return result, path.with_suffix(".expected").read_text("utf-8").split("---\n"), path


def test_record(case: tuple[ImportResult, list[str], Path], fields_of: Callable[[ImportResult], dict[str, str]]) -> None:
    result, (record, _, _), _ = case
    fields = fields_of(result)
    agency = result.agency
    report = read_report(result.draft, result.path, (agency,) if agency else (), shipped_kinds())
    assert not has_errors(report.problems)
    assert report.report is not None
    meta = report.report.meta
    fields |= {
        "agency": agency.name if agency else "",
        "inferred": " ".join(meta.inferred),
        "source": f"{meta.source.name} {meta.source.url}".strip(),
    }
    for line in record.splitlines():
        key, _, value = line.partition(":")
        assert fields[key] == value.strip(), key


def test_outline(case: tuple[ImportResult, list[str], Path], outline_of: Callable[[ImportResult], list[str]]) -> None:
    result, (_, outline, _), _ = case
    assert outline_of(result) == outline.splitlines()


def test_body(case: tuple[ImportResult, list[str], Path], body_of: Callable[[ImportResult], Body]) -> None:
    result, (_, _, wanted), _ = case
    paragraphs = body_of(result).paragraphs
    for line in wanted.splitlines():
        key, _, value = line.partition(": ")
        if key == "first":
            assert paragraphs[0].text.startswith(value)
        elif key == "last":
            assert paragraphs[-1].text.startswith(value)
        elif key == "absent":
            assert value not in result.draft
        else:
            assert value in result.draft


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_encoding_makes_no_difference(path: Path, encoding: str) -> None:
    text = path.read_text("utf-8")
    one, other = (import_document(text.encode(e), path.name, ImportOptions()) for e in ("utf-8", encoding))
    hashes = [next(line for line in r.draft.splitlines() if line.startswith("provenance:")) for r in (one, other)]
    assert one.draft.replace(hashes[0], "") == other.draft.replace(hashes[1], "")


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix == ".txt"], ids=lambda path: path.name)
def test_round_trip(path: Path, body_of: Callable[[ImportResult], Body]) -> None:
    """Every letter of the body comes back in order; only stops after headings and white space may go."""
    source = fold(path.read_text("utf-8"))
    result = import_document(path.read_bytes(), path.name, ImportOptions())
    body = body_of(result)
    at = 0
    pieces = [s.title for s in body.sections if not s.run_in] + [p.text for p in body.paragraphs]
    assert sum(len(fold(piece)) for piece in pieces) > len(source) * 0.6
    for paragraph in body.paragraphs:
        at = source.find(fold(paragraph.text), at)
        assert at >= 0, paragraph.text
        at += len(fold(paragraph.text))
