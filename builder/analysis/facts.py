"""All that analysis knows of a collection, joined once for the pages.

Two passes: per report (mentions, figures, links; may run in parallel and be cached), then over the corpus
(timelines, comparisons, ledger; fast and always fresh).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from builder.analysis.compare import Comparison, compare_reports
from builder.analysis.crosslinks import LinkIndex, TermUse, find_terms, prepare_links
from builder.analysis.decisions import decide_ledger, decide_rows
from builder.analysis.figures import IndicatorRow, IndicatorRules, Unread
from builder.analysis.good_works import GoodWorks, find_works
from builder.analysis.indicator_series import IndicatorSeries, build_series
from builder.analysis.kindred import Kindred, Near, find_kindred, worded
from builder.analysis.ledger import LedgerRow, build_ledger, promises_by_result
from builder.analysis.ledger_clauses import Asides, read_asides
from builder.analysis.ledger_names import tells_one_thing
from builder.analysis.places import kind_half
from builder.analysis.reading import read_figures, read_sentences
from builder.analysis.related import TopicProfiles, profile_topics
from builder.analysis.series import compared_pairs
from builder.analysis.timeline import Timeline, build_timelines
from builder.analysis.topics import Mention, TopicMatcher, find_mentions, prepare_topics
from builder.content.decisions import Decisions
from builder.content.topics import Topic
from builder.model import Agency, Report, ReportKind
from builder.problems import Problem


@dataclass(frozen=True)
class ReportFacts:
    """What one report says, seen alone. ``near``: by topic where it may speak of it in other words."""

    mentions: tuple[Mention, ...]
    rows: tuple[IndicatorRow, ...]
    term_uses: tuple[TermUse, ...]
    asides: Asides
    works: GoodWorks
    near: Mapping[str, Near]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Facts:
    """By report id: mentions, rows, uses of terms, 民生实事, places near topics; over the corpus: the rest. ``undecided``: decisions that did not fit."""

    mentions: Mapping[str, tuple[Mention, ...]]
    rows: Mapping[str, tuple[IndicatorRow, ...]]
    term_uses: Mapping[str, tuple[TermUse, ...]]
    works: Mapping[str, GoodWorks]
    near: Mapping[str, Mapping[str, Near]]
    timelines: tuple[Timeline, ...]
    comparisons: tuple[Comparison[IndicatorRow], ...]
    ledger: tuple[LedgerRow, ...]
    series: tuple[IndicatorSeries, ...]
    profiles: TopicProfiles
    rules: IndicatorRules
    undecided: tuple[Problem, ...] = ()


def read_facts(
    report: Report,
    matcher: TopicMatcher,
    links: LinkIndex,
    rules: IndicatorRules,
    kinds: Sequence[ReportKind],
    kindred: Mapping[str, Kindred] = MappingProxyType({}),
) -> ReportFacts:
    """First pass: one report by itself; of ``links`` only the terms are asked for. Top-level, so that it crosses processes."""
    reading = read_sentences(report, kind_half(report, kinds), rules)
    mentions, uses = find_mentions(report, matcher, reading.places), find_terms(report, links)
    rows = read_figures(report, reading, rules)
    asides = read_asides(report, rows, kinds, rules)
    return ReportFacts(mentions, rows, uses, asides, find_works(report, reading.places), find_kindred(report, kindred, reading.places), reading.unread)


def join_facts(
    reports: Sequence[Report],
    read: Sequence[ReportFacts],
    topics: Sequence[Topic],
    kinds: Sequence[ReportKind],
    agencies: Sequence[Agency],
    rules: IndicatorRules,
    newest: date,
    decisions: Decisions = MappingProxyType({}),
    weights: Mapping[str, float] | None = None,
) -> Facts:
    """Second pass: what only all reports together can say, or all of some offices; then ``weights`` are those of all topics."""
    mentions = {r.id: f.mentions for r, f in zip(reports, read, strict=True)}
    rows, unfit = decide_rows(reports, {r.id: f.rows for r, f in zip(reports, read, strict=True)}, decisions, rules)
    flat = [m for r in reports for m in mentions[r.id]]
    about = [m for m in flat if not m.passing]
    pairs = compared_pairs(reports, kinds)
    told = {r.id: [row for row in rows[r.id] if tells_one_thing(row)] for pair in pairs for r in pair}
    asides = {r.id: f.asides for r, f in zip(reports, read, strict=True)}
    spoken = {r.id: worded(f.near) for r, f in zip(reports, read, strict=True)}
    ledger, unpaired = decide_ledger(build_ledger(rows, asides, reports, kinds, agencies, newest, rules), rows, reports, decisions, rules)
    answered = promises_by_result(ledger)
    return Facts(
        mentions=mentions,
        rows=rows,
        term_uses={r.id: f.term_uses for r, f in zip(reports, read, strict=True)},
        works={r.id: f.works for r, f in zip(reports, read, strict=True)},
        near={r.id: f.near for r, f in zip(reports, read, strict=True)},
        timelines=build_timelines(topics, reports, flat, kinds, rows, rules.grammar),
        comparisons=tuple(
            compare_reports(a, b, topics, (*mentions[a.id], *mentions[b.id]), told[a.id], told[b.id], spoken, answered) for a, b in pairs
        ),
        ledger=ledger,
        series=build_series(rows, reports, kinds, agencies, rules),
        profiles=profile_topics(reports, about, weights),
        rules=rules,
        undecided=(*unfit, *unpaired),
    )


__all__ = ["Facts", "ReportFacts", "join_facts", "prepare_links", "prepare_topics", "read_facts"]
