"""Plain text → lines. Paragraphs that were wrapped at a fixed width become one line again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from builder.content.encoding import decode
from builder.importers.record import starts_with_label
from builder.importers.values import Line, Note, Source, table_line
from builder.text import HAN

NAME = "text/1"
SUFFIXES = (".txt", ".text", "")

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANK = " \t\xa0\u3000\u2002\u2003\u2009"
_RULE_ROW = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-+:?)?\s*")  # |---|---| below the head of a table
_CORNERS = re.compile("[┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╰╯┏┓┗┛┣┫┳┻╋]")  # boxes drawn around a record or a table
_RULE = re.compile(r"[-=_*~+#—─━═┄┈.·\s|│┃┌┐└┘├┤┬┴┼]{4,}+\Z")
_NARROWEST = 50  # columns; no program wraps a text narrower: lines of like length below it are items of a list
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


def typed_lines(text: str) -> list[Line]:
    """Paragraphs and tables of a text as it was typed, wherever it was found."""
    return _with_tables(unwrap(to_lines(text)))


def to_lines(text: str) -> list[Line]:
    """Every line that holds something, with its number in the file."""
    lines: list[Line] = []
    spaced = True
    for number, raw in enumerate(text.split("\n"), start=1):
        raw = _CORNERS.sub(" ", "" if _RULE.match(raw) else _INVISIBLE.sub("", raw))
        raw = re.sub("[│┃║]", "\t", raw)
        tidy = raw.strip(_BLANK).replace("\xa0", " ")
        # An empty first cell is a cell: without it all others would stand under the wrong head.
        cells = tuple(cell.strip(_BLANK) for cell in raw.rstrip().split("\t")) if "\t" in tidy else _barred(tidy)
        if tidy:
            lead = raw[: len(raw) - len(raw.lstrip(_BLANK))]
            indented = len(lead.expandtabs(4)) >= 2 or "\u3000" in lead
            rows = (cells,) if cells and max(map(len, cells)) < 60 else ()
            lines.append(Line(number, tidy, indented=indented, spaced=spaced, rows=rows))
        spaced = not tidy
    return lines


def _barred(text: str) -> tuple[str, ...]:
    """The cells of | a | b |, and of a | b | c as portals flatten their tables."""
    bars = [cell.strip(_BLANK) for cell in re.split("[|｜]", text)]
    bordered = len(bars) > 3 and not bars[0] and not bars[-1]
    return tuple(bars[1:-1]) if bordered else tuple(bars) if len(bars) > 2 and all(bars) else ()


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Join lines that a fixed width broke. Left alone unless the file as a whole looks wrapped."""
    width = _wrap_width(lines)
    if not width:
        return list(lines)
    joined: list[Line] = []
    last_width = 0
    for line in lines:
        new_number = _STARTS_NEW.match(line.text) and joined and _FINISHED.search(joined[-1].text)
        of_rows = bool(line.rows or (joined and joined[-1].rows)) or starts_with_label(line.text)
        goes_on = joined and not line.spaced and not line.indented and last_width >= width - 6 and not new_number and not of_rows
        if goes_on:
            joined[-1] = replace(joined[-1], text=joined[-1].text + _glue(joined[-1].text, line.text) + line.text)
        else:
            joined.append(line)
        last_width = _columns(line.text)
    return joined


def _with_tables(lines: Sequence[Line]) -> list[Line]:
    """Two or more lines in a row that tabs cut into cells are a table; a single one stays text."""
    out: list[Line] = []
    lines = [line for line in lines if not _RULE_ROW.fullmatch(line.text)]
    for kind, group in itertools.groupby(lines, key=_kind_of_row):
        members = list(group)
        # Links of a menu stand side by side with bars too: only rows that hold figures are a table.
        is_table = len(members) > 1 if kind == "tab" else kind == "border" or (len(members) > 1 and re.search(r"\d", members[-1].text))
        if kind and is_table:
            out.append(table_line(members[0].number, [line.rows[0] for line in members]))
        else:
            out += [replace(line, rows=(), text=line.text.replace("\t", " ")) for line in members]
    return out


def _kind_of_row(line: Line) -> str:
    """How the cells of a line are parted: a tab, bars around each, bars between as many as in its neighbours; empty for text."""
    if not line.rows:
        return ""
    if "\t" in line.text or len(line.rows[0]) == 1:
        return "tab"
    return "border" if line.text[:1] in "|｜" else f"bars {len(line.rows[0])}"


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which most lines break in mid-sentence; 0 when the file is not wrapped."""
    widths = sorted(_columns(line.text) for line in lines)
    if len(widths) < 8 or not _NARROWEST <= widths[-1] <= 160:
        return 0
    full = widths[-1]
    broken = [line for line in lines if _columns(line.text) >= full - 6 and not _FINISHED.search(line.text)]
    return full if len(broken) * 3 >= len(lines) else 0


def _columns(text: str) -> int:
    return sum(2 if re.match(f"[{HAN}\u3000-\u303f\uff00-\uff60“”‘’…—]", c) else 1 for c in text)


def _glue(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha() else ""
