"""Half, year and kind: when a figure is of, and whether it is promised or reported.

Comes in: the report's outline and its sentences. Goes out: for every section the half it belongs to
and the year it speaks of; for every clause the year and kind its own words give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from builder.analysis.figures.rows import Kind
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import fold_width
from builder.model import Paragraph, Report, Section

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|-20\d\d年)")
_BACK = re.compile(r"回顾|总结|成效|成绩|过去|完成情况|开展情况|落实情况|进展情况|工作情况|基本情况|主要做法|运行情况|一年来|五年来|以来|执行情况|存在问题|存在的问题|不足|取得")
_AHEAD = re.compile(r"下一步|下一阶段|下阶段|下半年|明年|来年|今后|打算|计划$|安排$|思路|工作目标|目标任务|预期目标|发展目标|主要目标|重点工作|主要任务|工作任务|总体要求|指导思想|工作重点|展望|谋划|部署|建议|未来|新的一年|工作计划|工作安排")
_SPOKEN_AHEAD = re.compile(r"(?:下一步|下一阶段|下阶段|下半年|明年|来年|今后|新的一年|接下来)[,是,我全街镇区县市局委将要]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a passage speaks of when its own words do not say: kind, year, and the year called 今年."""

    kind: Kind
    year: int
    this_year: int


def section_frames(report: Report, half: str) -> dict[str, Frame]:
    """The frame of every headed section, and of what stands before the first heading (key "")."""
    kinds = _section_kinds(report, half)
    this_year = _this_year(report, half)
    back_year, ahead_year = _years_of_halves(report, half, kinds, this_year)
    frames: dict[str, Frame] = {}
    by_id = report.section_by_id
    for section_id, kind in kinds.items():
        year = back_year if kind == "actual" else ahead_year
        named = _heading_year(by_id, section_id, kind)
        frames[section_id] = Frame(kind, named or year, this_year)
    return frames


def _section_kinds(report: Report, half: str) -> dict[str, Kind]:
    """Plan or result by the wording of the headings; what says nothing follows its parent or elder sister."""
    default: Kind = "target" if half == "target" else "actual"
    kinds: dict[str, Kind] = {"": default}
    elder = default
    for section in report.sections:
        told = _told_by(section, half)
        if section.parent:
            kinds[section.id] = told or kinds.get(section.parent, default)
        else:
            elder = told or (elder if half == "both" else default)
            kinds[section.id] = elder
    return kinds


def _told_by(section: Section, half: str) -> Kind | None:
    """What a heading says of its section. Reports of one half need plainer words to hold the other."""
    heading = fold_width(section.heading)
    if section.run_in and half != "both":
        return None
    ahead, back = _AHEAD.search(heading), _BACK.search(heading)
    if half == "target":
        return "actual" if re.search(r"回顾|总结|完成情况|工作情况|取得|存在问题|成效", heading) and len(heading) <= 24 and not ahead else None
    if half == "actual":
        plain = re.search(r"下一步|下阶段|下一阶段|明年|来年|今后|(?:打算|计划|安排|思路|谋划|目标|重点)$", heading)
        return "target" if plain and not re.search(r"完成|落实|执行|推进.{0,6}计划|实施.{0,8}计划", heading) and len(heading) <= 30 else None
    if section.level > 2 and not (ahead and len(heading) <= 16):
        return None
    if ahead and (not back or ahead.start() > back.start() or "下" in ahead[0]):
        return "target"
    return "actual" if back else None


def _this_year(report: Report, half: str) -> int:
    """The year a speaker calls 今年: a 工作报告 looks back on last year and ahead on this one."""
    if half == "both" and re.search(r"工作报告", report.meta.title + report.meta.kind):
        ahead = Counter(m[1] for s in report.sections for m in _YEAR.finditer(s.heading) if _AHEAD.search(s.heading))
        if ahead:
            return int(ahead.most_common(1)[0][0])
        titled = _YEAR.search(report.meta.title)
        if titled:
            return int(titled[1])
        if report.meta.written or report.meta.published:
            day = report.meta.written or report.meta.published
            assert day
            return day.year
    return report.meta.year


