"""A report → its section records, as search indexes them: a short head that every build knows, and the text, fetched where it is needed.

Comes in: a report, how it is named to readers, the topics of its sections. Goes out: ``SearchHead`` and ``SearchText``. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from builder.analysis.tokens import twin_text
from builder.model import Metadata, Paragraph, Report


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
class SectionText:
    """One headed section: ``id`` is its anchor (before the first heading: where a hit there lands), ``twin`` what is indexed."""

    id: str
    level: int
    twin: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchText:
    """What search reads of a report: its records, its headings (the title among them) and its paragraphs."""

    records: tuple[SectionText, ...]
    headings: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHead:
    """What is known of a report without its text: ``size`` characters in ``records`` records; ``twins`` and ``text`` are digests
    of what is indexed and of all of the ``SearchText``."""

    shown: ShownReport
    url: str
    records: int
    size: int
    twins: str
    text: str

    @property
    def order(self) -> tuple[str, str]:
        """Newest last."""
        return self.shown.date, self.shown.id


def search_report(
    report: Report, names: SearchNames, topics: Mapping[str, Sequence[str]], lead_anchor: str = "top"
) -> tuple[SearchHead, SearchText]:
    """``topics``: section id → names; ``lead_anchor``: where a hit before the first heading lands."""
    meta = report.meta
    text = SearchText(
        tuple(report_records(report, names, topics, lead_anchor)),
        (meta.title, *(s.heading for s in report.sections)),
        tuple(p.text for p in report.paragraphs),
    )
    short = names.agency_short or names.agency
    shown = ShownReport(meta.id, names.label or meta.title, names.agency, short, names.kind, meta.year, _day(meta), meta.edition)
    twins = _digest(r.twin for r in text.records)
    rows = _digest(f"{r.id}\x01{r.level}\x01{' '.join(r.topics)}" for r in text.records)
    whole = _digest([twins, rows, *text.headings, "", *text.lines])
    return SearchHead(shown, report.url, len(text.records), sum(map(len, text.lines)), twins, whole), text


def _digest(parts: Iterator[str] | Sequence[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part}\x00".encode())
    return digest.hexdigest()[:32]


def is_indexed(meta: Metadata, as_of: date) -> bool:
    """Drafts, withdrawn, undisclosed and not yet published reports are in no index."""
    if meta.draft or meta.withdrawn is not None or meta.disclosure != "主动公开":
        return False
    return meta.publish_on is None or meta.publish_on <= as_of


def _day(meta: Metadata) -> str:
    """Newest first needs a day for every report: published, else written, else the end of its year."""
    day = meta.published or meta.written
    return day.isoformat() if day else f"{meta.year:04d}-12-31" if meta.year else ""


def report_records(report: Report, names: SearchNames, topics: Mapping[str, Sequence[str]], lead_anchor: str = "") -> list[SectionText]:
    """Records of the report's head, of every headed section in reading order, and of what is attached.

    A run-in item belongs to the section it stands in: a result must land on a heading.
    """
    texts: dict[str, list[str]] = {"": _record_lines(report.meta, names)}
    heads: dict[str, list[list[tuple[int, int]]]] = {"": [[] for _ in texts[""]]}
    for paragraph in report.paragraphs:
        texts.setdefault(paragraph.section, []).append(paragraph.text)
        heads.setdefault(paragraph.section, []).append(_run_in_heads(paragraph))
    named = _topics_by_heading(report, topics)
    found = [SectionText(lead_anchor, 0, twin_text(report.meta.title, texts[""], heads[""]), named.get("", ()))]
    for section in report.sections:
        if not section.run_in:
            twin = twin_text(section.title, texts.get(section.id, []), heads.get(section.id, []))
            found.append(SectionText(section.id, section.level, twin, named.get(section.id, ())))
    return found + [SectionText(one.anchor, 1, twin_text(one.title, one.lines), ()) for one in names.attached]


def _run_in_heads(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where the paragraph's run-in heads stand; of nested items with one start only the first."""
    found: list[tuple[int, int]] = []
    for item in sorted(paragraph.run_ins, key=attrgetter("start", "head_end")):
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
