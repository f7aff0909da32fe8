"""What a review before publication says of one report: planted faults are found at their line, ordinary prose is left alone."""

from __future__ import annotations

import random
import time
from datetime import date
from functools import cache

import pytest

from builder.checks.collection import check_collection, check_twins
from builder.checks.columns import check_columns
from builder.checks.review import Reviewing, review_report
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.content.site_files import parse_column
from builder.content.workdays import shipped_calendar
from builder.content.wrong_words import WrongWord, parse_wrong_words, shipped_wrong_words, with_own
from builder.model import Agency, Report
from builder.problems import Problem
from tests.support import AS_OF, ROOT

OFFICES = (Agency("qinghe", "清河镇人民政府", ("清河镇",), uscc="11442000007333211F"), Agency("donghu", "东湖街道办事处", ("东湖街道",)))
KINDS = shipped_kinds()
HEAD = "id: a\ntitle: 清河镇2024年工作总结\nagency: qinghe\nkind: 总结\nyear: 2024\nsummary: 回顾全年工作。\n"
BODY = 12  # line of the body's first paragraph


def read(body: str, head: str = HEAD) -> tuple[Report, str]:
    text = f"---\n{head}---\n\n" + "## 一、经济\n\n" + body + "\n"
    report = read_report(text, "a.md", OFFICES, KINDS).report
    assert report is not None
    return report, text


@cache
def words_with(own: str) -> tuple[WrongWord, ...]:
    return with_own(parse_wrong_words(own, "content/wrong_words.yml")[0])


