"""What headings say: plan or result, and of which year.

Comes in: a report's headings. Goes out: for every section what it is told to be. A chapter that names its half or its year is not
overruled by a word in a section below it; only a time to come (下一步打算) is more than a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.analysis.numerals import fold_width
from builder.analysis.places.halves import Half, Kind, RuleTable
from builder.frozen import quick, replace
from builder.model import Report, Section
from builder.text import PLAN_ENDS

YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|-20\d\d年)")
NOTE = re.compile(r"\[\d{1,3}\]")


@quick
@dataclass(frozen=True, slots=True)
class Told:
    """What headings say of a section: ``settled`` below a chapter that names its half or its year."""

    kind: Kind
    because: str
    settled: bool = False


NOTES = Told("state", "place.notes", settled=True)
BASICS = Told("actual", "place.basics", settled=True)


def section_kinds(report: Report, half: Half, latest: int, words: RuleTable) -> dict[str, Told]:
    """Plan or result by the wording of the headings; what says nothing follows its parent or elder sister."""
    default = Told("target" if half == "target" else "actual", "place.report")
    told: dict[str, Told] = {"": default}
    elder = default
    for section in report.sections:
        heading = fold_width(section.heading)
        if words["head.glossary"].match(heading):
            told[section.id] = NOTES
        elif words["head.basics"].search(heading):
            told[section.id] = BASICS  # in a plan too: what there is, nobody promises
        elif section.parent:
            above = told.get(section.parent, default)
            open_here = not above.settled or (above.kind == "actual" and words["head.next"].match(heading))
            own = told_by(heading, half, words, report.meta.year, section) if open_here else None
            told[section.id] = Told(own, "place.section") if own else above
        else:
            elder = _chapter(heading, half, section, latest, report.meta.year, words) or (elder if half == "both" else default)
            told[section.id] = elder
            elder = replace(elder, settled=False)
    return told


def _chapter(heading: str, half: Half, section: Section, latest: int, year: int, words: RuleTable) -> Told | None:
    """What a chapter's heading says: in a report of two halves a year weighs more than a word that is not plain."""
    ahead, back = bool(looks_ahead(heading, words, year)), bool(words["head.back"].search(heading))
    if half == "both" and bool(words["head.plain-ahead"].search(heading)) == bool(words["head.plain-back"].search(heading)):
        sides = {int(year) > latest for year in YEAR.findall(heading)} if latest else set()
        if len(sides) == 1 and not words["head.problems"].search(heading):
            return Told("target" if sides == {True} else "actual", "place.chapter-year", settled=True)
    own = told_by(heading, half, words, year, section)
    if own:
        return Told(own, "place.chapter", settled=half != "both" or ahead != back)
    if half != "both" and ahead != back and ahead == (half == "target"):
        return Told("target" if ahead else "actual", "place.chapter", settled=True)
    return None


def told_by(heading: str, half: Half, words: RuleTable, year: int, section: Section | None = None) -> Kind | None:
    """What a heading says of its section. Reports of one half need plainer words to hold the other."""
    if section and section.run_in and half != "both":
        return None
    ahead, back = looks_ahead(heading, words, year), words["head.back"].search(heading)
    if words["head.problems"].search(heading) and ahead and half != "target":
        return "actual"  # 存在问题和下一步打算: the text itself says where the plans begin
    if half == "target":
        return "actual" if words["head.plain-back"].search(heading) and len(heading) <= 24 and not ahead else None
    if half == "actual":
        started = words["head.started"].search(heading)
        return "target" if words["head.plain-ahead"].search(heading) and not started and len(heading) <= 30 else None
    if section and section.level > 2 and not (ahead and len(heading) <= 16):
        return None
    if ahead and (not back or ahead.start() > back.start() or "下" in ahead[0]):
        return "target"
    return "actual" if back else None


def looks_ahead(heading: str, words: RuleTable, year: int) -> re.Match[str] | None:
    """What in a heading says that it looks ahead; the aims of a plan do where it ends after the report's year."""
    aim = words["head.aim"].search(heading)
    return words["head.ahead"].search(heading) or (aim if aim and PLAN_ENDS[aim["plan"]] > year else None)


def plan_ends(report: Report) -> dict[str, int]:
    """For each section the last year of the five-year plan that the nearest heading names: “十五五”时期工作考虑 → 2030."""
    ends: dict[str, int] = {}
    for section in report.sections:
        plan = re.search("十([二三四五六])五", section.heading)
        end = PLAN_ENDS[plan[1]] if plan else ends.get(section.parent, 0)
        if end > report.meta.year:
            ends[section.id] = end
    return ends


def heading_years(report: Report, words: RuleTable) -> dict[str, tuple[int, ...]]:
    """For each section the years in the nearest heading at or above it that tells of a year's work."""
    years: dict[str, tuple[int, ...]] = {}
    for section in report.sections:
        heading = fold_width(section.heading)
        found = tuple(int(y) for y in YEAR.findall(heading))
        tells = not section.run_in and bool(words["head.back"].search(heading) or words["head.ahead"].search(heading))
        years[section.id] = found if found and tells else years.get(section.parent, ())
    return years
