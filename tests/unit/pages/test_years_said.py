"""Figures of which nobody says the year, or that hold for each of several, say so wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.quantities import without_passed
from builder.analysis.reading import extract_rows
from builder.analysis.things import is_of_no_year
from builder.pages.collection import Collection
from builder.pages.key_figures import figure_text, kind_word, told_year
from builder.pages.ledger_views import promise_name
from builder.pages.report_figures import report_figures
from tests.unit.analysis.test_figures import make_report

RULES = load_rules()[0]


def rows_of(text: str, half: Any = "actual", title: str = "柳湾市2025年工作总结") -> tuple[IndicatorRow, ...]:
    return extract_rows(make_report(text, title), half, RULES)


def test_what_was_made_in_one_of_several_years_has_no_year_and_what_is_held_has_the_last() -> None:
    coal, roads, jobs, income = rows_of("五年来，全市面貌一新。原煤产量达1.83亿吨，公路通车里程达9500公里，每年城镇新增就业6万人以上，财政收入从7亿元提高到8亿元。")
    assert [is_of_no_year(r) for r in (coal, roads, jobs, income)] == [True, False, False, False]
    assert figure_text(coal).text == "1.83亿吨（没有写明年份）"
    assert figure_text(jobs).text == "6万人以上（几年里每年）"
    assert figure_text(roads).text == "9500公里"
    assert [told_year(r) for r in (coal, roads, jobs)] == [None, 2025, None], "what is of each of several years is of none"


def test_what_is_kept_or_spent_in_each_of_several_years_is_of_no_single_one() -> None:
    share, _, workers = rows_of("五年来，全市面貌一新。70%左右的财政支出用在民生上。每年城镇新增就业6万人以上，外出劳动力稳定在60万人左右。")
    assert [told_year(r) for r in (share, workers)] == [None, None]
    assert figure_text(workers).text == "60万人左右（几年里每年）"


def test_a_share_kept_over_several_years_is_of_each_of_them() -> None:
    share, firms = rows_of("“十四五”时期，民生领域财政支出占比保持在76%以上；经营主体突破62万户。")
    assert [told_year(r) for r in (share, firms)] == [None, 2025]
    assert figure_text(share).text == "76%以上（几年里每年）"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("城市更新三年行动投入超6亿元。", None), ("实施三年攻坚计划，三年行动计划资金达6亿元。", None), ("今年城市更新三年行动投入超6亿元。", 2025),
        ("城市更新三年行动完成改造小区6个。", 2025), ("城市更新行动投入超6亿元。", 2025),
    ],
)  # fmt: skip
def test_the_money_of_a_programme_of_several_years_is_of_no_single_one(text: str, year: int | None) -> None:
    assert [told_year(r) for r in rows_of(text)] == [year]


def test_what_a_programme_of_several_years_did_with_its_money_is_of_no_single_one_either() -> None:
    said = "城市更新三年行动投入超6亿元，启动基建项目超30个，优良率达95%。"
    assert [told_year(r) for r in rows_of(said)] == [None, None, 2025]
    assert [told_year(r) for r in rows_of(said.replace("启动", "今年启动"))] == [None, 2025, 2025]
    assert [told_year(r) for r in rows_of("城市更新三年行动投入超6亿元；启动基建项目超30个。")] == [None, 2025]


def test_how_large_all_of_them_are_is_a_total_too() -> None:
    rows = rows_of("2025年以来完成小区改造56个，至今建成排水单元改造项目共281个，面积486公顷，达标认定率88%。新建公园5个，面积3公顷。")
    assert [(r.value, r.running_total) for r in rows] == [(56, False), (281, True), (486, True), (88, False), (5, False), (3, False)]
    assert figure_text(rows[2]).text == "486公顷（累计）"


def test_a_plan_without_a_year_in_an_account_is_of_no_year() -> None:
    report = make_report("建成道路3公里，并计划投入500万元改造沿江步道。")
    rows = extract_rows(report, "actual", RULES)
    road, sum_ = report_figures(rows, report)
    assert (road.year, sum_.year, sum_.kind, sum_.figure.text) == (2025, None, "目标", "500万元（没有写明年份）")


def test_each_year_of_a_plan_is_no_total() -> None:
    (row,) = rows_of("新建公园3个。")
    yearly = replace(row, kind="target", each_year=True, several_years=True, first_year=2026, year=2030, flow="done")
    assert figure_text(yearly).text.endswith("（2026—2030年每年）")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("地区生产总值突破2万亿元、达到23562亿元。", [23562]),
        ("地区生产总值突破2万亿元，财政收入达到300亿元。", [2, 300]),
        ("地区生产总值达到23562亿元、突破2万亿元。", [23562, 2]),
    ],
)
def test_of_a_threshold_and_the_level_reached_the_level_is_the_result(text: str, kept: list[float]) -> None:
    assert [r.value for r in without_passed(rows_of(text), RULES)] == kept


def test_a_promise_whose_name_cannot_stand_alone_is_told_in_its_own_words(invented: Collection) -> None:
    row = invented.facts.ledger[0]
    bare = replace(row, name="搬迁", promise=replace(row.promise, canonical="", named=False, indicator="搬迁", scope="", quote="完成2.08万人的“搬迁”"))
    assert promise_name(bare) == "“完成2.08万人的‘搬迁’”"
    assert promise_name(replace(bare, promise=replace(bare.promise, quote="长" * 40))) == "搬迁"
    assert promise_name(row) == row.name


def test_what_a_report_says_of_a_plan_stands_beside_its_figure() -> None:
    report = make_report("一般公共预算收入7亿元，完成年初预算的137.3%。")
    (figure,) = report_figures(extract_rows(report, "actual", RULES), report)
    assert figure.claimed == "完成年初预算的137.3%"


def test_money_that_was_signed_for_is_not_there_yet_whatever_its_name() -> None:
    projects, money = rows_of("全年招商签约项目32个，投资额15亿元。")
    assert (kind_word(projects), kind_word(money)) == ("实际", "计划中")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12名退役老兵参与垃圾分类、防火宣传等志愿活动。", ["“12名退役老兵参与垃圾分类、防火宣传等志愿活动”"]),
        ("重点监管的18处建筑工地、131栋高层建筑都已建档立卡。", ["“重点监管的18处建筑工地、131栋高层建筑都已建档立卡”"] * 2),
        ("7条村的综治中心完成提档升级。", ["“7条村的综治中心完成提档升级”"]),
        ("全年建成18处口袋公园。", ["新建口袋公园"]),
        ("全年新增公办学位310个。", ["新增公办学位"]),
    ],
)
def test_of_whom_something_is_said_it_is_said_in_the_list_of_all_figures(text: str, told: list[str]) -> None:
    """“退役老兵 12名” seems to say that there are no more of them."""
    report = make_report(text)
    found = report_figures(extract_rows(report, "actual", RULES), report)
    assert [f"“{f.name}”" if f.is_quote else f.name for f in found] == told
