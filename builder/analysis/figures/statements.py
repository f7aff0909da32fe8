"""One sentence → the figures it states, with what belongs to each: name, growth, rank, base, completion.

Comes in: the clauses of a sentence with their quantities. Goes out: ``Draft`` values in order. A clause
without a subject of its own (同比增长5%, 增速全市第二) adds to the figure before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.analysis.figures import changes
from builder.analysis.figures.clauses import BLANK, Clause
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.figures.subjects import (
    SubjectWords,
    name_after,
    name_before,
    starts_with_verb,
    thing_name,
    trim_lead,
    trim_tail,
)
from builder.analysis.numerals import Number


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before year, kind and place are known. ``noun`` is what later clauses may speak of again."""

    name: str
    noun: str
    value: Number | None
    unit: str
    comparison: str
    measure: str
    value_start: int
    value_end: int
    quote_start: int
    quote_end: int
    clause: int
    value_max: Number | None = None
    growth: float | None = None
    rank: str | None = None
    base: float | None = None
    self_reported: str = ""
    context: str = ""
    dimension: str = "count"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A quantity in its clause: the words before it (from the last boundary), after it, and what parts them."""

    mention: Mention
    before: str
    after: str
    closed: bool
    listed: bool


class SentenceReader:
    """Reads the clauses of one sentence in order."""

    def __init__(self, text: str, rules: IndicatorRules, words: SubjectWords, year: int) -> None:
        self.text = text
        self.rules = rules
        self.words = words
        self.year = year
        self.drafts: list[Draft] = []
        self.spoken = ""
        self.spoken_start = -1

    def read(self, clauses: list[Clause]) -> list[Draft]:
        """All drafts of the sentence."""
        for index, clause in enumerate(clauses):
            before = len(self.drafts)
            if clause.mentions:
                if not self._read_series(clause, index):
                    self._read_slots(clause, index)
            self._read_rank(clause, index, stated=len(self.drafts) > before)
            if not clause.mentions:
                self.spoken, self.spoken_start = clause.text, clause.start
        return self.drafts

    # ---- 分别 and 各 ---------------------------------------------------------------------------

    def _read_series(self, clause: Clause, index: int) -> bool:
        """A和B分别为1、2: as many subjects as numbers, in order."""
        at = clause.text.find("分别")
        if at < 0:
            return False
        values = [m for m in clause.mentions if m.start >= clause.start + at]
        head = clause.text[:at]
        if len(values) < 2 or any(m.start < clause.start + at for m in clause.mentions):
            if len(values) >= 2 or not values:
                return False
        between = self.text[clause.start + at : values[0].outer]
        change = changes.read_change(between, values[0], self.year)
        subjects = self._subjects(head, len(values))
        if not subjects:
            return change is not None and self._attach_series(values, change, clause)
        for mention, subject in zip(values, subjects, strict=True):
            if change:
                self._add_growth(subject, change, mention, clause, index, self.text[clause.start + at : values[0].outer])
            else:
                self._add(mention, subject, subject, clause, index)
        return True

    def _attach_series(self, values: list[Mention], change: changes.Change, clause: Clause) -> bool:
        """…30亿元、40亿元,分别增长5%、6%: one growth for each of the last figures."""
        last = self.drafts[-len(values) :]
        if len(last) < len(values) or any(d.growth is not None or d.measure == "growth" for d in last):
            return False
        for offset, mention in enumerate(values):
            place = len(self.drafts) - len(values) + offset
            sign = -1 if change.percent is not None and change.percent < 0 else 1
            self.drafts[place] = replace(self.drafts[place], growth=sign * abs(float(mention.value)), quote_end=clause.last)
        return True

    def _subjects(self, head: str, count: int) -> list[str]:
        head = changes.strip_comparison(trim_tail(head, self.words))
        parts = [p for p in re.split(r"[、,]|以及|和|与|及", head) if p.strip()]
        if len(parts) < count:
            return []
        parts = parts[len(parts) - count :]
        parts[0] = trim_lead(parts[0], self.words)
        last = parts[-1]
        # 城镇和农村居民人均可支配收入: the short ones share the end of the last.
        return [p + last[len(p) :] if len(p) <= 3 and len(last) >= len(p) + 3 and not last.startswith(p) else p for p in parts]

    # ---- one quantity after the other ------------------------------------------------------------

    def _read_slots(self, clause: Clause, index: int) -> None:
        slots = self._slots(clause)
        base: Mention | None = None
        for place, slot in enumerate(slots):
            following = slots[place + 1] if place + 1 < len(slots) else None
            if following and changes.starts_from(slot.before) and changes.arrives_at(following.before):
                base = slot.mention
                slots[place + 1] = replace(following, before=re.sub(r"(?:从|由)[^从由]*$", "", slot.before) + following.before)
                continue
            self._read_slot(slot, clause, index, float(base.value) if base else None, single=len(slots) == 1)
            base = None

    def _slots(self, clause: Clause) -> list[_Slot]:
        """Each quantity with its words: a 、 in the gap between two parts what belongs to which."""
        slots: list[_Slot] = []
        start = clause.start
        listed = False
        for k, mention in enumerate(clause.mentions):
            before = self._words(clause, start, mention.outer)
            stop = clause.mentions[k + 1].outer if k + 1 < len(clause.mentions) else clause.end
            gap = self._words(clause, mention.after, stop)
            after, closed = gap, False
            cut = -1
            if k + 1 < len(clause.mentions):
                cut = max(gap.rfind("、"), gap.rfind("和") if re.search(r"和.{0,12}$", gap) else -1, gap.rfind("以及"))
            elif gap.lstrip().startswith("、"):
                cut = gap.index("、")
            if cut >= 0:
                after, closed = gap[:cut], True
            slots.append(_Slot(mention, before, after, closed, listed))
            start = mention.after + cut + 1 if cut >= 0 else mention.after
            listed = cut >= 0
        return slots

    def _words(self, clause: Clause, start: int, end: int) -> str:
        return clause.text[start - clause.start : end - clause.start]

    def _read_slot(self, slot: _Slot, clause: Clause, index: int, base: float | None, *, single: bool) -> None:
        mention = slot.mention
        if changes.over_completion(slot.before, slot.after, mention):
            self._add_over_completion(slot, clause, index)
            return
        done = changes.completes(slot.before, mention)
        if done and self._attach_completion(slot, done, clause):
            return
        change = changes.read_change(slot.before, mention, self.year)
        if change and base is None:
            self._read_change(change, slot, clause, index)
            return
        if mention.dimension == "points":
            return
        each = re.search(r"各\s*$", slot.before)
        if each and len(clause.mentions) == 1:
            parts = self._each(slot.before[: each.start()])
            if len(parts) > 1:
                for part in parts:
                    self._add(mention, part, part, clause, index)
                return
        name, noun, context = self._name(slot, clause)
        if not name:
            return
        if self._completes_growth(slot, name, noun):
            self._merge_level(slot, clause)
            return
        measure = "completion" if done else self._measure(slot, clause)
        self._add(mention, name, noun, clause, index, base=base, context=context, measure=measure, inherited=name not in clause.text)

    def _each(self, head: str) -> list[str]:
        """学校、医院各2所 → 学校, 医院."""
        parts = [p for p in re.split(r"[、]|以及|和|与|及", trim_tail(head, self.words)) if p.strip()]
        if len(parts) > 1:
            verb = self.words.light.match(parts[0]) or re.match(r"新建|新增|扩建|改建|建成", parts[0])
            parts[0] = trim_lead(parts[0], self.words)
            if verb and verb[0] in {"新建", "新增", "扩建", "改建"}:
                parts = [parts[0], *(p if p.startswith(verb[0]) else verb[0] + p for p in parts[1:])]
        return parts

    # ---- names --------------------------------------------------------------------------------------

    def _name(self, slot: _Slot, clause: Clause) -> tuple[str, str, str]:
        """(name, noun for later clauses, context) of a level."""
        before = name_before(slot.before, self.words)
        noun, rest = name_after(slot.after, self.words)
        counted = slot.mention.dimension not in {"percent", "money", "duration", "times"}
        if counted and noun and not starts_with_verb(slot.after, self.words):
            return self._counted_name(slot, noun, rest)
        if not counted and noun and self._needs_thing(before):
            thing = trim_lead(noun + (rest if self.words.light.match(noun) else ""), self.words)
            return (thing + before)[:24], thing, ""
        if slot.mention.dimension == "percent" and slot.after.strip() and not slot.closed and before and not before.endswith(("率", "比", "比重", "比例")):
            action = slot.after.strip(" " + BLANK)
            if len(action) <= 10:
                return (before + action)[-24:], before, ""
        if not before:
            return self._inherited_name(slot, clause, rest)
        if self._is_bare_verb(before):
            noun = self._last_noun()
            if noun and noun not in before:
                name = noun + before if before in self.words.amounts or slot.mention.unit.endswith("人次") else before.removeprefix("已") + noun
                return name[:24], noun, ""
        context = self._last_noun() if self._is_bare_rate(before) else ""
        return before, self._noun_of(before), context

    def _counted_name(self, slot: _Slot, noun: str, rest: str) -> tuple[str, str, str]:
        """36名后备力量: the thing follows its number; a verb before it may belong to the name."""
        head = trim_tail(slot.before, self.words)
        verb = self.words.kept_end.search(head)
        name = thing_name(noun, rest, verb[0] if verb else "", self.words)
        object_ = re.search(r"(?:申报|加入|参加|参与|纳入|获评|认定|入选|获得|开展)([^\0,]{3,})$", rest)
        return name, object_[1] if object_ and noun in self.words.generic else noun, ""

    def _needs_thing(self, before: str) -> bool:
        return not before or before in self.words.amounts or bool(self.words.kept.fullmatch(before))

    def _is_bare_verb(self, name: str) -> bool:
        return len(name) <= 2 and not name.endswith("率") or bool(self.words.kept.fullmatch(name.removeprefix("成功")))

    def _is_bare_rate(self, name: str) -> bool:
        return len(name) <= 4 and name.endswith(("率", "占比", "比例", "比重", "进度"))

    def _inherited_name(self, slot: _Slot, clause: Clause, rest: str) -> tuple[str, str, str]:
        """No subject of its own: 140处、4.62万平方米, or 达165亿元 after 地区生产总值再创新高,."""
        if self.drafts:
            last = self.drafts[-1]
            return last.name, last.noun, last.context
        noun = self._last_noun()
        action = trim_lead(slot.after, self.words)
        if not noun and len(action) >= 2:
            return action[:24], action, ""
        return noun, noun, ""

    def _last_noun(self) -> str:
        """What the sentence spoke of last: the figure before, else the object of a clause without figures."""
        if self.drafts:
            return self.drafts[-1].noun
        if not self.spoken:
            return ""
        said = trim_lead(self.spoken, self.words)
        noun, _ = name_after(said, self.words)
        noun = re.split(r"[、]", noun or said)[-1]
        return noun if 2 <= len(noun) <= 16 else ""

    def _noun_of(self, name: str) -> str:
        """走访企业 → 企业: the name without its verb."""
        for cut in range(min(4, len(name) - 2), 1, -1):
            if self.words.kept.fullmatch(name[:cut]):
                return name[cut:]
        return name

    def _measure(self, slot: _Slot, clause: Clause) -> str:
        if slot.mention.value_max is not None:
            return "range"
        if slot.mention.dimension == "percent":
            return "share"
        return "cumulative" if re.search(r"至今|迄今|历年|累计建成|累计达", slot.before) else "level"

    # ---- additions ----------------------------------------------------------------------------------

    def _add(
        self,
        mention: Mention,
        name: str,
        noun: str,
        clause: Clause,
        index: int,
        *,
        base: float | None = None,
        context: str = "",
        measure: str = "level",
        inherited: bool = False,
    ) -> None:
        start = clause.outer
        if inherited:
            start = self.drafts[-1].quote_start if self.drafts else self.spoken_start if self.spoken_start >= 0 else start
        self.drafts.append(
            Draft(
                name, noun, mention.value, mention.unit, mention.comparison, measure, mention.start, mention.end,
                start, clause.last, index, mention.value_max, base=base, context=context, dimension=mention.dimension,
            )
        )  # fmt: skip

    def _read_change(self, change: changes.Change, slot: _Slot, clause: Clause, index: int) -> None:
        """Growth of the figure before when the clause names no subject; else a row of its own."""
        subject = name_before(change.subject, self.words)
        facet = not subject or subject in self.rules.words["facets"] or (slot.listed and not change.subject.strip())
        if facet and self.drafts and not self._is_far(index):
            self._attach_change(change, clause)
            return
        if facet:
            subject = self._last_noun()
        if not subject:
            return
        if change.percent is None and slot.after.strip(BLANK + " ") and not starts_with_verb(slot.after, self.words) and slot.mention.dimension == "count":
            noun, rest = name_after(slot.after, self.words)
            if noun:
                self._add(slot.mention, thing_name(noun, rest, "", self.words), noun, clause, index)
                return
        self._add_growth(subject, change, slot.mention, clause, index, slot.before)

    def _is_far(self, index: int) -> bool:
        return index - self.drafts[-1].clause > 2

    def _attach_change(self, change: changes.Change, clause: Clause) -> None:
        last = self.drafts[-1]
        growth = last.growth
        if change.percent is not None and change.span == "yearly" and growth is None and last.measure not in {"growth", "delta"}:
            growth = change.percent
        self.drafts[-1] = replace(last, growth=growth, quote_end=clause.last)

    def _add_growth(self, subject: str, change: changes.Change, mention: Mention, clause: Clause, index: int, before: str) -> None:
        subject = subject or self._last_noun()
        if not subject:
            return
        inherited = subject not in clause.text
        if change.percent is None:
            word = change.word if change.word not in {"多", "少", "高"} else ""
            self._add(mention, (subject + word)[-24:], subject, clause, index, measure="delta", inherited=inherited)
            return
        self._add(mention, subject, subject, clause, index, inherited=inherited)
        last = self.drafts[-1]
        sign = -1 if change.percent < 0 else 1
        percent = sign * abs(float(mention.value)) * (100 if mention.dimension == "times" else 1)
        if change.span == "yearly":
            self.drafts[-1] = replace(last, value=None, value_max=None, growth=percent, measure="growth")
        else:
            span = "annual_average" if change.span == "average" else "multi_year_growth"
            self.drafts[-1] = replace(last, value=percent if percent < 0 else last.value, measure=span)

    def _completes_growth(self, slot: _Slot, name: str, noun: str) -> bool:
        """GDP增长5%,达到165亿元: the level of the growth just named."""
        last = self.drafts[-1] if self.drafts else None
        own = name_before(slot.before, self.words)
        return bool(
            last
            and last.measure == "growth"
            and slot.mention.dimension not in {"percent", "points", "times"}
            and (not own or own in self.rules.words["facets"])
            and not name_after(slot.after, self.words)[0]
        )

    def _merge_level(self, slot: _Slot, clause: Clause) -> None:
        m = slot.mention
        self.drafts[-1] = replace(
            self.drafts[-1], value=m.value, value_max=m.value_max, unit=m.unit, comparison=m.comparison, measure="level",
            value_start=m.start, value_end=m.end, quote_end=clause.last, dimension=m.dimension,
        )  # fmt: skip

    def _attach_completion(self, slot: _Slot, done: re.Match[str], clause: Clause) -> bool:
        """7亿元,完成年初预算137.3%: said of the figure before."""
        subject = name_before(slot.before[: done.start()], self.words)
        if not self.drafts or (subject and subject not in self.rules.words["facets"]):
            return False
        last = self.drafts[-1]
        said = clause.text[done.start() - len(slot.before) + slot.mention.outer - clause.start : slot.mention.end - clause.start]
        self.drafts[-1] = replace(last, self_reported=said.strip() or slot.before, quote_end=clause.last)
        return True

    def _add_over_completion(self, slot: _Slot, clause: Clause, index: int) -> None:
        """超额25%完成2024年申报任务: the task is the subject, the sentence's own words are kept."""
        whole = slot.before + self.text[slot.mention.outer : slot.mention.after] + slot.after
        at = whole.find("超")
        said = whole[at:].strip(" " + BLANK)
        task = trim_lead(re.sub(r"^\s*完成", "", slot.after), self.words) if slot.after.strip() else ""
        subject = task or name_before(re.sub(r"超(?:额)?(?:完成)?.*$", "", slot.before), self.words) or self._last_noun()
        if not task and not name_before(re.sub(r"超(?:额)?(?:完成)?.*$", "", slot.before), self.words) and self.drafts:
            self.drafts[-1] = replace(self.drafts[-1], self_reported=said, quote_end=clause.last)
            return
        if subject:
            self._add(slot.mention, subject[-24:], subject, clause, index, measure="over_completion")
            self.drafts[-1] = replace(self.drafts[-1], self_reported=said, comparison="eq")

    def _read_rank(self, clause: Clause, index: int, *, stated: bool) -> None:
        """A rank belongs to the figure before it, unless the clause ranks a subject of its own."""
        rank = changes.read_rank(clause.text)
        if not rank:
            return
        subject = name_before(re.sub(r"(?:排名|位次|名次)?(?:均|都|也)?$", "", rank.subject), self.words)
        if stated or (self.drafts and not self._is_far(index) and (rank.number is None or self._is_facet(subject))):
            place = len(self.drafts) - 1
            last = self.drafts[place]
            self.drafts[place] = replace(last, rank=last.rank or rank.text, quote_end=max(last.quote_end, clause.last))
            return
        if rank.number is None or len(subject) < 2 or clause.mentions:
            return
        start, end = clause.start + rank.start, clause.start + rank.end
        self.drafts.append(
            Draft(subject, subject, rank.number, "位", "eq", "rank", start, end, clause.outer, clause.last, index, rank=rank.text)
        )

    def _is_facet(self, subject: str) -> bool:
        """增速, 总量 and the like, or the same thing said again: 新增学位数量 after 新增公办学位6260个."""
        parts = [p for p in re.split(r"[与和及、]", subject) if p]
        facets = self.rules.words["facets"]
        if all(p in facets for p in parts):
            return True
        core = re.sub(r"(?:数量|总量|增速|增幅|数)$", "", subject)
        return core != subject and len(set(core) & set(self.drafts[-1].name)) >= 0.6 * len(set(core))
