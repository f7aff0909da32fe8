"""Which outcome answers which promise: the same thing, a likely counterpart, or nothing.

Comes in: entries of one office and year. Goes out: candidates with what differs. Same only where nothing speaks against it: a word
that only one side has, another verb, another stage or scope makes a counterpart likely at best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.ledger_names import is_vague, same_rate
from builder.analysis.quantities import aspect_of
from builder.analysis.things import Thing, core_of, lexicon

_ADDED_VALUE = "增加值"
_WORKS = ("build", "mend", "install", "dismantle")
_OF_PEOPLE = frozenset({"cover", "join"})
_COVERS, _BUILDS = frozenset({"cover"}), frozenset({"build"})
_NEVER = re.compile(r"\d|[一二三四五六七八九十]期|[非不无未除外]")
_UNIT = r"(?<![\d.])\d[\d.]{{0,15}}(?P<unit{}>[万亿千百]*[\u4e00-\u9fffA-Za-z%]{{1,4}}?)"
_LIMIT = re.compile(
    rf"[^、,，;；\s\d]{{0,8}}?(?:(?:超过?|逾|不少于|不低于|不小于|大于|高于|低于|小于){_UNIT.format(1)}|{_UNIT.format(2)}(?:及?以上|及?以下|以内))的?$"
)
_NEXT = re.compile(r"(?:及?以上|及?以下|以内)?的?(?P<name>[\u4e00-\u9fff]{2,})\d")
_UNDER_WAY = re.compile(r"[余多]?[、,，]\s*(?:还有|另有|尚有)?(?:在建|续建)\D{0,8}\d")
_LIMITS = re.compile(r"[\d一二三四五六七八九十百]")
_OF_ALL = re.compile("总(?:里程|量|数|规模|装机|长度)$")
_AND = "和与及或"
_FOR, _QUALITY = "为对向", "性"
_BASIS = re.compile("口径|实际|扣除|剔除|不含|不包括")
_COUNTS = frozenset({"things", "people", "events"})
_PLAIN_ENDS = re.compile("(?:产业|行业|企业|工业|业){1,3}$")
_SHARE = re.compile("占.+(?:比[重例率]?|提高|提升|下降)$")
_CHANGE = re.compile("[^和与及、]{0,6}(?:转型|升级)(?:升级)?")
_STAGE_WORDS = {
    "completed": "做完的", "started": "开工的", "ongoing": "正在做的", "carried": "实施的，看不出是否做完",
    "running": "在用的，看不出是不是这一年新增的",
}


Does = Sequence[frozenset[str]]


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


def differences(promise: Pairable, answer: Pairable) -> tuple[str, ...] | None:
    """What keeps two entries of one name from being one thing; None where not even the names are one."""
    if not _one_name(promise, answer):
        return None
    p, a = promise.thing, answer.thing
    found: list[str] = []
    words = lexicon()
    vague = is_vague(promise.row) or p.core in words.common or _is_anybody(promise) or (p.core in words.measures and p.clause[:2] != a.clause[:2])
    if vague and not _one_head(promise.row, answer.row):
        found.append("名称太笼统，不能确定说的是同一件事")
    if _scope(promise.row.scope) != _scope(answer.row.scope):
        basis = "口径" if _BASIS.search(promise.row.scope + answer.row.scope) else "范围"
        found.append(_unlike(basis, promise.row.scope, answer.row.scope))
    if word := _narrowed(promise, answer):
        found.append(f"只在一处认出“{word}”")
    if is_measured(promise.row) and is_measured(answer.row):
        limits = limit_of(promise), limit_of(answer)
        if len({lexicon().verb.sub("", limit) for limit in limits}) > 1:  # 建设500平方米以上的 and 建成500平方米以上的 limit alike
            found.append(_unlike("范围", *limits))
        if not same_verbs(p.does, a.does) and not _is_finished(p, a):
            found.append(_unlike("做法", "、".join(p.verbs), "、".join(a.verbs)))
        if not _answers_stage(p, a):
            found.append("，".join(f"{side}说的是{_STAGE_WORDS[stage]}" if stage else f"看不出{side}做到哪一步" for side, stage in (("目标", p.stage), ("结果", a.stage))))
        if answer.row.kind == "state" and not (p.stock or promise.row.flow == "held"):
            found.append("看不出结果是这一年做成的，还是到这时一共有的")
        if p.stock and promise.key != answer.key and not (a.stock or answer.row.flow == "held" or answer.row.kind == "state"):
            found.append("目标说的是一共有多少，看不出结果是不是总数")
    return tuple(found)


def _unlike(what: str, said: str, done: str) -> str:
    """What is not recognised may well be written: that one side has none is said of the program, never of the document."""
    if said and done:
        return f"{what}不一样：目标是“{said}”，结果是“{done}”"
    known, other = ("目标", "结果") if said else ("结果", "目标")
    return f"{known}的{what}是“{said or done}”，{other}的{what}没有认出，不作判断"


def told_otherwise(promise: Pairable, answer: Pairable) -> str:
    """Beside the names: 新增企业20家 promised and 企业达242家 reported are an increase and a total; 个 and % measure two things."""
    adds = "add" in {name for verb in promise.thing.does for name in verb}
    if adds and (answer.row.flow == "held" or answer.thing.stock) and aspect_of(promise.row) == aspect_of(answer.row):
        return "目标说的是新增多少，结果说的是一共有多少"
    said, done = (row.unit.lstrip("十百千万亿") for row in (promise.row, answer.row))
    if said and done and answer.scale != promise.scale and aspect_of(promise.row) == aspect_of(answer.row) == "level":
        return f"目标以“{said}”计，结果以“{done}”计"
    return ""


def limit_of(entry: Pairable) -> str:
    """年销售收入超10亿元 + 龙头企业100家, 500平方米以上的 + 公园12个: the quantity right before the name says which of them are counted."""
    before, core, _ = entry.row.own.partition(entry.thing.core)
    found = _LIMIT.search(before.strip()) if core else None
    return "" if found is None or lexicon().verb.search(found["unit1"] or found["unit2"]) else found[0]


def limits_the_next(row: IndicatorRow) -> bool:
    """The 500平方米以上 of 500平方米以上的公园12个 is no promise of its own."""
    _, _, behind = row.own.partition(" ")
    found = _NEXT.match(behind) if row.comparison in {"ge", "gt", "le", "lt"} else None
    return found is not None and not lexicon().verb.match(found["name"]) and found["name"][-1] not in _AND


def _is_anybody(entry: Pairable) -> bool:
    """惠及居民, 参加学生: people to whom nothing in particular is done."""
    return entry.thing.core in lexicon().people and all(x <= _OF_PEOPLE for x in entry.thing.does)


def _one_head(promise: IndicatorRow, answer: IndicatorRow) -> bool:
    """改造学校运动场8个，投资300万元: a bare 投资 is that of what is counted before it, if both sides say so."""
    words, head = lexicon(), core_of(promise.head)
    return len(head) > 2 and head not in words.common | words.people and head == core_of(answer.head)


def is_measured(row: IndicatorRow) -> bool:
    """Is it an amount of what is done? Of a rate of growth no verb tells more than the name."""
    return aspect_of(row) not in {"growth", "average", "rank"}


def _one_name(promise: Pairable, answer: Pairable) -> bool:
    if promise.key == answer.key:
        return True
    p, a = promise.thing, answer.thing
    said, done = _grown(promise), _grown(answer)
    if said == done or any_order(said) == any_order(done):
        return True
    if bool(promise.canonical) != bool(answer.canonical) and p.own == a.own and len(a.own) > 2:
        return True  # a known name that stands for the sentence's own words on one side only
    if same_rate(promise.row, answer.row):
        return True
    return _owned(promise, a) or _owned(answer, p) or (p.core[-2:] == a.core[-2:] and _said_elsewhere(p, a))


def _grown(entry: Pairable) -> str:
    """能源工业增长6% is told of its value added."""
    core = entry.thing.core
    return core.removesuffix(_ADDED_VALUE) if core.endswith("工业" + _ADDED_VALUE) and aspect_of(entry.row) == "growth" else core


def _owned(entry: Pairable, full: Thing) -> bool:
    """粮食播种面积6200亩、产量80吨 for 粮食产量: a bare measure whose owner stands at the head of its list, or is counted before it."""
    bare = entry.thing
    owner = full.core.removesuffix(bare.core)
    owned = bare.clause.startswith(owner) or core_of(entry.row.head) == owner
    return bare.core in lexicon().measures and len(full.core) > len(owner) > 1 and owned


def _said_elsewhere(p: Thing, a: Thing) -> bool:
    """Do both names differ only by words that the other figure's own words hold? 在山区新建中心, 新建山区中心."""
    pieces = [(p.core[i:j], a.core[k:m]) for op, i, j, k, m in SequenceMatcher(None, p.core, a.core, autojunk=False).get_opcodes() if op != "equal"]
    added = all(not x or not y for x, y in pieces)  # a word instead of another (城镇, 农村) is another thing, even where one sentence has both
    return bool(pieces) and added and all(_is_held_by(x, a.own) and _is_held_by(y, p.own) for x, y in pieces)


