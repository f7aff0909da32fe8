"""What a report says of plans, congresses and its own year, against the calendar (WORD-03, WORD-07). A report and its sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from builder.checks.meetings import check_meetings
from builder.checks.record import plain_passages
from builder.checks.sheet import Sheet
from builder.model import Paragraph, Report, ReportKind
from builder.problems import Location, Problem
from builder.text import when_asked

_PLAN = "(十一五|十二五|十三五|十四五|十五五)"
_SPAN = when_asked(rf"[“\"]?{_PLAN}[”\"]?[一-龥]{{0,12}}[（(] ?(20\d\d) ?年?[—\-–－至到~～]{{1,2}} ?(20\d\d) ?年?[）)]")
_PLACE = when_asked(
    rf"(20\d\d) ?年?(?:是|为|作为)(?:实施|实现)?[^，。；\n“\"]{{0,6}}[“\"]?{_PLAN}[”\"]?(?:发展)?(?:规划)?(?:的|实施的)?(开局|起步|第一|收官|收尾|最后一|决胜|冲刺)(?:之)?年"
)
_PLAN_YEARS = {"十一五": (2006, 2010), "十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_AIMED = when_asked(
    rf"(?:实现|确保|力争|争取|推动|助力|奋力夺取|夺取|做好|谋求|开启|迈好|确保实现|奋力实现|推进)[“\"]?(?P<plan>{_PLAN[1:-1]})[”\"]?(?:规划|发展"
        rf"|时期)?(?:的)?(?P<place>(?:良好|精彩|高质量|完美|圆满|胜利|顺利)?(?:开局|起步|开好局|收官|收尾))"
)
_THIS_YEAR = when_asked(rf"(?:今年|本年)(?:是|作为|为|既是)[^，。；\n\d]{{0,6}}[“\"]?(?P<plan>{_PLAN[1:-1]})[”\"]?(?:发展)?(?:规划)?(?:的|实施的)?"
    rf"(?P<place>开局|起步|第一|收官|收尾|最后一|决胜|冲刺)(?:之)?年")
_OPENING = ("开局", "起步", "开好局")
_ANY_YEAR = when_asked(r"20\d\d年")
_FIRST = frozenset(("开局", "起步", "第一"))
_OPENS = when_asked(
    r"(20\d\d)年(?:度|全年|来|以来)?(?:[，,]|(?=是[^。；\n]{2,40}(?:一年|之年)|[全我本][县市区旗镇乡局街委办院校州省]|[一-龥]{2,10}(?:局|镇|乡|街道|委|办)(?:坚持|以|"
    r"在|认真|深入|紧紧|紧扣|全面|围绕|聚焦)))"
)
_WHOLE_YEAR = frozenset(("", "全年"))
_HEADLINE = when_asked(r"[^，。；\n]{0,24}?(20\d\d)年度?[^，。；\n\d]{0,16}(?:工作总结|总结|工作计划|计划|工作要点|工作报告)\Z")
_TO_DO = when_asked("计划|将|力争|拟|要(?!求)|目标|打算|安排")
_TO_PLAN = when_asked(r"制定如下(?:工作)?(?:计划|方案|安排)|制定本(?:年度)?(?:工作)?(?:计划|方案|要点|安排)|(?:计划|安排|要点)如下[：:。]")
_TO_SUM_UP = when_asked(r"(?:工作|有关|主要)?(?:情况|成效)?(?:总结|汇报|报告|小结)如下[：:。]")
# 已于2027年5月 is told by festivals, of every kind of document.
_DONE_ON = when_asked(r"(?<!\d)(?<![已经部]于)(20\d\d)年(\d{1,2})月(\d{1,2})日")
_DONE_IN = when_asked(r"(?:均(?:全部)?于|(?:已|均)(?:全部)?在)(20\d\d)年(\d{1,2})月(?!\d{1,2}日)[^。；，\n]{1,12}|"
    r"(?<!\d)(20\d\d)年(\d{1,2})月(?!\d{1,2}日)[^。；\n]{0,30}?(?:已|顺利|正式|成功|圆满|全面)(?:经|全部)?(?:完成|建成|竣工|通过|投用|投入|通车"
        r"|启用|开放|举办|召开|获批|验收|开通|上线|挂牌|揭牌)")
_LATER = when_asked("计划|将|拟|预计|力争|前|底|截至|截止|到期|至|起|届|有效期|下一步|打算|安排|思路|目标")


def check_years(report: Report, sheet: Sheet, kind: ReportKind | None) -> Iterator[Problem]:
    """All of them."""
    for m in sheet.matches(_SPAN, "五"):
        if (int(m[2]), int(m[3])) != _PLAN_YEARS[m[1]]:
            yield _plan(sheet, m, m[1])
    for m in sheet.matches(_PLACE, "五"):
        if int(m[1]) != _PLAN_YEARS[m[2]][m[3] not in _FIRST]:
            yield _plan(sheet, m, m[2])
    if kind and kind.half in {"actual", "target"} and report.meta.year and report.meta.period in _WHOLE_YEAR:
        yield from _plan_of_now(sheet, report.meta.year, kind)
    yield from check_meetings(report, sheet)
    if kind and kind.half in {"actual", "target"}:
        yield from _opening(report, kind)
    if kind and kind.half in {"actual", "both"}:
        yield from _done(report, sheet, kind)


def _plan(sheet: Sheet, m: re.Match[str], plan: str) -> Problem:
    right = "{}—{}年".format(*_PLAN_YEARS[plan])
    return sheet.warn(m.span(), "word.plan-years", f"“{m[0]}”", f"“{plan}”是{right}")


def _plan_of_now(sheet: Sheet, year: int, kind: ReportKind) -> Iterator[Problem]:
    """奋力实现“十四五”良好开局 in the plan of 2026; 今年是“十四五”开局之年 in that of 2025."""
    for m in _AIMED.finditer(sheet.text) if sheet.has("开局", "收官", "起步", "开好局") else ():
        first, last = _PLAN_YEARS[m["plan"]]
        begin, end = sheet.sentence(*m.span())
        if _ANY_YEAR.search(sheet.text, begin, end) and str(year) not in sheet.text[begin:end]:
            continue  # of a year that the sentence names
        opens = any(word in m["place"] for word in _OPENING)
        near = {first, first - 1} if opens else {last - 1, last, last + 1}
        if year not in near and not (kind.half == "actual" and opens and year == first + 1 and "以来" in sheet.text[begin:end]):
            yield _plan(sheet, m, m["plan"])
    for m in _THIS_YEAR.finditer(sheet.text) if sheet.has("今年是", "本年是", "今年作为", "今年为") else ():
        begin, end = sheet.sentence(*m.span())
        first, last = _PLAN_YEARS[m["plan"]]
        now = {year, year + 1} if kind.half == "actual" else {year}  # a summary may be written in the next
        if (first if m["place"] in _FIRST else last) not in now:
            yield _plan(sheet, m, m["plan"])


def _opening(report: Report, kind: ReportKind) -> Iterator[Problem]:
    """The first words: another year than the record's, or a plan where a summary should be. And a title above them."""
    meta, path = report.meta, report.location.path
    first = next(iter(plain_passages(report)), None)
    for line, title in [(s.line, s.heading) for s in report.sections[:1] if not s.number]:
        headline = _HEADLINE.match(title)
        if headline and meta.year and meta.period in _WHOLE_YEAR and abs(int(headline[1]) - meta.year) > 0 and headline[1] not in meta.title:
            yield Problem(Location(path, line), "warning", "body.year", "", f"“{title[:30]}”，year 写的是 {meta.year}", "和元数据一致的正文", "核对原件和元数据")
    if first is None:
        return
    opens = _OPENS.match(first.text)
    other = opens is not None and meta.year and meta.period in _WHOLE_YEAR and str(meta.year) not in first.text and int(opens[1]) != meta.year and opens[1] not in meta.title
    if opens and other and (kind.half == "actual" or (_TO_DO.search(first.text[:60]) and int(opens[1]) < meta.year)):
        yield Problem(Location(path, first.line), "warning", "body.year", "", f"正文从“{opens[1]}年”写起，year 写的是 {meta.year}", "和元数据一致的正文", "核对原件和元数据")
    if kind.half == "actual" and (said := _TO_PLAN.search(first.text)):
        yield Problem(Location(path, first.line), "warning", "body.kind", "", f"“{said[0]}”，体裁写的是{kind.name}", "和元数据一致的正文", "核对原件和元数据")
    if kind.half == "target" and (said := _TO_SUM_UP.search(first.text)):
        yield Problem(Location(path, first.line), "warning", "body.kind", "", f"“{said[0]}”，体裁写的是{kind.name}", "和元数据一致的正文", "核对原件和元数据")


