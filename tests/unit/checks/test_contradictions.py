"""What contradicts itself in a record, in days and in sums, with what only looks like it beside each. The texts are made up."""

from __future__ import annotations

import pytest

from builder.checks.collection import check_collection
from builder.checks.columns import check_columns
from builder.checks.review import Reviewing, review_report
from builder.content.read import read_report
from builder.content.site_files import parse_agencies, parse_column
from builder.content.wrong_words import shipped_wrong_words
from builder.model import Agency
from builder.problems import Problem
from tests.support import AS_OF
from tests.unit.checks.test_kinds import BODY, HEAD, KINDS, OFFICES, found


def told(body: str, head: str = HEAD) -> list[tuple[str, int]]:
    return [(p.code, p.location.line) for p in found(body, head) if p.severity != "notice"]


def to_come(more: str) -> list[Problem]:
    report = read_report(f"---\n{HEAD}{more}---\n\n修路。\n", "a.md", OFFICES, KINDS).report
    assert report is not None
    return list(check_collection([report], AS_OF))


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("source: {name: 本网, url: 'https://a.example/1', retrieved: 2031-01-01}\n", 10),
        ("corrections:\n  - {date: 2025-01-02, note: 甲。}\n  - {date: 2031-01-02, note: 乙。}\n", 12),
        ("validity: 有效\narchived: 2031-01-01\n", 11),
    ],
)
def test_nothing_was_done_tomorrow(more: str, line: int) -> None:
    assert [(p.code, p.severity, p.location.line) for p in to_come(more)] == [("date.future", "error", line)]
    assert not to_come(more.replace("2031", "2025"))
    assert not to_come(more + "draft: true\n")


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("corrections:\n  - {date: 2025-01-02, note: 甲。}\n  - {date: 2024-12-21, note: 乙。}\n", 12),
        ("archived: 2024-12-01\n", 10),
        ("review: {by: 党政办, date: 2024-12-01}\n", 10),
    ],
)
def test_the_days_of_a_record_have_an_order(more: str, line: int) -> None:
    assert told("修路。", HEAD + more) == [("date.order", line)]


def titled(title: str, kind: str = "总结", period: str = "") -> list[tuple[str, int]]:
    head = HEAD.replace("清河镇2024年工作总结", title).replace("kind: 总结", f"kind: {kind}")
    return told("修路。", head + (f"period: {period}\n" if period else ""))


def test_a_title_and_its_kind() -> None:
    assert titled("清河镇2024年政府工作报告", "年报") == [("title.kind", 5)]
    assert titled("清河镇2024年政府信息公开工作年度报告", "工作报告") == [("title.kind", 5)]
    assert titled("清河镇2024年工作要点", "工作报告") == [("title.kind", 5)]
    assert titled("清河镇2024年政府工作报告", "工作报告") == []
    assert titled("清河镇2024年政府信息公开工作年度报告", "年报") == []
    assert titled("清河镇2024年政府工作报告（摘要）", "总结+计划") == []


def test_a_title_and_its_part_of_the_year() -> None:
    written = HEAD.replace("2024-12-2", "2024-12-0").replace("written: 2024-12-00", "written: 2024-12-01")
    head = written.replace("清河镇2024年工作总结", "清河镇2024年上半年工作总结")
    assert told("修路。", head + "period: 下半年\n") == [("title.period", 10)]
    assert told("修路。", head + "period: 上半年\n") == []
    assert told("修路。", written.replace("清河镇2024年工作总结", "清河镇2024年三季度工作总结") + "period: 二季度\n") == [("title.period", 10)]
    both = written.replace("清河镇2024年工作总结", "清河镇2024年上半年工作总结和下半年工作打算")
    assert told("修路。", both + "period: 上半年\n") == []


