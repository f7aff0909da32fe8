"""Days against the day the document was written, and spans said in days: a report of 7 July that tells of 20 August, 于1月3日前提交 in a
notice of 6 January, 公示期为7天，从3月3日到3月6日, 4月1日到4月10日，为期一个月, 已于2029年3月14日送达 (WORD-07).

A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from builder.checks.sheet import Sheet
from builder.model import Report, ReportKind
from builder.problems import Problem
from builder.text import count_of, when_asked

_DAY = r"(?<![\d年.])(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
_DONE_DAY = when_asked(rf"{_DAY}(?:[（(](?:星期|周)[一-龥][）)])?(?P<after>[^。；\n]{{0,40}})")
_DID = when_asked(
    r"签[订署约]|举行|举办|召开|开展了|开幕|闭幕|启动|组织|落户|揭牌|印发|出台|完成|通车|开工|竣工|投用|启用|入驻|发生|突发|接到|处置了|检查了|慰问|参加|赴|来|邀请|联合|挂牌|获|被|成立|接待|集中|发放|走访|累计|排查|出动|正式|圆满|顺利"
)
_PART = when_asked(r"(?<![\d年.])(?P<m>\d{1,2})月(?P<part>上旬|中旬|下旬|初|中|底|末)(?:以来|以后|起|后|至今)(?P<after>[^。；\n]{0,40})")
_BEGINS = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 25, "末": 25}
_TO_COME = when_asked(r"将|拟|计划|预计|预期|力争|确保|争取|届时|前(?!来|往)|安排|要|须|应|准备|打算|明年|下一步|截[至止]|到|至|每年|施行|有效|定于|目标|规定"
    r"|为期|以前|去年|上年|往年|20\d\d年|历史|往届|之后|起")
_NOT_DONE_HEAD = when_asked(r"打算|计划|安排|下一步|下步|下半年|明年|要求|目标|建议|部署|思路|措施|方案|谋划|重点任务|展望")
_ASKED_HEAD = when_asked(r"要求|下一步|下步|打算|安排|部署|建议|措施|计划|方向")
_TO_DO_HEAD = when_asked(r"工作要求|下一步|下步|打算|建议|下半年|明年")
_DEADLINE = when_asked(rf"(?P<in>于|在|须于|务必于|应于|请于|必须在|限)?{_DAY}(?:之?前|以前)(?P<what>[^。；\n]{{0,24}})")
_DEMAND = when_asked(r"提交|报送|上报|报|交|整改|处置|完成|补齐|到位|反馈|录入|完毕|拆除|销号|书面|办结|落实|答复|清零|缴|退")
_DONE = when_asked(r"已|均|全部(?:完成|整改)了|经|按要求|如期|提前|按期完成|了|原定|原计划|应于|本应")
_FOR_DAYS = (
    when_asked(rf"{_DAY}(?:起)?(?:至|到|—{{1,2}}|－|-|～)(?:(?P<k>\d{{1,2}})月)?(?P<e>\d{{1,2}})日[^，。；\d\n]{{0,10}}为期(?P<n>\d{{1,3}}|[两二三四五六七八九十]{{1,3}})天"),
    when_asked(rf"(?P<n>\d{{1,3}}|[两二三四五六七八九十]{{1,3}})天[，,（(：:](?:时间)?(?:为|是)?(?:从|自|即)?{_DAY}(?:起)?(?:至|到|—{{1,2}}|－|-|～)(?:(?P<k>\d{{1,2}})月)?(?P<e>\d{{1,2}})日"),
    when_asked(rf"(?:假期?|放假|公示|假日|长假|春节|国庆|五一|中秋|端午|清明|元旦)[^。；\d\n]{{0,8}}?{_DAY}(?:起)?(?:至|到|—{{1,2}}|－|-|～)(?:(?P<k>\d{{1,2}})月)?(?P<e>\d{{1,2}})日[，,、（(]{{0,2}}(?:一?共计?|为期|放假|时间)?(?P<n>\d{{1,2}}|[两二三四五六七八九十])天"),
)
_LASTED = when_asked(
    rf"(?:从|自)?{_DAY}(?:起)?[^，。；、\d\n]{{0,4}}?(?:至|到|—{{1,2}}|－|-|～)(?:(?P<k>\d{{1,2}})月)?(?P<e>\d{{1,2}})日(?:止)?[^，。；、\d\n]{{0,4}}?[，,（(]?[^，。；、\d\n]{{0,4}}?(?P<how>一共|共计|共|为期|历时|持续|公示期|期限|会期|假期|工期|周期|时长|前后)(?:为|是|共|达)?(?P<n>\d{{1,3}}|[两二三四五六七八九十]{{1,3}})天"
)
_WORK = when_asked("工作日|每天|[上下]午|晚|小时")
_SOON = 120  # days after its document that a day without a year is of the same
_CLOSE = 75  # days by which a demand may lie before its document, and be a slip
_MANY = r"(?P<n>[一两二三四五六七八九十]{1,3}|\d{1,2})"
_UNTIL = r"(?:起|开始)?(?:至|到|—{1,2}|-|－|～)"
_MONTHS = when_asked(rf"(?<![\d年.])(?P<a>\d{{1,2}})月份?{_UNTIL}(?P<b>\d{{1,2}})月份?(?P<how>[，,（(]?(?:一?共用?了?|总共|历时|为期|用时|持续))(?:了)?{_MANY}个月")
_FROM_TO = when_asked(
    rf"(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日{_UNTIL}(?:(?P<y>20\d\d)年)?(?P<k>\d{{1,2}})月(?P<e>\d{{1,2}})日[，,（(]?(?:一?共用?|总共|历时|为期|用时|持续|开展)(?:了)?(?:近|约)?{_MANY}(?P<unit>个月|周|个星期)"
)
_HALF = when_asked(r"(?P<half>上半年|下半年|前三季度)[（(](?P<a>\d{1,2})月?(?:至|到|—{1,2}|-|－|～)(?P<b>\d{1,2})月[）)]")
_OF_HALF = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_MONTH_TOLD = when_asked(r"(?P<y>20\d\d)(?<![已经部]于....)年(?P<m>\d{1,2})月(?:底|末|初|份)?(?!\d)")
_DONE_BY_THEN = when_asked(r"[，,]?[^。；，\n]{0,14}(?:已经?|如期|顺利|圆满|累计)(?:全部|全面|基本|提前)?(?:完成|建成|完工|竣工|投用|实现|启用|开通|建立|解决|整改)")
# 已于2027年5月完成; not what a later note tells of the document: 已于2027年废止.
_DONE_IN = when_asked(r"已(?:经|全部)?于(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:份|[底末初]|[上中下]旬|(?P<d>\d{1,2})日)?(?=[^。；\d\n]{0,4}[一-龥])")
_NOTED = when_asked("废止|失效|修订|修正|修改|调整|撤销|合并|更名|到期|届满|注[：:]|编者|备注")
_STILL_TO_COME = when_asked("计划|预计|预期|将|拟|力争|目标|届时|有望|确保|争取|前|可")
_REACH = 40


def check_deadlines(report: Report, sheet: Sheet, kind: ReportKind | None) -> Iterator[Problem]:
    """All of them."""
    yield from _for_days(sheet)
    yield from _spans(sheet)
    yield from _done_too_soon(report, sheet)
    yield from _done_in_time_to_come(report, sheet)
    meta = report.meta
    written = meta.written or meta.published
    if written is None or (meta.year and meta.year != written.year and meta.year != written.year - 1):
        return
    account = kind is not None and kind.half == "actual"
    if sheet.has("日前", "日之前", "日以前") and f"{written.year + 1}年" not in sheet.text[:300]:
        yield from _demands(sheet, written, account=account)
    if account and meta.year == written.year:
        for pattern in (_DONE_DAY, _PART):
            yield from _too_early(sheet, pattern, written)


def _too_early(sheet: Sheet, pattern: re.Pattern[str], written: date) -> Iterator[Problem]:
    """What is told as done on a day of that year that was still to come."""
    text = sheet.text
    for m in pattern.finditer(text):
        day = _day(written.year, int(m["m"]), int(m["d"]) if pattern is _DONE_DAY else _BEGINS[m["part"]])
        if day is None or day < written or (day == written and pattern is _DONE_DAY) or (day - written).days > _SOON:
            continue
        begin, end = sheet.sentence(m.start(), m.start() + 1)
        start = max(begin, m.start() - 40)
        after = m["after"][: max(0, end - m.start("after"))] if end > m.start("after") else ""
        told = _DID.search(after) or pattern is _PART
        if not told or _TO_COME.search(text, start, m.start()) or _TO_COME.search(after) or _NOT_DONE_HEAD.search(sheet.heading(m.start())):
            continue
        if re.search(r"(?:日|月)(?:至|到|—|－|-|～)\Z", text[max(0, m.start() - 4) : m.start()]):
            continue
        found = f"“{m[0][:40]}”，文件却是 {written} 的"
        yield sheet.warn((m.start(), m.start() + 8), "date.after-report", found, "不晚于文件的日期，或写明是计划", "核对原件和成文、发布日期")


def _demands(sheet: Sheet, written: date, *, account: bool) -> Iterator[Problem]:
    """What has to be done before a day that had already gone by."""
    text = sheet.text
    for m in sheet.matches(_DEADLINE, "日前", "日之前", "日以前"):
        day = _day(written.year, int(m["m"]), int(m["d"])) if int(m["m"]) <= 12 else None
        if day is None or not 0 < (written - day).days <= _CLOSE:
            continue
        begin, end = sheet.sentence(m.start(), m.end())
        if _DONE.search(text, max(begin, m.start() - 30), min(end, m.end())) or not _DEMAND.search(m["what"]) or re.search(r"20\d\d年|去年|上年|明年|次年|下年", text[begin:end]):
            continue
        asked = (_TO_DO_HEAD if account else _ASKED_HEAD).search(sheet.heading(m.start()))
        if asked or (not account and re.search(r"须|务必|请|必须|应当|逾期", text[begin:end])):
            found = f"“{m[0][:30]}”，文件却是 {written} 的"
            yield sheet.warn((m.start(), m.end("d") + 2), "date.before-report", found, "晚于文件日期的期限", "核对原件和成文、发布日期")


def _for_days(sheet: Sheet) -> Iterator[Problem]:
    """为期10天 between two days: both of them counted."""
    told: set[int] = set()
    for m in (m for p in (*_FOR_DAYS, _LASTED) for m in sheet.matches(p, "天")):
        first, last = _day(2025, int(m["m"]), int(m["d"])), _day(2025, int(m["k"] or m["m"]), int(m["e"]))
        if first is None or last is None or _WORK.search(m[0]):
            continue
        days = (last - first).days + 1
        said = count_of(m["n"])
        loose = {days + (first.month <= 2 < last.month), days - (m.re.pattern == _LASTED.pattern)}  # 29 February; the first day not counted
        if 1 < days < 200 and said not in {days, *loose} and m.start("d") not in told:
            told.add(m.start("d"))
            yield sheet.warn(m.span(), "date.impossible", f"“{m[0]}”：这几天一共 {days} 天", "和起止日期相符的天数")


def _spans(sheet: Sheet) -> Iterator[Problem]:
    for m in sheet.matches(_MONTHS, "个月"):
        months, said = int(m["b"]) - int(m["a"]) + 1, count_of(m["n"])
        loose = not m["how"].strip("，,（(").startswith(("共", "一共", "总共"))
        if 0 < months <= 12 and said not in ({months, months - 1} if loose else {months}):
            yield sheet.warn(m.span(), "date.impossible", f"“{m[0]}”：这几个月一共 {months} 个月", "和起止月份相符的月数")
    for m in sheet.matches(_FROM_TO, "个月", "周", "星期"):
        try:
            days = (date(2025, int(m["k"]), int(m["e"])) - date(2025, int(m["m"]), int(m["d"]))).days + 1
        except ValueError:
            continue
        lasted, said = days / (30.4 if m["unit"] == "个月" else 7), count_of(m["n"])
        if not m["y"] and days > 0 and abs(lasted - said) > (0.6 if said < 5 else 1):
            yield sheet.warn(m.span(), "date.impossible", f"“{m[0]}”：一共 {days} 天", "和起止日期相符的时间")
    for m in sheet.matches(_HALF, *(half + mark for half in _OF_HALF for mark in "（(")):
        if (int(m["a"]), int(m["b"])) != _OF_HALF[m["half"]]:
            first, last = _OF_HALF[m["half"]]
            yield sheet.warn(m.span(), "date.impossible", f"“{m[0]}”", f"{m['half']}是 {first} 月至 {last} 月")


def _done_too_soon(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """2027年5月，街道已经完成…, 截至2026年12月底 in a report that was written before."""
    written = report.meta.written or report.meta.published
    text = sheet.text
    for m in _MONTH_TOLD.finditer(text) if written else ():
        if written is None or (int(m["y"]), int(m["m"])) <= (written.year, written.month) or int(m["m"]) > 12:
            continue
        until = text[max(0, m.start() - 2) : m.start()] in {"截至", "截止"}
        begin, end = sheet.sentence(*m.span())
        beside = text[max(begin, m.start() - 12) : min(end, m.end() + _REACH)]
        if (until or _DONE_BY_THEN.match(text, m.end())) and not _STILL_TO_COME.search(beside):
            found = f"“{m[0]}”的事已经有了，文件却是 {written} 的"
            yield sheet.warn(m.span(), "date.after-report", found, "不晚于文件的日期，或写明是计划", "核对原件和成文、发布日期")


def _done_in_time_to_come(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """已于2029年3月14日送达 in a notice of 2025: 已于 tells what is done, whatever stands beside it."""
    days = [day for day in (report.meta.written, report.meta.published) if day]
    for m in sheet.matches(_DONE_IN, "已于", "已经于", "已全部于") if days else ():
        last = max(days)
        told = tuple(int(m[k]) for k in ("y", "m", "d") if m[k])
        if told <= (last.year, last.month, last.day)[: len(told)] or not 1 <= told[1] <= 12:
            continue
        begin, end = sheet.sentence(*m.span())
        if not _NOTED.search(sheet.text, max(begin, m.start() - _REACH), min(end, m.end() + _REACH)):
            found = f"“{m[0]}”的事已经有了，文件却是 {last} 的"
            yield sheet.warn(m.span(), "date.after-report", found, "不晚于文件的日期，或写明是计划", "核对原件和成文、发布日期")



def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
