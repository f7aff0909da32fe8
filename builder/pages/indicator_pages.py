"""/ledger/<indicator>/: the offices side by side in the newest years, and, where they are few, each figure with its sentence and a chart.

Further years in which several offices have figures are at /ledger/<indicator>/<yyyy>/; all years in a CSV with Chinese heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRules
from builder.analysis.indicator_series import IndicatorSeries
from builder.analysis.side_by_side import Compared, side_by_side
from builder.pages.collection import Collection
from builder.pages.data import dump_csv
from builder.pages.data_columns import Column
from builder.pages.feeds import redirect
from builder.pages.indicator_slugs import indicator_slug, line_path
from builder.pages.ledger_shares import FEW, QUOTED, OfficeFigures, OfficeIndicator
from builder.pages.page import Crumb, Link, Outfile, Page
from builder.pages.side_by_side import COLUMNS, ROOM, Sides, SideTable, YearSides, csv_rows, year_sides

NEWEST = 400  # links of all tables of an indicator's own page; the current year moves to its own page where they would be more
OTHERS = 8  # further indicators of the same theme



@dataclass(frozen=True, slots=True)
class IndicatorView:
    """``aliases`` are the other names under which the reports speak of it; ``sides`` the years shown, ``years`` those of other pages.

    ``tables``: those of a year shown that have pages of their own.

    ``parts`` are all its figures, where they are few; ``offices`` lead to its line in the ledger of those that no table leads to.
    """

    name: str
    aliases: tuple[str, ...]
    sides: tuple[YearSides, ...]
    years: tuple[Link, ...]
    tables: tuple[Link, ...]
    csv: str
    parts: tuple[OfficeFigures, ...]
    offices: tuple[Link, ...]
    total: int
    first: int
    last: int
    others: tuple[Link, ...]
    reviewed: int


@dataclass(frozen=True)
class Indicator:
    """What an indicator's pages are made from; ``compared``: the years in which several offices have figures, newest first."""

    sides: Sides
    path: str
    compared: tuple[Compared, ...]

    @property
    def group(self) -> tuple[OfficeIndicator, ...]:
        return tuple(self.sides.offices.values())

    @property
    def first(self) -> IndicatorSeries:
        return self.group[0].series

    @property
    def name(self) -> str:
        """The name that its offices all say (国内生产总值), else the canonical one."""
        said = {one.series.name for one in self.group}
        return said.pop() if len(said) == 1 else self.sides.rules.by_id[self.first.key].name

    @property
    def csv(self) -> str:
        return csv_path(self.first) if self.compared else ""


def csv_path(series: IndicatorSeries) -> str:
    """Where an indicator's table of all years lies."""
    return f"data/offices/{indicator_slug(series)}.csv"


def read_indicator(c: Collection, rules: IndicatorRules, group: Sequence[OfficeIndicator], path: str) -> Indicator:
    """``group``: one for each office that has it."""
    sides = Sides.of(c, rules, group)
    own = [one.series for one in sides.offices.values()]
    promises = {agency: one.promises for agency, one in sides.offices.items() if one.promises}
    years = [y for y in sorted({y.year for s in own for y in s.years}, reverse=True) if sum(any(x.year == y for x in s.years) for s in own) > 1]
    return Indicator(sides, path, tuple(side_by_side(own, promises, year, rules) for year in years))


def indicator_redirects(c: Collection, *, portable: bool) -> list[Outfile]:
    """The addresses of known indicators that are said once: each had a page, and is a line of an office's ledger now."""
    once = [s for s in c.facts.series if s.canonical and not c.has_page(s.key)]
    return [redirect(c, f"ledger/{indicator_slug(s)}/", line_path(c, s), s.name, portable=portable) for s in once]


def indicator_files(one: Indicator) -> list[Outfile]:
    """The CSV of an indicator that several offices have."""
    if not one.compared:
        return []
    rows = csv_rows(one.sides.c, one.sides.rules, one.name, one.compared)
    return [Outfile(one.csv, dump_csv(list(rows), [Column(name, name, "") for name in COLUMNS]))]


