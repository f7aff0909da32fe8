"""Writes lines that remember where in the source each began, while parts of the source are left out or divided."""

from __future__ import annotations

import re
from bisect import bisect_right

from builder.content.opaque import TAG, Line


class LineWriter:
    """``lines``: what is written. ``in_block``: an HTML block is open, lines belong to it. Places are offsets in the source."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source, self.first_line = source, first_line
        self.starts = [0, *(m.end() for m in re.finditer("\n", source))]
        self.lines: list[Line] = []
        self.in_block = False
        self._pieces: list[str] = []
        self._number = first_line
        self._raw = False

    def line(self, at: int) -> int:
        """The line of the file that a place stands on."""
        return self.first_line + bisect_right(self.starts, at) - 1

    @property
    def at_line_start(self) -> bool:
        """Is nothing but blanks written on this line yet?"""
        return not any(piece.strip() for piece in self._pieces)

    @property
    def last(self) -> str:
        """The character written last on this line, tags apart; empty at its start."""
        return next((text[-1] for piece in reversed(self._pieces) if (text := TAG.sub("", piece))), "")

    def write(self, start: int, end: int) -> None:
        """A part of the source, with its line ends."""
        first, *more = self.source[start:end].split("\n")
        self.put(first, start)
        for part in more:
            self.end_line()
            start = self.source.index("\n", start) + 1
            self.put(part, start)

    def put(self, text: str, at: int) -> None:
        """A text without line ends that stands for what is at this place of the source."""
        if text:
            if not self._pieces:
                self._number = self.line(at)
            self._pieces.append(text)
            self._raw = self._raw or self.in_block

    def catch_up(self, at: int) -> None:
        """Begin a new line when line ends of the source were left out, so that what follows knows its place."""
        if not self.at_line_start and self._number != self.line(at):
            self.end_line()

    def end_line(self) -> None:
        self.lines.append(Line(self._number, "".join(self._pieces), self._raw))
        self._pieces = []
        self._raw = self.in_block

    def end_paragraph(self) -> None:
        """A blank line here, whatever the source has."""
        if not self.at_line_start:
            self.end_line()
        self._raw = False
        self.end_line()
