"""Full-width punctuation beside Chinese characters, as a reported step that can be undone.

Text that has been through a width-folding program holds ``,`` where a Chinese text has ``，``. Each
change replaces one character by one, so offsets stay and ``undo`` gives back the input exactly.
Digits, times, ratios, addresses, code and runs of Latin text are never touched; quotation marks
neither (standards 6.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.text import HAN

_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_ASKS = re.compile("[吗呢么谁哪几吧何]|怎|多少|是否|能否|可否|为啥|什么")
_BESIDE = re.compile(f"[{HAN}\u3000-\u3003\u3005-\u303f\uff01-\uff60“”‘’…—]")
_PROTECTED = re.compile(
    r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]+"  # addresses
    r"|www\.[A-Za-z0-9\-._~/?#=&%]+"
    r"|[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]+"  # of a mailbox at most 64 (RFC 5321)
    r"|`[^`\n]*`"  # code
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # times
    r"|(?<=\d)[:,](?=\d)"  # ratios, thousands
)


@dataclass(frozen=True, slots=True)
class Change:
    """At ``offset`` (of the text as a whole) ``before`` became ``after``."""

    offset: int
    before: str
    after: str


def restore(text: str) -> tuple[str, tuple[Change, ...]]:
    """The text with full-width marks beside Chinese characters, and what was changed."""
    closed = bytearray(len(text))
    for match in _PROTECTED.finditer(text):
        closed[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    pairs = dict(_pairs(text))
    chars = list(text)
    changes: list[Change] = []
    decided: dict[int, bool] = {}
    for place, char in enumerate(text):
        if char not in _WIDE or closed[place] or (char == "?" and is_lost_blank(text, place)):
            continue
        if place in pairs:
            # Both brackets of a pair change or neither does.
            first, last = pairs[place]
            if first not in decided:
                inside = any(_BESIDE.match(c) for c in text[first + 1 : last])
                decided[first] = inside or _is_beside(text, first) or _is_beside(text, last)
            change = decided[first]
        else:
            change = _is_beside(text, place)
        if change:
            chars[place] = _WIDE[char]
            changes.append(Change(place, char, _WIDE[char]))
    return "".join(chars), tuple(changes)


def is_lost_blank(text: str, place: int) -> bool:
    """Is a ? no question but what a blank became on its way through another encoding? It stands in mid-sentence and nothing is asked."""
    after = text[place + 1 : place + 2]
    if text[place] != "?" or not re.match(f"[{HAN}0-9]", after):
        return False
    sentence = re.split("[。！？!；;]", text[:place])[-1]
    return not _ASKS.search(sentence)


def _is_beside(text: str, place: int) -> bool:
    """Does a Chinese character or mark stand next to this one, blanks aside?"""
    before = text[max(0, place - 3) : place].rstrip(" \t\xa0")[-1:]
    after = text[place + 1 : place + 4].lstrip(" \t\xa0")[:1]
    return bool(_BESIDE.match(before) or _BESIDE.match(after))


def _pairs(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each bracket of a balanced pair → the pair; pairs do not cross line ends."""
    open_at: list[int] = []
    for place, char in enumerate(text):
        if char == "\n":
            open_at.clear()
        elif char == "(":
            open_at.append(place)
        elif char == ")" and open_at:
            first = open_at.pop()
            yield first, (first, place)
            yield place, (first, place)


def sample(text: str, changes: Sequence[Change], count: int = 3) -> str:
    """A few places as they were, for the import report."""
    shown: list[str] = []
    for change in changes[:: max(1, len(changes) // count)][:count]:
        start, end = max(0, change.offset - 4), change.offset + 5
        shown.append(text[start:end].replace("\n", " ").strip())
    return "、".join(f"“…{s}…”" for s in shown)


def unpaired_quotes(text: str) -> Iterator[tuple[int, str]]:
    """Places in one paragraph where “ ” do not pair: reported, never repaired."""
    depth: list[int] = []
    for place, char in enumerate(text):
        if char == "“":
            depth.append(place)
        elif char == "”":
            if depth:
                depth.pop()
            else:
                yield place, text[max(0, place - 6) : place + 5]
    for place in depth:
        yield place, text[max(0, place - 2) : place + 9]
