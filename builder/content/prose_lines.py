"""Second reading of a body: its lines grouped as a person who writes Chinese prose means them, not as CommonMark would.

Blanks before a paragraph are its indent; ``---`` under a sentence is a line, not a heading; ``1）…`` and ``（二）…`` on lines of
their own are paragraphs; a list or table may follow a sentence without a blank line; ``[注]: …`` is a note, not a link.
Comes in: lines without HTML. Goes out: units (a paragraph, list item, table row…) with blank lines where one begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.content.limits import NESTING_LIMIT, PARAGRAPH_LIMIT
from builder.content.line_shapes import (
    BLANKS,
    ENDED,
    HEADING,
    ITEM,
    NOTE,
    PLAIN_NUMBER,
    QUOTE,
    RULE,
    TASK,
    depth_of,
    indent_of,
    literal_start,
    number_of,
)
from builder.content.link_definitions import Definition, definition_of, footnote
from builder.content.markup import too_deep, too_long
from builder.content.opaque import Line, active, inert
from builder.content.picture_lines import is_picture_line
from builder.content.pipe_tables import cells, surplus_cells, table_at
from builder.problems import Location, Problem

_PLACEHOLDER = 60


@dataclass(slots=True)
class Unit:
    """What is read as one: ``kind`` is blank, text, item, heading, rule, row, separator, quote, image or raw."""

    kind: str
    lines: list[Line]

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join([line.text for line in self.lines]) if len(self.lines) > 1 else self.lines[0].text


@dataclass(slots=True)
class Prose:
    """The units in order, the link definitions among them by name, and what is wrong."""

    units: list[Unit] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_prose(lines: Sequence[Line], path: str) -> Prose:
    """The lines as units."""
    reader = _Reader(lines, path)
    reader.run()
    return reader.prose


class _Reader:
    """Walks the lines. ``open``: the unit that the next line may continue; ``in_list``: a list was the last block;
    ``wide_above``: the line above was indented, so that an indent opens no paragraph; ``steps``: blanks before the items
    of the lists that are open inside that list.
    """

    def __init__(self, lines: Sequence[Line], path: str) -> None:
        self.lines, self.path = lines, path
        self.prose = Prose()
        self.open: Unit | None = None
        self.in_list = False
        self.wide_above = self.deep_above = False
        self.steps: list[int] = []

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        for unit in self.prose.units:
            self._bound(unit)

    def _take(self, at: int) -> int:
        line = self.lines[at]
        if line.raw:
            self._alone("raw", line, glued=self.open is not None and self.open.kind == "raw")
            return at + 1
        if not line.text.strip():
            self._blank(line.number)
            return at + 1
        line = line._replace(text=line.text.expandtabs(4))
        indent, text = indent_of(line.text)
        wide_blank = line.text.lstrip(" \t")[:1] in {"　", "\xa0"}
        indented = line.text.lstrip(" \t").startswith("　　")
        if self.in_list and indent >= 2 and not wide_blank and self._is_inner(text):
            indent = 4 * self._depth(indent)  # two, three or four blanks a level: the converter knows four only
        if self.in_list and indent >= 4 and not wide_blank:
            self._in_list(line._replace(text=" " * indent + text), text)
            return at + 1
        wide = indent >= 4 or wide_blank
        line = line._replace(text=text if wide else " " * min(indent, 3) + text)
        if RULE.match(line.text):
            self._alone("rule", line)
        elif HEADING.match(text):
            self._alone("heading", line._replace(text=text))
        elif is_picture_line(line.text):
            self._alone("image", line)
        elif end := table_at([other.text for other in self.lines[at : at + 2]], text):
            return self._table(at, end)
        else:
            self._prose(line, text, wide=wide, indented=indented)
        self.wide_above = wide
        return at + 1

    def _is_inner(self, text: str) -> bool:
        item = ITEM.match(text)
        return item is not None and bool(item[2] or PLAIN_NUMBER.match(item[3]))

    def _depth(self, indent: int) -> int:
        """How deep an item of a list in a list stands, by the blanks of the items above it."""
        while self.steps and indent < self.steps[-1]:
            self.steps.pop()
        if not self.steps or indent > self.steps[-1] + 1:
            self.steps.append(indent)
        return len(self.steps)

    def _blank(self, number: int) -> None:
        self.prose.units.append(Unit("blank", [Line(number, "")]))
        self.open = None

    def _start(self, kind: str, line: Line, *, apart: bool) -> None:
        if apart and self.open is not None:
            self._blank(line.number)
        self.open = Unit(kind, [line])
        self.prose.units.append(self.open)

    def _alone(self, kind: str, line: Line, *, glued: bool = False) -> None:
        """A heading, a rule: nothing continues it. HTML blocks stay in one piece."""
        self._start(kind, line, apart=not glued)
        self.in_list = False

    def _in_list(self, line: Line, text: str) -> None:
        """A line indented under an item: an item of a list inside it, or more of its text."""
        if self._is_inner(text):
            self._start("item", self._item(line), apart=False)
        elif self.open is not None:
            self.open.lines.append(line)
        else:
            self._start("text", line, apart=False)

    def _prose(self, line: Line, text: str, *, wide: bool, indented: bool) -> None:
        if self._definition(line, text):
            return
        item = ITEM.match(line.text)
        if item and self._begins_item(item, text):
            same = self.open is not None and self.open.kind == "item"
            self._start("item", self._item(line), apart=not (same and self._same_list(item)))
            self.in_list = True
            self.steps = []
            return
        if QUOTE.match(line.text):
            if self._definition(line, line.text.lstrip("> ")):
                return
            self._start("quote", line, apart=self.open is not None and self.open.kind != "quote")
            self.in_list = False
            return
        line = line._replace(text=literal_start(line.text))
        if self.open is None or self.open.kind not in {"text", "item", "quote"} or self._begins_paragraph(text, wide=wide, indented=indented):
            self._start("text", line, apart=True)
            self.in_list = False
        else:
            self.open.lines.append(line)

    def _begins_item(self, item: re.Match[str], text: str) -> bool:
        """Is this a list's item, and not a sentence that goes on with a number? Years and 08 are shown as they are, as text."""
        if not item[2] and not PLAIN_NUMBER.match(item[3]):
            return False
        if item[2] or self.open is None or self.open.kind != "text":
            return True
        return item[3] == "1" or self._follows(text)

    def _same_list(self, item: re.Match[str]) -> bool:
        assert self.open is not None
        above = ITEM.match(self.open.lines[0].text)
        return above is None or bool(above[2]) == bool(item[2])

    def _item(self, line: Line) -> Line:
        """``[x]`` and ``[ ]`` of a list of tasks as signs."""
        marker = ITEM.match(line.text)
        rest = line.text[marker.end() :] if marker else ""
        task = TASK.match(rest)
        if not marker or not task:
            return line
        return line._replace(text=marker[0] + ("☐ " if task[1] == " " else "☑ ") + rest[task.end() :])

    def _begins_paragraph(self, text: str, *, wide: bool, indented: bool) -> bool:
        """Does this line open a paragraph of its own, or go on with the one above? Two ideographic blanks open one, always."""
        assert self.open is not None
        if indented:
            return True
        above = self.open.lines[-1].text.rstrip()
        ended = bool(ENDED.search(active(above)))
        if wide and (ended or not self.wide_above):
            return True
        return bool(NOTE.match(text)) or (number_of(text) is not None and self._follows(text))

    def _follows(self, text: str) -> bool:
        """A numbered line stands by itself below a finished sentence, or below one that begins with a lower number."""
        assert self.open is not None
        if ENDED.search(active(self.open.lines[-1].text.rstrip())):
            return True
        before, here = number_of(self.open.lines[0].text.strip()), number_of(text)
        return bool(before and here and before[0] == here[0] and (here[1] > before[1] or re.match(r"\d+\. ", text)))

    def _definition(self, line: Line, text: str) -> bool:
        """Takes a link definition or a comment written as one out of the text."""
        place = Location(self.path, line.number)
        note = footnote(text, place)
        if note:
            self.prose.problems.append(note)
            return False
        found, problems = definition_of(text, place)
        self.prose.problems += problems
        if found:
            self.prose.definitions.setdefault(found.name, found)
        return bool(found or problems)

    def _table(self, at: int, width: int) -> int:
        """Head, separator and all rows below that have a bar."""
        self._start("row", self.lines[at]._replace(text=self.lines[at].text.strip()), apart=True)
        self.in_list = False
        bordered = self.lines[at].text.strip().startswith("|")
        at += 1
        self._start("separator", self.lines[at]._replace(text=self.lines[at].text.strip()), apart=False)
        at += 1
        while at < len(self.lines) and "|" in self.lines[at].text and not self.lines[at].raw:
            line = self.lines[at]._replace(text=self.lines[at].text.strip(BLANKS))
            surplus = [cell for cell in cells(line.text, bordered=bordered)[width:] if cell]
            if surplus:
                self.prose.problems.append(surplus_cells(Location(self.path, line.number), width, surplus))
            self._start("row", line, apart=False)
            at += 1
        return at

    def _bound(self, unit: Unit) -> None:
        """A unit longer or deeper than any report's is told and shown by its beginning only: the error keeps it from any page."""
        if unit.kind == "raw":
            return
        number, length = unit.lines[0].number, sum(len(line.text) for line in unit.lines)
        if length > PARAGRAPH_LIMIT:
            self.prose.problems.append(too_long(Location(self.path, number), "一段", length, PARAGRAPH_LIMIT))
        elif any(depth_of(line.text) > NESTING_LIMIT for line in unit.lines):
            if not self.deep_above:  # one finding for lines that follow each other
                self.prose.problems.append(too_deep(Location(self.path, number), "列表或引文"))
            self.deep_above = True
        else:
            self.deep_above = self.deep_above and unit.kind == "blank"
            return
        text = active(unit.lines[0].text).strip(BLANKS + ">-*+|#")[:_PLACEHOLDER]
        unit.kind, unit.lines = "text", [Line(number, inert(text))]
