"""/ledger/<indicator>/: the offices side by side in the newest years, and, where they are few, each figure with its sentence and a chart.

Further years in which several offices have figures are at /ledger/<indicator>/<yyyy>/; all years in a CSV with Chinese heads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.indicator_series import IndicatorSeries, comparable, scoped_key
from builder.analysis.ledger import LedgerRow
from builder.analysis.side_by_side import Compared, side_by_side
from builder.pages.charts import Chart, chart_of
from builder.pages.collection import Collection
from builder.pages.data import dump_csv
from builder.pages.data_columns import Column
from builder.pages.feeds import redirect
from builder.pages.indicator_slugs import indicator_path, indicator_slug, line_path
from builder.pages.ledger_views import FigureLink, basis_of, figure_link, merged
from builder.pages.page import Crumb, Link, Outfile, Page
from builder.pages.side_by_side import COLUMNS, YearSides, by_name, csv_rows, year_sides
from builder.pages.statuses import STATUS_BY_ID
from builder.pages.wrong import room_for, wrong_link

QUOTED, FEW = 40, 3  # figures that a page shows with their sentences, and offices they may be of
LINES = 120  # offices in all tables of a page; the current year moves to its own page where it would be more
OTHERS = 8  # further indicators of the same theme



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


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """``aliases`` are the other names under which the reports speak of it; ``sides`` the years shown, ``years`` those of other pages.

    ``parts`` are all its figures, where they are few; ``offices`` lead to its line in each office's ledger.
    """

    name: str
    aliases: tuple[str, ...]
    sides: tuple[YearSides, ...]
    years: tuple[Link, ...]
    csv: str
    parts: tuple[OfficeFigures, ...]
    offices: tuple[Link, ...]
    total: int
    first: int
    last: int
    others: tuple[Link, ...]
    reviewed: int


@dataclass(frozen=True)
class _Indicator:
    """What an indicator's pages are made from; ``compared``: the years in which several offices have figures, newest first."""

    group: tuple[IndicatorSeries, ...]
    path: str
    compared: tuple[Compared, ...]
    promises: Mapping[str, Sequence[LedgerRow]]

    @property
    def csv(self) -> str:
        return csv_path(self.group[0]) if self.compared else ""


def csv_path(series: IndicatorSeries) -> str:
    """Where an indicator's table of all years lies."""
    return f"data/offices/{indicator_slug(series)}.csv"


def _indicators(c: Collection) -> list[_Indicator]:
    ledger: dict[str, dict[str, list[LedgerRow]]] = {}
    for row in c.facts.ledger:
        ledger.setdefault(scoped_key(row.key, row.promise), {}).setdefault(row.agency, []).append(row)
    found: list[_Indicator] = []
    for key, group in c.indicators.items():
        own, promises = tuple(by_name(c, group)), ledger.get(key, {})
        years = [y for y in sorted({y.year for s in own for y in s.years}, reverse=True) if sum(any(x.year == y for x in s.years) for s in own) > 1]
        compared = tuple(side_by_side(own, promises, year, c.facts.rules) for year in years)
        found.append(_Indicator(own, indicator_path(c, own[0]), compared, promises))
    return found


def indicator_pages(c: Collection) -> list[Page]:
    """A page for each known indicator that recurs, and one for each further year of those that several offices have."""
    indicators = _indicators(c)
    themes: dict[str, list[Link]] = {}
    for one in indicators:
        themes.setdefault(one.group[0].theme, []).append(Link(one.group[0].name, one.path))
    pages: list[Page] = []
    for one in indicators:
        pages += _pages(c, one, themes[one.group[0].theme])
    return pages


def indicator_redirects(c: Collection, *, portable: bool) -> list[Outfile]:
    """The addresses of known indicators that are said once: each had a page, and is a line of an office's ledger now."""
    once = [s for s in c.facts.series if s.canonical and not c.has_page(s.key)]
    return [redirect(c, f"ledger/{indicator_slug(s)}/", line_path(c, s), s.name, portable=portable) for s in once]


def indicator_files(c: Collection) -> list[Outfile]:
    """The CSV of each indicator that several offices have."""
    return [
        Outfile(one.csv, dump_csv(list(csv_rows(c, one.group[0].name, one.compared)), [Column(name, name, "") for name in COLUMNS])) for one in _indicators(c) if one.compared
    ]


