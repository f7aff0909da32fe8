"""Offices side by side: what never shares a column, when a target is higher or lower than the one before, what has no place in an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.indicator_series import IndicatorSeries, YearFigures
from builder.analysis.ledger import LedgerRow
from builder.analysis.places import Kind
from builder.analysis.side_by_side import Compared, change_of, ranked, side_by_side
from builder.analysis.verdicts import Verdict

RULES = load_rules()[0]
GROWTH = "growth", "percent", ""
SIGNS = {"左右": "approx", "以上": "ge", "超过": "gt", "以内": "le", "": "eq"}


def row(text: str, *, kind: Kind = "target", year: int = 2025, **more: Any) -> IndicatorRow:
    """增长5%左右, 120亿元: a row as it is read from such words."""
    words = next((w for w in SIGNS if w and w in text), "")
    low, _, high = text.removeprefix("增长").removesuffix(words).removeprefix(words).partition("—")
    number = "".join(c for c in low if c in "0123456789.-")
    unit = (high or low).lstrip("0123456789.-")
    is_growth = text.startswith("增长")
    found = IndicatorRow(
        "r", None, "s1", "s1", 0, len(text), 0, 0, year, kind, "地区生产总值", "gdp", None if is_growth else float(number), None, "" if is_growth else unit,
        SIGNS[words], float(number) if is_growth else None, None, None, "growth" if is_growth else "level", "", text, qualifier=words,
    )  # fmt: skip
    if high:
        found = replace(found, value_max=float(high.rstrip("%亿元")), comparison="range")
    return replace(found, **more)


def series(agency: str, *rows: IndicatorRow) -> IndicatorSeries:
    years = sorted({r.year for r in rows})
    halves = {(y, k): tuple(r for r in rows if (r.year, r.kind) == (y, k)) for y in years for k in ("target", "actual")}
    return IndicatorSeries(agency, "gdp", "地区生产总值", "经济", True, tuple(YearFigures(y, halves[y, "target"], halves[y, "actual"]) for y in years))


def beside(offices: Mapping[str, tuple[IndicatorRow, ...]], ledger: Mapping[str, tuple[LedgerRow, ...]] | None = None) -> Compared:
    return side_by_side([series(a, *rows) for a, rows in offices.items()], ledger or {}, 2025, RULES)


def test_a_growth_and_an_amount_are_two_tables() -> None:
    found = beside({"jia": (row("增长5%左右"),), "yi": (row("120亿元"),), "bing": (row("增长6%"),)})
    assert [(m.aspect, [s.agency for s in m.sides]) for m in found.measures] == [("growth", ["jia", "bing"]), ("level", ["yi"])]


def test_a_figure_with_its_growth_is_in_both() -> None:
    both = row("120亿元", kind="actual", growth=6.2)
    found = beside({"jia": (both,), "yi": (row("增长5%", kind="actual"), row("80亿元", kind="actual"))})
    assert {(m.aspect, len(m.sides)) for m in found.measures} == {("growth", 2), ("level", 2)}


@pytest.mark.parametrize(
    "change",
    [
        {"several_years": True, "first_year": 2021, "measure": "cumulative"},
        {"period": "part"},
        {"measure": "delta"},
        {"undated": True},
        {"other_basis": "同口径"},
        {"each_year": True, "undated": True},
    ],
)
def test_what_is_not_the_plain_figure_of_one_year_stands_apart(change: dict[str, object]) -> None:
    found = beside({"jia": (row("120亿元", kind="actual", **change),), "yi": (row("80亿元", kind="actual"),)})
    assert [s.agency for m in found.measures for s in m.sides] == ["yi"]
    assert [s.agency for s in found.apart] == ["jia"]


def test_units_that_do_not_convert_and_stages_are_apart() -> None:
    found = beside({"jia": (row("30个"),), "yi": (row("30公里"),), "bing": (row("30个", stage="started"),)})
    assert [len(m.sides) for m in found.measures] == [1, 1, 1]
    same = beside({"jia": (row("1.2万亿元"),), "yi": (row("9000亿元"),)})
    assert [len(m.sides) for m in same.measures] == [2], "units of one kind convert"


def test_what_was_done_and_what_there_is_are_apart_only_where_both_are_said() -> None:
    done, held = row("30个", flow="done"), row("300个", flow="held")
    assert [len(m.sides) for m in beside({"jia": (done,), "yi": (held,)}).measures] == [1, 1]
    assert [len(m.sides) for m in beside({"jia": (row("30个"),), "yi": (held,)}).measures] == [2]
    stock = row("300个", stage="stock", flow="held")
    assert [len(m.sides) for m in beside({"jia": (row("30个"),), "yi": (stock,)}).measures] == [2]
    assert [len(m.sides) for m in beside({"jia": (row("30个", stage="new"),), "yi": (stock,), "bing": (held,)}).measures] == [2, 1]


def test_a_sum_is_of_its_year_however_it_is_said() -> None:
    done, held = row("3万亿元", flow="done"), row("5万亿元", flow="held")
    assert [len(m.sides) for m in beside({"jia": (done,), "yi": (held,)}).measures] == [2]


def ledger_row(promise: IndicatorRow, outcome: IndicatorRow | None, verdict: Verdict, places: tuple[IndicatorRow, ...] = ()) -> LedgerRow:
    return LedgerRow("jia", "gdp", "地区生产总值", promise.year, promise, outcome, verdict, "", places)


def test_a_verdict_stands_beside_its_target_and_a_target_said_twice_once() -> None:
    target, again, result = row("增长5%左右"), row("增长5%左右"), row("增长5.2%", kind="actual")
    found = beside({"jia": (target, again, result)}, {"jia": (ledger_row(target, result, "met", (again,)),)})
    (side,) = found.measures[0].sides
    assert [(t is target, r.verdict if r else None) for t, r in side.targets] == [(True, "met")]
    assert side.results == (result,)


def test_what_only_possibly_answers_is_no_result() -> None:
    target, other = row("增长5%左右"), replace(row("增长7%", kind="actual"), indicator="工业总产值")
    found = beside({"jia": (target,)}, {"jia": (ledger_row(target, other, "possible"),)})
    assert found.measures[0].sides[0].results == ()


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("增长5%左右", "增长5%左右", "same"),
        ("增长5.5%左右", "增长5%左右", "lower"),
        ("增长5%以上", "增长6%以上", "higher"),
        ("增长6%左右", "增长5%以上", "lower"),
        ("增长5%左右", "增长5%以上", ""),
        ("增长5%左右", "增长5.2%以上", ""),
        ("增长5%以上", "增长5%", ""),
        ("增长5%", "增长4.5—5%", ""),
        ("增长5—6%", "增长4.5—5%", "lower"),
        ("增长5—6%", "增长5—5.5%", ""),
        ("增长5%", "增长5.5—6%", "higher"),
        ("3%以内", "2%以内", "lower"),
        ("3%以内", "2%", ""),
        ("超过20", "20以上", ""),
    ],
)
def test_a_next_target_is_higher_or_lower_only_where_the_words_decide(before: str, after: str, change: str) -> None:
    key = GROWTH if before.startswith("增长") else ("level", RULES.scale("%" if "%" in before else ""), "")
    assert change_of(row(before), row(after, year=2026), key, RULES) == change


def test_targets_of_unlike_kind_or_of_two_figures_are_not_compared() -> None:
    now = row("增长5%左右")
    assert beside({"jia": (now, row("120亿元", year=2026))}).measures[0].sides[0].change == ""
    two = beside({"jia": (now, row("增长6%左右", year=2026), row("增长7%左右", year=2026))}).measures[0].sides[0]
    assert (two.change, len(two.following)) == ("", 2)
    again = beside({"jia": (row("30个", again="再"), row("40个", year=2026))}).measures[0].sides[0]
    assert again.change == ""


def places(compared: Compared) -> tuple[list[tuple[str, int, bool]], list[str]]:
    found = ranked(compared.measures[0], RULES)
    return [(r.agency, r.place, r.shared) for _, order in found.orders for r in order], [agency for agency, _, _ in found.unranked]


def test_results_are_ranked_only_where_they_are_printed_exactly() -> None:
    said = {"jia": "增长5.2%", "yi": "增长6%", "bing": "增长5.2%", "ding": "增长5%以上", "wu": "增长5.1%左右", "ji": "增长4%"}
    found = beside({a: (row(text, kind="actual"),) for a, text in said.items()})
    assert places(found) == ([("yi", 1, False), ("jia", 2, True), ("bing", 2, True), ("ji", 4, False)], ["ding", "wu"])


def test_what_is_expected_and_what_is_said_in_two_ways_has_no_place() -> None:
    rows = {
        "jia": (row("增长5.2%", kind="actual"),), "yi": (row("增长6%", kind="actual"),),
        "bing": (row("增长7%", kind="actual", expected=True),), "ding": (row("增长5%", kind="actual"), row("增长8%", kind="actual")),
    }  # fmt: skip
    assert places(beside(rows)) == ([("yi", 1, False), ("jia", 2, False)], ["bing", "ding", "ding"])


def test_targets_are_ranked_among_those_that_say_it_alike() -> None:
    said = {"jia": "增长5%左右", "yi": "增长6%左右", "bing": "增长5%以上", "ding": "增长6%以上", "wu": "增长5—6%", "ji": "增长4%"}
    found = ranked(beside({a: (row(text),) for a, text in said.items()}).measures[0], RULES)
    assert [(sign, [r.agency for r in order]) for sign, order in found.orders] == [("approx", ["yi", "jia"]), ("from", ["ding", "bing"])]
    assert {agency for agency, _, _ in found.unranked} == {"wu", "ji"}


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ({"own": "居民收入增长"}, {"own": "居民收入实际增长"}),
        ({"own": "居民收入增长"}, {"own": "居民收入增长(扣除价格因素)"}),
        ({"own": "旅游收入"}, {"own": "旅游综合收入"}),
        ({"own": "新增经营主体"}, {"own": "新登记经营主体"}),
        ({"own": "建成高标准农田"}, {"own": "新建改造高标准农田"}),
        ({"own": "建成高标准农田"}, {"own": "建设高标准农田"}),
        ({"own": "改造老旧小区"}, {"own": "推进改造老旧小区"}),
        ({"own": "投资增长"}, {"own": "民间投资增长"}),
        ({}, {"scope": "同口径"}),
    ],
)
def test_only_what_is_the_very_same_measure_has_a_place(plain: dict[str, object], other: dict[str, object]) -> None:
    said = {"jia": ("增长5%", plain), "yi": ("增长6%", plain), "bing": ("增长7%", other)}
    found = ranked(beside({a: (row(text, kind="actual", **more),) for a, (text, more) in said.items()}).measures[0], RULES)
    assert [[r.agency for r in order] for _, order in found.orders] == [["yi", "jia"]]
    assert [(agency, why) for agency, _, why in found.unranked] == [("bing", "other")]


@pytest.mark.parametrize(("name", "other"), [("城镇", "农村"), ("农村", "城镇")])
def test_both_halves_of_one_sentence_are_treated_alike(name: str, other: str) -> None:
    """城镇和农村居民收入分别增长4%、6%: what is said of the other half narrows nothing of this one."""
    said = {"jia": ("增长5%", f"{name}居民收入"), "yi": ("增长6%", f"{name}和{other}居民收入分别"), "bing": ("增长7%", f"{name}居民收入")}
    found = ranked(beside({a: (row(text, kind="actual", indicator=f"{name}居民人均可支配收入", own=own),) for a, (text, own) in said.items()}).measures[0], RULES)
    assert ([[r.agency for r in order] for _, order in found.orders], found.unranked) == ([["bing", "yi", "jia"]], ())


def test_two_unlike_measures_are_no_order_at_all() -> None:
    rows = {"jia": (row("30个", kind="actual", own="新增主体"),), "yi": (row("40个", kind="actual", own="新登记主体"),)}
    assert places(beside(rows)) == ([], ["jia", "yi"])


def test_each_figure_without_a_place_says_why() -> None:
    said = {"jia": "增长5%左右", "yi": "增长6%左右", "bing": "增长5—5.5%", "ding": "增长6%以上"}
    found = ranked(beside({a: (row(text),) for a, text in said.items()}).measures[0], RULES)
    assert [(agency, why) for agency, _, why in found.unranked] == [("bing", "range"), ("ding", "alone")]
    exact = {"jia": (row("增长5%", kind="actual"),), "yi": (row("增长5%左右", kind="actual"),), "bing": (row("增长4%", kind="actual", expected=True),)}
    assert [why for _, _, why in ranked(beside(exact).measures[0], RULES).unranked] == ["about", "expected", "alone"]
