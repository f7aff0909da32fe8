"""When two names of figures mean one thing: strict, because a wrong pair is worse than none.

Comes in: rows. Goes out: the key under which promises and outcomes meet. Canonical indicators meet by id;
others by their own words, where only the order of words and what merely says "carried out" may differ.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import IndicatorRules, indicator_key
from builder.analysis.things import lexicon, verbs_of
from builder.content.indicators import Indicator

# Words that say that something was carried out, not what: 完成农房风貌提升, 农房风貌提升.
_CARRIED_OUT = re.compile(r"^(?:全年|年内|累计|共|计划|力争|确保|完成|实现|开展|组织|推进|实施|落实|发生)+(?=..)")
_DEED_LAST = re.compile(r"^(?P<thing>[^、]{3,})(?P<deed>改造|整治|修复|治理|清淤|盘活)$")  # 城中村改造, 改造城中村
_COUNT_WORD = re.compile(r"(?<=..)[起宗件例户家个次]?数$")
# Verbs that bring about one and the same result; what they bring about stays in the key.
_ALIKE = (
    (re.compile(r"^(?:新建成|新建|建成|建设|建好|完成建设)"), "建"),
    (re.compile(r"^(?:新培育|培育|新认定|认定|新获评|获评)"), "育"),
    (re.compile(r"^(?:整治改造|改造提升|改造)"), "改"),
)
_VAGUE = re.compile(
    r"^(?:总|计划|完成|年度|共|在建)*(?:投入|投资|资金|金额|面积|收入|产值|规模|长度|长|里程|人数|总数|数量|总量|比例|占比|比重|增速|增幅|企业|项目|单位|问题|活动|任务|人员|群众|人|户|个|宗"
    r"|省|市|州|区|县|县\(市、区\)|县市区|乡镇|乡|镇|街道|社区|行政村|自然村|村|小区|学校|医院|机构|家庭|园区|年销售收入|年产值|年收入)(?:额|总额|数)?$"
)
_SHORTEST, _WORD = 2, 3
_NEW = "新增"
_TOTAL = "总"


def full_name(row: IndicatorRow) -> str:
    """The row's own words, with what a bare rate is the rate of: 信访件办结率. A known name (城镇化率) needs no more."""
    return row.indicator if row.canonical else joined_name(row.context, row.indicator)


def joined_name(whole: str, name: str) -> str:
    """What both name is said once, of 运营里程 and 总里程 too."""
    if not whole or whole in name:
        return name
    if name[0] == _TOTAL and whole.endswith(name[1:]):
        return whole.removesuffix(name[1:]) + name
    return whole[: len(whole) - next((n for n in range(len(name), 1, -1) if whole.endswith(name[:n])), 0)] + name


def canonical_of(row: IndicatorRow, rules: IndicatorRules) -> Indicator | None:
    """The canonical indicator a row is about; also where 新增 stands elsewhere in the name: 公办学位新增."""
    if row.canonical:
        return rules.by_id.get(row.canonical)
    if row.measure == "growth" and (whole := lexicon().growths.get(row.indicator)):
        return rules.canonical(whole)
    return rules.canonical(_NEW + row.indicator.replace(_NEW, "", 1)) if _NEW in row.indicator else None


def canonical_id(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The canonical indicator's id; empty if there is none."""
    known = None if row.canonical else canonical_of(row, rules)
    return known.id if known else row.canonical


def subject_key(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The canonical indicator's id, else the key of the row's own words."""
    return canonical_id(row, rules) or own_key(full_name(row))


@lru_cache(maxsize=2**16)
def own_key(name: str) -> str:
    """A name's key: 新建标准厂房 and 建成标准厂房 are one, 新增床位 and 床位 are two.

    Pure and asked of every figure many times over, so it is remembered.
    """
    key = _CARRIED_OUT.sub("", _COUNT_WORD.sub("", indicator_key(name)))
    key = _DEED_LAST.sub(_deed_first, key)
    for pattern, word in _ALIKE:
        changed = pattern.sub(word, key)
        if changed != key and len(changed) > _WORD:
            return changed
    return key


def _deed_first(said: re.Match[str]) -> str:
    """Where no deed stands in front already: 提升改造 of 综合治理 is of one word."""
    return said[0] if verbs_of(said["thing"]) else said["deed"] + said["thing"]


def is_vague(row: IndicatorRow) -> bool:
    """Does the name say too little to be sure that another report means the same thing?"""
    return not row.canonical and _is_vague(full_name(row))


@lru_cache(2**14)
def _is_vague(name: str) -> bool:
    key = own_key(name)
    return len(key) < _SHORTEST or _VAGUE.match(key) is not None


def is_named(row: IndicatorRow) -> bool:
    """Is the row's name a known one or a clean noun phrase, and no leftover of its sentence (任务, 作连片改造)?"""
    return row.named or bool(row.canonical)


def tells_one_thing(row: IndicatorRow) -> bool:
    """Does the name alone say what is counted, so that two figures of that name are of one thing?"""
    return is_named(row) and not is_vague(row)


def same_rate(promise: IndicatorRow, outcome: IndicatorRow) -> bool:
    """矛盾纠纷化解率 promised; 排查化解矛盾纠纷157宗，化解率97% reported: a bare rate and what it is the rate of."""
    rate, whole = indicator_key(outcome.indicator), indicator_key(promise.indicator)
    of = whole.removesuffix(rate)
    return rate.endswith("率") and of != whole and len(of) >= 2 and of in indicator_key(outcome.context)
