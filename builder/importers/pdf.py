"""PDF with text → lines: page numbers and running heads dropped, broken lines joined, tables kept, each with its page.

pdfplumber finds the characters and the ruled tables; what is one paragraph follows from where its lines
begin and end on the page (``pdf_lines``). A scan holds no characters: that is said, never guessed at.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from builder.importers.pdf_chars import Printed, lines_of
from builder.importers.pdf_lines import Row, join_rows, without_margins
from builder.importers.values import Line, Note, Source, UnreadableDocumentError, table_line

NAME = "pdf/1"
SUFFIXES = (".pdf",)
_PAGES = 400
_NOTES = frozenset(("Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Ink"))
_SCANNED = "是扫描件，里面只有图片没有文字；请先识别成文字（WPS“图片转文字”或扫描软件的 OCR），逐字核对数字后另存为 .docx 或 .txt"
_LIKE_TEXT = 20  # characters; a page with fewer and a picture is a scan
_BAD = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_FIGURE = re.compile(r"[\d.,%‰+\-]*")
_INSTALL = (
    '读 PDF 要先装一个部件：把 requirements.txt 里程序的那一行加上 [pdf] 再装一次，如 python -m pip install "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf]"'
    "（写法见文档“把文件导进来”）；或在 PDF 阅读器里复制正文，另存为 .txt"
)


def looks_like(data: bytes) -> bool:
    """A PDF; some begin with a few stray bytes."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Source:
    """Paragraphs and tables in order; the number of a line is its page."""
    with _open(data) as document:
        if len(document.pages) > _PAGES:
            raise UnreadableDocumentError(f"有 {len(document.pages)} 页，超过 {_PAGES} 页；请拆成几份文件")
        pages: list[list[Row]] = []
        scans: list[int] = []
        pictures: list[int] = []
        turned = 0
        for number, page in enumerate(document.pages, start=1):
            rows = list(_rows(page, number))
            pages.append(rows)
            turned += sum(not c["upright"] and bool(c["text"].strip()) for c in page.chars)
            letters = sum(len(row.text) for row in rows)
            if page.images and letters < _LIKE_TEXT:
                scans.append(number)
            elif any(image["width"] > page.width / 6 for image in page.images):
                pictures.append(number)
            page.close()
    if not any(itertools.chain(*pages)):
        raise UnreadableDocumentError(_SCANNED if scans else "取不出文字：这个 PDF 是空的")
    text = "".join(row.text for rows in pages for row in rows)
    if len(_BAD.findall(text)) * 20 > len(text):
        raise UnreadableDocumentError("里面的文字是乱码（字体没有对照表）；请用原来的 Word 文件，或识别成文字后另存为 .txt")
    if len(scans) * 2 > len(pages):
        raise UnreadableDocumentError(_SCANNED)
    rows, dropped = without_margins(pages)
    notes: list[Note] = []
    if scans:
        notes.append(Note("doubt", "", f"第 {_list(scans)} 页是图片，没有文字可读；请识别后补进正文"))
    if pictures:
        notes.append(Note("doubt", "", f"第 {_list(pictures)} 页有图没有导入；图里的文字和数字请补进正文"))
    if _BAD.search(text):
        notes.append(Note("doubt", "", f"有 {len(_BAD.findall(text))} 处字符无法识别，请对照原件补正"))
    if turned:
        notes.append(Note("doubt", "", f"没有收入斜排或竖排的 {turned} 个字（水印等）；请核对"))
    if dropped:
        notes.append(Note("changed", "", f"没有收入页码和每页重复的页眉页脚 {dropped} 行"))
    lines = _as_lines(rows)
    if len(lines) < len(rows):
        notes.append(Note("changed", "", f"把折断的 {len(rows)} 行接成 {len(lines)} 段"))
    return Source(tuple(lines), {}, tuple(notes), "页")


