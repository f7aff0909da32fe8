"""Markdown → drafts: text runs, lists, tables and headings with their source lines, before ids exist.

Only known inline and block elements survive; raw HTML keeps its text and loses everything else, so
nothing a content file says can run in a reader's browser. Whatever is not shown has a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import html

from builder.content.draft import Draft, walk_drafts
from builder.content.headings import split_number
from builder.content.inline_marks import mark_units
from builder.content.inline_text import inline_text
from builder.content.limits import BODY_LIMIT, LINES_LIMIT, PARAGRAPH_LIMIT
from builder.content.link_definitions import unused
from builder.content.lost_text import check_nothing_lost
from builder.content.markup import too_long
from builder.content.opaque import Line, active, inert, plain, with_tags, without_foreign
from builder.content.pipe_tables import check_bars
from builder.content.prose_lines import read_prose
from builder.content.prose_markdown import to_html
from builder.content.raw_html import read_html
from builder.problems import Location, Problem
from builder.text import han_key

_HEADING = re.compile(r"h([1-6])\Z")
_BLOCKS = {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_MARKS = re.compile(r"[>\s]*+(?:(?<!\d)\d++\.\s+)?")  # at a line's start; no text of its paragraph
_SHOWN_OF_TOO_MUCH = 60  # characters; an error keeps them from any page


def read_markdown(text: str, first_line: int, path: str = "") -> tuple[list[Draft], list[Problem]]:
    """The drafts of a body, and what of it cannot be shown."""
    text, problems = _bounded(text.replace("\r\n", "\n").replace("\r", "\n"), first_line, path)
    lines, found = read_html(text, first_line, path)
    problems += found
    prose = read_prose(lines, path)
    problems += prose.problems
    lines, found = mark_units(prose.units, prose.definitions, path)
    problems += found
    problems += [unused(d) for d in prose.definitions.values() if not d.used]
    loose = [(line.number, plain(line.text)) for unit in prose.units if unit.kind in {"text", "item"} for line in unit.lines]
    problems += check_bars(loose, path)
    drafts = _drafts(lines)
    problems += check_nothing_lost(lines, drafts, path, frozenset(p.location.line for p in problems))
    problems += _cut_too_long(drafts, path)
    return drafts, list(dict.fromkeys(problems))


def _cut_too_long(drafts: list[Draft], path: str) -> Iterator[Problem]:
    """Paragraphs that an HTML block has put together from many lines."""
    for draft in walk_drafts(drafts):
        if len(draft.text) > PARAGRAPH_LIMIT:
            yield too_long(Location(path, draft.line), "一段", len(draft.text), PARAGRAPH_LIMIT)
            draft.text, draft.inlines = draft.text[:_SHOWN_OF_TOO_MUCH], ()


def _bounded(text: str, first_line: int, path: str) -> tuple[str, list[Problem]]:
    """The text if it is not longer than any report; else its beginning, and an error."""
    place, count = Location(path, first_line), text.count("\n") + 1
    if len(text) > BODY_LIMIT:
        problem = too_long(place, "正文", len(text), BODY_LIMIT)
    elif count > LINES_LIMIT:
        problem = too_long(place, "正文", count, LINES_LIMIT, "行")
    else:
        return _bounded_lines(without_foreign(text), first_line, path)
    return inert(without_foreign(text.lstrip()[:_SHOWN_OF_TOO_MUCH])), [problem]


def _bounded_lines(text: str, first_line: int, path: str) -> tuple[str, list[Problem]]:
    lines = text.split("\n")
    problems: list[Problem] = []
    for k, line in enumerate(lines):
        if len(line) > PARAGRAPH_LIMIT:
            problems.append(too_long(Location(path, first_line + k), "一行", len(line), PARAGRAPH_LIMIT))
            lines[k] = inert(line.lstrip()[:_SHOWN_OF_TOO_MUCH])
    return "\n".join(lines), problems


def _drafts(lines: Sequence[Line]) -> list[Draft]:
    converted = with_tags(to_html("\n".join(line.text for line in lines)))
    root = html.fragment_fromstring(converted, create_parent="div")
    return _flow(root, _LineFinder(lines))


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


def _text(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    text, inlines = inline_text(node)
    return [Draft("text", text, inlines, lines.line(text))] if text else []


def _block(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    tag = str(node.tag)
    heading = _HEADING.match(tag)
    if heading:
        text, _ = inline_text(node)
        if not text:
            return []
        return [Draft("heading", text, line=lines.line(text), level=max(1, int(heading[1]) - 1), number=split_number(text))]
    match tag:
        case "ul" | "ol" | "dl":
            items = tuple(tuple(_flow(child, lines)) for child in node if child.tag in {"li", "dt", "dd"})
            start = node.get("start") or "1"
            kept = tuple(i for i in items if i or tag == "ol")  # an empty item has its number still
            return [Draft("list", ordered=tag == "ol", first=int(start), children=kept)]
        case "table":
            return _table(node, lines)
        case "blockquote":
            inner = tuple(_flow(node, lines))
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
