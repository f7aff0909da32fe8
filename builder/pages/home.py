"""The home page: search, the statutory parts, newest reports, topics people ask about, completeness."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from builder.analysis.accounts import gives_account
from builder.model import Agency
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.key_figures import key_figures
from builder.pages.lists import Matrix, ReportRow, matrices, row
from builder.pages.page import Link, Page

NEWEST = 6
TOPICS = 14
SPOTLIGHTS = 4  # figures on the home page, and offices that can have a share in them


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A figure worth a click: what, how much, whose, and where its sentence stands."""

    label: str
    value: str
    unit: str
    note: str
    path: str


@dataclass(frozen=True, slots=True)
class HomeView:
    parts: tuple[Link, ...]
    example: str
    newest: tuple[ReportRow, ...]
    total: int
    topics: tuple[Link, ...]
    spotlights: tuple[Spotlight, ...]
    matrices: tuple[Matrix, ...]


PARTS = (
    Link("政府信息公开指南", "guide/", "有哪些信息、怎么找"),
    Link("政府信息公开制度", "rules/", "依据什么、怎样公开"),
    Link("法定主动公开内容", "catalog/", "计划、总结与目录"),
    Link("政府信息公开年报", "annual/", "每年怎样报告"),
    Link("依申请公开", "request/", "怎样申请、表格"),
)


def home_page(c: Collection, topics: tuple[Link, ...], spotlights: tuple[Spotlight, ...]) -> Page:
    """``topics`` by how often they occur."""
    newest = tuple(row(r, c) for r in c.living[:NEWEST])
    view = HomeView(PARTS, _example(c, topics), newest, len(c.living), topics[:TOPICS], spotlights, matrices(c))
    return Page(
        "", "home", c.site.name, view, "检索、对照街道工作计划和工作总结：查文件、看进展、对数字", (), "home", searches=False
    )


def spotlights(c: Collection) -> tuple[Spotlight, ...]:
    """Results from each office's newest account of a year, in turn. Where there are more offices than places, none stands for all."""
    offices = [a for a in c.used_agencies if a is not UNKNOWN_AGENCY]
    found = [_results(c, office) for office in offices] if len(offices) <= SPOTLIGHTS else []
    turns = [spot for turn in zip_longest(*found) for spot in turn if spot]
    return tuple(turns[:SPOTLIGHTS]) if all(found) and len(turns) >= SPOTLIGHTS else ()


def _results(c: Collection, office: Agency) -> list[Spotlight]:
    """Key figures of one office's newest account that were reached, not expected."""
    report = next((r for r in c.living if r.meta.agency == office.id and gives_account(r, c.kinds)), None)
    rows = [r for r in c.facts.rows[report.id] if r.kind == "actual" and not r.expected] if report else []
    return [
        Spotlight(
            f.name,
            f"{f.figure.lead}{f.figure.number}",
            f"{f.figure.unit}{f.figure.tail}",
            f"{office.short}，{f.year}年" + (f"，{f.figure.change}" if f.figure.change else ""),
            f.path,
        )
        for f in key_figures(rows, c.facts.rules, 12)
        if f.figure.number
    ]


def _example(c: Collection, topics: tuple[Link, ...]) -> str:
    """What to type, from what this site holds: two topics and a question about a year."""
    years = [f"{year}年生产总值" for year in c.years[:1]]
    return "例如：" + "、".join([*(t.title for t in sorted(topics[:8], key=lambda t: len(t.title))[:2]), *years])
