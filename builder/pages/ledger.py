"""Which pages the ledger has: /ledger/, its offices and their years, its lists, its indicators, how it is made.

No page of one indicator in one office: that is a line of the office's table and a part of the indicator's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures import IndicatorRules
from builder.analysis.indicator_series import IndicatorSeries, scoped_key
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import indicator_path, indicator_slug, office_path, table_years
from builder.pages.ledger_lists import list_path
from builder.pages.ledger_office import NOTHING_COMPARES, Office, office_pages, why_undecided
from builder.pages.ledger_shares import IndicatorHead, LedgerHead
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


def ledger_office_pages(c: Collection) -> list[Page]:
    """Those of single offices."""
    paths = promise_paths(c)
    return [page for office in _offices(c) for page in office_pages(c, office, paths)]


def promise_paths(c: Collection) -> dict[int, str]:
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


def ledger_index(c: Collection, rules: IndicatorRules, offices: Mapping[str, LedgerHead], figures: int) -> Page:
    """/ledger/. ``offices``: known ones that have reports, in the order of agencies.yml; ``figures``: of all that a person reviewed."""
    links = tuple(Link(c.agency_by_id[a].name, office_path(a), _how_many(head) if len(offices) <= _TOLD else "") for a, head in offices.items())
    counts = tuple(replace(n, path=list_path(n.status)) for n in StatusCount.joined(n for head in offices.values() for n in head.counts))
    scores = tuple(n for n in counts if n.status.counted)
    listed = tuple(n for n in counts if not n.status.counted)
    reviewed = figures + sum(n.reviewed for n in counts)
    view = LedgerView(links, scores, listed, reviewed, sum(n.total for n in counts), _why_none(counts, list(offices.values())), _themes(rules, offices.values()))
    text = "各机构历年计划里的目标和总结里的结果，逐句提取，按年对照，每个数字都能点回原句"
    return Page("ledger/", "ledger", "指标台账", view, text, (Crumb("指标台账"),), "ledger")


def _why_none(counts: Sequence[StatusCount], offices: Sequence[LedgerHead]) -> str:
    """For one office by its years; for several only where none of them has a year with both halves."""
    if not counts or any(n.status.id in COMPUTED for n in counts):
        return ""
    if len(offices) == 1:
        return why_undecided(offices[0].planned, offices[0].accounted)
    if any(set(o.planned) & set(o.accounted) for o in offices):
        return NOTHING_COMPARES
    return "没有一项能下结论：收录的文件里，没有一个机构的哪一年是计划和总结都有的，目标没有结果可以对照。"


def _how_many(head: LedgerHead) -> str:
    if not head.promises:
        return "台账里没有它的目标"
    scores = [n for n in head.counts if n.status.counted]
    rest = head.promises - sum(n.total for n in scores)
    told = "、".join([*(f"{n.status.word} {n.total}" for n in scores), *([f"不作判断的 {rest}"] if rest else [])])
    reviewed = sum(n.reviewed for n in head.counts)
    return f"目标共 {head.promises} 项，其中{told}" + (f"；{reviewed} 项经人工核对" if reviewed else "")  # above it stands that none is


def themes_of(offices: Iterable[LedgerHead]) -> dict[str, dict[str, list[IndicatorHead]]]:
    """The indicators with a page, by theme and id: of each office that has them."""
    themes: dict[str, dict[str, list[IndicatorHead]]] = {}
    for office in offices:
        for key, head in office.indicators.items():
            themes.setdefault(head.theme, {}).setdefault(key, []).append(head)
    return themes


def _themes(rules: IndicatorRules, offices: Iterable[LedgerHead]) -> tuple[ThemeLinks, ...]:
    """The indicators with a page; of each in how many offices, where there is more than one."""
    order = list(dict.fromkeys(i.theme for i in rules.indicators))
    found = sorted(themes_of(offices).items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return tuple(
        ThemeLinks(title, tuple(Link(own[0].name, own[0].path, f"{len(own)} 个机构" if len(own) > 1 else "") for own in indicators.values())) for title, indicators in found
    )
