"""Timelines: years with entries, years in whose documents nothing was recognised, years without a document."""

from __future__ import annotations

from datetime import date

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.reading import extract_rows
from builder.analysis.series import compared_pairs, neighbours
from builder.analysis.timeline import Timeline, build_timelines
from builder.content.topics import Topic
from builder.model import Report
from tests.unit.analysis.conftest import FindMentions, Kinds, MakeReport

TOPICS = (Topic("fantang", "长者食堂"), Topic("shuniu", "交通枢纽"))


def build(reports: list[Report], kinds: Kinds, mentions_of: FindMentions) -> tuple[Timeline, ...]:
    mentions = [m for r in reports for m in mentions_of(r, TOPICS)]
    return build_timelines(TOPICS, reports, mentions, kinds, {}, load_rules()[0].grammar)


def test_years_run_without_a_hole(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    reports = [
        make_report("计划建三家长者食堂。", id="a", year=2020, kind="计划"),
        make_report("修路两条。", id="b", year=2022),
        make_report("长者食堂达到五家。", id="c", year=2023),
    ]
    (office,) = build(reports, kinds, mentions_of)[0].offices
    assert [(y.year, y.status, len(y.plans), len(y.results)) for y in office.years] == [
        (2020, "mentioned", 1, 0),
        (2021, "no-report", 0, 0),
        (2022, "unrecognised", 0, 0),
        (2023, "mentioned", 0, 1),
    ]
    assert [y.reports for y in office.years] == [("a",), (), ("b",), ("c",)]


@pytest.mark.parametrize("kind", ["其他", "年报"])
def test_a_notice_does_not_stand_for_the_years_documents(make_report: MakeReport, kinds: Kinds, kind: str, mentions_of: FindMentions) -> None:
    reports = [
        make_report("计划建三家长者食堂。", id="a", year=2022, kind="计划"),
        make_report("会议不得超过两小时。", id="b", year=2023, kind=kind, title="清河镇会议管理办法"),
        make_report("长者食堂达到五家。", id="c", year=2024),
    ]
    (office,) = build(reports, kinds, mentions_of)[0].offices
    assert [(y.year, y.status, y.reports) for y in office.years][1] == (2023, "no-report", ())


def test_what_a_notice_says_is_an_entry_all_the_same(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    (office,) = build([make_report("长者食堂已建成五家。", id="b", year=2023, kind="其他")], kinds, mentions_of)[0].offices
    assert [(y.year, y.status, len(y.entries)) for y in office.years] == [(2023, "mentioned", 1)]


def test_a_work_report_is_a_document_of_the_year_it_looks_back_on(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    rules = load_rules()[0]
    work = make_report(
        "## 一、2024年工作回顾\n\n改造农村危房30户。\n\n## 二、2025年工作安排\n\n改造农村危房20户，建长者食堂三家。",
        id="w",
        year=2025,
        kind="工作报告",
        title="清河镇2025年政府工作报告",
    )
    plan = make_report("计划建三家长者食堂。", id="a", year=2023, kind="计划")
    mentions = [m for r in (plan, work) for m in mentions_of(r, TOPICS)]
    rows = {"w": extract_rows(work, "both", rules)}
    (office,) = build_timelines(TOPICS, [plan, work], mentions, kinds, rows, rules.grammar)[0].offices
    assert [(y.year, y.status) for y in office.years] == [(2023, "mentioned"), (2024, "unrecognised"), (2025, "mentioned")]


def test_offices_have_timelines_of_their_own(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    reports = [make_report("建长者食堂。", id="a", year=2020), make_report("修路。", id="b", year=2024, agency="dongshan")]
    timeline = build(reports, kinds, mentions_of)[0]
    assert [o.agency for o in timeline.offices] == ["qinghe"]
    assert timeline.years == (2020,)


def test_a_plan_for_a_later_year_is_no_silence_about_its_own(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    reports = [
        make_report("力争到2025年建成长者食堂五家。", id="a", year=2020, kind="计划"),
        make_report("修路两条。", id="b", year=2021, kind="计划"),
    ]
    (office,) = build(reports, kinds, mentions_of)[0].offices
    assert [(y.year, y.status, len(y.plans)) for y in office.years] == [(2021, "unrecognised", 0), (2025, "mentioned", 1)]


def test_a_topic_nobody_mentions_has_no_office(make_report: MakeReport, kinds: Kinds, mentions_of: FindMentions) -> None:
    assert build([make_report("建长者食堂。")], kinds, mentions_of)[1].offices == ()


def test_a_plan_comes_before_the_summary_of_its_year(make_report: MakeReport, kinds: Kinds) -> None:
    summary = make_report("甲。", id="s", year=2023, published=date(2024, 1, 9))
    plan = make_report("乙。", id="p", year=2023, kind="计划")
    next_plan = make_report("丙。", id="q", year=2024, kind="计划", published=date(2024, 1, 5))
    reports = [summary, next_plan, plan, make_report("丁。", id="x", year=2023, agency="dongshan")]
    beside = neighbours(summary, reports, kinds)
    assert (beside.earlier, beside.later, beside.paired) == (plan, next_plan, (plan,))
    assert [(a.id, b.id) for a, b in compared_pairs(reports, kinds)] == [("p", "s"), ("p", "q")]


@pytest.mark.parametrize(
    ("kind", "title"),
    [("其他", "清河镇会议管理办法"), ("年报", "清河镇政府信息公开年报"), ("总结", "清河镇2023年法治政府建设报告")],
)
def test_only_plans_and_summaries_are_compared_or_paired(make_report: MakeReport, kinds: Kinds, kind: str, title: str) -> None:
    plan = make_report("甲。", id="p", year=2023, kind="计划", published=date(2023, 1, 9))
    other = make_report("乙。", id="n", year=2023, kind=kind, title=title, published=date(2023, 6, 9))
    summary = make_report("丙。", id="s", year=2023, published=date(2024, 1, 9))
    reports = [plan, other, summary]
    assert [(a.id, b.id) for a, b in compared_pairs(reports, kinds)] == [("p", "s")]
    assert neighbours(plan, reports, kinds).paired == (summary,)
    assert neighbours(other, reports, kinds).paired == ()
