"""The ledger in a browser: folds, ways into them, old addresses, and that every link of it is large enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Open

SMALL = """() => [...document.querySelectorAll("main a, main summary")]
  .filter((e) => e.checkVisibility() && (e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5))
  .map((e) => e.outerHTML.slice(0, 120))"""
UNFOLD = "all => all.forEach(e => { e.open = true; })"


@pytest.mark.parametrize("width", [360, 768, 1360])
@pytest.mark.parametrize("kind", ["ledger", "ledger_office", "ledger_year", "ledger_list", "indicator", "compare", "elder/ledger_office"])
def test_every_link_is_44_px_high_and_nothing_is_cut_off(visit: Open, kinds: dict[str, str], kind: str, width: int) -> None:
    page = visit(kinds[kind], viewport={"width": width, "height": 800}).page
    page.locator("main details").evaluate_all(UNFOLD)
    assert page.evaluate(SMALL) == []
    cut = page.evaluate("() => [...document.querySelectorAll('.table-scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).length")
    assert cut == 0 or width > 1000


@pytest.mark.parametrize("width", [360, 1360])
def test_a_phone_gets_folds_and_a_wide_window_the_tables(visit: Open, kinds: dict[str, str], width: int) -> None:
    page = visit(kinds["ledger_office"], viewport={"width": width, "height": 800}).page
    assert page.locator("[data-open-wide]").evaluate_all("all => all.every(e => e.open)") == (width > 1000)
    if width < 1000:
        assert page.evaluate("document.documentElement.scrollHeight") <= 3000


def test_an_address_into_a_fold_opens_it(visit: Open, kinds: dict[str, str]) -> None:
    narrow = {"width": 360, "height": 800}
    line = visit(kinds["ledger_office"], viewport=narrow).page.locator("main details tr[id]").last.get_attribute("id")
    page = visit(f"{kinds['ledger_office']}#{line}", viewport=narrow).page
    page.locator(f"[id='{line}']").wait_for(state="visible")
    assert page.locator(f"[id='{line}']").evaluate("e => e.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(("old", "new"), [("ledger/gdp/xiqu/", "ledger/gdp/"), ("ledger/xiqu/2016-2020/", "ledger/xiqu/"), ("ledger/xin-jian-shi-tang-3f2a/", "ledger/")])
def test_an_old_address_climbs_to_the_page_that_has_it(visit: Open, home: str, based_site: Path, old: str, new: str) -> None:
    page = visit("ledger/").page

    def as_a_host_does(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(status=404, content_type="text/html", body=(based_site / "404.html").read_bytes()) if answer.status == 404 else route.fulfill(response=answer)

    page.route("**/ledger/**", as_a_host_does)
    page.goto(home + old)
    page.wait_for_url(home + new)


# Marks of a figure that begin a line: where a figure has no room, a browser breaks it anywhere.
AT_A_LINES_HEAD = """() => [...document.querySelectorAll(".years td a")].flatMap((a) => {
  const text = a.firstChild, range = document.createRange();
  const top = (i) => { range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().top; };
  return [...text.data].map((c, i) => i && "，。；：、）".includes(c) && top(i) > top(i - 1) + 4 && text.data).filter(Boolean);
})"""


@pytest.mark.parametrize("width", [360, 900, 1360])
def test_no_line_of_a_figure_begins_with_a_comma(visit: Open, kinds: dict[str, str], width: int) -> None:
    page = visit(kinds["ledger_office"], viewport={"width": width, "height": 800}).page
    page.locator("main details").evaluate_all(UNFOLD)
    assert page.evaluate(AT_A_LINES_HEAD) == []


def test_a_year_arrives_with_its_first_group_open(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["ledger_year"], viewport={"width": 360, "height": 800}).page
    assert page.locator("main > details").first.get_attribute("open") is not None
