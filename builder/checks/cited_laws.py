"""A law or regulation cited under a name that is nearly one, and none: 《固体废弃物污染环境防治法》. A text in, places out; ``wording`` tells them.

The names stand in ``defaults/laws.txt``. Only a national law is called 法: any slip in it tells. Of 条例、办法、规定 every province has its own, which may
well differ by a word; there only a character that sounds or looks alike, or one too few or too many, is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from builder.checks.alike import are_alike
from builder.content.fixed_lists import Found
from builder.defaults import default_words
from builder.text import when_asked

_CITED = when_asked(r"《(?P<state>中华人民共和国)?(?P<name>[一-龥、（）]{3,40}?)(?:[（(][^（）()《》\n]{1,16}[）)])?》")
_ENDS = ("条例", "办法", "规定", "规则", "准则", "细则", "章程")
_SLIPPED_ENDS = {"条列": "条例", "条理": "条例", "办发": "办法", "规订": "规定", "准侧": "准则", "细责": "细则"}
_SHORT, _LONG = 5, 7  # characters of a law's name from which on one of another sound, or two, are a slip of it
_SOURCE = "法律法规的正式名称"


def cited_laws(text: str) -> Iterator[Found]:
    """All of them: the name as cited, and the official one."""
    for m in _CITED.finditer(text) if "《" in text else ():
        meant = _meant(m["name"], bool(m["state"]))
        if meant:
            yield m.start("name"), m["name"], meant, "warning", _SOURCE


@lru_cache(4096)
def _meant(name: str, national: bool) -> str:
    """The one official name that a cited one is near to; empty where it is right, unknown or near to several."""
    if name in _names():
        return ""
    if right := _SLIPPED_ENDS.get(name[-2:], ""):
        return name[:-2] + right
    near = [other for other in _by_end().get(_end(name), ()) if _is_near(name, other, national=national)]
    return near[0] if len(near) == 1 else ""


def _is_near(name: str, other: str, *, national: bool) -> bool:
    law = _end(other) == "法"
    shorter, longer = sorted((name, other), key=len)
    if len(name) == len(other):
        differ = [n for n, (a, b) in enumerate(zip(name, other, strict=True)) if a != b]
        alike = all(are_alike(name[n], other[n]) for n in differ)
        if len(differ) == 1:
            return alike or ((law or national) and differ[0] > 0 and len(name) >= _SHORT)
        if sorted(name) == sorted(other) and (law or national):
            return True  # 农产品安全质量法
        swapped = len(differ) == 2 and name[differ[0]] == other[differ[1]] and name[differ[1]] == other[differ[0]]
        return len(differ) == 2 and differ[1] - differ[0] == 1 and (swapped or alike or (law and differ[0] > 0 and len(name) >= _LONG))
    more = len(longer) - len(shorter)
    if more > (2 if law or national else 1) or len(shorter) < _SHORT:
        return False
    # one or two characters more, inside it: neither its first nor what it is called at its end
    return any(shorter == longer[:n] + longer[n + more :] for n in range(1, len(longer) - more - len(_end(other)) + 1))


def _end(name: str) -> str:
    return next((end for end in _ENDS if name.endswith(end)), name[-1:])


@cache
def _names() -> frozenset[str]:
    return frozenset(default_words("laws.txt")) | {name.partition("（试行）")[0] for name in default_words("laws.txt")}


@cache
def _by_end() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(_names()):
        found[_end(name)].append(name)
    return found
