"""Wrong expressions: the package's list and a site's own. YAML in, entries out; ``checks/wording`` looks for them.

A site's ``content/wrong_words.yml`` has entries of the same form (its offices, its leaders), and ``allow`` for what it means to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from builder.content.fields import Reader, parse_entries
from builder.defaults import read_default
from builder.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class WrongWord:
    """One entry. ``unless``: longer words in which the wrong one's characters are right; ``allow``: wrong ones that a site means to say."""

    wrong: tuple[str, ...]
    right: str
    severity: Severity
    source: str
    unless: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """(place, wrong word) of each."""
        for word in self.wrong:
            at = text.find(word)
            while at >= 0:
                if not any(_covers(text, longer, word, at) for longer in self.unless):
                    yield at, word
                at = text.find(word, at + len(word))


def _covers(text: str, longer: str, word: str, at: int) -> bool:
    """Does the longer word stand where it shares characters with the wrong one at this place?"""
    return any(text.startswith(longer, start) for start in range(max(0, at - len(longer) + 1), at + len(word)))


def parse_wrong_words(text: str, path: str) -> tuple[tuple[WrongWord, ...], list[Problem]]:
    """A list of wrong words, the package's or a site's."""

    return parse_entries(text, path, read_wrong_word)


def read_wrong_word(r: Reader) -> WrongWord:
    """The fields of one entry."""
    wrong, allow = r.texts("wrong"), r.texts("allow")
    severity: Severity = "error" if r.choice("severity", ("error", "warning"), default="warning") == "error" else "warning"
    entry = WrongWord(wrong, r.text("right", required=bool(wrong)), severity, r.text("source", required=True), r.texts("unless"), allow)
    if not wrong and not allow:
        r.problem("wrong", "wrong-word.empty", "没有写 wrong 或 allow", "错误的写法，或允许的写法", "补上其中一项")
    for word in wrong:
        if len(word) < 2 or word in entry.right.split("、"):
            r.problem("wrong", "wrong-word.form", f"“{word}”", "两个字以上、和 right 不同的写法", "改正或删去")
    return entry


@cache
def shipped_wrong_words() -> tuple[WrongWord, ...]:
    """The entries of the package."""
    words, problems = parse_wrong_words(read_default("wrong_words.yml"), "wrong_words.yml")
    assert not problems, problems
    return words


def with_own(own: Iterable[WrongWord]) -> tuple[WrongWord, ...]:
    """The package's entries and a site's own, without what the site allows."""
    own = tuple(own)
    allowed = {word for entry in own for word in entry.allow}
    every = (*shipped_wrong_words(), *own)
    kept = (WrongWord(tuple(w for w in e.wrong if w not in allowed), e.right, e.severity, e.source, e.unless) for e in every)
    return tuple(e for e in kept if e.wrong)
