"""One sentence → the figures it states, with what belongs to each: name, growth, rank, base, completion.

Comes in: the clauses of a sentence with their quantities. Goes out: ``Draft`` values in order. A clause
without a subject of its own (同比增长5%, 增速全市第二) adds to the figure before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from builder.analysis.figures import changes
from builder.analysis.figures.clauses import BLANK, Clause
from builder.analysis.figures.drafts import Draft, Slot, cut_slots
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.naming import Naming, Said, name_level, noun_of, spends_on_next
from builder.analysis.figures.series import each_of, shared_process, spread_comparison, subjects_of
from builder.analysis.figures.subjects import name_after, name_before, starts_with_verb, thing_name, trim_lead
from builder.analysis.figures.tidy import tidy

_RATES = {"percent", "points", "times"}


def qualifier_in(text: str, mention: Mention, words: Grammar) -> str:
    """The word as printed that says how exact a number is: 余, 左右, 不少于; of two the one behind."""
    if mention.comparison in {"eq", "range"}:
        return ""
    inside = words["number.inside"].search(text, mention.start, mention.end)
    return text[mention.end : mention.after].strip() or (inside["word"] if inside else text[mention.outer : mention.start].strip())


class SentenceReader:
    """Reads the clauses of one sentence in order; ``drafts`` grows and its last ones may still change."""

    def __init__(self, text: str, words: Grammar, year: int, about: str = "") -> None:
        self.text = text
        self.words = words
        self.year = year
        self.drafts: list[Draft] = []
        self.spoken = about  # a cell of a table speaks of its row
        self.spoken_start = self.spoken_index = -1
        self.clause: Clause
        self.index = 0
        self.part = False

    def read(self, clauses: list[Clause]) -> list[Draft]:
        """All drafts of the sentence."""
        for index, clause in enumerate(clauses):
            self.clause, self.index = clause, index
            self.part = clause.is_aside or bool(self.words["part.thereof"].match(clause.text)) or (self.part and clause.opener == "、")
            before = len(self.drafts)
            if clause.mentions and not self._read_series():
                self._read_slots(cut_slots(clause, self.words))
            self._read_rank(stated=len(self.drafts) > before)
            if not clause.mentions:
                self.spoken, self.spoken_start, self.spoken_index = clause.text, clause.start, index
        return self.drafts

    @property
    def said(self) -> Said:
        return Said(self.drafts, self.spoken, self.part)

    # ---- 分别 ----------------------------------------------------------------------------------------

    def _read_series(self) -> bool:
        """A和B分别为1、2: as many subjects as numbers, in order; or one growth each for the figures before."""
        clause = self.clause
        at = clause.text.find("分别")
        if at < 0:
            return False
        here = clause.start + at
        values = spread_comparison([m for m in clause.mentions if m.start >= here])
        if len(values) < 2 or len(values) < len(clause.mentions):
            return False
        between = self.text[here : values[0].outer]
        said = clause.text[: values[0].outer - clause.start]  # 较2020年分别下降5%、6% is of several years
        change = changes.read_change(said, values[0], self.year, self.words)
        head = changes.strip_comparison(clause.text[:at], self.words)
        subjects = subjects_of(head, len(values), self.words)
        if not subjects and not change:
            subjects = self._rates_of_last(name_before(head, self.words), len(values))
        if not subjects:
            return bool(change) and not name_before(head, self.words) and self._grow_each(values, change)
        for mention, subject in zip(values, subjects, strict=True):
            if change:
                self._add_growth(subject, change, mention)
            else:
                measure = "completion" if changes.completes(between, mention, self.words) else "level"  # of a plan, not how much
                self._add(mention, Naming(subject, noun_of(subject, self.words), rule="name.respectively"), measure=measure)
        self._share_qualifier(len(values))
        return True

    def _share_qualifier(self, count: int) -> None:
        """分别稳定在98%、95%以上: what is printed once is said of all."""
        last = self.drafts[-count:]
        words = {d.qualifier for d in last if d.qualifier}
        if len(words) == 1 and len({d.comparison for d in last}) == 1:
            self.drafts[-count:] = [replace(d, qualifier=min(words)) for d in last]

    def _rates_of_last(self, rate: str, count: int) -> list[str]:
        """抽检食品1200批次、药品160批次,合格率分别为98%、99%: the rate of each of the figures before."""
        last = self.drafts[-count:]
        if not rate or len(last) < count or last[0].clause != last[-1].clause:
            return []
        return [(d.noun + rate)[-24:] for d in last]

    def _grow_each(self, values: list[Mention], change: changes.Change | None) -> bool:
        """…30亿元、40亿元,分别增长5%、6%: one growth for each of the last figures."""
        last = self.drafts[len(self.drafts) - len(values) :] if len(self.drafts) >= len(values) else []
        if not change or change.percent is None or not last or any(d.growth is not None or d.measure == "growth" for d in last):
            return False
        if change.span != "yearly":
            return True  # 较2020年分别增长5%、6%: no growth on the year before
        sign = -1 if change.percent < 0 and values[0].value > 0 else 1
        basis = self._basis(self.clause.text)
        words = {word for m in values if (word := qualifier_in(self.text, m, self.words))}
        for place, mention in zip(range(len(self.drafts) - len(values), len(self.drafts)), values, strict=True):
            self.drafts[place] = replace(
                self.drafts[place], growth=sign * float(mention.value), growth_comparison=mention.comparison, growth_qualifier=min(words, default=""),
                quote_end=self.clause.last, other_basis=basis,
            )  # fmt: skip
        return True

    def _basis(self, said: str) -> str:
        """同口径增长4%, or 扣除价格因素, before it: on which other basis a growth is said."""
        found = self.words["scope.basis"].search(said) or (self.words["scope.basis"].search(self.spoken) if self.spoken_index == self.index - 1 else None)
        return found[0] if found else ""

    # ---- one quantity after the other ------------------------------------------------------------

    def _read_slots(self, slots: list[Slot]) -> None:
        if self._is_growth_list(slots):
            return
        base: Mention | None = None
        verb = ""
        for place, slot in enumerate(slots):
            following = slots[place + 1] if place + 1 < len(slots) else None
            if following and self.words["change.from"].search(slot.before) and self.words["change.to"].search(following.before):
                base = slot.mention
                slots[place + 1] = replace(following, before=self.words["change.from-on"].sub("", slot.before) + self.words["change.to"].sub("", following.before))
                continue
            if following and spends_on_next(slot, self.words):
                slot = replace(slot, after=slot.after + self.text[following.mention.outer : following.mention.after] + following.after)
            if following and not slot.after.strip() and not name_before(slot.before, self.words) and not slot.closed:
                slot = replace(slot, after=following.after)  # 59大项120小项任务
            count = len(self.drafts)
            own_verb = slot.listed and self._has_verb(slot.before)
            shares = slot.mention.dimension == slots[0].mention.dimension and not own_verb
            self._read_slot(slot, float(base.value) if base else None, verb if shares else "")
            if own_verb:
                self.drafts[count:] = [replace(d, said_from=slot.mention.outer - len(slot.before)) for d in self.drafts[count:]]
            base = None
            if place == 0 and len(self.drafts) > count:
                lead = self.words["name.kept-start"].match(self.drafts[-1].name)
                verb = lead[0] if lead else ""
            if following and not slot.closed:
                slots[place + 1] = self._without_thing(slot, following)
        shared_process(self.drafts, self.index, self.words)

    def _has_verb(self, before: str) -> bool:
        """新增经营主体3万户、带动 + 就业5万人: what is done to the one is not done to the other."""
        said = before.lstrip()
        match = self.words["name.light"].match(said) or self.words["name.kept-start"].match(said)
        return match is not None and len(match[0]) > 1 and not self.words["name.protected"].match(said)

    def _without_thing(self, slot: Slot, following: Slot) -> Slot:
        """17家企业 + 25人, 276名农民工追回工资 + 580万元: the noun right after a count belongs to it alone."""
        noun, rest = name_after(slot.after, self.words)
        if noun in self.words.lists["generic"] and not rest:
            return replace(following, before="")
        if slot.mention.dimension == "count" and noun and rest and len(name_before(rest, self.words)) >= 6:
            return replace(following, before=rest)
        return following

    def _is_growth_list(self, slots: list[Slot]) -> bool:
        """…达到38560元、21430元,增长4.6%、6.9%: growths without 分别."""
        if len(slots) < 2 or any(s.mention.dimension != "percent" for s in slots) or any(s.before.strip() for s in slots[1:]):
            return False
        change = changes.read_change(slots[0].before, slots[0].mention, self.year, self.words)
        return bool(change) and not name_before(change.subject if change else "", self.words) and self._grow_each([s.mention for s in slots], change)

    def _read_slot(self, slot: Slot, base: float | None, verb: str) -> None:
        mention, slot = slot.mention, replace(slot, after=self.words["part.step"].sub("", slot.after))
        if changes.over_completion(slot.before, slot.after, mention, self.words):
            self._add_over_completion(slot)
            return
        done = changes.completes(slot.before, mention, self.words)
        if done and self._attach_completion(slot, done):
            return
        change = changes.read_change(slot.before, mention, self.year, self.words)
        if change and base is None:
            parts = self._each(change.subject, mention)
            for part in parts:
                self._add_growth(part, change, mention)
            if not parts:
                self._read_change(change, slot)
            return
        if mention.dimension == "points" or self._is_multiple(slot):
            self._add_lead(slot)
            return
        parts = self._each(slot.before, mention)
        for part in parts:
            self._add(mention, Naming(part, noun_of(part, self.words), rule="name.each"))
        if parts:
            return
        if self._completes_growth(slot):
            self._merge_level(mention)
            return
        if self.drafts and self.words["part.years-running"].search(slot.before):
            return  # 连续11年超750亿斤 repeats what was just said
        naming = name_level(slot, self.said, verb, self.words)
        if naming and naming.name:
            self._add(mention, naming, base=base, measure="completion" if done else self._measure(slot))

    def _add_lead(self, slot: Slot) -> None:
        """民间投资增速高于全国 + 2.1个百分点: how far it is from another; of the figure before it is a side fact."""
        other = self.words["change.compared"].search(slot.before)
        subject = name_before(slot.before[: other.start()], self.words) if other else ""
        if other and subject and subject not in self.words.lists["facets"] and slot.mention.dimension == "points":
            self._add(slot.mention, Naming((subject + other["how"])[-24:], subject, rule="change.compared"), measure="delta")

    def _each(self, said: str, mention: Mention) -> list[str]:
        if len(self.clause.mentions) > 1:
            return []
        return each_of(changes.strip_comparison(said, self.words), self.words, is_rate=mention.dimension == "percent")

    def _is_multiple(self, slot: Slot) -> bool:
        """1935亿元,是2020年的2.6倍: a side fact of the figure before."""
        return slot.mention.dimension == "times" and bool(self.words["part.times-of"].search(slot.before)) and bool(self.drafts)

    def _measure(self, slot: Slot) -> str:
        if slot.mention.value_max is not None:
            return "range"
        if slot.mention.dimension == "percent":
            return "share"
        return "cumulative" if self.words["part.to-date"].search(slot.before) else "level"

    # ---- additions ----------------------------------------------------------------------------------

    def _add(self, mention: Mention, naming: Naming, *, base: float | None = None, measure: str = "level") -> None:
        start = self.clause.outer
        if naming.inherited:
            start = self.drafts[-1].quote_start if self.drafts else self.spoken_start if self.spoken_start >= 0 else start
        name = tidy(naming.name, self.words)
        noun = noun_of(name if naming.noun == naming.name else tidy(naming.noun, self.words), self.words)
        self.drafts.append(
            Draft(
                name, noun, mention.value, mention.unit, mention.comparison, measure, mention.start, mention.end,
                start, self.clause.last, self.index, mention.value_max, base=base, context=naming.context,
                dimension=mention.dimension, part=self.part, qualifier=qualifier_in(self.text, mention, self.words), because=(*mention.because[1:], naming.rule),
            )
        )  # fmt: skip

    def _read_change(self, change: changes.Change, slot: Slot) -> None:
        """Growth of the figure before when the clause names no subject; else a row of its own."""
        subject = name_before(change.subject, self.words)
        subject = "" if changes.is_rank(subject, self.words) else subject  # 达到5.5万亿元、稳居全国前十、增长4.8%
        says_nothing = not subject or subject in self.words.lists["facets"]
        if says_nothing and self.drafts and self.index - self.drafts[-1].clause <= 2:
            self._attach_change(change, slot)
            return
        if change.percent is None and slot.mention.dimension == "count":
            noun, rest = name_after(slot.after, self.words)
            if noun and not starts_with_verb(slot.after, self.words):
                self._add(slot.mention, Naming(thing_name(noun, rest, "", self.words), noun))
                return
        subject = self.said.noun(self.words) if says_nothing else subject
        if len(subject) == 2 and not says_nothing and change.percent is not None:
            subject += change.word  # 经济增长5%: the bare noun alone would say nothing
        if subject:
            self._add_growth(subject, change, slot.mention)

    def _attach_change(self, change: changes.Change, slot: Slot) -> None:
        last = replace(self.drafts[-1], quote_end=self.clause.last, other_basis=self._basis(slot.before) or self.drafts[-1].other_basis)
        if change.percent is not None and change.span == "yearly" and last.growth is None and last.measure not in {"growth", "delta"}:
            said = qualifier_in(self.text, slot.mention, self.words)
            last = replace(last, growth=change.percent, growth_comparison=slot.mention.comparison, growth_qualifier=said, because=(*last.because, change.rule))
        self.drafts[-1] = last

    def _add_growth(self, subject: str, change: changes.Change, mention: Mention) -> None:
        inherited = subject not in self.clause.text
        if change.percent is None:
            unsaid = change.word in self.words.lists["comparing"]
            self._add(mention, Naming(subject if unsaid else (subject + change.word)[-24:], subject, inherited=inherited, rule=change.rule), measure="delta")
            if unsaid and change.rule == "change.falls":  # 少2人: the name does not say that it is less
                self.drafts[-1] = replace(self.drafts[-1], value=-mention.value)
            return
        self._add(mention, Naming(subject, subject, inherited=inherited, rule=change.rule))
        sign = -1 if change.percent < 0 and mention.value > 0 else 1
        percent = round(sign * float(mention.value) * {"times": 100, "points": 1}.get(mention.dimension, 1), 6)
        if change.is_level:
            self.drafts[-1] = replace(self.drafts[-1], measure="level", value=-mention.value if sign < 0 else mention.value)
        elif change.span == "yearly":
            value = percent if mention.value_max is not None else None  # 增长5%-5.5%: both ends are printed in one unit
            self.drafts[-1] = replace(self.drafts[-1], value=value, growth=percent, measure="growth", flow="rate")
        else:
            span = "annual_average" if change.span == "average" else "multi_year_growth"
            self.drafts[-1] = replace(self.drafts[-1], value=percent if percent < 0 else mention.value, measure=span, flow="rate")

    def _completes_growth(self, slot: Slot) -> bool:
        """GDP增长5%,达到165亿元 / 提高2个百分点,达到61%: the level of the change just named."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.measure not in {"growth", "delta"}:
            return False
        if last.measure == "growth" and slot.mention.dimension in _RATES:
            return False
        if last.measure == "delta" and (last.dimension, slot.mention.dimension) != ("points", "percent") and last.unit != slot.mention.unit:
            return False
        own = name_before(slot.before, self.words)
        return (not own or own in self.words.lists["facets"]) and not name_after(slot.after, self.words)[0]

    def _merge_level(self, mention: Mention) -> None:
        last = self.drafts[-1]
        self.drafts[-1] = replace(
            last, name=last.noun if last.measure == "delta" else last.name, value=mention.value, value_max=mention.value_max, unit=mention.unit, comparison=mention.comparison,
            measure="level", value_start=mention.start, value_end=mention.end, quote_end=self.clause.last, dimension=mention.dimension,
            qualifier=qualifier_in(self.text, mention, self.words), flow="", growth_comparison=last.comparison, growth_qualifier=last.qualifier,
        )  # fmt: skip

    # ---- completion and rank --------------------------------------------------------------------------

    def _attach_completion(self, slot: Slot, done: re.Match[str]) -> bool:
        """7亿元,完成年初预算137.3%: said of the figure before."""
        subject = name_before(slot.before[: done.start()], self.words)
        if not self.drafts or (subject and subject not in self.words.lists["facets"]):
            return False
        said = self.text[slot.mention.outer - len(slot.before) + done.start() : slot.mention.end]
        self.drafts[-1] = replace(self.drafts[-1], self_reported=said.strip(), quote_end=self.clause.last)
        return True

    def _add_over_completion(self, slot: Slot) -> None:
        """超额25%完成2024年申报任务: the task is the subject, the sentence's own words are kept."""
        whole = slot.before + self.text[slot.mention.outer : slot.mention.after] + slot.after
        at = whole.find("超")
        task = trim_lead(slot.after.lstrip().removeprefix("完成"), self.words) if slot.after.strip() else ""
        own = name_before(slot.before.partition("超")[0], self.words)
        said = whole[at:].strip(" " + BLANK)
        if not task and not own and self.drafts:
            self.drafts[-1] = replace(self.drafts[-1], self_reported=said, quote_end=self.clause.last)
            return
        subject = (task or own or self.said.noun(self.words))[-24:]
        if subject:
            self._add(slot.mention, Naming(subject, subject), measure="over_completion")
            self.drafts[-1] = replace(self.drafts[-1], self_reported=said)

    def _read_rank(self, *, stated: bool) -> None:
        """A rank belongs to the figure before it, unless the clause ranks a subject of its own."""
        rank = changes.read_rank(self.clause.text, self.words)
        if not rank:
            return
        near = bool(self.drafts) and self.index - self.drafts[-1].clause <= 2
        if stated or (near and (rank.number is None or self._is_facet(rank.subject))):
            last = self.drafts[-1]
            after = max((m.after - self.clause.start for m in self.clause.mentions), default=0)
            said = changes.rank_words(rank, self.clause.text, after, self.words)
            unclear = said == rank.text and not stated and last.value is not None and last.growth is not None
            self.drafts[-1] = replace(last, rank=last.rank or (None if unclear else said), quote_end=max(last.quote_end, self.clause.last))
            return
        subject = name_before(self.words["rank.moved-from"].sub("", rank.subject), self.words)
        if rank.number is None or len(subject) < 2 or subject[-1].isdigit() or self.clause.mentions:
            return
        clause = self.clause
        self.drafts.append(
            Draft(
                subject + "排名", subject, rank.number, "位", "eq", "rank", clause.start + rank.start, clause.start + rank.end,
                clause.outer, clause.last, self.index, rank=rank.text, because=("rank.place",),
            )
        )  # fmt: skip

    def _is_facet(self, subject: str) -> bool:
        """增速, 总量 and the like, or the same thing said again: 新增学位数量 after 新增公办学位6260个."""
        parts = [self.words["rank.verb"].sub("", self.words["rank.lead"].sub("", p.strip(" ," + BLANK))) for p in self.words["name.and"].split(subject)]
        if all(not p or p in self.words.lists["facets"] or trim_lead(p, self.words) in self.words.lists["facets"] for p in parts):
            return True
        core = self.words["name.facet-end"].sub("", trim_lead(subject, self.words))
        return len(core) >= 1 and len(set(core) & set(self.drafts[-1].name)) >= 0.6 * len(set(core))
