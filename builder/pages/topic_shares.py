"""What one office's reports bring to a topic: its part of the timeline, what became of the matter there, entries of the feed, lines of the table.

Made where the office's own pages are made; the pages about all offices are put together from these, without any text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.accounts import gives_account, looks_ahead
from builder.analysis.places import Half
from builder.analysis.timeline import OfficeTimeline, TimelineYear
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Agency, Report
from builder.pages.became import OfficeShare, share_of
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.data import csv_lines, topic_csv_rows
from builder.pages.data_columns import ONE_TOPIC_COLUMNS
from builder.pages.feeds import Entry, topic_news
from builder.pages.good_works import works_links, works_path
from builder.pages.page import Link
from builder.pages.passages import Spans, entry, near_places, section_name
from builder.pages.searched import searched
from builder.pages.topic_views import EntryGroup, OfficeView, YearView

_WORKS = "minsheng-shishi"  # the topic of which there are pages with lists


@dataclass(frozen=True, slots=True)
class TopicHead:
    """What every build must know of a share: the key of its value, how many places speak of the topic by year, how many name it at all."""

    key: bytes
    years: Mapping[int, int]
    rows: int

    @property
    def total(self) -> int:
        return sum(self.years.values())


@dataclass(frozen=True, slots=True)
class TopicShare:
    """One office's. ``csv``: lines of the topic's table."""

    office: OfficeView
    became: OfficeShare
    news: tuple[Entry, ...]
    csv: tuple[str, ...]


def topic_share(c: Collection, topic: Topic, o: OfficeTimeline, spans: Spans) -> TopicShare:
    """Of all that the office says of the topic."""
    csv = csv_lines(topic_csv_rows(topic, o, c), ONE_TOPIC_COLUMNS)
    return TopicShare(_timeline(c, topic.id, o, spans), share_of(c, topic, o, spans), topic_news(c, topic, o), tuple(csv))


def years_of(o: OfficeTimeline) -> dict[int, int]:
    """How many places speak of it, by year."""
    return dict(sorted(Counter(m.year for m in o.entries).items()))


def _timeline(c: Collection, topic: str, office: OfficeTimeline, spans: Spans) -> OfficeView:
    agency = c.agency_by_id.get(office.agency, UNKNOWN_AGENCY)
    return OfficeView(agency.id, agency.short, tuple(_year(c, topic, agency, y, spans) for y in office.years))


def _year(c: Collection, topic: str, agency: Agency, y: TimelineYear, spans: Spans) -> YearView:
    grouped: dict[tuple[str, Half], list[Mention]] = {}
    for m in y.entries:
        grouped.setdefault((m.report, m.kind), []).append(m)
    groups = [
        EntryGroup(
            kind,
            _told_by(c, c.report_by_id[report], kind),
            c.label(c.report_by_id[report]),
            c.report_by_id[report].meta.is_excerpt,
            tuple(entry(c, m, spans(m)) for m in _sayings(found)),
        )
        for (report, kind), found in grouped.items()
    ]
    looked = [c.report_by_id[r] for r in y.reports]
    near = [
        Link(f"{c.label(r)}，{place.title}", place.path) for r in (looked if y.status == "unrecognised" else ()) for place in near_places(c, r, topic, y.year)
    ]
    passing = {m.url: Link(section_name(c, m), m.url) for m in y.passing}
    return YearView(y.year, tuple(groups), searched(c, looked), tuple(near), tuple(passing.values()), _works(c, topic, agency, y.year))


def _works(c: Collection, topic: str, agency: Agency, year: int) -> Link | None:
    """The page of an office's 民生实事 of a year: of that topic it says what a sentence does not name."""
    return next((link for link in works_links(c, agency) if link.path == works_path(agency.id, year)), None) if topic == _WORKS else None


def _told_by(c: Collection, report: Report, kind: Half) -> str:
    """A notice or an openness report is named as what it is, never as the year's plan or summary; so is what says both in one sentence."""
    told = kind != "both" and (looks_ahead(report, c.kinds) or gives_account(report, c.kinds))
    return "" if told else c.kind_name(report)


def _sayings(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions worth a line: a heading that only names the topic is left out where its section says more."""
    spoken = {m.section for m in mentions if not m.in_heading}
    return [m for m in mentions if not m.in_heading or m.section not in spoken]
