"""Markdown → drafts: text runs, lists, tables and headings with their source lines, before ids exist.

Only known inline and block elements survive; raw HTML keeps its text and loses everything else, so
nothing a content file says can run in a reader's browser. Whatever is not shown has a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from builder.content.draft import Draft, walk_drafts
from builder.content.inline_marks import mark_units
from builder.content.limits import BODY_LIMIT, LINES_LIMIT, PARAGRAPH_LIMIT
from builder.content.link_definitions import unused
from builder.content.lost_text import check_nothing_lost
from builder.content.markup import heading, too_long
from builder.content.opaque import PLACEHOLDER, Line, inert, plain, without_foreign
from builder.content.pipe_tables import check_bars
from builder.content.plain_blocks import blocks_of, read_plain
from builder.content.prose_lines import Unit, read_prose
from builder.content.raw_html import read_html
from builder.problems import Location, Problem

_SHOWN_OF_TOO_MUCH = 60  # characters; an error keeps them from any page


def read_markdown(text: str, first_line: int, path: str = "") -> tuple[list[Draft], list[Problem]]:
    """The drafts of a body, and what of it cannot be shown."""
    text, problems = _bounded(text.replace("\r\n", "\n").replace("\r", "\n"), first_line, path)
    lines, found = read_html(text, first_line, path)
    problems += found
    prose = read_prose(lines, path)
    problems += prose.problems
    units, found = mark_units(prose.units, prose.definitions, path)
    problems += found
    problems += [unused(d) for d in prose.definitions.values() if not d.used]
    problems += check_bars(_with_bars(prose.units), path)
    drafts = make_drafts(units)
    lines = [line for unit in units for line in unit.lines]
    problems += check_nothing_lost(lines, drafts, path, frozenset(p.location.line for p in problems))
    problems += [p for d in drafts if d.kind == "heading" for p in heading({m.tag for m in d.inlines}, Location(path, d.line))]
    problems += _cut_too_long(drafts, path)
    return drafts, list(dict.fromkeys(problems))


def _cut_too_long(drafts: list[Draft], path: str) -> Iterator[Problem]:
    """Paragraphs that an HTML block has put together from many lines."""
    for draft in walk_drafts(drafts):
        if len(draft.text) > PARAGRAPH_LIMIT:
            yield too_long(Location(path, draft.line), "一段", len(draft.text), PARAGRAPH_LIMIT)
            draft.text, draft.inlines = draft.text[:_SHOWN_OF_TOO_MUCH], ()


def _bounded(text: str, first_line: int, path: str) -> tuple[str, list[Problem]]:
    """The text if it is not longer than any report; else its beginning, and an error."""
    place, count = Location(path, first_line), text.count("\n") + 1
    if len(text) > BODY_LIMIT:
        problem = too_long(place, "正文", len(text), BODY_LIMIT)
    elif count > LINES_LIMIT:
        problem = too_long(place, "正文", count, LINES_LIMIT, "行")
    else:
        return _bounded_lines(without_foreign(text), first_line, path)
    return inert(without_foreign(text.lstrip()[:_SHOWN_OF_TOO_MUCH])), [problem]


def _bounded_lines(text: str, first_line: int, path: str) -> tuple[str, list[Problem]]:
    lines = text.split("\n")
    problems: list[Problem] = []
    for k, line in enumerate(lines):
        if len(line) > PARAGRAPH_LIMIT:
            problems.append(too_long(Location(path, first_line + k), "一行", len(line), PARAGRAPH_LIMIT))
            lines[k] = inert(line.lstrip()[:_SHOWN_OF_TOO_MUCH])
    return "\n".join(lines), problems


def _with_bars(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    """The lines of prose that hold a bar."""
    bars = ("|", inert("|"))
    for unit in units:
        if unit.kind in {"text", "item"} and any(bar in unit.text for bar in bars):
            yield from ((line.number, plain(line.text)) for line in unit.lines if any(bar in line.text for bar in bars))


def make_drafts(units: Sequence[Unit], *, quick: bool = True) -> list[Draft]:
    """The drafts of units whose marks are read. ``quick``: the converter is asked only about blocks that need it; nothing else changes."""
    blocks = blocks_of(units)
    made = read_plain(blocks, quick=quick)
    if made and all(drafts is None for drafts in made):
        return _converted([line for unit in units for line in unit.lines])
    if all(drafts is not None for drafts in made):
        return [draft for drafts in made for draft in drafts or ()]
    # The converter reads the rest with a paragraph in place of what it need not read, so that it sees what stands beside what.
    lines: list[Line] = []
    held: list[list[Draft]] = []
    for plainly, run in groupby(zip(blocks, made, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(run)
        if plainly:
            held.append([draft for _, drafts in pairs for draft in drafts or ()])
            lines += [Line(0, ""), Line(0, PLACEHOLDER)]
        else:
            for block, _ in pairs:
                lines += [Line(0, ""), *(line for unit in block for line in unit.lines)]
    waiting = iter(held)
    return [one for draft in _converted(lines) for one in (next(waiting) if draft.text == PLACEHOLDER else [draft])]


def _converted(lines: Sequence[Line]) -> list[Draft]:
    from builder.content.converted import convert  # when first needed: see there

    return convert(lines)
