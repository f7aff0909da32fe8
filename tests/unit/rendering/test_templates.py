"""Templates hold markup only: short lines, one class for what is only heard, and each component as a macro with an example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from builder.pages.charts import Bar, Chart
from builder.pages.key_figures import FigureText
from builder.pages.ledger_cells import Cell, Column, Line, ThemeGroup
from builder.pages.ledger_views import FigureLink, Promise, StatusCount, StatusGroup
from builder.pages.page import Link
from builder.pages.record import Download, RecordField
from builder.pages.searched import Searched
from builder.pages.statuses import STATUS_BY_ID
from builder.rendering.env import make_environment
from builder.rendering.faults import unused_blocks

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[2] / "templates"
LONGEST = 200


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_template_is_read_without_scrolling_sideways(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = [f"{number}: {len(line)}" for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]
    assert not long
    assert not re.search(r"\bt\('", text), "words stand in the template as they are (docs/decisions/0015-interface-words.md)"
    assert "visually-hidden" not in text, "what is only heard has the class heard"


def figure(text: str, kind: str, **more: Any) -> FigureLink:
    tag = "plan" if kind == "目标" else "done"
    quote = f"新增公办学位{text}"
    return FigureLink(text, kind, tag, 2025, "reports/a/#s1", "松岭县2025年工作计划", quote, ((6, 6 + len(text), "figure"),), excerpt=True, beside_kind=text, **more)


def promise(number: int, outcome: FigureLink | None, **more: Any) -> Promise:
    values = {"reason": "", "self_reported": "", "places": (), "searched": (), "search": "", "reviewed": False, "wrong": "", **more}
    return Promise(f"m-{number}", "新增公办学位", "ledger/new-school-places/", 2025, figure("900个", "目标"), outcome, **values)


def values() -> dict[str, Any]:
    """What a site would show of an invented office."""
    met, likely, silent = (STATUS_BY_ID[x] for x in ("met", "possible", "not_found"))
    held = (Searched("松岭县2025年工作总结", "reports/b/", True, "https://example.org/b"),)
    decided = figure("881个", "完成", status=None, reviewed=True, correction="句子里写的是881个")
    groups = (
        StatusGroup("met", met, (promise(1, decided, self_reported="超额完成", reviewed=True, places=(figure("900个", "目标"),)),)),
        StatusGroup("possible", likely, (promise(2, figure("120个", "完成", own_name="幼儿园学位"), reason="名称不完全一样"), promise(3, figure("", "完成")))),
        StatusGroup("not-found", silent, (promise(4, None, searched=held, search="search/?q=学位", wrong="mailto:a@example.org"),)),
    )
    columns = (Column("2026", "本站未收", 2026, True), Column("2025", "", 2025, False), Column("2024", "只有总结", 2024, False))
    cells = (
        Cell(columns[0], (), (), (), "", ""),
        Cell(columns[1], (figure("900个", "目标", status=met, basis="按预计数"),), (decided,), (), "", ""),
        Cell(columns[2], (), (), (), "没有认出", ""),
    )
    bars = (Bar("2024年完成 300个", "done", 0, 1.6, 50.5, 0.9, 1.2), Bar("2025年目标 600个", "plan", 0, 4.6, 100, 0.9, 4.2))
    chart = Chart("松岭县：新增公办学位（单位个）", "2024年完成 300个；2025年目标 600个。", 100, 6, 0, bars, "空心虚线是目标，实心是完成", ("2023年结果：说法不同，不在图里。",))
    lines = (Line("new-school-places", "新增公办学位", "ledger/new-school-places/", cells, chart, ""),)
    key = SimpleNamespace(
        name="新增公办学位", kind="目标", year=2025, anchor="s1", figure=FigureText("约", "900", "个", "以上", "增长5%", "居全县第1位"), reviewed=True, status=met
    )
    record = (
        RecordField("标题", "松岭县2025年工作计划"),
        RecordField("发布机构", "松岭县人民政府", "agencies/songling/", inferred=True),
        RecordField("信息来源", "松岭县人民政府网站", external="https://example.org/a"),
        RecordField("索引号", "无", note="原件上没有"),
        RecordField("附件", "", files=(Download("附表", "reports/a/table.xlsx", "12 KB"),), links=(Link("说明", "help/"),)),
    )
    return {
        "promise": groups[0].promises[0], "key": key, "groups": groups, "counts": (StatusCount(met, 1, "ledger/list/met/", 1),),
        "listed": (StatusCount(silent, 1, "ledger/list/not-found/", 0),), "office": SimpleNamespace(themes=(ThemeGroup("教育", lines),), columns=columns),
        "chart": chart, "record": record,
    }  # fmt: skip


def woven(text: str, spans: Iterable[tuple[int, int, str]]) -> Markup:
    ((start, end, _),) = tuple(spans)
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])


@pytest.fixture(scope="module")
def page() -> Any:
    template = make_environment([HERE]).get_template("examples.html")
    return lxml.html.fromstring(template.render(url=lambda path: "../" + path, asset=lambda path: "../" + path, woven=woven, **values()))


@pytest.mark.parametrize("part", ["figure", "promise", "ledger", "ledger-elder", "chart", "record"])
def test_each_component_has_an_example(page: Any, part: str) -> None:
    (section,) = page.xpath(f'//section[@id="{part}"]')
    assert section.text_content().strip()
    assert all(a.text_content().strip() for a in section.iter("a")), "a link has words"
    assert all(cell.get("role") for cell in section.iter("td", "th")), "a table that is a list on a phone stays a table for who hears it"


def test_an_example_says_what_its_values_say(page: Any) -> None:
    said = re.sub(r"\s+", "", page.text_content())
    for words in ("超额完成", "可能说的是同一件事：幼儿园学位", "不作判断", "2025年只查了摘编", "按预计数", "更正：句子里写的是881个", "同一目标还写在", "推断", "附表（12KB）"):
        assert words in said
    (drawing,) = page.xpath('//section[@id="chart"]//*[@role="img"]')
    assert drawing.get("aria-label") == "松岭县：新增公办学位（单位个）：2024年完成 300个；2025年目标 600个。"
    ids = [e.get("id") for e in page.xpath('//section[@id!="ledger-elder"]/descendant::*[@id]')]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{% extends "@base/pages/report.html" %}\n{% block main %}字{% endblock %}', "没有叫“main”的区块"),
        ('{% extends "@base/pages/report.html" %}\n{% block content %}{% block inner %}字{% endblock %}{% endblock %}', ""),
        ('{% extends "@base/base.html" %}\n{% block title %}字{% endblock %}', ""),
        ("{% block anything %}字{% endblock %}", ""),
        ('{% extends "gone.html" %}\n{% block main %}字{% endblock %}', ""),
    ],
)
def test_a_block_that_the_extended_template_does_not_have(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "report.html").write_text(text, encoding="utf-8")
    found = list(unused_blocks(make_environment([tmp_path]), tmp_path))
    assert [(p.location.path, p.location.line, said in p.found) for p in found] == ([("templates/pages/report.html", 2, True)] if said else [])
