"""Web page → lines: the container of the text is found by where the prose stands, not by portal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from builder.content.encoding import decode
from builder.importers import record as records
from builder.importers.frame import is_prose
from builder.importers.grids import Cell, spread
from builder.importers.heading_lines import is_numbered
from builder.importers.html_files import as_typed, linked_files, named_pictures, why_bare
from builder.importers.html_meta import line_of, stated_record
from builder.importers.html_prune import DROPPED, prose_of, prune
from builder.importers.text import typed_lines
from builder.importers.values import LEFT_OUT, Line, Note, Source, UnreadableDocumentError

NAME = "html/1"
SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")

_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tr", "blockquote", "pre", "br", "hr", "center", "figure", "figcaption", "fieldset", "address", "body",
}  # fmt: skip
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html[\s>]|head[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font-family\s*:[^;]{0,200}(?:黑体|楷体|小标宋|simhei|kaiti)", re.IGNORECASE)
_OF_SITE = re.compile("版权|[主承协]办|备案|ICP|技术支持|标识码|浏览器|分辨率|邮编|来源|转载|扫一扫|二维码|上一[篇条]|下一[篇条]")
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_HEAVIEST = 50_000_000  # levels times characters; a page of a portal has 30 levels and 100,000 characters


def looks_like(data: bytes) -> bool:
    """An HTML page whatever its name: it opens with a doctype or an html element."""
    return bool(_PAGE.match(data[:2000]))


def read(data: bytes) -> Source:
    """The page's lines in reading order, the record of its meta elements and tables."""
    decoded = decode(data, markup=True)
    parser = lxml_html.HTMLParser()
    try:
        root = lxml_html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", decoded.text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocumentError("网页里没有内容") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) or _weight(root) > _HEAVIEST:
        # The parser stops at its own limit: what follows would be missing without a word.
        raise UnreadableDocumentError("网页的标签一层套一层太深，读不全；请在浏览器里打开，复制正文另存为 .txt")
    record = stated_record(root)
    body = root.find("body")
    top = body if body is not None else root
    bare = why_bare(root)
    notes = prune(root, top, _runs)
    link = record.get("source_url")
    files = linked_files(top, link.value if link else "")
    for table in top.iter("table"):
        if _is_data_table(table):
            records.add_rows(record, tuple(_rows(table)), line_of(table))
    container = _container(top)
    pictures = named_pictures(container)
    above, inside, whole = _lines(top, stop=container), _lines(container), _lines(top)
    head = [line for line in above if line.kind == "table" or _is_head(line)]
    beyond = [line for line in whole[len(above) + len(inside) :] if _is_sentence(line)] if container is not top else []
    left = [Note("changed", LEFT_OUT, f"未收入正文：“{line.text[:40]}”，请核对", line.number) for line in beyond]
    return Source((*head, *inside), record, (*decoded.notes, *notes, *pictures, *files, *left), bare=bare)


def _weight(root: lxml_html.HtmlElement) -> int:
    """How much there is to look at: the container is sought level by level, each time through all that is in it."""
    depth = deepest = size = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        deepest = max(deepest, depth)
        size += 1 + (0 if element.tag in DROPPED else len(element.text or "")) + len(element.tail or "")
    return deepest * size


def _prose(element: lxml_html.HtmlElement) -> int:
    return prose_of(_runs(element))


def _runs(element: lxml_html.HtmlElement) -> Iterator[str]:
    return (text for text, *_ in _walk(element))


