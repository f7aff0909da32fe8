"""What became of published texts: what counts as a change, what explains it, what is kept for the next build, what pages show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.published_text import figure_pattern, figures_in, text_of, text_sha256
from builder.checks.revised import revise
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.model import Agency, Correction, Report, Waiver
from builder.pages.corrected import corrected
from builder.problems import Problem
from builder.revisions import SHOWN, Change, Passage, Revision, Text, from_json, to_json

BODY = """## 一、经济

全年地区生产总值12亿元，增长5%。

财政收入3亿元。

## 二、民生

新增学位90个，改造道路12公里。

| 项目 | 数 |
|---|---|
| 公园 | 3个 |
| 绿道 | 5公里 |

- 办好实事
- 听取意见
"""
RULES, _ = load_rules("")
PATTERN = figure_pattern(tuple(RULES.units), tuple(RULES.multipliers))
NOTE = Correction(date(2026, 3, 2), "更正")


def report(body: str = BODY, **record: object) -> Report:
    front = "id: a\ntitle: 清河镇2024年工作总结\nagency: qinghe\nkind: 总结\nyear: 2024\nsummary: 无。\npublished: 2025-02-09\nwritten: 2025-02-08\n"
    read = read_report(f"---\n{front}---\n\n{body}", "a.md", (Agency("qinghe", "清河镇人民政府"),), shipped_kinds()).report
    assert read
    return replace(read, meta=replace(read.meta, **record))  # type: ignore[arg-type]


def build(r: Report, before: Revision | None = None, **options: bool) -> tuple[Revision, list[Problem]]:
    """One report's part of the next manifest, as it is read again, and the findings."""
    found = revise([r], {"a": text_of(r, PATTERN)}, {"a": before} if before else {}, **options)
    return from_json("a", to_json(found.reports["a"])), list(found.problems)


FIRST, _ = build(report())


def changed(*edits: tuple[str, str]) -> str:
    body = BODY
    for old, new in edits:
        assert old in body
        body = body.replace(old, new)
    return body


def test_nothing_of_the_text_is_kept_but_marks_and_figures() -> None:
    kept = str(to_json(FIRST))
    assert not re.search("全年|财政|学位|经济|公园", kept)
    assert [p[1:] for p in FIRST.text.passages if len(p) > 1] == [("12亿元", "5%"), ("3亿元",), ("90个", "12公里"), ("3个",), ("5公里",)]


@pytest.mark.parametrize("body", [BODY, BODY.replace("\n\n", "\n\n\n"), BODY.replace("全年地区", "全年 地区"), BODY.replace("- ", "* ")])
def test_what_is_only_set_otherwise_is_no_change(body: str) -> None:
    assert build(report(body), FIRST) == (FIRST, [])


@pytest.mark.parametrize(
    ("edits", "line", "said"),
    [
        ([("12亿元", "13亿元")], 14, "（12亿元 → 13亿元）"),
        ([("民生", "民生和教育")], 18, "1 处"),
        ([("财政收入3亿元。\n\n", "")], 14, "（3亿元 → 无）"),
        ([("新增学位90个，", "新增学位90个，新建公园2个，")], 20, "（无 → 2个）"),
        ([("| 绿道 | 5公里 |", "| 绿道 | 6公里 |")], 25, "（5公里 → 6公里）"),
        ([("听取", "征求")], 28, "1 处"),
        ([("12亿元", "13亿元"), ("听取", "征求")], 14, "2 处"),
        ([("增长5%", "增长５%")], 14, "1 处"),
        ([("，增长5%", "，增5%")], 14, "1 处"),
    ],
)
def test_a_changed_text_without_a_correction_is_told_at_its_line(edits: list[tuple[str, str]], line: int, said: str) -> None:
    _, (problem,) = build(report(changed(*edits)), FIRST)
    assert (problem.severity, problem.code, problem.location.path) == ("warning", "history.text-changed", "a.md")
    assert abs(problem.location.line - line) <= 2
    assert said in problem.found
    assert "corrections" in problem.action


