"""What begins and ends, and days of the week without a year: 自 2026 年起施行，有效期至 2021 年; works that are done before they begin; 3月20日（星期四）.

A report and its sheet in, findings out. Days that no calendar has are ``days``'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_WEEK = "一二三四五六日"
_WEEKDAY = when_asked(r"[（(](?:星期|周)([一二三四五六日天])[）)]")
_DAY_BEFORE = when_asked(r"(?<![\d.年])(\d{1,2})月(\d{1,2})日\Z")
_YEAR = when_asked(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_FULL = r"(20\d\d)年(\d{1,2})月(\d{1,2})日"
_IN_FORCE = when_asked(
    rf"{_FULL}(?:起|开始|之日起)?(?:正式)?(?:施行|实施|执行|生效)[，,；;（(]?[^。；\d\n]{{0,10}}"
    rf"(?:有效|施行|执行|截?止|试行)[^。；\d\n]{{0,6}}(?:至|到|截至|为|于){_FULL}"
)
_FROM_TO = when_asked(rf"{_FULL}(?:起)?(?:至|到|—{{1,2}}|－|-|～|~){_FULL}")
_MONTH = r"(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日|[上中下]旬|[初底末])?"
_BEGIN = "(?:试运行|试运营|试营业|试生产|开工|动工|启动|开建|开始|进场|立项|奠基|破土)"
_END = (
    "(?:完工|竣工|建成|完成(?![^，。；、\n]{0,4}(?:立项|设计|前期|征地|审批|可研|规划|报批|评审|招标代理|备案|批复))|结束|投用|交付|投产|通车|验收|投运|运营|启用|"
    "完成验收|投入使用|投入运营|投入生产|交工|结项|收官|落成)"
)
_SHORT = r"[^，。；、\d\n的和与及]"  # of one thing, not of this and another one
_EARLY = "(?:立项|获批|批复|奠基|签约|招标|开标)"
_GROUND = "(?:开工|动工|开建|进场|破土|施工)"
_WORKS_EARLY = when_asked(rf"{_MONTH}前?{_SHORT}{{0,6}}{_EARLY}(?:{_SHORT}{{0,6}}[，,、；;]{_SHORT}{{0,10}}|{_SHORT}{{0,10}}){_MONTH}前?{_SHORT}{{0,6}}(?:{_GROUND}|"
    rf"{_END}){_SHORT}{{0,6}}(?=[，。；、）)\n])")
_WORKS = when_asked(rf"{_MONTH}前?{_SHORT}{{0,6}}{_BEGIN}(?:{_SHORT}{{0,6}}[，,、；;]{_SHORT}{{0,10}}|"
    rf"{_SHORT}{{0,10}}){_MONTH}前?{_SHORT}{{0,6}}{_END}{_SHORT}{{0,6}}(?=[，。；、）)\n]|并|投入|验收|使用|运行)")
_MONTHS = when_asked(r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日|[上中下]旬|[初底末])?(?:起|开始)?(?:至|到|—{1,2}|－|-|–|～|~)(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_BEGIN_HEAD = when_asked(r"(?:开工|动工|开始|起始|启动|生效|施行|实施)(?:时间|日期|年月|年份)\Z")
_END_HEAD = when_asked(r"(?:完工|竣工|建成|完成|结束|终止|截止|到期|失效|投用)(?:时间|日期|年月|年份)\Z")
_HOW = when_asked("计划|实际|预计|预期|拟|项目|工程")
_CELL = when_asked(r"(20\d\d)(?:年|[-./])(?:(\d{1,2})(?:(?:月|[-./])(?:(\d{1,2})日?)?)?)?(?:[上中下]旬|[初底末]|前)*\Z")
_NEAR_BY = 120  # days within which a day of another year than the record's is meant
_LATE = 12  # the month of a year that is told without one, where the end is judged


def check_periods(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for pattern, hints in ((_IN_FORCE, ("行", "效")), (_FROM_TO, ("日",))):
        for m in pattern.finditer(text) if sheet.has(*hints) else ():
            y, mo, d, y2, mo2, d2 = map(int, m.groups())
            if (y2, mo2, d2) < (y, mo, d):
                yield _ends_early(sheet, m)
    for m in (*_WORKS.finditer(text), *_WORKS_EARLY.finditer(text), *_MONTHS.finditer(text)) if sheet.has("月") else ():
        begins, ends = (int(m[1]), int(m[2] or 1), int(m[3] or 1)), (int(m[4]), int(m[5] or _LATE), int(m[6] or 31))
        if ends < begins and not (m.re.pattern == _MONTHS.pattern and _FROM_TO.match(text, m.start())):
            yield _ends_early(sheet, m)
    for table in all_tables(report.blocks):
        yield from _in_table(table, sheet.path)
    yield from _weekdays(report, sheet)


def _ends_early(sheet: Sheet, m: re.Match[str]) -> Problem:
    found = f"“{m[0]}”：结束早于开始"
    return sheet.warn(m.span(), "date.impossible", found, "先开始、后结束的日期")


def _in_table(table: Block, path: str) -> Iterator[Problem]:
    """A row that is done before it begins."""
    heads = [c.text.strip() for c in table.header]
    begins = [n for n, h in enumerate(heads) if _BEGIN_HEAD.search(h)]
    ends = [n for n, h in enumerate(heads) if _END_HEAD.search(h)]
    # 报名截止时间 is before 考试开始时间: of one thing, or nothing can be said.
    if len(begins) != 1 or len(ends) != 1 or _HOW.sub("", _BEGIN_HEAD.sub("", heads[begins[0]])) != _HOW.sub("", _END_HEAD.sub("", heads[ends[0]])):
        return
    for row in table.rows:
        if len(row) < len(heads):
            continue
        begin, end = _CELL.match(row[begins[0]].text.strip()), _CELL.match(row[ends[0]].text.strip())
        if begin and end and (int(end[1]), int(end[2] or _LATE), int(end[3] or 31)) < (int(begin[1]), int(begin[2] or 1), int(begin[3] or 1)):
            found = f"“{heads[begins[0]]}”是 {begin[0]}，“{heads[ends[0]]}”是 {end[0]}"
            yield Problem(Location(path, row[ends[0]].line), "warning", "date.impossible", "", found, "先开始、后结束的日期", "核对原件")


def _weekdays(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A day without its year: the years that the sentence names, else those of the record; it fits one of them, or it is wrong."""
    meta, text = report.meta, sheet.text
    own = {y for y in (meta.year, meta.written and meta.written.year, meta.published and meta.published.year) if y}
    for said in _WEEKDAY.finditer(text) if sheet.has("星期", "周") else ():
        m = _DAY_BEFORE.search(text, max(0, said.start() - 7), said.start())
        if m is None or not own:
            continue
        begin, _ = sheet.sentence(*m.span())
        named = [int(y) for y in _YEAR.findall(text, begin, m.start())]
        may_be = {*own, *named, *_next_to(report, int(m[1]), int(m[2]))}
        real = {_WEEK[day.weekday()] for year in may_be if (day := _day(year, int(m[1]), int(m[2])))}
        if real and said[1].replace("天", "日") not in real:
            years = "或 ".join(str(y) for y in sorted(may_be))
            found, expected = f"“{m[0]}{said[0]}”", f"{years} 年的这一天是星期{'或'.join(sorted(real, key=_WEEK.index))}"
            yield sheet.warn((m.start(), said.end()), "date.weekday", found, expected)


def _next_to(report: Report, month: int, day: int) -> Iterator[int]:
    """In January one speaks of last December, in December of January to come."""
    for own in (report.meta.written, report.meta.published):
        for year in (own.year - 1, own.year + 1) if own else ():
            other = _day(year, month, day)
            if own and other and abs((other - own).days) <= _NEAR_BY:
                yield year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
