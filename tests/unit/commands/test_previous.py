"""The last published site's manifest, from a file: whatever it holds is a value or one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.commands.build import write_manifest
from builder.commands.previous import read_previous
from tests.support import AS_OF


def test_names_and_dates_are_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reports.json").write_text('[{"id": "a", "published": "2025-01-02"}]')
    write_manifest(tmp_path, AS_OF)
    previous, problems = read_previous(str(tmp_path / "manifest.json"))
    assert problems == []
    assert previous is not None
    assert (previous.files, previous.published) == ({"data/reports.json"}, {"a": "2025-01-02"})


@pytest.mark.parametrize("text", ["", "[]", "[" * 200_000, '{"generator": "gongkai 1", "digest": "", "files": {"\\ud800": {}}}'])
def test_what_cannot_be_read_is_one_finding(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    previous, (problem,) = read_previous(str(tmp_path / "manifest.json"))
    assert previous is None
    assert problem.code == "history.unreadable"


@pytest.mark.parametrize("text", ["[" * 200_000, "{}", "[1]", "x"])
def test_a_list_of_reports_that_cannot_be_read_gives_no_dates(text: str, tmp_path: Path) -> None:
    write_manifest(tmp_path, AS_OF)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reports.json").write_text(text)
    previous, problems = read_previous(str(tmp_path / "manifest.json"))
    assert problems == []
    assert previous is not None
    assert previous.published == {}
