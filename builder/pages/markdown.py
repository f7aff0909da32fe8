"""Blocks → Markdown that reads back as the same blocks: the download of a report.

Comes in: what was parsed. Goes out: text that holds nothing else: no comment, no link definition, no markup but what
the page shows. What Markdown cannot write (an index, a line break in a cell, a table without a head) is written as
the HTML that the parser keeps; every other sign that Markdown would obey is escaped.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from builder.model import Block, Inline, Paragraph, Section

_STARS = {"strong": "**", "em": "*"}
_PLAIN_LINK = re.compile(r"[A-Za-z0-9:/?#.,=~%+@;-]+(?:&[A-Za-z0-9]+=[A-Za-z0-9:/?#.,=~%+@-]*)*")
_PLAIN_CODE = re.compile(r"(?! )[^`\n]+(?<! )")
_PLAIN_LINES = re.compile(r"(?:[^\s].*|[^\s])\n(?:(?:.*\S.*)\n)*")
_OUTER_SPACE = re.compile(r"\A\s+|\s+\Z")
_OTHER_SPACE = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]")
_REFERENCE = re.compile(r"&(?=#|\w+;)")
_SIGNS = re.compile(r"[\\`*\[\]|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_APART = "<div></div>"  # keeps two blocks apart that would become one


def write_markdown(blocks: Iterable[Block], sections: Mapping[str, Section]) -> str:
    """The body's text, one blank line between blocks; empty targets of removed passages are left out."""
    return "\n\n".join(_pieces(blocks, sections)) + "\n"


def escape_line(text: str) -> str:
    """Text that stands on a line of its own and reads back letter by letter."""
    return _line_start(_OUTER_SPACE.sub(_numbered, escape(text)))


def escape(text: str) -> str:
    """The same for text inside a line."""
    text = _REFERENCE.sub("&amp;", text)
    text = _SIGNS.sub(lambda m: "\\" + m[0], text).replace("<", "&lt;").replace("\\]:", "&#93;:")
    return _OTHER_SPACE.sub(_numbered, text)


def _numbered(match: re.Match[str]) -> str:
    """Characters as references by number."""
    return "".join(f"&#{ord(c)};" for c in match[0])


def _line_start(text: str) -> str:
    """Nothing at the start of a line may open a list, a heading, a quote, a rule or a definition."""
    if re.fullmatch(r"=+\s*", text):
        return "&#61;" + text[1:]
    if re.match(r"[#>]|[+-](?:\s|\Z)|--", text):
        return "\\" + text
    text = re.sub(r"\A(\d+)([.)])(?=\s|\Z)", r"\1\\\2", text)
    return re.sub(r"\A:(?=\s)", "&#58;", text)


def _pieces(blocks: Iterable[Block], sections: Mapping[str, Section], *, top: bool = True) -> list[str]:
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _block(block, sections, top)
        if not text:
            continue
        if before is not None and _would_join(before, block):
            out.append(_APART)
        out.append(text)
        before = block
    return out


def _would_join(before: Block, block: Block) -> bool:
    """Would the parser read the second block as more of the first?"""
    if before.kind == "list":
        return block.kind == "code" or (block.kind == "list" and block.ordered == before.ordered)
    return before.kind == block.kind and block.kind in {"quote", "code"}


def _block(block: Block, sections: Mapping[str, Section], top: bool) -> str:
    match block.kind:
        case "heading":
            section = sections[block.section]
            return "#" * min(6, section.level + 1) + " " + _heading(section.title) if section.title else ""
        case "paragraph":
            assert block.paragraph is not None
            return _line_start(_inline(block.paragraph))
        case "list":
            items = (_item(item, block, number, sections) for number, item in enumerate(block.items, start=block.first))
            return "\n\n".join(item for item in items if item)
        case "table":
            return _table(block) if _is_plain(block) else _html_table(block)
        case "quote":
            inner = "\n\n".join(_pieces(block.blocks, sections, top=False))
            return _prefixed(inner, "> ", ">") if inner else ""
        case "code":
            plain = _PLAIN_LINES.fullmatch(block.text) and "\t" not in block.text
            return _prefixed(block.text.rstrip("\n"), "    ") if plain or not top else f"<pre>{html.escape(block.text, quote=False)}</pre>"
        case "rule":
            return "---"
        case _:
            return ""


def _prefixed(text: str, prefix: str, empty: str = "") -> str:
    return "\n".join(prefix + line if line else empty for line in text.split("\n"))


def _heading(title: str) -> str:
    """Hashes at the end of a heading would be read as closing marks."""
    return re.sub(r"#+\Z", lambda m: "\\#" * len(m[0]), _OUTER_SPACE.sub(_numbered, escape(title)))


def _item(item: Sequence[Block], holder: Block, number: int, sections: Mapping[str, Section]) -> str:
    marker = f"{number}. " if holder.ordered else "- "
    text = "\n\n".join(_pieces(item, sections, top=False))
    return marker + _prefixed(text, "    ").removeprefix("    ") if text else ""


