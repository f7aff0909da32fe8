"""Own words → canonical names, where the words are one of the known names and nothing more.

Comes in: the name of a draft. Goes out: (name, id of the canonical indicator or "").
"""

from __future__ import annotations

import re

from builder.analysis.figures.rules import IndicatorRules
from builder.model import Report

_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{0,6}(?:街道|街|镇|乡|新区|开发区|园区|全区|全市|全县|全省|州|省|市|区|县)|我[省市区县镇街])(?:的)?")
_TIME = re.compile(r"^(?:20\d\d年度?|全年|年度|本年|当年|上半年|前三季度|一季度)+")
_VERB = re.compile(r"^(?:实现|完成|达到|累计|共|力争|预计|确保|力争实现|预计实现|保持)+")


def settle_name(name: str, dimension: str, report: Report, rules: IndicatorRules) -> tuple[str, str]:
    """The canonical name and id if the name is a known one apart from place, time and verb; else the name itself."""
    for candidate in _readings(name):
        indicator = rules.canonical(candidate)
        if indicator:
            return indicator.name, indicator.id
    return name.strip(), ""


def _readings(name: str) -> list[str]:
    """The name, and without time, verb, place in front and 增速 behind."""
    seen = [name]
    bare = _VERB.sub("", _TIME.sub("", name))
    seen.append(bare)
    place = _PLACE.match(bare)
    if place:
        seen.append(_VERB.sub("", _TIME.sub("", bare[place.end() :])))
    seen += [re.sub(r"(?:增速|增幅|增长率|同比)$", "", s) for s in seen]
    return [s for s in dict.fromkeys(seen) if len(s) >= 2]
