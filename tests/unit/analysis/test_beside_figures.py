"""Numbers that stand beside a figure: what was before, what was planned, what comes after; and names that keep a word too many."""

from __future__ import annotations

import pytest

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.reading import extract_rows
from tests.unit.analysis.conftest import MakeReport

# What another year, a plan or a bracket says is not what was done this year.
NONE_OF_THIS_YEAR = [
    ("收到行政复议申请986件，较2022年512件增加了474件，同比增长92.6%。", [986]),
    ("接处火警238起，较去年同期的331起，下降93起。", [238]),
    ("接处火警238起（含树木、杂草等火灾），较去年同期的331起，下降93起，下降率28.1%。", [238]),
    ("PM2.5平均浓度为33微克/立方米，优于年度目标（35.4微克/立方米）。", [33]),
    ("淘汰燃煤锅炉534台，占年度任务（968台）55.17%。", [534]),
    ("粮食种植面积41.28万亩，超计划0.52万亩。", [41.28]),
    ("产业构成由上年的23.14%、27.85%和49.01%调整为22.07%、27.26%和50.67%。", []),
]


def _rows(sentence: str, make_report: MakeReport, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    return extract_rows(make_report(sentence), "actual", rules)


@pytest.mark.parametrize(("sentence", "values"), NONE_OF_THIS_YEAR)
def test_what_was_before_or_was_planned_is_no_result(sentence: str, values: list[float], make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.value for r in _rows(sentence, make_report, rules) if r.measure not in {"completion", "share", "delta"}] == values


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("今年全县敬老院建设任务是新增床位480张。", ["target"]),
        ("全市2024年高标准农田建设任务9.26万亩，目前开工5万亩。", ["target", "actual"]),
        ("完成高标准农田建设任务9.26万亩。", ["actual"]),
        ("建成停车场5座，新增车位2700个，并计划于今年年底完成人民路停车场建设，新增车位380个。", ["actual", "actual", "target"]),
    ],
)
def test_a_task_or_a_plan_in_a_look_back_is_still_a_target(sentence: str, kinds: list[str], make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.kind for r in _rows(sentence, make_report, rules)] == kinds


def test_what_opens_with_expected_is_expected_to_its_end(make_report: MakeReport, rules: IndicatorRules) -> None:
    for lead in ("预计", "预计，", "预计全镇", "预计2024年全镇"):
        rows = _rows(f"{lead}实现地区生产总值318亿元、增长6.3%；规模工业增加值增长9.1%；完成财政总收入1084万元；固定资产投资增长2.1%。", make_report, rules)
        assert [r.expected for r in rows] == [True] * 4, lead
    rows = _rows("预计税收增长6%，新增就业20万人；培训300人。", make_report, rules)
    assert [r.expected for r in rows] == [True, False, False]


def test_a_paragraph_of_tasks_tells_targets(make_report: MakeReport, rules: IndicatorRules) -> None:
    body = "2024年我县水利建设的主要任务是：计划完成工程1780件。实现灌溉面积5400亩。\n\n解决农村饮水2260人。"
    assert [r.kind for r in _rows(body, make_report, rules)] == ["target", "target", "actual"]


def test_what_was_in_an_earlier_year_is_not_of_this_one(make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.value for r in _rows("严重暴力案件从2018年的4163件，下降至2024年的1987件。", make_report, rules)] == [1987]


def test_the_size_of_a_work_half_done_was_not_spent_and_what_is_being_built_is_not_done(make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.kind for r in _rows("水厂改造工程，投资2260万元，已完成96%；水塔段，投资2430万元，完成38%。", make_report, rules) if r.unit == "万元"] == ["state", "state"]
    assert [r.done for r in _rows("危桥改造完工23座、在建2座。", make_report, rules)] == [True, False]


def test_this_year_behind_an_earlier_one_is_this_year(make_report: MakeReport, rules: IndicatorRules) -> None:
    rows = _rows("2022年已种植厚朴320亩，预计今年年底实现收入78万元。", make_report, rules)
    assert [r.year for r in rows] == [2022, 2024]


def test_a_stretch_told_by_months_is_several_years(make_report: MakeReport, rules: IndicatorRules) -> None:
    (row,) = _rows("2022年1月至2024年5月底，收一审案件2316件。", make_report, rules)
    assert row.several_years
    assert row.first_year == 2022
    (row,) = _rows("1月至10月救助困难群众8412人次。", make_report, rules)
    assert row.period == "part"
    (row,) = _rows("2024年5月份累计完成财政收入6184万元。", make_report, rules)
    assert (row.indicator, row.period) == ("财政收入", "part")


