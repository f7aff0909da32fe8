"""The report and its parts: frozen values shared by every floor above.

Comes in: nothing. Goes out: the types that reading makes and analysis, pages and rendering use.
Every text offset in the house counts characters of ``Paragraph.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from builder.frozen import quick
from builder.problems import Location


@quick
@dataclass(frozen=True, slots=True)
class Inline:
    """Inline markup of a paragraph: ``tag`` (strong, em, code, del, sub, sup, a, br) over [start, end)."""

    start: int
    end: int
    tag: str
    href: str = ""


@quick
@dataclass(frozen=True, slots=True)
class RunIn:
    """A run-in item of official prose (一是…。…) inside one paragraph.

    ``text[start:head_end]`` is the head as printed, number and stop included;
    ``text[start:end]`` the whole item, up to the next item or the end of the paragraph.
    Items stand in order and may nest (一是 inside an item with an unnumbered head).
    """

    section: str
    start: int
    head_end: int
    end: int


def _start(item: RunIn) -> int:
    return item.start


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """One addressable run of text: a paragraph, list item or table cell.

    ``id`` is its permanent anchor; ``section`` the id of the headed section it stands in,
    empty before the first heading; ``line`` its line in the content file.
    """

    id: str
    section: str
    text: str
    line: int = 0
    inlines: tuple[Inline, ...] = ()
    run_ins: tuple[RunIn, ...] = ()

    def section_at(self, offset: int) -> str:
        """Id of the innermost section at a place: the run-in item that holds it, else the headed one."""
        item = self._innermost(offset, offset + 1)
        return item.section if item else self.section

    def anchor_for(self, start: int, end: int) -> str:
        """Id of the innermost element whose text holds the whole of [start, end) (design 4)."""
        item = self._innermost(start, end)
        return item.section if item else self.id

    def _innermost(self, start: int, end: int) -> RunIn | None:
        """The item that holds [start, end): they stand in order and one inside the other, so the last that does is the innermost."""
        for at in range(bisect_right(self.run_ins, start, key=_start) - 1, -1, -1):
            if end <= self.run_ins[at].end:
                return self.run_ins[at]
        return None


@quick
@dataclass(frozen=True, slots=True)
class Section:
    """A node of the report's outline, in document order.

    ``level`` 1 = 一、, 2 = (一) or a run-in head directly under 一、, and so on (GB/T 9704-2012);
    ``number`` as printed, empty if none; ``heading`` without it; ``parent`` empty at the top.
    """

    id: str
    level: int
    number: str
    heading: str
    parent: str = ""
    run_in: bool = False
    line: int = 0

    @property
    def title(self) -> str:
        """Number and heading as printed: 一、…; (一)…."""
        return self.number + self.heading


BlockKind = Literal["heading", "paragraph", "list", "table", "quote", "code", "image", "rule", "target"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body: its file beside the report, the line that shows it; on a page also the address and the size."""

    file: str
    line: int = 0
    path: str = ""
    width: int = 0
    height: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the body's layout; rendering walks these, analysis walks ``Report.paragraphs``.

    heading: ``section``. paragraph: ``paragraph``. list: ``items`` (each a tuple of blocks),
    ``ordered``, ``first``. table: ``header`` and ``rows`` of paragraphs, ``caption``. quote: ``blocks``.
    code: ``text``. image: ``picture``, ``text`` says what it shows. target: ``text`` is the id of a removed passage, kept as an empty link target.
    """

    kind: BlockKind
    section: str = ""
    paragraph: Paragraph | None = None
    items: tuple[tuple[Block, ...], ...] = ()
    ordered: bool = False
    first: int = 1
    header: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[Paragraph, ...], ...] = ()
    caption: str = ""
    blocks: tuple[Block, ...] = ()
    text: str = ""
    picture: Picture | None = None


def pictures_of(blocks: Iterable[Block]) -> tuple[Picture, ...]:
    """The pictures that can be shown, in order."""
    return tuple(b.picture for b in blocks if b.picture and b.picture.file)


def row_id(row: Sequence[Paragraph]) -> str:
    """Id of a table's row, in which a quote of several cells stands."""
    return f"{row[0].id}-row"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the original stands: name of the source, address, day of retrieval."""

    name: str = ""
    url: str = ""
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """The file a report was imported from: base name, SHA-256, importer and its version; of a PDF, the words that open its pages."""

    file: str = ""
    sha256: str = ""
    importer: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to the report, in ``content/`` beside it."""

    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A public correction note with its date. ``old_figures``: may the page show the figures that it replaced?"""

    date: date
    note: str
    old_figures: bool = True


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception from a rule, recorded with its reason in the file it excuses (REV-04)."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicationReview:
    """公开审查 before publication (REV-01): who, by name or by post, and when. Recorded, never shown."""

    by: str
    date: date


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤下: the address stays, with date and reason; the text is gone."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Licence:
    """What a site or a report says of its reuse, in its own words; both empty: nothing is said, and none is assumed."""

    name: str = ""
    url: str = ""


NO_LICENCE = Licence()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The record of a report (目录字段; LAW-03, standards 1.3). Unknown values are empty, never invented."""

    id: str
    title: str
    agency: str = ""
    kind: str = ""
    year: int = 0
    period: str = ""
    written: date | None = None
    published: date | None = None
    published_time: str = ""
    index_number: str = ""
    document_number: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    validity: str = ""
    disclosure: str = "主动公开"
    edition: str = "原文"
    source: Source = Source()
    provenance: Provenance = Provenance()
    inferred: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    review: PublicationReview | None = None
    draft: bool = False
    publish_on: date | None = None
    archived: date | None = None
    withdrawn: Withdrawal | None = None
    successor: str = ""  # id of the report that replaced it
    effective: date | None = None  # 实施日期
    expires: date | None = None  # 有效期至
    licence: Licence = NO_LICENCE
    redirect_from: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def is_excerpt(self) -> bool:
        """摘编: restated in other words; wherever its words are shown, that is said."""
        return self.edition == "摘编"


