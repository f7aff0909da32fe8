"""What one office's reports bring to the pages about all: made with the office's own pages, from its own reports alone.

A share is light: heads, counts, links. What it counts lies beside it under keys, as values that whoever puts a page together fetches
one by one, so that an edit asks for those of the topics and years that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.analysis.crosslinks import TermUse
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.data_lines import LinesHead, head_of, table_lines
from builder.pages.good_works import works_links
from builder.pages.home import Spotlight, results
from builder.pages.ledger import promise_paths
from builder.pages.ledger_shares import LedgerHead, ledger_share
from builder.pages.lists import Matrix, office_matrix
from builder.pages.page import Link
from builder.pages.passages import Spans
from builder.pages.search import index_entry
from builder.pages.terms import SHOWN, TermPlace
from builder.pages.topic_shares import TopicHead, topic_share, years_of
from builder.text import sentence_at

Keep = Callable[[object], bytes]  # takes a value, gives the key under which it will be found


@dataclass(frozen=True, slots=True)
class TermHead:
    """``key`` of its newest places, (report, place) each; ``total`` of all."""

    key: bytes
    total: int


@dataclass(frozen=True, slots=True)
class Share:
    """One office's. ``agency``: as the records name it; ``lines``: by table and year; ``index``: key of its reports' headings, by report, ``headings`` how many with titles."""

    agency: str
    topics: Mapping[str, TopicHead]
    lines: Mapping[str, Mapping[int, LinesHead]]
    terms: Mapping[str, TermHead]
    index: bytes
    headings: int
    matrix: Matrix | None
    results: tuple[Spotlight, ...]
    works: tuple[Link, ...]
    ledger: LedgerHead

    @property
    def keys(self) -> Iterator[bytes]:
        """Of all that lies beside it."""
        yield self.index
        yield from self.ledger.keys
        yield from (head.key for head in self.topics.values())
        yield from (head.key for head in self.terms.values())
        yield from (key for own in self.lines.values() for head in own.values() for key in (head.key, head.whole))


def shares_of(c: Collection, spans: Spans, keep: Keep) -> tuple[Share, ...]:
    """Those of all offices of a collection."""
    topics: dict[str, dict[str, TopicHead]] = {}
    for t in c.facts.timelines:
        for o in t.offices:
            share = topic_share(c, t.topic, o, spans)
            topics.setdefault(o.agency, {})[t.topic.id] = TopicHead(keep(share), years_of(o), len(share.csv))
    paths = promise_paths(c)
    return tuple(_share(c, agency, topics.get(agency, {}), paths, keep) for agency in c.by_agency)


def _share(c: Collection, agency: str, topics: Mapping[str, TopicHead], paths: Mapping[int, str], keep: Keep) -> Share:
    reports = [r for r in c.by_agency[agency] if r.meta.withdrawn is None]
    tables = table_lines(c, agency) if c.site.features.open_data else {}
    known = c.agency_by_id.get(agency, UNKNOWN_AGENCY)
    return Share(
        agency,
        topics,
        {name: {year: head_of(lines, keep) for year, lines in own.items()} for name, own in tables.items()},
        {term: TermHead(keep(tuple(found[:SHOWN])), len(found)) for term, found in _terms(c, reports).items()},
        keep({r.id: index_entry(r, c) for r in reports}),
        sum(1 + len(r.sections) for r in reports),
        None if known is UNKNOWN_AGENCY else office_matrix(c, agency),
        () if known is UNKNOWN_AGENCY else results(c, known),
        works_links(c, known),
        ledger_share(c, agency, paths, keep),
    )


def _terms(c: Collection, reports: list[Report]) -> dict[str, list[tuple[str, TermPlace]]]:
    places: dict[str, dict[tuple[str, str], TermPlace]] = {}
    for report in reports:
        for use in c.facts.term_uses[report.id]:
            places.setdefault(use.term, {}).setdefault((report.id, use.anchor), _place(c, report, use))
    return {term: [(report, place) for (report, _), place in found.items()] for term, found in places.items()}


def _place(c: Collection, report: Report, use: TermUse) -> TermPlace:
    text = report.paragraph_by_id[use.paragraph].text
    start, end = sentence_at(text, use.start) or (0, len(text))
    section = report.section_by_id.get(use.section or "")
    title = c.label(report) + (f"，{section.title}" if section else "")
    return TermPlace(title, f"{report.url}#{use.anchor}", text[start:end], report.meta.is_excerpt, report.meta.year)
