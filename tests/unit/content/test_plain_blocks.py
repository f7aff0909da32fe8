"""The quick way from units to drafts reads as the Markdown converter does; only what needs the converter goes through it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.draft import Draft, walk_drafts
from builder.content.drafts import make_drafts
from builder.content.front_matter import split_front_matter
from builder.content.inline_marks import mark_units
from builder.content.plain_blocks import blocks_of, read_plain
from builder.content.prose_lines import Unit, read_prose
from builder.content.raw_html import read_html

ROOT = Path(__file__).parents[3]
REPORTS = sorted(
    path for site in ("content", "examples/provinces/content", "tests/sites/complete/content") for path in (ROOT / site / "reports").rglob("*.md")
)
# Whatever means something in Markdown or HTML somewhere, and what only looks like it.
PIECES = [
    "# 题", "## 题 ##", "####### 七级", "#", "- 一项", "* 二项", "+ 三项", "- [x] 做完", "1. 甲项", "2. 乙项", "3. 丙项", "1986. 建成。", "  - 里面一项",
    "    四个空格", "　　两个全角空格", "> 引文", "> - 引文里的一项", "---", "***", "- - -", "===", "| 甲 | 乙 |", "|---|---|", "| 1 | 2 |", "| 3 |", "|---|",
    "甲|乙", "-|-", "| 4&nbsp; | **5** | 6 |", ": 义", "[注]: 快报数", "[1]: https://a.example/ \"题\"", "[字][1]", "[字](https://a.example/)", "[字](javascript:1)",
    "![图](a.png)", "<b>粗", "</b>", "<br>", "<table><tr><td>格</td></tr></table>", "<ul><li>项", "</ul>", "<div>", "</div>", "<p>", "<!-- 注 -->", "`码`", "``",
    "\\*", "&amp;", "&nbsp;", "<", "5*3*2米", "张**、李**", "**重点**", "*轻*", "_轻_", "~~删~~", "<sub>2</sub>", "<a href=\"https://a.example\">链</a>",
    "<s>删</s>", "<em>", "</em>", "<pre>码\n码</pre>", "<blockquote>引", "</blockquote>", "\xa0", "\u2028", "+5%", "-3%", "修路12公里。", "一是办学。", "（一）甲", "，", "  ",
]  # fmt: skip
BODIES = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n\n", "\n\n", "\n", "\n", "", " ", "  \n"])), max_size=12).map(
    lambda pieces: "".join(piece + end for piece, end in pieces)
)


def units_of(text: str) -> list[Unit]:
    prose = read_prose(read_html(text, 1, "")[0], "")
    return mark_units(prose.units, prose.definitions, "")[0]


def shown(drafts: Sequence[Draft]) -> list[object]:
    """All that a draft says but its line, which the slow way guesses from the words."""
    return [
        (d.kind, d.text, d.inlines, d.level, d.number, d.ordered, d.first, d.header_rows, d.caption, [shown(group) for group in d.children]) for d in drafts
    ]


def assert_same(text: str) -> None:
    units = units_of(text)
    assert shown(make_drafts(units)) == shown(make_drafts(units, quick=False))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reports_read_the_same_either_way(path: Path) -> None:
    assert_same(split_front_matter(path.read_text(encoding="utf-8"), "")[2])


@given(BODIES)
def test_any_body_reads_the_same_either_way(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "- 甲\n- 乙\n\n- 丙\n",  # one list, a blank line in it
        "1. 甲\n2. 乙\n\n3. 丙\n\n5. 戊\n\n1. 甲\n",  # numbers say where a list goes on
        "- 甲\n\n1. 乙\n\n- 丙\n",
        "- 甲\n  - 里面\n\n- 乙\n\n一段。\n\n- 另一列\n",  # only the first list needs the converter
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 | \n| **3** |\n\n一段。\n",
        "| 甲 | 乙 |\n|---|---|\n",
        "一段\n![图](a.png)\n另一段\n",  # the image leaves a blank line
        "<b>一段\n\n到另一段</b>\n\n第三段\n",
        "词\n\n:   义\n\n一段\n",
        "> 引文\n\n> 引文\n\n一段\n",
        "甲[乙](https://a.example/)丙**丁**\n戊\n",
    ],
)
def test_what_stands_beside_what_is_the_same(text: str) -> None:
    assert_same(text)


def test_plain_prose_needs_no_converter() -> None:
    for path in REPORTS:
        blocks = blocks_of(units_of(split_front_matter(path.read_text(encoding="utf-8"), "")[2]))
        assert all(drafts is not None for drafts in read_plain(blocks)), path


def test_the_converter_is_not_even_loaded_for_it() -> None:
    code = f"""
import sys
from builder.content.drafts import read_markdown
text = open({str(REPORTS[0])!r}, encoding="utf-8").read()
read_markdown(text.partition("\\n---\\n")[2], 1)
sys.exit("markdown" in sys.modules or "lxml" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@given(st.lists(st.sampled_from(["同一句。", "修路12公里。", "## 题", "- 项", "甲\n乙", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"]), min_size=1, max_size=8))
def test_a_text_knows_its_own_line(blocks: list[str]) -> None:
    """Equal texts too: the second is not said to stand where the first does."""
    text = "\n\n".join(blocks)
    lines = text.split("\n")
    found = [d for d in walk_drafts(make_drafts(units_of(text))) if d.text]
    assert all(d.text[:1] in lines[d.line - 1] for d in found)
    paragraphs = [d.line for d in found if d.kind in {"text", "heading"} and "|" not in lines[d.line - 1]]
    assert paragraphs == sorted(set(paragraphs))
