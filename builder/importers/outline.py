"""Lines of a document → headings and paragraphs with levels (GB/T 9704-2012, 7.3.3).

一、 is level 1, (一) level 2 and so on; 第一部分 above 一、 pushes the others down; 1. directly under
一、 is level 2. The level of a heading is its depth among the headings that stand open above it, so
any numbering nests rightly. Run-in heads (一是) stay in their paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.content.headings import HeadingNumber, split_number
from builder.importers.agencies import is_office
from builder.importers.values import Line, Note
from builder.text import HAN, fold, parse_date

_RANK = {"1": 30, "2": 40, "3": 50, "decimal": 50, "4": 60, "circled": 70}
_PART_RANK = {"编": 5, "分": 6, "篇": 7, "章": 10, "节": 20}
_UPPER, _LOWER = 1, 35  # unnumbered headings above 一、 and below it
_MAX_HEAD = {"part": 60, "1": 70, "2": 60, "3": 45, "decimal": 45, "4": 45, "circled": 40}
_STOPS = "。！!？?；;"
_FIGURE = re.compile(r"\d[\d.,]*\s*(?:%|％|个百分点|[万亿千百]|元|个|家|户|人|宗|件|场|项|公里|亩|平方米)")
_DEEP = {"3", "decimal", "4", "circled"}
_PART_WORD = re.compile(
    r"回顾|总结|计划|安排|打算|目标|展望|思路|形势|总体|主要|工作|任务|措施|情况|问题|建议|部署|重点|成效|要求"
)
_SPREAD = re.compile(rf"[{HAN}](?:\s+[{HAN}]){{1,3}}")  # 综  合, set wide
_CONTENTS = re.compile(r"目\s*录")
_JOINED = re.compile(r"(?<=[。！？；])\s*(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (``level`` > 0), a paragraph (``level`` 0) or a table (``rows``) with its source line."""

    text: str
    line: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    inline: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line on its way to a piece; ``rank`` orders styles of numbering, 0 means running text."""

    text: str
    line: Line
    rank: int = 0
    value: int = 0
    inline: bool = False


def is_numbered(text: str) -> bool:
    """Does a line open with the number of an outline heading?"""
    return read_heading(text) is not None


def find_outline(lines: Sequence[Line]) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """The pieces of a document in order; lines that stand apart (byline, signature) are never headings."""
    entries = _unnumbered(_drop_contents(_entries(lines)))
    pieces: list[Piece] = []
    notes: list[Note] = []
    stack: list[int] = []
    for entry in entries:
        if not entry.rank:
            pieces.append(Piece(entry.text, entry.line.number, rows=entry.line.rows))
            continue
        while stack and stack[-1] >= entry.rank:
            stack.pop()
        stack.append(entry.rank)
        pieces.append(Piece(entry.text, entry.line.number, min(len(stack), 5), inline=entry.inline))
    inline = [p for p in pieces if p.inline]
    if inline:
        notes.append(Note("changed", "", f"{len(inline)} 处与正文同行的层次标题另起一行，标题后的句号不再保留", inline[0].line))
    if not any(p.level for p in pieces):
        notes.append(Note("missing", "", "没有认出层次标题（一、（一）1.），全文不分节"))
    return tuple(pieces), tuple(notes)


def read_heading(text: str) -> tuple[HeadingNumber, str, str] | None:
    """(number, heading, text after it on the same line); None when the line is no heading."""
    cut = split_number(text)
    if not cut.style:
        return None
    limit = _MAX_HEAD[cut.style]
    body = cut.heading
    stop = _first_stop(body)
    deep = cut.style in _DEEP
    if stop < 0:
        gap = re.match(r"([^，,。；;：:\s]{2,30})[\s\u3000]+(?=.{40,})", body)
        if gap:
            return cut, gap[1], body[gap.end() :]
        if body.endswith(("：", ":")):
            return (cut, body[:-1], "") if len(body) <= 30 else None
        unlike = len(body) > limit or (deep and (_FIGURE.search(body) or body.endswith(("，", ","))))
        return None if unlike else (cut, body, "")
    head, rest = body[:stop], body[stop + 1 :].strip()
    colon = re.match(r"([^，,。；;：:]{2,20})[：:](?=.{15,})", body)
    if colon:
        return cut, colon[1], body[colon.end() :].strip()
    if body[stop] in "；;" or len(head) > limit or (rest and len(re.findall("[，,]", head)) > 2):
        return None
    if deep and (not rest or _FIGURE.search(head)):
        # 1.完成投资3亿元。 is an item of a list, not a heading.
        return None
    return cut, head, rest


def _first_stop(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        elif char in _STOPS and not depth:
            return place
    return -1


def _rank(cut: HeadingNumber) -> int:
    if cut.style == "part":
        return next((rank for sign, rank in _PART_RANK.items() if sign in cut.number), 6)
    if cut.style == "decimal":
        return _RANK["3"] + len(re.findall("[.．](?=\\d)", cut.number))
    return _RANK[cut.style]


def _entries(lines: Sequence[Line]) -> list[_Entry]:
    entries: list[_Entry] = []
    seen: set[int] = set()
    for line in _split_joined(lines):
        found = None if line.kind == "table" or line.apart else read_heading(line.text)
        if found is None or not _is_plausible(found[0], seen):
            entries.append(_Entry(line.text, line))
            continue
        cut, head, rest = found
        rank = _rank(cut)
        seen = {r for r in seen if r <= rank} | {rank}
        gap = " " if re.match(r"\s", line.text[len(cut.number) :]) and cut.style in {"part", "decimal"} else ""
        if _SPREAD.fullmatch(head):
            head = re.sub(r"\s", "", head)
        entries.append(_Entry(cut.number + gap + head, line, rank, cut.value, bool(rest)))
        if rest:
            entries.append(_Entry(rest, line))
    return entries


def _split_joined(lines: Sequence[Line]) -> list[Line]:
    """Part lines in which a lost line end left the next heading (…。二、…) in the middle of a paragraph.

    Only the number that is due is believed: 二、 after 一、, and (一) or the next (n) below it.
    """
    out: list[Line] = []
    due = {"1": 1, "2": 1}
    for line in lines:
        start = 0
        due = _next_due(due, split_number(line.text))
        if line.kind == "text":
            for match in _JOINED.finditer(line.text):
                cut = split_number(line.text[match.end() :])
                if cut.value == due.get(cut.style) and read_heading(line.text[match.end() :]):
                    out.append(replace(line, text=line.text[start : match.end()].strip()))
                    due = _next_due(due, cut)
                    start = match.end()
        out.append(replace(line, text=line.text[start:].strip()))
    return out


def _next_due(due: dict[str, int], cut: HeadingNumber) -> dict[str, int]:
    if cut.style == "1":
        return {"1": cut.value + 1, "2": 1}
    return {**due, "2": cut.value + 1} if cut.style == "2" else due


def _is_plausible(cut: HeadingNumber, seen: set[int]) -> bool:
    """A series of deep numbers starts at 1: 3.5 or 12、 out of nowhere is no heading."""
    return cut.style in {"part", "1", "2"} or cut.value == 1 or _rank(cut) in seen


def _drop_contents(entries: list[_Entry]) -> list[_Entry]:
    """A table of contents is a run of headings without text that all come again later."""
    run = 0
    while run < len(entries) and not entries[run].rank:
        run += 1
    start = run
    while run < len(entries) and entries[run].rank:
        run += 1
    listed = entries[start:run]
    # With no text before it, the first real heading follows the list at once.
    again_at = next((i for i in range(start + 3, run) if _key(entries[i].text) == _key(entries[start].text)), run)
    if again_at < run:
        return [e for e in entries[:start] if not _CONTENTS.fullmatch(e.text)] + entries[again_at:]
    later = {_key(e.text) for e in entries[run:] if e.rank}
    again = [e for e in listed if _key(e.text) in later]
    if len(listed) < 3 or len(again) * 3 < len(listed) * 2:
        return entries
    end = max(i for i in range(start, run) if _key(entries[i].text) in later) + 1
    return [e for e in entries[:start] if not _CONTENTS.fullmatch(e.text)] + entries[end:]


def _key(text: str) -> str:
    return re.sub(r"[.·…\s]*\d*\Z", "", fold(text))


# ---- headings without a number -----------------------------------------------------------------


def _unnumbered(entries: list[_Entry]) -> list[_Entry]:
    """Rank the headings that carry no number: marked ones of a web page, and short lines on their own."""
    ranks = {e.rank for e in entries if e.rank}
    marked = [e.line.kind == "heading" and not e.rank for e in entries]
    if not any(marked):
        marked = [_stands_alone(entries, i) and (not ranks or _is_worded(entries, i)) for i in range(len(entries))]
        if sum(marked) < (2 if ranks else 3):
            # A single one counts only right above numbers that start at 1: its own number is lost.
            marked = [m and bool(ranks) and entries[i + 1].value == 1 for i, m in enumerate(marked)]
    out: list[_Entry] = []
    for i, entry in enumerate(entries):
        if not marked[i]:
            out.append(entry)
            continue
        out.append(replace(entry, rank=_rank_above(entries[i + 1 :], ranks) if ranks else 30 + max(0, entry.line.level - 2)))
    return out


def _rank_above(below: Sequence[_Entry], ranks: set[int]) -> int:
    """The rank of an unnumbered heading: one above numbers that start again at 1 below it."""
    following = next((e for e in below if e.rank), None)
    if following is None or following.value != 1:
        return _LOWER
    if following.rank == min(ranks):
        return _UPPER
    return max(r for r in ranks if r < following.rank) if below[0] is following else _LOWER


def _stands_alone(entries: Sequence[_Entry], index: int) -> bool:
    """A short line without punctuation, between paragraphs, that is no signature, date or note."""
    text = entries[index].text
    if entries[index].rank or entries[index].line.apart or not 2 <= len(text) <= 30 or index + 1 >= len(entries):
        return False
    if re.search(r"[。，；：.,;:！？!?|…]|\s{2}", text) or re.match(r"[（(\[—\-*·•]|附件|注", text):
        return False
    following = entries[index + 1]
    return not parse_date(text) and not is_office(text) and (bool(following.rank) or len(following.text) >= 40)


def _is_worded(entries: Sequence[_Entry], index: int) -> bool:
    """Among numbered headings, an unnumbered line counts only if it is worded like one."""
    return len(entries[index].text) >= 4 and bool(_PART_WORD.search(entries[index].text))
