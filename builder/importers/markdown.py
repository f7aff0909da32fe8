"""Markdown → lines: heads by their #, tables by their bars, the rest as text. Marks of emphasis go, words stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.content.encoding import decode
from builder.content.pipe_tables import cells, table_at
from builder.importers.text import to_lines
from builder.importers.values import Line, Note, Source, table_line

NAME = "markdown/1"
SUFFIXES = (".md", ".markdown")

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BAR = "\0"  # \| on its way: a bar that cuts no cells; decoding leaves no such character


def read(data: bytes) -> Source:
    """The file's lines; a front matter of its own is left out and said so."""
    decoded = decode(data)
    matter = _MATTER.match(decoded.text)
    skipped = matter[0].count("\n") if matter else 0
    raw = decoded.text.replace("\\|", _BAR).split("\n")
    raw[:skipped] = [""] * skipped
    texts = {line.number: line for line in to_lines("\n".join(raw))}
    lines: list[Line] = []
    at = 0
    while at < len(raw):
        end = _table_end(raw, at)
        if end:
            lines.append(_table(raw[at:end], at + 1))
        elif found := texts.get(at + 1):
            lines.append(_line(found))
        at = end or at + 1
    notes = list(decoded.notes)
    if skipped:
        notes.append(Note("changed", "", f"没有读文件开头 {skipped} 行的信息栏；标题、机构、日期等请核对", 1))
    return Source(tuple(lines), {}, tuple(notes))


def _table_end(raw: Sequence[str], at: int) -> int:
    """Behind the last row of the table that begins at a line; 0 where none begins."""
    if not table_at(raw[at : at + 2], raw[at]):
        return 0
    return next((i for i in range(at + 2, len(raw)) if "|" not in raw[i]), len(raw))


def _table(raw: Sequence[str], number: int) -> Line:
    head, _, *body = raw
    bordered = head.strip().startswith("|")
    return table_line(number, [tuple(map(_plain, cells(row, bordered=bordered))) for row in (head, *body)])


def _line(line: Line) -> Line:
    heading = _HEADING.match(line.text)
    if heading:
        return Line(line.number, _plain(heading[2].strip("# \t")), "heading", len(heading[1]), spaced=line.spaced)
    return Line(line.number, _plain(line.text), indented=line.indented, spaced=line.spaced)


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text).replace(_BAR, "|")
