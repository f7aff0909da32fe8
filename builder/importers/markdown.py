"""Markdown → lines: heads by their #, tables by their bars, the rest as text. Marks of emphasis go, words stay."""

from __future__ import annotations

import re

from builder.content.pipe_tables import cells, table_at
from builder.importers.encoding import decode
from builder.importers.text import to_lines
from builder.importers.values import Line, Note, Source

NAME = "markdown/1"
SUFFIXES = (".md", ".markdown")

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
_MATTER = re.compile(r"\A\ufeff?---\n.*?\n---\n", re.DOTALL)


def read(data: bytes) -> Source:
    """The file's lines; a front matter of its own is left out and said so."""
    decoded = decode(data)
    matter = _MATTER.match(decoded.text)
    skipped = matter[0].count("\n") if matter else 0
    raw = decoded.text.split("\n")
    texts = {line.number: line for line in to_lines("\n".join(["", *raw[skipped:]]))}
    lines: list[Line] = []
    at = skipped
    while at < len(raw):
        width = table_at(raw[at : at + 2], raw[at])
        if width:
            end = at + 2
            while end < len(raw) and "|" in raw[end]:
                end += 1
            lines.append(_table(raw[at:end], at + 1))
            at = end
            continue
        found = texts.get(at - skipped + 2)
        if found:
            lines.append(_line(found, at + 1))
        at += 1
    notes = list(decoded.notes)
    if skipped:
        notes.append(Note("changed", "", f"没有读文件开头 {skipped} 行的信息栏；标题、机构、日期等请核对", 1))
    return Source(tuple(lines), {}, tuple(notes))


def _table(raw: list[str], number: int) -> Line:
    bordered = raw[0].strip().startswith("|")
    rows = tuple(tuple(_plain(cell) for cell in cells(line, bordered=bordered)) for k, line in enumerate(raw) if k != 1)
    return Line(number, " ".join(cell for row in rows for cell in row), "table", rows=rows)


def _line(line: Line, number: int) -> Line:
    heading = _HEADING.match(line.text)
    if heading:
        return Line(number, _plain(heading[2].strip("# \t")), "heading", len(heading[1]), spaced=line.spaced)
    return Line(number, _plain(line.text), indented=line.indented, spaced=line.spaced)


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text).replace("\\|", "|")
