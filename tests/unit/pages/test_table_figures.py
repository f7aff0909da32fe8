"""Figures that stand in a table: shown with the row of cells they stand in; results go before targets."""

from __future__ import annotations

from builder.analysis.figures import IndicatorRow, load_rules
from builder.analysis.reading import extract_rows
from builder.content.kinds import parse_kinds
from builder.content.read import read_report
from builder.defaults import read_default
from builder.model import Report
from builder.pages.figures import quoted
from builder.pages.key_figures import headline_rows, key_figures, kind_word
from tests.unit.pages.conftest import OFFICES, write_report

KINDS = parse_kinds(read_default("kinds.yml"), "kinds.yml")[0]
RULES = load_rules()[0]
TABLE = "| 项目 | 单位 | 目标 | 完成 | 说明 |\n|---|---|---|---|---|\n| 建成口袋公园 | 个 | 10 | 12 | |\n| 新增公办学位 | 个 | 900 | 880 | {} |"


def read(text: str) -> tuple[Report, tuple[IndicatorRow, ...]]:
    report = read_report(write_report("songling", "总结", 2025, "2026-01-18", text), "a.md", OFFICES, KINDS).report
    assert report is not None
    return report, extract_rows(report, "actual", RULES)


def test_a_figure_in_a_table_is_shown_with_its_row() -> None:
    report, rows = read(TABLE.format("因" + "地" * 60))
    first, last = next(r for r in rows if r.value == 10), next(r for r in rows if r.value == 880)
    text, ((start, end, kind),) = quoted(report, first)
    assert (text, text[start:end], kind) == ("建成口袋公园｜个｜10｜12", "10", "figure")
    text, ((start, end, _),) = quoted(report, last)
    assert (text, text[start:end]) == ("新增公办学位｜个｜900｜880｜因" + "地" * 39 + "…", "880")


def test_a_figure_in_a_sentence_is_shown_with_it() -> None:
    report, (row,) = read("全年新增公办学位880个。")
    text, ((start, end, _),) = quoted(report, row)
    assert (text, text[start:end]) == ("全年新增公办学位880个", "880个")


def test_key_figures_of_a_summary_are_results_where_its_table_has_targets_too() -> None:
    _, rows = read(TABLE.format("无"))
    assert {(f.kind, f.figure.number) for f in key_figures(rows, RULES, 8)} == {("完成", "12"), ("完成", "880")}
    assert {r.kind for r in headline_rows(rows, RULES, 8)} == {"actual"}


def test_how_much_of_a_plan_is_done_is_the_offices_own_claim_and_no_key_figure() -> None:
    _, rows = read("城镇新增就业、发放创业贷款分别完成年度计划的118.2%、248.5%。全年新增公办学位880个。")
    assert [kind_word(r) for r in rows] == ["自报", "自报", "完成"]
    assert [f.figure.number for f in key_figures(rows, RULES, 8)] == ["880"]
