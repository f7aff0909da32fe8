"""Rule data of the figures: canonical indicators, units, wording. Text in, values and problems out.

The package ships ``indicators.yml`` and ``units.yml``; a site's ``content/indicators.yml`` holds the same
keys ``indicators`` and ``units`` and only adds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, cast

from builder.content.fields import Reader
from builder.content.front_matter import Mapping, parse_yaml
from builder.content.topics import repeated_ids
from builder.problems import Location, Problem

Better = Literal["up", "down", "near", ""]
Words = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A canonical indicator: one name for all the ways it is written. ``better`` is the hoped-for direction.

    near: neither more nor less is better than the target (a rate of inflation).
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    theme: str = ""
    better: Better = ""
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What units measure; units.yml says what the columns mean."""

    id: str
    shown_as: str = ""
    converts: bool = False
    is_amount: bool = False
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; ``size`` in the base unit of its dimension, 0 for counting words; ``same_as`` the group it counts alike with."""

    name: str
    dimension: Dimension
    size: float = 0.0
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class FigureData:
    """What one or several rule files say. ``words`` are named lists, ``not_before`` limits units."""

    indicators: tuple[Indicator, ...] = ()
    units: tuple[Unit, ...] = ()
    multipliers: tuple[str, ...] = ()
    not_before: Words = ()
    words: Words = ()

    def plus(self, other: FigureData) -> FigureData:
        """Both, this one's entries first."""
        return FigureData(
            self.indicators + other.indicators,
            self.units + other.units,
            self.multipliers + other.multipliers,
            self.not_before + other.not_before,
            self.words + other.words,
        )


def parse_indicators(text: str, path: str, *, site: bool = True) -> tuple[FigureData, list[Problem]]:
    """Read one rule file. A site's file may name indicators and units; the package's also wording."""
    root, problems = parse_yaml(text, path)
    if not isinstance(root, Mapping):
        if root is not None:
            problems.append(Problem(Location(path, 1), "error", "indicators.shape", "", "不是“键: 值”", "indicators 和 units 两个列表", "改成这种写法"))
        return FigureData(), problems
    r = Reader(root, path, problems)
    data = read_figure_data(r)
    if not site:
        data = data.plus(
            FigureData(
                multipliers=r.texts("multipliers"),
                not_before=_word_lists(r.mapping_at("not_before")),
                words=_word_lists(r.mapping_at("words")),
            )
        )
    r.close()
    _check_unique(data, path, problems)
    return data, problems


def read_figure_data(r: Reader) -> FigureData:
    """The fields of a site's indicators.yml."""
    return FigureData(indicators=r.each("indicators", _indicator), units=tuple(u for group in r.each("units", _units) for u in group))


def _indicator(r: Reader) -> Indicator:
    return Indicator(
        r.identifier("id"),
        r.text("name", required=True),
        r.texts("aliases"),
        r.text("theme"),
        cast(Better, r.choice("better", ("up", "down", "near"))),
        r.mapping.line,
    )


def _units(r: Reader) -> tuple[Unit, ...]:
    sized: list[tuple[str, float]] = []
    for name, size in r.pairs("sizes"):
        number = _size(size)
        if number:
            sized.append((name, number))
        else:
            r.problem("sizes", "indicators.size", f"“{size}”", f"“{name}”折合成基本单位的数，大于 0", "改成数字")
    id_ = r.text("dimension", default="count")
    converts = r.flag("converts", default=bool(sized) and id_ != "count")
    dimension = Dimension(id_, r.text("shown_as"), converts, r.flag("is_amount"), r.flag("is_measured"))
    same_as = r.text("same_as")
    found = (*(Unit(name, dimension, size) for name, size in sized), *(Unit(name, dimension, 0.0, same_as) for name in r.texts("words")))
    for unit in found:
        if not _is_word(unit.name):
            r.problem("sizes" if unit.size else "words", "indicators.unit", f"“{unit.name}”", "数后面的单位，如 公里", "改成单位，不带数字")
    return tuple(unit for unit in found if _is_word(unit.name))


def _is_word(name: str) -> bool:
    """μg/m3 is one; 3 and 3个 are not."""
    return bool(name) and not name[0].isdecimal()


def _size(said: str) -> float:
    """So many of the base unit; 0 where it is no such number."""
    try:
        number = float(said)
    except ValueError:
        return 0.0
    return number if 0 < number < math.inf else 0.0


def _word_lists(r: Reader | None) -> Words:
    if r is None:
        return ()
    return tuple((key.value, r.texts(key.value)) for key, _ in r.mapping.entries)


def _check_unique(data: FigureData, path: str, problems: list[Problem]) -> None:
    problems += repeated_ids(((i.id, i.line) for i in data.indicators), path, "indicators")
    owners: dict[str, Indicator] = {}
    for indicator in data.indicators:
        for name in dict.fromkeys(indicator.names):
            owner = owners.setdefault(name, indicator)
            if owner.id != indicator.id:
                found = f"“{name}”属于两个指标：{owner.id}（第 {owner.line} 行）、{indicator.id}"
                problems.append(
                    Problem(Location(path, indicator.line), "error", "indicators.twice", "aliases", found, "每个名称只属于一个指标", "删去其中一处")
                )
