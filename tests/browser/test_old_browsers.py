"""Which browsers: the same pages in Chromium as it is, with what came after about 2019 taken away, without WebAssembly, without script.

The accessibility page says what is tested here. Old machines themselves are not; for the words of scripts see
``tests/unit/test_script_words.py``, for those of style sheets ``tests/unit/rendering/test_older.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import BASE, Open, Visit
from tests.browser.old_sheets import as_of_2019

OLDER = (Path(__file__).parent / "older.js").read_text(encoding="utf-8")
WAYS = ["today", "2019", "no script"]
INIT = {"2019": OLDER, "no WebAssembly": "delete window.WebAssembly;"}
PAGES = ["home", "report", "elder/report", "elder/home", "topic", "ledger_office", "indicator", "search", "request"]
PHONE = {"viewport": {"width": 360, "height": 740}}

# Text below the fold is shown too: what is looked for is words that are cut off or laid over one another.
CUT = """() => [...document.querySelectorAll('main h1, main h2, main p, main li, main td, main dd')].filter(el => {
  const box = el.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && !el.closest('.heard, .table-scroll, [class*=scroll]') && (box.left < -1 || box.right > innerWidth + 1);
}).map(el => el.textContent.trim().slice(0, 30))"""

# A chapter's own box, or that of what follows a mere anchor.
PLACE = "e => { const b = (e.getClientRects().length ? e : e.nextElementSibling).getBoundingClientRect(); return [b.top, b.height]; }"


@pytest.fixture
def reader(visit: Open, home: str, based_site: Path, kinds: dict[str, str]) -> Open:
    """``reader("2019", "report")`` → the page, in a phone's window, as such a browser shows it."""

    def start(way: str, kind: str, query: str = "", **options: object) -> Visit:
        found = visit("about:blank", init=INIT.get(way, ""), script=way != "no script", **{**PHONE, **options})
        sheets: list[str] = []
        if way == "2019":
            found.page.route("**/*.css", lambda route: (sheets.append(route.request.url), _sheet(route, based_site)))
        found.page.goto(home + kinds.get(kind, f"{kind}/") + query)
        assert bool(sheets) == (way == "2019")
        return found

    return start


def _sheet(route: Route, site: Path) -> None:
    css = (site / route.request.url.split(BASE)[1].split("?")[0]).read_text(encoding="utf-8")
    route.fulfill(body="dialog{display:block}" + as_of_2019(css), content_type="text/css")


def _settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("way", WAYS)
def test_a_page_can_be_read(reader: Open, way: str, kind: str) -> None:
    found = reader(way, kind)
    page = found.page
    _settled(page)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(CUT) == []
    # Text keeps a distance from the window's edge, and links of a row from one another.
    assert page.locator("h1").evaluate("e => e.getBoundingClientRect().left") >= 8
    near = "(all) => all.map(a => a.getBoundingClientRect()).filter((b, i, boxes) => i && b.top === boxes[i - 1].top && b.left - boxes[i - 1].right < 4).length"
    assert page.locator("footer li a:visible").evaluate_all(near) == 0
    assert page.locator("dialog").evaluate_all("all => all.filter(d => d.getClientRects().length).length") == 0
    assert found.errors == []
    assert found.other_hosts == []


@pytest.mark.parametrize("way", WAYS)
def test_menus_can_be_reached(reader: Open, way: str) -> None:
    page = reader(way, "home").page
    page.locator(".nav-fold summary").click()
    links = page.locator(".nav-fold a:visible")
    assert links.count() >= 5
    links.nth(3).click()
    page.wait_for_url("**/catalog/")
    page.locator("h1").wait_for(state="visible")
    elder = reader(way, "elder/report").page
    assert elder.locator("header a:visible").count() >= 3
    # A window of a desk has the menu in a row, however old its browser.
    wide = reader(way, "home", viewport={"width": 1360, "height": 900}).page
    assert wide.locator(".main-nav .wrap > ul a:visible").count() >= 5


@pytest.mark.parametrize("way", WAYS)
def test_chapters_of_the_elder_edition_can_be_reached(reader: Open, way: str) -> None:
    found = reader(way, "elder/report")
    page = found.page
    entries = page.locator(".toc a[href^='#']")
    assert entries.count() >= 3
    last = entries.nth(entries.count() - 1)
    target = str(last.get_attribute("href"))[1:]
    last.click()
    page.wait_for_timeout(100)
    top, height = page.locator(f"[id='{target}']").first.evaluate(PLACE)
    assert -2 <= top < 740
    assert height > 0
    assert found.errors == []


@pytest.mark.parametrize("edition", ["", "elder/"])
@pytest.mark.parametrize("way", [*WAYS, "no WebAssembly"])
def test_search_finds_or_says_what_to_do(reader: Open, way: str, edition: str) -> None:
    found = reader(way, f"{edition}search", "?q=%E5%AD%A6%E4%BD%8D")
    page = found.page
    if way == "no script":
        assert "请用下面的清单" in page.locator("main").inner_text()
        assert page.locator("#search-lists a:visible").count() >= 3
    else:
        page.wait_for_selector("#results .result a")
        assert "处" in page.inner_text("#search-status")
    assert found.errors == []


@pytest.mark.parametrize("broken", ["(() => { let a = b?.; })();", ""])
def test_a_browser_that_cannot_read_the_engine_is_told_so(visit: Open, home: str, broken: str) -> None:
    page = visit("about:blank").page
    page.route("**/static/search/search.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    page.goto(home + "search/?q=%E5%AD%A6%E4%BD%8D")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('浏览器太旧')")
    assert page.locator("#search-lists a:visible").count() >= 3


def test_a_sentence_is_marked_and_a_link_copied(reader: Open, kinds: dict[str, str]) -> None:
    """Without highlights of the browser's own, and without its clipboard."""
    found = reader("2019", "report", "?q=%E5%AD%A6%E4%BD%8D")
    page = found.page
    page.wait_for_selector("mark.arrive")
    page.evaluate("gongkai.copy('一句话').then(() => { window.copied = true; }, () => { window.copied = false; })")
    page.wait_for_function("window.copied !== undefined")
    assert found.errors == []
