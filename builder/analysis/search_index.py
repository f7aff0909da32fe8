"""Reports → ``SearchPlan``: what is indexed, what helps a query, what is suggested. Pure and deterministic.

Comes in: reports with their shown names, the topics of their sections, names of topics and terms. Goes out:
shards of section records (newest report first) and the helper data. ``builder/search.py`` writes it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder.analysis.search_words import HelperData, plan_helper
from builder.analysis.tokens import twin_text
from builder.defaults import default_lines
from builder.model import Metadata, Paragraph, Report

RECORDS_PER_SHARD = 6500  # measured: docs/decisions/0001-search-tokens.md
RECENT = 2  # the newest year, in which most is added and edited, has shards of half that size: some 100 long reports
_YEARS = 1 << 14  # more than any year of four digits
TEXT_SCAN_REPORTS = 50  # up to here the whole text is shipped for use from a folder or without WebAssembly
SUGGESTED_REPORTS = 300


@dataclass(frozen=True, slots=True)
class AttachedText:
    """What an attachment says: a result leads to the place where the report's page offers it."""

    anchor: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchNames:
    """How a report is named to readers, and what is ``attached`` to it. Empty agency: 未标注机构; empty label: the report's title."""

    agency_id: str = ""
    agency: str = ""
    agency_short: str = ""
    kind: str = ""
    label: str = ""
    attached: tuple[AttachedText, ...] = ()


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
class ShownReport:
    """What a result says of its report, and what filters and word context see of it."""

    id: str
    title: str
    agency: str
    agency_short: str
    kind: str
    year: int
    date: str
    edition: str


