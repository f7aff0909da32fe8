"""One person, place or opening day written two ways: 王建军 and 王建君, 全长1.5公里 and 1.8公里, 3月开园 and 5月开园 (WORD-07). A sheet in, findings out.

Told at the second place. Another year, a plan or a stage between them says that they are two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.checks.arithmetic import NUMBER, UNIT, value
from builder.checks.names import NAME, NO_NAME
from builder.checks.sheet import Sheet
from builder.content.sounds import sounds_of
from builder.problems import Problem
from builder.text import when_asked

_POSTS = ("主任", "镇长", "乡长", "区长", "县长", "局长", "所长", "队长", "组长", "站长")  # and who is next to them
_OTHERS = ("书记", "负责人", "队员", "社工", "网格员", "民警", "医生", "校长", "院长", "会长", "理事长", "代表", "委员", "联系人", "总经理", "董事长", "调解员", "志愿者")
_POST = rf"(?:副?(?:{'|'.join(_POSTS)})|{'|'.join(_OTHERS)})"
_PERSON = when_asked(rf"(?P<post>[一-龥]{{0,6}}?{_POST})(?!{NO_NAME})(?P<name>{NAME})(?=[，。；、：（(主讲带出要说指强到在为参作表介深率组来走]|同志|等|的)")
_KIND = "(?:公园|广场|中心|大桥|桥|大道|路|街|河|渠|水库|小学|中学|幼儿园|停车场|敬老院|卫生院|文化站|礼堂|绿道|步道|菜场|农贸市场|食堂|书屋|泵站)"
_SIZES = ("全长", "总长", "建筑面积", "占地面积", "总投资", "面积", "床位")
_OPENINGS = ("开园", "开业", "投用", "启用", "开放", "通车", "开馆", "开工", "竣工", "完工")
_SIZE = when_asked(
    rf"(?P<thing>[一-龥]{{2,12}}{_KIND})(?:改造|提升|整治|工程|项目|新建)?(?:工程|项目)?[，,]?(?P<what>{'|'.join(_SIZES)})(?:共|约|为|达|有|共有)?(?P<n>{NUMBER})(?P<u>万?{UNIT}|张)"
)
_OPENED = when_asked(
    rf"(?P<thing>[一-龥]{{2,12}}{_KIND})(?:于|在)?(?P<m>\d{{1,2}})月(?:\d{{1,2}}日|底|初|中旬|上旬|下旬)?(?:正式|如期"
    rf"|顺利)?(?P<what>{'|'.join(_OPENINGS)})"
)
_BETWEEN = when_asked(r"20\d\d年|[上去前明]年|一期|二期|三期|计划|规划|原|扩建|扩大|增至|新增|延长|另|分别")
_SAME = 3  # characters of a thing's name from which on it is its own


def check_told_apart(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _persons(sheet)
    for pattern, number, words in ((_SIZE, "n", _SIZES), (_OPENED, "m", _OPENINGS)):
        seen: list[re.Match[str]] = []
        for m in sheet.matches(pattern, *words):
            first = next((q for q in seen if q["what"] == m["what"] and _is_one(q["thing"], m["thing"])), None)
            if first is None:
                seen.append(m)
                continue
            other = value(first[number]) != value(m[number]) and first.groupdict().get("u") == m.groupdict().get("u")
            if other and not _BETWEEN.search(sheet.text, max(0, first.start() - 12), m.end() + 12):
                yield _told(sheet, m, m.span(), first[0], "number.differs", "前后相同的数")


def _persons(sheet: Sheet) -> Iterator[Problem]:
    seen: list[re.Match[str]] = []
    for m in sheet.matches(_PERSON, *_POSTS, *_OTHERS):
        first = next((q for q in seen if _sounds_the_same(q["name"], m["name"]) and (len(m["name"]) > 2 or q["post"] == m["post"])), None)
        if first is None:
            seen.append(m)
        else:
            yield _told(sheet, m, m.span("name"), first["name"], "number.differs", "前后相同的姓名")


@lru_cache(4096)
def _sounds_the_same(one: str, other: str) -> bool:
    """王建军, 王建君: of one length, one character apart, read alike."""
    return len(one) == len(other) and one[0] == other[0] and sum(a != b for a, b in zip(one, other, strict=True)) == 1 and sounds_of(one) == sounds_of(other)


def _is_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SAME and long.endswith(short)


def _told(sheet: Sheet, m: re.Match[str], span: tuple[int, int], first: str, code: str, expected: str) -> Problem:
    said = sheet.text[slice(*span)]
    line = sheet.place(sheet.text.find(first), sheet.text.find(first) + len(first)).line
    return sheet.warn(span, code, f"“{said}”，第 {line} 行写的是“{first}”", expected)
