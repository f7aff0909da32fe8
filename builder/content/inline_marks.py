"""Links, images and emphasis inside one unit of text, as Chinese prose has them.

``*`` between figures multiplies, asterisks hide the digits of a number or the name of a person (138****8000, 张**、李**): they
stay. Marks beside Chinese punctuation open and close as their writer meant. A bracket that leads nowhere is a bracket.
Comes in: units and link definitions. Goes out: lines in which every mark that counts has become a tag of ``opaque``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from builder.content.link_definitions import Definition, key
from builder.content.markup import link, picture_not_shown
from builder.content.opaque import Line, active, tag
from builder.content.picture_lines import marked_picture
from builder.content.prose_lines import Unit
from builder.problems import Location, Problem

_BRACKET = re.compile(r"!?\[|\]")
_ADDRESS = re.compile(
    r"\(\s*+(?:(?P<open>[<\U0010ff3c])(?P<quoted>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^\s()]*\))*+))"
    r"(?P<title>\s++(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*+\)"
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")
_RUN = re.compile(r"\*+|_+|~~+")
_TAGS = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}
_NEVER_OPENS_BEFORE = frozenset("，。、；：！？）》」』】〕”’,.;:!?)]}%％")
_NEVER_CLOSES_AFTER = frozenset("（《「『【〔“‘([{")
_NAMES = re.compile(r"[\u4e00-\u9fff]{0,2}[、，,；;\s]+[\u4e00-\u9fff]{1,2}")
_QUANTITY = re.compile(r"[0-9](?:[^\W\d_]|[%‰°㎡㎥]){0,3}\Z")
_FACTOR = re.compile(r"(?:约?[长宽高厚深径]?约?)[0-9]")
_BREAK = re.compile(r" {2,}\n")
_EDGE = "\n"
_ANY = re.compile(r"[\[*_]|~~|  \n")  # without one of these there is nothing to read


def mark_units(units: Sequence[Unit], definitions: Mapping[str, Definition], path: str) -> tuple[list[Unit], list[Problem]]:
    """All units with their inline marks read."""
    marked: list[Unit] = []
    problems: list[Problem] = []
    for unit in units:
        if unit.kind == "image":
            line, found = marked_picture(unit.lines[0], path)
            marked.append(Unit("image", [line]))
            problems += found
            continue
        if unit.kind in {"blank", "rule", "separator", "raw"} or not _ANY.search(unit.text):
            marked.append(unit)
            continue
        inline = _Inline(unit, definitions, path)
        text = "|".join(inline.read(cell) for cell in unit.text.split("|")) if unit.kind == "row" else inline.read(unit.text)
        marked.append(Unit(unit.kind, [Line(line.number, part) for line, part in zip(unit.lines, text.split("\n"), strict=True)]))
        problems += inline.problems
    return marked, problems


class _Inline:
    """One unit: its text, the line each place stands on, the edits made."""

    def __init__(self, unit: Unit, definitions: Mapping[str, Definition], path: str) -> None:
        self.unit, self.definitions, self.path = unit, definitions, path
        self.problems: list[Problem] = []

    def read(self, text: str) -> str:
        """The text with links, then emphasis, then two blanks at a line's end made tags."""
        if "[" in text:
            text = _edited(text, self._links(text))
        if "*" in text or "_" in text or "~~" in text:
            text = _edited(text, _emphasis(text))
        return _BREAK.sub(tag("br") + "\n", text) if "  \n" in text else text

    def _links(self, text: str) -> list[tuple[int, int, str]]:
        ends = [m.start() for m in re.finditer("\n", text)]
        edits: list[tuple[int, int, str]] = []
        opened: list[tuple[int, bool]] = []
        after = 0
        for mark in _BRACKET.finditer(text):
            if mark.start() < after:
                continue  # inside an address
            if mark[0] != "]":
                opened.append((mark.start(), mark[0] == "!["))
                continue
            if not opened:
                continue
            start, is_image = opened.pop()
            inner = text[start + 1 + is_image : mark.start()]
            place = Location(self.path, self.unit.lines[bisect_right(ends, start - 1)].number)
            target = self._target(text, mark.end(), inner, place)
            if target is None:
                continue
            href, where, end = target
            after = end
            if is_image:
                self.problems.append(picture_not_shown(href, place, "它夹在文字里", "前后各空一行，让它独占一行"))
                edits = [e for e in edits if e[0] < start]
                edits.append((start, end, "\n" * text.count("\n", start, end)))
                continue
            problem, href = link(href, where)
            self.problems += problem
            edits.append((start, start + 1, tag("a", href) if href else ""))
            edits.append((mark.start(), end, (tag("/a") if href else "") + "\n" * text.count("\n", mark.start(), end)))
            opened = [o for o in opened if o[1]]  # no link inside a link
        return edits

    def _target(self, text: str, at: int, inner: str, place: Location) -> tuple[str, Location, int] | None:
        """Address, its place, and where the link ends; None when the brackets are only brackets."""
        address = _ADDRESS.match(text, at)
        if address:
            href = active(address["quoted"] if address["open"] else address["bare"])
            if not href.isascii() and not re.search("[/.:#]", href):
                return None  # 国办发[2024](12号)
            title = active(address["title"] or "").strip()
            if title:
                self.problems.append(_title(title, place))
            return href, place, address.end()
        reference = _REFERENCE.match(text, at)
        if reference:
            named = self.definitions.get(key(reference[1] or inner))
            if named:
                named.used = True
                return named.href, named.place, reference.end()
        named = self.definitions.get(key(inner)) if self.definitions else None
        if named:
            named.used = True
            return named.href, named.place, at
        return None


