"""What a quantity says, one reader for each way of saying it, in reading order.

Comes in: a slot and its context. Goes out: remarks. The first reader that knows the words reads them (``read_slot``): none (``None``) leaves them
to the next, no remarks (``()``) say nothing that is not said already.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import isclose

from builder.analysis.figures import changes
from builder.analysis.figures.clauses import BLANK
from builder.analysis.figures.drafts import Beside, Context, Draft, Remark, Slot
from builder.analysis.figures.naming import Naming, name_level, noun_of, noun_said, of_same_port, other_grown
from builder.analysis.figures.series import each_of
from builder.analysis.figures.stating import basis_in, qualifier_in, state, state_growth, state_growths
from builder.analysis.figures.subjects import NAME_LIMIT, name_after, name_before, starts_with_verb, thing_name, trim_lead

Remarks = tuple[Remark, ...] | None
_RATES = {"percent", "points", "times"}


def over_plan(slot: Slot, context: Context) -> Remarks:
    """超额 + 25% + 完成2024年申报任务: how far beyond a plan, of the task, of words of its own or of the figure before."""
    mention, words = slot.mention, context.words
    if not changes.over_completion(slot.before, slot.after, mention, words):
        return None
    whole = slot.before + context.text[mention.outer : mention.after] + slot.after
    said = whole[whole.find("超") :].strip(" " + BLANK)
    task = trim_lead(slot.after.lstrip().removeprefix("完成"), words) if slot.after.strip() else ""
    own = name_before(slot.before.partition("超")[0], words)
    if not task and not own and context.last:
        return (Beside(self_reported=said, quote_end=context.clause.last),)
    subject = (task or own or noun_said(context))[-NAME_LIMIT:]
    return (state(slot, context, Naming(subject, subject), "over_completion", self_reported=said),) if subject else ()


def beside_others(slot: Slot, context: Context) -> Remarks:
    """增长12.6%,高出全省平均增速 + 3个百分点: how far the figure before is from another's is a side fact of it."""
    if not context.words["change.others"].search(slot.before):
        return None
    return (Beside(quote_end=context.clause.last),) if context.last and context.index - context.last.clause <= 2 else ()


def of_amount(slot: Slot, context: Context) -> Remarks:
    """再就业650人,完成年目标任务 + 600人 + 的108%: the amount of a plan, or of another year, and how much of it the figure before is."""
    mentions, words = context.clause.mentions, context.words
    for amount, share in pairwise(mentions):
        if share.dimension != "percent" or context.text[amount.after : share.outer].strip() != "的" or not context.last:
            continue
        said = words["done.of-amount"].search(context.text[context.clause.start : amount.outer])
        if slot.mention is amount or (slot.mention is share and not said):
            return ()
        if said and slot.mention is share:
            return (Beside(self_reported=context.text[context.clause.start + said.start() : share.end].strip(), quote_end=context.clause.last),)
    return None


def of_plan(slot: Slot, context: Context) -> Remarks:
    """7亿元,完成年初预算 + 137.3%: how much of a plan the figure before is."""
    done = changes.completes(slot.before, slot.mention, context.words)
    subject = name_before(slot.before[: done.start()], context.words) if done else ""
    if not done or not context.last or (subject and subject not in context.words.lists["facets"]):
        return None
    start = slot.mention.outer - len(slot.before) + done.start()
    return (Beside(self_reported=context.text[start : slot.mention.end].strip(), quote_end=context.clause.last),)


def growth_of_each(slot: Slot, context: Context) -> Remarks:
    """进口、出口均增长 + 5%: a growth for each thing named."""
    if not slot.change:
        return None
    parts = _each(slot.change.subject, slot, context)
    return state_growths(parts, [slot] * len(parts), slot.change, context) or None


def growth_of_last(slot: Slot, context: Context) -> Remarks:
    """16亿元,同比增长 + 5%: the growth of the figure before; by an amount, or over years, it adds no more than its words, the mean of a year (年均) a row."""
    of, last = _spoken_of(slot, context)
    change = slot.change
    if not change or not last or not _is_near(last, context) or _grown(change, context) or other_grown(context):
        return None
    if slot.mention.dimension == "times" and last.mention.dimension == "percent":
        return ()  # 纠错205件,纠错率24%,较去年54件增长了近3倍: of the cases, and no rate
    basis = basis_in(slot.before, context) or changes.real_growth(slot.before, last.name, context.words) or last.other_basis
    change = changes.eased(change, last.name, context.words)
    if change.measure not in {"growth", "level"} or last.growth is not None or last.measure in {"growth", "delta"}:
        beside = Beside(of, other_basis=basis, quote_end=context.clause.last)
        return (beside, state_growth(last.noun, slot, change, context)) if change.measure == "annual_average" and last.measure != "growth" else (beside,)
    growth = Beside(
        of, other_basis=basis, growth=change.percent, growth_comparison=slot.mention.comparison, growth_qualifier=qualifier_in(slot.mention, context),
        because=(*last.because, change.rule), quote_end=context.clause.last,
    )  # fmt: skip
    return (growth,)


