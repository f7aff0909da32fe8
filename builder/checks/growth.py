"""Growth, shares, completion and averages against the figures beside them: 52,000 件比 50,000 件增长 14%, 4,200 人完成目标 4,000 人的 115% (WORD-07).

A sheet in, findings out. Only figures that stand in one sentence and in one unit; growth at constant prices is not worked out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, value
from builder.checks.quantities import WEIGHTS
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_Q = rf"(?<![\d.,])(?P<{{0}}>{_N})(?P<{{0}}t>[万亿]?)(?P<{{0}}u>{UNIT}|[微毫]克/(?:立方米|升)|万?千瓦时|度|万?立方|公斤|千克|斤|[千]?瓦|天|小时|分)"
_LAST = r"(?:上年|去年|前年|上一年|上年度|20\d\d年|上[月季周]|年初)(?:同期|度|全年|底|末|同月)?"
_NOW = r"(?:今年|本年|20\d\d年|本[月季])(?:度|底|末)?"
_UP = r"(?:增长|增加|上升|提高|提升|增幅为?|上涨)"
_DOWN = r"(?:下降|减少|降低|下滑|降幅为?|回落|压减|缩短)"
_BY = rf"(?:同比|比上年|较上年|环比)?(?P<way>{_UP}|{_DOWN})(?:了|约|达|近)? ?(?P<said>{_N})"
_SHORT = r"[^，。；\d\n]{0,8}?"
_CALM = r"[^，。；\d\n增减升降提下长]{0,8}?"  # a difference is no earlier figure


def _q(name: str) -> str:
    return _Q.replace("{0}", name)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``ends``: the sign at which it is looked for, ） where a figure in brackets comes last; ``real``: what the figures make; ``what``: the unit of that."""

    ends: str
    pattern: re.Pattern[str]
    real: Callable[[re.Match[str]], float | None]
    what: str = "%"


def _size(m: re.Match[str], name: str) -> float:
    return float(value(m[name]) * TIMES.get(str(m[name + "t"]), 1))


def _slip(m: re.Match[str], name: str) -> float:
    """By how much a figure may be rounded, of itself."""
    return 0.5 * TIMES.get(m[name + "t"], 1) / 10 ** places(m[name]) / (_size(m, name) or 1) if "." in m[name] or m[name + "t"] else 0.0


def _growth(m: re.Match[str]) -> float | None:
    now, was = _size(m, "now"), _size(m, "was")
    if not was or m["nowu"] != m["wasu"]:
        return None
    return (now - was) / was * 100 * (-1 if re.match(_DOWN, m["way"]) else 1)


def _by_difference(m: re.Match[str]) -> float | None:
    down = bool(re.match(_DOWN, m["way"]))
    was = _size(m, "now") + _size(m, "more") * (1 if down else -1)
    if m["nowu"] != m["moreu"] or was <= 0 or bool(re.match(_DOWN, m["ways"])) != down or value(m["more"]) == 0:
        return None
    # A difference of one digit tells no percentage.
    return _size(m, "more") / was * 100 if len(re.sub(r"[.,]|^0+", "", m["more"])) > 1 else _near(_size(m, "more") / was * 100, m)


def _near(real: float, m: re.Match[str]) -> float | None:
    slip = 0.5 * TIMES.get(m["moret"], 1) / 10 ** places(m["more"]) / _size(m, "more")
    return None if abs(real - value(m["said"])) <= real * slip * 1.2 else real


def _share(m: re.Match[str]) -> float | None:
    if _MEAN_BEFORE.search(m.string, max(0, m.start("was") - 8), m.start("was")):
        return None  # 日均约138件，其中即办件15108件: the mean is no whole
    return _size(m, "now") / _size(m, "was") * 100 if _size(m, "was") and m["nowu"] == m["wasu"] else None


def _times(m: re.Match[str]) -> float | None:
    return _size(m, "now") / _size(m, "was") if _size(m, "was") and m["nowu"] == m["wasu"] else None


def _points(m: re.Match[str]) -> float | None:
    return (value(m["now"]) - value(m["was"])) * (-1 if re.match(_DOWN, m["way"]) else 1)


