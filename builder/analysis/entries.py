"""Passages and the names in them → topic entries: what is quoted together.

A head says what follows is about, so it takes the next passage with it where that speaks of the topic; so does a passage
whose follower points back to it (“该项目…”, “二期…”). Everything else stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.about import Spans, hardly_more, leading, speaks_of_head
from builder.analysis.passages import Passage
from builder.frozen import quick
from builder.text import han_key

_LONGEST_ENTRY = 200  # characters up to which a following passage is taken in
_MOST_FOLLOWERS = 3
_LONGEST_LEAD = 8  # characters beside the name; a shorter sentence only announces what follows
_LEAD = re.compile(r"聚焦|围绕|瞄准|紧扣|着眼|立足|紧盯")
_POINTS_BACK = re.compile(
    r"(?:目前|同时|此外|并|同步|其中)?[，,]?(?:[^，,；;。]{0,6}?"
    r"(?:[该本此](?:项目|工程|片区|园区|平台|行动|活动|机制|改革|品牌|模式|中心|工作)|上述)|[^，,；;。]{0,2}第?[一二三四五首]期)|其中[，,]?"
)
_GOES_ON = re.compile(r"(?:并|且|同时|届时|其中|(?:动工|开工|投产|完工|竣工|建成|达产|交付)[^，,；;。]{0,3}[时后])")


@quick
@dataclass(frozen=True, slots=True)
class Entry:
    """[start, end) of a paragraph's text that speaks of ``topic``; ``hits`` are its names in there.

    ``passing``: the topic is named, but the passage is about something else.
    """

    topic: str
    start: int
    end: int
    section: str
    hits: Spans
    passing: bool = False


@quick
@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A passage, its words, the places of each topic named in it, and the topics it is about."""

    passage: Passage
    text: str
    named: Mapping[str, Spans]
    about: frozenset[str]

    @property
    def own_places(self) -> Mapping[str, Spans]:
        """The places counted in the passage's own words."""
        at = self.passage.start
        return {topic: tuple((a - at, b - at) for a, b in spans) for topic, spans in self.named.items()}


def gather_entries(passages: Sequence[NamedPassage], heading_topics: frozenset[str]) -> list[Entry]:
    """The entries of one paragraph, by place. ``heading_topics`` are named by the heading above it."""
    topics = dict.fromkeys(topic for one in passages for topic in one.named)
    heads = {one.passage.section: one for one in passages if one.passage.head}
    entries = [entry for topic in topics for entry in _entries_of(topic, passages, heads, heading_topics)]
    return sorted(entries, key=lambda e: (e.start, e.end))


def opening_entry(topic: str, heading: str, hits: Spans, passages: Sequence[NamedPassage]) -> Entry | None:
    """The first sentences below a heading that names one topic, where the section itself never does.

    Not where they name something else, or take up the heading's other half: then they do not speak of its topic.
    """
    taken = 0
    for one in passages[: 1 + _MOST_FOLLOWERS]:
        fits = not taken or one.passage.end - passages[0].passage.start <= _LONGEST_ENTRY
        if one.named or one.passage.section != passages[0].passage.section or not fits:
            break
        if not speaks_of_head(heading, {topic: hits}, topic, one.text):
            break
        taken += 1
    if not taken:
        return None
    first = passages[0].passage
    return Entry(topic, first.start, passages[taken - 1].passage.end, first.section, ())


def _entries_of(
    topic: str, passages: Sequence[NamedPassage], heads: Mapping[str, NamedPassage], heading_topics: frozenset[str]
) -> Iterator[Entry]:
    at = 0
    while at < len(passages):
        first = passages[at]
        at += 1
        if topic not in first.named:
            continue
        taken = [first]
        if at < len(passages) and _announces(first, passages[at], topic):
            taken.append(passages[at])
            at += 1
        about = any(topic in one.about for one in taken)
        head = heads.get(first.passage.section)
        is_subject = about and (heading_topics == {topic} or (head is not None and topic in head.named))
        for _ in range(_MOST_FOLLOWERS):
            if at >= len(passages) or not _follows(taken, passages[at], topic, head if is_subject else None, is_subject):
                break
            taken.append(passages[at])
            at += 1
        hits = tuple(hit for one in taken for hit in one.named.get(topic, ()))
        yield Entry(topic, first.passage.start, taken[-1].passage.end, first.passage.section, hits, not about)


def _announces(first: NamedPassage, following: NamedPassage, topic: str) -> bool:
    """Does a head, or a sentence that says no more than what is in focus, announce the next passage as one about the topic?"""
    if not _together(first, following):
        return False
    if topic in following.named:
        said = sum(end - start for start, end in first.named[topic])
        is_lead = len(han_key(first.text)) - said <= _LONGEST_LEAD and bool(_LEAD.search(first.text))
        return topic in following.about and (first.passage.head or is_lead)
    if first.passage.head and hardly_more(first.text, first.own_places[topic]) and len(first.named) == 1:
        return True  # 二是“工改”。 is about nothing else, whatever its first sentence names; alone it says nothing
    return (
        first.passage.head
        and not leading(following.text, following.own_places)
        and speaks_of_head(first.text, first.own_places, topic, following.text)
    )


def _together(one: NamedPassage, other: NamedPassage) -> bool:
    """Do two passages stand in one run-in item (or both in none)?"""
    return one.passage.section == other.passage.section and not other.passage.head


def _follows(
    taken: Sequence[NamedPassage], following: NamedPassage, topic: str, head: NamedPassage | None, is_subject: bool
) -> bool:
    """Does a passage go on about the topic without naming it?"""
    if topic in following.named or not _together(taken[-1], following):
        return False
    if following.passage.end - taken[0].passage.start > _LONGEST_ENTRY:
        return False
    if taken[-1].text.endswith(("；", ";")) and _GOES_ON.match(following.text):
        return True  # the rest of a sentence whose sense would be lost
    if _POINTS_BACK.match(following.text):
        return True
    if not is_subject or leading(following.text, following.own_places):
        return False
    return head is None or topic not in head.named or speaks_of_head(head.text, head.own_places, topic, following.text)
