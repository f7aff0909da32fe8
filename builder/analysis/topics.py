"""Topics in reports: dictionary and report → mentions, each the smallest passage that makes sense alone.

A name counts when no longer name covers it, no ``excludes`` word holds it and, for a short alias,
its long form stands in the same report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.analysis.about import Spans, topics_about
from builder.analysis.entries import Entry, NamedPassage, gather_entries, opening_entry
from builder.analysis.names import NameIndex, Occurrence, index_names, key_of, longest
from builder.analysis.passages import passages_of
from builder.analysis.places import Half, Places
from builder.content.names import name_key
from builder.content.topics import Topic
from builder.frozen import quick
from builder.model import Paragraph, Report, Section

_OF_ITSELF = re.compile("本摘编|摘自(?:原)?报告|^这一(?:部分|章|节)也?摘自")


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """One topic entry. ``quote`` is ``text[start:end]`` of the paragraph, ``hits`` the names in it.

    ``section`` is the innermost section (None before the first), ``anchor`` the innermost element
    that holds the whole quote. ``hits`` is empty when the passage speaks of the topic without its
    name. A mention in a heading has no ``paragraph``; its offsets count in ``Section.heading``.
    ``passing``: the topic is only named on the way, in a passage about something else; no page quotes it.
    """

    topic: str
    report: str
    section: str | None
    anchor: str
    paragraph: str
    start: int
    end: int
    hits: Spans
    year: int
    kind: Half
    quote: str
    passing: bool = False

    @property
    def in_heading(self) -> bool:
        return not self.paragraph

    @property
    def url(self) -> str:
        """Address below the site's base, with the anchor."""
        return f"reports/{self.report}/#{self.anchor}"


@dataclass(frozen=True, slots=True)
class NameUse:
    """What one indexed name stands for: a topic's number; ``when`` as a key; or an excluding word."""

    topic: int
    when: str = ""
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class TopicMatcher:
    """A dictionary made ready by ``prepare_topics``; one serves all reports."""

    topics: tuple[Topic, ...]
    index: NameIndex
    uses: tuple[NameUse, ...]

    @property
    def has_conditions(self) -> bool:
        return any(use.when for use in self.uses)


def prepare_topics(topics: Sequence[Topic]) -> TopicMatcher:
    """The matcher for a dictionary."""
    names: list[str] = []
    uses: list[NameUse] = []
    for number, topic in enumerate(topics):
        names += [alias.text for alias in topic.names]
        uses += [NameUse(number, name_key(alias.when)) for alias in topic.names]
        names += topic.excludes
        uses += [NameUse(number, excludes=True) for _ in topic.excludes]
    return TopicMatcher(tuple(topics), index_names((name, i) for i, name in enumerate(names)), tuple(uses))


def find_names(text: str, matcher: TopicMatcher, context: str | None = None) -> dict[str, Spans]:
    """Topic id → places of its names in a text. Long forms are sought in ``context`` (a ``name_key``), else in the text."""
    found = matcher.index.find(text)
    if not found:
        return {}
    key = name_key(text) if context is None else context
    barred = [o for o in found if matcher.uses[o.entry].excludes]
    names = [o for o in found if _counts(o, matcher, key, barred)]
    places: dict[str, list[tuple[int, int]]] = {}
    for one in longest(names, lambda o: matcher.topics[matcher.uses[o.entry].topic].shipped):
        places.setdefault(matcher.topics[matcher.uses[one.entry].topic].id, []).append((one.start, one.end))
    return {topic: tuple(spans) for topic, spans in places.items()}


def find_mentions(report: Report, topics: TopicMatcher | Sequence[Topic], places: Places) -> tuple[Mention, ...]:
    """All mentions in a report, in reading order. ``places`` are those of the report."""
    matcher = topics if isinstance(topics, TopicMatcher) else prepare_topics(topics)
    context = _report_key(report) if matcher.has_conditions else ""
    headings = {s.id: find_names(s.heading, matcher, context) for s in report.sections if not s.run_in}
    source = _Source(report, places)
    told = frozenset(section for section, names in headings.items() if len(names) == 1)
    named = [(p, _named_passages(p, matcher, context, needed=p.section in told)) for p in report.paragraphs if not is_of_itself(report, p)]
    spoken = {(p.section, topic) for p, passages in named for one in passages for topic in one.named}
    parents = {s.parent for s in report.sections}
    found: list[Mention] = []
    waiting = [s for s in report.sections if not s.run_in]
    order = {s.id: i for i, s in enumerate(waiting)}
    done = 0
    for paragraph, passages in named:
        reached = order.get(paragraph.section, -1) + 1
        found += source.heading_mentions(waiting[done:reached], headings)
        opens = reached > done
        done = max(done, reached)
        above = headings.get(paragraph.section, {})
        if opens and passages and len(above) == 1 and paragraph.section not in parents:
            heading = report.section_by_id[paragraph.section].heading
            silent = [topic for topic in above if (paragraph.section, topic) not in spoken]
            opening = (opening_entry(topic, heading, above[topic], passages) for topic in silent)
            found += [source.mention(paragraph, entry) for entry in opening if entry]
        if passages:
            # Nor does a line that opens a paragraph of a restatement say anything: the site wrote it.
            heads = {(one.passage.start, one.passage.end) for one in passages if one.passage.head and report.meta.is_excerpt}
            entries = gather_entries(passages, frozenset(above))
            found += [source.mention(paragraph, entry) for entry in entries if (entry.start, entry.end) not in heads]
    found += source.heading_mentions(waiting[done:], headings)
    return tuple(found)


