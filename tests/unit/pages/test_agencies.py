"""An office's page: what it is, what there is of it by year, what is missing, how its promises stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from builder.content.site_files import SiteInfo
from builder.model import Agency
from builder.pages.agencies import AgencyView, agency_pages
from builder.pages.collection import Collection
from builder.pages.linked_data import linked
from builder.pages.page import Crumb, Page
from builder.pages.subscribe import Feed, SubscribeView, subscribe_page
from tests.unit.pages.conftest import OFFICES, every_ledger_page


def view(c: Collection, agency: str) -> AgencyView:
    page = next(p for p in agency_pages(c) if p.path == f"agencies/{agency}/")
    assert isinstance(page.view, AgencyView)
    return page.view


def test_an_office_at_a_glance(invented: Collection) -> None:
    seen = view(invented, "songling")
    assert seen.total == 5
    assert seen.matrix is not None
    assert [link.title for link in seen.matrix.rows[0].cells[0].links] == ["2026年工作计划"], "the page bears the name"
    assert seen.gaps == ()
    assert seen.others == (), "what stands in the overview of years stands there only"
    assert [(s.status.word, s.total) for s in seen.scores] == [("达到", 3), ("接近", 2), ("未达到", 2), ("未到期", 2)]
    assert (seen.promises, seen.reviewed) == (10, 0), "what was not recognised is no score"
    assert view(invented, "heping").gaps == ("2025年计划",)


def test_an_office_with_promises_has_a_ledger(invented: Collection) -> None:
    planned = {page.path for page in every_ledger_page(invented)}
    offices = [view(invented, agency.id) for agency in invented.used_agencies]
    assert {office.ledger for office in offices if office.promises} <= planned
    assert view(invented, "songling").ledger == "ledger/songling/"


def test_how_to_reach_it_is_told_where_it_is_known(invented: Collection) -> None:
    office = replace(OFFICES[0], phone="0760 8888 0000", address="松岭县城北路1号", url="https://example.gov.cn/")
    seen = view(replace(invented, agencies=(office, OFFICES[1])), "songling")
    assert {(f.label, f.href) for f in seen.facts} >= {("电话", "tel:076088880000"), ("机构网站", "https://example.gov.cn/"), ("地址", "")}
    assert {f.label for f in view(invented, "songling").facts} == {"简称"}


def test_reports_without_an_office_have_a_page_that_says_so(invent: Callable[..., Collection]) -> None:
    c = invent()
    nobody = replace(c.reports[0], meta=replace(c.reports[0].meta, agency=""))
    seen = view(replace(c, reports=(nobody, *c.reports[1:])), "weibiaozhu")
    assert seen.note
    assert seen.matrix is None
    assert [r.path for r in seen.others] == [nobody.url]


def test_the_way_to_a_page_is_told_to_search_engines_where_the_site_has_an_address(invented: Collection) -> None:
    page = Page("a/b/", "list", "</script>", None, crumbs=(Crumb("甲", "a/"), Crumb("无页"), Crumb("</script>")), json_ld='{"@type":"X"}')
    assert linked([page], invented) == [page]
    (found,) = linked([page], replace(invented, site=SiteInfo("松岭公开", base_url="https://example.org/x/")))
    assert "</script>" not in found.json_ld
    own, way = json.loads(found.json_ld)
    assert own == {"@type": "X"}
    assert [(s["position"], s["name"], s.get("item")) for s in way["itemListElement"]] == [
        (1, "首页", "https://example.org/x/"),
        (2, "甲", "https://example.org/x/a/"),
        (3, "无页", None),
        (4, "</script>", None),
    ]


def feeds_of(c: Collection) -> tuple[Feed, ...]:
    view = subscribe_page(c, topics=any(t.offices for t in c.facts.timelines)).view
    assert isinstance(view, SubscribeView)
    return view.feeds


def test_subscribing_is_offered_only_where_it_works(invented: Collection) -> None:
    assert feeds_of(invented) == ()
    based = replace(invented, site=SiteInfo("松岭公开", base_url="https://example.org/x/"))
    assert [f.address for f in feeds_of(based)] == [
        f"https://example.org/x/{path}" for path in ("feed.xml", "corrections/feed.xml", "agencies/songling/feed.xml", "agencies/heping/feed.xml")
    ]
    many = tuple(Agency(f"a{i}", f"甲{i}局") for i in range(20))
    crowd = replace(based, agencies=many, reports=tuple(replace(based.reports[0], meta=replace(based.reports[0].meta, agency=a.id)) for a in many))
    assert len(feeds_of(crowd)) == 2
