"""What headings say: plan or result, and of which year.

Comes in: a report's headings. Goes out: for every section what it is told to be. A chapter that names its half or its year is not
overruled by a word in a section below it; only a time to come (下一步打算) is more than a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.analysis.numerals import fold_width
from builder.analysis.places.halves import Half, Kind
from builder.model import Report, Section
from builder.text import PLAN_ENDS

YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|-20\d\d年)")
_BACK = re.compile(
    r"回顾|总结|成效|成绩|过去|(?:完成|开展|推进|办理)情况|落实情况|进展情况|工作情况|基本情况|主要做法|运行情况|年来|以来|执行情况|问题|不足|困难|取得|总体情况|主要工作$"
)
AHEAD = re.compile(
    r"下一步|下一阶段|下阶段|下半年|下一年|明年|来年|今后|打算|计划$|安排$|思路|工作目标|目标任务|预期目标|发展目标|主要目标|重点工作|重点任务|主要任务|工作任务|总体要求|"
    r"指导思想|工作重点|展望|谋划|部署|建议|未来|新的一年|工作考虑|考虑$|设想|努力方向|工作计划|工作安排|今年.{0,12}工作"
)
_PLAIN_AHEAD = re.compile(
    r"下一步|下阶段|下一阶段|明年|来年|今后|新的一年|(?:打算|计划|安排|思路|谋划|目标|重点|考虑|设想|展望|努力方向|要点|部署)$"
)
_PLAIN_BACK = re.compile(r"回顾|总结|(?:完成|推进|办理)情况|工作情况|取得的|存在问题|(?:主要|工作|取得)成[效绩]|(?:20\d\d年|去年|过去|一年).{0,8}(?:成效|取得)")
_PROBLEMS = re.compile(r"问题|不足|困难|短板")
# 下一步打算 as a section of a chapter that looks back: a time of its own, no mere word.
NEXT = re.compile(r"(?:存在[^,。]{0,10})?(?:下一步|下一?阶段|明年|来年|今后)")
# A glossary explains words: it promises nothing and reports nothing.
GLOSSARY = re.compile(
    r"(?:附[件录注]?[:一二三\d]{0,3})?(?:《[^》]{1,40}》)?(?:中|里)?的?(?:部分|有关|相关)?(?:内容|专业)?的?(?:名词|用语|术语)(?:解释|注释|说明)\Z|(?:注释|附注)\Z"
)
NOTE = re.compile(r"\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Told:
    """What headings say of a section: ``settled`` below a chapter that names its half or its year."""

    kind: Kind
    because: str
    settled: bool = False


NOTES = Told("state", "place.notes", settled=True)


def section_kinds(report: Report, half: Half, latest: int) -> dict[str, Told]:
    """Plan or result by the wording of the headings; what says nothing follows its parent or elder sister."""
    default = Told("target" if half == "target" else "actual", "place.report")
    told: dict[str, Told] = {"": default}
    elder = default
    for section in report.sections:
        heading = fold_width(section.heading)
        if GLOSSARY.match(heading):
            told[section.id] = NOTES
        elif section.parent:
            above = told.get(section.parent, default)
            open_here = not above.settled or (above.kind == "actual" and NEXT.match(heading))
            own = told_by(heading, half, section) if open_here else None
            told[section.id] = Told(own, "place.section") if own else above
        else:
            elder = _chapter(heading, half, section, latest) or (elder if half == "both" else default)
            told[section.id] = elder
            elder = replace(elder, settled=False)
    return told


def _chapter(heading: str, half: Half, section: Section, latest: int) -> Told | None:
    """What a chapter's heading says: in a report of two halves a year weighs more than a word that is not plain."""
    ahead, back = bool(AHEAD.search(heading)), bool(_BACK.search(heading))
    if half == "both" and bool(_PLAIN_AHEAD.search(heading)) == bool(_PLAIN_BACK.search(heading)):
        sides = {int(year) > latest for year in YEAR.findall(heading)} if latest else set()
        if len(sides) == 1 and not _PROBLEMS.search(heading):
            return Told("target" if sides == {True} else "actual", "place.chapter-year", settled=True)
    own = told_by(heading, half, section)
    if own:
        return Told(own, "place.chapter", settled=half != "both" or ahead != back)
    if half != "both" and ahead != back and ahead == (half == "target"):
        return Told("target" if ahead else "actual", "place.chapter", settled=True)
    return None


def told_by(heading: str, half: Half, section: Section | None = None) -> Kind | None:
    """What a heading says of its section. Reports of one half need plainer words to hold the other."""
    if section and section.run_in and half != "both":
        return None
    ahead, back = AHEAD.search(heading), _BACK.search(heading)
    if _PROBLEMS.search(heading) and ahead and half != "target":
        return "actual"  # 存在问题和下一步打算: the text itself says where the plans begin
    if half == "target":
        return "actual" if _PLAIN_BACK.search(heading) and len(heading) <= 24 and not ahead else None
    if half == "actual":
        started = re.search(r"完成|落实|执行|推进.{0,6}计划|实施.{0,8}计划", heading)
        return "target" if _PLAIN_AHEAD.search(heading) and not started and len(heading) <= 30 else None
    if section and section.level > 2 and not (ahead and len(heading) <= 16):
        return None
    if ahead and (not back or ahead.start() > back.start() or "下" in ahead[0]):
        return "target"
    return "actual" if back else None


def plan_ends(report: Report) -> dict[str, int]:
    """For each section the last year of the five-year plan that the nearest heading names: “十五五”时期工作考虑 → 2030."""
    ends: dict[str, int] = {}
    for section in report.sections:
        plan = re.search("十([二三四五六])五", section.heading)
        end = PLAN_ENDS[plan[1]] if plan else ends.get(section.parent, 0)
        if end > report.meta.year:
            ends[section.id] = end
    return ends


def heading_years(report: Report) -> dict[str, tuple[int, ...]]:
    """For each section the years in the nearest heading at or above it that tells of a year's work."""
    years: dict[str, tuple[int, ...]] = {}
    for section in report.sections:
        heading = fold_width(section.heading)
        found = tuple(int(y) for y in YEAR.findall(heading))
        tells = not section.run_in and bool(_BACK.search(heading) or AHEAD.search(heading) or "主要工作" in heading)
        years[section.id] = found if found and tells else years.get(section.parent, ())
    return years
