"""What was done with what came in: 受理 300 件，办结 310 件; 办结率 98%; 调解 5240 件，成功 5310 件 (WORD-07). A sheet in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, slack, value
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_SO_FAR = when_asked("结转|上年|去年|往年|历年|积案|此前|累计|存量|遗留")
_SOLVED = when_asked(
    rf"(?:受理|收到|接到|接收|接报|交办)[^。；\n]{{0,24}}?(?<![\d.,])({_N})(件|宗|起|份|条|个)"
    rf"[^。；\n\d]{{0,12}}?(?:办结|答复|回复|办复|化解|调解成功|处置)了? ?({_N})\2"
)
# 转办工单1.92万件，办结2.10万件; 征收房屋540户，截至12月底签约562户: only the word for what was done stands between.
_THROUGH = when_asked(
    rf"(?:转办|转派|派发|派单|征收|征迁|签收|受理|收到|接到|接收|收集|征集|交办)[^，。；\d\n]{{0,12}}(?P<n>{_N})(?P<t>[万亿]?)(?P<u>{UNIT})[，、]"
    rf"(?:截至(?:20\d\d年)?\d{{1,2}}月(?:\d{{1,2}}日|底|末)?，?)?(?:目前|已|现已|全部|共|全年|当年|按期|按时|及时)?"
    rf"(?:办结|结案|审结|签约|完成|调解成功|成功|化解|答复|回复|办复|处置|腾空|拆除)了? ?(?P<m>{_N})(?P<mt>[万亿]?)(?P=u)(?=[，。；、）)\n])"
)
_RATE_OF = when_asked(
    rf"(?<![\d.,])(?P<all>{_N})(?P<unit>{UNIT})[，、](?P<lead>[^。；，\n\d]{{0,8}}?)(?P<what>(?:调解|调处|化解|救治)?成功|办结|办复|完成|合格|整改|回复|答复|化解|处置|兑现|开工|竣工|入库|签约|采纳|销号|回收|收回|执结|破案)"
    rf"了? ?(?P<n>{_N})(?P=unit)[，、] ?(?:(?P=what)|成功|回收|破案)率(?:为|达到?|约)? ?(?P<said>{_N}) ?[%％]"
)
_DONE_OF = when_asked(
    rf"(?<![\d.,])(?P<whole>{_N})(?P<t>[万亿]?)(?P<unit>{UNIT})，"
    rf"(?:(?:当年|全年|共|累计)?(?:(?:调解|调处|化解|救治|签约|抢救|创业|就业|交易)?成功|合格|达标|治愈|采纳|优良|录用)"
    rf"|(?:其中|已|现已)(?:办结|办复|完成|整改|回复|答复|化解|处置|兑现|开工|竣工|入库|销号|执结|破案|通过))"
    rf"(?:了|的)? ?(?P<part>{_N})(?P=t)(?P=unit)(?=[，。；、）)\n])"
)
_DONE_SIGN = when_asked(r"(?:成功|合格|达标|治愈|采纳|优良|录用|(?:其中|已)(?:办结|办复|完成|整改|回复|答复|化解|处置|兑现|开工|竣工|入库|销号|执结|破案|通过))[了的]? ?(?=\d)")
_REST = ("，其余", "，剩余", "，余下")  # of a plan that was passed nothing is left
_TARGET = when_asked("新|目标|任务|计划|年初|上年|去年|以上|以下|新增|每")
_NOT = when_asked("[不未没无非]")
_RATE = when_asked("(?<=[结复成格改解置现工库约功纳号收案])率")
_ASKED = when_asked(
    "任务|目标|计划|受理|收到|接到|接收|交办|建议|提案|工单|诉求|抽检|检查|发现|排查|应|共|来访|来信|信访|接待|承办|争议|纠纷|案件|立案"
    "|投诉|举报|线索|隐患|问题|申请|事项"
)


def check_handled(sheet: Sheet) -> Iterator[Problem]:
    """More done than there was to do, and rates that the two numbers do not give."""
    text = sheet.text
    for m in _SOLVED.finditer(text):
        begin, _ = sheet.sentence(*m.span())
        if value(m[3]) > value(m[1]) and not _SO_FAR.search(text, begin, m.end()):
            found = f"“{m[0]}”：办了的比收到的多"
            yield sheet.problem(m.span(), "number.more-done", found, "不大于收到的数，或写明含结转", "核对原件：是不是含上年结转的", severity="notice")
    for m in _THROUGH.finditer(text):
        begin, _ = sheet.sentence(*m.span())
        more = value(m["m"]) * TIMES.get(m["mt"], 1) > value(m["n"]) * TIMES.get(m["t"], 1)
        if more and not _SO_FAR.search(text, begin, m.end()) and not _SOLVED.match(text, m.start()):
            found = f"“{m[0]}”：办了的比收到的多"
            yield sheet.problem(m.span(), "number.more-done", found, "不大于收到的数，或写明含结转", "核对原件：是不是含上年结转的", severity="notice")
    for near in _RATE.finditer(text):
        rate = _RATE_OF.search(text, max(0, near.start() - 46), near.end() + 12)
        if rate is None or rate.end() <= near.end():
            continue
        if _NOT.search(rate["lead"][:-1]):
            continue  # 未按期整改: neither the part nor all the rest
        real, said = value(rate["n"]) / (value(rate["all"]) or 1) * 100, value(rate["said"])
        if rate["lead"].endswith(("不", "未")):  # 抽检2400批次，不合格36批次，合格率98.5%; 合格11批次，不合格1批次，合格率91.7%
            good, bad = value(rate["all"]), value(rate["n"])
            if abs(good / (good + bad or 1) * 100 - said) <= slack(rate["said"]):
                continue
            real = 100 - real
        if abs(real - said) > slack(rate["said"]) and _ASKED.search(text, max(0, rate.start() - 16), rate.start()):
            yield sheet.warn(rate.span(), "number.rate", f"“{rate[0]}”：按这两个数是 {real:.1f}%", "和两个数相符的百分比")
    yield from _done_of(sheet)


def _done_of(sheet: Sheet) -> Iterator[Problem]:
    """调解 5240 件，成功 5310 件."""
    text = sheet.text
    for sign in _DONE_SIGN.finditer(text):
        m = _DONE_OF.search(text, max(text.rfind("\n", 0, sign.start()) + 1, sign.start() - 20), sign.end() + 20)
        if m is None or not m.start("unit") < sign.end() <= m.start("part"):
            continue
        begin, _ = sheet.sentence(*m.span())
        if value(m["part"]) > value(m["whole"]) and not _SO_FAR.search(text, begin, m.end()) and (
            text.startswith(_REST, m.end()) or not _TARGET.search(text, max(begin, m.start() - 10), m.end())
        ):
            found = f"“{m[0]}”：其中的数比总数大"
            yield sheet.warn(m.span(), "number.part", found, "不大于总数的数，或写明含上年结转")
