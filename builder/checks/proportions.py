"""Shares, fractions and rates against the figures beside them, in words that ``growth`` does not read (WORD-07).

18 个村中 15 个，占六分之四; 比上年的 17 起、8 人分别下降 25% 和 17.6%; 120 个中 48 个，占 45%; rows of a list, each with its share.

A sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.arithmetic import NUMBER, TIMES, places, value
from builder.checks.quantities import Quantity, quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import count_of, when_asked

_N = NUMBER
_LAST = r"(?:上年|去年|上一年|上年度|20\d\d年)(?:同期|全年|度)?"
_UP = "增长|增加|上升|提高|提升|上涨|增幅为?|多了?"
_DOWN = "下降|减少|降低|下滑|回落|压减|降幅为?|少了?"
_FRACTION = when_asked(r"(?:占|为|达到?|超过?|约)[^，。；\d\n]{0,10}?(?P<of>[二三四五六七八九十]|\d{1,2})分之(?P<part>[一二两三四五六七八九]|\d{1,2})(?!以上|多)")
_TWO_WAYS = when_asked(
    rf"(?:由|从)[^，。；、\d\n]{{0,8}}(?:20\d\d年)?[^，。；、\d\n]{{0,8}}?(?<![\d.])(?P<was>{_N}) ?[%％](?P<way>提高|上升|增加|提升|增长|升|下降|降低|降|减少"
    rf"|回落|下滑)(?:到|至|为)(?:"
    rf"(?:20\d\d|[今本])年的?)?(?P<now>{_N}) ?[%％]"
    rf"[，,](?:同比|比上年|较上年|共)?(?:{_UP}|{_DOWN})(?:了)?(?P<said>{_N}) ?[%％]"
)
_RESPECTIVE = when_asked(
    rf"(?:比|较|与)(?:{_LAST})(?:的)?[^，。；、\d\n]{{0,8}}(?P<was>{_N}[万亿]?[一-龥]{{1,3}}[、和]{_N}[万亿]?[一-龥]{{1,3}}(?:[、和]{_N}[万亿]?[一-龥]{{1,3}})?)[，,]?(?:相比)?[，,]?分别(?P<way>{_UP}|{_DOWN})(?:了)?"
    rf"(?P<said>{_N} ?[%％](?:[、和]{_N} ?[%％]){{1,2}})"
)
_LAST_TOLD = when_asked(
    rf"(?<![\d.,])(?P<now>{_N})(?P<nowt>[万亿]?)(?P<u>[一-龥]{{1,2}})[，,；;（(]{_LAST}(?:为|是|完成|实现)?(?P<was>{_N})(?P<wast>[万亿]?)(?P=u)[）)]?[，,]"
    rf"(?:同比|比上年|较上年)?(?P<way>{_UP}|{_DOWN})(?:了)?(?P<said>{_N}) ?[%％]"
)
_CONSTANT = when_asked("生产总值|GDP|增加值|可比|不变价|产值|实际增长|口径|名义|扣除|剔除|年均")
_TOTAL = when_asked(rf"(?:共|合计|总计|累计)[^，。；\d\n]{{0,12}}?(?P<noun>[一-龥]{{2}})(?<![\d.,])(?P<n>{_N})(?P<u>[一-龥]{{1,2}})(?=[，。；、])")
_BARE_SHARE = when_asked(rf"(?P<noun>[一-龥]{{2}})(?<![\d.,])(?P<n>{_N})(?P<u>[一-龥]{{1,2}})[，,]占(?:比)?(?:为)?(?P<said>{_N}) ?[%％](?!的)")
_AMONG = when_asked(
    rf"(?<![\d.,第])(?P<all>{_N})(?P<t>[万亿]?)(?P<u>[一-龥]{{1,2}}?)[^，。；、\d\n]{{0,12}}[中里][，,]?(?:已|共|现)?(?:有)?[^，。；、\d\n]{{0,10}}?(?P<n>{_N})"
    rf"(?P<nt>[万亿]?)(?P=u)[^，。；、\d\n]{{0,18}}[，,]占比?(?:总数|全部)?(?:的|为|达到?)?(?P<said>{_N}) ?[%％](?!的)"
)
_TIMES = when_asked(
    rf"(?<![\d.,])(?P<now>{_N})(?P<nowt>[万亿]?)(?P<u>[一-龥]{{1,3}}?)[，,](?:为|是|相当于|达到?){_LAST}的(?P<said>{_N})倍[（(，,](?:{_LAST})?(?:为|是)?(?P<was>{_N})(?P<wast>[万亿]?)(?P=u)"
)
_ROW = when_asked(rf"\A[^，。；、\d\n]{{1,16}}(?P<n>{_N})(?P<t>[万亿]?)(?P<u>[一-龥]{{1,2}})[，,（(]占(?:比|总数|总量)?(?:的|为)?(?P<said>{_N}) ?[%％][）)]?[；。，]?\Z")
_ROW_LEAST, _BACK = 3, 70


def check_proportions(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in sheet.matches(_FRACTION, "分之"):
        yield from _fraction(sheet, m)
    for m in sheet.matches(_TWO_WAYS, "%", "％"):
        was, now, said = value(m["was"]), value(m["now"]), value(m["said"])
        apart = abs(now - was)
        relative = apart / was * 100 if was else 0.0
        exact = abs(apart - said) < 1e-6  # what was taken away is called a rate
        if abs(relative - said) > (0.505 / 10 ** places(m["said"]) if exact else max(0.6 / 10 ** places(m["said"]), 0.02 * relative) + 0.05):
            what = f"相差 {apart:.4g} 个百分点，增减 {relative:.1f}%"
            yield _told(sheet, m.span(), what, "“个百分点”，或和两个数相符的百分比")
    for m in sheet.matches(_RESPECTIVE, "分别"):
        yield from _respective(sheet, m)
    for m in sheet.matches(_LAST_TOLD, "%", "％") if sheet.has("年同期", "上年", "去年") else ():
        now, was = (value(m[k]) * TIMES.get(m[k + "t"], 1) for k in ("now", "was"))
        real = (now - was) / was * 100 * (-1 if re.match(_DOWN, m["way"]) else 1) if was else 0.0
        slips = sum(0.5 * TIMES.get(m[k + "t"], 1) / 10 ** places(m[k]) / size for k, size in (("now", now), ("was", was)) if size and (m[k + "t"] or "." in m[k]))
        if _CONSTANT.search(text, *sheet.sentence(*m.span())):
            continue
        if was and abs(real - value(m["said"])) > max(0.6 / 10 ** places(m["said"]), 0.3) + (100 + abs(real)) * slips:
            yield _told(sheet, m.span(), f"按这两个数是 {real:.1f}%", "和两个数相符的增减")
    for m in sheet.matches(_AMONG, "占"):
        whole, part = value(m["all"]) * TIMES.get(m["t"], 1), value(m["n"]) * TIMES.get(m["nt"], 1)
        slips = sum(0.5 * TIMES.get(m[t], 1) / 10 ** places(m[k]) / size for k, t, size in (("all", "t", whole), ("n", "nt", part)) if size and (m[t] or "." in m[k]))
        if 0 < part <= whole and abs(part / whole * 100 - value(m["said"])) > max(0.6 / 10 ** places(m["said"]), 0.3) + part / whole * 100 * slips:
            yield _told(sheet, m.span(), f"按这两个数是 {part / whole * 100:.1f}%", "和两个数相符的百分比")
    for m in sheet.matches(_TIMES, "倍"):
        now, was = (value(m[k]) * TIMES.get(m[k + "t"], 1) for k in ("now", "was"))
        if was and abs(now / was - value(m["said"])) > max(0.6 / 10 ** places(m["said"]), 0.1) * (1 if places(m["said"]) else 0.5):
            yield _told(sheet, m.span(), f"按这两个数是 {now / was:.2f} 倍", "和两个数相符的倍数")
    yield from _of_the_total(sheet)
    yield from _rows(sheet)


def _fraction(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """Two figures in one unit before it, the second some of the first."""
    begin, _ = sheet.sentence(*m.span())
    found = quantities(sheet.text, max(begin, m.start() - _BACK), m.start())
    if len(found) < 2 or found[-1].rough or found[-2].rough:
        return
    whole, part = found[-2], found[-1]
    between = sheet.text[whole.end : part.start]
    if whole.unit != part.unit or part.size > whole.size or not whole.size or part.end < m.start() - 20 or not re.search("[中内里]|其中|已", between):
        return
    said, real = count_of(m["part"]) / (count_of(m["of"]) or 1), part.size / whole.size
    if abs(said - real) > 0.05:
        yield _told(sheet, (whole.start, m.end()), f"按这两个数是 {real * 100:.1f}%", "和两个数相符的几分之几")


def _respective(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """事故14起、死亡6人，比上年的17起、8人分别下降25%和17.6%."""
    begin, _ = sheet.sentence(*m.span())
    was = quantities(sheet.text, *m.span("was"))
    said = re.findall(_N, m["said"])
    now = quantities(sheet.text, max(begin, m.start() - _BACK), m.start())[-len(was) :]
    if len(was) < 2 or not len(was) == len(said) == len(now) or [q.unit for q in was] != [q.unit for q in now]:
        return
    way = -1 if re.match(_DOWN, m["way"]) else 1
    real = [(b.size - a.size) / a.size * 100 * way for a, b in zip(was, now, strict=True) if a.size]
    wrong = [(r, s) for r, s in zip(real, said, strict=False) if abs(r - value(s)) > 0.6 / 10 ** places(s) + _loose(was + now, r)]
    if wrong:
        yield _told(sheet, (now[0].start, m.end()), "按这些数是 " + "、".join(f"{r:.1f}%" for r in real), "和各数相符的增减")


def _loose(found: Sequence[Quantity], real: float) -> float:
    """By how much rounding may move a rate."""
    return (100 + abs(real)) * sum(q.slip / q.size for q in found if q.size)


def _of_the_total(sheet: Sheet) -> Iterator[Problem]:
    """全县共开展应急演练438场 … “双盲”演练76场，占27.4%: one total of that noun in the text, and a share with nothing else named."""
    text = sheet.text
    if not sheet.has("占"):
        return
    totals = list(_TOTAL.finditer(text))
    for m in _BARE_SHARE.finditer(text) if totals else ():
        same = [t for t in totals if (t["noun"], t["u"]) == (m["noun"], m["u"])]
        begin, _ = sheet.sentence(*m.span())
        if len(same) != 1 or same[0].start() >= begin or any(q.unit == m["u"] for q in quantities(text, text.rfind("\n", 0, begin) + 1, m.start())):
            continue
        whole, part = value(same[0]["n"]), value(m["n"])
        if 0 < part < whole and abs(part / whole * 100 - value(m["said"])) > max(0.6 / 10 ** places(m["said"]), 0.3):
            yield _told(sheet, m.span(), f"“{same[0][0]}”，是 {part / whole * 100:.1f}%", "和两个数相符的百分比")


def _rows(sheet: Sheet) -> Iterator[Problem]:
    """Passages that follow each other, each 甲 22,630 吨，占 62%: shares of one whole, and one that is of another."""
    row: list[tuple[int, re.Match[str]]] = []
    for start, passage in (*sheet.passages(), (-1, "")):
        m = _ROW.match(passage) if len(passage) < 60 else None
        if m and (not row or row[-1][1]["u"] == m["u"]):
            row.append((start, m))
            continue
        yield from _odd(sheet, row)
        row = [(start, m)] if m else []


def _odd(sheet: Sheet, row: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Problem]:
    if len(row) < _ROW_LEAST:
        return
    sizes = [value(m["n"]) * TIMES.get(m["t"], 1) for _, m in row]
    shares = [value(m["said"]) for _, m in row]
    if not all(shares):
        return
    from statistics import median  # it loads fractions, decimals and chance; hardly a report has such a row

    whole = median(size / share * 100 for size, share in zip(sizes, shares, strict=True))
    slacks = [max(0.6 / 10 ** places(m["said"]), 0.3) + 0.02 * share for (_, m), share in zip(row, shares, strict=True)]
    wrong = [n for n, size in enumerate(sizes) if abs(size / whole * 100 - shares[n]) > slacks[n]]
    if len(wrong) == 1:
        start, m = row[wrong[0]]
        yield _told(sheet, (start, start + m.end()), f"和其他各项比，应占 {sizes[wrong[0]] / whole * 100:.1f}%", "和前后的数相符的百分比")


def _told(sheet: Sheet, span: tuple[int, int], what: str, expected: str) -> Problem:
    return sheet.tell(span, what, "number.rate", expected)
