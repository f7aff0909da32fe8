"""Secrecy and draft marks: where they stand as a mark, not where a sentence names them."""

from __future__ import annotations

import time

import pytest

from builder.content.marks import find_marks, in_title, own_line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("机密★10年", "secret"),
        ("绝密★30年", "secret"),
        ("秘密 ★ 1年", "secret"),
        ("**秘密★**", "secret"),
        ("机密★长期", "secret"),
        ("000012　机密★6个月", "secret"),
        ("秘　密", "secret"),
        ("机密", "secret"),
        ("# 机密", "secret"),
        ("【秘密】", "secret"),
        ("密级：秘密", "secret"),
        ("内部资料", "internal"),
        ("内部资料　注意保存", "internal"),
        ("内部资料，注意保存", "internal"),
        ("— 内部资料 第3期 —", "internal"),
        ("内部资料　　甲办公室　　2024年1月", "internal"),
        ("（此件不公开）", "internal"),
        ("附注：此件不予公开", "internal"),
        ("征求意见稿", "internal"),
        ("（送审稿 第二稿）", "internal"),
        ("讨论稿 2024年1月5日", "internal"),
        ("草 稿", "internal"),
        ("> 内部资料", "internal"),
    ],
)
def test_a_line_of_its_own(line: str, kind: str) -> None:
    (found,) = find_marks(["第一段。", "", line, "", "第二段。"])
    assert (found[0], found[1].kind) == (2, kind)


@pytest.mark.parametrize(
    "line",
    [
        "加强保密教育，保守国家秘密和工作秘密。",
        "年内形成规划征求意见稿，送审稿已报市里。",
        "不予公开",
        "公开方式：不予公开",
        "依申请公开",
        "《中华人民共和国保守国家秘密法》",
        "清理内部资料三百余份",
        "文件首页标有“秘密★1年”字样的，一律不得复印。",
        "- 内部资料",
        "1. 秘密",
        "| 密级 | 秘密 |",
        "## 一、完成规划编制（征求意见稿）",
        "关于甲规划草案的说明",
        "草案",
        "起草稿件",
        "保密",
    ],
)
def test_prose_lists_and_tables_are_no_place(line: str) -> None:
    assert list(find_marks([line])) == []
    assert list(find_marks(["段落。"] * 6 + [line] + ["段落。"] * 6)) == []


def test_a_star_is_a_mark_in_a_table_too() -> None:
    assert [m.words for _, m in find_marks(["| 甲 | 机密★5年 |"])] == ["机密★"]


def test_head_and_foot_may_hold_more() -> None:
    lines = ["# 甲镇工作报告（送审稿）", *["段落。"] * 9, "内部资料 甲镇办公室"]
    assert [(i, m.words) for i, m in find_marks(lines)] == [(0, "送审稿"), (10, "内部资料")]
    middle = [*["段落。"] * 6, "内部资料 甲镇办公室", *["段落。"] * 6]
    assert list(find_marks(middle)) == []


@pytest.mark.parametrize(
    "title",
    [
        "甲镇2024年政府工作报告（征求意见稿）",
        "甲镇工作报告(送审稿)",
        "工作总结（讨论稿第3版）",
        "工作总结【草稿】",
        "工作总结送审稿2",
        "工作总结_初稿.docx",
        "甲规划（征求意见稿）.pdf",
        "《甲规划（征求意见稿）》",
        "工作总结（秘密）",
        "机密★5年 工作总结",
        "内部资料",
    ],
)
def test_titles_that_bear_one(title: str) -> None:
    assert in_title(title) is not None


@pytest.mark.parametrize(
    "title",
    [
        "甲镇2024年工作总结",
        "关于《甲规划（征求意见稿）》公开征求意见的通知",
        "甲镇2024年预算草案",
        "甲镇国民经济和社会发展计划（草案）",
        "甲镇保密工作总结",
        "关于保守工作秘密的规定",
        "征求意见情况说明",
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert in_title(title) is None


def test_the_place_is_told() -> None:
    mark = own_line("**机 密**")
    assert mark is not None
    assert mark.start == 2


@pytest.mark.parametrize("hostile", ["1", "第1稿", "2024年1月", "机密 ", "（草稿）", "《（草稿）》", "密", "件 "])
def test_time_grows_with_length_alone(hostile: str) -> None:
    start = time.process_time()
    text = hostile * (60_000 // len(hostile))
    in_title(text)
    own_line((hostile * 80)[:79] + "密")
    list(find_marks([text, *[(hostile * 80)[:79] + "密"] * 500]))
    assert time.process_time() - start < 5
