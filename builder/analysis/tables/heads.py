"""What one head of a table says, of a row or of a column: which axis it is, and what it says of half, year and unit.

Comes in: the texts of a head from the upper level to the lower, or the words above a table. Goes out: ``Head`` values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.analysis.figures.grammar import Grammar
from builder.analysis.numerals import fold_width
from builder.frozen import replace

Role = Literal["index", "unit", "growth", "completion", "rank", "value", "none"]
Half = Literal["", "target", "actual"]

# In this order: 完成率排名 is a rank before it is a rate, 责任单位 no unit of measure. The words are those of head-index ….
_ROLES: tuple[Role, ...] = ("index", "none", "rank", "completion", "growth", "unit")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?")
_DATE = re.compile(r"20\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?")
BRACKET = re.compile(r"\(([^()]{1,12})\)")


@dataclass(frozen=True, slots=True)
class Head:
    """``measure``: what is counted in the head's own words, empty where the other axis says it all. ``year``: 0 where none is
    named, and ``back``: how many years before (上年). ``part``: of a year; ``planned``: sums that are planned, ``agreed``: agreed
    upon; ``to_date``: of several years; ``thereof``: a part of what stands before; ``expected``: 预计.
    """

    role: Role = "value"
    measure: str = ""
    unit: str = ""
    half: Half = ""
    year: int = 0
    back: int = 0
    part: bool = False
    planned: bool = False
    agreed: bool = False
    to_date: bool = False
    thereof: bool = False
    expected: bool = False


NOTHING = Head()
_INHERITED = ("unit", "half", "year", "back", "part", "agreed", "to_date", "thereof", "expected")


def read_head(levels: Sequence[str], is_unit: Callable[[str], bool], words: Grammar, *, percent: bool = False) -> Head:
    """A head with all that stands above it; ``percent``: its cells print percent."""
    found = NOTHING
    for level in levels:
        found = _under(found, _level(level, is_unit, words, percent=percent))
    return found


def has(text: str, role: str, words: Grammar) -> bool:
    """Does a head hold a word of a class?"""
    return any(word in text for word in words.lists[f"head-{role}"])


def half_of(text: str, words: Grammar) -> Half:
    """Target or result, by the words of a head: 计划完成 is still to be done, 目标完成数 is done."""
    if words["table.to-do"].search(text):
        return "target"
    return "actual" if has(text, "actual", words) else "target" if has(text, "target", words) else ""


def read_when(text: str, words: Grammar) -> Head | None:
    """A head that says nothing but when (2022年, 2025(计划), 上半年, 1-2月): it is no part of a name."""
    compact = re.sub(r"\s", "", fold_width(text)).replace("—", "-")
    return replace(read_head((compact,), lambda _: False, words), measure="") if words["table.when"].fullmatch(compact) else None


def caption_head(parts: Sequence[str], words: Grammar) -> Head:
    """Half and year that the words above a table give its figures, the nearest first; sentences are no captions."""
    half: Half = ""
    year = 0
    part_year = False
    for part in (_DATE.sub("", fold_width(part).replace("—", "-")) for part in parts):
        if words["table.sentence"].search(part):
            continue
        half = half or ("actual" if words["table.of-results"].search(part) else "target" if words["table.of-plans"].search(part) else "")
        named = [] if words["table.years"].search(part) else _YEAR.findall(part)
        year = year or (int(named[-1]) if len(set(named)) == 1 else 0)
        part_year = part_year or bool(words["table.part"].search(part))
    return Head(half=half, year=year, part=part_year)


def _level(text: str, is_unit: Callable[[str], bool], words: Grammar, *, percent: bool) -> Head:
    compact = re.sub(r"\s", "", fold_width(text)).replace("—", "-")
    unit = next((m[1] for m in BRACKET.finditer(compact) if is_unit(m[1])), "") or ("%" if compact.endswith("%") else "")
    bare = re.sub(r"[()]", "", BRACKET.sub(lambda m: "%" if m[1] == "%" else "" if is_unit(m[1]) else m[0], compact))
    thereof = words["table.thereof"].match(bare)
    bare = words["table.base"].sub("实绩", bare[thereof.end() :] if thereof else bare)
    role: Role = next((role for role in _ROLES if has(bare, role, words)), "value")
    of_plan, says_percent = bool(words["table.of-plan"].search(bare)), percent or unit == "%"
    if role == "value" and of_plan and says_percent:
        role = "completion"
    rest = words["table.head-growth"].sub("", bare) if role == "growth" else bare
    promised = role == "none" and words["table.promised"].search(bare)  # 承诺时限 is a promise, 法定时限 nothing of the office's
    if promised:
        role = "value"
    elif (role == "growth" and unit not in {"", "%"}) or (role in {"growth", "rank"} and not says_percent and words["table.by-how-much"].search(bare)):
        role = "none"
    planned = bool(words["table.planned"].search(bare)) and not words["table.paid"].search(bare)
    agreed = bool(words["table.agreed"].search(bare)) and not words["table.paid"].search(bare)
    if planned and role != "none":
        role = "value"
    span = words["table.years"].search(bare)
    own = words["table.compared"].sub("", bare)  # 比2024年预算增减 is neither of 2024 nor a budget
    years = _YEAR.findall(own)
    return Head(
        role=role, measure=rest if planned else _measure(rest, words), unit=unit,
        half="" if planned else "target" if promised else half_of(own, words),
        year=int(years[-1]) if years else 0, back=int(role == "value" and bool(words["table.year-before"].search(bare))),
        part=bool(words["table.part"].search(bare)), planned=planned, agreed=agreed,
        to_date=bool(span or words["table.to-date"].search(bare)), thereof=bool(thereof), expected=bool(words["table.expected"].search(bare)),
    )  # fmt: skip


def _measure(head: str, words: Grammar) -> str:
    """罚款金额, 投资 (本年度计划投资); nothing for 完成 and 年度目标."""
    lead = words["table.head-lead"].match(head)
    rest = words["table.head-tail"].sub("", head[lead.end() :] if lead else head)
    return "" if rest in words.lists["head-idle"] else rest


def _under(above: Head, below: Head) -> Head:
    """What the lower head leaves open the upper one says; 比上年增减 over 金额 is no rate of growth."""
    role = below.role
    if role == "value" and above.role != "value":
        role = "none" if above.role == "growth" and below.measure else above.role
    upper = "" if above.measure in below.measure else above.measure
    told = {name: getattr(below, name) or getattr(above, name) for name in _INHERITED}
    measure = upper if below.measure in upper else upper + below.measure
    return replace(below, role=role, measure=measure, planned=below.planned or (above.planned and not below.half), **told)
