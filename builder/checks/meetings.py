"""Congresses and plenums against the calendar: spoken of before they met, put into another year, credited with what another one decided (WORD-03).

A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.content.dated_words import DatedWord, shipped_dated_words
from builder.model import Report
from builder.problems import Problem
from builder.text import when_asked

_HINTS = ("中全会", "十八大", "十九大", "二十大", "二十一大", "次全国代表大会")
_DONE = when_asked(
    r"[”》]?(?:和[^，。；\n]{0,16}|、[^，。；\n]{0,16}|会议|全会|胜利)?(?:重要|历次|系列)?(?:精神|报告|决定|决策部署|部署|审议|通过|"
    r"作出|做出|闭幕|胜利召开|提出|要求|以来|召开以来)"
)
_TO_COME = when_asked("将|即将|迎接|喜迎|筹备|准备|召开前|前夕|献礼|拟|预计|向|迎")
_YEAR_BEFORE = when_asked(r"(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:在[^，。；\d\n]{1,8})?(?:胜利|隆重)?(?:召开|举行|闭幕|开幕)(?:了)?(?:的)?(?:中国共产党|党的)?\Z")
_YEAR_BEHIND = when_asked(
    r"(?:会议|大会|全会)?[（(]?(?:于|在|是|，)?(?:于|在)?(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:在[^，。；\d\n]{1,8})?(?:胜利|隆重)?(?:召开|举行|闭幕|开幕)"
)
_YEAR_JUST_BEFORE, _HELD_THEN = when_asked(r"(20\d\d)年(?:\d{1,2}月)?，?(?:党的)?\Z"), when_asked("(?:胜利|隆重)?(?:召开|闭幕)(?!前)")
_PLENUM = when_asked(r"(十[六七八九]|二十|二十一)届([一二三四五六七八九十])中全会")
_CONGRESS = when_asked("党的(十[六七八九]大|二十一?大)")
_CONGRESS_IN_FULL = when_asked("(?:中国共产党|党的)第(十[六七八九]|二十一?)次全国代表大会")
_PLENUMS = when_asked("(?<![一二三四五六七八九十])(?P<congress>十[六七八九]|二十一?)届(?P<which>(?:[一二三四五六七]中(?:全会)?[、和及]){0,6}[一二三四五六七]中全会)")
_NTH = when_asked("([一二三四五六七])中")
_HELD = 7  # plenums of a congress, no more
_TITLE = when_asked(r"(?:通过|审议|作出|做出|提出|制定)[^。；\n]{0,24}?《([^《》\n]{4,60})》|(?:通过|作出|做出)(?:的|了)?(?:关于)?([^《》，。；\n]{6,40}?)(?:的决定|的决议|的建议)")
_FAR = 44
_BEGUN = {
    "新中国成立": 1949, "中华人民共和国成立": 1949, "建国": 1949, "国庆": 1949, "建党": 1921, "中国共产党成立": 1921,
    "改革开放": 1978, "建军": 1927, "抗战胜利": 1945, "抗日战争胜利": 1945,
}  # fmt: skip
_OF_THEIR_YEAR = frozenset(("zongjie", "jihua", "niandubaogao"))
_YEAR = when_asked(r"(?:19|20)\d\d年")
_JUST_THEN = when_asked(r"(20\d\d)年(?:是|为|正值|适逢|恰逢|，?(?:我们)?(?:迎来|庆祝|隆重庆祝)(?:了)?)[^，。；\d\n]{0,8}\Z")
_ITS_PAST = when_asked("去年|上年|前年|明年|下一年|[前后]年|历年")
_ANNIVERSARY = when_asked(rf"({'|'.join(_BEGUN)})(?P<n>\d{{2,3}})周年")


def check_meetings(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    for m in _ANNIVERSARY.finditer(sheet.text) if sheet.has("周年") else ():
        years = _years_meant(report, sheet, m)
        real = {y - _BEGUN[m[1]] for y in years}
        if real and int(m["n"]) not in real:
            said = "、".join(f"{y} 年是 {y - _BEGUN[m[1]]} 周年" for y in sorted(years)[-1:])
            yield sheet.warn(m.span(), "word.meeting", f"“{m[0]}”，说的是 {sorted(years)[-1]} 年", said)
    if not sheet.has(*_HINTS):
        return
    told: set[int] = set()
    named = _named(sheet.text)
    for problem, at in (*_before(report, sheet, named), *_of_another_year(sheet, named), *_decided(sheet, named), *_never(sheet)):
        if at not in told:
            told.add(at)
            yield problem


def _years_meant(report: Report, sheet: Sheet, m: re.Match[str]) -> set[int]:
    """2024年是新中国成立75周年: the year that its clause names; else those of the record, and the next one where something is looked forward to."""
    begin, end = sheet.sentence(*m.span())
    if said := _JUST_THEN.search(sheet.text, begin, m.start()):
        return {int(said[1])}
    if _YEAR.search(sheet.text, begin, end) or not report.meta.year:
        return set()  # of a year that another clause names
    before = {report.meta.year - 1} if report.meta.kind not in _OF_THEIR_YEAR else set()  # a report to the congress gives account of the year before
    own = {*before, report.meta.year, *(d.year for d in (report.meta.written, report.meta.published) if d)}
    return own | {max(own) + 1, min(own) - 1} if _TO_COME.search(sheet.text, begin, end) or _ITS_PAST.search(sheet.text, begin, end) else own


Named = tuple[DatedWord, int, int]


def _named(text: str) -> list[Named]:
    """Each meeting where it is named: 二十届三中全会, 二十届二中、三中全会, 党的二十大 but not the twentieth of something else."""
    known = {e.short: e for e in shipped_dated_words()}
    found = [(known[m[1]], m.start(1), m.end()) for m in _CONGRESS.finditer(text) if m[1] in known]
    found += [(known[f"{m[1]}大"], m.start(), m.end()) for m in _CONGRESS_IN_FULL.finditer(text) if f"{m[1]}大" in known]
    for m in _PLENUMS.finditer(text):
        for nth in _NTH.findall(m["which"]):
            if entry := known.get(f"{m['congress']}届{nth}中全会"):
                found.append((entry, m.start(), m.end()))
    return found


def _before(report: Report, sheet: Sheet, named: list[Named]) -> Iterator[tuple[Problem, int]]:
    """What a meeting decided, in a report that was written before it met. One that is looked forward to is no fault."""
    written = report.meta.written or report.meta.published
    text = sheet.text
    told: set[str] = set()
    for entry, start, end in named if written else ():
        if (written and written >= entry.since) or entry.word in told:
            continue
        begin, _ = sheet.sentence(start, end)
        if _DONE.match(text, end) and not _TO_COME.search(text, max(begin, start - 10), start):
            told.add(entry.word)
            found, expected = f"“{text[start : end + 4].strip()}”，成文日期是 {written}", f"{entry.since} 以后的文件才会写（{entry.source}）"
            yield sheet.warn((start, end), "word.before-event", found, expected, "核对原件和成文日期"), start


def _of_another_year(sheet: Sheet, named: list[Named]) -> Iterator[tuple[Problem, int]]:
    """2021年召开的党的二十大."""
    text = sheet.text
    for entry, start, end in named:
        year = _YEAR_BEFORE.search(text, max(0, start - 30), start) or _YEAR_BEHIND.match(text, end, end + 30)
        if not year and _HELD_THEN.match(text, end):
            year = _YEAR_JUST_BEFORE.search(text, max(0, start - 12), start)
        if year and int(year[1]) != entry.since.year:
            span = (min(start, year.start()), max(end, year.end()))
            found, expected = f"“{text[span[0] : span[1]]}”", f"{entry.since.year}年召开（{entry.source}）"
            yield sheet.warn(span, "word.meeting", found, expected), start


def _decided(sheet: Sheet, named: list[Named]) -> Iterator[tuple[Problem, int]]:
    """二十届三中全会审议通过《…第十五个五年规划的建议》: another meeting's."""
    text, entries = sheet.text, shipped_dated_words()
    for entry, start, end in named:
        stop = min(sheet.sentence(start, end)[1], end + _FAR)
        title = _TITLE.search(text, end, stop + 60)
        if not title or title.start() > stop or "中全会" in text[end : title.start()]:
            continue
        said = title[1] or title[2]
        other = next((e for e in entries if any(d in said for d in e.decided)), None)
        if other and other.word != entry.word and not any(d in said for d in entry.decided):
            found, expected = f"“{entry.short}”通过“{said[:30]}”", f"通过它的是{other.word}（{other.source}）"
            yield sheet.warn((start, end), "word.meeting", found, expected), start


def _never(sheet: Sheet) -> Iterator[tuple[Problem, int]]:
    """十九届八中全会: no congress had so many."""
    for m in _PLENUM.finditer(sheet.text):
        if "一二三四五六七八九十".find(m[2]) >= _HELD:
            expected = f"每届中央委员会的全会至今没有超过 {_HELD} 次"
            yield sheet.warn(m.span(), "word.meeting", f"“{m[0]}”", expected), m.start()