def test_a_year_that_stands_twice_in_a_title() -> None:
    assert titled("清河镇2024年2024年工作总结") == [("word.repeated", 3)]
    assert titled("清河镇2024年度2024年工作总结") == [("word.repeated", 3)]
    assert titled("清河镇2023年2024年对比总结") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("请于12月24日（星期五）前报送名单。", "date.weekday"),
        ("报名时间为2024年12月9日（星期一）至12月13日（周四）。", "date.weekday"),
        ("本办法自2024年5月1日起施行，有效期至2020年4月30日。", "date.impossible"),
        ("租期为2024年5月1日至2023年4月30日。", "date.impossible"),
        ("改造工程计划2024年10月开工，2024年3月完工。", "date.impossible"),
        ("| 工程 | 开工时间 | 竣工时间 |\n|---|---|---|\n| 甲桥 | 2024年10月 | 2024年3月 |", "date.impossible"),
        ("| 工程 | 开始日期 | 结束日期 |\n|---|---|---|\n| 甲桥 | 2024-10-08 | 2024-10-01 |", "date.impossible"),
    ],
)
def test_days_that_contradict_each_other(body: str, code: str) -> None:
    problems = told(body)
    assert [c for c, _ in problems] == [code]
    assert BODY <= problems[0][1] <= BODY + 2


@pytest.mark.parametrize(
    "body",
    [
        "请于12月24日（星期二）前报送名单，2025年1月3日（星期五）公布。",
        "报名时间为2024年12月9日（星期一）至12月13日（周五）。",
        "沿用2023年的安排，11月24日（星期五）集中检查。",
        "本办法自2024年5月1日起施行，有效期至2029年4月30日；租期为2023年5月1日至2024年4月30日。",
        "改造工程2023年10月开工，2024年3月完工；二期2024年开工，2024年3月完工。",
        "2024年6月开工的甲项目和2023年3月竣工的乙项目；2024年6月开工，2023年3月完成立项。元旦前后：1月3日（周五）、12月6日（周五）。",
        "| 科目 | 报名截止时间 | 考试开始时间 |\n|---|---|---|\n| 甲 | 2024-03-01 | 2024-05-01 |",
        "| 工程 | 开工时间 | 竣工时间 |\n|---|---|---|\n| 甲桥 | 2024年 | 2024年3月 |\n| 乙桥 | 2023年10月 | 2025年 |\n| 丙桥 | 另行通知 | — |",
    ],
)
def test_days_that_agree(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("排查老化线路62处，已更换51处，剩余13处年内更换。", "number.part"),
        ("全年收到信息公开申请12件。予以公开8件，部分公开3件，不予公开2件。", "number.total"),
        ("人均支出中，食品类占48%，居住类占31%，交通类占17%，文教类占21%。", "number.sum"),
        ("| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n| 2 | 1 | 0 | 0 | 4 |", "number.total"),
        ("公共预算收入9.6亿元，增长3.1%，其中税收收入10.2亿元。", "number.part"),
        ("水产品产量5.2万吨，增长1.4%，其中鱼类3.1万吨，虾类2.6万吨，其他0.4万吨。", "number.part"),
        ("接到噪声投诉85件，办结73件，办结率100%。", "number.rate"),
        ("第一，修路。\n\n第二，治水。\n\n第四，种树。", "outline.run-in"),
    ],
)
def test_sums_and_numbers_that_do_not_follow(body: str, code: str) -> None:
    problems = told(body)
    assert [c for c, _ in problems] == [code]
    assert BODY <= problems[0][1] <= BODY + 4


@pytest.mark.parametrize(
    "body",
    [
        "排查老化线路62处，已更换51处，剩余11处年内更换。排查电梯30台，整改12台，报废5台，其余13台正常。检修车20辆、船8辆，其余3辆封存，上年结转5辆。",
        "全年收到信息公开申请12件，上年结转2件。予以公开8件，部分公开3件，不予公开3件。收到申请10件，予以公开6件，部分公开1件，不予公开1件，结转2件。",
        "网上申请5件、信函申请3件，共8件。予以公开5件，部分公开2件，不予公开1件。受理投诉45件，办结39件，其余8件正在办理（含上年结转2件）。",
        "食品类占48%，居住类占31%，文教类占21%；女干部占55%，青年干部占40%，党外干部占20%；国有企业占50%，民营企业占45%，高新企业占30%；咨询类占60%，投诉类占50%，求助类占30%（可多选）。",
        "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n| 2 | 1 | 0 | 1 | 4 |",
        "公共预算收入9.6亿元，增长3.1%，其中税收收入8.2亿元。投资12亿元，比上年增加2亿元，其中工业投资7亿元。",
        "接到噪声投诉85件，办结85件，办结率100%。",
        "第一，修路。一是甲路。二是乙路。\n\n第二，治水。\n\n第三，种树。\n\n第二、第三产业稳步发展。",
    ],
)
def test_sums_and_numbers_that_follow(body: str) -> None:
    assert told(body) == []


