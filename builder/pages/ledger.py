"""/ledger/: by office the recurring indicators over the years, then every promise by status.

Small collections have it all on one page. With many offices each gets its own, and years before the newest
six move to pages of five years, so that no page grows with the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import Coverage, IndicatorSeries, coverage, scoped_key
from builder.analysis.ledger import LedgerRow
from builder.model import Agency, Report
from builder.pages.collection import Collection
from builder.pages.indicator_pages import indicator_pages
from builder.pages.indicator_slugs import indicator_slug, slug_problems
from builder.pages.key_figures import parts
from builder.pages.ledger_method import method_page
from builder.pages.ledger_views import (
    Cell,
    Column,
    FigureLink,
    Line,
    StatusCount,
    StatusGroup,
    ThemeGroup,
    basis_of,
    columns,
    figure_link,
    promise_view,
    status_groups,
)
from builder.pages.page import Crumb, Link, Page
from builder.pages.searched import NOT_RECOGNISED, Searched, searched
from builder.pages.statuses import STATUS_BY_ID, STATUSES, Status
from builder.pages.wrong import room_for
from builder.problems import Problem

ONE_PAGE = 3  # offices
YEARS = 6
BLOCK = 5
IN_CELL = 2  # figures of one half of a cell; the indicator's page has them all


@dataclass(frozen=True, slots=True)
class OfficeLedger:
    """One office over some years, newest first; years without any report are columns of their own."""

    id: str
    name: str
    columns: tuple[Column, ...]
    themes: tuple[ThemeGroup, ...]
    groups: tuple[StatusGroup, ...]
    excerpts: tuple[Searched, ...]
    older: tuple[Link, ...]

    @property
    def held(self) -> str:
        """2024年：只有总结；2021—2022年：本站未收: the heads of the columns in one line."""
        return "；".join(f"{column.title}年：{column.note}" for column in self.columns if column.note)

    @property
    def has_states(self) -> bool:
        return any(cell.states for theme in self.themes for line in theme.lines for cell in line.cells)

    @property
    def has_missing(self) -> bool:
        return any(column.missing for column in self.columns)


@dataclass(frozen=True, slots=True)
class LedgerView:
    """``counts``: how many promises of each status on this page or, where pages are split, in all; ``offices``: the split.

    ``listed``: statuses that are no score, with links to their lists; how many promises they have is not shown.
    ``reviewed``: how many figures and pairs of the site a person reviewed; of figures too the page shows the sign.
    ``total``: how many promises there are, those of no score among them: 17 met of 117 are not 17 of 17.
    """

    ledgers: tuple[OfficeLedger, ...]
    offices: tuple[Link, ...]
    counts: tuple[StatusCount, ...]
    listed: tuple[StatusCount, ...]
    reviewed: int
    total: int


@dataclass(frozen=True)
class _Office:
    """What one office's tables are made from; ``shown`` are the canonical and the recurring indicators."""

    agency: Agency
    shown: tuple[IndicatorSeries, ...]
    ledger: tuple[LedgerRow, ...]
    coverage: Coverage

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of any figure or report, oldest first; a lone far-off year of a forecast is left to its page."""
        years = {y.year for s in self.shown for y in s.years} | set(self.coverage.years) | {r.year for r in self.ledger}
        last = max(self.coverage.years, default=max(years, default=0))
        return tuple(sorted(y for y in years if y <= last))


def ledger_pages(c: Collection) -> list[Page]:
    """/ledger/, its office and indicator pages, /ledger/method/."""
    offices = _offices(c)
    pages = [_index(c, offices)]
    for office in offices:
        pages += _office_pages(c, office, alone=len(offices) > ONE_PAGE)
    return [*pages, *indicator_pages(c), method_page(c)]


def ledger_problems(c: Collection) -> list[Problem]:
    """Addresses that two things would share."""
    return slug_problems([s for s in c.facts.series if s.has_page], [a.id for a in c.agencies])


def _offices(c: Collection) -> list[_Office]:
    """Every known office with reports, in the order of agencies.yml."""
    shown: dict[str, list[IndicatorSeries]] = {}
    ledger: dict[str, list[LedgerRow]] = {}
    reports: dict[str, list[Report]] = {}
    for series in c.facts.series:
        if series.has_page:
            shown.setdefault(series.agency, []).append(series)
    for row in c.facts.ledger:
        ledger.setdefault(row.agency, []).append(row)
    for report in c.living:
        reports.setdefault(report.meta.agency, []).append(report)
    return [
        _Office(
            a, tuple(shown.get(a.id, ())), tuple(ledger.get(a.id, ())), coverage(a.id, reports[a.id], c.facts.rows, c.kinds, c.facts.rules.grammar)
        )
        for a in c.agencies
        if a.id in reports
    ]


def _index(c: Collection, offices: Sequence[_Office]) -> Page:
    split = len(offices) > ONE_PAGE
    links = tuple(Link(o.agency.name, f"ledger/{o.agency.id}/", _how_many(o.ledger)) for o in offices) if split else ()
    ledgers = () if split else tuple(_ledger(c, o, _newest(o), _older(o)) for o in offices)
    view = LedgerView(ledgers, links, *_scores(_counts(c, c.facts.ledger, ledgers, "ledger/")), c.reviewed_figures + c.reviewed_pairs, len(c.facts.ledger))
    text = "各机构历年计划里的目标和总结里的结果，逐句提取，按年对照，每个数字都能点回原句"
    return Page("ledger/", "ledger", "指标台账", view, text, (Crumb("指标台账"),), "ledger")


def _how_many(rows: Sequence[LedgerRow]) -> str:
    scores = "、".join(f"{s.word} {n}" for s in STATUSES if s.counted and (n := sum(r.verdict == s.id for r in rows)))
    return f"目标共 {len(rows)} 项" + (f"，其中{scores}" if scores else "") + f"；{sum(bool(r.reviewed) for r in rows)} 项经人工核对"


def _counts(c: Collection, rows: Sequence[LedgerRow], ledgers: Sequence[OfficeLedger], path: str) -> tuple[StatusCount, ...]:
    """Each status that occurs, with links to the page's lists of it."""

    def links(status: Status) -> tuple[Link, ...]:
        return tuple(
            Link(c.agency_by_id[o.id].short, f"{path}#{group.id}", str(len(group.promises)))
            for o in ledgers
            for group in o.groups
            if group.status == status
        )

    own = {s: [r for r in rows if r.verdict == s.id] for s in STATUSES}
    return tuple(StatusCount(s, len(found), links(s), sum(bool(r.reviewed) for r in found)) for s, found in own.items() if found)


