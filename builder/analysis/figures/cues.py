"""Which rules a text can hold at all, told by its characters alone, before any pattern is tried on it.

Comes in: compiled patterns. Goes out: for each two sets of characters of which every match needs one within the text that is searched; a
pattern of which none is known is always tried. Characters, not words: a text that was cut or put together anew needs no new look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST_KNOWN = 4096  # sets of rules
_LONGEST_RANGE = 700  # characters; what may be nearly any character tells nothing
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_LAST_PLANE = 0x20000  # beyond the first two planes there are no digits: trying a million characters takes longer than reading a report
_RANGES = {op.CATEGORY_DIGIT: frozenset(c for c in map(chr, range(_LAST_PLANE)) if c.isdecimal())}
NEVER = re.compile("\U0010ffff(?!)")  # given up at once: no text is searched for what it has no room for


Needs = tuple[frozenset[str], frozenset[str]]  # of each of both sets a match needs a character; they may be one
Often = Callable[[frozenset[str]], int]  # how often characters of a set are met


def needed(pattern: re.Pattern[str], common: Mapping[str, int]) -> Needs | None:
    """What each match needs, the rarest by ``common``; None where nothing is known."""
    parsed = _parser.parse(pattern.pattern)
    return None if parsed.state.flags & re.IGNORECASE else _of_all(parsed, cache(lambda chars: sum(map(common.__getitem__, common.keys() & chars)) + len(chars)))


def frequencies(texts: Iterable[str]) -> Counter[str]:
    """How often a character stands in examples of the prose that is to be read."""
    return Counter("".join(texts))


def _of_all(parts: Iterable[tuple[Any, Any]], often: Often) -> Needs | None:
    """Of parts that follow each other two are enough: those that are met with least."""
    known = dict.fromkeys(chars for part in parts for chars in _of_one(*part, often) or ())
    first, *others = sorted(known, key=often) or (None,)
    return (first, others[0] if others else first) if first else None


def _of_one(kind: Any, value: Any, often: Often) -> Needs | None:
    if kind is op.LITERAL:
        return (frozenset(chr(value)),) * 2
    if kind is op.IN:
        found = _of_set(value)
        return (found, found) if found else None
    if kind is op.BRANCH:
        branches = [_of_all(branch, often) for branch in value[1]]
        known = [branch for branch in branches if branch]
        return (frozenset().union(*(a for a, _ in known)), frozenset().union(*(b for _, b in known))) if len(known) == len(branches) else None
    if kind is op.SUBPATTERN:
        return _of_all(value[-1], often)
    if kind is op.ATOMIC_GROUP:
        return _of_all(value, often)
    if kind is op.ASSERT:
        return _of_all(value[1], often)
    if kind in _REPEATS and value[0] > 0:
        return _of_all(value[2], often)
    return None


def _of_set(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for kind, value in parts:
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] <= _LONGEST_RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is op.CATEGORY and value in _RANGES:
            found |= _RANGES[value]
        else:
            return None
    return frozenset(found)


class Held(dict[str, re.Pattern[str]]):
    """Rules by id, each from when it is first asked for; those that cannot match are ``NEVER``."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], numbers: Mapping[str, int], held: int) -> None:
        super().__init__()
        self._patterns, self._numbers, self._held = patterns, numbers, held
        self._families: dict[str, bool] = {}

    def __missing__(self, rule: str) -> re.Pattern[str]:
        found = self[rule] = self._patterns[rule] if self._held >> self._numbers[rule] & 1 else NEVER
        return found

    def holds(self, family: str) -> bool:
        """Is there any rule of a family that may match?"""
        if family not in self._families:
            self._families[family] = any(rule.startswith(family + ".") for rule, _ in self.possible)
        return self._families[family]

    @cached_property
    def possible(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Those that may match, in their order."""
        return tuple((rule, pattern) for rule, pattern in self._patterns.items() if self._held >> self._numbers[rule] & 1)


class Sieve:
    """Some rules, ready to be asked which of them a text can hold. What was asked is remembered: texts differ, the rules they hold do less."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], common: Mapping[str, int]) -> None:
        self._patterns = patterns
        self._numbers = {rule: number for number, rule in enumerate(patterns)}
        self._half = len(patterns)
        self._always = 0
        self._bits: dict[str, int] = {}
        self._known: dict[int, Held] = {}
        for number, pattern in enumerate(patterns.values()):
            cues = needed(pattern, common)
            for chars, place in zip(cues or ((), ()), (number, number + self._half), strict=True):
                self._always |= 0 if cues else 1 << place
                for char in chars:
                    self._bits[char] = self._bits.get(char, 0) | 1 << place

    def within(self, text: str) -> Held:
        """All the rules; those that no part of the text can hold match nothing, at no cost."""
        bits, held = self._bits, self._always
        for char in text:
            if char in bits:
                held |= bits[char]
        held &= held >> self._half
        known = self._known.get(held)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[held] = Held(self._patterns, self._numbers, held)
        return known
