"""No list grows with the corpus: of many reports it names years or offices."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from builder.pages import lists, service
from builder.pages.collection import Collection
from builder.pages.lists import GapsView, ListView, gaps_pages, list_pages
from builder.pages.page import Page
from builder.pages.service import SitemapView, sitemap_page
from tests.shares import matrices

pytestmark = pytest.mark.parts


@pytest.fixture
def many(invent: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch) -> Collection:
    """Six reports, which are many when three are the most that a list holds."""
    monkeypatch.setattr(lists, "LISTED", 3)
    monkeypatch.setattr(lists, "NEWEST", 2)
    return invent()


def test_of_many_the_newest_and_the_years(many: Collection) -> None:
    pages = {p.path: cast(ListView, p.view) for p in list_pages(many)}
    every = pages["reports/"]
    assert sum(len(g.rows) for g in every.groups) == 2
    assert [(link.path, link.note) for link in every.others[:3]] == [("years/2026/", "1 份"), ("years/2025/", "3 份"), ("years/2024/", "2 份")]
    assert pages["years/2025/"].total == 3
    assert sum(len(g.rows) for g in pages["years/2025/"].groups) == 3


def test_a_long_year_names_its_offices_and_a_long_kind_its_years(many: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LISTED", 2)
    pages = {p.path: cast(ListView, p.view) for p in list_pages(many)}
    assert pages["years/2025/"].groups == ()
    assert [(link.path, link.note) for link in pages["years/2025/"].others] == [("agencies/songling/", "2 份"), ("agencies/heping/", "1 份")]
    assert {link.path.split("/")[0] for link in pages["kinds/zongjie/"].others} == {"years"}


def test_the_matrix_of_many_offices_is_split_by_year(many: Collection) -> None:
    first, *years = gaps_pages(many, matrices(many))
    links = cast(GapsView, first.view).years
    assert [(link.path, link.note) for link in links][:2] == [("gaps/2026/", "计划 1 个机构，总结 0 个机构"), ("gaps/2025/", "计划 1 个机构，总结 2 个机构")]
    assert [p.path for p in years] == [link.path for link in links]
    assert {o.office.title for o in cast(GapsView, years[1].view).offices} == {"松岭县", "河坪镇"}


def test_a_year_of_very_many_offices_is_on_several_pages(many: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {p.path: [o.office.title for o in cast(GapsView, p.view).offices] for p in gaps_pages(many, matrices(many))[1:]}
    monkeypatch.setattr(lists, "A_PAGE", 1)
    pages = [p for p in gaps_pages(many, matrices(many))[1:] if p.path.startswith("gaps/2025/")]
    assert [p.path for p in pages] == ["gaps/2025/", "gaps/2025/2/"]
    assert [o.office.title for p in pages for o in cast(GapsView, p.view).offices] == whole["gaps/2025/"]
    assert [link.title for link in cast(GapsView, pages[1].view).shares] == ["第 1—1 个机构"]


def test_the_map_names_the_page_that_leads_to_a_large_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_NAMED", 3)
    pages = [Page(path, "list", f"页{i}", None) for i, path in enumerate(("", "about/", "reports/", "reports/a/", "reports/b/", "reports/c/", "reports/d/", "years/2024/"))]
    view = cast(SitemapView, sitemap_page(pages).view)
    assert view.total == 8
    links = {link.path: link.title for g in view.groups for link in g.links}
    assert "reports/a/" not in links
    assert {"", "about/", "years/2024/"} <= set(links)
    assert links["reports/"] == "文件：共 4 页，从这一页进入"