def indicator_pages(one: Indicator, theme: Sequence[Link]) -> list[Page]:
    """The page of a known indicator that recurs, and one for each further year of those that several offices have; ``theme``: all of its theme."""
    name = one.name
    sides = [year_sides(one.sides, compared) for compared in one.compared]
    first = _newest(sides, one.sides.c.newest.year)
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(name, one.path))
    links = {y.year: Link(f"{y.year}年", f"{one.path}{y.year}/") for y in sides if y not in first}
    others = tuple(link for link in theme if link.path != one.path)[:OTHERS]
    found = [_Place(one.path, name, (*crumbs[:1], Crumb(name)), first, tuple(links.values()), others)]
    for year in sides:
        if year.year in links:
            other = (Link("最近的年份", one.path), *(link for y, link in links.items() if y != year.year))
            found.append(_Place(links[year.year].path, f"{name}：{year.year}年", (*crumbs, Crumb(f"{year.year}年")), (year,), other))
    return [page for place in found for page in _placed(one, place)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A page with years side by side, before it is known how many of their tables it has room for."""

    path: str
    title: str
    crumbs: tuple[Crumb, ...]
    sides: tuple[YearSides, ...]
    years: tuple[Link, ...]
    others: tuple[Link, ...] = ()


def _placed(one: Indicator, place: _Place) -> list[Page]:
    """The page, and one for each table that has no room on it."""
    room = ROOM
    kept: list[YearSides] = []
    moved: list[tuple[YearSides, SideTable]] = []
    for year in place.sides:
        tables: list[SideTable] = []
        for table in year.tables:
            if tables and table.size > room:
                moved.append((year, table))
            else:
                tables.append(table)
                room -= table.size
        kept.append(replace(year, tables=tuple(tables)))
    name = one.name
    links = tuple(Link(f"{year.year}年：{t.title}（{t.offices} 个机构）", f"{one.path}{year.year}/{t.key}/") for year, t in moved)
    view = _view(one, tuple(kept), place.years, place.others, links)
    pages = [Page(place.path, "indicator", place.title, view, _about(one, name) if place.path == one.path else f"{place.title}各机构的目标和结果，并排", place.crumbs, "ledger")]
    for (year, table), link in zip(moved, links, strict=True):
        back = (Link(place.crumbs[-1].title, place.path), *place.years)
        view = _view(one, (YearSides(year.year, (table,), ()),), back, ())
        title = f"{name}：{year.year}年，{table.title}"
        crumbs = (*place.crumbs[:-1], Crumb(place.crumbs[-1].title, place.path), Crumb(table.title))
        pages.append(Page(link.path, "indicator", title, view, f"{title}，各机构并排", crumbs, "ledger"))
    return pages


def _newest(sides: Sequence[YearSides], current: int) -> tuple[YearSides, ...]:
    """The newest year that is over, then the current one, as far as there is room."""
    over = next((y for y in sides if y.year < current), None)
    now = next((y for y in sides if y.year == current), None)
    found = [y for y in (over, now) if y]
    return tuple(found[:1] if sum(y.size for y in found) > NEWEST else found)


def _about(one: Indicator, name: str) -> str:
    years = sorted({y.year for s in one.group for y in s.series.years})
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    return f"{name}，{span}的目标和结果，每个数字都能点回原句"


def _view(
    one: Indicator, sides: tuple[YearSides, ...], years: tuple[Link, ...], others: tuple[Link, ...], tables: tuple[Link, ...] = ()
) -> IndicatorView:
    c, first = one.sides.c, one.first
    rows = [row for s in one.group for row in s.series.rows]
    said = {row.indicator for row in rows} - {one.name}
    own_page = not any(link.path == one.path for link in years)
    parts = tuple(s.part for s in one.group if s.part) if own_page and len(rows) <= QUOTED and len(one.group) <= FEW else ()
    in_tables = {line.office.path for year in sides for t in year.tables for line in t.lines}
    offices = tuple(Link(one.sides.short(s.series.agency), s.line) for s in one.group if s.line not in in_tables) if own_page and not parts else ()
    spoken = sorted(row.year for row in rows)
    csv = one.csv if c.site.features.open_data else ""
    return IndicatorView(
        one.name, tuple(a for a in one.sides.rules.by_id[first.key].names if a in said), sides, years, tables, csv, parts, offices, len(rows), spoken[0], spoken[-1], others,
        sum(bool(row.reviewed) for row in rows),
    )
