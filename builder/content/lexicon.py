"""The closed classes of words and the rules over them: two shipped files as values. Text in, values out.

Sites do not change them: one reading of a sentence on every site. What a site adds (units, indicators) becomes a
class of its own (``content/indicators``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.content.fields import Reader, parse_entries
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class ClosedClass:
    """``unless`` maps a word to (what it must not follow, what must not follow it): 约 is no qualifier in 签约.

    ``example`` is a sentence with a gap for the word, ``half`` and ``title`` are those of its report: taking a word away must change how it is
    read. ``stands_for``: words with what they mean (规上 → 规模以上); ``shape``: a pattern in place of words that no list can hold (2025年底).
    """

    id: str
    note: str
    words: tuple[str, ...]
    example: str = ""
    half: str = "actual"
    unless: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    stands_for: tuple[tuple[str, str], ...] = ()
    shape: str = ""
    title: str = ""

    @property
    def pattern(self) -> str:
        """A group that matches the longest of the words first, never where one is part of another word."""
        if self.shape:
            return f"(?:{self.shape})"
        limits = {word: (after, before) for word, after, before in self.unless}
        parts: list[str] = []
        for word in sorted(set(self.words), key=lambda w: (-len(w), w)):
            after, before = limits.get(word, ((), ()))
            behind = "".join(f"(?<!{re.escape(w)})" for w in after)
            parts.append(behind + re.escape(word) + (f"(?!{'|'.join(map(re.escape, before))})" if before else ""))
        return "(?:" + "|".join(parts) + ")"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is read: a pattern over classes, a sentence that needs it and one that it leaves alone.

    ``reads`` lists the rows of the example, each as ``field=value`` pairs; ``half`` and ``title`` are those of the report it stands in.
    """

    id: str
    note: str
    pattern: str
    example: str
    reads: tuple[str, ...]
    counter: str
    half: str
    title: str = ""


def parse_lexicon(text: str, path: str) -> tuple[tuple[ClosedClass, ...], list[Problem]]:
    """Read ``lexicon.yml``."""
    return parse_entries(text, path, _closed_class)


def parse_rules(text: str, path: str) -> tuple[tuple[Rule, ...], list[Problem]]:
    """Read ``rules.yml``."""
    return parse_entries(text, path, _rule)


def _closed_class(r: Reader) -> ClosedClass:
    unless = r.each("unless", lambda w: (w.text("word", required=True), w.texts("after"), w.texts("before")))
    id_, note, words = r.identifier("id"), r.text("note", required=True), r.texts("words")
    return ClosedClass(id_, note, words, r.text("example"), _half(r), unless, r.pairs("stands_for"), r.text("shape"), r.text("title"))


def _rule(r: Reader) -> Rule:
    return Rule(
        r.text("id", required=True),
        r.text("note", required=True),
        r.text("pattern", required=True),
        r.text("example", required=True),
        r.texts("reads"),
        r.text("counter", required=True),
        _half(r),
        r.text("title"),
    )


def _half(r: Reader) -> str:
    return r.choice("half", ("target", "actual", "both", "none"), default="actual")
