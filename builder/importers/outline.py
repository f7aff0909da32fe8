"""Entries of a document → headings and paragraphs with levels (GB/T 9704-2012, 7.3.3).

一、 is level 1, (一) level 2 and so on; 第一部分 above 一、 pushes the others down; 1. directly under
一、 is level 2. The level of a heading is its depth among the headings that stand open above it, so
any numbering nests rightly. Run-in heads (一是) stay in their paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.importers.heading_lines import SERIES, Entry, read_entries
from builder.importers.unnumbered import rank_unnumbered
from builder.importers.values import Line, Note
from builder.text import fold

_CONTENTS = re.compile(r"目\s*录")
_MARK = 10  # characters: enough to find a paragraph by
_TOP = 6  # of a series that stands under nothing: like 第一部分


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (``level`` > 0), a paragraph (``level`` 0), a table (``rows``) or a picture (``file``; ``text`` says what it shows) with its source line."""

    text: str
    line: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    inline: bool = False
    file: str = ""


def find_outline(lines: Sequence[Line]) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """The pieces of a document in order; lines that stand apart (byline, signature) are never headings."""
    entries = rank_unnumbered(_rank_series(_drop_contents(read_entries(lines))))
    pieces: list[Piece] = []
    notes: list[Note] = []
    stack: list[int] = []
    for entry in entries:
        if not entry.rank:
            pieces.append(Piece(entry.text, entry.line.number, rows=entry.line.rows))
            continue
        while stack and stack[-1] >= entry.rank:
            stack.pop()
        stack.append(entry.rank)
        pieces.append(Piece(entry.text, entry.line.number, min(len(stack), 5), inline=entry.inline))
    inline = [p for p in pieces if p.inline]
    if inline:
        notes.append(Note("changed", "", f"{len(inline)} 处与正文同行的层次标题另起一行，标题后的句号不再保留", inline[0].line))
    stopped = [e for e in entries if e.rank and not e.inline and e.line.text.rstrip().endswith("。") and not e.text.endswith("。")]
    if stopped:
        notes.append(Note("changed", "", f"{len(stopped)} 处单独成行的层次标题，末尾的句号不再保留", stopped[0].line.number))
    if not any(p.level for p in pieces):
        notes.append(Note("missing", "", "没有认出层次标题（一、（一）1.），全文不分节"))
    return tuple(pieces), tuple(notes)


def page_marks(pieces: Sequence[Piece]) -> str:
    """From the second page on, where each begins: ``2 二、民生｜3 新建学校``. Words, as lines move when a draft is edited."""
    first: dict[int, str] = {}
    for piece in pieces:
        words = next((cell for cell in piece.rows[0] if cell), "") if piece.rows else piece.text
        if words and not piece.file:
            first.setdefault(piece.line, re.sub(r"\s+|｜", " ", words)[:_MARK])
    return "｜".join(f"{page} {words}" for page, words in sorted(first.items()) if page > 1)


def _rank_series(entries: list[Entry]) -> list[Entry]:
    """第一， and 一是 on lines of their own rank just below the heading they first stand under."""
    out: list[Entry] = []
    stack: list[int] = []
    rank = 0
    for entry in entries:
        if entry.rank == SERIES:
            if not rank or (entry.value == 1 and rank not in stack):
                rank = stack[-1] + 1 if stack else _TOP
            entry = replace(entry, rank=rank)
        if entry.rank:
            stack = [r for r in stack if r < entry.rank] + [entry.rank]
        out.append(entry)
    return out


def _drop_contents(entries: list[Entry]) -> list[Entry]:
    """A table of contents is a run of headings without text that all come again later."""
    run = 0
    while run < len(entries) and not entries[run].rank:
        run += 1
    start = run
    while run < len(entries) and entries[run].rank:
        run += 1
    listed = entries[start:run]
    # With no text before it, the first real heading follows the list at once.
    again_at = next((i for i in range(start + 3, run) if _key(entries[i].text) == _key(entries[start].text)), run)
    if again_at < run:
        return [e for e in entries[:start] if not _CONTENTS.fullmatch(e.text)] + entries[again_at:]
    later = {_key(e.text) for e in entries[run:] if e.rank}
    again = [e for e in listed if _key(e.text) in later]
    if len(listed) < 3 or len(again) * 3 < len(listed) * 2:
        return entries
    end = max(i for i in range(start, run) if _key(entries[i].text) in later) + 1
    return [e for e in entries[:start] if not _CONTENTS.fullmatch(e.text)] + entries[end:]


def _key(text: str) -> str:
    return fold(text).rstrip("0123456789").rstrip(".·…")
