"""The wide search: which outcome is likely to answer a promise, by what both sentences speak of.

Comes in: a year's answers and promises. Goes out: candidates with a score. Nothing here decides; a candidate is shown beside the promise.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import Generic, TypeVar

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.ledger_names import full_name
from builder.analysis.ledger_pairs import (
    Pairable,
    any_order,
    are_two,
    is_bare,
    is_measured,
    is_part,
    kept_apart,
    near_verbs,
    said_apart,
    same_verbs,
)
from builder.analysis.things import Thing, lexicon, read_thing

LIKELY, LOOSE = 0.49, 0.65  # the second for clauses that no row was read from
_FEW = 20
_TELLS = 3  # characters of a name that tell a thing
_NAMED = 60  # answers of one name; more of them only make it less clear which is meant
_KEPT = 8  # candidates that are looked at closely
_COMMON = 0.05  # what stands in more than this share of the figures (but a few) leads to no candidate
_FINE = 1000  # weights are whole numbers, so that sums do not depend on their order
# What of either name the other sentence holds counts most, a promise's own name above all; another unit or verb takes away.
_SAID, _DONE, _NAME = 0.7, 0.3, 0.7
_OTHER_UNIT, _OTHER_VERB, _ONE_VERB, _OTHER_STOCK, _SAME_HEAD = 0.15, 0.2, 0.1, 0.05, 0.05

E = TypeVar("E", bound=Pairable)


class NearNames:
    """Promises by year, looked up by figures of one deed and one unit whose name narrows theirs or is narrowed by it: 中小学新增公办学位 for
    新增公办学位. Whether they are the same nobody knows."""

    def __init__(self, promises: Iterable[tuple[int, IndicatorRow]]) -> None:
        self._alike: dict[tuple[int, str, bool], list[tuple[int, IndicatorRow]]] = {}
        for number, (year, row) in enumerate(promises):
            self._alike.setdefault((year, *_sort_of(row)), []).append((number, row))
        self._things: dict[int, Thing] = {}

    def near(self, year: int, rows: Iterable[IndicatorRow]) -> list[int]:
        """The numbers of the year's promises with such a name."""
        pairs = ((number, promise, row) for row in rows for number, promise in self._alike.get((year, *_sort_of(row)), ()))
        return sorted({number for number, promise, row in pairs if _has_near_name(self._thing(promise), self._thing(row))})

    def _thing(self, row: IndicatorRow) -> Thing:
        if id(row) not in self._things:
            self._things[id(row)] = read_thing(row, full_name(row))
        return self._things[id(row)]


def _has_near_name(p: Thing, a: Thing) -> bool:
    short, long = sorted((p.core, a.core), key=len)
    return len(short) >= _TELLS and short in long and bool(p.does and a.does) and (same_verbs(p.does, a.does) or near_verbs(p.does, a.does))


def _sort_of(row: IndicatorRow) -> tuple[str, bool]:
    return row.unit.lstrip("十百千万亿"), row.measure == "growth"


