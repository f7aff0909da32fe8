"""Single characters that only look right: 己 for 已, 人 for 入, 產業 for 产业, one of a name of the site's own (清合镇 for 清河镇). A text in, places out.

``wording`` tells them. The dictionary decides: a character that no word around it can hold is not the one that was meant.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Set

from builder.analysis.dictionary import occurrences_of
from builder.analysis.search_words import traditional_pairs
from builder.checks.alike import are_alike
from builder.checks.offices import Offices
from builder.checks.sheet import is_quoted

Miss = tuple[int, str, str, str]  # place, what is said, what is meant, what says so
_DICTIONARY, _FORMS, _OWN = "现代汉语词典（第7版）", "国家通用语言文字法", "content/agencies.yml"
_LONGEST = 4  # characters of a word that is looked up
_SELF_BEHIND = frozenset("自克律知利异正修由推为于诸对与从及损舍忘私贵体贴各抒一爱责反求安切如悦宠强乐娱待罪束省恕虚")  # 责己, 爱己: each behind it a word or a turn of speech
_PLACE_ENDS = frozenset("村镇乡屯庄寨路街桥站组山河")
_PEOPLE_BEHIND = frozenset("进接存写装走收用选育引留调介化感教育")  # verbs of which 人 may well be the object
_ENOUGH = 10  # occurrences of a word with 入 that makes one with 人 a slip
_TRADITIONAL = 2  # characters in a row that are no slip of one


def lone_characters(text: str, signs: Set[str], offices: Offices) -> Iterator[Miss]:
    """All of them. ``signs``: all characters of the text; ``offices``: the site's own."""
    for at in _places(text, "己") if "己" in signs else ():
        if text[at - 1 : at] not in _SELF_BEHIND and _han(text, at + 1) and text[at + 1] not in _PLACE_ENDS and not _in_word(text, at):
            yield at, text[at : at + 2], "已" + text[at + 1], _DICTIONARY
    for at in _places(text, "人"):  # 采购人 is who buys
        verb, word = text[max(0, at - 1) : at], text[max(0, at - 2) : at]
        if _han(text, at - 1) and verb not in _PEOPLE_BEHIND and _goes_in(verb) and not occurrences_of(word) and not _in_word(text, at):
            yield at - 1, verb + "人", verb + "入", _DICTIONARY
    if _traditional().keys() & signs:
        for m in _traditional_run().finditer(text):
            if not is_quoted(text, m.start(), "“”", "《》", "「」", "‘’"):  # an inscription, a book
                yield m.start(), m[0], "".join(_traditional()[c] for c in m[0]), _FORMS
    yield from _own_names(text, offices)


def _own_names(text: str, offices: Offices) -> Iterator[Miss]:
    """南弯街道 where the site's office is 南湾街道: one character that sounds or looks alike, and no place that the dictionary knows."""
    found: set[tuple[str, str, int, str]] = set()
    for sort, by_end in offices.stems.items():
        lengths = {length for length, _, _ in by_end}
        for at in _places(text, sort):
            for said in (text[at - length : at] for length in lengths if length <= at):
                for stem in {*by_end.get((len(said), 0, said[0]), ()), *by_end.get((len(said), -1, said[-1]), ())}:
                    other = [n for n, char in enumerate(said) if char != stem[n]]
                    if len(other) == 1 and said not in offices.known_stems and are_alike(stem[other[0]], said[other[0]]):
                        found.add((stem, sort, at, said))
    for stem, sort, at, said in sorted(found):
        if not occurrences_of(said) and not occurrences_of(said + sort):
            yield at - len(stem), said + sort, stem + sort, _OWN


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "\u4e00" <= text[at] <= "\u9fa5"


def _in_word(text: str, at: int) -> bool:
    """Does the dictionary know a word of two and more characters that the one at ``at`` may belong to?"""
    return any(
        occurrences_of(text[begin:end])
        for begin in range(max(0, at + 1 - _LONGEST), at + 1)
        for end in range(max(begin + 2, at + 1), min(begin + _LONGEST, len(text)) + 1)
    )


@functools.lru_cache(4096)
def _goes_in(verb: str) -> bool:
    """投入, 纳入: a word beyond doubt, and 投人, 纳人 none."""
    return occurrences_of(verb + "入") >= _ENOUGH and not occurrences_of(verb + "人")


@functools.cache
def _traditional() -> dict[str, str]:
    """Those that GB 2312 lacks: the others are right characters too (乾坤, 著名)."""
    return {one: simple for one, simple in traditional_pairs() if not _is_simple(one)}


def _is_simple(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@functools.cache
def _traditional_run() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_traditional())}]{{{_TRADITIONAL},}}")
