"""All that analysis knows of a collection, joined once for the pages.

Two passes: per report (mentions, figures; may run in parallel and be cached), then over the corpus
(timelines, links, ledger; fast and always fresh).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from builder.analysis.crosslinks import TermUse, TextLink, find_terms, links_for, prepare_links
from builder.analysis.halves import report_half
from builder.analysis.related import TopicProfiles, profile_topics
from builder.analysis.timeline import Timeline, build_timelines
from builder.analysis.topics import Mention, TopicMatcher, find_mentions, prepare_topics
from builder.content.terms import Term
from builder.content.topics import Topic
from builder.model import Agency, Report, ReportKind


@dataclass(frozen=True)
class ReportFacts:
    """What one report says, seen alone."""

    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Facts:
    """By report id: mentions, links, uses of terms; over the corpus: timelines and profiles."""

    mentions: Mapping[str, tuple[Mention, ...]]
    links: Mapping[str, tuple[TextLink, ...]]
    term_uses: Mapping[str, tuple[TermUse, ...]]
    timelines: tuple[Timeline, ...]
    profiles: TopicProfiles


def read_facts(report: Report, matcher: TopicMatcher, kinds: Sequence[ReportKind]) -> ReportFacts:
    """First pass: one report by itself. Top-level, so that it crosses processes."""
    return ReportFacts(find_mentions(report, matcher, report_half(report, kinds)))


def join_facts(
    reports: Sequence[Report],
    read: Sequence[ReportFacts],
    topics: Sequence[Topic],
    terms: Sequence[Term],
    kinds: Sequence[ReportKind],
    agencies: Sequence[Agency],
    newest: date,
) -> Facts:
    """Second pass: what only all reports together can say."""
    mentions = {r.id: f.mentions for r, f in zip(reports, read, strict=True)}
    flat = [m for r in reports for m in mentions[r.id]]
    index = prepare_links(topics, terms, reports)
    return Facts(
        mentions=mentions,
        links={r.id: links_for(r, mentions[r.id], index) for r in reports},
        term_uses={r.id: find_terms(r, index) for r in reports},
        timelines=build_timelines(topics, reports, flat, kinds),
        profiles=profile_topics(reports, flat),
    )


__all__ = ["Facts", "ReportFacts", "join_facts", "prepare_topics", "read_facts"]
