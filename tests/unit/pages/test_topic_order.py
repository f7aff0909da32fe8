"""Which topics are offered first."""

from __future__ import annotations

from dataclasses import replace

from builder.content.topics import parse_topics, shipped_topics
from builder.pages.topic_shares import TopicHead
from builder.pages.topics import Spoken, asked_for, popular

TEXT = """
- {id: dangjian, name: 党建, theme: 党建}
- {id: jilv, name: 纪律, theme: 党建}
- {id: xuewei, name: 学位, theme: 教育}
- {id: jiugai, name: 旧改, theme: 住房, home: true}
- {id: anju, name: 安居, theme: 住房}
- {id: zuilong, name: 醉龙, theme: 文化, home: true}
"""


def test_the_home_page_begins_with_what_the_editor_names_then_takes_the_themes_in_turn() -> None:
    topics, problems = parse_topics(TEXT, "topics.yml")
    assert not problems
    told = {"dangjian": 30, "jilv": 20, "xuewei": 5, "jiugai": 2, "anju": 1}
    spoken = [Spoken(t, {"qinghe": TopicHead(b"", {2025: told[t.id]}, 0)} if t.id in told else {}) for t in topics]
    assert [link.title for link in popular(spoken)] == ["党建", "纪律", "学位", "旧改", "安居"]
    assert [link.title for link in asked_for(spoken)] == ["旧改", "党建", "学位", "安居", "纪律"], "of 醉龙 nobody says a word"


def test_what_residents_mostly_bring_comes_first_where_a_site_has_no_topics_of_its_own() -> None:
    topics, _ = parse_topics(TEXT, "topics.yml")
    heads = {"qinghe": TopicHead(b"", {2025: 1}, 0)}
    own, shipped = [Spoken(t, heads) for t in topics], [Spoken(replace(t, shipped=True), heads) for t in topics]
    assert [link.title for link in asked_for(shipped)][:2] == ["旧改", "醉龙"]
    assert next(link.title for link in asked_for([own[0], *shipped[1:]])) == "党建", "of a site's own topics none was named"
    assert {"学位供给", "养老服务", "就业"} <= {t.name for t in shipped_topics() if t.at_home}
