"""/ledger/method/: how the ledger is made, in plain words, from the rule data in use; /ledger/method/rules/: each rule with its example."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.analysis.figures import IndicatorRules
from builder.content.lexicon import Rule
from builder.content.measured import Measured, read_measured
from builder.defaults import read_default
from builder.pages.collection import Collection
from builder.pages.page import Crumb, Page
from builder.pages.statuses import STATUSES, Status


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
class ShownRule:
    """``example`` on one line: what stands in a heading or a table is told as such."""

    note: str
    example: str


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """Rules of one sort; a test switches each off and its example must then be read wrongly."""

    title: str
    rules: tuple[ShownRule, ...]


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
    rules: int
    measured: tuple[Measured, ...]
    figures: int
    reviewed: int
    promises: int
    pairs: int


@dataclass(frozen=True, slots=True)
class RulesView:
    """``steps``: what decides without a rule; ``classes``: words that rules use, by what they are."""

    families: tuple[RuleFamily, ...]
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[str, ...]


METHOD = "ledger/method/"
_SIGNS = {"ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约数"}
# What a rule's id begins with; the words of these classes stand in other parts of the page.
_FAMILIES = {
    "number": "数", "trap": "不算数据的数", "order": "吩咐别人做的", "count": "汉字数", "change": "增减", "done": "完成了多少", "rank": "名次", "part": "一句里的几个数",
    "name": "数据的名称", "cut": "太长的名称", "known": "规范名称", "state": "现状，不是结果", "stage": "做到哪一步", "scope": "说的是哪一部分", "owner": "是谁的数",
    "said": "目标还是结果", "year": "哪一年的", "span": "几年的数", "line": "整行",
    "head": "标题和小标题", "period": "全年还是一部分", "stretch": "一年还是几年", "table": "表格",
}  # fmt: skip
_SHOWN_ABOVE = ("before-", "after-", "target", "actual", "ask-")
_BETTER = {"up": "越高越好", "down": "越低越好", "near": "接近目标为好", "": ""}


def _family(rules: tuple[Rule, ...], family: str) -> tuple[ShownRule, ...]:
    return tuple(ShownRule(r.note, (f"《{r.title}》　" if r.title else "") + _on_one_line(r.example)) for r in rules if r.id.startswith(family + "."))


def _on_one_line(example: str) -> str:
    """【下一步打算】　新建公园5座。: a heading in brackets, a table as its lines."""
    parts = (re.sub(r"^#+ (.*)", r"【\1】", part) for part in re.sub(r"(?<![-|])\|[-|]++(?<=\|)\n", "", example).split("\n"))
    return "　".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Read:
    """How many figures and promises a site has, and how many of them a person reviewed."""

    figures: int
    reviewed_figures: int
    promises: int
    reviewed_promises: int


def method_page(c: Collection, rules: IndicatorRules, read: Read) -> Page:
    """The rules as data show them: nothing here is written by hand but the sentences around the lists."""
    themes: dict[str, list[NamedIndicator]] = {}
    for i in rules.indicators:
        themes.setdefault(i.theme or "其他", []).append(NamedIndicator(i.id, i.name, i.aliases, _BETTER[i.better]))
    dimensions: dict[str, list[str]] = {}
    for unit in rules.units.values():
        dimensions.setdefault(unit.dimension.id, []).append(unit.name)
    signs = {sign: tuple(dict.fromkeys((*rules.words[f"before-{sign}"], *rules.words.get(f"after-{sign}", ())))) for sign in _SIGNS}
    view = MethodView(
        STATUSES,
        tuple(k.name for k in c.kinds if k.gives_account),
        tuple(k.name for k in c.kinds if not k.gives_account),
        tuple(IndicatorTheme(name, tuple(found)) for name, found in themes.items()),
        tuple(UnitGroup(rules.dimensions[d].shown_as or d, tuple(names), rules.dimensions[d].converts) for d, names in dimensions.items()),
        tuple(rules.multipliers),
        tuple((_SIGNS[sign], words) for sign, words in signs.items()),
        rules.words.get("target", ()),
        rules.words.get("actual", ()),
        len(rules.indicators),
        len(rules.grammar.rules),
        read_measured(read_default("measured.yml")),
        read.figures,
        read.reviewed_figures,
        read.promises,
        read.reviewed_promises,
    )
    crumbs = (Crumb("指标台账", "ledger/"), Crumb("台账怎样算"))
    return Page(
        METHOD,
        "ledger_method",
        "台账怎样算",
        view,
        "数字怎样提取、怎样配对、怎样判断，用到的指标、单位和说法",
        crumbs,
        "ledger",
    )


def rules_page(rules: IndicatorRules) -> Page:
    """All of them: a page of their own, since there are more of them every year."""
    view = RulesView(
        tuple(RuleFamily(title, found) for id_, title in _FAMILIES.items() if (found := _family(rules.grammar.rules, id_))),
        tuple((c.note, c.words) for c in rules.lexicon if c.words and not c.id.startswith(_SHOWN_ABOVE)),
        tuple(note for _, note in rules.grammar.meanings["steps"]),
    )
    crumbs = (Crumb("指标台账", "ledger/"), Crumb("台账怎样算", METHOD), Crumb("读数的规则"))
    return Page(f"{METHOD}rules/", "ledger_rules", "读数的规则", view, "每条规则和靠它才读得对的一句话，规则用到的词", crumbs, "ledger")
