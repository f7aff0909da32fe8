"""Figures that contradict themselves inside one sentence (WORD-07). A report's sheet in, findings out.

Only what anyone can work out again: nothing here knows what a figure is about. ``parts`` compares figures with their whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
# The same where no longer number, nor an ordinal, holds it; its first digit stands in front, by which a search passes over all else.
ALONE = r"\d(?<![\d.,第].)(?:\d{0,2}(?:,\d{3}){1,4}|\d{0,11})(?:\.\d{1,6})?"
UNIT = (
    r"(?:亿元|万元|元|个|家次|家|户次|户|人次|人|名|件|宗|项|条|间|栋|幢|套|场次|场|次|亩|公顷|平方米|平方公里|立方米|公里|米|吨|辆|列|艘|架|趟|处|起|份|张|台次|台|部|座|盏|棵|株|对|所|支|期|批次|批|班次|册|例|块|门|类|头|只)"
)
FIGURE_LAST = when_asked(r"\d[。；，]")  # behind a figure its unit is to follow
TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_N = NUMBER
# More than such a thing can be: sports grounds of 10,000 km², a training that costs as much as a hospital.
_TOO_WIDE = when_asked(
    rf"(?<!国家)(?<!森林)(?<!湿地)(?<!地质)(?:公园|广场|绿地|停车场|校园|小区|厂房|球场|游园|场馆|市场|学校|医院|校舍|办公楼)[^。；\n\d]{{0,12}}(?:\d{{1,3}}个[，,])?[^。；\n\d]{{0,8}}{NUMBER}万平方公里"
)
_TOO_DEAR = when_asked(
    rf"(?:培训|办公|会议|差旅|接待|印刷|慰问|宣传)(?:经费|费用?|活动经费|金)[^。；，\n\d]{{0,6}}{NUMBER}亿元\Z"
)
_DEAR = when_asked("亿元")
_TOWN = when_asked("街道|[镇乡村]|社区")
# A rate has a sign: 增速为-3%; what grew by -3 % is said twice, or not at all.
_NEGATIVE = when_asked(rf"(?:增长(?!率)|增加|提高|上升|下降(?!率)|减少|降低)(?:了|为|约|达|是)? ?[-－−—]{{1,2}} ?{_N} ?[%％]")
_NOTHING = when_asked(
    r"[%％ \u3000](?<=[一-龥].)(?:(?<=[%％])|(?<= )[%％]|(?<=[ \u3000])[ \u3000]{0,5}"
    r"(?:个|[万亿]?元|户|人次|公里|平方米|亩|件|家|场次|场|次|项|名|吨|辆|份))(?=[，。；])"
)
_FALLS = when_asked(rf"(?:下降|减少|降低|压减|缩短)(?:了|约|近|达)? ?({_N}) ?[%％]")
RATE_NAMES = (
    r"(?<!毛)(?:覆盖率|合格率|达标率|知晓率|满意率|满意度|及格率|办结率|回复率|普及率|优良率|抽检率|好评率|出勤率|签约率|入户率|处置率|整改率|成活率|空置率|参保率|巩固率|管理率|接种率|就业率|处理率|收集率|治理率|利用率|建档率|安装率|到位率|及时率|准确率|收缴率|缴费率|征缴率|回收率|入学率|升学率|通过率|完好率|在线率|绿化率|硬化率|破案率|执结率|治愈率|成功率|化解率|解决率|公开率|采纳率|响应率|持证率|保证率|保障率|参与率|保险率|投保率|城镇化率)"
)
_RATE_NAME = when_asked(RATE_NAMES + r"\Z")
_RATES = when_asked(rf"[率度](?:均|都|要|应|须|将)?(?:为|达到?|(?:保持|稳定|维持|控制)在?|不低于|不少于|超过?|提高到|提升至?到?)?(?:了|约)? ?({_N}) ?[%％]")
_LOSS = when_asked("利润|亏|净|收益|顺差|逆差|增幅|增速")
_SHARES = when_asked(rf"(?:分别占|占比分别为|比重分别为)[^。；\n%％\d]{{0,12}}({_N} ?[%％](?:[、，和与及] ?{_N} ?[%％]){{1,9}})")
_SHARE = when_asked(rf"([^，。；、：:\d\s]{{0,12}})占(?:比|总数|总量)?(?:的|为|约)? ?({_N}) ?[%％]")
_REST = when_asked(r"(?:其他|其余|其它|另外)[^，。；\d\n]{0,6}占")
_RATIO = when_asked(rf"(?<![\d.:：∶])({_N}) ?[%％]? ?[:：∶] ?({_N}) ?[%％]? ?[:：∶] ?({_N})(?![\d.:：∶])")
_RATIO_SIGN = when_asked(r"\d ?[%％]? ?[:：∶](?= ?\d)")
_STRUCTURE = when_asked("产业|结构|三产|比重|占比")
_CHANGE = when_asked(
    rf"[由从](?:\d{{4}}年的|[上去]年的?)?(?:[^，。；、\d\n由从]{{0,12}}[每的为])? ?({_N})([万亿]?)([微毫]克/(?:立方米|升)|[一-龥%％]{{0,7}}?)(?:，)?"
    rf"(增加|增长|提高|提升|上升|扩大|减少|下降|降低|压缩|增|升|降|减)(?:到|至|为)了? ?(?:(?:[今本]年|\d{{4}}年)的?)?({_N})([万亿]?)([微毫]克/(?:立方米|升)|[一-龥%％]{{0,7}})"
    rf"(?:[，、] ?(?:同比|比上年|较上年)?(增长|增加|提高|提升|上升|下降|减少|降低)(?:了)? ?({_N}) ?(?:([%％])(?!点|以|左|多)|(个百分点)|(倍)))?"
)
_RANKS = ("位", "名")
_DOWN = frozenset(("减少", "下降", "降低", "降", "压缩", "减"))
_RANGE = when_asked(rf"[至到～~](?<=\d.) ?({_N}) ?{UNIT}")
_LOW = when_asked(rf"(?<![\d.,]){_N}\Z")
_NO_RANGE = when_asked(r"[由从自降减第至到年月比]\Z|[由从自降减]\D{1,4}\Z")
_GROUPS = when_asked(
    rf"(?<![\d,.])(?:\d{{1,3}}(?:,\d{{1,3}}){{1,3}},\d{{1,2}}|\d{{1,3}}(?:,\d{{1,2}}){{1,2}},\d{{3}}|"
    rf"\d{{1,3}},\d\d|\d{{2,3}},\d|\d{{1,3}},\d{{4,6}}|\d{{4,6}},\d{{3}})(?![\d,.])(?=[余多]?[万亿]?{UNIT})"
)


def value(text: str) -> float:
    """A number as written: 1,186.5."""
    return float(text.replace(",", ""))


def check_arithmetic(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in sheet.matches(_NEGATIVE, *"-－−—"):
        yield sheet.warn(m.span(), "number.negative", f"“{m[0]}”", "“下降…%”或“增长…%”，不加负号", "核对原件：是下降还是增长")
    for m in _NOTHING.finditer(text):
        before = text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - 6) : m.end()]
        if "单位" in before:
            continue
        yield sheet.warn(m.span(), "number.missing", f"“{before}”里没有数", "百分之多少", "核对原件，补上数")
    for m in _FALLS.finditer(text):
        if value(m[1]) > 100 and not _LOSS.search(text, max(0, m.start() - 20), m.start()):
            yield sheet.warn(m.span(), "number.over-hundred", f"“{m[0]}”", "不超过 100%")
    for m in _RATES.finditer(text) if "率" in text or "满意度" in text else ():
        name = _RATE_NAME.search(text, max(0, m.start() - 5), m.start() + 1) if value(m[1]) > 100 else None
        if name:
            span = (name.start(), m.end())
            yield sheet.warn(span, "number.over-hundred", f"“{text[name.start() : m.end()]}”", "不超过 100%")
    for m in sheet.matches(_GROUPS, ","):
        groups = list(map(int, m[0].split(",")))
        if len(groups) > 2 and (sorted(set(groups)) == groups or text.startswith("第", m.start() - 1)):
            continue  # 第1,2,5期: a row of numbers
        yield sheet.warn(m.span(), "number.groups", f"“{m[0]}”", "每三位一个逗号的数，如 12,340", "核对原件：漏了一位还是多了逗号")
    large = list(_TOO_WIDE.finditer(text)) if sheet.has("万平方公里") else []
    of_a_town = _TOWN.search(text, 0, max(0, text.find("\n")))  # the title comes first; a province may well pay as much
    large += [dear for at in (_DEAR.finditer(text) if of_a_town else ()) if (dear := _TOO_DEAR.search(text, max(0, at.start() - 30), at.end()))]
    for m in large:
        yield sheet.warn(m.span(), "number.scale", f"“{m[0]}”", "合乎常理的数和单位", "核对原件：单位是不是写错了")
    yield from _sums(sheet)
    yield from _changes(sheet)
    for m in _RANGE.finditer(text):
        first = _LOW.search(text, max(0, m.start() - 20), m.start())
        if first and value(first[0]) > value(m[1]) and not _NO_RANGE.search(text[max(0, first.start() - 6) : first.start()]) and not 1900 <= value(m[1]) < 2100:
            found = f"“{first[0]}{m[0]}”：前一个数比后一个大"
            yield sheet.warn((first.start(), m.end()), "number.range", found, "从小到大的两个数")


def _sums(sheet: Sheet) -> Iterator[Problem]:
    for m in _SHARES.finditer(sheet.text) if sheet.has("分别占", "比分别为", "重分别为") else ():
        total = sum(map(value, re.findall(_N, m[1])))
        if 100.5 < total < 130:  # far more are shares of different things: 客、货分别占 80% 和 90%
            yield sheet.warn(m.span(1), "number.sum", f"“{m[1]}”相加是 {total:g}%", "不超过 100%")
    for sign in _RATIO_SIGN.finditer(sheet.text):
        ratio = _RATIO.search(sheet.text, max(0, sign.start() - 8), sign.end() + 20)
        if ratio is None or ratio.end(1) != sign.start() + 1:
            continue
        total = sum(map(value, ratio.groups()))
        if 50 < total < 200 and abs(total - 100) > 0.35 and _STRUCTURE.search(sheet.text, sheet.sentence(*ratio.span())[0], ratio.start()):
            yield sheet.warn(ratio.span(), "number.sum", f"“{ratio[0]}”相加是 {total:g}", "三项相加是 100")
    yield from _shares_with_rest(sheet)


def _shares_with_rest(sheet: Sheet) -> Iterator[Problem]:
    """甲占 42%，乙占 33%，其他占 15%: with the rest named, they are the whole."""
    text = sheet.text
    for rest in _REST.finditer(text) if sheet.has("其他", "其余", "其它", "另外") else ():
        begin, end = sheet.sentence(*rest.span())
        row: list[re.Match[str]] = []
        for m in _SHARE.finditer(text, begin, min(rest.end() + 12, end)):
            if row and not re.fullmatch(r"[，、；]?(?:而|和|及)?", text[row[-1].end() : m.start()]):
                row = []
            row.append(m)
        if "多选" in text[begin : end + 20]:
            continue
        total = sum(value(share[2]) for share in row)
        if len(row) > 2 and row[-1].start() <= rest.start() < row[-1].end() and abs(total - 100) > 0.5 * len(row):
            found = f"“{row[0][0]}”到“{row[-1][0]}”相加是 {total:g}%"
            yield sheet.warn((row[0].start(), row[-1].end()), "number.sum", found, "相加是 100%")


def _changes(sheet: Sheet) -> Iterator[Problem]:
    """由 100 增加到 150，增长 50%: the direction and the percentage can be worked out again."""
    for m in _CHANGE.finditer(sheet.text):
        if (m[3] and m[7] and not m[7].startswith(m[3])) or m[7].startswith(_RANKS):
            continue  # two units: nothing can be said; ranks rise by falling
        before, after = value(m[1]) * TIMES.get(m[2] or (m[6] if not m[3] else ""), 1), value(m[5]) * TIMES.get(m[6], 1)
        down = m[4] in _DOWN
        if (after > before) is down and after != before:
            yield sheet.warn(m.span(), "number.direction", f"“{m[0]}”", "和方向相符的两个数", "核对原件：数或“增加”“减少”写错了")
        elif m[9] and before:
            said = value(m[9])
            shares = "%" in m[3] + m[7] or "％" in m[3] + m[7]
            if m[11] and shares:
                real, slack, unit = abs(after - before), 0.51 * sum(10.0 ** -n for n in map(places, (m[1], m[5], m[9]))), "个百分点"
            elif m[12] and not shares:
                real, slack, unit = abs(after - before) / before, max(0.15, said * 0.1), "倍"
            elif m[10] and not shares:
                real, unit = abs(after - before) / before * 100, "%"
                slack = max(1.0, real * 0.02)
            else:
                continue
            if abs(real - said) > slack:
                found = f"“{m[0]}”：按这两个数是 {real:.1f}{unit}"
                yield sheet.warn(m.span(), "number.rate", found, "和两个数相符的增减")


def slack(share: str) -> float:
    """By how much a percentage as printed may differ from the one worked out."""
    return 0.15 if places(share) else 0.6


def places(number: str) -> int:
    """Digits behind the point."""
    return len(number.partition(".")[2])
