"""A table as a grid of two axes: which lines are its head, which columns name its rows, what each other column says.

Comes in: a table and the words above it. Goes out: a ``Grid``; merged cells that an import left blank are filled again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.analysis.figures.grammar import Grammar
from builder.analysis.numerals import fold_width
from builder.analysis.tables.heads import BRACKET, Head, has, read_head
from builder.frozen import replace
from builder.model import Block, Paragraph

Rows = Sequence[tuple[Paragraph, ...]]
_HEAD_LIMIT = 16  # characters of a cell in the lower lines of a head
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and the columns that name its rows, the more particular one last; ``names`` is empty for these."""

    head: Head
    names: tuple[int, ...] = ()
    is_name: bool = False


@dataclass(frozen=True)
class Grid:
    """The columns, the rows below the head, and a title that stands across the table."""

    columns: tuple[Column, ...]
    body: Rows
    title: str


def is_numeric(cell: str, words: Grammar) -> bool:
    """A cell that holds one number, with or without its unit."""
    text = fold_width(cell).strip()
    return bool(words["table.number"].match(text)) and not words["table.day"].match(text)


def read_grid(block: Block, is_unit: Callable[[str], bool], words: Grammar) -> Grid:
    """The two axes of a table."""
    lines = [line for line in (block.header, *block.rows) if any(cell.text.strip() for cell in line)]
    width = max(map(len, lines), default=0)
    title = ""
    while len(lines) > 1 < width and _is_title([c.text for c in lines[0]], [c.text for c in lines[1]]):
        title, lines = f"{title} {' '.join(dict.fromkeys(c.text for c in lines[0] if c.text))}".strip(), lines[1:]
    texts = [[cell.text.strip() for cell in line] for line in lines]
    depth = 0
    if len(lines) > 1 < width and 2 * sum(is_numeric(text, words) for text in texts[0][1:]) < width - 1:
        depth = 1
        while depth < min(_DEPTH, len(lines) - 1) and _goes_on(texts[depth - 1], texts[depth], words):
            depth += 1
    levels = _filled(texts[:depth], width)
    body = [line for line in lines[depth:] if len(line) == width]
    return Grid(_columns(levels, [[cell.text for cell in row] for row in body], is_unit, words), body, title)


def _is_title(line: Sequence[str], below: Sequence[str]) -> bool:
    """One text across the table, or a line of record (单位：万元) with little else above the true head."""
    told = {text for text in line if text}
    if len(told) == 1:
        return sum(map(bool, line)) in {1, len(line)} and len(set(below)) > 2
    return len(told) == 2 and any(":" in fold_width(text) for text in told) and all(below[:1]) and sum(map(bool, below)) > 2


def _goes_on(head: Sequence[str], line: Sequence[str], words: Grammar) -> bool:
    """Is this line the next of the head? It holds no number, and repeats or leaves blank a cell above it that spans both."""
    if any(is_numeric(text, words) or len(text) > _HEAD_LIMIT for text in line) or len(line) != len(head):
        return False
    if head[0] and not line[0]:  # the first row of a body has a name: this is a second line, of units or of what is compared
        return True
    opens = any(own and not above for own, above in zip(line, head, strict=True))
    if opens and (not line[0] or (all(line) and len(set(line)) < len(line) <= 2 * head.count(""))):
        return True
    return any(text and text == above for text, above in zip(line, head, strict=True)) and len(set(head)) < len(head)


