"""What all pages are made from: the published reports, the dictionaries and the facts about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from builder.analysis.accounts import gives_account
from builder.analysis.compare import Comparison
from builder.analysis.crosslinks import LinkIndex, Titled, link_targets, titled
from builder.analysis.facts import Facts
from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import Coverage, IndicatorSeries, coverage
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.analysis.related import TopicProfiles, related_reports
from builder.analysis.topics import Mention
from builder.content.names import name_key
from builder.content.site_files import Column, SiteInfo
from builder.content.terms import Term
from builder.content.topics import Topic
from builder.model import Agency, Report, ReportKind, Section
from builder.pages import ledger_room
from builder.pages.ledger_room import Crowded, crowded
from builder.pages.page import Link
from builder.revisions import Change
from builder.text import show_date

_YEAR = re.compile("(?:19|20)\\d\\d|二[〇○零]")
OPENING = Section("s0", 1, "", "开头")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the pages of some offices must know of all others: no sentence of them.

    ``newest``: the newest day of any document; ``paged``: the indicators with a page; ``weights``: what each topic tells; ``related``:
    by report what else to read; ``titles``: those that these reports may name.
    """

    newest: date | None
    paged: frozenset[str]
    weights: Mapping[str, float]
    related: Mapping[str, tuple[Link, ...]]
    titles: Mapping[str, tuple[Titled, ...]]


UNKNOWN_AGENCY = Agency("weibiaozhu", "未标注机构")