def _years_of_halves(report: Report, half: str, kinds: dict[str, Kind], this_year: int) -> tuple[int, int]:
    """(year looked back on, year looked ahead to)."""
    year = report.meta.year
    if half == "target":
        return year - 1, year
    if half == "actual":
        return year, year if _is_half_year(report) else year + 1
    if _is_half_year(report):
        return year, year
    back = _stated_year(report, kinds, "actual")
    ahead = _stated_year(report, kinds, "target")
    if re.search(r"工作报告", report.meta.title + report.meta.kind):
        return back or this_year - 1, ahead or this_year
    return back or year, ahead or (back or year) + 1


def _is_half_year(report: Report) -> bool:
    return bool(re.search(r"上半年|半年|季度|\d月份?", report.meta.period + report.meta.title))


def _stated_year(report: Report, kinds: dict[str, Kind], kind: Kind) -> int:
    """The year that the headings of one half name, else the one its paragraphs begin with most."""
    named = [int(m[1]) for s in report.sections if kinds.get(s.id) == kind and not s.parent for m in _YEAR.finditer(s.heading)]
    if named:
        return named[0] if kind == "target" else named[-1]
    starts = Counter(
        int(m[1])
        for p in report.paragraphs
        if kinds.get(p.section) == kind
        for m in [_YEAR.match(fold_width(p.text).lstrip())]
        if m
    )
    return starts.most_common(1)[0][0] if starts else 0


def _heading_year(by_id: dict[str, Section], section_id: str, kind: Kind) -> int:
    """The year in the nearest heading above that tells of a year's work."""
    section = by_id.get(section_id)
    while section:
        found = _YEAR.findall(fold_width(section.heading))
        if found and not section.run_in and (_BACK.search(section.heading) or _AHEAD.search(section.heading)):
            return int(found[-1] if kind == "actual" else found[0])
        section = by_id.get(section.parent)
    return 0


def paragraph_frame(paragraph: Paragraph, offset: int, frames: dict[str, Frame], half: str, report: Report) -> Frame:
    """The frame at a place; a paragraph that begins 下一步 looks ahead whatever its heading says."""
    frame = frames.get(paragraph.section_at(offset)) or frames.get(paragraph.section) or frames[""]
    if frame.kind == "actual" and half != "target" and _SPOKEN_AHEAD.match(fold_width(paragraph.text).lstrip()):
        ahead = re.match(r"明年|来年", paragraph.text.lstrip())
        return Frame("target", frame.this_year + 1 if ahead else _ahead_year(report, frame), frame.this_year)
    return frame


def _ahead_year(report: Report, frame: Frame) -> int:
    if _is_half_year(report) or frame.this_year > frame.year:
        return frame.this_year
    return frame.year + 1


# ---- what a clause says itself ------------------------------------------------------------------

_PLANNED = re.compile(
    r"(?:^|[并还也均内底月年中期我市区县镇街道,;])(?:计划|规划)(?:在|于|到|用|年内|再|新|投入|引进|完成|实施|开工|建|改|打造|安排|培|推|启|举|开|组|招|创|争|总?共|每)"
    r"|(?:^|[,;年月内底们市区县镇街道局])将(?:于|在|新|再|投|完|实|继|达|引|启|开工|推|培|打|累|突破|超过|力争|建|改|举|组|安排)"
    r"|拟(?:建|投|于|新|在|引|改|开|实|安排|用)|争取(?:在|年内|实现|完成|新|引|达|突破|用|于|到20|全年|今年|明年|再)|(?:年底前|年内|月底前|到年底|明年)(?:[^,]{0,8})(?:完成|建成|投用|开工|实现|达到|启动)"
)
_ATTRIBUTE = re.compile(r"(?:计划|预计|预期)(?:总)?(?:投资|年产|产值|达产)")
_DONE_ALREADY = re.compile(r"(?<![不而早])已(?!建成区)|截至|截止|目前|现有|现已|去年|上年(?!同期)|近年来|过去|一年来|五年来|基础上|以来|荣获|取得")


