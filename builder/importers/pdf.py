"""PDF with text → lines: page numbers and running heads dropped, broken lines joined, tables kept, each with its page.

pdfplumber finds the characters and the ruled tables; what is one paragraph follows from where its lines
begin and end on the page (``pdf_lines``). A scan holds no characters: that is said, never guessed at.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from builder.importers.pdf_lines import Row, join_rows, without_margins
from builder.importers.values import Line, Note, Source, UnreadableDocumentError, table_line

NAME = "pdf/1"
SUFFIXES = (".pdf",)
_PAGES = 400
_SCANNED = "是扫描件，里面只有图片没有文字；请先识别成文字（WPS“图片转文字”或扫描软件的 OCR），逐字核对数字后另存为 .docx 或 .txt"
_LIKE_TEXT = 20  # characters; a page with fewer and a picture is a scan
_BAD = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_INSTALL = '读 PDF 要先装一个部件：pip install "gongkai[pdf]"；或在 PDF 阅读器里复制正文，另存为 .txt'


def looks_like(data: bytes) -> bool:
    """A PDF; some begin with a few stray bytes."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Source:
    """Paragraphs and tables in order; the number of a line is its page."""
    with _open(data) as document:
        if len(document.pages) > _PAGES:
            raise UnreadableDocumentError(f"有 {len(document.pages)} 页，超过 {_PAGES} 页；请拆成几份文件")
        pages, scans, pictures = [], [], []
        for number, page in enumerate(document.pages, start=1):
            rows = list(_rows(page, number))
            pages.append(rows)
            letters = sum(len(row.text) for row in rows)
            if page.images and letters < _LIKE_TEXT:
                scans.append(number)
            elif any(image["width"] > page.width / 6 for image in page.images):
                pictures.append(number)
            page.close()
    if not any(itertools.chain(*pages)):
        raise UnreadableDocumentError(_SCANNED if scans else "文件里没有文字")
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
    if dropped:
        notes.append(Note("changed", "", f"没有收入页码和每页重复的页眉页脚 {dropped} 行"))
    lines = _as_lines(rows)
    if len(lines) < len(rows):
        notes.append(Note("changed", "", f"把折断的 {len(rows)} 行接成 {len(lines)} 段"))
    return Source(tuple(lines), {}, tuple(notes), "页")


def _open(data: bytes) -> Any:
    try:
        import pdfplumber  # an extra, and slow to load
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise UnreadableDocumentError(_INSTALL) from error
    try:
        return pdfplumber.open(io.BytesIO(data))
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

    text = page.filter(outside) if boxes else page
    found = [
        Row(_tidy(line["text"]), number, line["x0"], line["x1"], line["top"], line["bottom"], page.height, _bold(line["chars"]))
        for line in text.dedupe_chars().extract_text_lines(return_chars=True, x_tolerance=2)
    ]
    found += [Row(" ".join(c for r in rows for c in r), number, t.bbox[0], t.bbox[2], t.bbox[1], t.bbox[3], page.height, False, rows)
              for t in tables if (rows := _table(t))]
    return iter(sorted((row for row in found if row.text), key=lambda row: (row.top, row.left)))


def _tidy(text: str) -> str:
    # Chinese set justified comes with blanks between its characters.
    text = re.sub(r"[\s\xa0\u3000]+", " ", text).strip()
    words = text.split(" ")
    if len(words) >= 8 and sum(len(w) == 1 and not w.isascii() for w in words) * 10 >= len(words) * 8:
        return "".join(words)
    return text


def _bold(chars: Sequence[Any]) -> bool:
    names = {str(c.get("fontname", "")) for c in chars if str(c["text"]).strip()}
    return bool(names) and all(re.search("bold|heavy|black|simhei|黑体|kaiti|楷体|xbs|小标宋", name, re.IGNORECASE) for name in names)


def _table(table: Any) -> tuple[tuple[str, ...], ...]:
    """A ruled table; a cell that is merged away takes the words of the one it belongs to, never its figures."""
    rows: list[tuple[str, ...]] = []
    for row in table.extract():
        cells: list[str] = []
        for place, cell in enumerate(row):
            above = rows[-1][place] if rows and place < len(rows[-1]) else ""
            words = above if place == 0 and not re.fullmatch(r"[\d.,%‰+\-]*", above) else ""
            cells.append(re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", cell) if cell is not None else words)
        if any(cells):
            rows.append(tuple(cells))
    return tuple(rows)


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
