"""The rows of the open data's tables as lines of their files, office by office and year by year; and tables of such lines.

Made where an office's own pages are made; a table, or a year of it, is put together from lines without looking into them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from builder.model import Report
from builder.pages import data
from builder.pages.collection import Collection
from builder.pages.data_columns import INDICATOR_COLUMNS, LEDGER_COLUMNS, REPORT_COLUMNS, TOPIC_COLUMNS, Column
from builder.pages.data_parts import lean
from builder.pages.data_rows import indicator_csv_row, indicator_json, ledger_csv_row, ledger_json

T = TypeVar("T")
_FULL = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for every row
_LEAN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Table:
    """``entries``: its JSON has a row for each topic, in which the lines stand."""

    name: str
    title: str
    what: str
    columns: Sequence[Column]
    entries: bool = False


REPORTS = Table("reports", "文件目录", "每份文件一行：题名、机构、年度、日期、索引号、内容概述、来源。", REPORT_COLUMNS)
INDICATORS = Table("indicators", "数字", "每个数字一行：指标、数值、单位、年份，是目标、完成、实际（没有说是做成的）还是现状（只说有多少），写在哪一句。", INDICATOR_COLUMNS)
LEDGER = Table("ledger", "台账", "每个目标一行：谁、哪一年、目标是什么、结果、凭什么这样判定；只是可能对应的一句另在几列里，不算结果。", LEDGER_COLUMNS)
TOPICS = Table("topics", "专题", "每个专题和提到它的每一句。", TOPIC_COLUMNS, entries=True)
TABLES = (REPORTS, INDICATORS, LEDGER, TOPICS)


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``group``: its report, office or topic; ``place`` in it among the office's own; ``lean`` is the JSON of a file for one year.

    With all that says nothing, as the table in one file has it, the row lies apart: of a large site nobody asks for that, and it is the longest.
    """

    group: str
    place: int
    lean: str
    csv: str


@dataclass(frozen=True, slots=True)
class LinesHead:
    """What every build must know of an office's lines of one year: the key of their value, that of their whole rows, how many, how many bytes."""

    key: bytes
    whole: bytes
    rows: int
    json: int
    csv: int


def head_of(lines: Sequence[WholeLine], keep: Callable[[object], bytes]) -> LinesHead:
    """The head of these, which are kept."""
    kept = keep(tuple(line for line, _ in lines)), keep(tuple(row for _, row in lines))
    return LinesHead(*kept, len(lines), sum(len(row.encode()) for _, row in lines), sum(len(line.csv.encode()) for line, _ in lines))


WholeLine = tuple[Line, str]  # with the row as the table in one file has it
Lines = dict[int, list[WholeLine]]  # by year; 0 where a row has none


def table_lines(c: Collection, agency: str) -> dict[str, Lines]:
    """All rows of an office by table."""
    reports = [r for r in c.by_agency.get(agency, ()) if r.meta.withdrawn is None]
    return {
        REPORTS.name: _lines(REPORTS, ((r.id, data.report_row(r, c), data.report_csv_row(r, c)) for r in reports)),
        INDICATORS.name: _lines(INDICATORS, _indicators(reports, c)),
        LEDGER.name: _lines(LEDGER, ((agency, ledger_json(x, c.agency_by_id[agency]), ledger_csv_row(x, c)) for x in c.facts.ledger if x.agency == agency)),
        TOPICS.name: _lines(TOPICS, _topics(agency, c)),
    }


def _indicators(reports: Iterable[Report], c: Collection) -> Iterator[tuple[str, data.Row, data.Row]]:
    return ((r.id, value, indicator_csv_row(row, value, c)) for r in reports for row in c.facts.rows[r.id] for value in (indicator_json(row),))


def _topics(agency: str, c: Collection) -> Iterator[tuple[str, data.Row, data.Row]]:
    for t in c.facts.timelines:
        for o in t.offices:
            if o.agency == agency:
                yield from ((t.topic.id, data.mention_row_told(m, c), cells) for m, cells in zip(o.everywhere, data.topic_csv_rows(t.topic, o, c), strict=True))


def _lines(table: Table, rows: Iterable[tuple[str, data.Row, data.Row]]) -> Lines:
    told = list(rows)
    csv = data.csv_lines((cells for _, _, cells in told), table.columns)
    found: Lines = {}
    for place, ((group, row, _), line) in enumerate(zip(told, csv, strict=True)):
        found.setdefault(row["year"] or 0, []).append((Line(group, place, _LEAN.encode(lean(row)), line), _FULL.encode(row)))
    return found


def in_order(lines: Mapping[str, Iterable[T]], groups: Mapping[str, int], line_of: Callable[[T], Line]) -> list[T]:
    """The lines of all offices as their table has them: by ``groups``, in each by office."""
    every = ((groups[line.group], agency, line.place, one) for agency, own in lines.items() for one in own for line in (line_of(one),))
    return [one for *_, one in sorted(every, key=lambda placed: placed[:3])]


def full_json(table: Table, lines: Sequence[WholeLine], topics: Mapping[str, data.Row]) -> bytes:
    """The whole table; ``topics``: what stands before the entries of each."""
    rows = [row for _, row in lines]
    if table.entries:
        by_topic: dict[str, list[str]] = {}
        for line, row in lines:
            by_topic.setdefault(line.group, []).append(row)
        rows = [f'{_FULL.encode(head)[:-1]}, "entries": [{", ".join(by_topic.get(topic, ()))}]}}' for topic, head in topics.items()]
    return (("[\n" + ",\n".join(rows) + "\n]\n") if rows else "[]\n").encode()


def lean_rows(table: Table, lines: Sequence[Line], topics: Mapping[str, data.Row], limit: int) -> list[str]:
    """The JSON of a part of the table, row by row; of a topic at most ``limit`` entries in one row."""
    if not table.entries:
        return [line.lean for line in lines]
    rows: list[str] = []
    by_topic: dict[str, list[Line]] = {}
    for line in lines:
        by_topic.setdefault(line.group, []).append(line)
    for topic, own in by_topic.items():
        head = _LEAN.encode(lean(topics[topic]))[:-1]
        rows += [f'{head},"entries":[{",".join(x.lean for x in own[at : at + limit])}]}}' for at in range(0, len(own), limit)]
    return rows


def silent_rows(heads: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rows of topics that no report speaks of."""
    return [_LEAN.encode(lean(head)) for head in heads]


def full_size(table: Table, heads: Iterable[LinesHead], topics: Mapping[str, data.Row]) -> int:
    """How many bytes ``full_json`` would have."""
    told = list(heads)
    rows = sum(head.rows for head in told)
    size = sum(head.json for head in told) + 4 + 2 * rows
    return size + sum(len(_FULL.encode(head).encode()) + 18 for head in topics.values()) if table.entries else size


def csv_size(table: Table, heads: Iterable[LinesHead]) -> int:
    """How many bytes its CSV would have."""
    return len(data.join_csv((), table.columns)) + sum(head.csv for head in heads)