def clause_kind(clause: str, frame: Frame, inherited: Kind | None, rules: IndicatorRules) -> Kind | None:
    """Target or actual when the clause's own words say so; None leaves it to sentence and half."""
    says_target = bool(_PLANNED.search(clause)) or _has_target_word(clause, rules)
    if says_target and not _is_attribute(clause):
        return "target"
    if _DONE_ALREADY.search(clause):
        compared = re.search(r"[较比](?:去年|上年|过去)", clause) and not re.search(r"已|截至|目前|现有", clause)
        return None if compared else "actual"
    return inherited


def _has_target_word(clause: str, rules: IndicatorRules) -> bool:
    for match in rules.patterns["target"].finditer(clause):
        word, after = match[0], clause[match.end() : match.end() + 6]
        if word == "确保" and after.startswith("了"):
            continue
        if word in {"争取", "拟"} and not re.match(r"在|年内|实现|完成|新|引|达|突破|用|于|到20|全年|今年|明年|建|投|改|开", after):
            continue
        if word == "瞄准" or re.match(r"(?:总)?(?:投资|年产|产值|达产)", after):
            continue
        return True
    return False


def _is_attribute(clause: str) -> bool:
    """计划投资额 names a sum that stands in a contract, it promises nothing."""
    rest = _ATTRIBUTE.sub("", clause)
    return rest != clause and not re.search(r"力争|预计|确保|计划|将|争取", rest)


_AT = re.compile(
    r"(?:^|[,;:、(。]|力争|预计|计划|确保|争取|截至|截止|到|至|自|从|今年|实现|街道|我[市区县省镇街局]|全[市区县省镇街])\s*"
    r"(?P<since>自|从)?(?P<year>20\d\d)(?P<to>-20\d\d)?年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<rest>以来|起|的)?"
)
_FIVE_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PLAN_TIME = re.compile(r"“?(?P<plan>十[二三四五六]五)”?(?P<end>末|期末|时期末|规划末)|(?:到|至)“?(?P<plan2>十[二三四五六]五)”?(?:末|期末)")
_PLAN_SPAN = re.compile(r"(?:^|[,;])“?(?P<plan>十[二三四五六]五)”?(?:期间|时期|以来)")


def clause_year(clause: str, frame: Frame) -> tuple[int, bool] | None:
    """(year, is it to date) that a clause names for its figures; None when it names none.

    Years in comparisons (较2022年), in names (2024年度专项) and where things began (从2022年的) do not count.
    """
    for match in reversed(list(_AT.finditer(clause))):
        year, lead = int(match["year"]), clause[: match.start()]
        if match["to"]:
            return int(match["to"][1:]), True
        if match["rest"] in {"以来", "起"} or match["since"]:
            if match["rest"] == "的":
                continue
            return max(frame.year, year) if frame.kind == "actual" else frame.year, year < frame.year
        if match["rest"] == "的" or re.search(r"[较比从由]$", lead):
            continue
        return year, False
    span = _PLAN_TIME.search(clause)
    if span:
        return _FIVE_YEARS.get(span["plan"] or span["plan2"], frame.year), False
    span = _PLAN_SPAN.search(clause)
    if span:
        end = _FIVE_YEARS.get(span["plan"], frame.year)
        return (end if frame.kind == "target" or end < frame.year else frame.year), True
    if re.search(r"(?<![较比同与])(?:去年|上年)(?!同期|[^,]{0,3}相比)(?!末)", clause) and not re.search(r"[较比][^,]{0,4}(?:去年|上年)", clause):
        return frame.this_year - 1, False
    if re.search(r"明年|来年", clause):
        return frame.this_year + 1, False
    return None


def shows_total_to_date(clause: str) -> bool:
    """至今共建成, 累计建成 … 总数: a running total, not the year's own."""
    return bool(re.search(r"至今|迄今|历年|以来累计|累计达|累计建成|总数达", clause))


def any_year(texts: Iterable[str]) -> int:
    """The year named most often; 0 if none."""
    found = Counter(int(m[1]) for t in texts for m in _YEAR.finditer(t))
    return found.most_common(1)[0][0] if found else 0