@dataclass(frozen=True, slots=True)
class Record:
    """One headed section: ``report`` counts within the shard, ``section`` is its anchor (empty: before the first heading)."""

    report: int
    section: str
    level: int
    twin: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the corpus with an index of its own. ``name`` says which years, and which half of a year (split_by_year)."""

    name: str
    first_year: int
    last_year: int
    reports: tuple[ShownReport, ...]
    records: tuple[Record, ...]

    @property
    def twins(self) -> Iterator[str]:
        return (record.twin for record in self.records)

    @property
    def names(self) -> Iterator[str]:
        """What a word of a query may be found in beside the sections: title, year, office."""
        return (name for r in self.reports for name in (r.title, f"{r.year}年", r.agency, r.agency_short) if name)


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """All that search needs. ``shards`` newest first; ``scan``: also ship the plain text."""

    shards: tuple[Shard, ...]
    helper: HelperData
    suggestions: tuple[Suggestion, ...]
    scan: bool

    @property
    def report_count(self) -> int:
        return sum(len(s.reports) for s in self.shards)


def plan_search(
    reports: Sequence[Report],
    names: Mapping[str, SearchNames],
    topics: Mapping[str, Mapping[str, Sequence[str]]],
    *,
    subjects: Sequence[Suggestion] = (),
    synonyms: Sequence[Sequence[str]] = (),
    as_of: date,
    lead_anchor: str = "top",
    records_per_shard: int = RECORDS_PER_SHARD,
) -> SearchPlan:
    """The plan for reports that may be shown on ``as_of``.

    ``names`` by report id; ``topics``: report id → section id → topic names; ``subjects``: topics and terms
    with their other names; ``synonyms``: further groups of equal words; ``lead_anchor``: where a hit before
    the first heading lands.
    """
    shown = [r for r in reports if is_indexed(r.meta, as_of)]
    ordered = sorted(shown, key=lambda r: (_date_key(r.meta), r.id), reverse=True)
    named = [(r, names.get(r.id, SearchNames())) for r in ordered]
    drafts = [(r, n, report_records(r, n, topics.get(r.id, {}), lead_anchor)) for r, n in named]
    shards = tuple(_shard(name, group) for name, group in split_by_year(drafts, records_per_shard))
    groups = [g for s in subjects if s.kind != "page" for g in _synonyms(s)]
    groups += [tuple(g) for g in (*synonyms, *default_synonyms())]
    everyday = default_synonyms("everyday")
    own = [w for s in subjects if s.kind != "page" for w in (s.text, *s.also)] + [w for g in synonyms for w in g]
    offices = {name for _, n in named for full in (n.agency_short, n.agency) if full for name in (full, _place(full))}
    helper = plan_helper(ordered, own_words=sorted({*own, *offices}), synonyms=groups, everyday=everyday)
    return SearchPlan(shards, helper, _suggestions(named, subjects), len(ordered) <= TEXT_SCAN_REPORTS)


def _synonyms(subject: Suggestion) -> Iterator[tuple[str, ...]]:
    """A term's other names mean the same. A topic's often mean a part of it: only its short forms are taken (旧改, 旧城改造)."""
    same = tuple(n for n in subject.also if subject.kind == "term" or _is_short_form(n, subject.text) or _is_short_form(subject.text, n))
    if same:
        yield (subject.text, *same)


def _is_short_form(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _place(office: str) -> str:
    """The place an office is called by: 市桥 of 市桥街道."""
    return re.sub(r"(?:街道办事处|街道|镇人民政府|乡人民政府|人民政府|街|镇|乡)$", "", office)


def default_synonyms(name: str = "synonyms") -> tuple[tuple[str, ...], ...]:
    """Groups of words that ship with the program: ``synonyms`` name the very same thing, ``everyday`` what it is asked by."""
    return tuple(tuple(line.split()) for line in default_lines(f"search/{name}.txt"))


def is_indexed(meta: Metadata, as_of: date) -> bool:
    """Drafts, withdrawn, undisclosed and not yet published reports are in no index."""
    if meta.draft or meta.withdrawn is not None or meta.disclosure != "主动公开":
        return False
    return meta.publish_on is None or meta.publish_on <= as_of


def _date_key(meta: Metadata) -> str:
    """Newest first needs a day for every report: published, else written, else the end of its year."""
    day = meta.published or meta.written
    return day.isoformat() if day else f"{meta.year:04d}-12-31" if meta.year else ""


_Draft = tuple[Report, SearchNames, list[tuple[str, int, str, tuple[str, ...]]]]


def report_records(
    report: Report, names: SearchNames, topics: Mapping[str, Sequence[str]], lead_anchor: str = ""
) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """(section, level, twin text, topics) of the report's head, of every headed section in reading order, and of what is attached.

    A run-in item belongs to the section it stands in: a result must land on a heading.
    """
    texts: dict[str, list[str]] = {"": _record_lines(report.meta, names)}
    heads: dict[str, list[list[tuple[int, int]]]] = {"": [[] for _ in texts[""]]}
    for paragraph in report.paragraphs:
        texts.setdefault(paragraph.section, []).append(paragraph.text)
        heads.setdefault(paragraph.section, []).append(_run_in_heads(paragraph))
    named = _topics_by_heading(report, topics)
    found = [(lead_anchor, 0, twin_text(report.meta.title, texts[""], heads[""]), named.get("", ()))]
    for section in report.sections:
        if not section.run_in:
            twin = twin_text(section.title, texts.get(section.id, []), heads.get(section.id, []))
            found.append((section.id, section.level, twin, named.get(section.id, ())))
    return found + [(one.anchor, 1, twin_text(one.title, one.lines), ()) for one in names.attached]


def _run_in_heads(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where the paragraph's run-in heads stand; of nested items with one start only the first."""
    found: list[tuple[int, int]] = []
    for item in sorted(paragraph.run_ins, key=lambda i: (i.start, i.head_end)):
        if item.start < item.head_end and (not found or item.start >= found[-1][1]):
            found.append((item.start, item.head_end))
    return found


def _record_lines(meta: Metadata, names: SearchNames) -> list[str]:
    """The record's fields that people search by, as one line before the text."""
    fields = [("索引号", meta.index_number), ("文号", meta.document_number), ("发布机构", names.agency)]
    fields.append(("主题词", " ".join(meta.keywords)))
    line = "；".join(f"{name}：{value}" for name, value in fields if value)
    return [line] if line else []


