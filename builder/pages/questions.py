"""Questions about a figure: the compact files from which the search page answers (templates/static/search/answers.js).

Comes in: the collection. Goes out: ``data/questions.json``, an index of names with the figures of a small site
in it. Of a large site it names the indicators that the ledgers show (words used once are found by search), and the
figures lie in files of some indicators each, so that an answer never loads them all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from builder.analysis.figures import IndicatorRow
from builder.analysis.indicator_series import IndicatorSeries
from builder.analysis.ledger import COMPUTED, LedgerRow
from builder.analysis.search_words import ASKED
from builder.defaults import default_lines
from builder.model import Agency
from builder.pages.collection import Collection
from builder.pages.indicator_slugs import indicator_path
from builder.pages.key_figures import figure_text
from builder.pages.page import Outfile
from builder.pages.statuses import STATUS_BY_ID
from builder.text import HAN

PATH = "data/questions.json"
ONE_FILE = 6000  # figures; beyond, files of
A_FILE = 150  # figures, more where one indicator alone has more


def questions_files(c: Collection) -> list[Outfile]:
    """The index, and the files it names. A small site's index comes as a script too, for use from a folder."""
    found = _figures(c.facts.series)
    small = len(found) <= ONE_FILE
    kept = [s for s in c.facts.series if small or s.is_shown]
    pages = _pages(c, kept)
    index = _index(c, kept, pages)
    numbers = {(name, page): i for i, (name, _, page) in enumerate(index["indicators"])}
    offices = {office[0]: i for i, office in enumerate(index["offices"])}
    became = _verdicts(c.facts.ledger)
    rows = [
        (row, [numbers[s.name, pages[id(s)]], offices.get(s.agency, -1), *_figure(row), became.get(id(row), "")])
        for row, s in _figures(kept)
    ]
    if small:
        content = _dump(index | _file(c, rows))
        return [
            Outfile(PATH, content),
            Outfile(PATH.replace(".json", ".js"), b"window.siteQuestions=" + content.rstrip() + b";\n"),
        ]
    files: list[list[tuple[IndicatorRow, list[Any]]]] = []
    starts: list[int] = []
    for number, own in groupby(sorted(rows, key=lambda r: r[1][0]), key=lambda r: r[1][0]):
        figures = list(own)
        if not files or len(files[-1]) + len(figures) > A_FILE:
            files.append([])
            starts.append(number)
        files[-1] += figures
    return [
        Outfile(PATH, _dump(index | {"starts": starts})),
        *(Outfile(f"data/questions/{start}.json", _dump(_file(c, own))) for start, own in zip(starts, files, strict=True)),
    ]


def _figures(series: Iterable[IndicatorSeries]) -> list[tuple[IndicatorRow, IndicatorSeries]]:
    """Every figure of one year that can be said in words, newest year of its series first."""
    return [
        (row, s) for s in series for year in reversed(s.years) for row in year.rows if row.is_of_one_year and figure_text(row).text
    ]


def _verdicts(ledger: Iterable[LedgerRow]) -> dict[int, str]:
    """What became of a target, by the row that states it; a result says what it decided."""
    words: dict[int, str] = {}
    for row in ledger:
        if row.verdict in {"possible", "not_found"}:
            continue
        word = STATUS_BY_ID[row.verdict].word
        words |= {id(place): word for place in (row.promise, *row.places)}
        if row.outcome and row.verdict in COMPUTED:
            words.setdefault(id(row.outcome), word)
    return words


_AUTONOMOUS = re.compile(rf"([{HAN}]{{2,4}}?)(?:[{HAN}]{{1,5}}族|维吾尔){{0,4}}自治[区州县旗]")
_PLAIN = re.compile(rf"(?![{HAN}]{{2,}}[省市县][{HAN}])([{HAN}]{{2,6}})(?:省|市|县|区|州|盟|旗|镇|乡|街道)")


def everyday_names(agencies: Sequence[Agency]) -> dict[str, str]:
    """Office id → the name without its rank: 云河 of 云河市, 广西 of 广西壮族自治区. What two offices are called, neither has."""
    places = {a.id: {n.removesuffix("人民政府") for n in a.names} for a in agencies}
    found = {i: {m[1] for n in own if (m := _AUTONOMOUS.fullmatch(n) or _PLAIN.fullmatch(n))} for i, own in places.items()}
    called = Counter(name for names in found.values() for name in names)
    taken = {n for a in agencies for n in a.names}
    return {i: next(iter(names)) for i, names in found.items() if len(names) == 1 and not names & taken and called[next(iter(names))] == 1}


def _pages(c: Collection, series: Iterable[IndicatorSeries]) -> dict[int, str]:
    """Where a reader is told more, by the series' identity: what several offices call alike leads to none of them."""
    found = list(series)
    called = Counter(s.name for s in found)
    return {id(s): indicator_path(c, s) if c.has_page(s.key) or called[s.name] == 1 else "" for s in found}


def _index(c: Collection, series: Iterable[IndicatorSeries], pages: Mapping[int, str]) -> dict[str, Any]:
    """``indicators``: [name, other names, page], one for all offices; ``offices``: [id, short name, names, everyday name].

    ``everyday``: what people call a figure by, then ``>`` and its names. ``starts`` of a large site: the first indicator of each file, which is also the file's name.
    """
    known = {i.id: i.aliases for i in c.facts.rules.indicators}
    said: dict[tuple[str, str], dict[str, None]] = {}
    for s in series:
        names = said.setdefault((s.name, pages[id(s)]), {})
        names |= dict.fromkeys([*known.get(s.key, ()), *(row.indicator for row in s.rows)])
        names.pop(s.name, None)
    everyday = everyday_names(c.agencies)
    return {
        "version": 3,
        "today": c.as_of.year,
        "offices": [[a.id, a.short, list(a.names), everyday.get(a.id, "")] for a in c.used_agencies],
        "indicators": [[name, list(others), page] for (name, page), others in said.items()],
        "everyday": everyday_figures({name for (own, _), others in said.items() for name in (own, *others)}),
    }


def everyday_figures(names: Container[str]) -> list[list[str]]:
    """What people call a figure by, then ``>`` and those of its names that the site has."""
    groups = [line.split() for line in default_lines("search/figures.txt")]
    halves = [(g[: g.index(ASKED)], [name for name in g[g.index(ASKED) + 1 :] if name in names]) for g in groups]
    return [[*asked, ASKED, *meant] for asked, meant in halves if meant]


def _file(c: Collection, rows: Iterable[tuple[IndicatorRow, list[Any]]]) -> dict[str, Any]:
    """``figures``: [indicator, office, …], ``reports``: id → [title, 1 for 摘编]."""
    listed = list(rows)
    used = dict.fromkeys(row.report for row, _ in listed)
    reports = {r: [c.label(c.report_by_id[r]), int(c.report_by_id[r].meta.is_excerpt)] for r in used}
    return {"figures": [figure for _, figure in listed], "reports": reports}


def _figure(row: IndicatorRow) -> list[Any]:
    """[…, year, t, a or s (target, actual, state), figure in words, report, anchor, quote, 1 when it says a growth, verdict]."""
    return [row.year, row.kind[0], figure_text(row).text, row.report, row.anchor, row.quote, int(row.growth is not None)]


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
