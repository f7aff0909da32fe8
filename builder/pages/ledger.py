"""/ledger/: by office the recurring indicators over the years, then every promise by status.

Small collections have it all on one page. With many offices each gets its own, and years before the newest
six move to pages of five years, so that no page grows with the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import Coverage, IndicatorSeries, build_series, coverage
from builder.analysis.ledger import LedgerRow
from builder.model import Agency
from builder.pages.collection import Collection
from builder.pages.indicator_pages import indicator_pages, page_owners
from builder.pages.indicator_slugs import indicator_slug, slug_problems
from builder.pages.ledger_method import method_page
from builder.pages.ledger_views import (
    STATUS_BY_ID,
    Cell,
    FigureLink,
    Line,
    Status,
    StatusGroup,
    ThemeGroup,
    figure_link,
    promise_view,
    status_groups,
)
from builder.pages.page import Crumb, Link, Page
from builder.problems import Problem

ONE_PAGE = 3  # offices
YEARS = 6
BLOCK = 5
IN_CELL = 2  # figures of one half of a cell; the indicator's page has them all


@dataclass(frozen=True, slots=True)
class OfficeLedger:
    """One office over some years. ``missing`` names years of that span without any report."""

    id: str
    name: str
    years: tuple[int, ...]
    themes: tuple[ThemeGroup, ...]
    groups: tuple[StatusGroup, ...]
    missing: tuple[int, ...]
    excerpts: tuple[Link, ...]
    older: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """``counts``: status and number of promises over the whole collection; ``offices`` links where pages are split."""

    ledgers: tuple[OfficeLedger, ...]
    offices: tuple[Link, ...]
    counts: tuple[tuple[Status, int], ...]
    total: int
    figures: int


@dataclass(frozen=True)
class _Office:
    """What one office's tables are made from; ``shown`` are the canonical and the recurring indicators."""

    agency: Agency
    series: tuple[IndicatorSeries, ...]
    shown: tuple[IndicatorSeries, ...]
    ledger: tuple[LedgerRow, ...]
    coverage: Coverage

    @property
    def years(self) -> tuple[int, ...]:
        """Years of any figure or report, oldest first; a lone far-off year of a forecast is left to its page."""
        years = {y.year for s in self.shown for y in s.years} | set(self.coverage.years) | {r.year for r in self.ledger}
        last = max(self.coverage.years, default=max(years, default=0))
        return tuple(sorted(y for y in years if y <= last))


def all_series(c: Collection) -> tuple[IndicatorSeries, ...]:
    """The series of all offices, as every page of the ledger shows them."""
    return build_series(c.facts.rows, c.living, c.kinds, c.agencies, c.facts.rules)


def ledger_pages(c: Collection) -> list[Page]:
    """/ledger/, its office and indicator pages, /ledger/method/."""
    series = all_series(c)
    owners = page_owners(series)
    offices = [_office(c, a, series, owners) for a in c.agencies if any(r.meta.agency == a.id for r in c.living)]
    pages = [_index(c, offices, owners)]
    for office in offices:
        pages += _office_pages(c, office, owners, alone=len(offices) > ONE_PAGE)
    return [*pages, *indicator_pages(c, series), method_page(c)]


def ledger_problems(c: Collection) -> list[Problem]:
    """Addresses that two things would share."""
    owners = page_owners(series := all_series(c))
    return slug_problems([s for s in series if s.key in owners], [a.id for a in c.agencies])


def _office(c: Collection, agency: Agency, series: Sequence[IndicatorSeries], owners: frozenset[str]) -> _Office:
    own = tuple(s for s in series if s.agency == agency.id)
    ledger = tuple(row for row in c.facts.ledger if row.agency == agency.id)
    shown = tuple(s for s in own if s.canonical or s.key in owners)
    return _Office(agency, own, shown, ledger, coverage(agency.id, c.living, c.facts.rows, c.kinds))


def _index(c: Collection, offices: Sequence[_Office], owners: frozenset[str]) -> Page:
    split = len(offices) > ONE_PAGE
    counts = [(STATUS_BY_ID[v], sum(r.verdict == v for r in c.facts.ledger)) for v in STATUS_BY_ID]
    links = tuple(Link(o.agency.name, f"ledger/{o.agency.id}/", f"{len(o.ledger)} 项目标") for o in offices) if split else ()
    ledgers = () if split else tuple(_ledger(c, o, _newest(o), owners, _older(o)) for o in offices)
    figures = sum(len(rows) for rows in c.facts.rows.values())
    view = LedgerView(ledgers, links, tuple((s, n) for s, n in counts if n), len(c.facts.ledger), figures)
    text = "各机构历年计划里的目标和总结里的结果，逐句提取，按年对照，每个数字都能点回原句"
    return Page("ledger/", "ledger", "指标台账", view, text, (Crumb("指标台账"),), "ledger")