def test_it_is_told_until_a_correction_says_it_and_then_shown() -> None:
    body = changed(("12亿元", "13亿元"))
    second, told = build(report(body), FIRST)
    assert len(told) == 1
    third, told = build(report(body), second)
    assert len(told) == 1, "it was published; that explains nothing"
    fourth, told = build(report(body, corrections=(NOTE,)), third)
    assert told == []
    (change,) = fourth.changes
    assert (change.date, change.passages[0].went, change.passages[0].came) == ("2026-03-02", ("12亿元",), ("13亿元",))
    fifth, told = build(report(body, corrections=(NOTE,)), fourth)
    assert (fifth, told) == (fourth, []), "what was shown stays"
    assert build(report(corrections=(NOTE,)), fifth)[1], "the next change wants the next correction"


def test_a_change_that_is_taken_back_is_none() -> None:
    second, _ = build(report(changed(("12亿元", "13亿元"))), FIRST)
    assert build(report(), second) == (FIRST, [])


def test_a_change_that_is_waived_is_not_shown_by_a_later_correction() -> None:
    waiver = Waiver("history.text-changed", "录入差错")
    second, _ = build(report(changed(("财政收入3亿元", "财政收入4亿元")), waivers=(waiver,)), FIRST)
    third, _ = build(report(changed(("财政收入3亿元", "财政收入4亿元"), ("12亿元", "13亿元")), waivers=(waiver,), corrections=(NOTE,)), second)
    assert [(p.went, p.came) for c in third.changes for p in c.passages] == [(("12亿元",), ("13亿元",))]


def test_two_corrections_each_show_their_own() -> None:
    once, _ = build(report(changed(("12亿元", "13亿元")), corrections=(NOTE,)), FIRST)
    later = Correction(date(2026, 4, 1), "再更正")
    twice, told = build(report(changed(("12亿元", "14亿元")), corrections=(NOTE, later)), once)
    assert told == []
    assert [(c.date, c.passages[0].went, c.passages[0].came) for c in twice.changes] == [
        ("2026-03-02", ("12亿元",), ("13亿元",)), ("2026-04-01", ("13亿元",), ("14亿元",)),
    ]  # fmt: skip


def test_a_passage_that_moved_brings_and_takes_no_figure() -> None:
    found, _ = build(report(changed(("财政收入3亿元。\n\n", ""), ("- 办好", "财政收入3亿元。\n\n- 办好")), corrections=(NOTE,)), FIRST)
    assert [(p.went, p.came) for c in found.changes for p in c.passages] == [((), ()), ((), ())]


def test_figures_that_another_program_cut_are_not_compared() -> None:
    body = changed(("12亿元", "13亿元"))
    found, _ = build(report(body, corrections=(NOTE,)), FIRST, comparable=False)
    assert [(p.went, p.came, p.anchor != "") for c in found.changes for p in c.passages] == [((), (), True)]
    unexplained, _ = build(report(body), FIRST, comparable=False)
    assert unexplained.before
    assert all(len(p) == 1 for p in unexplained.before.passages)


def test_a_correction_may_keep_its_old_figures_back() -> None:
    quiet = replace(NOTE, old_figures=False)
    shown, _ = build(report(changed(("12亿元", "13亿元")), corrections=(NOTE,)), FIRST)
    for before in (FIRST, shown):
        found, _ = build(report(changed(("12亿元", "13亿元")), corrections=(quiet,)), before)
        assert "12亿元" not in str(to_json(found))
        assert found.changes[0].passages[0].anchor


@pytest.mark.parametrize("line", ["联系人手机13800138000，捐款3万元。", "身份证号11010519491231002X的居民捐款3万元。"])
def test_no_figure_is_kept_of_a_passage_about_a_person(line: str) -> None:
    assert figures_in(line, PATTERN) == ()
    kept = text_of(report(BODY + "\n" + "家住某村5组3栋，捐款3万元。\n"), PATTERN, private=[31])
    assert kept.passages[-1] == kept.passages[-1][:1]


@pytest.mark.parametrize(("field", "name"), [("published", "发布日期"), ("written", "成文日期")])
def test_a_day_that_moved_is_told_until_a_correction_says_it(field: str, name: str) -> None:
    moved = {field: date(2025, 3, 1)}
    second, (problem,) = build(report(**moved), FIRST)
    assert (problem.code, problem.field) == ("history.date-changed", field)
    assert name in problem.found
    assert build(report(**moved), second)[1]
    third, told = build(report(**moved, corrections=(NOTE,)), second)
    assert told == []
    assert third.changes == (Change("2026-03-02", (), 0, ((field, getattr(FIRST.text, field), "2025-03-01"),)),)
    assert build(report(**{field: None}), FIRST)[1], "taken away"
    assert not build(report(), build(report(**{field: None}))[0])[1], "filled in"


