"""The token stream of the search twin: what Pagefind is given and what a result shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.analysis.tokens import BARRIER, HEAD, heading_tokens, tokenize, twin_text
from builder.search import plain_twin

CASES = json.loads((Path(__file__).parents[2] / "cases" / "search" / "tokens.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_tokens_as_recorded(case: dict[str, object]) -> None:
    assert tokenize(str(case["text"])) == case["tokens"]


def test_marks_take_no_place_and_clause_marks_do() -> None:
    assert len(tokenize("马山“旧改”")) == len(tokenize("马山旧改"))
    assert tokenize("旧，改") == ["旧", "，", "改"]


def test_own_marks_in_a_text_are_dropped() -> None:
    assert tokenize(f"甲{BARRIER}乙{HEAD}丙ǂ") == ["甲", "乙", "丙"]


def test_twin_reads_like_the_text() -> None:
    twin = twin_text("一、抓R&D 投入", ["“十四五”期间，增长50.91%。", "give me five"])
    assert plain_twin(twin) == "一、抓R&D投入¶“十四五”期间，增长50.91%。¶give me five"


def test_heading_tokens_are_words_of_their_own() -> None:
    assert heading_tokens("抓教育") == [c + HEAD for c in "抓教育"]


def test_run_in_heads_are_marked_but_never_tokens() -> None:
    assert tokenize("一是旧改。推进。", [(0, 5)]) == ["‖一", "是", "旧", "改", "。‖", "推", "进", "。"]
    assert "‖" not in "".join(tokenize("甲‖乙"))
