"""One decider of place: what chapters, sentences and clauses decide, and that topics and figures never disagree."""

from __future__ import annotations

from datetime import date

import pytest

from builder.analysis.figures import IndicatorRules, load_rules
from builder.analysis.places import Half
from builder.analysis.reading import extract_rows, read_sentences
from builder.analysis.topics import find_mentions, prepare_topics
from builder.content.sections import parse_body
from builder.content.topics import Topic
from builder.model import Metadata, Report, ReportKind
from builder.problems import Location
from builder.site_root import parse_report, read_dictionaries, report_files
from tests.support import COMMON, COMPLETE, disagreements


def written(body: str, title: str, kind: str = "", **more: object) -> Report:
    parsed = parse_body(body)
    meta = Metadata(id="t", title=title, kind=kind, year=2025, **more)  # type: ignore[arg-type]
    return Report(meta, Location("t.md"), parsed.sections, parsed.paragraphs, parsed.blocks)


def told(report: Report, half: Half, rules: IndicatorRules) -> list[tuple[object, str, int]]:
    return [(row.value, row.kind, row.year) for row in extract_rows(report, half, rules)]


WORK = "柳湾县2025年政府工作报告"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # A chapter that names its year or half is not overruled by a word in a section below it.
        ("## 一、2024年工作回顾\n\n修路9公里。\n\n## 三、2025年的目标和任务\n\n### （一）民生实事取得新成效\n\n新建学校4所。", "aT"),
        ("## 一、2024年工作回顾\n\n修路9公里。\n\n## 二、2025年工作安排\n\n### （一）主要目标质效齐升\n\n新建学校4所。", "aT"),
        ("## 一、2024年工作回顾\n\n### （一）改革部署落地见效\n\n修路9公里。\n\n## 二、2025年工作安排\n\n新建学校4所。", "aT"),
        ("## 一、2024年\n\n修路9公里。\n\n## 二、2025年\n\n### （一）改造取得突破\n\n新建学校4所。", "aT"),
        ("## 一、过去一年工作回顾\n\n改革部署全面落地\n\n修路9公里。\n\n## 二、今年工作安排\n\n新建学校4所。", "aT"),
        # … but a time to come is more than a word.
        ("## 一、2024年工作回顾\n\n### （一）交通\n\n修路9公里。\n\n### （二）下一步打算\n\n新建学校4所。", "aT"),
        # The line that says when a report was given, its title and its record never decide.
        (
            "柳湾县2025年政府工作报告\n\n2025年1月13日在柳湾县第十四届人民代表大会第三次会议上\n\n发布日期：2025年1月20日\n\n"
            "## 一、过去一年工作回顾\n\n修路9公里。\n\n## 二、今年工作安排\n\n新建学校4所。",
            "aT",
        ),
        ("关于2025年工作安排的报告\n\n修路9公里。\n\n## 二、今年工作安排\n\n新建学校4所。", "aT"),
    ],
)
def test_a_chapter_settles_the_half_of_its_sections(body: str, expected: str, rules: IndicatorRules) -> None:
    sides = {"a": ("actual", 2024), "T": ("target", 2025)}
    report = written(body, WORK, "工作报告", written=date(2025, 1, 13))
    assert told(report, "both", rules) == [(9, *sides[expected[0]]), (4, *sides[expected[1]])]


def test_a_report_given_in_december_looks_back_on_that_year(rules: IndicatorRules) -> None:
    body = "## 一、2025年工作回顾\n\n预计修路9公里。新增企业3家。\n\n## 二、2026年工作安排\n\n新建学校4所。"
    report = written(body, "政府工作报告", "工作报告", written=date(2025, 12, 20))
    assert told(report, "both", rules) == [(9, "actual", 2025), (3, "actual", 2025), (4, "target", 2026)]
    alone = written(body.split("## 二")[0], "政府工作报告", "工作报告", written=date(2025, 12, 20))
    assert told(alone, "both", rules) == [(9, "actual", 2025), (3, "actual", 2025)]


def test_what_a_work_report_promises_for_this_year_is_for_the_year_it_is_given_in(rules: IndicatorRules) -> None:
    body = "今年主要预期目标是：修路9公里。今年以来，新增企业3家。\n\n## 三、2025年主要工作安排\n\n新建学校4所。"
    report = written(body, WORK, "工作报告", written=date(2025, 1, 13))
    assert told(report, "both", rules) == [(9, "target", 2025), (3, "actual", 2024), (4, "target", 2025)]


