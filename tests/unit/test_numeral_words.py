"""The list of words that hold a numeral and count nothing is what its tool makes of jieba's dictionary."""

from __future__ import annotations

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.figures.mentions import find_mentions
from tools import numeral_words as tool

pytestmark = pytest.mark.whole


def test_the_file_is_not_behind_its_tool() -> None:
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text()


def test_no_quantity_is_read_inside_a_word() -> None:
    rules, _ = load_rules()
    for text, found in (("着力千方百计以上增收", 0), ("城乡二元以上结构", 0), ("新建公园两座", 1)):
        assert len(find_mentions(text, rules, [False] * len(text))) == found, text
