"""The record portals print: labels in all their shapes."""

from __future__ import annotations

from typing import Any

import pytest

from builder.importers.record import add, add_rows, bare_label, labels_in, show_moment, starts_with_label
from builder.importers.values import Record


def read(*lines: str) -> dict[str, str]:
    record: Record = {}
    for number, line in enumerate(lines, start=1):
        for field, value in labels_in(line):
            add(record, field, value, number, "测试")
    return {field: found.value for field, found in record.items()}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("索引号: AB12-0003-2021-00017 分类: 综合政务", {"index_number": "AB12-0003-2021-00017", "subject": "综合政务"}),
        ("索 引 号：AB12/2021-7　发 布 机 构：青禾镇人民政府", {"index_number": "AB12/2021-7", "agency": "青禾镇人民政府"}),
        ("文号: 发布日期: 2021-03-04", {"published": "2021-03-04"}),
        ("发布时间:2021-03-04 09:05:59 阅读次数:-", {"published": "2021-03-04 09:05"}),
        ("【成文日期】 2021年3月1日", {"written": "2021-03-01"}),
        ("成文日期：二〇二一年三月一日", {"written": "2021-03-01"}),
        ("来源:本网 【打印】 分享", {"source_name": "本网"}),
        ("日期：2021/3/4　点击：5", {"published": "2021-03-04"}),
        ("发文字号：青政发〔2021〕3号", {"document_number": "青政发〔2021〕3号"}),
        ("主题词: 无", {}),
        ("浏览次数:-", {}),
    ],
)
def test_labels(line: str, wanted: dict[str, Any]) -> None:
    assert read(line) == wanted


def test_the_first_value_of_a_field_counts() -> None:
    assert read("发布日期：2021-03-04", "发布日期：2022-01-01") == {"published": "2021-03-04"}


def test_a_word_of_the_text_is_no_label() -> None:
    assert not starts_with_label("会议名称：这里没有标签，因为前面还有字")
    assert not read("每日报送时间：由各单位自定")


def test_cells_without_colons() -> None:
    record: Record = {}
    assert add_rows(record, [["索引号", "X1/2020-9", "发布机构", "青禾镇人民政府"], ["名称", "青禾镇规划", "文号", ""]], 3)
    assert {f: v.value for f, v in record.items()} == {
        "index_number": "X1/2020-9",
        "agency": "青禾镇人民政府",
        "title": "青禾镇规划",
    }


def test_a_label_is_no_value_of_the_cell_before_it() -> None:
    record: Record = {}
    assert add_rows(record, [["索引号：", "X1/2020-9", "主题分类：", "民政"], ["成文日期：", "发布日期：", "2020-10-20", ""]], 3)
    assert {f: v.value for f, v in record.items()} == {"index_number": "X1/2020-9", "subject": "民政", "published": "2020-10-20"}


def test_a_table_of_figures_is_no_record() -> None:
    assert not add_rows({}, [["指标", "2020年"], ["产值", "3亿元"], ["名称", "数值"], ["甲", "乙"]], 1)


def test_bare_labels() -> None:
    assert bare_label("【索引号】") == "index_number"
    assert bare_label("发布机构：") == "agency"
    assert bare_label("工作安排") == ""


@pytest.mark.parametrize(("text", "moment"), [("2021-13-40", ""), ("没有日期", ""), ("2021.3.4 8:05", "2021-03-04 08:05")])
def test_only_stated_days_become_dates(text: str, moment: str) -> None:
    assert show_moment(text) == moment
