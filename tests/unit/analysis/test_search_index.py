"""Reports → search plan: who is indexed, where a hit lands, how shards are cut."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from builder.analysis.search_index import Record, Suggestion, default_synonyms, plan_reports, split_by_year
from builder.analysis.search_records import SearchNames, SearchText, is_indexed, report_records
from builder.analysis.search_words import (
    ASKED,
    PartWords,
    by_first_pair,
    chance_words,
    part_words,
    sound_table,
    step_of,
    tallied,
    together,
    traditional_pairs,
)
from builder.model import Metadata, Report, Withdrawal
from builder.search import plain_twin
from tests.unit.analysis.conftest import MakeReport

pytestmark = pytest.mark.parts

AS_OF = date(2026, 11, 22)
BODY = "导语先说全年。\n\n## 一、抓教育\n\n新增学位100个。一是建学校。建成两所。二是招教师。招聘30名。\n\n### （一）幼儿园\n\n新建一所。\n"


@pytest.fixture
def report(make_report: MakeReport) -> Report:
    return make_report(BODY, published=date(2025, 2, 1))


def test_one_record_per_headed_section_and_one_for_the_head(report: Report) -> None:
    records = report_records(report, SearchNames(agency="清河镇人民政府"), {}, "top")
    headed = [s.id for s in report.sections if not s.run_in]
    assert [(r.id, r.level) for r in records] == [("top", 0), (headed[0], 1), (headed[1], 2)]
    texts = [plain_twin(r.twin) for r in records]
    assert texts[0].startswith("清河镇2024年工作总结¶")
    assert "发布机构：清河镇人民政府" in texts[0]
    assert "导语先说全年。" in texts[0]
    assert "二是招教师。" in texts[1]  # a run-in item belongs to the section it stands in
    assert texts[2] == "（一）幼儿园¶新建一所。"


def test_topics_of_run_in_items_count_for_their_section(report: Report) -> None:
    run_in = next(s for s in report.sections if s.run_in)
    headed = next(s for s in report.sections if not s.run_in)
    records = report_records(report, SearchNames(), {run_in.id: ["教师"], headed.id: ["学位"]})
    assert {r.id: r.topics for r in records}[headed.id] == ("学位", "教师")


def test_what_may_not_be_shown_is_not_indexed() -> None:
    meta = Metadata(id="a", title="甲")
    assert is_indexed(meta, AS_OF)
    assert not is_indexed(replace(meta, draft=True), AS_OF)
    assert not is_indexed(replace(meta, disclosure="依申请公开"), AS_OF)
    assert not is_indexed(replace(meta, withdrawn=Withdrawal(AS_OF, "原因")), AS_OF)
    assert not is_indexed(replace(meta, publish_on=date(2027, 1, 1)), AS_OF)


def test_record_fields_are_findable(make_report: MakeReport) -> None:
    report = make_report(BODY)
    report = replace(report, meta=replace(report.meta, index_number="11442000/2025-00026", document_number="清府〔2025〕3号"))
    head = plain_twin(report_records(report, SearchNames(), {})[0].twin)
    assert "索引号：11442000/2025-00026；文号：清府〔2025〕3号" in head


def reports_of(make_report: MakeReport, years: range, each: int) -> list[Report]:
    return [make_report(BODY, id=f"r{y}-{i}", year=y, published=date(y + 1, 2, 1)) for y in years for i in range(each)]


def shards_of(reports: list[Report], limit: int) -> dict[str, tuple[Record, ...]]:
    return {s.name: s.records for s in plan_reports(reports, {}, {}, as_of=AS_OF, records_per_shard=limit).shards}


def test_newest_first_and_shards_cut_between_years(make_report: MakeReport) -> None:
    plan = plan_reports(reports_of(make_report, range(2018, 2026), 2), {}, {}, as_of=AS_OF, records_per_shard=13)
    years = [(s.first_year, s.last_year) for s in plan.shards]
    assert years == sorted(years, reverse=True)
    assert all(older[1] < newer[0] for newer, older in pairwise(years))
    assert [s.name for s in plan.shards] == ["2025", "2024-2031", "2022-2023", "2020-2021", "2016-2019"]
    assert plan.report_count == 16
    assert sum(len(s.records) for s in plan.shards) == 48
    assert all(len(s.records) <= 13 for s in plan.shards)


@pytest.mark.whole
@pytest.mark.parametrize("year", [2018, 2021, 2024, 2025])
def test_a_report_more_or_less_touches_the_shard_it_belongs_to(year: int, make_report: MakeReport) -> None:
    """Whatever the years before and after it hold: of 40 reports, one by one."""
    reports = reports_of(make_report, range(2018, 2026), 5)
    before = shards_of(reports, 20)
    for gone in (r for r in reports if r.meta.year == year):
        after = shards_of([r for r in reports if r is not gone], 20)
        left = {name for name in before if after.get(name) != before[name]}
        come = {name for name in after if before.get(name) != after[name]}
        assert len(left) <= 2, "one that shrank, or two halves that are one again"
        assert len(come) <= 1
    assert all(len(records) <= 20 for records in before.values())


def test_the_order_of_reports_has_no_say(make_report: MakeReport) -> None:
    reports = reports_of(make_report, range(2020, 2026), 4)
    assert shards_of(reports, 13) == shards_of(reports[::-1], 13)


def test_a_year_above_the_limit_is_cut_by_id(make_report: MakeReport) -> None:
    shards = shards_of(reports_of(make_report, range(2024, 2025), 12), 18)
    assert all(0 < len(records) <= 9 for records in shards.values())  # the newest year: half the limit
    assert all(name.startswith("2024-") for name in shards)
    assert sum(map(len, shards.values())) == 36


def test_a_report_above_the_limit_is_a_shard_of_its_own(make_report: MakeReport) -> None:
    assert [len(records) for records in shards_of(reports_of(make_report, range(2024, 2025), 2), 2).values()] == [3, 3]


def test_no_reports_no_shards() -> None:
    assert split_by_year([], 10) == []
    plan = plan_reports([], {}, {}, as_of=AS_OF)
    assert plan.shards == ()
    assert plan.scan


def test_plan_is_the_same_whatever_the_order(make_report: MakeReport) -> None:
    reports = [make_report(BODY, id=f"r{y}", year=y, published=date(y + 1, 2, 1)) for y in (2022, 2023, 2024)]
    subjects = (Suggestion("topic", "学位", "topics/xuewei/", ("公办学位",)),)
    plans = [plan_reports(order, {}, {}, subjects=subjects, as_of=AS_OF) for order in (reports, reports[::-1])]
    assert plans[0] == plans[1]


def test_suggestions_and_synonyms(make_report: MakeReport) -> None:
    subjects = (Suggestion("topic", "旧改", "topics/jiugai/", ("旧城改造",)), Suggestion("term", "学位"))
    plan = plan_reports([make_report(BODY + "\n推进旧改。\n")], {}, {}, subjects=subjects, as_of=AS_OF)
    assert [(s.kind, s.text) for s in plan.suggestions] == [
        ("topic", "旧改"), ("term", "学位"), ("report", "清河镇2024年工作总结"), ("year", "2024年"),
    ]  # fmt: skip
    assert ("旧改", "旧城改造") in plan.helper.synonyms
    assert "学位" in plan.helper.words


def test_helper_holds_only_what_occurs(make_report: MakeReport) -> None:
    helper = plan_reports([make_report(BODY)], {}, {}, as_of=AS_OF).helper
    pairs = dict(zip(helper.traditional[::2], helper.traditional[1::2], strict=True))
    assert pairs["學"] == "学"
    assert "馬" not in pairs
    assert dict(helper.sounds)["xue"].startswith("学|")  # own characters first, then what a typo may use
    assert "雪" in dict(helper.sounds)["xue"]


def test_helper_leaves_out_synonyms_that_lead_nowhere(make_report: MakeReport) -> None:
    helper = plan_reports([make_report(BODY)], {}, {}, synonyms=[("学额", "学位"), ("的士", "计程车")], as_of=AS_OF).helper
    assert ("学额", "学位") in helper.synonyms
    assert ("的士", "计程车") not in helper.synonyms


def test_short_forms_that_stand_only_where_two_words_meet_are_chance() -> None:
    text = "持续巩固投资成果，社零增长5%。\n提高企业效益，培育高企20家"
    groups = [("固投", "固定资产投资"), ("社零", "社会消费品零售总额"), ("高企", "高新技术企业"), ("外资", "实际利用外资")]
    words = part_words([SearchText((), (), (text,))], by_first_pair(w for g in groups for w in g))
    assert chance_words(words.around, groups, {"巩固", "投资", "提高", "企业", "零增"}) == ("固投",)


def test_parts_together_hold_what_the_whole_holds() -> None:
    texts = [SearchText((), (f"第{i}章", "一、抓教育"), (f"“固投”增长{i}%。", "巩固投资")) for i in range(4)]
    sought = ["固投", "投资", "社零", "章"]
    parts = together(None, (part_words([text], by_first_pair(sought)) for text in texts))
    whole = part_words(texts, by_first_pair(sought))
    assert parts.headings == whole.headings
    assert (set(parts.held), parts.size) == (set(whole.held), whole.size) == ({"固投", "投资", "章"}, whole.size)
    inside = {pair: often for pair, often in whole.pairs.items() if "\n" not in pair}
    assert {pair: often for pair, often in parts.pairs.items() if "\n" not in pair} == inside
    assert chance_words(parts.around, [("固投", "投资")], {"巩固", "投资"}) == chance_words(whole.around, [("固投", "投资")], {"巩固", "投资"})
    assert together(None, []) == PartWords()


def test_a_part_that_went_and_one_that_came_leave_what_a_count_of_all_gives() -> None:
    texts = [SearchText((), (f"第{i}章",), (f"“固投”增长{i}%。", f"新建{'校院所馆站桥路坝'[i]}{i}处")) for i in range(8)]
    old, new, *others = (part_words([text], by_first_pair(["固投", "新建", "建校"])) for text in texts)
    total = together(None, [old, *others])
    assert total.held["建校"] == 1
    assert together(total, [new], [old]) == together(None, [*others, new])
    counts = [Counter("甲乙"), Counter("乙丙"), Counter("丁")]
    assert tallied(tallied(None, counts[:2]), counts[2:], counts[:1]) == tallied(None, counts[1:]) == Counter("乙丙丁")


def test_what_is_cut_changes_by_steps() -> None:
    assert [step_of(size) for size in (0, 300_000, 300_001, 700_000, 1_300_000, 8_000_000)] == [1, 1, 2, 3, 6, 32]


def test_traditional_table_is_sound() -> None:
    pairs = dict(traditional_pairs())
    assert len(pairs) > 2000
    assert (pairs["舊"], pairs["醫"], pairs["臺"]) == ("旧", "医", "台")
    assert all(t != s and len(t) == len(s) == 1 for t, s in pairs.items())


def test_sounds_keep_every_reading() -> None:
    sounds = dict(sound_table(["长", "绿"]))
    assert sounds["chang"] == sounds["zhang"] == "长"
    assert "绿" in sounds["lv"]


def test_default_synonyms_are_groups() -> None:
    groups = default_synonyms()
    assert all(len(g) > 1 for g in groups)
    assert any({"GDP", "地区生产总值"} <= set(g) for g in groups)
    assert not any(re.search(r"\s", w) for g in groups for w in g)


def test_names_of_one_thing_come_before_everyday_words_and_are_counted(make_report: MakeReport) -> None:
    helper = plan_reports([make_report(BODY)], {}, {}, synonyms=[("学额", "学位")], as_of=AS_OF).helper
    assert ("学额", "学位") in helper.synonyms[: helper.same]
    everyday = default_synonyms("everyday")
    assert ("投诉", "诉求", "信访", "上访", "12345") in everyday  # what one asks about, no other name for it
    assert not set(everyday) & set(helper.synonyms[: helper.same])
    assert not {word for group in default_synonyms() for word in group if word == "投诉"}


def test_the_sites_pages_are_suggested_last_and_are_no_words_of_the_reports(make_report: MakeReport) -> None:
    page = Suggestion("page", "公开指南", "guide/", ("学位在哪里",), "怎样获取")
    plan = plan_reports([make_report(BODY)], {}, {}, subjects=(page,), as_of=AS_OF)
    assert plan.suggestions[-1] == page
    assert "学位在哪里" not in plan.helper.words
    assert not any("公开指南" in group for group in plan.helper.synonyms)


def test_everyday_words_are_well_formed() -> None:
    """One way only, no word for itself, no single character (it would stand in any word), none asked twice for another thing."""
    groups = [g for g in default_synonyms("everyday") if ASKED in g]
    assert len(groups) > 250
    for group in groups:
        asked, written = group[: group.index(ASKED)], group[group.index(ASKED) + 1 :]
        assert group.count(ASKED) == 1
        assert asked
        assert any(set(written) - {word} for word in asked)
        assert all(len(word) > 1 for word in (*asked, *written))


def test_an_everyday_word_is_shipped_with_those_words_only_that_reports_hold(make_report: MakeReport) -> None:
    helper = plan_reports([make_report("学位充足。")], {}, {}, as_of=AS_OF).helper
    assert any(group[-2:] == (ASKED, "学位") for group in helper.synonyms)
    ways = [group for group in helper.synonyms if ASKED in group]
    assert all(word in "学位充足" for group in ways for word in group[group.index(ASKED) + 1 :])


def test_longer_forms_of_a_topic_are_not_names_of_one_another(make_report: MakeReport) -> None:
    """财政收入 and 财政资金 are both of 财政: asked for the one, the other is no answer."""
    topic = Suggestion("topic", "财政", "topics/caizheng/", ("财政收入", "财政资金", "财"))
    helper = plan_reports([make_report("财政收入增长，财政资金下达。")], {}, {}, subjects=(topic,), as_of=AS_OF).helper
    assert not [g for g in helper.synonyms if {"财政收入", "财政资金"} <= set(g)]
    assert ("财政", "财政收入") in helper.synonyms