def test_an_achievement_in_the_heading_of_a_plan_is_a_wish(rules: IndicatorRules) -> None:
    plan = "## 一、2025年重点任务\n\n### （一）推动民生实事取得新成效\n\n新建学校4所。"
    assert told(written(plan, "柳湾县2025年工作计划"), "target", rules) == [(4, "target", 2025)]
    begun = "## 一、2024年取得的成绩\n\n新建学校4所。\n\n## 二、2025年任务\n\n修路9公里。"
    assert told(written(begun, "柳湾县2025年工作计划"), "target", rules) == [(4, "actual", 2024), (9, "target", 2025)]


@pytest.mark.parametrize(
    "body",
    [
        "## 一、2025年工作安排\n\n办好实事。\n\n### 名词解释\n\n#### 1.“一老一小”\n\n到2027年，新建托育园30个。",
        "## 一、2025年工作安排\n\n办好实事。\n\n### 《政府工作报告》有关内容名词注释\n\n#### 1.“一老一小”\n\n到2027年，新建托育园30个。",
        "## 一、2025年工作安排\n\n办好实事。\n\n[1]“一老一小”:\n\n用3年时间，新建托育园30个。",
    ],
)
def test_a_glossary_promises_nothing(body: str, rules: IndicatorRules) -> None:
    assert told(written(body, WORK, "工作报告"), "both", rules) == []


def test_figures_say_why(rules: IndicatorRules) -> None:
    report = written("## 一、2024年\n\n修路9公里。\n\n## 二、2025年\n\n新建学校4所。2024年修路8公里。力争到2027年修路7公里。", WORK, "工作报告")
    assert [tuple(rule for rule in row.because if rule.startswith("place.")) for row in extract_rows(report, "both", rules)] == [
        ("place.chapter-year",),
        ("place.chapter-year",),
        ("place.stated-year",),
        ("place.says-target", "place.stated-year"),
    ]


@pytest.mark.parametrize(
    ("text", "half", "year"),
    [
        ("新建绿道9公里。", "actual", 2024),
        ("原计划新建绿道9公里，实际建成绿道8公里。", "actual", 2024),
        ("新建绿道9公里，2025年再建绿道7公里。", "both", 2024),
        ("力争2025年新建绿道9公里。", "target", 2025),
        ("推进绿道建设，力争早日贯通。", "actual", 2024),
    ],
)
def test_the_half_and_year_of_a_passage(text: str, half: str, year: int, rules: IndicatorRules) -> None:
    report = written(f"## 一、2024年工作回顾\n\n{text}\n\n## 二、2025年工作安排\n\n其他工作。", WORK, "工作报告")
    (mention,) = find_mentions(report, (Topic("ludao", "绿道"),), read_sentences(report, "both", rules).places)
    assert (mention.kind, mention.year) == (half, year)


def test_a_notice_is_neither_where_its_words_do_not_say(rules: IndicatorRules) -> None:
    report = written("各村维护绿道。\n\n绿道已建成9公里。", "关于养护工作的通知")
    mentions = find_mentions(report, (Topic("ludao", "绿道"),), read_sentences(report, "none", rules).places)
    assert [m.kind for m in mentions] == ["both", "actual"]


@pytest.mark.whole
def test_topics_and_figures_agree_on_the_complete_site() -> None:
    words = read_dictionaries(COMPLETE)
    rules = load_rules(words.indicators_text, "indicators.yml")[0]
    matcher = prepare_topics((*words.topics, *COMMON))
    seen = 0
    for file in report_files(COMPLETE, []):
        report = parse_report(file, words.agencies, words.kinds).report
        assert report is not None
        count, found = disagreements(report, words.kinds, matcher, rules)
        seen += count
        assert found == []
    assert seen > 100


TABLE = "| 项目 | 2024年完成 | 2025年目标 |\n|---|---|---|\n| 绿道建设 | 建成绿道9公里 | 绿道4公里 |\n| 绿道维护（公里） | 18 | 20 |\n"


def test_the_head_of_a_column_decides_for_topics_too(kinds: tuple[ReportKind, ...], rules: IndicatorRules) -> None:
    report = written(f"## 一、2024年工作回顾\n\n{TABLE}\n## 二、2025年工作安排\n\n其他工作。", WORK, "工作报告")
    topics = (Topic("ludao", "绿道"),)
    found = find_mentions(report, topics, read_sentences(report, "both", rules).places)
    assert [(m.kind, m.year) for m in found if "公里" in m.quote and "维护" not in m.quote] == [("actual", 2024), ("target", 2025)]
    assert disagreements(report, kinds, prepare_topics(topics), rules) == (2, [])