def _filled(levels: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    """By column its head from the upper level to the lower: a blank above a lower head is spanned by the cell to its left."""
    rows = [[*level, *[""] * (width - len(level))] for level in levels]
    for k, row in enumerate(rows):
        for i in range(1, width):
            if not row[i] and any(lower[i] for lower in rows[k + 1 :]) and any(lower[i - 1] for lower in rows[k + 1 :]):
                row[i] = row[i - 1]
    return [tuple(dict.fromkeys(row[i] for row in rows if row[i])) for i in range(width)]


def _columns(levels: Sequence[tuple[str, ...]], body: Sequence[Sequence[str]], is_unit: Callable[[str], bool], words: Grammar) -> tuple[Column, ...]:
    cells = [[row[i].strip() for row in body if not words["table.empty"].match(row[i])] for i in range(len(levels))]
    numbers = [sum(is_numeric(text, words) for text in column) for column in cells]
    broken = [any("." in fold_width(text) for text in column) for column in cells]
    # Whole numbers differ by whole numbers (one may be whole by chance): a change with decimals beside them is in percent.
    changed = [has("".join(level), "growth", words) and broken[i] and numbers[i - 1] > 1 and not broken[i - 1] for i, level in enumerate(levels)]
    heads = [read_head(level, is_unit, words, percent=changed[i] or any("%" in fold_width(t) for t in cells[i])) for i, level in enumerate(levels)]
    for i, head in enumerate(heads):
        if head.role == "unit" and not any(is_unit(fold_width(text).strip("()")) for text in cells[i]):
            heads[i] = replace(head, role="value")
        elif head.role == "completion" and body and not numbers[i]:  # 形象进度 in words
            heads[i] = replace(head, role="value", half="actual")
        elif not "".join(levels[i]) and i == 0 and numbers[i]:
            heads[i] = replace(head, role="index")
        elif head.role == "growth" and heads[i - 1].role == "value":  # 11月 | 同比增长
            heads[i] = replace(head, part=head.part or heads[i - 1].part)
    heads = [_part(head, next((h for h in reversed(heads[:i]) if not h.thereof), head)) if head.thereof else head for i, head in enumerate(heads)]
    units = {head.measure: head.unit for head in heads if head.unit and head.role == "value"}  # 收购计划(万吨) | 累计收购
    heads = [replace(head, unit=head.unit or units.get(head.measure, "")) if head.measure and head.role == "value" else head for head in heads]
    names = _names([BRACKET.sub("", re.sub(r"\s", "", fold_width("".join(level)))) for level in levels], heads, cells, numbers, words) if levels else []
    return tuple(Column(head, next((run for run in reversed(names) if run[-1] < i), names[0]), any(i in run for run in names)) for i, head in enumerate(heads))


def _part(head: Head, before: Head) -> Head:
    """新签约项目 | 其中：制造业项目 → 新签约制造业项目."""
    whole, own = before.measure, head.measure.removeprefix(before.measure) or head.measure
    shared = next((k for k in range(min(len(whole), len(own)), 1, -1) if whole[-k:] == own[-k:]), 0)
    return replace(head, measure=whole[:-shared] + own if shared else own, unit=head.unit or before.unit, half=head.half or before.half)


def _names(texts: Sequence[str], heads: Sequence[Head], cells: Sequence[Sequence[str]], numbers: Sequence[int], words: Grammar) -> list[tuple[int, ...]]:
    """The columns that name the rows, once more where two tables stand side by side."""
    free = [i for i, head in enumerate(heads) if head.role == "value" and 2 * numbers[i] <= len(cells[i])]
    named = [i for i in free if _names_rows(texts[i], heads[i], words)]
    plain = [i for i in free if not heads[i].half and not has(texts[i], "group", words) and cells[i]]
    first = (named or plain or free or [i for i, column in enumerate(cells) if column and not numbers[i]] or [0])[0]
    following = next((i for i in range(first + 1, len(texts)) if heads[i].role not in {"index", "none"}), -1)
    same_head = following > 0 and texts[following] in {"", texts[first]}
    if following in free and (same_head or (_names_rows(texts[following], heads[following], words) and len(set(cells[first])) < len(cells[following]))):
        first = following
    groups = tuple(i for i in range(first) if i in free and not heads[i].half)
    own = {word for word in words.lists["head-name"] if word in texts[first]}
    again = [i for i in named if i > first + 1 and any(numbers[j] for j in range(first + 1, i)) and any(word in texts[i] for word in own)]
    return [(*groups, first), *((i,) for i in again)]


def _names_rows(text: str, head: Head, words: Grammar) -> bool:
    is_task = bool(words["table.head-task"].fullmatch(text))
    return is_task or (has(text, "name", words) and not head.half and not has(text, "group", words))
