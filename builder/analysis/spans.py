"""Whole year or part of it: what a figure, and what a report as a whole, covers.

Comes in: rows with their reports. Goes out: 'year' or 'part'.
A half-year figure is no answer to a promise for the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from builder.analysis.figures.rows import IndicatorRow
from builder.model import Report

Span = Literal["year", "part"]

_PART = (
    r"(?:[上下]半年|[前头]?[一二三四]个?季度|前\d{1,2}个月|(?<!\d)1\s*[-—–－~～至到]\s*(?:[2-9]|1[01])月"
    r"|截[至止](?:(?:20\d\d年|今年)?(?:[1-9]|1[01])月))"
    r"(?![底末]?前)"  # 三季度前建成 is a day to be met, not a span that is counted
)
_WHOLE = r"全年|年度(?!任务|目标|计划)|12月|年底|年末|一年来"
_EITHER = re.compile(f"(?P<part>{_PART})|(?P<whole>{_WHOLE})")
_THIS_YEAR = re.compile(r"全年|今年|年内|本年|当年|一年来|年度|(?<![-—–至到])(?:19|20)\d\d年(?![底末以])")
# A word that every span has: most texts have none, and need not be read closely.
_HINT = re.compile("月|半年|季度|全年|年[度底末]|一年来")
_STOPS = "。！？!?\n"
_REACH = 2_000  # characters that one row looks back; a paragraph without a stop has many rows


def last_named(text: str) -> Span | None:
    """The span that a text names last: 上半年完成3家，全年预计8家 ends on the year."""
    found: Span | None = None
    if not _HINT.search(text):
        return None
    for match in _EITHER.finditer(text):
        found = "part" if match["part"] else "year"
    return found


def _sentence(row: IndicatorRow, report: Report) -> str:
    """The row's sentence up to the end of its quote; empty when its paragraph is not known."""
    paragraph = report.paragraph_by_id.get(row.paragraph)
    if paragraph is None:
        return ""
    start = max(0, row.end - _REACH)
    for stop in _STOPS:
        start = max(start, paragraph.text.rfind(stop, start, row.start) + 1)
    return paragraph.text[start : row.end]


def is_running_total(row: IndicatorRow, report: Report) -> bool:
    """累计建成30座 without 全年 or 今年 may count from long ago; 全年累计建成3座 does not."""
    said = _sentence(row, report) or row.quote
    clause = re.split(r"[，,；;、]", row.quote[: max(0, row.value_start - row.start)])[-1]
    return row.measure == "cumulative" or ("累计" in clause and not _THIS_YEAR.search(said))


def row_spans(rows: Iterable[IndicatorRow], report: Report) -> list[Span]:
    """What each row covers: its sentence says first, then the headings above it, then the report's own period."""
    headings = _heading_spans(report)
    whole = report_span(report)
    found: list[Span] = []
    for row in rows:
        default: Span = whole if row.kind == "actual" and row.year == report.meta.year else "year"
        found.append(last_named(_sentence(row, report)) or headings.get(row.section or "") or default)
    return found


def _heading_spans(report: Report) -> dict[str, Span | None]:
    """For each section what the nearest heading at or above it names."""
    spans: dict[str, Span | None] = {}
    for section in report.sections:
        spans[section.id] = last_named(section.heading) or spans.get(section.parent)
    return spans


def report_span(report: Report) -> Span:
    """What a report as a whole covers, by its period, else by its title."""
    return last_named(report.meta.period) or last_named(report.meta.title) or "year"
