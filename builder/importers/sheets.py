"""Spreadsheets (.xlsx, .csv) → a report's tables: each cell as it is shown, merged cells spread out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from builder.content.encoding import decode
from builder.importers import packages
from builder.importers.grids import Cell, spread
from builder.importers.values import Line, Note, Source, UnreadableDocumentError, table_line
from builder.text import parse_date

NAME = "xlsx/1"
SUFFIXES = (".xlsx",)
CSV_NAME = "csv/1"
CSV_SUFFIXES = (".csv", ".tsv")
_LABELLED = re.compile("[^：:，。]{2,8}[：:]\\s*[^：:，。]{1,30}\\Z")
_CELLS = 200_000  # of one sheet, empty ones between counted; what is more no page can show
_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*\Z", re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """A zip file with a workbook in it."""
    return packages.holds(data, b"xl/workbook")


def read(data: bytes) -> Source:
    """Every visible sheet; rows of a single cell are lines of text (title, 单位：万元), the rest a table."""
    packages.check_package(data, ".xlsx")
    shown, formulas = _open(data, values=True), _open(data, values=False)
    lines: list[Line] = []
    notes: list[Note] = []
    sheets = [s for s in shown.worksheets if s.sheet_state == "visible"]
    hidden = [s.title for s in shown.worksheets if s.sheet_state != "visible"]
    if hidden:
        notes.append(Note("doubt", "", f"隐藏的工作表没有导入：{'、'.join(hidden)}"))
    filled = [s for s in sheets if any(c.value is not None for row in _rows_of(s) for c in row)]
    for sheet in filled:
        if len(filled) > 1 and not _UNNAMED.match(sheet.title):
            lines.append(Line(len(lines) + 1, sheet.title, "heading", 2))
        unknown, left_out = _sheet(sheet, formulas[sheet.title], lines)
        if unknown:
            notes.append(Note("doubt", "", f"“{sheet.title}”有 {unknown} 个公式没有结果，单元格留空；请在 Excel 或 WPS 里打开、保存一次再导入"))
        if left_out:
            notes.append(Note("doubt", "", f"“{sheet.title}”有 {left_out} 个隐藏的行或列没有导入"))
    if not lines:
        raise UnreadableDocumentError("表格里没有内容")
    return Source(tuple(lines), {}, tuple(notes))


def read_csv(data: bytes) -> Source:
    """The file as one table; rows before it with a single cell are lines of text."""
    decoded = decode(data)
    sample = decoded.text[:4000]
    delimiter = max("\t,;，", key=lambda sign: sample.count(sign))
    try:
        rows = [tuple(re.sub(r"\s+", " ", c).strip() for c in row) for row in csv.reader(io.StringIO(decoded.text), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableDocumentError("不是能读的 .csv；请在 Excel 或 WPS 里另存为 .xlsx 再导入") from error
    lines: list[Line] = []
    _add(rows, lines)
    if not lines:
        raise UnreadableDocumentError("表格里没有内容")
    return Source(tuple(lines), {}, decoded.notes)


def _open(data: bytes, *, values: bool) -> Any:
    from openpyxl import load_workbook  # imported here: it takes a tenth of a second

    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:  # openpyxl passes on whatever a torn part brings out
        raise UnreadableDocumentError(packages.BROKEN.format(".xlsx")) from error


def _rows_of(sheet: Any) -> Sequence[Sequence[Any]]:
    if sheet.max_row * sheet.max_column > _CELLS:
        raise UnreadableDocumentError(f"工作表“{sheet.title}”有 {sheet.max_row} 行 {sheet.max_column} 列，太大；请只留要公开的部分再导入")
    return tuple(sheet.iter_rows())


def _sheet(sheet: Any, formulas: Any, lines: list[Line]) -> tuple[int, int]:
    """Add a sheet's lines; how many formulas have no result, how many rows and columns are hidden."""
    spans = {(m.min_row, m.min_col): (m.max_col - m.min_col + 1, m.max_row - m.min_row + 1) for m in sheet.merged_cells.ranges}
    under = {(r, c) for m in sheet.merged_cells.ranges for r in range(m.min_row, m.max_row + 1) for c in range(m.min_col, m.max_col + 1)} - spans.keys()
    hidden_rows = {r for r, d in sheet.row_dimensions.items() if d.hidden}
    hidden_columns = {i for d in sheet.column_dimensions.values() if d.hidden for i in range(d.min or 0, (d.max or 0) + 1)}
    unknown = 0
    left_out: set[tuple[str, int]] = set()
    rows: list[list[Cell]] = []
    for row in _rows_of(sheet):
        cells: list[Cell] = []
        for cell in row:
            at = (cell.row, cell.column)
            if cell.row in hidden_rows or cell.column in hidden_columns:
                if cell.value is not None:
                    left_out.add(("r", cell.row) if cell.row in hidden_rows else ("c", cell.column))
                continue
            if at in under:
                continue
            unknown += cell.value is None and formulas.cell(*at).data_type == "f"
            wide, deep = spans.get(at, (1, 1))
            cells.append(Cell(show_cell(cell.value, cell.number_format), wide, deep))
        rows.append(cells)
    _add(list(_parts(rows)), lines)
    return unknown, len(left_out)


