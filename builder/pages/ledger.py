"""Which pages the ledger has: /ledger/, its offices and their years, its lists, its indicators, how it is made.

No page of one indicator in one office: that is a line of the office's table and a part of the indicator's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.analysis.indicator_series import IndicatorSeries, scoped_key
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.pages.collection import Collection
from builder.pages.indicator_pages import indicator_pages
from builder.pages.indicator_slugs import indicator_path, indicator_slug, office_path, table_years
from builder.pages.ledger_lists import list_pages, list_path
from builder.pages.ledger_method import method_page
from builder.pages.ledger_office import NOTHING_COMPARES, Office, office_pages, undecided
from builder.pages.ledger_views import StatusCount
from builder.pages.page import Crumb, Link, Page

_TOLD = 150  # offices; with more each is only a link, so that the page stays light


@dataclass(frozen=True, slots=True)
class ThemeLinks:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """``counts``: how many promises have each status that is a score; ``listed``: the other statuses, whose number says nothing.

    ``reviewed``: how many figures and pairs of the site a person reviewed; ``total``: all promises, for 17 met of 117 are not 17 of 17;
    ``undecided``: why none of them is decided, where none is; ``themes``: the indicators with a page.
    """

    offices: tuple[Link, ...]
    counts: tuple[StatusCount, ...]
    listed: tuple[StatusCount, ...]
    reviewed: int
    total: int
    undecided: str
    themes: tuple[ThemeLinks, ...]

    @property
    def rest(self) -> int:
        """All that is no score, in one number, so that the sum is right."""
        return self.total - sum(n.total for n in self.counts)


def ledger_pages(c: Collection) -> list[Page]:
    """The pages below /ledger/ that are about all offices."""
    return [_index(c, _offices(c)), *list_pages(c, _paths(c)), *indicator_pages(c), method_page(c)]


def ledger_office_pages(c: Collection) -> list[Page]:
    """Those of single offices."""
    paths = _paths(c)
    return [page for office in _offices(c) for page in office_pages(c, office, paths)]


def _paths(c: Collection) -> dict[int, str]:
    """Where the indicator of each promise is, by identity."""
    places = {(s.agency, s.key): indicator_path(c, s) for s in c.facts.series}
    return {id(r): places.get((r.agency, scoped_key(r.key, r.promise)), "") for r in c.facts.ledger}


def ledger_slugs(c: Collection) -> dict[str, str]:
    """Addresses below ledger/ that these offices' indicators take, by what they are."""
    return {s.key: indicator_slug(s) for s in c.facts.series if s.is_shown}


def _offices(c: Collection) -> list[Office]:
    """Every known office with reports, in the order of agencies.yml."""
    shown: dict[str, list[IndicatorSeries]] = {}
    ledger: dict[str, list[LedgerRow]] = {}
    for series in c.facts.series:
        if series.is_shown:
            shown.setdefault(series.agency, []).append(series)
    for row in c.facts.ledger:
        ledger.setdefault(row.agency, []).append(row)
    return [
        Office(c.agency_by_id[a], tuple(shown.get(a, ())), tuple(ledger.get(a, ())), held, table_years(c, a)) for a, held in c.coverages.items()
    ]


def _index(c: Collection, offices: Sequence[Office]) -> Page:
    links = tuple(Link(o.agency.name, office_path(o.agency.id), _how_many(o.ledger) if len(offices) <= _TOLD else "") for o in offices)
    counts = StatusCount.of(c.facts.ledger, list_path)
    scores = tuple(n for n in counts if n.status.counted)
    listed = tuple(n for n in counts if not n.status.counted)
    reviewed = c.reviewed_figures + c.reviewed_pairs
    view = LedgerView(links, scores, listed, reviewed, len(c.facts.ledger), _why_none(c.facts.ledger, offices), _themes(c))
    text = "各机构历年计划里的目标和总结里的结果，逐句提取，按年对照，每个数字都能点回原句"
    return Page("ledger/", "ledger", "指标台账", view, text, (Crumb("指标台账"),), "ledger")


def _why_none(rows: Sequence[LedgerRow], offices: Sequence[Office]) -> str:
    """For one office by its years; for several only where none of them has a year with both halves."""
    if not rows or any(r.verdict in COMPUTED for r in rows):
        return ""
    if len(offices) == 1:
        return undecided(offices[0])
    if any(o.coverage.planned & o.coverage.accounted for o in offices):
        return NOTHING_COMPARES
    return "没有一项能下结论：收录的文件里，没有一个机构的哪一年是计划和总结都有的，目标没有结果可以对照。"


def _how_many(rows: Sequence[LedgerRow]) -> str:
    if not rows:
        return "台账里没有它的目标"
    scores = [n for n in StatusCount.of(rows) if n.status.counted]
    rest = len(rows) - sum(n.total for n in scores)
    told = "、".join([*(f"{n.status.word} {n.total}" for n in scores), *([f"不作判断的 {rest}"] if rest else [])])
    return f"目标共 {len(rows)} 项，其中{told}" + f"；{sum(bool(r.reviewed) for r in rows)} 项经人工核对"


def _themes(c: Collection) -> tuple[ThemeLinks, ...]:
    """The indicators with a page; of each in how many offices, where there is more than one."""
    themes: dict[str, list[Link]] = {}
    for group in c.indicators.values():
        note = f"{len(group)} 个机构" if len(group) > 1 else ""
        themes.setdefault(group[0].theme, []).append(Link(group[0].name, indicator_path(c, group[0]), note))
    return tuple(ThemeLinks(title, tuple(links)) for title, links in _in_order(c, themes))


def _in_order(c: Collection, themes: dict[str, list[Link]]) -> Iterable[tuple[str, list[Link]]]:
    order = list(dict.fromkeys(i.theme for i in c.facts.rules.indicators))
    return sorted(themes.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
