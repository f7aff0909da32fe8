"""The example of six provinces: sound, the first site whose ledger decides, and no page without what it is."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from builder.commands.collect import make_collection
from builder.commands.reading import read_content
from tests.support import ROOT, build

EXAMPLE = ROOT / "examples" / "provinces"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in a folder of its own, built there: tests must not write into the checkout."""
    folder = tmp_path_factory.mktemp("provinces")
    shutil.copytree(EXAMPLE / "content", folder / "content")
    build(folder, folder / "site")
    return folder


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, str]:
    """Path → text of every page that is read; an address that only leads on to another says nothing."""
    texts = {
        p.relative_to(root / "site").as_posix(): p.read_text(encoding="utf-8") for p in sorted((root / "site").rglob("*.html"))
    }
    return {path: text for path, text in texts.items() if 'http-equiv="refresh"' not in text}


def test_nothing_in_it_is_a_mistake_or_a_doubt() -> None:
    day = date(2026, 11, 29)  # its columns were brought up to date on it
    content = read_content(EXAMPLE, day, "", 1)
    problems = [*content.problems, *make_collection(content.words, content.sound, day, 1)[1]]
    assert [str(p) for p in problems if p.severity in {"error", "warning"}] == []
    assert len(content.sound) == 12


def test_its_ledger_decides_for_every_office(root: Path) -> None:
    rows = json.loads((root / "site" / "data" / "ledger.json").read_text(encoding="utf-8"))
    decided = [r for r in rows if r["verdict"] in {"met", "close", "missed"}]
    assert set(Counter(r["agency"] for r in decided)) == {"anhui", "beijing", "guizhou", "liaoning", "qinghai", "zhejiang"}
    assert {r["verdict"] for r in decided} == {"met", "close", "missed"}
    # What a year promised is answered by the account of that year, and a target of 2026 by none.
    assert {(r["promise"]["report"].split("-")[1], r["outcome"]["report"].split("-")[1], r["year"]) for r in decided} == {
        ("2025", "2026", 2025)
    }


def test_no_figure_of_the_plan_is_a_result_and_no_result_a_plan(root: Path) -> None:
    """The chapters of a work report keep their halves: the look back, five years, what is to come, the year's plan."""
    rows = json.loads((root / "site" / "data" / "indicators.json").read_text(encoding="utf-8"))
    for row in rows:
        written = int(row["report"].split("-")[1])
        assert row["kind"] != "actual" or row["year"] == written - 1, row["quote"]
        assert row["kind"] != "target" or row["year"] in {written, 2030}, row["quote"]


def test_every_page_says_what_it_is_and_leads_to_how_to_object(pages: dict[str, str]) -> None:
    assert len(pages) > 400
    for path, text in pages.items():
        for word in ("非官方", "摘编", "机器读取"):
            assert word in text, f"{path}: {word}"
        links = {
            str(a).split("#")[0].removesuffix("index.html").rstrip("/").split("/")[-1]
            for a in html.fromstring(text).xpath("//a/@href")
        }
        assert links & {"about", "help"} or Path(path).parent.name in {"about", "help"}, path
    columns = [path for path in pages if path.endswith(("about/index.html", "help/index.html"))]
    assert {"about/index.html", "help/index.html", "elder/help/index.html"} <= set(columns)
    assert [path for path in columns if "怎样提出异议" not in pages[path]] == []


def test_each_document_says_what_it_was_taken_from(pages: dict[str, str]) -> None:
    for report in sorted((EXAMPLE / "content" / "reports").rglob("*.md")):
        body = report.read_text(encoding="utf-8").split("\n---\n")[1]
        opening, *chapters = body.split("\n## ")
        assert "本摘编取" in opening
        assert "没有摘" in opening
        for chapter in chapters:
            assert "摘自报告的第" in chapter.split("\n")[2], chapter[:20]
        assert "这是摘编" in pages[f"reports/{report.stem}/index.html"]


def test_the_recorded_addresses_are_those_of_its_paragraphs(root: Path) -> None:
    recorded = sorted((EXAMPLE / "content" / "reports").rglob("*.anchors.json"))
    assert len(recorded) == 12
    for path in recorded:
        assert (root / path.relative_to(EXAMPLE)).read_bytes() == path.read_bytes(), (
            f"{path.name} is behind its report: run `make example`"
        )


def test_nobody_is_said_to_have_reviewed_it(root: Path) -> None:
    assert not list(EXAMPLE.rglob("*.review.yml"))
    rows = json.loads((root / "site" / "data" / "ledger.json").read_text(encoding="utf-8"))
    assert {r["reviewed"] for r in rows} == {None}
