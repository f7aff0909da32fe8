"""/data/: everything the site read from its reports, as files for programs and for spreadsheets.

Comes in: the collection. Goes out: the page that explains the files, JSON and CSV of each table with its schema, a Frictionless data
package that describes the tables (``datapackage.json``) and all of it in one zip. The same data give the same bytes.
A table above 5 MB has a file for each year (``data_parts``), its CSV zipped; its own addresses list them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder.defaults import read_default, schema_names
from builder.model import Licence
from builder.pages import data
from builder.pages.collection import Collection
from builder.pages.data_columns import INDICATOR_COLUMNS, LEDGER_COLUMNS, PART_COLUMNS, REPORT_COLUMNS, TOPIC_COLUMNS, Column
from builder.pages.data_parts import LARGEST, by_year, dated, index, json_parts, pack
from builder.pages.data_rows import indicator_csv_row, indicator_json, ledger_csv_row, ledger_json
from builder.pages.indicator_pages import indicator_files
from builder.pages.linked_data import dataset
from builder.pages.page import Crumb, Outfile, Page
from builder.pages.record import Download
from builder.pages.report import show_size

PACKAGE, ARCHIVE = "data/datapackage.json", "data/all.zip"


@dataclass(frozen=True, slots=True)
class Table:
    """What a data file holds: ``rows`` for JSON, ``cells`` the same for CSV."""

    name: str
    title: str
    what: str
    rows: Sequence[data.Row]
    cells: Sequence[data.Row]
    columns: Sequence[Column]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A published table: what a row is, how many there are, its columns, its files."""

    name: str
    title: str
    what: str
    rows: int
    columns: Sequence[Column]
    json_path: str
    json_size: str
    csv_path: str
    csv_size: str
    schema_path: str
    years: tuple[Download, ...] = ()  # of a table with a file for each year, whose own CSV and JSON are lists of them


@dataclass(frozen=True, slots=True)
class DataView:
    files: tuple[DataFile, ...]
    version: str
    package: str
    archive: str
    archive_size: str

    @property
    def split(self) -> bool:
        """Does the zip hold lists of yearly files in place of a table?"""
        return any(file.years for file in self.files)


def open_data(c: Collection) -> tuple[Page, list[Outfile]]:
    """The page and its files."""
    files: list[Outfile] = []
    tables: list[Outfile] = []
    apart: list[Outfile] = []
    shown: list[DataFile] = []
    described = _tables(c)
    resources: list[dict[str, Any]] = []
    for table in described:
        lines = data.csv_lines(table.cells, table.columns)
        as_csv = Outfile(f"data/{table.name}.csv", data.join_csv(lines, table.columns))
        split = len(as_csv.content) > LARGEST
        as_json = Outfile(f"data/{table.name}.json", b"" if split else data.dump_json(table.rows))  # long in vain where it is apart by year
        years: list[Download] = []
        split = split or len(as_json.content) > LARGEST
        if split:
            parts = json_parts(by_year(table.rows) if table.name == "topics" else dated(table.rows))
            as_json = Outfile(as_json.path, index(table.name, parts))
            zipped = _zipped(c, table, lines)
            as_csv = Outfile(as_csv.path, data.dump_csv([cells for cells, _, _ in zipped], PART_COLUMNS))
            apart += [Outfile(f"data/{table.name}/{p.name}.json", p.content) for p in parts] + [file for _, file, _ in zipped]
            resources += [_resource(table, file, inside) for _, file, inside in zipped]
            years = [Download(str(row["year"] or "没有年份"), file.path, show_size(len(file.content))) for row, file, _ in zipped]
        else:
            resources.append(_resource(table, as_csv))
        files.append(as_json)
        tables.append(as_csv)
        sizes = show_size(len(as_json.content)), show_size(len(as_csv.content))
        schema = f"data/schema/{table.name}.schema.json"
        paths = as_json.path, sizes[0], as_csv.path, sizes[1], schema
        shown.append(DataFile(table.name, table.title, table.what, len(table.cells), table.columns, *paths, tuple(years)))
    version = dataset_version(c, [*tables, *apart])
    package = Outfile(PACKAGE, _package(c, resources, version))
    archive = Outfile(ARCHIVE, pack([package, *tables]))
    files += [*tables, *apart, package, archive, *data.topic_files(c), *indicator_files(c)]
    files += [Outfile(f"data/schema/{name}", read_default(f"schemas/{name}").encode()) for name in schema_names()]
    view = DataView(tuple(shown), version, PACKAGE, ARCHIVE, show_size(len(archive.content)))
    about = "文件目录、数字、台账、专题的数据：CSV 和 JSON，各列的说明"
    page = Page("data/", "data", "开放数据", view, about, (Crumb("开放数据"),))
    distribution = [("application/zip", ARCHIVE), *(("text/csv", f.path) for f in tables)]
    return replace(page, json_ld=dataset(page, c, version, distribution) if c.site.base_url else ""), files


