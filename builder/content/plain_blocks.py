"""Units → drafts without the Markdown converter, for blocks that need none of it: paragraphs, headings, tables, flat lists, rules.

Nearly every block of a real report is one of these. What is read here is read as the converter would (a test compares them
over thousands of bodies); a block that might mean more to it is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from builder.content.draft import Draft
from builder.content.headings import split_number
from builder.content.inline_text import tagged_text
from builder.content.line_shapes import ITEM
from builder.content.opaque import TAG, active, plain
from builder.content.pipe_tables import cells, is_separator
from builder.content.prose_lines import Unit
from builder.text import han_key

_HEADING = re.compile(r"(#{1,6})(.*)\Z")
_RULE = re.compile(r" {0,3}(?:---+|___+|\*\*\*+)\Z")
# Signs by which the converter, or the HTML reader behind it, could take a line for something else than text.
_NOT_PLAIN = re.compile(r"(?m)[<&]|\n *\n|^(?: {4}| {0,3}(?:[#>:]|[-+*] |[0-9]+\. |[-_*][-_* ]*$))")
_WIDE_EDGE = re.compile(r"[^\S ] *\||\| *[^\S ]")  # blanks of another sort at a cell's edge
_DEFINES = re.compile(r" {0,3}: {1,3}")  # a line of a definition list takes the paragraph above it


def blocks_of(units: Sequence[Unit]) -> list[list[Unit]]:
    """What stands between blank lines, in order."""
    return [list(group) for blank, group in groupby(units, key=lambda unit: unit.kind == "blank") if not blank]


def read_plain(blocks: Sequence[Sequence[Unit]], *, quick: bool = True) -> list[list[Draft] | None]:
    """The drafts of each block; None: only the converter can tell. Blocks that are one list give it with the first of them."""
    if not quick or any(unit.kind == "raw" or any(_DEFINES.match(line.text) for line in unit.lines) for block in blocks for unit in block):
        return [_picture(block) for block in blocks]
    made: list[list[Draft] | None] = [_read(block) for block in blocks]
    if any(drafts is None and _is_unpaired(block) for drafts, block in zip(made, blocks, strict=True)):
        return [_picture(block) for block in blocks]  # a tag that ends in another paragraph
    for listed, run in groupby(range(len(blocks)), key=lambda k: made[k] is None or blocks[k][0].kind == "item"):
        if listed:
            _join_lists(made, list(run))
    return made


def _join_lists(made: list[list[Draft] | None], run: Sequence[int]) -> None:
    """Lists that follow each other are one list if their kinds and numbers say so; beside what the converter reads, it reads them too."""
    if any(made[k] is None for k in run):
        for k in run:
            made[k] = None
        return
    above: Draft | None = None
    for k in run:
        kept: list[Draft] = []
        for draft in made[k] or ():
            if above is not None and above.ordered == draft.ordered and (not draft.ordered or above.first + len(above.children) == draft.first):
                above.children += draft.children
            else:
                above = draft
                kept.append(draft)
        made[k] = kept
    for k in run:
        for draft in made[k] or ():
            draft.children = tuple(item for item in draft.children if item or draft.ordered)  # an empty item has its number still


def _is_unpaired(block: Sequence[Unit]) -> bool:
    return any(tagged_text(unit.text) is None for unit in block)


def _picture(block: Sequence[Unit]) -> list[Draft] | None:
    """A picture, in a body of which the converter must read all else."""
    return _read(block) if block[0].kind == "image" else None


def _read(block: Sequence[Unit]) -> list[Draft] | None:
    first = block[0]
    if first.kind == "item":
        return _lists(block)
    if first.kind == "row":
        return _table(block)
    if len(block) > 1:
        return None
    if first.kind == "image":
        return _image(first)
    if first.kind == "heading":
        return _heading(first)
    if first.kind == "rule":
        return [Draft("rule")] if _RULE.match(first.text) else None
    return _text(first.text, first) if first.kind == "text" else None


def _heading(unit: Unit) -> list[Draft] | None:
    match = _HEADING.match(unit.text)
    title = match[2].rstrip("#") if match else ""
    found = tagged_text(title.strip()) if match and not _has_markup(title) else None
    if match is None or found is None:
        return None
    text, inlines = found
    return [Draft("heading", text, inlines, line=unit.lines[0].number, level=max(1, len(match[1]) - 1), number=split_number(text))] if text else []


def _image(unit: Unit) -> list[Draft]:
    """Its file in ``source``, its words in ``text``: they are shown to who does not see it, and are no sentence of the report."""
    found = TAG.search(unit.text)
    file = active(found[1].partition('href="')[2].removesuffix('"')) if found else ""
    return [Draft("image", plain(unit.text).strip(), line=unit.lines[0].number, source=file)]


def _text(written: str, unit: Unit) -> list[Draft] | None:
    if _NOT_PLAIN.search(written) or ("|" in written and "\n" in written):
        return None
    found = tagged_text(written.lstrip())
    if found is None:
        return None
    text, inlines = found
    return [Draft("text", text, inlines, _line(unit))] if text else []


def _line(unit: Unit) -> int:
    """The line that the text begins on."""
    if len(unit.lines) == 1:
        return unit.lines[0].number
    return next((line.number for line in unit.lines if han_key(plain(line.text))), unit.lines[0].number)


def _table(block: Sequence[Unit]) -> list[Draft] | None:
    lines = [line for unit in block for line in unit.lines]
    head = lines[0].text
    if not head.startswith("|") or any(unit.kind not in {"row", "separator"} for unit in block) or not is_separator(lines[1].text):
        return None
    width = len(cells(head, bordered=True))
    if width < 2 or width != len(cells(lines[1].text, bordered=True)):
        return None
    rows: list[tuple[Draft, ...]] = []
    for number, text in ((line.number, line.text) for line in (lines[0], *lines[2:])):
        if _WIDE_EDGE.search(text):
            return None
        row: list[Draft] = []
        written = cells(text, bordered=True)[:width]
        for cell in (*written, *[""] * (width - len(written))):
            found = None if _has_markup(cell) else tagged_text(cell)
            if found is None:
                return None
            row.append(Draft("text", *found, number))
        rows.append(tuple(row))
    if len(rows) == 1:
        rows.append(tuple(Draft("text", line=lines[1].number) for _ in range(width)))
    return [Draft("table", children=tuple(rows), header_rows=1)]


def _lists(block: Sequence[Unit]) -> list[Draft] | None:
    """Items without anything inside them but text. Each becomes a list of its own here; ``_join_lists`` puts them together."""
    drafts: list[Draft] = []
    for unit in block:
        marker = ITEM.match(unit.text)
        if unit.kind != "item" or not marker or len(marker[1]) > 3:
            return None
        item = _text(unit.text[marker.end() :], unit)
        if item is None:
            return None
        drafts.append(Draft("list", ordered=not marker[2], first=1 if marker[2] else int(marker[3][:9]), children=(tuple(item),)))
    return drafts


def _has_markup(text: str) -> bool:
    return "<" in text or "&" in text
