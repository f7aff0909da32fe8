"""How well figures are read: precision and recall against labelled rows, field by field.

Comes in: rows found in a report and labels (a snippet of the text, and what the figure in it means).
Goes out: ``Quality``. Used by ``tests/unit/analysis/figures_gold.py``; no build needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.numerals import Number

FIELDS = ("value", "unit", "kind", "year", "indicator", "comparison", "growth")


@dataclass(frozen=True, slots=True)
class Label:
    """What a person reads in ``snippet``, which must occur once in the report's text."""

    report: str
    snippet: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Quality:
    """``precision`` and ``recall`` of whole rows and of values; ``fields``: share right among the rows tied to a label."""

    precision: float
    recall: float
    value_precision: float
    value_recall: float
    fields: Mapping[str, float]
    wrong: tuple[str, ...]


def measure(found: Sequence[tuple[str, IndicatorRow]], labels: Sequence[Label], texts: Mapping[str, Mapping[str, str]]) -> Quality:
    """Tie rows to labels by place and number, then compare fields.

    ``found`` pairs report ids with rows, ``texts`` gives each report's paragraphs by id.
    """
    free = list(found)
    right = dict.fromkeys(FIELDS, 0)
    whole = tied = 0
    wrong: list[str] = []
    for label in labels:
        match = next((pair for pair in free if _is_tied(pair, label, texts)), None)
        if match is None:
            wrong.append(f"missed: {label.report} “{label.snippet}”")
            continue
        free.remove(match)
        tied += 1
        faults = _faults(match[1], label)
        for name in FIELDS:
            right[name] += name not in faults
        whole += not faults
        wrong += [f"{name}: {faults[name]!r} should be {label.fields.get(name)!r} in “{label.snippet}”" for name in faults]
    wrong += [f"false: {report} {row.indicator} {row.value}{row.unit} “{row.quote[:40]}”" for report, row in free]
    predicted = len(found) or 1
    return Quality(
        precision=whole / predicted,
        recall=whole / (len(labels) or 1),
        value_precision=tied / predicted,
        value_recall=tied / (len(labels) or 1),
        fields={name: right[name] / (tied or 1) for name in FIELDS},
        wrong=tuple(wrong),
    )


def _is_tied(pair: tuple[str, IndicatorRow], label: Label, texts: Mapping[str, Mapping[str, str]]) -> bool:
    report, row = pair
    if report != label.report:
        return False
    text = texts[report][row.paragraph]
    at = text.find(label.snippet)
    if not (at >= 0 and at <= row.value_start and row.value_end <= at + len(label.snippet)):
        return False
    number = label.fields.get("value")
    return _same(row.value if number is not None else row.growth, number if number is not None else label.fields.get("growth"))


def _faults(row: IndicatorRow, label: Label) -> dict[str, object]:
    """The fields in which a row differs from its label; a name may be one of several."""
    faults: dict[str, object] = {}
    for name in FIELDS:
        got: object = getattr(row, name)
        want = label.fields.get(name)
        if name in {"value", "growth"}:
            if not _same(got, want):
                faults[name] = got
        elif name == "indicator" and isinstance(want, list | tuple):
            if got not in want:
                faults[name] = got
        elif name == "comparison":
            if got != (want or "eq"):
                faults[name] = got
        elif got != want and not (name == "unit" and want is None):
            faults[name] = got
    return faults


def _same(a: object, b: object) -> bool:
    if isinstance(a, Number) and isinstance(b, Number):
        return abs(a - b) < 1e-9
    return a is b or (a is None and b is None)
