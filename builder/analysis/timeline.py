"""Mentions over the corpus → one timeline per topic, office by office.

Silence is information: a year in which the office published no report is told apart from a year
whose reports do not speak of the topic, and both from years with entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from builder.analysis.series import series_by_agency
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Report, ReportKind

YearStatus = Literal["mentioned", "silent", "no-report"]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """One year of one office. ``reports`` are the ids of the office's reports of that year.

    ``plans``, ``results`` and ``others`` (plan and result in one) are the entries about the year.
    """

    year: int
    status: YearStatus
    reports: tuple[str, ...]
    plans: tuple[Mention, ...] = ()
    results: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()

    @property
    def entries(self) -> tuple[Mention, ...]:
        """All entries: plans first, as the year ran."""
        return self.plans + self.others + self.results


@dataclass(frozen=True, slots=True)
class OfficeTimeline:
    """A topic in one office's reports; ``years`` run without a hole from its first to its last year.

    ``silent_since`` is the year from which on no report speaks of the topic any more, None while
    the newest report does; ``silent_reports`` are the ids of those later reports.
    """

    agency: str
    years: tuple[TimelineYear, ...]
    first_mentioned: int
    last_mentioned: int
    silent_since: int | None
    silent_reports: tuple[str, ...]

    @property
    def gaps(self) -> tuple[int, ...]:
        """Years in which the office published no report in the collection."""
        return tuple(y.year for y in self.years if y.status == "no-report")

    @property
    def entries(self) -> tuple[Mention, ...]:
        return tuple(m for y in self.years for m in y.entries)


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
    topics: Sequence[Topic], reports: Sequence[Report], mentions: Sequence[Mention], kinds: Sequence[ReportKind]
) -> tuple[Timeline, ...]:
    """One timeline per topic, in the dictionary's order. ``mentions`` are those of all ``reports``."""
    agencies = {r.id: r.meta.agency for r in reports}
    series = series_by_agency(reports, kinds)
    grouped: dict[str, dict[str, list[Mention]]] = {}
    for mention in mentions:
        if mention.report in agencies:
            grouped.setdefault(mention.topic, {}).setdefault(agencies[mention.report], []).append(mention)
    return tuple(
        Timeline(topic, tuple(_office(a, series[a], found) for a, found in sorted(grouped.get(topic.id, {}).items())))
        for topic in topics
    )


def _office(agency: str, series: Sequence[Report], mentions: Sequence[Mention]) -> OfficeTimeline:
    order = {r.id: i for i, r in enumerate(series)}
    reports: dict[int, list[str]] = {}
    for report in series:
        reports.setdefault(report.meta.year, []).append(report.id)
    of_year: dict[int, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: order[m.report]):
        of_year.setdefault(mention.year, []).append(mention)
    last = max(order[m.report] for m in mentions)
    later = series[last + 1 :]
    spoken = [m.year for m in mentions]
    known = [y for y in (*(r.meta.year for r in series), *spoken) if y]
    span = range(min(known), max(known) + 1) if known else range(0)
    return OfficeTimeline(
        agency=agency,
        years=tuple(_year(year, tuple(reports.get(year, ())), of_year.get(year, ())) for year in span),
        first_mentioned=min(spoken),
        last_mentioned=max(spoken),
        silent_since=later[0].meta.year if later else None,
        silent_reports=tuple(r.id for r in later),
    )


def _year(year: int, reports: tuple[str, ...], own: Sequence[Mention]) -> TimelineYear:
    status: YearStatus = "mentioned" if own else "silent" if reports else "no-report"
    plans, results, others = (tuple(m for m in own if m.kind == kind) for kind in ("plan", "result", "both"))
    return TimelineYear(year, status, reports, plans, results, others)
