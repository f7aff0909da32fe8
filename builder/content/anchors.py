"""Permanent ids of sections and paragraphs (design 4).

A new id comes from the number path (``s3-2``) or from the first characters of a paragraph
(``s3-2-k3f9``). Ids once published are kept in a sidecar beside the content file: an edited
passage keeps its id, a removed one stays as an empty target. Pure: text in, ids out.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.text import han_key

SIDECAR_SUFFIX = ".anchors.json"
_KEPT_CHARACTERS = 60
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A recorded id: what it names (section or paragraph) and the beginning of its text."""

    id: str
    kind: str
    text: str


def read_sidecar(text: str) -> tuple[Anchor, ...]:
    """The recorded anchors, in document order. Raises ValueError when the file is not ours."""
    data = json.loads(text)
    if not isinstance(data, dict) or not isinstance(data.get("anchors"), list):
        raise ValueError("no list of anchors")
    return tuple(Anchor(str(i["id"]), str(i["kind"]), str(i["text"])) for i in data["anchors"])


def write_sidecar(anchors: Iterable[Anchor]) -> str:
    """The sidecar's text: one anchor a line, so that diffs stay readable."""
    rows = ",\n".join(json.dumps({"id": a.id, "kind": a.kind, "text": a.text}, ensure_ascii=False) for a in anchors)
    return f'{{"version": 1, "anchors": [\n{rows}\n]}}\n'


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that wants an id. ``wish`` is the id it would get if it were new."""

    kind: str
    text: str
    wish: str


def paragraph_wish(section: str, text: str) -> str:
    """Section id + four characters from the hash of its first normalised characters."""
    digest = hashlib.sha256(han_key(text)[:_KEPT_CHARACTERS].encode()).digest()
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    code = "".join(alphabet[b % len(alphabet)] for b in digest[:4])
    return f"{section or 's0'}-{code}"


def kept_text(text: str) -> str:
    """What a sidecar remembers of a passage: enough to know it again, not the whole text."""
    return han_key(text)[:_KEPT_CHARACTERS]


def assign_ids(passages: Sequence[Passage], recorded: Sequence[Anchor], used: set[str]) -> tuple[list[str], list[Anchor]]:
    """Ids for passages of one kind → (ids, anchors whose passage is gone). Adds new ids to ``used``.

    Exact texts are matched first, in order; then what stands between two matched neighbours is
    matched by likeness, then by the id it would have: the same number in the outline. The rest is new
    and takes its wished id or that id with a suffix.
    """
    matched = _match([kept_text(p.text) for p in passages], [a.text for a in recorded])
    taken = set(matched.values())
    free = {a.id: j for j, a in enumerate(recorded) if j not in taken}
    for index, passage in enumerate(passages):
        if index not in matched and passage.wish in free:
            matched[index] = free.pop(passage.wish)
    ids = [recorded[matched[i]].id if i in matched else "" for i in range(len(passages))]
    taken = set(matched.values())
    gone = [a for j, a in enumerate(recorded) if j not in taken]
    numbers: dict[str, int] = {}
    for index, passage in enumerate(passages):
        if not ids[index]:
            ids[index] = _free(passage.wish, used, numbers)
            used.add(ids[index])
    return ids, gone


def _match(new: list[str], old: list[str]) -> dict[int, int]:
    if new == old:  # the usual case; comparing a thousand equal passages would take minutes
        return dict(enumerate(range(len(old))))
    pairs: dict[int, int] = {}
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    a = b = 0
    for block in blocks:
        pairs.update(_match_gap(new, range(b, block.b), old, range(a, block.a)))
        for k in range(block.size):
            pairs[block.b + k] = block.a + k
        a, b = block.a + block.size, block.b + block.size
    # Moved passages: still the same words, elsewhere in the document.
    taken = set(pairs.values())
    free = {text: j for j, text in reversed(list(enumerate(old))) if j not in taken}
    for i, text in enumerate(new):
        if i not in pairs and text in free:
            pairs[i] = free.pop(text)
    return pairs


def _match_gap(new: list[str], new_range: range, old: list[str], old_range: range) -> dict[int, int]:
    scored = sorted(
        ((difflib.SequenceMatcher(None, old[j], new[i], autojunk=False).ratio(), -i, -j) for i in new_range for j in old_range),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for ratio, i, j in scored:
        if ratio >= _SAME and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _free(wish: str, used: set[str], numbers: dict[str, int]) -> str:
    """The wish, or the first free one after it. ``numbers``: where to go on, for texts that stand there a thousand times."""
    if wish not in used:
        return wish
    if wish not in numbers:
        for suffix in "bcdefghijklmnopqrstuvwxyz":
            if wish + suffix not in used:
                return wish + suffix
    number = numbers.get(wish, 2)
    while f"{wish}-x{number}" in used:
        number += 1
    numbers[wish] = number
    return f"{wish}-x{number}"