@pytest.mark.parametrize("said", ["按2023年平均汇率计算为", "玉米带状复合种植面积"])
def test_not_every_average_or_compound_is_one_of_years(said: str, make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.measure for r in _rows(f"{said}1.1万亩。", make_report, rules)] == ["level"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("审结的复议案件868件中直接纠错205件。", ["审结的复议案件", "直接纠错"]),
        ("发生生产安全事故3起（均为道路交通事故）、死亡3人。", ["发生生产安全事故", "发生生产安全事故死亡"]),
        ("大肠癌筛查完成1.31万人，完成率104.8%。", ["大肠癌筛查", "完成率"]),
        ("分散供养标准年人均2300元。", ["分散供养标准年人均"]),
        ("教室已安装空调200台。", ["教室安装空调"]),
        ("贫困农户危房改造实际开工3870户。", ["贫困农户危房改造"]),
        ("实际开工建设地下综合管廊20公里。", ["开工建设地下综合管廊"]),
        ("实际完成新建改建农村公路292.56公里。", ["新改建农村公路"]),
        ("扶贫资金已下达6609万元。", ["扶贫资金已下达"]),
        ("主要是其他支出5216万元。", ["其他支出"]),
        ("普通公路力争完成投资97亿元。", ["普通公路投资"]),
        ("68家县级农业龙头企业年销售收入16.7亿元。", ["县级农业龙头企业", "县级农业龙头企业年销售收入"]),
        ("地区生产总值突破180亿大关，达到187.3亿元。", ["地区生产总值"]),
        ("专利申请量占全市38%，占全省33%。", ["专利申请量占全市", "专利申请量占全省"]),
        ("9个项目提前完成年度建设目标。", ["项目提前完成年度建设目标"]),
        ("完成公路水路投资108亿元，其中普通公路92亿元、水运6亿元。", ["公路水路投资", "普通公路投资", "水运投资"]),
        ("以区政府为被申请人的复议案件共15件。", ["以区政府为被申请人的复议案件"]),
        ("以调解、和解等方式结案152件。", ["调解、和解等方式结案"]),
        ("完成轨道交通2个基地收尾工作。", ["基地收尾"]),
        ("敬老院建设任务是新增床位480张。", ["新增床位"]),
        ("粮食播种面积76万亩，产量33万吨。", ["粮食播种面积", "粮食产量"]),
        ("结案标的3.86亿元。", ["结案标的"]),
        ("召开组织生活会1次。", ["组织生活会"]),
        ("审批新增低保24户37人、取消19户28人。", ["审批新增低保", "审批新增低保", "取消低保", "取消低保"]),
        ("蓝莓销量达26万斤，产值达412万元。", ["蓝莓销量", "蓝莓产值"]),
        ("38项农村饮水安全工程总投资1784.6万元。", ["农村饮水安全工程", "农村饮水安全工程总投资"]),
        ("完成高效节水灌溉183万亩。", ["高效节水灌溉"]),
        ("目前在岗贫困户7人。", ["在岗贫困户"]),
    ],
)
def test_a_name_keeps_no_word_of_the_sentence(sentence: str, names: list[str], make_report: MakeReport, rules: IndicatorRules) -> None:
    assert [r.indicator for r in _rows(sentence, make_report, rules)] == names


def test_one_word_of_spending_more_is_a_change(make_report: MakeReport, rules: IndicatorRules) -> None:
    (row,) = _rows("一般公共预算支出684.3亿元，同比增支3.2亿元，增长0.5%。", make_report, rules)
    assert (row.value, row.growth) == (684.3, 0.5)


def test_a_share_moves_by_points_and_what_it_is_of_grows(make_report: MakeReport, rules: IndicatorRules) -> None:
    rows = _rows("实现工业增加值98亿元，占全市比重为23.7%，同比名义增长5.6%。", make_report, rules)
    assert [(r.value, r.growth) for r in rows] == [(98, 5.6), (23.7, None)]
    rows = _rows("直接纠错205件，纠错率约为24%，较去年54件增长了近3倍。", make_report, rules)
    assert [(r.value, r.growth) for r in rows] == [(205, None), (24, None)]


def test_the_number_of_an_item_is_no_whole_number_of_a_decimal(make_report: MakeReport, rules: IndicatorRules) -> None:
    rows = _rows("8.电梯改造完成39部。\n\n9.20个健身苑点全部建成。\n\n10.建成3个口袋公园。", make_report, rules)
    assert [r.value for r in rows] == [39, 20, 3]
    assert [r.value for r in _rows("建成绿道。\n\n9.20公里绿道全部建成。", make_report, rules)] == [9.2]
