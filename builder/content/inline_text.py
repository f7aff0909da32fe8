"""An element's text as one paragraph: plain characters, inline markup by offset, line breaks joined as Chinese is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.content.markup import SAFE_LINK
from builder.content.opaque import TAG, active
from builder.model import Inline
from builder.text import HAN

if TYPE_CHECKING:
    from lxml import etree, html

_INLINE_TAGS = {"strong", "em", "code", "del", "sub", "sup", "a", "br"}
_STOPS = "，。；：！？、（）《》“”‘’〔〕【】"
_IS_STOP, _IS_WIDE, _IS_FIGURE = re.compile(f"[{_STOPS}]"), re.compile(f"[{HAN}{_STOPS}]"), re.compile("[0-9%％‰]")
# In a cell they are lines of their own.
_PARTS = frozenset(f"h{n}" for n in range(1, 7)) | {"p", "div", "li", "dt", "dd", "ul", "ol", "dl", "table", "tr", "td", "th", "blockquote", "pre", "hr"}
_NUMBER_OR_WORD = re.compile("[0-9A-Za-z]")
_HARD_BREAK = "\u2028"
_BLANKS = " \t\r\n\u2028"
_SPACE_RUN = re.compile(rf"[{_BLANKS}　\xa0]+")


def inline_text(node: html.HtmlElement) -> tuple[str, tuple[Inline, ...]]:
    """Plain text of an element and its inline markup by offset; line breaks between Chinese vanish."""
    pieces: list[str] = []
    raw: list[Inline] = []
    length = 0

    def add(text: str | None) -> None:
        nonlocal length
        if text:
            pieces.append(text)
            length += len(text)

    def walk(element: etree._Element, top: bool) -> None:
        start = length
        part = not top and element.tag in _PARTS
        add(_HARD_BREAK if part or element.tag == "br" else None)
        add(element.text)
        for child in element:
            walk(child, False)
            add(child.tail)
        add(_HARD_BREAK if part else None)
        if not top and element.tag in _INLINE_TAGS and element.tag != "br":
            href = active(element.get("href") or "") if element.tag == "a" else ""
            if element.tag != "a" or SAFE_LINK.match(href):
                raw.append(Inline(start, length, element.tag, href))

    walk(node, True)
    return _tidy("".join(pieces), raw)


def tagged_text(text: str) -> tuple[str, tuple[Inline, ...]] | None:
    """The same from a text whose only markup are tags of ``opaque``; None when they do not pair inside it."""
    if not TAG.search(text):
        return _tidy(text, [])
    pieces: list[str] = []
    raw: list[Inline] = []
    opened: list[tuple[str, int, str]] = []
    length = last = 0
    for found in TAG.finditer(text):
        pieces.append(text[last : found.start()])
        length += found.start() - last
        last = found.end()
        name, _, rest = found[1].partition(" ")
        if name == "br":
            pieces.append(_HARD_BREAK)
            length += 1
        elif not name.startswith("/"):
            if name == "a" and any(other == "a" for other, _, _ in opened):
                return None
            opened.append((name, length, active(rest[len('href="') : -1])))
        elif not opened or opened[-1][0] != name[1:]:
            return None
        else:
            name, start, href = opened.pop()
            if name in _INLINE_TAGS and (name != "a" or SAFE_LINK.match(href)):
                raw.append(Inline(start, length, name, href))
    return None if opened else _tidy("".join([*pieces, text[last:]]), raw)


def _tidy(text: str, raw: list[Inline]) -> tuple[str, tuple[Inline, ...]]:
    """Join soft line breaks and trim, moving the inline offsets along; hard breaks become ``br``."""
    if not _SPACE_RUN.search(text) and not raw:
        return active(text), ()
    out: list[str] = []
    at: list[int] = []  # at[i]: place of text[i] in what comes out
    breaks: dict[int, int] = {}  # where one stands: where the text goes on
    length = last = 0
    for run in [*_SPACE_RUN.finditer(text), None]:
        start, end = run.span() if run else (len(text), len(text))
        out.append(text[last:start])
        if raw:
            at += range(length, length + start - last)
        length += start - last
        joint = _joint(text, start, end) if length and end < len(text) else text[start:end].strip(_BLANKS)
        if run and _HARD_BREAK in run[0]:
            breaks[length] = length + len(joint)
        out.append(joint)
        if raw:
            at += [min(length + k, length + len(joint)) for k in range(end - start)]
        length += len(joint)
        last = end
    at.append(length)
    ends = {behind: b for b, behind in breaks.items()}  # no mark begins or ends with a break
    placed = [replace(m, start=breaks.get(at[m.start], at[m.start]), end=ends.get(at[m.end], at[m.end])) for m in raw]
    inlines = [m for m in placed if m.end > m.start]
    inlines += [Inline(b, b, "br") for b in breaks if 0 < b < length]
    return active("".join(out)), tuple(sorted(inlines, key=lambda m: (m.start, -m.end)))


def _joint(text: str, start: int, end: int) -> str:
    """What a run of white space becomes: itself, or for a line break a space, or nothing beside Chinese: 投资⏎12亿元."""
    run = text[start:end]
    if _HARD_BREAK in run:  # 12⏎34亿元 are two numbers, not 1234亿元
        return " " if all(_NUMBER_OR_WORD.match(active(text[k])) for k in (start - 1, end)) else ""
    if "\n" not in run:
        return run
    before, after = active(text[start - 1]), active(text[end])
    if _IS_STOP.match(before) or _IS_STOP.match(after):
        return ""
    wide = bool(_IS_WIDE.match(before)), bool(_IS_WIDE.match(after))
    figure = _IS_FIGURE.match(after if wide[0] else before)
    return "" if all(wide) or (any(wide) and figure) else " "
