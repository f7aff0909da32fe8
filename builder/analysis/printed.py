"""Does a number or a unit stand printed in a figure's sentence? What a person says of a figure must.

Comes in: a report, a row of it, what is claimed. Goes out: yes or no. Of a figure in a table the sentence is the row of
cells it stands in; its unit may stand in the head, the caption or the lines above the table.
"""

from __future__ import annotations

import re

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.numerals import ARABIC, CHINESE, Number, fold_width, parse_number
from builder.analysis.tables.lines import report_tables
from builder.model import Report
from builder.text import sentence_at

_NUMBER = re.compile(f"({ARABIC}|{CHINESE})([成倍]?)")
_IN_PERCENT = {"成": 10, "倍": 100}  # 两成 is 20%, 增长一倍 100%
_WORDS = (("翻番", 100), ("翻一番", 100), ("一半", 50))
_INSIDE = re.compile(r"(?<=[\d万亿])[余多来]")  # 860余吨, 1万多户
_OLD = (("廿", "二十"), ("卅", "三十"))


def is_number_printed(report: Report, row: IndicatorRow, number: Number) -> bool:
    """The number as printed, in Arabic or Chinese digits; the sign is the sentence's matter (下降3.1%)."""
    text = fold_width(_sentence(report, row))
    for old, plain in _OLD:
        text = text.replace(old, plain)
    printed = {float(value) for word, value in _WORDS if word in text}
    for match in _NUMBER.finditer(text):
        if (value := parse_number(match[1])) is not None:
            printed |= {float(value), float(value * _IN_PERCENT.get(match[2], 1))}
    return any(abs(value - abs(number)) < 1e-9 for value in printed)


def is_unit_printed(report: Report, row: IndicatorRow, unit: str) -> bool:
    """The unit, whatever round word stands in it (万多户); 百分之五 has its percent too."""
    text = _bare(_sentence(report, row) + _around(report, row))
    return _bare(unit) in text or (unit == "%" and "百分之" in text)


def _bare(text: str) -> str:
    return _INSIDE.sub("", re.sub(r"\s", "", fold_width(text)))


def _sentence(report: Report, row: IndicatorRow) -> str:
    text = report.paragraph_by_id[row.paragraph].text
    sentence = sentence_at(text, row.value_start)
    said = text[slice(*sentence)] if sentence else row.quote
    cells = next((line for block in report.blocks for line in block.rows if any(c.id == row.paragraph for c in line)), ())
    return " ".join((said, *(c.text for c in cells)))


def _around(report: Report, row: IndicatorRow) -> str:
    for block, above in report_tables(report):
        if any(cell.id == row.paragraph for line in block.rows for cell in line):
            return " ".join((*above, *(cell.text for cell in block.header)))
    return ""
