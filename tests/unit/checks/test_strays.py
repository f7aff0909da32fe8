"""A character that no word around it can hold; and short forms, names and new words that only look so. The texts are made up."""

from __future__ import annotations

import pytest

from builder.checks.strays import strays
from builder.defaults import default_words
from tests.unit.checks.test_kinds import found


@pytest.mark.parametrize(
    ("text", "said", "right"),
    [
        ("对下一步工作提出了具体要球。", "要球", "要求"),
        ("广泛征求意件。", "意件", "意见"),
        ("妥善处理了劳资纠分。", "纠分", "纠纷"),
        ("开展打击非法集姿宣传。", "集姿", "集资"),
        ("不断提高为民服务水评。", "水评", "水平"),
        ("共发放宣传资科3000份。", "资科", "资料"),
        ("充分调动了居民的积极兴。", "积极兴", "积极性"),
        ("坚决杜决违章搭建。", "杜决", "杜绝"),
        ("实施雨污分流改照工程。", "改照", "改造"),
    ],
)
def test_a_character_that_belongs_to_nothing(text: str, said: str, right: str) -> None:
    assert (said, right) in [(a, b) for _, a, b, _ in strays(text)]


@pytest.mark.parametrize(
    "text",
    [
        "对下一步工作提出了具体要求。",
        "推动扩优提质、聚势赋能。",
        "村卫生室配齐全科医生。",
        "湘潭智造基地投产。",
        "一是抓学习，二是抓落实。",
        "新建“安薪”驿站。",
        "现向大会报告工作。",
        "陪餐制度、首接负责、减证便民。",
        "退养还湿260亩。",
    ],
)
def test_what_stands_alone_with_reason(text: str) -> None:
    assert list(strays(text)) == []


def test_it_is_told_with_the_others() -> None:
    told = [p for p in found("完成了任物，征求意件。") if p.code == "word.wrong"]
    assert [(p.found, p.severity) for p in told] == [("“任物”", "warning"), ("“意件”", "warning")]


def test_the_lists_say_different_things() -> None:
    words = {entry.rstrip("0123456789") for entry in default_words("report_words.txt")}
    assert {len(word) for word in words} == {2, 3}
    assert not words & set(default_words("no_strays.txt"))