def _is_held_by(piece: str, own: str) -> bool:
    return not piece or (len(piece) > 1 and piece in own and not _NEVER.search(piece))


def _scope(scope: str) -> str:
    return lexicon().filler.sub("", scope)


def _narrowed(promise: Pairable, answer: Pairable) -> str:
    """城镇新增就业 promised, 新增就业 reported, both read as one known indicator: the word that narrows, else empty."""
    if promise.row.indicator.endswith("率") or not (promise.row.own and answer.row.own):
        return ""
    p, a = promise.thing, answer.thing
    sides = ((p.own, a.own + _told(answer.row)), (a.own, p.own + _told(promise.row)))
    return next((w for w in lexicon().narrow if any(w in own and w not in other.replace("城乡", "城镇农村") for own, other in sides)), "")


def _told(row: IndicatorRow) -> str:
    """All that the quoted words say up to the end of the figure's own clause, and what the label of their item names."""
    return core_of(row.ahead + row.clause + ("" if row.canonical else row.indicator))


def same_verbs(p: Does, a: Does) -> bool:
    """Has each verb of one side a verb of its class on the other, or one that entails it?"""
    return _same(p, [x | {entailed for one in x if (entailed := lexicon().entails.get(one))} for x in a])


def _same(p: Does, a: Does) -> bool:
    """改造覆盖40所 tells of what was 改造, 改扩建项目建成3所 of what was 改扩建."""
    if p and _COVERS not in p:
        a = [x for x in a if x != _COVERS]
    if any(name.startswith("build-") for x in a for name in x):
        a = [x for x in a if x != _BUILDS]
    return all(any(x & y for y in a) for x in p) and all(any(x & y for y in p) for x in a)


