"""What a site keeps of each report's text from build to build, so that the next one sees what became another. Values; no disk, no report.

It stands in the manifest. Of the text itself nothing is kept but marks by which a passage is known again, and the figures printed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

SHOWN = 40  # changed passages that are told one by one; of more only how many
_SHA256 = re.compile(r"[0-9a-f]{64}|")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|")
# What a page prints of a manifest is a number with its unit and nothing else: whoever can write a manifest cannot write a sentence.
FIGURE = re.compile(r"[0-9][0-9,.]{0,23}[^\s0-9|<>&\"'，。；：、]{0,12}")
_TITLE = re.compile(r"(?:[-_0-9A-Za-z]{4})?")
_MARK = re.compile(r"[-_0-9A-Za-z]{4}")
DAYS = ("published", "written")


class NoRevision(Exception):
    """Not what ``to_json`` wrote."""


@dataclass(frozen=True, slots=True)
class Text:
    """A report as it was published: digest of its words, its days in ISO form (empty: none), of each passage its mark and figures, of its title the mark.

    ``packed``: the passages as the manifest has them, in one string: every build holds those of all reports.
    """

    sha256: str
    published: str = ""
    written: str = ""
    packed: str = ""
    title: str = ""

    @property
    def passages(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(p.split(" ")) for p in self.packed.split("|")) if self.packed else ()

    def without_figures(self) -> Text:
        return replace(self, packed=packed(p[:1] for p in self.passages))


def packed(passages: Iterable[Sequence[str]]) -> str:
    """Marks and figures of passages in one string."""
    return "|".join(map(" ".join, passages))


@dataclass(frozen=True, slots=True)
class Passage:
    """Passages side by side that became others: the id of the first as it is now (empty: they are gone), figures that went and that came."""

    anchor: str
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changed; ``date`` is the correction's. ``more``: passages beyond those that are told. ``days``: (which, from, to)."""

    date: str
    passages: tuple[Passage, ...]
    more: int = 0
    days: tuple[tuple[str, str, str], ...] = ()

    def without_figures(self) -> Change:
        return replace(self, passages=tuple(replace(p, went=(), came=()) for p in self.passages))


@dataclass(frozen=True, slots=True)
class Revision:
    """A report in the manifest.

    ``text`` as it is published; ``corrections``: the days of its corrections; ``before``: the text as it was when all was accounted for, where
    a change since then has no correction; ``changes``: what its corrections changed. Of a withdrawn one only that day is kept.
    """

    text: Text
    corrections: tuple[str, ...] = ()
    withdrawn: str = ""
    before: Text | None = None
    changes: tuple[Change, ...] = ()


# ---- as JSON ------------------------------------------------------------------------------------


def to_json(r: Revision) -> dict[str, Any]:
    """What has no value is left out; the passages are one string, so that they take a line."""
    value = _text(r.text) | {"corrections": list(r.corrections), "withdrawn": r.withdrawn, "changes": [change_json(c) for c in r.changes]}
    if r.before:
        value["before"] = _text(r.before)
    return {key: v for key, v in value.items() if v}


def _text(t: Text) -> dict[str, Any]:
    value = {"sha256": t.sha256, "published": t.published, "written": t.written, "title": t.title, "passages": t.packed}
    return {key: v for key, v in value.items() if v}


def change_json(c: Change) -> dict[str, Any]:
    """Passages as [id, figures that went, figures that came, how many side by side]."""
    rows = [[p.anchor, " ".join(p.went), " ".join(p.came), p.count] for p in c.passages]
    value = {"date": c.date, "passages": rows, "more": c.more, "days": [list(d) for d in c.days]}
    return {key: v for key, v in value.items() if v}


def from_json(report: str, value: object) -> Revision:
    """What a manifest says of a report by this id. Believes nothing. Raises NoRevision."""
    _string(report, _ID)
    v = _mapping(value)
    before = v.get("before")
    return Revision(
        _read_text(v),
        tuple(_string(d, _DAY) for d in _list(v.get("corrections", []))),
        _string(v.get("withdrawn", ""), _DAY),
        _read_text(_mapping(before)) if before is not None else None,
        tuple(map(_read_change, _list(v.get("changes", [])))),
    )


def _read_text(v: Mapping[str, Any]) -> Text:
    told = v.get("passages", "")
    if not isinstance(told, str):
        raise NoRevision
    published, written = (_string(v.get(day, ""), _DAY) for day in DAYS)
    text = Text(_string(v.get("sha256", ""), _SHA256), published, written, told, _string(v.get("title", ""), _TITLE))
    if not all(_MARK.fullmatch(mark) and all(map(FIGURE.fullmatch, figures)) for mark, *figures in text.passages):
        raise NoRevision
    return text


def _read_change(value: object) -> Change:
    v = _mapping(value)
    more = v.get("more", 0)
    days = [_list(d) for d in _list(v.get("days", []))]
    if type(more) is not int or not 0 <= more <= 1_000_000 or not all(len(d) == 3 and d[0] in DAYS for d in days):
        raise NoRevision
    told = tuple((str(d[0]), _string(d[1], _DAY), _string(d[2], _DAY)) for d in days)
    return Change(_string(v.get("date", ""), _DAY), tuple(map(_read_passage, _list(v.get("passages", []))[:SHOWN])), more, told)


def _read_passage(value: object) -> Passage:
    row = _list(value)
    if len(row) != 4 or type(row[3]) is not int or not 1 <= row[3] <= 1_000_000:
        raise NoRevision
    return Passage(_string(row[0], _ID), _figures(row[1]), _figures(row[2]), row[3])


def _figures(value: object) -> tuple[str, ...]:
    found = tuple(value.split(" ")) if isinstance(value, str) and value else ()
    if not isinstance(value, str) or not all(map(FIGURE.fullmatch, found)):
        raise NoRevision
    return found


def _string(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NoRevision
    return value


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NoRevision
    return value


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list):
        raise NoRevision
    return value
