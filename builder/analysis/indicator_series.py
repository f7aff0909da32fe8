"""Indicators over the years: for each office what was promised and what was reported, year by year.

Comes in: indicator rows by report. Goes out: ``IndicatorSeries`` values and, for each office, the years for
which plans and accounts are there at all, so that silence can be told from absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.analysis.accounts import account_year, plan_year
from builder.analysis.figures import IndicatorRow, IndicatorRules
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.rows import Stage
from builder.analysis.ledger import shown_name
from builder.analysis.ledger_names import is_named, is_vague, subject_key
from builder.analysis.places import Kind
from builder.analysis.quantities import aspect_of, quantities, scale_of, without_passed
from builder.analysis.series import series_by_agency
from builder.analysis.things import is_of_no_year, unfinished
from builder.model import Agency, Report, ReportKind

_BRACKETS = str.maketrans("()", "（）")

OTHER_THEME = "其他"
APART = frozenset({"started", "stock"})  # stages whose counts are never those of what was done


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of a series: all its targets, results and states, those that say most first."""

    year: int
    targets: tuple[IndicatorRow, ...]
    actuals: tuple[IndicatorRow, ...]
    states: tuple[IndicatorRow, ...] = ()

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        return (*self.targets, *self.actuals, *self.states)

    @property
    def halves(self) -> tuple[tuple[Kind, tuple[IndicatorRow, ...]], ...]:
        return ("target", self.targets), ("actual", self.actuals), ("state", self.states)


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
    def stages(self) -> frozenset[Stage]:
        """What has been done with the things counted, as far as it is said: more than one, and figures must say which."""
        return frozenset(row.stage for row in self.rows if row.stage)

    @property
    def recurs(self) -> bool:
        """Does it come up in two years or two reports?"""
        return len(self.years) > 1 or len({row.report for row in self.rows}) > 1

    @property
    def is_shown(self) -> bool:
        """In the office's ledger: known indicators always, own words when this very office uses them again."""
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
    kind: Kind
    value: float
    row: IndicatorRow


@dataclass(frozen=True, slots=True)
class Comparable:
    """The values of a series that may stand side by side: one aspect, one scale, one unit, one stage (完工 is not 开工).

    ``left_out``: (year, kind, why) of what is not: the other aspect, ``stage``, ``state``, ``span`` (several years), ``undated``, ``other``, or ``year``
    where no year has both a target and a result, so that only one of the two is drawn.
    """

    aspect: str
    unit: str
    points: tuple[Point, ...]
    left_out: tuple[tuple[int, Kind, str], ...] = ()


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
            for row in without_passed(own, rules):
                if key := series_key(row, rules):
                    groups.setdefault(key, []).append((row.period == "part", row))
        series = [_series(agency.id, key, group, themes, rules) for key, group in groups.items()]
        found += sorted(series, key=lambda s: order.get(s.key, len(order)))
    return tuple(found)


def _series(
    agency: str, key: str, group: Sequence[tuple[bool, IndicatorRow]], themes: Mapping[str, str], rules: IndicatorRules
) -> IndicatorSeries:
    # Whole years before parts and totals of several, figures with a value before bare rates and changes; ties stay in reading order.
    ranked = sorted(group, key=lambda pair: (pair[0] or not pair[1].is_of_one_year or is_of_no_year(pair[1]), aspect_of(pair[1]) not in {"level", "growth"}, pair[1].value is None))
    halves: dict[tuple[int, Kind], list[IndicatorRow]] = {}
    for _, row in ranked:
        halves.setdefault((row.year, row.kind), []).append(row)

    def of(year: int, kind: Kind) -> tuple[IndicatorRow, ...]:
        return tuple(halves.get((year, kind), ()))

    years = sorted({y for y, _ in halves})
    cells = tuple(YearFigures(year, of(year, "target"), of(year, "actual"), of(year, "state")) for year in years)
    first = group[0][1]
    said = {row.indicator for _, row in group if row.canonical}
    name = scoped_name(rules.by_id[first.canonical].name if first.canonical and len(said) > 1 else shown_name(first, rules), first)
    return IndicatorSeries(agency, key, name, themes.get(key, OTHER_THEME), key in themes, cells)


