"""Tables: the figures in their cells, each the union of its row, its column and the words above the table.

Comes in: the tables of a report and where they stand. Goes out: rows of the contract, cell by cell. Cells that hold
sentences (已建成3所，新增学位2700个) are given back to be read as prose, with what their row and head say of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.names import settle_name
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.places import HeadPlace, Kind
from builder.analysis.tables.attach import Added, attach
from builder.analysis.tables.cells import Amount, read_amount, read_growth
from builder.analysis.tables.grid import Grid, is_numeric, read_grid
from builder.analysis.tables.heads import BRACKET, Half, Head, caption_head
from builder.analysis.tables.labels import Label, Labels, topic_of
from builder.frozen import replace
from builder.model import Block, Paragraph, Report, row_id

_NAME_LIMIT = 24
_LINE_ABOVE = 60  # characters; longer ones are prose, no caption


@dataclass(frozen=True, slots=True)
class TableFrame:
    """What stands around a table: the half it is in, the years of both halves, and the caption, lines and heading above it, the nearest first."""

    kind: Kind
    back: int
    ahead: int
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseCell:
    """A cell to be read as prose: its kind and year by its heads (``kind`` None: by its own words), its row's ``name`` and id."""

    cell: Paragraph
    kind: Kind | None
    year: int
    name: str
    line: str


Cell = IndicatorRow | ProseCell
Row = tuple[Paragraph, ...]


def read_table(block: Block, frame: TableFrame, report: Report, rules: IndicatorRules) -> list[Cell]:
    """The figures of one table, row by row."""

    def is_unit(text: str) -> bool:
        bare = rules.bare_unit(text)
        known = bare in rules.units or bare.removesuffix("次") in rules.units or bool(rules.grammar["table.unit"].fullmatch(bare))
        return text in rules.multipliers or (bool(bare) and known)

    grid = read_grid(block, is_unit, rules.grammar)
    above = (grid.title, *frame.above) if grid.title else frame.above
    folded = fold_width(" ".join(above))
    told = rules.grammar["table.caption-unit"].search(folded)
    units = tuple(filter(is_unit, re.split("[、/]", told[1]))) or (told[1],) if told else tuple(m[1] for m in BRACKET.finditer(folded) if is_unit(m[1]))
    labels = Labels(is_unit, rules, topic_of(above, report.meta.title, rules))
    reader = _Reader(grid, frame, caption_head(above, rules.grammar), units, labels, report, rules)
    return [cell for row, label in labels.read(grid) for cell in reader.cells(row, label)]


