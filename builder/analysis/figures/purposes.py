"""What a sum of money is for: 投资320万元完成了7栋楼改造 is the money of the rebuilding.

Comes in: the words before and after a sum. Goes out: whether it needs a thing to be named by, and which.
"""

from __future__ import annotations

from builder.analysis.figures.clauses import BLANK
from builder.analysis.figures.drafts import Slot
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.subjects import name_after, name_before, shorten, trim_lead


def spends_on_next(slot: Slot, words: Grammar) -> bool:
    """投资2130万元完成了 + 26栋楼改造: what a bare sum is spent on is the next thing counted."""
    return slot.mention.dimension == "money" and not slot.closed and bool(words["name.spent-on"].fullmatch(slot.after)) and needs_thing(name_before(slot.before, words), words)


def needs_thing(before: str, words: Grammar) -> bool:
    return not before or any(p.fullmatch(before) for p in (words["name.kept"], words["name.amount"], words["name.spends"]))


def bare_amount(before: str, words: Grammar) -> str:
    """筹措资金 → 资金: the verb gives way to the thing it is spent on."""
    match = words["name.amount"].fullmatch(before)
    return match["amount"] if match else "资金" if words["name.spends"].fullmatch(before) else before


def thing_of_sum(after: str, words: Grammar) -> str:
    """What a sum is for: 2100万元 + 启动丹山村工业园改造 → 丹山村工业园改造."""
    thing = trim_lead(after.replace(BLANK, "").strip().removeprefix("的"), words)
    if words["change.since"].match(thing):
        return ""  # 完成投资3亿元同比增长12%
    thing = words["name.fund"].sub(r"\g<aim>\g<fund>", thing)
    thing = thing.partition("、")[0]
    noun, _ = name_after(thing, words)
    thing = noun if len(noun) >= 4 else thing
    return shorten(thing, words, keep_head=True)[:18] if len(thing) >= 2 else ""
