"""What places ask of a sentence and its clauses, whoever cut them (``figures.clauses`` does)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Mention(Protocol):
    """A quantity: how many of what."""

    @property
    def value(self) -> float: ...
    @property
    def unit(self) -> str: ...


class Clause(Protocol):
    """[start, end) of a paragraph's text; ``opener`` is the mark in front, ``mentions`` the quantities in it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def opener(self) -> str: ...
    @property
    def mentions(self) -> Sequence[Mention]: ...
    @property
    def is_aside(self) -> bool: ...


class Sentence(Protocol):
    """A sentence of a paragraph: where it begins, its folded words, its clauses in order."""

    @property
    def start(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def clauses(self) -> Sequence[Clause]: ...
