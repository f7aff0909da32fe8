"""Passages and the names in them → topic entries: what is quoted together.

A head says what follows is about, so it takes the next passage with it; so does a passage whose
follower points back to it (“该项目…”, “二期…”). Everything else stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.passages import Passage

_LONGEST_ENTRY = 200  # characters up to which a following passage is taken in
_MOST_FOLLOWERS = 3
_POINTS_BACK = re.compile(
    r"(?:目前|同时|此外|并|同步|其中)?[，,]?[^，,；;。]{0,6}?"
    r"(?:[该本此](?:项目|工程|片区|园区|平台|行动|活动|机制|改革|品牌|模式|中心|工作)|上述|第?[一二三四五首]期)|其中[，,]?"
)

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """[start, end) of a paragraph's text that speaks of ``topic``; ``hits`` are its names in there."""

    topic: str
    start: int
    end: int
    section: str
    hits: Spans


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A passage, its words, and the places of each topic named in it."""

    passage: Passage
    text: str
    named: Mapping[str, Spans]


def gather_entries(passages: Sequence[NamedPassage], heading_topics: frozenset[str]) -> list[Entry]:
    """The entries of one paragraph, by place. ``heading_topics`` are named by the heading above it."""
    topics = dict.fromkeys(topic for one in passages for topic in one.named)
    subjects = _subjects(passages)
    entries = [entry for topic in topics for entry in _entries_of(topic, passages, subjects, heading_topics)]
    return sorted(entries, key=lambda e: (e.start, e.end))


def _entries_of(
    topic: str, passages: Sequence[NamedPassage], subjects: Mapping[str, frozenset[str]], heading_topics: frozenset[str]
) -> Iterator[Entry]:
    at = 0
    while at < len(passages):
        first = passages[at]
        at += 1
        if topic not in first.named:
            continue
        taken = [first]
        if first.passage.head and at < len(passages) and _together(first, passages[at]):
            taken.append(passages[at])
            at += 1
        is_subject = topic in subjects.get(first.passage.section, frozenset()) or topic in heading_topics
        for _ in range(_MOST_FOLLOWERS):
            if at >= len(passages) or not _follows(taken, passages[at], topic, is_subject):
                break
            taken.append(passages[at])
            at += 1
        hits = tuple(hit for one in taken for hit in one.named.get(topic, ()))
        yield Entry(topic, first.passage.start, taken[-1].passage.end, first.passage.section, hits)


def _subjects(passages: Sequence[NamedPassage]) -> dict[str, frozenset[str]]:
    """The topics that the head of each run-in item names."""
    return {one.passage.section: frozenset(one.named) for one in passages if one.passage.head}


def _together(one: NamedPassage, other: NamedPassage) -> bool:
    """Do two passages stand in one run-in item (or both in none)?"""
    return one.passage.section == other.passage.section and not other.passage.head


def _follows(taken: Sequence[NamedPassage], following: NamedPassage, topic: str, is_subject: bool) -> bool:
    """Does a passage go on about the topic without naming it?"""
    if topic in following.named or not _together(taken[-1], following):
        return False
    if following.passage.end - taken[0].passage.start > _LONGEST_ENTRY:
        return False
    return bool(_POINTS_BACK.match(following.text)) or (is_subject and not following.named)
