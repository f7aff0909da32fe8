"""Plan or result: which half of a report a passage belongs to (design 6).

Comes in: the kind of the report, the headings above a passage, its words. Goes out: one of three
values. A report that holds both halves is told apart by its headings first, then by the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from builder.model import Report, ReportKind

Half = Literal["plan", "result", "both"]

_OF_KIND: dict[str, Half] = {"target": "plan", "actual": "result", "both": "both", "none": "both"}
_PLAN_HEADING = re.compile(
    r"计划|打算|安排|思路|下一步|下一阶段|下半年|下季度|明年|今后|展望|谋划|总体要求|主要目标|预期目标|目标任务|重点任务|工作要点|工作重点|努力方向"
)
_RESULT_HEADING = re.compile(
    r"回顾|总结|完成情况|进展情况|落实情况|开展情况|工作情况|主要成效|成效|主要做法|成绩|过去|上半年|前三季度|一年来|五年来"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年(?!以?来|代)")
_PLAN_WORDS = re.compile(
    r"力争|争取|计划|拟|预计|确保|将(?!.{0,40}(?:列入|纳入|作为).{0,12}了)|明年|下一步|继续|努力|谋划|要(?=[加推抓坚深全])"
)
_RESULT_WORDS = re.compile(r"完成了?|实现|达到?|新增|建成|累计|已|获评|获得|同比|增长了|成功|荣获|超额")


def kind_of(report: Report, kinds: Sequence[ReportKind]) -> ReportKind | None:
    """The kind that a report's record names, by name or id."""
    return next((k for k in kinds if report.meta.kind in (k.name, k.id)), None)


def report_half(report: Report, kinds: Sequence[ReportKind]) -> Half:
    """What a report is as a whole, by its kind; of a kind that does not tell a passage may be either."""
    kind = kind_of(report, kinds)
    return _OF_KIND[kind.half] if kind else "both"


def heading_halves(report: Report, whole: Half) -> dict[str, Half]:
    """The half of each section (and of "" before the first), from the headings above it."""
    halves: dict[str, Half] = {"": whole}
    for section in report.sections:
        inherited = halves.get(section.parent, whole)
        own = _heading_half(section.heading, report.meta.year) if whole == "both" and inherited == "both" else None
        halves[section.id] = own or inherited
    return halves


def heading_years(report: Report, whole: Half) -> dict[str, int]:
    """The year each section is about: in a report of two halves the year its heading names, else the report's."""
    years: dict[str, int] = {"": report.meta.year}
    for section in report.sections:
        named = {int(y) for y in _YEAR.findall(section.heading)} if whole == "both" else set()
        near = len(named) == 1 and report.meta.year and abs(next(iter(named)) - report.meta.year) == 1
        years[section.id] = named.pop() if near else years.get(section.parent, report.meta.year)
    return years


def passage_half(text: str, section_half: Half) -> Half:
    """The half of one passage: its section's, else what its own words say."""
    if section_half != "both":
        return section_half
    plan, result = bool(_PLAN_WORDS.search(text)), bool(_RESULT_WORDS.search(text))
    if plan == result:
        return "both"
    return "plan" if plan else "result"


def _heading_half(heading: str, year: int) -> Half | None:
    """计划 or 回顾 in a heading; a year that is not the report's own says on which side it lies."""
    plan, result = bool(_PLAN_HEADING.search(heading)), bool(_RESULT_HEADING.search(heading))
    if plan != result:
        return "plan" if plan else "result"
    named = [int(y) for y in _YEAR.findall(heading)]
    if not plan and named and year and all(y < year for y in named):
        return "result"
    if not plan and named and year and all(y > year for y in named):
        return "plan"
    return None
