"""Which outcome answers which promise: the same thing, a likely counterpart, or nothing.

Comes in: entries of one office and year. Goes out: candidates with what differs. Same only where nothing speaks against it: a word
that only one side has, another verb, another stage or scope makes a counterpart likely at best.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.ledger_names import is_vague, same_rate
from builder.analysis.quantities import aspect_of, is_held
from builder.analysis.things import Thing, core_of, lexicon

LIKELY, LOOSE = 0.5, 0.65  # the second for clauses that no row was read from
_FEW = 20
_KEPT = 8  # candidates that are looked at closely
_COMMON = 0.05  # a pair of characters in more than this share of the figures (but some) leads to no candidate
_ADDED_VALUE = "增加值"
_NEVER = re.compile(r"\d|[一二三四五六七八九十]期|[非不无未除外]")
_STAGE_WORDS = {"": "没有说到哪一步", "completed": "做完的", "started": "开工的", "ongoing": "正在做的", "carried": "实施的，没有说做完"}


class Pairable(Protocol):
    """What pairing asks of an entry of the books."""

    @property
    def row(self) -> IndicatorRow: ...
    @property
    def key(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def scale(self) -> str: ...
    @property
    def thing(self) -> Thing: ...


E = TypeVar("E", bound=Pairable)


def differences(promise: Pairable, answer: Pairable) -> tuple[str, ...] | None:
    """What keeps two entries of one name from being one thing; None where not even the names are one."""
    if not _one_name(promise, answer):
        return None
    p, a = promise.thing, answer.thing
    found: list[str] = []
    words = lexicon()
    if is_vague(promise.row) or p.core in words.common or (p.core in words.measures and p.clause[:2] != a.clause[:2]):
        found.append("名称太笼统，不能确定说的是同一件事")
    if _scope(promise.row.scope) != _scope(answer.row.scope):
        found.append(f"范围不一样：目标是“{promise.row.scope or '全部'}”，结果是“{answer.row.scope or '全部'}”")
    if word := _narrowed(promise, answer):
        found.append(f"只有一处写了“{word}”")
    if _is_measured(promise.row) and _is_measured(answer.row):
        if not _same_verbs(p.does, a.does):
            found.append(f"做法不一样：目标是“{'、'.join(p.verbs) or '没有写'}”，结果是“{'、'.join(a.verbs) or '没有写'}”")
        if not _answers_stage(p, a):
            found.append(f"目标说的是{_STAGE_WORDS[p.stage]}，结果说的是{_STAGE_WORDS[a.stage]}")
        if answer.row.kind == "state" and not (p.stock or is_held(promise.row)):
            found.append("结果只是到这时的情况，不是这一年做成的")
    return tuple(found)


def _is_measured(row: IndicatorRow) -> bool:
    """Is it an amount of what is done? Of a rate of growth no verb tells more than the name."""
    return aspect_of(row) not in {"growth", "average", "rank"}


def _one_name(promise: Pairable, answer: Pairable) -> bool:
    if promise.key == answer.key:
        return True
    p, a = promise.thing, answer.thing
    said, done = _grown(promise), _grown(answer)
    if said == done or _any_order(said) == _any_order(done):
        return True
    if same_rate(promise.row, answer.row):
        return True
    return _owned(p, a) or _owned(a, p) or (p.core[-2:] == a.core[-2:] and _said_elsewhere(p, a))


def _grown(entry: Pairable) -> str:
    """能源工业增长6% is told of its value added."""
    core = entry.thing.core
    return core.removesuffix(_ADDED_VALUE) if core.endswith("工业" + _ADDED_VALUE) and aspect_of(entry.row) == "growth" else core


def _owned(bare: Thing, full: Thing) -> bool:
    """粮食播种面积6200亩、产量80吨 for 粮食产量: a bare measure whose owner stands at the head of its list."""
    owner = full.core.removesuffix(bare.core)
    return bare.core in lexicon().measures and len(full.core) > len(owner) > 1 and bare.clause.startswith(owner)


def _said_elsewhere(p: Thing, a: Thing) -> bool:
    """Do both names differ only by words that the other figure's own words hold? 在山区新建中心, 新建山区中心."""
    pieces = [(p.core[i:j], a.core[k:m]) for op, i, j, k, m in SequenceMatcher(None, p.core, a.core, autojunk=False).get_opcodes() if op != "equal"]
    return bool(pieces) and all(_is_held_by(x, a.own) and _is_held_by(y, p.own) for x, y in pieces)


def _is_held_by(piece: str, own: str) -> bool:
    return not piece or (len(piece) > 1 and piece in own and not _NEVER.search(piece))


def _scope(scope: str) -> str:
    return lexicon().filler.sub("", scope)


def _narrowed(promise: Pairable, answer: Pairable) -> str:
    """城镇新增就业 promised, 新增就业 reported, both read as one known indicator: the word that narrows, else empty."""
    if promise.row.indicator.endswith("率") or not (promise.row.quote and answer.row.quote):
        return ""
    p, a = promise.thing, answer.thing
    sides = ((p.own, a.own + core_of(answer.row.quote)), (a.own, p.own + core_of(promise.row.quote)))
    return next((w for w in lexicon().narrow if any(w in own and w not in other.replace("城乡", "城镇农村") for own, other in sides)), "")


