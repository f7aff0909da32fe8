"""A part above its whole that another sentence tells: 隐患总数233处。截至9月底，已整改241处; 抽检180批次, and further down 合格186批次 (WORD-07).

A sheet in, findings out. Only where a word says that the one can but be some of the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, UNIT, value
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_BY_THEN = r"(?:截[至止](?:目前|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末)?)[，,])?"
_MENDED = when_asked(
    rf"(?P<of>隐患|问题|风险点|违[法规章]行为|短板|线索)(?:总数|总量|总计|合计|共计?|一共)(?:为|是|有)?(?P<all>{_N})(?P<u>{UNIT})[，；。]{_BY_THEN}"
    rf"(?:目前|现)?已(?:全部|督促|完成|当场|按期)?(?:整改|消除|销号|处置|办结|修复|清除)(?:了|完成|到位|完毕)?(?P<n>{_N})(?P=u)"
    rf"(?:[，、；](?:尚?未|还?没有|正在|剩余|尚在)(?:完成)?(?:整改|消除|销号|处置|办结|修复|清除)(?:的|中)?(?P<rest>{_N})(?P=u))?"
)
# 电话回访160人 … 回访中表示满意的171人
_AMONG = when_asked(
    rf"(?P<of>[一-龥]{{2}})中[，,]?[^，。；、\d\n中]{{0,8}}?(?:满意|合格|达标|优秀|良好|及格|赞成|同意|支持|通过|知晓|完好|有效|规范)(?:以上)?(?:的)?(?:有|共)?(?P<n>{_N})(?P<u>{UNIT})"
)
_TOLD = when_asked(rf"(?P<of>[一-龥]{{2}})(?:了|共|共计)?(?<![\d.,第])(?P<n>{_N})(?P<u>{UNIT})")
# 抽检5类食品180批次; 等5类180批次
_SAMPLES = "批次|批|组|份|个样品|件|台"
_SAMPLED = when_asked(
    rf"(?:抽检|抽查|抽样|监测|检测|检验)(?:了|共)?[^，。；：\d\n]{{0,40}}?(?:\d{{1,3}}[个大]?[类种][^，。；、：\d\n]{{0,8}})?(?<![\d.,])(?P<n>{_N})(?P<u>{_SAMPLES})(?!次)"
)
_GOOD = when_asked(
    rf"(?<!不)(?<!中)合格(?:样品|产品|食品)?(?:的|有|共)?(?P<n>{_N})(?P<u>{_SAMPLES})[，、；]不合格(?:样品|产品|食品)?(?:的|有|共)?(?P<bad>{_N})(?P=u)"
)
_FROM_BEFORE = when_asked("结转|上年|去年|上期|上批|往年|历年|此前|以来|存量|遗留|原有|累计|另|又|再")

_REACH = 200  # characters


def check_wholes(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _MENDED.finditer(text) if sheet.has("隐患", "问题", "风险点", "行为", "短板", "线索") else ():
        every, done, rest = value(m["all"]), value(m["n"]), value(m["rest"] or "0")
        if done + rest > every and not _carried(sheet, *m.span()):
            what = "办了的比有的多" if done > every else f"后两个数相加是 {done + rest:g}{m['u']}"
            yield _told(sheet, m, f"“{m[0]}”：{what}")
    for m in _AMONG.finditer(text) if sheet.has("中") else ():
        start = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _REACH)
        same = [q for q in _TOLD.finditer(text, start, m.start()) if (q["of"], q["u"]) == (m["of"], m["u"])]
        if len(same) == 1 and value(m["n"]) > value(same[0]["n"]) and not _carried(sheet, same[0].start(), m.end()):
            yield _told(sheet, m, f"“{m[0]}”，前面写的是“{same[0][0]}”：其中的数比总数大")
    yield from _samples(sheet)


def _samples(sheet: Sheet) -> Iterator[Problem]:
    """One number of samples in the whole document, and one that says how many were good."""
    text = sheet.text
    if not sheet.has("不合格"):
        return
    good = list(_GOOD.finditer(text))
    every: defaultdict[str, set[float]] = defaultdict(set)
    for m in _SAMPLED.finditer(text) if len(good) == 1 else ():
        every[m["u"]].add(value(m["n"]))
    for m in good if len(good) == 1 else ():
        whole = every[m["u"]]
        if len(whole) == 1 and value(m["n"]) > min(whole) and not _carried(sheet, *m.span()):
            yield _told(sheet, m, f"“{m[0]}”，抽检的是 {min(whole):g}{m['u']}：其中的数比总数大")


def _carried(sheet: Sheet, start: int, end: int) -> bool:
    """Does a word beside it say that some came from before, or on top?"""
    begin, stop = sheet.sentence(start, end)
    return bool(_FROM_BEFORE.search(sheet.text, begin, stop))


def _told(sheet: Sheet, m: re.Match[str], found: str) -> Problem:
    return sheet.warn(m.span(), "number.part", found, "不大于总数的数，或写明含上年结转")
