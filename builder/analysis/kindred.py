"""Where a report may speak of a topic in other words: looked through before a page says that nothing was recognised.

Comes in: a topic, groups of words that mean one thing, a report. Goes out: sections to look into, never a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.content.names import name_key
from builder.content.topics import Topic
from builder.model import Report

_MOST = 3  # places named; more would be a search
_THEME_PARTS = re.compile(r"[与和、]")


@dataclass(frozen=True, slots=True)
class Kindred:
    """``words`` are sought in the text and in headings, ``themes`` in headings only, all as keys."""

    words: tuple[str, ...]
    themes: tuple[str, ...]


def kindred_words(topic: Topic, groups: Iterable[Sequence[str]]) -> Kindred:
    """What else the topic may be called: short forms whose long form is missing, synonyms of its names, words of its theme."""
    own = {name_key(alias.text) for alias in topic.names}
    found = [name_key(alias.text) for alias in topic.names if alias.when]
    for group in groups:
        keys = [name_key(word) for word in group]
        if own & set(keys):
            found += keys
    themes = [name_key(part) for part in _THEME_PARTS.split(topic.theme)]
    return Kindred(tuple(dict.fromkeys(found)), tuple(t for t in themes if len(t) > 1))


def kindred_places(kindred: Kindred, report: Report) -> tuple[tuple[str, str], ...]:
    """(anchor, title) of the first sections that hold one of the words, without repeats."""
    return tuple(dict.fromkeys(_places(kindred, report)))[:_MOST]


def _places(kindred: Kindred, report: Report) -> Iterator[tuple[str, str]]:
    for paragraph in report.paragraphs if kindred.words else ():
        key = name_key(paragraph.text)
        if any(word in key for word in kindred.words):
            section = report.section_by_id.get(paragraph.section)
            yield (paragraph.id, section.title if section else "开头")
    for section in report.sections:
        key = name_key(section.heading)
        if any(word in key for word in (*kindred.words, *kindred.themes)):
            yield (section.id, section.title)
