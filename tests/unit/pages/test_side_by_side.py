"""The page of an indicator that several offices have: tables, orders, changes and the CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from builder.content.site_files import Feedback
from builder.model import Agency
from builder.pages.collection import Collection
from builder.pages.indicator_pages import IndicatorView
from builder.pages.page import Page
from builder.pages.side_by_side import COLUMNS
from tests.shares import indicator_files, indicator_pages

pytestmark = pytest.mark.parts

OFFICES = tuple(Agency(i, f"{name}人民政府", (name,)) for i, name in (("songling", "松岭县"), ("anping", "安平县"), ("baishi", "白石县"), ("tongan", "桐安县")))


def told(office: str, plan: str, summary: str, after: str) -> tuple[tuple[str, str, int, str, str], ...]:
    return (
        (office, "计划", 2025, "2025-01-20", plan),
        (office, "总结", 2025, "2026-01-18", summary),
        (office, "计划", 2026, "2026-01-22", after),
    )


EXTRA = (
    *told("anping", "地区生产总值增长6%左右。", "地区生产总值88亿元，增长6.1%。", "地区生产总值增长5%左右。"),
    *told("baishi", "地区生产总值增长6%以上。", "地区生产总值增长5.7%。", "地区生产总值增长6%左右。"),
    *told("tongan", "地区生产总值达到90亿元。", "“十四五”期间，地区生产总值年均增长6.3%。", "地区生产总值达到95亿元。"),
)


@pytest.fixture(scope="module")
def offices(invent: Callable[..., Collection]) -> Collection:
    return invent(extra=EXTRA, offices=OFFICES)


def view_of(c: Collection, path: str = "ledger/gdp/") -> IndicatorView:
    view = next(p.view for p in indicator_pages(c) if p.path == path)
    assert isinstance(view, IndicatorView)
    return view


def test_the_newest_year_that_is_over_comes_first_by_name(offices: Collection) -> None:
    over, now = view_of(offices).sides
    assert (over.year, now.year) == (2025, 2026)
    table = over.tables[0]
    assert table.title == "增长率"
    assert [line.office.title for line in table.lines] == ["安平县", "白石县", "松岭县"], "安、白、松 as they are read"
    lines = {line.office.title: line for line in table.lines}
    anping = lines["安平县"]
    assert anping.office.path == "ledger/anping/#gdp"
    assert [(t.figure.text, t.status.word if t.status else "") for t in anping.targets] == [("增长6%左右", "达到")]
    assert anping.targets[0].path.startswith("ledger/anping/2025/#m-")
    assert [f.text for f in anping.results] == ["88亿元，增长6.1%"]
    assert anping.results[0].path.startswith("reports/anping-2025-zongjie/?s=")
    assert ([f.text for f in anping.following], anping.change) == (["增长5%左右"], "↓ 更低")
    assert lines["白石县"].change == "", "6%以上 and 6%左右 do not say which is more"


def test_amounts_and_averages_stand_in_no_column_of_growths(offices: Collection) -> None:
    over = view_of(offices).sides[0]
    growth, *others = over.tables
    assert "桐安县" not in [line.office.title for line in growth.lines]
    amounts = next(t for t in others if t.title.startswith("数额"))
    assert amounts.title == "数额（亿元）"
    assert {line.office.title: ([t.figure.text for t in line.targets], [f.text for f in line.results]) for line in amounts.lines}["桐安县"] == (["90亿元"], [])
    mixed = next(t for t in others if t.is_mixed)
    assert [(line.office.title, line.said, [f.text for f in line.results]) for line in mixed.lines] == [
        ("桐安县", "几年合计、年均或累计的", ["增长6.3%（2021—2025年年均）"])
    ]
    assert mixed.orders == ()


def test_what_decided_a_verdict_stands_in_its_column(invent: Callable[..., Collection]) -> None:
    """研发投入 ✓达到 with no result beside it: the figure that decided it spanned years, and was called one that cannot be compared."""
    said = "“十四五”期间，研发经费投入强度从2.7%提高到3.3%。"
    extra = (
        *told("anping", "研发经费投入强度达到3.2%。", said, "研发经费投入强度达到3.4%。"),
        *told("baishi", "研发经费投入强度达到2.8%。", "研发经费投入强度达到2.9%。", "研发经费投入强度达到3%。"),
    )
    table, *others = view_of(invent(extra=extra, offices=OFFICES), "ledger/rd-intensity/").sides[0].tables
    assert {line.office.title: ([t.status.word for t in line.targets if t.status], [f.text for f in line.results]) for line in table.lines} == {
        "安平县": (["达到"], ["3.3%"]),
        "白石县": (["达到"], ["2.9%"]),
    }
    assert others == []
    extra = (
        *told("anping", "经营主体数量增长5%。", "经营主体达1163.7万户、增长6.3%。", "经营主体数量增长5%。"),
        *told("baishi", "经营主体数量增长5%。", "经营主体数量增长5.5%。", "经营主体数量增长5%。"),
    )
    table, *others = view_of(invent(extra=extra, offices=OFFICES), "ledger/market-entities/").sides[0].tables
    assert {line.office.title: ([t.status.word for t in line.targets if t.status], [f.text for f in line.results]) for line in table.lines} == {
        "安平县": (["达到"], ["1163.7万户，增长6.3%"]),
        "白石县": (["达到"], ["增长5.5%"]),
    }


def test_the_order_by_result_has_only_what_is_printed_exactly(offices: Collection) -> None:
    table = view_of(offices).sides[0].tables[0]
    assert table.of_results
    assert [(o.words, [(p.place, p.office) for p in o.places]) for o in table.orders] == [
        ("", [("1", "安平县"), ("并列2", "白石县"), ("并列2", "松岭县")])
    ]
    targets = view_of(offices).sides[1].tables[0]
    assert not targets.of_results
    assert [(o.words, [(p.place, p.office) for p in o.places]) for o in targets.orders] == [
        ("写“左右”“约”的", [("1", "白石县"), ("2", "松岭县"), ("3", "安平县")])
    ]


def test_an_order_says_whether_higher_is_better(invent: Callable[..., Collection], offices: Collection) -> None:
    assert all(table.higher_is_better for side in view_of(offices).sides for table in side.tables if table.orders)
    extra = (("heping", "计划", 2025, "2025-01-12", "城镇登记失业率控制在3%以内。"),)
    view = view_of(invent(extra=extra), "ledger/registered-unemployment/")
    assert [t.higher_is_better for side in view.sides for t in side.tables if t.orders] == [False]


def test_which_targets_were_raised_or_lowered(offices: Collection) -> None:
    over = view_of(offices).sides[0]
    assert {g.word: [line.office.title for line in g.lines] for g in over.changes} == {"更高": ["桐安县"], "更低": ["安平县", "松岭县"]}
    for group in over.changes:
        assert all(len(line.targets) == len(line.following) == 1 for line in group.lines)


def test_further_years_have_pages_and_a_lone_office_has_none(offices: Collection) -> None:
    paths = [p.path for p in indicator_pages(offices) if p.path.startswith("ledger/gdp/")]
    assert paths == ["ledger/gdp/"], "2024 is only one office's"
    older = collect_older(offices)
    assert [p.path for p in older if p.path.startswith("ledger/gdp/")] == ["ledger/gdp/", "ledger/gdp/2023/"]
    view = next(p.view for p in older if p.path == "ledger/gdp/2023/")
    assert isinstance(view, IndicatorView)
    assert ([y.year for y in view.sides], view.parts, view.offices) == ([2023], (), ())
    assert [link.path for link in view.years] == ["ledger/gdp/"]


def collect_older(c: Collection) -> list[Page]:
    """The same with figures of 2023 in two offices: those of 2025 told as of then."""
    series = tuple(
        replace(s, years=(replace(next(y for y in s.years if y.year == 2025), year=2023), *s.years)) if s.key == "gdp" and s.agency != "tongan" else s
        for s in c.facts.series
    )
    return indicator_pages(replace(c, facts=replace(c.facts, series=series)))


def test_where_tables_are_long_the_current_year_has_its_own_page(offices: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.indicator_pages.NEWEST", 3)
    view = view_of(offices)
    assert [y.year for y in view.sides] == [2025]
    assert [y.year for y in view_of(offices, "ledger/gdp/2026/").sides] == [2026]


def test_a_table_without_room_has_a_page_of_its_own(offices: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [t for y in view_of(offices).sides for t in y.tables]
    monkeypatch.setattr("builder.pages.indicator_pages.ROOM", 10)
    view = view_of(offices)
    kept = [t for y in view.sides for t in y.tables]
    moved = {link.path: link.title for link in view.tables}
    assert moved
    assert len(kept) + len(moved) == len(whole)
    assert all(y.tables for y in view.sides), "each year keeps its first"
    for path, title in moved.items():
        page = view_of(offices, path)
        (table,) = page.sides[0].tables
        assert table in whole
        assert title == f"{page.sides[0].year}年：{table.title}（{len(table.lines)} 个机构）"
        assert page.years[0].path == "ledger/gdp/"
        assert not page.parts
        assert not page.offices


def test_what_a_table_has_no_room_for_is_counted(offices: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole, *_) = view_of(offices).sides[0].tables
    monkeypatch.setattr("builder.pages.side_by_side.ROOM", 9)
    (table, *_) = view_of(offices).sides[0].tables
    assert 0 < len(table.lines) < len(whole.lines)
    assert table.offices == len(table.lines) + table.left_out == len(whole.lines)
    shown, places = (sum(len(o.places) for o in t.orders) for t in (table, whole))
    assert (shown, table.unplaced) == (3, places - 3)
    assert table.lines == whole.lines[: len(table.lines)]


def test_the_csv_has_chinese_heads_and_every_office(offices: Collection) -> None:
    (file,) = (f for f in indicator_files(offices) if f.path == "data/offices/gdp.csv")
    text = file.content.decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert all("一" <= head[0] <= "鿿" for head in COLUMNS)
    anping = next(r for r in rows if (r["机构"], r["年度"], r["说法"]) == ("安平县人民政府", "2025", "增长率"))
    assert (anping["目标"], anping["目标数值"], anping["目标单位"]) == ("增长6%左右", "6", "%")
    assert (anping["结论"], anping["下一年目标"], anping["下一年目标比这一年目标"]) == ("达到", "增长5%左右", "更低")
    assert anping["目标出处"].startswith("reports/anping-2025-jihua/#")
    assert {r["机构"] for r in rows if r["年度"] == "2025"} == {a.name for a in OFFICES}


def test_a_reader_tells_of_a_line_that_is_wrong(offices: Collection) -> None:
    asked = replace(offices, site=replace(offices.site, feedback=Feedback(email="cuowu@example.org"), base_url="https://example.org/"))
    line = view_of(asked).sides[0].tables[0].lines[0]
    assert line.wrong == "mailto:cuowu@example.org?subject=读错了&body=https://example.org/ledger/anping/%23gdp%20安平县地区生产总值，哪一年的、应当是多少："
    assert view_of(offices).sides[0].tables[0].lines[0].wrong == ""
