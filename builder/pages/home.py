"""The home page: search, the statutory parts, newest reports, topics people ask about, completeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from builder.analysis.accounts import gives_account
from builder.analysis.figures import IndicatorRow
from builder.analysis.ledger import LedgerRow
from builder.model import Agency
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.figures import sentence_path
from builder.pages.key_figures import figure_text, headline_rows, known_name
from builder.pages.lists import Matrix, ReportRow, row
from builder.pages.page import Link, Page
from builder.pages.statuses import STATUS_BY_ID, Status

NEWEST = 4
TOPICS = 8
SPOTLIGHTS = 4  # figures on the home page
MOST_SPOTLIGHTS = 6  # of them, and of offices that can have a share in them
FOLDED = 10  # offices; above, the matrix is a page of its own


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A figure worth a click: what, how much, whose, and where its sentence stands; with its target where the ledger has decided."""

    label: str
    value: str
    unit: str
    note: str
    path: str
    target: str = ""
    status: Status | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    parts: tuple[Link, ...]
    example: str
    newest: tuple[ReportRow, ...]
    total: int
    topics: tuple[Link, ...]
    spotlights: tuple[Spotlight, ...]
    matrices: tuple[Matrix, ...]
    offices: int
    has_terms: bool

    @property
    def reviewed(self) -> int:
        return sum(spot.reviewed for spot in self.spotlights)


PARTS = (
    Link("政府信息公开指南", "guide/", "有哪些信息、怎么找"),
    Link("政府信息公开制度", "rules/", "依据什么、怎样公开"),
    Link("法定主动公开内容", "catalog/", "计划、总结与目录"),
    Link("政府信息公开年报", "annual/", "每年怎样报告"),
    Link("依申请公开", "request/", "怎样申请、表格"),
)


def home_page(c: Collection, topics: tuple[Link, ...], spotlights: tuple[Spotlight, ...], matrices: tuple[Matrix, ...]) -> Page:
    """``topics`` in the order in which they are offered; ``matrices`` of all known offices."""
    newest = tuple(row(r, c) for r in c.living[:NEWEST])
    offices = sum(a is not UNKNOWN_AGENCY for a in c.used_agencies)
    shown = matrices if offices <= FOLDED else ()
    view = HomeView(PARTS, _example(c, topics), newest, len(c.living), topics[:TOPICS], spotlights, shown, offices, bool(c.terms))
    return Page(
        "", "home", c.site.name, view, "检索、对照街道工作计划和工作总结：查文件、看进展、对数字", (), "home", searches=False
    )


def spotlights(offices: Sequence[Sequence[Spotlight]]) -> tuple[Spotlight, ...]:
    """Results from each office's newest account of a year, in turn. Where there are more offices than places, none stands for all."""
    places = max(SPOTLIGHTS, len(offices))
    found = _of_one_kind(offices) if len(offices) <= MOST_SPOTLIGHTS else []
    turns = [spot for turn in zip_longest(*found) for spot in turn if spot]
    return tuple(turns[:places]) if all(found) and len(turns) >= places else ()


def _of_one_kind(found: Sequence[Sequence[Spotlight]]) -> list[list[Spotlight]]:
    """What every office tells comes first, in one order for all, so that cards beside each other say the same of each."""
    places = [{spot.label: place for place, spot in enumerate(own)} for own in found]
    shared = set.intersection(*map(set, places)) if places else set()
    order = {label: sum(own[label] for own in places) for label in sorted(shared)}
    return [sorted(own, key=lambda s: order.get(s.label, sum(map(len, found)) + 1)) for own in found]


def results(c: Collection, office: Agency) -> tuple[Spotlight, ...]:
    """Key figures of one office's newest account that were reached, not expected; those first whose target the ledger sets beside them."""
    report = next((r for r in c.living if r.meta.agency == office.id and gives_account(r, c.kinds)), None)
    rows = [r for r in c.facts.rows[report.id] if r.kind == "actual" and not r.expected] if report else []
    found = [
        _spotlight(known_name(r, c.facts.rules), f"{office.short}，{r.year}年", r, c.decided_by.get(id(r)))
        for r in headline_rows(rows, c.facts.rules, 12, c.decided_by)
        if r.value is not None or id(r) in c.decided_by
    ]
    return tuple(sorted(found, key=lambda spot: not spot.status))


def _spotlight(label: str, note: str, row: IndicatorRow, pair: LedgerRow | None) -> Spotlight:
    """Large is what the target speaks of: of 121亿元，增长5.7% the rate, where the target was one."""
    figure = figure_text(row)
    target = figure_text(pair.promise) if pair else None
    status = STATUS_BY_ID[pair.verdict] if pair else None
    if figure.change and (not figure.number or (target and not target.number)):
        value, unit, more = figure.change, "", f"{figure.lead}{figure.number}{figure.unit}{figure.tail}" if figure.number or figure.unit else ""
    else:
        value, unit, more = f"{figure.lead}{figure.number}", f"{figure.unit}{figure.tail}", figure.change
    return Spotlight(label, value, unit, f"{note}，{more}" if more else note, sentence_path(row), target.text if target else "", status, bool(row.reviewed))


def _example(c: Collection, topics: tuple[Link, ...]) -> str:
    """What to type, from what this site holds: two topics, or a question about a year; a telephone shows no more."""
    years = [f"{year}年生产总值" for year in c.years[:1]]
    return "例如：" + "、".join([t.title for t in sorted(topics[:8], key=lambda t: len(t.title))[:2]] or years)
