"""Deciding in the preview, with a real browser and without script: confirm a figure, add one that was missed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.commands.serve import ServeOptions, serve_site
from builder.devserver import Outcome
from tests.support import AS_OF, edit_report, small_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small_site(tmp_path)
    edit_report(tmp_path, "增长5%。", "增长5%。修好巷道廿一条。")
    return tmp_path


@pytest.fixture
def preview(root: Path) -> Iterator[str]:
    """The preview's address, once the first build is done."""
    addresses: list[str] = []
    outcomes: list[Outcome] = []
    stop = threading.Event()
    running = threading.Thread(
        target=serve_site, args=(ServeOptions(root, AS_OF, 0, "/x/"), addresses.append, outcomes.append, stop), daemon=True
    )
    running.start()
    wait(lambda: bool(outcomes))
    assert outcomes[0].published, outcomes[0].messages
    yield addresses[0].removesuffix("x/")
    stop.set()
    running.join(10)


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


def test_a_figure_is_confirmed_and_a_missed_one_added(browser: Browser, preview: str, root: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(preview + "_review/")
    assert page.locator("blockquote mark").first.inner_text() == "12亿元"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="读对了").first.click()
    assert "已写入 content/reports/a.review.yml" in page.get_by_role("status").inner_text()
    assert page.get_by_role("button", name="读对了").count() == 0

    form = page.locator("#add ~ form").first
    form.get_by_label("报告").select_option("qinghe-2024-zongjie")
    form.get_by_label("段落锚点").fill("s1-" + anchor(root))
    for label, text in (("句子里印的数字", "廿二条"), ("指标", "巷道"), ("年度", "2024"), ("数值", "21"), ("单位", "条"), ("理由", "程序漏读")):
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="补上").click()
    assert "没有“廿二条”" in form.get_by_role("alert").inner_text()
    assert form.get_by_label("理由").input_value() == "程序漏读"
    form.get_by_label("句子里印的数字").fill("廿一条")
    form.get_by_role("button", name="补上").click()
    assert "已写入" in page.get_by_role("status").inner_text()
    assert [e for e in errors if "422" not in e] == []

    def published() -> bool:
        page.goto(preview + "x/reports/qinghe-2024-zongjie/figures/")
        return page.locator(".all-figures .reviewed").count() == 2

    wait(published)
    assert (root / "content/reports/a.review.yml").read_text(encoding="utf-8").count("decision:") == 2
    context.close()


def anchor(root: Path) -> str:
    """The end of the address of the report's only paragraph."""
    from builder.commands.reading import read_content

    return read_content(root, AS_OF, "", 1).reports[0].paragraphs[0].id.removeprefix("s1-")


def test_another_start_refuses_the_form_of_this_one(browser: Browser, preview: str, root: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(preview + "_review/")
    page.evaluate("document.querySelectorAll('[name=token]').forEach((field) => (field.value = 'of another start'))")
    page.get_by_role("button", name="读对了").first.click()
    assert "请刷新后再决定" in page.locator("body").inner_text()
    assert not (root / "content/reports/a.review.yml").exists()
    context.close()
