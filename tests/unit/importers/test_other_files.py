"""Files of other people's making: plain lists, pipes, lost blanks, torn bytes, persons' lines, datelines."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder.importers import ImportOptions, ImportResult, import_document

Bring = Callable[..., ImportResult]
Fields = Callable[[ImportResult], dict[str, str]]
PROSE = "全年新建公园3个，改造道路5公里，群众反映出行和居住都比以前好，各项任务全面完成。"
ITEMS = (
    "新建口袋公园3个", "改造背街小巷5条", "新增公共停车位90个", "新建社区养老服务站2个", "完成老旧小区改造4个",
    "新增公办学位300个", "新建改建公厕6座", "发放困难群众救助金120万元", "组织招聘会12场", "安装路灯200盏",
)  # fmt: skip


@pytest.mark.parametrize("numbered", [True, False])
def test_a_plain_list_is_not_unwrapped(bring: Bring, fields_of: Fields, numbered: bool) -> None:
    items = [f"{n}.{item}" if numbered else item for n, item in enumerate(ITEMS, 1)]
    result = bring("云河街道2024年十件民生实事\n发布日期：2024-01-16\n" + "\n".join(items))
    assert fields_of(result)["title"] == "云河街道2024年十件民生实事"
    assert fields_of(result)["published"] == "2024-01-16"
    assert result.draft.endswith("\n\n".join(i.replace(".", r"\.", 1) if i[0].isdigit() and " " in i else i for i in items) + "\n")


def test_headings_of_a_short_file_stay_on_their_lines(bring: Bring, outline_of: Callable[[ImportResult], list[str]]) -> None:
    text = "云河街道2024年工作计划\n一、主要指标\n" + "\n".join(ITEMS[:5]) + "\n二、其他任务\n" + "\n".join(ITEMS[5:])
    assert outline_of(bring(text)) == ["1 一、|主要指标", "1 二、|其他任务"]


def test_a_record_box_of_pipes(bring: Bring, fields_of: Fields) -> None:
    box = "| 索引号 | 00612/2024-00018 | 发布机构 | 云河市青禾镇人民政府 |\n| 成文日期 | 2026-01-05 | 公开日期 | 2026-01-08 |\n"
    fields = fields_of(bring(f"{box}青禾镇2025年工作总结\n{PROSE}"))
    assert (fields["title"], fields["kind"], fields["year"]) == ("青禾镇2025年工作总结", "总结", "2025")
    assert (fields["index_number"], fields["written"], fields["published"]) == ("00612/2024-00018", "2026-01-05", "2026-01-08")


def test_tables_of_pipes(bring: Bring) -> None:
    flat = "信息内容 | 本年制发件数 | 现行有效件数\n规章 | 0 | 0\n"
    draft = bring(f"青禾镇2025年工作总结\n{PROSE}\n{flat}{PROSE}\n| 项目 | 数 |\n|---|---|\n| 公园 | 3 |\n{PROSE}").draft
    assert "| 信息内容 | 本年制发件数 | 现行有效件数 |\n| --- | --- | --- |\n| 规章 | 0 | 0 |" in draft
    assert "| 项目 | 数 |\n| --- | --- |\n| 公园 | 3 |" in draft


def test_a_flattened_page_parts_title_from_site_and_heading_from_text(bring: Bring, fields_of: Fields, outline_of: Callable[[ImportResult], list[str]]) -> None:
    result = bring(f"青禾镇2025年工作总结 | 青禾镇政府网\n一、2025年工作回顾 2025年是很好的开局之年，全镇上下一心完成各项任务。\n{PROSE}")
    assert fields_of(result)["title"] == "青禾镇2025年工作总结"
    assert outline_of(result) == ["1 一、|2025年工作回顾"]
    assert "\n2025年是很好的开局之年，" in result.draft


@pytest.mark.parametrize("dash", ["——", "－－", "――", "──", "––", "--"])
def test_a_report_without_a_title_line(bring: Bring, fields_of: Fields, dash: str) -> None:
    head = f"{dash}2017年2月11日在青石区第十四届人民代表大会第六次会议上\n青石区人民政府代区长 李云河\n各位代表：\n现在，我代表区人民政府，向大会作工作报告。\n"
    result = bring(f"{head}一、过去一年\n{PROSE}")
    fields = fields_of(result)
    assert (fields["kind"], fields["year"], fields["agency"]) == ("工作报告", "2017", "qingshi")
    assert "李云河" not in fields["title"]
    assert "青石区人民政府代区长 李云河" in result.draft.split("---")[2]
    assert "人民代表大会第六次会议上" in result.draft


def test_a_year_without_its_word(bring: Bring, fields_of: Fields) -> None:
    assert fields_of(bring(f"2017政府工作报告\n一、2016年工作\n{PROSE}"))["year"] == "2017"


def test_a_dateline_is_no_day_of_signing(bring: Bring, fields_of: Fields) -> None:
    text = f"政府工作报告\n——2016年3月5日在第十二届全国人民代表大会第四次会议上\n新华社云河2016年3月15日电\n一、2015年工作\n{PROSE}"
    assert fields_of(bring(text))["written"] == ""


def test_a_question_mark_for_a_lost_blank_is_a_doubt(bring: Bring) -> None:
    result = bring(f"发布机构：?云河市青禾镇人民政府\n青禾镇2025年工作总结\n镇长?李云河\n投资5?亿元，还缺多少?要看明年。{PROSE}")
    assert result.agency
    assert result.agency.name == "云河市青禾镇人民政府"
    assert "镇长?李云河" in result.draft
    assert "投资5?亿元，还缺多少？要看明年" in result.draft
    assert len([n for n in result.notes if "可能是丢失的空格" in n.text]) == 2


def test_private_indents_and_torn_bytes(bring: Bring, outline_of: Callable[[ImportResult], list[str]]) -> None:
    text = f"青禾镇2025年工作总结\n\ue5e5\ue5e5一、总体情况\n\ue5e5\ue5e5{PROSE}"
    assert "\ue5e5" not in bring(text).draft
    assert outline_of(bring(text)) == ["1 一、|总体情况"]
    torn = import_document(text.replace("\ue5e5", "").encode()[:-2], "a.txt", ImportOptions())
    assert "title: 青禾镇2025年工作总结\n" in torn.draft
    assert re.search(r"有 \d 处字符无法识别", str(torn.notes[0]))


@pytest.mark.parametrize("answer", ["无", "暂无", "0", "3", "无。"])
def test_what_the_last_section_says_stays(bring: Bring, answer: str) -> None:
    draft = bring(f"青禾镇2025年工作总结\n一、总体情况\n{PROSE}\n六、其他需要报告的事项\n{answer}\n").draft
    assert draft.endswith(f"## 六、其他需要报告的事项\n\n{answer}\n")