def _spoken_of(slot: Slot, context: Context) -> tuple[int, Draft | None]:
    """Which figure, counted back, the words go on about: 企业839户,注册资本35亿元,增加563户,增长204% tells both of the 839; else the last."""
    recent = list(enumerate(reversed(context.figures[-3:]), 1))
    if not recent:
        return 1, None
    last, change = recent[0][1], slot.change
    if change and change.percent is None and slot.mention.unit != last.mention.unit:
        return next(((of, d) for of, d in recent if d.mention.unit == slot.mention.unit and d.measure == "level"), (1, last))
    if last.measure in {"delta", "annual_average"} and len(recent) > 1 and (whole := recent[1][1]).noun and last.noun.startswith(whole.noun):
        return 2, whole  # 收入8103万元,比上年增收1284万元,增长18.8%; 收入9亿元,年均增长6%,2021年增长5%
    if change and change.percent is not None and len(recent) > 1 and _is_share_of(last, recent[1][1], context):
        return 2, recent[1][1]  # 增加值98亿元,占全市23.7%,同比增长5.6%: a share moves by points
    return max(recent, key=lambda figure: (figure[1].quote_end, -figure[0]))


def _is_share_of(last: Draft, whole: Draft, context: Context) -> bool:
    """Is a percentage what an amount before it, of which no growth was told, makes of something?"""
    if last.mention.dimension != "percent" or whole.mention.dimension == "percent" or whole.growth is not None or not whole.noun:
        return False
    return last.name.startswith(whole.noun) and context.words["name.share"].match(last.name, len(whole.noun)) is not None


def _is_near(last: Draft, context: Context) -> bool:
    """Has no more than a clause been said since a figure, or nothing since what was told beside it?"""
    return context.index - last.clause <= 2 or not context.text[last.quote_end : context.clause.start].strip(",;、 ")


def things_added(slot: Slot, context: Context) -> Remarks:
    """较上年增加 + 25 + 个床位: what was added is named behind its number."""
    if not slot.change or slot.change.percent is not None or slot.mention.dimension != "count":
        return None
    noun, rest = name_after(slot.after, context.words)
    if not noun or starts_with_verb(slot.after, context.words):
        return None
    return (state(slot, context, Naming(thing_name(noun, rest, "", context.words), noun)),)


def growth(slot: Slot, context: Context) -> Remarks:
    """进出口总额增长 + 5%: a growth with a subject, or of what the sentence spoke of."""
    change = slot.change
    if not change:
        return None
    grown = of_same_port(_grown(change, context), context)
    # 经济增长5%: the bare noun alone would say nothing
    subject = grown + change.word if len(grown) == 2 and change.percent is not None else grown or other_grown(context) or noun_said(context)
    return (state_growth(subject, slot, changes.eased(change, subject, context.words), context),) if subject else ()


def distance(slot: Slot, context: Context) -> Remarks:
    """民间投资增速高于全国 + 2.1个百分点: how far it is from another; of the figure before it is a side fact."""
    if slot.mention.dimension != "points":
        return None
    other = context.words["change.compared"].search(slot.before)
    subject = name_before(slot.before[: other.start()], context.words) if other else ""
    if not other or not subject or subject in context.words.lists["facets"]:
        return ()
    return (state(slot, context, Naming((subject + other["how"])[-NAME_LIMIT:], subject, rule="change.compared"), "delta"),)


def multiple(slot: Slot, context: Context) -> Remarks:
    """1935亿元,是2020年的 + 2.6倍: a side fact of the figure before."""
    return () if slot.mention.dimension == "times" and context.last and context.words["part.times-of"].search(slot.before) else None


def level_of_each(slot: Slot, context: Context) -> Remarks:
    """新建学校、医院各 + 2所: a figure for each thing named."""
    parts = _each(slot.before, slot, context)
    return tuple(state(slot, context, Naming(part, noun_of(part, context.words), rule="name.each")) for part in parts) or None


