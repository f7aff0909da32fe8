"""Sentences cut into clauses: 逗号, 分号, 冒号 and brackets part them, quotation marks hold together.

Comes in: a folded passage and its quantities. Goes out: ``Clause`` values in reading order; what a
bracket adds (“(其中…)”) is a clause of its own, and blank in the clause around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from builder.analysis.figures.mentions import Mention
from builder.frozen import quick

BLANK = "\0"
_PARTING = re.compile("[,;:!?。.]")
_BEFORE_ITEM = re.compile("[;:]")
_CN = "[一二三四五六七八九十]"
# (一) (3) 1. 3、 二、 ①, but no list of numbers (一、二产业, 1、2号楼) and no decimal
_ITEM_NUMBER = re.compile(rf"\s*(?:\((?:{_CN}{{1,3}}|\d{{1,2}})\)[、.]?|\d{{1,2}}[.、)](?!\d)|{_CN}{{1,3}}[、.](?!{_CN})|[①-⑳㈠-㈩⒈-⒛⑴-⒇])\s*(?=[\u4e00-\u9fa5“])")


@quick
@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` covers [start, end) of the passage with bracketed asides blanked out.

    ``opener`` is the mark in front (empty at the start of a sentence); ``outer`` the start of the
    clause around a bracket, else ``start``; ``last`` the place up to which a quote may run.
    """

    start: int
    end: int
    text: str
    opener: str
    mentions: tuple[Mention, ...]
    outer: int
    last: int

    @property
    def is_aside(self) -> bool:
        return self.outer != self.start


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph: its place, its folded words, its clauses."""

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]


def split_clauses(text: str, start: int, end: int, mentions: list[Mention], quoted: list[bool]) -> list[Clause]:
    """The clauses of the sentence [start, end)."""
    inside = mentions_in(mentions, start, end)
    asides = _asides(text, start, end, quoted, inside)
    outer_text = _blanked(_blanked(text, asides), _item_numbers(text, start, end, quoted, inside))
    in_aside = {m.start for a, b in asides for m in mentions_in(inside, a, b)}
    clauses: list[Clause] = []
    done = 0
    for a, b, opener in _pieces(outer_text, start, end, quoted, inside):
        own = tuple(m for m in mentions_in(inside, a, b) if m.start not in in_aside)
        clauses.append(Clause(a, b, outer_text[a:b], opener, own, a, b))
        while done < len(asides) and asides[done][0] < b:
            if asides[done][0] >= a:
                clauses += _aside_clauses(text, *asides[done], quoted, inside, a)
            done += 1
    return clauses


def _item_numbers(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention]) -> list[tuple[int, int]]:
    """The numbers of items of a list, (一) 1. ①, where a sentence or a part of it begins: they are no part of a name."""
    starts = [start, *(m.end() for m in _BEFORE_ITEM.finditer(text, start, end))]
    found = [m.span() for at in starts if at < end and not quoted[at] and (m := _ITEM_NUMBER.match(text, at, end))]
    return [(a, b) for a, b in found if not mentions_in(mentions, a, b)]


def mentions_in(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """Those that begin in [start, end); they come in reading order, so nothing is looked at twice."""
    if not mentions or mentions[-1].start < start or mentions[0].start >= end:
        return []
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _blanked(text: str, asides: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for a, b in asides:
        parts += [text[at:a], BLANK * (b - a)]
        at = b
    return "".join(parts) + text[at:] if parts else text


def _aside_clauses(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention], outer: int) -> list[Clause]:
    made: list[Clause] = []
    for a, b, opener in _pieces(text, start + 1, end - 1, quoted, mentions):
        own = mentions_in(mentions, a, b)
        if own:
            made.append(Clause(a, b, text[a:b], opener or "(", tuple(own), outer, end))
    return made


def _asides(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention]) -> list[tuple[int, int]]:
    """Brackets that hold a quantity, a longer remark or two (预计数,下同); a short one, as in 社区(村), stays part of the words."""
    found: list[tuple[int, int]] = []
    i = text.find("(", start, end)
    while i >= 0:
        close = i
        if not quoted[i]:
            close = text.find(")", i, end)
            if close < 0:
                break
            if close - i > 9 or _BEFORE_ITEM.search(text, i + 1, close) or "," in text[i:close] or mentions_in(mentions, i + 1, close):
                found.append((i, close + 1))
        i = text.find("(", close + 1, end)
    return found


def _pieces(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention]) -> list[tuple[int, int, str]]:
    """(start, end, mark in front) of the parts of [start, end)."""
    pieces: list[tuple[int, int, str]] = []
    begin, opener = start, ""
    for mark in _PARTING.finditer(text, start, end):
        i = mark.start()
        if quoted[i] or (mark[0] == "." and not is_full_stop(text, i)):
            continue
        last = bisect_left(mentions, i + 1, key=_start) - 1 if mentions else -1
        if last < 0 or mentions[last].start < start or mentions[last].end <= i:
            if text[begin:i].strip():
                pieces.append((begin, i, opener))
            begin, opener = i + 1, text[i]
    if text[begin:end].strip():
        pieces.append((begin, end, opener))
    return pieces


def is_full_stop(text: str, i: int) -> bool:
    """An ASCII full stop used as 。: after a Chinese character, bracket or %, not before a digit of a decimal."""
    return text[i] == "." and i > 0 and (not text[i - 1].isascii() or text[i - 1] in "%)") and not text[i + 1 : i + 2].isdigit()
