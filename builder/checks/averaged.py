"""Means, prices and what a head may get, times how many there are: 八天接待9.6万人次，平均每天1.6万人次; 520户，每户5000元，共26万元 (WORD-07).

A sheet in, findings out. Only where the sentence has one count of what the mean is taken over, and one sum in the unit of the mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, places, value
from builder.checks.quantities import AREAS, WEIGHTS, Quantity, plain, quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import count_of, when_asked

_N = NUMBER
_OVER = "天|日|期|场|次|户|人|个|家|所|村|社区|镇|班|名|辆|亩|月|年|周|季度|台|处|条|件|栋|幢|批|届|棵|头|镇街|乡镇|街道|县|站点|点"
_MEAN = when_asked(
    rf"(?<![月年日季每])(?:平均每个?(?P<a>{_OVER})|每个?(?P<b>{_OVER})平均|(?P<c>[日月年户人亩场期次村校班])均)[^，。；、\d\n]{{0,10}}?(?<![\d.,])(?P<n>{_N})(?P<t>[万亿]?)(?P<u>人次|公斤|[一-龥])"
)
_DAYS = when_asked(r"(?P<n>[两二三四五六七八九十]{1,2}|\d{1,3})(?:个|)(?P<u>天|日(?!前)|月|周|年)")
_NOT_WHOLE = when_asked(r"增|减|比|目标|计划|其中|不低于|不少于|以上|最高|最低|预计|近|约|超|去年|上年|分别")
_OF_INCOME = when_asked("收入|增收|纯收|支配|消费|生产总值|GDP|存款|面积|绿地|住房|寿命")
_PAY_EACH = when_asked(rf"(?:每(?P<of>[户人名亩个件栋台间所条座辆村镇校班期场次处]|社区|平方米|公里)|(?<=[，；（(])"
    rf"(?P<mean>[人户亩])均)[^，。；、\d\n月年天次]{{0,10}}?(?P<one>{_N})(?P<t>[千万]?)元")
_SUM = when_asked(rf"(?:总投资|投资|共|合计|总计|累计|总额|所需|需要?|资金|经费|补助|补贴|发放|投入|预算|最高|不超过)[^，。；、\d\n]{{0,10}}?(?P<n>{_N})(?P<t>[万亿]?)元")
_OF_OTHERS = when_asked("每|其中|最低|以上|以下|至")
_COMMA = when_asked("(?!的?标准|[/／以至到])[^，。；、：\\d\n]{0,6}，")
_PRICE = when_asked(rf"每(?P<a>公斤|千克|斤|吨|亩|公顷|平方米|担)[^，。；、\d\n]{{0,6}}?(?P<x>{_N})(?P<xt>万?)元[，,；（(](?:即|约|折?合)?每"
    rf"(?P<b>公斤|千克|斤|吨|亩|公顷|平方米|担)[^，。；、\d\n]{{0,4}}?(?P<y>{_N})(?P<yt>万?)元")
_AREA = when_asked(rf"面积[^，。；、\d\n]{{0,6}}?(?P<n>{_N})(?P<t>万?)亩")
_CROP = when_asked(rf"总产量?[^，。；、\d\n]{{0,4}}?(?P<n>{_N})(?P<t>[万亿]?)(?P<u>吨|公斤|斤)[，,、][^，。；、\d\n]{{0,4}}(?:亩产|单产)[^，。；、\d\n]{{0,4}}?"
    rf"(?P<said>{_N})(?P<v>公斤|千克|斤|吨)")
_BACK = 70


def check_averaged(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _MEAN.finditer(text) if sheet.has("均") else ():
        yield from _mean(sheet, m)
    for m in _PAY_EACH.finditer(text) if sheet.has("每") else ():
        yield from _each(sheet, m)
    for m in _PRICE.finditer(text) if sheet.has("每") else ():
        for sort in (WEIGHTS, AREAS):
            if m["a"] in sort and m["b"] in sort and m["a"] != m["b"]:
                real = value(m["x"]) * TIMES.get(m["xt"], 1) / sort[m["a"]] * sort[m["b"]]
                if abs(real - value(m["y"]) * TIMES.get(m["yt"], 1)) > 0.06 * real:
                    yield _told(sheet, m.span(), f"换算是每{m['b']} {plain(real)} 元", "换算相符的两个价格")
    for m in _CROP.finditer(text) if sheet.has("亩产", "单产") else ():
        yield from _yield(sheet, m)


def _mean(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    text = sheet.text
    over = m["a"] or m["b"] or m["c"]
    begin, _ = sheet.sentence(*m.span())
    begin = max(begin, m.start() - _BACK, text.rfind("；", begin, m.start()) + 1)
    unit = {"名": "人"}.get(m["u"], m["u"])
    before = text[begin : m.start()]
    found = quantities(text, begin, m.start())
    sums = [q for q in found if q.unit == unit and not q.rough]
    counts = _counts(text, begin, m.start(), over, found)
    said = value(m["n"]) * TIMES.get(m["t"], 1)
    if len(sums) != 1 or len(counts) != 1 or _NOT_WHOLE.search(before) or re.search("约|近|超|不|达到", m[0]) or not said:
        return
    if over in "人户亩" and _OF_INCOME.search(m[0]):
        return
    real = sums[0].size / counts[0] if counts[0] else 0.0
    slack = 0.6 * TIMES.get(m["t"], 1) / 10 ** places(m["n"]) + real * (0.02 + (sums[0].slip / sums[0].size if sums[0].size else 0))
    if abs(real - said) > slack:
        begins = min(sums[0].start, m.start())
        yield _told(sheet, (begins, m.end()), f"相除是 {plain(round(real, 2))}{m['u']}", "和总数、个数相符的平均数")


def _counts(text: str, begin: int, end: int, over: str, found: list[Quantity]) -> list[float]:
    """How many of what the mean is taken over: 八天, 12期."""
    if over in {"天", "日", "月", "周", "年"}:
        named = {"天": {"天", "日"}, "日": {"天", "日"}}.get(over, {over})
        days = [m for m in _DAYS.finditer(text, begin, end) if m["u"] in named and not text[max(0, m.start() - 1) : m.start()].isdecimal()]
        days = [m for m in days if not re.search(r"[月年第]\Z", text[max(0, m.start() - 1) : m.start()])]
        return [float(count_of(m["n"])) for m in days]
    return [q.size for q in _of_things(text, over, found) if not q.rough]


def _of_things(text: str, over: str, found: list[Quantity]) -> list[Quantity]:
    """Figures in that unit; of 村, what is counted in 个 and called so."""
    same = [q for q in found if q.unit == ("人" if over == "名" else over)]
    return same or [q for q in found if q.unit in {"个", "所", "家", "支"} and text.startswith(over, q.end)]


def _each(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """改造520户，每户平均不超过5000元，所需资金最高26万元; ``relations`` tells where the number of homes stands behind."""
    text = sheet.text
    begin, end = sheet.sentence(*m.span())
    begin = max(begin, text.rfind("；", begin, m.start()) + 1, m.start() - _BACK)
    of = m["of"] or m["mean"]
    counts = _of_things(text, of, quantities(text, begin, m.start()))
    comma = _COMMA.match(text, m.end())
    total = _SUM.match(text, comma.end()) or _SUM.match(text, comma.end() + 1) if comma else None
    if len(counts) != 1 or counts[0].rough or total is None or total.end() > end or _OF_OTHERS.search(text[begin : m.start()] + text[m.end() : total.start()]):
        return
    if re.search(r"[月年天次]", text[m.start() : m.start("one")]) or re.match(r"[/／]|的?标准[^，]{0,6}月|以|至|到|[—-]", text[m.end() : m.end() + 8]):
        return
    if _OF_INCOME.search(m[0]):
        return
    real = counts[0].size * value(m["one"]) * TIMES.get(m["t"], 1)
    said = value(total["n"]) * TIMES.get(total["t"], 1)
    if abs(real - said) > max(0.03 * real, 0.6 * TIMES.get(total["t"], 1) / 10 ** places(total["n"])):
        yield _told(sheet, (counts[0].start, total.end()), f"相乘是 {plain(real)} 元", "和个数、标准相符的总额")


def _yield(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """面积3.18万亩 … 总产1.482万吨，平均亩产466斤: the first area of the passage is that of all."""
    begin = sheet.text.rfind("\n", 0, m.start()) + 1
    area = _AREA.search(sheet.text, begin, m.start())
    if area is None:
        return
    width = value(area["n"]) * TIMES.get(area["t"], 1)
    real = value(m["n"]) * TIMES.get(m["t"], 1) * WEIGHTS[m["u"]] / width if width else 0.0
    said = value(m["said"]) * WEIGHTS[m["v"]]
    if any(abs(real - said * slip) <= 0.03 * real for slip in (0.5, 2.0, 10.0, 0.1)):
        yield _told(sheet, m.span(), f"按“{area[0]}”相除是 {plain(round(real, 1))} 公斤", "和面积、总产相符的单产和单位")


def _told(sheet: Sheet, span: tuple[int, int], what: str, expected: str) -> Problem:
    return sheet.tell(span, what, "number.product", expected)
