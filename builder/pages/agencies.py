"""/agencies/<id>/: an office at a glance: its record, its reports by year, what is missing, its ledger and topics.

Comes in: the collection. Goes out: one page for each office with reports. What grows
with the years stands on pages of its own; here are the newest and the way to the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from builder.analysis.ledger import LedgerRow
from builder.model import Agency
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.contacts import Fact, contact_facts
from builder.pages.feeds import agency_feed_path
from builder.pages.good_works import works_links
from builder.pages.indicator_slugs import office_path
from builder.pages.ledger_views import StatusCount
from builder.pages.lists import Matrix, ReportRow, office_matrix, row
from builder.pages.page import Crumb, Link, Page

OTHERS = 40  # documents that are neither plan nor account
TOPICS = 8


@dataclass(frozen=True, slots=True)
class AgencyView:
    """``gaps``: years and halves that the site does not hold; ``others``: documents that stand in no cell of the matrix; ``works``: lists of 民生实事."""

    facts: tuple[Fact, ...]
    note: str
    total: int
    matrix: Matrix | None
    gaps: tuple[str, ...]
    others: tuple[ReportRow, ...]
    scores: tuple[StatusCount, ...]
    promises: int
    reviewed: int
    ledger: str
    works: tuple[Link, ...]
    topics: tuple[Link, ...]
    feed: str

    @property
    def rest(self) -> int:
        """Promises that are judged in no way, so that the sum is right."""
        return self.promises - sum(n.total for n in self.scores)


def agency_pages(c: Collection) -> list[Page]:
    """One page for each office."""
    ledger: dict[str, list[LedgerRow]] = {}
    for promise in c.facts.ledger:
        ledger.setdefault(promise.agency, []).append(promise)
    topics = _topics(c)
    return [_page(c, a, ledger.get(a.id, []), topics.get(a.id, Counter())) for a in c.used_agencies]


def _page(c: Collection, agency: Agency, ledger: list[LedgerRow], topics: Counter[Link]) -> Page:
    known = agency is not UNKNOWN_AGENCY
    reports = c.by_agency["" if not known else agency.id]
    matrix = office_matrix(c, agency.id) if known else None
    shown = {link.path for line in matrix.rows for cell in line.cells for link in cell.links} if matrix else set()
    view = AgencyView(
        facts=_facts(agency),
        note="" if known else "这些文件没有写明发布机构，不进入指标台账。",
        total=len(reports),
        matrix=_brief(matrix, agency) if matrix else None,
        gaps=_gaps(matrix) if matrix else (),
        others=tuple(row(r, c) for r in reports if r.url not in shown)[:OTHERS],
        scores=tuple(n for n in StatusCount.of(ledger) if n.status.counted),
        promises=len(ledger),
        reviewed=sum(bool(r.reviewed) for r in ledger),
        ledger=office_path(agency.id),
        works=works_links(c, agency),
        topics=tuple(t for t, _ in topics.most_common(TOPICS)),
        feed=agency_feed_path(agency),
    )
    crumbs = (Crumb("全部文件", "reports/"), Crumb("按机构查看", "agencies/"), Crumb(agency.name))
    description = f"{agency.name}：基本信息、各年文件 {len(reports)} 份、目标和结果、专题"
    return Page(
        f"agencies/{agency.id}/", "agency", agency.name, view, description, crumbs, "catalog", "法定主动公开内容", feed=view.feed
    )


def _facts(agency: Agency) -> tuple[Fact, ...]:
    facts = (
        Fact("简称", "、".join(agency.short_names)),
        Fact("曾用名", "、".join(agency.former_names)),
        Fact("统一社会信用代码", agency.uscc),
        Fact("所在地", agency.region),
    )
    return (*(f for f in facts if f.value), *contact_facts(agency))


def _brief(matrix: Matrix, agency: Agency) -> Matrix:
    """Without the office's name before each title: the page bears it."""
    rows = (
        replace(line, cells=tuple(replace(cell, links=tuple(_named(link, agency) for link in cell.links)) for cell in line.cells))
        for line in matrix.rows
    )
    return replace(matrix, rows=tuple(rows))


def _named(link: Link, agency: Agency) -> Link:
    return replace(link, title=link.title.removeprefix(agency.short) or link.title)


def _gaps(matrix: Matrix) -> tuple[str, ...]:
    return tuple(
        f"{line.year}年{kind}" for line in matrix.rows for kind, cell in zip(matrix.kinds, line.cells, strict=True) if cell.state == "missing"
    )


def _topics(c: Collection) -> dict[str, Counter[Link]]:
    """By office how often its reports speak of each topic."""
    found: dict[str, Counter[Link]] = {}
    for timeline in c.facts.timelines:
        link = Link(timeline.topic.name, timeline.topic.url)
        for mention in timeline.entries:
            found.setdefault(c.report_by_id[mention.report].meta.agency, Counter())[link] += 1
    return found
