"""Other words for a topic, looked for before a page says that nothing was recognised."""

from __future__ import annotations

from builder.analysis.kindred import find_kindred, kindred_words
from builder.content.topics import Alias, Topic
from tests.unit.analysis.conftest import MakeReport


def test_synonyms_short_forms_and_words_of_the_theme(make_report: MakeReport) -> None:
    topic = Topic("weifa", "违法建设治理", (Alias("违法建设"), Alias("拆违", "违法建设")), theme="城市更新与治安")
    kindred = kindred_words(topic, [("违建", "违法建设", "两违"), ("低保", "最低生活保障")])
    assert "违建" in kindred.words
    assert "拆违" in kindred.words
    assert "低保" not in kindred.words
    report = make_report("## 一、城市更新\n\n修路两条。\n\n## 二、市容\n\n落实年度违建拆除任务。")
    assert [title for _, title in find_kindred(report, {"weifa": kindred})["weifa"]] == ["二、市容", "一、城市更新"]
    assert find_kindred(make_report("## 一、教育\n\n建校两所。"), {"weifa": kindred}) == {}


def test_the_words_that_a_name_is_made_of(make_report: MakeReport) -> None:
    """What a later report calls 国企 or 投资 is no silence on 国企改革 and 投资与重大项目; general words tell nothing, digits are not cut."""
    assert {"国企"} == {w for w in kindred_words(Topic("guoqi", "国企改革", (Alias("国企改革"),)), ()).words if w != "国企改革"}
    investment = kindred_words(Topic("touzi", "投资与重大项目", (Alias("投资与重大项目"),)), ())
    assert "投资" in investment.words
    assert "项目" not in investment.words
    assert "12" not in kindred_words(Topic("rexian", "12345热线", (Alias("12345热线"),)), ()).words
    found = find_kindred(make_report("## 一、经济\n\n民间投资回升。"), {"touzi": investment})
    assert [title for _, title in found["touzi"]] == ["一、经济"]
