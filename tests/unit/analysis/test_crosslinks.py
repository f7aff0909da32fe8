"""Links in the text and related reading: where they stand and where they must not."""

from __future__ import annotations

import pytest

from builder.analysis.crosslinks import find_terms, links_for, prepare_links
from builder.analysis.related import profile_reports, profile_topics, related_reports, same_subject_elsewhere
from builder.content.terms import Term
from builder.content.topics import Topic
from builder.model import Metadata, Report
from builder.problems import Location
from tests.unit.analysis.conftest import FindMentions, MakeReport

pytestmark = pytest.mark.parts

TOPICS = (Topic("zhishui", "治水"), Topic("baiqian", "百千工程"), Topic("shitang", "长者食堂"))
TERMS = (
    Term("hezhang", "河长制", gloss="甲"),
    Term("baiqian-t", "百千工程", gloss="乙"),
    Term("wangzhi", "治水河长", gloss="丙"),
)


def linked(mentions_of: FindMentions, report: Report, *others: Report) -> list[tuple[str, str]]:
    index = prepare_links(TOPICS, TERMS, (report, *others))
    found = links_for(report, mentions_of(report, TOPICS), find_terms(report, index), index)
    return [(report.paragraph_by_id[link.paragraph].text[link.start : link.end], link.target) for link in found]


def test_the_first_mention_in_a_document(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、甲\n\n治水提速，治水见效。\n\n再说治水。\n\n## 二、乙\n\n继续治水，落实河长制。")
    assert linked(mentions_of, report) == [("治水", "topics/zhishui/"), ("河长制", "terms/hezhang/")]


def test_never_in_headings_or_heads(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、治水\n\n一是全力治水。河长制全面落实，治水投入加大。")
    found = linked(mentions_of, report)
    assert found == [("河长制", "terms/hezhang/"), ("治水", "topics/zhishui/")]
    mentions, index = mentions_of(report, TOPICS), prepare_links(TOPICS, TERMS, ())
    (link,) = (x for x in links_for(report, mentions, find_terms(report, index), index) if x.kind == "topic")
    assert link.start > report.paragraphs[0].run_ins[0].head_end


def test_a_link_of_the_author_stays_the_only_one(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("全力治水。详见[治水时间线](../../topics/zhishui/)，另见[河长制办法](https://example.org/)。")
    assert linked(mentions_of, report) == []


def test_a_topic_wins_over_a_term(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("推进百千工程，百千工程再提速。治水河长到岗。")
    assert linked(mentions_of, report) == [("百千工程", "topics/baiqian/"), ("治水", "topics/zhishui/")]


def test_no_link_crosses_other_markup(make_report: MakeReport, mentions_of: FindMentions) -> None:
    assert linked(mentions_of, make_report("加快**建长者**食堂。")) == []
    assert linked(mentions_of, make_report("加快**长者食堂建设**。")) == [("长者食堂", "topics/shitang/")]


def test_titles_of_reports_in_the_collection(make_report: MakeReport, mentions_of: FindMentions) -> None:
    plan = make_report("甲。", id="qinghe-2024-jihua", kind="计划", title="清河镇2024年工作计划")
    report = make_report("对照《清河镇２０２４年工作计划》和《别处的办法》，以及《清河镇2024年工作总结》。")
    assert linked(mentions_of, report, plan) == [("《清河镇２０２４年工作计划》", "reports/qinghe-2024-jihua/")]


def test_terms_know_where_they_are_mentioned(make_report: MakeReport) -> None:
    report = make_report("## 一、甲\n\n一是压实责任。河长制、河长制。")
    uses = find_terms(report, prepare_links(TOPICS, TERMS, ()))
    assert [(u.term, u.section, u.anchor) for u in uses] == [("hezhang", "s1-1", "s1-1")] * 2


def test_related_reading_weighs_rare_topics(make_report: MakeReport, mentions_of: FindMentions) -> None:
    one = make_report("## 一、水\n\n治水、长者食堂。", id="a", year=2021)
    two = make_report("## 一、老\n\n长者食堂。\n\n## 二、水\n\n治水。", id="b", year=2022)
    three = make_report("## 一、水\n\n治水。", id="c", year=2023, agency="dongshan")
    four = make_report("## 一、路\n\n修路。", id="d", year=2024)
    reports = (one, two, three, four)
    profiles = profile_topics(reports, [m for r in reports for m in mentions_of(r, TOPICS)])
    assert [(r.report.id, r.topics) for r in related_reports(one, profiles)] == [
        ("b", ("shitang", "zhishui")),
        ("c", ("zhishui",)),
    ]
    (same,) = same_subject_elsewhere(one, "s1", profiles)
    assert same.url == "reports/b/#s1"
    assert same_subject_elsewhere(four, "s1", profiles) == ()


def test_of_very_many_reports_those_of_its_rarest_topics_and_its_time_are_compared() -> None:
    """Each with all others takes a quarter of an hour where there are ten thousand."""
    reports = [Report(Metadata(id=f"r{n:04}", title="t", year=2025), Location("t.md")) for n in range(3000)]
    counts: dict[str, dict[str, int]] = {r.id: {"zhishui": 1} for r in reports}
    for n in (7, 1500, 2900):
        counts[f"r{n:04}"]["shitang"] = 3
    profiles = profile_reports(reports, counts)
    found = {r.id: [(f.report.id, f.topics) for f in related_reports(r, profiles)] for r in reports}
    assert found["r1500"][:2] == [("r0007", ("shitang", "zhishui")), ("r2900", ("shitang", "zhishui"))]
    assert {f.report.id for f in related_reports(reports[2000], profiles, 300)} == {f"r{n:04}" for n in range(1873, 2129)} - {"r2000"}
    assert [f.report.id for f in related_reports(reports[0], profiles)] == ["r0001", "r0002", "r0003", "r0004", "r0005"]
    assert [f.report.id for f in related_reports(reports[2999], profiles, 300)][:2] == ["r2744", "r2745"]
    assert all(len(own) == 5 for own in found.values())
