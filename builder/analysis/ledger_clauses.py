"""What an account says without a row: clauses with a figure that was not read, words instead of a figure (持平, 与经济增长同步), and what it
says of its own targets (未达年初预期).

Comes in: a report and its rows. Goes out: ``Asides``. Its clauses have the shape of rows without a value: they are looked through before
anything is called not recognised, and shown as a likely counterpart; they never decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.analysis.accounts import account_year
from builder.analysis.admissions import Admission, admissions
from builder.analysis.figures.rows import IndicatorRow, with_words
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.things import lexicon
from builder.frozen import quick
from builder.model import Report, ReportKind

_CLAUSE = re.compile(r"[^，,；;。！!？?：:\n]+")
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千][个家项条座所处户人件次成倍]")
_SHORTEST, _LONGEST = 4, 60


@quick
@dataclass(frozen=True, slots=True)
class Asides:
    """What a report says beside its rows; nothing of one that gives no account of a year."""

    clauses: tuple[IndicatorRow, ...] = ()
    admissions: tuple[Admission, ...] = ()


def read_asides(report: Report, rows: Sequence[IndicatorRow], kinds: Sequence[ReportKind], rules: IndicatorRules) -> Asides:
    """Read once, with the report: the ledger looks at no text."""
    year = account_year(report, rows, kinds, rules.grammar)
    return Asides() if year is None else Asides(tuple(_clauses(report, rows, year)), tuple(admissions(report, rules)))


def _clauses(report: Report, rows: Sequence[IndicatorRow], year: int) -> Iterator[IndicatorRow]:
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
                yield with_words(IndicatorRow(
                    report.id, section or None, paragraph.anchor_for(start, end), paragraph.id, start, end, start, start, year, "state",
                    re.sub(r"[\d.]+", "", text), "", None, None, "", "eq", None, None, None, "level", "", match[0], named=False,
                ))  # fmt: skip
