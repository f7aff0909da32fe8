"""Topics by theme, and one page a topic: its timeline by year, office by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from builder.content.topics import Topic
from builder.pages.became import Became, what_became
from builder.pages.data import topic_csv_path
from builder.pages.feeds import topic_feed_path
from builder.pages.figures import search_path
from builder.pages.page import Crumb, Link, Page
from builder.pages.topic_room import only_years, that_fits, years_apart
from builder.pages.topic_shares import TopicHead, TopicShare
from builder.pages.topic_views import OfficeView

_OTHERS = 8  # further topics of the same theme


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


@dataclass(frozen=True)
class Spoken:
    """A topic with the heads of the offices that speak of it, by office."""

    topic: Topic
    heads: Mapping[str, TopicHead]

    @cached_property
    def years(self) -> Counter[int]:
        """How many places speak of it, by year."""
        counts: Counter[int] = Counter()
        for head in self.heads.values():
            counts.update(head.years)
        return counts

    @cached_property
    def total(self) -> int:
        return self.years.total()

    @property
    def rows(self) -> int:
        return sum(head.rows for head in self.heads.values())


def popular(topics: Sequence[Spoken]) -> tuple[Link, ...]:
    """Topics with entries, most told first."""
    return tuple(Link(t.topic.name, t.topic.url, f"{t.total} 处") for t in by_weight(topics))


def asked_for(topics: Sequence[Spoken]) -> tuple[Link, ...]:
    """For the home page: those that the editor names, then of each theme in turn the one that is told most: an office writes most about itself.

    A site without topics of its own names what residents mostly bring, as the package does (学位, 养老).
    """
    spoken = [t for t in topics if t.heads]
    named = [t for t in ([t for t in spoken if not t.topic.shipped] or spoken) if t.topic.at_home]
    themes: dict[str, list[Spoken]] = {}
    for t in by_weight(topics):
        if t not in named:
            themes.setdefault(t.topic.theme, []).append(t)
    turns = [t for turn in zip_longest(*themes.values()) for t in turn if t]
    return tuple(Link(t.topic.name, t.topic.url) for t in [*named, *turns])


def by_weight(topics: Sequence[Spoken]) -> list[Spoken]:
    """Those that any report speaks of, most told first."""
    return sorted((t for t in topics if t.heads), key=lambda t: -t.total)


def of_one_theme(spoken: Sequence[Spoken], topic: Topic) -> tuple[Link, ...]:
    """Others of a topic's theme, of ``by_weight``."""
    return tuple(Link(t.topic.name, t.topic.url) for t in spoken if t.topic.theme == topic.theme and t.topic.id != topic.id)[:_OTHERS]


def topics_index(topics: Sequence[Spoken], works: tuple[Link, ...]) -> Page:
    """/topics/."""
    themes: dict[str, list[TopicRow]] = {}
    empty: list[TopicRow] = []
    for t in topics:
        row = TopicRow(t.topic.name, t.topic.url, t.topic.summary, _span_note(t))
        if t.heads:
            themes.setdefault(t.topic.theme or "其他", []).append(row)
        else:
            empty.append(row)
    groups = tuple(ThemeView(f"theme-{i}", name, tuple(rows)) for i, (name, rows) in enumerate(themes.items(), 1))
    view = TopicsView(groups, sum(len(g.rows) for g in groups), works, tuple(empty))
    return Page(
        "topics/",
        "topics",
        "专题时间线",
        view,
        "一件事各年怎么说、做到哪里：按专题把历年计划和总结排在一起",
        (Crumb("专题时间线"),),
        "topics",
        listed=bool(topics),
    )


def _span_note(t: Spoken) -> str:
    years = sorted(t.years)
    if not years:
        return ""
    span = f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}—{years[-1]}年"
    return f"{span}，{t.total} 处"


def topic_pages(t: Spoken, shares: Sequence[TopicShare], others: tuple[Link, ...]) -> list[Page]:
    """/topics/<id>/ and, for a long timeline, /topics/<id>/<year>/."""
    topic, total, counts = t.topic, t.total, t.years
    every = tuple(share.office for share in shares)
    apart = years_apart(every)
    years = sorted(counts, reverse=True)
    became = what_became([share.became for share in shares])
    year_links = tuple(Link(f"{topic.name}：{y}年", f"{topic.url}{y}/", f"{counts[y]} 处") for y in sorted(apart, reverse=True))
    crumbs = (Crumb("专题时间线", "topics/"), Crumb(topic.name))
    csv, feed = topic_csv_path(topic, t.rows), topic_feed_path(topic)

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
