"""Word's .docx → lines: automatic numbers written out, headings, tables with merged cells, notes at the end.

python-docx opens the package; numbers, tracked changes, text boxes and notes, which it does not render, are
read from the XML. What cannot come along (pictures, comments) is counted and named, never dropped in silence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from builder.importers import packages
from builder.importers.grids import Cell, spread
from builder.importers.values import Line, Source, UnreadableDocumentError, table_line
from builder.importers.word_left_out import notes_of
from builder.importers.word_numbers import Counters, W, read_numbering
from builder.importers.word_pictures import taken
from builder.importers.word_styles import ParagraphStyle, outline_level, read_styles
from builder.importers.word_text import Met, join_cell, read_paragraph

NAME = "docx/1"
SUFFIXES = (".docx",)
_RELATION = "/relationships/"
_LONGEST_CELL = 600  # characters; a table with more in a cell lays out the page


def looks_like(data: bytes) -> bool:
    """A zip file with a Word document in it."""
    return packages.holds(data, b"word/document")


def read(data: bytes) -> Source:
    """The document's paragraphs and tables in order; footnotes follow the text."""
    packages.check_package(data, ".docx")
    reader = _Reader(_open(data))
    lines = reader.lines()
    if not lines and not reader.met.pictures:
        raise UnreadableDocumentError("取不出文字：这个 Word 文件是空的")
    if not lines:
        raise UnreadableDocumentError("文件里只有图片，没有文字；请先识别成文字（WPS“图片转文字”），核对数字后另存再导入")
    pictures, left = taken(reader.part, reader.met.pictures)
    return Source(tuple(lines), {}, tuple(notes_of(reader.met, left, reader.margins())), "段", pictures)


def _open(data: bytes) -> Any:
    # Imported here: python-docx takes a twentieth of a second, which nobody pays who imports no Word file.
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return Document(io.BytesIO(data))
    except ValueError as error:
        raise UnreadableDocumentError("是带宏的文件或模板；请在 Word 或 WPS 里另存为 .docx 再导入") from error
    except (PackageNotFoundError, KeyError, OSError, AttributeError, etree.LxmlError, NotImplementedError) as error:
        raise UnreadableDocumentError(packages.BROKEN.format(".docx")) from error
    except Exception as error:  # zlib.error and what else a torn file brings out
        raise UnreadableDocumentError(packages.BROKEN.format(".docx")) from error


