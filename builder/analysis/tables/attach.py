"""What a row of a table says of a figure beside it: growth, rate of completion, rank.

Comes in: the figures of a row by column, and what is to be added. Goes out: the figures with the additions; a growth that has
no figure is a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.tables.heads import Role
from builder.frozen import replace


@dataclass(frozen=True, slots=True)
class Added:
    """``year``: 0 where its head names none; ``alone``: the row that a growth is where no figure stands beside it."""

    role: Role
    value: float
    of_target: bool
    year: int
    text: str
    measure: str
    alone: IndicatorRow


def attach(figures: Mapping[int, IndicatorRow], added: Sequence[tuple[int, Added]]) -> dict[int, IndicatorRow]:
    """The figures of a row, each addition at the one that it is of: the latest year's, its result's, the nearest to the left."""
    cells = dict(figures)
    last = -1
    for place, one in added:
        own = [i for i in cells if _fits(cells[i], one)]
        near = [i for i in own if last < i < place] or [i for i in own if i < place] or [i for i in own if one.role == "rank"]
        if near:
            promised = {row.indicator for row in figures.values() if row.kind == "target" and one.role == "completion"}
            at = max(near, key=lambda i: (cells[i].year, cells[i].kind != "target", cells[i].indicator in promised, i if i < place else -i))
            cells[at] = _with(cells[at], one)
        elif one.role == "growth" and not any(cell.unit == "%" or (cell.year, cell.kind) == (one.alone.year, one.alone.kind) for cell in figures.values()):
            cells[place] = one.alone
        last = place if one.role == "growth" else last
    return cells


def _fits(row: IndicatorRow, one: Added) -> bool:
    """A growth of what is a rate is told in points, whatever its head says; a rate of completion and a rank are of results."""
    if one.role != "growth":
        return row.kind != "target"
    if (one.of_target and row.kind != "target") or row.growth is not None or (row.unit == "%" and "%" not in one.text):
        return False
    return one.year in {0, row.year} and one.measure in row.indicator


def _with(row: IndicatorRow, one: Added) -> IndicatorRow:
    if one.role == "growth":
        return replace(row, growth=one.value)
    if one.role == "completion":
        return replace(row, self_reported=f"完成率{one.text.removesuffix('%')}%")
    return replace(row, rank=one.text)
