"""No body keeps the program busy: what is longer or deeper than any report ends at once, with a finding; and no text goes with it."""

from __future__ import annotations

import time

import pytest

from builder.content.limits import BODY_LIMIT, LINES_LIMIT, NESTING_LIMIT, PARAGRAPH_LIMIT
from builder.content.sections import Body, parse_body
from tests.support import ROOT, sample

pytestmark = pytest.mark.whole

SECONDS = 20  # these took from many seconds to for ever; now a fraction of one, on a busy machine a few


def read(text: str) -> Body:
    start = time.process_time()
    body = parse_body(text, path="a.md")
    assert time.process_time() - start < SECONDS
    return body


def codes(body: Body) -> set[tuple[str, str]]:
    return {(p.severity, p.code) for p in body.problems}


@pytest.mark.parametrize(
    "text",
    ["![" * 20_000, "[a](" * 30_000, "<a " * 30_000, "`a" * 30_000, "甲" * (PARAGRAPH_LIMIT + 1), "[" * 30_000],
    ids=["images", "links", "tags", "ticks", "text", "brackets"],
)
def test_a_line_too_long(text: str) -> None:
    body = read(f"前文。\n\n{text}\n\n后文。")
    (problem,) = body.problems
    assert (problem.location.line, problem.severity, problem.code) == (3, "error", "body.limit")
    assert f"{PARAGRAPH_LIMIT}" in problem.expected
    assert [p.text for p in body.paragraphs][::2] == ["前文。", "后文。"]


@pytest.mark.parametrize(
    "sign",
    [
        "[",
        "![",
        "[a](",
        "[a](b/)",
        "<a ",
        "<",
        "`a",
        "*a，",
        "*a*，",
        "&amp;",
        "&",
        "<!--x",
        "<b>",
        "\\",
        "_a~~",
        "|",
        "#",
        "1. ",
        "- ",
        "> ",
    ],
)
def test_as_much_as_a_line_may_hold(sign: str) -> None:
    read(sign * (PARAGRAPH_LIMIT // len(sign)))


@pytest.mark.parametrize("line", sample(["- 甲\n", "甲\n\n", "## 一、甲\n", "1. 甲\n3. 乙\n", ": 甲\n\n", "<!--x-->\n\n"], every=2))
def test_as_many_lines_as_a_body_may_hold(line: str) -> None:
    read(line * (LINES_LIMIT // 4))


def test_a_body_too_long_or_with_too_many_lines() -> None:
    for text in ("甲" * 10_500_000, ("甲" * 99 + "\n") * (BODY_LIMIT // 99), "甲\n" * LINES_LIMIT):
        body = read(text)
        assert codes(body) == {("error", "body.limit")}
        assert body.paragraphs, "not empty: that would be another finding, and a wrong one"


def test_a_paragraph_of_many_lines_too_long() -> None:
    body = read("前文。\n\n" + "甲乙丙丁戊己庚辛壬癸\n" * (PARAGRAPH_LIMIT // 8))
    assert [(p.location.line, p.code) for p in body.problems] == [(3, "body.limit")]
    assert codes(read("<blockquote>\n" + "甲乙丙丁戊己庚辛壬癸\n" * (PARAGRAPH_LIMIT // 8) + "</blockquote>")) == {
        ("error", "body.limit")
    }


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * k + f"- 甲{k}" for k in range(250)),
        "\n\n".join("    " * k + f"1. 甲{k}" for k in range(250)),
        ">" * 250 + "甲",
        "> " * 250 + "甲",
        "- " * 250 + "甲",
        "<ul><li>" * 250 + "甲",
        "<b>" * 250 + "甲",
        "<blockquote>" * 250 + "甲" + "</blockquote>" * 250,
    ],
)
def test_nesting_too_deep(text: str) -> None:
    body = read(text)
    assert ("error", "body.limit") in codes(body)
    assert any(f"{NESTING_LIMIT} 层" in p.found for p in body.problems)


def test_divisions_do_not_nest() -> None:
    body = read("<div>" * 300 + "甲5" + "</div>" * 300)
    assert [p.text for p in body.paragraphs] == ["甲5"]


def test_a_list_as_deep_as_allowed_keeps_its_text() -> None:
    body = read("\n".join("    " * k + f"- 甲{k}" for k in range(NESTING_LIMIT)))
    assert [p.text for p in body.paragraphs] == [f"甲{k}" for k in range(NESTING_LIMIT)]
    assert body.problems == ()


def test_a_thousand_equal_passages_are_named_and_known_again() -> None:
    text = "甲\n\n" * 6_000
    body = read(text)
    start = time.process_time()
    assert parse_body(text, recorded=body.anchors).anchors == body.anchors
    assert time.process_time() - start < SECONDS


def test_the_reference_names_the_limits() -> None:
    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    numbers = f"不超过 {PARAGRAPH_LIMIT} 字，正文不超过 {BODY_LIMIT // 10_000} 万字、{LINES_LIMIT // 10_000} 万行，嵌套不超过 {NESTING_LIMIT} 层"
    assert numbers in written
