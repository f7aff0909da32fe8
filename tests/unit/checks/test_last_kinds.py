"""Kinds that a set of planted faults showed to be told too narrowly; beside each what only looks so. Made up."""

from __future__ import annotations

import pytest

from builder.content.marks import find_marks
from tests.unit.checks.test_other_words import HEAD, told

INDEX = "index_number: {}\nsummary"
RULES = "第一章 总则\n\n第一条 依据条例，制定本制度。\n\n第二条 本局适用本制度。\n\n{} 办理\n\n第三条 七日内决定。\n\n{} 归档\n\n第四条 一件一档。\n\n第五条 自印发之日起施行。\n"


def test_chapters_without_heading_marks_are_counted_too() -> None:
    assert "outline.run-in" in told(RULES.format("第三章", "第三章"))
    assert "outline.run-in" in told(RULES.format("第二章", "第二章"))
    assert "outline.run-in" not in told(RULES.format("第二章", "第三章"))


@pytest.mark.parametrize(("body", "wrong"), [
    ("请于10月31日前前报送。", True), ("请于10月31日前，前往大厅报送。", False), ("12月底底前完成。", True), ("到年底，底层商铺全部开业。", False),
    ("会后后续工作由社区负责。", False), ("2025年前前后后投入三次。", False),
])  # fmt: skip
def test_a_small_word_behind_a_day_stands_once(body: str, wrong: bool) -> None:
    assert ("word.repeated" in told(f"## 一、工作\n\n{body}\n")) is wrong


@pytest.mark.parametrize(("line", "mark"), [("秘密（保密期限：五年）", True), ("机密　保密期限为3年", True), ("签订保密协议，保密期限五年", False)])
def test_a_mark_with_its_term(line: str, mark: bool) -> None:
    assert bool(list(find_marks(["某某街道文件", line, "各社区："]))) is mark


@pytest.mark.parametrize(("number", "wrong"), [
    ("1144200000733321132025/00007", True), ("11442000007333211F/2024-", True), ("11442000007333211F/2024-00007", False), ("粤中山西〔2025〕7号", False),
])  # fmt: skip
def test_an_index_number_has_year_and_serial(number: str, wrong: bool) -> None:
    assert ("index-number.check" in told("## 一、工作\n\n做了工作。\n", HEAD.replace("summary", INDEX.format(number), 1))) is wrong


def test_other_is_no_kind_of_a_plan_or_summary() -> None:
    assert "title.kind" in told("## 一、工作\n\n做了工作。\n", HEAD.replace("kind: 总结", "kind: 其他"))
    other = HEAD.replace("kind: 总结", "kind: 其他").replace("工作总结", "工作总结会议的通知", 1)
    assert "title.kind" not in told("## 一、工作\n\n做了工作。\n", other)
