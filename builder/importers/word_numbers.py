"""Word's automatic numbering → the number a reader sees before each paragraph.

Word keeps only "level 2 of list 5" with a paragraph; the sign itself (第一章, （一）, ①) follows from
``numbering.xml``: how the level is written (``numFmt``), what stands around it (``lvlText``), where it
starts and after which level it starts again. Lists that share an abstract list count together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from builder.importers.numerals import show_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9
_CLOSED = re.compile(r"[、.．)）】］\]：:①-⒛㉑-㊿㊀-㊉]\Z")  # a number that needs no blank after it
_ARABIC = ("decimal", "decimalZero")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None  # counts again after this level (from 1); 0: never
    legal: bool = False  # every number of it in Arabic numerals
    tight: bool = False  # nothing between number and text
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class ListStyle:
    """A ``w:num``: the abstract list it counts in, its levels, the starts it sets anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Counters:
    """The numbering of one document, paragraph by paragraph."""

    lists: Mapping[str, ListStyle]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 when none does."""
        found = self.lists.get(number)
        return next((i for i, level in found.levels.items() if level.paragraph_style == style), 0) if found else 0

    def next(self, number: str, depth: int) -> str:
        """Count one paragraph of list ``number`` at level ``depth`` and say what stands before it."""
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if not found or not level:
            return ""
        counts = self.counts.setdefault(found.abstract, {})
        if depth in found.starts and (number, depth) not in self.begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number, depth))
        for deeper in [d for d in counts if d > depth]:
            rule = found.levels.get(deeper, Level()).restart
            if rule is None or (rule and depth < rule):
                del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = found.levels.get(at, Level())
            value = counts.get(at, found.starts.get(at, own.start))
            style = "decimal" if level.legal and own.style not in _ARABIC else own.style
            return show_number(value, style)

        text = re.sub(r"%([1-9])", shown, level.text) if level.style not in {"bullet", "none"} else ""
        return text if not text or level.tight or _CLOSED.search(text) else text + " "


def read_numbering(root: etree._Element | None, style_numbers: Mapping[str, str]) -> Counters:
    """The lists of ``numbering.xml``. ``style_numbers``: numbering style → its list, for lists that only point to a style."""
    if root is None:
        return Counters({})
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iter(W + "abstractNum")}
    numbers = {n.get(W + "numId", ""): n for n in root.iter(W + "num")}
    lists: dict[str, ListStyle] = {}
    for name, number in numbers.items():
        key = _value(number.find(W + "abstractNumId"))
        abstract = abstracts.get(key)
        link = _value(abstract.find(W + "numStyleLink")) if abstract is not None else ""
        linked = numbers.get(style_numbers.get(link, "")) if link else None
        if linked is not None:
            key = _value(linked.find(W + "abstractNumId"))
            abstract = abstracts.get(key)
        levels = _levels(abstract) if abstract is not None else {}
        starts: dict[int, int] = {}
        for override in number.iter(W + "lvlOverride"):
            depth = _whole(override.get(W + "ilvl"), 0)
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _level(own)
            start = override.find(W + "startOverride")
            if start is not None:
                starts[depth] = _whole(_value(start), 1)
        lists[name] = ListStyle(key, levels, starts)
    return Counters(lists)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_whole(level.get(W + "ilvl"), 0): _level(level) for level in abstract.findall(W + "lvl")[:_DEEPEST]}


def _level(element: etree._Element) -> Level:
    style = element.find(f".//{W}numFmt")
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        _whole(_value(element.find(W + "start")), 1),
        _value(style) or "decimal",
        _value(element.find(W + "lvlText")),
        _whole(_value(restart), 0) if restart is not None else None,
        legal is not None and legal.get(W + "val", "1") not in {"0", "false", "off"},
        _value(element.find(W + "suff")) == "nothing",
        _value(element.find(W + "pStyle")),
    )


def _value(element: etree._Element | None) -> str:
    return (element.get(W + "val") or "") if element is not None else ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
