"""The home page: search, the statutory parts, newest reports, topics people ask about, completeness."""

from __future__ import annotations

from dataclasses import dataclass

from builder.pages.collection import Collection
from builder.pages.lists import Matrix, ReportRow, matrices, row
from builder.pages.page import Link, Page

NEWEST = 6
TOPICS = 14


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
    Link("公开指南", "guide/", "有哪些信息、怎么找"),
    Link("公开制度", "rules/", "依据什么、怎样公开"),
    Link("法定主动公开", "catalog/", "计划、总结与目录"),
    Link("公开年报", "annual/", "每年怎样报告"),
    Link("依申请公开", "request/", "怎样申请、表格"),
)


def home_page(c: Collection, topics: tuple[Link, ...], spotlights: tuple[Spotlight, ...]) -> Page:
    """``topics`` by how often they occur."""
    newest = tuple(row(r, c) for r in c.living[:NEWEST])
    view = HomeView(PARTS, _example(c, topics), newest, len(c.living), topics[:TOPICS], spotlights, matrices(c))
    return Page(
        "", "home", c.site.name, view, "检索、对照街道工作计划和工作总结：查文件、看进展、对数字", (), "home", searches=False
    )


def _example(c: Collection, topics: tuple[Link, ...]) -> str:
    """What to type, from what this site holds: two topics and a question about a year."""
    years = [f"{year}年生产总值" for year in c.years[:1]]
    return "例如：" + "、".join([*(t.title for t in sorted(topics[:8], key=lambda t: len(t.title))[:2]), *years])
