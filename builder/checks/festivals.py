"""Days that everybody knows, said with another date: 7月1日建军节, 农历八月十四中秋; and minutes that no clock has.

A sheet in, findings out. Days that no calendar has are ``days``'.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

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
_NAMED = when_asked(
    rf"(?<![\d年.])(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:[（(](?:星期|周)[一二三四五六日天][）)])?(?:[（(]|是|为|系|[“\"])?(?:第[一-龥\d]{{1,4}}个)?(?:国际|世界|全国|中国|国家|全民|联合国)?[“\"]?(?P<name>{_NAMES})[”\"]?"
    r"(?!前|来临|后|期间|到来|之际|临近|将至|宣传[周月]|系列|主题[周月]|[周月季]|假|慰问金)"
)
_IN_BRACKETS = when_asked(rf"(?P<name>{_NAMES})[”\"]?(?:当天|当日)?[（(](?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日[）)]")
_HOLIDAY = when_asked(
    r"(?P<name>国庆|五一|劳动节|元旦)节?[”\"]?(?:假期|期间|小长假|黄金周|长假|假日)?[（(](?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    r"(?:至|到|—{1,2}|-|～)(?:(?P<n>\d{1,2})月)?(?P<e>\d{1,2})日[）)]"
)
_OF_HOLIDAY = {"国庆": (10, 1), "五一": (5, 1), "劳动节": (5, 1), "元旦": (1, 1)}
_MOON = {"元宵": "正月十五", "春节": "正月初一", "端午": "五月初五", "七夕": "七月初七", "中秋": "八月十五", "重阳": "九月初九", "腊八": "腊月初八", "龙抬头": "二月初二"}
_MOON_DAY = r"(?P<day>(?:正|[一二三四五六七八九十]{1,2}|冬|腊)月(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]|二十[一二三四五六七八九]?|三十))"
_MOON_NAMES = "|".join(_MOON)
_BY_MOON = (
    when_asked(rf"(?P<name>{_MOON_NAMES})节?(?:当天|当日)?[，,（(]?农历{_MOON_DAY}"),
    when_asked(rf"农历{_MOON_DAY}[，,（(]?(?:是|为)?(?P<name>{_MOON_NAMES})节?(?!前|后|来临|期间)"),
)
_CLOCK = when_asked(r"(?<![\d:：])(?P<h>\d{1,2})(?:[时点](?P<q>\d{1,2})分(?!钟)|[:：](?P<r>\d\d)(?![\d:：]))")
_CLOCK_SIGN = when_asked(r"[时点:：](?<=\d.)(?=\d)")
_SAYS_CLOCK = when_asked(r"(?:上午|下午|晚上|早上|凌晨|中午|当晚|傍晚|日|每天|每晚|定于|于)\Z")


def check_festivals(sheet: Sheet) -> Iterator[Problem]:
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
    signs = (m.start() for m in _CLOCK_SIGN.finditer(text))
    for m in (m for span in sheet.near(signs, 3, 5) for m in _CLOCK.finditer(text, *span)):
        minute = m["q"] or m["r"]
        if (int(m["h"]) > 24 or int(minute) > 59) and (m["q"] or _SAYS_CLOCK.search(text, max(0, m.start() - 4), m.start())):
            yield _told(sheet, m.span(), f"没有“{m[0]}”这样的时间", "0 到 24 点")


def _told(sheet: Sheet, span: tuple[int, int], found: str, expected: str) -> Problem:
    return sheet.warn(span, "date.impossible", found, expected)
