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
_KEPT_CHARACTERS = 60
_SAME = 0.6
_ID = re.compile(r"s\d[a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A recorded id: what it names (section or paragraph) and the beginning of its text."""

    id: str
    kind: str
    text: str


def read_sidecar(text: str) -> tuple[Anchor, ...]:
    """The recorded anchors, in document order. Raises ValueError when the file is not ours."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(data, dict) or not isinstance(data.get("anchors"), list):
        raise ValueError("no list of anchors")
    anchors = tuple(Anchor(str(i["id"]), str(i["kind"]), str(i["text"])) for i in data["anchors"])
    if any(not _ID.fullmatch(a.id) for a in anchors):
        raise ValueError("an id that is none")
    return anchors


def write_sidecar(anchors: Iterable[Anchor]) -> str:
    """The sidecar's text: one anchor a line, so that diffs stay readable."""
    rows = ",\n".join(json.dumps({"id": a.id, "kind": a.kind, "text": a.text}, ensure_ascii=False) for a in anchors)
    return f'{{"version": 1, "anchors": [\n{rows}\n]}}\n'


def without_texts(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """The ids alone, as a sidecar keeps them of a text that was withdrawn: addresses stay, words do not."""
    return tuple(replace(a, text="") for a in anchors)


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
    matched by likeness, then by the id it would have: the same number in the outline, the same words.
    The last is all that is left of a text that was withdrawn. The rest is new and takes its wished id
    or that id with a suffix.
    """
    worded = [j for j, a in enumerate(recorded) if a.text]
    alike = _match([kept_text(p.text) for p in passages], [recorded[j].text for j in worded])
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
    scored: list[tuple[float, int, int]] = []
    matcher = difflib.SequenceMatcher(autojunk=False)
    for i in new_range:
        matcher.set_seq2(new[i])
        for j in old_range:
            matcher.set_seq1(old[j])
            # The first two are bounds of the third and take a hundredth of its time: most passages have little in common.
            if matcher.real_quick_ratio() >= _SAME and matcher.quick_ratio() >= _SAME and (ratio := matcher.ratio()) >= _SAME:
                scored.append((ratio, -i, -j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and j not in used:
            pairs[-i] = -j
            used.add(j)
    return pairs


def _wishes(wish: str) -> Iterator[str]:
    """The ids that passages take that want the same one, the first first; without end."""
    yield wish
    yield from (wish + suffix for suffix in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{wish}-x{number}" for number in count(2))
