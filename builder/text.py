"""Width, punctuation, numerals, sentences, dates, names from elsewhere: plain functions on strings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import compress
from operator import add
from typing import Any, cast

from builder.patterns import compiled

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_RE = re.compile(f"[{HAN}]")

CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CN_UNITS = {"十": 10, "百": 100, "千": 1000}
CN_BIG = {"万": 10**4, "亿": 10**8}
# The last years of the five-year plans, by the digit after 十: “十四五” ends in 2025.
END_OF_YEAR = 11  # months: from then on a congress hears of the year that it meets in, and plans the next
PLAN_ENDS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}

_SENTENCE_END = "。！？!?"
_CLOSERS = "”’」』）)》】〉\"'"


def when_asked(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when something is first asked of it: most texts hold a word of few rules, and a start would compile a thousand."""
    return cast("re.Pattern[str]", _WhenAsked(pattern, flags))


class _WhenAsked:
    __class__ = re.Pattern  # type: ignore[assignment]  # for whoever looks through what a module holds

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """``search`` and the like; once asked for, it is the instance's own."""
        found = self.__dict__[name] = getattr(compiled(self.pattern, self._asked), name)
        return found

    def __reduce__(self) -> tuple[Callable[[str, int], re.Pattern[str]], tuple[str, int]]:
        return when_asked, (self.pattern, self._asked)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A text's pairs of neighbouring characters, each of them once; and its characters."""

    text: str
    each: frozenset[str]
    signs: frozenset[str]

    def may_hold(self, word: str) -> bool:
        """Can the text hold this word? One of two characters it does; most others it cannot."""
        return len(word) < 2 or (word[:2] in self.each and word[-2:] in self.each)

    def places(self, wanted: Set[str]) -> dict[str, list[int]]:
        """Where these stand, by the pair; nearly all of a text is passed over without a step of ours."""
        found: dict[str, list[int]] = {}
        held, text = self.each & wanted, self.text
        for at in compress(range(len(text)), map(held.__contains__, map(add, text, text[1:]))) if held else ():
            found.setdefault(text[at : at + 2], []).append(at)
        return found


@lru_cache(1)
def pairs_in(text: str) -> Pairs:
    """The pairs of a text, which many rules ask for one after the other."""
    return Pairs(text, frozenset(map(add, text, text[1:])), frozenset(text))


def printable(name: str) -> str:
    """A name from elsewhere as a terminal may show it: no control characters, no half of a surrogate pair, not endless."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:200])


def beginning(text: str, length: int) -> str:
    """How a text begins, with … where it goes on: about so many characters, and no number or Latin word without its end and its unit."""
    if len(text) <= length:
        return text
    cut = length
    for token in _WHOLE.finditer(text):
        if token.start() < cut < token.end():
            cut = token.start() if token.start() >= length // 3 else token.end()
    return text[:cut].rstrip("，、；：（“《达至约超近") + "…"


_WHOLE = re.compile(rf"[0-9A-Za-z][0-9A-Za-z.,%％‰+/~～-]*[{HAN}]{{0,6}}")


def is_han(char: str) -> bool:
    """Is this one character a Chinese one?"""
    return bool(_HAN_RE.match(char))


def fold(text: str) -> str:
    """Key for comparison: NFKC, lower case, no white space, quotation marks and dots unified."""
    folded = _BLANK.sub("", unicodedata.normalize("NFKC", text).lower())
    return folded.translate(_FOLD) if _FOLDED.search(folded) else folded


_BLANK = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_FOLDED = re.compile("[“”‘’・•–—―～]")
_FOLD = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "・": "·", "•": "·", "–": "-", "—": "-", "―": "-", "～": "~"})


def han_key(text: str) -> str:
    """Letters, digits and Chinese characters only, folded: for matching passages over edits."""
    return _NO_KEY.sub("", unicodedata.normalize("NFKC", text).lower())


_NO_KEY = re.compile(rf"[^{HAN}0-9a-z%.]+")  # all that ``fold`` unites or leaves out is among it


def chinese_number(numeral: str) -> int | None:
    """一百二十 → 120, 十五 → 15, 二〇二四 → 2024; None when it is no whole number."""
    if not numeral:
        return None
    if all(c in CN_DIGITS for c in numeral):
        value = 0
        for char in numeral:
            value = value * 10 + CN_DIGITS[char]
        return value
    total = section = digit = 0
    for char in numeral:
        if char in CN_DIGITS:
            digit = CN_DIGITS[char]
        elif char in CN_UNITS:
            section += (digit or (1 if char == "十" else 0)) * CN_UNITS[char]
            digit = 0
        elif char in CN_BIG:
            counted = section + digit  # 一亿二千万 adds to what came before, 三万二千亿 multiplies it
            total = total + counted * CN_BIG[char] if total >= CN_BIG[char] else (total + counted) * CN_BIG[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def count_of(numeral: str) -> int:
    """A count as a text has it, in digits or in characters (12, 十二, 两); 0 where it is none."""
    return int(numeral) if numeral.isdecimal() else chinese_number(numeral) or 0


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence; stops stay with their sentence, closing quotes too.

    A stop inside quotation marks or brackets does not end a sentence unless the mark closes right
    after it. Line ends always do.
    """
    spans: list[tuple[int, int]] = []
    start = depth = k = 0
    n = len(text)
    for match in _MARKS.finditer(text):
        i = match.start()
        if i < k:
            continue  # closes what a stop before it ended
        char = text[i]
        if char in "“「『（(《【":
            depth += 1
        elif char in "”」』）)》】":
            depth = max(0, depth - 1)
        elif char == "\n":
            spans.append((start, i))
            start, depth = i + 1, 0
        else:
            j = match.end()
            k = j
            while k < n and text[k] in _CLOSERS:
                k += 1
            if depth == 0 or k > j or k == n:
                depth = max(0, depth - (k - j)) if k > j else 0
                spans.append((start, k))
                start = k
            else:
                k = j
    if start < n:
        spans.append((start, n))
    return [span for a, b in spans if (span := _strip(text, a, b))[0] < span[1]]


_MARKS = re.compile(rf"[\n“「『（(《【”」』）)》】]|[{_SENTENCE_END}]+")


def sentence_at(text: str, at: int) -> tuple[int, int] | None:
    """[start, end) of the sentence that holds a character; None between two of them."""
    return next(((start, end) for start, end in sentence_spans(text) if start <= at < end), None)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


def parse_date(text: str) -> date | None:
    """The first day named in a string: 2025-02-08, 2025年2月8日, 2025/2/8; None if there is none."""
    match = _DATE.search(unicodedata.normalize("NFKC", text))
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_time(text: str) -> str:
    """The first time of day in a string as HH:MM; empty if none."""
    match = _TIME.search(unicodedata.normalize("NFKC", text))
    return f"{int(match[1]):02d}:{match[2]}" if match else ""


def show_date(day: date | None) -> str:
    """2025年2月8日, without leading zeros (PRN-08); empty for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
