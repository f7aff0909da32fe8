"""The table of an office's ledger: one line an indicator, one column a year, targets and results with their verdicts."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.analysis.counterparts import NearNames
from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import Coverage, IndicatorSeries, comparable
from builder.analysis.ledger import LedgerRow, promises_by_result
from builder.analysis.whole_names import says_all
from builder.pages.charts import Chart, chart_of
from builder.pages.collection import Collection
from builder.pages.figures import in_quotes, sentence_of
from builder.pages.indicator_slugs import indicator_slug, line_path
from builder.pages.key_figures import parts
from builder.pages.ledger_views import FigureLink, basis_of, figure_link, promise_name, promise_path
from builder.pages.page import Link
from builder.pages.statuses import STATUS_BY_ID
from builder.pages.wrong import wrong_about

NOT_HELD = "本站未收"
NOT_HERE = "没有归到这一行的数"  # it may stand in another, under another name
_DRAWN = 16  # charts of a page: of more, those of most years; the table has every figure
_ROOM, _LINE, _CHART = 125_000, 750, 1_300  # bytes of lines and charts; a page with very many lines has fewer charts, or none
_IN_CELL = 2  # figures of one half of a cell; the reports have them all


@dataclass(frozen=True, slots=True)
class Column:
    """A year of the table, or a run of years without any report (``missing``); ``note`` says what there is of it."""

    title: str
    note: str
    year: int
    missing: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one column. A half in whose report it was not recognised has a ``…_gap``; ``deciding``: so many of the first results decided the verdicts;
    ``near``: where no target is, those of the year under a name that narrows this one or is narrowed by it: they may be the same or not."""

    column: Column
    targets: tuple[FigureLink, ...]
    actuals: tuple[FigureLink, ...]
    states: tuple[FigureLink, ...]
    target_gap: str
    actual_gap: str
    deciding: int = 0
    near: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.figures

    @property
    def figures(self) -> tuple[FigureLink, ...]:
        return (*self.targets, *self.actuals, *self.states)

    @property
    def answered(self) -> tuple[FigureLink, ...]:
        """What the verdicts are about: they stand right below it."""
        return (*self.targets, *self.actuals[: self.deciding])

    @property
    def others(self) -> tuple[FigureLink, ...]:
        """Further figures: none of them decided anything."""
        return (*self.actuals[self.deciding :], *self.states)

    @property
    def decided(self) -> tuple[FigureLink, ...]:
        """The targets of which something is known to have become."""
        return tuple(f for f in self.targets if f.status)

    @property
    def gap(self) -> str:
        """What an empty cell says; the column's head says it where the report itself is lacking."""
        return self.target_gap or self.actual_gap


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: ``id`` its anchor, ``path`` the indicator's page or "", ``chart`` where two figures or more compare,
    ``wrong`` where a reader tells of a figure in it; ``words``: the newest sentence that says more of it than its name."""

    id: str
    name: str
    path: str
    cells: tuple[Cell, ...]
    chart: Chart | None
    wrong: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    title: str
    lines: tuple[Line, ...]

    @property
    def has_states(self) -> bool:
        return any(cell.states for line in self.lines for cell in line.cells)


def theme_groups(
    c: Collection, page: str, shown: Sequence[IndicatorSeries], held: Coverage, heads: Sequence[Column], ledger: Sequence[LedgerRow]
) -> tuple[ThemeGroup, ...]:
    """The indicators that have a figure in any of the columns, by theme. Each is drawn once, on the ``page`` that others are led to."""
    years = {column.year for column in heads if not column.missing}
    became = {id(place): r for r in ledger if r.outcome for place in (r.promise, *r.places)}
    promised = promises_by_result(ledger)
    names = NearNames((row.year, row.promise) for row in ledger)
    themes: dict[str, list[Line]] = {}
    listed = [series for series in shown if any(y.year in years for y in series.years)]
    room = min(_DRAWN, (_ROOM - _LINE * len(listed)) // _CHART)
    drawn = _charts(c, [s for s in listed if line_path(c, s).startswith(f"{page}#")], max(0, room))
    for series in listed:
        cells = tuple(_with_near(c, _cell(c, held, series, column, became, promised), series, ledger, names) for column in heads)
        themes.setdefault(series.theme, []).append(_line(c, series, cells, drawn.get(series.key)))
    return tuple(ThemeGroup(name, tuple(lines)) for name, lines in themes.items())


def _charts(c: Collection, series: Sequence[IndicatorSeries], most: int) -> dict[str, Chart]:
    """By the key of what is drawn."""
    found = [(s, values) for s in series if (values := comparable(s, c.facts.rules))]
    found.sort(key=lambda one: -len({p.year for p in one[1].points}))
    charts = ((s.key, chart_of(f"{c.agency_by_id[s.agency].short}：{s.name}", values)) for s, values in found[:most])
    return {key: chart for key, chart in charts if chart}


def _line(c: Collection, series: IndicatorSeries, cells: tuple[Cell, ...], chart: Chart | None) -> Line:
    slug = indicator_slug(series)
    path = f"ledger/{slug}/" if c.has_page(series.key) else ""
    return Line(slug, series.name, path, cells, chart, wrong_about(c, series), _words(c, series, {cell.column.year for cell in cells if not cell.is_empty}))


def _words(c: Collection, series: IndicatorSeries, years: Container[int]) -> str:
    """Of the newest year that has one, which is said with it."""
    found = next(((year.year, row) for year in reversed(series.years) if year.year in years for row in year.rows if not says_all(row)), None)
    return f"{found[0]}年：“{in_quotes(sentence_of(c.report_by_id[found[1].report], found[1])[0])}”" if found else ""


def columns(years: Sequence[int], until: int, coverage: Coverage, newest: int) -> tuple[Column, ...]:
    """Newest first, every year from the oldest of ``years`` up to ``until``: runs without a report are one column."""
    found: list[Column] = []
    run: list[int] = []
    for year in range(max(until, *years), min(years) - 1, -1):
        if year not in years:
            run.append(year)
            continue
        found += _missing(run)
        run = []
        found.append(Column(str(year), _held(year, coverage, newest), year, missing=False))
    return tuple(found)


def _missing(run: Sequence[int]) -> list[Column]:
    return [Column(str(run[0]) if len(run) == 1 else f"{run[-1]}—{run[0]}", NOT_HELD, run[0], missing=True)] if run else []


def _held(year: int, coverage: Coverage, newest: int) -> str:
    """只有计划, 只有总结: said once for the year. Nothing where both are there."""
    match year in coverage.planned, year in coverage.accounted:
        case True, True:
            return ""
        case True, False:
            return "只有计划，未到期" if year >= newest else "只有计划"
        case False, True:
            return "只有总结"
        case _:
            return "数字出自别年的文件"


def _cell(
    c: Collection, held: Coverage, series: IndicatorSeries, column: Column, became: Mapping[int, LedgerRow], promised: Mapping[int, IndicatorRow]
) -> Cell:
    """What decided a verdict stands beside it, and a target beside its result, whichever series they are from; other figures come after."""
    year = None if column.missing else next((y for y in series.years if y.year == column.year), None)
    staged = len(series.stages) > 1
    own = [*(year.targets if year else ()), *(promised[id(r)] for r in (year.actuals if year else ()) if id(r) in promised)]
    targets = _few(c, sorted({id(r): r for r in own}.values(), key=lambda row: id(row) not in became), _IN_CELL, staged)
    answered = {at: became[at] for at in targets if at in became}
    deciding = {id(r.outcome): r.outcome for r in answered.values() if r.outcome and r.verdict != "possible"}
    results = [*deciding.values(), *(row for row in (year.actuals if year else ()) if id(row) not in deciding)]
    shown = tuple(
        replace(link, status=STATUS_BY_ID[answered[at].verdict], basis=basis_of(answered[at])) if at in answered else link
        for at, link in targets.items()
    )
    found = _few(c, results, max(_IN_CELL, len(deciding)), staged)
    actuals = tuple(found.values())
    states = tuple(_few(c, year.states, _IN_CELL, staged).values()) if year else ()
    return Cell(
        column,
        shown,
        tuple(f for f in actuals if f.tag != "held"),
        (*(f for f in actuals if f.tag == "held"), *states),
        "" if targets or column.year not in held.planned or column.missing else NOT_HERE,
        "" if actuals or column.year not in held.accounted or column.missing else NOT_HERE,
        sum(at in deciding and f.tag != "held" for at, f in found.items()),
    )


def _with_near(c: Collection, cell: Cell, series: IndicatorSeries, ledger: Sequence[LedgerRow], names: NearNames) -> Cell:
    """The cell; where it has no target though a plan is there, with those that may be one under another name."""
    if not cell.target_gap:
        return cell
    near = [row for number in names.near(cell.column.year, series.rows) if (row := ledger[number]).key != series.key]
    return replace(cell, near=tuple(Link(promise_name(row), promise_path(c, row)) for row in near[:_IN_CELL]))


def _few(c: Collection, rows: Sequence[IndicatorRow], most: int, staged: bool) -> dict[int, FigureLink]:
    """The first figures of a cell that say something new: 增长26.6% adds nothing to 39.8亿元，增长26.6%. By the row's identity."""
    kept: dict[int, FigureLink] = {}
    for row in rows:
        link = figure_link(c, row, staged=staged)
        if len(kept) < most and not any(parts(link.text) <= parts(other.text) for other in kept.values()):
            kept[id(row)] = link
    return kept
