"""All pages and files of a site, from the collection: pure. Those of single offices apart, so that each is made from its own reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder.analysis.search_index import Suggestion
from builder.analysis.search_records import AttachedText, SearchHead, SearchNames, SearchText, is_indexed, search_report
from builder.analysis.topics import Mention
from builder.model import Report
from builder.pages import feeds
from builder.pages.agencies import agency_pages
from builder.pages.collection import Collection
from builder.pages.columns import column_files, column_pages
from builder.pages.compare import compare_files, compare_index, pair_pages
from builder.pages.good_works import works_pages
from builder.pages.home import home_page, spotlights
from builder.pages.indicator_pages import indicator_redirects
from builder.pages.ledger import ledger_office_pages, ledger_pages
from builder.pages.libraries import library_links, library_pages
from builder.pages.linked_data import linked
from builder.pages.lists import corrections_page, gaps_pages, list_pages
from builder.pages.open_data import open_data
from builder.pages.page import Outfile, Page
from builder.pages.questions import questions_files
from builder.pages.report_pages import report_and_files
from builder.pages.search import search_page
from builder.pages.service import not_found_page, sitemap_page
from builder.pages.settings import settings_page
from builder.pages.subscribe import subscribe_page
from builder.pages.terms import TermPlace, term_pages
from builder.pages.topics import popular, topic_pages
from builder.text import sentence_at


@dataclass(frozen=True)
class Plan:
    """Pages and files that will be published; ``subjects``: what the search box may propose of them."""

    pages: tuple[Page, ...]
    files: tuple[Outfile, ...]
    subjects: tuple[Suggestion, ...] = ()


def plan_offices(c: Collection, attachments: Mapping[str, Mapping[str, bytes]], *, portable: bool = False) -> Plan:
    """What is about single reports and offices, made from their own reports and the overview of all.

    ``attachments``: report id → file name → bytes. ``portable``: old addresses lead to files, not folders.
    """
    files: list[Outfile] = []
    pages: list[Page] = []
    for report in c.reports:
        own_pages, own = report_and_files(c, report, attachments.get(report.id, {}))
        pages += own_pages
        files += own
    pages += [*works_pages(c), *pair_pages(c, partial(quote_spans, c)), *ledger_office_pages(c), *agency_pages(c)]
    files += [*feeds.redirects(c, portable=portable), *indicator_redirects(c, portable=portable)]
    if c.site.base_url:
        files += feeds.agency_feeds(c)
    return Plan(tuple(linked(pages, c)), tuple(files))


def plan_ledger(c: Collection) -> Plan:
    """What is made of the figures of all offices, and of nothing else that their reports say."""
    files = questions_files(c) if c.site.features.questions else []
    return Plan(tuple(linked(ledger_pages(c), c)), tuple(files))


def plan_topics(c: Collection) -> Plan:
    """What all offices say of each topic and term."""
    pages = [*topic_pages(c, partial(quote_spans, c)), *term_pages(c, _term_places(c))]
    return Plan(tuple(linked(pages, c)), tuple(feeds.topic_feeds(c) if c.site.base_url else ()), _subjects(c))


def plan_data(c: Collection) -> Plan:
    """The open data."""
    if not c.site.features.open_data:
        return Plan((), ())
    page, files = open_data(c)
    return Plan(tuple(linked([page], c)), tuple(files))


def plan_rest(c: Collection, others: Sequence[Page], *, portable: bool = False) -> Plan:
    """Home, lists, service pages, and what names all pages: ``others`` are those of the other plans."""
    pages: list[Page] = [*list_pages(c, library_links(c)), *library_pages(c), *gaps_pages(c), corrections_page(c), *column_pages(c), *compare_index(c)]
    pages += [home_page(c, popular(c), spotlights(c)), search_page(c, popular(c)), settings_page(), subscribe_page(c), not_found_page()]
    pages.append(sitemap_page([*pages, *others]))
    every = [*pages, *others]
    files = [*column_files(c), *compare_files(c), feeds.robots(c), Outfile(".nojekyll", b""), *feeds.elder_redirects(c, every, portable=portable)]
    if c.site.base_url:
        files += [feeds.sitemap_xml(every, c.site.base_url), feeds.opensearch(c), feeds.site_feed(c), feeds.corrections_feed(c)]
    return Plan(tuple(linked(pages, c)), tuple(files))


def quote_spans(c: Collection, m: Mention) -> tuple[tuple[int, int, str], ...]:
    """In a mention's quote: where its figures and names stand, as (start, end, class)."""
    names = [(a - m.start, b - m.start, "name") for a, b in m.hits if m.start <= a and b <= m.end]
    taken = sorted({(r.value_start - m.start, r.value_end - m.start) for r in c.rows_in(m)})
    return (*((a, b, "figure") for a, b in taken), *(n for n in names if not any(a < n[1] and n[0] < b for a, b in taken)))


def _term_places(c: Collection) -> dict[str, tuple[TermPlace, ...]]:
    places: dict[str, dict[tuple[str, str], TermPlace]] = {}
    for report in c.living:
        for use in c.facts.term_uses[report.id]:
            text = report.paragraph_by_id[use.paragraph].text
            start, end = sentence_at(text, use.start) or (0, len(text))
            section = report.section_by_id.get(use.section or "")
            title = c.label(report) + (f"，{section.title}" if section else "")
            place = TermPlace(title, f"{report.url}#{use.anchor}", text[start:end], report.meta.is_excerpt, report.meta.year)
            places.setdefault(use.term, {}).setdefault((report.id, use.anchor), place)
    return {term: tuple(found.values()) for term, found in places.items()}


def searched_reports(c: Collection, attached: Mapping[str, tuple[AttachedText, ...]]) -> list[tuple[SearchHead, SearchText]]:
    """What search reads of each of these reports; ``attached``: by report the texts of its attachments."""
    found = []
    for report in c.living:
        if is_indexed(report.meta, c.as_of):
            office = c.agency(report)
            names = SearchNames(report.meta.agency, office.name, office.short, c.kind_name(report), c.label(report), attached.get(report.id, ()))
            found.append(search_report(report, names, _topics_by_section(c, report)))
    return found


def _topics_by_section(c: Collection, report: Report) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for m in c.facts.mentions[report.id]:
        if not m.passing:
            found.setdefault(m.section or "", {})[c.topic_by_id[m.topic].name] = None
    return {section: list(names) for section, names in found.items()}


def _subjects(c: Collection) -> tuple[Suggestion, ...]:
    """Topics and terms as the search box proposes them."""
    topics = [
        Suggestion(
            "topic",
            t.topic.name,
            t.topic.url,
            tuple(a.text for a in t.topic.aliases if not a.when),
            _held(len(t.entries), {m.year for m in t.entries}),
            tuple(a.text for a in t.topic.aliases if a.when),
        )
        for t in c.facts.timelines
        if t.offices
    ]
    return (*topics, *(Suggestion("term", t.name, f"terms/{t.id}/", t.aliases) for t in c.terms))


def _held(places: int, years: set[int]) -> str:
    """What a topic's page holds: 11 处，2020—2026年."""
    known = sorted(y for y in years if y)
    span = f"{known[0]}年" if len(known) == 1 else f"{known[0]}—{known[-1]}年" if known else ""
    return f"{places} 处，{span}" if span else f"{places} 处"
