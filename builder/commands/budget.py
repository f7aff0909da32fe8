"""What the whole site weighs and when its host is full: told at every build, before it hurts.

Comes in: name and size of every file as the manifest lists them, the pages as they were written, how many reports. Goes out: sums by
kind, the largest, and at how many reports GitHub Pages' limit is reached if the site goes on growing as it has. No file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.commands.page_sizes import PageSize
from builder.problems import Location, Problem

HOST = "GitHub Pages"
HOST_LIMIT = 1_000_000_000  # bytes of a site
_NEAR = 0.8
_FEW = 100  # reports; below, topics that each new report adds to weigh too much in the mean
_FIXED = ("static/", "pagefind/pagefind", "pagefind/wasm")  # the same however many reports
_KINDS: Mapping[str, str] = {
    "data": "数据", "pagefind": "检索索引", "search-data": "检索词表", "static": "样式和脚本", "reports": "文件的下载和朗读", "manifest.json": "清单",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileKind:
    name: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Budget:
    """``full_at``: how many reports fill the host, about; None where there are none to go by."""

    reports: int
    pages: int
    files: int
    size: int
    kinds: tuple[FileKind, ...]
    largest_page: PageSize | None
    largest_data: tuple[str, int] | None
    full_at: int | None

    @property
    def share(self) -> float:
        return self.size / HOST_LIMIT


def budget(files: Mapping[str, int], pages: Sequence[PageSize], reports: int) -> Budget:
    """``files``: every published file with its bytes, pages among them."""
    sums: dict[str, list[int]] = {}
    written = {page.name for page in pages}
    for name, size in files.items():
        sums.setdefault("网页" if name in written else _kind(name), []).append(size)
    kinds = (FileKind(kind, len(own), sum(own)) for kind, own in sums.items())
    size = sum(files.values())
    growing = size - sum(n for name, n in files.items() if name.startswith(_FIXED))
    data = [(name, n) for name, n in files.items() if name.startswith("data/") and name not in written]
    return Budget(
        reports,
        len(pages),
        len(files),
        size,
        tuple(sorted(kinds, key=lambda k: (-k.size, k.name))),
        max(pages, key=lambda p: (p.size, p.name), default=None),
        max(data, key=lambda one: (one[1], one[0]), default=None),
        int((HOST_LIMIT - size + growing) * reports / growing) if reports and growing else None,
    )


def _kind(name: str) -> str:
    return _KINDS.get(name.partition("/")[0], "订阅" if name.endswith("feed.xml") else "其他")


def budget_line(b: Budget) -> str:
    """What whoever builds should know, in one line."""
    parts = [f"平均每份文件 {b.size / b.reports / 1000:.0f} KB、{b.files / b.reports:.0f} 个文件"] if b.reports else []
    if b.largest_page:
        parts.append(f"最大的一页 {b.largest_page.size / 1000:.0f} KB（{b.largest_page.name}）")
    if b.largest_data:
        parts.append(f"最大的数据文件 {b.largest_data[1] / 1e6:.1f} MB（{b.largest_data[0]}）")
    if b.full_at is not None:
        parts.append(f"照这样增加，{'至少' if b.reports < _FEW else '约'} {b.full_at} 份文件时达到 {HOST} 的上限 1 GB")
    return "；".join(parts)


def kind_lines(b: Budget) -> Iterator[str]:
    """A line for each kind of file, the heaviest first."""
    for kind in b.kinds:
        yield f"{kind.name}\t{kind.files} 个\t{kind.size / 1e6:.1f} MB\t{kind.size / max(1, b.size):.0%}"


def near_limit(b: Budget) -> Iterable[Problem]:
    """Said from 80 % on. A notice: another host may have room for more."""
    if b.share < _NEAR:
        return ()
    found = f"网站有 {b.size / 1e6:.0f} MB，是 {HOST} 上限的 {b.share:.0%}"
    wanted = f"不到 {HOST_LIMIT * _NEAR / 1e6:.0f} MB"
    return (Problem(Location("manifest.json"), "notice", "site.near-limit", "", found, wanted, "分成几个网站，或换到没有这个上限的主机"),)
