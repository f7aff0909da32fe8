"""Lists that must make their whole, by the words before them: 按行业分：…, 三所依次为66张、58张、60张, 分为四级：…, 另有6个 (WORD-07).

A sheet in, findings out. ``parts`` judges 其中 alone; here another word says that the list is all there is. Silent where 等, 其他 of
another kind, 约 or another unit leaves the list open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.arithmetic import NUMBER
from builder.checks.quantities import Parts, Quantity, each_quantity, in_words, parts_from, quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import count_of, when_asked

_N = NUMBER
_OPEN = when_asked(r"等(?!级|次|线|待|费|候)|其他|其余|其它|主要|同时|兼|重复|交叉|多项|不止|既")
_LATER = when_asked(r"新增|净增|增加|减少|比上年|同比|上年|去年|[均每](?!衡)")
# 从组织单位看，县级37场、…; 按风险等级分：…; 分为四级：…: each counts all there is.
_BY_KIND = when_asked(r"(?:(?<=[。；\n，])|\A)(?:从|按照?|依)[^，。；：\d\n]{1,12}?(?:来?看|划?分|区分|统计|分类|来分)[，：:、]")
_SORTED_SO = tuple(word + mark for word in ("看", "分", "统计", "分类") for mark in "，：:、")
_IN_CLASSES = when_asked(r"(?:分为|分成|划分为|划为|分)(?P<n>[两二三四五六七八九十]|\d)(?:个?(?:级|类|档|等级|等次|批|种|组|类别|档次|阶段|类型|块"
    r"|部分))[^，。；：\d\n]{0,6}[：:，]")
_IN_ORDER = when_asked(r"(?:依次|分别)(?:为|是|有|达|完成|新增|投入|安排)")
_COLON = when_asked(r"[：:](?<=[一-龥].)(?=[^，。；：、\d\n]{2,14}\d)")
_ALSO = when_asked(r"[，；、](?:另有|另外|还有)[^，。；\d\n]{0,6}?\d")
_OF_THEM = when_asked(r"[，。；]其中[，：:]?")
_AMONG = when_asked(r"(?:(?<=[。；\n，])|\A)(?P<name>[一-龥]{3,12})(?:当)?中[，：:](?=[^，。；：、\d\n]{2,14}\d)")
_BARE = when_asked(rf"[^，。；、：\d\n]{{0,3}}(?P<list>{_N}[一-龥]{{1,5}}(?:[、，]{_N}[一-龥]{{1,5}}){{1,9}}(?:[和及]{_N}[一-龥]{{1,5}})?)(?=[，。；\n])")
_MORE = when_asked("[、，](?:其他|其余|另)")
_CAP = when_asked(r"不超过|不高于|限额|上限|最高|控制在|定额")
_PAY = when_asked(r"(?:处分|处理|问责|处罚)\Z")
# 248条，涉及城市管理的96条、…: three or more behind one figure, and nothing else in the sentence.
_IN_ROW = when_asked(r"[，：](?<=[一-龥].)(?:(?:其中|涉及|包括|包含|含|资金来源(?:为|是|包括)?|来源于|由|按[^，。；、：\d\n]{2,8}分)[，：]?|"
    r"(?=[^，。；、：\d\n]{1,12}\d))(?=[^，。；：、\d\n]{1,16}\d)")
_HALVES = (
    "上半年 下半年", "男 女", "公办 民办", "室内 室外", "单位 个人", "城镇 农村", "城区 农村", "线上 线下", "白天 夜间", "成人 儿童",
    "中央 地方", "国有 民营", "已婚 未婚", "本地 外地", "境内 境外", "省内 省外", "汉族 少数民族",
)  # fmt: skip
_HALF = when_asked("|".join(p.split(" ")[0] for p in _HALVES))
_NEAR = 6  # characters beside a figure that say what it is of
_BACK = 90  # characters before a list in which its whole is looked for
_LEAST, _THREE = 2, 3
_SEVERAL = when_asked(r"(?:[^\n\d]{1,160}\d+){3}")  # no list of three without three figures
_ROUNDED = 0.75  # of the most by which all figures might be rounded the same way


def check_summing(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in sheet.matches(_BY_KIND, *_SORTED_SO):
        yield from _by_kind(sheet, m)
    for m in _IN_CLASSES.finditer(text):
        listed = _list_of(sheet, m.end())
        if listed and len(listed.items) == count_of(m["n"]):
            yield from _against(sheet, m.start(), listed, tolerance=0.5)
    for m in _IN_ORDER.finditer(text) if sheet.has("依次", "分别") else ():
        yield from _in_order(sheet, m)
    for m in _COLON.finditer(text):
        listed = _list_of(sheet, m.end()) if _SEVERAL.match(text, m.end()) else None
        whole = _before(sheet, m.start(), listed) if listed and len(listed.items) >= _THREE else None
        if whole and listed and whole.end >= m.start() - 1 and "其中" not in text[whole.start : m.end()]:
            yield from _told(sheet, whole, listed, tolerance=0.3)
    for m in _IN_ROW.finditer(text):
        yield from _in_row(sheet, m)
    for m in _HALF.finditer(text):
        yield from _two_halves(sheet, m)
    for m in _OF_THEM.finditer(text) if sheet.has("其中") else ():
        yield from _of_them(sheet, m)
    for m in _ALSO.finditer(text) if sheet.has("另有", "另外", "还有") else ():
        yield from _all_with_others(sheet, m)
    for m in sheet.matches(_AMONG, "中，", "中：", "中:"):
        yield from _among(sheet, m)


def _list_of(sheet: Sheet, at: int) -> Parts | None:
    """The list at a place, if it runs to the end of its sentence, or to a clause that counts something else, and nothing leaves it open."""
    first = next(each_quantity(sheet.text, at, min(len(sheet.text), at + 40)), None)
    if first is None or re.search(r"[。；\n]", sheet.text[at : first.start]):
        return None
    listed = parts_from(sheet.text, at, first.unit)
    if len(listed.items) < _LEAST or not listed.whole or _OPEN.search(sheet.text, at, listed.end):
        return None
    return listed


def _before(sheet: Sheet, at: int, listed: Parts) -> Quantity | None:
    """The nearest figure before a place in the unit of the list, in its own passage; none where it is rough or a change."""
    begin = max(sheet.text.rfind("\n", 0, at) + 1, at - _BACK)
    same = [q for q in quantities(sheet.text, begin, at) if q.unit == listed.items[0].quantity.unit]
    if not same or same[-1].rough or _LATER.search(sheet.text.replace("新增", "　　"), max(begin, same[-1].start - 8), same[-1].start):
        return None
    return same[-1]


def _against(sheet: Sheet, at: int, listed: Parts, *, tolerance: float) -> Iterator[Problem]:
    whole = _before(sheet, at, listed)
    if whole:
        yield from _told(sheet, whole, listed, tolerance=tolerance)


def _by_kind(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """Nothing is said where an earlier figure of the passage is what the parts make: that was the whole."""
    listed = _list_of(sheet, m.end())
    if listed is None:
        return
    begin = sheet.text.rfind("\n", 0, m.start()) + 1
    same = [q for q in quantities(sheet.text, begin, m.start()) if q.unit == listed.items[0].quantity.unit and not q.rough]
    if same and all(abs(q.size - listed.total) > q.slip + listed.slip for q in same):
        whole = same[0]
        yield from _told(sheet, whole, listed, tolerance=0.3)


def _in_order(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """共改造床位174张，三所依次为66张、58张、60张: as many figures as are said, or as things were counted."""
    text = sheet.text
    bare = _BARE.match(text, m.end())
    if bare is None:
        return
    sizes = quantities(text, bare.start("list"), bare.end("list"))
    begin, _ = sheet.sentence(*m.span())
    before = text[begin : m.start()]
    said = re.search(r"(?P<n>[两二三四五六七八九十]|\d)(?:个|所|家|座|处|期|批|年|项|类|月|季度)[^，。；\d]{0,4}\Z", before)
    whole = next((q for q in reversed(quantities(text, begin, m.start())) if sizes and q.unit == sizes[0].unit), None)
    together = whole and re.search(r"[共计]|累计", text[max(begin, whole.start - 10) : whole.start])
    if said is None or whole is None or not together or whole.rough or len(sizes) != count_of(said["n"]) or any(q.unit != whole.unit or q.rough for q in sizes):
        return
    total = sum(q.size for q in sizes)
    if abs(total - whole.size) > whole.slip + sum(q.slip for q in sizes):
        yield _problem(sheet, (whole.start, bare.end("list")), f"相加是 {in_words(total, whole.unit)}")


def _in_row(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """Only a little off: a list of some of them, without 等, comes as near as that by chance alone."""
    text = sheet.text
    listed = _list_of(sheet, m.end()) if _SEVERAL.match(text, m.end()) else None
    if listed is None or len(listed.items) < _THREE or listed.mark not in {"。", "；", "\n"} or (
        m[0] == "，" and "，" in text[m.end() : listed.end] and len({p.name[-1:] for p in listed.items}) > 1
    ):
        return
    whole = _before(sheet, m.start() + 1, listed)
    if whole and m.start() - whole.end <= 12 and not re.search("其中|每", text[max(0, whole.start - 20) : whole.start]):
        yield from _told(sheet, whole, listed, tolerance=0.12)


def _two_halves(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """412人次，上半年186人次，下半年236人次: two words that leave nothing over."""
    text = sheet.text
    other = next(p.split(" ")[1] for p in _HALVES if p.split(" ")[0] == m[0])
    begin, end = sheet.sentence(*m.span())
    start = max(begin, *(text.rfind(mark, begin, m.start()) + 1 for mark in "，、；：（("))
    first = next(each_quantity(text, m.end(), min(end, m.end() + 14)), None)
    if first is None or re.search("[，。；、]", text[m.end() : first.start]):
        return
    second = re.compile(rf"[，、；]?(?:而|和|及)?{other}[^，。；、\d\n]{{0,8}}(?=\d)").match(text, first.end)
    then = next(each_quantity(text, second.end(), min(end, second.end() + 14)), None) if second else None
    before = [q for q in quantities(text, max(begin, m.start() - 40), start) if q.unit == first.unit]
    if then is None or second is None or then.start != second.end() or then.unit != first.unit or len(before) != 1 or any(q.rough for q in (first, then, *before)):
        return
    whole = before[0]
    if _LATER.search(text, max(begin, whole.start - 8), then.end) or _OPEN.search(text, whole.end, then.end) or _MORE.match(text, then.end) or start - whole.end > _NEAR:
        return
    if whole.slip + first.slip + then.slip < abs(first.size + then.size - whole.size) <= 0.3 * whole.size:
        yield _problem(sheet, (whole.start, then.end), f"相加是 {in_words(first.size + then.size, whole.unit)}")


def _of_them(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """其中 and kinds that are all: of a sum of money, of a sum each head may be paid."""
    text = sheet.text
    first = next(each_quantity(text, m.end(), min(len(text), m.end() + 40)), None)
    if first is None:
        return
    _, stop = sheet.sentence(m.end(), m.end())
    listed = parts_from(text, m.end(), first.unit)
    near = max(text.rfind("\n", 0, m.start()) + 1, m.start() - 40)
    wholes = [q for q in quantities(text, near, m.start()) if q.unit == first.unit]
    if not wholes or not listed.whole:
        return
    whole = wholes[-1]
    names = [p.name for p in listed.items]
    beside = (max(near, whole.start - _NEAR), whole.start)
    cap = bool(_CAP.search(text, *beside))
    if _LATER.search(text, *beside) and not cap:
        return
    ends = listed.mark in {"。", "\n"} or listed.end >= stop
    if len(names) == 2 and all(_PAY.search(n) for n in names) and not _OPEN.search(text, m.start(), listed.end) and listed.total > whole.size:
        yield from _told(sheet, whole, listed, tolerance=1.0)
    elif len(names) >= _THREE and cap and re.search(r"等(?:其他)?费用\Z|其他[^，。；]{0,4}\Z", names[-1]) and not re.search("其中", text[near : m.start()]):
        yield from _told(sheet, whole, listed, tolerance=0.3)
    elif len(names) >= _THREE and first.unit == "元" and ends and re.search("需|资金|预算|安排", text[near : whole.start]) and not _OPEN.search(text, m.start(), listed.end):
        yield from _told(sheet, whole, listed, tolerance=0.15)


def _all_with_others(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """14个村全部超过30万元，其中50万元以上的6个、100万元以上的3个，另有6个…: of all there are, some, some, and the others."""
    text = sheet.text
    begin, end = sheet.sentence(*m.span())
    sign = text.rfind("其中", begin, m.start())
    more = next(each_quantity(text, m.end() - 1, m.end() + 12), None)
    if sign < 0 or more is None or "；" in text[sign : m.start()] or not re.search("全部|均|都", text[begin:sign]):
        return
    wholes = [q for q in quantities(text, begin, sign) if q.unit == more.unit]
    parts = [q for q in quantities(text, sign, end) if q.unit == more.unit]
    if len(wholes) == 1 and len(parts) > _LEAST and parts[-1].start == more.start and not _OPEN.search(text, sign, end) and not any(q.rough for q in (*wholes, *parts)):
        total = sum(q.size for q in parts)
        if total != wholes[0].size:
            yield _problem(sheet, (wholes[0].start, more.end), f"相加是 {in_words(total, more.unit)}")


def _among(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """非学科类156家。非学科类机构中，体育类47家，艺术类38家，科技类26家: kinds of one sort, of what was counted just before."""
    text = sheet.text
    listed = _list_of(sheet, m.end())
    if listed is None or len(listed.items) < _THREE or listed.mark not in {"。", "\n"}:
        return
    unit = listed.items[0].quantity.unit
    name = m["name"]
    told = [q for q in quantities(text, max(0, m.start() - 400), m.start()) if q.unit == unit and _is_named(text[max(0, q.start - 14) : q.start], name)]
    if not told or told[-1].rough:
        return
    kinds = len({p.name[-1:] for p in listed.items}) == 1
    whole = told[-1]
    if kinds or abs(listed.total - whole.size) < 0.05 * whole.size:
        yield from _told(sheet, whole, listed, tolerance=0.5 if kinds else 0.05)


def _is_named(before: str, name: str) -> bool:
    """Does what stands before a figure end with the name, or with its first three characters or more? 非学科类 156 of 非学科类机构."""
    clause = re.split(r"[，。；、\n]", before)[-1]
    return clause.endswith(name) or any(clause.endswith(name[:n]) for n in range(_THREE, len(name)))


def _told(sheet: Sheet, whole: Quantity, listed: Parts, *, tolerance: float) -> Iterator[Problem]:
    """Farther off than that, the list is of something else."""
    off = abs(listed.total - whole.size)
    sizes = [part.quantity.size for part in listed.items]
    if any(sum(sizes[:n]) == whole.size for n in range(2, len(sizes))):
        return  # 缓刑293名、假释3名、…管制1名 are the 302, and what is listed behind them is another thing
    if _ROUNDED * (whole.slip + listed.slip) < off <= tolerance * whole.size:
        yield _problem(sheet, (whole.start, listed.items[-1].quantity.end), f"{len(listed.items)} 项相加是 {in_words(listed.total, whole.unit)}")


def _problem(sheet: Sheet, span: tuple[int, int], what: str) -> Problem:
    said: Sequence[str] = sheet.text[slice(*span)].split("\n")
    return sheet.warn((span[0], span[0] + len(said[0])), "number.part", f"“{'…'.join(said)[:120]}”：{what}", "和总数相符的各项")
