"""``gongkai explain``: from the sentence to the verdict, in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.reading import extract_rows
from builder.commands.explain import explain
from tests.support import AS_OF
from tests.unit.analysis.test_figures import make_report

HEAD = "---\nid: {id}\ntitle: 清河镇{title}\nagency: qinghe\nkind: {kind}\nyear: {year}\n---\n\n"


def make_site(root: Path, plan: str, summary: str) -> Path:
    folder = root / "content" / "reports"
    folder.mkdir(parents=True)
    (root / "content" / "site.yml").write_text("name: 清河镇政府信息公开\n", encoding="utf-8")
    (root / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府, aliases: [清河镇]}\n", encoding="utf-8")
    for id_, title, kind, year, body in (
        ("plan", "2024年工作计划", "计划", 2024, plan),
        ("done", "2024年工作总结", "总结", 2024, summary),
    ):
        (folder / f"{id_}.md").write_text(HEAD.format(id=id_, title=title, kind=kind, year=year) + body + "\n", encoding="utf-8")
    return root


def told(root: Path, place: str, as_of: date = AS_OF) -> str:
    return "\n".join(explain(root, place, as_of)[0])


def first_anchor(root: Path, report: str) -> str:
    from builder.commands.reading import read_content

    content = read_content(root, AS_OF, "", 1)
    return next(r for r in content.reports if r.id == report).paragraphs[0].id


def test_a_figure_is_told_from_its_sentence_to_its_verdict(tmp_path: Path) -> None:
    root = make_site(tmp_path, "新建公园超过2座。", "新建公园3座，二元结构没有改变，第5个项目投产。")
    text = told(root, f"plan#{first_anchor(root, 'plan')}")
    assert "原文：新建公园超过2座。" in text
    assert "［number.qualifier］" in text
    assert "数据：新建公园　目标　2024年　超过2座" in text
    assert "对应：完成“新建公园3座”" in text
    assert "台账：达到" in text
    other = told(root, f"done#{first_anchor(root, 'done')}")
    assert "［trap.ordinal］" in other
    assert "数据：新建公园　完成　2024年　3座" in other


@pytest.mark.whole
def test_whatever_read_a_row_has_words_for_readers() -> None:
    rules, _ = load_rules()
    told = {id_ for r in rules.grammar.rules for row in extract_rows(make_report(r.example), "both", rules) for id_ in row.because}
    assert [id_ for id_ in sorted(told) if not rules.grammar.note(id_)] == []
    assert len(told) > 20


def test_no_place_no_lines(tmp_path: Path) -> None:
    root = make_site(tmp_path, "新建公园2座。", "新建公园3座。")
    assert told(root, "plan#nowhere") == ""
    assert told(root, "nobody#s1") == ""


def test_units_that_a_site_adds_meet(tmp_path: Path) -> None:
    root = make_site(tmp_path, "数据存量达到2PB。", "数据存量达到2100TB。")
    units = "units:\n  - {dimension: data, shown_as: 数据量, sizes: {TB: 1, PB: 1000}}\n"
    (root / "content" / "indicators.yml").write_text(units, encoding="utf-8")
    assert "台账：达到" in told(root, f"plan#{first_anchor(root, 'plan')}")
