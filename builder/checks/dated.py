"""Days in a text against those of its record: 自…起施行 and ``effective``, what a plan wants done before its own year, the year of a statutory report (WORD-07).

A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from builder.checks.sheet import Sheet
from builder.model import Report, ReportKind
from builder.problems import Problem
from builder.text import count_of, when_asked

_SORTS = "办法|规定|细则|条例|章程|规则|制度|预案|规程|通知|通告|公告|方案|意见|决定|措施|政策|标准"
_IN_FORCE = when_asked(
    rf"本(?:{_SORTS})自(20\d\d)年(\d{{1,2}})月(\d{{1,2}})日(?:起|开始|之日起)(?:正式)?(?:施行|实施|执行|生效)"
    r"(?:[，,；;]有效期(?:为|限)?(?P<n>\d|[一二两三四五六七八九十])年)?"
)
_BEFORE = when_asked(
    r"(?<!\d)(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?(?:之)?前(?!已|均已)[^，。；已未的\d\n]{0,8}(?:完成|完工|建成|竣工|投入|投用|实现|达到|开工|启用|通车)(?!的)"
)
_LATE_ALREADY = when_asked("原计划|原定|应于|未能|遗留|逾期|滞后|延期")
_SPAN = when_asked(r"(?:统计|报告|数据|时间)[^。；\d\n]{0,10}自?(20\d\d)年1月1日(?:起)?[至到—－-]{1,2}(20\d\d)年12月31日")
_MONTH = timedelta(days=31)
_OF_ONE_YEAR = frozenset(("niandubaogao", "zongjie"))


def check_dated(report: Report, sheet: Sheet, kind: ReportKind | None) -> Iterator[Problem]:
    """All of them."""
    meta = report.meta
    for m in _IN_FORCE.finditer(sheet.text) if meta.effective and sheet.has("起") else ():
        day = _day(*map(int, m.group(1, 2, 3)))
        if day is None:
            continue  # told already
        if day != meta.effective:
            yield _other(sheet, m, f"“{m[0]}”，元数据写的是 {meta.effective}", "核对原件和 effective")
        elif m["n"] and meta.expires:
            years = count_of(m["n"])
            end = _day(day.year + years, day.month, min(day.day, 28))
            if end and abs(meta.expires - end) > _MONTH:
                yield _other(sheet, m, f"“{m[0]}”，元数据的有效期到 {meta.expires}", "核对原件和 expires")
    for m in _BEFORE.finditer(sheet.text) if meta.year and kind and kind.half == "target" and not meta.period.endswith("五年") else ():
        if int(m[1]) < meta.year and not _LATE_ALREADY.search(sheet.text, *sheet.sentence(*m.span())):
            found = f"“{m[0]}”，计划的是 {meta.year} 年"
            yield sheet.warn(m.span(), "date.before-year", found, "所计划的年份之中或之后的日期")
    for m in _SPAN.finditer(sheet.text) if meta.year and meta.kind in _OF_ONE_YEAR and meta.period in {"", "全年"} else ():
        if m[1] == m[2] and int(m[1]) != meta.year and str(meta.year) in meta.title:
            found = f"“{m[0]}”，year 写的是 {meta.year}"
            yield sheet.warn(m.span(), "body.year", found, "和元数据一致的正文", "核对原件和元数据")


def _other(sheet: Sheet, m: re.Match[str], found: str, action: str) -> Problem:
    return sheet.warn(m.span(), "body.date", found, "和元数据一致的日期", action)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