_RULES = (
    _Rule("%", when_asked(rf"{_q('now')}[，,（(]?{_SHORT}(?:比|较|与|同){_SHORT}{_LAST}(?:的|[（(]|为|是)?{_CALM}{_q('was')}[）)]?(?:相比)?[，,]?{_BY} ?[%％]\Z"), _growth),
    _Rule("%", when_asked(rf"{_LAST}(?:为|是|达到?|完成|[：:])?{_SHORT}{_q('was')}[，,；;]{_NOW}{_SHORT}{_q('now')}[，,]{_BY} ?[%％]\Z"), _growth),
    _Rule("%", when_asked(rf"{_NOW}{_SHORT}{_q('now')}[，,；;（(](?:而)?{_LAST}(?:为|是|完成|[：:])?{_SHORT}{_q('was')}[）)]?[，,]{_BY} ?[%％]\Z"), _growth),
    _Rule("%", when_asked(rf"{_q('was')}[，,、][其当]中[^，。；\d\n]{{0,12}}?{_q('now')}[，,（(](?:占比?|占[^，。；\d\n]{{0,8}})(?:的|为|达|约)?(?P<said>{_N}) ?[%％]\Z"), _share),
    _Rule("%", when_asked(
        rf"(?:应|目标|任务|计划)[^，。；\d\n]{{1,6}}{_q('was')}[，,；;](?:已|实|现|累计|"
        rf"到位)[^，。；\d\n]{{0,6}}{_q('now')}[，,][^，。；\d\n]{{1,5}}率(?:为|达到?|约)?(?P<said>{_N}) ?[%％]\Z"
    ), _share),
    _Rule("）", when_asked(rf"{_q('now')}[，,]{_BY} ?[%％][（(，,]{_LAST}{_SHORT}{_q('was')}\Z"), _growth),
    _Rule("%", when_asked(rf"{_q('now')}[，,（(](?:(?:比|较){_LAST}|同比)(?P<ways>{_UP}|{_DOWN})(?:了|约)?{_q('more')}[，,、]{_BY} ?[%％]\Z"), _by_difference),
    _Rule("%", when_asked(
        rf"{_q('now')}[，,（(]?(?:为|占|是|达到?|完成)[^，。；\d\n]{{0,12}}?[（(]?{_q('was')}[）)]?"
        rf"(?:的?(?:任务|目标|计划)数?)?的(?P<said>{_N}) ?[%％]\Z"
    ), _share),
    _Rule("%", when_asked(
        rf"(?:目标|任务|计划|指标)[^，。；\d\n]{{0,6}}{_q('was')}[，,；;](?:实际|已|现已|全年|累计)?(?:完成|实现|"
        rf"达到?){_SHORT}{_q('now')}[，,](?:完成率|完成(?:目标|任务|计划)?的|占[^，。；\d\n]{{0,6}}的|为[^，。；\d\n]{{0,6}}的)(?:为|"
        rf"达到?)?(?P<said>{_N}) ?[%％]\Z"
    ), _share),
    _Rule("点", when_asked(
        rf"(?P<now>{_N}) ?[%％][，,（(]?{_SHORT}(?:比|较)(?:{_LAST})?(?:的|[（(]|为|"
        rf"是)?{_SHORT}(?P<was>{_N}) ?[%％][）)]?[，,]?{_BY}个百分点\Z"
    ), _points, "个百分点"),
    _Rule("点", when_asked(
        rf"{_LAST}(?:的|为|是)?{_SHORT}(?P<was>{_N}) ?[%％][，,]?(?:提高|上升|增加|下降|降低|提升|降|升)(?:到|至|"
        rf"为)(?:{_NOW}的?)?(?P<now>{_N}) ?[%％][，,]{_BY}个百分点\Z"
    ), _points, "个百分点"),
    _Rule("点", when_asked(rf"{_LAST}(?:为|是)?{_SHORT}(?P<was>{_N}) ?[%％][，,；;]{_NOW}{_SHORT}(?P<now>{_N}) ?[%％][，,]{_BY}个百分点\Z"), _points, "个百分点"),
    _Rule("倍", when_asked(rf"{_q('now')}[，,](?:为|是|相当于|达到?)(?:{_LAST})?(?:的)?[（(]?{_q('was')}[）)]?的(?P<said>{_N})倍\Z"), _times, "倍"),
)  # fmt: skip
_ENDS = when_asked(r"[%％点倍元件人吨亩头个户家](?:(?<=[%％])(?!的|点)|(?<=百分点)|(?<=\d倍)|(?<=[\d万亿][元件人吨亩头个户家])(?=[）)]))")
_MUST = {"%": ("比", "较", "与", "同", "占", "为", "完成", "年", "是", "达", "率"), "点": ("比", "较", "年"), "倍": ("是", "为", "相当于", "达")}
_CONSTANT = when_asked("生产总值|GDP|增加值|可比|不变价|同口径|口径|剔除|实际增长|扣除|产值|年均|折算|自然增长|名义")
_REACH = 90
_MEAN_BEFORE = when_asked(r"[均每](?!衡)[^，。；\d\n]{0,6}\Z")
_MORE = when_asked(rf"(?:(?P<up>增加|新增|多|净增|增长|增|提高|提升|上调|上升|上涨)|(?P<down>减少|下降|少|净减|降低|下调|压减|缩短|压缩))(?:了|"
    rf"出)?(?P<more>{_N})(?P<moret>[万亿]?)(?P<moreu>{UNIT})(?=[，。；、）)\n])")
