"""What a person decided against what the program read: applied, marked, or stale and told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builder.analysis.decisions import decide_ledger, decide_rows, place_of
from builder.analysis.figures import IndicatorRow, IndicatorRules, load_rules
from builder.analysis.ledger import LedgerRow, build_ledger
from builder.analysis.reading import extract_rows
from builder.content.decisions import Decision, FigurePlace, parse_decisions
from builder.content.kinds import parse_kinds
from builder.content.read import read_report
from builder.defaults import read_default
from builder.model import Agency, Report
from builder.problems import Location, Problem

KINDS = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
OFFICES = (Agency("songling", "松岭县人民政府"),)
DAY = "2026-11-28"


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


def report(kind: str, text: str) -> Report:
    half = {"计划": "jihua", "总结": "zongjie"}[kind]
    front = f"---\nid: songling-2024-{half}\ntitle: 松岭县2024年工作{kind}\nagency: songling\nkind: {kind}\nyear: 2024\n---\n"
    found = read_report(f"{front}\n{text}\n", f"{half}.md", OFFICES, KINDS).report
    assert found is not None
    return found


def anchor(of: Report, n: int = 0) -> str:
    return of.paragraphs[n].id


def rows_of(of: Report, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    return extract_rows(of, "target" if of.meta.kind == "jihua" else "actual", rules)


def decided(of: Report, rules: IndicatorRules, entry: str) -> tuple[tuple[IndicatorRow, ...], list[Problem]]:
    """The report's rows after one decision, written as its file has it; ``ANCHOR`` is that of the first paragraph."""
    text = f"- {{date: {DAY}, {entry.replace('ANCHOR', anchor(of))}}}\n"
    decisions, faults = parse_decisions(text, "x.review.yml", of.id)
    assert not faults, faults
    rows, problems = decide_rows([of], {of.id: rows_of(of, rules)}, {of.id: decisions}, rules)
    return rows[of.id], problems


SUMMARY = "新增公办学位880个，整治河道21公里。建成口袋公园7个。"


def test_what_nobody_decided_is_not_marked(rules: IndicatorRules) -> None:
    of = report("总结", SUMMARY)
    rows, problems = decided(of, rules, "anchor: ANCHOR, figure: 880个, decision: confirm")
    assert not problems
    assert [r.reviewed for r in rows] == [DAY, None, None]
    assert [replace(r, reviewed=None) for r in rows] == list(rows_of(of, rules))


def test_what_was_confirmed_holds_when_the_program_reads_otherwise(rules: IndicatorRules) -> None:
    rows, _ = decided(report("总结", SUMMARY), rules, "anchor: ANCHOR, figure: 880个, decision: confirm, row: {kind: target, year: 2025}")
    assert (rows[0].kind, rows[0].year, rows[0].reviewed) == ("target", 2025, DAY)


def test_a_correction_changes_what_it_names(rules: IndicatorRules) -> None:
    of = report("总结", SUMMARY)
    rows, _ = decided(of, rules, "anchor: ANCHOR, figure: 7个, decision: correct, reason: 名称, row: {indicator: 地区生产总值, year: 2023}")
    known = rules.canonical("地区生产总值")
    assert known
    assert (rows[2].indicator, rows[2].canonical, rows[2].year, rows[2].value) == ("地区生产总值", known.id, 2023, 7)
    assert (rows[2].reviewed, rows[2].correction) == (DAY, "名称")
    assert rows[:2] == rows_of(of, rules)[:2]


def test_what_the_program_reads_the_same_by_now_is_no_correction(rules: IndicatorRules) -> None:
    rows, _ = decided(report("总结", SUMMARY), rules, "anchor: ANCHOR, figure: 7个, decision: correct, reason: 数错, row: {value: 7}")
    assert (rows[2].reviewed, rows[2].correction) == (DAY, "")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("value: 890", "数值“890”不在“880个”那一句里"),
        ("value: 7", "数值“7”不在"),  # another sentence of the paragraph
        ("growth: 12.5", "增长“12.5”不在"),
        ("value_max: 900", "数值上限“900”不在"),
        ("unit: 座", "单位“座”不在"),
    ],
)
@pytest.mark.parametrize("decision", ["correct, reason: 错", "confirm"])
def test_what_is_not_printed_in_the_sentence_is_refused(rules: IndicatorRules, row: str, said: str, decision: str) -> None:
    if decision == "confirm" and "unit" in row:
        return  # as the program wrote it, when it was confirmed
    of = report("总结", SUMMARY)
    rows, (problem,) = decided(of, rules, f"anchor: ANCHOR, figure: 880个, decision: {decision}, row: {{{row}}}")
    assert rows == rows_of(of, rules)
    assert (problem.severity, problem.code) == ("error", "review.number")
    assert said in str(problem)


