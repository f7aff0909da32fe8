"""Figures that the words beside them give again: a sum in words and in figures, 出口 and 进口, weights of a score, bounds of a fine (WORD-07).

A sheet in, findings out. Each rule looks only where a rare word of its own stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, value
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import chinese_number, when_asked

_N = NUMBER
_CAPITAL = r"(?P<said>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,24})元(?P<coins>(?:[零壹贰叁肆伍陆柒捌玖]{1,2}[角分]){0,2})[整正]?"
_IN_WORDS = (
    when_asked(rf"{_CAPITAL}[（(](?:小写)?[：:]?(?:人民币)?[¥￥]? ?(?P<n>{_N}) ?(?P<t>万?)元?[）)]"),
    when_asked(rf"[¥￥]? ?(?<![\d.,])(?P<n>{_N}) ?(?P<t>万?)元[（(](?:大写)?[：:]?(?:人民币)?{_CAPITAL}[）)]"),
)
_PLAIN = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千")
# Signs that are rare, and beside which a pattern is tried.
_ABOVE, _HOME, _OF_THESE, _REACH = when_asked(r"以上(?=\d)"), when_asked(r"户、?(?=\d)"), when_asked(r"中[，：:](?=[^\d\n]{1,7}\d)|天[，,]其中"), 30
_BOUNDS = when_asked(rf"(?<![\d.,])(?P<low>{_N})(?P<lt>[万亿]?)(?P<u>元|倍|[%％]|平方米|公里|吨|年|日|人)以上(?P<high>{_N})(?P<ht>[万亿]?)(?P=u)以下")
_HOMES = when_asked(rf"(?<![\d.,第每])(?P<homes>{_N})(?P<ht>万?)户、?(?P<people>{_N})(?P<pt>万?)人(?![次均才大民])")
_WHOSE, _NO_HOME, _WORDS = when_asked("惠及|保障|搬迁|安置|低保|特困|贫困|脱贫|监测|移民|困难|居民|村民|群众|农户|家庭|对象"), when_asked("企业|商户|个体|经营|市场主体|大户"), 16
_LENGTHS = r"毫米|厘米|平方米|平方公里|公里|米|亩|公顷|亿元|万元|元|人|名|吨|公斤|周?岁|分钟|小时|个|家|套|户|[%％‰]|倍|分贝"
_DASH = when_asked(r"(?<=\d)[—–－~～]{1,2}(?=\d)")
_FROM_TO = when_asked(rf"(?<![\d.,/+A-Za-z—–－~～-])(?P<low>\d{{1,6}}(?:\.\d{{1,4}})?)[—–－~～]{{1,2}}(?P<high>\d{{1,6}}(?:\.\d{{1,4}})?)(?P<t>[万亿]?)(?:{_LENGTHS})")
_EACH = when_asked(rf"人均[^，。；\d\n]{{0,10}}(?:收入|生产总值|GDP|支出)[^，。；\d\n]{{0,6}}(?P<n>{_N})(?:万元|亿元)")
_MOST = 100  # 万元 a head and year
_RANKED = when_asked(
    r"(?<![\d.第])(?P<all>\d{1,3})个(?:镇街|街镇|乡镇|街道|县市区|县区|区县|[县市区省镇乡村]|社区|部门|单位)[^，。；\d\n]{0,12}"
    r"(?:排名|位列|位居|名列|排在?|列)第? ?(?P<place>\d{1,3})[位名]"
)
_SAVED = when_asked(
    rf"预算[^，。；\d\n]{{0,6}}(?P<all>{_N})(?P<u>[万亿]?元)[，,；][^，。；\d\n]{{0,4}}节[约省][^，。；\d\n]{{0,4}}(?P<less>{_N})(?P=u)[，,；]节[资约省]率[^，。；\d\n]{{0,3}}(?P<said>{_N})[%％]"
)
_NATURAL = when_asked(
    rf"出生率[^，。；\d\n]{{0,4}}(?P<born>{_N})‰[^‰\n]{{0,24}}死亡率[^，。；\d\n]{{0,4}}(?P<died>{_N})‰"
    rf"[^‰\n]{{0,24}}自然增长率[^，。；\d\n－−-]{{0,4}}(?P<sign>[-－−]?) ?(?P<said>{_N})‰"
)
_TRADE = when_asked(
    rf"进出口(?:总[额值]|额)[^，。；\d\n]{{0,4}}(?P<all>{_N})(?P<u>亿元|亿美元|万美元|万元)[^\n]{{0,40}}?其中[，：:]?(?:外贸|货物)?出口(?:总?额|总值)?(?:为|达)?(?P<out>{_N})(?P=u)"
    rf"[^\n。]{{0,24}}?[；、，]进口(?:总?额|总值)?(?:为|达)?(?P<into>{_N})(?P=u)"
)
_SCORE = when_asked(r"(?:成绩|得分|总分|分数|评分)[=＝](?P<sum>[^，。；=＝\n]{4,100})")
_WEIGHT = when_asked(rf"[×*xX] ?({_N}) ?[%％]")
# 10个断面中，Ⅱ类4个、Ⅲ类5个: names before their counts, none of which says what several may have at once.
_AMONG = when_asked(rf"(?<![\d.,第])(?P<all>{_N})(?:(?P<u>{UNIT})[^，。；、\d\n]{{2,12}}中[，：:]|(?P<d>天)[，,]其中[：:]?)")
_PART = when_asked(rf"(?P<name>[^，。；、\d\n]{{1,7}}?)({_N})(?P<u>{UNIT}|天)(?P<joint>[、，]?)")
_AT_ONCE = when_asked("[有已获达设开通创建完参加超增新被均]|以上|以下|左右|另")
_POINTS = when_asked(
    rf"\d\.\.\d{{1,4}}(?!\.)|(?<![\d.A-Za-z第])\d{{1,6}}\.\d{{1,3}}\.\d{{1,3}}(?=[万亿]?(?:元|人次|吨|亩|公里|平方米|户|[%％]))"
    rf"|(?<![\d.,])\d{{1,3}},\d{{1,2}}\.\d{{1,6}}(?=[万亿]?{UNIT})|(?<=[一-龥])\d{{1,3}} \d{{1,2}}(?={UNIT})"
)
_POINTS_SIGN, _BLANK = when_asked(r"\.\.\d|\.\d{1,3}\.\d|,\d{1,2}\.\d"), when_asked(r" \d{1,2}(?=[一-龥])")


def check_reckoned(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _RANKED.finditer(text) if sheet.has("排", "列", "居") else ():
        if int(m["place"]) > int(m["all"]):
            yield sheet.warn(m.span(), "number.part", f"“{m[0]}”：名次比总数大", "不大于总数的名次")
    for m in (m for p in _IN_WORDS for m in p.finditer(text)) if sheet.has("佰", "仟", "拾元", "拾万", "元整", "元正") else ():
        whole = chinese_number(m["said"].translate(_PLAIN))
        figure = value(m["n"]) * TIMES.get(m["t"], 1)
        if whole and not whole <= figure < whole + 1:
            yield _differs(sheet, m.span(), f"“{m[0]}”：大写是 {whole:,} 元", "number.differs", "相同的大写和小写")
    for m in _near(text, _ABOVE, _BOUNDS) if sheet.has("以上") else ():
        if value(m["low"]) * TIMES.get(m["lt"], 1) >= value(m["high"]) * TIMES.get(m["ht"], 1):
            yield _differs(sheet, m.span(), f"“{m[0]}”：下限不比上限小", "number.range", "从小到大的两个数")
    for m in _near(text, _DASH, _FROM_TO) if sheet.has(*"—–－~～") else ():
        if _falls(m):
            yield _differs(sheet, m.span(), f"“{m[0]}”：前一个数比后一个大", "number.range", "从小到大的两个数")
    for m in _near(text, _HOME, _HOMES) if sheet.has("户") else ():
        before = text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - _WORDS) : m.start()]
        fewer = value(m["people"]) * TIMES.get(m["pt"], 1) < value(m["homes"]) * TIMES.get(m["ht"], 1)
        if fewer and _WHOSE.search(before) and not _NO_HOME.search(before):
            yield _differs(sheet, m.span(), f"“{m[0]}”：人比户少", "number.part", "不少于户数的人数")
    for m in _EACH.finditer(text) if sheet.has("人均") else ():
        if value(m["n"]) >= _MOST:
            yield _differs(sheet, m.span(), f"“{m[0]}”", "number.scale", "合乎常理的数和单位")
    for m in _SAVED.finditer(text) if sheet.has("节资率", "节约率", "节省率") else ():
        real = value(m["less"]) / (value(m["all"]) or 1) * 100
        if abs(real - value(m["said"])) > 0.6 / 10 ** places(m["said"]):
            yield _differs(sheet, m.span(), f"“{m[0]}”：按这两个数是 {real:.2f}%", "number.rate", "和两个数相符的百分比")
    for m in _NATURAL.finditer(text) if sheet.has("自然增长率") else ():
        real, said = value(m["born"]) - value(m["died"]), value(m["said"]) * (-1 if m["sign"] else 1)
        if abs(real - said) > 0.51 * sum(10.0 ** -places(m[k]) for k in ("born", "died", "said")):
            yield _differs(sheet, m.span(), f"“{m[0]}”：出生率减死亡率是 {real:.2f}‰", "number.rate", "和两个数相符的自然增长率")
    for m in _TRADE.finditer(text) if sheet.has("进出口") else ():
        total, every = value(m["out"]) + value(m["into"]), value(m["all"])
        if abs(total - every) > max(0.002 * every, 0.51 * sum(10.0 ** -places(m[k]) for k in ("out", "into", "all"))):
            yield _differs(sheet, (m.start(), m.start() + 8), f"“{m[0][:60]}”：出口加进口是 {round(total, 4):g}{m['u']}", "number.part", "出口＋进口＝总额")
    for m in _SCORE.finditer(text) if sheet.has("=", "＝") else ():
        weights = list(map(value, _WEIGHT.findall(m["sum"])))
        if len(weights) > 1 and abs(sum(weights) - 100) > 0.5 and 50 < sum(weights) < 200 and len(weights) == len(re.split("[+＋]", m["sum"])):
            yield _differs(sheet, m.span("sum"), f"“{m['sum']}”：权重相加是 {sum(weights):g}%", "number.sum", "权重相加是 100%")
    yield from _among(sheet)
    for m in _POINTS.finditer(text) if _POINTS_SIGN.search(text) or (" " in sheet.signs and _BLANK.search(text)) else ():
        yield _differs(sheet, m.span(), f"“{m[0]}”", "number.groups", "一个小数点、每三位一个逗号的数")


def _near(text: str, sign: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where the sign stands, the pattern that reaches over it."""
    for near in sign.finditer(text):
        m = pattern.search(text, max(text.rfind("\n", 0, near.start()) + 1, near.start() - _REACH), near.end() + _REACH)
        if m and m.start() < near.start() < m.end():
            yield m


