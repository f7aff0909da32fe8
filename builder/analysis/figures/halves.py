"""Halves of a report: which passages look back and which look ahead, and on which year.

Comes in: a report and the half its kind stands for. Goes out: for every paragraph the frames of its
sentences. Headings decide first, in documents without them short title lines and the words 下一步.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal

from builder.analysis.figures.rows import Kind
from builder.analysis.numerals import fold_width
from builder.model import Report, Section
from builder.text import PLAN_ENDS

Half = Literal["target", "actual", "both"]

# A date says when, never which year a passage gives account of: 2026年1月20日在某市第十四届人民代表大会第三次会议上.
_DATE = re.compile(r"\d{1,2}月\d{1,2}日")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|-20\d\d年)")
_BACK = re.compile(
    r"回顾|总结|成效|成绩|过去|完成情况|开展情况|落实情况|进展情况|工作情况|基本情况|主要做法|运行情况|年来|以来|执行情况|问题|不足|困难|取得|总体情况|主要工作$"
)
_AHEAD = re.compile(
    r"下一步|下一阶段|下阶段|下半年|下一年|明年|来年|今后|打算|计划$|安排$|思路|工作目标|目标任务|预期目标|发展目标|主要目标|重点工作|重点任务|主要任务|工作任务|总体要求|"
    r"指导思想|工作重点|展望|谋划|部署|建议|未来|新的一年|工作考虑|考虑$|设想|努力方向|工作计划|工作安排|今年.{0,12}工作"
)
_PLAIN_AHEAD = re.compile(
    r"下一步|下阶段|下一阶段|明年|来年|今后|新的一年|(?:打算|计划|安排|思路|谋划|目标|重点|考虑|设想|展望|努力方向|要点|部署)$"
)
_PLAIN_BACK = re.compile(r"回顾|总结|完成情况|工作情况|取得|存在问题|成效")
_PROBLEMS = re.compile(r"问题|不足|困难|短板")
_SPOKEN_AHEAD = re.compile(
    r"(?:下一步|下一阶段|下阶段|下半年|明年|来年|今后|新的一年|接下来)(?:[,里是]|我|全|街道|镇|县|将|要|工作|,|的工作)"
    r"|(?:为此|对此|对于?上述[^,。;]{1,10}|针对[^,。;]{2,24}),(?:下一步|(?:我[省市区县镇乡街局委们]|全[省市区县镇局]|街道|[省市区县]局)?(?:将|要|拟))|我[局委们市区县镇]将(?:继续|进一步|着力|重点|努力|以此)"
)
# 2026年重点抓好以下工作, 2026年,我局将: a later year than the one reported on, and no word of what is done.
_LATER_YEAR = re.compile(r"(?:到|至|在)?(?P<year>20\d\d)年(?P<rest>[^。;]{0,40})")
_DONE_THERE = re.compile(r"^(?:[一二三四五六七八九十\d]{1,3}月|初|以来|[^,]{0,6}已)|已(?!建成区)|印发|召开|启动了|完成了")
# A 工作报告 is given at the start of a year and looks back on the one before.
_REPORTS_ON_LAST_YEAR = re.compile(r"工作报告|gongzuobaogao")
_TITLE_LINE = re.compile(r"[^,。;!?]{2,32}\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a passage speaks of when its own words do not say: kind, year, and the year called 今年."""

    kind: Kind
    year: int
    this_year: int
    is_closing: bool = False  # a look back on a whole year: what it expects is that year's result


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames by paragraph id, each with the offset where it begins."""

    by_paragraph: dict[str, tuple[tuple[int, Frame], ...]]
    default: Frame
    years: tuple[int, int] = (0, 0)  # looked back on, looked ahead to

    def at(self, paragraph: str, offset: int) -> Frame:
        marks = self.by_paragraph.get(paragraph, ())
        at = bisect_right(marks, offset, key=itemgetter(0))
        return marks[at - 1][1] if at else self.default


def read_frames(report: Report, half: Half) -> Frames:
    """The frames of every paragraph of a report."""
    kinds = _section_kinds(report, half)
    marks = _paragraph_kinds(report, half, kinds)
    this_year = _this_year(report, half)
    back, ahead = _years_of_halves(report, half, marks, this_year)
    default: Kind = "target" if half == "target" else "actual"

    years = _heading_years(report)
    plan_ends = _plan_ends(report)

    def frame(kind: Kind, section: str) -> Frame:
        named = years.get(section, ())
        year = back if kind == "actual" else ahead
        # 存在的不足及2026年打算: the year belongs to the half that it can be of.
        fits = tuple(y for y in named if (y <= back if kind == "actual" else y >= ahead)) if half != "target" else named
        named = fits or (named if half == "both" else ())
        if kind == "target" and not named and half == "actual":
            year = plan_ends.get(section, year)
        return Frame(kind, (named[-1] if kind == "actual" else named[0]) if named else year, this_year, _is_closing(report, half))

    by_paragraph = {
        p.id: tuple(
            (start, _next_year(frame(kind, p.section_at(start)), p.text[start : start + 3])) for start, kind in marks[p.id]
        )
        for p in report.paragraphs
    }
    return Frames(by_paragraph, frame(default, ""), (back, ahead))


def _next_year(frame: Frame, opening: str) -> Frame:
    return replace(frame, year=frame.this_year + 1) if opening.startswith(("明年", "来年")) else frame


def _section_kinds(report: Report, half: Half) -> dict[str, Kind]:
    """Plan or result by the wording of the headings; what says nothing follows its parent or elder sister."""
    default: Kind = "target" if half == "target" else "actual"
    kinds: dict[str, Kind] = {"": default}
    settled: dict[str, bool] = {}  # below a chapter that names one half, no word of a section overrules it
    elder = default
    for section in report.sections:
        heading = fold_width(section.heading)
        told = _told_by(heading, half, section)
        if section.parent:
            settled[section.id] = settled.get(section.parent, False)
            kinds[section.id] = (None if settled[section.id] else told) or kinds.get(section.parent, default)
        else:
            settled[section.id] = half == "both" and bool(_AHEAD.search(heading)) != bool(_BACK.search(heading))
            elder = told or (elder if half == "both" else default)
            kinds[section.id] = elder
    return kinds


def _told_by(heading: str, half: Half, section: Section | None = None) -> Kind | None:
    """What a heading says of its section. Reports of one half need plainer words to hold the other."""
    if section and section.run_in and half != "both":
        return None
    ahead, back = _AHEAD.search(heading), _BACK.search(heading)
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


def _paragraph_kinds(report: Report, half: Half, kinds: dict[str, Kind]) -> dict[str, tuple[tuple[int, Kind], ...]]:
    """For every paragraph (offset, kind) marks: title lines and 下一步 hold until the next heading."""
    marks: dict[str, tuple[tuple[int, Kind], ...]] = {}
    parents = {s.id: s.parent for s in report.sections}
    latest = report.meta.year - bool(_REPORTS_ON_LAST_YEAR.search(report.meta.title + report.meta.kind))
    turned: Kind | None = None
    turned_in = ""
    for paragraph in report.paragraphs:
        if turned and paragraph.section != turned_in and not _is_below(paragraph.section, turned_in, parents):
            turned = None
        text = fold_width(paragraph.text)
        if half == "both" and _TITLE_LINE.match(text.strip()):
            told = _told_by(text.strip(), half)
            turned, turned_in = (told, paragraph.section) if told else (turned, turned_in)
        kind = turned or kinds.get(paragraph.section, kinds[""])
        own: list[tuple[int, Kind]] = [(0, kind)]
        for item in paragraph.run_ins:
            own.append((item.start, turned or kinds.get(item.section, kind)))
        if half != "target":
            for start in _sentence_starts(text):
                if own[-1][1] == "actual" and (_SPOKEN_AHEAD.match(text, start) or _opens_later_year(text, start, latest)):
                    own.append((start, "target"))
                    turned, turned_in = "target", paragraph.section
        marks[paragraph.id] = tuple(sorted(own))
    return marks


def _opens_later_year(text: str, start: int, latest: int) -> bool:
    """Does a sentence begin with a year after the one reported on?"""
    match = _LATER_YEAR.match(text, start)
    return bool(match and latest and int(match["year"]) > latest and not _DONE_THERE.search(match["rest"]))


def _is_below(section: str, ancestor: str, parents: dict[str, str]) -> bool:
    while section and section != ancestor:
        section = parents.get(section, "")
    return bool(section) and section == ancestor


def _sentence_starts(text: str) -> list[int]:
    return [m.end() for m in re.finditer(r"\A\s*|[。;!]\s*", text)]


def _this_year(report: Report, half: Half) -> int:
    """The year a speaker calls 今年: a 工作报告 looks back on last year and ahead on this one."""
    if half == "both" and _REPORTS_ON_LAST_YEAR.search(report.meta.title + report.meta.kind):
        ahead = Counter(m[1] for s in report.sections for m in YEAR.finditer(s.heading) if _AHEAD.search(s.heading))
        if ahead:
            return int(ahead.most_common(1)[0][0])
        titled = YEAR.search(report.meta.title)
        if titled:
            return int(titled[1])
        day = report.meta.written or report.meta.published
        if day:
            return day.year
    return report.meta.year


def _years_of_halves(
    report: Report, half: Half, marks: dict[str, tuple[tuple[int, Kind], ...]], this_year: int
) -> tuple[int, int]:
    """(year looked back on, year looked ahead to)."""
    year = report.meta.year
    if half == "target":
        return year - 1, year
    if half == "actual":
        return year, year if _is_half_year(report) else year + 1
    if _is_half_year(report):
        return year, year
    back, ahead = _stated_year(report, marks, "actual"), _stated_year(report, marks, "target")
    if _REPORTS_ON_LAST_YEAR.search(report.meta.title + report.meta.kind):
        if ahead and not back:
            return ahead - 1, ahead
        return back or this_year - 1, ahead or this_year
    return back or year, ahead or (back or year) + 1


def _is_closing(report: Report, half: Half) -> bool:
    return half != "target" and not _is_half_year(report)


def _plan_ends(report: Report) -> dict[str, int]:
    """For each section the last year of the five-year plan that the nearest heading names: “十五五”时期工作考虑 → 2030."""
    ends: dict[str, int] = {}
    for section in report.sections:
        plan = re.search("十([二三四五六])五", section.heading)
        end = PLAN_ENDS[plan[1]] if plan else ends.get(section.parent, 0)
        if end > report.meta.year:
            ends[section.id] = end
    return ends


def _is_half_year(report: Report) -> bool:
    named = _DATE.sub("", report.meta.period + fold_width(report.meta.title))
    return bool(re.search(r"上半年|半年|季度|\d月份?", named))


def _stated_year(report: Report, marks: dict[str, tuple[tuple[int, Kind], ...]], kind: Kind) -> int:
    """The year that the headings of one half name, else the one its paragraphs begin with most."""
    of_section = {p.section: marks[p.id][0][1] for p in reversed(report.paragraphs)}
    named = [
        int(m[1]) for s in report.sections if of_section.get(s.id) == kind and not s.run_in for m in YEAR.finditer(s.heading)
    ]
    if named:
        return named[0] if kind == "target" else named[-1]
    starts = Counter(
        int(match[1])
        for p in report.paragraphs
        if marks[p.id][0][1] == kind
        for match in [YEAR.match(re.sub(r"^(?:刚刚过去的|过去的|各位代表[:,!])*", "", fold_width(p.text[:40]).lstrip()))]
        if match and not _DATE.match(match.string, match.end())
    )
    return starts.most_common(1)[0][0] if starts else 0


def _heading_years(report: Report) -> dict[str, tuple[int, ...]]:
    """For each section the years in the nearest heading at or above it that tells of a year's work."""
    years: dict[str, tuple[int, ...]] = {}
    for section in report.sections:
        heading = fold_width(section.heading)
        found = tuple(int(y) for y in YEAR.findall(heading))
        tells = not section.run_in and bool(_BACK.search(heading) or _AHEAD.search(heading) or "主要工作" in heading)
        years[section.id] = found if found and tells else years.get(section.parent, ())
    return years