def _tables(c: Collection) -> tuple[Table, ...]:
    figures = [row for r in c.living for row in c.facts.rows[r.id]]
    return (
        Table(
            "reports",
            "文件目录",
            "每份文件一行：题名、机构、年度、日期、索引号、内容概述、来源。",
            [data.report_row(r, c) for r in c.living],
            [data.report_csv_row(r, c) for r in c.living],
            REPORT_COLUMNS,
        ),
        Table(
            "indicators",
            "数字",
            "每个数字一行：指标、数值、单位、年份，是目标、完成还是现状（只说有多少），写在哪一句。",
            [indicator_json(row) for row in figures],
            [indicator_csv_row(row, c) for row in figures],
            INDICATOR_COLUMNS,
        ),
        Table(
            "ledger",
            "台账",
            "每个目标一行：谁、哪一年、目标是什么、结果、凭什么这样判定；只是可能对应的一句另在几列里，不算结果。",
            [ledger_json(x, c.agency_by_id[x.agency]) for x in c.facts.ledger],
            [ledger_csv_row(x, c) for x in c.facts.ledger],
            LEDGER_COLUMNS,
        ),
        Table(
            "topics",
            "专题",
            "每个专题和提到它的每一句。",
            [data.topic_row(t) for t in c.facts.timelines],
            data.topic_csv_rows(c.facts.timelines, c),
            TOPIC_COLUMNS,
        ),
    )


def dataset_version(c: Collection, tables: Sequence[Outfile]) -> str:
    """The day of the newest document and a digest of the tables: another version exactly when something in them is other."""
    digest = hashlib.sha256(b"\0".join(table.content for table in tables)).hexdigest()
    return f"{c.newest.isoformat().replace('-', '.')}+{digest[:8]}"


def _zipped(c: Collection, table: Table, lines: Sequence[str]) -> list[tuple[data.Row, Outfile, str]]:
    """The CSV of each year, zipped, of the table's ``lines``: what the table's list says of it, the file, the name inside."""
    years: dict[int | None, list[str]] = {}
    for row, line in zip(table.cells, lines, strict=True):
        years.setdefault(row["year"] or None, []).append(line)
    found: list[tuple[data.Row, Outfile, str]] = []
    for year, own in sorted(years.items(), key=lambda item: (item[0] is None, item[0] or 0)):
        name = f"{table.name}-{year or 'none'}.csv"
        file = Outfile(f"data/{table.name}/{year or 'none'}.csv.zip", pack([Outfile(name, data.join_csv(own, table.columns))]))
        found.append(({"year": year, "rows": len(own), "link": data.link_to(file.path, c)}, file, name))
    return found


def _package(c: Collection, resources: Sequence[Mapping[str, Any]], version: str) -> bytes:
    """A Frictionless data package (https://specs.frictionlessdata.io/data-package/); paths are beside it, in the zip as on the site."""
    value: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "gongkai-data",
        "title": c.site.name,
        "version": version,
        "created": f"{c.as_of.isoformat()}T00:00:00+08:00",
    }
    if c.site.base_url:
        value["homepage"] = f"{c.site.base_url}data/"
    if licence := _licence(c.site.licence):
        value["licenses"] = [licence]
    value["resources"] = resources
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(licence: Licence) -> dict[str, str]:
    """As the specification wants it: a short name without blanks or an address must be there."""
    short = re.sub(r"\s+", "-", licence.name)
    value = {"name": short} if re.fullmatch(r"[-a-zA-Z0-9._]+", short) else {}
    value |= {"path": licence.url} if licence.url else {}
    return value | {"title": licence.name} if value else {}


def _resource(table: Table, file: Outfile, inside: str = "") -> dict[str, Any]:
    """``inside``: the name of the CSV in a zip."""
    return {
        "profile": "tabular-data-resource",
        "name": inside.removesuffix(".csv") or table.name,
        "title": table.title,
        "description": table.what,
        "path": file.path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"compression": "zip", "innerpath": inside} if inside else {}),
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": {"fields": [{"name": x.head, "type": x.type, "description": x.what} for x in table.columns], "missingValues": [""]},
    }