def _title(title: str, place: Location) -> Problem:
    return Problem(
        place, "warning", "body.html", "", f"链接的说明 {title[:60]} 不会出现在网页上", "看得见的文字", "删去它，或写进正文"
    )


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    out: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda e: e[0]):
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def _emphasis(text: str) -> list[tuple[int, int, str]]:
    """Pairs of equal runs of ``*``, ``_``, ``~~`` become tags; a run without a partner stays as it is."""
    edits: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for run in _RUN.finditer(text):
        mark = run[0]
        if mark == "~~" or (len(mark) <= 3 and mark[0] != "~"):
            opens, closes = _sides(text, run.start(), run.end())
            if closes and waiting.get(mark) and not (mark == "**" and _is_masked(text, _last(opened, mark) + 2, run.start())):
                while True:
                    name, start = opened.pop()
                    waiting[name] -= 1
                    if name == mark:
                        break
                names = ("del",) if mark == "~~" else _TAGS[len(mark)]
                edits.append((start, start + len(mark), "".join(tag(name) for name in names)))
                edits.append((run.start(), run.end(), "".join(tag("/" + name) for name in reversed(names))))
            elif opens:
                opened.append((mark, run.start()))
                waiting[mark] = waiting.get(mark, 0) + 1
    return edits


def _is_word(char: str) -> bool:
    return char.isalnum()


def _is_masked(text: str, start: int, end: int) -> bool:
    """李**明、王**华: stars that hide a name each, and no strong words between them (text[start:end])."""
    return bool(_NAMES.fullmatch(text, start, end)) and text[start - 3 : start - 2].isalnum() and text[end + 2 : end + 3].isalnum()


def _last(opened: list[tuple[str, int]], mark: str) -> int:
    return next(start for name, start in reversed(opened) if name == mark)


def _sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """May a run of marks open, may it close?"""
    before, after = text[start - 1] if start else _EDGE, text[end] if end < len(text) else _EDGE
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return False, text[start] == "~"  # 3~~5 is a range, but ~~6~~7 strikes a figure out
    if text[start] == "*" and end - start == 1 and _QUANTITY.search(text[max(0, start - 4) : start]) and _FACTOR.match(text, end):
        return False, False
    opens = not after.isspace() and after not in _NEVER_OPENS_BEFORE
    closes = not before.isspace() and before not in _NEVER_CLOSES_AFTER
    if text[start] == "*" and end - start == 1:
        # One star inside words is a sign: 李*明、王*华, 长*宽*高, 带*号. As a mark it stands outside, beside a blank or a stop.
        return opens and not _is_word(before), closes and not _is_word(after)
    if text[start] == "_":
        return opens and not before.isalnum(), closes and not after.isalnum()
    return opens, closes
