"""Growth, completion and rank: what a sentence says about a figure beside its level.

Comes in: the words before and after a quantity. Goes out: small values; who they belong to is decided in
``readers``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.frozen import quick, replace
from builder.text import chinese_number


@quick
@dataclass(frozen=True, slots=True)
class Change:
    """``subject`` are the words before the change word (may be empty), ``percent`` signed when it is one.

    ``measure``: growth (on the year before), annual_average, multi_year_growth (against an older year), delta (by an amount)
    or level (a rise of prices held at one: 涨幅控制在2%); ``rule``: the id of the one that read it.
    """

    subject: str
    word: str
    percent: float | None
    measure: str
    rule: str


_OVER_YEARS = {"change.average": "annual_average", "change.multi": "multi_year_growth"}


def _signed_change(before: str, mention: Mention, words: Grammar) -> Change | None:
    """A percentage with a sign of its own is a change, though no word says so."""
    sign = words["change.sign"].search(before)
    if sign is None or (mention.value >= 0 and not sign["sign"]):
        return None
    percent = -abs(float(mention.value)) if sign["sign"] == "↓" else float(mention.value)
    return Change(strip_comparison(before[: sign.start()], words), "增长", percent, "growth", "change.sign")


def read_change(before: str, mention: Mention, year: int, words: Grammar, ahead: str = "") -> Change | None:
    """同比增长 + 12.5% → a change; 提升至 + 100% is none, nor is 新增 + 5家. ``ahead``: the clause that may say with which year all is compared."""
    match = words["change.word"].search(before)
    if not match and mention.dimension == "percent":
        return _signed_change(before, mention, words)
    if not match or mention.unit == "‰" or (mention.dimension == "duration" and not words["span.yearly"].search(before)):
        return None
    if mention.dimension == "percent" and words["change.cut"].search(before) and not words["span.yearly"].search(before):
        return None  # 办理时限压缩65%: of what was before, not of the year before
    word, subject = match["word"], before[: match.start()]
    bare = word in words.lists["comparing"] or (word in words.lists["bare-change"] and mention.dimension != "percent")
    if bare and not words["change.compared-small"].search(subject):
        return None
    falls = bool(words["change.falls"].fullmatch(word) or words["change.eased"].search(before))
    sign = -1 if falls and mention.value > 0 else 1
    percent: float | None = None
    if mention.dimension == "percent":
        percent = round(sign * mention.value * (10 if mention.unit == "成" else 1), 6)
    elif mention.dimension == "times" and not falls:
        percent = round(mention.value * 100, 6)
    older = words["change.multi"].search(subject) or (None if words["span.yearly"].search(subject) else words["change.multi"].search(ahead))
    is_multi = older is not None and (older["plan"] or older["cycle"] or int(older["year"]) < year - 1)
    rule = "change.average" if words["change.average"].search(subject) else "change.multi" if is_multi else "change.falls" if falls else "change.rises"
    is_level = words["change.level"].fullmatch(word) is not None
    measure = "delta" if percent is None else "level" if is_level else _OVER_YEARS.get(rule, "growth")
    subject = strip_comparison(subject, words)
    return Change(subject + word if is_level and subject.strip() else subject, word, percent, measure, rule)


def eased(change: Change, subject: str, words: Grammar) -> Change:
    """综合指数为4.2, + 同比改善1.8%: of what is the better the less there is, an improvement is a fall."""
    if not change.percent or change.percent < 0 or not words["change.eased"].search(subject + change.word):
        return change
    return replace(change, percent=-change.percent, rule="change.falls")


def real_growth(said: str, name: str, words: Grammar) -> str:
    """实际增长 of what is told with its prices by custom (收入, 零售额); output (生产总值, 增加值, 产量) always grows without them."""
    found = None if words["scope.volume"].search(name) else words["scope.real"].search(said)
    return found["word"] if found else ""


@lru_cache(maxsize=2048)
def strip_comparison(subject: str, words: Grammar) -> str:
    """进出口总额同比 → 进出口总额; 比上年 → nothing."""
    parts = words["change.since"].split(subject)
    kept = [p for p in parts if p and p.strip(" ,、")]
    return kept[0] if len(kept) == 1 else "".join(kept)


def completes(before: str, mention: Mention, words: Grammar) -> re.Match[str] | None:
    """完成年初预算 + 137.3%: how much of a plan is done."""
    return words["done.of-plan"].search(before) if mention.dimension == "percent" else None


def over_completion(before: str, after: str, mention: Mention, words: Grammar) -> bool:
    """超额 + 25% + 完成…任务, 超额完成 + 25%, 超目标任务 + 8%."""
    if mention.dimension != "percent" or "超" not in before:
        return False
    return bool((words["done.over"].search(before) and after.lstrip().startswith("完成")) or words["done.over-plan"].search(before))


@quick
@dataclass(frozen=True, slots=True)
class Rank:
    """``text`` as it stands (全市第2位); ``number`` None for 前列; ``subject`` the words before it."""

    text: str
    number: int | None
    subject: str
    start: int
    end: int


def read_rank(clause: str, words: Grammar) -> Rank | None:
    """The rank that a clause states, if any: a verb of ranking or a scope must stand by it."""
    if not words["rank.word"].search(clause):
        return None
    found: Rank | None = None
    for match in words["rank.place"].finditer(clause):
        scope, verb = match["scope"], match["verb"]
        if not verb and not scope:
            continue
        if not scope and not match["nth"] and words["rank.weak"].fullmatch(verb):
            continue
        digits = match["nth"]
        number = (int(digits) if digits.isdigit() else chinese_number(digits)) if digits else 1 if "首" in match["place"] else None
        start = match.start()
        rank = Rank((scope.replace("排名", "") + match["place"]).strip(), number, clause[:start], start, match.end())
        if found is not None:  # 从全国第12位升至第5位: the place arrived at, of what was named before the old one
            return replace(rank, subject=found.subject)
        if not words["rank.from"].search(clause[:start]):
            return rank
        found = rank
    return found


def rank_words(rank: Rank, clause: str, after_figure: int, words: Grammar) -> str:
    """The rank with what it ranks, as printed: 增量居全市第1位; only 全市第1位 where the words name nothing.

    ``after_figure`` is where the last quantity of the clause ends, 0 without one.
    """
    if after_figure > rank.start:
        return rank.text
    said = words["rank.lead"].sub("", clause[after_figure : rank.end].replace("\0", ""))
    subject = words["rank.verb"].sub("", said[: len(said) - (rank.end - rank.start)])
    plain = not subject or len(said) > RANK_LIMIT or bool(re.search(r"\d", subject))
    return rank.text if plain and not (rank.text.startswith("第") and len(said) <= len(rank.text) + 2) else said


RANK_LIMIT = 26


def is_rank(subject: str, words: Grammar) -> bool:
    """稳居全国前十强: a rank, and no subject."""
    rank = read_rank(subject, words)
    return rank is not None and not rank.subject.strip(" ,、") and rank.end == len(subject)
