"""The self-check list: findings and dates answer its items, what nobody can compute is left to a person."""

from __future__ import annotations

from datetime import date

from builder.checks.inspection import Known, inspect
from builder.problems import Location, Problem

KNOWN = Known(date(2026, 11, 22), date(2026, 11, 10), feedback=True, undated=0, unnumbered=0, reports=3)


def problem(code: str) -> Problem:
    return Problem(Location("a.md", 3, 5), "warning", code, "", "甲", "乙", "丙")


def test_a_clean_site() -> None:
    items = inspect([], KNOWN)
    assert sum(i.veto for i in items) == 8
    assert {i.state for i in items} == {"good", "ask"}
    assert {i.name for i in items if i.state == "ask"} == {"站点无法访问", "互动回应差", "服务不实用"}


def test_findings_and_dates_are_told_with_their_places() -> None:
    known = Known(date(2026, 11, 22), date(2026, 11, 1), feedback=False, undated=1, unnumbered=2, reports=3)
    items = {i.name: str(i) for i in inspect([problem("word.wrong"), problem("pii.address"), problem("column.blank")], known)}
    assert items["严重表述错误"] == "[有问题] 单项否决 严重表述错误：1 处（word.wrong），如 a.md:3:5"
    assert "21 天前" in items["首页不更新"]
    assert [n for n, said in items.items() if said.startswith("[有问题]")] == [
        "严重表述错误", "泄密和个人信息", "首页不更新", "栏目不更新、空白栏目", "纠错入口",
    ]  # fmt: skip
    assert "没有索引号的 2 份" in items["目录要素：日期、索引号"]
    assert "有问题" in str(inspect([], Known(date(2026, 11, 22), None, feedback=True, undated=0, unnumbered=0, reports=0))[4])
