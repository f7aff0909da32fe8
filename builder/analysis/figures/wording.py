"""The word lists of the rules as patterns for trimming names.

Comes in: the lists of ``indicators.yml``. Goes out: one frozen ``SubjectWords``, part of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TIME = (
    r"(?:(?:截至|截止|到|至)?(?:20\d\d(?:-20\d\d)?年度?(?:\d{1,2}月)?(?:底|末|初)?|“?十[三四五六]五”?(?:期间|末|以来|时期)?|(?:上|下)半年|"
    r"[一二三四五六七八九十]{1,2}是(?=..)|连续(?:\d+|[一二三四五六七八九十]+)[年个]月?|前三季度|前?[一二三四]季度|\d{1,2}月(?:底|末|份)?)(?:前|以来|起|止)?)"
)


def alternatives(words: Iterable[str]) -> str:
    """A group that matches the longest of the words first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@dataclass(frozen=True)
class SubjectWords:
    """What may be cut from a name (lead, light, link, stop), what belongs to it (kept) and what says nothing (generic)."""

    lead: re.Pattern[str]
    light: re.Pattern[str]
    light_inside: re.Pattern[str]
    link: re.Pattern[str]
    link_limit: int  # characters of the longest word that ``link`` finds
    gathered: re.Pattern[str]
    stop: re.Pattern[str]
    dated: re.Pattern[str]
    protected: re.Pattern[str]
    kept: re.Pattern[str]
    kept_start: re.Pattern[str]
    kept_end: re.Pattern[str]
    amount_only: re.Pattern[str]
    generic: frozenset[str]
    generic_starts: tuple[str, ...]
    amounts: frozenset[str]
    amount_ends: tuple[str, ...]
    facets: frozenset[str]
    telling: frozenset[str]
    inside: re.Pattern[str]
    preposition: re.Pattern[str]
    act: re.Pattern[str]
    doer: re.Pattern[str]
    process: re.Pattern[str]
    modifier: re.Pattern[str]
    idle_tail: re.Pattern[str]
    modal_tail: re.Pattern[str]
    fronted: re.Pattern[str]
    attribute: re.Pattern[str]

    @classmethod
    def of(cls, w: Mapping[str, tuple[str, ...]], qualifiers: Iterable[str]) -> SubjectWords:
        tails = (*w["link"], *qualifiers)
        verbs = [v for v in (*w["kept"], *w["light"], *w["doer"]) if len(v) > 1]
        kept, amounts = "新?" + alternatives(w["kept"]), alternatives(w["amounts"])
        return cls(
            lead=re.compile(f"(?:{alternatives(w['lead'])}|{_TIME}|其中)[ :]*"),
            light=re.compile(alternatives(w["light"]) + "了?"),
            light_inside=re.compile(alternatives([x for x in w["light"] if len(x) > 1])),
            link=re.compile(f"(?:(?<![签节预合契条公])约|{alternatives([t for t in tails if t not in {'约', '上'}])})\\s*$"),
            link_limit=max(map(len, tails)),
            gathered=re.compile(f"(?:梳理|{alternatives([x for x in w['light'] if len(x) > 1])}|协商|提出|发现)(?=\\Z)"),
            stop=re.compile(alternatives(w["stop"])),
            dated=re.compile(f"(?<=..)20\\d\\d年(?={alternatives(w['stop'])}|$)"),
            protected=re.compile(alternatives(w["protected"])),
            kept=re.compile(kept + r"了?\Z"),
            kept_start=re.compile(kept),
            kept_end=re.compile(kept + r"(?=了?\Z)"),
            amount_only=re.compile(f"(?:{kept})?(?P<amount>{amounts}{{1,12}})"),
            generic=frozenset(w["generic"]),
            generic_starts=tuple(sorted(set(w["generic"]))),
            amounts=frozenset(w["amounts"]),
            amount_ends=tuple(sorted(set(w["amounts"]))),
            facets=frozenset(w["facets"]),
            telling=frozenset(w["telling"]),
            inside=re.compile(f"(?<=..){alternatives(w['inside'])}(?=..)|(?<=”){alternatives(w['doer'])}(?=..)"),
            preposition=re.compile(
                f"(?P<phrase>{alternatives(w['preposition'])}(?:“[^”]*”|[^“”])+?(?<!、)){alternatives((*verbs, *w['act']))}(?=..)"
            ),
            process=re.compile(alternatives(w["process"])),
            act=re.compile(alternatives(w["act"])),
            doer=re.compile(f"(?:[\u4e00-\u9fff“”()、]{{2,}}?){alternatives(w['doer'])}(?=.{{3,}})"),
            modifier=re.compile(f"(?:(?<=^)|(?<=^新增)|(?<=^新建)|(?<=^改造)){alternatives(w['modifier'])}的?(?=..)"),
            idle_tail=re.compile(rf"(?<=..)(?:{alternatives(w['modal'])}?{alternatives(w['idle'])}){{1,12}}\Z"),
            modal_tail=re.compile(rf"(?<=..){alternatives(w['modal'])}(?P<verb>{alternatives((*w['kept'], *w['light'], *w['amounts']))})?\Z"),
            fronted=re.compile(rf"(?<=..)(?P<verb>{alternatives(w['fronted'])})\Z"),
            attribute=re.compile(f"^(?P<verb>{kept})的(?=..)"),
        )
