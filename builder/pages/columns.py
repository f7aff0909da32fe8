"""Statutory and service columns: the four parts of the platform (PLAT-02), request, help, about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builder.content.site_files import Column
from builder.model import Block, Section
from builder.pages.collection import Collection
from builder.pages.contacts import Contact, contacts_of
from builder.pages.lists import LISTED, Group, group_by_year, listed, years_of
from builder.pages.page import Crumb, Link, Outfile, Page
from builder.pages.pictures import files_beside, placed

STATUTORY = {
    "guide": "政府信息公开指南",
    "rules": "政府信息公开制度",
    "catalog": "法定主动公开内容",
    "annual": "政府信息公开年报",
    "request": "依申请公开",
}
_ASKED = ("guide", "request")  # whoever reads these wants to reach an office
_CONTACTS = 40  # of more offices each page names its own
SERVICE = ("help", "accessibility", "about")


@dataclass(frozen=True, slots=True)
class ColumnPart:
    id: str
    level: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    lead: tuple[Block, ...]
    parts: tuple[ColumnPart, ...]
    updated: date | None
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()


def column_pages(c: Collection) -> list[Page]:
    """One page for each column file; the catalogue also lists what is published."""
    return [_page(column, c) for column in sorted(c.columns, key=lambda x: (x.order, x.id))]


def column_files(c: Collection) -> list[Outfile]:
    """The pictures that columns show."""
    return [file for column in c.columns for file in files_beside(f"{column.id}/", dict(column.pictures))]


def _page(column: Column, c: Collection) -> Page:
    lead, parts = _split(placed(column.blocks, f"{column.id}/", dict(column.pictures)), {s.id: s for s in column.sections})
    groups = listed(c) if column.id == "catalog" else ()
    if column.id == "annual":
        groups = group_by_year([r for r in c.reports if r.meta.kind == "niandubaogao"], c)
    links = years_of(c.reports) if column.id == "catalog" and len(c.reports) > LISTED else ()
    contacts = contacts_of(c.used_agencies) if column.id in _ASKED else ()
    view = ColumnView(lead, parts, column.updated, groups, links, contacts if len(contacts) <= _CONTACTS else ())
    statutory = column.id in STATUTORY
    return Page(
        f"{column.id}/",
        "column",
        column.title,
        view,
        column.summary,
        (Crumb(column.title),),
        column.id if statutory else "",
        column.title if statutory else "",
        column.updated,
    )


def _split(blocks: Sequence[Block], sections: dict[str, Section]) -> tuple[tuple[Block, ...], tuple[ColumnPart, ...]]:
    lead: list[Block] = []
    parts: list[tuple[Section, list[Block]]] = []
    for block in blocks:
        if block.kind == "heading":
            parts.append((sections[block.section], []))
        else:
            (parts[-1][1] if parts else lead).append(block)
    return tuple(lead), tuple(ColumnPart(s.id, min(6, s.level + 1), s.title, tuple(b)) for s, b in parts)
