"""The summary sentences say what is known and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builder.pages.elder_summary import SummaryFacts, reading_minutes, summary_sentences

FACTS = SummaryFacts(
    office="西区街道办事处",
    kind="工作总结",
    half="actual",
    year=2024,
    published=date(2025, 2, 9),
    parts=6,
    characters=6000,
    figures=148,
    after="2026年工作计划",
)


def test_all_facts() -> None:
    assert summary_sentences(FACTS) == (
        "这是西区街道办事处的工作总结，讲的是2024年做了什么。",
        "2025年2月9日公开。",
        "全文分6个部分，慢慢读约25分钟。",
        "里面有148个数字，由程序读出，没有人核对过，点数字能看到原句。",
        "下一份是《2026年工作计划》。",
    )


def test_a_day_that_a_paper_printed_it_is_no_day_of_the_office() -> None:
    assert "2025年2月9日公开（据山城日报）。" in summary_sentences(replace(FACTS, told_by="山城日报"))


def test_it_says_how_many_figures_a_person_reviewed() -> None:
    assert "里面有148个数字，其中3个经人工核对，点数字能看到原句。" in summary_sentences(replace(FACTS, reviewed=3))


def test_unknown_facts_stay_unsaid() -> None:
    bare = replace(FACTS, office="", published=None, parts=0, figures=0, after="")
    assert summary_sentences(bare) == ("这是工作总结，讲的是2024年做了什么。", "公开的日期没有标注。", "慢慢读约25分钟。")


def test_a_kind_that_gives_no_account_is_only_about_its_year() -> None:
    assert summary_sentences(replace(FACTS, kind="年报", half="none"))[0] == "这是西区街道办事处的年报，是关于2024年的。"


def test_sentences_are_short() -> None:
    assert all(len(s) <= 40 for s in summary_sentences(FACTS))


def test_at_least_a_minute() -> None:
    assert reading_minutes(10) == 1
