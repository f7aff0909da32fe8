"""Short enough to read: heights at 360 px, stops of the Tab key, contents, the elder report by address alone, 朗读这一段."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.paper import sheets
from tests.browser.test_keyboard import TABBABLE
from tests.browser.test_speech import MANUAL
from tests.support import ROOT

PHONE = {"viewport": {"width": 360, "height": 740}}
WIDE = {"viewport": {"width": 1360, "height": 900}}
HEIGHT = "document.documentElement.scrollHeight"
NO_VOICE = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis; delete window.SpeechSynthesisUtterance;"
# Is it there for the eye, in whatever is shown now?
SEEN = "(id) => document.getElementById(id).getClientRects().length > 0"
BEFORE_MAIN = "() => window.stops.filter(e => document.getElementById('main').compareDocumentPosition(e) & 2).length"


def test_a_phone_shows_little_that_is_not_the_document(visit: Open, kinds: dict[str, str]) -> None:
    heights = {address: visit(address, **PHONE).page.evaluate(HEIGHT) for address in ("", "elder/", "elder/" + kinds["report"])}
    page = visit(kinds["report"], **PHONE).page
    heights[kinds["report"]] = page.evaluate(f"{HEIGHT} - document.getElementById('text').offsetHeight")
    most = {"": 3000, "elder/": 5 * 740, "elder/" + kinds["report"]: 6 * 740, kinds["report"]: 3000}
    assert {a: h for a, h in heights.items() if h > most[a]} == {}
    summary = visit("reports/xiqu-2024-zongjie/", **PHONE).page
    characters = summary.locator("#text").evaluate("e => [...e.querySelectorAll('p')].map(p => p.textContent).join('').length")
    assert summary.evaluate(HEIGHT) <= 2600 + 2.0 * characters  # 17 px, 19 to a line
    topic = visit("elder/", **PHONE).page.locator(".chips li").last
    assert topic.evaluate("e => e.getBoundingClientRect().bottom") <= 4 * 740


# Lines of text that begin within a year or a figure: 20|25年, 5%左|右.
CUT = """() => [...document.querySelectorAll('.promise .target > span, .promise .muted, .figures .kind')].filter(e => {
  const node = e.firstChild, range = document.createRange(), tops = [];
  for (const found of node.data.matchAll(/\\d{4}年|[\\d.]+(?:%|万亿元)?(?:左右|以上|以下)?/g)) {
    range.setStart(node, found.index); range.setEnd(node, found.index + found[0].length);
    tops.push(range.getClientRects().length);
  }
  return tops.some(lines => lines > 1);
}).map(e => e.textContent)"""
# How far the first line of a cell's figure stands below the top of the cell, which holds the label.
BELOW = """() => [...document.querySelectorAll('.stack:is(.beside, .sides) td a')].filter(e => !e.querySelector('.status') && e.getClientRects().length).map(e => {
  const range = document.createRange(); range.selectNodeContents(e.firstChild.nodeType === 3 ? e.firstChild : e);
  return range.getClientRects()[0].top - e.closest('td').getBoundingClientRect().top;
})"""


def test_no_line_on_a_phone_begins_within_a_year_or_touches_its_label(visit: Open, kinds: dict[str, str]) -> None:
    for address in ("", kinds["report"], "reports/xiqu-2024-zongjie/"):
        assert visit(address, **PHONE).page.evaluate(CUT) == []
    compared = visit(kinds["compare"], **PHONE).page
    below = compared.evaluate(BELOW)
    assert below
    assert min(below) >= 30
    assert compared.evaluate(HEIGHT) <= 3400, "the text of no report"


@pytest.mark.parametrize("kind", ["home", "report", "topic", "search"])
def test_the_head_of_a_page_is_low_on_a_phone_and_its_menu_lies_over_the_page(visit: Open, kinds: dict[str, str], kind: str) -> None:
    for width in (360, 320):
        page = visit(kinds[kind], viewport={"width": width, "height": 740}).page
        assert page.locator(".masthead").evaluate("e => e.offsetHeight") <= 160
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    top = "document.querySelector('main').getBoundingClientRect().top"
    before = page.evaluate(top)
    page.locator(".nav-fold summary").click()
    assert page.evaluate(top) == before
    last = page.locator(".nav-fold a").last
    assert last.evaluate("e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e; }")


@pytest.mark.parametrize("kind", ["home", "report", "topic", "ledger", "list", "column", "indicator", "compare", "search"])
def test_few_stops_before_the_text(visit: Open, kinds: dict[str, str], kind: str) -> None:
    page = visit(kinds[kind], **WIDE).page
    page.wait_for_function("() => window.gongkai")
    stops = page.evaluate(TABBABLE)
    assert page.evaluate(BEFORE_MAIN) <= 8
    if kind == "report":
        assert stops <= 100, "the largest: 41 sections"
        page = visit("reports/xiqu-2024-zongjie/", **WIDE).page
        page.wait_for_function("() => window.gongkai")
        assert page.evaluate(TABBABLE) <= 90


def test_a_row_of_links_is_one_stop_and_the_arrows_go_along_it(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], **WIDE).page
    page.wait_for_function("() => window.gongkai")
    row = page.locator(".main-nav [data-row]")
    row.locator("[aria-current]").focus()
    names = row.locator("a").evaluate_all("all => all.map(a => a.textContent)")
    here = names.index(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == names[here + 1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == names[0]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.crumbs') !== null")
    without = visit(kinds["report"], script=False, **WIDE).page
    assert without.locator(".main-nav [data-row] [tabindex]").count() == 0


def test_one_link_leads_past_the_figures(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"]).page
    link = page.get_by_role("link", name="跳过数字，到正文")
    link.focus()
    assert link.evaluate("e => e.getBoundingClientRect().width > 40")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#text') !== null")


def test_contents_name_the_heads_in_the_text(visit: Open) -> None:
    phone = visit("reports/xiqu-2024-zongjie/", **PHONE).page
    heads = phone.locator("#text .run-in-head").evaluate_all("all => all.map(e => e.textContent.replace(/。$/, ''))")
    fold = phone.locator(".toc-fold > summary")
    box = fold.bounding_box()
    assert box
    assert box["height"] < 60
    fold.click()
    listed = phone.locator(".toc a").all_inner_texts()
    assert heads
    assert [h for h in heads if h not in listed] == []
    wide = visit("reports/xiqu-2024-zongjie/", **WIDE).page
    wide.wait_for_function("() => window.gongkai")
    assert wide.locator(".toc a", has_text=heads[0]).first.is_visible(), "open where there is room"


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_a_section_is_read_aloud_from_its_heading_to_the_next(visit: Open, kinds: dict[str, str], edition: str) -> None:
    page = visit(edition + kinds["report"] + ("#s2" if edition else ""), init=MANUAL).page
    heading = page.locator("#s2")
    if not heading.count():
        pytest.skip("no such section")
    button = page.locator(".head:has(#s2) [data-read]")
    assert heading.inner_text() in button.evaluate("e => e.textContent")
    button.click()
    page.wait_for_function("() => spoken.said.length === 1")
    said = page.evaluate("spoken.said[0].text")
    assert said.rstrip("。")[:4] == heading.inner_text()[:4]
    assert "停止朗读" in button.inner_text()
    texts = "all => all.filter(p => !p.closest('aside, .back')).map(p => p.textContent.trim())"
    last = page.locator("#text > section:has(#s2) p").evaluate_all(texts)[-1]
    while page.evaluate("speechSynthesis.speaking || speechSynthesis.pending"):
        count = page.evaluate("spoken.said.length")
        page.evaluate("finish()")
        page.wait_for_function(f"() => spoken.said.length > {count} || !(speechSynthesis.speaking || speechSynthesis.pending)")
    spoken = [s["text"] for s in page.evaluate("spoken.said")]
    assert len(spoken) > 2
    assert spoken[-1][-6:-1] in re.sub(r"\s", "", last), "the next section is not begun"
    assert "停止" not in button.inner_text()


def test_a_passage_that_an_address_names_has_its_own_button(visit: Open) -> None:
    page = visit("reports/xiqu-2024-zongjie/", init=MANUAL).page
    page.wait_for_function("() => window.gongkai")
    ids = page.locator("#text .run-in").evaluate_all("all => all.map(e => e.id)")
    for anchor in ids[:2]:
        page.evaluate(f"location.hash = {json.dumps(anchor)}")
        page.wait_for_function("id => document.querySelector(`.read-arrived`)?.parentElement.id === id", arg=anchor)
    assert page.locator(".read-arrived").count() == 1
    page.locator(".read-arrived").click()
    page.wait_for_function("() => spoken.said.length === 1")
    assert page.evaluate("spoken.said[0].text")[:3] == page.locator(f"[id='{ids[1]}'] .run-in-head").inner_text()[:3]


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_a_passage_that_was_sought_has_the_button_though_the_address_names_its_chapter(visit: Open, edition: str) -> None:
    page = visit(f"{edition}reports/xiqu-2024-zongjie/?q=长者饭堂#s6", init=MANUAL).page
    page.wait_for_function("() => document.querySelector('.read-arrived')")
    button = page.locator(".read-arrived")
    assert button.is_visible()
    assert "长者饭堂" in button.evaluate("e => e.parentElement.textContent")
    assert 0 < button.evaluate("e => e.getBoundingClientRect().top") < page.evaluate("innerHeight")
    button.click()
    page.wait_for_function("() => spoken.said.length === 1")


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_where_there_is_no_voice_a_sentence_says_so(visit: Open, kinds: dict[str, str], edition: str) -> None:
    for init, script in ((NO_VOICE, True), ("", False)):
        found = visit(edition + kinds["report"], init=init, script=script)
        page = found.page
        assert page.locator("[data-read]:visible, [data-reader]:visible").count() == 0
        assert page.get_by_text("这里没有朗读按钮").is_visible()
        found.leave()
    assert not visit(edition + kinds["report"], init=MANUAL).page.get_by_text("这里没有朗读按钮").is_visible()


def test_signs_of_paragraphs_come_when_they_are_asked_for(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"]).page
    page.get_by_text("下载和更多").click()
    assert page.locator(".permalink").count() == 0
    page.get_by_label("显示段落链接").check()
    addresses = page.locator("#text .permalink").evaluate_all("all => all.map(a => a.hash.slice(1) === a.parentElement.id)")
    assert addresses
    assert all(addresses)
    page.get_by_label("显示段落链接").uncheck()
    assert page.locator(".permalink").count() == 0


def test_an_elder_report_opens_by_address_alone(visit: Open, kinds: dict[str, str]) -> None:
    """Script off: a first page, each passage at most two taps away and then without the rest, the whole text on demand."""
    page = visit("elder/" + kinds["report"], script=False, **PHONE).page
    chapters = page.locator("#text > section")
    assert chapters.count() > 2
    assert page.evaluate(HEIGHT) <= 6 * 740
    assert [chapters.nth(i).is_visible() for i in range(chapters.count())] == [False] * chapters.count()
    passages = page.locator("#text [id]:not(.gone)").evaluate_all("all => all.filter(e => e.matches('p, .run-in, h2, h3')).map(e => e.id)")
    for anchor in passages[:: max(1, len(passages) // 25)]:
        page.goto(page.url.split("#")[0] + "#" + anchor)
        assert page.evaluate(SEEN, anchor), anchor
        assert sum(chapters.nth(i).is_visible() for i in range(chapters.count())) == 1
        assert not page.locator(".cover").is_visible()
    page.goto(page.url.split("#")[0])
    ways = page.locator("#toc > ol a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    inside = "(ids) => [...document.querySelectorAll('#text > section')].every(s => ids.some(id => s.id === id || s.contains(document.getElementById(id))))"
    assert page.evaluate(inside, ways), "every chapter is one tap away"
    page.locator("#toc > ol a").nth(1).click()
    page.get_by_role("link", name="接着读").first.click()
    assert sum(chapters.nth(i).is_visible() for i in range(chapters.count())) == 1
    page.get_by_role("link", name="回到本页目录").locator("visible=true").first.click()
    assert page.locator("#toc").is_visible()
    page.get_by_role("link", name="一页看全文").click()
    assert all(chapters.nth(i).is_visible() for i in range(chapters.count()))


def test_an_elder_report_prints_its_whole_text_folded_or_not(visit: Open, kinds: dict[str, str]) -> None:
    for anchor in ("", "#s2"):
        page = visit("elder/" + kinds["report"] + anchor, script=False, **PHONE).page
        paragraphs = page.locator("#text p:not(.back), #text h2").evaluate_all("all => all.filter(e => !e.closest('aside')).map(e => e.textContent.replace(/\\s/g, ''))")
        whole = re.sub(r"—\d+—", "", "".join(sheets(page.pdf(prefer_css_page_size=True))))
        whole = unicodedata.normalize("NFKC", whole)  # paper joins f and i
        assert [p for p in paragraphs if unicodedata.normalize("NFKC", p) not in whole] == []


def test_an_old_browser_shows_an_elder_report_whole(based_site: Path) -> None:
    """What folds stands behind a question that browsers without :has() answer with no; nothing is hidden in the HTML."""
    css = (ROOT / "templates" / "static" / "css" / "elder.css").read_text(encoding="utf-8")
    outside = re.sub(r"@supports selector\(:has\(a\)\) \{.*?\n\}", "", css, flags=re.DOTALL)
    assert ".chapters" not in outside
    page = next((based_site / "elder" / "reports").glob("*-zongjie/index.html")).read_text(encoding="utf-8")
    assert "<details" not in page.split('id="text"')[1].split("<p")[1]


def test_figures_and_topics_of_the_home_page_come_first_in_a_mirror(visit: Open) -> None:
    page = visit("", **WIDE).page
    top = "s => document.querySelector(s).getBoundingClientRect().top"
    assert page.evaluate(top, "#newest") < page.evaluate(top, ".five")
    assert page.evaluate(top, "#site-q") < page.evaluate(top, "#newest")