def _is_plain(table: Block) -> bool:
    """Has it a head, no caption, and as many cells in each row as in the head?"""
    return bool(table.header) and not table.caption and bool(table.rows) and all(len(row) == len(table.header) for row in table.rows)


def _table(table: Block) -> str:
    lines = ["| " + " | ".join(_inline(cell) for cell in row) + " |" for row in (table.header, *table.rows)]
    lines.insert(1, "|" + " --- |" * len(table.header))
    return "\n".join(lines)


def _html_table(table: Block) -> str:
    def rows(cells: Iterable[Sequence[Paragraph]], tag: str) -> str:
        return "\n".join("<tr>" + "".join(f"<{tag}>{_inline(c, as_html=True)}</{tag}>" for c in row) + "</tr>" for row in cells)

    caption = f"<caption>{html.escape(table.caption)}</caption>\n" if table.caption else ""
    head = f"<thead>\n{rows([table.header], 'th')}\n</thead>\n" if table.header else ""
    return f"<table>\n{caption}{head}<tbody>\n{rows(table.rows, 'td')}\n</tbody>\n</table>"


def _inline(paragraph: Paragraph, *, as_html: bool = False) -> str:
    """A paragraph's text with its inline markup, on one line."""
    text = paragraph.text
    # Of two marks over the same words the parser gives the inner one first.
    marks = [m for _, m in sorted(enumerate(paragraph.inlines), key=lambda pair: (pair[1].start, -pair[1].end, -pair[0]))]
    spans = [m for m in marks if m.tag != "br" and m.start < m.end]
    how = [_HTML] * len(spans) if as_html else _ways(text, spans, {m.start for m in marks if m.tag == "br"})
    breaks = Counter(m.start for m in marks if m.tag == "br")
    points = sorted({0, len(text), *breaks, *(m.start for m in spans), *(m.end for m in spans)})
    out: list[str] = []
    open_marks: list[tuple[Inline, str]] = []
    number = 0
    for point, end in zip(points, [*points[1:], len(text)], strict=True):
        while open_marks and open_marks[-1][0].end <= point:
            out.append(open_marks.pop()[1])
        out += ["<br>"] * breaks[point]
        in_code = False
        while number < len(spans) and spans[number].start == point:
            mark, (opening, closing) = spans[number], how[number](spans[number])
            if opening == "[" and out and out[-1].endswith("!"):
                out[-1] = out[-1][:-1] + "&#33;"  # not an image
            out.append(opening)
            open_marks.append((mark, closing))
            in_code = in_code or opening == "`"
            number += 1
        piece = text[point:end]
        out.append(piece if in_code else html.escape(piece, quote=False) if as_html else escape(piece))
    return _OUTER_SPACE.sub(_numbered, "".join(out))


def _html_marks(mark: Inline) -> tuple[str, str]:
    """What opens and closes an inline mark in HTML."""
    if mark.tag != "a":
        return f"<{mark.tag}>", f"</{mark.tag}>"
    return f'<a href="{re.sub(r"[^A-Za-z0-9:/?#.=~%+@-]", _numbered, mark.href)}">', "</a>"


_Way = Callable[[Inline], tuple[str, str]]
_HTML: _Way = _html_marks


def _ways(text: str, spans: Sequence[Inline], breaks: Container[int]) -> list[_Way]:
    """How each of the marks, outer ones first, is written: with signs of Markdown where they cannot be mistaken, else as HTML."""
    emphasis = _touching([m for m in spans if m.tag in _STARS])
    links = _touching([m for m in spans if m.tag == "a"])
    codes = _touching([m for m in spans if m.tag == "code"])
    ways: list[_Way] = []
    for number, mark in enumerate(spans):
        inside, around = text[mark.start : mark.end], text[max(0, mark.start - 1) : mark.start] + text[mark.end : mark.end + 1]
        way = _HTML
        if mark.tag in _STARS and mark not in emphasis and inside == inside.strip() and "*" not in inside + around:
            way = _starred
        elif mark.tag == "a" and mark not in links and _PLAIN_LINK.fullmatch(mark.href):
            way = _linked
        elif mark.tag == "code" and mark not in codes and _PLAIN_CODE.fullmatch(inside):
            nested = number + 1 < len(spans) and spans[number + 1].start < mark.end
            broken = any(b in breaks for b in range(mark.start, mark.end + 1))
            way = _HTML if nested or broken or set(around) & {"`", "\\"} or set(inside) & set("|\\&\t") else _ticked
        ways.append(way)
    return ways


def _starred(mark: Inline) -> tuple[str, str]:
    return _STARS[mark.tag], _STARS[mark.tag]


def _linked(mark: Inline) -> tuple[str, str]:
    return "[", f"]({mark.href})"


def _ticked(_: Inline) -> tuple[str, str]:
    return "`", "`"


def _touching(marks: Sequence[Inline]) -> frozenset[Inline]:
    """Those of some marks, in their order, that lie in, around or beside another of them."""
    found: set[Inline] = set()
    furthest: Inline | None = None
    for mark in marks:
        if furthest is not None and mark.start <= furthest.end:
            found |= {mark, furthest}
        furthest = mark if furthest is None or mark.end >= furthest.end else furthest
    return frozenset(found)