def _is_finished(p: Thing, a: Thing) -> bool:
    """改造步道3公里 promised, 步道完工 reported: works are finished, whichever they were."""
    return bool(p.does and a.verbs) and not a.does and a.stage == "completed" and all(name.startswith(_WORKS) for x in p.does for name in x)


def near_verbs(p: Does, a: Does) -> bool:
    """认定 and 净增 are two things, but one may stand where the other is looked for; so say the names of their classes."""
    near = [{name.partition("-")[0] for verb in side for name in verb} for side in (p, a)]
    return not near[0].isdisjoint(near[1])


def _answers_stage(p: Thing, a: Thing) -> bool:
    match a.stage:
        case "started":
            return p.stage == "started"
        case "ongoing" | "running":
            return False
        case "carried":
            return p.stage in {"", "carried"}
        case _:
            return p.stage != "started" or not a.stage


def is_further(promise: Pairable, answer: Pairable) -> bool:
    """开工500个 promised, 完工400个 reported: fewer went further, which says nothing of how many went as far as promised."""
    p, a = promise.thing.stage, answer.thing.stage
    goes_on = (p not in {"", "completed", a} and a in {"", "completed"}) or (p != "completed" and _has_more(answer.row))
    return is_measured(promise.row) and (goes_on or (not _same(promise.thing.does, answer.thing.does) and not _is_finished(promise.thing, answer.thing)))


def _has_more(row: IndicatorRow) -> bool:
    """建成厂房11万平方米、在建4万平方米: right behind the figure stands how many more are under way."""
    return bool(row.own) and _UNDER_WAY.match(row.clause.partition(row.own)[2]) is not None


def says_the_verb(promise: Pairable, answer: Pairable, other: Pairable) -> bool:
    """新开工12个 promised; 开工14个,其中新开工11个: beside the answer the same paragraph tells of the same thing with the promise's very verb."""
    verbs, scale = promise.thing.verbs, promise.scale
    beside = other is not answer and (other.row.report, other.row.paragraph) == (answer.row.report, answer.row.paragraph)
    return beside and other.scale == answer.scale == scale and other.thing.core == answer.thing.core and other.thing.verbs == verbs != answer.thing.verbs


@lru_cache(2**14)
def kept_apart(p: str, a: str) -> bool:
    """农村 in one name and 城市 in the other, 粮食 and 煤炭 before one measure: two things, however alike the rest is."""
    return _of_others(p, a) or _is_swapped(p, a) or said_apart(p, a)


def said_apart(p: str, a: str) -> bool:
    """Does each hold another word of those that keep two things apart? 国土绿化, 绿地."""
    return any((x := {w for w in group if w in p}) and (y := {w for w in group if w in a}) and not x & y for group in lexicon().apart)


def _is_swapped(p: str, a: str) -> bool:
    """绿色企业比例, 绿色电力比例: one word in the place of another before the same head. A verb is no such word, nor is a limit (超10亿元的), a word that
    holds for many (为企业减负, 为经营主体减负), or a quality in the place of a thing (补贴性技能培训, 职业技能培训).
    """
    words = ((p[i:j], a[k:m]) for (op, i, j, k, m), (_, *head) in pairwise(_steps(p, a)) if op == "replace" and head[1] - head[0] > 1)
    return any(
        min(len(x), len(y)) > 1 and set(x).isdisjoint(y) and not (_LIMITS.search(x + y) or {x, y} & lexicon().does.keys() or _are_loose(x, y)) for x, y in words
    )


