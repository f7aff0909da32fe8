"""Prepared lines → drafts by way of the Markdown converter and of HTML: for whatever ``plain_blocks`` leaves to it.

Loaded only where a body needs it: both libraries take longer to load than a report takes to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html

from builder.content.draft import Draft
from builder.content.headings import split_number
from builder.content.inline_text import inline_text
from builder.content.opaque import Line, active, plain, with_tags
from builder.content.prose_markdown import to_html
from builder.text import han_key

_HEADING = re.compile(r"h([1-6])\Z")
_BLOCKS = {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_MARKS = re.compile(r"[>\s]*+(?:(?<!\d)\d++\.\s+)?")  # at a line's start; no text of its paragraph


def convert(lines: Sequence[Line]) -> list[Draft]:
    """The drafts of prepared lines, by way of the converter and of HTML."""
    text = with_tags(to_html("\n".join(line.text for line in lines)))
    return _flow(html.fragment_fromstring(text, create_parent="div"), _LineFinder(lines))


class _LineFinder:
    """Finds the source line of a rendered text by walking forward through the source."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.keys = [(line.number, han_key(plain(_MARKS.sub("", line.text, count=1)))) for line in lines] or [(0, "")]
        self.at = 0

    def line(self, text: str) -> int:
        key = han_key(text)[:12]
        if not key:
            return self.keys[self.at][0]
        for index in range(self.at, len(self.keys)):
            number, written = self.keys[index]
            if written and (key in written or key.startswith(written)):
                self.at = index
                return number
        return self.keys[self.at][0]


def _flow(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    """What a container holds, in order: blocks, and a text run for whatever stands between them."""
    drafts: list[Draft] = []
    run = html.Element("p")
    run.text = node.text
    for child in list(node):
        if child.tag not in _BLOCKS:
            run.append(child)  # its tail goes with it
            continue
        tail, child.tail = child.tail, None
        drafts += _text(run, lines)
        drafts += _block(child, lines)
        run = html.Element("p")
        run.text = tail
    return drafts + _text(run, lines)


def _inside(node: html.HtmlElement, lines: _LineFinder) -> tuple[Draft, ...]:
    """What an item or a quote holds. A page has its headings between blocks: one in here is a line of text."""
    drafts = _flow(node, lines)
    for draft in drafts:
        if draft.kind == "heading":
            draft.kind, draft.level, draft.number = "text", 0, None
    return tuple(drafts)


def _text(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    text, inlines = inline_text(node)
    return [Draft("text", text, inlines, lines.line(text))] if text else []


def _block(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    tag = str(node.tag)
    heading = _HEADING.match(tag)
    if heading:
        text, inlines = inline_text(node)
        if not text:
            return []
        return [Draft("heading", text, inlines, line=lines.line(text), level=max(1, int(heading[1]) - 1), number=split_number(text))]
    match tag:
        case "ul" | "ol" | "dl":
            items = tuple(_inside(child, lines) for child in node if child.tag in {"li", "dt", "dd"})
            start = node.get("start") or "1"
            kept = tuple(i for i in items if i or tag == "ol")  # an empty item has its number still
            return [Draft("list", ordered=tag == "ol", first=int(start), children=kept)]
        case "table":
            return _table(node, lines)
        case "blockquote":
            inner = _inside(node, lines)
            return [Draft("quote", children=(inner,))] if inner else []
        case "pre":
            return [Draft("code", active(node.text_content()))]
        case "hr":
            return [Draft("rule")]
        case "div":
            return _flow(node, lines)
        case _:
            return _text(node, lines)


def _table(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    """A table; a caption of its own becomes the paragraph above it."""
    caption = [draft for child in node if child.tag == "caption" for draft in _text(child, lines)]
    rows: list[tuple[Draft, ...]] = []
    header_rows = 0
    for row in node.iter("tr"):
        cells: list[Draft] = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                text, inlines = inline_text(cell)
                cells.append(Draft("text", text, inlines, lines.line(text)))
        if cells:
            parent = row.getparent()
            header_rows += parent is not None and parent.tag == "thead"
            rows.append(tuple(cells))
    return [*caption, Draft("table", children=tuple(rows), header_rows=header_rows)] if rows else caption
