"""Mentions of topics: which names count, and what is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.analysis.topics import find_names, prepare_topics
from builder.content.topics import Alias, Topic
from tests.unit.analysis.conftest import FindMentions, MakeReport

TOPICS = (
    Topic("jiugai", "北湾旧改", (Alias("北湾片区改造"), Alias("旧改", "北湾")), ("旧改办公室",)),
    Topic("shuzi", "数字政府", (Alias("GDP通"),)),
    Topic("xuewei", "学位", (), ("博士学位",)),
    Topic("gongban", "公办学位"),
    Topic("zhishui", "治水", (Alias("河涌"),), ("法治水平",)),
    Topic("leyuan", "悦水湾·田园"),
)
MATCHER = prepare_topics(TOPICS)


def named(text: str) -> dict[str, list[str]]:
    return {topic: [text[a:b] for a, b in spans] for topic, spans in find_names(text, MATCHER).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增公办学位三百个", {"gongban": ["公办学位"]}),  # the longer name wins
        ("引进博士学位人才，新增学位", {"xuewei": ["学位"]}),  # an excluded word
        ("提升法治水平", {}),
        ("推进北湾“旧改”攻坚", {"jiugai": ["北湾“旧改”"]}),  # marks inside a name
        ("建设“悦水湾・田园”", {"leyuan": ["悦水湾・田园"]}),  # another dot
        ("使用ＧＤＰ通和GDP通，不算SGDP通", {"shuzi": ["ＧＤＰ通", "GDP通"]}),  # width, and whole Latin words only
        ("各地旧改提速", {}),  # the long form is not said
        ("北湾片区近年变化大，旧改提速", {"jiugai": ["旧改"]}),
        ("北湾成立旧改办公室", {}),
    ],
)
def test_which_names_count(text: str, expected: dict[str, list[str]]) -> None:
    assert named(text) == expected


def test_a_short_alias_counts_where_the_report_says_the_long_form(make_report: MakeReport, mentions_of: FindMentions) -> None:
    with_form = make_report("## 一、城建\n\n北湾片区搬迁过半。\n\n## 二、作风\n\n在旧改一线考察干部。")
    without = make_report("## 一、作风\n\n在旧改一线考察干部。")
    assert [m.quote for m in mentions_of(with_form, MATCHER)] == ["在旧改一线考察干部。"]
    assert mentions_of(without, MATCHER) == ()


def test_an_entry_is_one_sentence_with_its_place(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、民生\n\n全年多办实事。新增公办学位三百个，分布在两所学校。医院扩建完工。")
    (mention,) = mentions_of(report, MATCHER)
    paragraph = report.paragraph_by_id[mention.paragraph]
    assert mention.quote == "新增公办学位三百个，分布在两所学校。"
    assert paragraph.text[mention.start : mention.end] == mention.quote
    assert [paragraph.text[a:b] for a, b in mention.hits] == ["公办学位"]
    assert (mention.section, mention.anchor, mention.year, mention.kind) == ("s1", paragraph.id, 2024, "actual")


def test_a_semicolon_parts_statements_but_not_lists(make_report: MakeReport, mentions_of: FindMentions) -> None:
    statements = make_report("沿街整治店招三百块并统一立面；全年清理河涌淤泥近两万立方米；修复人行道十二段共六公里。")
    listed = make_report("整治内容包括：店招；河涌；路灯。")
    assert [m.quote for m in mentions_of(statements, MATCHER)] == ["全年清理河涌淤泥近两万立方米；"]
    assert [m.quote for m in mentions_of(listed, MATCHER)] == ["整治内容包括：店招；河涌；路灯。"]


def test_a_head_takes_what_follows_with_it(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report(
        "## 一、城建\n\n一是道路更畅通。新修两条路。二是治水有新进展。清淤三万方。沿岸种树百余棵。三是亮灯有序。装灯百盏。"
    )
    (mention,) = mentions_of(report, MATCHER)
    assert mention.quote == "二是治水有新进展。清淤三万方。沿岸种树百余棵。"
    item = report.section_by_id[mention.section]
    assert (item.run_in, item.heading, mention.anchor) == (True, "治水有新进展", item.id)


def test_what_points_back_belongs_to_the_entry(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("加快北湾旧改签约。该项目一期安置房已经封顶。二期方案同步报批。街道还新建一座公园。")
    (mention,) = mentions_of(report, MATCHER)
    assert mention.quote == "加快北湾旧改签约。该项目一期安置房已经封顶。二期方案同步报批。"


def test_a_heading_is_a_mention_of_its_own(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、打好治水攻坚战\n\n水质由劣转优。\n\n## 二、其他\n\n修路两条。")
    heading, first = mentions_of(report, MATCHER)
    assert (heading.in_heading, heading.anchor, heading.quote) == (True, "s1", "打好治水攻坚战")
    # The section never names it again: its first sentence is what the heading speaks of.
    assert (first.quote, first.hits) == ("水质由劣转优。", ())


def test_a_heading_adds_no_sentence_where_the_text_names_it(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report("## 一、治水\n\n今年雨水偏多。河涌水质达标。")
    assert [m.quote for m in mentions_of(report, MATCHER)] == ["治水", "河涌水质达标。"]


def test_halves_of_a_mixed_report_come_from_its_headings(make_report: MakeReport, mentions_of: FindMentions) -> None:
    report = make_report(
        "## 一、2024年工作回顾\n\n河涌清淤完成。\n\n## 二、2025年工作安排\n\n河涌全面达标。\n\n## 三、保障\n\n力争河涌设施完善。",
        kind="工作报告",
        year=2025,
    )
    mentions = mentions_of(report, MATCHER)
    assert [(m.kind, m.year) for m in mentions] == [("actual", 2024), ("target", 2025), ("target", 2025)]


def test_plans_and_summaries_need_no_heading(make_report: MakeReport, mentions_of: FindMentions) -> None:
    for kind, half in (("计划", "target"), ("总结", "actual")):
        report = make_report("完成河涌清淤。", kind=kind)
        assert [m.kind for m in mentions_of(report, MATCHER)] == [half]


def test_what_a_restatement_says_of_itself_is_no_word_of_the_office(make_report: MakeReport, mentions_of: FindMentions) -> None:
    own = make_report("本摘编取公办学位一类内容。\n\n## 一、公办学位\n\n这一部分摘自报告的第一部分，只取公办学位。\n\n全年新增公办学位三百个。")
    restated = replace(own, meta=replace(own.meta, edition="摘编"))
    assert [m.quote for m in mentions_of(restated, MATCHER)] == ["全年新增公办学位三百个。"]
    assert len(mentions_of(own, MATCHER)) > 1, "of an original all words are the office's"
    lead = make_report("今年新增公办学位二百个。\n\n## 一、公办学位\n\n全年新增公办学位三百个。")
    lead = replace(lead, meta=replace(lead.meta, edition="摘编"))
    assert len(mentions_of(lead, MATCHER)) == 2, "words before the first heading that do not tell of the restatement are the office's"


def test_a_heading_of_several_things_makes_nothing_go_on(make_report: MakeReport, mentions_of: FindMentions) -> None:
    def quotes(heading: str) -> list[str]:
        found = mentions_of(make_report(f"## 一、{heading}\n\n北湾旧改签约过半。村民搬进新楼。"), MATCHER)
        return [m.quote for m in found if m.topic == "jiugai" and not m.in_heading]

    assert quotes("北湾旧改") == ["北湾旧改签约过半。村民搬进新楼。"]
    assert quotes("北湾旧改与治水") == ["北湾旧改签约过半。"]


def test_a_head_that_only_names_takes_the_next_words_with_it(make_report: MakeReport, mentions_of: FindMentions) -> None:
    found = mentions_of(make_report("一是治水。悦水湾·田园的污水并入管网。二是学位。新增三百个。"), MATCHER)
    assert [m.quote for m in found if m.topic == "zhishui"] == ["一是治水。悦水湾·田园的污水并入管网。"]


def test_a_later_phase_of_another_thing_does_not_go_on(make_report: MakeReport, mentions_of: FindMentions) -> None:
    def quotes(text: str) -> list[str]:
        return [m.quote for m in mentions_of(make_report(text), MATCHER)]

    assert quotes("北湾旧改签约过半。东山机场三期投运。") == ["北湾旧改签约过半。"]
    assert quotes("北湾旧改签约过半。推动二期开工。") == ["北湾旧改签约过半。推动二期开工。"]


def test_a_head_in_a_restatement_says_nothing_by_itself(make_report: MakeReport, mentions_of: FindMentions) -> None:
    own = make_report("一是治水和学位。学位新增三百个。治水三年攻坚，河道清淤。")
    quotes = [m.quote for m in mentions_of(own, MATCHER) if m.topic == "zhishui"]
    told = [m.quote for m in mentions_of(replace(own, meta=replace(own.meta, edition="摘编")), MATCHER) if m.topic == "zhishui"]
    assert quotes == ["一是治水和学位。", "治水三年攻坚，河道清淤。"]
    assert told == ["治水三年攻坚，河道清淤。"]
