"""How many are listed and how many are said: 城南、城西、城中2个片区; 3个工作组：综合组、…; 分别是… (WORD-06). A sheet in, findings out.

等 leaves a list open: then only more than are said is told. What may be two (甲和乙) is counted both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import count_of, when_asked

_N = r"(?P<n>[1-9]\d?|[两二三四五六七八九十]{1,2})"
_ITEM = r"[“《]?[一-龥A-Za-z]{1,12}[”》]?"
_LIST = rf"(?P<list>{_ITEM}(?:、{_ITEM}){{1,14}}(?:(?:和|及|与|以及){_ITEM})?)"
# Of what each listed thing is one, whatever is done with it: projects and works may be several of a sort.
_ONE_EACH = r"(?:片区|社区|村|街道|[镇乡]|小区|部门|组|工作组|小组|专班|方面|环节|阶段|领域|季度|方向|中队|科室|站所|县|市|园区|路段|党支部|支部|网格|校区|标段|等次|档次|类别)"
_ANY = r"[一-龥]{1,6}?"
_BEHIND = when_asked(
    rf"{_LIST}(?P<open>等)?(?:这|共|共计)?{_N}(?:个|条|大|支|所|家|座|名|处|项|类)(?P<noun>{_ONE_EACH}|{_ANY})(?=[，。；、：的均都已全开进完建被通实参共为在由"
    rf"分也，\n（(]|\Z)"
)
_BEFORE = when_asked(
    rf"(?<![第\d.,]){_N}(?:个|条|大|支|所|家|座|名|处|项|类|种)(?:[一-龥]{{1,8}})?(?P<sign>：|——|[，,]?(?:分别是|分别为"
    rf"|即|依次是|依次为))[：:]?{_LIST}(?=[。；\n])"
)
_SIGN = when_asked(r"(?<=[一-龥A-Z”》])(?:等)?(?:这|共|共计)?(?:[1-9]\d?|[两二三四五六七八九十]{1,2})(?:个|条|大|支|所|家|座|名|处|项|类)(?=[一-龥])")
_UNIT_OF = when_asked(r"[个条大支所家座名处项类](?<=[\d两二三四五六七八九十].)")  # in each of these
_NAMED = when_asked("分别是|分别为|依次是|依次为|，即|：|——")
_MAY_BE_TWO = when_asked("和|及|与|以及")
_STRICT = when_asked(rf"{_ONE_EACH}\Z")
_NOT_THESE = when_asked("以上|以下|其他|其余|另|每|各|第|前|近|约|超|余|多")
_REACH, _TWO, _THREE = 160, 2, 3


def check_listed(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    if "、" not in sheet.signs:
        return
    told = 0
    units = (m.start() for m in _UNIT_OF.finditer(text))
    for sign in (m for span in sheet.near(units, 6, 2) for m in _SIGN.finditer(text, *span)):
        begin = max(text.rfind(mark, max(0, sign.start() - _REACH), sign.start()) for mark in "，。；：\n（(") + 1
        m = _BEHIND.search(text, begin, sign.end() + 8) if begin and "、" in text[begin : sign.start()] else None
        if m is None or not m.start("n") < sign.end() or m.end("n") <= sign.start() or m.start() < told:
            continue
        told = m.end()
        yield from _counted(sheet, m, strict=bool(_STRICT.match(m["noun"])))
    for near in _NAMED.finditer(text):
        m = _BEFORE.search(text, max(0, near.start() - 14), near.end() + _REACH)
        if m and m.start("sign") <= near.start() < m.end("sign") and not (m["sign"] in "：——" and m["list"].count("、") < _TWO):
            yield from _counted(sheet, m, strict=True)


def _counted(sheet: Sheet, m: re.Match[str], *, strict: bool) -> Iterator[Problem]:
    said = count_of(m["n"])
    items = m["list"].count("、") + 1
    joined = _MAY_BE_TWO.search(m["list"])
    counts = {items, items + len(_MAY_BE_TWO.findall(m["list"]))} if joined else {items}
    more = min(counts) > said
    is_open = bool(m.groupdict().get("open"))
    if said < _TWO or said in counts or _NOT_THESE.search(m[0]) or (not more and (is_open or not strict or max(counts) < _THREE)):
        return
    if more and (min(counts) < _THREE or not (strict or is_open or m["n"].isdecimal())):
        return  # 食品安全、残疾人两项补贴: the number may be part of the last
    found = f"“{m[0]}”：列出了 {items} 个"
    yield sheet.warn(m.span(), "outline.count", found, "和列出的相同的数")
