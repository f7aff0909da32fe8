"""Most and least, ranks, rises and falls, bounds: figures that stand in the wrong order (WORD-07).

最多的河口镇开展4场，最少的2个乡只开展21场; 前三名为甲98.8%、乙98.2%、丙98.5%; 从76%跌到91%; 5万元以上不足1万元. A sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.checks.arithmetic import NUMBER, TIMES, value
from builder.checks.quantities import quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_MOST_LEAST = when_asked(
    r"最(?P<up>多|高(?!人民|法|检)|大|长|好|快)(?P<most>[^。；\n]{1,30}?)[，、；](?:而|但)?[^，。；、\d\n最]{0,6}最(?P<down>少|低(?!生活|工资|收入|收购)|小|短|差|慢)(?P<least>[^，。；\n]{1,24})"
)
_LEAST_MOST = when_asked(
    r"最(?P<down>少|低(?!生活|工资|收入|收购)|小|短|差|慢)(?P<least>[^。；\n]{1,30}?)[，、；](?:而|但)?[^，。；、\d\n最]{0,6}最(?P<up>多|高(?!人民|法|检)|大|长|好|快)(?P<most>[^，。；\n]{1,24})"
)
_MARK = when_asked(rf"(?<![\d.,])({_N}) ?([%％]|分(?![钟之])|周?岁|℃|摄氏度)")
_OPPOSITE = {"多": "少", "高": "低", "大": "小", "长": "短", "好": "差", "快": "慢"}
_FALLS = "跌|跌落|下跌|回落|下探|滑落|下滑|滑|缩短|缩减|缩小|收窄|压缩|压降|压减|精简|下降|降低|减少|降|减|缩|骤降|锐减|砍"
_RISES = "升|攀升|爬升|跃升|上升|上涨|涨|增长|增加|增|提高|提升|提|扩大|扩容|扩展|扩|延长|拉长|翻|抬高|突破"
_UNITS = r"(?:[%％]|个百分点|天|个?小时|分钟|个工作日|个月|年|[万亿]?元|[一-龥]{1,2}?)"
_TURNS = when_asked(
    rf"(?:从|由)[^，。；、\d\n从由]{{0,12}}?(?<![\d.,第])(?P<a>{_N})(?P<at>[万亿]?) ?(?P<u>{_UNITS})(?P<noun>[^，。；、\d\n]{{0,4}}?)(?:(?P<down>{_FALLS})|"
    rf"(?P<up>{_RISES}))(?:到了?|至|为|成)[^，。；、\d\n]{{0,4}}?(?P<b>{_N})(?P<bt>[万亿]?) ?(?P=u)"
)
_NOUN = when_asked("[一-龥]")
_NO_SIZE = when_asked("年|月|日|时|点|版|级|类")
_RANKS = when_asked("位|名|第|排|倒数")
_LIST_OF_RANKS = when_asked(
    r"(?P<what>前[两二三四五六七八九十]|后[两二三四五六七八九十]|第一至第[三四五六七八九十])(?:名|位)?[^，。；：\d\n]{0,6}?(?:依次|分别)?(?:为|是|有|：)[：:]?(?P<list>[^。；\n]{8,120})"
)
_NUMBERED = when_asked(rf"第(?P<k>[一二三四五六七八九])(?:名|位)?(?:是|为)?[^，。；、\d\n]{{1,14}}?(?P<n>{_N}) ?(?P<u>[%％]|分)")
_VALUE = when_asked(rf"(?<=[一-龥（(])({_N}) ?(?:[%％]|分)")
_BOUND = when_asked(rf"(?<![\d.,])(?P<low>{_N})(?P<lt>[万亿]?)(?P<u>元|平方米|人|吨|亩|公里|[%％]|天|日|年|周?岁|分)(?:（含）|\(含\))?(?:以上|及以上|起)[、，]?"
    rf"(?:不足|未满|不满|不超过|低于|少于|至|到|且低于)(?P<high>{_N})(?P<ht>[万亿]?)(?P=u)")
_UP_TO = ("不足", "未满", "不满", "不超过", "低于", "少于", "起至", "起到", "上至", "上到", "，至", "，到", "、至", "、到")
_BETWEEN = when_asked(rf"(?:介于|在|处于)(?<![\d.,])(?P<low>{_N})(?P<lt>[万亿]?)(?P<u>[%％]|[一-龥]{{1,3}}?)(?:至|到|和|与|—|～)(?P<high>{_N})(?P<ht>[万亿]?)(?P=u)之间")
_LEAST = 2


def check_extremes(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for pattern in (_MOST_LEAST, _LEAST_MOST):
        for m in sheet.matches(pattern, "最"):
            if _OPPOSITE[m["up"]] == m["down"]:
                yield from _most(sheet, m)
    for m in sheet.matches(_TURNS, "从", "由"):
        a, b = (value(m[k]) * TIMES.get(m[k + "t"], 1) for k in ("a", "b"))
        of = m["noun"]  # 从8个街道扩大到3个县: two things
        same = not of or text.startswith(of, m.end()) or not _NOUN.match(text, m.end())
        if a != b and (b < a) is not bool(m["down"]) and same and not _RANKS.search(m[0]) and not _NO_SIZE.match(m["u"]):
            yield sheet.tell(m.span(), "", "number.direction", "和方向相符的两个数")
    for m in _LIST_OF_RANKS.finditer(text) if sheet.has("名", "位") else ():
        sizes = [value(n) for n in _VALUE.findall(m["list"])]
        falls, rises = (all(sign * a >= sign * b for a, b in pairwise(sizes)) for sign in (1, -1))
        if len(sizes) == "零一两三四五六七八九十".find(m["what"][-1].replace("二", "两")) and not (falls or (rises and m["what"][0] == "后")):
            yield sheet.tell(m.span(), "名次和数的大小不符", "number.direction", "从高到低的各名")
    yield from _numbered(sheet)
    for m in (*sheet.matches(_BOUND, *_UP_TO), *sheet.matches(_BETWEEN, "之间")):
        low, high = (value(m[k]) * TIMES.get(m[k[0] + "t"], 1) for k in ("low", "high"))
        if low >= high and not (m["ht"] and not m["lt"] and value(m["low"]) < value(m["high"])):
            yield sheet.tell(m.span(), "下限不比上限小", "number.range", "从小到大的两个数")


def _most(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """The last figure of either clause, in one unit: 最少的2个乡只开展21场 is of 场."""
    ends = {}
    for name in ("most", "least"):
        found = quantities(sheet.text, *m.span(name))
        marks = _MARK.findall(m[name])
        if marks:
            ends[name] = (value(marks[-1][0]), marks[-1][1])
        elif found and not found[-1].rough and m["up"] != "快":
            ends[name] = (found[-1].size, found[-1].unit)
    if len(ends) == _LEAST and ends["most"][1] == ends["least"][1] and ends["most"][0] < ends["least"][0]:
        yield sheet.tell(m.span(), "最多的比最少的少" if m["up"] == "多" else "两个数颠倒", "number.direction", "最多的不比最少的少")


def _numbered(sheet: Sheet) -> Iterator[Problem]:
    """第二名…98.2%，第三名…98.5%, in one sentence."""
    last: re.Match[str] | None = None
    for m in sheet.matches(_NUMBERED, "第二"):
        k = "一二三四五六七八九".find(m["k"])
        follows = last is not None and last.end() <= m.start() <= last.end() + 6 and k == "一二三四五六七八九".find(last["k"]) + 1 and last["u"] == m["u"]
        if last is not None and follows and value(m["n"]) > value(last["n"]) and re.search("排|名|位", sheet.text[last.start() : m.end()]):
            yield sheet.tell((last.start(), m.end()), "名次和数的大小不符", "number.direction", "从高到低的各名")
        last = m
