"""/ledger/list/<status>/: the list behind a count, every promise with both sentences, by office.

Where that would be too long for a page it leads to the same lists of each office and year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.ledger import LedgerRow
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import office_path, year_path
from builder.pages.ledger_views import StatusGroup, promise_views, status_anchor, status_groups
from builder.pages.page import Crumb, Link, Page
from builder.pages.statuses import STATUSES, Status

ONE_PAGE = 80  # promises with their sentences
_YEARLY = 500  # links to the years of offices


@dataclass(frozen=True, slots=True)
class OfficeList:
    """One office's promises of the status; where they are not on this page ``years`` lead to them."""

    office: Link
    total: int
    group: StatusGroup | None
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatusView:
    status: Status
    total: int
    offices: tuple[OfficeList, ...]
    others: tuple[Link, ...]
    reviewed: int


def list_path(status: Status) -> str:
    """The list of all promises with a status."""
    return f"ledger/list/{status_anchor(status)}/"


def list_pages(c: Collection, paths: Mapping[int, str]) -> list[Page]:
    """One page for each status that any promise has."""
    found = {s: [r for r in c.facts.ledger if r.verdict == s.id] for s in STATUSES}
    return [_page(c, status, rows, [s for s, own in found.items() if own], paths) for status, rows in found.items() if rows]


def _page(c: Collection, status: Status, rows: Sequence[LedgerRow], every: Sequence[Status], paths: Mapping[int, str]) -> Page:
    by_office: dict[str, list[LedgerRow]] = {}
    for row in rows:
        by_office.setdefault(row.agency, []).append(row)
    whole = len(rows) <= ONE_PAGE
    yearly = len({(r.agency, r.year) for r in rows}) <= _YEARLY
    offices = tuple(
        OfficeList(
            Link(c.agency_by_id[agency].short, office_path(agency)),
            len(own),
            status_groups(promise_views(c, own, paths, len(rows)))[0] if whole else None,
            () if whole or not yearly else _years(agency, status, own),
        )
        for agency, own in sorted(by_office.items(), key=lambda one: [a.id for a in c.agencies].index(one[0]))
    )
    others = tuple(Link(s.word, list_path(s)) for s in every if s != status)
    view = StatusView(status, len(rows), offices, others, sum(bool(r.reviewed) for r in rows))
    title = f"{status.word}的目标" if status.counted else f"{status.word}：这些目标"
    return Page(
        list_path(status), "ledger_list", title, view, f"各机构的目标里“{status.word}”的，按机构列出", (Crumb("指标台账", "ledger/"), Crumb(status.word)), "ledger"
    )


def _years(agency: str, status: Status, rows: Sequence[LedgerRow]) -> tuple[Link, ...]:
    years = sorted({r.year for r in rows}, reverse=True)
    return tuple(
        Link(f"{year}年", f"{year_path(agency, year)}#{status_anchor(status)}", str(sum(r.year == year for r in rows)) if status.counted else "") for year in years
    )
