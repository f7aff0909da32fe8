"""Finding names of a dictionary in text: every occurrence, then the longest that do not overlap; and which of them cut a word.

Comes in: names with their owners. Goes out: occurrences with offsets into the text as printed. One
pass over the text for what may be the first two characters of a name, so a report takes a millisecond
whatever the size of the dictionary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from builder.content.names import keyed_text, name_key
from builder.defaults import default_words
from builder.frozen import quick

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}


@quick
@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name at [start, end) of the text; ``entry`` is its number in the index."""

    start: int
    end: int
    entry: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by their first two characters. Built once by ``index_names``, then only read."""

    heads: dict[str, tuple[tuple[str, int], ...]]
    scan: re.Pattern[str]

    def find(self, text: str) -> list[Occurrence]:
        """All places of all names, overlaps included, from left to right."""
        key, places = _keyed(text)
        found: list[Occurrence] = []
        heads = self.heads
        for match in self.scan.finditer(key):
            at = match.start()
            for name, entry in heads.get(key[at : at + 2], ()):
                if key.startswith(name, at) and not _inside_word(text, key, places, at, at + len(name)):
                    start, end = _whole(text, places[at], places[at + len(name) - 1] + 1)
                    found.append(Occurrence(start, end, entry))
        return found


@lru_cache(maxsize=1024)
def _keyed(text: str) -> tuple[str, list[int]]:
    """A text's key, for the indexes that look through one paragraph after each other. Pure, so remembering it is safe."""
    return keyed_text(text)


def key_of(text: str) -> str:
    """``name_key`` of a text that is looked through as well."""
    return _keyed(text)[0]


def index_names(names: Iterable[tuple[str, int]]) -> NameIndex:
    """An index of (name, entry number); names whose key is shorter than two characters are left out."""
    heads: dict[str, list[tuple[str, int]]] = {}
    for name, entry in names:
        key = name_key(name)
        if len(key) > 1:
            heads.setdefault(key[:2], []).append((key, entry))
    first, second = ("".join(map(re.escape, sorted({head[i] for head in heads}))) for i in (0, 1))
    scan = re.compile(f"[{first}](?=[{second}])" if heads else "(?!)")
    return NameIndex({head: tuple(sorted(group, key=lambda g: -len(g[0]))) for head, group in heads.items()}, scan)


def longest(occurrences: Sequence[Occurrence], gives_way: Callable[[Occurrence], bool] = lambda _: False) -> list[Occurrence]:
    """The occurrences that stay when a longer one drives out what overlaps it; of equals the first.

    One that ``gives_way`` never drives out one that does not, however long it is.
    """
    kept: list[Occurrence] = []  # in reading order, without overlaps: only the neighbours of a place can reach into it
    for one in sorted(occurrences, key=lambda o: (gives_way(o), -o.length, o.start, o.entry)):
        at = bisect_left(kept, one.start, key=lambda o: o.start)
        after, before = kept[at : at + 1], kept[at - 1 : at] if at else []
        if all(one.end <= o.start for o in after) and all(o.end <= one.start for o in before):
            kept.insert(at, one)
    return kept


def common_words() -> frozenset[str]:
    """Common words of two characters."""
    return frozenset(default_words("common_words.txt"))


def cuts_word(text: str, start: int, end: int, words: Set[str]) -> bool:
    """Does a name cut a word of the text? 志愿服务队 in 志愿服务队伍 takes half of 队伍.

    The characters on both sides of an edge must make a word, and none on one side of it (粮食|品种, though 食品 is a word).
    """
    at_start = text[start - 1 : start + 1] in words and not {text[max(0, start - 2) : start], text[start : start + 2]} & words
    return (start > 0 and at_start) or (text[end - 1 : end + 1] in words and text[end : end + 2] not in words)


def _inside_word(text: str, key: str, places: Sequence[int], start: int, end: int) -> bool:
    """Does a name that begins or ends with a Latin letter or digit stand inside a longer such word?"""
    first, last = places[start], places[end - 1]
    before = first > 0 and _is_latin(key[start]) and _is_latin(text[first - 1])
    after = last + 1 < len(text) and _is_latin(key[end - 1]) and _is_latin(text[last + 1])
    return before or after


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation mark that closes what the name opens (马山“旧改”) and the other way round."""
    opener, closer = text[start - 1 : start], text[end : end + 1]
    inside = text[start:end]
    if closer in _OPENERS and inside.count(_OPENERS[closer]) > inside.count(closer):
        end += 1
    elif opener in _PAIRS and inside.count(_PAIRS[opener]) > inside.count(opener):
        start -= 1
    return start, end
