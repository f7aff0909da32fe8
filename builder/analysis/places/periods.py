"""Whole year or part of it: what a clause, a section and a report as a whole cover.

A half-year figure is no answer to a promise for the year.
"""

from __future__ import annotations

import re
from typing import Literal

from builder.analysis.numerals import fold_width
from builder.analysis.places.halves import RuleTable
from builder.model import Report

Period = Literal["year", "part"]

DATE = re.compile(r"\d{1,2}月\d{1,2}日")


def last_named(text: str, words: RuleTable) -> Period | None:
    """The period that a text names last: 上半年完成3家，全年预计8家 ends on the year."""
    part, whole = _last(words["period.part"], text), _last(words["period.whole"], text)
    return None if part == whole else "part" if part > whole else "year"


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for match in pattern.finditer(text):
        at = match.start()
    return at


def names_this_year(text: str, words: RuleTable) -> bool:
    """全年累计建成3座 counts from the year's beginning; 累计建成30座 alone may count from long ago."""
    return bool(words["period.this-year"].search(text))


def heading_periods(report: Report, words: RuleTable) -> dict[str, Period | None]:
    """For each section what the nearest heading at or above it names."""
    periods: dict[str, Period | None] = {}
    for section in report.sections:
        periods[section.id] = last_named(section.heading, words) or periods.get(section.parent)
    return periods


def report_period(report: Report, words: RuleTable) -> Period:
    """What a report as a whole covers, by its period, else by its title."""
    return last_named(report.meta.period, words) or last_named(report.meta.title, words) or "year"


def named_part(report: Report, words: RuleTable) -> str:
    """The words by which a report names the part of a year that it covers: 上半年, 1-6月; empty for a whole year."""
    found = words["period.part"].search(report.meta.period) or words["period.part"].search(fold_width(report.meta.title))
    return found[0] if found else ""


def is_half_year(report: Report, words: RuleTable) -> bool:
    """Does a report speak of half a year, a quarter or a month?"""
    return bool(words["period.half-year"].search(DATE.sub("", report.meta.period + fold_width(report.meta.title))))
