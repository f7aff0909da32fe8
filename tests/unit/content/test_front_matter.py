"""YAML with line numbers, and the cut between record and body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.front_matter import Mapping, Node, Scalar, Sequence, parse_yaml, split_front_matter


def one(text: str) -> Node:
    root, problems = parse_yaml(text, "a.yml")
    assert problems == []
    assert root is not None
    return root


def test_every_node_knows_its_line() -> None:
    root = one("a: 1\nb:\n  - x\n  - {c: 2}\n")
    assert isinstance(root, Mapping)
    inner = root.get("b")
    assert isinstance(inner, Sequence)
    assert [i.line for i in inner] == [3, 4]
    assert [key.line for key, _ in root.entries] == [1, 2]


def test_lines_count_from_the_given_one() -> None:
    root, problems = parse_yaml("a: 1\na: 2\n", "a.md", first_line=10)
    assert isinstance(root, Mapping)
    assert [p.location.line for p in problems] == [11]


@pytest.mark.parametrize("text", ["12:30", "no", "1_000", "2025-01-02", "0x10", "1e3", "007"])
def test_scalars_stay_as_written(text: str) -> None:
    root = one(f"a: {text}\n")
    assert isinstance(root, Mapping)
    assert root.get("a") == Scalar(text, 1)


@pytest.mark.parametrize("text", ["~", "null", ""])
def test_nothing_is_an_empty_string(text: str) -> None:
    root = one(f"a: {text}\n")
    assert isinstance(root, Mapping)
    assert root.get("a") == Scalar("", 1)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('a: "经济\n', 1, "引号没有成对"),
        ("a: 1\nb: 甲: 乙\n", 2, "冒号"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "方括号"),
        ("a:\n\tb: 1\n", 2, "缩进要用空格"),
        ("a: %x\n", 1, "加引号"),
        ("a: *x\n", 1, "加引号"),
        ("a: - x\n", 1, "新的一行"),
        ("a: 1\n- b\n", 2, "缩进"),
        ("a: \x07\n", 1, "不能读取的字符"),
    ],
)
def test_a_fault_says_line_and_reason(text: str, line: int, said: str) -> None:
    root, (problem,) = parse_yaml(text, "a.md")
    assert root is None
    assert (problem.code, problem.location.line) == ("yaml.syntax", line)
    assert said in problem.found


def test_a_bomb_of_depth_is_cut() -> None:
    _, problems = parse_yaml("a: " + "[" * 40 + "]" * 40, "a.md")
    assert {p.code for p in problems} == {"yaml.depth"}


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    parse_yaml(text, "a.md")
    split_front_matter(text, "a.md")


def test_front_matter_and_body_are_cut_with_their_lines() -> None:
    front, front_line, body, body_line, problems = split_front_matter("---\nid: a\ntitle: b\n---\n\n正文\n---\n", "a.md")
    assert (front, front_line, body, body_line, problems) == ("id: a\ntitle: b", 2, "\n正文\n---\n", 5, [])
