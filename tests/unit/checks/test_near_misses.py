"""Slips of one character: those that books name, half a set phrase, everyday words; and what only looks like one. The texts are made up."""

from __future__ import annotations

import pytest

from builder.analysis.dictionary import dictionary_lines, occurrences_of
from builder.checks.near_misses import near_misses
from builder.content.sounds import phrases_of_four
from builder.defaults import default_lines, default_words
from tests.unit.checks.test_kinds import found


def misses(text: str) -> list[tuple[str, str]]:
    return list(dict.fromkeys((said, right) for _, said, right, _ in near_misses(text)))


@pytest.mark.parametrize(
    ("text", "said", "right"),
    [
        ("部份路段积水。", "部份", "部分"),
        ("既使下雨也要巡查。", "既使", "即使"),
        ("群众对美好生活的响往。", "响往", "向往"),
        ("采取措施加强防汛形式研判。", "防汛形式", "防汛形势"),
        ("全镇上下励精图志。", "励精图志", "励精图治"),
        ("大家全力已赴。", "全力已赴", "全力以赴"),
        ("坚持实事求事。", "实事求事", "实事求是"),
        ("持之以横抓作风。", "持之以横", "持之以恒"),
        ("做好安全生产公作。", "公作", "工作"),
        ("保彰改善民生。", "保彰", "保障"),
        ("完善协凋机制。", "协凋", "协调"),
        ("保障生命财产案全。", "财产案全", "财产安全"),
        ("提高群众满易度。", "满易度", "满意度"),
        ("治理能力现代话水平。", "现代话", "现代化"),
        ("获得感、幸褔感增强。", "幸褔", "幸福"),
    ],
)
def test_a_slip_of_one_character(text: str, said: str, right: str) -> None:
    assert (said, right) in misses(text)


@pytest.mark.parametrize(
    "text",
    [
        "申请全部份额转让。",
        "既使企业受益，又使群众得实惠。",
        "跟本地区实际结合。",
        "群众放心满意的答卷。",
        "深学细悟、真信笃行。",
        "培训班140余期。",
        "新建“安薪”驿站。",
        "推近村整治完成。",
        "勠力同心、锻长补短。",
        "召开现场会暨推进会。",
        "参加已建成项目观摩。",
        "强调政治建设。",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert misses(text) == []


def test_one_slip_is_told_once_and_with_its_right_word() -> None:
    told = [p for p in found("严防电信网络炸骗，持续推近项目建设。") if p.code == "word.wrong"]
    assert [(p.found, p.severity) for p in told] == [("“炸骗”", "warning"), ("“持续推近”", "warning")]
    assert told[0].expected.startswith("“诈骗”")


def test_a_quoted_slip_is_left_alone() -> None:
    assert not [p for p in found("不得把“部分”误写为“部份”。") if p.code == "word.wrong"]


@pytest.mark.parts
def test_the_lists_keep_what_they_promise() -> None:
    words = {line.partition(" ")[0] for line in dictionary_lines()}
    seen: set[str] = set()
    for line in default_lines("slips.txt"):
        word, _, others = line.partition(" ")
        first, second, *more = others.split("|")
        assert len(word) == 2
        assert word not in seen
        assert len(more) in {0, 2}
        seen.add(word)
        assert not words.intersection(char + word[1] for char in first)
        assert not words.intersection(word[0] + char for char in second)
    known = [line.split() for line in default_lines("known_slips.txt")]
    assert all(len(entry) in {2, 3} and entry[0] != entry[1] and len(entry[0]) > 1 for entry in known)
    assert len({entry[0] for entry in known}) == len(known)
    assert not {entry[0] for entry in known} & {entry[1] for entry in known}
    phrases = [*default_words("counted_phrases.txt"), *(word for line in default_lines("set_phrases.txt") for word in line.split())]
    assert {len(phrase) for phrase in phrases} == {3, 4}
    assert not phrases_of_four() & set(default_words("counted_phrases.txt"))


def test_a_word_is_looked_up_without_reading_them_all() -> None:
    lines = [line.split(" ") for line in dictionary_lines()[100::997]]
    assert all(occurrences_of(word) == int(often) for word, often, _ in lines if "\u4e00" <= word[0] <= "\u9fa5")
    assert occurrences_of("没有这个词") == occurrences_of("") == occurrences_of("龦") == 0
    assert occurrences_of("一") > occurrences_of("吉林") > 0  # at the ends of steps
