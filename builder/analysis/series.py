"""The reports of one office in order: earlier, later, and the plan that belongs to a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from builder.analysis.accounts import gives_account, looks_ahead
from builder.analysis.places import Half, report_half
from builder.model import Report, ReportKind

_HALF_ORDER: dict[Half, int] = {"target": 0, "both": 1, "actual": 2}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Reports beside one report, all of its office. ``paired`` are the other half of the same year."""

    earlier: Report | None
    later: Report | None
    paired: tuple[Report, ...]


def series_key(report: Report, kinds: Sequence[ReportKind]) -> tuple[int, int, date, str]:
    """Order within an office: by year; a year's plan before its summary, whenever they were published."""
    day = report.meta.published or report.meta.written or date(report.meta.year or 1, 12, 31)
    return report.meta.year, _HALF_ORDER[report_half(report, kinds)], day, report.id


def series_by_agency(reports: Sequence[Report], kinds: Sequence[ReportKind]) -> dict[str, tuple[Report, ...]]:
    """All reports of each office, in order; offices by id, reports without an office under ""."""
    found: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda r: series_key(r, kinds)):
        found.setdefault(report.meta.agency, []).append(report)
    return {agency: tuple(found[agency]) for agency in sorted(found)}


def neighbours(report: Report, reports: Sequence[Report], kinds: Sequence[ReportKind]) -> Neighbours:
    """What stands beside a report in its office's series. Reports without an office have no series."""
    if not report.meta.agency:
        return Neighbours(None, None, ())
    series = series_by_agency(reports, kinds).get(report.meta.agency, ())
    earlier, later = _beside(report, series)
    paired = tuple(r for r in series if r.id != report.id and r.meta.year == report.meta.year and _complements(report, r, kinds))
    return Neighbours(earlier, later, paired)


def compared_pairs(reports: Sequence[Report], kinds: Sequence[ReportKind]) -> tuple[tuple[Report, Report], ...]:
    """(earlier, later) for which a comparison is prepared: an office's plan with the summary of its year, a kind from year to year.

    Other documents are passed over: nobody expects a notice to take up again what a plan said.
    """
    return tuple(pair for series in _comparable(reports, kinds) for pair in _pairs_of(series, kinds))


def neighbouring_pairs(reports: Sequence[Report], kinds: Sequence[ReportKind]) -> tuple[tuple[Report, Report], ...]:
    """What readers may want to see beside each other though nothing is prepared: a plan and the account before it, an account without its plan."""
    prepared = {(a.id, b.id) for a, b in compared_pairs(reports, kinds)}
    return tuple((a, b) for series in _comparable(reports, kinds) for a, b in pairwise(series) if (a.id, b.id) not in prepared)


def _comparable(reports: Sequence[Report], kinds: Sequence[ReportKind]) -> Iterable[tuple[Report, ...]]:
    fit = [r for r in reports if r.meta.agency and r.meta.year and (looks_ahead(r, kinds) or gives_account(r, kinds))]
    return series_by_agency(fit, kinds).values()


def _pairs_of(series: Sequence[Report], kinds: Sequence[ReportKind]) -> Iterator[tuple[Report, Report]]:
    """In the order of the later report; of several of a kind, period and year the last."""
    plans: dict[int, Report] = {}
    before: dict[tuple[str, str], Report] = {}
    last = {(r.meta.kind, r.meta.period, r.meta.year): r for r in series}
    for report in last.values():
        meta = report.meta
        half = report_half(report, kinds)
        if half == "target":
            plans[meta.year] = report
        elif half == "actual" and (plan := plans.get(meta.year)):
            yield plan, report
        if earlier := before.get((meta.kind, meta.period)):
            yield earlier, report
        before[meta.kind, meta.period] = report


def _beside(report: Report, series: Sequence[Report]) -> tuple[Report | None, Report | None]:
    ids = [r.id for r in series]
    if report.id not in ids:
        return None, None
    at = ids.index(report.id)
    return (series[at - 1] if at else None), (series[at + 1] if at + 1 < len(series) else None)


def _complements(report: Report, other: Report, kinds: Sequence[ReportKind]) -> bool:
    """A plan and a summary complement each other; a report that holds both complements either. No other document does."""
    if report_half(report, kinds) == report_half(other, kinds):
        return False
    return any(looks_ahead(a, kinds) and gives_account(b, kinds) for a, b in ((report, other), (other, report)))