def test_who_signed() -> None:
    offices = (*OFFICES, Agency("jiaoyu", "平江市教育局", ("市教育局",)))
    for foot, codes in (("教育局", ["body.agency"]), ("东湖街道办事处", ["body.agency"]), ("清河镇人民政府", []), ("平江市人民政府", [])):
        text = f"---\n{HEAD}---\n\n修路。\n\n{foot}\n"
        report = read_report(text, "a.md", offices, KINDS).report
        assert report is not None
        by = Reviewing(offices, KINDS, shipped_wrong_words(), False)
        assert [p.code for p in review_report(report, text, by)] == codes, foot


def test_the_code_in_an_index_number_is_whole() -> None:
    for number, codes in (
        ("1144200000733321F/2024-00003", ["index-number.check"]),
        ("11442000007333211FF/2024-00003", ["index-number.check"]),
        ("11442000OO7333211F/2024-00003", ["index-number.check"]),
        ("007333211/2024-00003", []),
        ("113-442000-2024-00003", []),
    ):
        assert [c for c, _ in told("修路。", HEAD + f"index_number: {number}\n")] == codes, number


def test_a_credit_code_is_of_one_office() -> None:
    entry = "- {{id: {}, name: {}, uscc: 11341702486344515H}}\n"
    two = parse_agencies(entry.format("a", "平江市民政局") + entry.format("b", "平江市财政局"), "content/agencies.yml")[1]
    assert [(p.code, p.severity, p.location.line) for p in two] == [("uscc.check", "warning", 2)]
    shared = entry.format("a", "平江市人民政府") + entry.format("b", "平江市人民政府办公室")
    assert not parse_agencies(shared, "content/agencies.yml")[1]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("报名请找窗口，联系人：×××，电话0760-88123456。", "text.stand-in"),
        ("评出洁净人家60户，第一户是王大明户（清河村三组18号）。", "pii.address"),
        ("党的二十大（2023年召开）指明方向。", "word.meeting"),
        ("学习中国共产党第十九次全国代表大会（2016年召开）精神。", "word.meeting"),
        ("会议研究研究部署工作。", "word.repeated"),
        ("财政收入增长为-3%。", "number.negative"),
    ],
)
def test_what_is_found(body: str, code: str) -> None:
    assert [c for c, _ in told(body)] == [code]


@pytest.mark.parametrize(
    "body",
    [
        "联系人：张××，电话0760-88123456。联系人：王某某。",
        "表中某某镇、××村等字样仅用于举例。",
        "清河村党群服务中心（清河村三组18号）开放。",
        "党的二十大（2022年召开）指明方向，学习中国共产党第二十次全国代表大会精神。",
        "不能总说研究研究再说、考虑考虑。",
        "土地出让收入同比增速为-35.4%，税收增长率为-2.1%。",
    ],
)
def test_what_is_none(body: str) -> None:
    assert told(body) == []


def test_columns_that_only_promise() -> None:
    def codes(body: str, updated: str = "2026-10-01") -> list[tuple[str, str, int]]:
        column, _ = parse_column(f"---\ntitle: 指南\nupdated: {updated}\n---\n\n{body}\n", "content/columns/guide.md", "guide")
        assert column is not None
        return [(p.code, p.severity, p.location.line) for p in check_columns([column], AS_OF, False)]

    for body in ("（栏目建设中，敬请期待）", "本页面正在完善中。", "暂无内容", "敬请期待！"):
        assert codes(body) == [("text.placeholder", "warning", 6)], body
    assert codes("城市更新在建设中推进，敬请市民期待新公园。") == []
    assert codes("地址：东街1号。", "2031-01-01") == [("date.future", "warning", 3)]
    assert codes("地址：东街1号。", "2025-10-01") == [("column.stale", "notice", 3)]


def test_characters_that_look_alike() -> None:
    """And the same two characters in other words."""
    for body in ("为家乡做攻献。", "村企双嬴。", "推进综合冶理。", "收费和避兔。", "做到三个维护。"):
        assert [c for c, _ in told(body)] == ["word.wrong"], body
    assert told("主攻献血宣传，湿法冶金，陶冶理想情操，月末来访，养兔费工，裁撤底部。") == []
