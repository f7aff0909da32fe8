"""No link begins or ends in the middle of a word."""

from __future__ import annotations

import pytest

from builder.analysis.names import common_words, cuts_word
from tools import common_words as tool

pytestmark = pytest.mark.whole


def test_the_file_is_not_behind_its_tool() -> None:
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text()


@pytest.mark.parametrize(
    ("text", "name", "cuts"),
    [
        ("组建志愿服务队伍", "志愿服务队", True),
        ("组建志愿服务队二十支", "志愿服务队", False),
        ("稳定粮食品种", "粮食", False),  # 食品 is a word, but so is 品种
        ("用好再生水利用", "水利", True),
        ("完善养老服务", "养老", False),
        ("停车", "停车", False),
    ],
)
def test_an_edge_inside_a_word(text: str, name: str, cuts: bool) -> None:
    start = text.index(name)
    assert cuts_word(text, start, start + len(name), common_words()) is cuts
