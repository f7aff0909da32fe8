"""Each rule has an example that is read wrongly without it, and a counter-example that it leaves alone; each word changes a row."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from builder.analysis.figures import IndicatorRow, IndicatorRules, extract_rows, load_rules, make_rules
from builder.analysis.figures.rules import default_data, shipped_lexicon
from builder.content.lexicon import ClosedClass, Rule
from builder.content.sections import parse_body
from builder.model import Metadata, Report
from builder.problems import Location

CLASSES, RULES = shipped_lexicon()


@cache
def all_rules() -> IndicatorRules:
    return load_rules()[0]


def read(text: str, half: str, rules: IndicatorRules) -> tuple[IndicatorRow, ...]:
    parsed = parse_body(text)
    meta = Metadata(id="t", title="柳湾镇2025年工作总结", year=2025)
    report = Report(meta, Location("t.md"), parsed.sections, parsed.paragraphs, parsed.blocks)
    return tuple(replace(row, because=()) for row in extract_rows(report, half, rules))  # type: ignore[arg-type]


def told(row: IndicatorRow, wanted: str) -> str:
    """The fields of a row that ``wanted`` names, written as it writes them."""
    return " ".join(f"{field}={getattr(row, field)}" for field in (pair.partition("=")[0] for pair in wanted.split()))


def fits(rows: tuple[IndicatorRow, ...], wanted: tuple[str, ...]) -> bool:
    return len(rows) == len(wanted) and all(told(row, want) == want for row, want in zip(rows, wanted, strict=True))


@pytest.mark.parametrize("rule", RULES, ids=[r.id for r in RULES])
def test_a_rule_reads_its_example_and_leaves_its_counter_example_alone(rule: Rule) -> None:
    rows = read(rule.example, rule.half, all_rules())
    assert fits(rows, rule.reads), rows
    without = all_rules().without(rule.id)
    assert not fits(read(rule.example, rule.half, without), rule.reads), "the rule is not needed"
    assert read(rule.counter, rule.half, all_rules()) == read(rule.counter, rule.half, without)


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({r.id for r in RULES}) == len(RULES)
    assert len({c.id for c in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("words", [c for c in CLASSES if c.example], ids=[c.id for c in CLASSES if c.example])
def test_every_word_of_a_class_changes_how_its_example_is_read(words: ClosedClass) -> None:
    idle: list[str] = []
    for word in words.words:
        text = words.example.replace("{}", word)
        fewer = replace(words, words=tuple(w for w in words.words if w != word))
        other = make_rules(default_data(), tuple(fewer if c is words else c for c in CLASSES))
        if read(text, words.half, all_rules()) == read(text, words.half, other):
            idle.append(word)
    assert not idle
