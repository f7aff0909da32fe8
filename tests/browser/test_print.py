"""What comes out on paper: PDFs of a real Chromium, script off, so that it is the style sheet's doing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.paper import sheets
from tests.support import Serve, build, small_site

FRAME = ("跳到", "首页", "全部文件", "栏目导航", "搜索", "长者版", "打印", "朗读", "目录", "本节涉及专题", "回到")
LABELS = (
    "受理机关", "申请人姓名或单位名称", "证件名称和号码", "联系电话", "通信地址和邮编", "电子邮箱（没有可不填）", "需要的信息：名称或文号",
    "需要的信息：其他特征（年份、事情）", "希望的形式（纸质、电子、当面查阅）", "取得方式（邮寄、电邮、自取）", "申请人签名或盖章", "申请日期",
)  # fmt: skip

each_edition = pytest.mark.parametrize("edition", ["", "elder/"], ids=["standard", "elder"])


def printed(page: Page) -> list[str]:
    return sheets(page.pdf(prefer_css_page_size=True))


@pytest.fixture
def paper(visit: Open) -> Callable[[str], Page]:
    return lambda address: visit(address, script=False).page


@each_edition
def test_a_report_is_the_document_first_and_its_record_after(paper: Callable[[str], Page], kinds: dict[str, str], edition: str) -> None:
    page = paper(edition + kinds["report"] + "#text")  # an elder report shows its whole text at this address; paper does at any
    title = page.locator("h1").inner_text()
    text = re.sub(r"\s", "", page.locator(".prose").inner_text())
    pages = printed(page)
    assert title in pages[0]
    assert not [word for word in FRAME if word in pages[0] and word not in text]
    assert [f"—{i}—" in sheet for i, sheet in enumerate(pages, 1)] == [True] * len(pages)
    whole = "".join(pages)
    assert whole.index(text[:8]) < whole.index("索引号") < whole.index("统一社会信用代码")
    assert len(pages[-1]) > 60  # more than a line or two
    assert len(pages) <= len(text) / (400 if edition else 500) + 3
    page.emulate_media(media="print")
    size = float(page.locator(".prose p").first.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) * 0.75
    assert size >= 18 if edition else abs(size - 16) < 0.1


def test_a_full_page_of_a_report_holds_22_lines_of_28_characters(paper: Callable[[str], Page], kinds: dict[str, str]) -> None:
    page = paper(kinds["report"])
    page.locator(".prose").evaluate("e => { e.innerHTML = '<p>' + '国'.repeat(3000) + '</p>'; }")
    assert [sheet.count("国") for sheet in printed(page)[1:3]] == [22 * 28] * 2


@pytest.mark.parametrize("kind", ["ledger_office", "elder/ledger_office", "ledger_year", "ledger_list"])
def test_a_ledger_prints_every_row(paper: Callable[[str], Page], kinds: dict[str, str], kind: str) -> None:
    page = paper(kinds[kind])
    page.locator("details.more").evaluate_all("all => all.forEach(e => e.removeAttribute('open'))")
    heads = "details.more :is(tbody th, .records dt)" if kind.endswith("office") else "details.more .entries p > a"
    rows = page.locator(heads).evaluate_all("all => all.map(e => e.firstElementChild?.localName === 'a' ? e.firstElementChild.textContent : e.firstChild.textContent)")
    pages = printed(page)
    assert len(rows) > 3
    for row in {re.sub(r"\s", "", r) for r in rows}:
        assert sum(sheet.count(row) for sheet in pages) >= sum(re.sub(r"\s", "", r) == row for r in rows), row


def test_a_report_prints_what_its_reader_has_unfolded(visit: Open, kinds: dict[str, str]) -> None:
    """The figures are a page of their own that the script unfolds in its place."""
    page = visit(kinds["report"]).page
    head = "点数字回到原句"
    assert head not in "".join(printed(page))
    page.locator("details.more > summary", has_text="全部数字").click()
    page.wait_for_selector("[data-unfolded] .all-figures")
    last = re.sub(r"\s", "", page.locator(".all-figures > li > :last-child > span > a:first-child").last.evaluate("a => a.firstChild.textContent"))
    pages = printed(page)
    first = next(i for i, sheet in enumerate(pages) if head in sheet)
    assert any(last in sheet for sheet in pages[first:])


@pytest.mark.parametrize("kind", ["topic", "agencies/"])
def test_a_topic_and_an_office_are_one_sheet(paper: Callable[[str], Page], kinds: dict[str, str], based_site: Path, kind: str) -> None:
    office = next((based_site / "agencies").glob("*/index.html"))
    page = paper(kinds.get(kind) or f"agencies/{office.parent.name}/")
    page.locator("main section").first.evaluate("e => { for (let i = 0; i < 40; i++) e.after(e.cloneNode(true)); }")
    pages = printed(page)
    assert len(pages) == 1
    assert page.locator("h1").inner_text() in pages[0]
    assert "非官方" in pages[0]
    assert ("机器读取" if kind == "topic" else "摘编") in pages[0]
    assert re.search(r"本站生成于\d{4}年\d+月\d+日", pages[0])
    page.get_by_label("打印整页，不压成一张").check()
    assert len(printed(page)) > 3


@each_edition
def test_a_form_is_one_page_with_room_to_write(tmp_path: Path, serve: Serve, paper: Callable[[str], Page], edition: str) -> None:
    root = small_site(tmp_path)
    (root / "content" / "columns").mkdir()
    rows = "\n".join(f"| {label} | |" for label in LABELS)
    text = f"---\ntitle: 依申请公开\nsummary: 怎样申请。\norder: 5\n---\n\n## 怎样交\n\n当面交。\n\n## 申请表\n\n| 项目 | 填写 |\n|---|---|\n{rows}\n"
    (root / "content" / "columns" / "request.md").write_text(text, encoding="utf-8")
    build(root, root / "site")
    page = paper(serve(root / "site") + edition + "request/")
    pages = printed(page)
    assert len(pages) == 2
    assert not [label for label in ("申请表", *LABELS) if label not in pages[1]]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 650, "height": 900})
    label, answer = (page.locator(f"table tbody {cell}").first.bounding_box() for cell in ("th", "td"))
    assert label
    assert answer
    assert answer["width"] > label["width"] * 1.2
    assert answer["height"] >= 48  # half an inch
