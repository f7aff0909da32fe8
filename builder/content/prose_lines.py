"""Second reading of a body: its lines grouped as a person who writes Chinese prose means them, not as CommonMark would.

Blanks before a paragraph are its indent; ``---`` under a sentence is a line, not a heading; ``1）…`` and ``（二）…`` on lines of
their own are paragraphs; a list or table may follow a sentence without a blank line; ``[注]: …`` is a note, not a link.
Comes in: lines without HTML. Goes out: units (a paragraph, list item, table row…) with blank lines where one begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.content.headings import split_number
from builder.content.limits import NESTING_LIMIT, PARAGRAPH_LIMIT
from builder.content.link_definitions import Definition, definition_of, footnote
from builder.content.markup import limit
from builder.content.opaque import Line, active, inert
from builder.content.pipe_tables import cells, table_at
from builder.problems import Location, Problem

_BLANKS = " \t　\xa0"
_RULE = re.compile(r" {0,3}(?:-[ ]*){3,}\Z| {0,3}(?:_[ ]*){3,}\Z| {0,3}(?:\*[ ]*){3,}\Z")
_HEADING = re.compile(r"#{2,}|#(?![0-9#])")
_ITEM = re.compile(r"( *)(?:([-*+])|([0-9]+)\.) +(?=\S)")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,2})\Z")
_ENDED = re.compile(r"[。；;：:！!？?…][”’」』）)》】\"']*\Z")
_SEVERAL = re.compile(r"\d+、\d|[一二三四五六七八九十]+、[一二三四五六七八九十]")
_NOTE = re.compile(r"\[[^\[\]]*\]:")
_NUMBERED = {"part", "1", "2", "3", "4", "circled", "decimal"}
_QUOTE = re.compile(r" {0,3}>(?![0-9])")
_OPENERS = re.compile(r"[ \t]*(?:>[ ]?|[-*+][ ]+|[0-9]+\.[ ]+)")
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_PLACEHOLDER = 60


@dataclass(slots=True)
class Unit:
    """What is read as one: ``kind`` is blank, text, item, heading, rule, row, separator, quote or raw."""

    kind: str
    lines: list[Line]


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
    ``wide_above``: the line above was indented, so that an indent opens no paragraph.
    """

    def __init__(self, lines: Sequence[Line], path: str) -> None:
        self.lines, self.path = lines, path
        self.prose = Prose()
        self.open: Unit | None = None
        self.in_list = False
        self.wide_above = False

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
        indent, text = _indent(line.text)
        wide_blank = line.text.lstrip(" \t")[:1] in {"　", "\xa0"}
        if self.in_list and indent >= 4 and not wide_blank:
            self._in_list(line._replace(text=" " * indent + text), text)
            return at + 1
        wide = indent >= 4 or wide_blank
        line = line._replace(text=text if wide else " " * min(indent, 3) + text)
        if _RULE.match(line.text):
            self._alone("rule", line)
        elif _HEADING.match(text):
            self._alone("heading", line._replace(text=text))
        elif end := table_at([other.text for other in self.lines[at : at + 2]], text):
            return self._table(at, end)
        else:
            self._prose(line, text, wide=wide)
        self.wide_above = wide
        return at + 1

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
        item = _ITEM.match(text)
        if item and (item[2] or _PLAIN_NUMBER.match(item[3])):
            self._start("item", self._item(line), apart=False)
        elif self.open is not None:
            self.open.lines.append(line)
        else:
            self._start("text", line, apart=False)

    def _prose(self, line: Line, text: str, *, wide: bool) -> None:
        if self._definition(line, text):
            return
        item = _ITEM.match(line.text)
        if item and self._begins_item(item, text):
            same = self.open is not None and self.open.kind == "item"
            self._start("item", self._item(line), apart=not (same and self._same_list(item)))
            self.in_list = True
            return
        if _QUOTE.match(line.text):
            self._start("quote", line, apart=self.open is not None and self.open.kind != "quote")
            self.in_list = False
            return
        line = line._replace(text=_literal_start(line.text))
        if self.open is None or self.open.kind not in {"text", "item", "quote"} or self._begins_paragraph(text, wide=wide):
            self._start("text", line, apart=True)
            self.in_list = False
        else:
            self.open.lines.append(line)

    def _begins_item(self, item: re.Match[str], text: str) -> bool:
        """Is this a list's item, and not a sentence that goes on with a number? Years and 08 are shown as they are, as text."""
        if not item[2] and not _PLAIN_NUMBER.match(item[3]):
            return False
        if item[2] or self.open is None or self.open.kind != "text":
            return True
        return item[3] == "1" or self._follows(text)

    def _same_list(self, item: re.Match[str]) -> bool:
        assert self.open is not None
        above = _ITEM.match(self.open.lines[0].text)
        return above is None or bool(above[2]) == bool(item[2])

    def _item(self, line: Line) -> Line:
        """``[x]`` and ``[ ]`` of a list of tasks as signs."""
        marker = _ITEM.match(line.text)
        rest = line.text[marker.end() :] if marker else ""
        task = _TASK.match(rest)
        if not marker or not task:
            return line
        return line._replace(text=marker[0] + ("☐ " if task[1] == " " else "☑ ") + rest[task.end() :])

    def _begins_paragraph(self, text: str, *, wide: bool) -> bool:
        """Does this line open a paragraph of its own, or go on with the one above?"""
        assert self.open is not None
        above = self.open.lines[-1].text.rstrip()
        ended = bool(_ENDED.search(active(above)))
        if wide and (ended or not self.wide_above):
            return True
        return bool(_NOTE.match(text)) or (_number(text) is not None and self._follows(text))

    def _follows(self, text: str) -> bool:
        """A numbered line stands by itself below a finished sentence, or below one that begins with a lower number."""
        assert self.open is not None
        if _ENDED.search(active(self.open.lines[-1].text.rstrip())):
            return True
        before, here = _number(self.open.lines[0].text.strip()), _number(text)
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
            line = self.lines[at]._replace(text=self.lines[at].text.strip(_BLANKS))
            surplus = [cell for cell in cells(line.text, bordered=bordered)[width:] if cell]
            if surplus:
                self.prose.problems.append(_surplus(Location(self.path, line.number), width, surplus))
            self._start("row", line, apart=False)
            at += 1
        return at

    def _bound(self, unit: Unit) -> None:
        """A unit longer or deeper than any report's is told and shown by its beginning only: the error keeps it from any page."""
        place = Location(self.path, unit.lines[0].number)
        length = sum(len(line.text) for line in unit.lines)
        found = ""
        if unit.kind != "raw" and length > PARAGRAPH_LIMIT:
            found, wanted = f"一段有 {length} 字", f"一段不超过 {PARAGRAPH_LIMIT} 字"
        elif unit.kind != "raw" and any(_depth(line.text) > NESTING_LIMIT for line in unit.lines):
            found, wanted = f"列表或引文嵌套超过 {NESTING_LIMIT} 层", f"不超过 {NESTING_LIMIT} 层"
        if found:
            self.prose.problems.append(limit(place, found, wanted))
            text = active(unit.lines[0].text).strip(_BLANKS + ">-*+|#")[:_PLACEHOLDER]
            unit.kind, unit.lines = "text", [Line(unit.lines[0].number, inert(text))]


