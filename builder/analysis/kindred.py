"""Where a report may speak of a topic in other words: looked through before a page says that nothing was recognised.

Comes in: a topic, groups of words that mean one thing, a report and its places. Goes out: sections to look into, never a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add

from builder.analysis.places import Places
from builder.analysis.search_index import default_synonyms
from builder.analysis.things import lexicon
from builder.analysis.topics import is_of_itself
from builder.content.names import name_key
from builder.content.topics import Topic
from builder.defaults import default_words
from builder.model import Report

Near = tuple[tuple[str, str, int, bool], ...]  # (anchor, title, the year that it speaks of, by words of the topic's own rather than of its theme)

_MOST = 3  # places named of a year; more would be a search
_PARTS = re.compile(r"[与和、（）()/]")
_HALF = 2  # characters of a word
_LONG = re.compile(r"[\u4e00-\u9fff]{4,}")  # a part of a name that is looked for by its two ends as well


@dataclass(frozen=True, slots=True)
class Kindred:
    """``words`` are sought in the text and in headings, ``names`` (its own) and ``themes`` in headings only, all as keys."""

    words: tuple[str, ...]
    themes: tuple[str, ...]
    names: tuple[str, ...] = ()


def kindred_words(topic: Topic, groups: Iterable[Sequence[str]]) -> Kindred:
    """What else the topic may be called: short forms whose long form is missing, synonyms of its names, the words that its own name is
    made of (投资与重大项目: 投资; 国企改革: 国企), words of its theme. General words tell nothing. ``groups``: synonyms, as keys."""
    own = {name_key(alias.text) for alias in topic.names}
    found = [name_key(alias.text) for alias in topic.names if alias.when]
    for keys in groups:
        if not own.isdisjoint(keys):
            found += keys
    found += made_of(name_key(topic.name))
    themes = [name_key(part) for part in _PARTS.split(topic.theme)]
    return Kindred(tuple(dict.fromkeys(found)), tuple(t for t in themes if len(t) > 1), tuple(name_key(a.text) for a in topic.names if not a.when))


@lru_cache
def general_words() -> frozenset[str]:
    """Words that tell no matter from another."""
    return frozenset(default_words("generic_words.txt")) | lexicon().common


def made_of(name: str) -> list[str]:
    """The words of a topic's name (a key) that tell something by themselves."""
    parts = [part for part in _PARTS.split(name) if len(part) >= _HALF]
    ends = [end for part in parts if _LONG.fullmatch(part) for end in (part[:_HALF], part[-_HALF:])]
    return [word for word in (*parts, *ends) if word not in general_words()]


@lru_cache(maxsize=2)
def topics_kindred(topics: tuple[Topic, ...]) -> Mapping[str, Kindred]:
    """Of all topics, by the words that search takes for the same. Pure: a preview asks at each change."""
    groups = [[name_key(word) for word in group] for group in (*default_synonyms(), *default_synonyms("everyday"))]
    holding: dict[str, list[int]] = {}
    for number, keys in enumerate(groups):
        for key in keys:
            holding.setdefault(key, []).append(number)

    def of(topic: Topic) -> Iterator[Sequence[str]]:
        """Of a thousand groups the few that have a name of the topic."""
        return (groups[n] for n in sorted({n for alias in topic.names for n in holding.get(name_key(alias.text), ())}))

    return {topic.id: kindred_words(topic, of(topic)) for topic in topics}


def find_kindred(report: Report, kindred: Mapping[str, Kindred], places: Places) -> dict[str, Near]:
    """By topic the first sections of a report that may speak of it, some for each year; each paragraph is folded once for all topics."""
    folded = [(p, name_key(p.text)) for p in report.paragraphs if not is_of_itself(report, p)]
    text, heads = _Lines([key for _, key in folded]), _Lines([name_key(s.heading) for s in report.sections])
    titles = {s.id: s.title for s in report.sections}
    found: dict[str, Near] = {}
    for topic, words in kindred.items():
        told = (folded[i][0] for i in text.holding(words.words))
        near = [(p.id, titles.get(p.section, "开头"), places.at(p.id, 0).year, True) for p in told]
        for sought, own in (((*words.names, *words.words), True), (words.themes, False)):
            headed = (report.sections[i] for i in heads.holding(sought))
            near += [(s.id, titles[s.id], places.of_section(s.id).year, own) for s in headed]
        if near:
            found[topic] = tuple(_first(near))
    return found


def _first(near: Iterable[tuple[str, str, int, bool]]) -> Iterator[tuple[str, str, int, bool]]:
    """The first few of each year, a section once."""
    years: dict[int, set[str]] = {}
    for anchor, title, year, own in near:
        named = years.setdefault(year, set())
        if title not in named and len(named) < _MOST:
            named.add(title)
            yield anchor, title, year, own


def worded(near: Mapping[str, Near]) -> frozenset[str]:
    """The topics that a report may well speak of: it has words of theirs, not of their theme alone."""
    return frozenset(topic for topic, places in near.items() if any(own for *_, own in places))


class _Lines:
    """Lines of text in which words are looked for: each word once, whichever topics ask for it, and only if what it begins with is there."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._whole = whole = "\n".join(lines)
        self._pairs = {*map(add, whole, whole[1:]), *whole}
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._known: dict[str, tuple[int, ...]] = {}

    def holding(self, words: Iterable[str]) -> list[int]:
        """The numbers of the lines that hold any of the words, in order."""
        found: set[int] = set()
        for word in words:
            if word[:2] in self._pairs:
                if word not in self._known:
                    self._known[word] = tuple(self._with(word))
                found.update(self._known[word])
        return sorted(found)

    def _with(self, word: str) -> Iterator[int]:
        at = self._whole.find(word)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._whole.find(word, self._starts[line + 1])
