"""What the pages weigh, by kind: the budget of docs/decisions/0012-page-plan.md, and a word about pages that pass it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.problems import Location, Problem

HEAVIEST = 150_000  # bytes of HTML; an old phone on a slow line still opens it


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as it is written: its file, what kind it is (长者版 apart), its bytes."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class KindSize:
    kind: str
    pages: int
    size: int
    largest: PageSize


def by_kind(pages: Iterable[PageSize]) -> tuple[KindSize, ...]:
    """The kinds, heaviest first."""
    found: dict[str, list[PageSize]] = {}
    for page in pages:
        found.setdefault(page.kind, []).append(page)
    kinds = (KindSize(kind, len(own), sum(p.size for p in own), max(own, key=lambda p: (p.size, p.name))) for kind, own in found.items())
    return tuple(sorted(kinds, key=lambda k: (-k.size, k.kind)))


def size_lines(pages: Iterable[PageSize]) -> Iterator[str]:
    """A line for each kind: how many, how much in all, the largest."""
    for k in by_kind(pages):
        yield f"{k.kind}\t{k.pages} 页\t{k.size / 1e6:.1f} MB\t最大 {k.largest.size / 1000:.0f} KB\t{k.largest.name}"


def too_heavy(pages: Iterable[PageSize]) -> Iterator[Problem]:
    """Pages above the budget. Not a fault of the content: a notice, for whoever runs the site should know it."""
    for page in pages:
        if page.size > HEAVIEST:
            yield Problem(
                Location(page.name), "notice", "page.heavy", "", f"这一页有 {page.size / 1000:.0f} KB",
                f"不超过 {HEAVIEST // 1000} KB", "正文太长的报告可以分成几份；别的页面请告诉程序的作者",
            )  # fmt: skip
