"""What the ledger's templates see: figures with their links, cells, tables, promises by status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRow
from builder.analysis.ledger import LedgerRow
from builder.analysis.verdicts import Verdict
from builder.pages.collection import Collection
from builder.pages.key_figures import KIND_WORDS, figure_text
from builder.pages.page import Link


@dataclass(frozen=True, slots=True)
class Status:
    """A verdict in words and with a sign, so that colour never tells it alone."""

    id: Verdict
    word: str
    sign: str
    meaning: str


STATUSES: tuple[Status, ...] = (
    Status("met", "达到", "✓", "结果不低于目标；要求“以内”的，结果不高于目标。"),
    Status("close", "接近", "≈", "目标说“左右”或“约”，结果没有到，但相差不超过一成。"),
    Status("missed", "未达到", "✕", "结果没有到目标，也不算“接近”。"),
    Status("not_comparable", "不可直接比较", "≠", "目标和结果说的不是同一种数，或者按公布的数字分不出高低；每一条都写明原因。"),
    Status(
        "not_mentioned", "总结已公开但未提及", "○", "这一年的总结收录了，里面没有找到这个数字。换了说法的，本站可能认不出来。"
    ),
    Status("no_report", "未见总结", "?", "本站没有收录说明这一年结果的文件，不等于没有公开，更不等于没有做到。"),
    Status("not_due", "未到期", "…", "以收录文件中最新的日期为准，这一年还没有结束。"),
)
STATUS_BY_ID = {status.id: status for status in STATUSES}


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure and its sentence: ``path`` leads to it, ``title`` is the report's, ``spans`` mark it in the quote."""

    text: str
    kind: str
    year: int
    path: str
    title: str
    quote: str
    spans: tuple[tuple[int, int, str], ...]
    excerpt: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one year. ``target_gap`` and ``actual_gap`` say why a half is empty."""

    year: int
    targets: tuple[FigureLink, ...]
    actuals: tuple[FigureLink, ...]
    target_gap: str
    actual_gap: str
    status: Status | None

    @property
    def is_empty(self) -> bool:
        return not self.targets and not self.actuals

    @property
    def gap(self) -> str:
        """What an empty cell says: was there any report of that year that could have named the figure?"""
        return "未写明" if "未写明" in (self.target_gap, self.actual_gap) else self.target_gap


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``path`` is the indicator's page, empty when it has none."""

    name: str
    path: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A ledger row as it is shown."""

    name: str
    path: str
    year: int
    target: FigureLink
    outcome: FigureLink | None
    reason: str
    self_reported: str
    near: FigureLink | None
    places: tuple[FigureLink, ...]
    silent: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """All promises of one status."""

    id: str
    status: Status
    promises: tuple[Promise, ...]


def figure_link(c: Collection, row: IndicatorRow) -> FigureLink:
    """A row as a link to its sentence."""
    report = c.report_by_id[row.report]
    span = (max(0, row.value_start - row.start), row.value_end - row.start, "figure")
    spans = (span,) if span[0] < span[1] else ()
    text = figure_text(row).text or row.quote
    return FigureLink(
        text,
        KIND_WORDS[row.kind],
        row.year,
        f"{report.url}#{row.anchor}",
        c.label(report),
        row.quote,
        spans,
        report.meta.is_excerpt,
    )


def promise_view(c: Collection, row: LedgerRow, path: str) -> Promise:
    """A ledger row with links for all its figures."""
    return Promise(
        row.name,
        path,
        row.year,
        figure_link(c, row.promise),
        figure_link(c, row.outcome) if row.outcome else None,
        row.reason,
        row.self_reported,
        figure_link(c, row.near) if row.near else None,
        tuple(figure_link(c, place) for place in row.places),
        c.links(c.report_by_id[r] for r in row.silent) if row.verdict == "not_mentioned" else (),
    )


def status_groups(promises: Iterable[tuple[Verdict, Promise]], prefix: str) -> tuple[StatusGroup, ...]:
    """Promises by status, in the order in which statuses are explained; newest year first within each."""
    by_status: dict[Verdict, list[Promise]] = {}
    for verdict, promise in promises:
        by_status.setdefault(verdict, []).append(promise)
    return tuple(
        StatusGroup(f"{prefix}-{s.id.replace('_', '-')}", s, tuple(sorted(by_status[s.id], key=lambda p: -p.year)))
        for s in STATUSES
        if s.id in by_status
    )
