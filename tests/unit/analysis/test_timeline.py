"""Timelines: years told apart, silence said only where a later report exists."""

from __future__ import annotations

from datetime import date

from builder.analysis.halves import report_half
from builder.analysis.series import neighbour_pairs, neighbours
from builder.analysis.timeline import build_timelines
from builder.analysis.topics import find_mentions
from builder.content.topics import Topic

TOPICS = (Topic("fantang", "长者食堂"), Topic("shuniu", "交通枢纽"))


def build(reports, kinds):  # type: ignore[no-untyped-def]
    mentions = [m for r in reports for m in find_mentions(r, TOPICS, report_half(r, kinds))]
    return build_timelines(TOPICS, reports, mentions, kinds)


def test_years_run_without_a_hole(make_report, kinds) -> None:  # type: ignore[no-untyped-def]
    reports = [
        make_report("计划建三家长者食堂。", id="a", year=2020, kind="计划"),
        make_report("修路两条。", id="b", year=2022),
        make_report("长者食堂达到五家。", id="c", year=2023),
    ]
    (office,) = build(reports, kinds)[0].offices
    assert [(y.year, y.status, len(y.plans), len(y.results)) for y in office.years] == [
        (2020, "mentioned", 1, 0),
        (2021, "no-report", 0, 0),
        (2022, "silent", 0, 0),
        (2023, "mentioned", 0, 1),
    ]
    assert office.gaps == (2021,)
    assert office.silent_since is None


def test_silence_needs_a_later_report(make_report, kinds) -> None:  # type: ignore[no-untyped-def]
    first = make_report("建长者食堂。", id="a", year=2020)
    assert build([first], kinds)[0].offices[0].silent_since is None
    later = [make_report("修路。", id="b", year=2022), make_report("植树。", id="c", year=2023)]
    office = build([first, *later], kinds)[0].offices[0]
    assert (office.last_mentioned, office.silent_since, office.silent_reports) == (2020, 2022, ("b", "c"))


def test_other_offices_break_no_silence(make_report, kinds) -> None:  # type: ignore[no-untyped-def]
    reports = [make_report("建长者食堂。", id="a", year=2020), make_report("修路。", id="b", year=2024, agency="dongshan")]
    timeline = build(reports, kinds)[0]
    assert [(o.agency, o.silent_since) for o in timeline.offices] == [("qinghe", None)]
    assert timeline.years == (2020,)


def test_a_topic_nobody_mentions_has_no_office(make_report, kinds) -> None:  # type: ignore[no-untyped-def]
    assert build([make_report("建长者食堂。")], kinds)[1].offices == ()


def test_a_plan_comes_before_the_summary_of_its_year(make_report, kinds) -> None:  # type: ignore[no-untyped-def]
    summary = make_report("甲。", id="s", year=2023, published=date(2024, 1, 9))
    plan = make_report("乙。", id="p", year=2023, kind="计划")
    next_plan = make_report("丙。", id="q", year=2024, kind="计划", published=date(2024, 1, 5))
    reports = [summary, next_plan, plan, make_report("丁。", id="x", year=2023, agency="dongshan")]
    beside = neighbours(summary, reports, kinds)
    assert (beside.earlier, beside.later, beside.paired) == (plan, next_plan, (plan,))
    assert (beside.earlier_same_kind, beside.later_same_kind) == (None, None)
    assert [(a.id, b.id) for a, b in neighbour_pairs(reports, kinds)] == [("p", "s"), ("s", "q")]
