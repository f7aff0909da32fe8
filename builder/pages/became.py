"""What became of a matter: what was said early, what was reached lately, what is still planned, and the promises with a figure.

Made of sentences and verdicts; nothing here is written about an office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries, comparable
from builder.analysis.ledger import LedgerRow
from builder.analysis.ledger_names import is_named
from builder.analysis.timeline import OfficeTimeline
from builder.analysis.topics import Mention
from builder.content.names import name_key
from builder.content.topics import Topic
from builder.pages.charts import Chart, chart_of
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.indicator_slugs import indicator_path
from builder.pages.ledger_views import (
    SHORT,
    FigureLink,
    StatusCount,
    figure_link,
    outcome_link,
    promise_name,
    promise_path,
    reason_of,
)
from builder.pages.milestones import pick
from builder.pages.page import Link
from builder.pages.passages import Spans, entry, own_rows
from builder.pages.statuses import STATUS_BY_ID, Status
from builder.pages.topic_views import Entry

TOLD = 3  # offices whose steps are told above the timeline; of more, only the counts
PROMISES = 24  # with their verdicts; an office's ledger has them all
CHARTS, INDICATORS = 2, 24


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence as a milestone, and the year that it is about."""

    label: str
    year: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise with a figure and what became of it; without a good ``name``, or where it is short, its sentence stands for it; ``path``: its place in the ledger.

    ``reason``: why its two sentences are not compared, where they are not; ``office``: whose it is, where several are told of.
    """

    name: str
    target: FigureLink
    outcome: FigureLink | None
    status: Status
    path: str
    reason: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class OfficeBecame:
    """One office's steps in the order of the years."""

    office: Link
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """Where its figures are told year by year, and whether that page is one of several offices."""

    name: str
    path: str
    shared: bool


@dataclass(frozen=True, slots=True)
class OfficeShare:
    """What one office brings. ``kept``: the last of its promises, each with its year; ``charts``: shown where it is the only one."""

    became: OfficeBecame
    counts: tuple[StatusCount, ...]
    kept: tuple[tuple[int, Kept], ...]
    promises: int
    reviewed: int
    indicators: tuple[NamedIndicator, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Became:
    """``counts`` of all promises, also of those that ``kept`` has no room for; ``more_indicators``: than there is room for."""

    offices: tuple[OfficeBecame, ...]
    counts: tuple[StatusCount, ...]
    kept: tuple[Kept, ...]
    promises: int
    reviewed: int
    indicators: tuple[Link, ...]
    more_indicators: bool
    charts: tuple[Chart, ...]

    @property
    def told(self) -> frozenset[tuple[str, str]]:
        """The sentences that stand above the timeline, by their ways and words: it does not say them again at length."""
        return frozenset((step.entry.path, step.entry.quote) for office in self.offices for step in office.steps)


def share_of(c: Collection, topic: Topic, o: OfficeTimeline, spans: Spans) -> OfficeShare:
    """Of a topic in one office."""
    names = [name_key(alias.text) for alias in topic.names]

    def own(m: Mention) -> list[IndicatorRow]:
        return own_rows(c, names, m)

    rows = [row for m in o.entries for row in own(m)]
    promises = sorted(c.promises_of(rows), key=lambda p: p.year)
    named = [p for p in promises if is_named(p.promise)]  # of what has no name of its own the ledger shows the sentence
    shared = Counter(p.promise.quote for p in named)  # of two in one sentence each is told by its name
    series = {id(s): s for row in rows if (s := c.series_of.get(id(row)))}.values()
    found = {path: s for s in series if (path := indicator_path(c, s))}
    return OfficeShare(
        _office(c, topic, o, own, spans),
        StatusCount.of(promises),
        tuple((p.year, kept(c, p, 0 if shared[p.promise.quote] > 1 else SHORT)) for p in named[-PROMISES:]),
        len(promises),
        sum(bool(p.reviewed) for p in promises),
        tuple(NamedIndicator(s.name, path, c.has_page(s.key)) for path, s in found.items()),
        _charts(c, series),
    )


def what_became(shares: Sequence[OfficeShare]) -> Became:
    """Of a topic in all its offices."""
    several = len(shares) > 1
    promises = sorted(((year, replace(one, office=s.became.office.title if several else "")) for s in shares for year, one in s.kept), key=lambda p: p[0])
    indicators = _indicators(shares)
    return Became(
        tuple(s.became for s in shares if s.became.steps) if len(shares) <= TOLD else (),
        StatusCount.joined(n for s in shares for n in s.counts),
        tuple(one for _, one in promises[-PROMISES:]),
        sum(s.promises for s in shares),
        sum(s.reviewed for s in shares),
        indicators[:INDICATORS],
        len(indicators) > INDICATORS,
        shares[0].charts if len(shares) == 1 else (),
    )


def _office(c: Collection, topic: Topic, o: OfficeTimeline, own: Callable[[Mention], Sequence[IndicatorRow]], spans: Spans) -> OfficeBecame:
    """Oldest first."""
    agency = c.agency_by_id.get(o.agency, UNKNOWN_AGENCY)
    steps = tuple(Step(label, m.year, entry(c, m, spans(m))) for label, m in pick(c, topic, o, own))
    return OfficeBecame(Link(agency.short, f"#o-{agency.id}"), steps)


def kept(c: Collection, p: LedgerRow, quoted: int = 0) -> Kept:
    """A ledger row in a line. A short sentence, of up to ``quoted`` characters, says more than a name: 提质升级1000所学校食堂 is not 学校食堂 1000所."""
    name = promise_name(p) if len(p.promise.quote) > quoted else ""
    reason = reason_of(p) if p.verdict in {"possible", "not_comparable"} else ""
    return Kept(name, figure_link(c, p.promise), outcome_link(c, p), STATUS_BY_ID[p.verdict], promise_path(c, p), reason)


def _indicators(shares: Iterable[OfficeShare]) -> tuple[Link, ...]:
    """Where its figures are told year by year; each indicator once, those of several offices first; of two with one name the office too."""
    found = {one.path: (one, s.became.office.title) for s in shares for one in s.indicators}
    named = Counter(one.name for one, _ in found.values())
    order = sorted(found.values(), key=lambda one: not one[0].shared)
    return tuple(Link(f"{one.name}（{office}）" if named[one.name] > 1 else one.name, one.path) for one, office in order)


def _charts(c: Collection, series: Iterable[IndicatorSeries]) -> tuple[Chart, ...]:
    """Those that recur most."""
    values = [(s, v) for s in series if (v := comparable(s, c.facts.rules))]
    values.sort(key=lambda one: -len({p.year for p in one[1].points}))
    return tuple(filter(None, (chart_of(s.name, v) for s, v in values[:CHARTS])))