@dataclass(frozen=True)
class Report:
    """One published document: its record and its body as outline, paragraphs and layout.

    ``paragraphs`` are all runs of text in document order, ``sections`` all outline nodes,
    run-in heads included. The Markdown of the content file is not kept: whatever is published is made
    of these, so that nothing gets out but what was parsed.
    """

    meta: Metadata
    location: Location
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Without what was looked up in it; the same for one that is fetched when asked for."""
        return Report, (self.meta, self.location, self.sections, self.paragraphs, self.blocks, self.lines)

    @property
    def id(self) -> str:
        return self.meta.id

    @property
    def url(self) -> str:
        """Address below the site's base: ``reports/<id>/``."""
        return f"reports/{self.meta.id}/"

    def place(self, *fields: str) -> Location:
        """Where the first of these fields stands that has a line; of a part (``source.retrieved``) at least what it is part of; else the file's first line."""
        lines = dict(self.lines)
        known = (*fields, *(field.partition(".")[0] for field in fields))
        return Location(self.location.path, next((lines[field] for field in known if field in lines), 1))

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        return {s.id: s for s in self.sections}

    @cached_property
    def paragraph_by_id(self) -> dict[str, Paragraph]:
        return {p.id: p for p in self.paragraphs}

    @cached_property
    def row_by_cell(self) -> dict[str, tuple[Paragraph, ...]]:
        """The row of a table that a cell stands in, by the cell's id."""
        return {cell.id: row for block in self.blocks for row in block.rows for cell in row}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures that the body shows, in order."""
        return pictures_of(self.blocks)

    @property
    def text(self) -> str:
        """All text in reading order, one line a heading or paragraph."""
        return "\n".join(self.iter_texts())

    def iter_texts(self) -> Iterator[str]:
        """Headings (run-in heads excepted: they stand in their paragraph) and paragraphs in order."""
        seen: set[str] = set()
        for paragraph in self.paragraphs:
            for section in self.sections:
                if section.id == paragraph.section and section.id not in seen:
                    seen.add(section.id)
                    yield section.title
            yield paragraph.text

    @property
    def characters(self) -> int:
        """Length of the text without white space."""
        return sum(len("".join(p.text.split())) for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Agency:
    """An office (发布机构). ``names`` of all kinds are matched; ``name`` is what is shown."""

    id: str
    name: str
    short_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    uscc: str = ""
    region: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    url: str = ""

    @property
    def short(self) -> str:
        """The name for tight places: the first short name, else the full one."""
        return self.short_names[0] if self.short_names else self.name

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.short_names, *self.former_names)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of report.

    ``half``: what a figure is when its sentence does not say (``none``: the kind tells nothing); ``words``: how
    titles name the kind; ``gives_account``: does a document of this kind give account of its year? (design 2)
    ``label``: the title of its page; ``order``: its place among the kinds; ``collection``: the page on which documents of this and other
    kinds stand with their validity (规章库); ``own``: added by the site.
    """

    id: str
    name: str
    half: Literal["target", "actual", "both", "none"]
    words: tuple[str, ...] = ()
    gives_account: bool = False
    label: str = ""
    order: int = 0
    collection: str = ""
    own: bool = False
