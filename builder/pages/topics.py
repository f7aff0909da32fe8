"""Topics by theme, and one page a topic: its timeline by year, office by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.accounts import gives_account, looks_ahead
from builder.analysis.timeline import OfficeTimeline, Timeline, TimelineYear
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Report
from builder.pages.became import Became, what_became
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.data import topic_csv_path
from builder.pages.feeds import topic_feed_path
from builder.pages.figures import search_path
from builder.pages.good_works import works_links
from builder.pages.page import Crumb, Link, Page
from builder.pages.passages import Spans, entry, near_places, section_name
from builder.pages.searched import searched
from builder.pages.topic_room import only_years, that_fits, years_apart
from builder.pages.topic_views import EntryGroup, OfficeView, YearView


@dataclass(frozen=True, slots=True)
class TopicView:
    """``total``, ``first``, ``last`` of what the page is about; ``became`` of the topic's own page, not of its years'."""

    topic: Topic
    offices: tuple[OfficeView, ...]
    total: int
    first: int
    last: int
    others: tuple[Link, ...]
    years: tuple[Link, ...]
    csv: str
    feed: str
    became: Became | None
    other_offices: tuple[Link, ...] = ()

    @property
    def search(self) -> str:
        return search_path(self.topic.name)


@dataclass(frozen=True, slots=True)
class TopicRow:
    title: str
    path: str
    summary: str
    note: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    id: str
    title: str
    rows: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """``works``: lists of 民生实事, item by item; ``empty``: topics of which no sentence was recognised."""

    themes: tuple[ThemeView, ...]
    total: int
    works: tuple[Link, ...]
    empty: tuple[TopicRow, ...]


def topic_pages(c: Collection, figure_spans: Spans) -> list[Page]:
    """/topics/, /topics/<id>/ and, for long timelines, /topics/<id>/<year>/."""
    spoken = sorted((t for t in c.facts.timelines if t.offices), key=_how_much)
    pages = [_index(c)]
    for timeline in c.facts.timelines:
        theme = [t.topic for t in spoken if t.topic.theme == timeline.topic.theme and t.topic.id != timeline.topic.id]
        pages += _topic(c, timeline, theme[:8], figure_spans)
    return pages


def popular(c: Collection) -> tuple[Link, ...]:
    """Topics with entries, most told first."""
    return tuple(Link(t.topic.name, t.topic.url, f"{len(t.entries)} 处") for t in sorted(c.facts.timelines, key=_how_much) if t.offices)


def _how_much(t: Timeline) -> int:
    """Most told first."""
    return -len(t.entries)


def _index(c: Collection) -> Page:
    themes: dict[str, list[TopicRow]] = {}
    empty: list[TopicRow] = []
    for t in c.facts.timelines:
        row = TopicRow(t.topic.name, t.topic.url, t.topic.summary, _span_note(t))
        if t.offices:
            themes.setdefault(t.topic.theme or "其他", []).append(row)
        else:
            empty.append(row)
    groups = tuple(ThemeView(f"theme-{i}", name, tuple(rows)) for i, (name, rows) in enumerate(themes.items(), 1))
    view = TopicsView(groups, sum(len(g.rows) for g in groups), works_links(c), tuple(empty))
    return Page(
        "topics/",
        "topics",
        "专题时间线",
        view,
        "一件事各年怎么说、做到哪里：按专题把历年计划和总结排在一起",
        (Crumb("专题时间线"),),
        "topics",
        listed=bool(c.topics),
    )


def _span_note(t: Timeline) -> str:
    years = sorted({m.year for m in t.entries})
    if not years:
        return ""
    span = f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}—{years[-1]}年"
    return f"{span}，{len(t.entries)} 处"


def _topic(c: Collection, t: Timeline, theme: Sequence[Topic], spans: Spans) -> list[Page]:
    topic = t.topic
    total = len(t.entries)
    every = tuple(_office(c, topic.id, o, spans) for o in t.offices)
    apart = years_apart(every)
    counts = Counter(m.year for m in t.entries)
    years = sorted(counts, reverse=True)
    became = what_became(c, t, spans)
    others = tuple(Link(o.name, o.url) for o in theme)
    year_links = tuple(Link(f"{topic.name}：{y}年", f"{topic.url}{y}/", f"{counts[y]} 处") for y in sorted(apart, reverse=True))
    crumbs = (Crumb("专题时间线", "topics/"), Crumb(topic.name))
    csv, feed = topic_csv_path(t), topic_feed_path(topic)

    def view(only: int | None) -> TopicView:
        shown = only_years(every, frozenset({only}) if only else apart, inside=bool(only))
        offices, other_offices = that_fits(shown)
        return TopicView(
            topic,
            offices,
            counts[only] if only else total,
            only or (years[-1] if years else 0),
            only or (years[0] if years else 0),
            others,
            year_links,
            csv,
            feed,
            None if only else became,
            other_offices,
        )

    description = topic.summary or f"{topic.name}：{_span_note(t)}"
    pages = [Page(topic.url, "topic", topic.name, view(None), description, crumbs, "topics", feed=feed if total else "")]
    for year in sorted(apart, reverse=True):
        inner = (Crumb("专题时间线", "topics/"), Crumb(topic.name, topic.url), Crumb(f"{year}年"))
        pages.append(Page(f"{topic.url}{year}/", "topic", f"{topic.name}：{year}年", view(year), description, inner, "topics"))
    return pages


def _office(c: Collection, topic: str, office: OfficeTimeline, spans: Spans) -> OfficeView:
    agency = c.agency_by_id.get(office.agency, UNKNOWN_AGENCY)
    return OfficeView(agency.id, agency.short, tuple(_year(c, topic, y, spans) for y in office.years))


def _year(c: Collection, topic: str, y: TimelineYear, spans: Spans) -> YearView:
    grouped: dict[tuple[str, str], list[Mention]] = {}
    for m in y.entries:
        grouped.setdefault((m.report, m.kind), []).append(m)
    groups = [
        EntryGroup(
            kind,
            _told_by(c, c.report_by_id[report]),
            c.label(c.report_by_id[report]),
            c.report_by_id[report].meta.is_excerpt,
            tuple(entry(c, m, spans(m)) for m in _sayings(found)),
        )
        for (report, kind), found in grouped.items()
    ]
    looked = [c.report_by_id[r] for r in y.reports]
    near = [
        Link(f"{c.label(r)}，{place.title}", place.path) for r in (looked if y.status == "unrecognised" else ()) for place in near_places(c, r, topic)
    ]
    passing = {m.url: Link(section_name(c, m), m.url) for m in y.passing}
    return YearView(y.year, tuple(groups), searched(c, looked), tuple(near), tuple(passing.values()))


def _told_by(c: Collection, report: Report) -> str:
    """A notice or an openness report is named as what it is, never as the year's plan or summary."""
    return "" if looks_ahead(report, c.kinds) or gives_account(report, c.kinds) else c.kind_name(report)


def _sayings(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions worth a line: a heading that only names the topic is left out where its section says more."""
    spoken = {m.section for m in mentions if not m.in_heading}
    return [m for m in mentions if not m.in_heading or m.section not in spoken]
