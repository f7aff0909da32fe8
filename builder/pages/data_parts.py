"""A table above 5 MB → an index and a file for each year (design 5). Values in, bytes out.

A part is a list of the same rows, compact, without what is empty: a key left out means null, an empty text or list, or no. The
year is the row's own. A year that is still too large goes on in a second file, which the index lists like any other.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from builder.pages.page import Outfile

LARGEST = 5_000_000  # bytes of a data file
_MANY, _NUMBERS = frozenset((dict, list, tuple)), frozenset((int, float))  # zero is said
_DAWN = (1980, 1, 1, 0, 0, 0)  # of a zip's time: no clock goes into the bytes
_ENTRIES = 5_000  # of a topic in one year, in one row

Row = Mapping[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # json.dumps would make one for every row


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` below the table's folder: 2025, 2025-2; ``rows`` how many."""

    name: str
    year: int | None
    rows: int
    content: bytes


def lean(value: Any) -> Any:
    """Without the keys that say nothing. A span keeps both its ends: there null is said."""
    if value.__class__ is dict:
        return {k: lean(v) if v.__class__ in _MANY and k != "span" else v for k, v in value.items() if v or (v.__class__ in _NUMBERS)}
    return [lean(v) for v in value] if value.__class__ in (list, tuple) else value


def dated(rows: Iterable[Row]) -> Iterator[tuple[int | None, Row]]:
    """Each row with its own year."""
    return ((row.get("year") or None, row) for row in rows)


def by_year(topics: Iterable[Row]) -> Iterator[tuple[int | None, Row]]:
    """Rows that hold entries of many years → a row for each year, with the entries of that year."""
    for row in topics:
        years = groupby(sorted(row["entries"], key=_year), _year)
        shares = [(year, own[i : i + _ENTRIES]) for year, own in ((y, list(g)) for y, g in years) for i in range(0, len(own), _ENTRIES)]
        for year, own in shares or [(0, [])]:
            yield year or None, {**row, "entries": own}


def _year(entry: Row) -> int:
    return entry.get("year") or 0


def json_parts(rows: Iterable[tuple[int | None, Row]], limit: int = LARGEST) -> tuple[Part, ...]:
    """The rows by year in their order; those without a year last."""
    lines = [(year, _ENCODER.encode(lean(row)).encode()) for year, row in rows]
    return tuple(Part(name, year, len(own), b"[\n" + b",\n".join(own) + b"\n]\n") for name, year, own in _files(lines, limit))


def index(table: str, parts: Sequence[Part]) -> bytes:
    """What stands at the table's own address instead."""
    listed = [{"year": p.year, "file": f"{table}/{p.name}.json", "rows": p.rows} for p in parts]
    return b'{"parts": [\n' + b",\n".join(json.dumps(one).encode() for one in listed) + b"\n]}\n"


def _files(lines: Sequence[tuple[int | None, bytes]], limit: int) -> Iterator[tuple[str, int | None, list[bytes]]]:
    years: dict[int | None, list[bytes]] = {}
    for year, line in lines:
        years.setdefault(year, []).append(line)
    for year in sorted(years, key=lambda y: (y is None, y or 0)):
        name = "none" if year is None else str(year)
        for i, own in enumerate(_chunks(years[year], limit), 1):
            yield name if i == 1 else f"{name}-{i}", year, own


def _chunks(lines: Iterable[bytes], limit: int) -> Iterator[list[bytes]]:
    own: list[bytes] = []
    size = 0
    for line in lines:
        if own and size + len(line) + 2 > limit - 10:
            yield own
            own, size = [], 0
        own.append(line)
        size += len(line) + 2
    if own:
        yield own


def pack(files: Sequence[Outfile]) -> bytes:
    """A zip of these files, by base name; nothing of the day or the machine goes into it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.path.rpartition("/")[2], _DAWN)
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.content, compresslevel=9)
    return buffer.getvalue()