def _office_pages(c: Collection, office: _Office, owners: frozenset[str], *, alone: bool) -> list[Page]:
    """The office's own page where the ledger is split, and one for each five years of its past."""
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(office.agency.short, f"ledger/{office.agency.id}/" if alone else ""))
    pages: list[Page] = []
    if alone:
        pages.append(
            _page(
                c, office, f"ledger/{office.agency.id}/", _newest(office), owners, crumbs[:1], _older(office), office.agency.short
            )
        )
    for first, years in _blocks(office).items():
        name = f"{first}—{first + BLOCK - 1}年"
        title = f"{office.agency.short}：{name}"
        pages.append(_page(c, office, _block_path(office, first), years, owners, crumbs, (), title))
    return pages


def _page(
    c: Collection,
    office: _Office,
    path: str,
    years: tuple[int, ...],
    owners: frozenset[str],
    crumbs: tuple[Crumb, ...],
    older: tuple[Link, ...],
    title: str,
) -> Page:
    ledger = _ledger(c, office, years, owners, older)
    counts = tuple((g.status, len(g.promises)) for g in ledger.groups)
    view = LedgerView((ledger,), (), counts, sum(n for _, n in counts), 0)
    return Page(path, "ledger", f"指标台账：{title}", view, f"{title}的目标和结果，按年对照", (*crumbs, Crumb(title)), "ledger")


def _newest(office: _Office) -> tuple[int, ...]:
    return office.years[-YEARS:]


def _blocks(office: _Office) -> dict[int, tuple[int, ...]]:
    """Years before the newest, by spans of five: 2016—2020, 2021—2025."""
    blocks: dict[int, list[int]] = {}
    for year in office.years[:-YEARS]:
        blocks.setdefault((year - 1) // BLOCK * BLOCK + 1, []).append(year)
    return {first: tuple(years) for first, years in sorted(blocks.items(), reverse=True)}


def _block_path(office: _Office, first: int) -> str:
    return f"ledger/{office.agency.id}/{first}-{first + BLOCK - 1}/"


def _older(office: _Office) -> tuple[Link, ...]:
    return tuple(Link(f"{first}—{first + BLOCK - 1}年", _block_path(office, first)) for first in _blocks(office))


def _ledger(
    c: Collection, office: _Office, years: tuple[int, ...], owners: frozenset[str], older: tuple[Link, ...]
) -> OfficeLedger:
    newest = bool(years) and years[-1] == office.years[-1]
    rows = [r for r in office.ledger if r.year in years or (newest and r.year > years[-1])]
    themes: dict[str, list[Line]] = {}
    for series in office.shown:
        if any(y.year in years for y in series.years):
            themes.setdefault(series.theme, []).append(_line(c, office, series, years, owners))
    paths = {s.key: _path(s, owners) for s in office.series}
    groups = status_groups(((r.verdict, promise_view(c, r, paths.get(r.key, ""))) for r in rows), office.agency.id)
    covered = office.coverage.years
    missing = tuple(y for y in range(years[0], years[-1] + 1) if y not in covered and y > covered[0]) if years and covered else ()
    used = {row.report for s in office.shown for y in s.years if y.year in years for row in y.rows} | {
        r.promise.report for r in rows
    }
    excerpts = tuple(Link(c.label(r), r.url) for r in c.living if r.id in used and r.meta.is_excerpt)
    themed = tuple(ThemeGroup(name, tuple(lines)) for name, lines in themes.items())
    return OfficeLedger(office.agency.id, office.agency.name, years, themed, groups, missing, excerpts, older)


def _path(series: IndicatorSeries, owners: frozenset[str]) -> str:
    return f"ledger/{indicator_slug(series)}/" if series.key in owners else ""


def _line(c: Collection, office: _Office, series: IndicatorSeries, years: Sequence[int], owners: frozenset[str]) -> Line:
    return Line(series.name, _path(series, owners), tuple(_cell(c, office, series, year) for year in years))


def _cell(c: Collection, office: _Office, series: IndicatorSeries, year: int) -> Cell:
    figures = next((y for y in series.years if y.year == year), None)
    judged = [r.verdict for r in office.ledger if r.key == series.key and r.year == year and r.outcome]
    return Cell(
        year,
        _few(c, figures.targets) if figures else (),
        _few(c, figures.actuals) if figures else (),
        "未写明" if year in office.coverage.planned else "未见公开",
        "未写明" if year in office.coverage.accounted else "未到期" if year >= c.newest.year else "未见公开",
        STATUS_BY_ID[judged[0]] if len(set(judged)) == 1 else None,
    )


def _few(c: Collection, rows: Sequence[IndicatorRow]) -> tuple[FigureLink, ...]:
    """The first figures of a cell that say something new: 增长26.6% adds nothing to 39.8亿元，增长26.6%."""
    kept: list[FigureLink] = []
    for row in rows:
        link = figure_link(c, row)
        if not any(link.text in other.text for other in kept):
            kept.append(link)
    return tuple(kept[:IN_CELL])
