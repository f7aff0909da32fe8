"""What a figure says as an interval that can be compared: unit, size, bounds.

Comes in: indicator rows and the unit table. Goes out: ``Quantity`` values. Only units that measure the
same thing share a scale; 人 and 人次, 户 and 人 never do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from builder.analysis.figures import several_years
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.numerals import fold_width
from builder.analysis.things import lexicon

Aspect = Literal["level", "growth", "delta", "cumulative", "completion", "average", "rank"]

# In these dimensions the unit table's sizes convert; in the others (微克/立方米, 元/亩, 天) only equal units compare.
CONVERTIBLE = frozenset(
    {"percent", "points", "times", "money", "usd", "hkd", "eur", "area", "length", "volume", "mass", "power", "energy"}
)
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

    def dimension(self, unit: str) -> str: ...

    def bare_unit(self, unit: str) -> str: ...

    def factor(self, unit: str) -> float: ...


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


def _words_before(row: IndicatorRow) -> str:
    """The words of the row's clause before its number."""
    return re.split("[,;:。]", fold_width(row.quote[: max(0, row.value_start - row.start)]))[-1]


def adds_up(row: IndicatorRow) -> bool:
    """新建公园3座: what was done in the time spoken of."""
    return row.value is not None and several_years.adds_up(_words_before(row))


def says_again(row: IndicatorRow) -> bool:
    """再推出150项, 新增150项: does it come on top of what there is?"""
    return row.value is not None and bool(re.search("再|新|增", _words_before(row)))


def is_yearly(row: IndicatorRow) -> bool:
    """每年实施20项: a habit of several years, which says nothing of one."""
    return bool(re.search("每年", _words_before(row)))


def is_held(row: IndicatorRow) -> bool:
    """公园达到30座: what there is in all."""
    return row.value is not None and several_years.is_reached(_words_before(row))


def quantities(row: IndicatorRow, units: UnitTable) -> tuple[Quantity, ...]:
    """What a row states, main figure first: 165亿元，增长9% is a level and a growth."""
    aspect = aspect_of(row)
    found: list[Quantity] = []
    if aspect == "growth":
        value = row.growth if row.growth is not None else row.value
        if value is not None:
            high = row.value_max if _is_range(row, value) else None
            found.append(_quantity("growth", "percent", value, high, row.comparison, _half_step(value), rounded=_is_rounded(row)))
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
                rounded=_is_rounded(row),
            )
        )
        if aspect == "level" and row.growth is not None:
            found.append(_quantity("growth", "percent", row.growth, None, growth_sign(row), _half_step(row.growth), rounded=True))
    return tuple(found)


def _is_range(row: IndicatorRow, low: float) -> bool:
    return row.value_max is not None and row.value_max >= low


def _half_step(value: float) -> float:
    decimals = f"{value:.10g}".partition(".")[2]
    return 0.5 * 10.0 ** -len(decimals) if decimals else 0.0


def _is_rounded(row: IndicatorRow) -> bool:
    """860余株, 超550万: somewhat more. 9%以上, 不少于9%: more, and it is not said how much."""
    printed = row.qualifier or row.quote[max(0, row.value_start - row.start) : max(0, row.value_end - row.start)]
    return row.comparison != "ge" or bool(_ROUNDED.search(printed))


def _quantity(aspect: Aspect, scale: str, low: float, high: float | None, sign: str, rounding: float, *, rounded: bool) -> Quantity:
    return Quantity(aspect, scale, low, low if high is None else high, "eq" if sign == "range" else sign, rounding, rounded)


def scale_of(unit: str, units: UnitTable) -> tuple[str, float]:
    """(name of the scale, size of one printed unit on it): 万亩 → area, 6666667; 万人次 → 人次, 10000."""
    dimension, factor = units.dimension(unit), units.factor(unit)
    if dimension in CONVERTIBLE:
        return dimension, factor
    bare = units.bare_unit(unit)
    return lexicon().counters.get(bare, bare), factor


_NUMBER = r"\d+(?:\.\d+)?"


def growth_sign(row: IndicatorRow) -> str:
    """The qualifier of the growth beside a level: the row's own sign belongs to the level."""
    if row.growth is None:
        return "eq"
    number = re.escape(f"{abs(row.growth):g}").replace(r"\.", "[.．]")
    match = re.search(rf"(约|近|超过?|逾|不低于|高于|不超过|低于)?{number}0*\s*[%％](左右|以上|以内|以下)?", row.quote)
    if not match:
        return "eq"
    word = match[2] or match[1] or ""
    signs = {
        "左右": "approx",
        "约": "approx",
        "近": "approx",
        "以上": "ge",
        "不低于": "ge",
        "以内": "le",
        "以下": "le",
        "不超过": "le",
        "低于": "lt",
    }
    return signs.get(word, "gt" if word else "eq")
