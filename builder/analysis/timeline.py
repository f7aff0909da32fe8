"""Mentions over the corpus → one timeline per topic, office by office.

A year without a plan or summary in the collection is told apart from a year in whose documents nothing was
recognised; neither is a finding about the office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from builder.analysis.accounts import covered_years
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.series import series_by_agency
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Report, ReportKind

YearStatus = Literal["mentioned", "unrecognised", "no-report"]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """One year of one office. ``reports`` are the ids of the office's plans and summaries for that year.

    ``plans``, ``results`` and ``others`` (plan and result in one) are the entries about the year; ``passing`` are places
    that only name the topic in a sentence about something else.
    """

    year: int
    status: YearStatus
    reports: tuple[str, ...]
    plans: tuple[Mention, ...] = ()
    results: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()
    passing: tuple[Mention, ...] = ()

    @property
    def entries(self) -> tuple[Mention, ...]:
        """All entries: plans first, as the year ran."""
        return self.plans + self.others + self.results


@dataclass(frozen=True, slots=True)
class OfficeTimeline:
    """A topic in one office's reports; ``years`` run without a hole over the years of its documents.

    Years beyond them stand there where an entry is about them (到2030年); a year is left out whose documents speak of the topic
    for years beyond alone: neither is it silent, nor is anything said of it.
    """

    agency: str
    years: tuple[TimelineYear, ...]

    @property
    def entries(self) -> tuple[Mention, ...]:
        return tuple(m for y in self.years for m in y.entries)

    @property
    def everywhere(self) -> tuple[Mention, ...]:
        """All places that name it, those in passing too, in the order of the tables."""
        return tuple(m for y in self.years for m in (*y.entries, *y.passing))


@dataclass(frozen=True)
class Timeline:
    """All entries of a topic, per office. ``offices`` is empty for a topic that no report mentions."""

    topic: Topic
    offices: tuple[OfficeTimeline, ...]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All years of all its offices, in order."""
        return tuple(sorted({y.year for office in self.offices for y in office.years}))

    @cached_property
    def entries(self) -> tuple[Mention, ...]:
        return tuple(m for office in self.offices for m in office.entries)


def build_timelines(
    topics: Sequence[Topic],
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    kinds: Sequence[ReportKind],
    rows: Mapping[str, Sequence[IndicatorRow]],
    words: Grammar,
) -> tuple[Timeline, ...]:
    """One timeline per topic, in the dictionary's order. ``mentions`` are those of all ``reports``, ``rows`` by report."""
    agencies = {r.id: r.meta.agency for r in reports}
    series = series_by_agency(reports, kinds)
    covered = {r.id: covered_years(r, rows.get(r.id, ()), kinds, words) for r in reports}
    grouped: dict[str, dict[str, list[Mention]]] = {}
    for mention in mentions:
        if mention.report in agencies:
            grouped.setdefault(mention.topic, {}).setdefault(agencies[mention.report], []).append(mention)
    return tuple(
        Timeline(
            topic,
            tuple(
                _office(a, series[a], found, covered)
                for a, found in sorted(grouped.get(topic.id, {}).items())
                if not all(m.passing for m in found)
            ),
        )
        for topic in topics
    )


def _office(
    agency: str, series: Sequence[Report], mentions: Sequence[Mention], covered: Mapping[str, frozenset[int]]
) -> OfficeTimeline:
    order = {r.id: i for i, r in enumerate(series)}
    reports: dict[int, list[str]] = {}
    for report in series:
        for year in covered[report.id]:
            reports.setdefault(year, []).append(report.id)
    of_year: dict[int, list[Mention]] = {}
    ahead: set[str] = set()
    for mention in sorted(mentions, key=lambda m: order[m.report]):
        of_year.setdefault(mention.year, []).append(mention)
        if mention.year not in covered[mention.report]:
            ahead.add(mention.report)
    known = [y for y in reports or of_year if y]
    span = set(range(min(known), max(known) + 1)) if known else set()
    shown = (y for y in sorted({*span, *(y for y in of_year if y)}) if y in of_year or not ahead & set(reports.get(y, ())))
    return OfficeTimeline(agency, tuple(_year(year, tuple(reports.get(year, ())), of_year.get(year, ())) for year in shown))


def _year(year: int, reports: tuple[str, ...], own: Sequence[Mention]) -> TimelineYear:
    status: YearStatus = "mentioned" if own else "unrecognised" if reports else "no-report"
    plans, results, others = (tuple(m for m in own if m.kind == kind and not m.passing) for kind in ("target", "actual", "both"))
    return TimelineYear(year, status, reports, plans, results, others, tuple(m for m in own if m.passing))
