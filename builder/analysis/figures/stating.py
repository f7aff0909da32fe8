"""Figures as the readers state them: a quantity and a name, or a growth that stands for itself.

Comes in: a slot, its context and what it is called. Goes out: ``Draft`` values.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.analysis.figures.changes import Change
from builder.analysis.figures.drafts import Context, Draft, Slot
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.naming import Naming, noun_of
from builder.analysis.figures.rows import Flow
from builder.analysis.figures.subjects import NAME_LIMIT
from builder.analysis.figures.tidy import tidy
from builder.analysis.numerals import Number

_IN_PERCENT = {"times": 100, "points": 1}


def qualifier_in(mention: Mention, context: Context) -> str:
    """The word as printed that says how exact a number is: 余, 左右, 不少于; of two the one behind."""
    text = context.text
    if mention.comparison in {"eq", "range"}:
        return ""
    inside = context.words["number.inside"].search(text, mention.start, mention.end)
    return text[mention.end : mention.after].strip() or (inside["word"] if inside else text[mention.outer : mention.start].strip())


def basis_in(said: str, context: Context) -> str:
    """同口径增长4%, or 扣除价格因素, before it: on which other basis a growth is said."""
    pattern = context.words["scope.basis"]
    found = pattern.search(said) or (pattern.search(context.spoken) if context.leads else None)
    return found[0] if found else ""


def state(
    slot: Slot, context: Context, naming: Naming, measure: str = "level", *,
    value: Number | None = None, growth: float | None = None, base: float | None = None, flow: Flow = "", self_reported: str = "", qualifier: str = "",
) -> Draft:  # fmt: skip
    """A quantity with its name, as printed; of a growth ``value`` may be none."""
    mention, words, last, start = slot.mention, context.words, context.last, context.clause.outer
    if naming.inherited:
        spoken = context.leads and naming.noun in context.spoken and not (last and naming.noun in last.name)  # named right before, not with the last figure
        start = last.quote_start if last and not spoken else context.spoken_start if context.spoken_start >= 0 else start
    name = tidy(naming.name, words)
    return Draft(
        name, noun_of(name if naming.noun == naming.name else tidy(naming.noun, words), words), mention,
        mention.value if value is None and growth is None else value, measure, start, context.clause.last, context.index, (*mention.because[1:], naming.rule),
        growth, base=base, self_reported=self_reported, context=naming.context, part=context.is_part, qualifier=qualifier or qualifier_in(mention, context),
        flow=flow, said_from=slot.said_from,
    )  # fmt: skip


def state_growth(subject: str, slot: Slot, change: Change, context: Context, qualifier: str = "") -> Draft:
    """A growth as a figure of its own: 经济 + 增长5%, 从业人员 + 少2人; the sign is told where the name does not tell it."""
    mention, percent = slot.mention, change.percent
    unsaid = percent is not None or change.word in context.words.lists["comparing"]
    naming = Naming(subject if unsaid else (subject + change.word)[-NAME_LIMIT:], subject, inherited=subject not in context.clause.text, rule=change.rule)
    falls = percent < 0 < mention.value if percent is not None else unsaid and change.rule == "change.falls"
    value = -mention.value if falls else mention.value
    if change.measure in {"delta", "level"}:
        return state(slot, context, naming, change.measure, value=value, qualifier=qualifier)
    rate = round(float(value) * _IN_PERCENT.get(mention.dimension, 1), 6)
    if change.measure == "growth":  # 增长5%-5.5%: both ends are printed in one unit
        return state(slot, context, naming, "growth", value=None if mention.value_max is None else rate, growth=rate, flow="rate", qualifier=qualifier)
    return state(slot, context, naming, change.measure, value=rate if rate < 0 else value, flow="rate", qualifier=qualifier)


def state_growths(subjects: Iterable[str], slots: Iterable[Slot], change: Change, context: Context, qualifier: str = "") -> tuple[Draft, ...]:
    """One growth for each subject; where one has no words of its own its quote begins with that before it."""
    said: tuple[Draft, ...] = ()
    for subject, slot in zip(subjects, slots, strict=True):
        said = (*said, state_growth(subject, slot, change, context.after(said), qualifier))
    return said
