"""What the ledger's templates see: figures with their links, cells, tables, promises by status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import Coverage, scoped_name
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.analysis.ledger_names import is_named
from builder.analysis.verdicts import Verdict
from builder.pages.collection import Collection
from builder.pages.figures import quoted, search_path, sentence_path
from builder.pages.key_figures import figure_text, further_stage, kind_tag, kind_word, told_once
from builder.pages.page import Link
from builder.pages.searched import Searched, searched
from builder.pages.statuses import SAID_ONCE, STATUSES, Status
from builder.pages.wrong import wrong_link

_SAID_BY_STATUS = "结果达到目标"  # a reason that adds nothing to 达到
NOT_HELD = "本站未收"


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure and its sentence: ``path`` leads to it, ``title`` is the report's, ``spans`` mark it in the quote.

    ``also`` are further sentences of the same report that say the same; ``status`` what became of a target, and ``basis``
    on what it was judged where that is less than a result (按预计数); ``reviewed``: a person confirmed it, or read it otherwise (``correction``
    says why); ``wrong``: where a reader tells that it was read wrongly, or "".
    """

    text: str
    kind: str
    tag: str
    year: int
    path: str
    title: str
    quote: str
    spans: tuple[tuple[int, int, str], ...]
    excerpt: bool
    also: tuple[FigureLink, ...] = ()
    status: Status | None = None
    basis: str = ""
    reviewed: bool = False
    correction: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A year of the table, or a run of years without any report (``missing``); ``note`` says what there is of it."""

    title: str
    note: str
    year: int
    missing: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one column. A half in whose report it was not recognised has a ``…_gap``."""

    column: Column
    targets: tuple[FigureLink, ...]
    actuals: tuple[FigureLink, ...]
    states: tuple[FigureLink, ...]
    target_gap: str
    actual_gap: str

    @property
    def is_empty(self) -> bool:
        return not self.figures

    @property
    def figures(self) -> tuple[FigureLink, ...]:
        return (*self.targets, *self.actuals, *self.states)

    @property
    def gap(self) -> str:
        """What an empty cell says; the column's head says it where the report itself is lacking."""
        return self.target_gap or self.actual_gap


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``path`` is the indicator's page."""

    name: str
    path: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A ledger row as it is shown; without a good name (``named``) its sentence stands for it.

    ``reason`` says on what the verdict rests; ``search`` leads to a search for its words where nothing was recognised.
    """

    name: str
    named: bool
    path: str
    year: int
    target: FigureLink
    outcome: FigureLink | None
    reason: str
    self_reported: str
    places: tuple[FigureLink, ...]
    searched: tuple[Searched, ...]
    search: str
    reviewed: bool
    wrong: str


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """All promises of one status."""

    id: str
    status: Status
    promises: tuple[Promise, ...]

    @property
    def searched(self) -> tuple[tuple[int, tuple[Searched, ...]], ...]:
        """By year the documents that were looked through in vain, said once for all promises of the year."""
        found: dict[int, dict[str, Searched]] = {}
        for p in self.promises:
            found.setdefault(p.year, {}).update({s.path: s for s in p.searched})
        return tuple((year, tuple(s.values())) for year, s in found.items() if s)

    @property
    def reviewed(self) -> int:
        return sum(p.reviewed for p in self.promises)

    @property
    def has_outcomes(self) -> bool:
        return any(p.outcome for p in self.promises)

    @property
    def has_notes(self) -> bool:
        return any(p.reason or p.self_reported or p.search or p.places for p in self.promises)


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many promises have a status, and how many of them a person reviewed; ``links`` lead to the lists, one an office."""

    status: Status
    total: int
    links: tuple[Link, ...]
    reviewed: int


def figure_link(c: Collection, row: IndicatorRow, *, staged: bool = False) -> FigureLink:
    """A row as a link to its sentence. ``staged``: figures of several stages stand together, so each says its own."""
    report = c.report_by_id[row.report]
    quote, spans = quoted(report, row)
    text = figure_text(row).text or row.quote
    stage = f"（{further}）" if staged and (further := further_stage(row)) else ""
    return FigureLink(
        text + stage,
        kind_word(row),
        kind_tag(row),
        row.year,
        sentence_path(row),
        c.label(report),
        quote,
        spans,
        report.meta.is_excerpt,
        reviewed=bool(row.reviewed),
        correction=row.correction,
    )


def promise_view(c: Collection, row: LedgerRow, path: str, room: int) -> Promise:
    """A ledger row with links for all its figures; ``room``: of the sentence in a reader's mail about it."""
    name = scoped_name(row.name, row.promise)
    named = is_named(row.promise)
    # Of what was not recognised the list says once which documents were searched.
    reason = "" if row.verdict in {*SAID_ONCE, "not_found"} or row.reason == _SAID_BY_STATUS else row.reason
    basis = basis_of(row)
    return Promise(
        name,
        named,
        path,
        row.year,
        figure_link(c, row.promise),
        figure_link(c, row.outcome) if row.outcome else None,
        f"{reason}（{basis}）" if reason and basis not in reason else reason or basis,
        row.self_reported,
        tuple(figure_link(c, place) for place in row.places),
        searched(c, (c.report_by_id[r] for r in row.searched)),
        search_path(name if named else row.promise.indicator) if row.verdict == "not_found" else "",
        bool(row.reviewed),
        wrong_link(c.site, c.report_by_id[row.promise.report], row.promise, room),
    )


def basis_of(row: LedgerRow) -> str:
    """按预计数: a verdict on what the report itself only expected."""
    return "按预计数" if row.verdict in COMPUTED and row.outcome and row.outcome.expected else ""


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


def columns(years: Sequence[int], until: int, coverage: Coverage, newest: int) -> tuple[Column, ...]:
    """Newest first, every year from the oldest of ``years`` up to ``until``: runs without a report are one column."""
    found: list[Column] = []
    run: list[int] = []
    for year in range(max(until, *years), min(years) - 1, -1):
        if year not in years:
            run.append(year)
            continue
        found += _missing(run)
        run = []
        found.append(Column(str(year), _held(year, coverage, newest), year, missing=False))
    return tuple(found)


def _missing(run: Sequence[int]) -> list[Column]:
    return [Column(str(run[0]) if len(run) == 1 else f"{run[-1]}—{run[0]}", NOT_HELD, run[0], missing=True)] if run else []


def _held(year: int, coverage: Coverage, newest: int) -> str:
    """只有计划, 只有总结: said once for the year. Nothing where both are there."""
    match year in coverage.planned, year in coverage.accounted:
        case True, True:
            return ""
        case True, False:
            return "只有计划，未到期" if year >= newest else "只有计划"
        case False, True:
            return "只有总结"
        case _:
            return "未收计划和总结"


def merged(figures: Iterable[FigureLink]) -> tuple[FigureLink, ...]:
    """One entry for what a report says several times: the first place, and links to the others."""
    groups: dict[tuple[str, int, str, str], list[FigureLink]] = {}
    for f in figures:
        groups.setdefault((f.title, f.year, f.kind, f.text), []).append(f)
    found = [replace(first, also=_elsewhere(first, rest)) for first, *rest in groups.values()]
    return told_once((f, (f.path, f.year, f.kind), f.text) for f in found)


def _elsewhere(first: FigureLink, rest: Sequence[FigureLink]) -> tuple[FigureLink, ...]:
    places = {f.path: f for f in rest if f.path != first.path}
    return tuple(places.values())
