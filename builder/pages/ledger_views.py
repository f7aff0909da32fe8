"""What the ledger's templates see: figures with their links, promises by status."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import scoped_name
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.analysis.ledger_names import full_name, is_named
from builder.analysis.verdicts import Verdict
from builder.pages.collection import Collection
from builder.pages.figures import in_quotes, quoted, search_path, sentence_path
from builder.pages.indicator_slugs import year_path
from builder.pages.key_figures import (
    figure_beside_kind,
    figure_text,
    further_stage,
    kind_tag,
    kind_word,
    parts,
    told_once,
    told_year,
)
from builder.pages.searched import Searched, searched, searched_by_year
from builder.pages.statuses import SAID_ONCE, STATUSES, Status
from builder.pages.wrong import room_for, wrong_link

SHORT = 28  # characters of a sentence that stands in a line
_SAID_BY_STATUS = "结果达到目标"  # a reason that adds nothing to 达到


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure and its sentence: ``year`` None where none is said, ``path`` leads to it, ``title`` is the report's, ``spans`` mark it in the quote.

    ``also`` are further sentences of the same report that say the same; ``status`` what became of a target, and ``basis``
    on what it was judged where that is less than a result (按预计数); ``reviewed``: a person confirmed it, or read it otherwise (``correction``
    says why); ``wrong``: where a reader tells that it was read wrongly, or ""; ``own_name``: where it is the sentence of another thing;
    ``beside_kind``: the text where the kind stands before it.
    """

    text: str
    kind: str
    tag: str
    year: int | None
    path: str
    title: str
    quote: str
    spans: tuple[tuple[int, int, str], ...]
    excerpt: bool
    beside_kind: str
    also: tuple[FigureLink, ...] = ()
    status: Status | None = None
    basis: str = ""
    reviewed: bool = False
    correction: str = ""
    wrong: str = ""
    own_name: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A ledger row as it is shown; without a good name (``named``) its sentence stands for it.

    ``id`` is its anchor, the same in every list; ``reason`` says on what the verdict rests; ``search`` leads to a search for its
    words where nothing was recognised.
    """

    id: str
    name: str
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
        return searched_by_year((p.year, p.searched) for p in self.promises)

    @property
    def reviewed(self) -> int:
        return sum(p.reviewed for p in self.promises)


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many promises have a status, how many of them a person reviewed, and where they are listed, or ""."""

    status: Status
    total: int
    path: str
    reviewed: int

    @classmethod
    def of(cls, rows: Iterable[LedgerRow], path: Callable[[Status], str] = lambda _: "") -> tuple[StatusCount, ...]:
        """Each status that occurs, in the order in which statuses are explained."""
        found: dict[Verdict, list[LedgerRow]] = {}
        for row in rows:
            found.setdefault(row.verdict, []).append(row)
        return tuple(
            cls(s, len(found[s.id]), path(s), sum(bool(r.reviewed) for r in found[s.id])) for s in STATUSES if s.id in found
        )

    @classmethod
    def joined(cls, counts: Iterable[StatusCount]) -> tuple[StatusCount, ...]:
        """The counts of several, without the ways to their lists."""
        found: dict[Status, list[StatusCount]] = {}
        for one in counts:
            found.setdefault(one.status, []).append(one)
        return tuple(cls(s, sum(n.total for n in found[s]), "", sum(n.reviewed for n in found[s])) for s in STATUSES if s in found)


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
        told_year(row),
        sentence_path(row, report),
        c.label(report),
        quote,
        spans,
        report.meta.is_excerpt,
        reviewed=bool(row.reviewed),
        correction=row.correction,
        beside_kind=(figure_beside_kind(row).text or row.quote) + stage,
    )


def outcome_link(c: Collection, row: LedgerRow) -> FigureLink | None:
    """The sentence beside a target. What is only likely the same thing comes under its own name, or as its sentence: never as the target's result."""
    if row.outcome is None:
        return None
    link = figure_link(c, row.outcome)
    if row.verdict != "possible" or not is_named(row.outcome):
        return link
    return replace(link, own_name=scoped_name(full_name(row.outcome), row.outcome))


def promise_views(c: Collection, rows: Sequence[LedgerRow], paths: Mapping[int, str], of: int = 0) -> list[tuple[Verdict, Promise]]:
    """``paths``: where each row's indicator is, by identity; ``of``: how many promises the page shows, if more than these."""
    room = room_for(of or len(rows))
    return [(row.verdict, promise_view(c, row, paths[id(row)], room)) for row in rows]


