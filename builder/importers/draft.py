"""Pieces and record → the text of a content file: front matter and Markdown body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from builder.importers.outline import Piece

_NEEDS_QUOTES = re.compile(r"[:#]\s|\s#|:\Z|\A[\s\-?:,\[\]{}#&*!|>'\"%@`~]|\s\Z|\A(?:true|false|yes|no|null|~)\Z", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[\]\\`<&]")
_FLOW = re.compile(r"[,\[\]{}]|:\s|://")


def escape(text: str) -> str:
    """A paragraph that Markdown gives back letter by letter."""
    text = re.sub(r"\A([#>+\-])", r"\\\1", escape_inline(text))
    text = re.sub(r"\A(\d+)\.(?=\s|\Z)", r"\1\\.", text)
    return re.sub(r"\A:(?=\s)", "&#58;", text)


def escape_inline(text: str) -> str:
    """The same for text inside a line: a heading's, a cell's."""
    text = re.sub(r"\\(?=[\\`*_{}\[\]()>#+\-.!|])", r"\\\\", text)
    text = re.sub(r"([*`])", r"\\\1", text)
    text = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", text)
    text = re.sub(r"&#?\w+;?", lambda m: m[0] if unescape(m[0]) == m[0] else "&amp;" + m[0][1:], text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    text = text.replace("~~", "&#126;&#126;")
    # All brackets before one closing bracket share its fate; taken together, nothing is read twice.
    return re.sub(
        r"\[[^\]\n]*+(?=(\](?:[(\[:]|\s*\[))?)", lambda m: m[0].replace("[", r"\[") if m[1] else m[0], text
    )


def escape_heading(text: str) -> str:
    """A heading's text: hashes at its end would be read as closing marks."""
    return re.sub(r"(?<!#)(#+)\Z", lambda m: "\\#" * len(m[1]), escape_inline(text))


def to_markdown(pieces: Sequence[Piece]) -> str:
    """The body: one blank line between blocks, ``##`` for level 1."""
    return "\n\n".join(_block(piece) for piece in pieces if piece.text or piece.rows or piece.file) + "\n"


def _block(piece: Piece) -> str:
    if piece.file:
        return f"![{_BRACKETS.sub(lambda m: chr(92) + m[0], piece.text)}]({piece.file})"
    if piece.rows:
        return table(piece.rows)
    if piece.level:
        return "#" * (piece.level + 1) + " " + escape_heading(piece.text)
    return escape(piece.text)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; its first row is the head."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join(_cells(row, width)) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _cells(row: Sequence[str], width: int) -> Iterable[str]:
    for i in range(width):
        cell = row[i] if i < len(row) else ""
        yield escape_inline(cell).replace("|", "\\|")


def to_front_matter(fields: Sequence[tuple[str, object]]) -> str:
    """``key: value`` lines; lists and mappings in one line each, as in design 2."""
    return "\n".join(f"{key}: {_value(value)}".rstrip() for key, value in fields)


def with_waivers(text: str, waivers: Sequence[tuple[str, str]]) -> str:
    """A content file with (rule, reason) pairs added as the last line of its front matter."""
    if not waivers:
        return text
    items = ", ".join(f"{{rule: {rule}, reason: {_scalar(reason, flow=True)}}}" for rule, reason in waivers)
    front, end, body = text.partition("\n---\n")
    return f"{front}\nwaivers: [{items}]{end}{body}"


def _value(value: object) -> str:
    if isinstance(value, dict) and not value:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_scalar(str(v), flow=True)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_scalar(str(v), flow=True) for v in value) + "]"
    return _scalar(str(value), flow=False)


def _scalar(text: str, *, flow: bool) -> str:
    text = re.sub(r"\s+", " ", text)
    if text and (_NEEDS_QUOTES.search(text) or (flow and _FLOW.search(text))):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
