"""The last published site's manifest, from a file, a folder or an address: whatever it holds is a value or one finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.commands.build import write_manifest
from builder.commands.previous import read_previous
from builder.manifest import signed
from builder.problems import Problem
from builder.revisions import Revision, Text
from tests.support import AS_OF, listed_below, older_manifest, serving

REPORTS = {"a": Revision(Text("1" * 64, "2025-01-02", "", "abcd 12亿元"), ("2025-02-01",))}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("")
    write_manifest(tmp_path, AS_OF, listed_below(tmp_path), reports=REPORTS, reading="01234567")
    return tmp_path


def only(place: str) -> Problem:
    previous, (problem,) = read_previous(place)
    assert previous is None
    return problem


@pytest.mark.parametrize("name", ["manifest.json", ""])
def test_names_and_reports_are_read(name: str, site: Path) -> None:
    previous, problems = read_previous(str(site / name))
    assert problems == []
    assert previous is not None
    assert (previous.files, previous.reports, previous.reading) == ({"index.html"}, REPORTS, "01234567")


def test_an_earlier_programs_manifest_has_names_alone_and_that_is_said(site: Path) -> None:
    older_manifest(site / "manifest.json")
    previous, (problem,) = read_previous(str(site))
    assert previous is not None
    assert (previous.files, previous.reports) == ({"index.html"}, {})
    assert (problem.severity, problem.code) == ("warning", "history.none")


@pytest.mark.parametrize("text", ["", "[]", "[" * 200_000, '{"generator": "gongkai 1", "digest": "", "files": {"\\ud800": {}}}'])
def test_what_cannot_be_read_is_one_finding(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert only(str(tmp_path / "manifest.json")).code == "history.unreadable"


def test_one_that_was_edited_is_not_believed(site: Path) -> None:
    path = site / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("12亿元", "99亿元"), encoding="utf-8")
    assert (only(str(site)).severity, only(str(site)).code) == ("error", "history.unreadable")


@pytest.mark.parametrize(
    "entry",
    [
        [], "x", {"sha256": "x"}, {"sha256": 1}, {"published": "昨天"}, {"passages": "abcd 某街道没有完成任务"}, {"passages": "abcd <b>1</b>"}, {"passages": ["abcd"]},
        {"passages": "abcd 12亿元。该街道没有完成任务"}, {"before": []}, {"corrections": "2025-01-01"}, {"corrections": [1]}, {"changes": [{"passages": [["s1"]]}]},
        {"changes": [{"passages": [["../x", "", "", 1]]}]}, {"changes": [{"passages": [["s1", "没有完成", "", 1]]}]}, {"changes": [{"more": -1}]},
        {"changes": [{"passages": [["s1", "", "", True]]}]}, {"changes": [{"days": [["title", "", ""]]}]}, {"changes": [{"days": [["published", "x", ""]]}]},
    ],
)  # fmt: skip
def test_a_manifest_can_hand_no_sentence_to_a_page(entry: object, site: Path) -> None:
    """Its digest agrees; whoever writes the manifest writes that too."""
    value = json.loads((site / "manifest.json").read_text(encoding="utf-8")) | {"reports": {"a": entry}, "digest": ""}
    (site / "manifest.json").write_bytes(signed(json.dumps(value, indent=1).encode()))
    problem = only(str(site))
    assert problem.code == "history.unreadable"
    assert "写法不对" in problem.found


class TestAddress:
    @pytest.mark.parametrize("name", ["", "manifest.json"])
    def test_a_published_site_is_read(self, name: str, site: Path) -> None:
        with serving(site, "/any/base/") as home:
            previous, problems = read_previous(home + name)
        assert problems == []
        assert previous is not None
        assert previous.reports == REPORTS

    def test_a_site_that_says_it_has_none_was_not_published_before(self, tmp_path: Path) -> None:
        with serving(tmp_path) as home:
            problem = only(home)
        assert (problem.severity, problem.code) == ("warning", "history.none")

    def test_a_site_that_does_not_answer_may_have_one(self) -> None:
        problem = only("http://127.0.0.1:9/")
        assert (problem.severity, problem.code) == ("error", "history.unreadable")
