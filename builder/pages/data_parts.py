"""A table above 5 MB → an index and a file for each year (design 5). Values in, bytes out.

A part is a list of the same rows, compact, without what is empty: a key left out means null, an empty text or list, or no. The
year is the row's own. A year that is still too large goes on in a second file, which the index lists like any other.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from builder.pages.page import Outfile

LARGEST = 5_000_000  # bytes of a data file
_MANY, _NUMBERS = frozenset((dict, list, tuple)), frozenset((int, float))  # zero is said
_DAWN = (1980, 1, 1, 0, 0, 0)  # of a zip's time: no clock goes into the bytes


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


def json_parts(year: int | None, rows: Iterable[str], limit: int = LARGEST) -> tuple[Part, ...]:
    """The files of one year's rows, in their order."""
    name = name_of(year)
    chunks = enumerate(_chunks((row.encode() for row in rows), limit), 1)
    return tuple(Part(name if i == 1 else f"{name}-{i}", year, len(own), b"[\n" + b",\n".join(own) + b"\n]\n") for i, own in chunks)


def name_of(year: int | None) -> str:
    """What the files of a year are called; rows without a year have one too."""
    return str(year) if year else "none"


def index(table: str, parts: Iterable[tuple[str, int | None, int]]) -> bytes:
    """What stands at the table's own address instead: (name, year, rows) of each file."""
    listed = [{"year": year, "file": f"{table}/{name}.json", "rows": rows} for name, year, rows in parts]
    return b'{"parts": [\n' + b",\n".join(json.dumps(one).encode() for one in listed) + b"\n]}\n"


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
