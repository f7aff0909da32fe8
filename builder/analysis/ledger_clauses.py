"""What an account says without a row: clauses with a figure that was not read, and words instead of a figure (持平, 与经济增长同步).

Comes in: a report and its rows. Goes out: clauses in the shape of rows without a value. They are looked through before anything is
called not recognised, and shown as a likely counterpart; they never decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.numerals import fold_width
from builder.analysis.things import lexicon
from builder.model import Report

_CLAUSE = re.compile(r"[^，,；;。！!？?：:\n]+")
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千][个家项条座所处户人件次成倍]")
_SHORTEST, _LONGEST = 4, 60


def loose_clauses(report: Report, rows: Sequence[IndicatorRow], year: int) -> Iterator[IndicatorRow]:
    """Clauses without a row, in sections that report results of the year and promise nothing."""
    read: dict[str, list[tuple[int, int]]] = {}
    reporting: set[str] = set()
    promising: set[str] = set()
    for row in rows:
        read.setdefault(row.paragraph, []).append((row.value_start, row.value_end))
        (promising if row.kind == "target" else reporting if row.year == year else set()).add(row.section or "")
    for paragraph in report.paragraphs:
        done = read.get(paragraph.id, [])
        for match in _CLAUSE.finditer(paragraph.text):
            start, end = match.span()
            section = paragraph.section_at(start)
            if section not in reporting or section in promising or not _SHORTEST <= end - start <= _LONGEST:
                continue
            text = fold_width(match[0])
            if (_FIGURE.search(text) or lexicon().wordings.search(text)) and not any(a < end and b > start for a, b in done):
                yield IndicatorRow(
                    report.id, section or None, paragraph.anchor_for(start, end), paragraph.id, start, end, start, start, year, "state",
                    re.sub(r"[\d.]+", "", text), "", None, None, "", "eq", None, None, None, "level", "", match[0], named=False,
                )  # fmt: skip
