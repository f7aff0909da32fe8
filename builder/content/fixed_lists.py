"""Fixed lists and short names: 创新、协调、绿色、开放、共享; “两个确立”. What differs from one by a member, or in a character, is a misquotation.

YAML in (``defaults/fixed_lists.yml``), entries out; ``checks/quotations`` looks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from builder.content.fields import Reader, parse_entries
from builder.defaults import read_default
from builder.problems import Severity
from builder.text import pairs_in

_RUN = re.compile(r"[一-龥“”]{2,16}(?:[、，；][一-龥“”]{2,16}){2,9}")
_STOP, _NEAR_BY = re.compile("[。；\n]"), 24  # characters beside a list within which its name stands
_MARK = re.compile("[、，；]")
_QUOTED = re.compile(r"[“\"‘]([一-龥、]{3,9})[”\"’]")
_HAN, _NUMERALS = re.compile("[一-龥]"), frozenset("一二三四五六七八九十两双多")
_LEADS = re.compile(r"(?:领悟|捍卫|拥护|增强|坚定|做到|树牢|树立|践行|统筹推进|协调推进|落实|坚持|深化|推进|开展|巩固|学习|贯彻|执行|落细|建立健全)\Z")


@dataclass(frozen=True, slots=True)
class FixedList:
    """``members`` in their order; ``called``: names that stand beside a list which must be whole; ``also``: members of other times, as good."""

    members: tuple[str, ...]
    called: tuple[str, ...]
    also: tuple[str, ...]
    severity: Severity
    source: str

    @property
    def right(self) -> str:
        return "、".join(self.members)


@dataclass(frozen=True, slots=True)
class ShortName:
    """Names of so many characters: what stands in quotation marks and differs in one of them is one misquoted. ``unless``: others' own names; ``verbs``: said with these."""

    names: tuple[str, ...]
    unless: tuple[str, ...]
    verbs: tuple[str, ...]
    severity: Severity
    source: str


@cache
def shipped_lists() -> tuple[tuple[FixedList, ...], tuple[ShortName, ...]]:
    """The entries of the package."""
    lists: list[FixedList] = []
    names: list[ShortName] = []

    def read(r: Reader) -> None:
        severity: Severity = "error" if r.choice("severity", ("error", "warning"), default="warning") == "error" else "warning"
        members, source = r.texts("members"), r.text("source", required=True)
        if members:
            lists.append(FixedList(members, r.texts("called"), r.texts("also"), severity, source))
        else:
            names.append(ShortName(r.texts("names"), r.texts("unless"), r.texts("verbs"), severity, source))

    _, problems = parse_entries(read_default("fixed_lists.yml"), "fixed_lists.yml", read)
    assert not problems, problems
    return tuple(lists), tuple(names)


Found = tuple[int, str, str, Severity, str]  # place, what is said, what is right, how bad, what says so


def misquoted_lists(text: str) -> Iterator[Found]:
    """Rows of words that are one of the lists but for a member exchanged; beside its name also one that lacks or has one, or in another order."""
    pairs = pairs_in(text)
    lists = [e for e in shipped_lists()[0] if sum(pairs.may_hold(m) and m in text for m in e.members) >= max(2, len(e.members) - 2)]
    for start, end in _passages_with(text, lists):
        yield from _misquoted_in(text, start, end, lists)


def _passages_with(text: str, lists: list[FixedList]) -> list[tuple[int, int]]:
    """Only in passages that hold nearly all members of a list can it stand, misquoted."""
    found: set[tuple[int, int]] = set()
    for entry in lists:
        members: dict[int, set[str]] = {}
        for member in entry.members:
            at = text.find(member)
            while at >= 0:
                members.setdefault(text.rfind("\n", 0, at) + 1, set()).add(member)
                at = text.find(member, at + 1)
        for start, held in members.items():
            if len(held) >= max(2, len(entry.members) - 2):
                end = text.find("\n", start)
                found.add((start, end if end >= 0 else len(text)))
    return sorted(found)