def series_key(row: IndicatorRow, rules: IndicatorRules) -> str:
    """The series that a figure belongs to; empty where its name says too little."""
    return scoped_key(subject_key(row, rules), row) if is_named(row) and not is_vague(row) and aspect_of(row) != "completion" else ""


def scoped_key(key: str, row: IndicatorRow) -> str:
    """What is said of a part (园区, 其中) is another series than the whole's."""
    return f"{row.scope} {key}" if row.scope and not key.startswith(f"{row.scope} ") else key


def scoped_name(name: str, row: IndicatorRow) -> str:
    """规模以上工业增加值（园区）: the part is told with the name, unless the name tells it. Brackets are as wide as print has them."""
    told = name if not row.scope or row.scope in name else f"{name}（{row.scope}）"
    return told.translate(_BRACKETS)


def coverage(
    agency: str, reports: Sequence[Report], rows: Mapping[str, Sequence[IndicatorRow]], kinds: Sequence[ReportKind], words: Grammar
) -> Coverage:
    """For which years an office has a plan, and for which an account, in the collection."""
    planned: set[int | None] = set()
    accounted: set[int | None] = set()
    for report in reports:
        if report.meta.agency != agency or report.meta.withdrawn is not None:
            continue
        own = rows.get(report.id, ())
        planned.add(plan_year(report, own, kinds))
        accounted.add(account_year(report, own, kinds, words))
    return Coverage(agency, frozenset(y for y in planned if y), frozenset(y for y in accounted if y))


def comparable(series: IndicatorSeries, rules: IndicatorRules) -> Comparable | None:
    """The largest set of values that may be drawn beside each other; None when there are not two to compare.

    A target may stand beside a result only if some year has both: otherwise the more frequent of the two is drawn alone.
    """
    groups: dict[tuple[str, str, str], list[Point]] = {}
    units: dict[tuple[str, str, str], str] = {}
    for year in series.years:
        for kind, rows in year.halves:
            for row in rows if kind != "state" else ():
                for q in quantities(row, rules) if row.is_of_one_year and not is_of_no_year(row) and unfinished(row) in {"", "started"} else ():
                    group = (q.aspect, q.scale, row.stage if row.stage in APART else "")
                    points = groups.setdefault(group, [])
                    unit = units.setdefault(group, "%" if q.aspect == "growth" else row.unit)
                    if not any(p.year == year.year and p.kind == kind for p in points):
                        factor = 1.0 if q.aspect == "growth" else scale_of(unit, rules)[1]
                        points.append(Point(year.year, kind, q.low / factor, row))
    drawable = {group: _of_one_sort(points) for group, points in groups.items()}
    best = max(drawable, key=lambda g: (len({p.year for p in drawable[g]}), len(drawable[g]), g[0] == "level"), default=None)
    if best is None or len(drawable[best]) < 2:
        return None
    drawn = {(p.year, p.kind) for p in drawable[best]}
    unlike = {(p.year, p.kind) for p in groups[best]} - drawn

    def why(year: int, kind: Kind, row: IndicatorRow) -> str:
        if kind == "state" or (year, kind) in unlike or not row.is_of_one_year:
            return "state" if kind == "state" else "year" if row.is_of_one_year else "span"
        if is_of_no_year(row):
            return "undated"
        if all(q.aspect != best[0] for q in quantities(row, rules)):
            return aspect_of(row)  # of a rate nobody asks how far things are
        return "stage" if unfinished(row) or (row.stage if row.stage in APART else "") != best[2] else "other"

    left_out = tuple(
        (y.year, kind, why(y.year, kind, rows[0])) for y in series.years for kind, rows in y.halves if rows and (y.year, kind) not in drawn
    )
    return Comparable(best[0], units[best], tuple(drawable[best]), left_out)


def _of_one_sort(points: Sequence[Point]) -> list[Point]:
    """Targets and results together where a year has both, else the more frequent of the two."""
    years = {kind: {p.year for p in points if p.kind == kind} for kind in ("target", "actual")}
    if not all(years.values()) or years["target"] & years["actual"]:
        return list(points)
    kept = "target" if len(years["target"]) > len(years["actual"]) else "actual"
    return [p for p in points if p.kind == kept]