def _scores(counts: Sequence[StatusCount]) -> tuple[tuple[StatusCount, ...], tuple[StatusCount, ...]]:
    """(with their numbers, as a list only). Without a list on the page there is nothing to name."""
    listed = tuple(n for n in counts if not n.status.counted and n.links)
    return tuple(n for n in counts if n.status.counted), listed


def _office_pages(c: Collection, office: _Office, *, alone: bool) -> list[Page]:
    """The office's own page where the ledger is split, and one for each five years of its past."""
    own = f"ledger/{office.agency.id}/"
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(office.agency.short, own if alone else ""))
    pages: list[Page] = []
    if alone:
        pages.append(_page(c, own, _ledger(c, office, _newest(office), _older(office)), crumbs[:1], office.agency.short))
    for first, years in _blocks(office).items():
        title = f"{office.agency.short}：{first}—{first + BLOCK - 1}年"
        pages.append(_page(c, _block_path(office, first), _ledger(c, office, years, ()), crumbs, title))
    return pages


def _page(c: Collection, path: str, ledger: OfficeLedger, crumbs: tuple[Crumb, ...], title: str) -> Page:
    counts = tuple(
        StatusCount(g.status, len(g.promises), (Link(g.status.word, f"{path}#{g.id}", str(len(g.promises))),), g.reviewed)
        for g in ledger.groups
    )
    view = LedgerView((ledger,), (), *_scores(counts), c.reviewed_figures + c.reviewed_pairs, sum(n.total for n in counts))
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


