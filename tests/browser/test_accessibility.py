"""Every page kind: reflow, sizes, structure, weight, print; axe is in ``test_axe.py``, what holds without script in ``test_console.py``. A failing page is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

KINDS = [
    *("404", "agency", "column", "compare", "compare_index", "corrections", "data", "figures", "gaps", "good_works", "home", "indicator", "ledger", "ledger_list"),
    *("ledger_method", "ledger_office", "ledger_rules", "ledger_year"),
    *("list", "report", "search", "settings", "sitemap", "subscribe", "term", "terms", "topic", "topics"),
]
EDITIONS = ("", "elder/")
SCHEMES = ("wb", "bw", "by", "yb", "ny", "be", "gb")
MEASURE = (Path(__file__).parent / "inpage.js").read_text(encoding="utf-8")

each_kind = pytest.mark.parametrize("kind", KINDS)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=("standard", "elder"))


def address(kinds: dict[str, str], kind: str, edition: str) -> str:
    """The largest page of a kind in an edition; many kinds are one page for everybody."""
    if edition + kind not in kinds:
        pytest.skip("no such page")
    return kinds[edition + kind]


def whole(kinds: dict[str, str], kind: str, edition: str) -> str:
    """The address at which all of the page is shown: an elder report folds its chapters behind its first page."""
    return address(kinds, kind, edition) + ("#text" if edition and kind == "report" else "")


def measure(page: Page, call: str) -> Any:
    """A measurement of inpage.js."""
    if not page.evaluate("typeof window.measure === 'object'"):
        page.evaluate(MEASURE + ";0")
    return page.evaluate(f"measure.{call}")


def check_sizes_targets_and_structure(page: Page, kind: str, edition: str) -> None:
    """Of a page that is 1280 px wide; asked where axe asks, which needs the same visit."""
    assert measure(page, f"smallText({18 if edition else 14})") == []
    assert measure(page, f"smallTargets({60 if edition else 44})") == []
    assert page.locator("h1").count() == 1
    landmarks = measure(page, "landmarks()")
    assert len(landmarks) <= 8, landmarks
    assert len(set(landmarks)) == len(landmarks), landmarks
    assert measure(page, "ambiguousLinks()") == []
    assert page.title().startswith(page.locator("h1").inner_text().split("\n")[0][:4]) or kind == "home"


@each_edition
@each_kind
def test_narrow_windows_and_spaced_text(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    """320 px, and 1280 px at 400 % (the same 320 px, 256 high)."""
    page = visit(whole(kinds, kind, edition), viewport={"width": 320, "height": 256}).page
    assert measure(page, "sideways()") == []
    assert measure(page, "crushedCells()") == []
    assert measure(page, "fixedShare()") <= (0 if edition else 0.15)
    measure(page, "spaceText()")
    assert measure(page, "sideways()") == []
    assert measure(page, "clipped()") == []


@each_edition
@pytest.mark.parametrize("kind", ["home", "report", "topic", "ledger_office", "settings"])
def test_largest_size_needs_no_sideways_scrolling(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    for width in (1360, 360):
        found = visit(whole(kinds, kind, edition), prefs={"size": 4, "space": 3}, viewport={"width": width, "height": 800})
        assert measure(found.page, "sideways()") == [], width
        found.leave()


@each_edition
def test_the_readers_own_text_size_is_followed(visit: Open, kinds: dict[str, str], edition: str) -> None:
    page = visit(whole(kinds, "report", edition), own=True).page
    body = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    before = page.evaluate(body)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 24, "fixed": 20}})
    page.wait_for_function(f"() => {body} > {before}")
    assert page.evaluate(body) == pytest.approx(before * 1.5)
    assert measure(page, "sideways()") == []


@each_edition
def test_reading_text(visit: Open, kinds: dict[str, str], edition: str) -> None:
    """Size, line height, paragraph gap and line length of accessibility-notes 1."""
    page = visit(whole(kinds, "report", edition), viewport={"width": 1360, "height": 900}).page
    size, line, gap, width = page.evaluate(
        "(() => { const p = [...document.querySelectorAll('.prose p')].find(p => p.textContent.length > 120); const s = getComputedStyle(p);"
        " const em = parseFloat(s.fontSize); return [em, parseFloat(s.lineHeight) / em, parseFloat(s.marginBottom) / em, p.clientWidth / em]; })()"
    )
    assert size == (24 if edition else 18)
    assert line == pytest.approx(1.8 if edition else 1.7, abs=0.01)
    assert gap >= (1.3 * 1.8 - 0.01 if edition else 1)
    assert width <= (32 if edition else 38)


@each_edition
@each_kind
def test_first_visit_is_light_and_still(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    init = "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => { shift += e.value; })).observe({type: 'layout-shift', buffered: true});"
    found = visit(address(kinds, kind, edition), init=init)
    page = found.page
    page.wait_for_load_state("networkidle")  # what comes late counts too
    assert page.evaluate("shift") <= 0.02
    if kind == "search":
        return  # loads its index
    sizes = {u: len(gzip.compress(page.request.get(u).body(), 9)) for u in found.requests}
    weight = f"{sum(sizes.values()) / 1024:.1f} KiB: {sizes}"
    assert len(sizes) <= (4 if edition else 6), weight
    assert sum(sizes.values()) <= (25 if edition else 40) * 1024, weight
    script = sum(n for u, n in sizes.items() if urlsplit(u).path.endswith(".js"))
    assert script <= (8 if edition else 12) * 1024, weight


def test_print_is_black_on_white_whatever_is_chosen(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], prefs={"scheme": "by", "size": 4}).page
    page.emulate_media(media="print")
    style = "(e => [getComputedStyle(e).color, getComputedStyle(document.documentElement).backgroundColor])(document.querySelector('.prose p'))"
    assert page.evaluate(style) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert not page.locator(".reader").is_visible()


def test_motion_is_asked_for_first(visit: Open) -> None:
    page = visit("", reduced_motion="reduce").page
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_manifest_of_modes_is_complete(visit: Open) -> None:
    """The form offers the modes that are tested here."""
    page = visit("settings/").page
    values = page.locator("main [name=scheme]").evaluate_all("all => all.map(e => e.value)")
    assert json.dumps(values) == json.dumps(["", *SCHEMES])
