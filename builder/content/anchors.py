"""Permanent ids of sections and paragraphs (design 4).

A new id comes from the number path (``s3-2``) or from the first characters of a paragraph
(``s3-2-k3f9``). Ids once published are kept in a sidecar beside the content file: an edited
passage keeps its id, a removed one stays as an empty target. Pure: text in, ids out.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile

from builder.text import han_key

SIDECAR_SUFFIX = ".anchors.json"
_VERSION = 2
_KEPT_CHARACTERS = 60
_ID = re.compile(r"s\d[a-z0-9-]*")
_LISTS = (("sections", "section"), ("paragraphs", "paragraph"))
# A mark: six characters that are equal only for equal texts, then a sketch of sixteen. Of the pairs of characters that stand in
# a text, each falls into one place of the sketch, by its hash; the least hash of each place leaves one of 64 signs there. So two
# sketches share about as many places as the texts share pairs (one-permutation MinHash), and no word can be read out of them.
_PLACES = 16
_EMPTY = "."
_SIGNS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_HASH = 6
_MARK = re.compile(rf"[{_SIGNS}]{{{_HASH}}}[{_SIGNS}{_EMPTY}]{{{_PLACES}}}|")
_FIRST, _SECOND, _PRIME = 36_867, 39_595, 1_048_573  # small, since Python is twice as quick with numbers below 2^30
# Measured on edits of real paragraphs: of texts that were one, 95 of 100 reach the first, of strangers that stand near each
# other 9 of 1,000. Where nothing else can be meant, less will do.
_ALIKE, _ALIKE_ALONE = 0.25, 0.2


@dataclass(frozen=True, slots=True)
class Anchor:
    """A recorded id: what it names (section or paragraph) and by what its text is known again; empty for a withdrawn one."""

    id: str
    kind: str
    mark: str


def read_sidecar(text: str) -> tuple[Anchor, ...]:
    """The recorded anchors, in document order. Raises ValueError, KeyError or TypeError when the file is not ours."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(data, dict):
        raise ValueError("no mapping")
    anchors = _first_version(data) if "anchors" in data else tuple(_listed(data))
    if any(not _ID.fullmatch(a.id) or not _MARK.fullmatch(a.mark) for a in anchors):
        raise ValueError("an id or a mark that is none")
    return anchors


def _listed(data: dict[str, object]) -> Iterator[Anchor]:
    for name, kind in _LISTS:
        entries = data[name]
        if not isinstance(entries, list):
            raise ValueError("no list")
        for entry in entries:
            identifier, _, mark = str(entry).partition(" ")
            yield Anchor(identifier, kind, mark)


def _first_version(data: dict[str, object]) -> tuple[Anchor, ...]:
    """Sidecars as they were written before: with the first characters of each text."""
    if not isinstance(data["anchors"], list):
        raise ValueError("no list of anchors")
    if any(i["kind"] not in {"section", "paragraph"} for i in data["anchors"]):
        raise ValueError("a kind that is none")
    return tuple(Anchor(str(i["id"]), str(i["kind"]), mark_of(str(i["text"])[:_KEPT_CHARACTERS])) for i in data["anchors"])


def is_current(text: str) -> bool:
    """Is a sidecar written as they are written now? One that is not still holds words of the report, and is written anew."""
    return text.startswith(f'{{"version": {_VERSION},')


def write_sidecar(anchors: Iterable[Anchor]) -> str:
    """The sidecar's text: one anchor a line, so that diffs stay readable."""
    every = tuple(anchors)
    lists = []
    for name, kind in _LISTS:
        rows = ",\n".join(f'"{a.id} {a.mark}"' if a.mark else f'"{a.id}"' for a in every if a.kind == kind)
        lists.append(f'"{name}": [\n{rows}\n]' if rows else f'"{name}": []')
    return f'{{"version": {_VERSION}, {", ".join(lists)}}}\n'