@dataclass(frozen=True)
class _Reader:
    grid: Grid
    frame: TableFrame
    caption: Head
    units: tuple[str, ...]
    labels: Labels
    report: Report
    rules: IndicatorRules

    def cells(self, row: Row, labels: Mapping[int, Label]) -> list[Cell]:
        """The figures of a row; its name is read as a sentence where it states a figure (新建幼儿园3所) and no other cell is a bare number."""
        words, columns = self.rules.grammar, self.grid.columns
        found: dict[int, Cell | None] = {}
        added: list[tuple[int, Added]] = []
        bare = any(re.sub("[,.]", "", cell.text.strip()).isdigit() for cell, c in zip(row, columns, strict=True) if not c.is_name and c.head.role == "value")
        printed = next((fold_width(cell.text) for cell, c in zip(row, columns, strict=True) if c.head.role == "unit" and not words["table.empty"].match(cell.text)), "")
        stated = BRACKET.sub("", printed).strip() or printed.strip(" ()")
        for i, (cell, column) in enumerate(zip(row, columns, strict=True)):
            label, role, text = labels.get(i if column.is_name else column.names[-1]), column.head.role, cell.text.strip()
            if label is None or role in {"index", "none", "unit"} or words["table.empty"].match(cell.text):
                continue
            speaks = label.speaks and not bare
            # 2098 is no year where a unit stands, or among numbers.
            numeric = is_numeric(text, words) or (text.isdigit() and bool(column.head.unit or label.unit or stated or any(is_numeric(r[i].text, words) for r in self.grid.body)))
            if column.is_name:
                promised = any(c.head.half == "actual" for c in columns)  # what came of it stands beside it
                found[i] = ProseCell(cell, "target" if promised else self.frame.kind, 0, "", row_id(row)) if speaks else None
            elif role == "value":
                found[i] = self._figure(row, i, label, label.unit or stated) if numeric else self._prose(row, i, label, "" if speaks else label.name)
            elif numeric or role == "rank" or (role == "growth" and words["table.growth-cell"].match(fold_width(text))):
                added += self._added(row, i, label)
        made = {i: cell for i, cell in found.items() if cell}
        made |= attach({i: cell for i, cell in made.items() if isinstance(cell, IndicatorRow) and not words["table.left-over"].search(cell.indicator)}, added)
        return [made[i] for i in sorted(made)]

    def _prose(self, row: Row, place: int, label: Label, name: str) -> ProseCell:
        head = self.grid.columns[place].head
        kind, year = self._half(head, label)
        said = head.half or label.when.half or label.around.half or self.caption.half == "target"
        return ProseCell(row[place], kind if said else None, year, name, row_id(row))

    def _added(self, row: Row, place: int, label: Label) -> list[tuple[int, Added]]:
        head, text = self.grid.columns[place].head, row[place].text
        value, bound = read_growth(text, self.rules), read_amount(fold_width(text.strip()), "%", self.rules)
        if value is None:
            return []
        alone = self._made(row, place, label, Amount(value, None, "%", bound.comparison if bound else "eq", 0, len(text)), grows=True)
        latest = max((c.head.year for c in self.grid.columns if c.head.role == "value"), default=0)  # 年均增长 of a target is not its base's
        of_year = head.year or (latest if latest > self.frame.back else 0)
        return [(place, Added(head.role, value, head.half == "target", of_year, text.strip(), head.measure, alone))]

    def _half(self, head: Head, label: Label) -> tuple[Kind, int]:
        """(kind, year) of a figure: by its column, its row, the line across the table, the words above it, then by its chapter."""
        frame, around = self.frame, label.around
        told = around.year or self.caption.year
        values = [c.head for c in self.grid.columns if c.head.role == "value" and not c.is_name]
        year = head.year or label.when.year or ((told or frame.back) - head.back if head.back else 0)
        if head.planned:
            return "state", year or told or (frame.ahead if frame.kind == "target" else frame.back)
        # Where a column says that it is the target, the caption's 目标 is said of that one.
        beside = frame.kind == "actual" and told <= frame.back and any(h.half == "target" for h in values)
        said: Half = "actual" if head.expected and 0 < year <= frame.back else head.half or label.when.half
        if not said and (year or told) <= frame.back:
            said = "actual" if year not in {0, told} else around.half or ("" if beside else self.caption.half) or ("actual" if year else "")
        kind: Kind = said or ("target" if (year or told) > frame.back else frame.kind)
        if not year and kind != "target":
            year = min(told or frame.back, frame.back)
        elif not year:
            results = [h.year for h in values if (h.half or self.caption.half or "actual") == "actual"]
            wished = {h.year for h in values if h.half == "target" and h.year}
            told = told or (wished.pop() if len(wished) == 1 else 0)
            # A target beside its result is the target of the year that is over.
            year = told or (max(results) or frame.back if results and frame.kind == "actual" else frame.ahead)
        return ("state" if head.agreed and kind == "actual" else kind), year

    def _figure(self, row: Row, place: int, label: Label, unit: str) -> IndicatorRow | None:
        head = self.grid.columns[place].head
        # A head that gives a measure of its own gives its unit too; else the unit is the row's.
        subject, words = self.labels.subject(label, head.measure), self.rules.grammar
        counted = words["table.counts"].search(subject)
        own = (head.unit or unit) if head.measure else (unit or head.unit)
        thing = ("%" if counted["share"] else counted["unit"] or counted["counter"]) if counted else ""
        told = own + thing if own in self.rules.multipliers else own or thing or self._caption_unit(subject)
        read = read_amount(fold_width(row[place].text), told, self.rules)
        return self._made(row, place, label, read, grows=read.unit == "%" and bool(words["table.grows"].search(subject))) if read else None

    def _caption_unit(self, subject: str) -> str:
        """Of several units above a table (万元、个) the first is that of sums; a number of things has none of money."""
        words = self.rules.grammar
        numbers = bool(words["table.number-of"].search(subject)) and bool(self.units) and self.rules.dimension(self.units[0]) == "money"
        rate = "%" in self.units and words["table.rate"].search(subject)
        return "%" if rate else next((unit for unit in self.units[1 if numbers else 0 :] if unit != "%"), "")

    def _made(self, row: Row, place: int, label: Label, read: Amount, *, grows: bool) -> IndicatorRow:
        cell, head, words = row[place], self.grid.columns[place].head, self.rules.grammar
        kind, year = self._half(head, label)
        subject = self.labels.subject(label, head.measure)
        subject = words["table.grows"].sub("", subject) if grows else subject
        shown, canonical, scope = settle_name(subject, self.rules, self.report.meta.title)
        if words["table.index"].search(subject) and not words["table.index"].search(shown):  # 价格指数100.2 is no 涨幅
            shown, canonical = subject, ""
        is_part = label.is_part or head.thereof
        part = head.part or label.when.part or (kind != "target" and not head.year and self.caption.part)
        quote, anchor, ahead = self._quote(row, place)
        return IndicatorRow(
            report=self.report.id, section=cell.section or None, anchor=anchor, paragraph=cell.id,
            start=-ahead, end=len(cell.text), value_start=read.start, value_end=read.end,
            year=year, kind=kind, several_years=head.to_date, indicator=shown[:_NAME_LIMIT], canonical="" if is_part else canonical,
            value=None if grows else read.value, value_max=read.value_max, unit=read.unit, comparison=read.comparison,
            growth=float(read.value) if grows else None, rank=None, base=None, measure="growth" if grows else "cumulative" if head.to_date else "level", self_reported="",
            quote=quote, named=len(shown) >= 2, scope="其中" if is_part else scope, period="part" if part else "year",
            expected=kind == "actual" and head.expected, because=("table.cell",), line=row_id(row), done=kind == "actual",
        )  # fmt: skip

    def _quote(self, row: Row, place: int) -> tuple[str, str, int]:
        """(quote, anchor, characters before the cell): the cell as printed; a single character says too little without its row."""
        cell = row[place]
        if len(cell.text.strip()) > 1:
            return cell.text, cell.id, 0
        # Bars that the import drew are not in the original.
        between = " " if self.report.meta.provenance.importer.startswith(("text", "html")) else " | "
        before = "".join(c.text + between for c in row[min(self.grid.columns[place].names[-1], place) : place])
        return before + cell.text, row_id(row), len(before)


