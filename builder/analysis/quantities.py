"""What a figure says as an interval that can be compared: unit, size, bounds.

Comes in: indicator rows and the unit table. Goes out: ``Quantity`` values. Only units that measure the
same thing share a scale; 人 and 人次, 户 and 人 never do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from builder.analysis.figures.rows import IndicatorRow
from builder.frozen import quick

Aspect = Literal["level", "growth", "delta", "cumulative", "completion", "average", "rank"]

# How far a rounded figure may lie from what is printed: 余, 超 round down, 近 and 约 to either side.
ROUNDED_DOWN, ROUNDED = 0.1, 0.05
_OPEN = 1e18  # more than anything counted
_ROUNDED = re.compile("[余多来]")
RATE_NAME = re.compile(r"(?:涨幅|增幅|增速|增长率|增长速度)$")

_ASPECTS: dict[str, Aspect] = {
    "growth": "growth",
    "delta": "delta",
    "cumulative": "cumulative",
    "completion": "completion",
    "over_completion": "completion",
    "annual_average": "average",
    "multi_year_growth": "average",
    "rank": "rank",
}


class UnitTable(Protocol):
    """The part of the indicator rules that knows units."""

    def scale(self, unit: str) -> str: ...

    def factor(self, unit: str) -> float: ...


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure on a scale: ``low`` and ``high`` in the scale's base unit, ``sign`` as printed (ge, approx …).

    ``rounding``: half of the last printed decimal, 0 for whole numbers: 61.47 reaches 61.5, but 4.9 does not reach 5.
    ``rounded``: the words only round down (860余); 9%以上 leaves open how much more it is.
    """

    aspect: Aspect
    scale: str
    low: float
    high: float
    sign: str
    rounding: float = 0.0
    rounded: bool = True

    @property
    def bounds(self) -> tuple[float, float]:
        """The values that the printed words leave open."""
        slack = abs(self.high)
        down = slack * ROUNDED_DOWN if self.rounded else _OPEN
        match self.sign:
            case "ge" | "gt" if self.low < 0:  # 下降超过5%: further down
                return self.low - down, self.high
            case "ge" | "gt":
                return self.low, self.high + down
            case "le" | "lt":
                return min(0.0, self.low), max(0.0, self.high)
            case "approx":
                return self.low - slack * ROUNDED, self.high + slack * ROUNDED
            case _:
                return self.low, self.high


def aspect_of(row: IndicatorRow) -> Aspect:
    """Which side of its indicator a row measures; a growth rate's own name (涨幅) makes its level a growth."""
    aspect = _ASPECTS.get(row.measure, "level")
    if aspect == "level" and row.value is None and row.growth is not None:
        return "growth"
    if aspect == "level" and row.value is None:
        return "rank"
    if aspect == "level" and row.unit == "%" and RATE_NAME.search(row.indicator):
        return "growth"
    return aspect


def quantities(row: IndicatorRow, units: UnitTable) -> tuple[Quantity, ...]:
    """What a row states, main figure first: 165亿元，增长9% is a level and a growth."""
    aspect = aspect_of(row)
    found: list[Quantity] = []
    if aspect == "growth":
        value = row.growth if row.growth is not None else row.value
        if value is not None:
            high = row.value_max if _is_range(row, value) else None
            found.append(_quantity("growth", "percent", value, high, row.comparison, _half_step(value), rounded=_is_rounded(row.comparison, row.qualifier)))
    elif row.value is not None:
        scale, factor = scale_of(row.unit, units)
        found.append(
            _quantity(
                aspect,
                scale,
                row.value * factor,
                None if row.value_max is None else row.value_max * factor,
                row.comparison,
                _half_step(row.value) * factor,
                rounded=_is_rounded(row.comparison, row.qualifier),
            )
        )
        if aspect == "level" and row.growth is not None:
            sign, printed = row.growth_comparison, row.growth_qualifier
            found.append(_quantity("growth", "percent", row.growth, None, sign, _half_step(row.growth), rounded=_is_rounded(sign, printed)))
    return tuple(found)


def without_passed(rows: Sequence[IndicatorRow], units: UnitTable) -> list[IndicatorRow]:
    """Rows of a report without thresholds that were only passed: of 突破2万亿元、达到23562亿元 the level reached is the result."""
    return [row for row, after in zip(rows, (*rows[1:], None), strict=False) if after is None or not _is_passed(row, after, units)]


def _is_passed(row: IndicatorRow, after: IndicatorRow, units: UnitTable) -> bool:
    if row.comparison not in {"ge", "gt"} or after.comparison != "eq" or row.paragraph != after.paragraph or row.value is None or after.value is None:
        return False
    one_thing = (row.kind, row.year, row.indicator, row.scope, row.measure) == (after.kind, after.year, after.indicator, after.scope, after.measure)
    (scale, factor), (other, size) = scale_of(row.unit, units), scale_of(after.unit, units)
    return one_thing and row.kind == "actual" and after.start <= row.value_start < after.value_start and scale == other and row.value * factor <= after.value * size


def _is_range(row: IndicatorRow, low: float) -> bool:
    return row.value_max is not None and row.value_max >= low


def _half_step(value: float) -> float:
    decimals = f"{value:.10g}".partition(".")[2]
    return 0.5 * 10.0 ** -len(decimals) if decimals else 0.0


def _is_rounded(sign: str, printed: str) -> bool:
    """860余株, 超550万: somewhat more. 9%以上, 不少于9%: more, and it is not said how much."""
    return sign != "ge" or bool(_ROUNDED.search(printed))


def _quantity(aspect: Aspect, scale: str, low: float, high: float | None, sign: str, rounding: float, *, rounded: bool) -> Quantity:
    return Quantity(aspect, scale, low, low if high is None else high, "eq" if sign == "range" else sign, rounding, rounded)


def scale_of(unit: str, units: UnitTable) -> tuple[str, float]:
    """(name of the scale, size of one printed unit on it): 万亩 → area, 6666667; 万人次 → 人次, 10000."""
    return units.scale(unit), units.factor(unit)
