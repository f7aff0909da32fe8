"""<report file stem>.review.yml → ``Decision``s and problems: what a person decided about the figures of one report and their pairs.

Text in, values out. Whether the sentence still holds the figure is asked where the report is known (``analysis/decisions``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.content.fields import Reader, parse_entries
from builder.problems import Location, Problem

REVIEW_SUFFIX = ".review.yml"
DECISIONS = ("confirm", "correct", "drop", "add", "pair", "apart")
OF_PAIRS = frozenset(("pair", "apart"))
KINDS = ("target", "actual", "state")
COMPARISONS = ("eq", "ge", "le", "gt", "lt", "approx", "range")
MEASURES = (
    "level", "growth", "annual_average", "multi_year_growth", "delta", "share", "completion", "over_completion", "rank", "range", "cumulative",
)  # fmt: skip
STAGES = ("new", "started", "completed", "stock")
NOTHING = "无"  # takes away what the program read: growth: 无
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,6})?\Z")


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """A figure by report, anchor and as printed. ``nth`` (0: not said) of equal ones there; ``name`` as the program reads it."""

    report: str
    anchor: str
    figure: str
    nth: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. ``row``: fields of the row as the person says they are; ``other``: the second figure of a pair."""

    place: FigurePlace
    decision: str
    day: date
    location: Location
    reason: str = ""
    row: tuple[tuple[str, Any], ...] = ()
    other: FigurePlace | None = None

    @property
    def subject(self) -> tuple[object, ...]:
        """Equal for two decisions of which only one can hold."""
        return (self.place, self.other) if self.decision in OF_PAIRS else (self.place,)


Decisions = Mapping[str, Sequence[Decision]]  # by report id


def review_name(report: str) -> str:
    """Name or path of the decisions' file beside a report's: 2024/总结.md → 2024/总结.review.yml."""
    return report.removesuffix(".md") + REVIEW_SUFFIX


def parse_decisions(text: str, path: str, report: str) -> tuple[tuple[Decision, ...], list[Problem]]:
    """The decisions on one report; an entry with a fault is left out and told of."""
    read, problems = parse_entries(text, path, lambda r: read_decision(r, report))
    found = tuple(d for d in read if d is not None)
    first: dict[tuple[object, ...], Decision] = {}
    for d in found:
        earlier = first.setdefault(d.subject, d)
        if earlier is not d:
            said = f"“{d.place.figure}”在第 {earlier.location.line} 行已有决定"
            problems.append(Problem(d.location, "error", "review.duplicate", "figure", said, "一个数字一个决定", "删去其中一个"))
    return found, problems


def read_decision(r: Reader, report: str = "") -> Decision | None:
    """The fields of an entry of a review file; None where one is wrong."""
    before = len(r.problems)
    decision = r.choice("decision", DECISIONS, required=True)
    place = _place(r, report)
    day = r.day("date", missing=("作出决定的日期", "补上 date，如 2026-11-28"))
    reason = r.text("reason", required=decision not in {"", "confirm"})
    row = _row(r, decision)
    other = _other(r, report, decision)
    if len(r.problems) > before or day is None:
        return None
    return Decision(place, decision, day, Location(r.path, r.mapping.line), reason, row, other)


def _place(r: Reader, report: str) -> FigurePlace:
    return FigurePlace(
        report, r.text("anchor", required=True), r.text("figure", required=True), r.integer("nth", 1, 999), r.text("name")
    )


def _other(r: Reader, report: str, decision: str) -> FigurePlace | None:
    inner = r.mapping_at("with")
    if inner is None:
        if decision in OF_PAIRS:
            r.problem("with", "field.required", "没有写", "另一个数字：{report: …, anchor: …, figure: …}", "补上 with")
        return None
    place = _place(inner, inner.text("report") or report)
    inner.close()
    if decision and decision not in OF_PAIRS:
        r.problem("with", "review.field", f"“{decision}”不用 with", "只在 pair、apart 里写", "删去 with")
    return place


def _row(r: Reader, decision: str) -> tuple[tuple[str, Any], ...]:
    inner = r.mapping_at("row")
    if inner is None:
        if decision in {"correct", "add"}:
            r.problem("row", "field.required", "没有写", "这一行应当怎样读：{indicator: …, year: …, kind: …}", "补上 row")
        return ()
    found: dict[str, Any] = {}
    found["indicator"] = inner.text("indicator") or None
    for key, allowed in (("kind", KINDS), ("comparison", COMPARISONS), ("measure", MEASURES)):
        found[key] = inner.choice(key, allowed) or None
    found["year"] = inner.integer("year", 1949, 2100) or None
    found["expected"] = inner.flag("expected") if inner.text("expected") else None
    kept = {key: value for key, value in found.items() if value is not None}
    # These may also be taken away.
    for key in ("value", "value_max", "growth"):
        if text := inner.text(key):
            kept[key] = None if text == NOTHING else _number(inner, key, text)
    for key, empty in (("rank", None), ("unit", ""), ("scope", ""), ("qualifier", "")):
        if text := inner.text(key):
            kept[key] = empty if text == NOTHING else text
    if stage := inner.choice("stage", STAGES, also=(NOTHING,)):
        kept["stage"] = "" if stage == NOTHING else stage
    if inner.text("from") == NOTHING:
        kept |= {"several_years": False, "first_year": None}
    elif first := inner.integer("from", 1949, 2100):
        kept |= {"several_years": True, "first_year": first}
    inner.close()
    if decision in {"drop", *OF_PAIRS}:
        r.problem("row", "review.field", f"“{decision}”不用 row", "只在 confirm、correct、add 里写", "删去 row")
    if decision == "add":
        for key in ("indicator", "year", "kind"):
            if key not in kept:
                inner.problem(key, "field.required", "没有写", "补的一行必须写明", f"补上“{key}: …”")
        if all(kept.get(key) is None for key in ("value", "growth", "rank")):
            inner.problem("value", "field.required", "没有写", "数值（value）、增长（growth）或位次（rank）之一", "补上其中一个")
    return tuple(kept.items())


def _number(r: Reader, key: str, text: str) -> int | float | None:
    """As the report prints it: 165 stays whole, 6.82 does not."""
    if not _NUMBER.match(text):
        r.problem(key, "review.number", f"“{text}”", "一个数，如 165、6.82、-3.1；没有写“无”", "改正这个数，单位写在 unit 里")
        return None
    return float(text) if "." in text else int(text)
