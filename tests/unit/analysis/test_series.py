"""Indicators over the years: what recurs, what a cell shows first, which years are covered, what is comparable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from builder.analysis.figures import IndicatorRow, IndicatorRules, load_rules
from builder.analysis.indicator_series import IndicatorSeries, build_series, comparable, coverage
from builder.analysis.reading import extract_rows
from builder.model import Agency, Report, ReportKind

OFFICE = Agency("qinghe", "清河镇人民政府")
HALVES = {"计划": "target", "总结": "actual", "工作报告": "both"}


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


@pytest.fixture
def reports(make_report: Callable[..., Report]) -> list[Report]:
    def one(year: int, kind: str, body: str) -> Report:
        sound = {"计划": "jihua", "总结": "zongjie", "工作报告": "gongzuobaogao"}[kind]
        return make_report(body, id=f"qinghe-{year}-{sound}", year=year, kind=sound)

    return [
        one(2023, "计划", "地区生产总值增长5%，改造农村危房40户。"),
        one(2024, "总结", "地区生产总值32亿元，增长6.1%。改造农村危房35户。上半年改造农村危房12户。建成灌溉水渠3公里。"),
        one(2025, "计划", "力争地区生产总值增长6%左右。"),
    ]


def rows_of(reports: list[Report], kinds: tuple[ReportKind, ...], rules: IndicatorRules) -> dict[str, tuple[IndicatorRow, ...]]:
    halves = {k.id: k.half for k in kinds}
    return {r.id: extract_rows(r, halves[r.meta.kind], rules) for r in reports}


@pytest.fixture
def series(reports: list[Report], kinds: tuple[ReportKind, ...], rules: IndicatorRules) -> dict[str, IndicatorSeries]:
    rows = rows_of(reports, kinds, rules)
    return {s.name: s for s in build_series(rows, reports, kinds, (OFFICE,), rules)}


def test_canonical_first_then_in_order_of_mention(series: dict[str, IndicatorSeries]) -> None:
    assert next(iter(series)) == "地区生产总值"
    assert series["地区生产总值"].canonical
    assert series["地区生产总值"].theme == "经济"


def test_years_hold_targets_and_results(series: dict[str, IndicatorSeries]) -> None:
    gdp = series["地区生产总值"]
    assert [(y.year, len(y.targets), len(y.actuals)) for y in gdp.years] == [(2023, 1, 0), (2024, 0, 1), (2025, 1, 0)]
    assert gdp.recurs


def test_whole_years_stand_before_parts(series: dict[str, IndicatorSeries]) -> None:
    homes = next(s for name, s in series.items() if "危房" in name)
    assert [r.value for r in homes.years[-1].actuals] == [35, 12]
    canal = next(s for name, s in series.items() if "水渠" in name)
    assert not canal.recurs


def test_what_may_be_drawn_together(series: dict[str, IndicatorSeries], rules: IndicatorRules) -> None:
    found = comparable(series["地区生产总值"], rules)
    assert found is not None
    assert (found.aspect, [(p.year, p.kind, p.value) for p in found.points]) == (
        "growth",
        [(2023, "target", 5.0), (2025, "target", 6.0)],
    )
    assert found.left_out == ((2024, "actual", "year"),), "no year has both: a target is never drawn beside another year's result"
    canal = next(s for name, s in series.items() if "水渠" in name)
    assert comparable(canal, rules) is None


def test_a_poor_name_makes_no_series(reports: list[Report], kinds: tuple[ReportKind, ...], rules: IndicatorRules) -> None:
    rows = {r: tuple(replace(row, named=False) for row in found) for r, found in rows_of(reports, kinds, rules).items()}
    assert [s.name for s in build_series(rows, reports, kinds, (OFFICE,), rules)] == ["地区生产总值"]


def test_coverage(
    reports: list[Report], kinds: tuple[ReportKind, ...], rules: IndicatorRules, make_report: Callable[..., Report]
) -> None:
    covered = coverage("qinghe", reports, rows_of(reports, kinds, rules), kinds, rules.grammar)
    assert (covered.planned, covered.accounted) == (frozenset({2023, 2025}), frozenset({2024}))
    work = make_report(
        "## 一、2025年工作回顾\n\n改造农村危房30户，建成灌溉水渠2公里。\n\n## 二、2026年工作安排\n\n改造农村危房20户。",
        id="qinghe-2026-gongzuobaogao",
        year=2026,
        kind="gongzuobaogao",
        title="清河镇2026年政府工作报告",
    )
    both = coverage("qinghe", [work], rows_of([work], kinds, rules), kinds, rules.grammar)
    assert (both.planned, both.accounted) == (frozenset({2026}), frozenset({2025}))
