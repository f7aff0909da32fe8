"""Headings that carry no number: marked ones of a web page, bold lines, short lines on their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.importers.heading_lines import Entry, is_statement
from builder.importers.lost_numbers import fill_gaps, rank_of_turn, stands_alone, turns_ahead

_UPPER, _LOWER = 1, 35  # above 一、 and below it
_PART_WORD = re.compile(
    r"回顾|总结|计划|安排|打算|目标|展望|思路|形势|总体|主要|工作|任务|措施|情况|问题|建议|部署|重点|成效|要求"
)
_PART_WORD = re.compile(
    r"回顾|总结|计划|安排|打算|目标|展望|思路|形势|总体|主要|工作|任务|措施|情况|问题|建议|部署|重点|成效|要求"
)


def rank_unnumbered(entries: list[Entry]) -> list[Entry]:
    """Give each heading without a number its rank; what is no heading keeps rank 0."""
    entries = fill_gaps(entries)
    ranks = {e.rank for e in entries if e.rank}
    marked = [e.line.kind == "heading" and not e.rank and not is_statement(e.text) for e in entries]
    if not any(marked):
        marked = _bold(entries) or _short(entries, ranks)
    turns = [turns_ahead(entries, i) for i in range(len(entries))] if ranks else []
    out: list[Entry] = []
    for i, entry in enumerate(entries):
        if ranks and turns[i] and not entry.rank and _has_no_like(entries, i, marked):
            out.append(replace(entry, rank=rank_of_turn([*out, *entries[i:]], i)))
        elif not marked[i]:
            out.append(entry)
        elif ranks:
            out.append(replace(entry, rank=_rank_among(entries, i, ranks, marked)))
        else:
            out.append(replace(entry, rank=30 + max(0, entry.line.level - 2)))
    return out


def _bold(entries: Sequence[Entry]) -> list[bool]:
    """Bold lines that are shaped like headings, if there are two or more."""
    marked = [e.line.bold and stands_alone(entries, i, comma=True) for i, e in enumerate(entries)]
    return marked if sum(marked) >= 2 else []


def _short(entries: Sequence[Entry], ranks: set[int]) -> list[bool]:
    """Short lines on their own, where they are a pattern of the document."""
    plain = [stands_alone(entries, i) for i in range(len(entries))]
    comma = [stands_alone(entries, i, comma=True) for i in range(len(entries))]
    if not ranks:
        return plain if sum(plain) >= 3 else comma if sum(comma) >= 3 else [False] * len(entries)
    above_one = [p and entries[i + 1].value == 1 for i, p in enumerate(plain)]
    worded = [p and _is_worded(entries[i].text) for i, p in enumerate(plain)]
    if sum(above_one) >= 2 or sum(plain) >= 3:
        return plain
    if sum(worded) >= 2:
        return worded
    # A single one counts only above numbers that start at 1: its own number is lost.
    return [one or (word and _starts_below(entries, i)) for i, (one, word) in enumerate(zip(above_one, worded, strict=True))]


def _starts_below(entries: Sequence[Entry], index: int) -> bool:
    """Is the next numbered heading a first one?"""
    return next((e.value for e in entries[index + 1 :] if e.rank), 0) == 1


def _rank_among(entries: Sequence[Entry], index: int, ranks: set[int], marked: Sequence[bool]) -> int:
    """The rank of an unnumbered heading: one above numbers that start again at 1 below it."""
    below = entries[index + 1 :]
    following = next((e for e in below if e.rank), None)
    if following is None:
        # The last ones are like those before them that stand above numbers beside their text.
        before = next((e for e in reversed(entries[:index]) if e.rank), None)
        like = any(m and _starts_below(entries, i) for i, m in enumerate(marked[:index]))
        nested = before is not None and before.rank == min(ranks) and (before.inline or min(ranks) > _LOWER)
        return _UPPER if nested and like else _LOWER
    if following.value != 1:
        return _LOWER
    if following.rank == min(ranks):
        return _UPPER
    above = max(r for r in ranks if r < following.rank)
    return above if below[0] is following or _starts_again(entries[:index], following, above) else _LOWER


def _starts_again(before: Sequence[Entry], following: Entry, above: int) -> bool:
    """Did the series that starts below count already, since the last heading above it?"""
    for entry in reversed(before):
        if entry.rank == following.rank:
            return True
        if 0 < entry.rank <= above:
            return False
    return False


def _has_no_like(entries: Sequence[Entry], index: int, marked: Sequence[bool]) -> bool:
    """Nothing below says how the line ranks: no series starts again under it."""
    return next((e for e in entries[index + 1 :] if e.rank), None) is None or not marked[index]


def _is_worded(text: str) -> bool:
    """Among numbered headings, an unnumbered line counts only if it is worded like one."""
    return len(text) >= 4 and bool(_PART_WORD.search(text))
