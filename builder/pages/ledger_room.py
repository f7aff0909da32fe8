"""How the promises of an office and year stand on pages: no page above 150 KB, few pages beside the year's own.

Comes in: the ledger. Goes out: where a year's promises are on pages of their documents, because all are too many for one page, and where
those of a document are on pages of its chapters, because it alone is too much.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from builder.analysis.ledger import LedgerRow

ROOM = 80_000  # bytes of promises; the year's figures and the frame take up to 65 KB
LINES = 100  # indicators of a year; what is above stands on pages of its own
_TARGET, _OUTCOME = 330, 290  # bytes of a promise and of its result without their quotes


@dataclass(frozen=True, slots=True)
class Crowded:
    """``years`` of offices that are told by document, ``documents`` (office, year, report) that are told by chapter."""

    years: frozenset[tuple[str, int]]
    documents: frozenset[tuple[str, int, str]]


def weigh(row: LedgerRow) -> int:
    """About so many bytes it takes on a page."""
    outcome = _OUTCOME + 3 * len(row.outcome.quote) if row.outcome else 0
    return _TARGET + 3 * len(row.promise.quote) + outcome


def crowded(ledger: Iterable[LedgerRow], chapter: Callable[[LedgerRow], str], room: int) -> Crowded:
    """``chapter``: of the document that the promise stands in."""
    years: set[tuple[str, int]] = set()
    documents: set[tuple[str, int, str]] = set()
    for year in _grouped(ledger, lambda row: (row.agency, row.year)):
        if sum(map(weigh, year)) <= room:
            continue
        own = _grouped(year, lambda row: row.promise.report)
        long = [rows[0] for rows in own if sum(map(weigh, rows)) > room and len(_grouped(rows, chapter)) > 1]
        documents.update((row.agency, row.year, row.promise.report) for row in long)
        if len(own) > 1 or long:
            years.add((year[0].agency, year[0].year))
    return Crowded(frozenset(years), frozenset(documents))


def _grouped(rows: Iterable[LedgerRow], key: Callable[[LedgerRow], Hashable]) -> list[list[LedgerRow]]:
    groups: dict[Hashable, list[LedgerRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())
