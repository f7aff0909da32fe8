"""Units and sizes that cannot be: 气温 380℃, 占地 30 亩（约 2000 平方米）, 每人每月 1100 万元, 3 公里米 (WORD-07). A sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, value
from builder.checks.quantities import AREAS, LENGTHS, WEIGHTS
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_NEAR = r"[^，。；、\d\n]"
_NAMES = "平方公里|平方米|公顷|亩|公里|千米|米|公斤|千克|斤|吨"
_SAME = when_asked(
    rf"(?<![\d.,])(?P<a>{_N})(?P<at>[万亿]?)(?P<au>{_NAMES})[，,（(](?:约|即|折?合|相当于|也就是|大约)+(?P<b>{_N})(?P<bt>[万亿]?)"
    rf"(?P<bu>{_NAMES})(?=[，。；、）)\n])"
)
_THAT_IS = tuple(mark + word for mark in "，,（(" for word in ("约", "即", "合", "折合", "相当于", "也就是", "大约"))
_TWO_UNITS = when_asked(r"(?<=\d)[万亿]?(?:公里|千米|平方米|立方米|亩|公斤|千瓦时|公顷|[万亿]元)(?:米|元|吨|亩|公里|平方米|件|户)(?=[，。；、）)\n])")
_HEAT = when_asked(rf"(?P<what>气温|室温|体温|水温|温度){_NEAR}{{0,8}}?(?P<n>{_N}) ?(?:℃|摄氏度|°C)")
_HOTTEST = {"气温": 58, "室温": 58, "体温": 45, "水温": 110, "温度": 3000}
_AGE = when_asked(r"(?<![\d.,])(?P<n>\d{3,4})周?岁")
_OLD_THINGS = when_asked("树|古|井|桥|历史|文物|寺|庙|校庆|总和|合计|共|加起来|平均")
_OLDEST = 125
_A_MONTH = when_asked(rf"(?:每人每月|每月每人|每人月均|人均月|每户每月|每人每年|每人每次|每人每天){_NEAR}{{0,10}}?(?P<n>{_N})(?P<t>[万亿])元")
_MOST = 1_000_000.0  # yuan that one person may be paid at a time
_OWN_AREA = when_asked(rf"(?:辖区|行政区域|镇域|街道|全[镇乡街区县]|区域){_NEAR}{{0,6}}?(?:总?面积|占地){_NEAR}{{0,4}}?(?P<n>{_N})平方米(?=[，。；、（(\n])")
_LEAST_AREA = 50_000.0
_ROADS = when_asked(rf"(?:村道|道路|公路|街巷|管网|管线|步道|绿道|沟渠|河道|农路|围墙|护栏){_NEAR}{{0,8}}?{_N}万公里")
_HOUSE = when_asked(
    rf"(?:办公楼|服务中心|文化站|活动室|活动中心|卫生院|卫生服务站|幼儿园|礼堂|食堂|敬老院|服务站|阅览室|书屋|广场){_NEAR}{{0,8}}?面积{_NEAR}{{0,4}}?"
    rf"(?P<n>{_N})万平方米"
)
_HOUSE_MOST = 100
_YIELD = when_asked(rf"(?:亩产|每亩产量?|单产){_NEAR}{{0,6}}?(?P<n>{_N})吨(?=[，。；、\n])")
_YIELD_MOST = 60
_RESERVOIR = when_asked(rf"库容{_NEAR}{{0,4}}?(?P<n>{_N})立方米")
_RESERVOIR_LEAST = 1000
_DAILY = when_asked(
    rf"日(?:均)?(?P<what>处理|供|产|清运|收运){_NEAR}{{0,8}}?(?P<d>{_N})(?P<dt>万?)(?P<u>吨|立方米)[，,；]年(?P=what)?{_NEAR}{{0,8}}?"
    rf"(?P<y>{_N})(?P<yt>[万亿]?)(?P=u)"
)
_TOWN = when_asked("街道|[镇乡村]|社区")
_NO_UNIT = when_asked(rf"(?:投入资金|投资|发放补贴|筹集资金|补助资金|专项资金|拨付资金|争取资金|资金|经费|捐款|善款){_NEAR}{{0,3}}?(?<![\d.,])(?P<n>{_N})[万亿](?=[，。；、）)\n])")


def check_scales(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in sheet.matches(_SAME, *_THAT_IS):
        for sort in (AREAS, LENGTHS, WEIGHTS):
            if m["au"] in sort and m["bu"] in sort and m["au"] != m["bu"]:
                real = value(m["a"]) * TIMES.get(m["at"], 1) * sort[m["au"]] / sort[m["bu"]]
                if abs(real - value(m["b"]) * TIMES.get(m["bt"], 1)) > 0.15 * real:
                    yield _told(sheet, m, f"换算是 {real:,.6g}{m['bu']}")
    for m in _TWO_UNITS.finditer(text):
        yield _told(sheet, m, "两个单位连在一起")
    for m in sheet.matches(_HEAT, "℃", "摄氏度", "°C"):
        if value(m["n"]) > _HOTTEST[m["what"]]:
            yield _told(sheet, m)
    for m in sheet.matches(_AGE, "岁"):
        begin, end = sheet.sentence(*m.span())
        if int(m["n"]) > _OLDEST and not _OLD_THINGS.search(text, begin, end):
            yield _told(sheet, m)
    for m in sheet.matches(_A_MONTH, "每人", "每户", "人均月"):
        if value(m["n"]) * TIMES[m["t"]] >= _MOST:
            yield _told(sheet, m)
    for m in sheet.matches(_DAILY, "日处理", "日供", "日产", "日均", "日清运", "日收运"):
        days = value(m["y"]) * TIMES.get(m["yt"], 1) / (value(m["d"]) * TIMES.get(m["dt"], 1) or 1)
        if not 120 <= days <= 400:
            yield _told(sheet, m, f"年数是日数的 {days:,.0f} 倍")
    if _TOWN.search(text, 0, max(0, text.find("\n"))):  # the title: what is too much for a town may be right for a province
        yield from _of_a_town(sheet)


def _of_a_town(sheet: Sheet) -> Iterator[Problem]:
    for m in sheet.matches(_OWN_AREA, "平方米"):
        if value(m["n"]) < _LEAST_AREA and "建筑" not in m[0]:
            yield _told(sheet, m)
    for m in sheet.matches(_ROADS, "万公里"):
        yield _told(sheet, m)
    for pattern, words, most in ((_HOUSE, "万平方米", _HOUSE_MOST), (_YIELD, "吨", _YIELD_MOST)):
        for m in sheet.matches(pattern, words):
            if value(m["n"]) >= most:
                yield _told(sheet, m)
    for m in sheet.matches(_RESERVOIR, "库容"):
        if value(m["n"]) < _RESERVOIR_LEAST:
            yield _told(sheet, m)
    for m in sheet.matches(_NO_UNIT, "资", "补贴", "经费", "捐款", "善款"):
        yield _told(sheet, m, "没有写“元”")


def _told(sheet: Sheet, m: re.Match[str], what: str = "") -> Problem:
    return sheet.tell(m.span(), what, "number.scale", "合乎常理的数和单位", "核对原件：单位是不是写错了")
