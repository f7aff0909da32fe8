"""The ledger: statuses, pairing, units and directions, on invented rows and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from builder.analysis.figures import IndicatorRow, IndicatorRules, load_rules
from builder.analysis.ledger import LedgerRow, build_ledger
from builder.analysis.reading import extract_rows
from builder.content.read import read_report
from builder.model import Agency, Metadata, Paragraph, Report, ReportKind
from builder.problems import Location

KINDS = (
    ReportKind("jihua", "计划", "target"),
    ReportKind("zongjie", "总结", "actual", gives_account=True),
    ReportKind("gongzuobaogao", "工作报告", "both", gives_account=True),
)
OFFICES = (Agency("songling", "松岭县人民政府"), Agency("heping", "河坪镇人民政府"))
LATER = date(2026, 3, 1)
_numbers = count()


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


def report(
    kind: str, year: int, agency: str = "songling", *, name: str = "", title: str = "", period: str = "", text: str = ""
) -> Report:
    identity = name or f"{agency}-{year}-{kind}"
    paragraphs = (Paragraph("p1", "", text),) if text else ()
    meta = Metadata(identity, title or f"松岭县{year}年工作", agency, kind, year, period)
    return Report(meta, Location("x.md"), (), paragraphs)


def figure(of: Report, kind: str, indicator: str, value: float | None, unit: str = "", **more: object) -> IndicatorRow:
    """A row as the extraction makes it; each has its own place."""
    n = next(_numbers)
    base = IndicatorRow(
        report=of.id, section=None, anchor=f"a{n}", paragraph="p1", start=0, end=0, value_start=0, value_end=0, year=of.meta.year,
        kind=kind, indicator=indicator, canonical="", value=value, value_max=None, unit=unit, comparison="eq", growth=None, rank=None,
        base=None, measure="level", self_reported="", quote="",
    )  # type: ignore[arg-type]  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def settle(
    rules: IndicatorRules, *rows: tuple[Report, IndicatorRow], also: tuple[Report, ...] = (), newest: date = LATER
) -> tuple[LedgerRow, ...]:
    reports = tuple(dict.fromkeys([*(r.id for r, _ in rows), *(r.id for r in also)]))
    by_id = {r.id: r for r in [*(r for r, _ in rows), *also]}
    grouped = {i: tuple(row for r, row in rows if r.id == i) for i in reports}
    return build_ledger(grouped, {}, [by_id[i] for i in reports], KINDS, OFFICES, newest, rules)


PLAN, SUMMARY = report("jihua", 2025), report("zongjie", 2025)


def verdict(rules: IndicatorRules, target: dict[str, object], result: dict[str, object]) -> str:
    """The verdict on one promise and one outcome under one name."""
    said = figure(PLAN, "target", **{"indicator": "栽种行道树", "value": None, **target})  # type: ignore[arg-type]
    done = figure(SUMMARY, "actual", **{"indicator": "栽种行道树", "value": None, **result})  # type: ignore[arg-type]
    (row,) = settle(rules, (PLAN, said), (SUMMARY, done))
    return row.verdict


GROWTH = {"measure": "growth", "unit": "%"}


@pytest.mark.parametrize(
    ("target", "result", "expected"),
    [
        ({"growth": 6.0, "comparison": "ge", **GROWTH}, {"growth": 9.0, **GROWTH}, "met"),
        ({"growth": 6.0, "comparison": "ge", **GROWTH}, {"growth": 5.9, **GROWTH}, "missed"),
        ({"growth": 6.0, "comparison": "approx", **GROWTH}, {"growth": 5.7, **GROWTH}, "close"),
        ({"growth": 6.0, "comparison": "approx", **GROWTH}, {"growth": 5.4, **GROWTH}, "close"),
        ({"growth": 6.0, "comparison": "approx", **GROWTH}, {"growth": 5.3, **GROWTH}, "missed"),
        ({"growth": 6.0, "comparison": "approx", **GROWTH}, {"growth": 6.1, **GROWTH}, "met"),
        ({"growth": 6.0, "comparison": "eq", **GROWTH}, {"growth": 5.9, **GROWTH}, "missed"),
        ({"growth": 6.0, **GROWTH}, {"value": 31.5, "unit": "亿元", "growth": 6.2}, "met"),
        ({"growth": 6.0, **GROWTH}, {"value": 31.5, "unit": "亿元"}, "not_comparable"),
        ({"value": 30, "unit": "亿元"}, {"growth": 6.2, **GROWTH}, "not_comparable"),
        ({"growth": -3.0, **GROWTH}, {"growth": -4.1, **GROWTH}, "met"),
        ({"growth": -3.0, **GROWTH}, {"growth": -2.0, **GROWTH}, "missed"),
        ({"growth": -3.0, "comparison": "ge", **GROWTH}, {"growth": -4.1, **GROWTH}, "met"),
        ({"value": 3, "unit": "起", "comparison": "le"}, {"value": 2, "unit": "起"}, "met"),
        ({"value": 3, "unit": "起", "comparison": "le"}, {"value": 4, "unit": "起"}, "missed"),
        ({"value": 30, "unit": "%", "comparison": "lt", "measure": "share"}, {"value": 28, "unit": "%", "measure": "share"}, "met"),
        ({"value": 1.5, "unit": "万亩"}, {"value": 15200, "unit": "亩"}, "met"),
        ({"value": 2, "unit": "亿元"}, {"value": 19800, "unit": "万元"}, "missed"),
        ({"value": 30, "unit": "公顷"}, {"value": 451, "unit": "亩"}, "met"),
        ({"value": 5000, "unit": "平方米"}, {"value": 0.52, "unit": "万平方米"}, "met"),
        ({"value": 1.2, "unit": "万人次"}, {"value": 13000, "unit": "人次"}, "met"),
        ({"value": 1000, "unit": "人"}, {"value": 1300, "unit": "人次"}, "not_comparable"),
        ({"value": 500, "unit": "户"}, {"value": 1300, "unit": "人"}, "not_comparable"),
        ({"value": 25, "unit": "个"}, {"value": 25, "unit": "处"}, "met"),
        ({"value": 30, "unit": "微克/立方米"}, {"value": 28, "unit": "毫克/升"}, "not_comparable"),
        ({"value": 3, "value_max": 5, "unit": "家", "comparison": "range"}, {"value": 4, "unit": "家"}, "met"),
        ({"value": 3, "value_max": 5, "unit": "家", "comparison": "range"}, {"value": 2, "unit": "家"}, "missed"),
        ({"value": 1000, "unit": "株", "comparison": "approx"}, {"value": 900, "unit": "株"}, "close"),
        ({"value": 1000, "unit": "株", "comparison": "approx"}, {"value": 899, "unit": "株"}, "missed"),
        ({"value": 1000, "unit": "株"}, {"value": 990, "unit": "株", "comparison": "approx"}, "not_comparable"),
        ({"value": 1000, "unit": "株"}, {"value": 1200, "unit": "株", "comparison": "approx"}, "met"),
        ({"value": 1000, "unit": "株"}, {"value": 860, "unit": "株", "comparison": "ge", "qualifier": "余"}, "missed"),
        ({"value": 1000, "unit": "株"}, {"value": 860, "unit": "株", "comparison": "ge", "qualifier": "以上"}, "not_comparable"),
        ({"growth": 15.0, **GROWTH}, {"growth": 9.0, "comparison": "ge", **GROWTH}, "not_comparable"),
        ({"growth": 15.0, **GROWTH}, {"growth": 9.0, "comparison": "gt", **GROWTH}, "missed"),
        ({"value": 3.3, "unit": "%", "comparison": "approx"}, {"value": 3.3, "unit": "%", "comparison": "approx"}, "met"),
        ({"value": 600, "unit": "部"}, {"value": 620, "unit": "台"}, "met"),
        ({"value": 1000, "unit": "株"}, {"value": 980, "unit": "株", "comparison": "ge"}, "not_comparable"),
        ({"value": 20, "unit": "万元", "comparison": "gt"}, {"value": 20, "unit": "万元", "comparison": "ge"}, "met"),
        ({"value": 20, "unit": "万元", "comparison": "gt"}, {"value": 20, "unit": "万元"}, "not_comparable"),
        ({"value": 61.5, "unit": "%", "measure": "share"}, {"value": 61.47, "unit": "%", "measure": "share"}, "met"),
        ({"value": 61.5, "unit": "%", "measure": "share"}, {"value": 61.4, "unit": "%", "measure": "share"}, "missed"),
        ({"value": 2.4, "unit": "万亩"}, {"value": 2.38, "unit": "万亩"}, "not_comparable"),
        ({"value": 2.4, "unit": "万亩"}, {"value": 23800, "unit": "亩"}, "not_comparable"),
        ({"value": 2.4, "unit": "万亩"}, {"value": 2.41, "unit": "万亩"}, "met"),
        ({"value": 2.4, "unit": "万亩", "comparison": "approx"}, {"value": 2.38, "unit": "万亩"}, "close"),
        ({"value": 2.4, "unit": "万亩"}, {"value": 2.34, "unit": "万亩"}, "missed"),
        ({"value": 2.4, "unit": "万亩", "comparison": "gt"}, {"value": 2.42, "unit": "万亩"}, "met"),
        ({"value": 3.5, "unit": "亿元", "comparison": "le"}, {"value": 3.52, "unit": "亿元"}, "not_comparable"),
        ({"value": 200, "unit": "株"}, {"value": 900, "unit": "株", "measure": "cumulative"}, "not_comparable"),
        ({"value": 200, "unit": "株"}, {"value": 12, "unit": "株", "measure": "delta"}, "not_comparable"),
    ],
)  # fmt: skip
def test_verdict(rules: IndicatorRules, target: dict[str, object], result: dict[str, object], expected: str) -> None:
    assert verdict(rules, target, result) == expected


CPI = {"indicator": "居民消费价格涨幅", "canonical": "cpi", "unit": "%"}


@pytest.mark.parametrize(
    ("sign", "result", "expected"),
    [("approx", 0.2, "not_comparable"), ("approx", 2.1, "met"), ("approx", 3.4, "not_comparable"), ("le", 0.2, "met"), ("le", 2.6, "missed")],
)
def test_a_rate_that_is_no_bound_is_judged_near_it_only(rules: IndicatorRules, sign: str, result: float, expected: str) -> None:
    assert verdict(rules, {"value": 2.0, "comparison": sign, **CPI}, {"value": result, **CPI}) == expected


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        ("新建标准厂房15万平方米。", "建成标准厂房11.6万平方米、在建4万平方米。", "not_comparable"),
        ("新建标准厂房15万平方米。", "建成标准厂房11.6万平方米、另有在建4万平方米。", "not_comparable"),
        ("建成标准厂房15万平方米。", "建成标准厂房11.6万平方米、在建4万平方米。", "missed"),
        ("新建标准厂房15万平方米。", "建成标准厂房11.6万平方米、水厂2座。", "missed"),
    ],
)
def test_what_is_still_being_built_may_be_the_rest_of_what_was_promised(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


def read_pair(rules: IndicatorRules, plan: str, summary: str, title: str = "松岭县2025年工作总结") -> list[tuple[str, str]]:
    """(name, verdict) of every promise of a plan for 2025 against a summary, both read from their text."""
    texts = {"songling-2025-jihua": ("计划", f"松岭县2025年工作计划\n{plan}"), "songling-2025-zongjie": ("总结", f"{title}\n{summary}")}
    reports, rows = [], {}
    for name, (kind_name, text) in texts.items():
        title, _, body = text.partition("\n")
        front = f"---\nid: {name}\ntitle: {title}\nagency: songling\nkind: {kind_name}\nyear: 2025\nsummary: 概述。\n---\n\n{body}\n"
        parsed = read_report(front, "a.md", OFFICES, KINDS).report
        assert parsed is not None
        reports.append(parsed)
        rows[name] = extract_rows(parsed, "target" if kind_name == "计划" else "actual", rules)
    return [(r.name, r.verdict) for r in build_ledger(rows, {}, reports, KINDS, OFFICES, LATER, rules)]


@pytest.mark.parametrize(
    "summary",
    [
        "过去五年，建成公租房500套。",
        "五年来，住房保障有力。建成公租房500套。",
        "近三年，建成公租房500套。",
        "年均建成公租房500套。",
        "本届政府以来，建成公租房500套。",
        "“十四五”时期，建成公租房500套。",
        "## 一、过去五年工作回顾\n\n建成公租房500套。",
        "累计建成公租房500套。",
        "公租房达到500套。",
        "截至2025年底，全县有公租房500套。",
        "## 一、五年工作回顾\n\n### （一）住房\n\n建成公租房500套。",
        "## 一、五年成就\n\n建成公租房500套。",
        "## 一、五年奋斗历程\n\n建成公租房500套。",
        "## 一、本届政府工作回顾\n\n建成公租房500套。",
        "## 一、任期工作回顾\n\n建成公租房500套。",
        "## 一、“十四五”工作回顾\n\n建成公租房500套。",
        "## 一、“十四五”发展成就\n\n建成公租房500套。",
        "## 一、“十四五”规划完成情况\n\n建成公租房500套。",
        "## 一、回顾“十四五”\n\n建成公租房500套。",
        "## 一、三年攻坚情况\n\n建成公租房500套。",
        "## 一、2025年和“十四五”时期工作回顾\n\n建成公租房500套。",
        "回顾五年，成绩显著。建成公租房500套。",
        "“十四五”是极不平凡的五年。建成公租房500套。",
        "五年砥砺奋进。建成公租房500套。",
        "三年行动期间建成公租房500套。",
        "五个年头里建成公租房500套。",
        "开工以来总计建成公租房500套。",
    ],
)
def test_no_total_of_several_years_answers_a_promise_for_one(rules: IndicatorRules, summary: str) -> None:
    assert [v for _, v in read_pair(rules, "建成公租房100套。", summary)] in (["not_comparable"], ["possible"])


@pytest.mark.parametrize("title", ["松岭县五年工作总结（2021—2025年）", "“十四五”工作总结", "2021—2025年工作总结", "五年工作回顾"])
def test_a_report_on_several_years_answers_no_promise_for_one(rules: IndicatorRules, title: str) -> None:
    told = read_pair(rules, "建成公租房100套。", "建成公租房500套。", title=title)
    assert [v for _, v in told] == ["not_comparable"]


def test_a_plan_that_still_runs_is_looked_back_on_so_far(rules: IndicatorRules) -> None:
    parsed = read_report(
        "---\nid: a\ntitle: 松岭县2024年工作总结\nagency: songling\nkind: 总结\nyear: 2024\nsummary: 概述。\n---\n\n“十四五”时期，建成公租房500套。\n",
        "a.md", OFFICES, KINDS,
    ).report  # fmt: skip
    assert parsed is not None
    assert [row.span for row in extract_rows(parsed, "actual", rules)] == [(2021, 2024)]


def test_one_year_named_among_several_answers(rules: IndicatorRules) -> None:
    told = read_pair(rules, "建成公租房100套。", "五年来，建成公租房500套。2025年，建成公租房90套。")
    assert told == [("建成公租房", "missed")]


@pytest.mark.parametrize(
    ("plan", "summary"),
    [
        ("129个县（市、区）达到标准。", "11个县（市、区）通过评估。"),
        ("勘探新增石油储量300万吨、天然气200亿立方米。", "生产天然气56.5亿立方米。"),
        ("建设高标准农田300万亩。", "高标准农田达到4808万亩。"),
        ("年销售收入超10亿元龙头企业达到100家。", "年销售收入超10亿元企业达20家。"),
    ],
)
def test_things_that_are_not_one_are_not_judged(rules: IndicatorRules, plan: str, summary: str) -> None:
    assert {v for _, v in read_pair(rules, plan, summary)} <= {"not_comparable", "not_found", "possible"}


def test_growth_beside_a_level_has_its_own_qualifier(rules: IndicatorRules) -> None:
    target = {"value": 80, "unit": "亿元", "growth": 7.0, "growth_comparison": "approx"}
    assert verdict(rules, target, {"value": 80.2, "unit": "亿元", "growth": 6.7}) == "close"
    assert verdict(rules, {**target, "growth_comparison": "eq"}, {"value": 80.2, "unit": "亿元", "growth": 6.6}) == "missed"


def test_fewer_is_better_for_some_indicators(rules: IndicatorRules) -> None:
    pm = {"indicator": "PM2.5平均浓度", "canonical": "pm25", "unit": "微克/立方米"}
    assert verdict(rules, {"value": 30, **pm}, {"value": 31, **pm}) == "missed"
    assert verdict(rules, {"value": 30, **pm}, {"value": 27, **pm}) == "met"
    fires = {"indicator": "火灾事故", "unit": "起"}
    assert verdict(rules, {"value": 5, **fires}, {"value": 8, **fires}) == "missed"


def test_a_rate_of_change_by_name_is_a_growth(rules: IndicatorRules) -> None:
    name = {"indicator": "居民消费价格涨幅", "canonical": "cpi", "unit": "%"}
    assert verdict(rules, {"value": 2, "comparison": "le", **name}, {"growth": 0.4, **name, "measure": "growth"}) == "met"


def test_names_must_mean_the_same(rules: IndicatorRules) -> None:
    def pair(said: str, done: str) -> str:
        return verdict(rules, {"indicator": said, "value": 30, "unit": "亩"}, {"indicator": done, "value": 31, "unit": "亩"})

    assert pair("清淤河塘", "河塘清淤") == "met"
    assert pair("新建文化广场", "建成文化广场") == "met"
    assert pair("完成河塘清淤", "河塘清淤") == "met"
    assert pair("新增绿地", "净增绿地") == "possible"
    assert pair("清淤河塘", "清淤鱼塘") == "not_found"
    assert pair("投资额", "投资额") == "possible"


def test_the_place_of_a_word_does_not_matter_for_known_indicators(rules: IndicatorRules) -> None:
    said = {"indicator": "新增公办学位", "canonical": "new-school-places", "value": 500, "unit": "个"}
    assert verdict(rules, said, {"indicator": "公办学位新增", "value": 510, "unit": "个"}) == "met"
    part = {"indicator": "中小学新增公办学位", "value": 500, "unit": "个"}  # of primary and middle schools alone
    assert verdict(rules, part, {**said, "value": 510}) == "possible"


def test_what_is_added_is_not_what_there_is(rules: IndicatorRules) -> None:
    said = {"indicator": "养老床位", "canonical": "care-beds", "value": 80, "unit": "张"}
    listed = {**said, "again": "新增"}
    added = {"indicator": "新增养老床位", "value": 85, "unit": "张"}
    assert verdict(rules, listed, added) == "met"
    assert verdict(rules, said, added) == "possible"


def test_promise_and_outcome_meet_by_the_rows_year(rules: IndicatorRules) -> None:
    earlier, later = report("gongzuobaogao", 2025), report("gongzuobaogao", 2026)
    said = figure(earlier, "target", "修复古驿道", 12, "公里")
    done = figure(later, "actual", "修复古驿道", 13, "公里", year=2025)
    (row,) = settle(rules, (earlier, said), (later, done))
    assert (row.verdict, row.outcome) == ("met", done)


def test_a_report_that_looks_back_promises_nothing_for_that_year(rules: IndicatorRules) -> None:
    recalled = figure(SUMMARY, "target", "修复古驿道", 12, "公里")
    assert settle(rules, (SUMMARY, recalled), (SUMMARY, figure(SUMMARY, "actual", "修复古驿道", 13, "公里"))) == ()


def test_a_restated_promise_counts_once(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    again = figure(SUMMARY, "target", "修复古驿道", 12000, "米")
    done = figure(SUMMARY, "actual", "修复古驿道", 13, "公里", self_reported="完成年度任务的108%")
    (row,) = settle(rules, (PLAN, said), (SUMMARY, again), (SUMMARY, done))
    assert (row.promise, row.places, row.verdict) == (said, (again,), "met")
    assert row.self_reported == "完成年度任务的108%"


def test_nothing_found(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    other = figure(SUMMARY, "actual", "粉刷护栏", 900, "米")
    (row,) = settle(rules, (PLAN, said), (SUMMARY, other))
    assert (row.verdict, row.searched, row.outcome) == ("not_found", (SUMMARY.id,), None)
    (row,) = settle(rules, (PLAN, said))
    assert row.verdict == "no_report"
    (row,) = settle(rules, (PLAN, said), newest=date(2025, 12, 31))
    assert row.verdict == "not_due"
    (row,) = settle(rules, (PLAN, figure(PLAN, "target", "修复古驿道", 90, "公里", year=2030)), (SUMMARY, other))
    assert (row.year, row.verdict) == (2030, "not_due")


def test_a_special_report_is_no_account_of_the_year(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    openness = report("zongjie", 2025, name="songling-2025-niandubaogao", title="松岭县2025年政府信息公开工作年度报告")
    (row,) = settle(rules, (PLAN, said), (openness, figure(openness, "actual", "受理公开申请", 9, "件")))
    assert row.verdict == "no_report"


def test_half_a_year_is_no_answer_for_the_year(rules: IndicatorRules) -> None:
    half = report(
        "zongjie", 2025, name="songling-2025-shangbannian-zongjie", title="松岭县2025年上半年工作总结", period="上半年",
        text="修复古驿道13公里。",
    )  # fmt: skip
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    (row,) = settle(rules, (PLAN, said), *((half, r) for r in extract_rows(half, "actual", rules)))
    assert (row.verdict, row.outcome) == ("no_report", None)
    spoken = report("zongjie", 2025, text="上半年修复古驿道11公里。")
    (row,) = settle(rules, (PLAN, said), *((spoken, r) for r in extract_rows(spoken, "actual", rules)))
    assert (row.verdict, row.reason) == ("not_comparable", "结果只说到一年中的一段，不是全年的")


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        # What was done by November was done in the year; what was not done by then may have been since.
        ("新建公园12座。", "截至11月底，新建公园13座。", "met"),
        ("新建公园12座。", "1-11月，新建公园11座。", "not_comparable"),
        ("新建公园12座。", "1-10月新建公园12座。全年新建公园11座。", "missed"),
        ("发放补贴500万元。", "1—10月发放补贴512万元。", "met"),
        # What rises and falls again, what there is at a time, what fewer are wanted of, what was only expected.
        ("税收增长6%。", "1-11月，税收增长7%。", "not_comparable"),
        ("净增规上企业12家。", "1-11月，净增规上企业13家。", "not_comparable"),
        ("垃圾回收利用率达到38%。", "1-11月，垃圾回收利用率达到39%。", "not_comparable"),
        ("发生火灾不超过12起。", "1-11月，发生火灾11起。", "not_comparable"),
        ("新建公园12座。", "1-11月累计新建公园13座。", "met"),
        ("新建公园12座。", "上半年预计新建公园13座。", "not_comparable"),
    ],
)
def test_what_was_done_in_a_part_of_the_year(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        # An item that says its task again, and then how far it has come.
        ("改造老旧小区20个。", "1.改造老旧小区20个。目前已完工12个，其余8个正在施工。", "missed"),
        ("新增普惠托位1000个。", "1.新增普惠托位1000个。已新增936个，完成率93.6%。", "missed"),
        ("新增普惠托位1000个。", "（一）新增普惠托位1000个。截至11月底，新增普惠托位936个。", "not_comparable"),
        ("新增普惠托位1000个。", "新增普惠托位1000个。完成情况：新增936个。", "missed"),
        ("新增普惠托位1000个。", "1.新增普惠托位1000个。实际新增1000个。", "met"),
        ("建成口袋公园5个。", "建成口袋公园5个。目前已完成施工图设计。", "not_found"),
        ("建成口袋公园5个。", "建成口袋公园5个，目前正在进行主体施工。", "possible"),
        ("建成口袋公园5个。", "建成口袋公园5个，目前完成主体施工。", "possible"),
        ("建成口袋公园5个。", "建成口袋公园5个：已开工5个，完工2个。", "missed"),
        ("新增普惠托位1000个。", "任务：新增普惠托位1000个。进展：新增936个。", "missed"),
        # What was all done was done; what there is in all, and what else was begun, leave it as it was.
        ("建成口袋公园5个。", "建成口袋公园5个。目前已全部完工。", "met"),
        ("建成口袋公园5个。", "建成口袋公园5个，目前全部投用。", "met"),
        ("新增高新技术企业12家。", "新增高新技术企业12家。目前，高新技术企业达86家。", "met"),
        ("建成5G基站300个。", "建成5G基站300个。目前已建成5G基站1860个，覆盖所有乡镇。", "met"),
        ("建成口袋公园5个。", "今年以来，建成口袋公园5个。目前正在推进绿道建设。", "met"),
        ("建成口袋公园5个。", "已建成口袋公园5个。目前正在验收。", "met"),
    ],
)
def test_a_task_said_again_is_no_result(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        # What is left of it is not what was taken away; many times what was promised may be all there are.
        ("减少贫困人口1.2万人。", "贫困人口减少到0.3万人。", "not_comparable"),
        ("新建养老互助点15个。", "全县已建成养老互助点86个。", "not_comparable"),
        ("新建养老互助点15个。", "全县新建养老互助点86个。", "met"),
        ("新建养老互助点15个。", "新增养老互助点86个。", "met"),
        ("新建养老互助点15个。", "建成养老互助点86个，完成年度任务的573%。", "met"),
        ("新建养老互助点15个。", "建成养老互助点28个。", "met"),
        # What the document says of itself contradicts what its numbers say.
        ("完成交通投资60亿元。", "完成交通投资60.2亿元，完成年度目标的92%。", "not_comparable"),
        ("完成交通投资60亿元。", "完成交通投资58亿元，完成年度目标的101%。", "not_comparable"),
        ("完成交通投资60亿元。", "完成交通投资58亿元，完成年度目标的96.7%。", "missed"),
        ("税收收入增长5%。", "税收收入5.2亿元，增长4%，完成预算的101%。", "missed"),
        # On another basis it would be another verdict.
        ("财政收入增长6%。", "财政收入同比增长5.2%，扣除一次性因素增长7.1%。", "not_comparable"),
    ],
)
def test_a_doubt_keeps_a_verdict_back(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        # A place with which a sentence begins is what the whole of it is about, up to a semicolon or till the whole area is named.
        ("税收收入30亿元。", "石岭镇实现工业总产值50亿元，税收收入3亿元。", "possible"),
        ("税收收入30亿元。", "开发区实现工业总产值50亿元，税收收入3亿元。", "possible"),
        ("工业投资45亿元。", "开发区完成固定资产投资20亿元，其中工业投资15亿元。", "possible"),
        ("一般公共预算收入10亿元。", "石岭镇财政总收入2亿元，其中一般公共预算收入1亿元。", "possible"),
        ("新增就业5000人。", "经济开发区引进企业12家，新增就业300人。", "possible"),
        ("新建公园12座。", "石岭镇投资2亿元，新建公园2座。", "possible"),
        ("税收收入30亿元。", "石岭镇实现工业总产值50亿元；税收收入31亿元。", "met"),
        ("税收收入30亿元。", "石岭镇实现工业总产值50亿元，全县税收收入31亿元。", "met"),
        ("税收收入30亿元。", "松岭县实现工业总产值50亿元，税收收入31亿元。", "met"),
        ("新建停车位20个。", "农贸市场改造3个，新建停车位21个。", "met"),
        ("新建停车位20个。", "县城新区路网成形，新建停车位21个。", "met"),
        ("新建停车位20个。", "推进石岭镇改造3处，新建停车位21个。", "met"),
        ("新建停车位20个。", "乡镇新建广场3个，新建停车位21个。", "met"),
    ],
)
def test_the_place_that_a_sentence_begins_with_holds_for_its_later_clauses(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


@pytest.mark.parametrize(
    ("plan", "summary", "expected"),
    [
        # 开工 may begin anew or go on; where the sentence says how many were new, these alone answer 新开工.
        ("新开工亿元项目12个。", "开工亿元项目14个，其中新开工11个。", "possible"),
        ("新开工亿元项目12个。", "开工亿元项目14个，新开工11个。", "missed"),
        ("新开工亿元项目12个。", "开工亿元项目14个。", "met"),
        ("建成人才公寓600套。", "人才公寓建成600套，投用320套。", "met"),
        ("投用人才公寓600套。", "人才公寓建成600套，投用320套。", "missed"),
    ],
)
def test_who_says_the_very_verb_answers_before_who_says_another(rules: IndicatorRules, plan: str, summary: str, expected: str) -> None:
    assert [said for _, said in read_pair(rules, plan, summary)] == [expected]


def test_a_deadline_is_no_part_of_the_year(rules: IndicatorRules) -> None:
    for text, expected in (("三季度前修复古驿道12公里。", "met"), ("前三季度修复古驿道12公里。", "not_comparable")):
        plan = report("jihua", 2025, text=text)
        (said,) = extract_rows(plan, "target", rules)
        (row,) = settle(rules, (plan, said), (SUMMARY, figure(SUMMARY, "actual", "修复古驿道", 13, "公里")))
        assert row.verdict == expected


def test_a_running_total_is_no_answer_for_the_year(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    for text, expected in (
        ("累计修复古驿道88公里。", "not_comparable"),
        ("今年累计修复古驿道88公里。", "met"),
        ("截至2025年底，累计修复古驿道88公里。", "not_comparable"),
    ):
        done = report("zongjie", 2025, text=text)
        (result,) = extract_rows(done, "actual", rules)
        (row,) = settle(rules, (PLAN, said), (done, result))
        assert row.verdict == expected


def test_close_is_for_targets_of_about_so_much(rules: IndicatorRules) -> None:
    target = {"value": 500, "unit": "亩", "comparison": "approx"}
    assert verdict(rules, {**target, "qualifier": "约"}, {"value": 480, "unit": "亩"}) == "close"
    assert verdict(rules, {**target, "qualifier": "近"}, {"value": 480, "unit": "亩"}) == "not_comparable"
    assert verdict(rules, {**target, "qualifier": "近"}, {"value": 300, "unit": "亩"}) == "missed"


def test_a_part_of_the_area_does_not_answer_for_the_whole(rules: IndicatorRules) -> None:
    whole, part = {"indicator": "园区道路", "value": 20, "unit": "公里"}, {"indicator": "园区道路", "value": 21, "unit": "公里", "scope": "园区"}
    assert verdict(rules, whole, part) == "possible"
    assert verdict(rules, {**part, "value": 20}, part) == "met"


def test_the_best_fitting_result_counts(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    total = figure(SUMMARY, "actual", "修复古驿道", 88, "公里", measure="cumulative")
    done = figure(SUMMARY, "actual", "修复古驿道", 11, "公里")
    rate = figure(SUMMARY, "actual", "修复古驿道", 130, "%", measure="completion")
    (row,) = settle(rules, (PLAN, said), (SUMMARY, total), (SUMMARY, rate), (SUMMARY, done))
    assert (row.outcome, row.verdict) == (done, "missed")
    later = report("jihua", 2026)
    recalled = figure(later, "actual", "修复古驿道", 12.5, "公里", year=2025)
    (row,) = settle(rules, (PLAN, said), (SUMMARY, done), (later, recalled))
    assert row.outcome == done


def test_results_that_contradict_each_other_give_no_verdict(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    one, two = (figure(SUMMARY, "actual", "修复古驿道", v, "公里") for v in (3, 30))
    (row,) = settle(rules, (PLAN, said), (SUMMARY, one), (SUMMARY, two))
    assert row.verdict == "not_comparable"


def test_targets_that_contradict_each_other_give_no_verdict(rules: IndicatorRules) -> None:
    one, two = (figure(PLAN, "target", "修复古驿道", v, "公里") for v in (3, 30))
    done = figure(SUMMARY, "actual", "修复古驿道", 12, "公里")
    assert [r.verdict for r in settle(rules, (PLAN, one), (PLAN, two), (SUMMARY, done))] == ["not_comparable"] * 2


def test_offices_do_not_answer_for_each_other(rules: IndicatorRules) -> None:
    said = figure(PLAN, "target", "修复古驿道", 12, "公里")
    foreign = report("zongjie", 2025, "heping")
    unknown = report("zongjie", 2025, "", name="weibiaozhu-2025-zongjie")
    rows = settle(
        rules,
        (PLAN, said),
        (foreign, figure(foreign, "actual", "修复古驿道", 13, "公里")),
        (unknown, figure(unknown, "actual", "修复古驿道", 13, "公里")),
        (unknown, figure(unknown, "target", "修复古驿道", 13, "公里", year=2026)),
    )
    assert [(r.agency, r.verdict) for r in rows] == [("songling", "no_report")]


PLAN_TEXT = """---
id: songling-2025-jihua
title: 松岭县2025年工作计划
agency: songling
kind: 计划
year: 2025
published: 2025-01-20
---

## 一、主要目标

地区生产总值增长6%以上，城镇新增就业控制在计划之内，城镇登记失业率控制在4%以内。新增公办学位800个，整治河道15公里左右。
"""
SUMMARY_TEXT = """---
id: songling-2025-zongjie
title: 松岭县2025年工作总结
agency: songling
kind: 总结
year: 2025
published: 2026-01-18
---

## 一、全年工作

全年地区生产总值121亿元，增长6.4%；城镇登记失业率3.2%。新增公办学位760个，整治河道14公里。
"""


def test_from_sentences_to_verdicts(rules: IndicatorRules) -> None:
    reports = [read_report(text, "x.md", OFFICES, KINDS).report for text in (PLAN_TEXT, SUMMARY_TEXT)]
    halves = {k.id: k.half for k in KINDS}
    known = [r for r in reports if r is not None]
    rows = {r.id: extract_rows(r, halves[r.meta.kind], rules) for r in known}
    found = {r.name: r.verdict for r in build_ledger(rows, {}, known, KINDS, OFFICES, LATER, rules)}
    assert found == {"地区生产总值": "met", "城镇登记失业率": "met", "新增公办学位": "missed", "整治河道": "close"}
