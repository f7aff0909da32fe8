"""A paragraph as one line of Markdown: its words letter by letter, its inline markup with signs that cannot be mistaken.

Every sign that Markdown would obey is escaped. Inline markup that its signs cannot carry safely (an index, a break, emphasis
inside emphasis, marks beside punctuation, which readers of Markdown judge differently) is written as HTML.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Container, Sequence

from builder.model import Inline, Paragraph

_STARS = {"strong": "**", "em": "*"}
_PLAIN_LINK = re.compile(r"[A-Za-z0-9:/?#.,=~%+@;-]+(?:&[A-Za-z0-9]+=[A-Za-z0-9:/?#.,=~%+@-]*)*")
_PLAIN_CODE = re.compile(r"(?! )[^`\n]+(?<! )")
_OUTER_SPACE = re.compile(r"\A\s+|\s+\Z")
_BY_NUMBER = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]|~{2,}")  # has no escape of its own
_REFERENCE = re.compile(r"&(?=#|\w+;)")
_SIGNS = re.compile(r"[\\`*\[\]|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_FACTOR = re.compile(r"[0-9约长宽高厚深径]")


def escape(text: str) -> str:
    """Text inside a line that reads back letter by letter."""
    text = _REFERENCE.sub("&amp;", text)
    text = _SIGNS.sub(lambda m: "\\" + m[0], text).replace("<", "&lt;").replace("\\]:", "&#93;:")
    return _BY_NUMBER.sub(_numbered, text)


def escape_html(text: str) -> str:
    """Text inside HTML that stands in Markdown: code and escapes are looked for there too."""
    return _BY_NUMBER.sub(_numbered, escape_code(text))


def escape_code(text: str) -> str:
    """The same where line ends count."""
    return html.escape(text, quote=False).replace("\\", "&#92;").replace("`", "&#96;").replace("\t", "&#9;")


def _numbered(match: re.Match[str]) -> str:
    """Characters as references by number."""
    return "".join(f"&#{ord(c)};" for c in match[0])


def escape_heading(title: str) -> str:
    """Hashes at the end of a heading would be read as closing marks."""
    return re.sub(r"(?<!#)#+\Z", lambda m: "\\#" * len(m[0]), _OUTER_SPACE.sub(_numbered, escape(title)))


def line_start(text: str) -> str:
    """Nothing at the start of a line may open a list, a heading, a quote, a rule or a definition."""
    if re.fullmatch(r"=+\s*", text):
        return "&#61;" + text[1:]
    if re.match(r"[#>]|[+-](?:\s|\Z)|--", text):
        return "\\" + text
    text = re.sub(r"\A(\d+)([.)])(?=\s|\Z)", r"\1\\\2", text)
    return re.sub(r"\A:(?=\s)", "&#58;", text)


def inline_line(paragraph: Paragraph, *, as_html: bool = False) -> str:
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
        out.append(piece if in_code else escape_html(piece) if as_html else escape(piece))
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
        if mark.tag in _STARS and mark not in emphasis and _is_clear(text, mark):
            way = _starred
        elif mark.tag == "a" and mark not in links and _PLAIN_LINK.fullmatch(mark.href):
            way = _linked
        elif mark.tag == "code" and mark not in codes and _PLAIN_CODE.fullmatch(inside):
            nested = number + 1 < len(spans) and spans[number + 1].start < mark.end
            broken = any(b in breaks for b in range(mark.start, mark.end + 1))
            way = _HTML if nested or broken or set(around) & {"`", "\\"} or set(inside) & set("|\\&\t") else _ticked
        ways.append(way)
    return ways


def _is_clear(text: str, mark: Inline) -> bool:
    """Are stars around these words read as emphasis by every reader, and as nothing else (5*6)?"""
    before, inside, after = text[max(0, mark.start - 1) : mark.start], text[mark.start : mark.end], text[mark.end : mark.end + 1]
    if "*" in before + inside + after or not (inside[0].isalnum() and inside[-1].isalnum()):
        return False
    if mark.tag == "em" and (before.isalnum() or after.isalnum() or _FACTOR.match(inside[0])):
        return False  # 5*3*2, 张*明*: a star there is a star
    return not any(pair.isascii() and pair.isalnum() and len(pair) == 2 for pair in (before + inside[0], inside[-1] + after))


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
