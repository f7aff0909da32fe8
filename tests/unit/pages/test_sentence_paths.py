"""A link to a figure's sentence carries as few words as tell the figure from what else its paragraph says."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.reading import extract_rows
from builder.pages.figures import sentence_path
from tests.unit.analysis.test_figures import make_report

RULES = load_rules()[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新增公办学位880个。", ["880个"]),
        ("新增公办学位880个，新建停车场880个。", ["位880个", "场880个"]),
        ("新增公办学位80个，新建停车场880个。", ["位80个", "880个"]),  # it stands in the other number
        ("新增公办学位８０个，新建停车场80个。", ["位８０个", "场80个"]),  # the page looks for one width
        ("老旧小区改造率达到5.6%，绿化率达到6%。", ["5.6%", "到6%"]),
    ],
)
def test_the_figure_alone_where_it_stands_once(text: str, words: list[str]) -> None:
    report = make_report(text, "柳湾市2025年工作总结")
    rows = extract_rows(report, "actual", RULES)
    assert [unquote(sentence_path(row, report).partition("?s=")[2].partition("#")[0]) for row in rows] == words
    assert all(len(sentence_path(row, report)) <= len(sentence_path(row)) for row in rows)
