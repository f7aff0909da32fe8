"""/reports/<id>/figures/: every figure of a report with its sentence, apart from the text, which stays light without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from builder.model import Report
from builder.pages.collection import Collection
from builder.pages.key_figures import ReportFigure
from builder.pages.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class FiguresView:
    """``report``: the address of the report that the figures stand in."""

    report: str
    title: str
    excerpt: bool
    figures: tuple[ReportFigure, ...]

    @property
    def by_section(self) -> tuple[tuple[str, tuple[ReportFigure, ...]], ...]:
        """Each section's title is said once, above its figures, and a name that stands there again leads to its indicator once."""
        return tuple((section, _led_once(own)) for section, own in groupby(self.figures, lambda f: f.section))

    @property
    def repeated(self) -> frozenset[str]:
        """Figures that stand more than once: a link of theirs says whose it is."""
        count = Counter(f.figure.text for f in self.figures)
        return frozenset(text for text, times in count.items() if times > 1)

    @property
    def reviewed(self) -> int:
        return sum(f.reviewed for f in self.figures)


def _led_once(figures: Iterable[ReportFigure]) -> tuple[ReportFigure, ...]:
    led: set[str] = set()
    found: list[ReportFigure] = []
    for f in figures:
        found.append(replace(f, over_years="") if f.over_years in led else f)
        led.add(f.over_years)
    return tuple(found)


def figures_path(report: Report) -> str:
    return f"{report.url}figures/"


def figures_page(c: Collection, report: Report, figures: tuple[ReportFigure, ...]) -> Page:
    """The page that a report unfolds in its place, and that a plain link leads to. Part of its report: no list names it."""
    label = c.label(report)
    title = f"{label}：全部数字"
    crumbs = (Crumb("全部文件", "reports/"), Crumb(label, report.url), Crumb("全部数字"))
    view = FiguresView(report.url, label, report.meta.is_excerpt, figures)
    return Page(figures_path(report), "figures", title, view, f"{label}里认出的 {len(figures)} 个数字，每个都能点回原句", crumbs, "catalog", listed=False)
