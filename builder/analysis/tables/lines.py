"""Tables: the figures in their cells, named by row and head.

Comes in: the tables of a report and where they stand. Goes out: rows of the contract, cell by cell. Cells that hold
sentences (已建成3所，新增学位2700个) are given back to be read as prose, with what their row and head say of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import find_mentions
from builder.analysis.figures.names import settle_name
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.places import HeadPlace, Kind
from builder.analysis.tables.cells import NUMBER, read_amount
from builder.analysis.tables.columns import Column, is_numeric, read_columns
from builder.model import Block, Paragraph, Report, row_id

_NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|[①-⑳])\s*")
_NAME_LIMIT = 24
_LINE_ABOVE = 60  # characters; longer ones are prose, no caption


@dataclass(frozen=True, slots=True)
class TableFrame:
    """What stands around a table: the half it is in, the years of both halves, and the caption or lines above it."""

    kind: Kind
    back: int
    ahead: int
    caption: str


@dataclass(frozen=True, slots=True)
class ProseCell:
    """A cell to be read as prose: its kind and year by its head (``kind`` None: by its own words), its row's ``name`` and id."""

    cell: Paragraph
    kind: Kind | None
    year: int
    name: str
    line: str


Cell = IndicatorRow | ProseCell
Rows = Sequence[tuple[Paragraph, ...]]


def read_table(block: Block, frame: TableFrame, report: Report, rules: IndicatorRules) -> list[Cell]:
    """The figures of one table, row by row."""
    words = rules.grammar
    heads, body, title = _parted(block, words)
    if not body:
        return []
    frame = replace(frame, caption=f"{title} {frame.caption}") if title else frame
    texts = [[cell.text for cell in row] for row in body]

    def is_unit(text: str) -> bool:
        return bool(text) and rules.bare_unit(text) in rules.units

    columns = read_columns(heads, texts, is_unit, words)
    default = words["table.caption-unit"].search(frame.caption)
    return list(_Reader(columns, frame, default[1] if default else "", report, rules).rows(body))


def _parted(block: Block, words: Grammar) -> tuple[list[str], Rows, str]:
    """(the head of each column, the rows below, a title that stands across the table): a head of two lines is joined."""
    lines = [line for line in (block.header, *block.rows) if line]
    width = max(map(len, lines), default=0)
    title = ""
    while len(lines) > 1 and len({cell.text for cell in lines[0]} - {""}) == 1 < width:
        title, lines = title + lines[0][0].text, lines[1:]
    depth = 1
    if len(lines) < 2 or width < 2 or any(is_numeric(cell.text, words) for cell in lines[0][1:]):
        depth = 0
    while 0 < depth < min(3, len(lines) - 1) and _goes_on([c.text for c in lines[depth - 1]], [c.text for c in lines[depth]], words):
        depth += 1
    heads = ["".join(dict.fromkeys(line[i].text for line in lines[:depth] if i < len(line))) for i in range(width)]
    return heads, [row for row in lines[depth:] if len(row) == width], title


def _goes_on(head: Sequence[str], line: Sequence[str], words: Grammar) -> bool:
    """Is this line the second of the head? It holds no number, and repeats a cell above it that spans both."""
    if any(is_numeric(text, words) for text in line) or any(len(text) > 16 for text in line):
        return False
    spanned = any(text and text == above for text, above in zip(line, head, strict=False))
    return spanned and len(set(head)) < len(head)


