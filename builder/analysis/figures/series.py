"""Enumerations: subjects for 分别 and 各, growths in a row, a process named once at the end for all before it.

Comes in: the words before the numbers, or a clause in its context. Goes out: names, or remarks; none where the clause enumerates nothing.
"""

from __future__ import annotations

from itertools import takewhile

from builder.analysis.figures import changes
from builder.analysis.figures.drafts import Beside, Context, Remark, Slot, cut_slots
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.naming import Naming, noun_of
from builder.analysis.figures.stating import basis_in, qualifier_in, state, state_growths
from builder.analysis.figures.subjects import NAME_LIMIT, name_before, trim_lead, trim_tail
from builder.frozen import replace


def subjects_of(head: str, count: int, words: Grammar) -> list[str]:
    """As many subjects as there are numbers: the last ones named before 分别; empty when there are fewer."""
    head = trim_tail(head, words)
    parts = [p for p in words["name.and"].split(head) if p.strip()]
    if len(parts) < count:
        return _pair(head, count, words)
    parts = parts[len(parts) - count :]
    parts[0] = trim_lead(parts[0], words)
    last = parts[-1]
    return [_with_end(p, last, words) for p in parts]


def _with_end(part: str, last: str, words: Grammar) -> str:
    """城镇 + 农村居民人均可支配收入, 居民医保 + 养老保险参保率: what is cut short shares the end of the last."""
    if part == last or last.startswith(part):
        return part
    if len(part) <= 3 and len(last) >= len(part) + 3:
        return part + last[len(part) :]
    head = words["name.shared-end"].search(last)
    if words["name.measured-end"].search(part):
        return part
    return part + head[0] if head and not words["name.shared-end"].search(part) else part


def spread_comparison(values: list[Mention]) -> list[Mention]:
    """分别稳定在98%、95%以上: a qualifier said once holds for all."""
    signs = {m.comparison for m in values} - {"eq"}
    return [replace(m, comparison=min(signs)) for m in values] if len(signs) == 1 else values


def _pair(head: str, count: int, words: Grammar) -> list[str]:
    """城乡低保标准 → 城镇低保标准, 农村低保标准."""
    for both, said in words.meanings["pairs"]:
        names = said.split("、")
        if count == len(names) and both in head:
            before, _, after = head.partition(both)
            return [name + after for name in names] if not trim_lead(before, words) else []
    return []


def each_of(said: str, words: Grammar, *, is_rate: bool) -> list[str]:
    """新建学校、医院各 + 2所 → 新建学校, 新建医院; empty without 各 or 分别 (for rates also 均) or with one subject only."""
    each = words["name.each-rate" if is_rate else "name.each"].search(said)
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
    return [p if not verb or words["name.kept-start"].match(p) or own.search(p) else verb[0] + p for p in parts]


def shared_process(context: Context) -> tuple[Remark, ...]:
    """151个小区、34间厂企雨污分流改造: what is done to the last is done to all; bare nouns take it along."""
    if len(context.clause.mentions) < 2:
        return ()
    own = tuple(takewhile(lambda d: d.clause == context.index, reversed(context.figures)))
    process = context.words["name.shared-process"].search(own[0].name) if len(own) > 1 else None
    if not process or process.start() < 2:
        return ()
    return tuple(Beside(of, name=d.name + process[0]) for of, d in enumerate(own, 1) if of > 1 and d.name in context.words.lists["generic"])


def respectively(context: Context) -> tuple[Remark, ...]:
    """A和B分别为1、2: as many subjects as numbers, in order; or one growth each for the figures before."""
    clause, words = context.clause, context.words
    at = clause.text.find("分别")
    if at < 0:
        return ()
    values = spread_comparison([m for m in clause.mentions if m.start >= clause.start + at])
    if len(values) < 2 or len(values) < len(clause.mentions):
        return ()
    between = context.text[clause.start + at : values[0].outer]
    said_of = clause.text[: values[0].outer - clause.start]  # 较2020年分别下降5%、6% is of several years
    change = changes.read_change(said_of, values[0], context.year, words)
    head = changes.strip_comparison(clause.text[:at], words)
    subjects = subjects_of(head, len(values), words)
    rate = name_before(head, words)
    if not subjects and change:
        # Which is whose is not told; that each is a growth is.
        return state_growths([rate] * len(values), [Slot(m, between, "") for m in values], change, context) if rate else _grow_each(values, change, context)
    subjects = subjects or _rates_of_last(rate, len(values), context)
    if not subjects:
        return ()
    slots = [Slot(mention, between, "") for mention in values]
    said = {word for m in values if (word := qualifier_in(m, context))}
    shared = min(said) if len(said) == 1 and len({m.comparison for m in values}) == 1 else ""
    if change:
        return state_growths(subjects, slots, change, context, shared)
    return tuple(
        state(
            slot, context, Naming(subject, noun_of(subject, words), rule="name.respectively"),
            "completion" if changes.completes(between, slot.mention, words) else "level", qualifier=shared,  # of a plan, not how much
        ) for slot, subject in zip(slots, subjects, strict=True)
    )  # fmt: skip


def growths_listed(context: Context) -> tuple[Remark, ...]:
    """…达到38560元、21430元,增长4.6%、6.9%: growths without 分别."""
    if len(context.clause.mentions) < 2 or any(m.dimension != "percent" for m in context.clause.mentions):
        return ()
    slots = cut_slots(context.clause, context.words)
    if any(s.before.strip() for s in slots[1:]):
        return ()
    change = changes.read_change(slots[0].before, slots[0].mention, context.year, context.words)
    return _grow_each([s.mention for s in slots], change, context) if change and not name_before(change.subject, context.words) else ()


def _rates_of_last(rate: str, count: int, context: Context) -> list[str]:
    """抽检食品1200批次、药品160批次,合格率分别为98%、99%: the rate of each of the figures before."""
    last = context.figures[-count:]
    if not rate or len(last) < count or last[0].clause != last[-1].clause:
        return []
    return [(d.noun + rate)[-NAME_LIMIT:] for d in last]


def _grow_each(values: list[Mention], change: changes.Change, context: Context) -> tuple[Remark, ...]:
    """…30亿元、40亿元,分别增长5%、6%: one growth for each of the last figures."""
    last = context.figures[-len(values) :]
    if change.percent is None or len(last) < len(values) or any(d.growth is not None or d.measure == "growth" for d in last):
        return ()
    if change.measure != "growth":  # 较2020年分别增长5%、6%: no growth on the year before
        return tuple(Beside(of, quote_end=context.clause.last) for of in range(len(values), 0, -1))
    sign = -1 if change.percent < 0 and values[0].value > 0 else 1
    basis, said = basis_in(context.clause.text, context), min({word for m in values if (word := qualifier_in(m, context))}, default="")
    return tuple(
        Beside(
            of, growth=sign * float(mention.value), growth_comparison=mention.comparison, growth_qualifier=said,
            other_basis=basis, quote_end=context.clause.last,
        ) for of, mention in zip(range(len(values), 0, -1), values, strict=True)
    )  # fmt: skip