class _Reader:
    """Walks one document; counts paragraphs, list numbers and what is left out."""

    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body: etree._Element = document.element.body
        self.styles, lists, self.usual = read_styles(self._root("styles"))
        self.numbers: Counters = read_numbering(self._root("numbering"), lists)
        self.met = Met()
        self.place = 0

    def lines(self) -> list[Line]:
        out = list(self._blocks(self.body))
        for number, (where, key) in enumerate(self.met.noted, start=1):
            root = self._root(where)
            notes = [n for n in root if n.get(W + "id") == key] if root is not None else []
            texts = [line.text for note in notes for line in self._blocks(note)]
            out.append(Line(self.place, f"［{number}］{join_cell(texts)}"))
        return out

    def margins(self) -> list[str]:
        """What stands in page heads and feet, page numbers aside."""
        roots = [p for kind in ("header", "footer") for p in self._roots(kind)]
        texts = [join_cell([read_paragraph(p, Met(), False).text for p in root.iter(W + "p")]) for root in roots]
        return list(dict.fromkeys(t for t in texts if t.strip("—-－·•第共页/ 0123456789")))

    def _roots(self, kind: str) -> Iterator[etree._Element]:
        for relation in self.part.rels.values():
            if relation.reltype.endswith(_RELATION + kind) and not relation.is_external:
                try:
                    # The same parser settings as python-docx: no entities, no network.
                    yield etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
                except etree.LxmlError:
                    continue

    def _root(self, kind: str) -> etree._Element | None:
        return next(self._roots(kind), None)

    def _blocks(self, parent: etree._Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}:
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if gallery is not None and "Contents" in (gallery.get(W + "val") or ""):
                    self.met.count["contents"] += 1
                else:
                    yield from self._blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        properties = element.find(W + "pPr")
        style, before = self._style(properties), len(self.met.pictures)
        read = read_paragraph(element, self.met, style.bold)
        number = self._number(properties, style)
        text = number + read.text if read.text else ""
        if style.contents:
            self.met.count["contents"] += bool(text)
            text = ""
        level = outline_level(properties) or style.level
        self.place += bool(text)
        for one in self.met.pictures[before:]:
            one.place = self.place
        for place, line in enumerate(text.split("\n") if text else ()):
            heading = level if place == 0 and len(line) <= 80 else 0
            yield Line(self.place, line, "heading" if heading else "text", heading, bold=read.bold)
        for box in read.boxes:
            yield from self._blocks(box)

    def _style(self, properties: etree._Element | None) -> ParagraphStyle:
        named = properties.find(W + "pStyle") if properties is not None else None
        key = named.get(W + "val", "") if named is not None else self.usual
        return self.styles.get(key, ParagraphStyle())

    def _number(self, properties: etree._Element | None, style: ParagraphStyle) -> str:
        own = properties.find(W + "numPr") if properties is not None else None
        if own is None and not style.number:
            return ""
        number, depth = style.number, style.depth
        if depth is None and style.number:
            depth = self.numbers.level_of_style(style.number, style.numbered_by)
        if own is not None:
            listed, at = own.find(W + "numId"), own.find(W + "ilvl")
            number = listed.get(W + "val", "") if listed is not None else number
            depth = int(at.get(W + "val", "0")) if at is not None else (depth if listed is None else 0)
        return "" if number in {"", "0"} else self.numbers.next(number, depth or 0)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = [[c for c in row.iter(W + "tc") if _row_of(c) is row] for row in table.iter(W + "tr") if _table_of(row) is table]
        cells = [c for row in rows for c in row]
        nested = any(next(c.iter(W + "tbl"), None) is not None for c in cells)
        longest = max((sum(len(t.text or "") for t in c.iter(W + "t")) for c in cells), default=0)
        if nested or longest >= _LONGEST_CELL or max(map(len, rows), default=0) < 2 or len(rows) < 2:  # a letterhead, a box
            for cell in cells:
                yield from self._blocks(cell)
            return
        grid = self._grid(table, rows)
        filled = tuple(spread(grid))
        if filled:
            self.place += 1
            yield table_line(self.place, filled)

    def _grid(self, table: etree._Element, rows: list[list[etree._Element]]) -> list[list[Cell]]:
        """Cells with their spans; Word marks each row of a cell that reaches down."""
        laid: list[dict[int, tuple[etree._Element, int]]] = []
        for row in rows:
            at, places = _skipped(row), {}
            for cell in row:
                wide = _wide(cell)
                places[at] = (cell, wide)
                at += wide
            laid.append(places)
        out: list[list[Cell]] = []
        covered: set[tuple[int, int]] = set()
        for index, places in enumerate(laid):
            out.append([Cell("") for _ in range(min(places, default=0))])
            for at, (cell, wide) in places.items():
                if (index, at) in covered:
                    continue
                deep = 1
                while _merge(cell) and index + deep < len(laid) and at in laid[index + deep] and _merge(laid[index + deep][at][0]) == "continue":
                    covered.add((index + deep, at))
                    deep += 1
                out[-1].append(Cell(join_cell([line.text for line in self._cell_lines(cell)]), wide, deep))
        return out

    def _cell_lines(self, cell: etree._Element) -> Iterator[Line]:
        place, before = self.place, len(self.met.pictures)
        yield from self._blocks(cell)
        self.place = place
        for one in self.met.pictures[before:]:
            one.place = place + 1  # behind the table


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(W + "tbl"), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(W + "tr"), None)


def _wide(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(W + "val", "1") if span is not None else "1"
    return int(value) if value.isdecimal() and 0 < int(value) < 64 else 1


def _skipped(row: list[etree._Element]) -> int:
    """Columns that a row leaves out before its first cell."""
    parent = row[0].getparent() if row else None
    before = parent.find(f"{W}trPr/{W}gridBefore") if parent is not None else None
    value = before.get(W + "val", "0") if before is not None else "0"
    return int(value) if value.isdecimal() and int(value) < 64 else 0


def _merge(cell: etree._Element) -> str:
    """"restart" where a cell begins that reaches down, "continue" below it, else empty."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return (merge.get(W + "val") or "continue") if merge is not None else ""
