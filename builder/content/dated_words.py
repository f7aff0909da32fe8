"""Meetings and the day from which on a document can speak of what they decided (``defaults/dated_words.yml``). YAML in, entries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from builder.content.fields import Reader, parse_entries
from builder.defaults import read_default


@dataclass(frozen=True, slots=True)
class DatedWord:
    """A meeting's name, the day on which it began, what says so; ``decided``: words of titles that no other meeting decided."""

    word: str
    since: date
    source: str
    decided: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        return self.word.removeprefix("党的")


@cache
def shipped_dated_words() -> tuple[DatedWord, ...]:
    """The entries of the package."""

    def read(r: Reader) -> DatedWord:
        return DatedWord(r.text("word", required=True), r.day("since") or date.max, r.text("source", required=True), r.texts("decided"))

    words, problems = parse_entries(read_default("dated_words.yml"), "dated_words.yml", read)
    assert not problems, problems
    return words
