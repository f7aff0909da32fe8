"""Own words → canonical names, where the words are one of the known names and nothing more.

Comes in: the name of a draft. Goes out: (name, id of the canonical indicator or "").
"""

from __future__ import annotations

import re

from builder.analysis.figures.rules import IndicatorRules, characters, name_key

_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:街道|街|镇|乡|新区|开发区|园区|全区|全市|全县|全省|州|省|市|区|县)|我[省市区县镇街])(?:的)?(?=..)"
)
_LEAD = re.compile(r"(?:20\d\d年度?|全年|年度|本年|当年|上半年|前三季度|一季度|实现|完成|达到|累计|共|力争|预计|确保|保持)+")
_TAIL = re.compile(r"(?:增速|增幅|增长率|同比)$")
_RATE = re.compile(r"率|比|幅|强度|能耗|进度|度\Z")


def settle_name(name: str, rules: IndicatorRules, *, is_share: bool = False) -> tuple[str, str]:
    """The canonical name and id if the name is a known one apart from place, time and verb; else the name itself.

    A share in percent (七成村集体收入…) is no value of an indicator that is not one.
    """
    keys = _readings(name_key(name), rules)
    for indicator in (*map(rules.names.get, keys), *(rules.reordered.get(characters(k)) for k in keys)):
        if indicator and not (is_share and not _RATE.search(indicator.name)):
            return indicator.name, indicator.id
    return name.strip(), ""


def _readings(key: str, rules: IndicatorRules) -> list[str]:
    """The key; without time and verb in front, place in front, 增速 or 启动 behind; without 中小学 before the thing."""
    words = rules.subject
    found = [key]
    lead = _LEAD.match(key)
    bare = key[lead.end() :] if lead else key
    found.append(bare)
    place = _PLACE.match(bare)
    if place:
        rest = bare[place.end() :]
        lead = _LEAD.match(rest)
        found.append(rest[lead.end() :] if lead else rest)
    found += [_TAIL.sub("", k) for k in found if _TAIL.search(k)]
    found += [words.idle_tail.sub("", k) for k in found]
    found += [words.modifier.sub("", k, count=1) for k in found]
    return [k for k in dict.fromkeys(found) if len(k) >= 2]
