"""What one office's share of a topic says of a year: where it has a page of 民生实事, the topic of that name leads to it."""

from __future__ import annotations

import pytest

from builder.content.topics import Topic
from builder.pages.topic_shares import topic_share
from tests.unit.pages.conftest import collect

WORKS = Topic("minsheng-shishi", "民生实事")
LIST = "## 一、总体要求\n\n做好民生实事。\n\n## 二、民生实事\n\n新建幼儿园2所。\n\n改造旱厕300座。\n\n安装路灯90盏。"


@pytest.mark.parametrize(("topic", "leads"), [(WORKS, [(2024, ""), (2025, "promises/heping/2025/")]), (Topic("luqu", "路灯"), [(2025, "")])])
def test_the_topic_leads_to_the_list_of_the_year(topic: Topic, leads: list[tuple[int, str]]) -> None:
    own = (("heping", "计划", 2025, "2025-02-01", LIST), ("heping", "总结", 2024, "2025-01-05", "办好民生实事。路灯亮了。"))
    c = collect(own, topics=(topic,))
    (timeline,) = c.facts.timelines
    years = {y.year: y for o in timeline.offices if o.agency == "heping" for y in topic_share(c, topic, o, lambda _: ()).office.years}
    assert [(year, link.path if (link := years[year].works) else "") for year, _ in leads] == leads
