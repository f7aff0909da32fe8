"""Which rules a text can hold at all, told by its characters alone, before any pattern is tried on it.

Comes in: compiled patterns. Goes out: for each a set of characters of which every match needs one within the text that is searched; a
pattern of which that is not known is always tried. Characters, not words: a text that was cut or put together anew needs no new look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from sys import maxunicode
from typing import Any

_MOST_KNOWN = 4096  # sets of rules
_LONGEST_RANGE = 700  # characters; what may be nearly any character tells nothing
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_RANGES = {op.CATEGORY_DIGIT: frozenset(c for c in map(chr, range(maxunicode)) if c.isdecimal())}
NEVER = re.compile("\U0010ffff(?!)")  # given up at once: no text is searched for what it has no room for


def needed(pattern: re.Pattern[str], common: Mapping[str, int]) -> frozenset[str] | None:
    """Characters of which each match needs one, the rarest by ``common``; None where nothing is known."""
    return None if pattern.flags & re.IGNORECASE else _of_all(_parser.parse(pattern.pattern), common)


def frequencies(texts: Iterable[str]) -> Counter[str]:
    """How often a character stands in examples of the prose that is to be read."""
    return Counter("".join(texts))


def _of_all(parts: Iterable[tuple[Any, Any]], common: Mapping[str, int]) -> frozenset[str] | None:
    """Of parts that follow each other one is enough: the one that is met with least."""
    known = [found for part in parts if (found := _of_one(*part, common)) is not None]
    return min(known, key=lambda found: sum(common[c] + 1 for c in found), default=None)


def _of_one(kind: Any, value: Any, common: Mapping[str, int]) -> frozenset[str] | None:
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.IN:
        return _of_set(value)
    if kind is op.BRANCH:
        found = [_of_all(branch, common) for branch in value[1]]
        return None if None in found else frozenset().union(*(f for f in found if f))
    if kind is op.SUBPATTERN:
        return _of_all(value[-1], common)
    if kind is op.ATOMIC_GROUP:
        return _of_all(value, common)
    if kind is op.ASSERT:
        return _of_all(value[1], common)
    if kind in _REPEATS and value[0] > 0:
        return _of_all(value[2], common)
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


class Sieve:
    """Some rules, ready to be asked which of them a text can hold. What was asked is remembered: texts differ, the rules they hold do less."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], common: Mapping[str, int]) -> None:
        self._patterns = patterns
        self._always = 0
        self._bits: dict[str, int] = {}
        self._known: dict[int, dict[str, re.Pattern[str]]] = {}
        for number, pattern in enumerate(patterns.values()):
            cues = needed(pattern, common)
            if cues is None:
                self._always |= 1 << number
            for char in cues or ():
                self._bits[char] = self._bits.get(char, 0) | 1 << number

    def within(self, text: str) -> dict[str, re.Pattern[str]]:
        """All the rules; those that no part of the text can hold match nothing, at no cost."""
        bits, held = self._bits, self._always
        for char in text:
            if char in bits:
                held |= bits[char]
        known = self._known.get(held)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = {rule: pattern if held >> number & 1 else NEVER for number, (rule, pattern) in enumerate(self._patterns.items())}
            self._known[held] = known
        return known
