"""Every Chinese character and digit of a body stands in what was read from it, in order, or a finding names its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.content.draft import Draft, walk_drafts
from builder.content.drafts import read_markdown
from builder.content.lost_text import check_nothing_lost
from builder.content.opaque import Line
from builder.text import HAN

PIECES = st.sampled_from([
    "全年完成", "投资7亿元", "增长5%", "。", "，", "：", "2024", "12", "1.", "3.", "1986.", "08.", "1）", "（二）", "一、", "二、三产业", "①", "5*3*2米",
    "*", "**", "***", "_", "__", "~~", "138****8000", "|", "|---|---|", "||", "\\|", "\\*", "\\", "[注]:", "[1]:", "[//]:", "[^1]:", "[甲]", "[甲](乙)",
    "[甲](https://a.cn/5)", '[甲](reports/x/ "题5")', "![图5](a.png)", "]", "[", "(", ")", "`", "`甲5`", "```", "<", ">", ">5%", "<b>", "</b>", "<p>", "</p>",
    "<div>", "</div>", "<ul>", "<li>", "</ul>", "</li>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<br>", "<b、c>", "<u>", "<span hidden>",
    "</span>", "<!--", "-->", "<script>", "</script>", "<hr>", "&amp;", "&lt;", "&", "#", "##", "#1", "-", "+", "---", "===", "~", ":", "☑", "[x]",
    "[ ]", "abc",
])  # fmt: skip
SPACES = st.sampled_from(
    [
        "",
        "",
        "",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "\n    ",
        "  \n",
        "\n　　",
        "\t",
        "\n- ",
        "\n1. ",
        "\n2. ",
        "\n> ",
        "\n| ",
        " | ",
        "\n## ",
    ]
)
BODIES = st.lists(st.tuples(PIECES, SPACES), max_size=24).map(lambda parts: "".join(a + b for a, b in parts))


def said(drafts: list[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield draft.text
        for k, group in enumerate(draft.children):
            if draft.ordered:
                yield str(draft.first + k)
            yield from said(list(group))


def words(text: str) -> str:
    return re.sub(rf"[^{HAN}0-9]", "", text)


def text_of(source: str) -> str:
    """The words of a source; an address is none of them."""
    return words(re.sub(r"\]\([^()\s]*\)", "", source))


_DEFINED = re.compile(rf"\s*\[([^\[\]]*)\]:[^\s{HAN}0-9]+\s*\Z")


def is_address(line: str, body: str) -> bool:
    """``[注]:##`` where another place says [注]: where that leads, no words of its own."""
    match = _DEFINED.match(line)
    return match is not None and body.count(f"[{match[1]}]") > 1


def in_order(wanted: str, made: str) -> bool:
    rest = iter(made)
    return all(character in rest for character in wanted)


@settings(max_examples=300, deadline=None)
@given(BODIES)
@example("[注]:\n[注]:##")
def test_all_is_there_or_told(body: str) -> None:
    drafts, problems = read_markdown(body, 1, "a.md")
    told = {p.location.line for p in problems}
    if any(p.code in {"body.comment", "body.hidden", "body.html", "body.lost"} for p in problems):
        return  # these may reach over several lines; they have their own tests
    kept = "".join(text_of(line) for number, line in enumerate(body.split("\n"), 1) if number not in told and not is_address(line, body))
    assert in_order(kept, words("".join(said(drafts))))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲乙5。，*_~|[]()<>!#`\\&;:-+1.） \n　", max_size=80))
def test_no_letter_of_prose_vanishes_unheard(body: str) -> None:
    drafts, problems = read_markdown(body, 1, "a.md")
    if not problems:
        assert in_order(text_of(body), words("".join(said(drafts))))


def test_the_net_names_the_line_and_the_words() -> None:
    lines = [Line(3, "甲乙丙"), Line(4, "完成7亿元，增长5%。"), Line(5, "丁戊")]
    found = list(
        check_nothing_lost(
            lines, [Draft("text", "甲乙丙"), Draft("text", "完成亿元，增长5%。"), Draft("text", "丁戊")], "a.md", frozenset()
        )
    )
    assert [(p.location.line, p.severity, p.code) for p in found] == [(4, "error", "body.lost")]
    assert "“7”" in found[0].found


def test_the_net_sees_a_list_renumbered() -> None:
    lines = [Line(1, "1. 甲甲"), Line(2, "5. 乙乙")]
    drafts = [Draft("list", ordered=True, children=((Draft("text", "甲甲"),), (Draft("text", "乙乙"),)))]
    (problem,) = check_nothing_lost(lines, drafts, "a.md", frozenset())
    assert problem.location.line == 2
    assert list(check_nothing_lost(lines, drafts, "a.md", frozenset({2}))) == []


@pytest.mark.parametrize(
    "source",
    [
        "投资12<br>34亿元", "投资12  \n34亿元", "| 甲 | 乙 |\n|---|---|\n| 12<br>34 | 5 |", "<ul><li>甲12<hr>34</li></ul>", "<p>甲12<div>34</div></p>",
        "<div>甲12<b><p>34</p></b></div>", "<table><tr><td><p>12</p><p>34</p></td><td>5</td></tr></table>", "<table><tr><td>12<section>34</section></td></tr></table>",
        "<ul><li>12<ul><li>34</li></ul></li></ul>", "<blockquote>12<div>34</div></blockquote>",
    ],
)  # fmt: skip
def test_two_numbers_never_become_one(source: str) -> None:
    drafts, _ = read_markdown(source, 1)
    assert "1234" not in "\n".join(draft.text for draft in walk_drafts(drafts))
