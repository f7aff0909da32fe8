"""/ledger/<office>/: its indicators over the newest years, and how its promises of each year came out; /ledger/<office>/<yyyy>/: the promises
of one year with both sentences, and of years before the newest the results that no promise asked for, which go on at
/ledger/<office>/<yyyy>/figures-2/; /ledger/<office>/<yyyy>/<report>/: the promises
of one document, where those of all documents are too many for the year's page; below it those of a chapter (``ledger_room``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.analysis.indicator_series import Coverage, IndicatorSeries
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.model import Agency
from builder.pages import ledger_room
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import office_path, year_path
from builder.pages.ledger_cells import Column, ThemeGroup, columns, theme_groups
from builder.pages.ledger_views import (
    StatusCount,
    StatusGroup,
    entries_path,
    promise_views,
    share_title,
    status_anchor,
    status_groups,
)
from builder.pages.page import Crumb, Link, Page
from builder.pages.searched import Searched, searched

NOTHING_COMPARES = "没有一项能下结论：同一年的目标和结果里，没有认出能直接比较的两个数。"


@dataclass(frozen=True, slots=True)
class Office:
    """What one office's pages are made from; ``shown`` are the canonical and the recurring indicators, ``newest`` the years of the table."""

    agency: Agency
    shown: tuple[IndicatorSeries, ...]
    ledger: tuple[LedgerRow, ...]
    coverage: Coverage
    newest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of an office: how its promises came out, or what else its page holds (``note``)."""

    title: str
    path: str
    total: int
    counts: tuple[StatusCount, ...]
    listed: tuple[StatusCount, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficeView:
    """One office's table, newest year first; years without any report are columns of their own."""

    id: str
    columns: tuple[Column, ...]
    themes: tuple[ThemeGroup, ...]
    years: tuple[YearLine, ...]
    excerpts: tuple[Searched, ...]
    undecided: str
    total: int
    reviewed: int

    @property
    def held(self) -> str:
        """2024年：只有总结；2021—2022年：本站未收: the heads of the columns in one line."""
        return "；".join(f"{column.title}年：{column.note}" for column in self.columns if column.note)

    @property
    def has_states(self) -> bool:
        return any(theme.has_states for theme in self.themes)

    @property
    def has_missing(self) -> bool:
        return any(column.missing for column in self.columns)


@dataclass(frozen=True, slots=True)
class OfficeYearView:
    """One year of an office: its promises by status; ``themes`` its figures, of years that the office's table no longer shows."""

    office: Link
    groups: tuple[StatusGroup, ...]
    columns: tuple[Column, ...]
    themes: tuple[ThemeGroup, ...]
    others: tuple[Link, ...]
    reviewed: int
    apart: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)  # by status, where the promises are instead
    more: tuple[Link, ...] = ()  # where its other figures are

    @property
    def document(self) -> str:
        """The only document that all the promises stand in: said once for all of them."""
        titles = {p.target.title for g in self.groups for p in g.promises}
        return titles.pop() if len(titles) == 1 else ""

    @property
    def answers(self) -> str:
        """The only document that all the results stand in."""
        titles = {p.outcome.title for g in self.groups if g.status.id != "possible" for p in g.promises if p.outcome}
        return titles.pop() if len(titles) == 1 else ""

    @property
    def has_states(self) -> bool:
        return any(theme.has_states for theme in self.themes)


def office_pages(c: Collection, office: Office, paths: Mapping[int, str]) -> list[Page]:
    """``paths``: where a promise's indicator is, by its identity."""
    own = {year: [r for r in office.ledger if r.year == year] for year in _paged_years(office)}
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(office.agency.short, office_path(office.agency.id)))
    years = [page for year, rows in own.items() for page in _year_pages(c, office, year, rows, list(own), paths, crumbs)]
    apart = [page for year, rows in own.items() for page in _apart_pages(c, office, year, rows, paths, crumbs)]
    return [_table(c, office, own, crumbs[:1]), *years, *apart]


def _shares(c: Collection, rows: Sequence[LedgerRow]) -> dict[str, list[LedgerRow]]:
    """The rows of a crowded year by the page that they are on; of any other year none."""
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        if (row.agency, row.year) in c.crowded.years:
            found.setdefault(entries_path(c, row), []).append(row)
    return found


def _apart_pages(c: Collection, office: Office, year: int, rows: Sequence[LedgerRow], paths: Mapping[int, str], crumbs: tuple[Crumb, ...]) -> Iterator[Page]:
    agency = office.agency
    links = {path: Link(share_title(c, own[0]), path) for path, own in _shares(c, rows).items()}
    year_crumb = Crumb(f"{year}年", year_path(agency.id, year))
    for path, told in _shares(c, rows).items():
        label = links[path].title
        others = (Link(year_crumb.title, year_crumb.path), *(link for other, link in links.items() if other != path))
        groups = status_groups(promise_views(c, told, paths))
        view = OfficeYearView(Link(agency.short, office_path(agency.id)), groups, (), (), others, sum(bool(r.reviewed) for r in told))
        title = f"指标台账：{label}里{year}年的目标"
        yield Page(path, "ledger_year", title, view, f"{label}里{year}年的目标一项项怎样了", (*crumbs, year_crumb, Crumb(label)), "ledger")


