"""Feeds stay well-formed, whatever stands in the content."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from builder.content.site_files import SiteInfo
from builder.pages.collection import Collection
from builder.pages.feeds import opensearch, redirects, site_feed, sitemap_xml

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
