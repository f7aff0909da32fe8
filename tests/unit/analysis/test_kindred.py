"""Other words for a topic, looked for before a page says that nothing was recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from builder.analysis.figures import load_rules
from builder.analysis.kindred import Kindred, Near, find_kindred, kindred_words, worded
from builder.analysis.places import KindHalf
from builder.analysis.reading import read_sentences
from builder.content.topics import Alias, Topic
from builder.model import Report
from tests.unit.analysis.conftest import MakeReport

RULES = load_rules()[0]


def near_of(report: Report, kindred: Mapping[str, Kindred], half: KindHalf = "actual") -> dict[str, Near]:
    return find_kindred(report, kindred, read_sentences(report, half, RULES).places)


def test_synonyms_short_forms_and_words_of_the_theme(make_report: MakeReport) -> None:
    topic = Topic("weifa", "违法建设治理", (Alias("违法建设"), Alias("拆违", "违法建设")), theme="城市更新与治安")
    kindred = kindred_words(topic, [("违建", "违法建设", "两违"), ("低保", "最低生活保障")])
    assert "违建" in kindred.words
    assert "拆违" in kindred.words
    assert "低保" not in kindred.words
    report = make_report("## 一、城市更新\n\n修路两条。\n\n## 二、市容\n\n落实年度违建拆除任务。")
    assert [title for _, title, *_ in near_of(report, {"weifa": kindred})["weifa"]] == ["二、市容", "一、城市更新"]
    told = make_report("本摘编取违建一类内容。\n\n## 一、教育\n\n建校两所。")
    assert near_of(replace(told, meta=replace(told.meta, edition="摘编")), {"weifa": kindred}) == {}, "a restatement tells of itself"
    assert near_of(make_report("## 一、教育\n\n建校两所。"), {"weifa": kindred}) == {}


def test_the_words_that_a_name_is_made_of(make_report: MakeReport) -> None:
    """What a later report calls 国企 or 投资 is no silence on 国企改革 and 投资与重大项目; general words tell nothing, digits are not cut."""
    assert {"国企"} == {w for w in kindred_words(Topic("guoqi", "国企改革", (Alias("国企改革"),)), ()).words if w != "国企改革"}
    investment = kindred_words(Topic("touzi", "投资与重大项目", (Alias("投资与重大项目"),)), ())
    assert "投资" in investment.words
    assert "项目" not in investment.words
    assert "12" not in kindred_words(Topic("rexian", "12345热线", (Alias("12345热线"),)), ()).words
    found = near_of(make_report("## 一、经济\n\n民间投资回升。"), {"touzi": investment})
    assert [title for _, title, *_ in found["touzi"]] == ["一、经济"]
    assert "工程" not in kindred_words(Topic("shuili", "百千万工程", (Alias("百千万工程"),)), ()).words


def test_a_section_once_and_each_with_its_year(make_report: MakeReport) -> None:
    body = "## 一、2024年工作回顾\n\n外来投资回升。\n\n民间投资回升。\n\n## 二、2025年工作安排\n\n扩大有效投资。"
    report = make_report(body, year=2025, kind="工作报告")
    investment = kindred_words(Topic("touzi", "投资与重大项目", (Alias("投资与重大项目"),)), ())
    assert [(title, year) for _, title, year, _ in near_of(report, {"touzi": investment}, "both")["touzi"]] == [
        ("一、2024年工作回顾", 2024),
        ("二、2025年工作安排", 2025),
    ]


def test_a_heading_with_a_topics_own_name_speaks_of_it_and_one_of_its_theme_only_may(make_report: MakeReport) -> None:
    report = make_report("## 一、稳外贸与扩投资\n\n引导社会资本进入。\n\n## 二、安全\n\n巡查两次。")
    topics = (Topic("touzi", "固定资产", (Alias("扩投资"),)), Topic("xiaofang", "消防", theme="安全"))
    near = near_of(report, {t.id: kindred_words(t, ()) for t in topics})
    assert [title for _, title, *_ in near["touzi"]] == ["一、稳外贸与扩投资"]
    assert [title for _, title, *_ in near["xiaofang"]] == ["二、安全"]
    assert worded(near) == {"touzi"}