@lru_cache(2**14)
def _steps(p: str, a: str) -> tuple[tuple[str, int, int, int, int], ...]:
    """How the one name becomes the other. An office's names come back every year."""
    return tuple(SequenceMatcher(None, p, a, autojunk=False).get_opcodes())


def _are_loose(x: str, y: str) -> bool:
    """Does one hold for many (为企业), or name a quality (补贴性) where the other names a thing?"""
    plain = lexicon().common | lexicon().people
    return any(word[0] in _FOR and word[1:] in plain for word in (x, y)) or (x[-1] == _QUALITY) != (y[-1] == _QUALITY)


def is_reworded(promise: Pairable, answer: Pairable) -> bool:
    """补贴性技能培训 for 职业技能培训: of one deed and unit only such a word is another."""
    p, a = promise.thing, answer.thing
    if promise.scale != answer.scale or aspect_of(promise.row) != aspect_of(answer.row) or not same_verbs(p.does, a.does):
        return False
    steps = [step for step in _steps(p.core, a.core) if step[0] != "equal"]
    if [op for op, *_ in steps] != ["replace"]:
        return False
    _, i, j, k, m = steps[0]
    return len(p.core) - j > 1 and p.core[j:] not in lexicon().common and _are_loose(p.core[i:j], a.core[k:m]) and not kept_apart(p.core, a.core)


def _of_others(p: str, a: str) -> bool:
    """One measure of two things whose names share no character."""
    owners = [(p.removesuffix(m), a.removesuffix(m)) for m in lexicon().measures if p.endswith(m) and a.endswith(m)]
    own = [(x, y) for whole in owners for x, y in (whole, tuple(_PLAIN_ENDS.sub("", o) for o in whole))]
    return any(x and y and set(x).isdisjoint(y) for x, y in own)


def are_two(promise: Pairable, answer: Pairable) -> bool:
    """Two known indicators of which neither is the other's whole; 固定资产投资 and 工业投资占固定资产投资比重: alike words do not make them one."""
    if promise.canonical and answer.canonical and promise.canonical != answer.canonical:
        p, a = promise.row.indicator, answer.row.indicator
        return not (p.endswith(a) or a.endswith(p))
    owner, of, _ = answer.row.indicator.partition("占")
    grows = aspect_of(promise.row) == "growth"
    return grows and bool(of and answer.key) and _SHARE.search(answer.row.indicator) is not None and promise.thing.core != core_of(owner)


def says_too_little(promise: Pairable, answer: Pairable) -> bool:
    """整体提升100所学校 and 10所学校入选: a name that many things share, of which not even the same is done."""
    p, a, words = promise.thing, answer.thing, lexicon()
    vague = is_vague(promise.row) or p.core in words.common or p.core in words.people
    counted = promise.scale in _COUNTS or not promise.scale.isascii()  # 所, 户; scales of what is measured have English names
    return vague and counted and not (p.does and same_verbs(p.does, a.does)) and not _one_head(promise.row, answer.row)


def is_bare(promise: Pairable, answer: Pairable) -> bool:
    """企业162万户 for 科技型中小企业1.5万户: all of a sort, where the promise was of some and no deed is the same. 规上企业2万家 for
    规上企业数智化转型1万家: how many there are, where the promise was to change them."""
    p, a = promise.thing, answer.thing
    if p.core.startswith(a.core) and _CHANGE.fullmatch(p.core[len(a.core) :]) and not a.verbs:
        return True
    plain = a.core in lexicon().common | lexicon().people
    return plain and p.core != a.core and p.core.endswith(a.core) and not (p.does and a.does and same_verbs(p.does, a.does))


def is_part(promise: Pairable, answer: Pairable) -> bool:
    """规上装备工业增加值 for 规上工业增加值: how much a part grew does not tell how much all of it grew, nor 高速公路 how long all roads are."""
    p, a = promise.thing.core, answer.thing.core
    steps = [(op, a[k:m]) for op, _, _, k, m in _steps(p, a) if op != "equal"]
    narrower = bool(steps) and not a.startswith(p) and all(op == "insert" and len(word) > 1 and word[-1] not in _AND for op, word in steps)
    begun = promise.thing.stage == "started" != answer.thing.stage and p.endswith(tuple(lexicon().common))  # 新开工重点项目, 实施重点技改项目
    return narrower and (aspect_of(promise.row) == "growth" or _OF_ALL.search(promise.row.indicator) is not None or begun)


def any_order(core: str) -> str:
    """The same for 工业用地整备 and 整备工业用地; short names keep their order."""
    return "".join(sorted(core)) if len(core) > 3 else core
