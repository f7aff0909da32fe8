"""The helper data of search: what a query that finds nothing as typed may be turned into.

Comes in: parts of the collection, the site's own words, groups of synonyms. Goes out: ``HelperData``: characters in their
Traditional form, sounds, words, synonyms: only those that occur in the reports. What a part adds is counted part by part, so that
those that did not change need not be read.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import add
from typing import Any, Generic, Protocol, TypeVar

from builder.analysis.dictionary import Cutter, pairs_of, usual_words, words_within
from builder.analysis.search_records import SearchText
from builder.content.sounds import readings
from builder.defaults import default_lines, default_words
from builder.text import is_han

WORDS = 8000
RARE = 20_000
ASKED = ">"  # in a group: before it what is asked, behind it what reports write; only the one is taken for the other
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


class Texts(Protocol):
    """A part of the collection: what its reports say."""

    @property
    def texts(self) -> Sequence[SearchText]: ...


P = TypeVar("P", bound=Texts)
P_co = TypeVar("P_co", bound=Texts, covariant=True)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that are asked for: the site's ``own``, groups of ``synonyms``, ``everyday`` words and what reports write for them, tried last."""

    own: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    everyday: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(sorted({*self.own, *(w for g in (*self.synonyms, *self.everyday) for w in g if w and w != ASKED)}))


@dataclass(frozen=True, slots=True)
class PartWords:
    """What one part of the collection adds: how often each character, each pair of neighbours and each heading occurs; in how many parts
    each of the words sought stands; of short ones in how many with which character before and behind; how many characters its paragraphs
    have. Numbers all, so that a part can be taken away again."""

    characters: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    headings: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    around: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # before, word, behind
    size: int = 0


class Keeper(Protocol[P_co]):
    """How what is made of the parts is kept from one build to the next; ``on``: what it rests on beside the texts."""

    def total(self, name: str, on: object, step: Callable[[P_co], V], join: Callable[[V | None, Iterable[V], Iterable[V]], V]) -> V:
        """``step`` over all parts, joined. ``join`` is asked with a total or none, parts that come to it, parts that go from it."""
        ...

    def once(self, name: str, on: object, make: Callable[[], V]) -> V:
        """Of the whole collection."""
        ...


@dataclass(frozen=True)
class InMemory(Generic[P]):
    """Nothing is kept."""

    parts: Sequence[P]

    def total(self, name: str, on: object, step: Callable[[P], V], join: Callable[[V | None, Iterable[V], Iterable[V]], V]) -> V:
        return join(None, map(step, self.parts), ())

    def once(self, name: str, on: object, make: Callable[[], V]) -> V:
        return make()


def plan_helper(keeper: Keeper[P], sought: Sought) -> HelperData:
    """Helper data of all parts together. Of a large collection a sample is cut into words, spread over all reports; how often a word
    occurs is taken from the pairs of the whole text: of two words with one sound, the sample may hold the rarer."""
    words = sought.words
    ways = by_first_pair(words)
    all_parts = keeper.total("words", words, lambda part: part_words(part.texts, ways), together)
    within = words_within({*all_parts.pairs, *pairs_of(sought.own)})
    cutter = functools.cache(lambda: Cutter(within, sought.own))
    sample = step_of(all_parts.size)
    found = keeper.total("cut", (sample, sought.own), lambda part: Counter(cutter().count(sampled(part.texts, sample)).keys()), tallied)
    heads = _first(sorted(all_parts.headings, key=lambda h: (-all_parts.headings[h], h)), CUT_HEADINGS)
    in_heads = keeper.once("heads", (tuple(heads), sought.own), lambda: frozenset(cutter().count(heads)))
    return helper_data(all_parts, found.keys(), in_heads, usual_words(within), sought)


def helper_data(words: PartWords, found: Set[str], in_heads: Set[str], dictionary: Sequence[str], sought: Sought) -> HelperData:
    """``found``: words that the texts were cut into, ``in_heads``: those of headings."""
    characters = sorted((c for c in words.characters if is_han(c)), key=lambda c: (-words.characters[c], c))
    known = set(characters)
    ranked = site_words(words, found, in_heads, sought.own)
    same = _held_groups(sought.synonyms, words.held)
    groups = [*same, *(g for g in _held_groups(sought.everyday, words.held) if g not in same)]
    return HelperData(
        "".join(t + s for t, s in traditional_pairs() if s in known),
        sound_table(characters, common_characters()),
        ranked,
        rare_words(set(words.pairs), ranked, dictionary),
        tuple(groups),
        tuple(g for g in lookalike_groups() if known & set(g)),
        chance_words(words.around, groups, {*ranked, *dictionary}),
        len(same),
    )


