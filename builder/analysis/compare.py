"""Two neighbouring reports of one office, side by side: what both speak of, what was recognised in one only.

Topics are compared by their mentions, figures by indicator. That a topic was recognised in one report only says
nothing of the other: no name of the topic matched there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from builder.analysis.about import has_figure_beside, leading, says_little
from builder.analysis.ledger_names import joined_name
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Report

_READABLE = 120  # characters; a longer quote is shown only where there is no shorter one


class Figure(Protocol):
    """What a row of the ledger must tell to be compared (``figures.IndicatorRow`` does)."""

    @property
    def indicator(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def kind(self) -> str: ...


F = TypeVar("F", bound=Figure)


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic in two reports: the most telling mention of each (None where there is none), and how many."""

    topic: Topic
    earlier: Mention | None
    later: Mention | None
    earlier_count: int
    later_count: int


@dataclass(frozen=True, slots=True)
class FigureChange(Generic[F]):
    """One indicator in both reports, rows in the order of their years."""

    indicator: str
    earlier: tuple[F, ...]
    later: tuple[F, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Generic[F]):
    """The page ``/compare/<earlier>/<later>/``."""

    earlier: Report
    later: Report
    continued: tuple[TopicChange, ...]
    only_later: tuple[TopicChange, ...]
    only_earlier: tuple[TopicChange, ...]
    figures: tuple[FigureChange[F], ...]

    @property
    def url(self) -> str:
        """Address below the site's base."""
        return pair_path(self.earlier, self.later)


def pair_path(earlier: Report, later: Report) -> str:
    """Where two reports are compared."""
    return f"compare/{earlier.id}/{later.id}/"


def compare_reports(
    earlier: Report,
    later: Report,
    topics: Sequence[Topic],
    mentions: Sequence[Mention],
    earlier_rows: Sequence[F] = (),
    later_rows: Sequence[F] = (),
    worded: Mapping[str, Set[str]] = MappingProxyType({}),
    answered: Mapping[int, F] = MappingProxyType({}),
) -> Comparison[F]:
    """Compare two reports. ``mentions`` may hold those of other reports too; topics keep the dictionary's order. Figures meet by name: only
    rows whose name tells one thing belong here. ``worded``: by report the topics that it may speak of in other words; ``answered``: by the identity of a later row the
    promise of which the ledger says that it is the result, under whatever name."""
    before, after = _by_topic(earlier, mentions), _by_topic(later, mentions)
    # In passing too, and in other words: what may be meant was not left out.
    named = {r.id: set(worded.get(r.id, ())) for r in (earlier, later)}
    for m in mentions:
        named.setdefault(m.report, set()).add(m.topic)
    changes = [
        TopicChange(
            t, telling(before.get(t.id, ())), telling(after.get(t.id, ())), len(before.get(t.id, ())), len(after.get(t.id, ()))
        )
        for t in topics
    ]
    return Comparison(
        earlier,
        later,
        continued=tuple(c for c in changes if c.earlier and c.later),
        only_later=tuple(c for c in changes if c.later and c.topic.id not in named[earlier.id]),
        only_earlier=tuple(c for c in changes if c.earlier and c.topic.id not in named[later.id]),
        figures=_figures(earlier_rows, later_rows, answered),
    )


def telling(mentions: Sequence[Mention]) -> Mention | None:
    """The mention to quote: in running text rather than a heading, with more than the name, named, not too long, named in front, a figure beside."""
    return min(mentions, key=_rank, default=None)


def _rank(mention: Mention) -> tuple[bool, ...]:
    hits = tuple((a - mention.start, b - mention.start) for a, b in mention.hits)
    beside = has_figure_beside(mention.quote, hits)
    in_front = mention.topic in leading(mention.quote, {mention.topic: hits})
    return mention.in_heading, says_little(mention.quote, hits), not hits, len(mention.quote) > _READABLE, not (beside or in_front), not beside


def _by_topic(report: Report, mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.report == report.id and not mention.passing:
            grouped.setdefault(mention.topic, []).append(mention)
    return grouped


def _figures(earlier: Sequence[F], later: Sequence[F], answered: Mapping[int, F]) -> tuple[FigureChange[F], ...]:
    """Indicators that both reports give, in the order of the later one; a result stands beside its promise."""
    before, after = _by_name(earlier), _by_name(later, answered)
    return tuple(FigureChange(name[0], before[name], rows) for name, rows in after.items() if name in before)


def _name(row: Figure) -> tuple[str, str]:
    """The canonical name where there is one: GDP and 地区生产总值 are one indicator, that of a part (园区) is another."""
    return row.canonical or joined_name(row.context, row.indicator), row.scope


def _by_name(rows: Sequence[F], answered: Mapping[int, F] = MappingProxyType({})) -> dict[tuple[str, str], tuple[F, ...]]:
    groups: dict[tuple[str, str], list[F]] = {}
    for row in rows:
        for name in dict.fromkeys((_name(row), _name(answered.get(id(row), row)))):
            groups.setdefault(name, []).append(row)
    return {name: tuple(sorted(group, key=lambda r: (r.year, r.kind))) for name, group in groups.items()}
