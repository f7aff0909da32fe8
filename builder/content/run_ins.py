"""Run-in heads of official prose: 一是…。二是…。 inside a paragraph, and short unnumbered heads.

Comes in: the paragraphs of a report with the section each stands in. Goes out: where each item
begins, where its head ends, how deep it lies below the headed section.

Three sorts, read in this order:

- *numbered* (一是, 一要, 第一，): a head is the first sentence of its item. Heads that the source damaged
  are known again by their neighbours: a lost numeral (是…。), a lost number, a lost stop;
- *leading*: an unnumbered short sentence that opens a paragraph, if most paragraphs of a section do so;
- *inner*: unnumbered short sentences inside a numbered item, if the item opens with one and has two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from builder.content import run_in_shapes as shapes
from builder.content.run_in_shapes import Mark, Sentence, Sisters


@dataclass(frozen=True, slots=True)
class RunInHead:
    """``text[start:head_end]`` = number + head + stop; ``end`` = end of the item; ``depth`` 1 or 2."""

    start: int
    head_end: int
    end: int
    number: str
    heading: str
    depth: int = 1


_PREAMBLE = {"", "-1"}  # keys of the text before the first heading


def find_run_ins(paragraphs: Sequence[tuple[str, str]]) -> list[tuple[RunInHead, ...]]:
    """(section id, text) of every paragraph in order → the run-in items of each."""
    texts = [text for _, text in paragraphs]
    openers = cache(lambda: shapes.sentence_openers(texts))  # asked for only where a head lost its stop
    leading = _leading(paragraphs)
    marks: list[list[Mark]] = [[] for _ in texts]
    for members in _by_section(paragraphs):
        numbered = _numbered([texts[i] for i in members], openers)
        if _is_preamble(paragraphs, members) and sum(bool(items) and not items[0].start for items in numbered) < 2:
            # A text before the first heading announces what follows (做了三件事：一是…) unless its items fill paragraphs.
            continue
        for index, found in zip(members, numbered, strict=True):
            marks[index] = found
    return [_assemble(text, found, lead) for text, found, lead in zip(texts, marks, leading, strict=True)]


def _is_preamble(paragraphs: Sequence[tuple[str, str]], members: Sequence[int]) -> bool:
    """Do these stand before the first heading of a document that has headings?"""
    return paragraphs[members[0]][0] in _PREAMBLE and len({section for section, _ in paragraphs}) > 1


def _by_section(paragraphs: Sequence[tuple[str, str]]) -> Iterable[list[int]]:
    groups: dict[str, list[int]] = {}
    for index, (section, _) in enumerate(paragraphs):
        groups.setdefault(section, []).append(index)
    return groups.values()


# ---- numbered items ----------------------------------------------------------------------------


def _numbered(texts: Sequence[str], openers: Callable[[], frozenset[str]]) -> list[list[Mark]]:
    """The numbered heads of one section's paragraphs; a list of mere clauses (；) is none."""
    found = shapes.with_sisters([shapes.marks_in(text) for text in texts])
    if not any(mark.value for marks in found for mark in marks):
        return [[] for _ in texts]
    # 是… without a numeral counts only beside numbered neighbours in the same paragraph, or where paragraphs open with them.
    opening = any(mark.value and not mark.start for marks in found for mark in marks)
    beside = [any(m.value for m in marks) for marks in found]
    found = [[m for m in marks if m.value or near or (opening and not m.start)] for marks, near in zip(found, beside, strict=True)]
    found = [shapes.drop_enumeration(text, marks) for text, marks in zip(texts, found, strict=True)]
    found = [shapes.read_heads(text, marks) for text, marks in zip(texts, found, strict=True)]
    pattern = [mark for marks in found for mark in marks if mark.intact]
    repaired: list[list[Mark]] = []
    expected = 1
    for text, marks in zip(texts, found, strict=True):
        marks = _cut_heads(text, marks, pattern, openers)
        marks = _with_lost(text, marks, expected, pattern)
        for mark in marks:
            expected = (mark.value or expected) + 1
        repaired.append(marks)
    return repaired


