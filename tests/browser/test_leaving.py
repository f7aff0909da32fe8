"""Leaving for another host (URL-03): announced first, by keyboard as by pointer, and a plain link without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_accessibility import each_edition
from tests.browser.test_axe import axe

AWAY = "https://example.com/a?b=1#c"
PAGE = "reports/xiqu-2024-zongjie/"
FOCUSED = "() => document.activeElement.textContent"


def with_link(page: Page, href: str = AWAY) -> Page:
    """The page with a link that an author could have written, and focus on it; other hosts answer nothing but a word."""
    page.route("https://example.com/**", lambda route: route.fulfill(body="<title>there</title>", content_type="text/html"))
    page.evaluate(
        """href => { const p = document.createElement("p"); p.innerHTML = '<a id="away" rel="noopener noreferrer" class="external">去别处</a>';
        p.firstChild.href = href; document.getElementById("text").prepend(p); p.firstChild.focus(); }""",
        href,
    )
    return page


@each_edition
def test_enter_asks_escape_stays_and_focus_comes_back(visit: Open, edition: str) -> None:
    page = with_link(visit(edition + PAGE).page)
    here = page.url
    page.keyboard.press("Enter")
    notice = page.get_by_role("alertdialog", name="您将离开本站")
    notice.wait_for()
    assert AWAY in notice.inner_text()
    assert page.evaluate(FOCUSED) == "是，继续访问"
    assert axe(page) == []
    page.keyboard.press("Escape")
    notice.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "away"
    page.keyboard.press("Enter")
    notice.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "否，留在本站"
    page.keyboard.press("Enter")
    notice.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "away"
    assert page.url == here


@each_edition
def test_enter_twice_goes_there(visit: Open, edition: str) -> None:
    page = with_link(visit(edition + PAGE).page)
    page.keyboard.press("Enter")
    page.get_by_role("alertdialog").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(AWAY)


def test_the_elder_edition_shows_it_in_the_flow_of_the_page(visit: Open) -> None:
    page = with_link(visit("elder/" + PAGE).page)
    page.keyboard.press("Enter")
    notice = page.get_by_role("alertdialog")
    notice.wait_for()
    assert notice.evaluate("el => getComputedStyle(el).position") == "static"
    assert page.locator("#away").is_visible()
    assert all(box["height"] >= 48 for box in (one.bounding_box() or {"height": 0} for one in notice.locator("a, button").all()))


@pytest.mark.parametrize("href", ["http://www.zs.gov.cn/a", "https://xn--fiq228c.xn--zfr164b/", "tel:12345", "mailto:a@example.com", "#top"])
def test_governments_telephones_and_the_page_itself_ask_nothing(visit: Open, href: str) -> None:
    page = with_link(visit(PAGE).page, href)
    asked = page.evaluate(
        """() => { let stopped = false; const link = document.getElementById("away");
        addEventListener("click", event => { stopped = event.defaultPrevented; event.preventDefault(); }, {once: true});
        link.click(); return stopped; }"""
    )
    assert not asked
    assert not page.locator("dialog.leave").count()


def test_where_the_notice_cannot_be_fetched_or_shown_the_reader_still_gets_there(visit: Open) -> None:
    lost = visit(PAGE).page
    lost.route("**/leave.js", lambda route: route.abort())
    with_link(lost).keyboard.press("Enter")
    lost.wait_for_url(AWAY)
    old = visit(PAGE, init="delete HTMLDialogElement.prototype.showModal;").page
    said: list[str] = []
    old.once("dialog", lambda d: (said.append(d.message), d.accept()))
    with_link(old).keyboard.press("Enter")
    old.wait_for_url(AWAY)
    assert AWAY in said[0]


def test_without_script_it_is_a_link(visit: Open) -> None:
    page = visit(PAGE, script=False).page
    page.route("**/*.gov.cn/**", lambda route: route.fulfill(body="<title>there</title>", content_type="text/html"))
    page.locator("a.external").first.click()
    page.wait_for_url("**gov.cn**")


def test_the_link_of_a_page_is_copied_and_shared_where_the_device_can(visit: Open, home: str) -> None:
    sharing = "Object.defineProperty(navigator, 'share', {value: data => { window.shared = data; return Promise.resolve(); }});"
    page = visit(PAGE + "?q=x#top", init=sharing, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("summary", has_text="引用这份文件").click()
    page.locator("[data-copy='']").click()
    page.wait_for_function("() => document.getElementById('say').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()") == home + PAGE
    page.locator("[data-share]").click()
    assert page.evaluate("window.shared.url") == home + PAGE
    plain = visit(PAGE, init="delete Navigator.prototype.share;").page
    assert not plain.locator("[data-share]").is_visible()
