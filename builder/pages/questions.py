"""Questions about a figure: the compact files from which the search page answers (templates/static/search/answers.js).

Comes in: what each office brings. Goes out: ``data/questions.json``, an index of names with the figures of a small site
in it. Of a large site it names the indicators that the ledgers show (words used once are found by search), and the
figures lie in files of some indicators each, so that an answer never loads them all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from builder.pages.key_figures import KIND_WORDS, figure_text, kind_word, told_year
from builder.pages.page import Outfile
from builder.pages.statuses import STATUS_BY_ID
from builder.text import HAN

PATH = "data/questions.json"
ONE_FILE = 6000  # figures; beyond, files of
A_FILE = 150  # figures, more where one indicator alone has more
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class SeriesAnswers:
    """One indicator of an office. ``path``: where a reader is told more, ``shared``: on a page of several offices; ``shown``: its ledger has it;
    ``says``: other names that its figures have. ``figures``: report and the figure's cells as JSON, behind those of indicator and office."""

    agency: str
    name: str
    path: str
    shared: bool
    shown: bool
    says: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def series_answers(c: Collection, series: Iterable[IndicatorSeries], ledger: Iterable[LedgerRow]) -> tuple[SeriesAnswers, ...]:
    """What answers rest on, of an office; newest year of each indicator first."""
    known = {i.id: i.aliases for i in c.facts.rules.indicators}
    became = _verdicts(ledger)
    return tuple(
        SeriesAnswers(
            s.agency,
            s.name,
            indicator_path(c, s),
            c.has_page(s.key),
            s.is_shown,
            tuple(dict.fromkeys([*known.get(s.key, ()), *(row.indicator for row in s.rows)])),
            tuple((row.report, _encode([*_figure(row), became.get(id(row), ""), *_said(row)])[1:-1]) for row in _figures(s)),
        )
        for s in series
    )


def questions_files(c: Collection, series: Sequence[SeriesAnswers], figures: int) -> list[Outfile]:
    """The index, and the files it names: of all ``series`` with so many ``figures``. A small site's index comes as a script too, for use from a folder."""
    small = figures <= ONE_FILE
    kept = [s for s in series if small or s.shown]
    called = Counter(s.name for s in kept)
    pages = [s.path if s.shared or called[s.name] == 1 else "" for s in kept]  # what several offices call alike leads to none of them
    index = _index(c, kept, pages)
    numbers = {(name, page): i for i, (name, _, page) in enumerate(index["indicators"])}
    offices = {office[0]: i for i, office in enumerate(index["offices"])}
    rows = [(numbers[s.name, page], offices.get(s.agency, -1), s.figures) for s, page in zip(kept, pages, strict=True) if s.figures]
    if small:
        content = _join(index, c, rows)
        return [
            Outfile(PATH, content),
            Outfile(PATH.replace(".json", ".js"), b"window.siteQuestions=" + content.rstrip() + b";\n"),
        ]
    files: list[list[_Rows]] = []
    starts: list[int] = []
    for number, group in groupby(sorted(rows, key=lambda r: r[0]), key=lambda r: r[0]):
        own = list(group)
        if not files or _count(files[-1]) + _count(own) > A_FILE:
            files.append([])
            starts.append(number)
        files[-1] += own
    return [
        Outfile(PATH, (_encode(index | {"starts": starts}) + "\n").encode()),
        *(Outfile(f"data/questions/{start}.json", _join({}, c, own)) for start, own in zip(starts, files, strict=True)),
    ]


_Rows = tuple[int, int, tuple[tuple[str, str], ...]]  # numbers of indicator and office, and the figures


def _count(rows: Iterable[_Rows]) -> int:
    return sum(len(figures) for *_, figures in rows)


def _figures(s: IndicatorSeries) -> list[IndicatorRow]:
    """Every figure of one year that can be said in words, newest year first."""
    return [row for year in reversed(s.years) for row in year.rows if row.is_of_one_year and told_year(row) and figure_text(row).text]


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


def _index(c: Collection, series: Sequence[SeriesAnswers], pages: Sequence[str]) -> dict[str, Any]:
    """``indicators``: [name, other names, page], one for all offices; ``offices``: [id, short name, names, everyday name].

    ``everyday``: what people call a figure by, then ``>`` and its names. ``starts`` of a large site:
    the first indicator of each file, which is also the file's name.
    """
    said: dict[tuple[str, str], dict[str, None]] = {}
    for s, page in zip(series, pages, strict=True):
        names = said.setdefault((s.name, page), {})
        names |= dict.fromkeys(s.says)
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


def _join(index: Mapping[str, Any], c: Collection, rows: Iterable[_Rows]) -> bytes:
    """``index`` and ``figures``: [indicator, office, …], ``reports``: id → [title, 1 for 摘编]."""
    told = [(report, f"[{number},{office},{cells}]") for number, office, figures in rows for report, cells in figures]
    used = dict.fromkeys(report for report, _ in told)
    reports = {r: [c.label(c.report_by_id[r]), int(c.report_by_id[r].meta.is_excerpt)] for r in used}
    head = _encode(index)[1:-1]
    return f'{{{head}{"," if head else ""}"figures":[{",".join(figure for _, figure in told)}],"reports":{_encode(reports)}}}\n'.encode()


def _figure(row: IndicatorRow) -> list[Any]:
    """[…, year, t, a or s (target, actual, state), figure in words, report, anchor, quote, 1 when it says a growth, verdict, what it is called where not as its kind]."""
    return [row.year, row.kind[0], figure_text(row).text, row.report, row.anchor, row.quote, int(row.growth is not None)]


def _said(row: IndicatorRow) -> list[str]:
    """What a result is called that its words do not call done, and what merely is where it is no more than planned."""
    return [word] if (word := kind_word(row)) != KIND_WORDS[row.kind] else []


def _encode(value: object) -> str:
    return _ENCODER.encode(value)
