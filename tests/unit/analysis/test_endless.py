"""Paragraphs that no report has: analysing one ends soon, and what was not read is told."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

import pytest

from builder.analysis.candidates import find_candidates
from builder.analysis.crosslinks import prepare_links
from builder.analysis.facts import ReportFacts, read_facts
from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.topics import prepare_topics
from builder.content.limits import CLAUSE_LIMIT, PARAGRAPH_LIMIT
from builder.content.topics import Alias, Topic
from builder.model import Report, ReportKind
from tests.support import sample

pytestmark = pytest.mark.whole

TOPICS = (Topic("laji", "垃圾分类"), Topic("xiangcun", "乡村振兴", aliases=(Alias("振兴乡村"),)))


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    return load_rules()[0]


@pytest.fixture
def analyse(rules: IndicatorRules, kinds: tuple[ReportKind, ...]) -> Callable[[Report], ReportFacts]:
    def run(report: Report) -> ReportFacts:
        return read_facts(report, prepare_topics(TOPICS), prepare_links(TOPICS, (), [report]), rules, kinds)

    return run


@pytest.mark.parametrize(
    "unit",
    sample([
        "的", "全年", "增长5%，", "完成", "目标任务", "达到", "约", "的、", "5家企业，", "5家。", "（5家）", "全年5家，", "；", "甲；",
        "垃圾分类", "乡村振兴，", "《垃圾分类》", "一是好。", "一要好。三要好。", "一是建设甲乡工程。建成5家企业。二是推进乙乡工作。完成5家。", "全市第一", "居全市第1位，",
        "从5%提高到6%，", "1,000", "零千", "甲和乙分别为5家、6家，", "“", "(",
    ], every=4),
)  # fmt: skip
def test_a_paragraph_of_one_word_again_and_again_ends_soon(
    unit: str, make_report: Callable[..., Report], analyse: Callable[[Report], ReportFacts]
) -> None:
    size = 12_000
    start = time.process_time()
    analyse(make_report("## 一、工作\n\n" + unit * (size // len(unit)) + "新建5家企业。"))
    assert time.process_time() - start < 3  # a tenth of it on an idle machine; the worst took 25 seconds


@pytest.mark.parametrize("number", ["5" * 5000, "五" * 5000, "一" + "零" * 5000, "1" + ",000" * 2000, "0." + "5" * 5000])
def test_a_number_without_end_is_no_figure(
    number: str, make_report: Callable[..., Report], analyse: Callable[[Report], ReportFacts]
) -> None:
    facts = analyse(make_report(f"新增企业{number}家。新建公园5个。"))
    assert [(row.value, row.unit) for row in facts.rows] == [(5, "个")]


def test_a_clause_without_end_is_not_read_and_told_but_its_neighbours_are(
    make_report: Callable[..., Report], analyse: Callable[[Report], ReportFacts]
) -> None:
    facts = analyse(make_report("开头。\n\n新建公园5个，" + "建设" * CLAUSE_LIMIT + "8家，新建学校6所。"))
    assert [row.value for row in facts.rows] == [5, 6]
    assert [(u.line, u.length > CLAUSE_LIMIT) for u in facts.unread] == [(3, True)]


def test_a_paragraph_without_end_is_not_read_and_told(
    make_report: Callable[..., Report], analyse: Callable[[Report], ReportFacts]
) -> None:
    report = make_report("新建公园5个。\n\n甲。")
    first, second = report.paragraphs  # reading a body refuses such a paragraph before: here it meets the analysis itself
    endless = dataclasses.replace(second, text="新建学校6所，" * (PARAGRAPH_LIMIT // 7 + 1))
    facts = analyse(dataclasses.replace(report, paragraphs=(first, endless)))
    assert [row.value for row in facts.rows] == [5]
    assert [u.line for u in facts.unread] == [3]


def test_a_report_that_lost_its_line_ends_and_full_stops_is_read(
    make_report: Callable[..., Report], analyse: Callable[[Report], ReportFacts]
) -> None:
    clauses = [f"新建成第{'甲乙丙丁戊己庚'[i % 7]}片区垃圾分类收集站{i}个，" for i in range(3, 380)]
    text = "".join(clauses)
    assert len(text) > 6_500
    facts = analyse(make_report(text))
    assert len(facts.rows) == len(clauses)
    assert not facts.unread


class _Plain:
    """As many of the words' facts as candidates ask for; every pair of characters is a word."""

    def cut(self, text: str) -> list[str]:
        return [text[i : i + 2] for i in range(0, len(text), 2)]

    def tag(self, word: str) -> str:
        return "n"

    def is_generic(self, word: str) -> bool:
        return False

    def frequency(self, word: str) -> float:
        return 1e-9

    def rarity(self, word: str) -> float:
        return 1.0


def test_candidates_of_a_text_without_stops_are_found_soon(make_report: Callable[..., Report]) -> None:
    start = time.process_time()
    find_candidates([make_report("工程建设" * 5_000)], _Plain())  # type: ignore[arg-type]
    assert time.process_time() - start < 3
