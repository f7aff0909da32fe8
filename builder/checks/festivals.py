"""Days that everybody knows, said with another date; and spans of time that are longer or shorter than their ends: 7月1日建军节, 4月1日到4月10日，为期一个月.

A report and its sheet in, findings out. Days that no calendar has are ``days``'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Problem
from builder.text import count_of

# The names by themselves; 国际, 世界, 全国 may stand before them.
_DAYS = {
    "元旦": (1, 1), "人民警察节": (1, 10), "学雷锋纪念日": (3, 5), "学雷锋日": (3, 5), "妇女节": (3, 8), "劳动妇女节": (3, 8), "植树节": (3, 12), "消费者权益日": (3, 15),
    "水日": (3, 22), "气象日": (3, 23), "卫生日": (4, 7), "全民国家安全教育日": (4, 15), "国家安全教育日": (4, 15), "地球日": (4, 22), "读书日": (4, 23), "劳动节": (5, 1),
    "青年节": (5, 4), "护士节": (5, 12), "防灾减灾日": (5, 12), "家庭日": (5, 15), "博物馆日": (5, 18), "无烟日": (5, 31), "儿童节": (6, 1), "环境日": (6, 5), "爱眼日": (6, 6),
    "献血者日": (6, 14), "土地日": (6, 25), "禁毒日": (6, 26), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "爱牙日": (9, 20), "烈士纪念日": (9, 30), "国庆节": (10, 1),
    "粮食日": (10, 16), "消防日": (11, 9), "消防宣传日": (11, 9), "记者节": (11, 8),
    "艾滋病日": (12, 1), "交通安全日": (12, 2), "宪法日": (12, 4), "志愿者日": (12, 5), "公祭日": (12, 13),
}  # fmt: skip
_NAMES = "|".join(sorted(_DAYS, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![\d年.])(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:[（(](?:星期|周)[一二三四五六日天][）)])?(?:[（(]|是|为|系|[“\"])?(?:第[一-龥\d]{{1,4}}个)?(?:国际|世界|全国|中国|国家|全民|联合国)?[“\"]?(?P<name>{_NAMES})[”\"]?"
    r"(?!前|来临|后|期间|到来|之际|临近|将至|宣传[周月]|系列|主题[周月]|[周月季]|假|慰问金)"
)
_IN_BRACKETS = re.compile(rf"(?P<name>{_NAMES})[”\"]?(?:当天|当日)?[（(](?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日[）)]")
_HOLIDAY = re.compile(
    r"(?P<name>国庆|五一|劳动节|元旦)节?[”\"]?(?:假期|期间|小长假|黄金周|长假|假日)?[（(](?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    r"(?:至|到|—{1,2}|-|～)(?:(?P<n>\d{1,2})月)?(?P<e>\d{1,2})日[）)]"
)
_OF_HOLIDAY = {"国庆": (10, 1), "五一": (5, 1), "劳动节": (5, 1), "元旦": (1, 1)}
_MOON = {"元宵": "正月十五", "春节": "正月初一", "端午": "五月初五", "七夕": "七月初七", "中秋": "八月十五", "重阳": "九月初九", "腊八": "腊月初八", "龙抬头": "二月初二"}
_MOON_DAY = r"(?P<day>(?:正|[一二三四五六七八九十]{1,2}|冬|腊)月(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]|二十[一二三四五六七八九]?|三十))"
_MOON_NAMES = "|".join(_MOON)
_BY_MOON = (
    re.compile(rf"(?P<name>{_MOON_NAMES})节?(?:当天|当日)?[，,（(]?农历{_MOON_DAY}"),
    re.compile(rf"农历{_MOON_DAY}[，,（(]?(?:是|为)?(?P<name>{_MOON_NAMES})节?(?!前|后|来临|期间)"),
)
_N = r"(?P<n>[一两二三四五六七八九十]{1,3}|\d{1,2})"
_TO = r"(?:起|开始)?(?:至|到|—{1,2}|-|－|～)"
_MONTHS = re.compile(rf"(?<![\d年.])(?P<a>\d{{1,2}})月份?{_TO}(?P<b>\d{{1,2}})月份?(?P<how>[，,（(]?(?:一?共用?了?|总共|历时|为期|用时|持续))(?:了)?{_N}个月")
_FROM_TO = re.compile(
    rf"(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日{_TO}(?:(?P<y>20\d\d)年)?(?P<k>\d{{1,2}})月(?P<e>\d{{1,2}})日[，,（(]?(?:一?共用?|总共|历时|为期|用时|持续|开展)(?:了)?(?:近|约)?{_N}(?P<unit>个月|周|个星期)"
)
_HALF = re.compile(r"(?P<half>上半年|下半年|前三季度)[（(](?P<a>\d{1,2})月?(?:至|到|—{1,2}|-|－|～)(?P<b>\d{1,2})月[）)]")
_OF_HALF = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_CLOCK = re.compile(r"(?<![\d:：])(?P<h>\d{1,2})(?:[时点](?P<q>\d{1,2})分(?!钟)|[:：](?P<r>\d\d)(?![\d:：]))")
_CLOCK_SIGN = re.compile(r"[时点:：](?<=\d.)(?=\d)")
_SAYS_CLOCK = re.compile(r"(?:上午|下午|晚上|早上|凌晨|中午|当晚|傍晚|日|每天|每晚|定于|于)\Z")
_MONTH_TOLD = re.compile(r"(?P<y>20\d\d)(?<![已经部]于....)年(?P<m>\d{1,2})月(?:底|末|初|份)?(?!\d)")
_DONE = re.compile(r"[，,]?[^。；，\n]{0,14}(?:已经?|如期|顺利|圆满|累计)(?:全部|全面|基本|提前)?(?:完成|建成|完工|竣工|投用|实现|启用|开通|建立|解决|整改)")
# 已于2027年5月完成; not what a later note tells of the document: 已于2027年废止.
_DONE_IN = re.compile(r"已(?:经|全部)?于(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:份|[底末初]|[上中下]旬|(?P<d>\d{1,2})日)?(?=[^。；\d\n]{0,4}[一-龥])")
_NOTED = re.compile("废止|失效|修订|修正|修改|调整|撤销|合并|更名|到期|届满|注[：:]|编者|备注")
_TO_COME = re.compile("计划|预计|预期|将|拟|力争|目标|届时|有望|确保|争取|前|可")
_REACH = 40


def check_festivals(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in (*sheet.matches(_NAMED, *_DAYS), *sheet.matches(_IN_BRACKETS, *_DAYS)):
        month, day = _DAYS[m["name"]]
        if (int(m["m"]), int(m["d"])) != (month, day):
            yield _told(sheet, m.span(), f"“{m[0]}”", f"{m['name']}是 {month} 月 {day} 日")
    for m in sheet.matches(_HOLIDAY, *_OF_HOLIDAY):
        fixed, first, last = _OF_HOLIDAY[m["name"]], (int(m["m"]), int(m["d"])), (int(m["n"] or m["m"]), int(m["e"]))
        if first <= last and not first <= fixed <= last:
            yield _told(sheet, m.span(), f"“{m[0]}”", f"有 {fixed[0]} 月 {fixed[1]} 日的假期")
    for m in (m for p in _BY_MOON for m in sheet.matches(p, "农历")):
        if m["day"].replace("一月", "正月").replace("十二月", "腊月") != _MOON[m["name"]]:
            yield _told(sheet, m.span(), f"“{m[0]}”", f"{m['name']}是农历{_MOON[m['name']]}")
    yield from _spans(sheet)
    signs = (m.start() for m in _CLOCK_SIGN.finditer(text))
    for m in (m for span in sheet.near(signs, 3, 5) for m in _CLOCK.finditer(text, *span)):
        minute = m["q"] or m["r"]
        if (int(m["h"]) > 24 or int(minute) > 59) and (m["q"] or _SAYS_CLOCK.search(text, max(0, m.start() - 4), m.start())):
            yield _told(sheet, m.span(), f"没有“{m[0]}”这样的时间", "0 到 24 点")
    yield from _done_too_soon(report, sheet)
    yield from _done_in_time_to_come(report, sheet)


def _spans(sheet: Sheet) -> Iterator[Problem]:
    for m in sheet.matches(_MONTHS, "个月"):
        months, said = int(m["b"]) - int(m["a"]) + 1, count_of(m["n"])
        loose = not m["how"].strip("，,（(").startswith(("共", "一共", "总共"))
        if 0 < months <= 12 and said not in ({months, months - 1} if loose else {months}):
            yield _told(sheet, m.span(), f"“{m[0]}”：这几个月一共 {months} 个月", "和起止月份相符的月数")
    for m in sheet.matches(_FROM_TO, "个月", "周", "星期"):
        try:
            days = (date(2025, int(m["k"]), int(m["e"])) - date(2025, int(m["m"]), int(m["d"]))).days + 1
        except ValueError:
            continue
        lasted, said = days / (30.4 if m["unit"] == "个月" else 7), count_of(m["n"])
        if not m["y"] and days > 0 and abs(lasted - said) > (0.6 if said < 5 else 1):
            yield _told(sheet, m.span(), f"“{m[0]}”：一共 {days} 天", "和起止日期相符的时间")
    for m in sheet.matches(_HALF, *(half + mark for half in _OF_HALF for mark in "（(")):
        if (int(m["a"]), int(m["b"])) != _OF_HALF[m["half"]]:
            first, last = _OF_HALF[m["half"]]
            yield _told(sheet, m.span(), f"“{m[0]}”", f"{m['half']}是 {first} 月至 {last} 月")


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
        if (until or _DONE.match(text, m.end())) and not _TO_COME.search(beside):
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


def _told(sheet: Sheet, span: tuple[int, int], found: str, expected: str) -> Problem:
    return sheet.warn(span, "date.impossible", found, expected)
