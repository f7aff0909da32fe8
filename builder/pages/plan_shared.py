"""The pages and files about all offices, in parts, each made from the shares that it shows: pure.

Comes in: the records of all reports, the shares of all offices, the way to what lies beside them. Goes out: ``Part`` values that say
what they are made from, so that a part whose shares are the same is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from builder.analysis.figures import IndicatorRules
from builder.analysis.search_index import Suggestion
from builder.pages import feeds
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.columns import column_files, column_pages
from builder.pages.compare import compare_files, compare_index
from builder.pages.data import topic_files, topic_row
from builder.pages.data_lines import TABLES
from builder.pages.home import home_page, spotlights
from builder.pages.indicator_pages import indicator_files, indicator_pages, read_indicator
from builder.pages.ledger import ledger_index, themes_of
from builder.pages.ledger_lists import list_page, list_path
from builder.pages.ledger_method import Read, method_page, rules_page
from builder.pages.ledger_shares import IndicatorHead, LedgerHead, StatusHead
from builder.pages.libraries import library_links, library_pages
from builder.pages.linked_data import linked
from builder.pages.lists import corrections_page, gaps_pages, list_pages
from builder.pages.open_data import Described, YearMade, open_data, year_files
from builder.pages.page import Link, Outfile, Page
from builder.pages.plan import Plan
from builder.pages.questions import questions_files
from builder.pages.search import HEADINGS_UP_TO, search_page
from builder.pages.service import not_found_page, sitemap_page
from builder.pages.settings import settings_page
from builder.pages.shares import Share
from builder.pages.statuses import STATUSES, Status
from builder.pages.subscribe import subscribe_page
from builder.pages.terms import TermPlace, term_pages
from builder.pages.topic_shares import TopicShare
from builder.pages.topics import Spoken, asked_for, by_weight, of_one_theme, popular, topic_pages, topics_index

Fetch = Callable[[Sequence[bytes]], Sequence[Any]]  # the values that shares keep under these keys


@dataclass(frozen=True)
class Part:
    """``inputs``: all that it is made from, beside what every page rests on; equal ones give equal files. ``by_page``: many pages, of which an edit changes few.
    ``waits``: no page that a preview shows at once; there the files of the site before will do."""

    name: str
    inputs: object
    plan: Callable[[], Plan]
    by_page: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Shared:
    """``c``: all reports with their records alone; ``fetch`` gets what the shares keep."""

    c: Collection
    shares: Sequence[Share]
    fetch: Fetch
    get_rules: Callable[[], IndicatorRules]  # asked for only where a page is made

    @cached_property
    def _order(self) -> dict[str, int]:
        """The place of each report among all."""
        return {r.id: i for i, r in enumerate(self.c.living)}

    @cached_property
    def _by_office(self) -> list[Share]:
        return sorted(self.shares, key=lambda s: s.agency)

    @cached_property
    def _known(self) -> list[Share]:
        """Those of known offices, in the order of agencies.yml."""
        by_agency = {s.agency: s for s in self.shares}
        return [by_agency[a.id] for a in self.c.used_agencies if a is not UNKNOWN_AGENCY]

    @cached_property
    def topics(self) -> tuple[Spoken, ...]:
        """Every topic with what the offices say of it."""
        return tuple(Spoken(t, {s.agency: s.topics[t.id] for s in self._by_office if t.id in s.topics}) for t in self.c.topics)

    def parts(self) -> list[Part]:
        """The topics one by one, their index, the terms, the years of large tables, the ledger's lists and indicators."""
        spoken = by_weight(self.topics)
        found = [self._topic(t, of_one_theme(spoken, t.topic)) for t in self.topics]
        return [*self._answers(), *found, *self._data_years(), *self._indicators(), *self._lists(), self._topics_index(), self._terms(), self._ledger_index(), self._method()]

    def _topic(self, t: Spoken, others: tuple[Link, ...]) -> Part:
        def plan() -> Plan:
            shares: Sequence[TopicShare] = self.fetch([head.key for head in t.heads.values()])
            files = [feeds.topic_feed(t.topic, (entry for s in shares for entry in s.news), self.c)] if t.heads and self.c.site.base_url else []
            if t.heads and self.c.site.features.open_data:
                files += topic_files(t.topic, [line for s in shares for line in s.csv], self.c)
            return self._plan(topic_pages(t, shares, others), files)

        newest = None if t.heads else self.c.newest  # the day of a feed without entries
        return Part(f"topic {t.topic.id}", (t.topic, sorted(t.heads.items()), others, newest), plan)

    def _topics_index(self) -> Part:
        works = tuple(link for s in [*self._known, *(s for s in self.shares if s not in self._known)] for link in s.works)
        told = [(t.topic, sorted(t.years.items())) for t in self.topics]
        return Part("topics", (told, works, self.c.terms), lambda: self._plan([topics_index(self.topics, works)], (), self._subjects()))

    def _terms(self) -> Part:
        heads = {t.id: {s.agency: s.terms[t.id] for s in self._by_office if t.id in s.terms} for t in self.c.terms}

        def places(term: str) -> tuple[tuple[TermPlace, ...], int]:
            found = [one for own in self.fetch([head.key for head in heads[term].values()]) for one in own]
            newest = sorted(found, key=lambda one: self._order[one[0]])
            return tuple(place for _, place in newest), sum(head.total for head in heads[term].values())

        def plan() -> Plan:
            return self._plan(term_pages(self.c, {t.id: places(t.id) for t in self.c.terms}), ())

        return Part("terms", ([(t, sorted(own.items())) for t, own in heads.items()], list(self._order) if any(heads.values()) else []), plan)

    def _subjects(self) -> tuple[Suggestion, ...]:
        """Topics and terms as the search box proposes them."""
        topics = [
            Suggestion(
                "topic",
                t.topic.name,
                t.topic.url,
                tuple(a.text for a in t.topic.aliases if not a.when),
                _held(t.total, t.years),
                tuple(a.text for a in t.topic.aliases if a.when),
            )
            for t in self.topics
            if t.heads
        ]
        return (*topics, *(Suggestion("term", t.name, f"terms/{t.id}/", t.aliases) for t in self.c.terms))

    @cached_property
    def tables(self) -> tuple[Described, ...]:
        """Of the open data; none where the site has none."""
        if not self.c.site.features.open_data:
            return ()
        heads = {t.name: {s.agency: s.lines[t.name] for s in self._by_office if t.name in s.lines} for t in TABLES}
        topics = {t.topic.id: topic_row(t.topic) for t in self.topics}
        groups: dict[str, Mapping[str, int]] = {
            "reports": self._order,
            "indicators": self._order,
            "ledger": {a.id: i for i, a in enumerate(self.c.agencies)},
            "topics": {topic: i for i, topic in enumerate(topics)},
        }
        silent = tuple(topic_row(t.topic) for t in self.topics if not t.heads)
        return tuple(Described(t, heads[t.name], groups[t.name], topics if t.entries else {}, silent if t.entries else ()) for t in TABLES)

    def _lines(self, keys: Mapping[str, bytes]) -> dict[str, Sequence[Any]]:
        return dict(zip(keys, self.fetch(list(keys.values())), strict=True))

    def _data_years(self) -> list[Part]:
        return [self._data_year(d, year) for d in self.tables if d.is_split for year in d.years]

    def _data_year(self, d: Described, year: int) -> Part:
        def plan() -> Plan:
            files, rows = year_files(d, year, self._lines)
            return Plan((), tuple(files), rows=rows)

        return Part(f"data {d.table.name} {year}", (d.keys(year), list(d.groups), sorted(d.topics.items()), () if year else d.silent), plan, waits=True)

    @cached_property
    def _ledgers(self) -> dict[str, LedgerHead]:
        """Of known offices that have living reports."""
        return {s.agency: s.ledger for s in self._known if s.ledger.reports}

    @cached_property
    def _read(self) -> Read:
        every = [s.ledger for s in self.shares]
        counts = [n for head in every for n in head.counts]
        return Read(sum(h.figures for h in every), sum(h.reviewed for h in every), sum(n.total for n in counts), sum(n.reviewed for n in counts))

    def _ledger_index(self) -> Part:
        told = [(a, h.planned, h.accounted, h.counts, [(key, i.name, i.theme, i.path) for key, i in h.indicators.items()]) for a, h in self._ledgers.items()]
        reviewed = self._read.reviewed_figures
        return Part("ledger", (told, reviewed), lambda: self._plan([ledger_index(self.c, self.get_rules(), self._ledgers, reviewed)], ()))

    def _method(self) -> Part:
        return Part("method", self._read, lambda: self._plan([method_page(self.c, self.get_rules(), self._read), rules_page(self.get_rules())], ()))

    def _lists(self) -> list[Part]:
        """Of each status that any promise has."""
        found = {s: own for s in STATUSES if (own := {a: h.statuses[s.id] for a, h in self._ledgers.items() if s.id in h.statuses})}
        return [self._list(status, heads, tuple(Link(s.word, list_path(s)) for s in found if s != status)) for status, heads in found.items()]

    def _list(self, status: Status, heads: Mapping[str, StatusHead], others: tuple[Link, ...]) -> Part:
        def plan() -> Plan:
            return self._plan([list_page(self.c, status, heads, others, lambda: self.fetch([head.key for head in heads.values() if head.key]))], ())

        return Part(f"list {status.id}", (list(heads.items()), others), plan)

    def _indicators(self) -> list[Part]:
        found: list[Part] = []
        for indicators in themes_of(self._ledgers.values()).values():
            links = tuple(Link(heads[0].name, heads[0].path) for heads in indicators.values())
            found += [self._indicator(key, heads, links) for key, heads in indicators.items()]
        return found

    def _indicator(self, key: str, heads: Sequence[IndicatorHead], theme: tuple[Link, ...]) -> Part:
        def plan() -> Plan:
            one = read_indicator(self.c, self.get_rules(), self.fetch([head.key for head in heads]), heads[0].path)
            return self._plan(indicator_pages(one, theme), indicator_files(one) if self.c.site.features.open_data else ())

        return Part(f"indicator {key}", (list(heads), theme, self.c.newest.year), plan)

    def _answers(self) -> list[Part]:
        """What answers to questions rest on."""
        if not self.c.site.features.questions:
            return []
        keys = [h.answers for h in self._ledgers.values() if h.answers]
        figures = sum(h.said for h in self._ledgers.values())

        def plan() -> Plan:
            return self._plan((), questions_files(self.c, [one for own in self.fetch(keys) for one in own], figures))

        named = [(r.id, self.c.label(r), r.meta.is_excerpt) for r in self.c.living]
        return [Part("answers", (keys, figures, named), plan)]

    def data_page(self, made: Mapping[str, tuple[Mapping[str, Any], Mapping[str, int]]]) -> Part | None:
        """The page and the tables that have no files for single years; ``made``: files and rows of each part that has."""
        if not self.tables:
            return None
        years = {
            d.table.name: [YearMade(y, *made[self._data_year(d, y).name]) for y in d.years] for d in self.tables if d.is_split
        }

        def plan() -> Plan:
            page, files = open_data(self.c, self.tables, self._lines, years)
            return self._plan([page], files)

        whole = [(d.table.name, [d.keys(y) for y in d.years], list(d.groups), sorted(d.topics.items())) for d in self.tables if not d.is_split]
        return Part("data", (whole, [(name, [(y.year, sorted(y.files.items()), sorted(y.rows.items())) for y in own]) for name, own in years.items()], self.c.newest), plan)

    def rest(self, others: Sequence[Page], *, portable: bool = False) -> Part:
        """Home, lists, service pages, and what names all pages: ``others`` are those of the other parts. ``portable``: old addresses lead to files, not folders."""
        told, asked = popular(self.topics), asked_for(self.topics)
        results = [s.results for s in self._known]
        matrices = tuple(s.matrix for s in self._known if s.matrix)
        small = sum(s.headings for s in self.shares) <= HEADINGS_UP_TO

        def plan() -> Plan:
            c = self.c
            entries = {report: entry for own in self.fetch([s.index for s in self.shares]) for report, entry in own.items()} if small else None
            pages: list[Page] = [*list_pages(c, library_links(c)), *library_pages(c), *gaps_pages(c, matrices), corrections_page(c), *column_pages(c), *compare_index(c)]
            pages += [home_page(c, asked, spotlights(results), matrices), search_page(c, told, entries), settings_page(), subscribe_page(c, topics=bool(told)), not_found_page()]
            pages.append(sitemap_page([*pages, *others]))
            every = [*pages, *others]
            files = [*column_files(c), *compare_files(c), feeds.robots(c), Outfile(".nojekyll", b""), *feeds.elder_redirects(c, every, portable=portable)]
            if c.site.base_url:
                files += [feeds.sitemap_xml(every, c.site.base_url), feeds.opensearch(c), feeds.site_feed(c), feeds.corrections_feed(c)]
            return self._plan(pages, files)

        records = [r.meta for r in self.c.reports]
        return Part("rest", (records, told, asked, results, matrices, [s.index for s in self.shares] if small else [], self.c.agencies, others), plan, by_page=True)

    def _plan(self, pages: Iterable[Page], files: Iterable[Outfile], subjects: tuple[Suggestion, ...] = ()) -> Plan:
        return Plan(tuple(linked(list(pages), self.c)), tuple(files), subjects)


def _held(places: int, years: Iterable[int]) -> str:
    """What a topic's page holds: 11 处，2020—2026年."""
    known = sorted(y for y in years if y)
    span = f"{known[0]}年" if len(known) == 1 else f"{known[0]}—{known[-1]}年" if known else ""
    return f"{places} 处，{span}" if span else f"{places} 处"
