"""Plan, result or both: what a report is as a whole, by its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

from builder.model import Report, ReportKind

# What a passage is: promised, done, or both in one.
Half = Literal["target", "actual", "both"]
# What a kind of report stands for; none: it does not tell, and a passage may be either.
KindHalf = Half | Literal["none"]
# What a figure is; state: what merely is, or was once promised, and neither is promised nor has been done here.
Kind = Literal["target", "actual", "state"]


class RuleTable(Protocol):
    """The patterns of the rules by id."""

    def __getitem__(self, rule: str, /) -> re.Pattern[str]: ...


class Rules(RuleTable, Protocol):
    """All rules; ``within``: those that are asked of clauses, as far as a text can hold them."""

    def __hash__(self) -> int: ...

    def within(self, text: str) -> Heard: ...


class Heard(RuleTable, Protocol):
    """Those rules that one text can hold; ``holds``: any of a family."""

    def holds(self, family: str, /) -> bool: ...


def kind_of(report: Report, kinds: Sequence[ReportKind]) -> ReportKind | None:
    """The kind that a report's record names, by name or id."""
    return next((k for k in kinds if report.meta.kind in (k.name, k.id)), None)


def kind_half(report: Report, kinds: Sequence[ReportKind]) -> KindHalf:
    """What a report's kind stands for."""
    kind = kind_of(report, kinds)
    return kind.half if kind else "none"


def report_half(report: Report, kinds: Sequence[ReportKind]) -> Half:
    """What a report is as a whole, by its kind."""
    half = kind_half(report, kinds)
    return "both" if half == "none" else half
