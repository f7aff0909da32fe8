"""Two reports side by side."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.compare import compare_reports, telling
from builder.content.topics import Topic
from tests.unit.analysis.conftest import FindMentions, MakeReport

TOPICS = (Topic("lvdao", "绿道"), Topic("yeshi", "夜市"), Topic("shitang", "长者食堂"), Topic("lu", "断头路"))


@dataclass(frozen=True)
class Row:
    indicator: str
    canonical: str
    year: int
    kind: str = "actual"
    scope: str = ""
    context: str = ""


def test_both_or_one_only(make_report: MakeReport, mentions_of: FindMentions) -> None:
    earlier = make_report("建绿道。办夜市。", id="a", year=2023)
    later = make_report("绿道延长。开长者食堂。", id="b", year=2024)
    mentions = [*mentions_of(earlier, TOPICS), *mentions_of(later, TOPICS)]
    result = compare_reports(earlier, later, TOPICS, mentions)
    assert result.url == "compare/a/b/"
    assert [[c.topic.id for c in part] for part in (result.continued, result.only_later, result.only_earlier)] == [
        ["lvdao"],
        ["shitang"],
        ["yeshi"],
    ]
    (change,) = result.continued
    assert (change.earlier.quote, change.later.quote, change.earlier_count) == ("建绿道。", "绿道延长。", 1)


def test_quotes_running_text_with_a_figure(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、绿道成网\n\n绿道更美。绿道新增8公里。")
    assert telling(mentions_of(report, TOPICS)).quote == "绿道新增8公里。"
    assert telling([]) is None
    report = make_report("建好绿道。\n\n绿道要连成一片，老人孩子都能走。")
    assert telling(mentions_of(report, TOPICS)).quote == "绿道要连成一片，老人孩子都能走。"


def test_figures_meet_under_their_canonical_name(make_report: MakeReport) -> None:
    a, b = make_report("甲。", id="a"), make_report("乙。", id="b")
    before = [Row("GDP", "地区生产总值", 2023), Row("植树", "", 2023)]
    after = [Row("生产总值", "地区生产总值", 2024, "target"), Row("生产总值", "地区生产总值", 2023)]
    (change,) = compare_reports(a, b, TOPICS, (), before, after).figures
    assert change.indicator == "地区生产总值"
    assert [r.year for r in change.later] == [2023, 2024]


def test_quotes_what_is_said_of_the_topic_rather_than_a_figure_of_something_else(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("夜市收官在即。古井路拓宽面积355亩，带旺夜市。")
    assert telling(mentions_of(report, TOPICS)).quote == "夜市收官在即。"


def test_what_is_named_in_passing_was_not_left_out(make_report: MakeReport, mentions_of: FindMentions) -> None:
    earlier = make_report("绿道延长。", id="a", year=2023)
    later = make_report("夜市开张，配套绿道、路灯、长椅、公厕等设施。", id="b", year=2024)
    mentions = [*mentions_of(earlier, TOPICS), *mentions_of(later, TOPICS)]
    result = compare_reports(earlier, later, TOPICS, mentions)
    assert [c.topic.id for c in result.only_earlier] == []
    assert [c.topic.id for c in result.only_later] == ["yeshi"]


def test_what_the_other_may_say_in_other_words_is_not_listed_as_in_one_only(make_report: MakeReport, mentions_of: FindMentions) -> None:
    earlier = make_report("建绿道。", id="a", year=2023)
    later = make_report("绿道延长。办夜市。开长者食堂。", id="b", year=2024)
    mentions = [*mentions_of(earlier, TOPICS), *mentions_of(later, TOPICS)]
    result = compare_reports(earlier, later, TOPICS, mentions, worded={"a": {"shitang"}, "b": {"lu"}})
    assert [c.topic.id for c in result.only_later] == ["yeshi"]


def test_a_bare_amount_meets_only_the_same_of_the_same_thing(make_report: MakeReport) -> None:
    a, b = make_report("甲。", id="a"), make_report("乙。", id="b")
    before = [Row("总投资", "", 2023, context="修路项目"), Row("完成率", "", 2023, context="清淤")]
    after = [Row("总投资", "", 2024, context="医院"), Row("完成率", "", 2024, context="清淤")]
    assert [change.indicator for change in compare_reports(a, b, TOPICS, (), before, after).figures] == ["清淤完成率"]


def test_a_result_stands_beside_the_promise_that_it_answers_under_whatever_name(make_report: MakeReport) -> None:
    a, b = make_report("甲。", id="a"), make_report("乙。", id="b")
    before, after = [Row("新建改造农村公路", "", 2024, "target")], [Row("建设改造农村公路", "", 2024)]
    assert compare_reports(a, b, TOPICS, (), before, after).figures == ()
    (change,) = compare_reports(a, b, TOPICS, (), before, after, answered={id(after[0]): before[0]}).figures
    assert (change.indicator, change.earlier, change.later) == ("新建改造农村公路", tuple(before), tuple(after))
