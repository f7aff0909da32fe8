"""The list of words that hold a numeral and count nothing is what its tool makes of jieba's dictionary."""

from __future__ import annotations

from builder.analysis.figures.never import in_known_word, numeral_words
from tools import numeral_words as tool


def test_the_file_is_not_behind_its_tool() -> None:
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text()


def test_a_word_is_found_around_its_numeral() -> None:
    words = numeral_words()
    assert in_known_word("着力千方百计增收", 2, 4, words)
    assert in_known_word("城乡二元结构", 2, 4, words)
    assert not in_known_word("新建两个公园", 2, 4, words)
