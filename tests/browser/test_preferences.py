"""Reader preferences: one key, before the first paint, on every page, in every tab, gone with one button."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.rendering.env import packaged_templates
from tests.browser.conftest import BASE, Open

STORED = "JSON.parse(localStorage.getItem('gongkai'))"
# What the root says at the moment the body begins: nothing has been painted before.
BEFORE_PAINT = """new MutationObserver((_, o) => { if (document.body) { window.early = {...document.documentElement.dataset}; o.disconnect(); } })
  .observe(document, {childList: true, subtree: true});"""


def _said(page: Page, text: str) -> None:
    page.wait_for_function("t => document.getElementById('say').textContent === t", arg=text)


def _choose(page: Page, name: str, value: str) -> None:
    page.locator(f"main [name={name}][value='{value}']").check()


def test_inline_script_is_small_identical_and_hashed(based_site: Path) -> None:
    source = (packaged_templates() / "static" / "prefs.js").read_text(encoding="utf-8").strip()
    assert len(source.encode()) <= 500
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    for path in based_site.rglob("*.html"):
        html = unescape(path.read_text(encoding="utf-8"))
        if "data-page-kind" not in html:
            continue  # a redirect
        assert re.findall(r"<script>(.*?)</script>", html, re.DOTALL) == [source], path
        assert html.index("<script>") < html.index('rel="stylesheet"'), path
        assert f"script-src 'self' 'sha256-{digest}'" in html, path
        assert not re.search(r"<[^>]*\sstyle=", html), path


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_choices_act_at_once_are_announced_and_hold_before_the_next_paint(visit: Open, edition: str) -> None:
    found = visit(f"{edition}settings/", init=BEFORE_PAINT)
    page = found.page
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    _choose(page, "size", "3")
    _said(page, "已切换为特大字")
    _choose(page, "scheme", "by")
    _said(page, "已切换为黑底黄字")
    _choose(page, "pointer", "3")
    _choose(page, "space", "2")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > before * 1.2
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(0, 0, 0)"
    assert "arrow-64.svg" in page.evaluate("getComputedStyle(document.documentElement).cursor")
    assert page.evaluate(STORED) == {"v": 1, "size": 3, "scheme": "by", "pointer": 3, "space": 2}
    page.goto(page.url.replace("settings/", "reports/"))
    early = page.evaluate("early")
    assert (early["size"], early["scheme"], early["pointer"], early["space"]) == ("3", "by", "3", "2")
    assert page.context.cookies() == []
    assert found.errors == []


def test_the_form_shows_what_is_chosen(visit: Open) -> None:
    page = visit("settings/", prefs={"size": 2, "ruler": 1, "rate": 1.25}).page
    checked = page.locator("main :checked").evaluate_all("all => all.map(e => e.name + '=' + e.value)")
    assert set(checked) == {"size=2", "scheme=", "space=", "pointer=", "rate=1.25", "ruler=1"}


def test_reset_clears_the_one_key(visit: Open) -> None:
    page = visit("settings/", prefs={"size": 4, "scheme": "yb"}).page
    page.get_by_role("button", name="恢复默认").last.click()
    _said(page, "已恢复默认")
    assert page.evaluate("localStorage.getItem('gongkai')") is None
    assert page.locator("html").get_attribute("data-size") is None
    assert page.locator("main [name=size][value='']").is_checked()


def test_going_back_to_default_by_hand_leaves_nothing_either(visit: Open) -> None:
    page = visit("settings/", prefs={"size": 4}).page
    _choose(page, "size", "")
    assert page.evaluate("localStorage.getItem('gongkai')") is None


def test_this_session_only(visit: Open) -> None:
    """On a shared computer nothing stays: the value moves from local to session storage."""
    page = visit("settings/", prefs={"size": 2}).page
    page.locator("main [name=session]").check()
    _choose(page, "size", "3")
    assert page.evaluate("localStorage.getItem('gongkai')") is None
    assert page.evaluate("JSON.parse(sessionStorage.getItem('gongkai')).size") == 3
    page.goto(page.url.replace("settings/", "help/"))
    assert page.locator("html").get_attribute("data-size") == "3"


def test_two_tabs_agree(visit: Open) -> None:
    first = visit("settings/").page
    second = visit("reports/", context=first.context).page
    _choose(first, "scheme", "ny")
    second.wait_for_selector("html[data-scheme=ny]")


def test_a_browser_that_refuses_storage_still_obeys_on_the_page(visit: Open) -> None:
    refuse = "for (const s of ['localStorage', 'sessionStorage']) Object.defineProperty(window, s, {get() { throw new DOMException('no'); }});"
    found = visit("settings/", init=refuse)
    _choose(found.page, "size", "2")
    assert found.page.locator("html").get_attribute("data-size") == "2"
    assert found.errors == []


@pytest.mark.parametrize("value", ["{", '"x"', "null", json.dumps({"v": 2, "size": 4}), json.dumps({"v": 1, "on-click": 1, "a b": 2})])
def test_unknown_values_are_ignored(visit: Open, value: str) -> None:
    found = visit("help/", init=f"localStorage.setItem('gongkai', {json.dumps(value)})")
    assert set(found.page.evaluate("Object.keys(document.documentElement.dataset)")) <= {"js", "tts", "edition", "pageKind", "widened"}
    assert found.errors == []


def test_the_elder_choice_is_remembered_but_never_forced(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"]).page
    page.get_by_role("link", name="长者版", exact=True).first.click()
    page.wait_for_selector("html[data-edition=elder]")
    assert page.evaluate(STORED) == {"v": 1, "elder": 1}
    home = page.url.split("elder/")[0]
    page.goto(home + "topics/")
    line = page.get_by_text("您上次使用长者版。")
    assert line.is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 20
    page.get_by_role("link", name="进入本页长者版").click()
    page.wait_for_url("**/elder/topics/")
    page.get_by_role("link", name="返回标准版").click()
    page.wait_for_selector("html[data-edition=standard]")
    assert not page.get_by_text("您上次使用长者版。").is_visible()
    assert page.evaluate("localStorage.getItem('gongkai')") is None


def test_links_of_the_elder_edition_leave_it_only_for_pages_that_are_for_everybody(visit: Open, kinds: dict[str, str], based_site: Path) -> None:
    for kind in ("home", "report", "topic", "ledger", "search", "column"):
        found = visit(kinds[f"elder/{kind}"])
        away = found.page.evaluate(
            "[...document.querySelectorAll('a[href]:not([data-choose])')].filter(a => a.origin === location.origin)"
            ".map(a => a.pathname).filter(path => !path.includes('/elder/') && !/\\.\\w+$/.test(path))"
        )
        twins = [based_site / "elder" / path.removeprefix(BASE) / "index.html" for path in away]
        assert [t for t in twins if t.is_file() and "data-page-kind" in t.read_text(encoding="utf-8")] == [], kind
        found.leave()


def test_from_the_elder_edition_to_a_page_for_everybody_and_back(visit: Open) -> None:
    page = visit("elder/").page
    page.get_by_role("link", name="无障碍声明").click()
    page.wait_for_selector("html[data-edition=standard]")
    assert page.get_by_text("这一页只有标准版，").is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 20
    page.get_by_role("link", name="回到长者版").click()
    page.wait_for_url("**/elder/")


def test_a_lost_address_of_the_elder_edition_leads_to_the_standard_page(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"]).page
    lost = page.evaluate("async () => [await (await fetch(document.querySelector('.brand').href + '404.html')).text(), document.querySelector('.brand').href]")
    page.route("**/elder/terms/**", lambda route: route.fulfill(status=404, body=lost[0], content_type="text/html"))
    page.goto(lost[1] + "elder/terms/" + kinds["term"].removeprefix("terms/"))
    page.wait_for_url(lost[1] + kinds["term"])


def test_the_ruler_follows_pointer_and_focus(visit: Open) -> None:
    page = visit("reports/", prefs={"ruler": 1}).page
    ruler = page.locator(".ruler")
    page.mouse.move(200, 300)
    at_pointer = ruler.bounding_box()
    assert at_pointer
    assert abs(at_pointer["y"] - 275) < 12
    page.locator("main a").first.focus()
    link = page.locator("main a").first.bounding_box()
    box = ruler.bounding_box()
    assert link
    assert box
    assert box["y"] < link["y"] + link["height"] / 2 < box["y"] + box["height"]
    assert ruler.get_attribute("aria-hidden") == "true"
    assert ruler.evaluate("el => getComputedStyle(el).pointerEvents") == "none"
