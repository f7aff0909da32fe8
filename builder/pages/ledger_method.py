"""/ledger/method/: how the ledger is made, in plain words, from the rule data in use."""

from __future__ import annotations

from dataclasses import dataclass

from builder.analysis.quantities import CONVERTIBLE
from builder.content.measured import Measured, read_measured
from builder.defaults import read_default
from builder.pages.collection import Collection
from builder.pages.ledger_views import STATUSES, Status
from builder.pages.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """A canonical indicator: ``better`` in words (越高越好), empty when neither way is hoped for."""

    id: str
    name: str
    aliases: tuple[str, ...]
    better: str


@dataclass(frozen=True, slots=True)
class IndicatorTheme:
    title: str
    indicators: tuple[NamedIndicator, ...]


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one dimension; ``converts`` tells whether they are converted into each other."""

    title: str
    units: tuple[str, ...]
    converts: bool


@dataclass(frozen=True, slots=True)
class MethodView:
    """``accounts``: the kinds whose documents give account of their year; ``others``: those that do not."""

    statuses: tuple[Status, ...]
    accounts: tuple[str, ...]
    others: tuple[str, ...]
    themes: tuple[IndicatorTheme, ...]
    units: tuple[UnitGroup, ...]
    multipliers: tuple[str, ...]
    qualifiers: tuple[tuple[str, tuple[str, ...]], ...]
    targets: tuple[str, ...]
    results: tuple[str, ...]
    indicators: int
    measured: tuple[Measured, ...]
    figures: int
    reviewed: int
    promises: int
    pairs: int


_DIMENSIONS = {
    "percent": "百分比", "points": "百分点", "times": "倍数", "money": "人民币", "usd": "美元", "hkd": "港元", "eur": "欧元", "area": "面积",
    "length": "长度", "volume": "体积", "mass": "重量", "power": "功率", "energy": "电量", "density": "浓度", "transport": "运输量",
    "price": "单价", "duration": "时间", "count": "计数", "age": "年龄",
}  # fmt: skip
_SIGNS = {"ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约数"}
_BETTER = {"up": "越高越好", "down": "越低越好", "near": "接近目标为好", "": ""}


def method_page(c: Collection) -> Page:
    """The rules as data show them: nothing here is written by hand but the sentences around the lists."""
    rules = c.facts.rules
    themes: dict[str, list[NamedIndicator]] = {}
    for i in rules.indicators:
        themes.setdefault(i.theme or "其他", []).append(NamedIndicator(i.id, i.name, i.aliases, _BETTER[i.better]))
    dimensions: dict[str, list[str]] = {}
    for unit in rules.units.values():
        dimensions.setdefault(unit.dimension, []).append(unit.name)
    signs: dict[str, list[str]] = {}
    for word, sign in (*rules.before.items(), *rules.after.items()):
        if word not in signs.setdefault(sign, []):
            signs[sign].append(word)
    view = MethodView(
        STATUSES,
        tuple(k.name for k in c.kinds if k.gives_account),
        tuple(k.name for k in c.kinds if not k.gives_account),
        tuple(IndicatorTheme(name, tuple(found)) for name, found in themes.items()),
        tuple(UnitGroup(_DIMENSIONS.get(d, d), tuple(names), d in CONVERTIBLE) for d, names in dimensions.items()),
        tuple(rules.multipliers),
        tuple((_SIGNS[s], tuple(words)) for s, words in signs.items() if s in _SIGNS),
        rules.words.get("target", ()),
        rules.words.get("actual", ()),
        len(rules.indicators),
        read_measured(read_default("measured.yml")),
        sum(len(rows) for rows in c.facts.rows.values()),
        sum(bool(row.reviewed) for rows in c.facts.rows.values() for row in rows),
        len(c.facts.ledger),
        sum(bool(row.reviewed) for row in c.facts.ledger),
    )
    crumbs = (Crumb("指标台账", "ledger/"), Crumb("台账怎样算"))
    return Page(
        "ledger/method/",
        "ledger_method",
        "台账怎样算",
        view,
        "数字怎样提取、怎样配对、怎样判断，用到的指标、单位和说法",
        crumbs,
        "ledger",
    )
