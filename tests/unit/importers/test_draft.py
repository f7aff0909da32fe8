"""Markdown gives back what was written, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content.front_matter import Mapping, Scalar, parse_yaml
from builder.content.sections import parse_body
from builder.importers.draft import escape, to_front_matter, to_markdown
from builder.importers.outline import Piece

TRAPS = [
    "2024. 年度任务", "1. 甲", "# 甲", "#甲", "> 甲", "- 甲", "+ 甲", "* 甲", "*甲*乙", "_甲_", "__甲__后", "a_b_c", "<b>甲</b>", "1<2", "甲 & 乙 &copy; R&D", "&#1", "&copy甲",
    "[甲](乙)", "[1]: 丙", "[注]: 丙", "[^1]: 丙", "[//]: # (丙)",
    "- [x] 甲", "5*3*2米", "张**、李**", "<!-- 甲 -->", "<span hidden>甲</span>", "1）甲", "08. 甲", ">5%", "#1机组",
    "`甲`", "\\甲\\*", "---", "===", "| 甲 | 乙 |", ": 甲", "![甲](b.png)", "甲\\", "~~~", "~~甲~~", "<https://a.example>", "+86 10", "—— 甲",
]  # fmt: skip


@pytest.mark.parametrize("text", TRAPS)
def test_a_paragraph_survives(text: str) -> None:
    body = parse_body(to_markdown([Piece("前文", 1), Piece(text, 2), Piece("后文", 3)]))
    assert [p.text for p in body.paragraphs] == ["前文", text, "后文"]
    assert not body.sections


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="甲乙12.#*_`<>[]()!-+|\\&;:~ ab", min_size=1, max_size=24).map(str.strip).filter(bool))
def test_any_paragraph_survives(text: str) -> None:
    body = parse_body(to_markdown([Piece("前文", 1), Piece(" ".join(text.split()), 2)]))
    assert " ".join(p.text for p in body.paragraphs[1:]) == " ".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="甲12.#*_`<>[]()-|\\&;:~ ab", max_size=6), min_size=2, max_size=2), min_size=2, max_size=3))
def test_any_table_survives(rows: list[list[str]]) -> None:
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    (block,) = parse_body(to_markdown([Piece("", 1, rows=tuple(map(tuple, rows)))])).blocks
    assert [[cell.text for cell in row] for row in (block.header, *block.rows)] == rows


@pytest.mark.parametrize("text", ["一、甲#", "一、C#与C++", "一、*甲*"])
def test_a_heading_survives(text: str) -> None:
    (section,) = parse_body(to_markdown([Piece(text, 1, 1)])).sections
    assert section.title == text


def test_ordinary_prose_is_not_disfigured() -> None:
    text = "完成投资1.5亿元（含R&D经费），增长3.2%；网址http://a.example/b_c。"
    assert escape(text) == text


def test_values_that_yaml_would_misread() -> None:
    values = [("a", "甲: 乙"), ("b", "#1"), ("c", '他说"好"'), ("d", "2024-01-17 09:55"), ("e", ""), ("f", "- 甲"), ("g", "[甲]")]
    root, problems = parse_yaml(to_front_matter([*values, ("h", ["甲,乙", "丙"]), ("i", {"url": "https://a.example/?a=1,2"}), ("j", {})]), "x")
    assert not problems
    assert isinstance(root, Mapping)
    assert [node.value for _, node in root.entries[:7] if isinstance(node, Scalar)] == [value for _, value in values]
