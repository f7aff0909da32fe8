"""The elder edition holds every fact of the standard one: text of cells and records, quotes, links, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

from lxml import html

FACTS = "//main//*[self::td or self::th or self::dd or self::dt or self::blockquote or self::h1 or self::h2 or self::h3 or self::h4 or self::p or self::li]"
# Words that only name a table's columns or its scroll region, or belong to controls.
FRAME = " or ".join((
    "ancestor-or-self::thead", "ancestor-or-self::caption", "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' no-fact ')]",
    "ancestor::form", "ancestor::nav", "ancestor-or-self::*[@data-standard-only]",
))  # fmt: skip


def _pages(site: Path) -> Iterator[tuple[str, html.HtmlElement, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith("elder/") or not (site / "elder" / name).is_file():
            continue
        standard = html.parse(str(path)).getroot()
        if standard.get("data-page-kind") in {"settings"}:
            continue  # its link to the other edition is all that differs
        yield name, standard, html.parse(str(site / "elder" / name)).getroot()


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _targets(page: html.HtmlElement, name: str, prefix: str) -> set[str]:
    """Where the text's links lead, without the edition's prefix; links inside the page are left out."""
    found = set()
    for href in page.xpath("//main//a[not(ancestor::nav) and not(ancestor::*[contains(concat(' ', @class, ' '), ' no-fact ')])]/@href"):
        if href.startswith(("#", "http", "mailto:", "tel:")):
            if not href.startswith("#"):
                found.add(href)
            continue
        path, _, fragment = href.partition("#")
        address = normpath(join("/", prefix + name.rpartition("/")[0], path))
        found.add((re.sub(r"^/elder(?=/|$)", "", address) or "/") + ("#" + fragment if fragment else ""))
    return found


def test_every_page_has_its_elder_twin(site: Path) -> None:
    pages = {p.relative_to(site).as_posix() for p in site.rglob("*.html") if "data-page-kind" in p.read_text(encoding="utf-8")}
    standard = {p for p in pages if not p.startswith("elder/")} - {"404.html"}
    assert {p.removeprefix("elder/") for p in pages if p.startswith("elder/")} == standard


# How a cell of the standard table looks, and that its sheet of paper ends: the elder edition says the one in words, and prints all.
LOOKS = ("斜线的年份", "只印一张纸放得下的部分，其余见网页")


def test_every_fact_is_there(site: Path) -> None:
    missing: list[str] = []
    for name, standard, elder in _pages(site):
        there = _plain(elder.xpath("string(//main)"))
        for node in standard.xpath(f"{FACTS}[not({FRAME})]"):
            for piece in node.xpath("./text() | ./*[self::b or self::a or self::data or self::strong or self::span]//text()"):
                parts = (p for text in _plain(piece).split("：") for p in re.split("|".join(LOOKS), text))
                missing += [f"{name}: {part[:40]}" for part in parts if part not in there]
    assert sorted(set(missing)) == []


def test_what_only_the_standard_edition_holds_is_one_link_away(site: Path) -> None:
    seen = 0
    for name, standard, elder in _pages(site):
        for part in standard.xpath("//*[@data-standard-only]"):
            seen += 1
            ways = {normpath(join("/elder", name.rpartition("/")[0], href)) for href in elder.xpath("//main//a/@href")}
            assert normpath(join("/", name.rpartition("/")[0])) + f"/#{part.get('id')}" in {re.sub(r"(?<!/)#", "/#", way) for way in ways}, name
    assert seen == 1  # the rules with their examples and words


def test_every_link_and_file_is_there(site: Path) -> None:
    missing = {name: sorted(gone) for name, s, e in _pages(site) if (gone := _targets(s, name, "") - _targets(e, name, "elder/"))}
    assert missing == {}


def test_paragraphs_keep_their_anchors(site: Path) -> None:
    for name, standard, elder in _pages(site):
        wanted = set(standard.xpath("//*[contains(@class, 'prose')]//*[not(@data-standard-only)]/@id"))
        assert wanted <= set(elder.xpath("//@id")), name


def test_elder_pages_name_the_standard_one_as_canonical(based_site: Path) -> None:
    page = html.parse(str(based_site / "elder" / "reports" / "index.html")).getroot()
    standard = html.parse(str(based_site / "reports" / "index.html")).getroot()
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == standard.xpath("//link[@rel='canonical']/@href")
    assert "/elder/" not in canonical[0]
    assert [h for h in standard.xpath("//link[@rel='alternate']/@href") if "/elder/reports/" in h]
    assert "/elder/" not in (based_site / "sitemap.xml").read_text(encoding="utf-8")