_DIFFERENCES = (
    when_asked(rf"{_q('now')}[，,（(]?(?:比|较){_LAST}(?:的|[（(]|为|是)?{_CALM}{_q('was')}[）)]?[，,]?(?:相比)?(?:增加|新增|多|净增|增长|增|减少|下降|少|净减)(?:了|出)?{_N}[万亿]?{UNIT}\Z"),
    when_asked(
        rf"[由从](?:{_LAST}的?|[^，。；、\d\n由从]{{0,12}}?){_q('was')}(?:增加|增长|提高|提升|扩大|上升|上调|上涨|减少|下降|降低|下调|压缩|压减|缩短|增|减|升|降)(?:到|至)(?:{_NOW}的?|每[^，。；、\d\n]{{0,6}})?{_q('now')}"
        rf"[，,](?:每[^，。；、\d\n]{{0,6}})?(?:增加|新增|净增|增长|提高|提升|上调|上升|上涨|减少|下降|净减|降低|下调|压减|缩短|压缩)(?:了)?{_N}[万亿]?{UNIT}\Z"
    ),
    when_asked(rf"{_LAST}(?:为|是|[：:])?{_SHORT}{_q('was')}[，,；;]{_NOW}{_SHORT}{_q('now')}[，,](?:同比|比上年)?(?:增加|新增|多|净增|减少|下降|少|净减)(?:了|出)?{_N}[万亿]?{UNIT}\Z"),
)
_MEAN = when_asked(r"(?:[人户亩次家]均|平均每[人户亩次家])")
_COUNT = rf"(?<![\d.,])(?P<count>{_N})(?P<countt>[万亿]?)(?P<countu>人次|户次|人|户|亩|家|名|次)"
_MONEY = rf"(?<![\d.,])(?P<money>{_N})(?P<moneyt>[万亿]?)元"
_EACH = rf"(?:(?P<of>[人户亩次家])均|平均每(?P<each>[人户亩次家]))[^，。；\d\n]{{0,8}}(?P<said>{_N})(?P<saidt>[万亿]?)元"
_AVERAGES = (
    when_asked(rf"{_COUNT}[，,、][^，。；\d\n]{{0,14}}{_MONEY}[，,、]{_EACH}"),
    when_asked(rf"{_MONEY}[，,、][^，。；\d\n]{{0,12}}{_COUNT}[^，。；\d\n]{{0,8}}[，,、]{_EACH}"),
)
_OF = {"人": {"人", "人次", "名"}, "户": {"户"}, "亩": {"亩"}, "次": {"人次", "次", "户次"}, "家": {"家"}}
_YIELD = when_asked(
    rf"(?P<area>{_N})(?P<areat>万?)亩[，,、][^，。；\d\n]{{0,8}}产(?:量)?(?:达到?|为)?(?P<out>{_N})(?P<outt>[万亿]?)(?P<outu>吨|公斤|"
    rf"斤)[，,、](?:平均)?(?:亩产|单产|亩均产量?)(?:量)?(?:为|达到?|约)?(?P<said>{_N})(?P<saidu>公斤|斤|千克|吨)"
)
_DOUBLED = when_asked(
    rf"(?:由|从){_SHORT}(?P<was>{_N})(?P<wast>[万亿]?)(?P<wasu>[一-龥]{{1,3}}?)(?:增加|增长|提高|扩大|上升|增|升)(?:到|"
    rf"至){_SHORT}(?P<now>{_N})(?P<nowt>[万亿]?)(?P<nowu>[一-龥]{{1,3}})[，,](?:实现|基本)?翻(?:了)?(?P<times>[一两二三])番"
)


