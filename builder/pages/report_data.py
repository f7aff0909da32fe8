"""reports/<id>/<id>.json: the figures and topics of one report as columns and rows, without its text.

A cell that is null, or left out at the end of its row, is as ``assumed`` says, else unknown. The text stands on the report's page: a
quote is given as [start, end) in the element whose id is ``anchor``, in UTF-16 units as a browser counts them; in its own words only
where no element holds it so (a heading, a cell quoted with those before it). ``word`` is what pages call the figure where that is not the
word of its ``kind`` (实际, 开工), ``over`` the years that it is of (2021—2025年合计). ``templates/static/compare.js`` reads this file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from builder.analysis.figures import IndicatorRow
from builder.analysis.kindred import worded
from builder.analysis.ledger_names import full_name
from builder.analysis.published_text import text_sha256
from builder.analysis.topics import Mention
from builder.model import Paragraph, Report
from builder.pages.collection import Collection
from builder.pages.data import mention_row, report_row
from builder.pages.data_rows import indicator_json
from builder.pages.key_figures import KIND_WORDS, kind_word, span_words
from builder.pages.page import Outfile
from builder.revisions import change_json

VERSION = 3  # 1 repeated the text and named every field in every row, 2 kind and year

FIGURES = (
    # What is often said stands first: a row ends with its last cell that says something.
    "anchor", "quote", "indicator", "value", "unit", "growth", "stage", "named", "indicator_id", "measure", "kind", "year", "comparison", "qualifier", "scope",
    "from", "value_max", "rank", "word", "over", "base", "expected", "undated", "self_reported", "reviewed",
)  # fmt: skip
TOPICS = ("anchor", "quote", "topic", "kind", "year", "passing")
NOT_STATED = 0  # ``from``: the years of a total whose beginning nobody says
ASSUMED: Mapping[str, Any] = {
    "unit": "", "measure": "level", "scope": "", "indicator_id": "", "comparison": "eq", "from": "year", "qualifier": "", "stage": "", "self_reported": "",
    "expected": False, "passing": False, "named": True, "undated": False, "word": "", "over": "",
}  # fmt: skip


def report_json(report: Report, c: Collection, rows: Sequence[IndicatorRow]) -> Outfile:
    """Its record, its figures, its topics; ``worded``: topics that it was not found to speak of, but may in other words."""
    held = {item.section: (p, item.start, item.end) for p in report.paragraphs for item in p.run_ins}
    held |= {p.id: (p, 0, len(p.text)) for p in report.paragraphs}
    mentions = c.facts.mentions.get(report.id, ())
    assumed = {**ASSUMED, **_usual([*rows, *mentions])}
    also = sorted(worded(c.facts.near.get(report.id, {})) - {m.topic for m in mentions})
    value = {
        "version": VERSION,
        **{key: value for key, value in report_row(report, c).items() if key != "sections" and value not in ("", None, [])},
        "text_sha256": text_sha256(report),
        **({"changes": [change_json(one) for one in changes]} if (changes := c.changes.get(report.id)) else {}),
        "assumed": assumed,
        **({"worded": also} if also else {}),
        "indicators": {"columns": FIGURES, "rows": [_cut(FIGURES, assumed, _figure(row) | {"quote": _quote(row, held)}) for row in rows]},
        "topics": {"columns": TOPICS, "rows": [_cut(TOPICS, assumed, mention_row(m) | {"topic": m.topic, "quote": _quote(m, held)}) for m in mentions]},
    }
    return Outfile(f"{report.url}{report.id}.json", (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


def _figure(row: IndicatorRow) -> dict[str, Any]:
    value = indicator_json(row)
    first, last = row.span
    word = kind_word(row)
    shown = {"word": "" if word == KIND_WORDS[row.kind] else word, "over": span_words(row)}
    return value | {"from": "year" if first == last else first or NOT_STATED, "indicator": full_name(row)} | shown


def _usual(rows: Sequence[IndicatorRow | Mention]) -> dict[str, Any]:
    """What most rows of the report say: the side of most of them, its year, the stage that was come to."""
    told = {key: Counter(getattr(row, key) for row in rows).most_common(1)[0][0] for key in ("kind", "year") if rows}
    stages = Counter(row.stage for row in rows if isinstance(row, IndicatorRow))
    return told | ({"stage": stages.most_common(1)[0][0]} if stages else {})


def _cut(columns: Sequence[str], assumed: Mapping[str, Any], row: Mapping[str, Any]) -> list[Any]:
    """What is as ``assumed`` says is null, and left out at the end of a row."""
    cells = [None if row[key] == assumed.get(key) else row[key] for key in columns]
    while cells[-1] is None:
        cells.pop()
    return cells


def _quote(row: IndicatorRow | Mention, held: Mapping[str, tuple[Paragraph, int, int]]) -> str | list[int]:
    if row.anchor in held:
        paragraph, first, last = held[row.anchor]
        if paragraph.id == row.paragraph and first <= row.start and row.end <= last:
            return [_utf16(paragraph.text[first : row.start]), _utf16(paragraph.text[first : row.end])]
    return row.quote


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
