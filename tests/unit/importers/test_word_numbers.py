"""Word's automatic numbers are written out as Word shows them: five templates, restarts, starts, styles."""

from __future__ import annotations

import pytest

from builder.importers.numerals import show_number
from builder.importers.word import read
from tests.word_files import CHAPTERS, DECIMAL, GONGWEN, TEMPLATES, Word, abstract, number

# What a template shows for the levels 0 1 2 2 1 0 1, and deeper where it goes deeper.
SHOWN = {
    "gongwen": ["一、甲", "（一）甲", "1.甲", "2.甲", "（二）甲", "二、甲", "（一）甲"],
    "parts": ["第一部分 甲", "一、甲", "（一）甲", "（二）甲", "二、甲", "第二部分 甲", "一、甲"],
    "decimal": ["1.甲", "1.1 甲", "1.1.1 甲", "1.1.2 甲", "1.2 甲", "2.甲", "2.1 甲"],
    "chapters": ["第一章 甲", "第一节 甲", "甲、甲", "乙、甲", "第二节 甲", "第二章 甲", "第一节 甲"],
    "mixed": ["I.甲", "A.甲", "a)甲", "b)甲", "B.甲", "II.甲", "A.甲"],
}
DEPTHS = (0, 1, 2, 2, 1, 0, 1)


def texts(word: Word) -> list[str]:
    return [line.text for line in read(word.data()).lines]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_levels_count_and_start_again(name: str) -> None:
    word = Word.template(name)
    for depth in DEPTHS:
        word.item("甲", depth)
    assert texts(word) == SHOWN[name]


def test_all_five_levels_of_a_government_paper() -> None:
    word = Word.template("gongwen")
    for depth in range(5):
        word.item("甲", depth)
    word.item("甲", 4)
    assert texts(word) == ["一、甲", "（一）甲", "1.甲", "(1)甲", "①甲", "②甲"]


def test_text_between_does_not_stop_the_count() -> None:
    word = Word.template("gongwen")
    for n in range(1, 13):
        word.item(f"第{n}项")
        word.say("正文。")
    assert texts(word)[::2] == [f"{n}、第{i}项" for i, n in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)]


def test_a_list_that_starts_elsewhere() -> None:
    word = Word([abstract(0, GONGWEN, {0: '<w:start w:val="3"/>'})], [number(1, 0)])
    word.item("甲")
    word.item("甲")
    assert texts(word) == ["三、甲", "四、甲"]


def test_lists_of_one_kind_count_on_unless_told_to_start_again() -> None:
    word = Word([abstract(0, GONGWEN)], [number(1, 0), number(2, 0), number(3, 0, {0: 1, 2: 5})])
    for key in (1, 2, 3, 3, 1):
        word.item("甲", 0, key)
    word.item("甲", 2, 3)
    assert texts(word) == ["一、甲", "二、甲", "一、甲", "二、甲", "三、甲", "5.甲"]


def test_a_level_that_never_starts_again() -> None:
    word = Word([abstract(0, CHAPTERS, {1: '<w:lvlRestart w:val="0"/>'})], [number(1, 0)])
    for depth in (0, 1, 1, 0, 1):
        word.item("甲", depth)
    assert texts(word) == ["第一章 甲", "第一节 甲", "第二节 甲", "第二章 甲", "第三节 甲"]


def test_a_level_that_starts_again_only_after_the_highest() -> None:
    word = Word([abstract(0, DECIMAL, {2: '<w:lvlRestart w:val="1"/>'})], [number(1, 0)])
    for depth in (0, 1, 2, 1, 2, 0, 2):
        word.item("甲", depth)
    assert texts(word) == ["1.甲", "1.1 甲", "1.1.1 甲", "1.2 甲", "1.2.2 甲", "2.甲", "2.1.1 甲"]


def test_legal_numbering_is_arabic_throughout() -> None:
    levels = (("chineseCounting", "第%1章"), ("decimal", "%1.%2"))
    word = Word([abstract(0, levels, {1: "<w:isLgl/>"})], [number(1, 0)])
    for depth in (0, 1, 1):
        word.item("甲", depth)
    assert texts(word) == ["第一章 甲", "1.1 甲", "1.2 甲"]


def test_numbers_that_heading_styles_bring_along() -> None:
    levels = abstract(0, GONGWEN, {0: '<w:pStyle w:val="Heading1"/>', 1: '<w:pStyle w:val="Heading2"/>'})
    word = Word([levels], [number(1, 0)])
    word.style_list("Heading 1", 1, None)
    word.style_list("Heading 2", 1, None)
    for style in ("Heading 1", "Heading 2", "Heading 2", "Heading 1"):
        word.say("甲", style)
    assert texts(word) == ["一、甲", "（一）甲", "（二）甲", "二、甲"]
    assert [line.level for line in read(word.data()).lines] == [2, 3, 3, 2]


def test_a_paragraph_can_give_its_styles_number_up() -> None:
    word = Word([abstract(0, GONGWEN)], [number(1, 0)])
    word.style_list("Heading 1", 1, 0)
    word.say("甲", "Heading 1")
    word.item("乙", 0, 0, "Heading 1")
    word.say("丙", "Heading 1")
    assert texts(word) == ["一、甲", "乙", "二、丙"]


def test_bullets_are_no_numbers_and_an_unknown_list_is_none() -> None:
    word = Word([abstract(0, (("bullet", "\uf0b7"),))], [number(1, 0)])
    word.item("甲")
    word.item("乙", 0, 77)
    assert texts(word) == ["甲", "乙"]


def test_automatic_numbers_in_a_table() -> None:
    word = Word([abstract(0, (("decimal", "%1"),))], [number(1, 0)])
    table = word.table([("序号", "事项"), ("", "修路"), ("", "植树")])
    for row in (1, 2):
        paragraph = table.cell(row, 0).paragraphs[0]
        paragraph._p.get_or_add_pPr().append(word.item("", 0)._p.pPr.numPr)
        paragraph.add_run("\u200b")
    assert [row[0].strip(" \u200b") for row in read(word.data()).lines[0].rows] == ["序号", "1", "2"]


@pytest.mark.parametrize(
    ("style", "values"),
    [
        ("chineseCounting", "1=一 10=十 11=十一 20=二十 21=二十一 100=一百 103=一百零三 110=一百一十 1024=一千零二十四"),
        ("chineseLegalSimplified", "1=壹 12=壹拾贰 20=贰拾"),
        ("ideographDigital", "9=九 10=一〇 25=二五"),
        ("decimalEnclosedCircle", "1=① 20=⑳ 21=㉑ 35=㉟ 36=㊱ 50=㊿ 51=(51)"),
        ("decimalEnclosedParen", "1=⑴ 20=⒇"),
        ("lowerRoman", "4=iv 19=xix 1994=mcmxciv"),
        ("upperLetter", "1=A 26=Z 27=AA"),
        ("ideographZodiac", "1=子 12=亥"),
        ("decimalZero", "3=03 12=12"),
        ("decimalFullWidth", "12=１２"),
        ("somethingNew", "7=7"),
    ],
)
def test_ways_to_write_a_number(style: str, values: str) -> None:
    for pair in values.split():
        value, shown = pair.split("=")
        assert show_number(int(value), style) == shown
