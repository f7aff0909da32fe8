"""Characters that no page, feed or terminal may be given: named with code point and line wherever text comes in."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.characters import check_body, check_parsed, check_text, clean, clean_body
from builder.content.read import read_report
from builder.content.site_files import parse_agencies, parse_column, parse_site
from builder.content.terms import parse_terms
from builder.content.topics import parse_topics
from builder.model import Block, Inline, Paragraph, Section
from builder.problems import Problem
from tests.support import REPORT


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[int, str, str]]:
    return [(p.location.line, p.severity, p.code) for p in problems if p.code.startswith("text.")]


@pytest.mark.parametrize("code", [0x0, 0x1, 0x8, 0xB, 0xC, 0x1B, 0x1F, 0x7F, 0x80, 0x9F, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xD800])
def test_controls_and_non_characters_are_refused(code: int) -> None:
    (problem,) = check_text(f"甲\n乙{chr(code)}丙", "a.md", 5)
    assert (problem.severity, problem.code, problem.location.line) == ("error", "text.control", 6)
    assert f"U+{code:04X}" in problem.found
    assert clean(f"甲{chr(code)}乙") == "甲乙"


@pytest.mark.parametrize("code", [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x61C])
def test_what_turns_text_around_is_named(code: int) -> None:
    (problem,) = check_text(f"甲{chr(code)}乙", "a.md")
    assert (problem.severity, problem.code) == ("error", "text.bidi")
    assert re.search(f"U\\+{code:04X}（[一-龥]+）", problem.found)


@pytest.mark.parametrize("code", [0xAD, 0x200B, 0x200D, 0x2060, 0xFEFF, 0xE0041])
def test_what_cannot_be_seen_is_a_warning_and_stays(code: int) -> None:
    (problem,) = check_text(f"甲{chr(code)}乙", "a.md")
    assert (problem.severity, problem.code) == ("warning", "text.unseen")
    assert clean(f"甲{chr(code)}乙") == f"甲{chr(code)}乙"


@pytest.mark.parametrize("text", ["甲\t乙\r\n丙\n", "\u3000 \xa0\u2003", "𠮷龘\ue000\U000f0000", "–—“”‘’…·〇○①㎡℃", "😀", "e\u0301"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert check_body(text, "a.md") == []
    assert clean_body(text) == text


def test_whatever_is_told_is_told_of_a_text_without_anything_else() -> None:
    """The quick look at a whole text passes over nothing that the look at each character tells."""
    odd = (0x0, 0x8, 0xB, 0x1F, 0x7F, 0x9F, 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xD800, 0xDFFF)
    planes = [plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)]
    for code in (*odd, *range(0xFDD0, 0xFDF0), 0xFEFF, *planes, *range(0xE0000, 0xE0080)):
        for text in (chr(code), f"甲\u3000{chr(code)}\n乙"):
            assert check_text(text, "a.md"), hex(code)


def test_many_of_one_character_are_one_finding() -> None:
    (problem,) = check_text("\x01\n甲\n\x01\x01\n" + "\x01\n" * 9, "a.md", 3)
    assert problem.location.line == 3
    assert "共 12 处：第 3、5、6、7、8 等 行" in problem.found


@pytest.mark.parametrize(
    ("written", "code"),
    [("&#1;", "text.control"), ("&#1", "text.control"), ("&#x01;", "text.control"), ("&#X1F;", "text.control"), ("&#xFFFE;", "text.control"),
     ("&#0;", "text.control"), ("&#00000000000001;", "text.control"), ("&#xD800;", "text.control"), ("&#x202e;", "text.bidi"), ("&#8238", "text.bidi"),
     ("&lrm;", "text.bidi"), ("&rlm;", "text.bidi"), ("&shy;", "text.unseen"), ("&ZeroWidthSpace;", "text.unseen"), ("&#8203;", "text.unseen")],
)  # fmt: skip
def test_a_reference_is_what_it_stands_for(written: str, code: str) -> None:
    (problem,) = check_body(f"甲\n\n乙{written}丙", "a.md", 10)
    assert (problem.code, problem.location.line) == (code, 12)
    assert (clean_body(f"乙{written}丙") == "乙丙") == (code != "text.unseen")


@pytest.mark.parametrize("text", ["&amp;#1;", "&lt;", "&#20013;", "R&D", "&#x110000;", "&#99999999999999999999;", "&nichts;", "&#9;&#10;"])
def test_other_references_are_text(text: str) -> None:
    assert check_body(text, "a.md") == []
    assert clean_body(text) == text


@pytest.mark.parametrize(
    ("sections", "paragraphs", "blocks"),
    [
        ((Section("s1", 1, "一、", "甲\x07", line=3),), (), ()),
        ((), (Paragraph("p", "", "甲\x07", 3),), ()),
        ((), (Paragraph("p", "", "甲", 3, (Inline(0, 1, "a", "https://a.cn/\x07"),)),), ()),
        ((), (), (Block("list", items=((Block("quote", blocks=(Block("code", text="码\x07"),)),),)),)),
        ((), (), (Block("table", caption="表\x07"),)),
    ],
)
def test_the_last_look_sees_whatever_a_page_is_made_of(
    sections: tuple[Section, ...], paragraphs: tuple[Paragraph, ...], blocks: tuple[Block, ...]
) -> None:
    (problem,) = check_parsed(sections, paragraphs, blocks, "a.md")
    assert (problem.code, problem.location.line) == ("text.control", 0 if blocks else 3)


@given(st.text(max_size=60))
def test_after_cleaning_nothing_is_left_to_refuse(text: str) -> None:
    for cleaned in (clean(text), clean_body(text)):
        assert {p.severity for p in check_text(cleaned, "a.md")} <= {"warning"}
        assert not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r" for c in cleaned)


class TestWhereTextComesIn:
    def test_a_report(self) -> None:
        text = REPORT.replace("summary: 回顾全年工作。", 'summary: "回顾\\x1b[31m"\nextra: {"甲\\u202e": "乙\\uffff"}').replace("增长5%。", "增长&#1;5\u202e%。\u0000")
        found = read_report(text, "a.md", (), ()).problems
        assert sorted(told(found)) == [
            (7, "error", "text.control"), (8, "error", "text.bidi"), (8, "error", "text.control"),
            (13, "error", "text.bidi"), (13, "error", "text.control"), (13, "error", "text.control"),
        ]  # fmt: skip

    def test_markup_around_a_bad_character_raises_nothing(self) -> None:
        found = read_report(REPORT.replace("全年地区", "<div>&#1;<p>甲</p></div>\n\n<b>\x02</b>\n\n全年地区"), "a.md", (), ()).problems
        assert told(found) == [(12, "error", "text.control"), (14, "error", "text.control")]

    @pytest.mark.parametrize("parse", [parse_site, parse_agencies, parse_topics, parse_terms])
    def test_the_dictionaries(self, parse: object) -> None:
        _, problems = parse('- {id: a, name: "甲\\x01", gloss: 乙\u2066}\n', "a.yml")  # type: ignore[operator]
        assert told(problems) == [(1, "error", "text.bidi"), (1, "error", "text.control")]

    def test_columns(self) -> None:
        _, problems = parse_column('---\ntitle: "指南\\x01"\n---\n\n正文&#x2066;\n', "guide.md", "guide")
        assert told(problems) == [(2, "error", "text.control"), (5, "error", "text.bidi")]

    @pytest.mark.parametrize("name", ["", ".", "指南", "a b", "A", "a#b", "a.b"])
    def test_a_columns_file_name_is_its_address(self, name: str) -> None:
        _, problems = parse_column("---\ntitle: 指南\n---\n\n正文\n", f"{name}.md", name)
        assert [p.code for p in problems] == ["column.name"]