def check_growth(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    told: set[int] = set()
    for end in _ENDS.finditer(text):
        sign = end[0].replace("％", "%")
        begin = max(text.rfind("。", max(0, end.start() - _REACH), end.start()), text.rfind("\n", max(0, end.start() - _REACH), end.start()), end.start() - _REACH, -1) + 1
        window = text[begin : end.end()]
        if len(window) < 12 or (sign in _MUST and not any(word in window for word in _MUST[sign])) or _CONSTANT.search(window):
            continue
        for rule in _RULES:
            if rule.ends != (sign if sign in _MUST else "）"):
                continue
            m = rule.pattern.search(window)
            if m is None:
                continue
            real = rule.real(m)
            if real is not None and begin + m.start() not in told and abs(real - value(m["said"])) > _slack(rule, m, real):
                told.add(begin + m.start())
                yield _problem(sheet, (begin + m.start(), begin + m.end()), f"按这两个数是 {real:.1f}{rule.what}", "number.rate")
            break
    yield from _averages(sheet)
    yield from _differences(sheet)
    for m in _DOUBLED.finditer(text) if "番" in sheet.signs else ():
        real = _times(m)
        wanted = 2 ** ("零一两三".find(m["times"].replace("二", "两")))
        if real and m["wasu"][:1] == m["nowu"][:1] and not 0.88 * wanted <= real <= 1.4 * wanted:
            yield _problem(sheet, m.span(), f"按这两个数是 {real:.1f} 倍", "number.rate")


def _differences(sheet: Sheet) -> Iterator[Problem]:
    """立案86件，比上年76件增加15件; 由76件增加到86件，增加15件."""
    text = sheet.text
    for end in _MORE.finditer(text):
        begin = max(text.rfind("。", max(0, end.start() - 50), end.start()), text.rfind("\n", max(0, end.start() - 50), end.start()), end.start() - 50, -1) + 1
        for pattern in _DIFFERENCES:
            m = pattern.search(text[begin : end.end()])
            if m is None or len({m["nowu"], m["wasu"], end["moreu"]}) > 1:
                continue
            real = (_size(m, "now") - _size(m, "was")) * (-1 if end["down"] else 1)
            slack = sum(0.51 * TIMES.get(str(u), 1) / 10 ** places(n) for n, u in ((m["now"], m["nowt"]), (m["was"], m["wast"]), (end["more"], end["moret"])) if "." in n or u)
            if abs(real - _size(end, "more")) > slack:
                yield _problem(sheet, (begin + m.start(), end.end()), f"按前两个数是 {real:,.10g}{end['moreu']}", "number.rate")
            break


def _slack(rule: _Rule, m: re.Match[str], real: float) -> float:
    said = float(0.6 / 10 ** places(m["said"]))
    if rule.what == "个百分点":
        return 0.51 * sum(10.0 ** -places(m[name]) for name in ("now", "was", "said"))
    groups = m.groupdict()
    slips = sum(_slip(m, name) for name in ("now", "was") if groups.get(name))
    if rule.real is _share:
        return float(max(said, 0.3) + abs(real) * slips)
    if rule.what == "倍":
        return float(max(said, 0.12) + real * slips)
    return float(max(said, 0.3) + (100 + abs(real)) * slips)


def _averages(sheet: Sheet) -> Iterator[Problem]:
    text = sheet.text
    told: set[int] = set()
    for near in _MEAN.finditer(text) if sheet.has("均") else ():
        begin = max(text.rfind("。", max(0, near.start() - 70), near.start()), text.rfind("\n", max(0, near.start() - 70), near.start()), near.start() - 70, -1) + 1
        for pattern in _AVERAGES:
            m = pattern.search(text, begin, near.end() + 24)
            if m is None or m.end() <= near.end() or m["countu"] not in _OF[m["of"] or m["each"]] or m.start() in told or _CONSTANT.search(m[0]):
                continue
            told.add(m.start())
            count = _size(m, "count") or 1
            real, said = _size(m, "money") / count, _size(m, "said")
            if abs(real - said) > max(0.06 * real, 0.6 * TIMES.get(m["saidt"], 1) / 10 ** places(m["said"])) and not re.search("收入|纯收|可支配", m[0][m[0].rfind("均") :]):
                yield _problem(sheet, m.span(), f"相除是 {real:,.1f} 元", "number.product")
            break
    for m in _YIELD.finditer(text) if sheet.has("亩产", "单产", "均产") else ():
        area = value(m["area"]) * TIMES.get(m["areat"], 1)
        real, said = value(m["out"]) * TIMES.get(m["outt"], 1) * WEIGHTS[m["outu"]] / (area or 1), value(m["said"]) * WEIGHTS[m["saidu"]]
        if abs(real - said) > 0.1 * real:
            yield _problem(sheet, m.span(), f"相除是 {real:,.1f} 公斤", "number.product")


def _problem(sheet: Sheet, span: tuple[int, int], worked_out: str, code: str) -> Problem:
    return sheet.tell(span, worked_out, code, "和前后的数相符的数")
