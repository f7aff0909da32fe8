"""The helper data of search: what a query that finds nothing as typed may be turned into.

Comes in: reports, the site's own words, groups of synonyms. Goes out: ``HelperData``: characters in their
Traditional form, sounds, words, synonyms: only those that occur in the reports.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.analysis.dictionary import Cutter, pairs_of, usual_words, words_within
from builder.content.sounds import readings
from builder.defaults import default_lines, default_words
from builder.model import Report
from builder.text import is_han

WORDS = 8000
RARE = 20_000
CUT_CHARACTERS = 300_000  # jieba takes some 10 s for a million: of a larger collection it is shown a sample
CUT_HEADINGS = 60_000  # characters of headings, those that return most often first


@dataclass(frozen=True, slots=True)
class HelperData:
    """``traditional``: pairs; ``words`` the site's own first, then by frequency; ``rare``: words of jieba's dictionary
    that the reports hold as well, for queries that the others do not explain.

    ``same``: the first so many of ``synonyms`` are names of the very same thing, and join the places of what was typed.
    ``chance``: short forms with other names that the reports hold only where two words meet (固投 in 巩固投资).
    ``sounds``: pinyin without tones → the site's characters, the frequent ones first, then ``|`` and other common ones: a typo may well be
    a character that no report uses. ``lookalikes``: groups of characters taken for one another by eye.
    """

    traditional: str = ""
    sounds: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    lookalikes: tuple[str, ...] = ()
    chance: tuple[str, ...] = ()
    same: int = 0


def plan_helper(
    reports: Sequence[Report], own_words: Sequence[str], synonyms: Sequence[Sequence[str]], everyday: Sequence[Sequence[str]] = ()
) -> HelperData:
    """Helper data for these reports. ``everyday``: groups of what people say and what reports write about it, tried last."""
    text = _QUOTES.sub("", "\n".join(_lines(reports)))
    counts = Counter(text)
    characters = sorted((c for c in counts if is_han(c)), key=lambda c: (-counts[c], c))
    known = set(characters)
    pairs = Counter(pairwise(text))
    held = words_within({*map("".join, pairs), *pairs_of(own_words)})
    words = site_words(reports, text, pairs, own_words, Cutter(held, own_words))
    dictionary = usual_words(held)
    same = _held_groups(synonyms, text)
    groups = [*same, *(g for g in _held_groups(everyday, text) if g not in same)]
    return HelperData(
        "".join(t + s for t, s in traditional_pairs() if s in known),
        sound_table(characters, common_characters()),
        words,
        rare_words(pairs, words, dictionary),
        tuple(groups),
        tuple(g for g in lookalike_groups() if known & set(g)),
        chance_words(text, groups, {*words, *dictionary}),
        len(same),
    )


def _held_groups(groups: Sequence[Sequence[str]], text: str) -> list[tuple[str, ...]]:
    plain = dict.fromkeys(tuple(dict.fromkeys(w for w in group if w)) for group in groups)
    return [g for g in plain if len(g) > 1 and any(w in text for w in g)]


def _lines(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        yield report.meta.title
        yield from (s.heading for s in report.sections)
        yield from (p.text for p in report.paragraphs)


def rare_words(pairs: Container[tuple[str, str]], known: Iterable[str], dictionary: Iterable[str]) -> tuple[str, ...]:
    """Words of the dictionary the text may hold that are not known, in its order: the more usual ones first.

    Judged by its pairs of neighbouring characters: nearly always right for long words, always for those of two.
    """
    common = set(known)
    found = [w for w in dictionary if w not in common and all(p in pairs for p in pairwise(w))]
    return tuple(found[:RARE])


def chance_words(text: str, groups: Iterable[Sequence[str]], known: Container[str]) -> tuple[str, ...]:
    """Words of two characters with other names that stand in the text only across two known words."""
    short = sorted({w for g in groups for w in g if len(w) == 2 and all(map(is_han, w))})
    return tuple(w for w in short if w in text and all(text[i - 1 : i + 1] in known and text[i + 1 : i + 3] in known for i in _places(text, w)))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def site_words(reports: Sequence[Report], text: str, pairs: Counter[tuple[str, str]], own_words: Sequence[str], cutter: Cutter) -> tuple[str, ...]:
    """The site's own words that stand in the text, then the most frequent words; words of headings always among them.

    Of a large collection a sample is cut into words, spread over all reports. How often a word occurs is taken from the
    pairs of the whole text: of two words with one sound, the sample may hold the rarer.
    """
    lines = [_QUOTES.sub("", p.text) for r in reports for p in r.paragraphs]
    heads = Counter(h for r in reports for h in (*(s.heading for s in r.sections), r.meta.title))
    counts = cutter.count(_spread(lines, CUT_CHARACTERS))
    in_heads = cutter.count(_first(sorted(heads, key=lambda h: (-heads[h], h)), CUT_HEADINGS))
    own = {w for w in own_words if 2 <= len(w) <= 12 and all(map(is_han, w)) and w in text}
    counts.update(in_heads)
    counts.update({w: 1 for w in own if w not in counts})
    often = {w: min(pairs[p] for p in pairwise(w)) for w in counts}
    ranked = sorted(counts, key=lambda w: (w not in own, -often[w], w))
    kept = own | in_heads.keys() | set(ranked[:WORDS])
    return tuple(w for w in ranked if w in kept)


def _spread(lines: Sequence[str], limit: int) -> Sequence[str]:
    """Every n-th line, so that together they keep within the limit."""
    return lines[:: max(1, math.ceil(sum(map(len, lines)) / limit))]


def _first(lines: Sequence[str], limit: int) -> Sequence[str]:
    """The first lines that together keep within the limit."""
    ends = list(itertools.accumulate(map(len, lines)))
    return lines[: bisect.bisect_right(ends, limit)]


_QUOTES = re.compile("[“”‘’\"'《》「」『』【】〈〉]")


@functools.cache
def traditional_pairs() -> tuple[tuple[str, str], ...]:
    """(Traditional, simplified) of common characters; from OpenCC, see the head of the file."""
    flat = "".join(default_lines("search/traditional.txt"))
    return tuple(zip(flat[::2], flat[1::2], strict=True))


@functools.cache
def lookalike_groups() -> tuple[str, ...]:
    """Characters mistaken for one another by eye, a string a group."""
    return default_words("search/lookalikes.txt")


@functools.cache
def common_characters() -> tuple[str, ...]:
    """The 3,755 characters of GB 2312's first level: what an input method offers first."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return tuple(char for code in codes if (char := code.decode("gb2312", "ignore")))


def sound_table(characters: Iterable[str], others: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Every reading of every character, without tones: (zhong, 中种重…|钟…), (v stands for ü)."""
    own = list(characters)
    known = set(own)
    table: dict[str, tuple[list[str], list[str]]] = {}
    for char in (*own, *(c for c in others if c not in known)):
        for sound in readings(char):
            table.setdefault(sound, ([], []))[char not in known].append(char)
    return tuple((sound, "".join(a) + ("|" + "".join(b) if b else "")) for sound, (a, b) in sorted(table.items()))
