"""/ledger/<indicator>/: everything the reports say of one indicator, by office and year, with a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.indicator_series import IndicatorSeries, YearFigures, comparable, scoped_key
from builder.analysis.ledger import LedgerRow
from builder.pages.charts import Chart, bar_chart
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import indicator_slug
from builder.pages.ledger_views import FigureLink, StatusGroup, figure_link, merged, promise_view, status_groups
from builder.pages.page import Crumb, Link, Page
from builder.pages.wrong import room_for, wrong_link

ONE_PAGE = 120  # figures; with more each office gets its own page, and each five years of it
SPAN = 5
OTHERS = 8  # further indicators of the same theme

Promises = Mapping[tuple[str, str], Sequence[LedgerRow]]  # by office and key of the indicator


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """One indicator in one office's reports, newest year first."""

    id: str
    name: str
    figures: tuple[FigureLink, ...]
    chart: Chart | None
    groups: tuple[StatusGroup, ...]

    @property
    def has_states(self) -> bool:
        return any(f.tag == "held" for f in self.figures)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """``aliases`` are the other names under which the reports speak of it; ``offices`` links where pages are split."""

    name: str
    aliases: tuple[str, ...]
    parts: tuple[OfficeFigures, ...]
    offices: tuple[Link, ...]
    total: int
    first: int
    last: int
    others: tuple[Link, ...]
    reviewed: int


def indicator_pages(c: Collection) -> list[Page]:
    """One page for each known or recurring indicator, and one for each office where that would be too long."""
    groups: dict[str, list[IndicatorSeries]] = {}
    for one in c.facts.series:
        if one.has_page:
            groups.setdefault(one.key, []).append(one)
    ledger: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in c.facts.ledger:
        ledger.setdefault((row.agency, scoped_key(row.key, row.promise)), []).append(row)
    links = {key: Link(group[0].name, f"ledger/{indicator_slug(group[0])}/") for key, group in groups.items()}
    themes: dict[str, list[Link]] = {}
    for key, group in groups.items():
        themes.setdefault(group[0].theme, []).append(links[key])
    pages: list[Page] = []
    for key, group in groups.items():
        others = [link for link in themes[group[0].theme][: OTHERS + 1] if link is not links[key]][:OTHERS]
        pages += _pages(c, group, ledger, links[key].path, tuple(others))
    return pages


def _pages(c: Collection, group: Sequence[IndicatorSeries], ledger: Promises, path: str, others: tuple[Link, ...]) -> list[Page]:
    name = group[0].name
    crumbs = (Crumb("指标台账", "ledger/"), Crumb(name, path))
    if sum(len(s.rows) for s in group) <= ONE_PAGE:
        return [_page(c, group, ledger, path, name, crumbs[:1], others, ())]
    links: list[Link] = []
    pages: list[Page] = []
    for one in group:
        office = c.agency_by_id[one.agency].short
        for part, address, words in _parts(one, f"{path}{one.agency}/"):
            title = f"{name}：{office}{words}"
            links.append(Link(f"{office}{words}", address, f"{len(part.rows)} 处"))
            pages.append(_page(c, [part], ledger, address, title, crumbs, (), ()))
    return [_page(c, group, ledger, path, name, crumbs[:1], others, tuple(links)), *pages]


def _parts(series: IndicatorSeries, path: str) -> list[tuple[IndicatorSeries, str, str]]:
    """A series whole or, where it is too long for a page, by spans of five years, newest first: (part, address, words)."""
    if len(series.rows) <= ONE_PAGE:
        return [(series, path, "")]
    spans: dict[int, list[YearFigures]] = {}
    for year in reversed(series.years):
        spans.setdefault((year.year - 1) // SPAN * SPAN + 1, []).insert(0, year)
    return [
        (replace(series, years=tuple(years)), f"{path}{first}-{first + SPAN - 1}/", f"，{first}—{first + SPAN - 1}年")
        for first, years in spans.items()
    ]


def _page(
    c: Collection,
    group: Sequence[IndicatorSeries],
    ledger: Promises,
    path: str,
    title: str,
    crumbs: tuple[Crumb, ...],
    others: tuple[Link, ...],
    offices: tuple[Link, ...],
) -> Page:
    first = group[0]
    known = next((i for i in c.facts.rules.indicators if i.id == first.key), None)
    said = {row.indicator for s in group for row in s.rows} - {first.name}
    aliases = tuple(a for a in known.aliases if a in said) if known else tuple(sorted(said))
    years = sorted({y.year for s in group for y in s.years})
    parts = () if offices else tuple(_part(c, s, ledger.get((s.agency, s.key), ())) for s in group)
    view = IndicatorView(
        first.name, aliases, parts, offices, sum(len(s.rows) for s in group), years[0], years[-1], others,
        sum(bool(row.reviewed) for s in group for row in s.rows),
    )
    span = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    return Page(
        path, "indicator", title, view, f"{title}，{span}的目标和结果，每个数字都能点回原句", (*crumbs, Crumb(title)), "ledger"
    )


def _part(c: Collection, series: IndicatorSeries, promises: Sequence[LedgerRow]) -> OfficeFigures:
    agency = c.agency_by_id[series.agency]
    staged = len(series.stages) > 1
    room = room_for(len(series.rows) + len(promises))
    figures = merged(
        replace(figure_link(c, row, staged=staged), wrong=wrong_link(c.site, c.report_by_id[row.report], row, room))
        for year in reversed(series.years)
        for row in year.rows
    )
    values = comparable(series, c.facts.rules)
    chart = bar_chart(f"chart-{agency.id}", f"{agency.short}：{series.name}", values) if values else None
    groups = status_groups(((r.verdict, promise_view(c, r, "", room)) for r in promises), agency.id)
    return OfficeFigures(agency.id, agency.name, figures, chart, groups)