@pytest.mark.parametrize(
    ("text", "figure", "row"),
    [
        ("新增床位1,280张，比上年下降3.1%。", "1,280张", "value: 1280, growth: -3.1"),
        ("新增床位一千二百余张。", "一千二百余张", "value: 1200, unit: 张"),
        ("惠及群众1万多户。", "1万多户", "value: 1, unit: 万户"),
        ("快递业务量28件，增长两成。", "28件", "growth: 20"),
        ("快递业务量28件，翻一番。", "28件", "growth: 100"),
        ("快递业务量28件，增长百分之五。", "28件", "growth: 5, unit: 无"),
    ],
)
def test_what_is_printed_in_other_digits_is_not_refused(rules: IndicatorRules, text: str, figure: str, row: str) -> None:
    of = report("总结", text)
    assert rows_of(of, rules)
    _, problems = decided(of, rules, f"anchor: ANCHOR, figure: '{figure}', decision: correct, reason: 漏了, row: {{{row}}}")
    assert not problems


@pytest.mark.parametrize(("row", "fine"), [("unit: 座", True), ("unit: 万元", True), ("value: 5", True), ("value: 6", False), ("unit: 亩", False)])
def test_the_sentence_of_a_cell_is_its_row_with_the_heads(rules: IndicatorRules, row: str, fine: bool) -> None:
    of = report("总结", "单位：万元\n\n| 项目 | 单位 | 计划 | 完成 |\n|---|---|---|---|\n| 修缮凉亭 | 座 | 5 | 4 |\n| 整治河道 | 公里 | 6 | 7 |")
    rows = rows_of(of, rules)
    one = next(r for r in rows if r.value == 4)
    place = place_of(of, one)
    text = f"- {{anchor: {place.anchor}, figure: '{place.figure}', name: {place.name}, nth: {place.nth or 1}, date: {DAY}, decision: correct, reason: 错, row: {{{row}}}}}\n"
    decisions, faults = parse_decisions(text, "x.review.yml", of.id)
    assert not faults
    assert bool(decide_rows([of], {of.id: rows}, {of.id: decisions}, rules)[1]) is not fine


def test_a_row_that_is_none_is_dropped(rules: IndicatorRules) -> None:
    rows, _ = decided(report("总结", SUMMARY), rules, "anchor: ANCHOR, figure: 21公里, decision: drop, reason: 不是指标")
    assert [r.value for r in rows] == [880, 7]


ADD = "anchor: ANCHOR, figure: 廿一条, decision: add, reason: 漏读, row: {indicator: 巷道, year: 2024, kind: actual, value: 21, unit: 条}"


def test_a_missed_row_is_added_where_it_stands(rules: IndicatorRules) -> None:
    of = report("总结", "新增公办学位880个。修好巷道廿一条。建成口袋公园7个。")
    rows, problems = decided(of, rules, ADD)
    assert not problems
    assert [r.value for r in rows] == [880, 21, 7]
    added = rows[1]
    assert (added.quote, added.reviewed, added.anchor) == ("修好巷道廿一条", DAY, anchor(of))
    text = of.paragraphs[0].text
    assert (text[added.start : added.end], text[added.value_start : added.value_end]) == (added.quote, "廿一条")


def test_a_row_is_added_only_where_its_figure_stands(rules: IndicatorRules) -> None:
    rows, problems = decided(report("总结", SUMMARY), rules, ADD)
    assert len(rows) == 3
    assert [(p.severity, p.code, p.location.shown, p.location.line) for p in problems] == [("error", "review.not-there", "x.review.yml", 1)]


def test_what_the_program_reads_by_now_is_not_added_twice(rules: IndicatorRules) -> None:
    entry = ADD.replace("廿一条", "7个").replace("巷道", "口袋公园").replace("21, unit: 条", "7, unit: 个")
    of = report("总结", SUMMARY)
    name = rows_of(of, rules)[2].indicator
    rows, _ = decided(of, rules, entry.replace("口袋公园", name))
    assert [(r.value, r.reviewed) for r in rows] == [(880, None), (21, None), (7, DAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SUMMARY.replace("880", "890"), "的文字里没有“880个”"),
        (SUMMARY.replace("880个", "1880个"), "的文字里没有“880个”"),
        ("新增公办学位880个，新增民办学位880个。", "读出了 2 行"),
    ],
)
def test_a_decision_on_a_sentence_that_changed_is_stale(rules: IndicatorRules, text: str, found: str) -> None:
    of = report("总结", text)
    rows, problems = decided(of, rules, "anchor: ANCHOR, figure: 880个, decision: drop, reason: 错")
    assert rows == rows_of(of, rules)
    (problem,) = problems
    assert (problem.severity, problem.code, problem.location.line) == ("warning", "review.stale", 1)
    assert found in str(problem)
    assert "请" in str(problem)


def test_a_figure_that_the_program_does_not_read_cannot_be_confirmed(rules: IndicatorRules) -> None:
    rows, (problem,) = decided(report("总结", "落实第三次会议精神。"), rules, "anchor: ANCHOR, figure: 第三次, decision: confirm")
    assert rows == ()
    assert "现在没有读成数字" in str(problem)


def test_a_paragraph_that_is_gone_makes_it_stale(rules: IndicatorRules) -> None:
    _, problems = decided(report("总结", SUMMARY), rules, "anchor: gone, figure: 880个, decision: confirm")
    assert "没有锚点“gone”" in str(problems[0])


