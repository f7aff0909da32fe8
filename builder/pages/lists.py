"""Lists of reports: all, by year, by office, by kind; the completeness matrix; corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from builder.analysis.accounts import account_year, gives_account, plan_year
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.page import Crumb, Link, Page
from builder.pages.record import ENDED

K = TypeVar("K", int, str)
T = TypeVar("T")
A_PAGE = 300  # lines of a long list of links: more are parted; what a year lacks takes some 450 bytes an office
LISTED = 200  # reports; a longer list would pass 150 KB, so it names years or offices instead, and of all reports the newest
NEWEST = 50


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: what it is, from whom, when, in one line; its 索引号 and a summary (LAW-03)."""

    title: str
    path: str
    agency: str
    kind: str
    year: int
    published: date | None
    summary: str
    note: str
    index_number: str
    written: date | None


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list page."""

    intro: str
    groups: tuple[Group, ...]
    total: int
    others: tuple[Link, ...] = ()
    others_title: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    state: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    year: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """公开情况: one office, years × kinds. ``state``: published, not-due, missing."""

    agency: str
    kinds: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class OfficeCells:
    """One office in the table of a year."""

    office: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class GapsView:
    """Office by office; of many offices the years, each with a page on which the offices stand below each other (``offices``), of very many
    a share of them (``shares``: the others)."""

    matrices: tuple[Matrix, ...]
    others: tuple[ReportRow, ...]
    years: tuple[Link, ...] = ()
    offices: tuple[OfficeCells, ...] = ()
    year: int = 0
    kinds: tuple[str, ...] = ()
    shares: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    date: date
    what: str
    note: str
    title: str
    path: str
    id: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    rows: tuple[CorrectionRow, ...]


def row(report: Report, c: Collection) -> ReportRow:
    """A report as a list shows it; withdrawn ones keep their line and say so."""
    meta = report.meta
    marks = ("摘编" if meta.is_excerpt else "", ENDED.get(meta.validity, ""), "已归档" if meta.archived else "")
    note = "已撤下" if meta.withdrawn else " · ".join(filter(None, marks))
    return ReportRow(
        c.label(report),
        report.url,
        c.agency(report).short,
        c.kind_name(report),
        meta.year,
        meta.published,
        "" if meta.withdrawn else meta.summary,
        note,
        meta.index_number,
        meta.written,
    )


def list_pages(c: Collection, libraries: tuple[Link, ...] = ()) -> list[Page]:
    """/reports/, /years/, /agencies/, /kinds/ and one page for each year and kind; an office's own page is more than a list.

    ``libraries``: pages on which documents of some kinds stand together.
    """
    pages = [_all_reports(c, libraries)]
    years = tuple(Link(f"{y}年", f"years/{y}/") for y in c.years)
    agencies = tuple(Link(a.name, f"agencies/{a.id}/") for a in c.used_agencies)
    kinds = tuple(Link(k.label or k.name, f"kinds/{k.id}/") for k in c.used_kinds)
    of_year = _grouped(c.reports, lambda r: r.meta.year)
    of_agency = _grouped(c.reports, lambda r: c.agency(r).id)
    of_kind = _grouped(c.reports, lambda r: r.meta.kind)
    pages += [
        _index(c, "years/", "按年度查看", years, [len(of_year[y]) for y in c.years]),
        _index(c, "agencies/", "按机构查看", agencies, [len(of_agency[a.id]) for a in c.used_agencies]),
        _index(c, "kinds/", "按体裁查看", kinds, [len(of_kind[k.id]) for k in c.used_kinds], libraries),
    ]
    for year in c.years:
        found = of_year[year]
        others = tuple(link for link in years if link.path != f"years/{year}/")
        pages.append(
            _page(
                f"years/{year}/",
                f"{year}年的文件",
                f"报告主要涉及 {year} 年的文件。",
                found,
                c,
                others,
                "其他年度",
                ("按年度查看", "years/"),
            )
        )
    for kind in c.used_kinds:
        found = of_kind[kind.id]
        others = tuple(link for link in kinds if link.path != f"kinds/{kind.id}/")
        pages.append(_page(f"kinds/{kind.id}/", kind.label or f"体裁：{kind.name}", "", found, c, others, "其他体裁", ("按体裁查看", "kinds/")))
    return pages


def _grouped(reports: Iterable[Report], key: Callable[[Report], K]) -> dict[K, list[Report]]:
    groups: dict[K, list[Report]] = {}
    for report in reports:
        groups.setdefault(key(report), []).append(report)
    return groups


def listed(c: Collection) -> tuple[Group, ...]:
    """All reports by year; of many the newest."""
    return group_by_year(c.reports if len(c.reports) <= LISTED else c.reports[:NEWEST], c)


def years_of(reports: Iterable[Report]) -> tuple[Link, ...]:
    """The pages of the years in which these reports are, newest first."""
    counts = Counter(r.meta.year for r in reports)
    return tuple(Link(f"{year}年", f"years/{year}/", f"{counts[year]} 份") for year in sorted(counts, reverse=True))


def _offices_of(reports: Iterable[Report], c: Collection) -> tuple[Link, ...]:
    counts = Counter(c.agency(r).id for r in reports)
    return tuple(Link(a.name, f"agencies/{a.id}/", f"{counts[a.id]} 份") for a in c.used_agencies if a.id in counts)


def group_by_year(reports: Iterable[Report], c: Collection) -> tuple[Group, ...]:
    groups: dict[int, list[ReportRow]] = {}
    for report in reports:
        groups.setdefault(report.meta.year, []).append(row(report, c))
    return tuple(Group(f"y{year}", f"{year}年", tuple(groups[year])) for year in sorted(groups, reverse=True))


def _all_reports(c: Collection, libraries: tuple[Link, ...]) -> Page:
    links: tuple[Link, ...] = (Link("按年度", "years/"), Link("按机构", "agencies/"), Link("按体裁", "kinds/"), *libraries, Link("公开情况一览", "gaps/"))
    intro = "计划说要做什么，总结说做成了什么。按年度从新到旧排列。"
    if len(c.reports) > LISTED:
        intro, links = f"{intro}这里列出最新的 {NEWEST} 份，其余按年度看。", (*years_of(c.reports), *links)
    view = ListView(intro, listed(c), len(c.reports), links, "换一种看法")
    return Page(
        "reports/",
        "list",
        "全部文件",
        view,
        "全部工作计划、工作总结，按年度排列",
        (Crumb("全部文件"),),
        "catalog",
        "法定主动公开内容",
    )


def _index(c: Collection, path: str, title: str, links: tuple[Link, ...], counts: Sequence[int], more: tuple[Link, ...] = ()) -> Page:
    noted = tuple(Link(link.title, link.path, f"{count} 份") for link, count in zip(links, counts, strict=True))
    view = ListView("", (), len(c.reports), (*more, *noted))
    return Page(path, "list", title, view, title, (Crumb("全部文件", "reports/"), Crumb(title)), "catalog", "法定主动公开内容")


def _page(
    path: str,
    title: str,
    intro: str,
    reports: list[Report],
    c: Collection,
    others: tuple[Link, ...],
    others_title: str,
    parent: tuple[str, str],
) -> Page:
    many = len(reports) > LISTED
    if many:  # a year's reports by office, a kind's by year
        others, others_title = (_offices_of(reports, c), "按机构看") if parent[1] == "years/" else (years_of(reports), "按年度看")
        intro = f"{intro}共 {len(reports)} 份。"
    view = ListView(intro, () if many else group_by_year(reports, c), len(reports), others, others_title)
    crumbs = (Crumb("全部文件", "reports/"), Crumb(parent[0], parent[1]), Crumb(title))
    return Page(path, "list", title, view, f"{title}，共 {len(reports)} 份", crumbs, "catalog", "法定主动公开内容")


def office_matrix(c: Collection, agency_id: str) -> Matrix:
    """Plans and summaries of an office by year, from the first year that any of them covers to the last that is over, as the ledger has it."""
    agency = c.agency_by_id[agency_id]
    plans: dict[int, list[Report]] = {}
    accounts: dict[int, list[Report]] = {}
    for report in c.by_agency[agency_id]:
        figures = c.facts.rows.get(report.id, ())
        if planned := plan_year(report, figures, c.kinds):
            plans.setdefault(planned, []).append(report)
        if gives_account(report, c.kinds):
            accounts.setdefault(account_year(report, figures, c.kinds, c.facts.rules.grammar) or report.meta.year, []).append(report)
    halves = (("计划", plans), ("总结", accounts))
    years = {*plans, *accounts, *(r.meta.year for r in c.by_agency[agency_id])}
    rows: list[MatrixRow] = []
    for year in range(max(*years, c.newest.year - 1), min(years) - 1, -1):
        cells: list[MatrixCell] = []
        for name, held in halves:
            if found := held.get(year, []):
                cells.append(
                    MatrixCell("published", tuple(Link(c.label(r), r.url, "已撤下" if r.meta.withdrawn else "") for r in found))
                )
            else:
                # A summary of a year cannot be there before the year has ended.
                cells.append(MatrixCell("not-due" if name == "总结" and year >= c.newest.year else "missing"))
        rows.append(MatrixRow(year, tuple(cells)))
    return Matrix(agency.short, tuple(name for name, _ in halves), tuple(rows))


def gaps_pages(c: Collection, every: tuple[Matrix, ...]) -> list[Page]:
    """/gaps/: what is in the collection and what is not, of all known offices in their order; of many offices a page a year."""
    unknown = tuple(row(r, c) for r in c.reports if c.agency(r) is UNKNOWN_AGENCY)
    if sum(len(m.rows) for m in every) <= LISTED:
        return [_gaps("gaps/", "公开情况一览", GapsView(every, unknown))]
    known = [a for a in c.used_agencies if a is not UNKNOWN_AGENCY]
    of_year: dict[int, list[OfficeCells]] = {}
    for agency, matrix in zip(known, every, strict=True):
        for one in matrix.rows:
            of_year.setdefault(one.year, []).append(OfficeCells(Link(agency.short, f"agencies/{agency.id}/"), one.cells))
    kinds = every[0].kinds
    years = sorted(of_year, reverse=True)
    links = tuple(Link(f"{y}年", f"gaps/{y}/", "，".join(_held(of_year[y], kinds))) for y in years)
    pages = [_gaps("gaps/", "公开情况一览", GapsView((), unknown[:NEWEST], links))]
    return pages + [
        _gaps(path, title, GapsView((), (), (), offices, y, kinds, others))
        for y in years
        for path, title, offices, others in in_shares(f"gaps/{y}/", f"{y}年公开情况", of_year[y], "个机构")
    ]


def in_shares(path: str, title: str, lines: Sequence[T], what: str) -> Iterator[tuple[str, str, tuple[T, ...], tuple[Link, ...]]]:
    """A long list on pages of ``A_PAGE`` lines, the first at ``path``: of each its address and title, its lines, links to the other pages."""
    starts = range(0, len(lines), A_PAGE)
    links = [Link(f"第 {at + 1}—{min(at + A_PAGE, len(lines))} {what}", f"{path}{n}/" if n > 1 else path) for n, at in enumerate(starts, 1)]
    for at, own in zip(starts, links, strict=True):
        yield own.path, f"{title}（{own.title}）" if at else title, tuple(lines[at : at + A_PAGE]), tuple(link for link in links if link is not own)


def _held(offices: Sequence[OfficeCells], kinds: Sequence[str]) -> list[str]:
    """计划 28 个机构，总结 30 个机构."""
    return [f"{kind} {sum(o.cells[i].state == 'published' for o in offices)} 个机构" for i, kind in enumerate(kinds)]


def _gaps(path: str, title: str, view: GapsView) -> Page:
    crumbs = (Crumb("公开情况一览", "gaps/"), Crumb(title)) if view.year else (Crumb(title),)
    return Page(
        path, "gaps", title, view, "每个机构每一年的计划和总结，哪些收录了，哪些没有见到", crumbs, "catalog", "法定主动公开内容"
    )


def correction_rows(reports: Iterable[Report], c: Collection) -> list[CorrectionRow]:
    """Corrections and withdrawals, newest first; the id of each is made of report and day, so that feeds can name it for good."""
    rows: list[CorrectionRow] = []
    for report in reports:
        meta, title = report.meta, c.label(report)
        changes = [(x.date, "更正", x.note) for x in meta.corrections]
        changes += [(meta.withdrawn.date, "撤下", meta.withdrawn.reason)] if meta.withdrawn else []
        days: Counter[date] = Counter()
        for day, what, note in changes:
            days[day] += 1
            name = f"{report.id}-{day.isoformat()}" + (f"-{days[day]}" if days[day] > 1 else "")
            rows.append(CorrectionRow(day, what, note, title, report.url, name))
    return sorted(rows, key=lambda x: (x.date, x.path, x.note), reverse=True)


def corrections_page(c: Collection) -> Page:
    """/corrections/: all corrections and withdrawals, newest first."""
    return Page(
        "corrections/",
        "corrections",
        "更正与撤下",
        CorrectionsView(tuple(correction_rows(c.reports, c))),
        "已公开文件的更正和撤下记录",
        (Crumb("更正与撤下"),),
        feed="corrections/feed.xml",
    )