@dataclass(frozen=True)
class _Reader:
    columns: tuple[Column, ...]
    frame: TableFrame
    unit: str
    report: Report
    rules: IndicatorRules

    @property
    def words(self) -> Grammar:
        return self.rules.grammar

    def rows(self, body: Rows) -> Iterator[Cell]:
        parent = ""
        for row in body:
            own = next((row[i].text for i, c in enumerate(self.columns) if c.role == "name"), "")
            name, unit = self._name(own)
            if not name or len({cell.text for cell in row}) == 1:
                continue  # a line of its own across the table
            is_part = bool(self.words["table.thereof"].match(own))
            if is_part:
                name = parent + self.words["table.thereof"].sub("", name)
            else:
                parent = name
            yield from self._row(row, name, unit, is_part=is_part)

    def _name(self, text: str) -> tuple[str, str]:
        """(name, unit in brackets behind it) of a row."""
        folded = _NUMBERED.sub("", fold_width(text).strip())
        match = re.search(r"\(([^()]{1,10})\)$", folded)
        unit = match[1] if match and self.rules.bare_unit(match[1]) in self.rules.units else ""
        return (folded[: match.start()] if match and unit else folded).strip(), unit

    def _row(self, row: tuple[Paragraph, ...], name: str, unit: str, *, is_part: bool) -> list[Cell]:
        stated = next((row[i].text.strip() for i, c in enumerate(self.columns) if c.role == "unit"), "")
        unit = unit or ("" if self.words["table.empty"].match(stated) else fold_width(stated))
        found: list[Cell] = []
        speaks = bool(find_mentions(name, self.rules, [False] * (len(name) + 1)))
        for i, (cell, column) in enumerate(zip(row, self.columns, strict=True)):
            if column.role == "name" and speaks:
                found.append(ProseCell(cell, "target" if self._has("actual") or self.frame.kind == "target" else self.frame.kind, 0, "", row_id(row)))
            elif column.role in {"growth", "completion", "rank"}:
                found = self._added(found, cell.text, column)
            elif column.role not in {"target", "actual", "value"} or self.words["table.empty"].match(cell.text):
                continue
            elif is_numeric(cell.text, self.words):
                made = self._figure(row, i, name, unit, is_part=is_part)
                found += [made] if made else []
            else:
                kind, year = self._half(column)
                found.append(ProseCell(cell, kind if column.role != "value" else None, year, "" if speaks else name, row_id(row)))
        return found

    def _has(self, role: str) -> bool:
        return any(c.role == role for c in self.columns)

    def _half(self, column: Column) -> tuple[Kind, int]:
        """(kind, year) of a column's figures: by its head, then by what stands around the table."""
        frame = self.frame
        if column.planned:
            return "state", column.year or (frame.ahead if frame.kind == "target" else frame.back)
        kind: Kind = frame.kind
        if column.role == "target":
            kind = "target"
        elif column.role == "actual":
            kind = "actual"
        elif column.year:
            kind = "target" if column.year > frame.back else "actual"
        elif self.words["table.of-results"].search(frame.caption):
            kind = "actual"
        # A target beside its result is the target of the year that is over.
        beside = kind == "target" and any(c.role == "actual" for c in self.columns) and frame.kind == "actual"
        return kind, column.year or (frame.back if kind != "target" or beside else frame.ahead)

    def _figure(self, row: tuple[Paragraph, ...], place: int, name: str, unit: str, *, is_part: bool) -> IndicatorRow | None:
        cell, column = row[place], self.columns[place]
        # A head that gives a measure of its own gives its unit too; else the unit is the row's.
        told = (column.unit or unit or self.unit) if column.measure else (unit or column.unit or self.unit)
        read = read_amount(fold_width(cell.text), told, self.rules)
        if read is None:
            return None
        kind, year = self._half(column)
        subject = self._subject(name, column.measure)
        grows = read.unit == "%" and bool(self.words["table.grows"].search(subject))
        subject = self.words["table.grows"].sub("", subject) if grows else subject
        shown, canonical, scope = settle_name(subject, self.rules, self.report.meta.title)
        quote, anchor, ahead = self._quote(row, place)
        return IndicatorRow(
            report=self.report.id, section=cell.section or None, anchor=anchor, paragraph=cell.id,
            start=-ahead, end=len(cell.text), value_start=read.start, value_end=read.end,
            year=year, kind=kind, several_years=column.to_date, indicator=shown[:_NAME_LIMIT], canonical="" if is_part else canonical,
            value=None if grows else read.value, value_max=read.value_max, unit=read.unit, comparison=read.comparison,
            growth=float(read.value) if grows else None, rank=None, base=None, measure="growth" if grows else "cumulative" if column.to_date else "level", self_reported="",
            quote=quote, named=len(shown) >= 2, scope="其中" if is_part else scope, period="part" if column.part else "year", because=("table.cell",), line=row_id(row),
        )  # fmt: skip

    def _quote(self, row: tuple[Paragraph, ...], place: int) -> tuple[str, str, int]:
        """(quote, anchor, characters before the cell): the cell as printed; a single character says too little without its row."""
        cell = row[place]
        if len(cell.text.strip()) > 1:
            return cell.text, cell.id, 0
        first = next(i for i, c in enumerate(self.columns) if c.role == "name")
        # Bars that the import drew are not in the original.
        between = " " if self.report.meta.provenance.importer.startswith(("text", "html")) else " | "
        before = "".join(c.text + between for c in row[min(first, place) : place])
        return before + cell.text, row_id(row), len(before)

    def _subject(self, name: str, measure: str) -> str:
        if self.words["table.total"].match(name):
            topic = _topic(self.frame.caption, self.words)
            return topic + measure if topic and measure else (topic or measure) + re.sub(r"\s", "", name)
        return name if not measure or measure in name else name + measure

    def _added(self, found: list[Cell], text: str, column: Column) -> list[Cell]:
        """A growth, a rate of completion or a rank belongs to the result before it in the row."""
        number = NUMBER.search(fold_width(text))
        place = next((i for i in range(len(found) - 1, -1, -1) if _takes(found[i])), -1)
        row = found[place] if place >= 0 else None
        if not isinstance(row, IndicatorRow) or not number or not is_numeric(text, self.words):
            return found
        value = float(number[0].replace(",", ""))
        if column.role == "growth" and row.growth is None and "点" not in text:
            falls = bool(self.words["table.falls"].match(fold_width(text)))
            row = replace(row, growth=-value if falls else value)
        elif column.role == "completion":
            row = replace(row, self_reported=f"完成率{number[0]}%")
        elif column.role == "rank":
            row = replace(row, rank=text.strip())
        return [*found[:place], row, *found[place + 1 :]]


