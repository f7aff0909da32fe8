"""Who gives account of a year: a notice, a rule or an openness report is no summary that leaves something out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builder.analysis.accounts import account_year, covered_years, gives_account, looks_ahead
from builder.analysis.facts import Facts, join_facts, prepare_links, prepare_topics, read_facts
from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.indicator_series import coverage
from builder.analysis.ledger import LedgerRow
from builder.content.topics import Topic
from builder.defaults import read_default
from builder.model import Agency, Report
from tests.unit.analysis.conftest import Kinds, MakeReport

pytestmark = pytest.mark.parts

OFFICE = Agency("qinghe", "清河镇人民政府")
TOPICS = (Topic("fantang", "长者食堂"), Topic("gudao", "古驿道"))
PLAN = "修复古驿道12公里，新建长者食堂3家。"
SUMMARY = "粉刷护栏900米，新建长者食堂4家。"


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


@pytest.fixture
def plan(make_report: MakeReport) -> Report:
    return make_report(PLAN, id="qinghe-2024-jihua", kind="jihua", title="清河镇2024年工作计划")


def facts(reports: list[Report], kinds: Kinds, rules: IndicatorRules) -> Facts:
    matcher, links = prepare_topics(TOPICS), prepare_links(TOPICS, (), reports)
    read = [read_facts(r, matcher, links, rules, kinds) for r in reports]
    return join_facts(reports, read, TOPICS, kinds, (OFFICE,), rules, date(2026, 3, 1))


def became(reports: list[Report], kinds: Kinds, rules: IndicatorRules, word: str = "古驿道") -> LedgerRow:
    (row,) = [r for r in facts(reports, kinds, rules).ledger if word in r.name and r.year == 2024]
    return row


def test_every_shipped_kind_says_whether_it_gives_account(kinds: Kinds) -> None:
    assert {k.name for k in kinds if k.gives_account} == {"总结", "工作报告", "总结+计划"}
    assert {k.name for k in kinds if k.half == "none"} == {"其他"}
    lines = [line for line in read_default("kinds.yml").splitlines() if line.startswith("-")]
    assert all("gives_account:" in line for line in lines)


NO_ACCOUNTS = [
    ("qita", "清河镇会议管理办法"),
    ("qita", "清河镇关于做好2024年防汛工作的通知"),
    ("niandubaogao", "清河镇2024年年度报告"),
    ("niandubaogao", "清河镇2024年政府信息公开工作年度报告"),
    ("zongjie", "清河镇2024年法治政府建设报告"),
]


@pytest.mark.parametrize(("kind", "title"), NO_ACCOUNTS)
def test_no_summary_no_silence(
    make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules, kind: str, title: str
) -> None:
    other = make_report("会议不超过2小时，参加人数不超过50人。", id="qinghe-2024-other", kind=kind, title=title)
    row = became([plan, other], kinds, rules)
    assert (row.verdict, row.searched) == ("no_report", ())
    rows = facts([plan, other], kinds, rules).rows
    covered = coverage("qinghe", [plan, other], rows, kinds, rules.grammar)
    assert (covered.planned, covered.accounted) == (frozenset({2024}), frozenset())
    assert not gives_account(other, kinds)
    assert account_year(other, rows[other.id], kinds, rules.grammar) is None
    assert covered_years(other, rows[other.id], kinds, rules.grammar) == frozenset()


def test_what_a_notice_states_still_answers(make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules) -> None:
    notice = make_report("已修复古驿道13公里。", id="qinghe-2024-tongzhi", kind="qita", title="清河镇关于开放古驿道的通知")
    assert became([plan, notice], kinds, rules).verdict == "met"


def test_a_notice_promises_nothing_for_its_own_year(make_report: MakeReport, kinds: Kinds, rules: IndicatorRules) -> None:
    notice = make_report("确保修复古驿道12公里。", id="qinghe-2024-tongzhi", kind="qita", title="清河镇关于修复古驿道的通知")
    assert facts([notice], kinds, rules).ledger == ()


def test_a_summary_that_was_looked_through_is_named(
    make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules
) -> None:
    summary = make_report(SUMMARY, id="qinghe-2024-zongjie", kind="zongjie")
    row = became([plan, summary], kinds, rules)
    assert (row.verdict, row.searched, row.outcome) == ("not_found", (summary.id,), None)
    assert row.reason == "总结里没有认出写明这个数字的说法"
    found = became([plan, summary], kinds, rules, "长者食堂")
    assert (found.verdict, found.searched) == ("met", ())


def test_of_a_restatement_it_is_said_of_the_restatement(
    make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules
) -> None:
    summary = make_report(SUMMARY, id="qinghe-2024-zongjie", kind="zongjie")
    excerpt = replace(summary, meta=replace(summary.meta, edition="摘编"))
    row = became([plan, excerpt], kinds, rules)
    assert (row.verdict, row.reason) == ("not_found", "摘编里没有认出写明这个数字的说法，请看原文")
    original = make_report("铺设步道2公里。", id="qinghe-2024-zongjie-2", kind="zongjie")
    assert became([plan, excerpt, original], kinds, rules).reason == "总结里没有认出写明这个数字的说法"


def test_half_a_year_is_accounted_for_as_half_a_year(
    make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules
) -> None:
    half = make_report(SUMMARY, id="qinghe-2024-shangbannian", kind="zongjie", title="清河镇2024年上半年工作总结")
    assert gives_account(half, kinds)
    assert account_year(half, (), kinds, rules.grammar) is None
    assert became([plan, half], kinds, rules).verdict == "no_report"


def test_a_report_of_both_halves_covers_both_years(make_report: MakeReport, kinds: Kinds, rules: IndicatorRules) -> None:
    body = "## 一、2023年工作回顾\n\n改造农村危房30户。\n\n## 二、2024年工作安排\n\n改造农村危房20户。"
    work = make_report(body, id="qinghe-2024-baogao", kind="gongzuobaogao", title="清河镇2024年政府工作报告")
    assert looks_ahead(work, kinds)
    assert gives_account(work, kinds)
    assert covered_years(work, facts([work], kinds, rules).rows[work.id], kinds, rules.grammar) == {2023, 2024}


def test_nothing_is_compared_with_a_notice(make_report: MakeReport, plan: Report, kinds: Kinds, rules: IndicatorRules) -> None:
    notice = make_report("会议不超过2小时。", id="qinghe-2024-tongzhi", kind="qita", title="清河镇会议管理办法")
    summary = make_report(SUMMARY, id="qinghe-2024-zongjie", kind="zongjie")
    (compared,) = facts([plan, notice, summary], kinds, rules).comparisons
    assert (compared.earlier.id, compared.later.id) == (plan.id, summary.id)
    assert [[x.topic.id for x in part] for part in (compared.continued, compared.only_later, compared.only_earlier)] == [
        ["fantang"],
        [],
        ["gudao"],
    ]
