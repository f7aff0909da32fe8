"""Parts and their whole in prose: 12 件，其中 15 件; 受理 300 件，办结率 98%; 320 人每人 150 元，共 5.8 万元 (WORD-07). A sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, slack, value
from builder.checks.handled import check_handled
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_QUANTITY = when_asked(rf"(?<![\d.,第])({_N})([十百千万亿]{{0,2}})余?多?({UNIT})")
_OF_THEM = when_asked(r"[，,；;（(]?其中[，：:]?")
_CHANGED = when_asked(r"增加|净增|减少|增长|同比|比上年|每|均(?!达|超|为|已|在|不|实|完|建|通|有|开)|累计超|超过|下降|增至")
# 收入 16.8 亿元，增长 2.7%，其中…: a rate beside the whole is no other whole.
_RATE_BESIDE = when_asked(rf"[，,（(]?(?:同比|比上年|较上年|同口径)?(?:增长|增加|增幅|下降|减少|降低)(?:了|约|为)? ?{_N} ?[%％][）)]?\Z")
_LISTED = when_asked(rf"\A[：:]?[^，。；、\d\n]{{1,16}}(?:[（(][^（）()\n]{{0,20}}[）)][^，。；、\d\n]{{0,6}})? ?({_N})([万亿]?)({UNIT})(?=[，。；、（(\n]|和|及|\Z)")
_BOUNDS = ("以上", "以下", "以内")
# 超过50万元的村242个 tells a bound first; 收入均超过10万元 is none of a number of villages.
_BOUND_BEFORE = when_asked(r"(?:超过|不低于|不少于|达到|突破|高于|大于)\Z")
_ALL_ABOVE = when_asked(rf"(?:均|都|全部)(?:已?超过)(?={_N}[万亿]?元)")
_BETWEEN = when_asked(r"\A(?:[、，]|和|及|，另有)")
_OVERLAP = when_asked("同时|重复|交叉|兼有|兼属|兼具|几类|多类|多项|既[^，。；\n]{1,10}又|可多选|不止一")
_VISITS = frozenset(("人次", "户次", "家次", "次", "场次"))
_SENTENCE, _CLOSE = 120, 40
_SEX = when_asked(r"[男女]")
_TOGETHER = when_asked(rf"[，,](?:合计|共计|总计|共)(?:为|达)?({_N})([万亿]?)({UNIT})")
_NAME = r"(?:[^，。；、\n\d]{1,14}|[^，。；、\n\d]{0,8}[A-Z]{1,3}\d{1,4}[^，。；、\n\d]{1,10})"  # DN300管道
_ADDENDS = when_asked(rf"(?:{_NAME}{_N}[万亿]?{UNIT}[、和]){{1,6}}{_NAME}{_N}[万亿]?{UNIT}\Z")
_EACH = when_asked(
    rf"(?<![\d.,])({_N})(人|名|户)(?:[^。；\n\d]{{0,20}})每[人名户][^。；，\n\d月年天次]{{0,16}}({_N})元[^。；\n\d]{{0,6}}(?:共|合计|总计|累计)[^。；，\n\d]{{0,8}}({_N})([万亿]?)元"
)
_LEFT = when_asked(rf"预算[^。；，\n\d]{{0,6}}({_N})(万元|亿元|元)，[^。；，\n\d]{{0,6}}支出[^。；，\n\d]{{0,4}}({_N})\2，[^。；，\n\d]{{0,4}}结余")
_LEVEL = when_asked(rf"(?<![\d.,])({_N})({UNIT})，(?:上年|去年)(?:同期)?(?:为|是)? ?({_N})\2，[^，。；\n\d]{{0,6}}持平")
_ITEMS = when_asked(rf"(?<![\d.,])({_N})([万亿]?)({UNIT})[^。；\n\d]{{0,6}}(?:包括|分别是|分别为|如下|其中)[：:]\n")
_LEADS = ("包括：\n", "分别是：\n", "分别为：\n", "如下：\n", "其中：\n", "包括:\n", "如下:\n", "其中:\n")
_ITEM = when_asked(rf"[^\d\n。]{{1,24}}({_N})([万亿]?)({UNIT})[；;。，]?\n")
_FOOTNOTE = when_asked(r"\[\^(\w{1,8})\][:：] ?其中")


_HALVES = when_asked(
    rf"上半年[^，。；\d\n]{{0,14}}({_N})([万亿]?)({UNIT})[，、；]下半年[^，。；\d\n]{{0,14}}({_N})([万亿]?)\3[，；](?:全年|合计|总计|共计|共)(?:共计?|合计|总计|累计)?[^，。；\d\n]{{0,8}}({_N})([万亿]?)\3"
)


def check_parts(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    if "其中" in text:
        yield from _of_them(sheet)
    yield from check_handled(sheet)
    yield from _shared_parts(sheet)
    yield from _industries(sheet)
    yield from _together(sheet)
    for m in _EACH.finditer(text) if sheet.has("每人", "每名", "每户") else ():
        real, said = value(m[1]) * value(m[3]), value(m[4]) * TIMES.get(m[5], 1)
        if abs(real - said) > max(0.03 * real, 0.6 * TIMES.get(m[5], 1) / 10 ** places(m[4])):
            yield sheet.warn(m.span(), "number.product", f"“{m[0]}”：相乘是 {real:g} 元", "和人数、标准相符的总额")
    for m in _LEFT.finditer(text) if sheet.has("结余") else ():
        if value(m[3]) > value(m[1]):
            yield sheet.warn(m.span(), "number.part", f"“{m[0]}”：支出比预算大，不会有结余", "不大于预算的支出")
    for m in _LEVEL.finditer(text) if sheet.has("持平") else ():
        if abs(value(m[1]) - value(m[3])) > 0.05 * value(m[3]):
            yield sheet.warn(m.span(), "number.direction", f"“{m[0]}”：两个数不同", "相同的两个数，或“增长”“下降”")
    for m in _HALVES.finditer(text) if sheet.has("下半年") else ():
        first, second, whole = (value(m[n]) * TIMES.get(m[n + 1], 1) for n in (1, 4, 6))
        if abs(first + second - whole) > 0.01 * whole:
            yield sheet.warn(m.span(), "number.part", f"“{m[0]}”：相加是 {first + second:g}", "和各项之和相同的合计")
    yield from _of_lists(sheet)


_SHARE_SAID = when_asked(rf"(?<![\d.,])(?P<n>{_N})(?P<t>[万亿]?)(?P<u>{UNIT})[，,（(]占(?:比|总数的?|全部[^，。；\d\n]{{0,6}}|总[^，。；\d\n]{{0,4}})?(?:的|为|达|"
    rf"约)? ?(?P<said>{_N}) ?[%％]")
_INDUSTRIES = when_asked(
    rf"生产总值(?:（GDP）|\(GDP\))?(?:[^。；，\d\n]{{0,6}})(?P<whole>{_N}) ?(?P<u>亿元|万元)(?P<between>[^\n]{{0,60}}?)"
    + r"[^\n]{0,4}?".join(rf"第{n}产业[^。；，\d\n]{{0,8}}(?P<{k}>{_N}) ?(?P=u)(?:[^\n第生]{{0,30}}?)" for n, k in (("一", "a"), ("二", "b"), ("三", "c")))
)


def _shared_parts(sheet: Sheet) -> Iterator[Problem]:
    """全县 218 个村收入均达到 5 万元以上，其中 10 万元以上的村 153 个，占 80.2%: the one figure before 其中 in this unit is the whole."""
    text = sheet.text
    for m in _SHARE_SAID.finditer(text) if sheet.has("其中") and sheet.has("占") else ():
        begin, _ = sheet.sentence(*m.span())
        sign = text.rfind("其中", begin, m.start())
        if sign < 0 or m.start() - sign > _CLOSE:
            continue
        begin = max(begin, text.rfind("；", begin, sign) + 1)
        same = [q for q in _QUANTITY.finditer(text, begin, m.start()) if q[3] == m["u"]]
        if len(same) != 1 or same[0].end() > sign or _is_changed(text, begin, same[0], sign):
            continue
        whole, part = _size(same[0]), value(m["n"]) * TIMES.get(m["t"], 1)
        real = part / whole * 100 if whole else 0.0
        slip = 0.01 if m["t"] or same[0][2] else 0.0
        if whole and part < whole and abs(real - value(m["said"])) > slack(m["said"]) + real * slip:
            said = text[same[0].start() : m.end()]
            yield sheet.warn((same[0].start(), m.end()), "number.rate", f"“{said}”：按这两个数是 {real:.1f}%", "和两个数相符的百分比")


def _is_changed(text: str, begin: int, whole: re.Match[str], sign: int) -> bool:
    """Is the figure before 其中 a change, or told of with another than its own rate of growth?"""
    between = text[whole.end() : sign].rstrip("，,；;（(")
    return bool(_CHANGED.search(text, begin, whole.start()) or (_CHANGED.search(between) and not _RATE_BESIDE.fullmatch(between)))


def _industries(sheet: Sheet) -> Iterator[Problem]:
    """生产总值 268.4 亿元。其中第一产业 52.3 亿元，第二产业 89.7 亿元，第三产业 117.4 亿元: the three are all there is."""
    for m in _INDUSTRIES.finditer(sheet.text) if sheet.has("第三产业") else ():
        total, whole = sum(value(m[k]) for k in "abc"), value(m["whole"])
        slack = 0.51 * sum(10.0 ** -places(m[k]) for k in ("a", "b", "c", "whole"))
        if abs(total - whole) > max(slack, 0.001 * whole):
            found = f"“{m[0][:60]}”：三次产业相加是 {_plain(total)}{m['u']}"
            yield sheet.warn((m.start(), m.start() + 8), "number.part", found, "和各项之和相同的总值")


def _plain(size: float) -> str:
    """A sum without the slips of the machine: 259.4."""
    return f"{round(size, 4):,.10g}"


def _in_words(size: float, like: re.Match[str]) -> str:
    """A size in the unit that the whole is printed in: 22.6亿元."""
    times = 1.0
    for sign in like[2]:
        times *= TIMES[sign]
    return f"{_plain(size / times)}{like[2]}{like[3]}"


def _of_them(sheet: Sheet) -> Iterator[Problem]:
    """A part above its whole, or parts that make up more or a little less."""
    text = sheet.text
    for m in _OF_THEM.finditer(text):
        begin = max(-1, m.start() - _CLOSE, *(text.rfind(mark, max(0, m.start() - _CLOSE), m.start()) for mark in "。；\n")) + 1
        # 其中10万元以上的村153个: a bound is no part
        part = next((q for q in _QUANTITY.finditer(text, m.end(), m.end() + 25) if not _is_bound(text, q)), None)
        # 项目12个，总投资8.6亿元，其中续建7个: what the parts are counted in may stand one figure further.
        whole = next((q for q in reversed(list(_QUANTITY.finditer(text, begin, m.start()))) if part and q[3] == part[3]), None)
        note = _FOOTNOTE.match(text, text.rfind("\n", 0, m.start()) + 1)
        if note and not whole:
            mark = text.find(f"[^{note[1]}]")
            *_, whole = (None, *_QUANTITY.finditer(text, max(0, mark - 16, text.rfind("\n", 0, mark) + 1), mark))
            begin = whole.start() if whole else 0
        if not whole or not part or whole[3] != part[3] or re.search("[。；\n]", text[m.end() : part.start()]):
            continue
        if text.startswith(_BOUNDS, whole.end()):
            continue  # a bound, no count
        before = text[begin : whole.start()]
        beside = _CHANGED.search(_ALL_ABOVE.sub("", text[whole.end() : m.start()])) and not _RATE_BESIDE.match(text, whole.end(), m.start())
        if "其中" in before or _CHANGED.search(before[-12:]) or _CHANGED.search(_bounds_cut(text, m.end(), part.start())) or beside:
            continue
        place = (whole.start(), part.end()) if not note else (m.start(), part.end())
        if _size(part) > _size(whole) and _is_of_another(text, begin, whole, m):
            continue
        if _size(part) > _size(whole):
            said = text[whole.start() : part.end()]
            yield sheet.warn(place, "number.part", f"“{said}”：其中的数比总数大", "不大于总数的数")
        else:
            yield from _parts_of(sheet, m.end(), whole, place)
    yield from _of_the_sentence_before(sheet)


def _is_of_another(text: str, begin: int, whole: re.Match[str], sign: re.Match[str]) -> bool:
    """检查8次，查处线索23起，其中…9次 is of the 23; 受理894宗，办结432宗，其中625宗、267宗、2宗 make up the 894, which the sentence names before."""
    if any(not q[3].endswith("元") for q in _QUANTITY.finditer(text, whole.end(), sign.start())):
        return True
    total = sum(_listed(text, sign.end(), whole[3])[0])
    start = max(text.rfind(mark, 0, begin) for mark in "。\n") + 1
    return any(q[3] == whole[3] and _size(q) == total for q in _QUANTITY.finditer(text, start, whole.start()))


def _is_bound(text: str, quantity: re.Match[str]) -> bool:
    """10万元以上的村; 超过50万元的村."""
    if text.startswith(_BOUNDS, quantity.end()):
        return True
    return text.startswith("的", quantity.end()) and bool(_BOUND_BEFORE.search(text, max(0, quantity.start() - 3), quantity.start()))


def _bounds_cut(text: str, start: int, end: int) -> str:
    """What stands before a part, a bound of it left out."""
    return re.sub(rf"超过(?={_N}[万亿]?{UNIT}的)", "", text[start:end])


def _of_the_sentence_before(sheet: Sheet) -> Iterator[Problem]:
    """收入 12.6 亿元，比上年增长 5%。其中税收 9.4 亿元，非税 4.2 亿元: parts that make up more than anything in the sentence before."""
    text = sheet.text
    for m in _OF_THEM.finditer(text):
        end = text.rfind("。", max(0, m.start() - 2), m.end())
        stop = m.start() if end < 0 else end
        begin = max(text.rfind("。", max(0, stop - _SENTENCE), stop), text.rfind("\n", max(0, stop - _SENTENCE), stop), stop - _SENTENCE, -1) + 1
        near = max(begin, m.start() - 30)
        first = _LISTED.match(text[m.end() : m.end() + 60])
        wholes = [q for q in _QUANTITY.finditer(text, begin, stop) if first and q[3] == first[3]]
        if not wholes or first is None or (any(q.start() >= near for q in wholes) and end < 0):
            continue  # what stands close is judged already
        if _OVERLAP.search(text, begin, sheet.sentence(m.end(), m.end())[1] + 1) or first[3] in _VISITS or "其中" in text[begin:stop] or _CHANGED.search(first[0]):
            continue
        sizes, _, _ = _listed(text, m.end(), first[3])
        largest = max(map(_size, wholes))
        if len(sizes) > 1 and 1.003 * largest < sum(sizes) < 1.5 * largest:
            whole = max(wholes, key=_size)
            found = f"其中 {len(sizes)} 项相加是 {_in_words(sum(sizes), whole)}，前面最大的是 {whole[0]}"
            yield sheet.warn((m.start(), m.end() + len(first[0])), "number.part", found, "不大于总数的各项")


def _listed(text: str, at: int, unit: str) -> tuple[list[float], list[str], bool]:
    """Sizes and names of a list of parts, and whether one of them is in another unit or a change."""
    sizes: list[float] = []
    names: list[str] = []
    while listed := _LISTED.match(text[at : at + 60]):
        if listed[3] != unit and len(sizes) > 1 and text[at - 1] == "，":
            break  # 一般程序612起、简易程序2163起，罚没款538万元: another thing begins
        if listed[3] != unit or _CHANGED.search(listed[0]):
            return sizes, names, True
        sizes.append(_size(listed))
        names.append(listed[0][: listed.start(1)])
        at += listed.end()
        joint = _BETWEEN.match(text[at : at + 4])
        if joint is None or text.startswith("，新增", at):  # 其中顶尖人才41人，新增技能人才39万人: another thing begins
            break
        at += joint.end()
    return sizes, names, False


def _parts_of(sheet: Sheet, at: int, whole: re.Match[str], place: tuple[int, int]) -> Iterator[Problem]:
    """甲 86 人、乙 132 人、丙 32 人 of 240: a list that comes near its whole and is not it. One of a few parts alone says nothing."""
    sizes, names, other = _listed(sheet.text, at, whole[3])
    if other or _OVERLAP.search(sheet.text, whole.start(), sheet.sentence(at, at)[1] + 1):
        return  # one may be of two kinds, by the text's own words
    if whole[3] in _VISITS and len({n.strip("：: ")[-1:] for n in names}) > 1:
        return  # visits counted by two kinds of things
    total, size = sum(sizes), _size(whole)
    if any(sum(sizes[:n]) == size for n in range(2, len(sizes))):
        return  # the first make up the whole, and what is listed behind them is another thing
    both = len(sizes) == 2 and all(_SEX.search(n) for n in names)
    near = 0.97 if len(sizes) > 2 else 1.0
    most = 2.0 if len({n.strip("：: ")[-2:] for n in names}) == 1 else 1.15  # 行政编制、事业编制 are kinds of one thing: nobody is in both
    rest = any(n.strip("：: ").startswith(("其他", "其余", "其它")) for n in names[-1:])  # then they are the whole
    # 其中：甲项目5个，乙项目4个，丙项目2个 of 12: kinds of one thing behind a colon, and a slip of one or two.
    kinds = len(sizes) > 2 and len({n.strip("：: ")[-2:] for n in names}) == 1 and sheet.text[at - 1] in "：:"
    rest = rest or (kinds and 0.9 * size <= total < size)
    if len(sizes) > 1 and abs(total - size) > 0.001 * size and (both or rest or near * size < total < most * size or max(sizes) > size):
        found = f"其中 {len(sizes)} 项相加是 {_in_words(total, whole)}，总数“{whole[0]}”"
        yield sheet.warn(place, "number.part", found, "和总数相符的各项")


def _together(sheet: Sheet) -> Iterator[Problem]:
    """甲 1,200 人、乙 800 人，合计 2,100 人."""
    text = sheet.text
    for m in _TOGETHER.finditer(text) if "计" in sheet.signs or "共" in sheet.signs else ():
        listed = _ADDENDS.search(text, max(text.rfind("\n", 0, m.start()) + 1, m.start() - 120), m.start())
        sizes = list(_QUANTITY.finditer(text, listed.start(), m.start())) if listed else []
        total = sum(map(_size, sizes))
        if sizes and all(q[3] == m[3] for q in sizes) and abs(total - _size(m)) > 0.001 * _size(m):
            found = f"“{text[sizes[0].start() : m.end()]}”：相加是 {_in_words(total, sizes[0])}"
            yield sheet.warn((sizes[0].start(), m.end()), "number.part", found, "和各项之和相同的合计")


def _of_lists(sheet: Sheet) -> Iterator[Problem]:
    """共 620 次，包括： and an item a line."""
    for m in _ITEMS.finditer(sheet.text) if sheet.has(*_LEADS) else ():
        at, total, count = m.end(), 0.0, 0
        while (item := _ITEM.match(sheet.text, at)) and item[3] == m[3]:
            at, total, count = item.end(), total + _size(item), count + 1
        size = _size(m)
        if count > 1 and abs(total - size) > 0.001 * size and 0.97 * size < total < 1.15 * size:
            yield sheet.warn(m.span(), "number.part", f"“{m[0].strip()}”下面 {count} 项相加是 {total:g}", "和总数相符的各项")


def _size(quantity: re.Match[str]) -> float:
    size = value(quantity[1])
    for sign in quantity[2]:
        size *= TIMES[sign]
    return size
