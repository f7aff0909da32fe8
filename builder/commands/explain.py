"""``gongkai explain REPORT#ANCHOR``: how the figures of a passage were read, from its sentences to the verdict.

Comes in: a site root and a place as the data files write it. Goes out: lines for the terminal, or nothing when there is no such place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.figures.mentions import NO_EVIDENCE, quoted_places, weighed_mentions
from builder.analysis.ledger import LedgerRow
from builder.analysis.numerals import fold_width
from builder.commands.collect import make_collection
from builder.commands.reading import read_content
from builder.model import Paragraph, Report
from builder.pages.collection import Collection
from builder.pages.key_figures import figure_text, kind_word
from builder.pages.statuses import STATUS_BY_ID
from builder.problems import Problem
from builder.text import sentence_spans


def explain(root: Path, place: str, as_of: date) -> tuple[list[str], list[Problem]]:
    """What was read at ``place`` (qinghe-2024-zongjie#s1-ab12) and why; no lines when nothing stands there."""
    content = read_content(root, as_of, "", 1)
    collection, found = make_collection(content.words, content.sound, as_of, 1)
    report_id, _, anchor = place.removeprefix("reports/").replace("/#", "#").partition("#")
    report = next((r for r in collection.reports if r.id == report_id), None)
    lines = list(_passage(report, anchor, collection)) if report else []
    return lines, [*content.problems, *found]


def _passage(report: Report, anchor: str, collection: Collection) -> Iterator[str]:
    for paragraph in report.paragraphs:
        items = [i for i in paragraph.run_ins if i.section == anchor]
        if anchor not in {paragraph.id, paragraph.section} and not items:
            continue
        start, end = (items[0].start, items[0].end) if items else (0, len(paragraph.text))
        for at, to in sentence_spans(paragraph.text):
            if at < end and start < to and paragraph.text[at:to].strip():
                yield from _sentence(report, paragraph, at, to, collection)


def _sentence(report: Report, paragraph: Paragraph, start: int, end: int, collection: Collection) -> Iterator[str]:
    """One sentence: its numbers, then its rows."""
    rules = collection.facts.rules
    yield f"原文：{paragraph.text[start:end].strip()}"
    text = fold_width(paragraph.text)
    for mention, refused in weighed_mentions(text, rules, quoted_places(text)):
        if start <= mention.start < end:
            said = paragraph.text[mention.outer : mention.after]
            told = f"不算数据，{_because(refused, rules)}" if refused else "；".join(_because(rule, rules) for rule in mention.because)
            yield f"  数：{said}　{told}"
    for row in collection.facts.rows[report.id]:
        if row.paragraph == paragraph.id and start <= row.value_start < end:
            yield from _row(row, collection)
    yield ""


def _because(rule: str, rules: IndicatorRules) -> str:
    note = "没有说它在数什么（汉字数要有依据才算）" if rule == NO_EVIDENCE else rules.grammar.note(rule)
    return f"{note}［{rule}］" if note else f"［{rule}］"


def _row(row: IndicatorRow, collection: Collection) -> Iterator[str]:
    rules = collection.facts.rules
    known = "（规范名称）" if row.canonical else ""
    yield f"  数据：{row.indicator}{known}　{kind_word(row)}　{row.year}年　{figure_text(row).text}"
    for rule in row.because:
        yield f"    规则：{_because(rule, rules)}"
    settled = [r for r in collection.facts.ledger if row in (r.promise, r.outcome, *r.places)]
    for found in settled:
        yield from _settled(row, found, collection)
    if not settled and row.kind == "target":
        yield "    台账：没有列入"


def _settled(row: IndicatorRow, found: LedgerRow, collection: Collection) -> Iterator[str]:
    """The pair and what it comes to."""
    status = STATUS_BY_ID[found.verdict].word
    other = found.outcome if row in (found.promise, *found.places) else found.promise
    if other is not None:
        yield f"    对应：{kind_word(other)}“{other.quote}”　{other.report}#{other.anchor}"
    yield f"    台账：{status}" + (f"　{found.reason}" if found.reason else "")