def _paged_years(office: Office) -> tuple[int, ...]:
    """Newest first: years with promises, and those of figures that the table has no room for, far-off ones of forecasts among them."""
    figures = {y.year for s in office.shown for y in s.years}
    return tuple(sorted({r.year for r in office.ledger} | (figures - set(office.newest)), reverse=True))


def _table(c: Collection, office: Office, own: Mapping[int, Sequence[LedgerRow]], crumbs: tuple[Crumb, ...]) -> Page:
    years, agency = office.newest, office.agency
    heads = columns(years, c.newest.year - 1, office.coverage, c.newest.year) if years else ()
    used = {row.report for s in office.shown for y in s.years if y.year in years for row in y.rows}
    excerpts = searched(c, (r for r in c.living if r.id in used and r.meta.is_excerpt))
    view = OfficeView(
        agency.id,
        heads,
        theme_groups(c, office_path(agency.id), office.shown, office.coverage, heads, office.ledger),
        tuple(_year_line(agency.id, year, rows) for year, rows in own.items()),
        excerpts,
        undecided(office),
        len(office.ledger),
        sum(bool(row.reviewed) for s in office.shown for row in s.rows) + sum(bool(r.reviewed) for r in office.ledger),
    )
    title = f"指标台账：{agency.short}"
    return Page(
        office_path(agency.id), "ledger_office", title, view, f"{agency.short}历年的目标和结果，按年对照，每个数字都能点回原句", (*crumbs, Crumb(agency.short)), "ledger"
    )


def undecided(office: Office) -> str:
    """Why none of an office's promises is decided; empty where one is, or where there are none."""
    if not office.ledger or any(r.verdict in COMPUTED for r in office.ledger):
        return ""
    return why_undecided(sorted(office.coverage.planned), sorted(office.coverage.accounted))


def why_undecided(planned: Sequence[int], accounted: Sequence[int]) -> str:
    """The same by the years of its plans and accounts."""
    if set(planned) & set(accounted):
        return NOTHING_COMPARES
    halves = [f"只有计划的是{_listed(planned)}" if planned else "", f"只有总结的是{_listed(accounted)}" if accounted else ""]
    return f"没有一项能下结论：收录的文件里，没有哪一年是计划和总结都有的（{'，'.join(filter(None, halves))}）。"


def _listed(years: Sequence[int]) -> str:
    return "、".join(map(str, years)) + "年"


def _year_line(agency: str, year: int, rows: Sequence[LedgerRow]) -> YearLine:
    path = year_path(agency, year)
    counts = StatusCount.of(rows, lambda status: f"{path}#{status_anchor(status)}")
    scores, listed = (tuple(n for n in counts if n.status.counted == counted) for counted in (True, False))
    return YearLine(f"{year}年", path, len(rows), scores, listed, "" if rows else "各指标的数字")


def _year_pages(
    c: Collection, office: Office, year: int, rows: Sequence[LedgerRow], years: Sequence[int], paths: Mapping[int, str], crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    """The year's page, and those on which its figures go on."""
    agency, name = office.agency, f"{office.agency.short}{year}年"
    heads = columns((year,), year, office.coverage, c.newest.year) if year not in office.newest else ()
    lines = [s for s in office.shown if any(y.year == year for y in s.years)] if heads else []
    parts = [lines[at : at + ledger_room.LINES] for at in range(0, len(lines), ledger_room.LINES)] or [[]]
    links = [Link(f"{year}年的数字，第 {n * ledger_room.LINES + 1}—{n * ledger_room.LINES + len(part)} 项", year_path(agency.id, year, n)) for n, part in enumerate(parts)]
    years_links = tuple(Link(f"{y}年", year_path(agency.id, y)) for y in years if y != year)
    to_office, to_year = Link(agency.short, office_path(agency.id)), Crumb(f"{year}年", year_path(agency.id, year))
    for n, part in enumerate(parts):
        path, told = year_path(agency.id, year, n), () if n else rows
        themes = theme_groups(c, path, part, office.coverage, heads, office.ledger) if part else ()
        groups, more = status_groups(promise_views(c, told, paths)), tuple(link for link in links if link is not links[n])
        others = (Link(to_year.title, to_year.path), *years_links) if n else years_links
        view = OfficeYearView(to_office, groups, heads, themes, others, sum(bool(r.reviewed) for r in told), _apart(c, told), more)
        if n:
            trail = (*crumbs, to_year, Crumb(links[n].title.removeprefix(f"{year}年的")))
            yield Page(path, "ledger_year", f"指标台账：{agency.short}{links[n].title}", view, f"{name}的数字，每个都能点回原句", trail, "ledger")
        else:
            yield Page(path, "ledger_year", f"指标台账：{name}", view, f"{name}的目标一项项怎样了，两边的原句", (*crumbs, Crumb(to_year.title)), "ledger")


def _apart(c: Collection, rows: Sequence[LedgerRow]) -> dict[str, tuple[Link, ...]]:
    """By status the pages of documents or chapters whose promises have it, with how many."""
    found: dict[str, list[Link]] = {}
    for path, own in _shares(c, rows).items():
        for n in StatusCount.of(own):
            anchor = status_anchor(n.status)
            found.setdefault(anchor, []).append(Link(share_title(c, own[0]), f"{path}#{anchor}", f"{n.total} 项"))
    return {status: tuple(links) for status, links in found.items()}
