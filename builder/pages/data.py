"""The machine-readable contract (design 5): reports and topics as JSON and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.analysis.timeline import OfficeTimeline
from builder.analysis.topics import Mention
from builder.content.topics import Topic
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.data_columns import HALVES, ONE_TOPIC_COLUMNS, PART_COLUMNS, Column
from builder.pages.data_parts import pack
from builder.pages.page import Outfile
from builder.pages.passages import years_of
from builder.pages.record import source_name

BOM = "\ufeff"  # so that spreadsheet programs open the Chinese right
_LONG = 400  # rows of a topic's own table; about 120 KB

YES, NO = "是", "否"
INFERRED = {"title": "题名", "agency": "机构", "kind": "体裁", "year": "年度", "period": "时段", "summary": "内容概述"}
_FORMULA = frozenset("=+-@\t\r")
_LISTS = frozenset((list, tuple))
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
        "subject": meta.subject,
        "keywords": list(meta.keywords),
        "validity": meta.validity,
        "successor": meta.successor,
        "disclosure": meta.disclosure,
        "licence": meta.licence.name,
        "source_name": meta.source.name,
        "source_url": meta.source.url,
        "source_retrieved": _day(meta.source.retrieved),
        "source_sha256": meta.provenance.sha256,
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


def mention_row_told(m: Mention, c: Collection) -> dict[str, Any]:
    """The same with ``of_years``: which years its figures are of, where they are not its year's alone."""
    return mention_row(m) | {"of_years": years_of(c, m)}


def topic_row(topic: Topic) -> dict[str, Any]:
    """A row of topics.json before its entries."""
    return {"id": topic.id, "name": topic.name, "aliases": [a.text for a in topic.aliases], "theme": topic.theme}


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


def dump_csv(rows: Iterable[Row], columns: Sequence[Column]) -> bytes:
    """Rows as CSV with BOM and Chinese heads. Cells that a spreadsheet would run as a formula get a leading apostrophe."""
    return join_csv(csv_lines(rows, columns), columns)


def csv_lines(rows: Iterable[Row], columns: Sequence[Column]) -> list[str]:
    """Each row as its line."""
    keys = [column.key for column in columns]
    return _lines_of([_cell(row.get(key)) for key in keys] for row in rows)


def join_csv(lines: Iterable[str], columns: Sequence[Column]) -> bytes:
    """A table of these lines."""
    head = _lines_of([[column.head for column in columns]])
    return b"".join(line.encode() for some in ([BOM], head, lines) for line in some)  # of a large year the text as one string would be 60 MB more


def _lines_of(rows: Iterable[Sequence[object]]) -> list[str]:
    sink = _Lines([])
    csv.writer(sink, lineterminator="\r\n").writerows(rows)
    return sink.lines


@dataclass(frozen=True, slots=True)
class _Lines:
    """What csv's writer writes to: it hands over whole lines."""

    lines: list[str]

    def write(self, line: str) -> None:
        self.lines.append(line)


def _cell(value: Any) -> Any:
    if value.__class__ is str:
        return "'" + value if value[:1] in _FORMULA else value
    return "；".join(map(str, value)) if value.__class__ in _LISTS else value


def link_to(path: str, c: Collection) -> str:
    """An address for a table: whole where the site's is known, else below the site's folder."""
    return c.site.base_url + path


def place_cells(report: str, anchor: str, c: Collection) -> dict[str, Any]:
    """What a table says of the place of a quote: whose it is, from which document, and how to get there."""
    found = c.report_by_id[report]
    agency = c.agency(found)
    return {
        "agency": "" if agency is UNKNOWN_AGENCY else agency.name,
        "title": c.label(found),
        "edition": found.meta.edition,
        "link": link_to(f"{found.url}#{anchor}", c),
    }


def report_csv_row(report: Report, c: Collection) -> dict[str, Any]:
    """A row of reports.csv: the record flat, what was inferred named as the record names it."""
    row = report_row(report, c)
    return row | {"source_name": source_name(report, c), "inferred": [INFERRED.get(name, name) for name in report.meta.inferred], "link": link_to(report.url, c)}


def topic_csv_rows(topic: Topic, o: OfficeTimeline, c: Collection) -> list[dict[str, Any]]:
    """Rows of topics.csv: one for each sentence of an office that speaks of a topic."""
    head = {"topic": topic.id, "name": topic.name, "theme": topic.theme}
    return [
        head | mention_row_told(m, c) | place_cells(m.report, m.anchor, c) | {"kind": HALVES[m.kind], "passing": YES if m.passing else ""} for m in o.everywhere
    ]


def topic_csv_path(topic: Topic, rows: int) -> str:
    """Where its table is; a long one is zipped, for what stands in it stands in topics.csv too."""
    return f"data/topics/{topic.id}.csv" + (".zip" if rows > _LONG else "")


def topic_files(topic: Topic, lines: Sequence[str], c: Collection) -> list[Outfile]:
    """The CSV of a topic that has entries."""
    rows = join_csv(lines, ONE_TOPIC_COLUMNS)
    path = topic_csv_path(topic, len(lines))
    if not path.endswith(".zip"):
        return [Outfile(path, rows)]
    plain = path.removesuffix(".zip")  # an address that was published before stays, and says where the table is
    listed: list[Row] = [{"rows": len(lines), "link": link_to(path, c)}]
    return [Outfile(plain, dump_csv(listed, PART_COLUMNS)), Outfile(path, pack([Outfile(plain, rows)]))]
