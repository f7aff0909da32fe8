"""Indicators over the years: for each office what was promised and what was reported, year by year.

Comes in: indicator rows by report. Goes out: ``IndicatorSeries`` values and, for each office, the years for
which plans and accounts are there at all, so that silence can be told from absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.accounts import account_year, plan_year
from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.ledger import shown_name
from builder.analysis.ledger_names import is_named, is_vague, subject_key
from builder.analysis.quantities import aspect_of, quantities, scale_of
from builder.analysis.series import series_by_agency
from builder.model import Agency, Report, ReportKind

OTHER_THEME = "其他"


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of a series: all its targets and results, those that say most first."""

    year: int
    targets: tuple[IndicatorRow, ...]
    actuals: tuple[IndicatorRow, ...]

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        return (*self.targets, *self.actuals)


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """One indicator in one office's reports, oldest year first. ``key`` as in the ledger."""

    agency: str
    key: str
    name: str
    theme: str
    canonical: bool
    years: tuple[YearFigures, ...]

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for year in self.years for row in year.rows)

    @property
    def recurs(self) -> bool:
        """Does it come up in two years or two reports?"""
        return len(self.years) > 1 or len({row.report for row in self.rows}) > 1

    @property
    def has_page(self) -> bool:
        """Known indicators always, own words when this very office uses them again: two offices may mean two things."""
        return self.canonical or self.recurs


@dataclass(frozen=True, slots=True)
class Coverage:
    """The years that an office's published plans look ahead to and its accounts look back on."""

    agency: str
    planned: frozenset[int]
    accounted: frozenset[int]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.planned | self.accounted))


@dataclass(frozen=True, slots=True)
class Point:
    """One comparable value of a series, in the unit that the chart shows."""

    year: int
    kind: str
    value: float
    row: IndicatorRow


@dataclass(frozen=True, slots=True)
class Comparable:
    """The values of a series that may stand side by side: one aspect, one scale, one unit.

    ``left_out``: (year, kind, aspect) of what is said in another way, such as a level beside growth rates.
    """

    aspect: str
    unit: str
    points: tuple[Point, ...]
    left_out: tuple[tuple[int, str, str], ...] = ()


def build_series(
    rows: Mapping[str, Sequence[IndicatorRow]],
    reports: Sequence[Report],
    kinds: Sequence[ReportKind],
    agencies: Sequence[Agency],
    rules: IndicatorRules,
) -> tuple[IndicatorSeries, ...]:
    """Every indicator of every known office: canonical ones in the dictionary's order, then others by first mention."""
    order = {indicator.id: i for i, indicator in enumerate(rules.indicators)}
    themes = {indicator.id: indicator.theme or OTHER_THEME for indicator in rules.indicators}
    found: list[IndicatorSeries] = []
    offices = series_by_agency([r for r in reports if r.meta.withdrawn is None], kinds)
    for agency in agencies:
        groups: dict[str, list[tuple[bool, IndicatorRow]]] = {}
        for report in offices.get(agency.id, ()):
            own = rows.get(report.id, ())
            for row in own:
                if is_named(row) and not is_vague(row) and aspect_of(row) != "completion":
                    groups.setdefault(subject_key(row, rules), []).append((row.period == "part", row))
        series = [_series(agency.id, key, group, themes, rules) for key, group in groups.items()]
        found += sorted(series, key=lambda s: order.get(s.key, len(order)))
    return tuple(found)


def _series(
    agency: str, key: str, group: Sequence[tuple[bool, IndicatorRow]], themes: Mapping[str, str], rules: IndicatorRules
) -> IndicatorSeries:
    # Whole years before parts and totals of several, figures with a value before bare rates and changes; ties stay in reading order.
    ranked = sorted(group, key=lambda pair: (pair[0] or pair[1].several_years, aspect_of(pair[1]) not in {"level", "growth"}, pair[1].value is None))
    halves: dict[tuple[int, str], list[IndicatorRow]] = {}
    for _, row in ranked:
        halves.setdefault((row.year, row.kind), []).append(row)

    def of(year: int, kind: str) -> tuple[IndicatorRow, ...]:
        return tuple(halves.get((year, kind), ()))

    cells = tuple(YearFigures(year, of(year, "target"), of(year, "actual")) for year in sorted({y for y, _ in halves}))
    return IndicatorSeries(agency, key, shown_name(group[0][1], rules), themes.get(key, OTHER_THEME), key in themes, cells)


def coverage(
    agency: str, reports: Sequence[Report], rows: Mapping[str, Sequence[IndicatorRow]], kinds: Sequence[ReportKind]
) -> Coverage:
    """For which years an office has a plan, and for which an account, in the collection."""
    planned: set[int | None] = set()
    accounted: set[int | None] = set()
    for report in reports:
        if report.meta.agency != agency or report.meta.withdrawn is not None:
            continue
        own = rows.get(report.id, ())
        planned.add(plan_year(report, own, kinds))
        accounted.add(account_year(report, own, kinds))
    return Coverage(agency, frozenset(y for y in planned if y), frozenset(y for y in accounted if y))


def comparable(series: IndicatorSeries, rules: IndicatorRules) -> Comparable | None:
    """The largest set of values that may be drawn beside each other; None when fewer than two years have one."""
    groups: dict[tuple[str, str], list[Point]] = {}
    units: dict[tuple[str, str], str] = {}
    for year in series.years:
        for kind, rows in (("target", year.targets), ("actual", year.actuals)):
            for row in rows:
                for q in quantities(row, rules) if not row.several_years else ():
                    group = (q.aspect, q.scale)
                    points = groups.setdefault(group, [])
                    unit = units.setdefault(group, "%" if q.aspect == "growth" else row.unit)
                    if not any(p.year == year.year and p.kind == kind for p in points):
                        factor = 1.0 if q.aspect == "growth" else scale_of(unit, rules)[1]
                        points.append(Point(year.year, kind, q.low / factor, row))
    best = max(groups, key=lambda g: (len({p.year for p in groups[g]}), len(groups[g]), g[0] == "level"), default=None)
    if best is None or len(groups[best]) < 2:
        return None
    drawn = {(p.year, p.kind) for p in groups[best]}
    halves = ((y.year, kind, rows) for y in series.years for kind, rows in (("target", y.targets), ("actual", y.actuals)))
    left_out = tuple((year, kind, aspect_of(rows[0])) for year, kind, rows in halves if rows and (year, kind) not in drawn)
    return Comparable(best[0], units[best], tuple(groups[best]), left_out)
