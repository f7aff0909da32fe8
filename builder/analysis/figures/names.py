"""Own words → canonical names, where the words are one of the known names and nothing more.

Comes in: a name and what is known of its figure. Goes out: (name, id of the canonical indicator or "", the part that it is said of).
"""

from __future__ import annotations

import re

from builder.analysis.figures.rules import IndicatorRules, characters, name_key

_PLACE = re.compile(r"(?:街道|街|(?<!城)[镇市]|乡|新区|开发区|园区|州|省|(?<!地)区|县|全[^部社员面])的?(?=..)")
_LEAD = re.compile(r"(?:20\d\d年度?|全年|年度|本年|当年|上半年|前三季度|一季度|实现|完成|达到|提出|累计|共|力争|预计|确保|保持)+")
_TAIL = re.compile(r"(?:增速|增幅|增长率|同比)$")
_NAMES_A_PLACE = re.compile("[省市区县镇乡街州]")
_THEREOF, _FLOW = "其中", re.compile(r"就业|新[增建登改]|改造|立案|警情")
_RATE = re.compile(r"率|比|幅|强度|能耗|进度|度\Z")


def settle_name(
    name: str, rules: IndicatorRules, own_places: str = "", *, scope: str = "", verb: str = "", is_count: bool = False, is_share: bool = False
) -> tuple[str, str, str]:
    """(name, id, scope): canonical if the name is a known one apart from place, time and verb; else the name itself.

    What is said of a part of the area or on another basis is not the indicator of the whole, and neither is a count of a part
    (其中高新技术企业20家); a component with a name of its own is (其中工业投资30亿元). A share is no value of what is no rate.
    ``verb``: how the thing came about, where its name leaves that out; ``own_places``: where the office's own place is named.
    """
    key = name_key(name)
    lead = _LEAD.match(key)
    bare = key[lead.end() :] if lead else key
    for place in ("", *_places(bare)):
        keys = _readings(bare[len(place) :], rules) if place else [*_readings(key, rules), *_readings(bare, rules)]
        if verb and not key.startswith(verb):
            keys = [*(verb + k for k in keys), *keys]
        indicator = next(filter(None, (*map(rules.names.get, keys), *(rules.reordered.get(characters(k)) for k in keys))), None)
        if indicator is None or (is_share and not _RATE.search(indicator.name)):
            continue
        part = scope or _other_place(place, own_places)
        if part == _THEREOF and not (is_count and not _FLOW.search(indicator.name)):
            part = ""
        return (name.strip(), "", part) if part else (indicator.name, indicator.id, "")
    return name.strip(), "", scope


def _places(key: str) -> list[str]:
    """What may be a place in front of a name: 柳湾镇, 全市."""
    return [key[: m.end()] for m in _PLACE.finditer(key, 0, 12)]


def _other_place(place: str, own_places: str) -> str:
    """A place by its own name that is not the office's: 柳湾市, but neither 全市 nor 街道."""
    name = place.removesuffix("的")
    is_own = len(name) < 3 or name[0] in "全我本各" or name[:-1] in own_places
    return "" if is_own or not _NAMES_A_PLACE.search(own_places) else name


def _readings(key: str, rules: IndicatorRules) -> list[str]:
    """The key; without 累计 inside, 增速 or 启动 behind, 各类 before the thing."""
    words = rules.subject
    found = [key, key.replace("累计", "", 1)]
    found += [_TAIL.sub("", k) for k in found if _TAIL.search(k)]
    found += [words.idle_tail.sub("", k) for k in found]
    found += [words.modifier.sub("", k, count=1) for k in found]
    return [k for k in dict.fromkeys(found) if len(k) >= 2]
