"""No old address takes the place of anything that a build writes."""

from __future__ import annotations

from datetime import date

import pytest

from builder.checks.collection import check_collisions, check_redirects
from builder.model import Metadata, Report
from builder.pages.page import Page
from builder.problems import Location
from builder.rendering.links import FOR_MACHINES, RESERVED
from builder.rendering.render import page_files

KINDS = {"": "home", "years/2024/": "list", "reports/a/": "report", "404.html": "404"}
PAGES = [Page(path, kind, "t", None, lastmod=date(2026, 1, 1)) for path, kind in KINDS.items()]
WRITTEN = [name for _, _, name in page_files(PAGES, ("standard", "elder"))] + ["reports/a/b.pdf", "feed.xml"]


def report(*old: str) -> Report:
    lines = tuple((f"redirect_from.{n}", 10 + n) for n in range(len(old)))
    return Report(Metadata("b", "t", redirect_from=old), Location("content/reports/b.md", 1), lines=lines)


def test_every_edition_of_every_page_is_listed() -> None:
    assert {"index.html", "elder/index.html", "reports/a/index.html", "elder/reports/a/index.html", "404.html"} <= set(WRITTEN)
    assert not {"elder/404.html", "elder/years/2024/index.html"} & set(WRITTEN)
    assert [n for _, _, n in page_files(PAGES[:1], ("standard",))] == ["index.html"]


@pytest.mark.parametrize(
    "old",
    ["years/2024/", "reports/a/", "elder/", "elder/old/", "elder/reports/a/", "pagefind/x/", "search-data/old/", "static/css/", "data/", "data/old/",
     "feed.xml/", "reports/a/b.pdf/x/"],
)  # fmt: skip
def test_an_address_in_use_is_told_where_it_was_written(old: str) -> None:
    (problem,) = check_redirects([report("free/", old)], WRITTEN, RESERVED)
    assert (problem.code, problem.severity, str(problem.location)) == ("redirect.taken", "error", "content/reports/b.md:11")
    assert f"“{old}”" in problem.found


@pytest.mark.parametrize("old", ["old/", "reports/old/", "reports/a/old/", "elderly/", "years/", "datas/"])
def test_a_free_address_is_fine(old: str) -> None:
    assert list(check_redirects([report(old)], WRITTEN, RESERVED)) == []


def test_no_two_files_and_no_page_among_the_machines() -> None:
    assert list(check_collisions(WRITTEN, pages=[p.path for p in PAGES], below=FOR_MACHINES)) == []
    assert [p.location.path for p in check_collisions([*WRITTEN, "Elder/Index.html"])] == ["Elder/Index.html"]
    assert [p.location.path for p in check_collisions([], pages=["pagefind/"], below=FOR_MACHINES)] == ["pagefind/"]
