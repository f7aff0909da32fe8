"""What is left, what came of requests, shares of kinds of one thing: figures of one row that do not make their whole (WORD-07).

A report and its sheet in, findings out. Only where the words say that the parts are all there is, or that there is one whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.arithmetic import NUMBER, UNIT, value
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_N = NUMBER
_REST = when_asked(rf"(?:其余的?|剩余的?|余下的?|剩下的?)(?:尚有|还有)?[^，。；、\d\n%％]{{0,6}}(?<![\d.,])({_N})({UNIT})")
_QUANTITY = when_asked(rf"(?<![\d.,第])({_N})({UNIT})")
_DEALT_WITH = when_asked("[，,；]?[^、]{0,10}?(?:已|完成|办|改|换|销号|解决|落实|拆|退|达标|开工|竣工|建成|处置|处理|修复|清理|回收|化解|答复)[^、]{0,6}\\Z")
_MORE = when_asked("结转|上年|去年|往年|新增|累计|含|每|均|以上|以下|超过|近|约|余")
_OUTCOME = (
    "(?:予以公开|全部公开|部分公开|不予公开|无法提供|不予处理|其他处理|属于主动公开|同意公开|同意部分公开|不属于本机关(?:公开)?|(?:申请)?信息不存在|"
    "告知不存在|非本机关掌握|补正|撤回(?:申请)?|撤销申请|驳回)"
)
_OUTCOMES = when_asked(rf"{_OUTCOME}(?:的|答复)?(?:为|有|共)?({_N})(件|份|宗|条)(?:[，、；](?:其中)?{_OUTCOME}(?:的|答复)?(?:为|有|共)?{_N}\2){{2,9}}")
_OUTCOME_HINTS = ("不予公开", "部分公开", "予以公开")
_CAME = when_asked(rf"申请(?:共|总计|合计|为|计)?{_N}(?:件|份|宗|条)")
_STATUTORY = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_SHARE = when_asked(rf"((?:\d{{1,3}} ?(?:周?岁)?(?:至|到|—{{1,2}}|-|－|–|~|～) ?)?\d{{1,3}} ?周?岁[一-龥]{{0,10}}?|[一-龥]{{2,12}}?)占(?:比|总数|总量)?(?:的|为|"
    rf"约)? ?({_N}) ?[%％]")
_SHARE_SIGN = when_asked("占(?:比|总数|总量)?(?:的|为|约)? ?(?=\\d)")
_JOINED = when_asked("[，、；](?:而|和|及)?")
_PARTS = when_asked(r"类\Z|学历\Z|满意的?\Z|(?:优秀|优良|良好|合格|及格)的?\Z|[大中小微]型企业\Z|[高中低]收入[^，。]{0,3}\Z|户籍人口\Z|职称\Z|\d ?周?岁|[净性]收入\Z|"
    r"第[一二三]产业")  # by their names parts of one whole; 国有企业 may be 高新企业 too
# 从不合格原因看，…: one whole is shared out, whatever the parts are called; several wishes may be one person's.
_SHARED_OUT = when_asked("(?:从|按照?)(?P<by>[^，。；、\\d\\n]{2,12}?)(?:来看|看|来分|划分|分类?|统计)[，：:]\\Z")
_WISHES = when_asked("需求|意愿|诉求|愿望|渠道|途径|方式|关注|期待|建议|意见|覆盖|进度|完成")
_LED = 20  # characters
_CARRIED = when_asked("结转|上年|去年|含")
_OVERLAP = when_asked("多选|同时|重复|交叉|既|分别|兼")


def check_rests(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _rest(sheet)
    yield from _outcomes(sheet)
    yield from _kinds(sheet)
    for table in all_tables(report.blocks):
        yield from _statutory(table, sheet.path)


def _rest(sheet: Sheet) -> Iterator[Problem]:
    """发现隐患 45 处，已整改 39 处，其余 8 处: no figure before it is what the ones behind it and the rest make."""
    text = sheet.text
    for rest in _REST.finditer(text) if sheet.has("其余", "剩余", "余下", "剩下") else ():
        begin, end = sheet.sentence(*rest.span())
        before = [q for q in _QUANTITY.finditer(text, begin, rest.start()) if q[2] == rest[2]]
        if not 2 <= len(before) <= 6 or _MORE.search(text, max(begin, before[-2].start() - 8), rest.start()) or _CARRIED.search(text, rest.end(), end):
            continue
        sizes, left = [value(q[1]) for q in before], value(rest[1])
        if sizes[-2] <= sizes[-1] or not all(q.end() >= rest.start() - 60 for q in before[-2:]):
            continue  # the last two are no whole and its part
        if not _DEALT_WITH.match(text, before[-2].end(), before[-1].start()):
            continue
        if any(whole == left + sum(sizes[a:b]) for n, whole in enumerate(sizes) for a in range(n + 1, len(sizes)) for b in range(a + 1, len(sizes) + 1)):
            continue
        found = f"“{text[before[-2].start() : rest.end()]}”：{before[-2][1]} 减去 {before[-1][1]} 是 {sizes[-2] - sizes[-1]:g}"
        yield sheet.warn((before[-2].start(), rest.end()), "number.part", found, "和总数相符的其余")


def _outcomes(sheet: Sheet) -> Iterator[Problem]:
    """收到申请 9 件。予以公开 6 件，部分公开 1 件，…: more answered than came in, with nothing carried over."""
    text = sheet.text
    for m in _OUTCOMES.finditer(text) if sheet.has(*_OUTCOME_HINTS) else ():
        begin = text.rfind("\n", 0, m.start()) + 1
        whole = max((c for c in _QUANTITY.finditer(text, begin, m.start()) if c[2] == m[2]), key=lambda c: value(c[1]), default=None)
        if whole is None or not _CAME.search(text, begin, m.start()) or re.search("结转|上年|去年", text[begin : m.end() + 20]):
            continue
        total = sum(value(n) for n in re.findall(rf"({_N}){m[2]}", m[0]))
        if total > value(whole[1]):
            found = f"“{m[0]}”：相加是 {total:g}，收到的申请是 {whole[1]}{whole[2]}"
            yield sheet.warn(m.span(), "number.total", found, "不大于收到的申请，或写明含上年结转")


def _kinds(sheet: Sheet) -> Iterator[Problem]:
    """工资性收入占 55%，经营净收入占 20%，…: kinds of one thing, which nothing is two of, make more than all of it."""
    text = sheet.text
    row: list[re.Match[str]] = []
    said = (_SHARE.search(text, 1 + max(text.rfind(mark, 0, sign.start()) for mark in "，、；。：\n"), sign.end() + 16) for sign in _SHARE_SIGN.finditer(text))
    for m in (*(m for m in said if m), None) if sheet.has("占") else ():
        if m and row and _JOINED.fullmatch(text, row[-1].end(), m.start()) and (_sort(m[1]) == _sort(row[0][1]) or _is_shared_out(text, row[0])):
            row.append(m)
            continue
        yield from _over(sheet, row)
        row = [m] if m else []


def _is_shared_out(text: str, first: re.Match[str]) -> bool:
    lead = _SHARED_OUT.search(text, max(0, first.start() - _LED), first.start())
    return lead is not None and not _WISHES.search(lead["by"])


def _sort(name: str) -> str:
    """Of what the named is a kind: 工资性收入, 食品类."""
    if "满意" in name or re.search("(?:优秀|优良|良好|合格|及格)的?\\Z", name):
        return "满意"
    return "岁" if re.search(r"\d ?周?岁", name) else name[-1] if name[-1] in "类业项" else name[-2:]


def _over(sheet: Sheet, row: Sequence[re.Match[str]]) -> Iterator[Problem]:
    if len(row) < 3 or not (all(_PARTS.search(m[1]) for m in row) or _is_shared_out(sheet.text, row[0])) or any(m[1].startswith(("其他", "其余", "其它", "另外")) for m in row):
        return  # with the rest named, ``arithmetic`` tells
    begin, end = sheet.sentence(row[0].start(), row[-1].end())
    total = sum(value(m[2]) for m in row)
    if 100.5 < total < 150 and not _OVERLAP.search(sheet.text, begin, end):
        found = f"“{row[0][0]}”到“{row[-1][0]}”相加是 {total:g}%"
        yield sheet.warn((row[0].start(), row[-1].end()), "number.sum", found, "不超过 100%")


def _statutory(table: Block, path: str) -> Iterator[Problem]:
    """The statutory table of reviews and lawsuits: four results and their 总计, once or more in a row."""
    rows = [[c.text.strip() for c in row] for row in (table.header, *table.rows)]
    lines = [row[0].line if row else 0 for row in (table.header, *table.rows)]
    heads = next((n for n, row in enumerate(rows) if "尚未审结" in row), None)
    if heads is None:
        return
    starts = [n for n in range(len(rows[heads]) - 4) if tuple(rows[heads][n : n + 5]) == _STATUTORY]
    for line, row in list(zip(lines, rows, strict=True))[heads + 1 :]:
        for at in starts:
            figures = row[at : at + 5]
            if len(figures) == 5 and all(f.isdecimal() for f in figures) and sum(map(int, figures[:4])) != int(figures[4]):
                found = f"“{'、'.join(figures[:4])}”相加是 {sum(map(int, figures[:4]))}，总计是 {figures[4]}"
                yield Problem(Location(path, line), "warning", "number.total", "", found, "结果维持＋结果纠正＋其他结果＋尚未审结＝总计", "核对原件")
