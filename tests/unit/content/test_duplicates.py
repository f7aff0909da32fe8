"""An id or a name that stands twice is told with both lines, in every dictionary of a site: never does one entry hide another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builder.analysis.figures import load_rules
from builder.content.kinds import parse_kinds
from builder.content.site_files import parse_agencies
from builder.content.terms import parse_terms
from builder.content.topics import parse_topics
from builder.defaults import read_default
from builder.problems import Problem

pytestmark = pytest.mark.parts

Parse = Callable[[str, str], tuple[Any, list[Problem]]]

FILES: dict[str, tuple[Parse, str]] = {
    "agency": (parse_agencies, "{id: %s, name: %s}"),
    "topic": (parse_topics, "{id: %s, name: %s}"),
    "term": (parse_terms, "{id: %s, name: %s, gloss: 释义}"),
    "kind": (parse_kinds, "{id: %s, name: %s}"),
}


def told(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(p.location.line, p.code) for p in problems]


@pytest.mark.parametrize("what", FILES)
def test_a_second_entry_of_one_id_is_told_with_both_lines(what: str) -> None:
    parse, entry = FILES[what]
    text = "# 登记\n- " + entry % ("donghu", "东湖区人民政府东湖街道办事处") + "\n\n- " + entry % ("donghu", "另一个街道") + "\n"
    problems = parse(text, "x.yml")[1]
    assert told(problems) == [(4, f"{what}.duplicate-id")]
    assert "“donghu”在第 2 行已经用过" in str(problems[0])


@pytest.mark.parametrize("what", FILES)
def test_two_entries_on_one_line_are_two(what: str) -> None:
    parse, entry = FILES[what]
    text = "[" + entry % ("donghu", "东湖街道") + ", " + entry % ("donghu", "另一个街道") + "]\n"
    assert told(parse(text, "x.yml")[1]) == [(1, f"{what}.duplicate-id")]


@pytest.mark.parametrize("what", FILES)
def test_the_third_is_told_too_and_others_are_left_alone(what: str) -> None:
    parse, entry = FILES[what]
    text = "".join("- " + entry % pair + "\n" for pair in [("a", "甲镇"), ("b", "乙镇"), ("a", "丙镇"), ("a", "丁镇"), ("c", "戊镇")])
    assert told(parse(text, "x.yml")[1]) == [(3, f"{what}.duplicate-id"), (4, f"{what}.duplicate-id")]


class TestAgencies:
    def test_one_id_with_one_name_is_one_mistake(self) -> None:
        problems = parse_agencies("- {id: a, name: 甲镇}\n- {id: a, name: 甲镇}\n", "x.yml")[1]
        assert told(problems) == [(2, "agency.duplicate-id")]

    def test_a_name_of_two_offices_is_told_at_the_second_with_the_line_of_the_first(self) -> None:
        problems = parse_agencies("- {id: a, name: 甲镇, short_names: [镇]}\n- {id: b, name: 乙镇, former_names: [镇]}\n", "x.yml")[1]
        assert told(problems) == [(2, "agency.ambiguous")]
        assert "第 1 行" in problems[0].found

    def test_an_id_may_be_no_name_of_another(self) -> None:
        problems = parse_agencies("- {id: a, name: b}\n- {id: b, name: 乙镇}\n", "x.yml")[1]
        assert told(problems) == [(2, "agency.ambiguous")]


class TestIndicators:
    def told(self, entries: str) -> list[tuple[int, str, str]]:
        problems = load_rules(f"indicators:\n{entries}")[1]
        return [(p.location.line, p.severity, p.code) for p in problems]

    def test_one_id_twice(self) -> None:
        found = self.told("  - {id: rongshu, name: 榕树种植量}\n  - {id: rongshu, name: 帆船赛事}\n")
        assert found == [(3, "error", "indicators.duplicate-id")]

    def test_one_name_twice_with_its_line(self) -> None:
        found = self.told("  - {id: a, name: 榕树}\n  - {id: b, name: 帆船, aliases: [榕树]}\n")
        assert found == [(3, "error", "indicators.twice")]

    def test_a_shipped_id_cannot_be_given_to_something_else(self) -> None:
        """Else every figure of it would stand under the shipped name."""
        assert self.told("  - {id: gdp, name: 榕树种植量}\n") == [(2, "error", "indicators.duplicate-id")]

    def test_a_shipped_indicator_may_be_given_further_names(self) -> None:
        rules, problems = load_rules("indicators:\n  - {id: gdp, name: 地区生产总值, aliases: [全镇总产出]}\n")
        assert problems == []
        found = rules.canonical("全镇总产出")
        assert found
        assert found.id == "gdp"

    def test_a_shipped_name_is_not_taken_over_in_silence(self) -> None:
        assert self.told("  - {id: wo-de, name: 榕树, aliases: [“地区生产总值”]}\n") == [(2, "warning", "indicators.shipped-name")]
        fields = [p.field for p in load_rules("indicators:\n  - {id: wo-de, name: 地区生产总值, aliases: [GDP]}\n")[1]]
        assert fields == ["name", "aliases"]

    @pytest.mark.parametrize("size", ["-1", "0", "1.0e400", "1e-400", "nan", "甲"])
    def test_a_size_is_a_number_above_nothing(self, size: str) -> None:
        assert [p.code for p in load_rules(f"units:\n  - {{dimension: area, sizes: {{垧: {size}}}}}\n")[1]] == ["indicators.size"]

    @pytest.mark.parametrize("name", ['""', '"3"', '"9个"'])
    def test_a_unit_is_a_word(self, name: str) -> None:
        rules, problems = load_rules(f"units:\n  - words: [{name}]\n")
        assert len(problems) == 1
        assert set(rules.units) == set(load_rules()[0].units)

    def test_a_unit_that_is_there_stays_as_it_is(self) -> None:
        rules, problems = load_rules("units:\n  - {dimension: area, sizes: {亩: 600}}\n")
        assert [(p.severity, p.code) for p in problems] == [("warning", "indicators.shipped-unit")]
        assert rules.factor("亩") == 666.6667


def test_the_shipped_data_repeats_nothing() -> None:
    assert parse_kinds(read_default("kinds.yml"), "kinds.yml")[1] == []
    assert load_rules()[1] == []
