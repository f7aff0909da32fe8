"""Numbers of headings in all widths and with the usual slips."""

from __future__ import annotations

import pytest

from builder.content.headings import split_number


@pytest.mark.parametrize(
    ("text", "number", "heading", "value", "style"),
    [
        ("一、抓农业", "一、", "抓农业", 1, "1"),
        ("十二、抓工业", "十二、", "抓工业", 12, "1"),
        ("一. 抓农业", "一.", "抓农业", 1, "1"),
        ("(三)抓教育", "(三)", "抓教育", 3, "2"),
        ("（三）、抓教育", "（三）、", "抓教育", 3, "2"),
        ("2.抓卫生", "2.", "抓卫生", 2, "3"),
        ("２．抓卫生", "２．", "抓卫生", 2, "3"),
        ("2、抓卫生", "2、", "抓卫生", 2, "3"),
        ("2）抓卫生", "2）", "抓卫生", 2, "3"),
        ("（4）抓文化", "（4）", "抓文化", 4, "4"),
        ("③抓体育", "③", "抓体育", 3, "circled"),
        ("第二部分　今年安排", "第二部分", "今年安排", 2, "part"),
        ("第三章 保障", "第三章", "保障", 3, "part"),
        ("1.2 目标", "1.2", "目标", 2, "decimal"),
        ("1.5级开发", "", "1.5级开发", 0, ""),
        ("2024.年度", "", "2024.年度", 0, ""),
        ("一窗受理", "", "一窗受理", 0, ""),
        ("一、", "", "一、", 0, ""),
    ],
)
def test_split(text: str, number: str, heading: str, value: int, style: str) -> None:
    cut = split_number(text)
    assert (cut.number, cut.heading, cut.value, cut.style) == (number, heading, value, style)


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("二是抓农业", "二是", 2),
        ("三要抓农业", "三要", 3),
        ("第一，抓农业", "第一，", 1),
        ("其二，抓工业", "其二，", 2),
        ("其次，抓工业", "其次，", 2),
    ],
)
def test_run_in_numbers_except_in_lines_that_may_be_prose(text: str, number: str, value: int) -> None:
    cut = split_number(text)
    assert (cut.number, cut.value, cut.style) == (number, value, "run-in")
    assert split_number(text, run_in=False).style == ""


@pytest.mark.parametrize("text", ["三要素保障", "第一、二产业", "10 件实事", "12 月工作", "首先要抓农业"])
def test_words_that_look_like_numbers(text: str) -> None:
    assert split_number(text).style == ""
