"""/compare/<a>/<b>/: two neighbouring reports of one office side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.compare import Comparison, FigureChange, TopicChange
from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import scoped_name
from builder.pages.collection import Collection
from builder.pages.figures import sentence_path
from builder.pages.key_figures import FigureText, figure_text, further_stage, kind_tag, kind_word
from builder.pages.page import Crumb, Link, Page
from builder.pages.searched import Searched, searched_report
from builder.pages.topics import Entry, Spans, entry


@dataclass(frozen=True, slots=True)
class ChangeView:
    topic: Link
    earlier: Entry | None
    later: Entry | None
    earlier_count: int
    later_count: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """``stage``: 开工 or 完工, where figures of several stages stand in one line."""

    text: FigureText
    stage: str
    kind: str
    tag: str
    path: str
    year: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    indicator: str
    earlier: tuple[FigureView, ...]
    later: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """``only_later``, ``only_earlier``: topics recognised on one side only, which says nothing of the other.

    ``figures`` are of the same years on both sides; ``other_years`` stand apart, for they cannot be compared.
    """

    earlier: Searched
    later: Searched
    office: str
    gap_years: int
    note: str
    continued: tuple[ChangeView, ...]
    only_later: tuple[ChangeView, ...]
    only_earlier: tuple[ChangeView, ...]
    figures: tuple[FigureLine, ...]
    other_years: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class CompareIndexView:
    links: tuple[Link, ...]


def compare_pages(c: Collection, spans: Spans) -> list[Page]:
    """/compare/ and a page for each pair of neighbours."""
    if not c.site.features.compare:
        return []
    pages = [_page(c, x, spans) for x in c.facts.comparisons]
    links = tuple(Link(p.title, p.path) for p in pages)
    index = Page(
        "compare/",
        "compare_index",
        "前后对照",
        CompareIndexView(links),
        "同一机构前后两份计划、总结对照着看：哪些事两份都谈到，哪些数字两份都有",
        (Crumb("前后对照"),),
        "catalog",
    )
    return [index, *pages]


def _page(c: Collection, x: Comparison[IndicatorRow], spans: Spans) -> Page:
    earlier, later = c.label(x.earlier), c.label(x.later)
    figures = [line for f in x.figures if (line := _line(_name(c, f), *_of_years(f, same=True)))]
    other_years = [line for f in x.figures if (line := _line(_name(c, f), *_of_years(f, same=False)))]
    view = CompareView(
        searched_report(c, x.earlier),
        searched_report(c, x.later),
        c.agency(x.earlier).short,
        x.later.meta.year - x.earlier.meta.year - 1,
        _kinds_note(c, x),
        _changes(c, x.continued, spans),
        _changes(c, x.only_later, spans),
        _changes(c, x.only_earlier, spans),
        tuple(figures),
        tuple(other_years),
    )
    title = f"{earlier} 与 {later} 对照"
    return Page(
        x.url,
        "compare",
        title,
        view,
        f"{title}：两份都谈到的事，两份都有的数字",
        (Crumb("前后对照", "compare/"), Crumb(title)),
        "catalog",
    )


def _kinds_note(c: Collection, x: Comparison[IndicatorRow]) -> str:
    """A summary and a plan speak of different things."""
    earlier, later = c.kind_name(x.earlier), c.kind_name(x.later)
    return "" if earlier == later else f"前一份是{earlier}，后一份是{later}：体裁不同，写的事本来就不全一样。"


def _changes(c: Collection, topics: Sequence[TopicChange], spans: Spans) -> tuple[ChangeView, ...]:
    """Most told first."""
    return tuple(_change(c, t, spans) for t in sorted(topics, key=lambda t: -(t.earlier_count + t.later_count)))


def _change(c: Collection, t: TopicChange, spans: Spans) -> ChangeView:
    return ChangeView(
        Link(t.topic.name, t.topic.url),
        entry(c, t.earlier, spans(t.earlier)) if t.earlier else None,
        entry(c, t.later, spans(t.later)) if t.later else None,
        t.earlier_count,
        t.later_count,
    )


def _name(c: Collection, change: FigureChange[IndicatorRow]) -> str:
    """The canonical name, else the words of the earlier report."""
    row = (*change.earlier, *change.later)[0]
    return scoped_name(next((i.name for i in c.facts.rules.indicators if i.id == row.canonical), row.indicator), row)


def _of_years(change: FigureChange[IndicatorRow], *, same: bool) -> tuple[list[IndicatorRow], list[IndicatorRow]]:
    """The rows of both sides about the years that both speak of, or all others. Several years are a time of their own."""
    both = {r.span for r in change.earlier} & {r.span for r in change.later}
    earlier, later = ([r for r in rows if (r.span in both) == same] for rows in (change.earlier, change.later))
    return earlier, later


def _line(name: str, earlier: Sequence[IndicatorRow], later: Sequence[IndicatorRow]) -> FigureLine | None:
    if not earlier or not later:
        return None
    staged = len({row.stage for row in (*earlier, *later) if row.stage}) > 1
    return FigureLine(name, _figures(earlier, staged=staged), _figures(later, staged=staged))


def _figures(rows: Sequence[IndicatorRow], *, staged: bool) -> tuple[FigureView, ...]:
    """Each statement once: a figure that a report repeats is shown at its first place."""
    shown: dict[tuple[str, str, str, int], FigureView] = {}
    for row in rows:
        stage = further_stage(row) if staged else ""
        view = FigureView(figure_text(row), stage, kind_word(row), kind_tag(row), sentence_path(row), row.year)
        shown.setdefault((view.text.text, stage, view.kind, view.year), view)
    return tuple(shown.values())
