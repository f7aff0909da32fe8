"""The elder edition: every fact of a page that has a twin there, and a way to and from each page that has none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

from lxml import html

from builder.pages.feeds import ELDER_MOVED

FACTS = "//main//*[self::td or self::th or self::dd or self::dt or self::blockquote or self::h1 or self::h2 or self::h3 or self::h4 or self::p or self::li]"
# Words that only name a table's columns or its scroll region, or belong to controls.
# The topics of a section: an elder chapter has its foremost, in one fold; the others are at the elder list of topics (tested below).
CHIPS = "ancestor-or-self::ul[@class='chips'][ancestor::aside[@class='beside']]"
FRAME = " or ".join((
    CHIPS, "ancestor-or-self::thead", "ancestor-or-self::caption", "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' no-fact ')]",
    "ancestor::form", "ancestor::nav",
))  # fmt: skip


def _pages(site: Path) -> Iterator[tuple[str, html.HtmlElement, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith("elder/") or "data-page-kind" not in _text(site / "elder" / name):
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
    for href in page.xpath(f"//main//a[not({CHIPS}) and not(ancestor::nav) and not(ancestor::*[contains(concat(' ', @class, ' '), ' no-fact ')])]/@href"):
        if href.startswith(("#", "http", "mailto:", "tel:")):
            if not href.startswith("#"):
                found.add(href)
            continue
        path, _, fragment = href.partition("#")
        address = normpath(join("/", prefix + name.rpartition("/")[0], path))
        found.add((re.sub(r"^/elder(?=/|$)", "", address) or "/") + ("#" + fragment if fragment else ""))
    return found


HELD = re.compile(r"(?:reports/(?:[^/]+/)?|topics/(?:[^/]+/)?|(?:guide|help|request|search|settings)/)?index\.html")


def test_the_edition_holds_what_its_readers_come_for(site: Path) -> None:
    kinds = {
        p.relative_to(site).as_posix(): found[1]
        for p in site.rglob("*.html")
        if (found := re.search(r'data-page-kind="(\w+)"', p.read_text(encoding="utf-8")))
    }
    held = {name for name, kind in kinds.items() if not name.startswith("elder/") and (HELD.fullmatch(name) or kind in {"ledger", "ledger_office"})}
    assert {name.removeprefix("elder/") for name in kinds if name.startswith("elder/")} == held


def _links(page: Path, site: Path) -> set[str]:
    """The site's pages that a page links to, as files below the site."""
    here = "/" + page.relative_to(site).as_posix().rpartition("/")[0]
    paths = (a.partition("#")[0].partition("?")[0] for a in html.parse(str(page)).getroot().xpath("//a/@href") if ":" not in a)
    return {normpath(join(here, path)).strip("/") + ("/index.html" if not path.endswith(".html") else "") for path in paths if path}


def test_all_else_is_one_page_for_everybody_and_its_way_back(site: Path) -> None:
    alone = {p.relative_to(site).as_posix() for p in site.rglob("*.html") if "data-page-kind" in p.read_text(encoding="utf-8")}
    alone = {name for name in alone if not name.startswith("elder/") and "data-page-kind" not in _text(site / "elder" / name)} - {"404.html"}
    linked = {name for page in (site / "elder").rglob("*.html") if "data-page-kind" in page.read_text(encoding="utf-8") for name in _links(page, site)}
    linked |= {name for page in linked & alone for name in _links(site / page, site)}
    assert alone - linked == set(), "no elder page leads there in two steps"
    for name in alone:
        page = html.parse(str(site / name)).getroot()
        (back,) = page.xpath("//header//a[normalize-space()='长者版']/@href")
        above = normpath(join("/", name.rpartition("/")[0], back))
        assert above == "/elder" or f"/elder/{name}".startswith(f"{above}/"), name
        assert "data-page-kind" in _text(site / above.strip("/") / "index.html"), name
        assert "这一页只有标准版，" in page.xpath("string(//*[@class='again'])"), name


def test_its_published_addresses_of_pages_for_everybody_lead_on(site: Path) -> None:
    for name in ELDER_MOVED:
        assert f'url=../{"../" * name.count("/")}{name}"' in (site / "elder" / name / "index.html").read_text(encoding="utf-8")


def test_scripts_and_builder_agree_on_the_twins(site: Path) -> None:
    script = re.search(r"const TWINS = /(.*)/;", (site / "static/elder.js").read_text(encoding="utf-8"))
    assert script
    told = [path for _, _, path, *_ in json.loads((site / "search-data/suggest.json").read_text(encoding="utf-8")) if path]
    assert len(told) > 20
    elder = [path for path in told if "data-page-kind" in _text(site / "elder" / path / "index.html")]
    assert [path for path in told if re.match(script[1].replace(r"\/", "/"), path)] == elder


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.is_file() else ""


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


def test_every_link_and_file_is_there(site: Path) -> None:
    missing = {name: sorted(gone) for name, s, e in _pages(site) if (gone := _targets(s, name, "") - _targets(e, name, "elder/"))}
    assert missing == {}


def test_topics_that_an_elder_chapter_leaves_out_are_one_link_away(site: Path) -> None:
    known = _targets(html.parse(str(site / "elder/topics/index.html")).getroot(), "topics/index.html", "elder/")
    seen = 0
    for name, standard, elder in _pages(site):
        every, shown = ({a.text_content() for a in page.xpath(f"//a[{CHIPS}]")} for page in (standard, elder))
        assert shown <= every, name
        assert bool(shown) == bool(every), name
        paths = {normpath(join("/", name.rpartition("/")[0], a.get("href"))) for a in standard.xpath(f"//a[{CHIPS}]")}
        assert paths <= known, name
        seen += len(every - shown)
    assert seen


def test_paragraphs_keep_their_anchors(site: Path) -> None:
    for name, standard, elder in _pages(site):
        wanted = set(standard.xpath("//*[contains(@class, 'prose')]//@id"))
        assert wanted <= set(elder.xpath("//@id")), name


def test_elder_pages_name_the_standard_one_as_canonical(based_site: Path) -> None:
    page = html.parse(str(based_site / "elder" / "reports" / "index.html")).getroot()
    standard = html.parse(str(based_site / "reports" / "index.html")).getroot()
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == standard.xpath("//link[@rel='canonical']/@href")
    assert "/elder/" not in canonical[0]
    assert [h for h in standard.xpath("//link[@rel='alternate']/@href") if "/elder/reports/" in h]
    assert "/elder/" not in (based_site / "sitemap.xml").read_text(encoding="utf-8")
