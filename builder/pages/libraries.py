"""/kinds/<slug>/: documents of some kinds together, as rules are looked up (规章库): number, days, validity, what replaced them.

Comes in: the collection. Goes out: a page for each ``collection`` that kinds.yml names. What stands there is what the records state: whether
a rule holds is said by the office, never worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from builder.content.slugs import slug
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.lists import LISTED, years_of
from builder.pages.page import Crumb, Link, Page

_VALIDITIES = ("有效", "部分失效", "", "失效", "废止")  # as they are looked for: what holds first
UNSTATED = "没有写明有效性"


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A document; ``written`` 成文, ``effective`` 实施, ``expires`` 有效期至; ``over``: that day has passed; ``note``: withdrawn, 摘编."""

    title: str
    path: str
    agency: str
    kind: str
    number: str
    written: date | None
    effective: date | None
    expires: date | None
    over: bool
    successor: Link | None
    note: str
    summary: str


@dataclass(frozen=True, slots=True)
class LibraryGroup:
    id: str
    title: str
    rows: tuple[LibraryRow, ...]


@dataclass(frozen=True, slots=True)
class LibraryView:
    """Of more documents than stand on a page the newest, and the years with the rest."""

    intro: str
    total: int
    groups: tuple[LibraryGroup, ...]
    years: tuple[Link, ...]


def library_links(c: Collection) -> tuple[Link, ...]:
    """The pages of all collections that have a document."""
    return tuple(Link(name, library_path(name), f"{len(reports)} 份") for name, reports in _libraries(c).items())


def library_path(name: str) -> str:
    return f"kinds/{slug(name)}/"


def library_pages(c: Collection) -> list[Page]:
    """One page for each collection."""
    return [_page(c, name, reports) for name, reports in _libraries(c).items()]


def _libraries(c: Collection) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for kind in c.used_kinds:
        if kind.collection:
            found.setdefault(kind.collection, []).extend(r for r in c.reports if r.meta.kind == kind.id)
    return found


def _page(c: Collection, name: str, reports: Sequence[Report]) -> Page:
    newest = sorted(reports, key=_day, reverse=True)
    shown = newest[:LISTED]
    groups = [(v, [_row(r, c) for r in shown if r.meta.validity == v]) for v in _VALIDITIES]
    kinds = "、".join(dict.fromkeys(c.kind_name(r) for r in reports))
    intro = f"收录{kinds}，按有效性分开，新的在前。有没有效、由哪份代替，照文件的记录写；没有写明的，请问发布机关。"
    view = LibraryView(
        intro,
        len(reports),
        tuple(LibraryGroup(f"v{n}", v or UNSTATED, tuple(rows)) for n, (v, rows) in enumerate(groups, 1) if rows),
        years_of(reports) if len(reports) > LISTED else (),
    )
    crumbs = (Crumb("全部文件", "reports/"), Crumb("按体裁查看", "kinds/"), Crumb(name))
    description = f"{name}：{kinds}共 {len(reports)} 份，写明有效性和代替它的文件"
    return Page(library_path(name), "library", name, view, description, crumbs, "catalog", "法定主动公开内容")


def _day(report: Report) -> tuple[str, int, str]:
    meta = report.meta
    day = meta.written or meta.effective or meta.published
    return (day.isoformat() if day else "", meta.year, report.id)


def _row(report: Report, c: Collection) -> LibraryRow:
    meta = report.meta
    other = c.report_by_id.get(meta.successor)
    return LibraryRow(
        c.label(report),
        report.url,
        c.agency(report).short,
        c.kind_name(report),
        meta.document_number,
        meta.written,
        meta.effective,
        meta.expires,
        bool(meta.expires and meta.expires < c.as_of),
        Link(c.label(other), other.url) if other else None,
        "、".join(_marks(report)),
        meta.summary,
    )


def _marks(report: Report) -> Iterable[str]:
    return (word for word, said in (("已撤下", report.meta.withdrawn), ("摘编", report.meta.is_excerpt)) if said)
