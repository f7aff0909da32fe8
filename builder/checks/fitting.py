"""Columns of a table that fit each other in all rows but one, signed totals, and the words about a table (WORD-07).

已完成 ÷ 违规数 = 完成率 in four rows of five; +302, -521 … and 合计; 计划总投资4280万元 over a table whose total is 4180.
A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from builder.checks.quantities import quantities
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Paragraph, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_CELL = when_asked(r"(?P<sign>[+＋\-－−]?)(?P<n>\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?) ?(?P<share>[%％]?)\Z")
_TOTAL = when_asked(r"(?:合|总|共)\s*计\Z")
_LEAST_FIT, _MOST_COLUMNS, _MOST_ROWS = 3, 8, 60
_SIGNED = when_asked(r"增减|变化|增加|比上年|较上年|升降|净增|±|同比")
_RATE_HEAD = when_asked(r"率|%|％|幅|占比")
_IN_UNIT = when_asked(r"(?P<name>[一-龥]{2,12})[（(](?P<unit>[一-龥]{1,4})[）)]\Z")
_POINTS_AT = when_asked(r"(?:见下表|如下表|下表|如下)")
_PART = when_asked("其中|分别|上年|去年|同期|计划外|每|平均|比")


def check_fitting(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All tables of the body."""
    for table in all_tables(report.blocks):
        if len(table.header) <= _MOST_COLUMNS and len(table.rows) <= _MOST_ROWS:
            yield from _fits(table, sheet.path)
        yield from _signed(table, sheet.path)
    for above, table in zip(report.blocks, report.blocks[1:], strict=False):
        if table.kind == "table" and above.paragraph is not None and _POINTS_AT.search(above.paragraph.text):
            yield from _said_above(above.paragraph, table, sheet)
    yield from _in_sections(report, sheet)


_Figure = tuple[float, int, bool]


def _figure(cell: Paragraph) -> _Figure | None:
    """(value, places, whether a percentage)."""
    m = _CELL.match(cell.text.strip())
    if m is None:
        return None
    size = float(m["n"].replace(",", "")) * (-1 if m["sign"] in {"-", "－", "−"} and m["sign"] else 1)
    return size, len(m["n"].partition(".")[2]), bool(m["share"])


def _fits(table: Block, path: str) -> Iterator[Problem]:
    """A column of percentages that is one column by another in all rows but one. Three rows or more must fit."""
    columns = []
    for n in range(1, len(table.header)):
        cells = [_figure(row[n]) if n < len(row) else None for row in table.rows]
        columns.append((n, cells))
    told: set[int] = set()
    for rate, cells in columns:
        share_head = "%" in table.header[rate].text or "％" in table.header[rate].text
        known = [c for c in cells if c is not None]
        if len(known) <= _LEAST_FIT or not all(c[2] or share_head for c in known):
            continue
        for (a, first), (b, second) in permutations([c for c in columns if c[0] != rate], 2):
            for grown in (False, True):
                wrong = _misfits(cells, first, second, grown=grown)
                if wrong is None or wrong in told:
                    continue
                told.add(wrong)
                before, after = first[wrong], second[wrong]
                if before is None or after is None:
                    continue
                real = (after[0] - before[0] * grown) / before[0] * 100
                row = table.rows[wrong]
                heads = [table.header[k].text.strip() for k in (rate, a, b)]
                found = f"“{row[0].text.strip()}”的“{heads[0]}”是 {row[rate].text.strip()}，按“{heads[1]}”和“{heads[2]}”是 {real:.1f}%"
                yield Problem(Location(path, row[rate].line), "warning", "number.rate", "", found, "和两个数相符的百分比", "核对原件")


def _misfits(cells: Sequence[_Figure | None], first: Sequence[_Figure | None], second: Sequence[_Figure | None], *, grown: bool) -> int | None:
    """The one row that does not fit, where at least three do; none where there is no such."""
    wrong, right = [], 0
    for n, (said, before, after) in enumerate(zip(cells, first, second, strict=True)):
        if said is None or before is None or after is None or before[2] or after[2] or not before[0]:
            continue
        real = (after[0] - before[0] * grown) / before[0] * 100
        slip = (0.5 / 10 ** before[1] if before[1] else 0.0) + (0.5 / 10 ** after[1] if after[1] else 0.0)
        if abs(real - said[0]) <= 0.6 / 10 ** said[1] + slip / abs(before[0]) * 100:
            right += 1
        else:
            wrong.append(n)
    return wrong[0] if len(wrong) == 1 and right >= _LEAST_FIT else None