def _done(report: Report, sheet: Sheet, kind: ReportKind) -> Iterator[Problem]:
    """A day after the report itself, told as done."""
    last = max((d for d in (report.meta.written, report.meta.published) if d), default=None)
    later: set[str] = set()
    plans = False
    for section in report.sections:
        of_plans = bool(_LATER.search(section.heading))
        plans = plans or (of_plans and kind.half == "both")  # behind its plans a report of both speaks of nothing else
        if of_plans or plans:
            later.add(section.id)
    if kind.half == "both" and not plans:
        return  # nothing tells where the plans begin
    for paragraph in report.paragraphs if last else ():
        yield from _done_in_months(paragraph, last, sheet.path) if last and paragraph.section not in later else ()
        for m in _DONE_ON.finditer(paragraph.text) if paragraph.section not in later else ():
            try:
                day = date(int(m[1]), int(m[2]), int(m[3]))
            except ValueError:
                continue
            begin = paragraph.text.rfind("。", 0, m.start()) + 1
            end = paragraph.text.find("。", m.end())
            sentence = paragraph.text[begin : end if end >= 0 else None]
            if last and day > last and not _LATER.search(sentence) and len(sentence) > len(m[0]) + 4:
                found = f"“{m[0]}”，文件的日期是 {last}"
                place = Location(sheet.path, paragraph.line)
                yield Problem(place, "warning", "date.after-report", "", found, "不晚于文件的日期，或写明是计划", "核对原件和成文、发布日期")


def _done_in_months(paragraph: Paragraph, last: date, path: str) -> Iterator[Problem]:
    """2025年3月已建成, in a report of December 2024."""
    for m in _DONE_IN.finditer(paragraph.text):
        end = paragraph.text.find("。", m.end())
        sentence = paragraph.text[paragraph.text.rfind("。", 0, m.start()) + 1 : end if end >= 0 else None]
        month = (int(m[1] or m[3]), int(m[2] or m[4]))
        if month > (last.year, last.month) and month[1] < 13 and not _LATER.search(sentence):
            found = f"“{m[0]}”，文件的日期是 {last}"
            yield Problem(Location(path, paragraph.line), "warning", "date.after-report", "", found, "不晚于文件的日期，或写明是计划", "核对原件和成文、发布日期")