class Counterparts(Generic[E]):
    """The answers of one year, looked up by characters and pairs of them. Rare ones weigh more than common ones."""

    def __init__(self, answers: Sequence[E], promises: Sequence[E]) -> None:
        self.answers = answers
        self._words = [tuple(map(_parts, (a.thing.core, a.thing.own, a.thing.core + " " + a.thing.clause))) for a in answers]
        self._named: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = {}
        for i, answer in enumerate(answers):
            for name in {answer.key, any_order(answer.thing.core)}:
                self._named.setdefault(name, []).append(i)
            for part in self._words[i][2]:
                self._places.setdefault(part, []).append(i)
        everything = [*(words[2] for words in self._words), *(_parts(p.thing.core) for p in promises)]
        self._total = len(everything)
        count = Counter(part for words in everything for part in words)
        self._weights = {part: round(_FINE * math.log(1 + self._total / (1 + n))) for part, n in count.items()}
        self._unknown = round(_FINE * math.log(1 + self._total))
        self._whole = [tuple(map(self._weight, words[:2])) for words in self._words]  # of an answer's core and own words

    def near(self, promise: E) -> list[tuple[float, E]]:
        """Answers under the promise's name, then those that speak most of what it speaks of, with how likely they are."""
        thing = promise.thing
        core, own, clause = map(_parts, (thing.core, thing.own, thing.core + " " + thing.clause))
        named = {i for name in (promise.key, any_order(thing.core)) for i in self._named.get(name, ())[:_NAMED]}
        shared: dict[int, int] = {}
        limit = max(_FEW, _COMMON * self._total)
        for part in core | own:
            places = self._places.get(part, ())
            if len(places) <= limit:
                for i in places:
                    shared[i] = shared.get(i, 0) + self._weights[part]
        closest = nlargest(_KEPT, (i for i in shared if i not in named), key=lambda i: (shared[i], -i))
        found = (i for i in (*sorted(named), *closest) if self.answers[i].row.report != promise.row.report)
        wholes = self._weight(core), self._weight(own)
        return [(self._score(promise, i, core, own, clause, wholes), self.answers[i]) for i in found]

    def _score(self, promise: E, i: int, core: frozenset[str], own: frozenset[str], clause: frozenset[str], wholes: tuple[int, int]) -> float:
        """How much of either name the other sentence holds, by weight."""
        answer, words = self.answers[i], self._words[i]
        p, a = promise.thing, answer.thing
        if kept_apart(p.core, a.core) or said_apart(p.own, a.own) or is_bare(promise, answer) or are_two(promise, answer) or is_part(promise, answer):
            return 0.0
        if answer.key and not _one_kind(promise, answer):
            return 0.0
        said = _NAME * self._share(core, words[2], wholes[0]) + (1 - _NAME) * self._share(own, words[2], wholes[1])
        done = max(self._share(words[0], clause, self._whole[i][0]), self._share(words[1], clause, self._whole[i][1]))
        score = _SAID * said + _DONE * done
        if answer.scale not in {"", promise.scale}:
            score -= _OTHER_UNIT
        if is_measured(promise.row) and not same_verbs(p.does, a.does):
            score -= _OTHER_VERB if p.does and a.does and not near_verbs(p.does, a.does) else _ONE_VERB
        if a.stock != p.stock:
            score -= _OTHER_STOCK
        return score + (_SAME_HEAD if p.core[-2:] == a.core[-2:] else 0)

    def _weight(self, parts: frozenset[str]) -> int:
        get, unknown = self._weights.get, self._unknown
        return sum([get(p, unknown) for p in parts])

    def _share(self, part: frozenset[str], whole: frozenset[str], weight: int) -> float:
        return self._weight(part & whole) / (weight or 1)


# 秸秆综合利用率 is a rate of 秸秆, 工业增加值占地区生产总值比重 one of 工业增加值.
_RATE_OF = re.compile(r"(?:占.{0,30}|覆盖|普及|参保|达标|综合|利用|巩固|完成|处理|治理)?(?:率|占比|比重|比例)(?:提高|提升|下降|降低|上升|增加)?$")
_HOW_MANY = re.compile(r"(?:数量|总数|总量|人次|人数|个数)$")


def _one_kind(promise: Pairable, answer: Pairable) -> bool:
    """Could both count or measure the same? 企业300家 and 养老金4次 could not, nor could rates of quite different things."""
    p, a = (_HOW_MANY.sub("", x.thing.core) for x in (promise, answer))
    rate, other = _RATE_OF.sub("", p), _RATE_OF.sub("", a)
    if promise.key == answer.key or rate == other or _shortens(rate, other) or _shortens(other, rate):
        return True
    if promise.scale == "percent" and rate == p and other != a and len(other.removeprefix(p)) > 1 and other.startswith(p):
        return False  # 建成区50%以上面积, 建成区园林绿化覆盖率: another rate of the same place
    if p in a or a in p:
        return promise.scale == answer.scale or p[-2:] == a[-2:] or not {promise.scale, answer.scale} & {"percent", "money"}
    if rate != p or other != a:
        return not {x + y for x, y in pairwise(rate)}.isdisjoint(x + y for x, y in pairwise(other))
    return p[-2:] == a[-2:] or (promise.scale == answer.scale and _share_a_word(p, a))


def _share_a_word(p: str, a: str) -> bool:
    """单项冠军企业45家 is no counterpart of 雄鹰企业20家: of the names themselves nothing is alike but 企业."""
    for word in lexicon().common:
        p, a = p.replace(word, " "), a.replace(word, " ")
    return not {x + y for x, y in pairwise(p)}.isdisjoint(x + y for x, y in pairwise(a) if " " not in (x, y))


def _shortens(short: str, long: str) -> bool:
    """Is one made of characters of the other in their order, as 教共体 of 教育发展共同体?"""
    rest = iter(long)
    return len(short) > 2 and short not in long and all(char in rest for char in short)


def _parts(text: str) -> frozenset[str]:
    """Its characters and the pairs of neighbours, by which 原煤产量 finds 煤炭产量; a blank parts what does not belong together."""
    return frozenset(x + y for x, y in pairwise(text) if " " not in (x, y)) | frozenset(text) - {" "}
