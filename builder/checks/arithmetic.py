"""Figures and days that contradict themselves inside one sentence or one table (WORD-07). A report's sheet in, findings out.

Only what anyone can work out again: nothing here knows what a figure is about.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date

from builder.checks.sheet import Sheet
from builder.problems import Problem

_N = r"\d{1,12}(?:\.\d{1,6})?"
_NEGATIVE = re.compile(rf"(?:增长|增加|提高|上升|增幅|增速|下降|减少|降低)(?:了|为|约|率为?|达|是)?\s?[-－−—]{{1,2}}\s?{_N}\s?[%％]")
_FALLS = re.compile(rf"(?:下降|减少|降低|压减|缩短)(?:了|约|近|达)?\s?({_N})\s?[%％]")
_RATES = re.compile(
    rf"(?<!毛)(?:覆盖率|合格率|达标率|知晓率|满意率|满意度|及格率|办结率|回复率|普及率|优良率|抽检率|好评率|出勤率|签约率|入户率|处置率|整改率|成活率|空置率)"
    rf"(?:均|都)?(?:为|达到?|保持在?|提高到|提升至?到?)?(?:了|约)?\s?({_N})\s?[%％]"
)
_LOSS = re.compile("利润|亏|净|收益|顺差|逆差|增幅|增速")
_SHARES = re.compile(rf"分别占[^。；\n%％\d]{{0,12}}({_N}\s?[%％](?:[、，和与及]\s?{_N}\s?[%％]){{1,9}})")
_STRUCTURE = re.compile(rf"(?:产业|结构)[^。；，\n\d]{{0,10}}({_N})\s?[:：∶]\s?({_N})\s?[:：∶]\s?({_N})(?![\d.:：∶])")
_CHANGE = re.compile(
    rf"[由从](?:\d{{4}}年的)?\s?({_N})([万亿]?)([一-龥%％]{{0,4}}?)(?:，)?(增加|增长|提高|提升|上升|扩大|减少|下降|降低|降|压缩)(?:到|至|为)了?\s?({_N})([万亿]?)([一-龥%％]{{0,4}})"
    rf"(?:[，、]\s?(?:同比)?(增长|增加|提高|下降|减少|降低)(?:了)?\s?({_N})\s?[%％](?!点|以|左|多))?"
)
_DOWN = frozenset(("减少", "下降", "降低", "降", "压缩"))
_QUANTITY = re.compile(rf"(?<![\d.第])({_N})([十百千万亿]{{0,2}})余?多?(亿元|万元|元|个|家|户|人次|人|名|件|宗|项|条|间|栋|套|场次|场|次|亩|平方米|公里|吨|辆|处|起|份)")
_OF_THEM = re.compile(r"[，,；;（(]?其中[，：:]?")
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CHANGED = re.compile(r"增加|净增|减少|增长|同比|比上年|每|平均|人均|累计超|超过|下降|增至")
_DAY = re.compile(r"([0-9]{1,4})(?:年([0-9]{1,2}))?月([0-9]{1,2})日(?:[（(]?(?:星期|周)([一二三四五六日天])[）)]?)?")
_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d年(?:0|00|1[3-9]|[2-9]\d)月")
_WEEK = "一二三四五六日"
_IN_NUMBER = tuple(".0123456789")


def check_arithmetic(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _NEGATIVE.finditer(text):
        yield sheet.problem(m.span(), "number.negative", f"“{m[0]}”", "“下降…%”或“增长…%”，不加负号", "核对原件：是下降还是增长", severity="warning")
    for m in _FALLS.finditer(text):
        if float(m[1]) > 100 and not _LOSS.search(text, max(0, m.start() - 20), m.start()):
            yield sheet.problem(m.span(), "number.over-hundred", f"“{m[0]}”", "不超过 100%", "核对原件", severity="warning")
    for m in _RATES.finditer(text) if "率" in text or "满意度" in text else ():
        if float(m[1]) > 100:
            yield sheet.problem(m.span(), "number.over-hundred", f"“{m[0]}”", "不超过 100%", "核对原件", severity="warning")
    yield from _sums(sheet)
    yield from _changes(sheet)
    yield from _parts(sheet)
    yield from _days(sheet)


def _sums(sheet: Sheet) -> Iterator[Problem]:
    for m in _SHARES.finditer(sheet.text) if "分别占" in sheet.text else ():
        total = sum(map(float, re.findall(_N, m[1])))
        if total > 100.5:
            yield sheet.problem(m.span(1), "number.sum", f"“{m[1]}”相加是 {total:g}%", "不超过 100%", "核对原件", severity="warning")
    for m in _STRUCTURE.finditer(sheet.text) if "产业" in sheet.text or "结构" in sheet.text else ():
        total = sum(map(float, m.groups()))
        if total > 50 and abs(total - 100) > 0.35:
            yield sheet.problem(m.span(), "number.sum", f"“{m[0]}”相加是 {total:g}", "三项相加是 100", "核对原件", severity="warning")


def _changes(sheet: Sheet) -> Iterator[Problem]:
    """由 100 增加到 150，增长 50%: the direction and the percentage can be worked out again."""
    for m in _CHANGE.finditer(sheet.text):
        if m[3] and m[7] and not m[7].startswith(m[3]):
            continue  # two units: nothing can be said
        before, after = float(m[1]) * _TIMES.get(m[2] or (m[6] if not m[3] else ""), 1), float(m[5]) * _TIMES.get(m[6], 1)
        down = m[4] in _DOWN
        if (after > before) is down and after != before:
            yield sheet.problem(m.span(), "number.direction", f"“{m[0]}”", "和方向相符的两个数", "核对原件：数或“增加”“减少”写错了", severity="warning")
        elif m[9] and before and "%" not in m[3] + m[7] and "％" not in m[3] + m[7]:
            real = abs(after - before) / before * 100
            if abs(real - float(m[9])) > max(1.0, real * 0.02):
                yield sheet.problem(m.span(), "number.rate", f"“{m[0]}”：按这两个数是 {real:.1f}%", "和两个数相符的百分比", "核对原件", severity="warning")


def _parts(sheet: Sheet) -> Iterator[Problem]:
    """A part above its whole: 共办结 12 件，其中信访 15 件."""
    text = sheet.text
    for m in _OF_THEM.finditer(text) if "其中" in text else ():
        begin = max(text.rfind("。", 0, m.start()), text.rfind("\n", 0, m.start()), text.rfind("；", 0, m.start()), m.start() - 30) + 1
        *_, whole = (None, *_QUANTITY.finditer(text, begin, m.start()))
        part = _QUANTITY.search(text, m.end(), m.end() + 25)
        if not whole or not part or whole[3] != part[3] or re.search("[。；\n]", text[m.end() : part.start()]):
            continue
        before = text[begin : whole.start()]
        if "其中" in before or _CHANGED.search(before[-12:]) or _CHANGED.search(text, m.end(), part.start()) or _CHANGED.search(text, whole.end(), m.start()):
            continue
        if _size(part) > _size(whole):
            said = text[whole.start() : part.end()]
            yield sheet.problem((whole.start(), part.end()), "number.part", f"“{said}”：其中的数比总数大", "不大于总数的数", "核对原件", severity="warning")


def _size(quantity: re.Match[str]) -> float:
    value = float(quantity[1])
    for sign in quantity[2]:
        value *= _TIMES[sign]
    return value


def _days(sheet: Sheet) -> Iterator[Problem]:
    for m in _DAY.finditer(sheet.text):
        if sheet.text[max(0, m.start() - 1) : m.start()] in _IN_NUMBER:
            continue  # the end of a longer number
        year, month, day = (int(m[1]), int(m[2]), int(m[3])) if m[2] else (0, int(m[1]), int(m[3]))
        if not 1 <= month <= 12 or not 1 <= day <= 31 or (month in {4, 6, 9, 11} and day > 30) or (month == 2 and day > 28 + (not year or isleap(year))):
            yield sheet.problem(m.span(), "date.impossible", f"没有“{m[0]}”这一天", "有的日期", "核对原件", severity="warning")
        elif 1900 <= year < 2100 and m[4]:
            real = _WEEK[date(year, month, day).weekday()]
            if real != m[4].replace("天", "日"):
                yield sheet.problem(m.span(), "date.weekday", f"“{m[0]}”", f"这一天是星期{real}", "核对原件", severity="warning")
    for m in _MONTH.finditer(sheet.text):
        yield sheet.problem(m.span(), "date.impossible", f"没有“{m[0]}”", "1 到 12 月", "核对原件", severity="warning")