def _signed(table: Block, path: str) -> Iterator[Problem]:
    """+302, -521, +79 and, in the last row, another sum."""
    if len(table.rows) <= _LEAST_FIT or not _TOTAL.match(table.rows[-1][0].text.strip()) or any(re.search(r"其中|小\s*计", row[0].text) for row in table.rows[:-1]):
        return
    for n in range(1, len(table.header)):
        head = table.header[n].text.strip()
        cells = [row[n].text.strip() if n < len(row) else "" for row in table.rows]
        figures = [_figure(row[n]) if n < len(row) else None for row in table.rows]
        if not _SIGNED.search(head) or _RATE_HEAD.search(head) or any(f is None or f[2] for f in figures) or sum(c[:1] in "+＋-－−" for c in cells if c) < len(cells) - 1:
            continue
        *parts, whole = (f[0] for f in figures if f)
        slip = 0.5 * len(parts) / 10 ** max(f[1] for f in figures if f) if any(f[1] for f in figures if f) else 0.0
        if abs(sum(parts) - whole) > slip:
            found = f"“{head}”的合计是 {cells[-1]}，各行相加是 {sum(parts):+g}"
            yield Problem(Location(path, table.rows[-1][n].line), "warning", "number.total", "", found, "和各行之和相同的合计", "核对原件")


def _said_above(above: Paragraph, table: Block, sheet: Sheet) -> Iterator[Problem]:
    """What a total of the table is, and what the passage above it says of the same name and unit."""
    if not table.rows or not _TOTAL.match(table.rows[-1][0].text.strip()):
        return
    text = above.text
    if re.search("部分|主要|其中", text):
        return
    for n, cell in enumerate(table.rows[-1][1:], 1):
        head = _IN_UNIT.match(table.header[n].text.strip()) if n < len(table.header) else None
        figure = _figure(cell)
        if head is None or figure is None or figure[2]:
            continue
        times = {"万": 1e4, "亿": 1e8}.get(head["unit"][:1], 1.0) if len(head["unit"]) > 1 else 1.0
        unit = head["unit"][1:] if times > 1 else head["unit"]
        same = [q for q in quantities(text, 0, len(text)) if q.unit == ("人" if unit == "名" else unit) and _is_of(head["name"], _clause(text, q.start)) and not q.rough]
        if len(same) == 1 and abs(same[0].size - figure[0] * times) > same[0].slip + (0.5 * times / 10 ** figure[1] if figure[1] else 0.0):
            found = f"“{_clause(text, same[0].start)}{text[same[0].start : same[0].end]}”，下面的表“{head['name']}”合计是 {cell.text.strip()}"
            yield Problem(Location(sheet.path, above.line), "warning", "number.differs", "", found, "和表相同的数", "核对原件")


def _clause(text: str, at: int) -> str:
    return re.split(r"[，。；、：\n\d]", text[max(0, at - 16) : at])[-1]


def _is_of(name: str, clause: str) -> bool:
    """计划投资 in 计划总投资: the characters in their order, the last two together at the end."""
    if _PART.search(clause) or not clause.endswith(name[-2:]):
        return False
    at = 0
    for char in name:
        at = clause.find(char, at) + 1
        if not at:
            return False
    return len(clause) <= len(name) + 6


def _in_sections(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """港口提升 | 5000 under 年度投资（万元）, and in the section 实施港口提升工程: 2026年计划投资4500万元."""
    for table in all_tables(report.blocks):
        for n, cell in enumerate(table.header):
            head = _IN_UNIT.match(cell.text.strip()) if n else None
            if head is None or not re.match("年度|当年|本年|今年|20\\d\\d年", head["name"]):
                continue
            for row in table.rows:
                figure = _figure(row[n]) if n < len(row) else None
                name = row[0].text.strip()
                if figure and len(name) > 2 and not _TOTAL.match(name):
                    yield from _other_of_year(sheet, name, head, figure, row[n])


def _other_of_year(sheet: Sheet, name: str, head: re.Match[str], figure: _Figure, cell: Paragraph) -> Iterator[Problem]:
    times = {"万": 1e4, "亿": 1e8}.get(head["unit"][:1], 1.0) if len(head["unit"]) > 1 else 1.0
    passages = list(sheet.passages())
    for at, (_, passage) in enumerate(passages):
        if name not in passage or len(passage) > 30:
            continue
        for start, words in passages[at + 1 : at + 3]:
            for m in re.finditer(rf"(?:20\d\d年|当年|今年|年度|年内)(?:计划|完成|安排)?{re.escape(head['name'][-2:])}(?=\d)", words):
                q = next(iter(quantities(words, m.end(), min(len(words), m.end() + 16))), None)
                if q and q.unit == head["unit"].lstrip("万亿") and abs(q.size - figure[0] * times) > q.slip:
                    found = f"“{words[m.start() : q.end]}”，第 {cell.line} 行的表写的是 {cell.text.strip()}"
                    yield sheet.warn((start + m.start(), start + q.end), "number.differs", found, "和表相同的数")
            if len(words) < 30:
                break
