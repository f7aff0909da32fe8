"""The content of tests/sites/complete as a site: size, links, sameness, policy, contract."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import jsonschema
import pytest
from lxml import html

from builder.checks.history import how_to_keep
from tests.crawl import crawl
from tests.support import Serve, build, copy_content

LOADING = (
    "script/@src",
    "link[@rel='stylesheet' or @rel='icon' or @rel='preload' or @rel='modulepreload']/@href",
    *(f"{tag}/@src" for tag in ("img", "iframe", "source", "video", "audio", "embed")),
    "object/@data",
)
WHITE = re.compile(r"\s+")


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@cache
def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes().decode())


def zipped(*paths: Path) -> int:
    return sum(len(gzip.compress(p.read_bytes(), 9)) for p in paths)


# ---- size and editions ---------------------------------------------------------------------------


def test_elder_pages_are_twins_of_standard_ones(site: Path) -> None:
    names = [p.relative_to(site).as_posix() for p in pages(site)]
    elder = {n.removeprefix("elder/") for n in names if n.startswith("elder/")}
    standard = {n for n in names if not n.startswith("elder/")}
    assert len(standard) >= 80
    assert elder
    assert elder - standard == set()


def test_home_and_reports_are_light(site: Path) -> None:
    home = site / "index.html"
    page = tree(home)
    loaded = [unquote(u) for e in LOADING for u in page.xpath(f"//{e}")]
    assert zipped(home, *(site / u for u in dict.fromkeys(loaded))) <= 40 * 1024
    for report in sorted((site / "reports").glob("*/index.html")):
        assert zipped(report) <= 30 * 1024, report


def test_no_page_grows_beyond_reason(site: Path) -> None:
    heavy = {p.relative_to(site).as_posix(): zipped(p) for p in pages(site) if zipped(p) > 60 * 1024}
    assert heavy == {}


# ---- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["/", "/any/base/"])
def test_a_crawler_finds_nothing_broken(site: Path, serve: Serve, base: str) -> None:
    home = serve(site, base)
    reached, broken = crawl(home)
    assert broken == []
    every = {home + p.relative_to(site).as_posix().removesuffix("index.html") for p in pages(site)} - {home + "404.html"}
    every -= {home + p.relative_to(site).as_posix().removesuffix("index.html") for p in pages(site) if 'http-equiv="refresh"' in p.read_text(encoding="utf-8")}
    assert every - reached == set(), "pages to which nothing leads"


def test_built_for_a_host_nothing_is_broken_either(based_site: Path, serve: Serve) -> None:
    home = serve(based_site, "/any/base/")
    _, broken = crawl(home)
    assert broken == []
    not_found = tree(based_site / "404.html")
    for url in (u for _, _, u, _ in not_found.iterlinks() if not re.match(r"[a-z]+:|#", u)):
        assert url.startswith("/any/base/"), "404.html is served at any depth, its links are absolute"


def test_portable_links_name_files(tmp_path: Path) -> None:
    out = tmp_path / "portable"
    build(copy_content(tmp_path), out, portable=True)
    for path in pages(out):
        if path.name == "404.html":
            continue
        for _, _, link, _ in tree(path).iterlinks():
            address, _ = urldefrag(link)
            if address and not re.match(r"[a-z]+:", address):
                target = (path.parent / unquote(address.partition("?")[0])).resolve()
                assert target.is_file(), f"{path.relative_to(out)}: {link}"


# ---- sameness ------------------------------------------------------------------------------------


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_same_bytes_cold_cached_and_with_two_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.parallel.WORTH_A_POOL", 2)
    root = copy_content(tmp_path)
    cache_folder = tmp_path / "cache"
    build(root, tmp_path / "cold", jobs=1, cache=cache_folder)
    build(root, tmp_path / "cached", jobs=1, cache=cache_folder)
    build(root, tmp_path / "two", jobs=2, cache=None)
    cold = everything(tmp_path / "cold")
    for other in ("cached", "two"):
        found = everything(tmp_path / other)
        assert {n for n in cold | found if cold.get(n) != found.get(n)} == set(), other


def test_the_manifest_lists_every_file(site: Path) -> None:
    listed = json.loads((site / "manifest.json").read_text())["files"]
    assert set(listed) == {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} - {"manifest.json"}


# ---- policy --------------------------------------------------------------------------------------


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    found: list[str] = []
    for path in pages(site):
        page = tree(path)
        found += [f"{path}: {u}" for e in LOADING for u in page.xpath(f"//{e}") if re.match(r"(?:[a-z]+:)?//", u)]
    for path in site.rglob("*.css"):
        found += [f"{path}: {u}" for u in re.findall(r"@import[^;]+|url\(\s*[\"']?(?:https?:)?//[^)]*", path.read_text())]
    for path in (site / "static").rglob("*.js"):
        found += [f"{path}: {u}" for u in re.findall(r"https?://[^\s\"'`]+", path.read_text()) if "www.w3.org/" not in u]
    assert found == []


def test_every_page_has_the_policy_and_obeys_it(site: Path) -> None:
    for path in pages(site):
        page = tree(path)
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert page.xpath("//meta[@name='referrer']/@content") == ["same-origin"], path
        searches = page.xpath("//html[@data-page-kind='search']") != []
        assert ("wasm-unsafe-eval" in policy, "worker-src 'self'" in policy) == (searches, searches), path
        assert page.xpath("//@style | //style") == [], path
        inline = [s for s in page.xpath("//script[not(@src)]") if s.get("type", "text/javascript") in {"text/javascript", "module"}]
        assert len(inline) == (0 if page.xpath("//meta[@http-equiv='refresh']") else 1), path
        handlers = [a for e in page.iter() for a in e.attrib if a.startswith("on")]
        assert handlers == [], path


def test_only_addresses_that_an_author_gives_are_asked_back(site: Path) -> None:
    """A build without a report loses pages made of it: of these only its own is told, whatever pages there are."""
    pages = {p.parent.relative_to(site).as_posix() + "/" for p in site.rglob("index.html")}
    asked = {a for a in pages if how_to_keep(a, (), ()) and a.count("/") > 1 and not a.startswith("elder/")}
    assert {a.partition("/")[0] for a in asked} == {"reports", "topics", "terms", "agencies"}
    assert all(a.count("/") == 2 for a in asked)


def test_addresses_are_plain(site: Path) -> None:
    odd = [p.relative_to(site).as_posix() for p in site.rglob("*") if not re.fullmatch(r"[a-z0-9._/-]+", p.relative_to(site).as_posix())]
    assert [o for o in odd if not o.startswith("pagefind/")] == []


def test_every_id_is_unique(site: Path) -> None:
    for path in pages(site):
        ids = tree(path).xpath("//@id")
        assert len(ids) == len(set(ids)), (path, {i for i in ids if ids.count(i) > 1})


# ---- the data contract ---------------------------------------------------------------------------

DATA = ("reports", "indicators", "topics", "ledger")


def rows(site: Path, name: str) -> list[dict[str, object]]:
    loaded = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


@pytest.mark.parametrize("name", [*DATA, "manifest"])
def test_data_matches_its_schema(site: Path, name: str) -> None:
    schema = json.loads((site / "data" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    path = site / "manifest.json" if name == "manifest" else site / "data" / f"{name}.json"
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize("name", DATA)
def test_tables_open_in_a_spreadsheet(site: Path, name: str) -> None:
    data = (site / "data" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "the mark by which spreadsheet programs know UTF-8"
    assert data.decode("utf-8-sig").count("\n") > 1


def quotes(site: Path) -> Iterator[tuple[str, str, str, str]]:
    """(data file, report, anchor, quote) of every quote that the data gives a place."""
    for row in rows(site, "indicators"):
        yield "indicators", str(row["report"]), str(row["anchor"]), str(row["quote"])
    for topic in rows(site, "topics"):
        for entry in topic["entries"]:  # type: ignore[attr-defined]
            yield "topics", entry["report"], entry["anchor"], entry["quote"]
    for row in rows(site, "ledger"):
        for side in (row["promise"], row["outcome"]):
            if isinstance(side, dict):
                yield "ledger", side["report"], side["anchor"], side["quote"]


def holds(text: str, quote: str) -> bool:
    """White space aside; of a table's row cell after cell, since the elder edition puts the head's words between them."""
    at = 0
    for part in quote.split(" | "):
        found = WHITE.sub("", text).find(WHITE.sub("", part), at)
        if found < 0:
            return False
        at = found + 1
    return True


def test_every_quote_stands_whole_in_the_innermost_element_of_its_anchor(site: Path) -> None:
    wrong: list[str] = []
    count = 0
    for name, report, anchor, quote in quotes(site):
        count += 1
        for prefix in ("", "elder/"):
            page = tree(site / prefix / "reports" / report / "index.html")
            holders = page.xpath("//*[@id=$id]", id=anchor)
            if len(holders) != 1 or not holds(holders[0].text_content(), quote):
                wrong.append(f"{prefix}{name} {report}#{anchor}: {quote}")
            elif any(holds(inner.text_content(), quote) for inner in holders[0].xpath(".//*[@id]")):
                wrong.append(f"{prefix}{name} {report}#{anchor}: an inner element holds it too: {quote}")
    assert wrong == []
    assert count > 100


def test_sections_of_the_data_are_on_the_page(site: Path) -> None:
    for report in rows(site, "reports"):
        ids = set(tree(site / "reports" / str(report["id"]) / "index.html").xpath("//@id"))
        assert {s["id"] for s in report["sections"]} <= ids  # type: ignore[attr-defined]
        assert report["sections"]


def test_excerpts_say_so_wherever_their_words_stand(site: Path) -> None:
    """摘编 is said on every page that quotes one (design 2)."""
    for topic in sorted((site / "topics").glob("*/index.html"))[:10]:
        assert "摘编" in tree(topic).text_content(), topic


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_the_home_page_says_who_read_its_figures(site: Path, edition: str) -> None:
    (figures,) = tree(site / edition / "index.html").xpath("//ul[@class='promise']")
    assert "都由程序读出，没有人核对过" in figures.getnext().text_content()


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_a_day_is_an_element_of_its_own_that_stands_in_one_line(site: Path, edition: str) -> None:
    """A line broke within 2025年8月3日."""
    page = tree(site / edition / "index.html")
    days = page.xpath("//*[@class='note' or ancestor::footer]/descendant-or-self::text()[contains(., '日') and contains(., '月')]")
    assert days
    assert all(day.getparent().tag == "time" for day in days)
    style = (site / "static" / "css" / ("elder.css" if edition else "site.css")).read_text(encoding="utf-8")
    assert re.search(r"(?:^|\})time\{display:inline-block\}", style)


# ---- what is said to other programs, and what is not ---------------------------------------------


def test_a_page_tells_what_it_is_and_where_it_stands_where_the_site_has_an_address(site: Path, based_site: Path) -> None:
    for path in pages(based_site):
        name = path.relative_to(based_site).as_posix()
        page = tree(path)
        told = {m.get("property"): m.get("content") for m in page.xpath("//meta[@property]")}
        kinds = [v["@type"] for s in page.xpath("//script[@type='application/ld+json']/text()") for v in _several(json.loads(s))]
        if name.startswith("elder/") or name == "404.html" or page.xpath("//meta[@http-equiv='refresh']"):
            assert (told, kinds) == ({}, []), name
            continue
        assert told["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0], name
        assert told["og:title"] in page.xpath("//title")[0].text_content(), name
        assert told["og:type"] == ("article" if name.startswith("reports/") and name.count("/") == 2 else "website"), name
        assert ("BreadcrumbList" if page.xpath("//nav[contains(@class, 'crumbs')]") else "WebSite") in kinds, name
    for path in pages(site):
        assert tree(path).xpath("//meta[@property] | //script[@type='application/ld+json']") == [], path


def _several(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]


def test_every_feed_that_a_page_offers_is_there(based_site: Path) -> None:
    offered = {
        (path.parent / unquote(href)).resolve()
        for path in pages(based_site)
        for href in tree(path).xpath("//link[@type='application/atom+xml']/@href")
        if not href.startswith("http") and path.name != "404.html"
    }
    assert {based_site / "feed.xml", based_site / "corrections/feed.xml", based_site / "agencies/xiqu/feed.xml"} <= offered
    assert [feed for feed in offered if not feed.is_file()] == []


def test_without_an_address_the_subscribe_page_says_so(site: Path) -> None:
    assert "这个网站现在不能订阅" in tree(site / "subscribe/index.html").text_content()
    assert list(site.rglob("feed.xml")) == []


def test_no_licence_is_printed_that_nobody_gave(site: Path) -> None:
    for path in (site / "data/index.html", site / "data/datapackage.json", *pages(site / "reports")):
        assert not re.search("CC BY|知识共享|licenses|使用许可：", path.read_text(encoding="utf-8")), path
    assert [p for p in pages(site / "reports") if tree(p).xpath("//dt[text()='许可']")] == []


def test_the_source_file_is_told_with_its_checksum_on_the_page_and_in_the_data(site: Path) -> None:
    for report in rows(site, "reports"):
        assert re.fullmatch("[0-9a-f]{64}", str(report["source_sha256"]))
        assert report["source_retrieved"] == "2026-11-22"
        page = tree(site / "reports" / str(report["id"]) / "index.html").text_content()
        assert str(report["source_sha256"]) in page
        assert "2026年11月22日" in page
