"""Plain text → lines. Paragraphs that were wrapped at a fixed width become one line again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from builder.content.encoding import decode
from builder.importers.values import Line, Note, Source, table_line
from builder.text import HAN

NAME = "text/1"
SUFFIXES = (".txt", ".text", "")

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANK = " \t\xa0\u3000\u2002\u2003\u2009"
_CORNERS = re.compile("[┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╰╯┏┓┗┛┣┫┳┻╋]")  # boxes drawn around a record or a table
_RULE = re.compile(r"[-=_*~+#—─━═┄┈.·\s|│┃┌┐└┘├┤┬┴┼]{4,}+\Z")
_FINISHED = re.compile(r"[。！？!?；;：:…”’）)》】」]\Z")
_STARTS_NEW = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、.．章部编节是]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)


def read(data: bytes) -> Source:
    """The file's lines without outer blanks; blank ones leave only the mark ``spaced`` on the next."""
    decoded = decode(data)
    lines = to_lines(decoded.text)
    unwrapped = unwrap(lines)
    notes = list(decoded.notes)
    if len(unwrapped) < len(lines):
        notes.append(Note("changed", "", f"把按固定宽度折断的 {len(lines) - len(unwrapped)} 行接回段落"))
    return Source(tuple(_with_tables(unwrapped)), {}, tuple(notes))


def to_lines(text: str) -> list[Line]:
    """Every line that holds something, with its number in the file."""
    lines: list[Line] = []
    spaced = True
    for number, raw in enumerate(text.split("\n"), start=1):
        raw = _CORNERS.sub(" ", "" if _RULE.match(raw) else _INVISIBLE.sub("", raw))
        raw = re.sub("[│┃║]", "\t", raw)
        tidy = raw.strip(_BLANK).replace("\xa0", " ")
        # An empty first cell is a cell: without it all others would stand under the wrong head.
        cells = tuple(cell.strip(_BLANK) for cell in raw.rstrip().split("\t")) if "\t" in tidy else ()
        if tidy:
            lead = raw[: len(raw) - len(raw.lstrip(_BLANK))]
            indented = len(lead.expandtabs(4)) >= 2 or "\u3000" in lead
            rows = (cells,) if cells and max(map(len, cells)) < 60 else ()
            lines.append(Line(number, tidy, indented=indented, spaced=spaced, rows=rows))
        spaced = not tidy
    return lines


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Join lines that a fixed width broke. Left alone unless the file as a whole looks wrapped."""
    width = _wrap_width(lines)
    if not width:
        return list(lines)
    joined: list[Line] = []
    last_width = 0
    for line in lines:
        new_number = _STARTS_NEW.match(line.text) and joined and _FINISHED.search(joined[-1].text)
        goes_on = joined and not line.spaced and not line.indented and last_width >= width - 6 and not new_number
        if goes_on:
            joined[-1] = replace(joined[-1], text=joined[-1].text + _glue(joined[-1].text, line.text) + line.text)
        else:
            joined.append(line)
        last_width = _columns(line.text)
    return joined


def _with_tables(lines: Sequence[Line]) -> list[Line]:
    """Two or more lines in a row that tabs cut into cells are a table; a single one stays text."""
    out: list[Line] = []
    for _, group in itertools.groupby(lines, key=lambda line: bool(line.rows)):
        members = list(group)
        if len(members) > 1 and members[0].rows:
            out.append(table_line(members[0].number, [line.rows[0] for line in members]))
        else:
            out += [replace(line, rows=(), text=line.text.replace("\t", " ")) for line in members]
    return out


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which most lines break in mid-sentence; 0 when the file is not wrapped."""
    widths = sorted(_columns(line.text) for line in lines)
    if len(widths) < 8 or widths[-1] > 160:
        return 0
    full = widths[-1]
    broken = [line for line in lines if _columns(line.text) >= full - 6 and not _FINISHED.search(line.text)]
    return full if len(broken) * 3 >= len(lines) else 0


def _columns(text: str) -> int:
    return sum(2 if re.match(f"[{HAN}\u3000-\u303f\uff00-\uff60“”‘’…—]", c) else 1 for c in text)


def _glue(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha() else ""
