"""A small invented collection: two offices, plans and summaries, for the tests of ledger and questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from builder.analysis.facts import join_facts, prepare_links, prepare_topics, read_facts
from builder.analysis.figures import load_rules
from builder.content.kinds import parse_kinds
from builder.content.read import read_report
from builder.content.site_files import SiteInfo
from builder.content.topics import Topic
from builder.defaults import read_default
from builder.model import Agency, Report
from builder.pages.collection import Collection, sort_key
from builder.pages.ledger import ledger_office_pages
from builder.pages.page import Page
from tests.shares import ledger_pages

OFFICES = (
    Agency("songling", "松岭县人民政府", ("松岭县",)),
    Agency("heping", "松岭县河坪镇人民政府", ("河坪镇",)),
)

SONGLING = (
    ("计划", 2024, "2024-01-20", "地区生产总值增长5%以上，新增公办学位900个，整治河道20公里。建成口袋公园6个。"),
    ("总结", 2024, "2025-01-16", "全年地区生产总值114亿元，增长5.6%。新增公办学位880个，整治河道21公里。建成口袋公园7个。"),
    ("计划", 2025, "2025-01-20", "地区生产总值增长6%左右，新增公办学位800个，整治河道15公里左右。城镇登记失业率控制在4%以内。"),
    (
        "总结",
        2025,
        "2026-01-18",
        "全年地区生产总值121亿元，增长5.7%。新增公办学位760个，整治河道14公里。完成社会消费品零售总额46亿元。",
    ),
    ("计划", 2026, "2026-01-22", "地区生产总值增长5.5%左右，新增公办学位600个以上。"),
)
HEPING = (("总结", 2025, "2026-01-10", "全镇新增公办学位120个，建成口袋公园2个，受理群众咨询310件。"),)


def every_ledger_page(c: Collection) -> list[Page]:
    """Those of all offices and those of each."""
    return [*ledger_pages(c), *ledger_office_pages(c)]


def write_report(agency: str, kind: str, year: int, published: str, text: str) -> str:
    """A content file; its kind and text decide what it promises or reports."""
    sound = {"计划": "jihua", "总结": "zongjie"}[kind]
    place = next((a.short for a in OFFICES if a.id == agency), "")
    return f"""---
id: {agency}-{year}-{sound}
title: {place}{year}年工作{kind}
agency: {agency}
kind: {kind}
year: {year}
published: {published}
---

## 一、{"主要任务" if kind == "计划" else "主要工作"}

{text}
"""


def collect(
    extra: tuple[tuple[str, str, int, str, str], ...] = (), offices: tuple[Agency, ...] = OFFICES, topics: tuple[Topic, ...] = ()
) -> Collection:
    """The collection, with further reports as (agency, kind, year, published, text)."""
    kinds = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
    texts = (
        [write_report("songling", *r) for r in SONGLING]
        + [write_report("heping", *r) for r in HEPING]
        + [write_report(*r) for r in extra]
    )
    read = [read_report(text, "x.md", offices, kinds) for text in texts]
    reports: list[Report] = sorted((r.report for r in read if r.report), key=sort_key, reverse=True)
    rules = load_rules()[0]
    facts = join_facts(
        reports,
        [read_facts(r, prepare_topics(topics), prepare_links((), (), reports), rules, kinds) for r in reports],
        topics,
        kinds,
        offices,
        rules,
        date(2026, 1, 22),
    )
    return Collection(SiteInfo("松岭公开"), tuple(reports), offices, kinds, topics, (), (), facts, date(2026, 3, 1))


@pytest.fixture(scope="session")
def invented() -> Collection:
    """The small collection as it is."""
    return collect()


@pytest.fixture(scope="session")
def invent() -> Callable[..., Collection]:
    """``invent(extra=…, offices=…)``: the small collection with more in it."""
    return collect