def _topics_by_heading(report: Report, topics: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for section_id, topic_names in topics.items():
        section = report.section_by_id.get(section_id)
        while section is not None and section.run_in:
            section = report.section_by_id.get(section.parent)
        found.setdefault(section.id if section else "", {}).update(dict.fromkeys(topic_names))
    return {sid: tuple(sorted(topic_names)) for sid, topic_names in found.items()}


def split_by_year(drafts: Sequence[_Draft], limit: int) -> list[tuple[str, list[_Draft]]]:
    """Everything together up to the limit; above it the newest year in small shards, closed years in blocks. Newest first.

    Where a report belongs is decided by its year and id and by how full that one shard is, never by reports elsewhere:
    a shard that grows too full falls in two, and all others stay as they are. (The day the first report of a new year
    comes, the year before it is closed: once, its small shards become larger ones.)
    """
    if _size(drafts) <= limit:
        return [("all", list(drafts))] if drafts else []
    newest = max(draft[0].meta.year for draft in drafts)
    recent = [draft for draft in drafts if draft[0].meta.year == newest]
    closed = [draft for draft in drafts if draft[0].meta.year != newest]
    return [*_by_id(str(newest), recent, max(1, limit // RECENT), ""), *_by_years(0, _YEARS, closed, limit)]


def _by_years(first: int, span: int, drafts: list[_Draft], limit: int) -> Iterator[tuple[str, list[_Draft]]]:
    """Blocks of years whose ends never move: 2016-2023, if that is too much 2020-2023 and 2016-2019, and so on."""
    if not drafts:
        return
    if span == 1:
        yield from _by_id(str(first), drafts, limit, "")
    elif _size(drafts) <= limit:
        yield f"{first}-{first + span - 1}", drafts
    else:
        middle = first + span // 2
        yield from _by_years(middle, span // 2, [d for d in drafts if d[0].meta.year >= middle], limit)
        yield from _by_years(first, span // 2, [d for d in drafts if d[0].meta.year < middle], limit)


def _by_id(name: str, drafts: list[_Draft], limit: int, bits: str) -> Iterator[tuple[str, list[_Draft]]]:
    """One year, in halves by the digest of the ids until each half keeps within the limit."""
    if len(drafts) <= 1 or _size(drafts) <= limit:
        if drafts:
            yield f"{name}-{bits}" if bits else name, drafts
        return
    for bit in "01":
        yield from _by_id(name, [d for d in drafts if _bit(d[0].meta.id, len(bits)) == bit], limit, bits + bit)


def _bit(text: str, place: int) -> str:
    return f"{int(hashlib.sha256(text.encode()).hexdigest(), 16):0256b}"[place]


def _size(drafts: Iterable[_Draft]) -> int:
    return sum(len(records) for *_, records in drafts)


def _shard(name: str, drafts: Sequence[_Draft]) -> Shard:
    reports: list[ShownReport] = []
    records: list[Record] = []
    for index, (report, names, sections) in enumerate(drafts):
        meta = report.meta
        short = names.agency_short or names.agency
        reports.append(
            ShownReport(
                meta.id, names.label or meta.title, names.agency, short, names.kind, meta.year, _date_key(meta), meta.edition
            )
        )
        records += [Record(index, section, level, twin, topic_names) for section, level, twin, topic_names in sections]
    years = [r.year for r in reports]
    return Shard(name, min(years), max(years), tuple(reports), tuple(records))


def _suggestions(reports: Sequence[tuple[Report, SearchNames]], subjects: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Topics and terms, then the newest reports, the years they are about, the site's own pages."""
    years = sorted({r.meta.year for r, _ in reports if r.meta.year}, reverse=True)
    return (
        *(s for s in subjects if s.kind != "page"),
        *(Suggestion("report", n.label or r.meta.title, r.url) for r, n in reports[:SUGGESTED_REPORTS]),
        *(Suggestion("year", f"{year}年", f"years/{year}/") for year in years[:12]),
        *(s for s in subjects if s.kind == "page"),
    )
