"""The government whose report is read out to a people's congress: title, date line and 我代表 name its place.

云河市 of 2025年云河市政府工作报告, of ——2025年1月15日在云河市第十六届人民代表大会第三次会议上, of
我代表云河市人民政府. Where they name different places, none is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.importers import agencies
from builder.importers.chrome import Cut
from builder.importers.values import Found
from builder.text import HAN

_HEAD = 10  # lines below the title among which a date line is looked for
_OPENING = 400  # characters in which a speaker says for whom
_PLACE = rf"[{HAN}]{{1,14}}?[省市区县州盟旗镇乡]"
_TITLE = re.compile(rf"(?:(?:19|20)\d\d年?度?)?({_PLACE}|[{HAN}]{{0,2}}国务院)?(?:人民)?(?=(?:(?:19|20)\d\d年?度?)?政府工作报告|(?:19|20)\d\d年)")
_CONGRESS = re.compile(rf"在\s*({_PLACE})\s*第[一二三四五六七八九十\d]+届\s*人民代表大会")
_BROKEN = re.compile(r"届\Z")  # 在云河市第十八届 / 人民代表大会: the line goes on below
_NATION = re.compile(r"在\s*第[一二三四五六七八九十\d]+届\s*全国人民代表大会")
_SPEAKS = re.compile(rf"(?:我谨?|我?受[^。]{{0,12}}委托，)代表\s*(?:本届|第?[一二三四五六七八九十\d]+届)?+({_PLACE})?(人民政府|政府|国务院)")
_OF_GOVERNMENT = re.compile(r"政府工作报告")
_STATE = "国务院"


def speaking_office(title: str, cut: Cut) -> Found | None:
    """The full name of the government that reports, and how it is known; None when nothing says so or two say different things."""
    found = list(_places(title, cut))
    names = {name for name, _, _ in found}
    if not names or not _is_of_government(title, cut):
        return None
    # 大会 of a district within a city: the longer name holds the shorter one.
    longest = max(names, key=len)
    if any(not longest.endswith(name) for name in names):
        return None
    name, line, how = next(hit for hit in found if hit[0] == longest)
    return Found(name if name == _STATE else name + "人民政府", line, how)


def _is_of_government(title: str, cut: Cut) -> bool:
    return bool(_OF_GOVERNMENT.search(title) or _SPEAKS.search(_opening(cut)))


def _opening(cut: Cut) -> str:
    return "".join(line.text for line in cut.lines if line.kind != "table")[:_OPENING]


def _places(title: str, cut: Cut) -> Iterator[tuple[str, int, str]]:
    """(place, line, how it is known) wherever the head of a document names whose government speaks."""
    line = cut.title.line if cut.title else 0
    named = _TITLE.match(title)
    if named and named[1] and (_STATE in named[1] or agencies.is_place(named[1])):
        yield (_STATE if _STATE in named[1] else named[1]), line, f"标题中的“{named[1]}”"
    head = [(below.text, below.number) for below in cut.lines[:_HEAD]]
    broken = [(text + rest, number) for (text, number), (rest, _) in pairwise(head) if _BROKEN.search(text)]
    for text, number in [(title, line), *head, *broken]:
        yield from ((m[1], number, "大会名称") for m in _CONGRESS.finditer(text) if agencies.is_place(m[1]))
        if _NATION.search(text):
            yield _STATE, number, "大会名称"
    said = _SPEAKS.search(_opening(cut))
    if said and said[2] == _STATE:
        yield _STATE, 0, "“我代表国务院”"
    elif said and said[1] and agencies.is_place(said[1]):
        yield said[1], 0, f"“我代表{said[1]}”"
