"""Enumerations: subjects for 分别 and 各, growths in a row, a process named once at the end for all before it.

Comes in: the words before the numbers, or a clause in its context. Goes out: names, or remarks; none where the clause enumerates nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from builder.analysis.figures import changes
from builder.analysis.figures.clauses import Clause
from builder.analysis.figures.drafts import Beside, Context, Draft, Remark, Slot, cut_slots
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.naming import Naming, noun_of
from builder.analysis.figures.parts import is_measured, leans, subjects_of, whole_names
from builder.analysis.figures.stating import basis_in, qualifier_in, state, state_growths
from builder.analysis.figures.subjects import NAME_LIMIT, name_before, trim_lead, trim_tail
from builder.frozen import replace

_LONGEST_AND = 2  # 以及
_BETWEEN = re.compile(r"(?<!\d)(?!20\d\d年)\d")
Remarks = tuple[Remark, ...] | None


def spread_comparison(values: list[Mention]) -> list[Mention]:
    """分别稳定在98%、95%以上: a qualifier said once holds for all."""
    signs = {m.comparison for m in values} - {"eq"}
    return [replace(m, comparison=min(signs)) for m in values] if len(signs) == 1 else values


def each_of(said: str, words: Grammar, *, is_rate: bool) -> list[str]:
    """新建学校、医院各 + 2所 → 新建学校, 新建医院; empty without 各 or 分别 (for rates also 均) or with one subject only."""
    each = words["name.each-rate" if is_rate else "name.each"].search(said) or (words["name.each-of-two"].search(said) if is_rate else None)
    if not each:
        return []
    head = trim_tail(said[: each.start()], words)
    verb = words["name.kept-start"].match(trim_lead(head, words))
    parts = [trim_lead(p, words) for p in words["name.and"].split(head) if p.strip()]
    if len(parts) < 2:
        return []
    lead = words["name.kept-start"].match(parts[-1])
    thing = parts[-1][lead.end() :] if lead else ""
    parts = [p + thing if words["name.kept"].fullmatch(p) else p for p in parts]
    own = words["name.measured-end"] if is_rate else words["name.kept-start"]  # 接待游客人次、旅游总花费均增长: no 花费 is 接待
    parts = whole_names(parts, words) if is_rate else parts
    return [p if not verb or words["name.kept-start"].match(p) or own.search(p) else verb[0] + p for p in parts]


def shared_process(context: Context) -> tuple[Remark, ...]:
    """151个小区、34间厂企雨污分流改造: what is done to the last is done to all; bare nouns take it along."""
    if len(context.clause.mentions) < 2:
        return ()
    own = tuple(takewhile(lambda d: d.clause == context.index, reversed(context.figures)))
    level = context.words["name.shared-level"].search(own[0].name) if len(own) > 1 else None
    if level and any(d.name.endswith("级") for d in own[1:]):  # 6个世界级、9个区域级产业集群
        return tuple(Beside(of, name=d.name + level[0]) for of, d in enumerate(own, 1) if of > 1 and d.name.endswith("级"))
    if heads := _shared_head(own, context):
        return heads
    process = context.words["name.shared-process"].search(own[0].name) if len(own) > 1 else None
    if not process or process.start() < 2:
        return ()
    return tuple(Beside(of, name=d.name + process[0]) for of, d in enumerate(own, 1) if of > 1 and d.name in context.words.lists["generic"])


def _shared_head(own: tuple[Draft, ...], context: Context) -> tuple[Remark, ...]:
    """11个煤层气、5个页岩气项目: what is counted in one unit, and says no more than of what kind, is of the head noun behind the last."""
    words = context.words
    head = words["name.shared-head"].search(own[0].name) if len(own) > 1 else None
    if head is None:
        return ()
    found: list[Remark] = []
    for of, (behind, d) in enumerate(pairwise(own), 2):
        said = words["name.and"].split(context.text[d.mention.after : behind.mention.outer].strip())[0]
        bare = d.name.endswith(said) and d.mention.unit == own[0].mention.unit and not words["name.counted-alone"].search(said)
        if not said or not bare:
            break
        found.append(Beside(of, name=d.name + head["head"]))
    return tuple(found)


def parted(clause: Clause, words: Grammar) -> tuple[Clause, ...]:
    """单位新增2家、+ 授权点、专业分别新增26个和52个: what is enumerated begins behind the figures before it."""
    at = clause.text.find("分别")
    if at < 0:
        return _parted_lists(clause, words)
    before = tuple(m for m in clause.mentions if m.start < clause.start + at)
    cut = clause.text.find("、", before[-1].after - clause.start, at) if before else -1
    if cut < 0 or len(clause.mentions) - len(before) < 2:
        return (clause,)
    start, outer = clause.start + cut + 1, clause.outer if clause.is_aside else clause.start + cut + 1
    return (
        replace(clause, end=start - 1, text=clause.text[:cut], mentions=before),
        replace(clause, start=start, outer=outer, text=clause.text[cut + 1 :], mentions=clause.mentions[len(before) :]),
    )


def _parted_lists(clause: Clause, words: Grammar) -> tuple[Clause, ...]:
    """城乡低保标准达740元和485元、+ 甲补贴达100元、+ 散居和集中养育孤儿补贴达1200元和1700元: each list of numbers, with the words before it, by itself."""
    pieces: list[list[Mention]] = []
    for before, m in zip((None, *clause.mentions), clause.mentions, strict=False):
        gap = clause.text[before.after - clause.start : m.outer - clause.start] if before else ""
        if not pieces or (gap.startswith("、") and len(gap) > _LONGEST_AND + 1):
            pieces.append([])
        pieces[-1].append(m)
    if len(pieces) < 2 or not any(_is_list(piece, clause, words) for piece in pieces):
        return (clause,)
    starts = [clause.start, *(piece[-1].after + 1 for piece in pieces[:-1])]
    ends = [*(start - 1 for start in starts[1:]), clause.end]
    return tuple(
        replace(
            clause, start=start, outer=clause.outer if clause.is_aside or start == clause.start else start, end=end,
            text=clause.text[start - clause.start : end - clause.start if end < clause.end else None], mentions=tuple(piece),
        ) for start, end, piece in zip(starts, ends, pieces, strict=True)
    )  # fmt: skip


def _is_list(piece: list[Mention], clause: Clause, words: Grammar) -> bool:
    """Are the numbers of one unit and one right after the other, behind a measure of two things named in it?"""
    if len(piece) < 2 or len({(m.unit, m.dimension) for m in piece}) > 1 or any(b.outer - a.after > _LONGEST_AND for a, b in pairwise(piece)):
        return False
    head = trim_tail(clause.text[: piece[0].outer - clause.start].rpartition("、")[2], words)
    return is_measured(head, words) and len(subjects_of(head, len(piece), words)) == len(piece)


def respectively(context: Context) -> Remarks:
    """A和B分别为1、2: as many subjects as numbers, in order; or one growth each for the figures before. Silent where nobody can tell which is whose."""
    clause, words = context.clause, context.words
    at = clause.text.find("分别")
    values = [m for m in clause.mentions if m.start >= clause.start + at] if at >= 0 else []
    if not values or (len(values) == 1 and not _BETWEEN.search(clause.text[at : values[0].start - clause.start])):
        return None
    if len(values) < max(2, len(clause.mentions)) or _BETWEEN.search(_blanked(context, values)):
        return ()  # 超10万元、超30万元的村分别占5%、6%; 分别惠及3500万、2300万人次: some number is not known for what it is
    between = context.text[clause.start + at : values[0].outer]
    head = changes.strip_comparison(clause.text[:at], words)
    if not head.strip() and context.leads and is_measured(context.spoken.rstrip(), words):
        head = context.spoken  # 钢材、多晶硅的产量,分别增长5%、6%
    # 较2020年分别下降5%、6% is of several years
    change = changes.read_change(clause.text[: values[0].outer - clause.start], values[0], context.year, words, context.ahead)
    return _one_each(head, between, values, change, context)


def listed(context: Context) -> Remarks:
    """改造供热、供水管网 + 80公里、60公里: as many things as numbers of one unit, one right after the other."""
    mentions = context.clause.mentions
    if len(mentions) < 2 or len({(m.unit, m.dimension) for m in mentions}) > 1:
        return None
    if any(following.outer - m.after > _LONGEST_AND for m, following in pairwise(mentions)):
        return None  # words of their own stand between
    slots = cut_slots(context.clause, context.words)
    if any(s.before.strip() for s in slots[1:]) or any(s.after.strip() for s in slots):
        return None
    change = changes.read_change(slots[0].before, mentions[0], context.year, context.words, context.ahead)
    head = changes.strip_comparison(change.subject if change else slots[0].before, context.words)
    if not is_measured(trim_tail(head, context.words), context.words):
        return ()
    return _one_each(head, "", [*mentions], change, context, one_verb=True)


def _one_each(head: str, between: str, values: list[Mention], change: changes.Change | None, context: Context, *, one_verb: bool = False) -> Remarks:
    """One figure for each subject of an enumeration; () where they are more or fewer than the numbers."""
    words, values = context.words, _in_one_unit(spread_comparison(values))
    first = values[0]
    compared = words["change.compared"].search(between) if first.dimension == "points" and not change else None
    done = changes.completes(between, first, words)
    share = words["name.share"].search(between) if first.dimension == "percent" and not change and not done else None
    are_rates = compared is not None or (first.dimension == "percent" and not change and not done and not share)
    head = head if is_measured(trim_tail(head, words), words) else head + (_measured_by(between, words) if not change and not done else "")
    subjects = subjects_of(head, len(values), words, are_rates=are_rates, one_verb=one_verb)
    rate = name_before(head, words)
    if not subjects and change:
        return () if rate else _grow_each(values, change, context)
    subjects = subjects or _rates_of_last(rate, len(values), context, are_shares=share is not None)
    told = [(Slot(mention, between, ""), subject) for mention, subject in zip(values, subjects, strict=bool(subjects)) if subject]
    said = {word for m in values if (word := qualifier_in(m, context))}
    shared = min(said) if len(said) == 1 and len({m.comparison for m in values}) == 1 else ""
    if change:
        drafts = state_growths([s for _, s in told], [slot for slot, _ in told], change, context, shared)
    else:
        how = compared["how"] if compared else trim_tail(between[share.start() :], words) if share else ""
        how = "占比" if how == "占" else how
        measure = "delta" if compared else "completion" if done else "share" if share else "level"
        drafts = tuple(
            state(slot, context, Naming((subject + how)[-NAME_LIMIT:], noun_of(subject, words), rule="name.respectively"), measure, qualifier=shared)
            for slot, subject in told
        )  # fmt: skip
    return tuple(
        replace(d, because=(*d.because, "name.leans")) if leans(subject, subjects[0], words) else d for d, (_, subject) in zip(drafts, told, strict=True)
    )  # fmt: skip


def _measured_by(between: str, words: Grammar) -> str:
    """交通、水利分别完成投资 + 30亿元、20亿元: what is measured of each stands behind 分别."""
    said = trim_lead(trim_tail(between.removeprefix("分别"), words), words)
    return said if words["name.shared-end"].fullmatch(said) else ""


def _in_one_unit(values: list[Mention]) -> list[Mention]:
    """高于全国2.2个、3.7个百分点: 个 is the beginning of the last unit."""
    last = values[-1]
    return [replace(m, unit=last.unit, dimension=last.dimension) if last.unit.startswith(m.unit) and last.dimension == "points" else m for m in values]


def _blanked(context: Context, values: list[Mention]) -> str:
    """The words behind 分别, without the values."""
    ends = [*(m.outer for m in values[1:]), context.clause.end]
    said = context.text[context.clause.start : values[0].outer].partition("分别")[2]
    return " ".join([said, *(context.text[m.after : end] for m, end in zip(values, ends, strict=True))])


def growths_listed(context: Context) -> Remarks:
    """…达到38560元、21430元,增长4.6%、6.9%: growths without 分别."""
    if len(context.clause.mentions) < 2 or any(m.dimension != "percent" for m in context.clause.mentions):
        return None
    slots = cut_slots(context.clause, context.words)
    if any(s.before.strip() for s in slots[1:]):
        return None
    change = changes.read_change(slots[0].before, slots[0].mention, context.year, context.words, context.ahead)
    return _grow_each([s.mention for s in slots], change, context) or None if change and not name_before(change.subject, context.words) else None


def _rates_of_last(rate: str, count: int, context: Context, *, are_shares: bool) -> list[str]:
    """抽检食品1200批次、药品160批次,合格率分别为98%、99%: the rate of each of the figures before; or their shares (分别恢复到2019年的112%、108%)."""
    last = context.figures[-count:]
    if not (rate or are_shares) or len(last) < count or last[0].clause != last[-1].clause:
        return []
    return [(d.noun + rate)[-NAME_LIMIT:] for d in last]


def _grow_each(values: list[Mention], change: changes.Change, context: Context) -> tuple[Remark, ...]:
    """…30亿元、40亿元,分别增长5%、6%: one growth for each of the last figures."""
    last = context.figures[-len(values) :]
    if change.percent is None or len(last) < len(values) or any(d.growth is not None or d.measure == "growth" for d in last):
        return ()
    if change.measure != "growth":  # 较2020年分别增长5%、6%: no growth on the year before
        means = state_growths([d.noun for d in last], [Slot(m, "", "") for m in values], change, context) if change.measure == "annual_average" else ()
        return (*(Beside(of, quote_end=context.clause.last) for of in range(len(values), 0, -1)), *means)
    sign = -1 if change.percent < 0 and values[0].value > 0 else 1
    basis, said = basis_in(context.clause.text, context), min({word for m in values if (word := qualifier_in(m, context))}, default="")
    return tuple(
        Beside(
            of, growth=sign * float(mention.value), growth_comparison=mention.comparison, growth_qualifier=said,
            other_basis=basis, quote_end=context.clause.last,
        ) for of, mention in zip(range(len(values), 0, -1), values, strict=True)
    )  # fmt: skip
