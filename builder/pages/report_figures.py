"""/reports/<id>/figures/: every figure of a report with its sentence, apart from the text, which stays light without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import scoped_name
from builder.analysis.ledger_names import full_name
from builder.analysis.whole_names import says_all, stretch
from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.figures import Marks, in_quotes, sentence_of
from builder.pages.key_figures import FigureText, figure_beside_kind, is_own_claim, kind_word, told_once, told_year
from builder.pages.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure in the list of all: ``year`` None where none is said, ``section`` is the title of its section; a quote, with its figure in
    ``marks``, stands in for a name that says less than its sentence;
    ``label`` is that name, for links.

    ``correction``: why a person read it otherwise than the program; ``wrong``: where a reader tells that it was read wrongly,
    "" where nobody wants to hear of it; ``over_years``: where its indicator is told of, "" where nowhere; ``claimed``: what the report says of how it
    stands to a plan (完成年初预算的137.3%).
    """

    name: str
    marks: Marks
    is_quote: bool
    label: str
    figure: FigureText
    kind: str
    year: int | None
    anchor: str
    section: str
    reviewed: bool
    correction: str = ""
    wrong: str = ""
    over_years: str = ""
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A name with its figure, or a sentence with all that it tells."""

    figures: tuple[ReportFigure, ...]

    @property
    def count(self) -> int:
        return len(self.figures)

    @property
    def marks(self) -> Marks:
        """Of every figure in the sentence."""
        return tuple(sorted({mark for f in self.figures for mark in f.marks}))


@dataclass(frozen=True, slots=True)
class FiguresView:
    """``report``: the address of the report that the figures stand in."""

    report: str
    title: str
    excerpt: bool
    figures: tuple[ReportFigure, ...]

    @property
    def by_section(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """Each section's title is said once, above its figures, and a name that stands there again leads to its indicator once."""
        return tuple((section, _lines(_led_once(own))) for section, own in groupby(self.figures, lambda f: f.section))

    @property
    def repeated(self) -> frozenset[str]:
        """Figures that stand more than once: a link of theirs says whose it is."""
        count = Counter(f.figure.text for f in self.figures)
        return frozenset(text for text, times in count.items() if times > 1)

    @property
    def reviewed(self) -> int:
        return sum(f.reviewed for f in self.figures)


def report_figures(
    rows: Sequence[IndicatorRow],
    report: Report,
    wrong: Callable[[IndicatorRow], str] = lambda _: "",
    over_years: Callable[[IndicatorRow], str] = lambda _: "",
) -> tuple[ReportFigure, ...]:
    """All figures of a report in reading order, with the headed section each stands in.

    ``wrong`` gives each its way to be told wrong, ``over_years`` the way to its indicator.
    """

    def section(row: IndicatorRow) -> str:
        found = report.section_by_id.get(report.paragraph_by_id[row.paragraph].section)
        return found.title if found else ""

    found = [
        ReportFigure(
            *name,
            scoped_name(full_name(r), r),
            figure_beside_kind(r),
            kind_word(r),
            told_year(r),
            r.anchor,
            section(r),
            bool(r.reviewed),
            r.correction,
            wrong(r),
            over_years(r),
            "" if is_own_claim(r) else r.self_reported,
        )
        for r, name in zip(rows, _names(rows, report), strict=True)
    ]
    return told_once((f, (f.name, f.kind, f.year, f.anchor), f.figure.text) for f in found)


def _names(rows: Sequence[IndicatorRow], report: Report) -> list[tuple[str, Marks, bool]]:
    """Of each its name, or a sentence in its place: where the name says less than the sentence, and where that stands there for another of its figures."""
    texts = [report.paragraph_by_id[r.paragraph].text for r in rows]
    short = [not says_all(r) for r in rows]
    places = [(r.paragraph, *stretch(r, text)) for r, text in zip(rows, texts, strict=True)]
    shown = {place for place, is_short in zip(places, short, strict=True) if is_short}
    found = []
    for row, place, is_short in zip(rows, places, short, strict=True):
        if is_short or (place in shown and not row.canonical):
            sentence, marks = sentence_of(report, row)
            found.append((in_quotes(sentence), marks, True))
        else:
            found.append((scoped_name(full_name(row), row), (), False))
    return found


def _led_once(figures: Iterable[ReportFigure]) -> tuple[ReportFigure, ...]:
    led: set[str] = set()
    found: list[ReportFigure] = []
    for f in figures:
        found.append(replace(f, over_years="") if f.over_years in led else f)
        led.add(f.over_years)
    return tuple(found)


def _lines(figures: Iterable[ReportFigure]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for f in figures:
        last = lines[-1].figures if lines else ()
        if f.is_quote and last and last[0].name == f.name:
            lines[-1] = Line((*last, f))
        else:
            lines.append(Line((f,)))
    return tuple(lines)


def figures_path(report: Report) -> str:
    return f"{report.url}figures/"


def figures_page(c: Collection, report: Report, figures: tuple[ReportFigure, ...]) -> Page:
    """The page that a report unfolds in its place, and that a plain link leads to. Part of its report: no list names it."""
    label = c.label(report)
    title = f"{label}：全部数字"
    crumbs = (Crumb("全部文件", "reports/"), Crumb(label, report.url), Crumb("全部数字"))
    view = FiguresView(report.url, label, report.meta.is_excerpt, figures)
    return Page(figures_path(report), "figures", title, view, f"{label}里认出的 {len(figures)} 个数字，每个都能点回原句", crumbs, "catalog", listed=False)
