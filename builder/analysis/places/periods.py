"""Whole year or part of it: what a clause, a section and a report as a whole cover.

A half-year figure is no answer to a promise for the year.
"""

from __future__ import annotations

import re
from typing import Literal

from builder.analysis.numerals import fold_width
from builder.model import Report

Period = Literal["year", "part"]

_PART = (
    r"(?:[上下]半年|[前头]?[一二三四]个?季度|前\d{1,2}个月|(?<!\d)1\s*[-—–－~～至到]\s*(?:[2-9]|1[01])月"
    r"|截[至止](?:(?:20\d\d年|今年)?(?:[1-9]|1[01])月))"
    r"(?![底末]?前)"  # 三季度前建成 is a day to be met, not a span that is counted
)
_WHOLE = r"全年|年度(?!任务|目标|计划)|12月|年底|年末|一年来|\d{1,2}月(?:\d{1,2}日|[底末])?[之以]?前"  # a day to be met ends a 上半年 before it
_EITHER = re.compile(f"(?P<part>{_PART})|(?P<whole>{_WHOLE})")
# A word that every period has: most texts have none, and need not be read closely.
_HINT = re.compile("月|半年|季度|全年|年[度底末]|一年来")
_THIS_YEAR = re.compile(r"全年|今年|年内|本年|当年|一年来|年度|(?<![-—–至到])(?:19|20)\d\d年(?![底末以])")
_DATE = re.compile(r"\d{1,2}月\d{1,2}日")
_HALF_YEAR = re.compile(r"上半年|半年|季度|\d月份?")


def last_named(text: str) -> Period | None:
    """The period that a text names last: 上半年完成3家，全年预计8家 ends on the year."""
    found: Period | None = None
    if not _HINT.search(text):
        return None
    for match in _EITHER.finditer(text):
        found = "part" if match["part"] else "year"
    return found


def names_this_year(text: str) -> bool:
    """全年累计建成3座 counts from the year's beginning; 累计建成30座 alone may count from long ago."""
    return bool(_THIS_YEAR.search(text))


def heading_periods(report: Report) -> dict[str, Period | None]:
    """For each section what the nearest heading at or above it names."""
    periods: dict[str, Period | None] = {}
    for section in report.sections:
        periods[section.id] = last_named(section.heading) or periods.get(section.parent)
    return periods


def report_period(report: Report) -> Period:
    """What a report as a whole covers, by its period, else by its title."""
    return last_named(report.meta.period) or last_named(report.meta.title) or "year"


def is_half_year(report: Report) -> bool:
    """Does a report speak of half a year, a quarter or a month?"""
    return bool(_HALF_YEAR.search(_DATE.sub("", report.meta.period + fold_width(report.meta.title))))