def _ledger(c: Collection, office: _Office, years: tuple[int, ...], older: tuple[Link, ...]) -> OfficeLedger:
    newest = bool(years) and years[-1] == office.years[-1]
    rows = [r for r in office.ledger if r.year in years or (newest and r.year > years[-1])]
    heads = columns(years, _until(c, office, years), office.coverage, c.newest.year) if years else ()
    became = {id(place): r for r in rows if r.outcome for place in (r.promise, *r.places)}
    themes: dict[str, list[Line]] = {}
    for series in office.shown:
        if any(y.year in years for y in series.years):
            cells = tuple(_cell(c, office.coverage, series, column, became) for column in heads)
            themes.setdefault(series.theme, []).append(Line(series.name, f"ledger/{indicator_slug(series)}/", cells))
    paths = {s.key: f"ledger/{indicator_slug(s)}/" for s in office.shown}
    room = room_for(len(rows))
    groups = status_groups(((r.verdict, promise_view(c, r, paths.get(scoped_key(r.key, r.promise), ""), room)) for r in rows), office.agency.id)
    used = {row.report for s in office.shown for y in s.years if y.year in years for row in y.rows}
    used |= {r.promise.report for r in rows}
    excerpts = searched(c, (r for r in c.living if r.id in used and r.meta.is_excerpt))
    themed = tuple(ThemeGroup(name, tuple(lines)) for name, lines in themes.items())
    return OfficeLedger(office.agency.id, office.agency.name, heads, themed, groups, excerpts, older)


def _until(c: Collection, office: _Office, years: Sequence[int]) -> int:
    """The last year that a table has to account for: the one before the next table, or the last that is over."""
    return min((y for y in office.years if y > years[-1]), default=c.newest.year) - 1


def _cell(c: Collection, held: Coverage, series: IndicatorSeries, column: Column, became: Mapping[int, LedgerRow]) -> Cell:
    """What decided a verdict stands beside it, whichever series it is from; other figures come after."""
    year = None if column.missing else next((y for y in series.years if y.year == column.year), None)
    staged = len(series.stages) > 1
    targets = _few(c, sorted(year.targets, key=lambda row: id(row) not in became), IN_CELL, staged) if year else {}
    answered = {at: became[at] for at in targets if at in became}
    deciding = {id(r.outcome): r.outcome for r in answered.values() if r.outcome and r.verdict != "possible"}
    results = [*deciding.values(), *(row for row in (year.actuals if year else ()) if id(row) not in deciding)]
    shown = tuple(
        replace(link, status=STATUS_BY_ID[answered[at].verdict], basis=basis_of(answered[at])) if at in answered else link
        for at, link in targets.items()
    )
    actuals = tuple(_few(c, results, max(IN_CELL, len(deciding)), staged).values())
    states = tuple(_few(c, year.states, IN_CELL, staged).values()) if year else ()
    return Cell(
        column,
        shown,
        tuple(f for f in actuals if f.tag != "held"),
        (*(f for f in actuals if f.tag == "held"), *states),
        "" if targets or column.year not in held.planned or column.missing else NOT_RECOGNISED,
        "" if actuals or column.year not in held.accounted or column.missing else NOT_RECOGNISED,
    )


def _few(c: Collection, rows: Sequence[IndicatorRow], most: int, staged: bool) -> dict[int, FigureLink]:
    """The first figures of a cell that say something new: 增长26.6% adds nothing to 39.8亿元，增长26.6%. By the row's identity."""
    kept: dict[int, FigureLink] = {}
    for row in rows:
        link = figure_link(c, row, staged=staged)
        if len(kept) < most and not any(parts(link.text) <= parts(other.text) for other in kept.values()):
            kept[id(row)] = link
    return kept
