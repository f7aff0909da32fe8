"""Questions about a figure: the compact files from which the search page answers (templates/static/search/answers.js).

Comes in: the collection. Goes out: ``data/questions.json``, an index of names with the figures of a small site
in it; a large site's figures lie in one file a year, so that an answer never loads them all.
"""

from __future__ import annotations

import json
from typing import Any

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import indicator_slug
from builder.pages.key_figures import figure_text
from builder.pages.page import Outfile

PATH = "data/questions.json"
ONE_FILE = 6000  # figures


def questions_files(c: Collection) -> list[Outfile]:
    """The index, and the files it names. A small site's index comes as a script too, for use from a folder."""
    series = c.facts.series
    numbers = {id(s): i for i, s in enumerate(series)}
    figures = [(row, numbers[id(s)]) for s in series for year in reversed(s.years) for row in year.rows if figure_text(row).text]
    index = _index(c, series)
    if len(figures) <= ONE_FILE:
        index["figures"] = [_figure(row, n) for row, n in figures]
        content = _dump(index)
        return [
            Outfile(PATH, content),
            Outfile(PATH.replace(".json", ".js"), b"window.siteQuestions=" + content.rstrip() + b";\n"),
        ]
    years: dict[int, list[list[Any]]] = {}
    for row, n in figures:
        years.setdefault(row.year, []).append(_figure(row, n))
    index["years"] = sorted(years, reverse=True)
    return [
        Outfile(PATH, _dump(index)),
        *(Outfile(f"data/questions/{year}.json", _dump(found)) for year, found in sorted(years.items())),
    ]


def questions_file(c: Collection) -> Outfile:
    """The index alone: all there is to it on a small site."""
    return questions_files(c)[0]


def _index(c: Collection, series: tuple[IndicatorSeries, ...]) -> dict[str, Any]:
    """``indicators``: [name, other names, office, page]; ``reports``: id → [title, 1 for 摘编]."""
    known = {i.id: i.aliases for i in c.facts.rules.indicators}
    used = {row.report for s in series for row in s.rows}
    indicators = []
    for s in series:
        said = dict.fromkeys([*known.get(s.key, ()), *(row.indicator for row in s.rows)])
        said.pop(s.name, None)
        indicators.append([s.name, list(said), s.agency, f"ledger/{indicator_slug(s)}/" if s.has_page else ""])
    return {
        "version": 1,
        "today": c.as_of.year,
        "offices": [[a.id, a.short, list(a.names)] for a in c.used_agencies],
        "indicators": indicators,
        "reports": {r.id: [c.label(r), int(r.meta.is_excerpt)] for r in c.living if r.id in used},
    }


def _figure(row: IndicatorRow, indicator: int) -> list[Any]:
    """[indicator, year, t or a, figure in words, report, anchor, quote, 1 when it says a growth]."""
    return [
        indicator,
        row.year,
        row.kind[0],
        figure_text(row).text,
        row.report,
        row.anchor,
        row.quote,
        int(row.growth is not None),
    ]


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
