"""A total over several years stands in no key figure, answer or chart, and says what it spans wherever it does stand."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from builder.analysis.indicator_series import comparable
from builder.content.topics import Topic
from builder.pages.collection import Collection
from builder.pages.data import topic_csv_rows
from builder.pages.key_figures import figure_text, key_figures
from builder.pages.topic_shares import topic_share
from tests.shares import questions_files

pytestmark = pytest.mark.parts

TOTALS = (
    "songling",
    "总结",
    2023,
    "2024-01-09",
    "五年来，经济实力跃上新台阶。新增公办学位5200个，完成社会消费品零售总额190亿元，地区生产总值年均增长6.1%。2023年，整治河道12公里。",
)


@pytest.fixture(scope="module")
def totals(invent: Callable[..., Collection]) -> Collection:
    return invent(extra=(TOTALS,))


def test_the_rows_say_what_they_span(totals: Collection) -> None:
    rows = totals.facts.rows["songling-2023-zongjie"]
    assert [(r.value, r.span, figure_text(r).text) for r in rows] == [
        (5200, (2019, 2023), "5200个（2019—2023年合计）"),
        (190, (2019, 2023), "190亿元（2019—2023年合计）"),
        (6.1, (2019, 2023), "增长6.1%（2019—2023年年均）"),
        (12, (2023, 2023), "12公里"),
    ]


def test_key_figures_leave_them_out(totals: Collection) -> None:
    chosen = key_figures(totals.facts.rows["songling-2023-zongjie"], totals.facts.rules, 8)
    assert [f.figure.text for f in chosen] == ["12公里"]


def test_answers_leave_them_out(totals: Collection) -> None:
    (index, _) = questions_files(totals)
    said = [figure[4] for figure in json.loads(index.content)["figures"]]
    assert "12公里" in said
    assert not any("5200" in text or "190亿" in text or "6.1%" in text for text in said)


def test_charts_leave_them_out(totals: Collection) -> None:
    series = next(s for s in totals.facts.series if s.key == "new-school-places" and s.agency == "songling")
    values = comparable(series, totals.facts.rules)
    assert values is not None
    assert 5200 not in {p.value for p in values.points}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("五年来，面貌一新。累计改造小区9个。", "2019—2023年合计"),
        ("五年来，面貌一新。累计改造小区9个，小区覆盖率达95%。", "9个（2019—2023年合计）"),
        ("改造小区9个。", ""),
    ],
)
def test_a_topic_says_it_beside_the_sentence(invent: Callable[..., Collection], text: str, said: str) -> None:
    topic = Topic("xiaoqu", "小区")
    c = invent(extra=(("songling", "总结", 2023, "2024-01-09", text),), topics=(topic,))
    (office,) = (o for t in c.facts.timelines for o in t.offices if o.agency == "songling")
    (year,) = (y for y in topic_share(c, topic, office, lambda _: ()).office.years if y.year == 2023)
    assert [e.of_years for g in year.groups for e in g.entries] == [said]
    assert [r["of_years"] for r in topic_csv_rows(topic, office, c) if r["year"] == 2023] == [said]
