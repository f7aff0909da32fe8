"""Headings whose number was lost: found by the gap they leave in a series, or by what they turn to.

Between 二、 and 四、 a short line of its own (or a short sentence that opens a paragraph, where the
sisters do so too) is the third. A report that looks back has a heading where it begins to look ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.content.headings import split_number
from builder.content.run_in_shapes import leading_sentence
from builder.importers.agencies import is_office
from builder.importers.heading_lines import Entry
from builder.text import parse_date

_PLAIN = re.compile(r"[。，；：.,;:！？!?|…]|\s{2}")
_NOT_A_HEAD = re.compile(r"[（(\[—\-*·•]|附件|附[:：]?|注|图为|表\s*\d|单位|(?:来源|作者|编辑|摄影)|第?\s*\d+\s*(?:页|条|张|期)")
_TURN = re.compile(
    r"下一?(?:步|阶段|年度|半年|季度)|明年|来年|今后|新的一年|(?:打算|计划|安排|思路|谋划|展望|考虑|设想|部署|目标|任务)\Z|20\d\d年.*工作"
)
_BACK = re.compile(r"上半年|回顾|总结|去年|完成|开展|进展|落实|情况|成效|成绩|做法|前三季度|上年")


def stands_alone(entries: Sequence[Entry], index: int, *, comma: bool = False) -> bool:
    """A short line without punctuation, between paragraphs, that is no signature, date or note."""
    text = entries[index].text
    if entries[index].rank or entries[index].line.apart or not 2 <= len(text) <= 30 or index + 1 >= len(entries):
        return False
    shape = re.sub("[，,]", "", text, count=1) if comma and len(text) >= 6 else text
    if entries[index].line.kind == "table" or _PLAIN.search(shape) or _NOT_A_HEAD.match(text):
        return False
    following = entries[index + 1]
    if following.line.apart or parse_date(text) or is_office(text):
        return False
    enough = 8 if _TURN.search(text) and following.text.endswith(("。", "：", ":")) else 40
    return bool(following.rank) or len(following.text) >= enough


def turns_ahead(entries: Sequence[Entry], index: int) -> bool:
    """下半年工作计划 on a line of its own, where no numbered series goes on below it."""
    if not (stands_alone(entries, index) and _TURN.search(entries[index].text)) or not any(e.rank for e in entries[:index]):
        return False
    following = next((e for e in entries[index + 1 :] if e.rank), None)
    return following is None or following.value == 1


def rank_of_turn(entries: Sequence[Entry], index: int) -> int:
    """The rank of what looks ahead: that of the first heading above that looks back, else the highest above."""
    above = [e for e in entries[:index] if e.rank]
    top = min(e.rank for e in above)
    return min([e.rank for e in above if _BACK.search(e.text)] or [top])


def fill_gaps(entries: list[Entry]) -> list[Entry]:
    """Give the lines that fill a gap in a numbered series the rank of that series."""
    for rank in sorted({e.rank for e in entries if e.rank}):
        for first, last, missing, inline in _gaps(entries, rank):
            found = [i for i in range(first + 1, last) if stands_alone(entries, i, comma=True)]
            if len(found) == missing:
                for i in found:
                    entries[i] = replace(entries[i], rank=rank)
            elif inline and not found:
                entries = _split_leads(entries, first, last, missing, rank)
    return entries


def _gaps(entries: Sequence[Entry], rank: int) -> list[tuple[int, int, int, bool]]:
    """(place before, place after, how many are missing, do they stand beside their text), last gap first."""
    gaps: list[tuple[int, int, int, bool]] = []
    start, value, last_value = -1, 0, 0
    for i, entry in enumerate(entries):
        if 0 < entry.rank < rank:
            start, value = i, 0
        elif entry.rank == rank and entry.value:
            missing = entry.value - value - 1
            # Numbers that go on across sections do not start at 1.
            if 0 < missing <= 2 and (value or entry.value != last_value + 1):
                gaps.append((start, i, missing, entry.inline))
            start, value, last_value = i, entry.value, entry.value
    return gaps[::-1]


def _split_leads(entries: list[Entry], first: int, last: int, missing: int, rank: int) -> list[Entry]:
    """The sentences that open paragraphs in the gap become headings, if there are as many as are missing."""
    # The text beside the heading above is no candidate: it is that heading's own.
    begin = first + (2 if first >= 0 and entries[first].inline else 1)
    leads = {i: lead for i in range(begin, last) if not entries[i].rank and (lead := leading_sentence(entries[i].text))}
    leads = {i: lead for i, lead in leads.items() if not split_number(entries[i].text).style}
    if len(leads) != missing:
        return entries
    out: list[Entry] = []
    for i, entry in enumerate(entries):
        if i in leads:
            end = leads[i].end
            out.append(replace(entry, text=entry.text[: end - 1].strip(), rank=rank, inline=True))
            out.append(replace(entry, text=entry.text[end:].strip()))
        else:
            out.append(entry)
    return out