Prose = Callable[[Paragraph, str], list[IndicatorRow]]  # a cell and what its row is about


def head_places(cells: Sequence[Cell]) -> dict[str, HeadPlace]:
    """By cell what its head tells of it, as far as it does; a figure without words has nothing else."""
    figures = ((c.paragraph, c.kind, c.year, True) if isinstance(c, IndicatorRow) else (c.cell.id, c.kind, c.year, False) for c in cells)
    return {cell: HeadPlace(kind, year, alone) for cell, kind, year, alone in figures if kind}


def table_rows(cells: Sequence[Cell], prose: Prose, words: Grammar) -> list[IndicatorRow]:
    """All figures of a table; sentences in its cells are read by ``prose`` and told what their row says of them."""
    found: list[IndicatorRow] = []
    told: list[IndicatorRow] = []  # what the name cell of the row says: 新建幼儿园3所 names the 3所 of 已建成3所
    for cell in cells:
        if isinstance(cell, IndicatorRow):
            found.append(cell)
            continue
        read = [replace(_named(row, cell, told, words), line=cell.line) for row in prose(cell.cell, cell.name)]
        if not cell.name and not cell.year:
            told = read
        found += read
    return found


def _named(row: IndicatorRow, cell: ProseCell, told: Sequence[IndicatorRow], words: Grammar) -> IndicatorRow:
    """The row with a name that says what it is of: that of its line before a scrap (计划2026年4月) or a bare noun (桩基)."""
    later = words["table.later"].search(cell.cell.text, row.start, row.end)
    if later and cell.kind == "actual" and int(later["year"]) > row.year:
        row = replace(row, kind="target", year=int(later["year"]))
    scrap = bool(words["table.scrap"].search(row.indicator))
    if (row.named and not scrap) or row.canonical:
        return row
    same = [t for t in told if t.unit == row.unit and t is not row]
    if len(same) == 1:
        return replace(row, indicator=same[0].indicator, canonical=same[0].canonical, named=same[0].named)
    own = "" if scrap or row.indicator in cell.name or row.indicator not in cell.cell.text else row.indicator
    return replace(row, indicator=(cell.name + own)[:_NAME_LIMIT], named=True) if cell.name else row


def report_tables(report: Report) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """Every table with the words above it, the nearest first: its caption, the lines just before it, the heading of its section."""
    above: list[str] = []
    section = ""
    for block in report.blocks:
        if block.kind == "table":
            heading = report.section_by_id[section].heading if section in report.section_by_id else ""
            yield block, tuple(filter(None, (block.caption, *reversed(above[-2:]), heading)))
            above = []
        elif block.kind == "heading":
            section, above = block.section, []
        elif block.paragraph is not None:
            above = [*above, block.paragraph.text] if len(block.paragraph.text) <= _LINE_ABOVE else []


def all_cells(block: Block) -> list[Paragraph]:
    """The cells of a table in reading order, head first."""
    return [*block.header, *(cell for row in block.rows for cell in row)]