def _falls(m: re.Match[str]) -> bool:
    """1500—1350毫米; not 8000—1.2万元, nor two years."""
    low, high = value(m["low"]), value(m["high"])
    of_years = 1900 <= low < 2100 and "." not in m["low"]
    return low > high and not of_years and not (m["t"] and low >= 1000)


def _among(sheet: Sheet) -> Iterator[Problem]:
    """Kinds of so many things that make more than there are."""
    text = sheet.text
    for m in _near(text, _OF_THESE, _AMONG) if sheet.has("中，", "中：", "天，其中") else ():
        at, sizes, unit, mark = m.end(), list[float](), m["u"] or m["d"], ""
        while part := _PART.match(text, at):
            if part["u"] != unit or _AT_ONCE.search(part["name"]):
                sizes = []
                break
            sizes.append(value(part[2]))
            at, mark = part.end(), mark or part["joint"]
            if not part["joint"] or part["joint"] != mark:
                break
        if len(sizes) > 2 and value(m["all"]) < sum(sizes) < 1.5 * value(m["all"]):
            found = f"“{text[m.start() : at]}”：{len(sizes)} 项相加是 {sum(sizes):g}{unit}"
            yield _differs(sheet, (m.start(), at), found, "number.part", "不大于总数的各项")


def _differs(sheet: Sheet, span: tuple[int, int], found: str, code: str, expected: str) -> Problem:
    return sheet.warn(span, code, found, expected)
