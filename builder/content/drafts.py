"""Markdown → drafts: text runs, lists, tables and headings with their source lines, before ids exist.

Only known inline and block elements survive; raw HTML keeps its text and loses everything else, so
nothing a content file says can run in a reader's browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import markdown
from lxml import etree, html

from builder.content.headings import HeadingNumber, split_number
from builder.content.markup import SAFE_LINK, SILENT, check_markup
from builder.model import Inline
from builder.problems import Problem
from builder.text import HAN, han_key

_INLINE_TAGS = {"strong", "em", "code", "del", "sub", "sup", "a", "br"}
_SAME_TAG = {"b": "strong", "i": "em", "s": "del"}
_HEADING = re.compile(r"h([1-6])\Z")
_WIDE = f"{HAN}，。；：！？、（）《》“”‘’〔〕【】"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t]*(?=[{_WIDE}])")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_HARD_BREAK = "\u2028"
_SPACE_RUN = re.compile(r"[ \t\r\n\u2028]+")


@dataclass(slots=True)
class Draft:
    """A block before ids are known: what it says, its line, its place in the outline."""

    kind: str
    text: str = ""
    inlines: tuple[Inline, ...] = ()
    line: int = 0
    level: int = 0
    number: HeadingNumber | None = None
    children: tuple[tuple[Draft, ...], ...] = ()
    ordered: bool = False
    first: int = 1
    header_rows: int = 0
    caption: str = ""
    section: int = -1


def read_markdown(text: str, first_line: int, path: str = "") -> tuple[list[Draft], list[Problem]]:
    """The drafts of a body, and what of it cannot be shown."""
    converter = markdown.Markdown(extensions=["tables", "sane_lists", "def_list"], output_format="html")
    fragments = html.fragments_fromstring(converter.convert(text) or "<p></p>")
    lines = _LineFinder(text, first_line)
    drafts: list[Draft] = []
    for fragment in fragments:
        if isinstance(fragment, str):
            drafts += _plain(fragment, lines)
        else:
            drafts += _block(fragment, lines)
            if fragment.tail and fragment.tail.strip():
                drafts += _plain(fragment.tail, lines)
    return drafts, check_markup(fragments, text, path, first_line)


class _LineFinder:
    """Finds the source line of a rendered text by walking forward through the source."""

    def __init__(self, text: str, first_line: int) -> None:
        self.keys = [(first_line + i, han_key(line)) for i, line in enumerate(text.split("\n"))]
        self.at = 0

    def line(self, text: str) -> int:
        key = han_key(text)[:12]
        if not key:
            return self.keys[self.at][0] if self.keys else 0
        for index in range(self.at, len(self.keys)):
            if (
                key[: max(1, len(self.keys[index][1]))]
                and self.keys[index][1]
                and (key in self.keys[index][1] or self.keys[index][1] in key)
            ):
                self.at = index
                return self.keys[index][0]
        return self.keys[self.at][0]


def _plain(text: str, lines: _LineFinder) -> list[Draft]:
    tidy = _join(text)
    return [Draft("text", tidy, line=lines.line(tidy))] if tidy else []


def _join(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _SOFT_BREAK.sub("", text)).strip()


def _block(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in SILENT:
        return []
    heading = _HEADING.match(tag)
    if heading:
        text, _ = _inline_text(node)
        if not text:
            return []
        return [Draft("heading", text, line=lines.line(text), level=max(1, int(heading[1]) - 1), number=split_number(text))]
    if tag in {"ul", "ol", "dl"}:
        items = tuple(tuple(_item(child, lines)) for child in node if child.tag in {"li", "dt", "dd"})
        start = node.get("start") or "1"
        return [
            Draft("list", ordered=tag == "ol", first=int(start) if start.isdigit() else 1, children=tuple(i for i in items if i))
        ]
    if tag == "table":
        return _table(node, lines)
    if tag == "blockquote":
        inner = tuple(d for child in node for d in _block(child, lines))
        return [Draft("quote", children=(inner,))] if inner else []
    if tag == "pre":
        return [Draft("code", node.text_content())]
    if tag == "hr":
        return [Draft("rule")]
    if tag in {"div", "section", "article", "details", "figure"}:
        return _item(node, lines)
    text, inlines = _inline_text(node)
    return [Draft("text", text, inlines, lines.line(text))] if text else []


def _item(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    """A list item or container: its own text first, then nested blocks."""
    blocks = [c for c in node if isinstance(c.tag, str) and c.tag in {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "div"}]
    if not blocks:
        text, inlines = _inline_text(node)
        return [Draft("text", text, inlines, lines.line(text))] if text else []
    own = html.Element("p")
    own.text = node.text
    nested: list[html.HtmlElement] = []
    for child in list(node):
        if child in blocks:
            nested.append(child)
        else:
            own.append(child)
    text, inlines = _inline_text(own)
    drafts = [Draft("text", text, inlines, lines.line(text))] if text else []
    for child in nested:
        drafts += _block(child, lines)
    return drafts


def _table(node: html.HtmlElement, lines: _LineFinder) -> list[Draft]:
    rows: list[tuple[Draft, ...]] = []
    header_rows = 0
    for row in node.iter("tr"):
        cells: list[Draft] = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                text, inlines = _inline_text(cell)
                cells.append(Draft("text", text, inlines, lines.line(text)))
        if cells:
            parent = row.getparent()
            header_rows += parent is not None and parent.tag == "thead"
            rows.append(tuple(cells))
    return [Draft("table", children=tuple(rows), header_rows=header_rows)] if rows else []


def _inline_text(node: html.HtmlElement) -> tuple[str, tuple[Inline, ...]]:
    """Plain text of an element and its inline markup by offset; line breaks between Chinese vanish."""
    pieces: list[str] = []
    raw: list[Inline] = []

    def length() -> int:
        return sum(map(len, pieces))

    def walk(element: etree._Element, top: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in SILENT or not tag:
            return
        tag = _SAME_TAG.get(tag, tag)
        start = length()
        if tag == "br":
            pieces.append(_HARD_BREAK)
        if element.text:
            pieces.append(element.text)
        for child in element:
            walk(child, False)
            if child.tail:
                pieces.append(child.tail)
        if not top and tag in _INLINE_TAGS and tag != "br":
            href = (element.get("href") or "").strip() if tag == "a" else ""
            if tag != "a" or SAFE_LINK.match(href):
                raw.append(Inline(start, length(), tag, href))

    walk(node, True)
    return _tidy("".join(pieces), raw)


def _tidy(text: str, raw: list[Inline]) -> tuple[str, tuple[Inline, ...]]:
    """Join soft line breaks and trim, moving the inline offsets along; hard breaks become ``br``."""
    out: list[str] = []
    at: list[int] = []  # at[i]: place of text[i] in what comes out
    breaks: list[int] = []
    length = last = 0
    for run in [*_SPACE_RUN.finditer(text), None]:
        start, end = run.span() if run else (len(text), len(text))
        out.append(text[last:start])
        at += range(length, length + start - last)
        length += start - last
        joint = _joint(text, start, end) if length and end < len(text) else ""
        if run and _HARD_BREAK in run[0]:
            breaks.append(length)
        out.append(joint)
        at += [min(length + k, length + len(joint)) for k in range(end - start)]
        length += len(joint)
        last = end
    at.append(length)
    inlines = [replace(m, start=at[m.start], end=at[m.end]) for m in raw if at[m.end] > at[m.start]]
    inlines += [Inline(b, b, "br") for b in breaks if 0 < b < length]
    return "".join(out), tuple(sorted(inlines, key=lambda m: (m.start, -m.end)))


def _joint(text: str, start: int, end: int) -> str:
    """What a run of white space becomes: itself, or for a line break a space, or nothing beside Chinese."""
    run = text[start:end]
    if _HARD_BREAK in run:
        return ""
    if "\n" not in run:
        return run
    return "" if _IS_WIDE.match(text[start - 1]) and _IS_WIDE.match(text[end]) else " "


def walk_drafts(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """All drafts in reading order, those inside others too."""
    for draft in drafts:
        yield draft
        for group in draft.children:
            yield from walk_drafts(group)
