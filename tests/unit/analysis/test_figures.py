"""Figures, phenomenon by phenomenon: the pairs in tests/cases/figures are the specification."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.analysis.figures import IndicatorRow, IndicatorRules, load_rules, make_rules
from builder.analysis.figures.rules import default_data, shipped_lexicon
from builder.analysis.reading import extract_rows
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.problems import Location

CASES = Path(__file__).parents[2] / "cases" / "figures"
YEAR = 2025
TITLE = "柳湾镇2025年工作总结"


@pytest.fixture(scope="module")
def rules() -> IndicatorRules:
    loaded, problems = load_rules()
    assert problems == []
    return loaded


def make_report(body: str, title: str = TITLE, year: int = YEAR) -> Report:
    parsed = parse_body(body)
    return Report(Metadata(id="t", title=title, year=year), Location("t.md"), parsed.sections, parsed.paragraphs, parsed.blocks)


@cache
def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        for number, case in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)):
            text = case.get("text") or case["body"]
            found.append(pytest.param(case, id=f"{path.stem}-{number + 1}-{text.strip()[:12]}"))
    return found


@cache
def rows_of(body: str, half: str, title: str, year: int) -> tuple[Report, Sequence[IndicatorRow]]:
    """A case's passage as it is read by the shipped rules: once for the two tests of each case, which change nothing of it."""
    report = make_report(body, title, year)
    return report, extract_rows(report, half, load_rules()[0])


def rows_of_case(case: dict[str, Any]) -> tuple[Report, Sequence[IndicatorRow]]:
    return rows_of(case.get("text") or case["body"], case.get("half", "actual"), case.get("title", TITLE), case.get("year", YEAR))


@pytest.mark.parametrize("case", cases())
def test_figures_of_a_passage(case: dict[str, Any]) -> None:
    _, rows = rows_of_case(case)
    said = [(r.indicator, r.value, r.unit, r.growth) for r in rows]
    if not case.get("skip_count"):
        assert len(rows) == len(case["rows"]), said
    for row, want in zip(rows, case["rows"], strict=False):
        got = {key: list(value) if isinstance(value := getattr(row, key), tuple) else value for key in want}
        assert got == want, said


@pytest.mark.parametrize("case", cases())
def test_every_row_points_at_its_words(case: dict[str, Any]) -> None:
    report, rows = rows_of_case(case)
    for row in rows:
        check_place(row, report)


def check_place(row: IndicatorRow, report: Report) -> None:
    paragraph = report.paragraph_by_id[row.paragraph]
    if row.start < 0:  # a cell of one character is quoted with the cells before it, from the name of its row on
        assert row.quote == row.quote[: -row.start] + paragraph.text
        assert row.anchor.endswith("-row")
    else:
        assert row.quote == paragraph.text[row.start : row.end]
        assert row.anchor == paragraph.anchor_for(row.start, row.end)
    assert 0 < len(row.quote) <= 200
    assert row.start <= row.value_start < row.value_end <= row.end
    assert len(row.indicator) <= 24
    assert row.section is None or row.section in report.section_by_id


def test_half_and_full_width_punctuation_read_alike(rules: IndicatorRules) -> None:
    wide = "全年开办课程12期，培训学员300人次（其中女性160人次）；达标率98%。"
    narrow = wide.translate(str.maketrans("，（）；", ",();"))
    rows = [extract_rows(make_report(text), "actual", rules) for text in (wide, narrow)]
    assert [(r.indicator, r.value, r.unit, r.start) for r in rows[0]] == [(r.indicator, r.value, r.unit, r.start) for r in rows[1]]


@pytest.mark.parametrize("body", ["全年投资~~6亿元~~。", "全年投资<s>6亿元</s>。", "全年投资<strike>6亿元</strike>。"])
def test_a_figure_that_is_struck_out_is_none(rules: IndicatorRules, body: str) -> None:
    assert list(extract_rows(make_report(body), "actual", rules)) == []


@pytest.mark.parametrize("number", ["（一）", "(二)", "（3）", "1.", "3．", "4、", "三、", "①", "㈠", "⒈"])
def test_the_number_of_an_item_is_no_part_of_its_name(number: str, rules: IndicatorRules) -> None:
    rows = extract_rows(make_report(f"{number}改造雨污管网10公里，整治背街小巷15条。"), "actual", rules)
    assert [(r.indicator, r.value) for r in rows] == [("改造雨污管网", 10), ("整治背街小巷", 15)]
    rows = extract_rows(make_report(f"全年实现：{number}救助困难群众800人次；{number}培训农民20人次。"), "actual", rules)
    assert [(r.indicator, r.value) for r in rows] == [("救助困难群众", 800), ("培训农民", 20)]


def test_numbers_that_name_stay(rules: IndicatorRules) -> None:
    rows = extract_rows(make_report("一、二产业增加值30亿元。"), "actual", rules)
    assert [r.indicator for r in rows] == ["一、二产业增加值"]


@pytest.mark.parametrize("said", ["各社区每日巡查不少于2次。", "（一）各单位要组织演练3场。", "应当备足沙袋500个。", "2025年每月检查不少于4次。"])
def test_what_a_notice_tells_others_to_do_is_no_result(said: str, rules: IndicatorRules) -> None:
    report = make_report(said, "关于做好2025年防汛工作的通知")
    assert not [r for r in extract_rows(report, "none", rules) if r.kind == "actual"]


