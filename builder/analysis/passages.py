"""Paragraphs → passages: the smallest pieces of official prose that make sense alone (design 6).

A passage is a sentence, or a clause that a semicolon sets off, never across the edge of a run-in
item. ``head`` tells the head of a run-in item, which says what follows is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from builder.frozen import quick
from builder.model import Paragraph
from builder.text import han_key, sentence_spans

_SHORTEST_CLAUSE = 12  # characters; a shorter piece beside a semicolon is an item of a list, not a statement


@quick
@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of a paragraph's text. ``section`` is the innermost section that holds it."""

    start: int
    end: int
    section: str
    head: bool = False


def passages_of(paragraph: Paragraph) -> tuple[Passage, ...]:
    """All passages of a paragraph in order; together they hold all its text but white space."""
    edges = sorted({0, len(paragraph.text), *(p for item in paragraph.run_ins for p in (item.start, item.head_end, item.end))})
    heads = {(item.start, item.head_end) for item in paragraph.run_ins}
    out: list[Passage] = []
    for left, right in pairwise(edges):
        section = paragraph.section_at(left)
        if (left, right) in heads:
            out.append(Passage(left, right, section, head=True))
        else:
            out += [Passage(a, b, section) for a, b in _statements(paragraph.text, left, right)]
    return tuple(out)


@lru_cache(maxsize=1024)
def sentences_in(text: str) -> tuple[tuple[int, int], ...]:
    """``sentence_spans``, for all who go through one paragraph after each other. Pure, so remembering it is safe."""
    return tuple(sentence_spans(text))


def _statements(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    for start, end in sentences_in(text[left:right]):
        yield from _clauses(text, left + start, left + end)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut at its semicolons, unless one of the pieces is too short to say something."""
    if "；" not in text[start:end] and ";" not in text[start:end]:
        yield start, end
        return
    cuts = [i + 1 for i in _semicolons(text, start, end - 1)]
    edges = [start, *cuts, end]
    pieces = list(pairwise(edges))
    if all(len(han_key(text[a:b])) >= _SHORTEST_CLAUSE for a, b in pieces):
        yield from pieces
    else:
        yield start, end


_STEP = {mark: (pair, 1 - 2 * i) for pair in ("“”", "（）", "()", "《》") for i, mark in enumerate(pair)}


def _semicolons(text: str, start: int, end: int) -> Iterator[int]:
    """Where a semicolon stands outside quotation marks and brackets."""
    depth = dict.fromkeys(("“”", "（）", "()", "《》"), 0)
    for i in range(start, end):
        if text[i] in _STEP:
            pair, step = _STEP[text[i]]
            depth[pair] += step
        elif text[i] in "；;" and all(n <= 0 for n in depth.values()):
            yield i
