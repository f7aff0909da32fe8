"""YAML with line numbers, and the cut between record and body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.front_matter import LARGEST, Mapping, Node, Scalar, Sequence, parse_yaml, split_front_matter


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
        ("a: * x\n", 1, "加引号"),
        ("a: - x\n", 1, "新的一行"),
        ("a: 1\n- b\n", 2, "缩进"),
        ("a: 1\n---\nb: 2\n", 2, "---"),
    ],
)
def test_a_fault_says_line_and_reason(text: str, line: int, said: str) -> None:
    root, (problem,) = parse_yaml(text, "a.md")
    assert root is None
    assert (problem.code, problem.location.line) == ("yaml.syntax", line)
    assert said in problem.found


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: &x [*x, *x, *x]\n", 1, "&x"),
        ("a: *x\n", 1, "*x"),
        ("a: 1\nb: &x 2\nc: *x\n", 2, "&x"),
        ("a: {b: 1, <<: {c: 2}}\n", 1, "<<"),
        ("&a k: 1\n", 1, "&a"),
    ],
)
def test_what_stands_for_something_else_is_refused_where_it_stands(text: str, line: int, said: str) -> None:
    root, (problem,) = parse_yaml(text, "a.md")
    assert root is None
    assert (problem.code, problem.location.line) == ("yaml.alias", line)
    assert said in problem.found


@pytest.mark.parametrize("text", ["a: !!python/object/apply:os.system ['id']\n", "a: !important 甲\n", "a: !!int 1\n", "!x {a: 1}\n"])
def test_a_tag_is_refused_where_it_stands(text: str) -> None:
    root, (problem,) = parse_yaml(text, "a.md")
    assert root is None
    assert (problem.code, problem.location.line) == ("yaml.tag", 1)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a0: &a0 [" + "x," * 9 + "]\n" + "".join(f"a{i}: &a{i} [" + f"*a{i - 1}," * 9 + "]\n" for i in range(1, 30))
    root, problems = parse_yaml(bomb, "a.yml")
    assert (root, [(p.code, p.location.line) for p in problems]) == (None, [("yaml.alias", 1)])


@pytest.mark.parametrize("text", ["a: '*x & <<'\n", 'a: "&x"\n', "a: 甲&乙*丙\n", "'<<': 1\n"])
def test_signs_in_quotes_or_inside_a_word_are_text(text: str) -> None:
    one(text)


def test_a_document_of_any_size_ends() -> None:
    root, (problem,) = parse_yaml("a: [" + "[]," * LARGEST + "]\n", "a.yml", 3)
    assert (root, problem.code, problem.location.line) == (None, "yaml.size", 3)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_of_any_depth_ends(opening: str) -> None:
    for depth in (40, 100_000):
        root, problems = parse_yaml(opening * depth, "a.yml")
        assert root is None
        assert {p.code for p in problems} <= {"yaml.depth", "yaml.syntax"}
        assert problems


@pytest.mark.parametrize(
    ("text", "line", "code", "said"),
    [
        ("a: 1\nb: \x07\n", 2, "text.control", "U+0007"),
        ('a: 1\nb: "甲\\x01"\n', 2, "text.control", "U+0001"),
        ('"甲\\0": 1\n', 1, "text.control", "U+0000"),
        ('a: "\\uFFFE"\n', 1, "text.control", "U+FFFE"),
        ('a: "\\u202e"\n', 1, "text.bidi", "U+202E（强制从右到左）"),
        ("a: 甲\u2066乙\n", 1, "text.bidi", "U+2066"),
        ("a: 甲\u200b乙\n", 1, "text.unseen", "U+200B（零宽空格）"),
        ('a: "\u200b"\n', 1, "text.unseen", "U+200B（零宽空格）"),
    ],
)
def test_characters_that_are_no_text_are_told_once_and_the_rest_is_read(text: str, line: int, code: str, said: str) -> None:
    root, (problem,) = parse_yaml(text, "a.yml")
    assert isinstance(root, Mapping)
    assert (problem.location.line, problem.code) == (line, code)
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
