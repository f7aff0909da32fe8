"""Findings as values: what is wrong, where, what was wanted, what to do next.

Rests on ``privacy`` alone: no finding holds a person's number in full, whatever form it is shown in. A fault in content is never an exception: steps
return results plus problems, and only the command line prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from builder.privacy import mask

Severity = Literal["error", "warning", "notice"]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "notice": 2}


def visible(text: str) -> str:
    """Text for a terminal, on one line: what would move its cursor, colour it or turn it around is named instead."""
    return _CONTROLS.sub(lambda m: " " if m[0] in "\t\n\r" else f"[U+{ord(m[0]):04X}]", text)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a content file. ``line`` and ``column`` count from 1; 0 means the file as a whole.

    ``path`` finds the file again; ``shown`` is what people and machines are told of it.
    """

    path: str
    line: int = 0
    column: int = 0

    @property
    def shown(self) -> str:
        return mask(self.path)

    def __str__(self) -> str:
        column = f":{self.column}" if self.column else ""
        return f"{self.shown}:{self.line}{column}" if self.line else self.shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``code`` is the rule (``metadata.unknown-key``), stable for tests and waivers."""

    location: Location
    severity: Severity
    code: str
    field: str
    found: str
    expected: str
    action: str = ""

    def __post_init__(self) -> None:
        # Masked here, not where it is printed: a rule may echo any text, and a new form of output may be added.
        for name in ("field", "found", "expected", "action"):
            object.__setattr__(self, name, mask(getattr(self, name)))

    def __str__(self) -> str:
        field = f" 字段“{self.field}”" if self.field else ""
        action = f"；请{self.action}" if self.action else ""
        expected = f"；应为{self.expected}" if self.expected else ""
        return visible(f"{self.location}: {SEVERITY_NAMES[self.severity]} [{self.code}]{field}：{self.found}{expected}{action}")


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line and severity; the same order on every machine, duplicates dropped."""
    unique = dict.fromkeys(problems)
    return sorted(
        unique,
        key=lambda p: (p.location.path, p.location.line, _ORDER[p.severity], p.code, p.field, p.found),
    )


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Does any finding stop a build? ``strict`` counts warnings as errors."""
    stopping = {"error", "warning"} if strict else {"error"}
    return any(p.severity in stopping for p in problems)