def test_one_of_several_equal_figures_is_told_by_its_number_or_name(rules: IndicatorRules) -> None:
    of = report("总结", "新增公办学位880个，整治河道880个。")
    first, second = rows_of(of, rules)
    by_number, _ = decided(of, rules, "anchor: ANCHOR, figure: 880个, nth: 2, decision: confirm")
    by_name, _ = decided(of, rules, f"anchor: ANCHOR, figure: 880个, name: {second.indicator}, decision: confirm")
    assert by_number == by_name == (first, replace(second, reviewed=DAY))


PLAN = report("计划", "新增公办学位900个，建成口袋公园6个，整治河道20公里。")
RESULT = report("总结", "新增公办学位880个，建设小微公园7个，整治河道21公里。")


def ledger(rules: IndicatorRules, *decisions: Decision) -> tuple[tuple[LedgerRow, ...], list[Problem]]:
    rows = {of.id: rows_of(of, rules) for of in (PLAN, RESULT)}
    found = build_ledger(rows, {}, [PLAN, RESULT], KINDS, OFFICES, date(2026, 3, 1), rules)
    return decide_ledger(found, rows, [PLAN, RESULT], {PLAN.id: decisions}, rules)


def pair(decision: str, figure: str, other: str, **more: str) -> Decision:
    entry = {"anchor": anchor(PLAN), "figure": figure, "decision": decision, "date": DAY, "reason": "对照过两句"} | more
    text = ", ".join(f"{k}: {v}" for k, v in entry.items())
    (found,), _ = parse_decisions(f"- {{{text}, with: {{report: {RESULT.id}, anchor: {anchor(RESULT)}, figure: {other}}}}}\n", "x.review.yml", PLAN.id)
    return found


def test_a_pair_that_a_person_confirms_keeps_its_verdict(rules: IndicatorRules) -> None:
    before, _ = ledger(rules)
    after, problems = ledger(rules, pair("pair", "900个", "880个"))
    assert not problems
    assert [r.reviewed for r in before] == [None, None, None]
    assert after == (replace(before[0], reviewed=DAY), *before[1:])
    assert after[0].verdict == "missed"


def test_a_pair_that_a_person_makes_is_judged_by_arithmetic(rules: IndicatorRules) -> None:
    before, _ = ledger(rules)
    after, _ = ledger(rules, pair("pair", "6个", "7个"))
    assert before[1].verdict not in {"met", "missed", "close"}
    outcome = after[1].outcome
    assert outcome
    assert (after[1].verdict, outcome.value, after[1].searched, after[1].reviewed) == ("met", 7, (), DAY)


def test_what_a_person_sets_apart_has_no_verdict(rules: IndicatorRules) -> None:
    after, _ = ledger(rules, pair("apart", "20公里", "21公里"))
    assert (after[2].verdict, after[2].outcome, after[2].searched, after[2].reviewed) == ("not_found", None, (RESULT.id,), DAY)
    assert "对照过两句" in after[2].reason


@pytest.mark.parametrize(("figure", "other", "said"), [("900个", "881个", "没有“881个”"), ("901个", "880个", "没有“901个”")])
def test_a_pair_of_which_one_sentence_changed_is_stale(rules: IndicatorRules, figure: str, other: str, said: str) -> None:
    before, _ = ledger(rules)
    after, (problem,) = ledger(rules, pair("pair", figure, other))
    assert after == before
    assert (problem.severity, problem.code) == ("warning", "review.stale")
    assert said in str(problem)


def test_a_pair_with_an_unknown_report_is_stale(rules: IndicatorRules) -> None:
    one = pair("pair", "900个", "880个")
    _, (problem,) = ledger(rules, replace(one, other=FigurePlace("gone", "a", "880个")))
    assert "没有报告“gone”" in str(problem)


def test_only_a_promise_can_be_paired(rules: IndicatorRules) -> None:
    one = pair("pair", "900个", "880个")
    assert one.other is not None
    turned = replace(one, place=one.other, other=one.place)
    rows = {of.id: rows_of(of, rules) for of in (PLAN, RESULT)}
    found = build_ledger(rows, {}, [PLAN, RESULT], KINDS, OFFICES, date(2026, 3, 1), rules)
    _, (problem,) = decide_ledger(found, rows, [PLAN, RESULT], {RESULT.id: (turned,)}, rules)
    assert "台账里没有以“880个”为目标的一行" in str(problem)


def test_a_figure_in_a_table_is_named_by_its_cell_or_row(rules: IndicatorRules) -> None:
    of = report("总结", "| 项目 | 单位 | 完成 |\n|---|---|---|\n| 修缮凉亭 | 座 | 4 |\n| 整治河道 | 公里 | 21.5 |")
    rows = rows_of(of, rules)
    assert [r.value for r in rows] == [4, 21.5]
    for at, row in enumerate(rows):
        one = Decision(place_of(of, row), "confirm", date(2026, 11, 28), Location("x"))
        found, problems = decide_rows([of], {of.id: rows}, {of.id: [one]}, rules)
        assert [n for n, r in enumerate(found[of.id]) if r.reviewed] == [at], problems
