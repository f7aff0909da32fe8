"""What one office's figures bring to the ledger's pages about all: counts, promises by status, its part of each indicator's page, answers.

Made where the office's own pages are made, links to its sentences included; the pages about all are put together from these, without any text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries, comparable, scoped_key
from builder.analysis.ledger import LedgerRow
from builder.analysis.verdicts import Verdict
from builder.pages.charts import Chart, chart_of
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import indicator_path, line_path
from builder.pages.ledger_views import FigureLink, Promise, StatusCount, basis_of, figure_link, merged, promise_path, promise_view
from builder.pages.page import Link
from builder.pages.questions import series_answers
from builder.pages.statuses import STATUS_BY_ID
from builder.pages.wrong import room_for, wrong_about, wrong_link

ONE_PAGE = 80  # promises of a status with their sentences; where there are more, links lead to those of each office
QUOTED, FEW = 40, 3  # figures that an indicator's page shows with their sentences, and offices they may be of


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """One indicator in one office's reports, newest year first."""

    id: str
    office: Link
    figures: tuple[FigureLink, ...]
    chart: Chart | None

    @property
    def has_states(self) -> bool:
        return any(f.tag == "held" for f in self.figures)


@dataclass(frozen=True)
class OfficeIndicator:
    """An indicator in one office. ``links`` of every figure and answer, ``paths`` of every promise in the ledger, as far as they are its own;
    ``line``: its place in the office's ledger; ``part`` where its figures are few."""

    series: IndicatorSeries
    promises: tuple[LedgerRow, ...]
    links: tuple[tuple[IndicatorRow, FigureLink], ...]
    paths: tuple[tuple[LedgerRow, str], ...]
    line: str
    wrong: str
    part: OfficeFigures | None


@dataclass(frozen=True, slots=True)
class IndicatorHead:
    """``key`` of the ``OfficeIndicator``."""

    key: bytes
    name: str
    theme: str
    path: str


@dataclass(frozen=True, slots=True)
class StatusHead:
    """An office's promises of one status: ``key`` of their views, each with the figure promised, where they are few; ``years``: how many of each."""

    key: bytes | None
    years: Mapping[int, int]
    reviewed: int

    @property
    def total(self) -> int:
        return sum(self.years.values())


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """What every build must know of an office's ledger. ``planned``, ``accounted``: the years of its plans and accounts; ``answers``: key of what
    answers rest on, ``said`` how many of its figures have words; ``figures``: all of its ``reports``, those that are not withdrawn."""

    planned: tuple[int, ...]
    accounted: tuple[int, ...]
    statuses: Mapping[Verdict, StatusHead]
    counts: tuple[StatusCount, ...]
    indicators: Mapping[str, IndicatorHead]
    answers: bytes | None
    said: int
    reports: int
    figures: int
    reviewed: int

    @property
    def promises(self) -> int:
        return sum(n.total for n in self.counts)

    @property
    def keys(self) -> Iterable[bytes]:
        return (key for key in (*(s.key for s in self.statuses.values()), *(i.key for i in self.indicators.values()), self.answers) if key)


def ledger_share(c: Collection, agency: str, paths: Mapping[int, str], keep: Callable[[object], bytes]) -> LedgerHead:
    """Of an office; ``paths``: where the indicator of each promise is, by identity."""
    rows = [row for row in c.facts.ledger if row.agency == agency]
    held = c.coverages.get(agency)
    own = [r for r in c.by_agency[agency] if r.meta.withdrawn is None]
    figures = [row for r in own for row in c.facts.rows[r.id]]
    series = [s for s in c.facts.series if s.agency == agency]
    answers = series_answers(c, series, rows) if c.site.features.questions else ()
    return LedgerHead(
        tuple(sorted(held.planned)) if held else (),
        tuple(sorted(held.accounted)) if held else (),
        _statuses(c, rows, paths, keep),
        StatusCount.of(rows),
        _indicators(c, series, rows, keep),
        keep(answers) if answers else None,
        sum(len(one.figures) for one in answers),
        len(own),
        len(figures),
        sum(bool(row.reviewed) for row in figures),
    )


def _statuses(c: Collection, rows: Sequence[LedgerRow], paths: Mapping[int, str], keep: Callable[[object], bytes]) -> dict[Verdict, StatusHead]:
    by_status: dict[Verdict, list[LedgerRow]] = {}
    for row in rows:
        by_status.setdefault(row.verdict, []).append(row)

    def key(own: Sequence[LedgerRow]) -> bytes | None:
        return keep([(promise_view(c, row, paths[id(row)], 0), row.promise) for row in own]) if len(own) <= ONE_PAGE else None

    return {
        status: StatusHead(key(own), dict(sorted(Counter(row.year for row in own).items())), sum(bool(row.reviewed) for row in own))
        for status, own in by_status.items()
    }


Promised = tuple[Promise, IndicatorRow]  # as shown, and the figure promised


def with_room(c: Collection, promises: Iterable[Promised], room: int) -> list[Promise]:
    """Promises on a page on which a reader's mail about each may hold so much of its sentence."""
    return [replace(view, wrong=wrong_link(c.site, c.report_by_id[row.report], row, room)) for view, row in promises]


def _indicators(c: Collection, series: Iterable[IndicatorSeries], rows: Iterable[LedgerRow], keep: Callable[[object], bytes]) -> dict[str, IndicatorHead]:
    promises: dict[str, list[LedgerRow]] = {}
    for row in rows:
        promises.setdefault(scoped_key(row.key, row.promise), []).append(row)
    return {
        s.key: IndicatorHead(keep(_indicator(c, s, tuple(promises.get(s.key, ())))), s.name, s.theme, indicator_path(c, s))
        for s in series
        if s.canonical and c.has_page(s.key)
    }


def _indicator(c: Collection, series: IndicatorSeries, promises: tuple[LedgerRow, ...]) -> OfficeIndicator:
    answers = [row.outcome for row in promises if row.outcome]  # also those that stand under another name
    figures = {id(row): row for row in (*series.rows, *answers)}.values()
    return OfficeIndicator(
        series,
        promises,
        tuple((row, figure_link(c, row)) for row in figures),
        tuple((row, promise_path(c, row)) for row in promises),
        line_path(c, series),
        wrong_about(c, series),
        _part(c, series, promises) if len(series.rows) <= QUOTED else None,
    )


def _part(c: Collection, series: IndicatorSeries, promises: Sequence[LedgerRow]) -> OfficeFigures:
    agency = c.agency_by_id[series.agency]
    staged = len(series.stages) > 1
    room = room_for(len(series.rows))
    became = {id(place): r for r in promises for place in (r.promise, *r.places)}
    figures = merged(
        replace(_with_status(figure_link(c, row, staged=staged), became.get(id(row))), wrong=wrong_link(c.site, c.report_by_id[row.report], row, room))
        for year in reversed(series.years)
        for row in year.rows
    )
    chart = chart_of(f"{agency.short}：{series.name}", comparable(series, c.facts.rules))
    return OfficeFigures(agency.id, Link(agency.name, line_path(c, series)), figures, chart)


def _with_status(figure: FigureLink, row: LedgerRow | None) -> FigureLink:
    return replace(figure, status=STATUS_BY_ID[row.verdict], basis=basis_of(row)) if row else figure
