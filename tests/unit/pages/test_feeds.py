"""Feeds stay well-formed, whatever stands in the content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from builder.content.site_files import SiteInfo
from builder.model import Correction, Report, Withdrawal
from builder.pages.collection import Collection
from builder.pages.feeds import (
    agency_feeds,
    corrections_feed,
    opensearch,
    redirects,
    site_feed,
    sitemap_xml,
    topic_feed,
    topic_news,
)
from builder.pages.lists import corrections_page
from builder.pages.page import Outfile

BAD = "甲\x01\x1b\ufffe\uffff\x0c乙<&>\"'\ud800"


@pytest.fixture
def hostile(invented: Collection) -> Collection:
    reports = tuple(replace(r, meta=replace(r.meta, title=BAD, summary=BAD, redirect_from=("old/",))) for r in invented.reports)
    return replace(invented, site=SiteInfo(BAD, base_url="https://example.org/"), reports=reports)


def test_characters_that_xml_does_not_know_are_left_out(hostile: Collection) -> None:
    for file in (site_feed(hostile), opensearch(hostile), sitemap_xml([], hostile.site.base_url)):
        root = ET.fromstring(file.content)
        assert root.tag
    titles = [t.text or "" for t in ET.fromstring(site_feed(hostile).content).iter("{http://www.w3.org/2005/Atom}title")]
    assert titles
    assert all("甲乙<&>\"'" in t for t in titles)


def test_redirect_pages_hold_none_of_them(hostile: Collection) -> None:
    assert all(b"\x01" not in f.content and "\ufffe".encode() not in f.content for f in redirects(hostile))


ATOM = "{http://www.w3.org/2005/Atom}"


def entries(file: Outfile) -> list[tuple[str, str, str]]:
    """(title, id, day) of a feed's entries, in its order."""
    found = ET.fromstring(file.content).findall(f"{ATOM}entry")
    return [(e.findtext(f"{ATOM}title", ""), e.findtext(f"{ATOM}id", ""), e.findtext(f"{ATOM}updated", "")[:10]) for e in found]


@pytest.fixture
def corrected(invented: Collection) -> Collection:
    def change(r: Report) -> Report:
        if r.id == "songling-2024-zongjie":
            return replace(r, meta=replace(r.meta, corrections=(Correction(date(2026, 2, 1), "改一个数"), Correction(date(2026, 2, 1), "再改一个"))))
        return replace(r, meta=replace(r.meta, withdrawn=Withdrawal(date(2026, 2, 3), "重复"))) if r.id == "heping-2025-zongjie" else r

    return replace(invented, site=SiteInfo("松岭公开", base_url="https://example.org/x/"), reports=tuple(map(change, invented.reports)))


def test_corrections_and_withdrawals_are_news_each_with_a_name_of_its_own(corrected: Collection) -> None:
    base = "https://example.org/x/corrections/#"
    wanted = [
        ("撤下：河坪镇2025年工作总结", f"{base}heping-2025-zongjie-2026-02-03", "2026-02-03"),
        ("更正：松岭县2024年工作总结", f"{base}songling-2024-zongjie-2026-02-01-2", "2026-02-01"),
        ("更正：松岭县2024年工作总结", f"{base}songling-2024-zongjie-2026-02-01", "2026-02-01"),
    ]
    assert entries(corrections_feed(corrected)) == wanted
    assert entries(site_feed(corrected))[:3] == wanted
    assert {r.id for r in corrections_page(corrected).view.rows} == {e[1].removeprefix(base) for e in wanted}  # type: ignore[attr-defined]


def test_every_feed_has_unique_ids_and_newest_first(corrected: Collection) -> None:
    topics = [topic_feed(t.topic, (e for o in t.offices for e in topic_news(corrected, t.topic, o)), corrected) for t in corrected.facts.timelines if t.offices]
    files = [site_feed(corrected), corrections_feed(corrected), *agency_feeds(corrected), *topics]
    assert {"feed.xml", "corrections/feed.xml", "agencies/songling/feed.xml", "agencies/heping/feed.xml"} <= {f.path for f in files}
    for file in files:
        found = entries(file)
        assert len({e[1] for e in found}) == len(found), file.path
        assert [e[2] for e in found] == sorted((e[2] for e in found), reverse=True), file.path


def test_no_day_is_invented(invented: Collection) -> None:
    """2023-01-01 was given out as the day of a plan that bears none."""

    def undated(retrieved: date | None) -> list[tuple[str, str, str]]:
        reports = (replace(r, meta=replace(r.meta, published=None, written=None, source=replace(r.meta.source, retrieved=retrieved))) for r in invented.reports)
        return entries(site_feed(replace(invented, site=SiteInfo("松岭公开", base_url="https://example.org/x/"), reports=tuple(reports))))

    assert undated(None) == []
    assert {day for _, _, day in undated(date(2026, 2, 9))} == {"2026-02-09"}


def test_an_office_has_its_own_news(corrected: Collection) -> None:
    songling, heping = agency_feeds(corrected)
    assert all("松岭县" in title for title, _, _ in entries(songling))
    assert [title for title, _, _ in entries(heping)] == ["撤下：河坪镇2025年工作总结"], "a withdrawn report's own entry leaves the feed"


def test_without_news_a_feed_is_still_one(invented: Collection) -> None:
    quiet = corrections_feed(replace(invented, site=SiteInfo("松岭公开", base_url="https://example.org/")))
    assert entries(quiet) == []
    assert ET.fromstring(quiet.content).findtext(f"{ATOM}updated", "").startswith("2026-01-22")
