"""Heads of reports → ``SearchPlan``: in which shard each is indexed, what helps a query, what is suggested. Pure and deterministic.

Comes in: what is known of each report (``search_records.py``) and the way to its text, names of topics and terms. Goes out:
shards of section records (newest report first). ``builder/search.py`` writes them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from builder.analysis.search_records import SearchHead, SearchNames, SearchText, ShownReport, is_indexed, search_report
from builder.analysis.search_words import HelperData, InMemory, Sought, plan_helper
from builder.defaults import default_lines
from builder.model import Report

RECORDS_PER_SHARD = 2600  # some 80 long reports, whose index an edit makes anew; measured: docs/decisions/0001-search-tokens.md
RECENT = 2  # the newest year, in which most is added and edited, has shards of half that size
_YEARS = 1 << 14  # more than any year of four digits
TEXT_SCAN_REPORTS = 50  # up to here the whole text is shipped for use from a folder or without WebAssembly
SUGGESTED_REPORTS = 300
Texts = Callable[[Sequence[SearchHead]], Sequence[SearchText]]  # the way to what reports say


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the box may propose: its words, other words for it, the page it has (may be none).

    ``note``: what the page holds (11 处，2020—2026年); ``perhaps``: words that mean it only in some reports.
    """

    kind: Literal["topic", "term", "report", "year", "page"]
    text: str
    path: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One headed section: ``report`` counts within the shard, ``section`` is its anchor (empty: before the first heading)."""

    report: int
    section: str
    level: int
    twin: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Shard:
    """A part of the corpus with an index of its own. ``name`` says which years, and which half of a year (split_by_year).

    Its texts are fetched each time they are asked for: no build holds those of all shards at once.
    """

    name: str
    heads: tuple[SearchHead, ...]
    fetch: Texts = field(repr=False, compare=False)

    @property
    def texts(self) -> Sequence[SearchText]:
        return self.fetch(self.heads)

    @property
    def size(self) -> int:
        """How many records it has."""
        return sum(head.records for head in self.heads)

    @property
    def first_year(self) -> int:
        return min(head.shown.year for head in self.heads)

    @property
    def last_year(self) -> int:
        return max(head.shown.year for head in self.heads)

    @property
    def reports(self) -> tuple[ShownReport, ...]:
        return tuple(head.shown for head in self.heads)

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(Record(i, r.id, r.level, r.twin, r.topics) for i, text in enumerate(self.texts) for r in text.records)

    @property
    def twins(self) -> Iterator[str]:
        return (record.twin for text in self.texts for record in text.records)

    @property
    def names(self) -> Iterator[str]:
        """What a word of a query may be found in beside the sections: title, year, office."""
        return (name for r in self.reports for name in (r.title, f"{r.year}年", r.agency, r.agency_short) if name)


@dataclass(frozen=True)
class SearchPlan:
    """All that search needs. ``shards`` newest first; ``scan``: also ship the plain text."""

    shards: tuple[Shard, ...]
    sought: Sought
    suggestions: tuple[Suggestion, ...]
    scan: bool

    @property
    def report_count(self) -> int:
        return sum(len(s.heads) for s in self.shards)

    @cached_property
    def helper(self) -> HelperData:
        """What helps a query, from all texts."""
        return plan_helper(InMemory(self.shards), self.sought)


def plan_reports(
    reports: Sequence[Report],
    names: Mapping[str, SearchNames],
    topics: Mapping[str, Mapping[str, Sequence[str]]],
    *,
    as_of: date,
    subjects: Sequence[Suggestion] = (),
    synonyms: Sequence[Sequence[str]] = (),
    records_per_shard: int = RECORDS_PER_SHARD,
) -> SearchPlan:
    """The plan for those of the reports that may be shown on ``as_of``, all in memory. ``names`` by report id; ``topics``: report id → section id → names."""
    found = [search_report(r, names.get(r.id, SearchNames()), topics.get(r.id, {})) for r in reports if is_indexed(r.meta, as_of)]
    texts = {head.text: text for head, text in found}
    return plan_search(
        [head for head, _ in found],
        lambda heads: [texts[head.text] for head in heads],
        subjects=subjects,
        synonyms=synonyms,
        records_per_shard=records_per_shard,
    )


def shards_of(heads: Iterable[SearchHead], texts: Texts, records_per_shard: int = RECORDS_PER_SHARD) -> tuple[Shard, ...]:
    """In which shard each report is indexed: all that need be known to begin."""
    return tuple(Shard(name, tuple(group), texts) for name, group in split_by_year(_newest_first(heads), records_per_shard))


def _newest_first(heads: Iterable[SearchHead]) -> list[SearchHead]:
    return sorted(heads, key=lambda h: h.order, reverse=True)


def plan_search(
    heads: Iterable[SearchHead],
    texts: Texts,
    *,
    subjects: Sequence[Suggestion] = (),
    synonyms: Sequence[Sequence[str]] = (),
    records_per_shard: int = RECORDS_PER_SHARD,
) -> SearchPlan:
    """The plan for these reports. ``subjects``: topics and terms with their other names; ``synonyms``: further groups of equal words."""
    ordered = _newest_first(heads)
    shards = shards_of(ordered, texts, records_per_shard)
    groups = [g for s in subjects if s.kind != "page" for g in _synonyms(s)]
    groups += [tuple(g) for g in (*synonyms, *default_synonyms())]
    own = [w for s in subjects if s.kind != "page" for w in (s.text, *s.also)] + [w for g in synonyms for w in g]
    offices = {name for h in ordered for full in (h.shown.agency_short, h.shown.agency) if full for name in (full, _place(full))}
    sought = Sought(tuple(sorted({*own, *offices})), tuple(groups), default_synonyms("everyday"))
    return SearchPlan(shards, sought, _suggestions(ordered, subjects), len(ordered) <= TEXT_SCAN_REPORTS)


def _synonyms(subject: Suggestion) -> Iterator[tuple[str, ...]]:
    """A term's other names mean the same. A topic's often mean a part of it: only its short forms are taken (旧改, 旧城改造), and longer
    forms one by one: 财政收入 and 财政资金 are both of 财政, and not the same."""
    same = tuple(n for n in subject.also if subject.kind == "term" or _is_short_form(n, subject.text))
    if same:
        yield (subject.text, *same)
    yield from ((subject.text, n) for n in subject.also if n not in same and _is_short_form(subject.text, n))


def _is_short_form(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _place(office: str) -> str:
    """The place an office is called by: 市桥 of 市桥街道."""
    return re.sub(r"(?:街道办事处|街道|镇人民政府|乡人民政府|人民政府|街|镇|乡)$", "", office)


def default_synonyms(name: str = "synonyms") -> tuple[tuple[str, ...], ...]:
    """Groups of words that ship with the program: ``synonyms`` name the very same thing, ``everyday`` what it is asked by."""
    return tuple(tuple(line.split()) for line in default_lines(f"search/{name}.txt"))


def split_by_year(heads: Sequence[SearchHead], limit: int) -> list[tuple[str, list[SearchHead]]]:
    """Everything together up to the limit; above it the newest year in small shards, closed years in blocks. Newest first.

    Where a report belongs is decided by its year and id and by how full that one shard is, never by reports elsewhere:
    a shard that grows too full falls in two, and all others stay as they are. (The day the first report of a new year
    comes, the year before it is closed: once, its small shards become larger ones.)
    """
    if _size(heads) <= limit:
        return [("all", list(heads))] if heads else []
    newest = max(head.shown.year for head in heads)
    recent = [head for head in heads if head.shown.year == newest]
    closed = [head for head in heads if head.shown.year != newest]
    return [*_by_id(str(newest), recent, max(1, limit // RECENT), ""), *_by_years(0, _YEARS, closed, limit)]


def _by_years(first: int, span: int, heads: list[SearchHead], limit: int) -> Iterator[tuple[str, list[SearchHead]]]:
    """Blocks of years whose ends never move: 2016-2023, if that is too much 2020-2023 and 2016-2019, and so on."""
    if not heads:
        return
    if span == 1:
        yield from _by_id(str(first), heads, limit, "")
    elif _size(heads) <= limit:
        yield f"{first}-{first + span - 1}", heads
    else:
        middle = first + span // 2
        yield from _by_years(middle, span // 2, [h for h in heads if h.shown.year >= middle], limit)
        yield from _by_years(first, span // 2, [h for h in heads if h.shown.year < middle], limit)


def _by_id(name: str, heads: list[SearchHead], limit: int, bits: str) -> Iterator[tuple[str, list[SearchHead]]]:
    """One year, in halves by the digest of the ids until each half keeps within the limit."""
    if len(heads) <= 1 or _size(heads) <= limit:
        if heads:
            yield f"{name}-{bits}" if bits else name, heads
        return
    for bit in "01":
        yield from _by_id(name, [h for h in heads if _bit(h.shown.id, len(bits)) == bit], limit, bits + bit)


def _bit(text: str, place: int) -> str:
    return f"{int(hashlib.sha256(text.encode()).hexdigest(), 16):0256b}"[place]


def _size(heads: Iterable[SearchHead]) -> int:
    return sum(head.records for head in heads)


def _suggestions(heads: Sequence[SearchHead], subjects: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Topics and terms, then the newest reports, the years they are about, the site's own pages."""
    years = sorted({h.shown.year for h in heads if h.shown.year}, reverse=True)
    return (
        *(s for s in subjects if s.kind != "page"),
        *(Suggestion("report", h.shown.title, h.url) for h in heads[:SUGGESTED_REPORTS]),
        *(Suggestion("year", f"{year}年", f"years/{year}/") for year in years[:12]),
        *(s for s in subjects if s.kind == "page"),
    )
