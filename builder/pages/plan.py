"""The pages and files of single offices, each from its own reports, and those of the figures of all: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from builder.analysis.search_index import Suggestion
from builder.analysis.search_records import AttachedText, SearchHead, SearchNames, SearchText, is_indexed, search_report
from builder.analysis.topics import Mention
from builder.model import Report
from builder.pages import feeds
from builder.pages.agencies import agency_pages
from builder.pages.collection import Collection
from builder.pages.compare import pair_pages
from builder.pages.good_works import works_pages
from builder.pages.indicator_pages import indicator_redirects
from builder.pages.ledger import ledger_office_pages
from builder.pages.linked_data import linked
from builder.pages.page import Outfile, Page
from builder.pages.report_pages import report_and_files


@dataclass(frozen=True)
class Plan:
    """Pages and files that will be published; ``subjects``: what the search box may propose of them; ``rows``: how many a data file has."""

    pages: tuple[Page, ...]
    files: tuple[Outfile, ...]
    subjects: tuple[Suggestion, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


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


def quote_spans(c: Collection, m: Mention) -> tuple[tuple[int, int, str], ...]:
    """In a mention's quote: where its figures and names stand, as (start, end, class)."""
    names = [(a - m.start, b - m.start, "name") for a, b in m.hits if m.start <= a and b <= m.end]
    taken = sorted({(r.value_start - m.start, r.value_end - m.start) for r in c.rows_in(m)})
    return (*((a, b, "figure") for a, b in taken), *(n for n in names if not any(a < n[1] and n[0] < b for a, b in taken)))


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
