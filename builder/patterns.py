"""Compiled patterns. The seven hundred that five reports ask for take as long to compile as the reports to read, so they are kept beside the program.

What is kept of a pattern is what ``re`` makes of it before the engine takes it. Another Python makes its own; where ``re`` should have become
another one inside, every pattern is compiled by ``re.compile``, which costs time only.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from builder.compiled import place_beside, put

_MOST = 4000  # patterns; a program that was changed often leaves those of its former selves
_VERSION = f"1 {sys.byteorder} {sys.version}"
Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, code, groups, names of groups both ways


class Patterns:
    """Those that were kept in ``place``, and those that are new."""

    def __init__(self, place: Path | None) -> None:
        self._file = place / f"patterns.{sys.implementation.cache_tag}" if place else None
        self._kept = _read(self._file) if self._file else {}
        self._new: dict[tuple[str, int], Parts] = {}

    def compiled(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """As ``re.compile``. Raises re.error."""
        key = pattern, int(flags)
        with suppress(ImportError, AttributeError, ValueError, TypeError, RuntimeError, OverflowError, KeyError):
            parts = self._kept.get(key)
            if parts is None:
                parts = self._new[key] = _parts(*key)
            return _made(pattern, parts)
        return re.compile(pattern, flags)

    def keep(self) -> None:
        """What is new joins what was kept; a place that cannot be written in keeps nothing, and none does where Python is asked to write no compiled files."""
        if self._new and self._file and not sys.dont_write_bytecode:
            kept = self._kept | self._new
            with suppress(OSError, ValueError):
                put(self._file, marshal.dumps((_VERSION, kept if len(kept) <= _MOST else self._new)))
            self._kept, self._new = kept, {}


def _read(file: Path) -> dict[tuple[str, int], Parts]:
    try:
        version, kept = marshal.loads(file.read_bytes())  # noqa: S302  see place_beside
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if version == _VERSION and isinstance(kept, dict) else {}


def _parts(pattern: str, flags: int) -> Parts:
    """What ``re.compile`` does before the last step. Raises re.error."""
    tree = import_module("re._parser").parse(pattern, flags)
    code = array("I", import_module("re._compiler")._code(tree, flags))
    names: dict[str, int] = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    return int(flags | tree.state.flags), code.tobytes(), tree.state.groups - 1, names, tuple(by_number)


def _made(pattern: str, parts: Parts) -> re.Pattern[str]:
    flags, code, groups, names, by_number = parts
    numbers = array("I")
    numbers.frombytes(code)
    engine: Any = import_module("_sre")
    return cast("re.Pattern[str]", engine.compile(pattern, flags, numbers.tolist(), groups, names, by_number))


@cache
def _beside_the_program() -> Patterns:
    return Patterns(place_beside(Path(__file__).parent))


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``; each once in a process, and without compiling it where an earlier one did. Raises re.error."""
    return _beside_the_program().compiled(pattern, flags)


def keep_patterns() -> None:
    """At the end of a process: those it compiled need not be compiled by the next."""
    _beside_the_program().keep()


def know_patterns() -> None:
    """At the beginning of a process that is a copy of another: those that copies before it kept are known."""
    _beside_the_program.cache_clear()
