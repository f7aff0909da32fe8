"""Markdown files: heads, tables, words without their marks."""

from __future__ import annotations

from builder.importers.markdown import read


def test_heads_tables_and_words() -> None:
    source = read("# 某所2025年工作总结\n\n## 一、**绿化**\n\n植树**30**棵。\n\n| 事项 | 数量 |\n|---|---|\n| 植树 | 30 |\n\n完。\n".encode())
    assert [(line.kind, line.level, line.text, line.number) for line in source.lines] == [
        ("heading", 1, "某所2025年工作总结", 1),
        ("heading", 2, "一、绿化", 3),
        ("text", 0, "植树30棵。", 5),
        ("table", 0, "事项 数量 植树 30", 7),
        ("text", 0, "完。", 11),
    ]
    assert source.lines[3].rows == (("事项", "数量"), ("植树", "30"))


def test_a_front_matter_is_left_out_and_said_so() -> None:
    source = read("---\ntitle: 甲\n---\n正文第一句。\n".encode())
    assert [(line.text, line.number) for line in source.lines] == [("正文第一句。", 4)]
    assert "信息栏" in source.notes[0].text
