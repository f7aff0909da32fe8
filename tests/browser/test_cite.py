"""Citing: a figure, a paragraph's sign or arrival opens one bar that copies a sentence with where it stands, and leads on and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_accessibility import each_edition
from tests.browser.test_axe import axe

REPORT = "reports/xiqu-2024-zongjie/"
KEPT = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: (w) => { window.kept = w; return Promise.resolve(); } } });"
# The focus is in the bar, or above it: whole, or from its first line on where it is taller than the room there is.
UNCOVERED = """() => { const held = document.activeElement, bar = document.querySelector('.cite-bar'), top = bar.getBoundingClientRect().top;
  const box = held.getClientRects()[0];
  return bar.contains(held) || box.bottom <= top || (box.height > top - 24 && box.top < 24); }"""
HELD = "() => document.activeElement.textContent"


def bar(page: Page) -> str:
    page.wait_for_selector(".cite-bar")
    return page.locator(".cite-bar").inner_text()


def copied(page: Page, name: str) -> str:
    page.get_by_role("button", name=name).click()
    page.wait_for_function("() => window.kept")
    return str(page.evaluate("() => { const said = kept; kept = ''; return said; }"))


def in_text(page: Page, words: str, anchor: str) -> bool:
    return bool(page.evaluate("([w, a]) => document.getElementById(a).textContent.replace(/\\s+/g, ' ').includes(w)", [words, anchor]))


@each_edition
def test_a_figure_gives_its_sentence_with_where_it_stands(visit: Open, edition: str) -> None:
    found = visit(edition + REPORT + ("#text" if edition else ""), init=KEPT)
    page = found.page
    page.wait_for_function("() => window.gongkai")
    assert not [u for u in found.requests if "cite.js" in u], "fetched when it is asked for"
    figures = page.locator("#text p b")
    for i in (0, 3, figures.count() - 1):
        figure = figures.nth(i)
        figure.click()
        bar(page)
        said = copied(page, "复制这一句（含出处）")
        cited = re.fullmatch(r"“(.+)”——(.+摘编.+) (https://example\.org/any/base/reports/xiqu-2024-zongjie/)#(\S+)", said)
        assert cited, said
        sentence, citation, _, anchor = cited.groups()
        assert figure.inner_text() in sentence
        assert in_text(page, sentence, anchor)
        assert not re.search(r"[。；！？].*[。；！？]", sentence)
        assert "http" not in citation, "one address, the passage's own"
        page.keyboard.press("Escape")
        assert page.locator(".cite-bar").count() == 0
    assert found.errors == []


def test_a_figure_leads_to_its_indicator(visit: Open) -> None:
    page = visit(REPORT).page
    ways = page.evaluate("""async () => { const at = new URL(document.getElementById('text').dataset.figures, location.href);
      const html = new DOMParser().parseFromString(await (await fetch(at)).text(), 'text/html');
      return [...html.querySelectorAll('.all-figures :is(li > a:first-child, a[data-name])')].map(a => [a.textContent, new URL(a.getAttribute('href'), at).href]); }""")
    assert ways
    for _, address in ways[:: max(1, len(ways) // 8)]:
        path, anchor = (address + "#").split("#")[:2]
        page.request.get(path)
        html = page.request.get(path).text()
        assert not anchor or f'id="{anchor}"' in html, address
    page.locator("#text b", has_text="165亿元").first.click()
    link = page.get_by_role("link", name="看各年：地区生产总值")
    link.wait_for()
    assert link.evaluate("e => e.href") == dict(ways)["地区生产总值"]
    link.click()
    page.wait_for_load_state()
    assert "地区生产总值" in page.locator("h1").inner_text()


def test_signs_of_paragraphs_open_it_by_keyboard(visit: Open) -> None:
    page = visit(REPORT, init=KEPT).page
    page.get_by_text("下载和更多").click()
    page.get_by_label("显示段落链接").check()
    sign = page.locator("#text p .permalink").nth(2)
    anchor = sign.evaluate("e => e.hash.slice(1)")
    sign.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('.cite-bar')")
    assert page.evaluate("location.hash") == "#" + anchor, "the sign is a link still"
    assert page.evaluate(HELD) == "复制这一段（含出处）"
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.kept")
    said = page.evaluate("kept")
    assert in_text(page, said[1 : said.index("”——")], anchor) or "”" in said[: said.index("——")]
    page.wait_for_function("() => document.getElementById('say').textContent.includes('已复制')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.permalink')")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.cite-bar')")


@each_edition
def test_who_arrives_from_another_page_can_go_back(visit: Open, edition: str) -> None:
    page = visit(edition + "topics/").page
    came = page.url
    anchor = page.evaluate(
        """async (at) => { const html = new DOMParser().parseFromString(await (await fetch(at)).text(), 'text/html');
        const id = html.querySelectorAll('#text p[id]')[4].id;
        const a = document.createElement('a'); a.href = at + '#' + id; document.querySelector('main').append(a); setTimeout(() => a.click()); return id; }""",
        f"../{REPORT}",
    )
    page.wait_for_url(f"**#{anchor}")
    assert "返回" in bar(page)
    assert page.evaluate("document.activeElement === document.body"), "nobody asked: the focus stays"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cite-bar, [id]').matches('.cite-bar') || document.activeElement.closest('p').id") in (True, anchor)
    page.get_by_role("button", name="返回", exact=True).click()
    page.wait_for_url(came)


def test_who_arrives_at_a_figure_sees_the_way_to_its_years(visit: Open) -> None:
    page = visit("").page
    page.locator(".promise a", has_text="地区生产总值").first.click()
    page.wait_for_load_state()
    assert "返回" in bar(page)
    page.get_by_role("link", name="看各年：地区生产总值").wait_for()


def test_who_arrives_from_a_search_cites_the_sentence_and_not_the_heading(visit: Open) -> None:
    page = visit("topics/").page
    heading, word = page.evaluate(
        """async (at) => { const html = new DOMParser().parseFromString(await (await fetch(at)).text(), 'text/html');
        const heading = html.querySelector('#text :is(h2, h3)[id]');
        const b = [...html.querySelectorAll('#text p b')].find((one) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
        const a = document.createElement('a'); a.href = at + '?q=' + encodeURIComponent(b.textContent) + '#' + heading.id;
        document.querySelector('main').append(a); setTimeout(() => a.click()); return [heading.textContent, b.textContent]; }""",
        f"../{REPORT}",
    )
    page.wait_for_url("**?q=**")
    page.get_by_role("button", name="复制这一句（含出处）").wait_for()
    assert word in (said := bar(page))
    assert heading[:12] not in said


def test_who_comes_from_elsewhere_is_not_bothered(visit: Open) -> None:
    page = visit(REPORT + "#s1").page
    page.wait_for_load_state("networkidle")
    assert page.locator(".cite-bar").count() == 0


@each_edition
@pytest.mark.parametrize("prefs", [{}, {"scheme": "by"}, {"size": 4}], ids=["plain", "by", "large"])
@pytest.mark.parametrize("width", [320, 1360])
def test_the_bar_is_fit_to_use(visit: Open, edition: str, prefs: dict[str, object], width: int) -> None:
    found = visit(edition + REPORT + ("#text" if edition else ""), prefs=prefs, viewport={"width": width, "height": 640}, reduced_motion="reduce")
    page = found.page
    page.locator("#text b").nth(3).click()
    bar(page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = page.locator(".cite-bar :is(a, button)").evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
    assert min(min(box) for box in boxes) >= 44
    assert page.locator("#text b").nth(3).evaluate("e => e.getBoundingClientRect().bottom <= document.querySelector('.cite-bar').getBoundingClientRect().top")
    page.locator(".cite-bar button").last.focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(UNCOVERED)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.locator(".foot").evaluate("e => e.getBoundingClientRect().bottom <= document.querySelector('.cite-bar').getBoundingClientRect().top")
    page.emulate_media(media="print")
    assert not page.locator(".cite-bar").is_visible()
    assert found.errors == []


def test_without_script_signs_and_figures_do_no_harm(visit: Open) -> None:
    page = visit(REPORT, script=False).page
    page.locator("#text b").first.click()
    assert page.locator(".cite-bar").count() == 0
    page.get_by_role("link", name="本报告全部数字与出处").click()
    assert page.locator(".all-figures :is(li > a:first-child, a[data-name])").count() > 0
