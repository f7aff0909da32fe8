"""Links inside a report's text: topics to their timelines, terms to their glosses, titles to reports.

At most one link to a target in a document, the first place it is named: the section's topics stand under it anyway. Never in a heading or the
head of a run-in item, never in or across markup that is there already, never in the middle of a word. A topic wins over a term.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import maxsize
from typing import Literal

from builder.analysis.names import NameIndex, common_words, cuts_word, index_names, longest
from builder.analysis.topics import Mention
from builder.content.names import name_key
from builder.content.terms import Term
from builder.content.topics import Topic
from builder.frozen import quick
from builder.model import Paragraph, Report

LinkKind = Literal["topic", "term", "report"]

_TITLE = re.compile(r"《([^《》]{4,80})》")


@quick
@dataclass(frozen=True, slots=True)
class TextLink:
    """[start, end) of a paragraph's text links to ``target``, an address below the site's base.

    ``title`` names what the reader will find there, ``key`` is the target's id.
    """

    paragraph: str
    start: int
    end: int
    target: str
    title: str
    kind: LinkKind
    key: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A report as links know it."""

    id: str
    title: str
    agency: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """What there is to link to, made once by ``prepare_links``; small, since every process gets a copy."""

    topics: dict[str, Topic]
    terms: tuple[Term, ...]
    term_names: NameIndex
    titles: dict[str, tuple[Titled, ...]]
    words: frozenset[str]


@quick
@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a report names a term: for “mentioned in” on the term's page."""

    term: str
    report: str
    section: str | None
    anchor: str
    paragraph: str
    start: int
    end: int


def prepare_links(topics: Sequence[Topic], terms: Sequence[Term], reports: Sequence[Report]) -> LinkIndex:
    """The index of all targets."""
    names = index_names((name, i) for i, term in enumerate(terms) for name in term.names)
    return LinkIndex({t.id: t for t in topics}, tuple(terms), names, titled(reports), common_words())


def link_targets(topics: Sequence[Topic], terms: Sequence[Term], titles: Mapping[str, tuple[Titled, ...]]) -> LinkIndex:
    """The index for texts whose terms were found before."""
    return LinkIndex({t.id: t for t in topics}, tuple(terms), index_names(()), dict(titles), common_words())


def titled(reports: Sequence[Report]) -> dict[str, tuple[Titled, ...]]:
    """Reports by the keys of their titles."""
    titles: dict[str, list[Titled]] = {}
    for r in reports:
        titles.setdefault(name_key(r.meta.title), []).append(Titled(r.id, r.meta.title, r.meta.agency, r.url))
    return {key: tuple(found) for key, found in titles.items()}


def cited_titles(report: Report) -> tuple[str, ...]:
    """Keys of all 《…》 of a report: of the collection's titles only these can matter to its links."""
    return tuple(dict.fromkeys(name_key(m[1]) for p in report.paragraphs for m in _TITLE.finditer(p.text)))


def links_for(
    report: Report, mentions: Sequence[Mention], uses: Sequence[TermUse], index: LinkIndex
) -> tuple[TextLink, ...]:
    """The links of one report, in reading order. ``mentions`` and ``uses`` of terms are the report's own."""
    hits: dict[str, list[tuple[int, int, str]]] = {}
    for mention in mentions:
        if mention.paragraph and mention.report == report.id and not mention.passing:
            hits.setdefault(mention.paragraph, []).extend((start, end, mention.topic) for start, end in mention.hits)
    named: dict[str, list[TermUse]] = {}
    for use in uses:
        named.setdefault(use.paragraph, []).append(use)
    terms = {term.id: term for term in index.terms}
    links: list[TextLink] = []
    used = _authored(report, index)
    leads: dict[str, str] = {}  # one word leads to one place in a document, whichever its sentences are about
    for paragraph in report.paragraphs:
        found = hits.get(paragraph.id, ())
        wanted = [
            *_titles(paragraph, report, index),
            *_topics(found, paragraph, index),
            *_terms(named.get(paragraph.id, ()), found, terms),
        ]
        blocked = _Joined(_blocked(paragraph))
        marks = _edges(paragraph)
        taken: list[TextLink] = []
        # Titles first, then topics, then terms; among equals from left to right.
        for link in wanted:
            if link.target in used or not _is_free(link, blocked, taken, marks):
                continue
            if leads.setdefault(paragraph.text[link.start : link.end], link.target) != link.target:
                continue
            used.add(link.target)
            taken.append(link)
        links += sorted(taken, key=lambda link: link.start)
    return tuple(links)


