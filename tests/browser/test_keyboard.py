"""Keyboard only: every control in order, focus seen and uncovered, no trap, skip link first, Alt keys by choice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_accessibility import address, each_edition

KINDS = ("home", "report", "topic", "ledger_office", "ledger_year", "indicator", "search", "settings", "column", "compare", "list", "agency", "subscribe")

# What Tab should reach, in document order: one radio of a group, nothing in closed details.
TABBABLE = """() => { const groups = new Set();
  window.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(el => {
    if (el.tabIndex < 0 || el.disabled || !el.checkVisibility({visibilityProperty: true})) return false;
    if (el.tagName === "SUMMARY" && el.parentElement.firstElementChild !== el) return false;
    if (el.type !== "radio") return true;
    const group = [...document.getElementsByName(el.name)].filter(x => x.form === el.form);
    return group.some(x => x.checked) ? el.checked : group[0] === el; });
  return window.stops.length; }"""
FOCUS = """() => { const el = document.activeElement; const box = el.getClientRects()[0]; const style = getComputedStyle(el);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {at: window.stops.indexOf(el), name: (el.textContent || el.name || el.tagName).trim().slice(0, 20),
    ring: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (el.contains(top) || top.contains(el) || (el.labels && [...el.labels].some(l => l.contains(top)))))}; }"""


@each_edition
@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_everything_in_order_and_shows_where(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    page = visit(address(kinds, kind, edition), viewport={"width": 1000, "height": 700}, reduced_motion="reduce").page
    expected = page.evaluate(TABBABLE)
    seen: list[int] = []
    for _ in range(min(expected, 160)):  # the rest of a long list is more of the same
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        seen.append(stop["at"])
        assert stop["ring"] >= 3, stop
        assert stop["inView"], stop
        assert not stop["covered"], stop
    assert seen == list(range(len(seen)))


@each_edition
@pytest.mark.parametrize("kind", ["home", "report"])
def test_skip_link_is_first_and_leads_to_the_text(visit: Open, kinds: dict[str, str], kind: str, edition: str) -> None:
    page = visit(address(kinds, kind, edition)).page
    page.keyboard.press("Tab")
    link = page.locator(".skip").first
    assert link.evaluate("el => el === document.activeElement && el.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


# What the panel of 长者助手 covers is nothing: the page begins below it.
BELOW = "() => document.querySelector('.helper-panel').getBoundingClientRect().bottom <= document.querySelector('main').getBoundingClientRect().top"


def test_the_helper_opens_covers_nothing_and_closes_with_escape(visit: Open) -> None:
    page = visit("reports/").page
    summary = page.locator("#helper summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("#helper [data-settings]").wait_for()
    assert page.locator("#helper").evaluate("el => getComputedStyle(el).position") == "static"
    page.wait_for_function(BELOW)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "size"
    page.wait_for_function("() => window.gongkai")
    page.keyboard.press("Escape")
    page.locator("#helper [data-settings]").wait_for(state="hidden")
    assert summary.evaluate("el => el === document.activeElement")


@pytest.mark.parametrize("width", [1360, 900, 360])
@pytest.mark.parametrize("size", ["", "4"])
def test_opening_the_helper_moves_nothing_of_its_row(visit: Open, width: int, size: str) -> None:
    page = visit("reports/", viewport={"width": width, "height": 800}, prefs={"size": size} if size else {}).page
    parts = ".masthead-row :is(.brand, .button, input):not(.helper-panel *)"
    places = f"() => [...document.querySelectorAll('{parts}')].map((el) => JSON.stringify(el.getBoundingClientRect()))"
    closed = page.evaluate(places)
    assert len(closed) > 3
    summary = page.locator("#helper summary")
    summary.click()
    page.locator("#helper [data-settings]").wait_for()
    page.wait_for_function(BELOW)
    assert page.evaluate(places) == closed
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    summary.click()
    page.locator("#helper [data-settings]").wait_for(state="hidden")
    page.wait_for_function("() => document.documentElement.style.getPropertyValue('--helper') === '0px'")
    assert page.evaluate(places) == closed


@pytest.mark.parametrize("colours", ["none", "active"])
def test_contents_that_go_on_below_say_so_until_their_end_is_seen(visit: Open, kinds: dict[str, str], colours: str) -> None:
    page = visit(kinds["report"], viewport={"width": 1360, "height": 400}, forced_colors=colours).page
    sign = "() => { const { content, display } = getComputedStyle(document.getElementById('toc'), '::after'); return content !== 'none' && display !== 'none'; }"
    toc = page.locator("#toc")
    page.wait_for_function(sign)
    height = toc.evaluate("el => el.scrollHeight")
    toc.evaluate("el => { el.scrollTop = el.scrollHeight; }")
    page.wait_for_function(f"() => !({sign})()")
    assert toc.evaluate("el => el.scrollHeight") == height, "it moves nothing"
    page.set_viewport_size({"width": 360, "height": 400})
    page.wait_for_function(f"() => !({sign})()")


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_alt_keys_do_nothing_until_they_are_switched_on(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"]).page
    _press(page, "Alt+c", "Alt+m")
    assert page.evaluate("Object.keys(document.documentElement.dataset).filter(k => /ruler|pointer/.test(k))") == []
    assert page.locator("[accesskey]").count() == 0


def test_alt_keys(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], prefs={"keys": 1}).page
    root = page.locator("html")
    _press(page, "Alt+c")
    assert root.get_attribute("data-ruler") == "1"
    page.wait_for_function("() => document.getElementById('say').textContent === '已打开阅读标尺'")
    _press(page, "Alt+m", "Alt+m")
    assert root.get_attribute("data-pointer") == "3"
    _press(page, "Alt+s")
    assert root.get_attribute("data-rate") == "1.25"
    _press(page, "Alt+6")
    assert page.evaluate("document.activeElement.id") == "text"
    _press(page, "Alt+1")
    assert page.evaluate("document.activeElement.closest('nav').getAttribute('aria-label')") == "主导航"
    # In a text field the keys belong to the writer, and other modifiers are not ours.
    page.locator("#site-q").focus()
    _press(page, "Alt+c")
    assert root.get_attribute("data-ruler") == "1"
    page.locator("#main").focus()
    _press(page, "Control+Alt+c")
    assert root.get_attribute("data-ruler") == "1"
    _press(page, "Alt+r")
    assert root.get_attribute("data-ruler") is None
    assert root.get_attribute("data-keys") is None


def test_alt_t_leads_to_the_elder_edition(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], prefs={"keys": 1}).page
    _press(page, "Alt+t")
    page.wait_for_selector("html[data-edition=elder]")