def _container(top: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The innermost element that holds nearly all running text of the page."""
    here = top
    total = _prose(top)
    while total:
        inner = next((c for c in here if _may_hold_text(c) and _prose(c) * 10 >= total * 8), None)
        if inner is None or _is_typed(here) or _holds_more(here, inner):
            break
        here = inner
    return here


def _holds_more(around: lxml_html.HtmlElement, inner: lxml_html.HtmlElement) -> bool:
    """Does what stands beside the longest part belong to the document: a chapter of its own, or short sentences that make no running text?"""
    beside = [line for child in around if child is not inner and isinstance(child.tag, str) for line in _lines(child)]
    beside += [Line(0, text) for part in (around.text, *(child.tail for child in around)) if (text := (part or "").strip())]
    prose = [line for line in beside if line.kind != "table" and is_prose(line) and not _OF_SITE.search(line.text)]
    return any(is_numbered(line.text) for line in prose) or len(prose) > 1


def _may_hold_text(element: lxml_html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in {"p", "ul", "ol"}


def _is_sentence(line: Line) -> bool:
    """Behind the text: could it be part of it, and not who runs the site?"""
    return line.kind == "table" or ((is_prose(line) or line.text[-1] in "。；！？") and not _OF_SITE.search(line.text))


def _is_head(line: Line) -> bool:
    return len(line.text) < 200


def _lines(element: lxml_html.HtmlElement, stop: lxml_html.HtmlElement | None = None) -> tuple[Line, ...]:
    """Lines of an element in order; with ``stop``, only those before it."""
    lines: list[Line] = []
    for text, number, level, bold, rows in _walk(element, stop):
        if rows:
            lines.append(Line(number, text, "table", rows=rows))
        elif text:
            lines.append(Line(number, text, "heading" if level else "text", level, bold=bold))
    return tuple(lines)


Run = tuple[str, int, int, bool, tuple[tuple[str, ...], ...]]


def _walk(element: lxml_html.HtmlElement, stop: lxml_html.HtmlElement | None = None) -> Iterator[Run]:
    """(text, line, heading level, all in bold, table rows) of every block below an element."""
    walker = _Walker(stop)
    walker.visit(element)
    walker.flush(0)
    return iter(walker.runs)


class _Walker:
    """Collects inline text until a block begins or ends."""

    def __init__(self, stop: lxml_html.HtmlElement | None) -> None:
        self.runs: list[Run] = []
        self.pending: list[str] = []
        self.light = 0  # characters of the pending text that are not bold
        self.bold = 0
        self.line = 0
        self.stop = stop
        self.stopped = False

    def flush(self, level: int) -> None:
        text = re.sub(r"[\s\xa0\u3000]+", " ", "".join(self.pending)).strip()
        text = re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]", "", text)
        if text:
            self.runs.append((text, self.line, level, not self.light, ()))
        self.pending.clear()
        self.light = 0

    def visit(self, element: lxml_html.HtmlElement) -> None:
        if self.stopped or element is self.stop:
            self.stopped = True
            return
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in DROPPED:
            return
        if tag == "table" and _is_data_table(element):
            self.flush(0)
            rows = tuple(_rows(element))
            if rows:
                self.runs.append((" ".join(c for row in rows for c in row), line_of(element), 0, False, rows))
            return
        if _is_typed(element):
            self.flush(0)
            self.line = line_of(element) or self.line
            self.runs += [(line.text, self.line, 0, False, line.rows) for line in typed_lines(as_typed(element))]
            return
        block = tag in _BLOCKS
        if block:
            self.flush(0)
            self.line = line_of(element) or self.line
        bold = tag in {"b", "strong"} or bool(_BOLD.search(element.get("style") or ""))
        self.bold += bold
        self._add(element.text)
        for child in element:
            self.visit(child)
            if self.stopped:
                return
            self._add(child.tail)
        self.bold -= bold
        if block:
            self.flush(int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0)

    def _add(self, text: str | None) -> None:
        if text:
            self.pending.append(text)
            self.light += 0 if self.bold else len(text.strip())


def _is_typed(element: lxml_html.HtmlElement) -> bool:
    """Does a browser show its line ends, and are they all that parts its text?"""
    shown = element.tag == "pre" or _PRE.search(element.get("style") or "")
    return bool(shown) and not any(child.tag in _BLOCKS - {"br"} for child in element.iterdescendants())


def _is_data_table(table: lxml_html.HtmlElement) -> bool:
    """A table of cells, not one that lays out the page (old portals) or holds the whole text."""
    cells = list(table.iter("td", "th"))
    if len(cells) < 4 or next(table.iterdescendants("table"), None) is not None:
        return False
    longest = max(len(c.text_content()) for c in cells)
    return longest < 600


def _rows(table: lxml_html.HtmlElement) -> Iterator[tuple[str, ...]]:
    return spread([_cell(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr"))


def _cell(cell: lxml_html.HtmlElement) -> Cell:
    text = ""
    for part, *_ in _walk(cell):  # 12<br>34 are two numbers, 新建<br>改建 one word broken
        text += (" " if text and text[-1].isascii() and part[0].isascii() else "") + part
    return Cell(text, _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    span = re.match(r"\s*+0*+([1-9][0-9]*+)", cell.get(name) or "")
    return min(int(span[1][:3]), 40) if span else 1
