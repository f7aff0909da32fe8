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
