"""Reading aloud with a stand-in synthesiser: order, cuts, spoken forms, pausing, and honest failure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.pages.speech import speech_spans, spoken
from tests.browser.conftest import Open

# Keeps a record of each utterance as it starts, and ends it after ``window.pace`` ms; with MANUAL only when
# the test says finish(), so that no test depends on the machine's speed. ``voices`` and ``mute`` are set by tests.
STUB = """(() => {
  const log = window.spoken = {said: [], longest: 0, queue: 0, marks: [], cancels: 0};
  let current = null, timer = 0; const waiting = [];
  class Utterance extends EventTarget { constructor(text) { super(); Object.assign(this, {text, lang: "", rate: 1, voice: null, volume: 1, pitch: 1}); } }
  const fire = (u, type, more) => { const handler = u["on" + type]; if (handler) handler.call(u, Object.assign(new Event(type), more)); };
  window.finish = () => { const u = current; if (!u) return; current = null; fire(u, "end"); step(); };
  const step = () => { if (current || !waiting.length || window.mute) return; const u = current = waiting.shift();
    timer = setTimeout(() => { fire(u, "start");
      if (u.text) { log.said.push({text: u.text, lang: u.lang, rate: u.rate, voice: u.voice && u.voice.name});
        log.marks.push([...(CSS.highlights.get("reading") || [])].map(r => r.toString()).join("")); }
      log.longest = Math.max(log.longest, u.text.length);
      if (!window.manual || !u.text) timer = setTimeout(window.finish, window.pace || 40); }, 5); };
  Object.defineProperty(window, "speechSynthesis", {configurable: true, value: {
    get speaking() { return current !== null; }, get pending() { return waiting.length > 0; }, paused: false,
    getVoices: () => window.voices || [{name: "普通话", lang: "zh-CN", localService: true}],
    speak(u) { waiting.push(u); log.queue = Math.max(log.queue, waiting.length + (current ? 1 : 0)); step(); },
    cancel() { log.cancels += 1; clearTimeout(timer); waiting.length = 0; const u = current; current = null; if (u) fire(u, "error", {error: "canceled"}); },
    pause() { throw new Error("pause is cancel on Android"); }, resume() {}, addEventListener() {}, removeEventListener() {}}});
  window.SpeechSynthesisUtterance = Utterance;
})();"""
MANUAL = STUB + "window.manual = true;"


def _log(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("spoken"))


def _start(page: Page) -> None:
    page.get_by_role("button", name="朗读本页").click()


def _heard(page: Page, count: int) -> list[str]:
    page.wait_for_function("n => spoken.said.length >= n", arg=count)
    return [s["text"] for s in _log(page)["said"]]


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_title_date_and_source_then_the_text_sentence_by_sentence(visit: Open, kinds: dict[str, str], edition: str) -> None:
    found = visit(edition + kinds["report"], init=STUB)
    page = found.page
    page.wait_for_timeout(300)
    assert _log(page)["said"] == [], "nothing speaks before a click"
    title = page.locator("h1").inner_text()
    _start(page)
    heard = _heard(page, 9)
    assert heard[0] == title + "。"
    assert heard[1].startswith("发布机构：")
    assert heard[2].startswith("发布日期：")
    first = page.locator("#text p, #text h2").first.evaluate("el => el.textContent")
    assert heard[4][:6] in first or heard[3][:6] in first
    log = _log(page)
    assert log["queue"] <= 2, "one speaking, at most the next waiting for a cancel"
    assert log["longest"] <= 120
    assert {s["lang"] for s in log["said"]} == {"zh-CN"}
    assert {s["voice"] for s in log["said"]} == {"普通话"}
    assert all(log["marks"][5:]), "each sentence is marked while it is read"
    assert found.errors == []


@pytest.mark.parametrize("edition", ["", "elder/"])
def test_the_table_fits_the_page(visit: Open, based_site: Path, edition: str) -> None:
    """Every element that speech.json names is there, and what is heard of it is what the build would say of its text."""
    for table in sorted(based_site.glob("reports/*/speech.json")):
        items = json.loads(table.read_bytes())["items"]
        named = [i if isinstance(i, str) else i[0] for i in items if isinstance(i, (str, list))]
        visited = visit(edition + f"reports/{table.parent.name}/", init=STUB)
        page = visited.page
        _start(page)
        page.wait_for_function("() => window.gongkaiText")
        found = page.evaluate(
            "ids => ids.map(id => { const el = document.getElementById(id); if (!el) return null; const copy = el.cloneNode(true);"
            " copy.querySelectorAll('.permalink, ul, ol').forEach(x => x.remove()); return copy.textContent; })",
            named,
        )
        texts = dict(zip(named, found, strict=True))
        assert None not in texts.values(), table.parent.name
        said: list[str] = []
        for item in items:
            if isinstance(item, dict):
                said += item.get("say") or [c[2] for c in item["s"] if len(c) > 2]
            else:
                text = texts[item if isinstance(item, str) else item[0]].rstrip()
                said += [t for t in (spoken(text[a:b].strip()) for a, b in speech_spans(text)) if re.search(r"\w", t)]
        heard = page.evaluate("async (url) => (await gongkaiText.queue(url)).map(s => s.text)", page.get_attribute("[data-reader]", "data-table"))
        assert heard == said, table.parent.name
        visited.leave()


def test_browser_and_build_cut_alike(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=STUB).page
    _start(page)
    page.wait_for_function("() => window.gongkaiText")
    texts = page.locator("#text p").evaluate_all("all => all.map(p => p.textContent)")
    texts += ["他说：“好。”大家都来了！下一句；再一句……完", "长" * 200, "，".join(["推进老旧小区改造工作取得明显成效"] * 9)]
    cuts = page.evaluate("texts => texts.map(t => gongkaiText.cut(t))", texts)
    assert [[tuple(c) for c in cut] for cut in cuts] == [speech_spans(t) for t in texts]


def test_spoken_forms_reach_the_voice(visit: Open, based_site: Path) -> None:
    page = visit("reports/xiqu-2024-zongjie/", init=STUB + "window.pace = 1;").page
    _start(page)
    page.wait_for_function("() => spoken.said.some(s => /百分之/.test(s.text))", timeout=20000)
    assert not any("%" in s["text"] for s in _log(page)["said"])


def test_pause_remembers_the_sentence_and_stop_ends_it(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=MANUAL).page
    _start(page)
    first = _heard(page, 1)[0]
    page.evaluate("finish()")
    second = _heard(page, 2)[1]
    page.get_by_role("button", name="暂停").first.click()
    assert not page.evaluate("speechSynthesis.speaking || speechSynthesis.pending")
    page.get_by_role("button", name="继续").first.click()
    assert _heard(page, 3)[2] == second
    page.get_by_role("button", name="上一句").first.click()
    assert _heard(page, 4)[3] == first
    page.get_by_role("button", name="停止").click()
    assert not page.evaluate("speechSynthesis.speaking || speechSynthesis.pending")
    assert page.get_by_role("button", name="朗读本页").is_visible()
    assert page.evaluate("CSS.highlights.size") == 0


def test_next_skips_and_rate_counts_from_the_next_sentence(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=MANUAL).page
    _start(page)
    _heard(page, 1)
    page.get_by_label("语速").first.select_option("1.5")
    page.get_by_role("button", name="下一句").first.click()
    heard = _heard(page, 2)
    assert heard[1] != heard[0]
    assert [s["rate"] for s in _log(page)["said"]] == [1, 1.5]
    assert page.evaluate("JSON.parse(localStorage.getItem('gongkai')).rate") == 1.5


def test_escape_stops_and_focus_never_moves(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=MANUAL).page
    _start(page)
    _heard(page, 1)
    page.evaluate("finish()")
    _heard(page, 2)
    assert page.evaluate("document.activeElement.dataset.do") == "toggle"
    assert page.locator("[aria-live], [role=status]").count() == 1, "no live region repeats the voice"
    assert page.locator("#say").inner_text() == ""
    page.keyboard.press("Escape")
    assert not page.evaluate("speechSynthesis.speaking || speechSynthesis.pending")


def test_a_click_on_the_sentence_pauses_and_point_reading_starts_anywhere(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], prefs={"point": 1}, init=MANUAL).page
    page.wait_for_function("() => window.gongkai.speech")
    third = page.locator("#text p").nth(3)
    third.click(position={"x": 5, "y": 8})
    _heard(page, 1)
    assert _log(page)["marks"][0][:6] == third.evaluate("el => el.textContent")[:6]
    third.click(position={"x": 5, "y": 8})
    page.wait_for_function("() => !speechSynthesis.speaking")
    assert page.get_by_role("button", name="继续").first.is_visible()


def test_big_caption_is_a_dialog_that_escape_closes(visit: Open, kinds: dict[str, str]) -> None:
    page = visit("elder/" + kinds["report"], init=MANUAL).page
    _start(page)
    _heard(page, 1)
    page.get_by_role("button", name="大字幕").click()
    caption = page.locator(".caption-text")
    assert caption.evaluate("el => parseFloat(getComputedStyle(el).fontSize)") >= 32
    assert caption.inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.caption").is_visible()
    assert page.evaluate("speechSynthesis.speaking || speechSynthesis.pending"), "closing the caption is not stopping"
    assert page.evaluate("document.activeElement.dataset.do") == "caption"


def test_absent_without_the_interface_and_without_script(visit: Open, kinds: dict[str, str]) -> None:
    gone = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis; delete window.SpeechSynthesisUtterance;"
    for options in ({"init": gone}, {"script": False}):
        found = visit(kinds["report"], **options)  # type: ignore[arg-type]
        assert not found.page.locator("[data-reader]").is_visible(), options
        found.leave()


def test_no_start_within_three_seconds_is_said_in_words(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=STUB + "window.mute = true;").page
    _start(page)
    note = page.get_by_text("这台设备现在读不出声音。")
    note.first.wait_for(timeout=6000)
    assert "浏览器菜单" in note.first.inner_text()
    assert page.get_by_role("button", name="朗读本页").is_visible()


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        ([["云", "zh-CN", False], ["本地", "zh-CN", True]], "本地"),
        ([["粤语", "zh-HK", True], ["台湾", "zh-TW", False]], "台湾"),
        ([["粤语", "zh-HK", True], ["云", "zh-CN", False]], "云"),
    ],
)
def test_local_mandarin_first_and_never_cantonese(visit: Open, kinds: dict[str, str], voices: list[list[object]], chosen: str) -> None:
    listed = [{"name": n, "lang": lang, "localService": local} for n, lang, local in voices]
    page = visit(kinds["report"], init=f"window.voices = {json.dumps(listed)};" + STUB).page
    _start(page)
    _heard(page, 1)
    assert _log(page)["said"][0]["voice"] == chosen


@pytest.mark.parametrize("languages", [["en-US"], ["zh-HK", "en-GB"]])
def test_a_device_without_mandarin_says_so(visit: Open, kinds: dict[str, str], languages: list[str]) -> None:
    listed = [{"name": lang, "lang": lang, "localService": True} for lang in languages]
    page = visit(kinds["report"], init=f"window.voices = {json.dumps(listed)};" + STUB).page
    page.get_by_text("没有普通话语音").first.wait_for()
    assert not page.get_by_role("button", name="朗读本页").is_visible()
    assert _log(page)["said"] == []


def test_a_page_without_a_table_is_read_from_the_page(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["topic"], init=STUB + "window.pace = 1;").page
    if not page.locator("[data-reader]").count():
        pytest.skip("topic pages carry no reader")
    _start(page)
    heard = _heard(page, 6)
    assert heard[0].rstrip("。") == page.locator("h1").inner_text()
    assert not any("%" in text for text in heard)
    assert not any(text in ("首页", "专题时间线") for text in heard)


def test_works_from_a_folder(visit: Open, based_site: Path) -> None:
    page = visit((based_site / "reports" / "xiqu-2024-zongjie" / "index.html").as_uri(), init=STUB).page
    _start(page)
    heard = _heard(page, 4)
    assert heard[0].rstrip("。") == page.locator("h1").inner_text()


def test_tables_are_announced_read_by_row_and_skipped(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=MANUAL).page
    page.evaluate(
        "document.querySelector('[data-reader]').removeAttribute('data-table'); document.getElementById('text').innerHTML ="
        " '<p>前。</p><table><caption>指标</caption><thead><tr><th>名称</th><th>数值</th></tr></thead><tbody>'"
        " + '<tr><th>学位</th><td>1,200个</td></tr><tr><th>投资</th><td>5%</td></tr></tbody></table><p>后。</p>'"
    )
    _start(page)
    texts = _heard(page, 1)
    while not texts[-1].startswith("表格"):
        page.evaluate("finish()")
        texts = _heard(page, len(texts) + 1)
    page.get_by_role("button", name="跳过表格").click()
    texts = _heard(page, len(texts) + 1)
    assert texts[-1] == "后。"
    assert "表格：指标，2行2列。" in texts
    assert not any("投资" in t for t in texts)


def test_the_page_follows_the_voice_but_not_against_the_reader(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["report"], init=MANUAL, reduced_motion="reduce", viewport={"width": 800, "height": 400}).page
    _start(page)
    heard = _heard(page, 1)
    # Clicking may itself have scrolled the page: what counts is where the sentence stands.
    below = "() => [...CSS.highlights.get('reading')][0].getBoundingClientRect().top + scrollY > 1000"
    while not page.evaluate(below):
        page.evaluate("finish()")
        heard = _heard(page, len(heard) + 1)
    assert page.evaluate("scrollY") > 400
    page.evaluate("scrollTo(0, 0)")
    for _ in range(3):
        page.evaluate("finish()")
        heard = _heard(page, len(heard) + 1)
    assert page.evaluate("scrollY") == 0
    page.evaluate("document.querySelector('[data-do=next]').click()")
    page.wait_for_function("() => scrollY > 400")
