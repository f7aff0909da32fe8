"""A chart as plain numbers for the template: one labelled bar a value, below each other.

Comes in: comparable values of a series. Goes out: a frozen ``Chart`` in a 320-unit wide drawing. Bars lie
and their labels stand above them, so that the words stay readable on a phone. A table always says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.indicator_series import Comparable
from builder.pages.figures import show_value
from builder.pages.key_figures import KIND_WORDS, figure_text

WIDTH, ROW, BAR, TOP = 320, 48, 14, 20
_CLASSES = {"target": "plan", "actual": "done"}


@dataclass(frozen=True, slots=True)
class Bar:
    """``label`` stands at (0, ``text_y``); the bar is a rectangle; ``kind`` is its class (plan or done)."""

    label: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    id: str
    title: str
    description: str
    width: int
    height: int
    axis_x: float
    bars: tuple[Bar, ...]


def bar_chart(identity: str, title: str, values: Comparable) -> Chart:
    """Targets hollow, results filled; oldest first. Negative values run to the left of the axis."""
    low = min(0.0, *(p.value for p in values.points))
    high = max(0.0, *(p.value for p in values.points))
    scale = WIDTH / (high - low) if high > low else 0.0
    axis = -low * scale
    bars: list[Bar] = []
    said: list[str] = []
    for i, point in enumerate(sorted(values.points, key=lambda p: (p.year, p.kind != "target"))):
        text = figure_text(point.row)
        words = text.change if values.aspect == "growth" else f"{text.lead}{text.number}{text.unit}{text.tail}"
        label = f"{point.year}年{KIND_WORDS[point.kind]} {words}"
        length = max(abs(point.value) * scale, 2.0)
        left = axis if point.value >= 0 else axis - length
        bars.append(Bar(label, _CLASSES[point.kind], _round(left), TOP + i * ROW + 7, _round(length), BAR, TOP + i * ROW))
        said.append(label)
    unit = "增长率，单位%" if values.aspect == "growth" else f"单位{values.unit}"
    return Chart(identity, f"{title}（{unit}）", "；".join(said) + "。", WIDTH, len(bars) * ROW, _round(axis), tuple(bars))


def _round(value: float) -> float:
    return float(show_value(round(value, 1)))