def _pages(c: Collection, one: _Indicator, theme: Sequence[Link]) -> list[Page]:
    name = one.group[0].name
    series = {s.agency: s for s in one.group}
    sides = [year_sides(c, series, compared) for compared in one.compared]
    first = _newest(sides, c.newest.year)
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(name, one.path))
    links = {y.year: Link(f"{y.year}年", f"{one.path}{y.year}/") for y in sides if y not in first}
    others = tuple(link for link in theme if link.path != one.path)[:OTHERS]
    pages = [Page(one.path, "indicator", name, _view(c, one, first, tuple(links.values()), others), _about(one, name), (*crumbs[:1], Crumb(name)), "ledger")]
    for year in sides:
        if year.year in links:
            view = _view(c, one, (year,), (Link("最近的年份", one.path), *(link for y, link in links.items() if y != year.year)), ())
            title = f"{name}：{year.year}年"
            pages.append(Page(links[year.year].path, "indicator", title, view, f"{title}各机构的目标和结果，并排", (*crumbs, Crumb(f"{year.year}年")), "ledger"))
    return pages


def _newest(sides: Sequence[YearSides], current: int) -> tuple[YearSides, ...]:
    """The newest year that is over, then the current one, as far as there is room."""
    over = next((y for y in sides if y.year < current), None)
    now = next((y for y in sides if y.year == current), None)
    found = [y for y in (over, now) if y]
    return tuple(found[:1] if sum(y.size for y in found) > LINES else found)


def _about(one: _Indicator, name: str) -> str:
    years = sorted({y.year for s in one.group for y in s.years})
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    return f"{name}，{span}的目标和结果，每个数字都能点回原句"


def _view(c: Collection, one: _Indicator, sides: tuple[YearSides, ...], years: tuple[Link, ...], others: tuple[Link, ...]) -> IndicatorView:
    first = one.group[0]
    rows = [row for s in one.group for row in s.rows]
    said = {row.indicator for row in rows} - {first.name}
    own_page = not any(link.path == one.path for link in years)
    parts = tuple(_part(c, s, one.promises.get(s.agency, ())) for s in one.group) if own_page and len(rows) <= QUOTED and len(one.group) <= FEW else ()
    offices = tuple(Link(c.agency_by_id[s.agency].short, line_path(c, s)) for s in one.group) if own_page and not parts else ()
    spoken = sorted(row.year for row in rows)
    csv = one.csv if c.site.features.open_data else ""
    return IndicatorView(
        first.name, tuple(a for a in c.facts.rules.by_id[first.key].aliases if a in said), sides, years, csv, parts, offices, len(rows), spoken[0], spoken[-1], others,
        sum(bool(row.reviewed) for row in rows),
    )


def _part(c: Collection, series: IndicatorSeries, promises: Sequence[LedgerRow]) -> OfficeFigures:
    agency = c.agency_by_id[series.agency]
    staged = len(series.stages) > 1
    room = room_for(len(series.rows))
    became = _verdicts(series, promises)
    figures = merged(
        replace(_with_status(figure_link(c, row, staged=staged), became.get(id(row))), wrong=wrong_link(c.site, c.report_by_id[row.report], row, room))
        for year in reversed(series.years)
        for row in year.rows
    )
    chart = chart_of(f"{agency.short}：{series.name}", comparable(series, c.facts.rules))
    return OfficeFigures(agency.id, Link(agency.name, line_path(c, series)), figures, chart)


def _verdicts(series: IndicatorSeries, promises: Sequence[LedgerRow]) -> dict[int, LedgerRow]:
    """By a figure's identity the verdict that stands in its line: in that of the result, below both halves. Where the result stands
    elsewhere, is only a likely one, or the year has other targets, it stands with its target."""
    done = {id(row): year for year in series.years for row in year.actuals}
    found: dict[int, LedgerRow] = {}
    for r in promises:
        asked = {id(row) for row in (r.promise, *r.places)}
        year = done.get(id(r.outcome)) if r.verdict != "possible" else None
        alone = year is not None and all(id(row) in asked for row in year.targets)
        found.update({id(r.outcome): r} if alone else dict.fromkeys(asked, r))
    return found


def _with_status(figure: FigureLink, row: LedgerRow | None) -> FigureLink:
    return replace(figure, status=STATUS_BY_ID[row.verdict], basis=basis_of(row)) if row else figure
