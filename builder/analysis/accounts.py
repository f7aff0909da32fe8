"""Which year a report looks ahead to, and which year's work it gives account of.

Comes in: a report with its figures and the kinds. Goes out: years. Everything that says “the summary is there” asks here,
so that ledger, matrices, comparison and timelines agree: what a notice, a rule or an openness report does not name says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.places import kind_of, report_half, report_period, report_years
from builder.model import Report, ReportKind

# Summaries of one field of work: they give no account of the year as a whole.
_ONE_FIELD = re.compile(r"信息公开|预算|决算|统计公报|法治政府|专项")


def gives_account(report: Report, kinds: Sequence[ReportKind]) -> bool:
    """Does it give account of a year's work (or of half a year's)? Its kind says so, unless its title names one field only."""
    kind = kind_of(report, kinds)
    return kind is not None and kind.gives_account and not _ONE_FIELD.search(report.meta.title)


def looks_ahead(report: Report, kinds: Sequence[ReportKind]) -> bool:
    """Is it a plan, or does it hold one?"""
    kind = kind_of(report, kinds)
    return kind is not None and kind.half in {"target", "both"}


def first_promised(report: Report, kinds: Sequence[ReportKind]) -> int:
    """The first year that a report can promise for; 0: any.

    A plan recalls targets of earlier years; a document that is neither plan nor summary those of its own year as well.
    """
    if looks_ahead(report, kinds):
        return report.meta.year if report_half(report, kinds) == "target" else 0
    kind = kind_of(report, kinds)
    return 0 if kind and kind.gives_account else report.meta.year + 1


def account_year(report: Report, rows: Iterable[IndicatorRow], kinds: Sequence[ReportKind], words: Grammar) -> int | None:
    """The year whose work a report sums up as a whole; None for plans, notices, special reports, half a year and several."""
    if not gives_account(report, kinds) or report_period(report, words) == "part" or report_years(report, words):
        return None
    if report_half(report, kinds) == "actual" and report.meta.year:
        return report.meta.year
    years = Counter(row.year for row in rows if row.kind == "actual" and row.year)
    # Of equally frequent years the later one: 回顾 names last year's figures for comparison.
    return max(years, key=lambda year: (years[year], year)) if years else None


def plan_year(report: Report, rows: Iterable[IndicatorRow], kinds: Sequence[ReportKind]) -> int | None:
    """The year that a report looks ahead to; None when it is no plan."""
    if not looks_ahead(report, kinds):
        return None
    if report_half(report, kinds) == "target":
        return report.meta.year
    years = Counter(row.year for row in rows if row.kind == "target")
    return max(years, key=lambda year: (years[year], -year)) if years else report.meta.year


def covered_years(report: Report, rows: Sequence[IndicatorRow], kinds: Sequence[ReportKind], words: Grammar) -> frozenset[int]:
    """The years for which a report is the office's plan or summary; none for any other document.

    A summary whose year its figures do not tell counts for the year of its record.
    """
    planned = plan_year(report, rows, kinds)
    told = (account_year(report, rows, kinds, words) or report.meta.year) if gives_account(report, kinds) else None
    return frozenset(year for year in (planned, told) if year)
