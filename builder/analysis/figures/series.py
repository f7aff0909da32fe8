"""Enumerations: subjects for 分别 and 各, a process named once at the end for all before it.

Comes in: the words before the numbers, or the drafts of one clause. Goes out: names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from builder.analysis.figures.drafts import AND, Draft
from builder.analysis.figures.mentions import Mention
from builder.analysis.figures.subjects import trim_lead, trim_tail
from builder.analysis.figures.wording import SubjectWords

_AND = re.compile(rf"[、,]|{AND}")
_PAIRS = {"城乡": ("城镇", "农村"), "男女": ("男", "女")}


def subjects_of(head: str, count: int, words: SubjectWords) -> list[str]:
    """As many subjects as there are numbers: the last ones named before 分别; empty when there are fewer."""
    head = trim_tail(head, words)
    parts = [p for p in _AND.split(head) if p.strip()]
    if len(parts) < count:
        return _pair(head, count, words)
    parts = parts[len(parts) - count :]
    parts[0] = trim_lead(parts[0], words)
    last = parts[-1]
    return [_with_end(p, last) for p in parts]


_HEAD = re.compile(r"(?:增加值|总产值|产值|投资|收入|总额|面积|产量|销量|余额|资金|标准|平均浓度|浓度|能力|强度|规模|[\u4e00-\u9fff]{2}率|占比|比重|数量|人数)\Z")


def _with_end(part: str, last: str) -> str:
    """城镇 + 农村居民人均可支配收入, 居民医保 + 养老保险参保率: what is cut short shares the end of the last."""
    if part == last or last.startswith(part):
        return part
    if len(part) <= 3 and len(last) >= len(part) + 3:
        return part + last[len(part) :]
    head = _HEAD.search(last)
    return part + head[0] if head and not _HEAD.search(part) else part


def spread_comparison(values: list[Mention]) -> list[Mention]:
    """分别稳定在98%、95%以上: a qualifier said once holds for all."""
    signs = {m.comparison for m in values} - {"eq"}
    if len(signs) != 1:
        return values
    sign = signs.pop()
    return [replace(m, comparison=sign) for m in values]


def _pair(head: str, count: int, words: SubjectWords) -> list[str]:
    """城乡低保标准 → 城镇低保标准, 农村低保标准."""
    for both, names in _PAIRS.items():
        if count == 2 and both in head:
            before, _, after = head.partition(both)
            return [name + after for name in names] if not trim_lead(before, words) else []
    return []


def each_of(said: str, words: SubjectWords, *, is_rate: bool) -> list[str]:
    """新建学校、医院各 + 2所 → 新建学校, 新建医院; empty without 各 or 分别 (for rates also 均) or with one subject only."""
    each = re.search(r"(?:各|均)(?:达到|达|为|超过|超|增长)?\s*$" if is_rate else r"(?:各|分别)\s*$", said)
    if not each:
        return []
    head = trim_tail(said[: each.start()], words)
    verb = words.kept_start.match(trim_lead(head, words))
    parts = [trim_lead(p, words) for p in _AND.split(head) if p.strip()]
    if len(parts) < 2:
        return []
    lead = words.kept_start.match(parts[-1])
    thing = parts[-1][lead.end() :] if lead else ""
    parts = [p + thing if words.kept.fullmatch(p) else p for p in parts]
    return [p if not verb or words.kept_start.match(p) else verb[0] + p for p in parts]


_PROCESS = re.compile(r"[\u4e00-\u9fff]{4}(?:改造|整治|治理|清查|提升|修缮|建设|普查)(?:工程|工作|任务)?\Z")


def shared_process(drafts: list[Draft], clause: int, words: SubjectWords) -> None:
    """151个小区、34间厂企雨污分流改造: what is done to the last is done to all; bare nouns take it along."""
    own = [len(drafts) - 1 - i for i, _ in enumerate(takewhile(lambda d: d.clause == clause, reversed(drafts)))][::-1]
    if len(own) < 2:
        return
    process = _PROCESS.search(drafts[own[-1]].name)
    if not process or process.start() < 2:
        return
    for i in own[:-1]:
        if drafts[i].name in words.generic:
            drafts[i] = replace(drafts[i], name=drafts[i].name + process[0])