def _misquoted_in(text: str, start: int, end: int, lists: list[FixedList]) -> Iterator[Found]:
    for run in _RUN.finditer(text, start, end):
        said = run[0]
        for entry in lists:
            if sum(m in said for m in entry.members) >= max(2, len(entry.members) - 2):
                row = _row(said, entry)
                if row and (found := _fault(text, run.start(), row, entry)):
                    yield found


def _row(said: str, entry: FixedList) -> list[tuple[int, str]]:
    """The part of a row from the first to the last member, each with its place; one beside them may be a member misquoted."""
    parts: list[tuple[int, str]] = []
    begins: set[int] = set()
    at = 0
    for piece in _MARK.split(said):
        if at == 0 or said[at - 1] != "、":
            begins.add(len(parts))  # a clause begins here: words may stand before the first member, and behind the last one of the clause before
        head, _, tail = piece.partition("和")
        if tail and any(head.endswith(m) for m in entry.members):  # 享乐主义和奢靡之风
            parts += [(at, head), (at + len(head) + 1, tail)]
        else:
            parts.append((at, piece))
        at += len(piece) + 1
    begins.add(len(parts))
    known = [n for n, (_, piece) in enumerate(parts) if any(_is(piece, m, n in begins, n + 1 in begins) for m in (*entry.members, *entry.also))]
    if len(known) < 2:
        return []
    first, last = known[0], known[-1]
    missing = len(entry.members) - (last - first + 1)
    if missing > 0 and first > 0 and _alike(parts[first - 1][1], entry.members[0]):
        first -= 1
        missing -= 1
    if missing > 0 and last + 1 < len(parts) and _alike(parts[last + 1][1], entry.members[-1]):
        last += 1
    return parts[first : last + 1]


def _is(piece: str, member: str, first: bool, last: bool) -> bool:
    """A piece of the row is the member; words may stand before the first and behind the last."""
    piece = piece if member[0] == "“" else piece.strip("“”")
    return piece == member or (first and piece.endswith(member)) or (last and piece.startswith(member))


def _alike(piece: str, member: str) -> bool:
    """As long and with a character of it in its place: 生活富足, 共赢发展."""
    piece = piece.strip("“”")
    return any(a == b for a, b in zip(piece[: len(member)], member, strict=False)) or any(a == b for a, b in zip(piece[-len(member) :], member, strict=False))


def _fault(text: str, start: int, row: list[tuple[int, str]], entry: FixedList) -> Found | None:
    begin = row[0][0] + _inside(row[0][1], entry, last=False)[0]
    end = row[-1][0] + _inside(row[-1][1], entry, last=True)[1]
    before, behind = text[max(0, start + begin - _NEAR_BY) : start + begin], text[start + end : start + end + _NEAR_BY]
    near = f"{_STOP.split(before)[-1]} {_STOP.split(behind)[0]}"
    named = any(name in near or name in row[0][1] + row[-1][1] for name in entry.called)
    members = [_member(piece, n == 0, n == len(row) - 1, entry) for n, (_, piece) in enumerate(row)]
    right = [m for m in members if m]
    said = text[start + begin : start + end]
    place = (start + begin, said, entry.right, entry.severity, entry.source)
    if len(set(right)) < len(right):
        return None
    if len(row) == len(entry.members) and len(right) == len(row) - 1:
        wrong, wanted = next((piece, entry.members[n]) for n, ((_, piece), m) in enumerate(zip(row, members, strict=True)) if not m)
        if not (named or (_in_order(right, entry) and (len(row) > 3 or wrong.strip("“”")[:2] == wanted[:2]))):
            return None
        return place if len(wrong) <= 16 else None
    if not named or len(right) < max(2, len(entry.members) - 2):
        return None
    whole = len(right) == len(row)
    if whole and len(row) == len(entry.members) and not _in_order(right, entry):
        return place
    if whole and len(row) == len(entry.members) - 1 and len(row) > 2 and not _closed_by(text, start + end):
        return place
    return place if len(row) == len(entry.members) + 1 and len(right) == len(entry.members) else None


