"""A sentence → the figures it states: who reads what, and in which order.

Comes in: the clauses of a sentence with their quantities. Goes out: its figures, joined of what the readers say. A clause
without a subject of its own (同比增长5%, 增速全市第二) adds to the figure before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from builder.analysis.figures import changes
from builder.analysis.figures.clauses import BLANK, Clause
from builder.analysis.figures.drafts import MONEY, Beside, Context, Draft, Remark, Slot, cut_slots
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.purposes import spends_on_next
from builder.analysis.figures.readers import read_slot
from builder.analysis.figures.series import Remarks, growths_listed, listed, parted, respectively, shared_process
from builder.analysis.figures.subjects import name_after, name_before, trim_lead
from builder.frozen import replace


def read_sentence(text: str, clauses: Sequence[Clause], words: Grammar, year: int, about: str = "") -> tuple[Draft, ...]:
    """The figures of a sentence in order; ``about``: a cell of a table speaks of its row."""
    spoken, start, at = about, -1, -1
    figures: tuple[Draft, ...] = ()
    for index, clause in enumerate(clauses):
        if clause.mentions or words["rank.word"].search(clause.text):
            figures = _read_clause(Context(text, words, year, clause, index, spoken, start, at == index - 1, figures)).figures
        if not clause.mentions and not words["name.slogan"].search(clause.text):
            spoken, start, at = clause.text, clause.start, index
    return figures


def _read_clause(context: Context) -> Context:
    if context.clause.mentions:
        for clause in parted(context.clause, context.words):
            piece = replace(context, clause=clause)
            whole = next((said for read in OF_CLAUSE if (said := read(piece)) is not None), None)
            piece = piece.after(whole or ())
            for slot in () if whole is not None else _own_words(piece):
                piece = piece.after(read_slot(slot, piece))
            context = replace(context, figures=piece.figures)
    for read in BEHIND:
        context = context.after(read(context))
    return context


def _own_words(context: Context) -> Iterator[Slot]:
    """The quantities that are figures, each with the words that are its own."""
    words, base, before, sized, changed = context.words, None, None, "", ""
    slots = cut_slots(context.clause, words)
    for cut, following in zip(slots, (*slots[1:], None), strict=True):
        slot = cut if before is None else replace(cut, before=before)
        if changed and slot.listed and not slot.before.strip("、和及 "):
            slot = replace(slot, before=changed)  # 同比减少1起、2人
        if slot.mention.dimension in MONEY and slot.after.startswith("的"):
            if slot.listed and sized and not slot.before.strip("、和及 "):
                slot = replace(slot, before=sized)  # 总投资4亿元的甲项目、3亿美元的乙项目
            found = words["name.sized"].search(slot.before)
            sized = found[0] if found else ""
        if following and words["change.from"].search(slot.before) and words["change.to"].search(following.before):
            base, before = float(slot.mention.value), words["change.from-on"].sub("", slot.before) + words["change.to"].sub("", following.before)
            continue  # 由61.5%提高 + 到83%
        if following and spends_on_next(slot, words):
            slot = replace(slot, after=slot.after + context.text[following.mention.outer : following.mention.after] + following.after)
        if following and not slot.after.strip() and not name_before(slot.before, words) and not slot.closed:
            slot = replace(slot, after=following.after)  # 59大项120小项任务
        change = changes.read_change(slot.before, slot.mention, context.year, words, context.ahead) if base is None else None
        changed = slot.before if change and change.percent is None and words["change.since"].search(slot.before) else ""
        said_from = slot.mention.outer - len(slot.before) if slot.listed and _has_verb(slot.before, words) else 0
        yield Slot(slot.mention, slot.before, words["part.step"].sub("", slot.after), slot.closed, slot.listed, base, change, said_from)
        base, before = None, _without_thing(slot, following, words) if following and not slot.closed else None


def _has_verb(before: str, words: Grammar) -> bool:
    """新增经营主体3万户、带动 + 就业5万人: what is done to the one is not done to the other."""
    said = before.lstrip()
    match = words["name.light"].match(said) or words["name.kept-start"].match(said)
    return match is not None and len(match[0]) > 1 and not words["name.protected"].match(said)


def _without_thing(slot: Slot, following: Slot, words: Grammar) -> str:
    """17家企业 + 25人, 276名农民工追回工资 + 580万元: the words before the next number; the noun right after a count belongs to it alone."""
    noun, rest = name_after(slot.after, words)
    if noun in words.lists["generic"] and not rest:
        return ""
    if slot.mention.dimension == "count" and noun and rest and len(name_before(rest, words)) >= 6:
        return rest
    return following.before


def rank(context: Context) -> tuple[Remark, ...]:
    """增速全市第二: a rank belongs to the figure before it, unless the clause ranks a subject of its own (服务业总量居全市第3位, 空气质量居全国前列)."""
    clause, last, words = context.clause, context.last, context.words
    found = changes.read_rank(clause.text, words)
    if not found or ("分别" in clause.text[: found.start] and words["rank.word"].search(clause.text, found.end)):
        return ()  # 营收和利润分别居全国第5、第6位
    stated = last is not None and last.clause == context.index
    near = last is not None and context.index - last.clause <= 2
    if last and (stated or (near and _is_facet(found.subject, last, words))):
        behind = max((m.after - clause.start for m in clause.mentions), default=0)
        said = changes.rank_words(found, clause.text, behind, words)
        unclear = said == found.text and not stated and last.value is not None and last.growth is not None
        return (Beside(rank=last.rank or (None if unclear else said), quote_end=max(last.quote_end, clause.last)),)
    subject = name_before(words["rank.moved-from"].sub("", found.subject), words)
    of = words["name.and"].split(subject)[-1]
    if found.number is None or len(subject) < 2 or subject[-1].isdigit() or subject[0].isdigit() or clause.mentions:
        return ()
    if of in words.lists["facets"] or words["name.bare-rate"].fullmatch(of) or words["rank.among"].search(subject):
        return ()  # 甲首破千亿、增速全省第一: it does not say whose
    start, end = clause.start + found.start, clause.start + found.end
    place = Mention(start, end, start, end, found.number, None, "位", "count", "eq", chinese=False)
    return (Draft(subject + "排名", subject, place, found.number, "rank", clause.outer, clause.last, context.index, ("rank.place",), rank=found.text),)


def _is_facet(subject: str, last: Draft, words: Grammar) -> bool:
    """增速, 总量 and the like, or the same thing said again: 新增学位数量 after 新增公办学位6260个."""
    parts = [words["rank.verb"].sub("", words["rank.lead"].sub("", p.strip(" ," + BLANK))) for p in words["name.and"].split(subject)]
    if all(not p or p in words.lists["facets"] or trim_lead(p, words) in words.lists["facets"] for p in parts):
        return True
    core = words["name.facet-end"].sub("", trim_lead(subject, words))
    return len(core) >= 1 and len(set(core) & set(last.name)) >= 0.6 * len(set(core))


# What reads a clause, in order: it as a whole; where none of these speaks, its quantities one after the other (``readers.READERS``);
# then what is said of all that was read: a process named once at the end, which needs the names, and a rank, which needs the last figure.
OF_CLAUSE: tuple[Callable[[Context], Remarks], ...] = (respectively, growths_listed, listed)
BEHIND: tuple[Callable[[Context], tuple[Remark, ...]], ...] = (shared_process, rank)
