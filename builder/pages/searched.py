"""Documents that were looked through in vain, and the words for it: “not recognised”, never “not said”.

Comes in: reports. Goes out: links that say where a document is only a restatement (摘编) and lead to the original.
What the program does not recognise may well be written there, in other words; no page turns it into a finding about an office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Report
from builder.pages.collection import Collection

NO_FIGURE = "没有认出写明数字的说法"


@dataclass(frozen=True, slots=True)
class Searched:
    """A document that was looked through: a restatement (``excerpt``) names its ``original``, an address or empty."""

    title: str
    path: str
    excerpt: bool
    original: str


def searched_report(c: Collection, report: Report) -> Searched:
    """One document, with the way to the original where it is a restatement."""
    excerpt = report.meta.is_excerpt
    return Searched(c.label(report), report.url, excerpt, report.meta.source.url if excerpt else "")


def searched(c: Collection, reports: Iterable[Report]) -> tuple[Searched, ...]:
    """The documents in their order."""
    return tuple(searched_report(c, report) for report in reports)


def searched_by_year(found: Iterable[tuple[int, Iterable[Searched]]]) -> tuple[tuple[int, tuple[Searched, ...]], ...]:
    """Those of several promises, each (year, documents): every document once in a year, years without any left out."""
    years: dict[int, dict[str, Searched]] = {}
    for year, documents in found:
        years.setdefault(year, {}).update({one.path: one for one in documents})
    return tuple((year, tuple(own.values())) for year, own in years.items() if own)
