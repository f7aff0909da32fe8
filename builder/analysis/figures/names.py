"""Own words → canonical names, where the words are one of the known names and nothing more.

Comes in: a name and what is known of its figure. Goes out: (name, id of the canonical indicator or "", the part that it is said of).
"""

from __future__ import annotations

from functools import lru_cache

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rules import IndicatorRules, indicator_key


@lru_cache(maxsize=2048)
def settle_name(
    name: str, rules: IndicatorRules, own_places: str = "", *, scope: str = "", verb: str = "", is_count: bool = False, is_share: bool = False
) -> tuple[str, str, str]:
    """(name, id, scope): canonical if the name is a known one apart from place, time and verb; else the name itself.

    What is said of a part of the area or on another basis is not the indicator of the whole, and neither is a count of a part
    (其中高新技术企业20家); a component with a name of its own is (其中工业投资30亿元). A share is no value of what is no rate, a count
    none of what is money.
    ``verb``: how the thing came about, where its name leaves that out; ``own_places``: where the office's own place is named.
    """
    key, words = indicator_key(name), rules.grammar
    lead = words["known.lead"].match(key)
    bare = key[lead.end() :] if lead else key
    for place in ("", *_places(bare, words)):
        keys = _readings(bare[len(place) :], words) if place else [*_readings(key, words), *(_readings(bare, words) if lead else ())]
        if verb and not key.startswith(verb):
            keys = [*(verb + k for k in keys), *keys]
        indicator = next(filter(None, map(rules.names.get, keys)), None) or rules.in_other_order(keys)
        if indicator is None or (is_share and not words["known.rate"].search(indicator.name)) or (is_count and words["known.money"].search(indicator.name)):
            continue
        part = scope or other_place(place, own_places, words)
        if part == "其中" and not (is_count and not words["known.flow"].search(indicator.name)):
            part = ""
        said = next((k for k in keys if words["known.own-words"].fullmatch(k)), "")
        return (name.strip(), "", part) if part else (said or indicator.name, indicator.id, "")
    return name.strip(), "", scope


def _places(key: str, words: Grammar) -> list[str]:
    """What may be a place in front of a name: 柳湾镇, 全市."""
    return [key[: m.end()] for m in words["known.place"].finditer(key, 0, 12)]


def other_place(place: str, own_places: str, words: Grammar) -> str:
    """A place by its own name that is not the office's: 柳湾市, but neither 全市 nor 街道."""
    name = place.removesuffix("的")
    is_own = len(name) < 3 or words["known.here"].match(name) is not None or name[:-1] in own_places
    return "" if is_own or not words["known.own-place"].search(own_places) else name


def _readings(key: str, words: Grammar) -> list[str]:
    """The key; without 累计 inside, 增速 or 启动 behind, 各类 before the thing, 的 between the words."""
    found = [key, key.replace("累计", "", 1)] if "累计" in key else [key]
    for rule, count in (("known.tail", 0), ("name.idle-tail", 0), ("name.modifier", 1)):
        shorter = ((k, words[rule].sub("", k, count)) for k in found)
        found += [cut for k, cut in shorter if cut != k]
    found += [k.replace("的", "") for k in found if "的" in k]
    return [k for k in dict.fromkeys(found) if len(k) >= 2]