def is_of_itself(report: Report, paragraph: Paragraph) -> bool:
    """Of a restatement: where it tells what it took is no word of the office."""
    return report.meta.is_excerpt and bool(_OF_ITSELF.search(paragraph.text))


def _report_key(report: Report) -> str:
    """All a report says, as one key; the line ends keep names from growing together across paragraphs."""
    texts = [report.meta.title, *(s.heading for s in report.sections if not s.run_in), *(p.text for p in report.paragraphs)]
    return "\n".join(key_of(text) for text in texts)


def _counts(one: Occurrence, matcher: TopicMatcher, context: str, barred: Sequence[Occurrence]) -> bool:
    """Is an occurrence a name of its topic here?"""
    use = matcher.uses[one.entry]
    if use.excludes or (use.when and use.when not in context):
        return False
    return not any(matcher.uses[b.entry].topic == use.topic and b.start <= one.start and one.end <= b.end for b in barred)


def _named_passages(paragraph: Paragraph, matcher: TopicMatcher, context: str, *, needed: bool) -> list[NamedPassage]:
    """The paragraph's passages with the names in each; a name across an edge belongs to where it begins.

    None where no name is, unless they are ``needed``: below a heading that names a topic.
    """
    places = find_names(paragraph.text, matcher, context)
    out: list[NamedPassage] = []
    if not places and not needed:
        return out
    starts = sorted(start for spans in places.values() for start, _ in spans)
    for passage in passages_of(paragraph):
        text = paragraph.text[passage.start : passage.end]
        if bisect_left(starts, passage.start) == bisect_left(starts, passage.end):
            out.append(NamedPassage(passage, text, {}, frozenset()))
            continue
        named = {
            topic: tuple(s for s in spans[bisect_left(spans, (passage.start,)) : bisect_left(spans, (passage.end,))] if s[1] <= passage.end)
            for topic, spans in places.items()
        }
        kept = {topic: spans for topic, spans in named.items() if spans}
        own = {topic: tuple((a - passage.start, b - passage.start) for a, b in spans) for topic, spans in kept.items()}
        out.append(NamedPassage(passage, text, kept, frozenset(kept) if passage.head else topics_about(text, own)))
    return out


@dataclass(frozen=True, slots=True)
class _Source:
    """What every mention of one report takes from it."""

    report: Report
    places: Places

    def mention(self, paragraph: Paragraph, entry: Entry) -> Mention:
        half, year = self.places.passage(paragraph.id, entry.start, entry.end, entry.hits[0][0] if entry.hits else entry.start)
        return Mention(
            topic=entry.topic,
            report=self.report.id,
            section=entry.section or None,
            anchor=paragraph.anchor_for(entry.start, entry.end),
            paragraph=paragraph.id,
            start=entry.start,
            end=entry.end,
            hits=entry.hits,
            year=year,
            kind=half,
            quote=paragraph.text[entry.start : entry.end],
            passing=entry.passing,
        )

    def heading_mentions(self, sections: Sequence[Section], names: dict[str, dict[str, Spans]]) -> Iterator[Mention]:
        """None of a restatement, whose headings the site wrote."""
        if self.report.meta.is_excerpt:
            return
        for section in sections:
            place = self.places.of_section(section.id)
            for topic, hits in names[section.id].items():
                yield Mention(
                    topic=topic,
                    report=self.report.id,
                    section=section.id,
                    anchor=section.id,
                    paragraph="",
                    start=0,
                    end=len(section.heading),
                    hits=hits,
                    year=place.year,
                    kind=self.places.half_of(place),
                    quote=section.heading,
                )
