"""Own words → canonical names, where the words are one of the known names and nothing more.

Comes in: a draft. Goes out: (name, id of the canonical indicator or "", the part that it is said of).
"""

from __future__ import annotations

from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rules import IndicatorRules, characters, name_key
from builder.analysis.figures.traits import Traits

_THEREOF = "其中"


def settle_name(draft: Draft, traits: Traits, rules: IndicatorRules, own_places: str) -> tuple[str, str, str]:
    """(name, id, scope): canonical if the draft's name is a known one apart from place, time and verb; else the name itself.

    What is said of a part of the area or on another basis is not the indicator of the whole, and neither is a count of a part
    (其中高新技术企业20家); a component with a name of its own is (其中工业投资30亿元). A share is no value of what is no rate.
    """
    is_share = draft.dimension == "percent" and draft.measure in {"share", "completion"}
    key = name_key(draft.name)
    for place in ("", *_places(key, rules.grammar)):
        keys = _readings(key[len(place) :], rules)
        if traits.verb and not key.startswith(traits.verb):
            keys = [*(traits.verb + k for k in keys), *keys]
        indicator = next(filter(None, (*map(rules.names.get, keys), *(rules.reordered.get(characters(k)) for k in keys))), None)
        if indicator is None or (is_share and not rules.grammar["known.rate"].search(indicator.name)):
            continue
        part = traits.scope or _other_place(place, own_places, rules.grammar)
        if part == _THEREOF and (draft.dimension != "count" or rules.grammar["known.flow"].search(indicator.name)):
            part = ""
        return (draft.name.strip(), "", part) if part else (indicator.name, indicator.id, "")
    return draft.name.strip(), "", traits.scope


def _places(key: str, words: Grammar) -> list[str]:
    """What may be a place in front of a name, with a time or verb before it: 实现全市, 柳湾镇, 柳湾镇地区."""
    lead = words["known.lead"].match(key)
    start = lead.end() if lead else 0
    return [key[: m.end()] for m in words["known.place"].finditer(key, start, start + 12)]


def _other_place(place: str, own_places: str, words: Grammar) -> str:
    """A place by its own name that is not the office's: 柳湾市, but neither 全市 nor 街道."""
    name = words["known.lead"].sub("", place).removesuffix("的")
    stem = name[:-1]
    return "" if len(name) < 3 or stem in own_places or not words["known.own-place"].search(own_places) else name


def _readings(key: str, rules: IndicatorRules) -> list[str]:
    """The key; without time and verb in front, 增速 or 启动 behind; without 各类 before the thing."""
    words = rules.grammar
    found = [key]
    lead = words["known.lead"].match(key)
    found.append((key[lead.end() :] if lead else key).replace("累计", "", 1))
    found += [words["known.tail"].sub("", k) for k in found if words["known.tail"].search(k)]
    found += [words["name.idle-tail"].sub("", k) for k in found]
    found += [words["name.modifier"].sub("", k, count=1) for k in found]
    return [k for k in dict.fromkeys(found) if len(k) >= 2]