def without_marks(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """The ids alone, as a sidecar keeps them of a text that was withdrawn: addresses stay, nothing of the words does."""
    return tuple(replace(a, mark="") for a in anchors)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that wants an id: the mark of its text, and the id it would get if it were new."""

    mark: str
    wish: str


def paragraph_wish(section: str, key: str) -> str:
    """Section id + four characters from the hash of a paragraph's key."""
    digest = hashlib.sha256(key.encode()).digest()
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    code = "".join([alphabet[b % len(alphabet)] for b in digest[:4]])
    return f"{section or 's0'}-{code}"


def key_of(text: str) -> str:
    """By what a passage is known: its first characters, folded."""
    return han_key(text)[:_KEPT_CHARACTERS]


def marks_of(keys: Iterable[str], recorded: Iterable[Anchor]) -> list[str]:
    """The marks of passages; those that are recorded are not worked out again."""
    known = {a.mark[:_HASH]: a.mark for a in recorded}
    return [known.get(_hash(key)) or mark_of(key) if key else "" for key in keys]


def _hash(key: str) -> str:
    return "".join([_SIGNS[b & 63] for b in hashlib.sha256(key.encode()).digest()[8 : 8 + _HASH]])


def mark_of(key: str) -> str:
    """What a sidecar keeps of a passage's key: enough to know it again, also after an edit, and none of its words."""
    if not key:
        return ""
    least = [_PRIME] * _PLACES
    before = 0
    for code in map(ord, key):
        value = (before * _FIRST + code * _SECOND) % _PRIME
        before = code
        if value < least[value & 15]:
            least[value & 15] = value
    sketch = [_EMPTY if value == _PRIME else _SIGNS[value >> 4 & 63] for value in least]
    return _hash(key) + "".join(sketch)


def assign_ids(passages: Sequence[Passage], recorded: Sequence[Anchor], used: set[str]) -> tuple[list[str], list[Anchor]]:
    """Ids for passages of one kind → (ids, anchors whose passage is gone). Adds new ids to ``used``.

    Exact texts are matched first, in order; then what stands between two matched neighbours is
    matched by likeness, then by the id it would have: the same number in the outline, the same words.
    The last is all that is left of a text that was withdrawn. The rest is new and takes its wished id
    or that id with a suffix.
    """
    worded = [j for j, a in enumerate(recorded) if a.mark]
    alike = _match([p.mark for p in passages], [recorded[j].mark for j in worded])
    matched = {i: worded[k] for i, k in alike.items()}
    taken = set(matched.values())
    free = {a.id: j for j, a in enumerate(recorded) if j not in taken}
    known = {a.id for a in recorded}
    turns: dict[str, Iterator[str]] = {}  # by wish: the ids once given to passages that wanted it, in their order
    for index, passage in enumerate(passages):
        turn = turns.setdefault(passage.wish, takewhile(known.__contains__, _wishes(passage.wish)))
        again = next((i for i in turn if i in free), None) if index not in matched else None
        if again is not None:
            matched[index] = free.pop(again)
    ids = [recorded[matched[i]].id if i in matched else "" for i in range(len(passages))]
    taken = set(matched.values())
    gone = [a for j, a in enumerate(recorded) if j not in taken]
    fresh: dict[str, Iterator[str]] = {}
    for index, passage in enumerate(passages):
        if not ids[index]:
            unused = fresh.setdefault(passage.wish, _wishes(passage.wish))  # gone on with, for texts that stand there a thousand times
            ids[index] = next(i for i in unused if i not in used)
            used.add(ids[index])
    return ids, gone


def _match(new: list[str], old: list[str]) -> dict[int, int]:
    if new == old:  # the usual case; comparing a thousand equal passages would take minutes
        return dict(enumerate(range(len(old))))
    pairs: dict[int, int] = {}
    if not old or not new:
        return pairs
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    a = b = 0
    for block in blocks:
        pairs.update(_match_gap(new, range(b, block.b), old, range(a, block.a)))
        for k in range(block.size):
            pairs[block.b + k] = block.a + k
        a, b = block.a + block.size, block.b + block.size
    # Moved passages: still the same words, elsewhere in the document.
    taken = set(pairs.values())
    free = {mark: j for j, mark in reversed(list(enumerate(old))) if j not in taken}
    for i, mark in enumerate(new):
        if i not in pairs and mark in free:
            pairs[i] = free.pop(mark)
    return pairs


def _match_gap(new: list[str], new_range: range, old: list[str], old_range: range) -> dict[int, int]:
    wanted = _ALIKE_ALONE if len(new_range) == len(old_range) == 1 else _ALIKE
    # In fifths, for no sketch tells more: of two halves of a divided passage the first keeps its address.
    scored = [(round(likeness * 5), -i, -j) for i in new_range for j in old_range if (likeness := _likeness(new[i], old[j])) >= wanted]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and j not in used:
            pairs[-i] = -j
            used.add(j)
    return pairs


def _likeness(a: str, b: str) -> float:
    """Which part of what two texts hold they share, estimated by their sketches."""
    same = empty = 0
    for x, y in zip(a[_HASH:], b[_HASH:], strict=False):
        if x == y:
            if x == _EMPTY:
                empty += 1
            else:
                same += 1
    return same / (_PLACES - empty) if same else 0.0


def _wishes(wish: str) -> Iterator[str]:
    """The ids that passages take that want the same one, the first first; without end."""
    yield wish
    yield from (wish + suffix for suffix in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{wish}-x{number}" for number in count(2))
