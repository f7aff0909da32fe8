"""Days, months, hours and spans of time that cannot be (WORD-07). A report's sheet in, findings out."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date

from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import chinese_number, when_asked

_DAY = when_asked(r"([0-9][0-9]{0,3})(?:年([0-9]{1,2}))?月([0-9]{1,2})日(?:[（(]?(?:星期|周)([一二三四五六日天])[）)]?)?")
_MONTH = when_asked(r"月(?<=\d月)")
_OF_YEAR = when_asked(r"(?<!\d)(?:19|20)\d\d年(?:0|00|1[3-9]|[2-9]\d)\Z")
_ALONE = when_asked(r"(?<![\d.年])(?:1[3-9]|[2-9]\d)\Z")
_DAY_TOLD = when_asked(r"\d{1,2}日")
_NOT_OF_AGE = when_asked(r"[，。；、）底末初中上下份至到起]|\d{1,2}日")
_UNTIL = when_asked(r" ?(?:起)?(?:至|到|—{1,2}|－|-|～|~) ?(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日")
_COUNT = when_asked(r"(?:止)?[，,、（(]{0,2}(?:共计?|为期|历时|计|时长|期限)?(?:为)? ?(\d{1,3})(?P<work>个工作)?[天日](?![内前后])")
_YEARS = when_asked(r"([12](?<![\d-].)(?:(?<=1)9|(?<=2)0)\d\d)年? ?(?:—{1,2}|－|-|–|至|到|～|~) ?((?:19|20)\d\d)年")
_QUARTER = when_asked(r"第?([一二三四1-4])季度[（(](\d{1,2})月?份? ?(?:至|到|—{1,2}|－|-|–|～|~|、) ?(?:\d{1,2}、)?(\d{1,2})月份?[）)]")
_COLON = when_asked(r"[:：](?<=\d.)(?=\d\d ?[—－\-–至到～~])")
_CLOCK = when_asked(r"(?<!\d)(?<!\d[:：])(\d{1,2})[:：](\d\d) ?(?:—{1,2}|－|-|–|至|到|～|~) ?(\d{1,2})[:：](\d\d)(?![\d:：])")
_MORNING, _EVENING, _HOURS = 6, 20, 5  # o'clock; hours by which an end is before its beginning by a slip of the pen
_SPELLED = when_asked("(二[〇○零][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_HOUR = when_asked(r"(?:(?P<half>上午|早上|凌晨|下午|晚上)|(?<=日))(?P<hour>\d{1,2})[时点:：](?:(?P<minute>\d{1,2})分?)?(?!\d|[个多余])")
_HOUR_SIGN = when_asked(r"[时点:：](?<=\d.)")
_WEEK = "一二三四五六日"
# A slip of the keys: 2205年底, 20225年, 202年3月, 1024年12月; who speaks of a time so far off says 使用至2074年.
_YEAR = when_asked(r"年(?<=\d年)")
_DIGITS = when_asked(r"(?<![\d.,])\d{3,6}\Z")
_NO_YEAR = when_asked(r"(?:2[1-9]|[3-9]\d)\d\d年(?![限费租薪息均以产])|(?:20\d{3}|2\d20\d\d|20\d2\d\d)年(?![限费租薪息均产]|[^，。；\n]{0,4}元)")
_DATED = r"(?:度|底|末|\d{1,2}月(?:底|末|至|前|\d{1,2}日前)|上半年|下半年|工作|[计规]划|全[年县市区镇])"
_NO_DATE = when_asked(rf"20\d年(?:\d{{1,2}}月|底|末|度|上半年|下半年|第?[一二三四]季度|工作)|1[0-8]\d\d年{_DATED}|20(?:6[1-9]|[7-9]\d)年{_DATED}")
_USUAL = when_asked(r"(?:19\d\d|20[0-5]\d|2060)\Z")
_FAR_OFF = when_asked(r"使用|出让|产权|租|期限|到期|有效期|设计|历史|世纪|始建|公元|古|[清明宋元唐]")
_IN_NUMBER = tuple(".0123456789")


def check_days(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    yield from _days(sheet)
    yield from _hours(sheet)
    for m in _MONTH.finditer(text):
        before = max(0, m.start() - 7)
        if _DAY_TOLD.match(text, m.end()):
            continue  # 13月20日: told as a day
        month = _OF_YEAR.search(text, before, m.start()) or (_ALONE.search(text, before, m.start()) if _NOT_OF_AGE.match(text, m.end()) else None)
        if month:
            span = (month.start(), m.end())
            yield _impossible(sheet, span, f"没有“{month[0]}月”", "1 到 12 月")
    for m in _YEARS.finditer(text):
        if int(m[1]) > int(m[2]):
            yield _impossible(sheet, m.span(), f"“{m[0]}”：前一年晚于后一年", "先后相符的年份")
    for sign in _YEAR.finditer(text):
        digits = _DIGITS.search(text, max(0, sign.start() - 7), sign.start())
        odd = (_NO_YEAR.match(text, digits.start()) or _NO_DATE.match(text, digits.start())) if digits and not _USUAL.match(digits[0]) else None
        if odd is None or digits is None:
            continue
        begin, end = sheet.sentence(*odd.span())
        if not _FAR_OFF.search(text, max(begin, odd.start() - 24), min(end, odd.end() + 16)):
            yield _impossible(sheet, (digits.start(), sign.end()), f"“{digits[0]}年”", "合乎情理的年份")
    for m in sheet.matches(_QUARTER, "季度"):
        quarter = "一二三四".find(m[1]) + 1 or int(m[1])
        if int(m[2]) < quarter * 3 - 2 or int(m[3]) > quarter * 3:
            yield _impossible(sheet, m.span(), f"“{m[0]}”", f"这一季度是 {quarter * 3 - 2} 月至 {quarter * 3} 月")
    for colon in _COLON.finditer(text):
        clock = _CLOCK.match(text, colon.start() - 2) or _CLOCK.match(text, colon.start() - 1)
        if clock and any((hour, minute) > (24, 0) or minute > 59 for hour, minute in (map(int, clock.group(1, 2)), map(int, clock.group(3, 4)))):
            yield _impossible(sheet, clock.span(), f"没有“{clock[0]}”这样的时间", "0 到 24 点")
        elif clock and _runs_back(*map(int, clock.groups())):
            yield _impossible(sheet, clock.span(), f"“{clock[0]}”：结束早于开始", "先开始、后结束的时间")
    for m in _SPELLED.finditer(text) if sheet.has("二〇", "二○", "二零") else ():
        if not _is_day(*(chinese_number(n.replace("○", "〇")) or 0 for n in m.groups())):
            yield _impossible(sheet, m.span(), f"没有“{m[0]}”这一天", "有的日期")


def _runs_back(hour: int, minute: int, until: int, then: int) -> bool:
    """11:00—9:00 on one day; what ends at night or begins in the evening may end on the next."""
    return until >= _MORNING and hour <= _EVENING and 0 < (hour * 60 + minute) - (until * 60 + then) <= _HOURS * 60


def _hours(sheet: Sheet) -> Iterator[Problem]:
    """25时30分, 9时75分, 上午15时."""
    signs = (m.start() for m in _HOUR_SIGN.finditer(sheet.text))
    for m in (m for span in sheet.near(signs, 5, 6) for m in _HOUR.finditer(sheet.text, *span)):
        hour, minute, half = int(m["hour"]), int(m["minute"] or 0), m["half"]
        if hour > 24 or minute > 59 or (half in {"上午", "早上", "凌晨"} and hour > 12):
            yield _impossible(sheet, m.span(), f"没有“{m[0]}”这样的时间", "0 到 24 点")


def _impossible(sheet: Sheet, span: tuple[int, int], found: str, expected: str) -> Problem:
    return sheet.warn(span, "date.impossible", found, expected)


def _days(sheet: Sheet) -> Iterator[Problem]:
    for m in _DAY.finditer(sheet.text):
        if sheet.text[max(0, m.start() - 1) : m.start()] in _IN_NUMBER:
            continue  # the end of a longer number
        year, month, day = (int(m[1]), int(m[2]), int(m[3])) if m[2] else (0, int(m[1]), int(m[3]))
        if not _is_day(year, month, day):
            yield _impossible(sheet, m.span(), f"没有“{m[0]}”这一天", "有的日期")
        elif 1900 <= year < 2100 and m[4]:
            real = _WEEK[date(year, month, day).weekday()]
            if real != m[4].replace("天", "日"):
                yield sheet.warn(m.span(), "date.weekday", f"“{m[0]}”", f"这一天是星期{real}")
        until = _UNTIL.match(sheet.text, m.end())
        first, last = (month, day), (int(until[2] or month), int(until[3])) if until else (12, 31)
        if until and (count := _COUNT.match(sheet.text, until.end())) and not count["work"]:
            yield from _counted(sheet, (m.start(), count.end()), (year, *first), (int(until[1] or year), *last), int(count[1]))
        if until and not until[1] and last < first and month - last[0] < 4 and not (month > 9 and last[0] < 4):  # else it may end in the next year
            yield _impossible(sheet, (m.start(), until.end()), f"“{m[0]}{until[0]}”：结束早于开始", "先开始、后结束的日期")


def _is_day(year: int, month: int, day: int) -> bool:
    """Is there such a day? ``year`` 0: in any year."""
    return 1 <= month <= 12 and 1 <= day <= 31 - (month in {4, 6, 9, 11}) and not (month == 2 and day > 28 + (not year or isleap(year)))


def _counted(sheet: Sheet, span: tuple[int, int], first: tuple[int, int, int], last: tuple[int, int, int], said: int) -> Iterator[Problem]:
    """5月13日至5月19日，共7天: the first day counted or not."""
    try:
        days = (date(last[0] or 2023, *last[1:]) - date(first[0] or 2023, *first[1:])).days
    except ValueError:
        return  # told already
    if 0 < days < 200 and said not in {days, days + 1}:
        found = f"“{sheet.text[slice(*span)]}”：这几天一共 {days + 1} 天"
        yield _impossible(sheet, span, found, "和起止日期相符的天数")