def _indent(text: str) -> tuple[int, str]:
    """How many blanks a line begins with, a tab and a wide blank counted as their width; the text after them."""
    rest = text.lstrip(_BLANKS)
    lead = text[: len(text) - len(rest)].expandtabs(4)
    return len(lead) + lead.count("　"), rest


def _number(text: str) -> tuple[str, int] | None:
    """Style and value of a number at the start of a line; None for prose (5、6月份 names months, 二、三产业 parts of the economy)."""
    text = active(text)
    if _SEVERAL.match(text):
        return None
    year = re.match(r"(\d{3,})\.\s", text)
    if year:
        return "3", int(year[1][:9])
    cut = split_number(text, run_in=False)
    return (cut.style, cut.value) if cut.style in _NUMBERED else None


def _literal_start(text: str) -> str:
    """A line of prose that begins with what the converter would take for a mark: 2024. …, >5%, #1机组."""
    item = _ITEM.match(text)
    if item:
        return inert(text[: item.end()]).replace(inert(" "), " ") + text[item.end() :]
    body = text.lstrip(" ")
    if body.startswith((">", "#", "=")):
        return inert(body[0]) + body[1:]
    return text


def _depth(text: str) -> int:
    """How deep a line lies: its indent and the marks it begins with."""
    count, at = (len(text) - len(text.lstrip(" "))) // 4, 0
    while count <= NESTING_LIMIT and (match := _OPENERS.match(text, at)):
        count, at = count + 1, match.end()
    return count


def _surplus(place: Location, width: int, surplus: list[str]) -> Problem:
    shown = active("”“".join(surplus))[:60]
    return Problem(
        place,
        "error",
        "body.table",
        "",
        f"这一行比表头多出 {len(surplus)} 栏：“{shown}”，网页上会丢掉",
        f"与表头一样 {width} 栏",
        "删去多余的“|”；文字里的“|”写成“\\|”；表头少了栏的，补上",
    )