@pytest.mark.parametrize("said", ["各社区已巡查200次。", "全镇新建公园3个。", "各村完成改造30户。"])
def test_what_a_notice_itself_says_was_done_is_read(said: str, rules: IndicatorRules) -> None:
    assert [r.kind for r in extract_rows(make_report(said, "关于做好2025年防汛工作的通知"), "none", rules)] == ["actual"]


def test_sections_are_the_innermost_ones(rules: IndicatorRules) -> None:
    report = make_report("开办讲座3场。\n\n## 一、民生\n\n一是抓养老。新增床位20张。二是抓托育。新增托位30个。")
    rows = extract_rows(report, "actual", rules)
    headings = [report.section_by_id[r.section].heading if r.section else None for r in rows]
    assert headings == [None, "抓养老", "抓托育"]


def test_a_site_adds_names_and_units() -> None:
    text = "indicators:\n  - {id: sailing, name: 帆船赛事, aliases: [帆船比赛], theme: 消费}\nunits:\n  - words: [艇次]\n"
    rules, problems = load_rules(text)
    assert problems == []
    rows = extract_rows(make_report("举办帆船比赛5场，参赛160艇次。"), "actual", rules)
    assert [(r.canonical, r.indicator, r.unit) for r in rows[:1]] == [("sailing", "帆船赛事", "场")]
    assert rows[1].unit == "艇次"


def test_site_mistakes_are_named_by_line() -> None:
    text = "indicators:\n  - {id: a b, name: 甲}\n  - {name: 乙}\nwords: {}\n"
    _, problems = load_rules(text)
    assert {(p.location.line, p.code) for p in problems} >= {(2, "field.id"), (3, "field.required"), (4, "field.unknown")}


def test_a_name_belongs_to_one_indicator() -> None:
    _, problems = load_rules("indicators:\n  - {id: one, name: 甲, aliases: [丙]}\n  - {id: two, name: 乙, aliases: [丙]}\n")
    assert [p.code for p in problems] == ["indicators.twice"]


def test_the_words_that_the_method_page_prints_decide(rules: IndicatorRules) -> None:
    fewer = tuple(replace(c, words=("香蕉",)) if c.id == "actual" else c for c in shipped_lexicon()[0])
    other = make_rules(default_data(), fewer)
    report = make_report("目前建有公园3座。")
    assert [r.kind for r in extract_rows(report, "target", rules)] == ["actual"]
    assert [r.kind for r in extract_rows(report, "target", other)] == ["target"]


def test_units_that_a_site_adds_convert_by_their_own_columns() -> None:
    rules, problems = load_rules("units:\n  - {dimension: data, shown_as: 数据, sizes: {TB: 1, PB: 1000}}\n  - {dimension: boats, sizes: {艇: 1, 大艇: 2}, converts: false}\n")
    assert problems == []
    assert [rules.scale(u) for u in ("PB", "万TB", "艇", "大艇")] == ["data", "data", "艇", "大艇"]
    assert rules.factor("PB") == 1000


def test_a_dimension_that_a_site_adds_is_named_by_its_own_columns() -> None:
    """An amount is one of the thing that it is spent on; of what is counted the words behind the number are the name."""

    def name(columns: str) -> str:
        rules, _ = load_rules(f"units:\n  - {{dimension: coin, {columns}sizes: {{贝: 1}}}}\n")
        return extract_rows(make_report("投入5贝改造旧城道路。"), "actual", rules)[0].indicator

    assert name("is_amount: true, ") == "改造旧城道路投入"
    assert name("") == "改造旧城道路"


def test_units_convert(rules: IndicatorRules) -> None:
    assert rules.factor("亿元") == 1e8
    assert rules.dimension("万平方米") == "area"
    assert rules.factor("万平方米") == 1e4
    assert rules.dimension("万人次") == "count"
    assert rules.factor("千瓦时") == 1


@pytest.mark.whole
def test_speed(rules: IndicatorRules) -> None:
    """A report of 7,000 characters takes some 25 ms; ten times that is a fault, not a slow machine."""
    sentence = "全年开办夜校60余期，培训学员1.2万人次，同比增长8.5%；新建泵站14座、改造水闸9座，完成投资2.3亿元。"
    report = make_report("\n\n".join([sentence * 4] * 35))
    extract_rows(report, "actual", rules)
    start = time.process_time()
    extract_rows(report, "actual", rules)
    assert time.process_time() - start < 0.6


_WORDS = st.sampled_from(
    ["", "项目", "指标", "单位", "2024年完成", "2025年目标", "同比增长", "年均增长", "占比", "排名", "完成率", "备注", "序号", "合计", "其中：小学",
     "法定时限", "11月", "公园数量", "新建幼儿园3所", "12", "12.5", "3%", "增长3%", "≥90", "3-5", "2098", "万元", "持平", "—"]
)  # fmt: skip
_TABLES = st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(_WORDS, min_size=width, max_size=width), min_size=1, max_size=5))


@settings(max_examples=300)
@given(table=_TABLES, half=st.sampled_from(["actual", "target", "none"]))
def test_no_table_stops_the_reading(rules: IndicatorRules, table: list[list[str]], half: Any) -> None:
    head, *rows = ("| " + " | ".join(row) + " |" for row in table)
    extract_rows(make_report("\n".join([head, "|" + "---|" * len(table[0]), *rows])), half, rules)