def level_of_growth(slot: Slot, context: Context) -> Remarks:
    """GDP增长5%,达到 + 165亿元 / 提高2个百分点,达到 + 61%: the level of the change just named."""
    mention, last, words = slot.mention, context.last, context.words
    if last is None or last.measure not in {"growth", "delta"} or other_grown(context) or (last.measure == "growth" and mention.dimension in _RATES):
        return None
    if last.measure == "delta" and (last.mention.dimension, mention.dimension) != ("points", "percent") and last.mention.unit != mention.unit:
        return None
    own = name_before(slot.before, words)
    if (own and own not in words.lists["facets"]) or name_after(slot.after, words)[0]:
        return None
    arrived = Beside(
        name=last.noun if last.measure == "delta" else last.name, mention=mention, value=mention.value, measure="level", flow="", quote_end=context.clause.last,
        qualifier=qualifier_in(mention, context), growth_comparison=last.mention.comparison, growth_qualifier=last.qualifier,
    )  # fmt: skip
    return (arrived,)


def repeated(slot: Slot, context: Context) -> Remarks:
    """粮食产量752亿斤,连续11年超 + 750亿斤: what was just said, again."""
    return () if context.last and context.words["part.years-running"].search(slot.before) else None


def on_other_basis(slot: Slot, context: Context) -> Remarks:
    """36微克/立方米,剔除沙尘影响为 + 34: the figure before on another basis."""
    if slot.change or not context.last or slot.mention.unit != context.last.mention.unit:
        return None
    basis = context.words["scope.basis"].fullmatch(name_before(slot.before, context.words))
    return (Beside(other_basis=basis[0], quote_end=context.clause.last),) if basis else None


def sum_of_all(slot: Slot, context: Context) -> Remarks:
    """新建7个、改建16个,共计 + 23个: of several things together, so of none of them."""
    total, words = slot.mention, context.words
    if not words["part.sum"].search(slot.before) or name_before(slot.before, words) or name_after(slot.after, words)[0]:
        return None
    values = [float(d.value) for d in reversed(context.figures) if d.value is not None and d.mention.unit == total.unit]
    return () if any(isclose(sum(values[:n]), total.value) for n in range(2, len(values) + 1)) else None


def level(slot: Slot, context: Context) -> Remarks:
    """新增公办学位 + 6260个: how much there is, with its name."""
    naming = name_level(slot, context)
    if not naming or not naming.name:
        return ()
    mention, words = slot.mention, context.words
    done, to_date = changes.completes(slot.before, mention, words), words["part.to-date"].search(slot.before)
    measure = "completion" if done else "range" if mention.value_max is not None else "share" if mention.dimension == "percent" else ""
    return (state(slot, context, naming, measure or ("cumulative" if to_date else "level"), base=slot.base),)


def _each(said: str, slot: Slot, context: Context) -> list[str]:
    if len(context.clause.mentions) > 1:
        return []
    return each_of(changes.strip_comparison(said, context.words), context.words, is_rate=slot.mention.dimension == "percent")


def _grown(change: changes.Change, context: Context) -> str:
    """The subject of a change; empty where its words name none: 增速, or 稳居全国前十、增长4.8%."""
    subject = name_before(change.subject, context.words)
    basis = context.words["scope.basis"].search(subject)
    subject = subject[: basis.start()] if basis and subject[basis.end() :] in {"", "后"} else subject  # 财政收入剔除减税因素后
    return "" if subject in context.words.lists["facets"] or changes.is_rank(subject, context.words) else subject


# The first that speaks has said it, so the order decides where two know the same words. ``level`` takes what is left. A growth of each thing
# named (growth_of_each) is none of one subject (growth); one without a subject is the figure's before (growth_of_last), before it is of things
# added or of what the sentence spoke of; a change by points (growth) is no distance from another. The rest know no words in common.
READERS: tuple[Callable[[Slot, Context], Remarks], ...] = (
    over_plan, beside_others, of_amount, of_plan, growth_of_each, growth_of_last, things_added, growth, distance, multiple, level_of_each,
    level_of_growth, repeated, on_other_basis, sum_of_all, level,
)  # fmt: skip


def read_slot(slot: Slot, context: Context) -> tuple[Remark, ...]:
    """What the first reader that knows the words of a quantity says of it."""
    return next((said for read in READERS if (said := read(slot, context)) is not None), ())
