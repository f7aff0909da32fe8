"""Figures that balance, or do not: what came in and what was done with it, parts beside their shares, a fall that is called growth (WORD-07, AR-01).

A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, value
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_N = NUMBER
_CARRIED = when_asked(
    rf"(?:新收|收到|受理)[^，。；\d\n]{{0,12}}({_N})(件|宗|条|起)[，、；]?上年(?:度)?结转[^，。；\d\n]{{0,8}}({_N})\2"
    rf"[，、；](?:[^，。；\d\n]{{0,8}}(?:办结|答复|办理)[^，。；\d\n]{{0,6}})({_N})\2[，、；]结转(?:下|20)[^，。；\d\n]{{0,12}}({_N})\2"
)
_CAME, _KEPT, _DONE, _LEFT = (when_asked(p) for p in ("新收", "上年(?:度)?结转", r"(?:（[七7]）|[七7]、|\A|办理结果)\s?(?:总|合)\s?计\Z", "结转下年"))
_WAYS = (
    when_asked(rf"(?:减少|下降|降低|压减)(?:了|约)?{_N}[万亿]?{UNIT}[，、](?:同比|比上年|较上年)?(?:增长|上升|提高|增幅为?)(?:了|约)? ?{_N} ?[%％]"),
    when_asked(rf"(?:增加|上升|提高|净增)(?:了|约)?{_N}[万亿]?{UNIT}[，、](?:同比|比上年|较上年)?(?:下降|减少|降低|降幅为?)(?:了|约)? ?{_N} ?[%％]"),
)
_SHARED = when_asked(rf"(?<![\d.,])({_N})([万亿]?)({UNIT})[，、（(]?占(?P<of>[^，。；、\d\n%％]{{0,12}}?)(?:的|为|约|达)? ?({_N}) ?[%％][）)]?")
_OF_NAMED = when_asked(rf"(?<![\d.,])(?P<n>{_N})(?P<t>[万亿]?)(?P<u>{UNIT})[，、（(]?占(?P<of>[^，。；、\d\n%％]{{3,14}})的(?P<said>{_N}) ?[%％]")
# 80分至89分的6个: a band has numbers in its name
_JOINED = when_asked(r"\A[，、；;](?:而|和|及)?(?:[^，。；、\d\n]|\d{1,5}(?=周?岁|[分级星类年天月][^，。；、\d\n]|万?元|平方米|公里|[至到—–－~～-])){1,20}\Z")
_SIGN, _BEFORE, _BEHIND = when_asked("占"), 24, 28  # characters beside it that a share takes
_FEW = 3


def check_balance(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _CARRIED.finditer(text) if sheet.has("结转") else ():
        came, done = value(m[1]) + value(m[3]), value(m[4]) + value(m[5])
        if came != done:
            found = f"“{m[0]}”：收到和结转来的共 {came:g}{m[2]}，办结和结转下去的共 {done:g}{m[2]}"
            yield sheet.warn(m.span(), "number.total", found, "新收＋上年结转＝办结＋结转下年")
    for table in all_tables(report.blocks):
        yield from _carried(table, sheet.path)
    for pattern in _WAYS if sheet.has("%") or sheet.has("％") else ():
        for m in pattern.finditer(text):
            yield sheet.warn(m.span(), "number.direction", f"“{m[0]}”：数和百分比一增一减", "方向相同的增减")
    yield from _shared(sheet)
    yield from _of_the_named(sheet)


def _carried(table: Block, path: str) -> Iterator[Problem]:
    """The statutory table of requests: row 一 and row 二 make row 三（七） and row 四, in every column."""
    named: list[tuple[str, Sequence[str], int]] = []
    for row in table.rows:
        cells = [c.text.strip() for c in row]
        words = [c for c in cells if re.search("[一-龥]", c)]
        named.append((words[-1] if words else "", cells, row[0].line if row else 0))
    rows = [next((r for r in named if pattern.search(r[0])), None) for pattern in (_CAME, _KEPT, _DONE, _LEFT)]
    came, kept, done, left = rows
    if came is None or kept is None or done is None or left is None:
        return
    told = False
    for n in range(1, min(len(r[1]) for r in (came, kept, done, left)) + 1):
        figures = [r[1][-n].replace(",", "") for r in (came, kept, done, left)]
        if not all(f.isdecimal() for f in figures):
            return
        a, b, c, d = map(int, figures)
        if a + b != c + d:
            found = f"倒数第 {n} 列：新收 {a} 加上年结转 {b}，不等于办理总计 {c} 加结转下年 {d}"
            for line in (came[2], left[2])[: 1 if told else 2]:  # either end may be the wrong one
                yield Problem(Location(path, line), "warning", "number.total", "", found, "新收＋上年结转＝总计＋结转下年", "核对原件")
            told = True


def _shared(sheet: Sheet) -> Iterator[Problem]:
    """甲 1,560 万元，占 40%；乙 780 万元，占 20%；丙 …: three and more with one whole, and one whose share makes another."""
    text = sheet.text
    row: list[re.Match[str]] = []
    near = (_around(_SHARED, text, sign.start()) for sign in _SIGN.finditer(text))
    for m in (*(m for m in near if m), None) if sheet.has("占") else ():
        joined = m is not None and row and _JOINED.match(text[row[-1].end() : m.start()]) and m[3] == row[0][3] and m["of"] in ("", row[0]["of"])
        if not joined:
            yield from _odd(sheet, row)
            row = []
        if m is not None:
            row.append(m)


def _around(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """What it finds that has this 占 in it, not the one before."""
    return next((m for m in pattern.finditer(text, max(0, at - _BEFORE), at + _BEHIND) if m.start("of") == at + 1), None)


def _odd(sheet: Sheet, row: Sequence[re.Match[str]]) -> Iterator[Problem]:
    if len(row) < _FEW:
        return
    from statistics import median  # it loads fractions, decimals and chance; hardly a report has such a row

    sizes = [value(m[1]) * TIMES.get(m[2], 1) for m in row]
    shares = [value(m[5]) for m in row]
    wholes = [size / share * 100 for size, share in zip(sizes, shares, strict=True) if share]
    whole = median(wholes) if wholes else 0
    wrong = [n for n in range(len(row)) if whole and abs(sizes[n] / whole * 100 - shares[n]) > _slack(row[n], sizes[n], whole)]
    if len(wrong) == 1:
        m = row[wrong[0]]
        found = f"“{m[0]}”：和同列的其他各项比，应占 {sizes[wrong[0]] / whole * 100:.1f}%"
        yield sheet.warn(m.span(), "number.rate", found, "和前后的数相符的百分比")


def _of_the_named(sheet: Sheet) -> Iterator[Problem]:
    """税收 13 亿元，占一般公共预算收入的 79.9%, where the passage says 一般公共预算收入 18.6 亿元 and no other figure of it."""
    text = sheet.text
    for sign in _SIGN.finditer(text):
        m = _around(_OF_NAMED, text, sign.start())
        if m is None or not value(m["said"]):
            continue
        begin, end = text.rfind("\n", 0, sign.start()) + 1, text.find("\n", sign.end())
        wholes = [w for w in re.finditer(rf"{re.escape(m['of'])}(?:为|达|达到|完成|实现|是|总额)?(?P<n>{_N})(?P<t>[万亿]?)(?P<u>{UNIT})", text[begin:end]) if w["u"] == m["u"]]
        if len(wholes) != 1:
            continue
        part, whole = (value(q["n"]) * TIMES.get(q["t"], 1) for q in (m, wholes[0]))
        slips = sum(0.5 * TIMES.get(q["t"], 1) / 10 ** places(q["n"]) / size for q, size in ((m, part), (wholes[0], whole)) if size and ("." in q["n"] or q["t"]))
        real = part / whole * 100 if whole else 0.0
        if abs(real - value(m["said"])) > max(0.3, 0.6 / 10 ** places(m["said"])) + real * slips:
            found = f"“{m[0]}”：按“{wholes[0][0]}”是 {real:.1f}%"
            yield sheet.warn(m.span(), "number.rate", found, "和前后的数相符的百分比")


def _slack(m: re.Match[str], size: float, whole: float) -> float:
    """A share as printed, a size as printed, and the whole that the others' shares tell only so closely."""
    rounded = 0.5 * TIMES.get(m[2], 1) / 10 ** places(m[1]) / whole * 100 if "." in m[1] or m[2] else 0.0
    return float(1.0 / 10 ** places(m[5]) + rounded + 0.02 * size / whole * 100)
