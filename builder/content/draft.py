"""A block of a body before it has an id: what it says, where, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.content.headings import HeadingNumber
from builder.model import Inline


@dataclass(slots=True)
class Draft:
    """A block before ids are known: what it says, its line, its place in the outline."""

    kind: str
    text: str = ""
    inlines: tuple[Inline, ...] = ()
    line: int = 0
    level: int = 0
    number: HeadingNumber | None = None
    children: tuple[tuple[Draft, ...], ...] = ()
    ordered: bool = False
    first: int = 1
    header_rows: int = 0
    caption: str = ""
    source: str = ""
    section: int = -1


def walk_drafts(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """All drafts in reading order, those inside others too."""
    for draft in drafts:
        yield draft
        for group in draft.children:
            yield from walk_drafts(group)
