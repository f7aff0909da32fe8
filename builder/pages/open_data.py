"""/data/: everything the site read from its reports, as files for programs and for spreadsheets.

Comes in: the lines of all offices. Goes out: the page that explains the files, JSON and CSV of each table with its schema, a Frictionless data
package that describes the tables (``datapackage.json``) and all of it in one zip. The same data give the same bytes.
A table above 5 MB has a file for each year (``data_parts``), its CSV zipped; its own addresses list them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

from builder.defaults import read_default, schema_names
from builder.manifest import Listed, listed_of
from builder.model import Licence
from builder.pages import data
from builder.pages.collection import Collection
from builder.pages.data_columns import PART_COLUMNS, Column
from builder.pages.data_lines import (
    Line,
    LinesHead,
    Table,
    WholeLine,
    csv_size,
    full_json,
    full_size,
    in_order,
    lean_rows,
    silent_rows,
)
from builder.pages.data_parts import LARGEST, index, json_parts, name_of, pack
from builder.pages.linked_data import dataset
from builder.pages.page import Crumb, Outfile, Page
from builder.pages.record import Download
from builder.pages.report import show_size

PACKAGE, ARCHIVE = "data/datapackage.json", "data/all.zip"
_ENTRIES = 5_000  # of a topic in one year, in one row
Heads = Mapping[str, Mapping[int, LinesHead]]  # office → year → its lines of a table
Fetch = Callable[[Mapping[str, bytes]], Mapping[str, Sequence[Any]]]  # office → key, to the lines or to their whole rows


@dataclass(frozen=True)
class Described:
    """A table and where its lines are. ``groups``: the order of the reports, offices or topics that they belong to; ``topics``: what stands before the entries of each."""

    table: Table
    heads: Heads
    groups: Mapping[str, int]
    topics: Mapping[str, data.Row]
    silent: tuple[data.Row, ...] = ()  # the topics that no report speaks of

    @cached_property
    def is_split(self) -> bool:
        """Has it a file for each year?"""
        every = [head for own in self.heads.values() for head in own.values()]
        return max(csv_size(self.table, every), full_size(self.table, every, self.topics)) > LARGEST

    @cached_property
    def rows(self) -> int:
        return sum(head.rows for own in self.heads.values() for head in own.values())

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Of its files, in order; 0, for what has no year, is the last."""
        found = {year for own in self.heads.values() for year in own} | ({0} if self.silent else set())
        return tuple(sorted(found, key=lambda y: (not y, y)))

    def keys(self, year: int) -> dict[str, bytes]:
        """Of the lines of one year."""
        return {agency: own[year].key for agency, own in self.heads.items() if year in own}

    def lines(self, year: int, fetch: Fetch) -> list[Line]:
        """Those of one year, in their order."""
        return in_order(fetch(self.keys(year)), self.groups, lambda line: line)

    def every_line(self, fetch: Fetch) -> list[WholeLine]:
        """All, in their order, with their whole rows."""
        found: dict[str, list[WholeLine]] = {}
        for year in self.years:
            whole = fetch({agency: own[year].whole for agency, own in self.heads.items() if year in own})
            for agency, own in fetch(self.keys(year)).items():
                found.setdefault(agency, []).extend(zip(own, whole[agency], strict=True))
        return in_order(found, self.groups, itemgetter(0))


def year_files(d: Described, year: int, fetch: Fetch) -> tuple[list[Outfile], dict[str, int]]:
    """A year of a table that is split: its files, and how many rows each has."""
    name = d.table.name
    lines = d.lines(year, fetch)
    rows = lean_rows(d.table, lines, d.topics, _ENTRIES) + ([] if year else silent_rows(d.silent))
    parts = json_parts(year or None, rows)
    files = [Outfile(f"data/{name}/{p.name}.json", p.content) for p in parts]
    counts = {file.path: p.rows for file, p in zip(files, parts, strict=True)}
    if lines:
        inside = f"{name}-{name_of(year)}.csv"
        zipped = Outfile(f"data/{name}/{name_of(year)}.csv.zip", pack([Outfile(inside, data.join_csv([x.csv for x in lines], d.table.columns))]))
        files.append(zipped)
        counts[zipped.path] = len(lines)
    return files, counts


