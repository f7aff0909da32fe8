"""The rule data made ready: one frozen object, built once and passed in.

Comes in: the text of the rule files. Goes out: ``IndicatorRules`` with its patterns compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from builder.analysis.figures.grammar import Grammar, alternatives
from builder.analysis.numerals import ARABIC, CHINESE, fold_width
from builder.content.indicators import Dimension, FigureData, Indicator, Unit, Words, parse_indicators
from builder.content.lexicon import ClosedClass, Rule, parse_lexicon, parse_rules
from builder.defaults import default_words, read_default
from builder.frozen import replace
from builder.problems import Location, Problem
from builder.text import CN_BIG, CN_UNITS


@dataclass(frozen=True, eq=False)
class IndicatorRules:
    """Everything the figure extraction knows about units, names and wording."""

    indicators: tuple[Indicator, ...]
    units: Mapping[str, Unit]
    multipliers: Mapping[str, float]
    dimensions: Mapping[str, Dimension]
    words: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, str]  # qualifiers behind a unit, longest first: 以上 → ge
    lexicon: tuple[ClosedClass, ...]
    grammar: Grammar
    names: Mapping[str, Indicator]
    reordered: Mapping[str, Indicator]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        return {i.id: i for i in reversed(self.indicators)}

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset("".join(self.reordered))

    def in_other_order(self, keys: Iterable[str]) -> Indicator | None:
        """The first indicator that one of the keys names with its characters in another order."""
        known = (k for k in keys if len(k) >= _REORDERED and self._letters.issuperset(k))
        return next(filter(None, (self.reordered.get(characters(k)) for k in known)), None)

    def without(self, rule: str) -> IndicatorRules:
        """The same, with one rule switched off."""
        return replace(self, grammar=self.grammar.without(rule))

    def dimension(self, unit: str) -> str:
        """money, area, percent …; count for anything that is only counted."""
        bare = self.bare_unit(unit)
        known = self.units.get(bare) or self.units.get(bare.partition("/")[0])  # 万吨/年 measures as 吨 does
        return known.dimension.id if known else "count"

    def scale(self, unit: str) -> str:
        """What a unit is compared as: its dimension where sizes convert, its group (things, people), else itself."""
        bare = self.bare_unit(unit)
        known = self.units.get(bare)
        if known and self.dimensions[known.dimension.id].converts:
            return known.dimension.id
        return (known.same_as if known else "") or bare

    def bare_unit(self, unit: str) -> str:
        """万平方米 → 平方米."""
        if unit in self.units:
            return unit
        prefix = next((m for m in self.multipliers if unit.startswith(m)), "")
        return unit[len(prefix) :]

    def factor(self, unit: str) -> float:
        """What one printed unit is in its dimension's base unit: 亿元 → 1e8, 亩 → 666.67."""
        bare = self.bare_unit(unit)
        prefix = unit[: len(unit) - len(bare)]
        known = self.units.get(bare)
        return self.multipliers.get(prefix, 1.0) * (known.size if known and known.size else 1.0)

    def canonical(self, name: str) -> Indicator | None:
        """The canonical indicator that goes by this very name, with or without a 的 (居民的人均可支配收入)."""
        key = _key(name)
        return self.names.get(key) or self.names.get(key.replace("的", ""))


_MARKS = re.compile(r"[\"'“”‘’《》\s]+")


_ROMAN = str.maketrans({"ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv", "ⅴ": "v"})  # one character or letters


def indicator_key(name: str) -> str:
    """Key under which names are the same: case, quotation marks, how Ⅲ is written and 规上 do not matter. Takes folded text."""
    key = _MARKS.sub("", name).lower().translate(_ROMAN)
    for word, full in _short_forms():
        key = key.replace(word, full)
    return key


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    return next(c.stands_for for c in shipped_lexicon()[0] if c.id == "short")


def _key(name: str) -> str:
    return indicator_key(fold_width(name))


@cache
def default_data() -> FigureData:
    """The rule data that the package ships."""
    data = FigureData()
    for name in ("indicators.yml", "units.yml"):
        read, problems = parse_indicators(read_default(name), name, site=False)
        assert not problems, problems
        data = data.plus(read)
    return data


def load_rules(site_text: str = "", path: str = "content/indicators.yml") -> tuple[IndicatorRules, list[Problem]]:
    """The shipped rules plus what a site's ``content/indicators.yml`` adds."""
    rules, problems = _loaded(site_text, path)
    return rules, list(problems)


@lru_cache(maxsize=2)
def _loaded(site_text: str, path: str) -> tuple[IndicatorRules, tuple[Problem, ...]]:
    """Pure, and half a second of compiling patterns: a build asks twice, a preview at each change."""
    data = default_data()
    problems: list[Problem] = []
    if site_text.strip():
        added, problems = parse_indicators(site_text, path)
        problems += _check_added(data, added, path)
        data = data.plus(added)
    return make_rules(data), tuple(problems)


