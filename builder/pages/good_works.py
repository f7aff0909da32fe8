"""/promises/<office>/<yyyy>/: 民生实事 of an office and year, item by item, with what the accounts say of each and of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow
from builder.analysis.good_works import Work, WorkList, WorksSaid
from builder.model import Agency, Report
from builder.pages.became import Kept, kept
from builder.pages.collection import Collection
from builder.pages.figures import search_path
from builder.pages.ledger_views import StatusCount
from builder.pages.page import Crumb, Link, Page
from builder.pages.searched import Searched, searched, searched_by_year

_SEARCHED = 12  # characters of an item that are searched for


@dataclass(frozen=True, slots=True)
class WorkView:
    """An item with its figures marked; ``kept``: its promises with a figure; without one ``search`` leads to what may be said of it."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    path: str
    kept: tuple[Kept, ...]
    search: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of one report."""

    report: Link
    excerpt: bool
    works: tuple[WorkView, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What an account says of the list as a whole."""

    quote: str
    report: Link
    excerpt: bool


@dataclass(frozen=True, slots=True)
class WorksView:
    """``lists`` of the year, one for each report that has one; ``said`` by its accounts; ``reviewed`` of all ``promises``.

    ``searched``: by year the documents looked through in vain; of what no sentence was recognised in them was not left undone.
    """

    office: str
    year: int
    lists: tuple[Listed, ...]
    said: tuple[Saying, ...]
    counts: tuple[StatusCount, ...]
    promises: int
    reviewed: int
    searched: tuple[tuple[int, tuple[Searched, ...]], ...]
    years: tuple[Link, ...]


def works_path(agency: str, year: int) -> str:
    """Permanent address of an office's list."""
    return f"promises/{agency}/{year}/"


def works_links(c: Collection, office: Agency) -> tuple[Link, ...]:
    """All lists of an office, newest year first."""
    return tuple(Link(_title(office, year), works_path(office.id, year), f"{sum(len(found.works) for found in lists)} 项") for year, lists in _by_year(c, office).items())


def works_pages(c: Collection) -> list[Page]:
    """A page for each office and year with a list."""
    found = {office: _by_year(c, office) for office in c.used_agencies}
    return [_page(c, office, year, by_year) for office, by_year in found.items() for year in by_year]


def _reports(c: Collection, office: Agency) -> Iterable[Report]:
    return (r for r in c.by_agency.get(office.id, ()) if r.meta.withdrawn is None)


def _by_year(c: Collection, office: Agency) -> dict[int, list[WorkList]]:
    found: dict[int, list[WorkList]] = {}
    for report in _reports(c, office):
        for one in c.facts.works[report.id].lists:
            found.setdefault(one.year, []).append(one)
    return {year: found[year] for year in sorted(found, reverse=True)}


def _title(office: Agency, year: int) -> str:
    return f"{office.short}{year}年民生实事"


def _page(c: Collection, office: Agency, year: int, by_year: Mapping[int, Sequence[WorkList]]) -> Page:
    lists, title = by_year[year], _title(office, year)
    said = [s for r in _reports(c, office) for s in c.facts.works[r.id].said if s.year == year]
    rows = [row for one in lists for work in one.works for row in _rows(c, one.report, work)]
    promises = c.promises_of(rows)
    view = WorksView(
        office.name,
        year,
        tuple(_listed(c, one) for one in lists),
        tuple(_saying(c, s) for s in said),
        StatusCount.of(promises),
        len(promises),
        sum(bool(p.reviewed) for p in promises),
        searched_by_year((p.year, searched(c, (c.report_by_id[r] for r in p.searched))) for p in promises),
        tuple(Link(f"{y}年", works_path(office.id, y)) for y in by_year if y != year),
    )
    crumbs = (Crumb("专题时间线", "topics/"), Crumb(title))
    return Page(works_path(office.id, year), "good_works", title, view, f"{title}：一件一件列出，后来的总结怎么说", crumbs, "topics")


def _listed(c: Collection, one: WorkList) -> Listed:
    report = c.report_by_id[one.report]
    return Listed(Link(c.label(report), report.url), report.meta.is_excerpt, tuple(_work(c, report, work) for work in one.works))


def _work(c: Collection, report: Report, work: Work) -> WorkView:
    rows = _rows(c, report.id, work)
    promises = c.promises_of(rows)
    paragraph, start, end = work.cells[0]
    spans = [(r.value_start - start, r.value_end - start, "figure") for r in rows if r.paragraph == paragraph and r.value_end <= end]
    alone = len(work.cells) == 1
    return WorkView(
        work.text,
        tuple(sorted(set(spans))) if alone else (),
        f"{report.url}#{work.anchor}",
        tuple(kept(c, p) for p in promises),
        "" if promises else search_path(work.text[:_SEARCHED]),
    )


def _rows(c: Collection, report: str, work: Work) -> list[IndicatorRow]:
    return [r for cell, start, end in work.cells for r in c.rows_within(report, cell, start, end)]


def _saying(c: Collection, said: WorksSaid) -> Saying:
    report = c.report_by_id[said.report]
    return Saying(said.quote, Link(c.label(report), f"{report.url}#{said.anchor}"), report.meta.is_excerpt)
