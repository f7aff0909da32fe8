"""Enumerations: subjects for 分别 and 各, a process named once at the end for all before it.

Comes in: the words before the numbers, or the drafts of one clause. Goes out: names.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from builder.analysis.figures.drafts import Draft
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.subjects import trim_lead, trim_tail


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
    return part + head[0] if head and not words["name.shared-end"].search(part) else part


def spread_comparison(values: list[Mention]) -> list[Mention]:
    """分别稳定在98%、95%以上: a qualifier said once holds for all."""
    signs = {m.comparison for m in values} - {"eq"}
    if len(signs) != 1:
        return values
    sign = signs.pop()
    return [replace(m, comparison=sign) for m in values]


def _pair(head: str, count: int, words: Grammar) -> list[str]:
    """城乡低保标准 → 城镇低保标准, 农村低保标准."""
    for both, names in words.meanings["pairs"]:
        if count == 2 and both in head:
            before, _, after = head.partition(both)
            return [name + after for name in names.split("、")] if not trim_lead(before, words) else []
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
    return [p if not verb or words["name.kept-start"].match(p) else verb[0] + p for p in parts]


def shared_process(drafts: list[Draft], clause: int, words: Grammar) -> None:
    """151个小区、34间厂企雨污分流改造: what is done to the last is done to all; bare nouns take it along."""
    own = [len(drafts) - 1 - i for i, _ in enumerate(takewhile(lambda d: d.clause == clause, reversed(drafts)))][::-1]
    if len(own) < 2:
        return
    process = words["name.shared-process"].search(drafts[own[-1]].name)
    if not process or process.start() < 2:
        return
    for i in own[:-1]:
        if drafts[i].name in words.lists["generic"]:
            drafts[i] = replace(drafts[i], name=drafts[i].name + process[0])
