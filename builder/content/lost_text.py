"""Does every letter and digit of a body's lines stand in what was made of them? The net under all that reads a body.

Comes in: the lines as they went into the converter and the drafts that came out. Goes out: a finding on each line of which
something is missing, so that no construct of Markdown, known or not, can swallow or renumber text without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.content.draft import Draft
from builder.content.opaque import Line, plain
from builder.problems import Location, Problem

_NO_WORD = re.compile(r"[\W_]+")
_REACH = 400  # characters ahead in which a line is looked for when it is not where it should be
_SURE = 6  # characters that are unlikely to be found twice within reach


def check_nothing_lost(lines: Sequence[Line], drafts: Iterable[Draft], path: str, told: frozenset[int]) -> Iterator[Problem]:
    """``told``: lines that have a finding already."""
    made = "".join(_said(drafts))
    if made == _words(plain("\n".join([line.text for line in lines]))):
        return  # nearly always: everything, in its order
    at = 0
    for line in lines:
        at, missing = _follow(made, at, _words(plain(line.text)))
        if missing and line.number not in told:
            yield _lost(Location(path, line.number), missing)


def _follow(made: str, at: int, wanted: str) -> tuple[int, str]:
    """Where a line's words end in what was made, and the first of them that are not there."""
    missing = ""
    while wanted:
        found = _place(made, at, wanted)
        if found >= 0:
            return found + len(wanted), missing
        kept = _common(wanted, made[at : at + len(wanted)])
        at, wanted = at + kept, wanted[kept:]
        gone = next((k for k in range(1, min(len(wanted), _REACH)) if _place(made, at, wanted[k : k + _SURE]) >= 0), len(wanted))
        missing, wanted = missing or wanted[:gone], wanted[gone:]
    return at, missing


def _place(made: str, at: int, wanted: str) -> int:
    """Where the words stand: here, or a little further on behind something that the source does not have."""
    if made.startswith(wanted, at):
        return at
    return made.find(wanted, at, at + len(wanted) + (_REACH if len(wanted) >= _SURE else _SURE))


def _said(drafts: Iterable[Draft]) -> Iterator[str]:
    """What readers get, in order: texts, and the numbers that a page prints before the items of a list."""
    for draft in drafts:
        yield _words(draft.text)
        for k, group in enumerate(draft.children):
            if draft.kind == "list" and draft.ordered:
                yield str(draft.first + k)
            yield from _said(group)


def _words(text: str) -> str:
    return _NO_WORD.sub("", text)


def _common(a: str, b: str) -> int:
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _lost(place: Location, missing: str) -> Problem:
    return Problem(
        place,
        "error",
        "body.lost",
        "",
        f"这一行的“{missing[:20]}”不会照样出现在网页上",
        "正文里的每个字都公开",
        "换一种写法；见参考文档“正文能用的写法”",
    )
