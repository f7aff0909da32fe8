"""The search page: its frame, and the lists that stand in for search where scripts do not run.

Comes in: the collection and the topics people ask about. Goes out: one ``Page``. Filters and results
are made in the browser from ``search-data/``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.page import Crumb, Link, Page

HEADINGS_UP_TO = 60  # reports; a longer index would be no help to anybody's eyes or line
SCRIPTS = ("static/search-box.js", "static/search/start.js")
STYLES = ("static/css/search.css",)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A report in the index, with the headings below it where the site is small."""

    title: str
    path: str
    note: str
    headings: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """A year of the index."""

    id: str
    title: str
    path: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    topics: tuple[Link, ...]
    groups: tuple[IndexGroup, ...]


def search_page(c: Collection, topics: Sequence[Link] = ()) -> Page:
    """The page at ``search/``; the elder edition shows the same."""
    return Page(
        "search/",
        "search",
        "搜索",
        search_view(c, topics),
        "在全部报告里检索词语、数字、索引号，直达所在章节",
        (Crumb("搜索"),),
        scripts=SCRIPTS,
        styles=STYLES,
        searches=True,
    )


def search_view(c: Collection, topics: Sequence[Link] = ()) -> SearchView:
    """All reports by year with their headings; on a large site only the years and how much each holds."""
    years: dict[int, list[Report]] = {}
    for report in c.living:
        years.setdefault(report.meta.year, []).append(report)
    small = len(c.living) <= HEADINGS_UP_TO
    groups = []
    for year in sorted(years, reverse=True):
        path = f"years/{year}/" if year else ""
        whole = IndexEntry(f"{year}年的 {len(years[year])} 份文件", path or "reports/", "")
        entries = tuple(_entry(r, c) for r in years[year]) if small else (whole,)
        groups.append(IndexGroup(f"y{year}", f"{year}年" if year else "年度未标注", path if small else "", entries))
    return SearchView(tuple(topics), tuple(groups))


def _entry(report: Report, c: Collection) -> IndexEntry:
    headings = tuple(Link(s.title, f"{report.url}#{s.id}") for s in report.sections if not s.run_in)
    note = c.agency(report).short
    return IndexEntry(report.meta.title, report.url, f"{note}，摘编" if report.meta.is_excerpt else note, headings)
