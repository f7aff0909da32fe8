"""What a report that gives account of a year says of its own targets: 未达年初预期, 超额完成年度目标.

Comes in: reports. Goes out: the names it says so of, and its words. They are shown beside a verdict (自报) and never computed from; a
verdict that says the contrary is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.analysis.things import core_of
from builder.frozen import quick
from builder.model import Report

_AIM = r"(?:年初|全年|年度|原定|预定|既定|确定的?|提出的?|设定的?)*(?:预期|目标|任务|计划)"
_SAID = re.compile(
    rf"(?P<missed>(?:没有?|未能?|尚未|未完全)(?:完全|如期)?(?:达到?|实现|完成){_AIM}|(?:低于|不及|少于){_AIM})|(?P<met>超额(?:完成|实现)(?:了)?{_AIM})"
)
# Of a plan of several years nothing follows for one year.
_SEVERAL_YEARS = re.compile(r"规划|五年|十[一二三四五六]五|三年")
_LEAD = re.compile(r"^(?:但|其中|不过|同时|去年|上年|今年|本年|全年)+")
_TAILS = ("等主要指标", "等指标", "等", "指标", "的", "增速", "增幅", "增长")


@quick
@dataclass(frozen=True, slots=True)
class Admission:
    """``text`` is the clause as printed; ``names``: canonical ids and cores of what it is said of."""

    report: str
    text: str
    names: frozenset[str]
    missed: bool


def admissions(report: Report, rules: IndicatorRules) -> Iterator[Admission]:
    """All that a report says of whether it reached its targets, by name."""
    for paragraph in report.paragraphs:
        for match in _SAID.finditer(fold_width(paragraph.text)):
            start = max(paragraph.text.rfind(mark, 0, match.start()) for mark in "，,。；;！!？?\n：:") + 1
            clause = paragraph.text[start : match.end()]
            if not _SEVERAL_YEARS.search(clause) and (names := _names(fold_width(paragraph.text[start : match.start()]), rules)):
                yield Admission(report.id, clause, names, missed=bool(match["missed"]))


def _names(said: str, rules: IndicatorRules) -> frozenset[str]:
    """固定资产投资、城乡居民人均可支配收入增速和CPI涨幅也: three names, the second one for town and country."""
    found: set[str] = set()
    for item in re.split("[、和与及]", said):
        name = _LEAD.sub("", item).rstrip("也均都仍还")
        for tail in _TAILS:
            name = name.removesuffix(tail)
        for one in {name, name.replace("城乡", "城镇"), name.replace("城乡", "农村")}:
            known = rules.canonical(one)
            core = core_of(one)
            if known:
                found.add(known.id)
            elif len(core) > 3:
                found.add(core)
    return frozenset(found)