def by_first_pair(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Words by the two characters they begin with, those of one character by that: most words of a large site, the names of its offices, are in no text but their own."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:2], []).append(word)
    return found


def part_words(texts: Iterable[SearchText], sought: Mapping[str, Sequence[str]]) -> PartWords:
    """What these reports hold; ``sought``: words by their first pair."""
    headings: Counter[str] = Counter()
    lines: list[str] = []
    size = 0
    for text in texts:
        headings.update(text.headings)
        lines += [*text.headings, *text.lines]
        size += sum(map(len, text.lines))
    plain = _plain("\n".join(lines))
    pairs = Counter(map(add, plain, itertools.islice(plain, 1, None)))
    characters = Counter(plain)
    # Most words have a pair that the text has not: it is not searched for them.
    near = (w for first, words in sought.items() if first in pairs or first in characters for w in words)
    held = Counter(w for w in near if all(map(pairs.__contains__, map("".join, pairwise(w)))) and w in plain)
    around = Counter({(before, w, behind): 1 for w in held if len(w) == 2 and all(map(is_han, w)) for before, behind in _around(plain, w)})
    return PartWords(characters, pairs, headings, held, around, size)


def _plain(text: str) -> str:
    return _QUOTES.sub("", text)


def _around(text: str, word: str) -> Iterator[tuple[str, str]]:
    at = text.find(word)
    while at >= 0:
        yield text[at - 1 : at], text[at + 2 : at + 3]
        at = text.find(word, at + 1)


def together(total: PartWords | None, come: Iterable[PartWords], gone: Iterable[PartWords] = ()) -> PartWords:
    """What all parts hold: ``total``, whose counts are changed, with what came and without what went; no more than one part of them is needed at a time."""
    found = total or PartWords()
    size = found.size
    for part in come:
        for count, more in zip(_counts(found), _counts(part), strict=True):
            count.update(more)
        size += part.size
    for part in gone:
        for count, less in zip(_counts(found), _counts(part), strict=True):
            _take(count, less)
        size -= part.size
    return replace(found, size=size)


def _counts(words: PartWords) -> tuple[Counter[Any], ...]:
    return words.characters, words.pairs, words.headings, words.held, words.around


def tallied(total: Counter[str] | None, come: Iterable[Counter[str]], gone: Iterable[Counter[str]] = ()) -> Counter[str]:
    """The same of one count."""
    found: Counter[str] = Counter() if total is None else total
    for part in come:
        found.update(part)
    for part in gone:
        _take(found, part)
    return found


def _take(count: Counter[Any], less: Counter[Any]) -> None:
    """What nothing holds any more is gone, as if it had never been counted."""
    count.subtract(less)
    for key in less:
        if not count[key]:
            del count[key]


def step_of(size: int) -> int:
    """Of a text of so many characters, each how manieth line is cut into words. It grows by steps: one report more does not change what is cut."""
    wanted = math.ceil(size / CUT_CHARACTERS)
    return next(n for power in itertools.count() for n in (1 << power, 3 << power >> 1) if n >= wanted) if wanted > 1 else 1


def sampled(texts: Iterable[SearchText], step: int) -> list[str]:
    """Every n-th paragraph."""
    return [_plain(line) for line in itertools.islice((line for text in texts for line in text.lines), 0, None, step)]


def _held_groups(groups: Sequence[Sequence[str]], held: Container[str]) -> list[tuple[str, ...]]:
    """Those of which the reports hold a word; of what is written for an everyday word only what they do hold."""
    ways = dict.fromkeys(tuple(_way(group, held)) for group in groups)
    return [g for g in ways if len(g) > 1 and g[-1] != ASKED and any(w in held for w in g)]


def _way(group: Sequence[str], held: Container[str]) -> Iterator[str]:
    words = [w for w in group if w]
    at = words.index(ASKED) if ASKED in words else 0
    yield from dict.fromkeys(words[:at])
    yield from dict.fromkeys(w for w in words[at:] if not at or w == ASKED or w in held)


def rare_words(pairs: Container[str], known: Iterable[str], dictionary: Iterable[str]) -> tuple[str, ...]:
    """Words of the dictionary the text may hold that are not known, in its order: the more usual ones first.

    Judged by its pairs of neighbouring characters: nearly always right for long words, always for those of two.
    """
    common = set(known)
    found = [w for w in dictionary if w not in common and all(p in pairs for p in map("".join, pairwise(w)))]
    return tuple(found[:RARE])


def chance_words(around: Iterable[tuple[str, str, str]], groups: Iterable[Sequence[str]], known: Container[str]) -> tuple[str, ...]:
    """Words of two characters with other names that stand in the text only across two known words. ``around``: before, word, behind."""
    named = {w for g in groups for w in g}
    places: dict[str, bool] = {}
    for before, word, behind in around:
        if word in named:
            places[word] = places.get(word, True) and before + word[0] in known and word[1] + behind in known
    return tuple(sorted(word for word, is_across in places.items() if is_across))


def site_words(words: PartWords, found: Set[str], in_heads: Set[str], own_words: Iterable[str]) -> tuple[str, ...]:
    """The site's own words that stand in the text, then the most frequent words; words of headings always among them."""
    own = {w for w in own_words if 2 <= len(w) <= 12 and all(map(is_han, w)) and w in words.held}
    often = {w: min(words.pairs.get(p, 0) for p in map("".join, pairwise(w))) for w in {*found, *in_heads, *own}}
    ranked = sorted(often, key=lambda w: (w not in own, -often[w], w))
    kept = own | in_heads | set(ranked[:WORDS])
    return tuple(w for w in ranked if w in kept)


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
