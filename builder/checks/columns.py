"""Columns that are blank, stale or still hold the words of the form they were made of (VETO-4, LAW-04). Columns in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from builder.checks.placeholders import check_left_in
from builder.checks.sheet import sheet_of_texts
from builder.checks.traces import check_local, check_traces
from builder.content.site_files import Column
from builder.problems import Location, Problem

STALE = 366  # days after which a column that says when it was updated should have been looked at again


def check_columns(columns: Iterable[Column], as_of: date, official: bool) -> Iterator[Problem]:
    """An official site stops at a blank or unfinished column; a mirror is told."""
    for problem in _of_columns(columns, as_of):
        yield problem if official else replace(problem, severity="notice")


def _of_columns(columns: Iterable[Column], as_of: date) -> Iterator[Problem]:
    for column in columns:
        text = "\n".join(p.text for p in column.paragraphs)
        if not column.path:
            continue
        if not text.strip() and not any(b.kind in {"table", "image"} for b in column.blocks):
            yield Problem(Location(column.path, 1), "error", "column.blank", "", "栏目是空的", "有内容的栏目", "写上内容，或删去这个文件")
        sheet = sheet_of_texts(column.path, [(p.line, p.text) for p in column.paragraphs], "")
        yield from check_left_in(sheet)
        yield from check_traces(sheet)
        yield from check_local(sheet, column.paragraphs)
        if column.updated and (as_of - column.updated).days > STALE:
            found = f"{column.updated} 更新，已有 {(as_of - column.updated).days} 天"
            expected, action = "一年之内核对过的栏目（条例第十二条）", "核对内容，再改 updated"
            yield Problem(Location(column.path, 1), "warning", "column.stale", "updated", found, expected, action)
