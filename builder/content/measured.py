"""defaults/measured.yml → how often the program reads wrongly, as it was measured; printed where the ledger explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from builder.content.fields import Reader, parse_entries


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement: of what, on how many figures, and how. Percentages of whole rows, as they are to be printed."""

    day: date
    what: str
    n: int
    precision: str
    recall: str
    how: str


def read_measured(text: str) -> tuple[Measured, ...]:
    """The package's own file: a fault in it is ours."""
    found, problems = parse_entries(text, "measured.yml", _measured)
    assert not problems, problems
    return found


def _measured(r: Reader) -> Measured:
    day = r.day("date")
    assert day is not None, "date"
    return Measured(
        day, r.text("what", required=True), r.integer("n", 1, 10_000_000), r.text("precision", required=True), r.text("recall", required=True),
        r.text("how", required=True),
    )  # fmt: skip
