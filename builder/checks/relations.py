"""Figures of one sentence that the words between them bind together: 12 期，同比下降 20%，上年为 10 期; 合格 190 批次，不合格 15 批次 of 200 (WORD-07).

A sheet in, findings out. Each rule reads one turn of speech, looks only where a word of its own stands, and says what the others make.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, value
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import count_of, when_asked

_N = NUMBER
_BEFORE = r"[^，。；、\d\n]"
_UP, _DOWN = "增长|增加|上升|提高|提升|上涨|增多", "下降|减少|降低|下滑|回落|压减"
_LAST = r"(?:上年|去年|上一年|上年度|20\d\d年)(?:同期|全年)?"
_QUARTERS = tuple("一二三四")


def _q(name: str) -> str:
    return rf"(?<![\d.,第])(?P<{name}>{_N})(?P<{name}t>[万亿]?)(?P<{name}u>{UNIT})"


_GROWN = when_asked(rf"{_q('now')}[，,（(](?:同比|比上年|较上年|环比)?(?P<way>{_UP}|{_DOWN})(?:了|约)?(?P<said>{_N}) ?[%％][，,；]{_LAST}(?:的)?{_BEFORE}{{0,6}}?{_q('was')}")
_TURNED = when_asked(
    rf"[由从]{_BEFORE}{{0,12}}?{_q('was')}(?:{_BEFORE}{{0,4}})(?P<way>扩容?|扩充|扩建|扩展|拓宽|延长|上调|增设|增配|缩短"
        rf"|缩减|精简|下调|压缩|压降)(?:到|至|为|成){_BEFORE}{{0,2}}{_q('now')}"
)
_TURNS_DOWN = frozenset(("缩短", "缩减", "精简", "下调", "压缩", "压降"))
_MORE_BY = when_asked(
    rf"(?P<way>增加|新增|多|减少|少|提高|下降)(?:了)?{_q('said')}[，,]由{_BEFORE}{{0,6}}?{_q('was')}(?:增加|增长|上升"
    rf"|提高|增|减少|下降|降|减|升)(?:到|至){_q('now')}"
)
_OF_QUARTERS = when_asked(
    r"[，、；]".join(rf"第?{n}季度{_BEFORE}{{0,8}}?(?P<{k}>{_N})(?P<{k}u>{UNIT})" for n, k in zip(_QUARTERS, "abcd", strict=True))
    + rf"[，、；](?:全年|合计|共计?|总计)(?:共计?|合计|累计)?{_BEFORE}{{0,6}}?(?P<all>{_N})(?P<allu>{UNIT})"
)
_KINDS = when_asked(
    rf"(?<![\d.,第])(?P<a>{_N})(?P<u>[个家所条名支座处])[一-龥]{{1,8}}[、和](?P<b>{_N})(?P=u)[一-龥]{{1,8}}(?:[、和](?P<c>{_N})"
        rf"(?P=u)[一-龥]{{1,8}})?[，,](?:共计?|合计|总计|一共)(?:有)?(?P<all>{_N})(?P=u)"
)
_LEFT = when_asked(
    rf"(?:计划|应|共需|需|任务)[^，。；、\d\n]{{0,10}}?{_q('all')}[，,；](?:目前|现)?(?:已|实际)[^，。；、\d\n]{{0,8}}?{_q('done')}[，,；]"
    rf"(?:还剩|尚剩|还有|尚有|尚余|还差|剩余)[^，。；、\d\n]{{0,6}}?{_q('left')}"
)
_BALANCE = when_asked(rf"收入{_BEFORE}{{0,6}}?{_q('into')}[，,；](?:总)?支出{_BEFORE}{{0,4}}?{_q('out')}[，,；]{_BEFORE}{{0,6}}?结余{_BEFORE}{{0,3}}?{_q('left')}")
_FRACTION = when_asked(rf"(?P<of>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])[，,（(]?(?:即|约|也就是|为|达)+(?:约)?(?P<said>{_N}) ?[%％]")
_POINTS = when_asked(
    rf"(?P<now>{_N}) ?[%％](?:以上)?[，,（(](?:较|比){_LAST}(?P<way>{_UP}|{_DOWN})(?:了)?(?P<said>{_N})个百分点[，,；]{_LAST}(?:的)?{_BEFORE}{{0,6}}?(?P<was>{_N}) ?[%％]"
)
_YEARLY = when_asked(
    rf"(?P<years>[两二三四五六七八九十]|\d{{1,2}})年(?:来|间)?{_BEFORE}{{0,6}}(?:累计|共计?|总计){_BEFORE}{{0,8}}?{_q('all')}[，,]"
    rf"(?:年均|平均每年|每年平均){_BEFORE}{{0,6}}?{_q('said')}"
)
_BEYOND = when_asked(rf"完成{_BEFORE}{{0,8}}?的?(?P<now>{_N}) ?[%％][，,]超(?:额|目标|计划|任务)?{_BEFORE}{{0,6}}?(?P<said>{_N}) ?[%％]")
_OF_PLAN = when_asked(rf"{_q('now')}[，,]占{_BEFORE}{{0,4}}?计划{_BEFORE}{{0,3}}?(?P<said>{_N}) ?[%％][，,；]{_BEFORE}{{0,4}}?计划{_BEFORE}{{0,4}}?{_q('was')}")
_EACH = when_asked(
    rf"每(?P<of>[户人名亩个])[^，。；、\d\n月年天次]{{0,10}}?(?P<one>{_N})(?P<onet>万?)元[，,](?:共|涉及|惠及|补助|发放|合计)?{_BEFORE}{{0,6}}?"
        rf"(?P<count>{_N})(?P=of)[^，。；、\d\n月年天次]{{0,4}}[，,]"
    rf"(?:共计?|合计|总计|累计|发放|补助|支付|兑现){_BEFORE}{{0,8}}?(?P<all>{_N})(?P<allt>[万亿]?)元"
)
_VISITS = when_asked(rf"(?<![\d.,])(?P<all>{_N})批(?:次)?[、，]?(?P<said>{_N})人次")
_NEVER = when_asked(rf"(?:减少|下降|降低|缩短|压缩|缩小)(?:了|到)?(?:近|约)?(?:{_N}|[一两二三四五六七八九十]+)倍|(?:增长|增加|提高|上升|下降|减少|降低)负 ?{_N} ?[%％]")
# 约50余吨, 近430人次左右: it is said twice that the figure is none of a count, or from which side it comes near.
_SIDE = r"(?:大约|大概|(?<![节签预条公契合特制])约|(?<![附最临邻就远靠相新亲])将?近|接近|超过|高于|多于|大于|低于|少于|小于|(?<![一二三四五六七八九十])逾)"
_AT_LEAST, _AT_MOST = "至少|不少于|不低于|不小于|不得少于|不得低于", "最多|不超过|不得超过|不多于|不高于"
_OF_WHAT = rf"(?:{UNIT}|人次|个工作日|个月|个百分点|天|小时|分钟|年|周?岁|[%％])"
_ABOUT_TWICE = when_asked(
    rf"{_SIDE}(?:有)?(?<![\d.,]){_N}[万亿]?[余多](?=[万亿]?{UNIT})|{_SIDE}(?:有)?(?<![\d.,]){_N}[万亿]?{_OF_WHAT}(?:左右|上下|以上|以下)"
    rf"|(?:{_AT_LEAST})[^，。；\d\n]{{0,6}}{_N}[万亿]?{_OF_WHAT}(?:以上|左右|上下)"
    rf"|(?:{_AT_MOST})[^，。；\d\n]{{0,6}}{_N}[万亿]?{_OF_WHAT}(?:以上|以下|以内|左右|上下)|以上左右|左右以上"
)
_SAYS_ABOUT = ("约", "近", "大概", "超过", "高于", "多于", "大于", "低于", "少于", "小于", "逾", "至少", "最多", "以上左右", "左右以上")
# Words before figures that are together all there is.
_WHOLES = (
    "合格 不合格", "达标 不达标", "达标 未达标", "赞成 反对 弃权", "同意 不同意 弃权", "同意 反对 弃权", "采纳 未采纳", "采纳 部分采纳 未采纳", "成功 未成功",
    "办结 未办结", "通过 未通过", "满意 不满意", "整改 未整改", "签约 未签约",
)  # fmt: skip


def check_relations(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _changed(sheet)
    for m in sheet.matches(_OF_QUARTERS, "四季度"):
        total = sum(value(m[k]) for k in "abcd")
        if len({m[f"{k}u"] for k in (*"abcd", "all")}) == 1 and abs(total - value(m["all"])) > 0.01 * total:
            yield sheet.tell(m.span(), f"相加是 {total:g}", "number.part", "和各项之和相同的合计")
    for m in sheet.matches(_KINDS, *(mark + word for mark in "，," for word in ("共", "合计", "总计", "一共"))):
        total = sum(value(m[k] or "0") for k in "abc")
        if total != value(m["all"]):
            yield sheet.tell(m.span(), f"相加是 {total:g}", "number.part", "和各项之和相同的合计")
    for pattern, first, signs in ((_LEFT, ("all", "done", "left"), ("剩", "还有", "尚", "还差")), (_BALANCE, ("into", "out", "left"), ("结余",))):
        for m in sheet.matches(pattern, *signs):
            whole, part, left = (_size(m, name) for name in first)
            if len({m[f"{name}u"].lstrip("万亿") for name in first}) == 1 and abs(whole - part - left) > 0.01 * whole:
                yield sheet.tell(m.span(), f"前两个数相减是 {(whole - part) / _unit(m, first[2]):,.10g}{m[first[2] + 't']}{m[first[2] + 'u']}", "number.part", "和前两个数相符的数")
    for m in sheet.matches(_EACH, "每户", "每人", "每名", "每亩", "每个"):
        real, said = value(m["one"]) * TIMES.get(m["onet"], 1) * value(m["count"]), value(m["all"]) * TIMES.get(m["allt"], 1)
        if abs(real - said) > max(0.03 * real, 0.6 * TIMES.get(m["allt"], 1) / 10 ** places(m["all"])):
            yield sheet.tell(m.span(), f"相乘是 {real:,.10g} 元", "number.product", "和人数、标准相符的总额")
    for m in sheet.matches(_VISITS, "批"):
        if value(m["said"]) < value(m["all"]):
            yield sheet.tell(m.span(), "人次比批次少", "number.part", "不少于批次的人次")
    yield from _all_there_is(sheet)
    for m in sheet.matches(_NEVER, "倍", "负"):
        yield sheet.tell(m.span(), "", "number.direction", "“减少…%”或“减少到…分之一”；“下降…%”")
    for m in sheet.matches(_ABOUT_TWICE, *_SAYS_ABOUT):
        yield sheet.tell(m.span(), "", "word.repeated", "约数只说一次")


def _changed(sheet: Sheet) -> Iterator[Problem]:
    for m in sheet.matches(_GROWN, "%", "％"):
        real = (_size(m, "now") - _size(m, "was")) / (_size(m, "was") or 1) * 100 * (-1 if re.match(_DOWN, m["way"]) else 1)
        if m["nowu"] == m["wasu"] and abs(real - value(m["said"])) > max(0.6 / 10 ** places(m["said"]), 0.3) + (1.0 if m["nowt"] or m["wast"] else 0.0):
            yield sheet.tell(m.span(), f"按这两个数是 {real:.1f}%", "number.rate", "和两个数相符的增减")
    for m in sheet.matches(_TURNED, "扩", "拓宽", "延长", "上调", "增设", "增配", "缩", "精简", "下调", "压"):
        was, now = _size(m, "was"), _size(m, "now")
        if m["wasu"] == m["nowu"] and was != now and (now < was) is not (m["way"] in _TURNS_DOWN):
            yield sheet.tell(m.span(), "", "number.direction", "和方向相符的两个数")
    for m in sheet.matches(_MORE_BY, "由"):
        if len({m["saidu"], m["wasu"], m["nowu"]}) == 1 and abs(abs(_size(m, "now") - _size(m, "was")) - _size(m, "said")) > 0.02 * _size(m, "said"):
            yield sheet.tell(m.span(), f"后两个数相差 {abs(_size(m, 'now') - _size(m, 'was')):,.10g}{m['nowu']}", "number.rate", "和两个数相符的增减")
    for m in sheet.matches(_FRACTION, "分之"):
        share = count_of(m["part"]) / (count_of(m["of"]) or 1) * 100
        if abs(share - value(m["said"])) > 2:
            yield sheet.tell(m.span(), f"是 {share:.1f}%", "number.rate", "和几分之几相符的百分比")
    for m in sheet.matches(_POINTS, "百分点"):
        real = (value(m["now"]) - value(m["was"])) * (-1 if re.match(_DOWN, m["way"]) else 1)
        if abs(real - value(m["said"])) > 0.51 * sum(10.0 ** -places(m[k]) for k in ("now", "was", "said")):
            yield sheet.tell(m.span(), f"按这两个数是 {real:.1f} 个百分点", "number.rate", "和两个数相符的增减")
    for m in sheet.matches(_YEARLY, "年均", "平均每年", "每年平均"):
        years = count_of(m["years"]) or 1
        real = _size(m, "all") / years
        if m["allu"] == m["saidu"] and abs(real - _size(m, "said")) > 0.06 * real:
            yield sheet.tell(m.span(), f"相除是 {real / _unit(m, 'said'):,.4g}{m['saidt']}{m['saidu']}", "number.product", "和总数、年数相符的平均数")
    for m in sheet.matches(_BEYOND, "超"):
        if value(m["now"]) > 100 and abs(value(m["now"]) - 100 - value(m["said"])) > 0.6:
            yield sheet.tell(m.span(), f"超出的是 {value(m['now']) - 100:g}%", "number.rate", "和前一个百分比相符的数")
    for m in sheet.matches(_OF_PLAN, "计划"):
        real = _size(m, "now") / (_size(m, "was") or 1) * 100
        if m["nowu"] == m["wasu"] and abs(real - value(m["said"])) > 0.02 * real:
            yield sheet.tell(m.span(), f"按这两个数是 {real:.1f}%", "number.rate", "和两个数相符的百分比")


def _all_there_is(sheet: Sheet) -> Iterator[Problem]:
    """抽检样品 200 批次，合格 190 批次，不合格 15 批次."""
    text = sheet.text
    for words in _WHOLES:
        parts = words.split(" ")
        for sign in re.finditer(parts[-1], text) if parts[-1] in text else ():
            begin, end = sheet.sentence(*sign.span())
            m = _row_of(words).search(text, max(begin, sign.start() - 80), min(end, sign.end() + 16))
            if m is None or not m.start() < sign.start() < m.end() or not _same(m, len(parts)):
                continue
            if text.endswith(parts[0], 0, m.start()):
                continue  # 满意584件、基本满意22件、不满意11件: what stands before is a part itself
            total = sum(value(m[f"p{n}"]) for n in range(len(parts)))
            if total != value(m["whole"]):
                yield sheet.tell(m.span(), f"相加是 {total:g}", "number.part", "和总数相符的各项")
            break


@functools.cache
def _row_of(words: str) -> re.Pattern[str]:
    """The whole, then each part with its figure."""
    named = (
        rf"[^，。；、\d\n合达赞同采成办男通满整签]{{0,3}}{part}(?:票|的|者|率)?(?:有|为|共)?(?P<p{n}>{_N})(?P<u{n}>{UNIT}|票)" for n, part in enumerate(words.split(" "))
    )
    row = r"[，、；](?:其中)?[：:]?".join(named)
    return re.compile(rf"(?P<whole>{_N})(?P<u>{UNIT}|票)[^\d。；]{{0,14}}?[，、；：:]?(?:其中)?[，：:]?{row}")


def _same(m: re.Match[str], parts: int) -> bool:
    units: Sequence[str] = [m["u"], *(m[f"u{n}"] for n in range(parts))]
    return len({u.replace("票", "人").replace("名", "人") for u in units}) == 1


def _unit(m: re.Match[str], name: str) -> float:
    return float(TIMES.get(m[name + "t"], 1) * TIMES.get(m[name + "u"][:1] if len(m[name + "u"]) > 1 else "", 1))


def _size(m: re.Match[str], name: str) -> float:
    return float(value(m[name]) * _unit(m, name))
