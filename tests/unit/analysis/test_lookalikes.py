"""The table of characters taken for one another by eye: its form, its size, and the pairs it must have."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from builder.analysis.search_words import common_characters, lookalike_groups
from builder.defaults import read_default
from builder.text import is_han
from tools.lookalikes import alike, grouped

WANTED = (
    "人入八 几儿 各名 兵乓 桩椿 计汁 铁佚 苑范 傅博 毒毐 塑朔 未末 土士 己已巳 治冶 待侍 拔拨 折析拆 晴睛 徽微 坏环 栋拣 候侯 "
    "场汤 堂棠 第弟 官宫 免兔 竞竟 准淮 即既 社杜 街衔"
)


def pairs_of(groups: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def test_every_group_is_two_to_five_different_characters() -> None:
    for group in lookalike_groups():
        assert 2 <= len(group) <= 5, group
        assert len(set(group)) == len(group), group
        assert all(map(is_han, group)), group


@pytest.mark.parametrize("wanted", WANTED.split())
def test_what_is_often_confused_is_there(wanted: str) -> None:
    assert pairs_of((wanted,)) <= pairs_of(lookalike_groups())


@pytest.mark.parametrize("pair", ["人国", "学校", "政府", "教育", "安全", "工作", "街道", "居民"])
def test_what_nobody_confuses_is_not(pair: str) -> None:
    assert not pairs_of((pair,)) & pairs_of(lookalike_groups())


def test_the_table_is_small_and_no_character_has_many_others() -> None:
    """A reader downloads it; and of what a character may stand for, the search page tries but thirty."""
    assert len(read_default("search/lookalikes.txt").encode()) <= 20_000
    others = Counter(char for pair in pairs_of(lookalike_groups()) for char in pair)
    assert max(others.values()) <= 15, others.most_common(3)


def test_most_common_characters_have_a_lookalike() -> None:
    known = set("".join(lookalike_groups()))
    common = common_characters()
    assert sum(char in known for char in common) > len(common) / 2


def test_a_pair_must_be_similar_and_near_on_both_sides() -> None:
    matrix = [[1, 0.95, 0.5], [0.95, 1, 0.7], [0.5, 0.7, 1]]
    assert alike("末未水", matrix) == [("末", "未")]


def test_computed_groups_hold_kept_pairs_only_and_leave_out_what_is_there() -> None:
    pairs = [("折", "拆"), ("折", "析"), ("拆", "析"), ("析", "祈"), ("土", "士")]
    assert grouped(pairs, ["土士"]) == ["折拆析", "析祈"]
