"""What a timeline shows of a topic: offices, years, reports, passages."""

from __future__ import annotations

from dataclasses import dataclass

from builder.pages.page import Link
from builder.pages.searched import Searched


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage about a topic. ``spans``: (start, end, class) of figures and names in the quote; ``of_years``: which years its figures
    are of, where that is not the one year that it stands under (2021—2025年合计)."""

    quote: str
    spans: tuple[tuple[int, int, str], ...]
    title: str
    path: str
    section: str
    excerpt: bool
    of_years: str = ""


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """What one report says of a topic for one year: a card. ``told_by``: the kind of a report that is no plan or summary.

    ``more``: how many entries there was no room for, the first of them at ``more_path``.
    """

    kind: str
    told_by: str
    title: str
    excerpt: bool
    entries: tuple[Entry, ...]
    more: int = 0
    more_path: str = ""


@dataclass(frozen=True, slots=True)
class YearView:
    """``near``: where the year's documents may speak of it in other words; ``passing``: where they only name it; ``works``: the page that lists it item by item."""

    year: int
    groups: tuple[EntryGroup, ...]
    reports: tuple[Searched, ...]
    near: tuple[Link, ...]
    passing: tuple[Link, ...]
    works: Link | None = None


@dataclass(frozen=True, slots=True)
class OfficeView:
    """A topic in one office's reports."""

    id: str
    name: str
    years: tuple[YearView, ...]
