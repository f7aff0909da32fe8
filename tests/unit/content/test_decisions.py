"""The file of decisions: what it may say, and what its author is told at which line."""

from __future__ import annotations

from datetime import date

import pytest

from builder.content.decisions import Decision, FigurePlace, parse_decisions
from builder.problems import Problem

WHOLE = """\
# 示例
- anchor: s1-p1
  figure: 12亿元
  decision: confirm
  date: 2026-11-28
- anchor: s1-p1
  figure: 5%
  nth: 2
  decision: correct
  date: 2026-11-28
  reason: 句子说的是目标
  row: {kind: target, value: 5, growth: 无, from: 2021, expected: true, stage: 无}
- anchor: s1-p2
  figure: 三个
  decision: add
  date: 2026-11-28
  reason: 程序漏读
  row: {indicator: 新建公园, year: 2024, kind: actual, value: 3, unit: 个}
- anchor: s1-p1
  figure: 12亿元
  decision: pair
  with: {report: b, anchor: s2-p1, figure: 13.5亿元, name: 产值}
  date: 2026-11-28
  reason: 同一件事
"""
ENTRY = "- {anchor: a, figure: 1个, decision: drop, date: 2026-11-28, reason: 不是数字}\n"


def read(text: str) -> tuple[tuple[Decision, ...], list[Problem]]:
    return parse_decisions(text, "a.review.yml", "a")


def test_each_decision_is_read_with_its_fields() -> None:
    found, problems = read(WHOLE)
    assert not problems
    confirm, correct, add, pair = found
    assert (confirm.place, confirm.decision, confirm.day) == (FigurePlace("a", "s1-p1", "12亿元"), "confirm", date(2026, 11, 28))
    assert correct.place.nth == 2
    assert dict(correct.row) == {
        "kind": "target", "value": 5, "growth": None, "several_years": True, "first_year": 2021, "expected": True, "stage": "",
    }  # fmt: skip
    assert dict(add.row)["value"] == 3
    assert pair.other == FigurePlace("b", "s2-p1", "13.5亿元", name="产值")
    assert [d.location.line for d in found] == [2, 6, 13, 19]


@pytest.mark.parametrize(
    ("text", "line", "code", "said"),
    [
        ("- {anchor: a, figur: 1个, figure: 1个, decision: confirm, date: 2026-11-28}\n", 1, "field.unknown", "改为“figure”"),
        ("# 示例\n- {anchor: a, figure: 1个, decision: confrm, date: 2026-11-28}\n", 2, "field.choice", "改为“confirm”"),
        ("- {anchor: a, figure: 1个, decision: confirm}\n", 1, "field.required", "补上 date"),
        ("- {anchor: a, figure: 1个, decision: confirm, date: 2026-13-28}\n", 1, "field.date", "没有13月"),
        ("- {anchor: a, figure: 1个, decision: drop, date: 2026-11-28}\n", 1, "field.required", "补上“reason: …”"),
        ("- {anchor: a, figure: 1个, decision: correct, date: 2026-11-28, reason: 错}\n", 1, "field.required", "怎样读"),
        ("- {anchor: a, figure: 1个, decision: pair, date: 2026-11-28, reason: 同}\n", 1, "field.required", "补上 with"),
        ("- {anchor: a, figure: 1个, decision: drop, date: 2026-11-28, reason: 错, row: {year: 2024}}\n", 1, "review.field", "不用 row"),
        ("- {anchor: a, figure: 1个, decision: confirm, date: 2026-11-28, with: {anchor: b, figure: 2个}}\n", 1, "review.field", "不用 with"),
        ("- {anchor: a, figure: 1个, decision: correct, date: 2026-11-28, reason: 错, row: {value: 1亿}}\n", 1, "review.number", "“1亿”"),
        ("- {anchor: a, figure: 1个, decision: add, date: 2026-11-28, reason: 漏, row: {value: 1, year: 2024, kind: actual}}\n", 1, "field.required", "indicator"),
        ("- {anchor: a, figure: 1个, decision: add, date: 2026-11-28, reason: 漏, row: {indicator: 甲, year: 2024, kind: actual}}\n", 1, "field.required", "value"),
        (ENTRY + ENTRY, 2, "review.duplicate", "第 1 行已有决定"),
        ("anchor: a\n", 1, "field.type", "一个列表"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, code: str, said: str) -> None:
    _, problems = read(text)
    assert [(p.location.line, p.severity, p.code) for p in problems] == [(line, "error", code)]
    assert said in str(problems[0])


def test_an_entry_with_a_fault_decides_nothing() -> None:
    found, _ = read("- {anchor: a, figure: 1个, decision: confirm, date: gestern}\n" + ENTRY)
    assert [d.decision for d in found] == ["drop"]


def test_an_empty_file_decides_nothing() -> None:
    assert read("# 还没有决定\n") == ((), [])
