"""Reports read out to a people's congress: whose they are is said by title, date line and 我代表; lists after the end stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.importers import ImportResult
from builder.importers.agencies import new_agency

Bring = Callable[..., ImportResult]
TEXT = "一、过去一年工作回顾\n全年新建公园3个，改造道路5公里，群众反映出行和居住都比以前好，各项任务全面完成。\n"
SAYS = "各位代表：\n现在，我代表{}，向大会报告工作，请予审议，并请政协委员提出意见。\n"


def office(result: ImportResult) -> str:
    return result.agency.name if result.agency else ""


@pytest.mark.parametrize(
    ("head", "speaker", "name"),
    [
        ("2025年云河市政府工作报告", "市人民政府", "云河市人民政府"),
        ("云河市2025年政府工作报告", "市人民政府", "云河市人民政府"),
        ("政府工作报告\n——2025年1月15日在云河市第十六届人民代表大会第三次会议上\n市长　李云", "市人民政府", "云河市人民政府"),
        ("政府工作报告\n（2025年1月15日在云河县第十六届 人民代表大会第三次会议上）\n县长 李云", "县人民政府", "云河县人民政府"),
        ("政府工作报告\n2025年1月15日\n县长 李云", "云河县人民政府", "云河县人民政府"),
        ("2025年云河政府工作报告\n2025年1月15日在云河哈萨克自治州第十六届人民代表大会第三次会议上", "自治州人民政府", "云河哈萨克自治州人民政府"),
        ("政府工作报告\n——2025年3月5日在第十四届全国人民代表大会第三次会议上", "国务院", "国务院"),
    ],
)
def test_the_government_that_speaks(bring: Bring, head: str, speaker: str, name: str) -> None:
    result = bring(f"{head}\n{SAYS.format(speaker)}{TEXT}")
    assert office(result) == name
    assert "inferred: [agency" in result.draft
    assert "kind: 工作报告\nyear: 2025\n" in result.draft


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("政府工作报告\n2025年1月15日\n自治区人民政府主席 李云", "自治区人民政府"),  # of which?
        ("2025年云河市政府工作报告\n——2025年1月15日在青石市第十六届人民代表大会第三次会议上", "市人民政府"),  # which of the two?
        ("人民法院工作报告\n——2025年1月15日在云河市第十六届人民代表大会第三次会议上", "市中级人民法院"),
    ],
)
def test_what_names_no_one_or_two_is_not_believed(bring: Bring, head: str, speaker: str) -> None:
    assert "人民政府" not in office(bring(f"{head}\n{SAYS.format(speaker)}{TEXT}"))


def test_a_date_line_glued_to_the_title_is_no_part_of_it(bring: Bring) -> None:
    result = bring(f"政府工作报告——2025年1月15日在云河市第十六届人民代表大会第三次会议上市长 李云\n{SAYS.format('市人民政府')}{TEXT}")
    assert "\ntitle: 政府工作报告\n" in result.draft
    assert "——2025年1月15日在云河市第十六届人民代表大会第三次会议上市长 李云\n" in result.draft


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("陕西省人民政府", "shaanxi"),
        ("山西省人民政府", "shanxi"),
        ("宁夏回族自治区人民政府", "ningxia"),
        ("新疆维吾尔自治区人民政府", "xinjiang"),
        ("内蒙古自治区人民政府", "neimenggu"),
        ("恩施土家族苗族自治州人民政府", "enshi"),
    ],
)
def test_ids_follow_the_official_names(name: str, identifier: str) -> None:
    assert new_agency(name, ()).id == identifier


def test_lists_after_the_end_are_kept(bring: Bring) -> None:
    items = "".join(f"{n}.新建第{n}批口袋公园和公共停车位，方便群众出行（牵头单位：市城管局）\n" for n in range(1, 5))
    draft = bring(f"云河市2025年工作报告\n{TEXT}附件\n2025年民生实事\n{items}相关报道：\n某网").draft
    assert all(f"{n}.新建第{n}批口袋公园" in draft for n in range(1, 5))
    assert "相关报道" not in draft


def test_a_label_below_each_item_is_no_end_of_the_page(bring: Bring) -> None:
    chapters = "".join(f"{n}、实施第{n}批惠民工程\n年度目标：新改建公路1万公里以上，新增公共停车位九千个以上，建成后向群众开放。\n主办单位：市交通局\n" for n in "一二三")
    assert bring(f"云河市2025年工作计划\n{chapters}").draft.count("主办单位：市交通局") == 3