def test_of_a_withdrawn_report_only_its_days_are_kept() -> None:
    from builder.model import Withdrawal

    gone = report("", withdrawn=Withdrawal(date(2026, 3, 1), "核实"))
    found = revise([gone], {}, {"a": build(report(changed(("12亿元", "13亿元")), corrections=(NOTE,)), FIRST)[0]})
    assert to_json(found.reports["a"]) == {"withdrawn": "2026-03-01"}
    assert [(p.severity, p.code) for p in found.problems] == [("notice", "history.withdrawn")]
    assert not revise([gone], {}, found.reports).problems, "told once"
    assert not build(report(), found.reports["a"])[1], "published anew"


def test_a_new_id_that_leads_on_is_the_same_report() -> None:
    r = report(changed(("12亿元", "13亿元")), redirect_from=("reports/old/",))
    assert [p.code for p in revise([r], {"a": text_of(r, PATTERN)}, {"old": FIRST}).problems] == ["history.text-changed"]


def test_very_many_changes_are_counted() -> None:
    body = "\n\n".join(f"第{n}件事{n}个。\n\n不变的第{n}段。" for n in range(200))
    first, _ = build(report(body))
    found, _ = build(report(body.replace("件事", "件大事"), corrections=(NOTE,)), first)
    assert (len(found.changes[0].passages), found.changes[0].more) == (SHOWN, 200 - SHOWN)


@pytest.mark.whole
def test_a_table_of_equal_cells_is_compared_in_time() -> None:
    rows = "\n".join("| 0 | 0 | 0 | 0 |" for _ in range(1_500))
    first, _ = build(report(f"| 甲 | 乙 | 丙 | 丁 |\n|---|---|---|---|\n{rows}\n"))
    assert build(report(f"| 甲 | 乙 | 丙 | 戊 |\n|---|---|---|---|\n{rows}\n| 0 | 1 | 0 | 0 |\n"), first)[1]


class TestShown:
    def test_a_page_names_the_passage_and_both_figures(self) -> None:
        r = report(changed(("12亿元", "13亿元")), corrections=(NOTE,))
        (shown,) = corrected(r, build(r, FIRST)[0].changes)
        (place,) = shown.places
        assert shown.note == "2026年3月2日更正：更正"
        assert (place.title, place.before, place.after) == ("全年地区生产总值13亿元，增长5%。", "12亿元", "13亿元")
        assert place.path == f"#{r.paragraphs[0].id}"

    def test_what_is_gone_is_linked_to_nothing(self) -> None:
        change = Change("2026-03-02", (Passage("s9-gone", ("3亿元",), (), 2), Passage("", ("4亿元",))), 1, (("published", "2025-01-01", ""),))
        (shown,) = corrected(report(corrections=(NOTE,)), (change,))
        assert [(p.title, p.path) for p in shown.places] == [("发布日期", ""), ("已经删去的文字（连着 2 段）", ""), ("已经删去的文字", "")]
        assert shown.count == 4

    def test_a_correction_of_which_nothing_is_known_says_its_note(self) -> None:
        (shown,) = corrected(report(corrections=(NOTE,)), ())
        assert (shown.places, shown.count) == ((), 0)


def test_the_digest_is_of_the_words_alone() -> None:
    assert text_sha256(report()) == FIRST.text.sha256
    assert text_sha256(report(BODY.replace("90个", "91个"))) != FIRST.text.sha256
    assert Text(FIRST.text.sha256).passages == ()


def test_another_title_is_a_change_like_another_text() -> None:
    other = report(title="清河镇2024年重点工作总结")
    kept, told = build(other, FIRST)
    assert [(p.code, p.location.line) for p in told] == [("history.text-changed", 3)]
    assert [p.code for p in build(other, kept)[1]] == ["history.text-changed"]  # until somebody says why
    assert build(replace(other, meta=replace(other.meta, corrections=(NOTE,))), kept)[1] == []
    assert build(report(title=" 清河镇 2024年工作总结"), FIRST)[1] == []
    older = replace(FIRST, text=replace(FIRST.text, title=""))  # a manifest of a version that kept no title
    assert build(other, older)[1] == []