def found(body: str, head: str = HEAD, *, official: bool = False, own: str = "") -> list[Problem]:
    report, text = read(body, head)
    return [p for p in review_report(report, text, Reviewing(OFFICES, KINDS, words_with(own), official)) if p.code != "review.missing"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("中华人民共合国万岁。", "word.wrong"),
        ("开展扫黑险恶专项斗争。", "word.wrong"),
        ("推进秸杆综合利用。", "word.wrong"),
        ("认真布署各项工作。", "word.wrong"),
        ("学习党十九大精神。", "word.wrong"),
        ("“十四五”规划（2020—2025年）全面收官。", "word.plan-years"),
        ("推进推进老旧小区改造。", "word.repeated"),
        ("投资12亿亿元。", "word.repeated"),
        ("增长百分之5%。", "word.repeated"),
        ("新增岗位300个，，其中女性多。", "word.repeated"),
        ("优化“1+3+N’机制。", "punctuation.unpaired"),
        ("实施“绿化“工程和保护工程”。", "punctuation.unpaired"),
        ("印发《实施方案，全面推进。", "punctuation.unpaired"),
        ("建成公园（含广场3个。", "punctuation.unpaired"),
        ("财政收入增长-3%。", "number.negative"),
        ("投诉下降120%。", "number.over-hundred"),
        ("群众满意率达到102%。", "number.over-hundred"),
        ("办结案件12宗，其中信访15宗。", "number.part"),
        ("投资3亿元，其中工业3.5亿元。", "number.part"),
        ("三次产业分别占10%、45%、55%。", "number.sum"),
        ("产业结构比调整为1.2:48.8:52.0。", "number.sum"),
        ("由100家增加到150家，增长30%。", "number.rate"),
        ("从120户增加到100户。", "number.direction"),
        ("2024年2月30日召开会议。", "date.impossible"),
        ("4月31日召开会议。", "date.impossible"),
        ("2024年13月完工。", "date.impossible"),
        ("2024年12月30日（星期二）召开会议。", "date.weekday"),
        ("全年新建公园XX个。", "text.placeholder"),
        ("新建公园____个。", "text.placeholder"),
        ("经验做法（待补充）。", "text.placeholder"),
        ("经验做法（人数待核对）。", "text.placeholder"),
        ("分类情况(数据缺)。", "text.placeholder"),
        ("各社区情况（图略去）。", "text.placeholder"),
        ("办结率数据尚待核实。", "text.placeholder"),
        ("请在这里写上主要成绩。", "text.placeholder"),
        ("一是修路。三是种树。", "outline.run-in"),
        ("一是修路。二是种树。二是治水。", "outline.run-in"),
        ("办公楼的统一社会信用代码：11442000007333211E。", "uscc.text"),
        ("慰问居民张建国，家住清河路12号3栋402室。", "pii.address"),
        ("村民李小明（住址：清河镇东兴路8号2单元301房）反映问题。", "pii.address"),
        ("患者王大力，电话0760-88123456。", "pii.phone"),
        ("| 姓名 | 残疾类别 | 补助金额 |\n|---|---|---|\n| 张三 | 肢体 | 300 |", "pii.table"),
        ("| 姓名 | 救助金额 |\n|---|---|\n| 张三 | 300 |", "pii.list"),
        ("| 项目 | 数量 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n| 合计 | 8 |", "number.total"),
        ("根据国办发[2017]47号文件要求。", "document-number.text"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_on_its_line(body: str, code: str) -> None:
    problems = found(body)
    assert [p.code for p in problems] == [code], problems
    assert problems[0].location.line in range(BODY, BODY + body.count("\n") + 1)
    assert problems[0].expected
    assert problems[0].action
    if "|" not in body:
        assert problems[0].location.column, problems


CLEAN = (
    "坚持以人民为中心，深入贯彻落实党的二十大精神，全面部署“十四五”规划（2021—2025年）。",
    "构建共建共治共享的社会治理格局，攻坚之战连战连胜，一个一个研究，逐户逐户走访，高高兴兴过年。",
    "（1）修路12公里；2）种树300株；a）治水。引用“甲‘乙’丙”和《关于印发〈办法〉的通知》（清府〔2024〕3号）。",
    "地区生产总值12亿元，同比增长-，较上年下降3%，增速比上年高2-3个百分点。",
    "新增企业20家，其中规上企业5家；比上年增加20家，其中新认定30家、退出10家。",
    "完成年度任务的120%，毛入学率102%，利润下降150%。",
    "党员占60%，女性占50%。三次产业比为1.2:48.8:50.0。",
    "由100家增加到150家，增长50%。从第10位上升到第5位。排名从12位升至8位。",
    "2024年2月29日（星期四）召开会议。1—11月，用电3月龄以上。25年3月5日（星期一）。",
    "一是修路。二是种树。三是治水。这件事二是难点。",
    "办公地址：清河路12号政务中心3楼302室，咨询电话0760-88123456，负责人：王大力。",
    "统一社会信用代码：11442000007333211F。秸秆、辐射、竣工、海拔、拨款都对。",
    "输入民生数据，自己经营的店，各自已完成，热烈土家族歌舞。投入民政府购买服务。",
    "| 姓名 | 职务 | 联系电话 |\n|---|---|---|\n| 王大力 | 主任 | 0760-88123456 |",
    "| 姓名 | 身份证号 |\n|---|---|\n| 张*三 | 4420**********1234 |",
    "| 项目 | 数量 | 占比 |\n|---|---|---|\n| 甲 | 3 | 43% |\n| 乙 | 4 | 57% |\n| 合计 | 7 | 100% |",
    "| 项目 | 万元 |\n|---|---|\n| 甲 | 3.33 |\n| 乙 | 3.33 |\n| 丙 | 3.33 |\n| 合计 | 10.00 |",
    "| 项目 | 数量 |\n|---|---|\n| 甲 | 3 |\n| 其中：乙 | 2 |\n| 合计 | 3 |",
)  # fmt: skip


@pytest.mark.parametrize("body", CLEAN)
def test_ordinary_prose_is_left_alone(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("year: 2024", "year: 2022", "title.year", 6),
        ("kind: 总结", "kind: 计划", "title.kind", 5),
        ("agency: qinghe", "agency: donghu", "title.agency", 4),
        ("year: 2024", "year: 2024\nwritten: 2025-01-03\npublished: 2025-03-03", "date.late", 8),
        ("year: 2024", "year: 2024\nwritten: 2023-12-20", "date.before-year", 7),
        ("year: 2024", "year: 2024\nindex_number: 11442000007333211E/2025-00026", "index-number.check", 7),
        ("year: 2024", "year: 2024\nindex_number: 11341702486344515H/2025-00026", "index-number.check", 7),
        ("year: 2024", "year: 2024\nwritten: 2025-01-03\ndocument_number: 清府〔2026〕3号", "document-number.year", 8),
    ],
)
def test_a_record_that_contradicts_itself(old: str, new: str, code: str, line: int) -> None:
    assert [(p.code, p.location.line) for p in found("修路12公里。", HEAD.replace(old, new))] == [(code, line)]


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("清河镇2024年工作总结和2025年工作计划", "总结+计划", 2024), ("2025年清河镇政府工作报告", "工作报告", 2024), ("清河镇二〇二四年工作总结", "总结", 2024),
        ("清河镇2021—2025年规划", "计划", 2023), ("清河镇2024年工作计划完成情况", "总结", 2024), ("清河镇关于印发2024年度工作要点的通知", "计划", 2024),
    ],
)  # fmt: skip
def test_titles_that_agree(title: str, kind: str, year: int) -> None:
    head = HEAD.replace("清河镇2024年工作总结", title).replace("kind: 总结", f"kind: {kind}").replace("year: 2024", f"year: {year}")
    assert found("修路12公里。", head) == []


