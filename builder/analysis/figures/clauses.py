"""Sentences cut into clauses: 逗号, 分号, 冒号 and brackets part them, quotation marks hold together.

Comes in: a folded passage and its quantities. Goes out: ``Clause`` values in reading order; what a
bracket adds (“(其中…)”) is a clause of its own, and blank in the clause around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.analysis.figures.mentions import Mention

BLANK = "\0"
_PARTING = re.compile("[,;:!?。.]")


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


def split_clauses(text: str, start: int, end: int, mentions: list[Mention], quoted: list[bool]) -> list[Clause]:
    """The clauses of the sentence [start, end)."""
    inside = [m for m in mentions if start <= m.start < end]
    asides = _asides(text, start, end, quoted, inside)
    outer_text = text
    for a, b in asides:
        outer_text = outer_text[:a] + BLANK * (b - a) + outer_text[b:]
    in_aside = {m.start for m in inside for a, b in asides if a <= m.start < b}
    clauses: list[Clause] = []
    for a, b, opener in _pieces(outer_text, start, end, quoted, inside):
        own = tuple(m for m in inside if a <= m.start < b and m.start not in in_aside)
        clauses.append(Clause(a, b, outer_text[a:b], opener, own, a, b))
        for c, d in asides:
            if a <= c < b:
                clauses += _aside_clauses(text, c, d, quoted, inside, a)
    return clauses


def _aside_clauses(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention], outer: int) -> list[Clause]:
    made: list[Clause] = []
    for a, b, opener in _pieces(text, start + 1, end - 1, quoted, mentions):
        own = tuple(m for m in mentions if a <= m.start < b)
        if own:
            made.append(Clause(a, b, text[a:b], opener or "(", own, outer, end))
    return made


def _asides(text: str, start: int, end: int, quoted: list[bool], mentions: list[Mention]) -> list[tuple[int, int]]:
    """Brackets that hold a quantity or a longer remark; a short one, as in 社区(村), stays part of the words."""
    found: list[tuple[int, int]] = []
    i = text.find("(", start, end)
    while i >= 0:
        close = i
        if not quoted[i]:
            close = text.find(")", i, end)
            if close < 0:
                break
            if close - i > 9 or any(i < m.start < close for m in mentions):
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
        if not any(start <= m.start <= i < m.end for m in mentions):
            if text[begin:i].strip():
                pieces.append((begin, i, opener))
            begin, opener = i + 1, text[i]
    if text[begin:end].strip():
        pieces.append((begin, end, opener))
    return pieces


def is_full_stop(text: str, i: int) -> bool:
    """An ASCII full stop used as 。: after a Chinese character, bracket or %, not before a digit of a decimal."""
    return text[i] == "." and i > 0 and (not text[i - 1].isascii() or text[i - 1] in "%)") and not text[i + 1 : i + 2].isdigit()
