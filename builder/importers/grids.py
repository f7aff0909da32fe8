"""Rows of cells that span columns and rows → full rows, as a table in Markdown needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_FIGURE = re.compile(r"[\d.,%‰+\-]+")
_WHOLE = 8  # columns; a cell across so many is a title


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, how many columns and rows it covers."""

    text: str
    wide: int = 1
    deep: int = 1


def spread(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, ...]]:
    """The rows of a table. Words that span cells stand in each of them, in the head side by side too; a number stands once."""
    below: dict[int, tuple[int, str]] = {}
    head = 1  # rows of the head: as deep as the deepest cell of the first
    for place, row in enumerate(rows):
        cells: list[str] = []
        _hang(cells, below)
        for cell in row:
            words = "" if _FIGURE.fullmatch(cell.text) else cell.text
            head = max(head, cell.deep) if place == 0 else head
            beside = words if place < head and cell.wide < _WHOLE else ""
            for own in (cell.text, *[beside] * (cell.wide - 1)):
                if cell.deep > 1:
                    below[len(cells)] = (cell.deep - 1, words)
                cells.append(own)
                _hang(cells, below)
        if any(cells):
            yield tuple(cells)


def _hang(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Fill the next columns with what spans down into them. ``below``: column → (rows that a cell still spans, its words)."""
    while len(cells) in below:
        rows, words = below.pop(len(cells))
        if rows > 1:
            below[len(cells)] = (rows - 1, words)
        cells.append(words)