def test_working_days_follow_the_announcements() -> None:
    days = shipped_calendar().working_days
    assert days(date(2025, 1, 24), date(2025, 2, 8)) == 6  # 26 January and 8 February were worked
    assert days(date(2024, 9, 30), date(2024, 10, 8)) == 1
    assert days(date(2025, 1, 3), date(2025, 1, 3)) == 0
    assert days(date(2026, 12, 31), date(2027, 1, 4)) is None  # not announced in the data
    assert found("甲。", HEAD + "written: 2025-01-03\npublished: 2025-01-26\n") == []


def test_in_a_mirror_words_warn_in_an_official_site_they_stop() -> None:
    def weights(*, official: bool) -> dict[str, str]:
        return {p.code: p.severity for p in found("中华人民共合国，共XX个。\n\n| 姓名 | 病情 |\n|---|---|\n| 张三 | 重 |", official=official)}

    assert weights(official=False) == {"word.wrong": "warning", "text.placeholder": "warning", "pii.table": "error"}
    assert weights(official=True) == dict.fromkeys(("word.wrong", "text.placeholder", "pii.table"), "error")


def test_an_official_report_says_who_reviewed_it() -> None:
    for more, codes in (("", ["review.missing"]), ("review: {by: 党政办, date: 2025-01-03}\n", []), ("draft: true\n", [])):
        report, text = read("修路12公里。", HEAD + more)
        assert [p.code for p in review_report(report, text, Reviewing(OFFICES, KINDS, shipped_wrong_words(), True))] == codes


def test_nobody_has_reviewed_tomorrow() -> None:
    report, _ = read("修路12公里。", HEAD + "review: {by: 党政办, date: 2027-01-01}\n")
    assert [(p.code, p.severity) for p in check_collection([report], AS_OF)] == [("review.date", "error")]


def test_a_review_has_a_name_and_a_day() -> None:
    text = f"---\n{HEAD}review: {{by: 党政办}}\n---\n\n正文。\n"
    assert [p.code for p in read_report(text, "a.md", OFFICES, KINDS).problems] == ["field.required"]