def _parts(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, ...]]:
    """Full rows: heads and feet of a single cell stay single, what is between is spread out as one table."""
    single = [sum(bool(c.text) for c in row) == 1 and all(c.deep == 1 for c in row if c.text) for row in rows]
    many = [i for i, row in enumerate(rows) if sum(bool(c.text) for c in row) > 1]
    first, last = (many[0], many[-1]) if many else (0, len(rows) - 1)
    yield from (tuple(c.text for c in row if c.text) for row, one in zip(rows[:first], single, strict=False) if one)
    yield from spread(rows[first : last + 1])
    yield from (tuple(c.text for c in row if c.text) for row in rows[last + 1 :] if any(c.text for c in row))


def _says_of_whom(row: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """填报单位：甲镇人民政府, and at the right the day or 单位：万元: a line above the head of a table, with gaps in it."""
    cells = [cell for cell in row if cell]
    labelled = [bool(_LABELLED.match(cell)) for cell in cells]
    return any(labelled) and len(set(cells)) < sum(map(bool, below)) and all(yes or parse_date(cell) for yes, cell in zip(labelled, cells, strict=True))


def _add(rows: Sequence[tuple[str, ...]], lines: list[Line]) -> None:
    """Rows as lines: text for a lone cell above or below, one table for the rest."""
    filled = [i for i, row in enumerate(rows) if sum(map(bool, row)) > 1]
    while len(filled) > 1 and _says_of_whom(rows[filled[0]], rows[filled[1]]):
        filled = filled[1:]
    first, last = (filled[0], filled[-1]) if filled else (len(rows), -1)
    for i, row in enumerate(rows):
        if i == first:
            body = [r for r in rows[first : last + 1] if any(r)]
            width = max((len(r) for r in body), default=0)
            used = [c for c in range(width) if any(c < len(r) and r[c] for r in body)]
            lines.append(table_line(len(lines) + 1, [tuple(r[c] if c < len(r) else "" for c in used) for r in body]))
        elif not first <= i <= last:
            lines += [Line(len(lines) + 1, cell) for cell in row if cell]


def show_cell(value: object, style: str) -> str:
    """A value as the sheet shows it: 5.2%, 1,234.50, 2025-01-15."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, re.split(";", style or "General")[0])
    return re.sub(r"\s+", " ", str(value)).strip()


def _number(value: float, style: str) -> str:
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", style)
    places = re.search(r"[0#]\.(0+)", plain)
    after = len(places[1]) if places else 0
    comma = "," if re.search(r"[#0],[#0]", plain) else ""
    if "%" in plain:
        return f"{value * 100:{comma}.{after}f}%"
    if places or (re.search(r"0", plain) and "E" not in plain.upper()):
        return f"{value:{comma}.{after}f}"
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return f"{int(value):{comma}d}"
    return f"{value:{comma}.15g}"