def _cut_heads(text: str, marks: Sequence[Mark], pattern: Sequence[Mark], openers: Callable[[], frozenset[str]]) -> list[Mark]:
    """Give items whose head lost its stop the head their neighbours' shape suggests."""
    if all(map(_is_plain, marks)):
        return list(marks)
    beside = [m.heading for m in marks if _is_plain(m)] or [m.heading for m in pattern if _is_plain(m)]
    sisters = Sisters.of(beside)
    return [m if _is_plain(m) or not beside else _cut_head(text, m, sisters, openers) for m in marks]


def _cut_head(text: str, mark: Mark, sisters: Sisters, openers: Callable[[], frozenset[str]]) -> Mark:
    length = shapes.missing_stop(text[mark.head_start : mark.head_end], sisters, openers())
    if not length:
        return mark
    end = mark.head_start + length
    return replace(mark, head_end=end, heading=text[mark.head_start : end].strip())


def _is_plain(mark: Mark) -> bool:
    """A head of one clause, with its stop: a pattern for its sisters."""
    return mark.intact and not re.search("[，,]", mark.heading)


def _with_lost(text: str, marks: list[Mark], expected: int, pattern: Sequence[Mark]) -> list[Mark]:
    """Where a number is missing from the sequence, the sentence before that looks like its sisters is the head."""
    out: list[Mark] = []
    start = 0
    for mark in marks:
        if mark.value and mark.value == expected + 1:
            lost = shapes.lost_head(text, start, mark.start, [m.heading for m in pattern])
            if lost:
                out.append(lost)
        out.append(mark)
        expected = (mark.value or expected) + 1
        start = mark.head_end
    return out


# ---- unnumbered heads --------------------------------------------------------------------------


def _leading(paragraphs: Sequence[tuple[str, str]]) -> list[Sentence | None]:
    """The short sentence that opens each paragraph, where that is a pattern of the document."""
    heads: list[Sentence | None] = [shapes.leading_sentence(text) for _, text in paragraphs]
    heads = _one_shape(paragraphs, heads)
    kept: list[Sentence | None] = [None] * len(paragraphs)
    for members in _by_section(paragraphs):
        if _is_preamble(paragraphs, members):
            continue
        hits = [i for i in members if heads[i]]
        marked = [i for i in hits if shapes.is_marked(paragraphs[i][1], heads[i] or Sentence(0, 0))]
        prose = [i for i in members if shapes.is_prose(paragraphs[i][1])]
        # A section may open with a paragraph that leads in and close with one that sums up.
        if len(marked) < 2 and len(hits) >= 2 and len(hits) >= len(prose) - 2 and len(hits) * 2 > len(prose):
            marked = hits
        if len(marked) >= 2:
            for i in marked:
                kept[i] = heads[i]
    many = sum(head is not None for head in kept) >= 3
    return [h if h and (many or shapes.is_marked(text, h)) else None for h, (_, text) in zip(kept, paragraphs, strict=True)]


def _one_shape(paragraphs: Sequence[tuple[str, str]], heads: Sequence[Sentence | None]) -> list[Sentence | None]:
    """Where most heads of a document have no comma, a sentence with one (a slogan, a summing up) is none."""
    has_comma = [bool(h and re.search("[，,]", text[h.start : h.end])) for h, (_, text) in zip(heads, paragraphs, strict=True)]
    plain = sum(h is not None for h in heads) - sum(has_comma)
    return [None if comma and plain >= sum(has_comma) else h for h, comma in zip(heads, has_comma, strict=True)]


# ---- assembly ----------------------------------------------------------------------------------


def _assemble(text: str, marks: Sequence[Mark], lead: Sentence | None) -> tuple[RunInHead, ...]:
    heads: list[RunInHead] = []
    depth = 1
    if lead:
        heads.append(RunInHead(lead.start, lead.end, len(text), "", shapes.bare(text[lead.start : lead.end])))
        depth = 2
    ends = [*(mark.start for mark in marks[1:]), len(text)][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        if not mark.heading:
            continue
        heads.append(RunInHead(mark.start, mark.head_end, end, mark.number, mark.heading, depth))
        if depth == 1:
            heads += _inner(text, mark.head_end, end)
    return tuple(heads)


def _inner(text: str, start: int, end: int) -> list[RunInHead]:
    inner = shapes.inner_heads(text, start, end)
    ends = [*(s.start for s in inner[1:]), end][: len(inner)]
    return [
        RunInHead(s.start, s.end, stop, "", shapes.bare(text[s.start : s.end]), 2) for s, stop in zip(inner, ends, strict=True)
    ]