@dataclass(frozen=True, slots=True)
class YearMade:
    """The files of a year as they were published, with how many rows each has."""

    year: int
    files: Mapping[str, Listed]
    rows: Mapping[str, int]


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


def open_data(c: Collection, tables: Sequence[Described], fetch: Fetch, made: Mapping[str, Sequence[YearMade]]) -> tuple[Page, list[Outfile]]:
    """The page and its files beside those of single years: ``made`` by table."""
    files: list[Outfile] = []
    csvs: list[Outfile] = []
    shown: list[DataFile] = []
    resources: list[dict[str, Any]] = []
    digests: list[str] = []
    for d in tables:
        name, columns = d.table.name, d.table.columns
        years: list[Download] = []
        if d.is_split:
            as_json = Outfile(f"data/{name}.json", index(name, _json_parts(name, made[name])))
            zipped = [(y, path) for y in made[name] for path in y.files if path.endswith(".csv.zip")]
            as_csv = Outfile(f"data/{name}.csv", data.dump_csv([{"year": y.year or None, "rows": y.rows[p], "link": data.link_to(p, c)} for y, p in zipped], PART_COLUMNS))
            resources += [_resource(d.table, path, y.files[path], f"{name}-{name_of(y.year)}.csv") for y, path in zipped]
            years = [Download(str(y.year or "没有年份"), path, show_size(y.files[path].size)) for y, path in zipped]
            digests += [y.files[path].sha256 for y in made[name] for path in y.files]
        else:
            lines = d.every_line(fetch)
            as_json = Outfile(f"data/{name}.json", full_json(d.table, lines, d.topics))
            as_csv = Outfile(f"data/{name}.csv", data.join_csv([line.csv for line, _ in lines], columns))
            resources.append(_resource(d.table, as_csv.path, listed_of(as_csv.content)))
        files.append(as_json)
        csvs.append(as_csv)
        sizes = show_size(len(as_json.content)), show_size(len(as_csv.content))
        paths = as_json.path, sizes[0], as_csv.path, sizes[1], f"data/schema/{name}.schema.json"
        shown.append(DataFile(name, d.table.title, d.table.what, d.rows, columns, *paths, tuple(years)))
    version = dataset_version(c, [*(listed_of(file.content).sha256 for file in csvs), *digests])
    package = Outfile(PACKAGE, _package(c, resources, version))
    archive = Outfile(ARCHIVE, pack([package, *csvs]))
    files += [*csvs, package, archive]
    files += [Outfile(f"data/schema/{name}", read_default(f"schemas/{name}").encode()) for name in schema_names()]
    view = DataView(tuple(shown), version, PACKAGE, ARCHIVE, show_size(len(archive.content)))
    about = "文件目录、数字、台账、专题的数据：CSV 和 JSON，各列的说明"
    page = Page("data/", "data", "开放数据", view, about, (Crumb("开放数据"),))
    distribution = [("application/zip", ARCHIVE), *(("text/csv", f.path) for f in csvs)]
    return replace(page, json_ld=dataset(page, c, version, distribution) if c.site.base_url else ""), files


def _json_parts(table: str, made: Iterable[YearMade]) -> list[tuple[str, int | None, int]]:
    start = len(f"data/{table}/")
    return [(path[start:].removesuffix(".json"), y.year or None, y.rows[path]) for y in made for path in y.files if path.endswith(".json")]


def dataset_version(c: Collection, digests: Sequence[str]) -> str:
    """The day of the newest document and a digest of the tables: another version exactly when something in them is other."""
    digest = hashlib.sha256("\0".join(digests).encode()).hexdigest()
    return f"{c.newest.isoformat().replace('-', '.')}+{digest[:8]}"


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


def _resource(table: Table, path: str, file: Listed, inside: str = "") -> dict[str, Any]:
    """``inside``: the name of the CSV in a zip."""
    return {
        "profile": "tabular-data-resource",
        "name": inside.removesuffix(".csv") or table.name,
        "title": table.title,
        "description": table.what,
        "path": path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"compression": "zip", "innerpath": inside} if inside else {}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {"fields": [{"name": x.head, "type": x.type, "description": x.what} for x in table.columns], "missingValues": [""]},
    }
