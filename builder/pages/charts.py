"""A chart as plain numbers for the template: one labelled bar a value, below each other.

Comes in: comparable values of a series. Goes out: a frozen ``Chart``. Widths are per cent and heights em, so that
the drawing fills its column and its words keep the size of the text around. A table always says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.indicator_series import Comparable
from builder.pages.key_figures import KIND_WORDS, figure_beside_kind, kind_word

WIDTH, ROW, BAR, TOP, APART = 100, 3.2, 0.9, 1.2, 0.55
_CLASSES = {"target": "plan", "actual": "done"}
_LEGEND = {"plan": "空心虚线是", "done": "实心是"}
_OTHER_WAY = {("growth", "level"): "认出的是总量，不是增幅", ("level", "growth"): "认出的是增幅，不是总量"}
_APART = {"stage": "完工和开工、新增和总量不是一回事", "state": "是现状，不是做成的", "span": "说的是几年", "undated": "没有写明年份"}
_ONE_HALF = {"actual": "没有哪一年的目标和结果都有，图里只画目标", "target": "没有哪一年的目标和结果都有，图里只画结果"}
_HALVES = {**KIND_WORDS, "actual": "结果"}  # of several figures: which of them are said to be done is told beside each


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
    """``legend`` explains what is drawn and nothing else; ``notes`` name the figures that cannot be drawn beside it."""

    title: str
    description: str
    width: int
    height: float
    axis_x: float
    bars: tuple[Bar, ...]
    legend: str
    notes: tuple[str, ...] = ()


def chart_of(title: str, values: Comparable | None, least: int = 2) -> Chart | None:
    """None of fewer than ``least`` years: two figures of one year stand side by side in the table already."""
    return bar_chart(title, values) if values and len({p.year for p in values.points}) >= least else None


def bar_chart(title: str, values: Comparable) -> Chart:
    """Targets hollow, results filled; oldest first. Negative values run to the left of the axis."""
    low = min(0.0, *(p.value for p in values.points))
    high = max(0.0, *(p.value for p in values.points))
    scale = (WIDTH - 1) / (high - low) if high > low else 0.0  # the line around a bar needs a little of the width
    axis = -low * scale
    bars: list[Bar] = []
    said: list[str] = []
    for i, point in enumerate(sorted(values.points, key=lambda p: (p.year, p.kind != "target"))):
        text = figure_beside_kind(point.row)
        value = f"{text.lead}{text.number}{text.unit}{text.tail}"  # of 涨幅2%左右 too, whose name says that it is a growth
        words = (text.change or value) if values.aspect == "growth" else value
        label = f"{point.year}年{kind_word(point.row)} {words}" + ("（核）" if point.row.reviewed else "")
        length = max(abs(point.value) * scale, 0.6)
        left = axis if point.value >= 0 else axis - length
        bars.append(Bar(label, _CLASSES[point.kind], _round(left), _round(TOP + APART + i * ROW), _round(length), BAR, _round(TOP + i * ROW)))
        said.append(label)
    unit = "增长率，单位%" if values.aspect == "growth" else f"单位{values.unit}"
    drawn = {b.kind for b in bars}
    kinds = [(_CLASSES[p.kind], kind_word(p.row)) for p in values.points]
    legend = "，".join(words + "、".join(dict.fromkeys(w for k, w in kinds if k == kind)) for kind, words in _LEGEND.items() if kind in drawn)
    if len(drawn) > 1 and len({p.year for p in values.points}) > 1:
        legend += "，同一年的才能互相比"
    return Chart(
        f"{title}（{unit}）",
        "；".join(said) + "。",
        WIDTH,
        _round(len(bars) * ROW),
        _round(axis),
        tuple(bars),
        legend,
        _notes(values),
    )


def _notes(values: Comparable) -> tuple[str, ...]:
    """2023年、2024年结果：认出的是总量，不是增幅. Nothing is left out in silence; what is left out for one reason is told at once."""
    years: dict[str, list[str]] = {}
    for year, kind, why in values.left_out:
        said = _HALVES[kind]
        reason = _ONE_HALF[kind] if why == "year" else _APART.get(why) or _OTHER_WAY.get((values.aspect, why), "说法不同")
        years.setdefault(f"{said}：{reason}。" if why == "year" else f"{said}：{reason}，不在图里。", []).append(f"{year}年")
    for point in values.points:
        if point.row.value_max is not None:
            years.setdefault(f"{kind_word(point.row)}：写的是一个范围，图里画的是前面那个数。", []).append(f"{point.year}年")
    return tuple("、".join(dict.fromkeys(own)) + words for words, own in years.items())


def _round(value: float) -> float:
    """Whole where it can be: 100, not 100.0, and never -0.0."""
    short = round(value, 2)
    return int(short) if short == int(short) else short