def find_terms(report: Report, index: LinkIndex) -> tuple[TermUse, ...]:
    """Every place that names a term, headings left out, in reading order."""
    uses: list[TermUse] = []
    for paragraph in report.paragraphs:
        for one in longest(index.term_names.find(paragraph.text)):
            section, anchor = paragraph.section_at(one.start) or None, paragraph.anchor_for(one.start, one.end)
            uses.append(TermUse(index.terms[one.entry].id, report.id, section, anchor, paragraph.id, one.start, one.end))
    return tuple(uses)


def _titles(paragraph: Paragraph, report: Report, index: LinkIndex) -> Iterator[TextLink]:
    """《…》 that names one report of the collection, the report itself excepted."""
    for match in _TITLE.finditer(paragraph.text):
        found = [r for r in index.titles.get(name_key(match[1]), ()) if r.id != report.id]
        own = [r for r in found if r.agency == report.meta.agency]
        chosen = own if len(own) == 1 else found
        if len(chosen) == 1:
            yield TextLink(paragraph.id, match.start(), match.end(), chosen[0].url, chosen[0].title, "report", chosen[0].id)


def _topics(hits: Sequence[tuple[int, int, str]], paragraph: Paragraph, index: LinkIndex) -> Iterator[TextLink]:
    for start, end, topic_id in sorted(set(hits)):
        topic = index.topics.get(topic_id)
        if topic and not cuts_word(paragraph.text, start, end, index.words):
            yield TextLink(paragraph.id, start, end, topic.url, topic.name, "topic", topic.id)


def _terms(uses: Sequence[TermUse], topics: Sequence[tuple[int, int, str]], terms: Mapping[str, Term]) -> Iterator[TextLink]:
    """Terms outside all names of topics: where a word is both, its timeline says more than its gloss."""
    named = _Joined([(start, end) for start, end, _ in topics])
    for one in uses:
        if not named.reach_into(one.start, one.end):
            term = terms[one.term]
            yield TextLink(one.paragraph, one.start, one.end, term.url, term.name, "term", term.id)


def _blocked(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where no link may stand: heads of run-in items, existing links, code."""
    heads = [(item.start, item.head_end) for item in paragraph.run_ins]
    return heads + [(mark.start, mark.end) for mark in paragraph.inlines if mark.tag in {"a", "code"}]


def _authored(report: Report, index: LinkIndex) -> set[str]:
    """Targets of the links that the author has set; none is added beside them."""
    marks = [m.href.split("#")[0].rstrip("/") for p in report.paragraphs for m in p.inlines if m.tag == "a"]
    if not marks:
        return set()
    targets = [*(t.url for t in index.topics.values()), *(t.url for t in index.terms)]
    targets += [r.url for found in index.titles.values() for r in found]
    return {target for href in marks for target in targets if href.endswith(target.rstrip("/"))}


def _is_free(link: TextLink, blocked: _Joined, taken: Sequence[TextLink], marks: Sequence[tuple[int, int]]) -> bool:
    if blocked.reach_into(link.start, link.end):
        return False
    if any(link.start < other.end and other.start < link.end for other in taken):
        return False
    # Markup that begins inside the link and ends outside it (or the reverse) could not be nested.
    inside = marks[bisect_right(marks, (link.start, maxsize)) : bisect_left(marks, (link.end,))]
    return all(link.start <= other <= link.end for _, other in inside)


def _edges(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Both edges of all markup in order, each with the edge at the other side."""
    pairs = [(mark.start, mark.end) for mark in paragraph.inlines]
    return sorted([*pairs, *((end, start) for start, end in pairs)])


class _Joined:
    """Stretches of a text, joined where they touch, so that one look at their neighbours answers."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def reach_into(self, start: int, end: int) -> bool:
        """Does any of them share a character with [start, end)?"""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end
