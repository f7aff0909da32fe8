"""Typed reading of one mapping: each shape, each mistake."""

from __future__ import annotations

from datetime import date

import pytest

from builder.content.fields import Reader
from builder.content.front_matter import Mapping, parse_yaml
from builder.problems import Problem


def reader(text: str) -> tuple[Reader, list[Problem]]:
    root, problems = parse_yaml(text, "a.md")
    assert isinstance(root, Mapping)
    return Reader(root, "a.md", problems), problems


def codes(problems: list[Problem]) -> list[str]:
    return [p.code for p in problems]


def test_absent_fields_are_silent_unless_required() -> None:
    r, problems = reader("x: 1\n")
    assert (r.text("a"), r.texts("b"), r.integer("c", 0, 9), r.flag("d"), r.day("e"), r.mapping_at("f"), r.pairs("g")) == ("", (), 0, False, None, None, ())
    assert problems == []
    assert r.text("h", required=True) == ""
    assert codes(problems) == ["field.required"]


@pytest.mark.parametrize(("written", "value"), [("true", True), ("是", True), ("False", False), ("否", False)])
def test_flags(written: str, value: bool) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.flag("a") is value
    assert problems == []


@pytest.mark.parametrize("written", ["maybe", "2", "[true]"])
def test_no_flags(written: str) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.flag("a", default=True) is True
    assert problems


@pytest.mark.parametrize(
    ("written", "day", "time"),
    [
        ("2025-02-08", date(2025, 2, 8), ""),
        ("2025-2-8", date(2025, 2, 8), ""),
        ("2025-02-08 09:30", date(2025, 2, 8), "09:30"),
        ('"2025-02-08T09:30:59"', date(2025, 2, 8), "09:30"),
    ],
)
def test_moments(written: str, day: date, time: str) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.moment("a") == (day, time)
    assert problems == []


@pytest.mark.parametrize("written", ["2025-02-30", "2025/02/08", "2025年2月8日", "昨天", "20250208", "0000-01-01"])
def test_no_dates(written: str) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.moment("a") == (None, "")
    assert codes(problems) == ["field.date"]


@pytest.mark.parametrize("written", ["20244", "-1", "二〇二四", "2024.0", "1948"])
def test_no_years(written: str) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.integer("a", 1949, 2100) == 0
    assert codes(problems) == ["field.integer"]


@pytest.mark.parametrize("written", ["Xiqu", "西区", "a_b", "-a", "a--b", "a/b"])
def test_no_identifiers(written: str) -> None:
    r, problems = reader(f"a: {written}\n")
    assert r.identifier("a") == ""
    assert codes(problems) == ["field.id"]


def test_one_text_is_a_list_of_one() -> None:
    r, problems = reader("a: 甲\nb: [甲, 乙]\n")
    assert (r.texts("a"), r.texts("b"), problems) == (("甲",), ("甲", "乙"), [])


def test_wrong_shapes_are_told_with_their_line() -> None:
    r, problems = reader("a: {x: 1}\nb:\n  - [1]\nc: 1\nd: [2]\n")
    r.texts("a"), r.texts("b"), r.mapping_at("c"), r.each("d", lambda inner: inner)
    assert [(p.code, p.location.line) for p in problems] == [("field.type", 1), ("field.type", 3), ("field.type", 4), ("field.type", 5)]


def test_nested_fields_are_named_in_full() -> None:
    r, problems = reader("source:\n  urll: x\n")
    inner = r.mapping_at("source")
    assert inner is not None
    inner.text("url")
    inner.close()
    (problem,) = problems
    assert (problem.field, problem.location.line, problem.action) == ("source.urll", 2, "改为“url”")


def test_a_choice_proposes_the_nearest() -> None:
    r, problems = reader("a: 总结会\nb: zongjie\n")
    assert r.choice("a", ["计划", "总结"]) == ""
    assert problems[0].action == "改为“总结”"
    assert r.choice("b", ["计划", "总结"], also=["zongjie"]) == "zongjie"


def test_unknown_keys_are_told_once_read_ones_are_not() -> None:
    r, problems = reader("title: a\ntitel: b\nextra: {c: d}\n")
    assert (r.text("title"), r.pairs("extra")) == ("a", (("c", "d"),))
    r.close()
    assert [(p.field, p.action) for p in problems] == [("titel", "改为“title”")]