def _check_added(shipped: FigureData, added: FigureData, path: str) -> list[Problem]:
    """A site's indicators against the package's: an id means one thing, and a name that is taken would have no effect.

    Repeating a shipped id together with its name is the way to give that indicator further aliases.
    """
    problems: list[Problem] = []
    names = {i.id: i.name for i in shipped.indicators}
    owners = {_key(name): i.id for i in reversed(shipped.indicators) for name in i.names}
    own = {unit.name: unit.dimension.id for unit in reversed(shipped.units)}
    for unit in added.units:
        if unit.name in own:
            found = f"“{unit.name}”是随程序提供的单位（{own[unit.name]}），写在这里不起作用"
            problems.append(Problem(Location(path, 1), "warning", "indicators.shipped-unit", "units", found, "随程序没有的单位", "删去它"))
    for indicator in added.indicators:
        place = Location(path, indicator.line)
        name = names.get(indicator.id, indicator.name)
        if name != indicator.name:
            found = f"“{indicator.id}”是随程序提供的“{name}”"
            problems.append(
                Problem(place, "error", "indicators.duplicate-id", "id", found, "每个 id 只用一次", f"改用另一个 id；只加别名的，name 写“{name}”")
            )
            continue
        for taken in dict.fromkeys(indicator.names):
            owner = owners.get(_key(taken), indicator.id)
            if owner != indicator.id:
                found = f"“{taken}”是随程序提供的指标 {owner}（{names[owner]}），写在这里不起作用"
                action, field = f"删去它；要加别名，用 id {owner}", "name" if taken == indicator.name else "aliases"
                problems.append(Problem(place, "warning", "indicators.shipped-name", field, found, "每个名称只属于一个指标", action))
    return problems


def characters(key: str) -> str:
    """The same for 公办学位新增 and 新增公办学位."""
    return "".join(sorted(key))


def _reordered(names: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Names of five characters and more by their characters; those that two indicators share name none."""
    found: dict[str, Indicator] = {}
    shared: set[str] = set()
    for name, indicator in names.items():
        key = characters(name)
        if len(key) >= _REORDERED and found.setdefault(key, indicator).id != indicator.id:
            shared.add(key)
    return {key: indicator for key, indicator in found.items() if len(key) >= _REORDERED and key not in shared}


_REORDERED = 5
_MULTIPLES = CN_UNITS | CN_BIG
_SIGNS = ("gt", "ge", "approx", "le", "lt")
_RATES = {"percent", "points", "times"}


@cache
def shipped_lexicon() -> tuple[tuple[ClosedClass, ...], tuple[Rule, ...]]:
    """The closed classes and the rules over them, read once."""
    classes, wrong = parse_lexicon(read_default("lexicon.yml"), "lexicon.yml")
    rules, faulty = parse_rules(read_default("rules.yml"), "rules.yml")
    assert not wrong, wrong
    assert not faulty, faulty
    return classes, rules


def make_rules(data: FigureData, lexicon: tuple[ClosedClass, ...] = (), listed: tuple[Rule, ...] = ()) -> IndicatorRules:
    """Compile rule data; the shipped lexicon and rules unless others are given."""
    shipped = shipped_lexicon()
    lexicon, listed = lexicon or shipped[0], listed or shipped[1]
    units = {fold_width(unit.name): unit for unit in reversed(data.units)}
    dimensions = {unit.dimension.id: unit.dimension for unit in reversed(data.units)}
    multipliers = {m: _multiple(m) for m in sorted(data.multipliers, key=len, reverse=True)}
    words = {name: tuple(fold_width(w) for w in found) for name, found in (*data.words, *((c.id, c.words) for c in lexicon))}
    after = {word: sign for sign in _SIGNS for word in words.get(f"after-{sign}", ())}
    names: dict[str, Indicator] = {}
    for indicator in data.indicators:
        for name in indicator.names:
            names.setdefault(_key(name), indicator)
    classes = {f"{name}.long": alternatives(w for w in found if len(w) > 1) for name, found in words.items()}
    classes |= {name: alternatives(found) for name, found in words.items()} | {c.id: c.pattern for c in lexicon}
    classes |= {
        "number": f"(?:{ARABIC}|{CHINESE})",
        "zh": "[\\u4e00-\\u9fff-]",
        "unit": alternatives(units),
        "multiplier": alternatives(multipliers),
        "before": "(?:" + "|".join(classes[f"before-{sign}"] for sign in _SIGNS) + ")",
        "after": alternatives(after),
        "measured": "(?:" + "|".join(d.id for d in dimensions.values() if d.converts and d.id not in _RATES) + ")",
        "unit-in-word": _unit_in_word(data.not_before),
        "numeral-word": alternatives(numeral_words()),
    }
    lists = {name: frozenset(found) for name, found in words.items()}
    lists |= {"is-amount": frozenset(d.id for d in dimensions.values() if d.is_amount), "is-measured": frozenset(d.id for d in dimensions.values() if d.is_measured)}
    signs = {word: after[word] for word in sorted(after, key=len, reverse=True)}
    grammar = Grammar.of(listed, classes, lists, {c.id: c.stands_for for c in lexicon if c.stands_for})
    return IndicatorRules(data.indicators, units, multipliers, dimensions, words, signs, lexicon, grammar, names, _reordered(names))


def _unit_in_word(not_before: Words) -> str:
    """A unit with what may not follow it. What its numeral is made of is said once: that takes half a millisecond to compile."""
    units = "|".join(f"{re.escape(unit)} [^⟩]+⟩{alternatives(found)}" for unit, found in not_before if found)
    return f"⟨[a-z]+ (?=[^ ]+ [\\d,.\u4e00-\u9fff-]{{1,20}}⟩)(?:{units})"


def numeral_words() -> frozenset[str]:
    """Words with a numeral before a measure word that count nothing; the file says where they come from."""
    return frozenset(default_words("numeral_words.txt"))


def _multiple(word: str) -> float:
    value = 1.0
    for char in word:
        value *= _MULTIPLES[char]
    return value