def _same_verbs(p: Sequence[frozenset[str]], a: Sequence[frozenset[str]]) -> bool:
    """Has each verb of one side a verb of its class on the other?"""
    return all(any(x & y for y in a) for x in p) and all(any(x & y for y in p) for x in a)


def _near_verbs(p: Sequence[frozenset[str]], a: Sequence[frozenset[str]]) -> bool:
    """认定 and 净增 are two things, but one may stand where the other is looked for; so say the names of their classes."""
    near = [{name.partition("-")[0] for verb in side for name in verb} for side in (p, a)]
    return not near[0].isdisjoint(near[1])


def _answers_stage(p: Thing, a: Thing) -> bool:
    match a.stage:
        case "started":
            return p.stage == "started"
        case "ongoing":
            return False
        case "carried":
            return p.stage in {"", "carried"}
        case _:
            return p.stage != "started" or not a.stage


def is_further(promise: Pairable, answer: Pairable) -> bool:
    """开工500个 promised, 完工400个 reported: fewer went further, which says nothing of how many went as far as promised."""
    p, a = promise.thing.stage, answer.thing.stage
    return _is_measured(promise.row) and p not in {"completed", a} and a in {"", "completed"}


class Counterparts(Generic[E]):
    """The answers of one year by what they speak of. Rare words weigh more than common ones."""

    def __init__(self, answers: Sequence[E], promises: Sequence[Pairable]) -> None:
        self.answers = answers
        self._texts = [_pairs(a.thing.core + " " + a.thing.clause) for a in answers]
        self._named: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = {}
        for i, (answer, pairs) in enumerate(zip(answers, self._texts, strict=True)):
            for name in {answer.key, _any_order(answer.thing.core)}:
                self._named.setdefault(name, []).append(i)
            for pair in pairs:
                self._places.setdefault(pair, []).append(i)
        everything = [*self._texts, *(_pairs(p.thing.core) for p in promises)]
        self._count = Counter(pair for pairs in everything for pair in pairs)
        self._total = len(everything)

    def near(self, promise: Pairable) -> list[tuple[float, E]]:
        """Answers under the promise's name, then those that speak most of what it speaks of, with how likely they are."""
        own = _pairs(promise.thing.core + " " + promise.thing.own)
        named = {i for name in (promise.key, _any_order(promise.thing.core)) for i in self._named.get(name, ())}
        shared: dict[int, float] = {}
        limit = max(_FEW, _COMMON * self._total)
        for pair in sorted(own):
            places = self._places.get(pair, ())
            if len(places) <= limit:
                weight = self._weight(pair)
                for i in places:
                    shared[i] = shared.get(i, 0.0) + weight
        closest = nlargest(_KEPT, (i for i in shared if i not in named), key=lambda i: (shared[i], -i))
        found = [(self._score(promise, own, i), i) for i in (*sorted(named), *closest)]
        return [(score, self.answers[i]) for score, i in found if self.answers[i].row.report != promise.row.report]

    def _weight(self, pair: str) -> float:
        return math.log(1 + self._total / (1 + self._count[pair]))

    def _score(self, promise: Pairable, own: frozenset[str], i: int) -> float:
        """How much of either name the other sentence holds, by weight; another unit or verb takes away."""
        answer = self.answers[i]
        p, a = promise.thing, answer.thing
        if _kept_apart(p.core, a.core):
            return 0.0
        texts = self._texts[i], _pairs(p.core + " " + p.clause)
        said = max(self._share(_pairs(p.core), texts[0]), self._share(own, texts[0]))
        done = max(self._share(_pairs(a.core), texts[1]), self._share(_pairs(a.own), texts[1]))
        score = 0.7 * said + 0.3 * done
        if answer.scale not in {"", promise.scale}:
            score -= 0.15
        if _is_measured(promise.row) and not _same_verbs(p.does, a.does):
            score -= 0.2 if p.does and a.does and not _near_verbs(p.does, a.does) else 0.1
        if a.stock != p.stock:
            score -= 0.05
        return score + (0.05 if p.core[-2:] == a.core[-2:] else 0)

    def _share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        weights = {pair: self._weight(pair) for pair in part}
        return sum(w for pair, w in weights.items() if pair in whole) / (sum(weights.values()) or 1)


def _kept_apart(p: str, a: str) -> bool:
    return any((x := {w for w in group if w in p}) and (y := {w for w in group if w in a}) and not x & y for group in lexicon().apart)


def _any_order(core: str) -> str:
    """The same for 工业用地整备 and 整备工业用地; short names keep their order."""
    return "".join(sorted(core)) if len(core) > 3 else core


def _pairs(text: str) -> frozenset[str]:
    return frozenset(x + y for x, y in pairwise(text) if " " not in (x, y))
