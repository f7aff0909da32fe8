"""What holds a numeral and is never a figure: sessions and congresses, batches, idioms, names of places, date lines.

Comes in: folded text (``fold_width``). Goes out: whether a numeral belongs to such a word. A row of this kind would
print a plenum of the Central Committee as a promise that nobody kept, so these rules come before all others.
"""

from __future__ import annotations

import re
from collections.abc import Set

from builder.defaults import read_default

_SESSION = r"(?:会议|大会|全会|代会)"
# 2026年1月20日在某市第十四届人民代表大会第三次会议上 市长 某某: who spoke when, with or without a dash in front.
_SESSION_LINE = re.compile(rf"[-(\s]*20\d\d年\d{{1,2}}月\d{{1,2}}日[^。;!?]{{0,80}}?{_SESSION}(?:上|作|$|[^。;!?]{{0,40}}\Z)[^。;!?]{{0,60}}\Z")
# 十三届8次全会, 十四届三次会议: the ordinal of a session, its 第 left out.
_AFTER_TERM = re.compile(r"届[^,。;:\d]{0,12}$|第$")
_OF_SESSION = re.compile(rf"[^,。;:]{{0,12}}?{_SESSION}")
_LONGEST = 8  # characters of the longest word in the list that is looked for on one side of a numeral


def is_session_line(text: str) -> bool:
    """Is a whole paragraph the line that says when and at which session a report was given?"""
    return bool(_SESSION_LINE.fullmatch(text.strip()))


def is_session_number(text: str, start: int, end: int) -> bool:
    """Does the quantity text[start:end] number a session (十四届3次全会)?"""
    return text[end - 1] == "次" and bool(_AFTER_TERM.search(text[max(0, start - 14) : start]) and _OF_SESSION.match(text, end))


def in_known_word(text: str, start: int, end: int, words: Set[str]) -> bool:
    """Does the numeral text[start:end] belong to one of the ``words`` (千方百计, 三元里, 二元结构)?"""
    for first in range(max(0, start - _LONGEST), start + 1):
        for last in range(max(end, first + 2), min(len(text), first + _LONGEST) + 1):
            if text[first:last] in words:
                return True
    return False


def numeral_words() -> frozenset[str]:
    """Words with a numeral before a measure word that count nothing; the file says where they come from."""
    lines = read_default("numeral_words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