def test_the_sites_own_words() -> None:
    own = "- {wrong: [清和镇], right: 清河镇, source: 本镇}\n- {allow: [秸杆], source: 地名}\n"
    assert [p.code for p in found("清和镇推进秸杆利用。", own=own)] == ["word.wrong"]
    _, problems = parse_wrong_words("- {wrong: [甲], right: 乙, source: 本镇}\n- {right: 甲}\n", "content/wrong_words.yml")
    assert [p.code for p in problems] == ["wrong-word.form", "field.required", "wrong-word.empty"]


def test_shipped_words_are_wrong_each_in_its_own_way() -> None:
    entries = shipped_wrong_words()
    wrong = [w for e in entries for w in e.wrong]
    assert len(entries) >= 50
    assert len(wrong) == len(set(wrong))
    for entry in entries:
        assert not any(w in right for w in wrong for right in entry.right.split("、")), entry
        assert all(not list(entry.found_in(longer)) for longer in entry.unless), entry


def test_a_twin_is_told_at_the_later_file() -> None:
    report, _ = read("修路12公里。")
    copies = [read_report(f"---\n{HEAD.replace('id: a', f'id: {i}')}---\n\n正文。\n", f"{i}.md", OFFICES, KINDS).report for i in ("b", "c")]
    twins = [r for r in (report, *copies) if r]
    assert [(p.code, p.location.path) for p in check_twins(twins)] == [("report.twin", "b.md"), ("report.twin", "c.md")]
    assert not list(check_twins([report]))


def test_columns() -> None:
    text = "---\ntitle: 指南\nupdated: 2024-01-01\n---\n\n请在这里写上地址。\n"
    blank = "---\ntitle: 年报\n---\n"
    columns = [c for c in (parse_column(text, "content/columns/guide.md", "guide")[0], parse_column(blank, "content/columns/annual.md", "annual")[0]) if c]
    assert [(p.code, p.severity) for p in check_columns(columns, AS_OF, True)] == [
        ("text.placeholder", "error"), ("column.stale", "warning"), ("column.blank", "error"),
    ]  # fmt: skip
    mirrored = [(p.code, p.severity, p.location.line) for p in check_columns(columns, AS_OF, False)]
    assert mirrored == [("text.placeholder", "warning", 6), ("column.stale", "warning", 3), ("column.blank", "warning", 1)]


def test_a_passage_that_stands_there_twice_is_told_once() -> None:
    long = "全年新建公园12个、改造道路30公里，完成投资3亿元，惠及群众五万多人，得到各方面的肯定和好评。"
    assert [p.code for p in found(f"{long}\n\n甲。\n\n{long}\n\n{long}")] == ["text.twice"]


def test_columns_count_characters_of_the_file() -> None:
    problem = found("甲**推进**秸杆。甲。推进秸杆。")[0]
    assert str(problem).startswith(f"a.md:{BODY}:8: ")


@pytest.mark.whole
def test_it_is_quick_and_never_raises() -> None:
    """A thousand reports are a budget: a report of 6,000 characters must not take more than a few milliseconds."""
    body = "\n\n".join(CLEAN[:12] * 8)
    report, text = read(body)
    by = Reviewing(OFFICES, KINDS, shipped_wrong_words(), True)
    start = time.process_time()
    for _ in range(10):
        review_report(report, text, by)
    assert (time.process_time() - start) / 10 < 0.1
    random.seed(1)
    signs = "一二三、。（）“”‘’《》()XX%-12年月日由从增加到其中分别占：:｜|#*\n姓名路号室是"
    for _ in range(150):
        noise, text = read("甲" + "".join(random.choices(signs, k=200)))
        review_report(noise, text, by)


@pytest.mark.parts
def test_content_that_ships_is_clean() -> None:
    paths = sorted((ROOT / "tests" / "sites" / "complete" / "content" / "reports").rglob("*.md"))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        report = read_report(text, path.name, (), KINDS).report
        assert report is not None
        by = Reviewing((), KINDS, shipped_wrong_words(), False)
        assert [p for p in review_report(report, text, by) if p.severity != "notice"] == []