def marks_beneath(data: bytes) -> tuple[tuple[str, ...], int, str]:
    """Whom a document names as its author, how many notes stick on its pages, what it calls itself; raises as ``read`` does."""
    with _open(data) as document:
        author = str(document.metadata.get("Author") or "").strip()
        title = str(document.metadata.get("Title") or "").strip()
        notes = sum(str(note.get("data", {}).get("Subtype", "")).strip("/'") in _NOTES for page in document.pages[:_PAGES] for note in page.annots)
    return ((author,) if author else ()), notes, title


@contextmanager
def _open(data: bytes) -> Iterator[Any]:
    """The document; what its reader brings out of a torn one, now or at any page, is told as that."""
    try:
        import pdfplumber  # an extra, and slow to load
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise UnreadableDocumentError(_INSTALL) from error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it speaks of fonts, in English, to a clerk
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            yield document
    except UnreadableDocumentError:
        raise
    except Exception as error:  # the reader passes on whatever a torn file brings out
        locked = isinstance(error, PDFPasswordIncorrect) or any(isinstance(a, PDFPasswordIncorrect) for a in error.args)
        raise UnreadableDocumentError(
            "文件有打开密码；请去掉密码后另存再导入" if locked else "PDF 打不开，像是损坏了或没有下载完；请在 PDF 阅读器里打开，另存后再导入"
        ) from error


def _list(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:12])) + (" 等" if len(pages) > 12 else "")


def _rows(page: Any, number: int) -> Iterator[Row]:
    """The printed lines of a page and its tables, from top to bottom."""
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and len(t.cells) > 3]
    boxes = [t.bbox for t in tables]

    def outside(thing: Any) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)

    chars = [c for c in page.chars if c["upright"] and outside(c)]
    found = [
        Row(line.text, number, line.left, line.right, line.top, line.bottom, page.height, line.bold) for line in lines_of(chars, page.height)
    ]
    for table in tables:
        rows = _table(table, page)
        text = " ".join(cell for row in rows for cell in row)
        left, top, right, bottom = table.bbox
        found.append(Row(text, number, left, right, top, bottom, page.height, cells=rows))
    return iter(sorted((row for row in found if row.text.strip()), key=lambda row: (row.top, row.left)))


def _table(table: Any, page: Any) -> tuple[tuple[str, ...], ...]:
    """A ruled table; a cell that is merged away takes the words of the one it belongs to, never its figures."""
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        cells: list[str] = []
        for place, box in enumerate(row.cells):
            above = rows[-1][place] if rows and place < len(rows[-1]) else ""
            words = above if place == 0 and not _FIGURE.fullmatch(above) else ""
            cells.append(_cell(lines_of(_inside(page, box), page.height), box) if box else words)
        if any(cells):
            rows.append(tuple(cells))
    return tuple(rows)


def _cell(lines: Sequence[Printed], box: tuple[float, float, float, float]) -> str:
    """The words of a cell. A number goes on in the next line only where the line was full: 12 over 34 are two."""
    text, before = "", None
    for line in lines:
        room = box[2] - box[0] - (before.right - before.left) if before else 0.0
        apart = before and text[-1].isascii() and line.text[0].isascii() and room > 12 + (line.bottom - line.top) / 2
        text += (" " if apart else "") + line.text
        before = line
    return text


def _inside(page: Any, box: tuple[float, float, float, float]) -> list[Any]:
    x0, top, x1, bottom = box
    middle = [(c, (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in page.chars]
    return [c for c, x, y in middle if x0 <= x <= x1 and top <= y <= bottom]


def _as_lines(rows: Sequence[Row]) -> list[Line]:
    """Paragraphs and tables; a table that goes on at the top of the next page is one."""
    lines: list[Line] = []
    for row in join_rows(rows):
        last = lines[-1] if lines else None
        if row.cells and last and last.rows and row.page == last.number + 1 and len(row.cells[0]) == len(last.rows[0]):
            body = row.cells[1:] if row.cells[0] == last.rows[0] else row.cells
            lines[-1] = table_line(last.number, (*last.rows, *body))
        elif row.cells:
            lines.append(table_line(row.page, row.cells))
        else:
            lines.append(Line(row.page, row.text, bold=row.bold))
    return lines