@dataclass(frozen=True)
class Collection:
    """Reports in order: newest publication first, undated ones by year after them."""

    site: SiteInfo
    reports: tuple[Report, ...]
    agencies: tuple[Agency, ...]
    kinds: tuple[ReportKind, ...]
    topics: tuple[Topic, ...]
    terms: tuple[Term, ...]
    columns: tuple[Column, ...]
    facts: Facts
    as_of: date
    overview: Overview | None = None  # of all reports, where these are only some of them
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)  # by report what its corrections changed: for its own page alone

    @cached_property
    def report_by_id(self) -> dict[str, Report]:
        return {r.id: r for r in self.reports}

    @cached_property
    def agency_by_id(self) -> dict[str, Agency]:
        return {a.id: a for a in self.agencies}

    @cached_property
    def kind_by_id(self) -> dict[str, ReportKind]:
        return {k.id: k for k in self.kinds}

    @cached_property
    def topic_by_id(self) -> dict[str, Topic]:
        return {t.id: t for t in self.topics}

    @cached_property
    def indicators(self) -> dict[str, tuple[IndicatorSeries, ...]]:
        """The indicators that have a page, with their offices: known ones, if two offices have them or one has them again.

        Own words of two offices may mean two things, and what is said once stands in its office's ledger.
        """
        groups: dict[str, list[IndicatorSeries]] = {}
        for one in self.facts.series:
            if one.canonical:
                groups.setdefault(one.key, []).append(one)
        return {key: tuple(group) for key, group in groups.items() if len(group) > 1 or group[0].recurs}

    def has_page(self, key: str) -> bool:
        """Has this indicator a page of its own?"""
        return key in (self.overview.paged if self.overview else self.indicators)

    @cached_property
    def link_index(self) -> LinkIndex:
        """What the texts may link to."""
        return link_targets(self.topics, self.terms, self.overview.titles if self.overview else titled(self.living))

    def related(self, report: Report) -> tuple[Link, ...]:
        """What else to read."""
        if self.overview:
            return self.overview.related.get(report.id, ())
        return related_links(report, self.facts.profiles, self.label, self.topic_by_id)

    @cached_property
    def coverages(self) -> dict[str, Coverage]:
        """For each known office with reports the years that it has plans and accounts of, in the order of agencies.yml."""
        words, own = self.facts.rules.grammar, {a: [r for r in reports if r.meta.withdrawn is None] for a, reports in self.by_agency.items()}
        return {a.id: coverage(a.id, own[a.id], self.facts.rows, self.kinds, words) for a in self.agencies if own.get(a.id)}

    @cached_property
    def crowded(self) -> Crowded:
        """Years of offices with more promises than stand on one page, and documents with as many."""
        return crowded(self.facts.ledger, lambda row: self.chapter(row.promise).id, ledger_room.ROOM)

    def chapter(self, row: IndicatorRow) -> Section:
        """The part of the first level that a figure stands in; what stands before all of them is one too."""
        sections = self.report_by_id[row.report].section_by_id
        section = sections.get(row.section or "", OPENING)
        while section.parent:
            section = sections[section.parent]
        return section

    @cached_property
    def ledger_years(self) -> dict[str, dict[int, int]]:
        """By office the years of any figure or report, oldest first, up to the last that its reports are about, with how many figures they have."""
        years = {agency: Counter(dict.fromkeys(held.years, 0)) for agency, held in self.coverages.items()}
        for series in self.facts.series:
            if series.is_shown:
                years[series.agency].update({y.year: len(y.rows) for y in series.years})
        for row in self.facts.ledger:
            years[row.agency][row.year] += 0
        last = {agency: max(held.years, default=max(years[agency], default=0)) for agency, held in self.coverages.items()}
        return {agency: {y: found[y] for y in sorted(found) if y <= last[agency]} for agency, found in years.items()}

    @cached_property
    def line_numbers(self) -> dict[tuple[str, int], dict[str, int]]:
        """By office and year where in its list of indicators each of that year stands, by key."""
        found: dict[tuple[str, int], dict[str, int]] = {}
        for series in self.facts.series:
            for year in series.years if series.is_shown else ():
                own = found.setdefault((series.agency, year.year), {})
                own.setdefault(series.key, len(own))
        return found

    @cached_property
    def _rows_by_paragraph(self) -> dict[tuple[str, str], list[IndicatorRow]]:
        found: dict[tuple[str, str], list[IndicatorRow]] = {}
        for report, rows in self.facts.rows.items():
            for row in rows:
                found.setdefault((report, row.paragraph), []).append(row)
        return found

    def rows_in(self, m: Mention) -> list[IndicatorRow]:
        """The figures that stand whole in a passage."""
        return self.rows_within(m.report, m.paragraph, m.start, m.end)

    def rows_within(self, report: str, paragraph: str, start: int, end: int) -> list[IndicatorRow]:
        """The figures that stand whole in [start, end) of a paragraph."""
        return [r for r in self._rows_by_paragraph.get((report, paragraph), ()) if start <= r.value_start and r.value_end <= end]

    @cached_property
    def _mentions_by_paragraph(self) -> dict[tuple[str, str], list[Mention]]:
        found: dict[tuple[str, str], list[Mention]] = {}
        for report, mentions in self.facts.mentions.items():
            for m in mentions:
                found.setdefault((report, m.paragraph), []).append(m)
        return found

    def mentions_at(self, report: str, paragraph: str) -> Sequence[Mention]:
        """All topics that a paragraph speaks of."""
        return self._mentions_by_paragraph.get((report, paragraph), ())

    @cached_property
    def _heading_topics(self) -> dict[tuple[str, str], tuple[frozenset[str], str]]:
        return {}

    def heading_topics(self, report: str, section: str) -> tuple[frozenset[str], str]:
        """The topics that a section's heading names, and the heading as a key."""
        if (report, section) not in self._heading_topics:
            found = self.report_by_id[report].section_by_id.get(section)
            heading = name_key(found.heading) if found else ""
            named = (t.id for t in self.topics if heading and any(key in heading for key in self._topic_keys[t.id]))
            self._heading_topics[report, section] = frozenset(named), heading
        return self._heading_topics[report, section]

    @cached_property
    def _topic_keys(self) -> dict[str, tuple[str, ...]]:
        return {t.id: tuple(name_key(a.text) for a in t.names if not a.when) for t in self.topics}

    @cached_property
    def promise_of(self) -> dict[int, LedgerRow]:
        """The ledger's entry of a figure that was promised, by its identity."""
        return {id(said): row for row in self.facts.ledger for said in (row.promise, *row.places)}

    def promises_of(self, rows: Iterable[IndicatorRow]) -> list[LedgerRow]:
        """The ledger's entries of these figures, each once."""
        return list({id(p): p for row in rows if (p := self.promise_of.get(id(row)))}.values())

    @cached_property
    def decisions_by(self) -> dict[int, list[LedgerRow]]:
        """The promises of one year that a result decided, by the result's identity: an amount and its growth may each have been promised."""
        found: dict[int, list[LedgerRow]] = {}
        for p in self.facts.ledger:
            if p.outcome and p.verdict in COMPUTED and p.promise.is_of_one_year:
                found.setdefault(id(p.outcome), []).append(p)
        return found

    @cached_property
    def decided_by(self) -> dict[int, LedgerRow]:
        """One of them, where all came to the same."""
        return {key: pairs[-1] for key, pairs in self.decisions_by.items() if len({p.verdict for p in pairs}) == 1}

    @cached_property
    def series_of(self) -> dict[int, IndicatorSeries]:
        """The indicator of a figure over the years, by its identity."""
        return {id(row): one for one in self.facts.series for row in one.rows}

    @cached_property
    def living(self) -> tuple[Report, ...]:
        """Reports that are not withdrawn: the only ones that analysis, search and data see."""
        return tuple(r for r in self.reports if r.meta.withdrawn is None)

    def agency(self, report: Report) -> Agency:
        return self.agency_by_id.get(report.meta.agency, UNKNOWN_AGENCY)

    def kind_name(self, report: Report) -> str:
        kind = self.kind_by_id.get(report.meta.kind)
        return kind.name if kind else ""

    @cached_property
    def by_agency(self) -> dict[str, tuple[Report, ...]]:
        """Reports by the office that their record names, in their order."""
        found: dict[str, list[Report]] = {}
        for report in self.reports:
            found.setdefault(report.meta.agency, []).append(report)
        return {agency: tuple(reports) for agency, reports in found.items()}

    @cached_property
    def replaced_by(self) -> dict[str, list[Report]]:
        """By report id the reports that it replaced."""
        found: dict[str, list[Report]] = {}
        for report in self.living:
            found.setdefault(report.meta.successor, []).append(report)
        return found

    @cached_property
    def comparisons(self) -> dict[str, Sequence[Comparison[IndicatorRow]]]:
        """By report id the comparisons that it is one side of."""
        found: dict[str, list[Comparison[IndicatorRow]]] = {}
        for one in self.facts.comparisons:
            for report in (one.earlier, one.later):
                found.setdefault(report.id, []).append(one)
        return dict(found)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Report id → its title; a title that names no office gets the office's short name before it, an account without a year its year behind."""
        names = {a.id: (*a.names, *(n.removesuffix("街道办事处") for n in a.names)) for a in self.agencies}
        labels: dict[str, str] = {}
        for report in self.reports:
            title, agency = report.meta.title, self.agency(report)
            is_named = agency is UNKNOWN_AGENCY or any(n and n in title for n in names[agency.id])
            dated = "" if _YEAR.search(title) or not gives_account(report, self.kinds) else f"（{report.meta.year}年）"
            labels[report.id] = (title if is_named else f"{agency.short}{title}") + dated
        return labels

    def label(self, report: Report) -> str:
        return self.labels[report.id]

    def short_label(self, report: Report) -> str:
        """Its title without the office's name, where that stands first and a year follows: for a page that names the office once."""
        title = report.meta.title
        for name in sorted(self.agency(report).names, key=len, reverse=True):
            if name and title.startswith(name) and _YEAR.match(title, len(name)):
                return title[len(name) :]
        return self.label(report)

    def report_link(self, report: Report) -> Link:
        day = report.meta.published
        return Link(self.label(report), report.url, show_date(day) if day else "未标注发布日期")

    def links(self, reports: Iterable[Report]) -> tuple[Link, ...]:
        return tuple(self.report_link(r) for r in reports)

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({r.meta.year for r in self.reports}, reverse=True))

    @cached_property
    def used_agencies(self) -> tuple[Agency, ...]:
        """Offices with reports, in the order of agencies.yml; the unknown office last."""
        used = {r.meta.agency for r in self.reports}
        known = tuple(a for a in self.agencies if a.id in used)
        return (*known, UNKNOWN_AGENCY) if used - {a.id for a in known} else known

    @cached_property
    def used_kinds(self) -> tuple[ReportKind, ...]:
        used = {r.meta.kind for r in self.reports}
        return tuple(k for k in self.kinds if k.id in used)

    @cached_property
    def newest_dated(self) -> date | None:
        """The newest day that a document bears; None where none bears any."""
        return self.overview.newest if self.overview else max((d for r in self.reports for d in (r.meta.published, r.meta.written) if d), default=None)

    @property
    def newest(self) -> date:
        """The collection's newest date: what 未到期 is judged by (design 7)."""
        return self.newest_dated or self.as_of


def related_links(report: Report, profiles: TopicProfiles, label: Callable[[Report], str], topics: Mapping[str, Topic]) -> tuple[Link, ...]:
    """The reports that share most topics with one."""
    found = related_reports(report, profiles)
    return tuple(Link(label(r.report), r.report.url, "都谈到" + "、".join(topics[t].name for t in r.topics[:4])) for r in found)


def sort_key(report: Report) -> tuple[int, str, int, str]:
    """Newest first when sorted in reverse: by year of publication day, then by the report's year."""
    day = report.meta.published
    return (day.year if day else report.meta.year, day.isoformat() if day else "", report.meta.year, report.id)