def _topic(caption: str, words: Grammar) -> str:
    """What a table is about: 城建重点工程 of 表2 2025年城建重点工程完成情况(单位:万元)."""
    for part in fold_width(caption).split(" "):
        topic = words["table.caption-end"].sub("", words["table.caption"].sub("", part))
        if 2 <= len(topic) <= 12:
            return topic
    return ""


def _takes(cell: Cell) -> bool:
    return isinstance(cell, IndicatorRow) and cell.kind == "actual"


Prose = Callable[[Paragraph, str], list[IndicatorRow]]  # a cell and what its row is about


def head_places(cells: Sequence[Cell]) -> dict[str, HeadPlace]:
    """By cell what its head tells of it, as far as it does; a figure without words has nothing else."""
    figures = ((c.paragraph, c.kind, c.year, True) if isinstance(c, IndicatorRow) else (c.cell.id, c.kind, c.year, False) for c in cells)
    return {cell: HeadPlace(kind, year, alone) for cell, kind, year, alone in figures if kind}


def table_rows(cells: Sequence[Cell], prose: Prose) -> list[IndicatorRow]:
    """All figures of a table; sentences in its cells are read by ``prose`` and told what their row says of them."""
    found: list[IndicatorRow] = []
    told: list[IndicatorRow] = []  # what the name cell of the row says: 新建幼儿园3所 names the 3所 of 已建成3所
    for cell in cells:
        if isinstance(cell, IndicatorRow):
            found.append(cell)
            continue
        read = [replace(_named(row, cell, told), line=cell.line) for row in prose(cell.cell, cell.name)]
        if not cell.name and not cell.year:
            told = read
        found += read
    return found


def _named(row: IndicatorRow, cell: ProseCell, told: Sequence[IndicatorRow]) -> IndicatorRow:
    if row.named and row.canonical:
        return row
    same = [t for t in told if t.unit == row.unit and t is not row]
    if len(same) == 1 and not row.named:
        return replace(row, indicator=same[0].indicator, canonical=same[0].canonical, named=same[0].named)
    return replace(row, indicator=cell.name[:_NAME_LIMIT], named=True) if cell.name and not row.named else row


def report_tables(report: Report) -> Iterator[tuple[Block, str]]:
    """Every table with the words above it: its caption, the lines just before it, the heading of its section."""
    above: list[str] = []
    section = ""
    for block in report.blocks:
        if block.kind == "table":
            heading = report.section_by_id[section].heading if section in report.section_by_id else ""
            yield block, " ".join((block.caption, *reversed(above[-2:]), heading))
            above = []
        elif block.kind == "heading":
            section, above = block.section, []
        elif block.paragraph is not None:
            above = [*above, block.paragraph.text] if len(block.paragraph.text) <= _LINE_ABOVE else []


def all_cells(block: Block) -> list[Paragraph]:
    """The cells of a table in reading order, head first."""
    return [*block.header, *(cell for row in block.rows for cell in row)]
