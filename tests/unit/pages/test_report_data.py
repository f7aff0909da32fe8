"""The JSON beside a report: short, and whoever opens it finds every figure and mention as data/ has them."""

from __future__ import annotations

import json
from typing import Any

import lxml.html
import pytest

from builder.pages.collection import Collection
from builder.pages.data import mention_row
from builder.pages.data_rows import indicator_json
from builder.pages.key_figures import KIND_WORDS, kind_word, span_words
from builder.pages.report_data import FIGURES, NOT_STATED, report_json
from builder.rendering.body import paragraph_html
from tests.unit.pages.conftest import collect

ODD = "𠮷祥村新建水渠3条。一是新增公办学位1200个，同比增长5%。二是2024—2026年累计投入20亿元，累计办结案件75件。"
ODD += "\n\n| 指标 | 完成 |\n|---|---|\n| 道路（公里） | 8 |\n| 口袋公园（个） | 12 |"


@pytest.fixture(scope="module")
def odd() -> Collection:
    return collect((("heping", "总结", 2026, "2027-01-10", ODD),))


def opened(table: dict[str, Any], assumed: dict[str, Any], held: dict[str, str]) -> list[dict[str, Any]]:
    """What compare.js does."""
    found = []
    for cells in table["rows"]:
        row = {key: assumed.get(key) if cell is None else cell for key, cell in zip(table["columns"], cells, strict=False)}
        row = {key: assumed.get(key) for key in table["columns"]} | row
        if isinstance(row["quote"], list):
            start, end = row["quote"]
            row["quote"] = held[row["anchor"]].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        found.append(row)
    return found


def test_every_figure_and_mention_is_found_again(odd: Collection) -> None:
    cut, words = 0, set()
    for report in odd.living:
        page: Any = lxml.html.fromstring(
            "<main>" + "".join(f'<p id="{p.id}">{paragraph_html(p, {}, lambda href: href)}</p>' for p in report.paragraphs) + "</main>"
        )
        held = {e.get("id"): e.text_content() for e in page.iter() if e.get("id")}
        rows = odd.facts.rows[report.id]
        file = json.loads(report_json(report, odd, rows).content)
        cut += sum(isinstance(r[1], list) for r in file["indicators"]["rows"])
        for row, found in zip(rows, opened(file["indicators"], file["assumed"], held), strict=True):
            value = indicator_json(row)
            first = {"year": row.year, NOT_STATED: None}.get(found["from"], found["from"])
            assert value["span"] == {"from": first, "to": found["year"]}
            assert {key: found[key] for key in value if key in FIGURES} == {key: value[key] for key in FIGURES if key in value}
            assert (found["word"] or KIND_WORDS[row.kind], found["over"]) == (kind_word(row), span_words(row))
            words.add(found["word"])
        for mention, found in zip(odd.facts.mentions[report.id], opened(file["topics"], file["assumed"], held), strict=True):
            value = {"topic": mention.topic} | mention_row(mention)
            del value["report"], value["section"]
            assert found == value
    assert cut > 20
    assert {"", "实际"} <= words  # else a drawn comparison would call each result 完成


def test_the_text_is_not_repeated(odd: Collection) -> None:
    report = odd.living[0]
    content = report_json(report, odd, odd.facts.rows[report.id]).content.decode()
    assert "同比增长" not in content
    assert "paragraphs" not in content
