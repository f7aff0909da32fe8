"""No rule is passed over in a text that it matches."""

from __future__ import annotations

import re
from collections import Counter
from sys import maxunicode

import pytest

from builder.analysis.figures import IndicatorRules
from builder.analysis.figures.cues import NEVER, Sieve, frequencies, needed
from builder.analysis.figures.grammar import face

COMMON = frequencies(["完成年度任务，同比增长"])


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("以来|来", "来"), ("(?:新|再)?增", "增"), ("[一-丁]年", "丁年"), (r"\d+月", "٣月"), ("(?<=全)年", "全年"), ("a*", "没有"), ("(?!全)年", "年"),
        ("(?>全|本)年", "本年"), ("年{0,2}初", "初"), ("(?:全|)", "没有"), ("(?i)pm2", "PM2"), ("[^年]度", "季度"), (r"\s全", "\u3000全"), ("全(?P<x>年|月)(?P=x)?", "全月"),
    ],
)  # fmt: skip
def test_a_text_that_matches_is_never_passed_over(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    assert compiled.search(text)
    assert Sieve({"a.b": compiled}, COMMON).within(text)["a.b"] is compiled


def test_a_text_without_the_characters_is_passed_over() -> None:
    sieve = Sieve({"a.since": re.compile("以来|至今"), "b.any": re.compile("(?!全)")}, COMMON)
    held = sieve.within("前后")
    assert held["a.since"] is NEVER
    assert not held["a.since"].search("以来")
    assert (held.holds("a"), held.holds("b")) == (False, True)
    assert sieve.within("今年以来").holds("a")
    assert needed(re.compile("以来"), Counter("以以来")) == (frozenset("来"), frozenset("以"))


def test_there_are_no_digits_but_those_that_are_known() -> None:
    assert needed(re.compile(r"\d"), Counter()) == (frozenset(c for c in map(chr, range(maxunicode + 1)) if c.isdecimal()),) * 2


@pytest.mark.whole
def test_the_rules_hold_in_their_own_examples(rules: IndicatorRules) -> None:
    """By every clause of every example and counter-example: whatever matches is among what may match."""
    grammar = rules.grammar
    texts = [text for rule in grammar.rules for text in (rule.example, rule.counter)]
    clauses = [clause for text in texts for clause in (text, *re.split("[，。；]", text))]
    faces = [face(text[:12], dimension, "个", "3", text[12:]) for text in texts for dimension in ("count", "money", "length")]
    sieve = Sieve(grammar, frequencies(texts))
    for text in (*clauses, *faces):
        held = sieve.within(text)
        assert not [rule for rule, pattern in grammar.items() if held[rule] is NEVER and pattern.search(text)], text


def test_the_first_that_holds_is_the_first_of_all(rules: IndicatorRules) -> None:
    seen = face("排名上升", "count", "位", "3", "。")
    plainly = next(rule for rule in rules.grammar.family("trap") if rules.grammar[rule].search(seen))
    assert rules.grammar.first("trap", seen) == plainly == "trap.moved"
