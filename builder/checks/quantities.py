"""Figures of a passage with their units, and lists of parts: 体育类47家，艺术类38家，科技类26家. Text in, figures out; no findings.

What the rules about sums, shares and averages read: each asks for the figures of one clause or sentence and compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.checks.arithmetic import ALONE, NUMBER, TIMES, UNIT, places, value
from builder.text import when_asked

UNITS = rf"(?:{UNIT}|天|小时|分钟|公斤|千克|斤|万?千瓦时|毫米|立方|顶|把|盒|群|尾|本|篇|幅|孔|面|口|株|宗|席|票|句|声|字|单|笔)"
# Units of one sort, in square metres, metres, kilograms.
AREAS = {"平方米": 1.0, "亩": 666.67, "公顷": 10_000.0, "平方公里": 1_000_000.0}
LENGTHS = {"米": 1.0, "公里": 1000.0, "千米": 1000.0}
WEIGHTS = {"斤": 0.5, "公斤": 1.0, "千克": 1.0, "担": 50.0, "吨": 1000.0}
_QUANTITY = when_asked(rf"(?P<n>{ALONE}) ?(?P<t>[十百千万亿]{{0,2}})(?P<about>[余多])?(?P<u>{UNITS}(?!百分点))")
_ABOUT = when_asked(r"(?:约|近|超过?|逾|不足|不到|达到|以上|上下|多达|不少于|不低于|至少|最多|超)\Z")
# What ends an item of a list; commas inside brackets do not.
_MARK = when_asked(r"[，、；。：:,;\n]")
_BRACKETS = when_asked(r"[（(][^（）()\n]{0,40}[）)]")
_SHARE = when_asked(rf"(?:约|各|分别)?占[^，。；、\d\n]{{0,10}}{NUMBER} ?[%％]\Z|(?:同比|比上年|较上年)?(?:增长|下降|增加|减少){NUMBER} ?[%％]\Z")
_CHANGED = when_asked(r"增加|净增|减少|增长|同比|比上年|较上年|每|均(?!衡)|累计|下降|增至|新增|计划|目标|以上|以下|不足|超")
_JOINT = when_asked("以及|和|及|与")
_ENDS = frozenset(("。", "\n", "：", ":", ""))
_MOST = 24  # parts of one list


@dataclass(frozen=True, slots=True)
class Quantity:
    """``size`` in single units (1.2万元 is 12,000 元); ``slip`` is by how much it may be rounded; ``rough`` where the words say so."""

    start: int
    end: int
    size: float
    unit: str
    slip: float
    rough: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a list: what stands before its figure, and behind it."""

    name: str
    quantity: Quantity
    behind: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Items in one unit, one after the other; ``end`` is behind the last, ``mark`` what stands there; ``whole``: nothing cut the list short."""

    items: tuple[Part, ...]
    end: int
    mark: str
    whole: bool

    @property
    def total(self) -> float:
        return sum(p.quantity.size for p in self.items)

    @property
    def slip(self) -> float:
        return sum(p.quantity.slip for p in self.items)


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Every figure with a unit in [start, end)."""
    return list(each_quantity(text, start, end))


def each_quantity(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The same one after the other, for who asks for the first."""
    for m in _QUANTITY.finditer(text, start, end):
        size = value(m["n"])
        times = 1.0
        for sign in m["t"]:
            times *= TIMES[sign]
        unit = m["u"]
        while len(unit) > 1 and unit[0] in "万亿" and unit[1:] in {"元", "千瓦时"}:
            times, unit = times * TIMES[unit[0]], unit[1:]
        slip = 0.5 * times / 10 ** places(m["n"]) if times > 1 or "." in m["n"] else 0.0
        rough = bool(m["about"]) or bool(_ABOUT.search(text, max(start, m.start() - 4), m.start()))
        yield Quantity(m.start(), m.end(), size * times, "人" if unit == "名" else unit, slip, rough)


def parts_from(text: str, start: int, unit: str) -> Parts:
    """The list that begins at ``start``, as long as its items are counted in ``unit``, one figure each."""
    items: list[Part] = []
    at, mark, limit = start, "", text.find("\n", start)
    limit = limit if limit >= 0 else len(text)
    end = start
    while at < limit and len(items) < _MOST:
        stop = _stop(text, at, limit)
        segment = text[at:stop]
        bare = _BRACKETS.sub(lambda m: "　" * len(m[0]), segment)
        found = quantities(bare, 0, len(bare))
        if not found and items and _SHARE.match(segment):
            at, mark, end = stop + 1, text[stop : stop + 1], stop
            if mark in _ENDS:
                break
            continue
        joined = _joined(bare, found, unit)
        if not joined:
            same = bool(found) and found[0].unit == unit
            return Parts(tuple(items), end, mark, not same and mark not in "、")
        for first, quantity, last in joined:
            moved = Quantity(at + quantity.start, at + quantity.end, quantity.size, quantity.unit, quantity.slip, quantity.rough)
            items.append(Part(segment[first : quantity.start], moved, segment[quantity.end : last]))
        end, mark, at = stop, text[stop : stop + 1], stop + 1
        if mark in _ENDS:
            break
    return Parts(tuple(items), end, mark, True)


def _joined(segment: str, found: Sequence[Quantity], unit: str) -> list[tuple[int, Quantity, int]]:
    """One item, or two that 和 parts; none where it is no item of a list."""
    if not 1 <= len(found) <= 2 or any(q.unit != unit or q.rough for q in found) or _CHANGED.search(segment):
        return []
    if len(found) == 1:
        return [(0, found[0], len(segment))]
    joint = _JOINT.search(segment, found[0].end, found[1].start)
    return [(0, found[0], joint.start()), (joint.end(), found[1], len(segment))] if joint else []


def _stop(text: str, at: int, limit: int) -> int:
    """Where the item at ``at`` ends: at the next mark outside brackets."""
    depth = 0
    for n in range(at, min(limit, at + 80)):
        char = text[n]
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif depth <= 0 and _MARK.match(char) and not (char == "," and text[n - 1 : n].isdecimal() and text[n + 1 : n + 2].isdecimal()):
            return n
    return min(limit, at + 80)


def plain(size: float) -> str:
    """A sum without the slips of the machine: 259.4, 1,234."""
    return f"{round(size, 4):,.10g}"


def in_words(size: float, unit: str) -> str:
    """A sum as a text would print it: 1,636.64万元, 326件."""
    for sign, times in (("亿", 1e8), ("万", 1e4)):
        if (abs(size) >= 10 * times and size % 1000 == 0) or (unit == "元" and abs(size) >= times):
            return f"{plain(size / times)}{sign}{unit}"
    return f"{plain(size)}{unit}"