def _inside(piece: str, entry: FixedList, *, last: bool) -> tuple[int, int]:
    """Where a member begins and ends in the first or the last piece, whatever words stand around it."""
    for member in (*entry.members, *entry.also):
        at = piece.find(member) if last else piece.rfind(member)
        if at >= 0:
            return at, at + len(member)
    quote = piece.find("”") if last else piece.rfind("“") + 1
    return (0, quote if quote > 0 else len(piece)) if last else (max(quote, 0), len(piece))


def _closed_by(text: str, end: int) -> bool:
    """And more of it follows: 等, 以及."""
    return text.startswith(("等", "以及", "和", "及", "与"), end)


def _member(piece: str, first: bool, last: bool, entry: FixedList) -> str:
    return next((m for m in (*entry.members, *entry.also) if _is(piece, m, first, last)), "")


def _in_order(right: list[str], entry: FixedList) -> bool:
    places = [entry.members.index(m) for m in right if m in entry.members]
    return places == sorted(places)


def misquoted_names(text: str) -> Iterator[Found]:
    """Short names in quotation marks, or behind a verb that such names have, with one character exchanged."""
    _, entries = shipped_lists()
    if "“" in text or '"' in text or "‘" in text:
        for quoted in _QUOTED.finditer(text):
            for entry in entries:
                if right := _nearly(quoted[1], entry):
                    yield quoted.start(1), quoted[1], right, entry.severity, entry.source
    pairs = pairs_in(text)
    for entry, name, half, place in _halves():
        at = text.find(half) if pairs.may_hold(half) else -1
        while at >= 0:
            start = at - place
            said = text[max(0, start) : start + len(name)]
            if said != name and _nearly(said, entry) == name and _LEADS.search(text, max(0, start - 5), start):
                yield start, said, name, entry.severity, entry.source
            at = text.find(half, at + 1)


@cache
def _halves() -> tuple[tuple[ShortName, str, str, int], ...]:
    """Each name by either half of it."""
    _, entries = shipped_lists()
    return tuple((e, n, part, at) for e in entries for n in e.names if len(n) > 3 for part, at in ((n[: len(n) // 2], 0), (n[len(n) // 2 :], len(n) // 2)))


@cache
def _verbs() -> tuple[Mapping[str, ShortName], re.Pattern[str]]:
    """Each short name that is said with verbs of its own, and the pattern of any verb before any of them."""
    entries = [e for e in shipped_lists()[1] if e.verbs]
    named = {name: e for e in entries for name in e.names}
    every = sorted({verb for e in entries for verb in e.verbs})
    return named, re.compile(rf"({'|'.join(every)})[“\"]?({'|'.join(sorted(named))})[”\"]?")


def exchanged_verbs(text: str) -> Iterator[Found]:
    """增强“四个自信”、坚定“四个意识”: two names in one sentence, each with the verb that belongs to the other. One alone is a way of saying it."""
    named, pattern = _verbs()
    wrong = [m for m in pattern.finditer(text) if m[1] not in named[m[2]].verbs] if any(name in text for name in named) else []
    for one, other in pairwise(wrong):
        if one[1] in named[other[2]].verbs and other[1] in named[one[2]].verbs and not _STOP.search(text, one.end(), other.start()):
            right = f"{other[1]}“{one[2]}”、{one[1]}“{other[2]}”"
            yield one.start(), text[one.start() : other.end()], right, "warning", named[one[2]].source


def _nearly(said: str, entry: ShortName) -> str:
    if said in entry.names or said in entry.unless:
        return ""
    return next((n for n in entry.names if len(n) == len(said) and _one_differs(said, n)), "")


def _one_differs(said: str, name: str) -> bool:
    """In one Chinese character; another number in front makes a name of its own: 三位一体."""
    other = [n for n, (a, b) in enumerate(zip(said, name, strict=True)) if a != b]
    return len(other) == 1 and bool(_HAN.match(said[other[0]])) and not (other[0] == 0 and said[0] in _NUMERALS)
