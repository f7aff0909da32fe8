"""/ledger/list/<status>/: the list behind a count, every promise with both sentences, by office.

Where that would be too long for a page it leads to the same lists of each office and year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.pages.collection import Collection
from builder.pages.indicator_slugs import office_path, year_path
from builder.pages.ledger_shares import ONE_PAGE, Promised, StatusHead, with_room
from builder.pages.ledger_views import StatusGroup, status_anchor, status_groups
from builder.pages.page import Crumb, Link, Page
from builder.pages.statuses import Status
from builder.pages.wrong import room_for

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


def list_page(c: Collection, status: Status, heads: Mapping[str, StatusHead], others: tuple[Link, ...], promises: Callable[[], Sequence[Sequence[Promised]]]) -> Page:
    """The page of a status. ``heads``: by office, in the order of agencies.yml; ``promises``: of each of these, asked for where they have room."""
    total = sum(head.total for head in heads.values())
    whole = total <= ONE_PAGE
    yearly = sum(len(head.years) for head in heads.values()) <= _YEARLY
    room = room_for(total)
    groups = [status_groups((status.id, p) for p in with_room(c, own, room))[0] for own in promises()] if whole else [None] * len(heads)
    offices = tuple(
        OfficeList(Link(c.agency_by_id[agency].short, office_path(agency)), head.total, group, () if whole or not yearly else _years(agency, status, head))
        for (agency, head), group in zip(heads.items(), groups, strict=True)
    )
    view = StatusView(status, total, offices, others, sum(head.reviewed for head in heads.values()))
    title = f"{status.word}的目标" if status.counted else f"{status.word}：这些目标"
    return Page(
        list_path(status), "ledger_list", title, view, f"各机构的目标里“{status.word}”的，按机构列出", (Crumb("指标台账", "ledger/"), Crumb(status.word)), "ledger"
    )


def _years(agency: str, status: Status, head: StatusHead) -> tuple[Link, ...]:
    return tuple(
        Link(f"{year}年", f"{year_path(agency, year)}#{status_anchor(status)}", str(head.years[year]) if status.counted else "")
        for year in sorted(head.years, reverse=True)
    )
