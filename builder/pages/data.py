"""The machine-readable contract (design 5): reports and topics as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from builder.analysis.timeline import Timeline
from builder.analysis.topics import Mention
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.page import Outfile

BOM = "\ufeff"  # so that spreadsheet programs open the Chinese right

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for every row


def report_row(report: Report, c: Collection) -> dict[str, Any]:
    """A row of reports.json."""
    meta = report.meta
    agency = c.agency(report)
    return {
        "id": meta.id,
        "title": meta.title,
        "agency": "" if agency is UNKNOWN_AGENCY else agency.name,
        "agency_id": "" if agency is UNKNOWN_AGENCY else agency.id,
        "kind": c.kind_name(report),
        "year": meta.year,
        "period": meta.period,
        "published": _day(meta.published),
        "written": _day(meta.written),
        "index_number": meta.index_number,
        "document_number": meta.document_number,
        "summary": meta.summary,
        "edition": meta.edition,
        "inferred": list(meta.inferred),
        "source_url": meta.source.url,
        "source_file": meta.provenance.file or None,
        "url": report.url,
        "sections": [{"id": s.id, "level": s.level, "number": s.number, "heading": s.heading} for s in report.sections],
    }


def _day(day: object) -> str:
    return str(day) if day else ""


def mention_row(m: Mention) -> dict[str, Any]:
    """An entry of topics.json."""
    return {
        "report": m.report,
        "section": m.section,
        "anchor": m.anchor,
        "year": m.year,
        "kind": m.kind,
        "passing": m.passing,
        "quote": m.quote,
    }


def topic_row(t: Timeline) -> dict[str, Any]:
    """A row of topics.json: the topic with all its entries."""
    return {
        "id": t.topic.id,
        "name": t.topic.name,
        "aliases": [a.text for a in t.topic.aliases],
        "theme": t.topic.theme,
        "entries": [mention_row(m) for m in t.everywhere],
    }


def dump_json(value: object) -> bytes:
    """Stable JSON that diffs well: each row of a list, each field of a record and each row below it on a line of its own."""
    return (_lines(value, depth=2) + "\n").encode()


def _lines(value: object, depth: int) -> str:
    # Not json's own indent: that is written in Python, ten times slower, and a third larger.
    if depth and value and isinstance(value, (list, tuple)):
        return "[\n" + ",\n".join(_lines(item, 0) for item in value) + "\n]"
    if depth and value and isinstance(value, dict):
        fields = (f"{_ENCODER.encode(key)}: {_lines(item, depth - 1)}" for key, item in value.items())
        return "{\n" + ",\n".join(fields) + "\n}"
    return _ENCODER.encode(value)


def dump_csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Rows as CSV with BOM. Cells that a spreadsheet would run as a formula get a leading apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return (BOM + buffer.getvalue()).encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "；".join(map(str, value))
    text = str(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, (int, float)) else text


REPORT_COLUMNS = (
    "id",
    "title",
    "agency",
    "agency_id",
    "kind",
    "year",
    "period",
    "published",
    "written",
    "index_number",
    "document_number",
    "summary",
    "edition",
    "source_url",
    "source_file",
    "url",
)
TOPIC_COLUMNS = ("topic", "name", "theme", "report", "section", "anchor", "year", "kind", "passing", "quote")


def topic_csv_rows(timelines: Iterable[Timeline]) -> list[dict[str, Any]]:
    return [
        {"topic": t.topic.id, "name": t.topic.name, "theme": t.topic.theme, **mention_row(m)}
        for t in timelines
        for m in t.everywhere
    ]


def topic_files(c: Collection) -> list[Outfile]:
    """A CSV for each topic that has entries."""
    return [
        Outfile(f"data/topics/{t.topic.id}.csv", dump_csv(topic_csv_rows([t]), TOPIC_COLUMNS))
        for t in c.facts.timelines
        if t.offices
    ]


def report_json(report: Report, c: Collection, extra: Mapping[str, Any]) -> Outfile:
    """The report's own download: its record, its text by section, its figures and mentions."""
    value = {
        **report_row(report, c),
        "paragraphs": [{"id": p.id, "section": p.section or None, "text": p.text} for p in report.paragraphs],
        "topics": [{"topic": m.topic, **mention_row(m)} for m in c.facts.mentions.get(report.id, ())],
        **extra,
    }
    return Outfile(f"{report.url}{report.id}.json", dump_json(value))