def promise_view(c: Collection, row: LedgerRow, path: str, room: int) -> Promise:
    """A ledger row with links for all its figures; ``room``: of the sentence in a reader's mail about it."""
    return Promise(
        promise_id(row),
        promise_name(row),
        path,
        row.year,
        figure_link(c, row.promise),
        outcome_link(c, row),
        reason_of(row),
        row.self_reported,
        tuple(figure_link(c, place) for place in row.places),
        searched(c, (c.report_by_id[r] for r in row.searched)),
        search_path(scoped_name(row.name, row.promise)) if row.verdict == "not_found" else "",
        bool(row.reviewed),
        wrong_link(c.site, c.report_by_id[row.promise.report], row.promise, room),
    )


def promise_name(row: LedgerRow) -> str:
    """Its name; where that cannot stand alone (搬迁, 占比), the sentence's own words if they are few."""
    quote = row.promise.quote
    return scoped_name(row.name, row.promise) if is_named(row.promise) or len(quote) > SHORT else f"“{in_quotes(quote)}”"


def reason_of(row: LedgerRow) -> str:
    """On what a verdict rests; of what was not recognised the list says once which documents were searched."""
    reason = "" if row.verdict in {*SAID_ONCE, "not_found"} or row.reason == _SAID_BY_STATUS else row.reason
    basis = basis_of(row)
    return f"{reason}（{basis}）" if reason and basis not in reason else reason or basis


def promise_id(row: LedgerRow) -> str:
    """Made of what it says and where, so that it stays what it is when other promises come or go."""
    said = row.promise
    words = f"{said.report} {said.anchor} {row.key} {row.year} {said.value} {said.unit} {said.growth} {said.rank} {said.scope} {said.stage}"
    return "m-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def promise_path(c: Collection, row: LedgerRow) -> str:
    """Its entry among all promises of its office and year, or of its document in that year."""
    return f"{entries_path(c, row)}#{promise_id(row)}"


def entries_path(c: Collection, row: LedgerRow) -> str:
    """The page of its office and year; where there are too many for one, its document's own below it, or that of the document's chapter."""
    year, place = year_path(row.agency, row.year), (row.agency, row.year)
    if place not in c.crowded.years:
        return year
    document = f"{year}{row.promise.report}/"
    return f"{document}{c.chapter(row.promise).id}/" if (*place, row.promise.report) in c.crowded.documents else document


def share_title(c: Collection, row: LedgerRow) -> str:
    """What a page below a year's holds: a document, or one chapter of it."""
    label = c.label(c.report_by_id[row.promise.report])
    return f"{label}，{c.chapter(row.promise).title}" if (row.agency, row.year, row.promise.report) in c.crowded.documents else label


def status_anchor(status: Status) -> str:
    """not-found: of its group on a page, and in addresses."""
    return status.id.replace("_", "-")


def basis_of(row: LedgerRow) -> str:
    """按预计数: a verdict on what the report itself only expected."""
    return "按预计数" if row.verdict in COMPUTED and row.outcome and row.outcome.expected else ""


def status_groups(promises: Iterable[tuple[Verdict, Promise]]) -> tuple[StatusGroup, ...]:
    """Promises by status, in the order in which statuses are explained; newest year first within each."""
    by_status: dict[Verdict, list[Promise]] = {}
    for verdict, promise in promises:
        by_status.setdefault(verdict, []).append(promise)
    return tuple(
        StatusGroup(status_anchor(s), s, tuple(sorted(by_status[s.id], key=lambda p: -p.year)))
        for s in STATUSES
        if s.id in by_status
    )


def merged(figures: Iterable[FigureLink]) -> tuple[FigureLink, ...]:
    """One entry for what a report says several times: the first place, and links to the others."""
    groups: dict[tuple[str, int | None, str, str], list[FigureLink]] = {}
    for f in figures:
        groups.setdefault((f.title, f.year, f.kind, f.text), []).append(f)
    for key in sorted(groups, key=lambda k: len(k[-1])):  # 增长26.6% beside 39.8亿元，增长26.6% of another sentence
        fuller = next((k for k in groups if k[:-1] == key[:-1] and parts(key[-1]) < parts(k[-1])), None)
        if fuller and not any(f.status for f in groups[key]):
            groups[fuller] += groups.pop(key)
    found = [_one_of(*group) for group in groups.values()]
    return told_once((f, (f.path, f.year, f.kind), f.text) for f in found)


def _one_of(first: FigureLink, *rest: FigureLink) -> FigureLink:
    """The first place; a verdict that another of them has is said there."""
    decided = next((f for f in (first, *rest) if f.status), first)
    return replace(first, also=_elsewhere(first, rest), status=decided.status, basis=decided.basis)


def _elsewhere(first: FigureLink, rest: Sequence[FigureLink]) -> tuple[FigureLink, ...]:
    places = {f.path: f for f in rest if f.path != first.path}
    return tuple(places.values())
