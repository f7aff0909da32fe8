"""What the importer's rooms hand to one another: lines, findings about a document, options, the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from builder.content.encoding import NOTE_NAMES as NOTE_NAMES
from builder.content.encoding import Note as Note
from builder.content.encoding import NoteKind as NoteKind
from builder.content.encoding import Unit as Unit
from builder.content.encoding import UnreadableDocumentError as UnreadableDocumentError
from builder.model import Agency, ReportKind

LineKind = Literal["text", "heading", "table"]

# What a file may state of itself and nothing infers: field → what it is called, the option that gives it.
STATED_FIELDS: dict[str, tuple[str, str]] = {
    "index_number": ("索引号", "--index-number"),
    "written": ("成文日期", "--written"),
    "published": ("发布日期", "--published"),
}
LEFT_OUT = "left_out"  # field of a note on a line that did not come along

FILE_LIMIT = 10_000_000  # bytes of one file; a report has 100,000, a page saved with its pictures inside a few millions
PACKED_LIMIT = 60_000_000  # the same with photographs inside, where only the text is unpacked
PACKED = (".docx", ".xlsx", ".pdf", ".doc", ".wps", ".xls", ".et", ".rtf", ".odt", ".ods")


def too_large(name: str, size: int) -> str:
    """Why a file is too large to be read; empty when it is not."""
    packed = name.lower().endswith(PACKED)
    limit = PACKED_LIMIT if packed else FILE_LIMIT
    what = "请删去图片后另存" if packed else "请只留正文，另存为 .txt"
    return f"文件超过 {limit // 1_000_000} MB；{what}" if size > limit else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source as a reader sees it; of a table, the whole table.

    ``indented`` and ``spaced`` (a blank line stands before it) tell paragraphs of wrapped text apart;
    ``bold``: all of it is set in bold; ``apart``: it stands above or below the text (byline, signature, date). Web pages may hold many lines of one number.
    """

    number: int
    text: str
    kind: LineKind = "text"
    level: int = 0
    indented: bool = False
    spaced: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    apart: bool = False
    bold: bool = False


def table_line(number: int, rows: Sequence[tuple[str, ...]]) -> Line:
    """A table that begins at a line of the source."""
    return Line(number, " ".join(cell for row in rows for cell in row), "table", rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture of the document: it stands behind the line of this number; ``alt``: what the document says of it."""

    place: int
    suffix: str
    data: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the record and where it stands."""

    value: str
    line: int = 0
    how: str = ""


Record = dict[str, Found]
"""Field of the record → what the file states. Filled by ``record``, read by ``identity``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its format's reader gives it: lines, the record its markup states, notes, what its lines are numbered by; ``bare``: why there may be no text."""

    lines: tuple[Line, ...]
    record: Record = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    unit: Unit = "行"
    pictures: tuple[SourcePicture, ...] = ()
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read. ``looks_like`` knows its content whatever the file is called."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Source]  # may be slow to load: what it needs it imports itself
    looks_like: Callable[[bytes], bool] | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the clerk adds. Each value applies only where the file states none itself (design 7)."""

    title: str = ""
    agency: str = ""
    kind: str = ""
    year: str = ""
    written: str = ""
    published: str = ""
    index_number: str = ""
    source_url: str = ""
    agencies: tuple[Agency, ...] = ()
    kinds: tuple[ReportKind, ...] = ()
    retrieved: date | None = None
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A content file as a draft, what to call it, the office it belongs to, and what to look at.

    ``path`` is relative to the site root. ``agency`` is None when nothing names one;
    ``is_new_agency``: it is not among ``ImportOptions.agencies`` and belongs into agencies.yml.
    ``stated_agency``: the file itself names it, so that later files may be matched against it.
    ``files``: pictures that lie beside it, by name. ``lines``: the document as read, what was cut away included, for rules that look at the original.
    """

    draft: str
    report_id: str
    path: str
    agency: Agency | None
    is_new_agency: bool
    stated_agency: bool
    notes: tuple[Note, ...]
    lines: tuple[Line, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
