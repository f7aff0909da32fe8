"""民生实事: the lists of things that an office undertook to do for its people in a year, and what its accounts say of the list as a whole.

Comes in: a report and its places. Goes out: lists with their items as printed, each with its place. A list is a section under such a
heading, a table there, or a sentence that names them and counts them up (包括：…；…；…). Three items make a list; fewer are prose.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.analysis.passages import sentences_in
from builder.analysis.places import Places
from builder.frozen import quick
from builder.model import Paragraph, Report, row_id

_WORKS = re.compile(r"(?<!抓落)实事(?!求是|件)")
_OPENS = re.compile(r"[:：]\s*$")
_COUNTED = re.compile(r"(?:包括|分别是|具体是|主要是|即)?[:：]")
_DONE = re.compile("完成|办[结成好理完毕]|做完|落地|落实|兑现|见效|建成|惠及|投入|实施|推进")
_LEAST, _SHORTEST = 3, 6


@quick
@dataclass(frozen=True, slots=True)
class Work:
    """One item as printed: ``text`` is that of the passages ``cells``, each (paragraph, start, end); one but for a table's row."""

    anchor: str
    text: str
    cells: tuple[tuple[str, int, int], ...]


@quick
@dataclass(frozen=True, slots=True)
class WorkList:
    """What a report lists as 民生实事 of one year, in its order."""

    report: str
    year: int
    works: tuple[Work, ...]


@quick
@dataclass(frozen=True, slots=True)
class WorksSaid:
    """A sentence of a look back on the list as a whole: ``text[start:end]`` of the paragraph."""

    report: str
    year: int
    anchor: str
    paragraph: str
    start: int
    end: int
    quote: str


@quick
@dataclass(frozen=True, slots=True)
class GoodWorks:
    """Of one report."""

    lists: tuple[WorkList, ...] = ()
    said: tuple[WorksSaid, ...] = ()


def find_works(report: Report, places: Places) -> GoodWorks:
    """Lists of the years ahead, and what is told of the list of a year that is over."""
    by_year: dict[int, list[Work]] = {}
    listed: set[str] = set()
    for paragraph, work in _works(report):
        first = work.cells[0]
        place = places.at(first[0], first[1])
        if place.kind == "target" and place.years is None:
            by_year.setdefault(place.year, []).append(work)
            listed.add(paragraph)
    lists = tuple(WorkList(report.id, year, tuple(works)) for year, works in sorted(by_year.items()) if len(works) >= _LEAST)
    return GoodWorks(lists, tuple(_said(report, places, listed)))


def _works(report: Report) -> Iterator[tuple[str, Work]]:
    """(id of its paragraph, item): of headings, of tables below them, of sentences that count up."""
    under = _sections(report)
    cells = {cell.id for block in report.blocks if block.kind == "table" for row in (block.header, *block.rows) for cell in row}
    for block in report.blocks:
        if block.kind == "table" and block.rows and (under(block.rows[0][0].section) or _WORKS.search(block.caption)):
            for row in block.rows:
                yield row[0].id, Work(row_id(row), "　".join(c.text for c in row if c.text), tuple((c.id, 0, len(c.text)) for c in row))
    for paragraph in report.paragraphs:
        if paragraph.id in cells:
            continue
        if under(paragraph.section):
            if len(paragraph.text) >= _SHORTEST and not _OPENS.search(paragraph.text) and not _WORKS.search(paragraph.text):
                yield paragraph.id, Work(paragraph.id, paragraph.text, ((paragraph.id, 0, len(paragraph.text)),))
        else:
            for start, end in _counted_up(paragraph):
                yield paragraph.id, Work(paragraph.anchor_for(start, end), paragraph.text[start:end], ((paragraph.id, start, end),))


def _sections(report: Report) -> Callable[[str], bool]:
    """Does a section stand under a heading of 民生实事? Of a document that is such a list, every section does."""
    by_id = report.section_by_id
    whole = bool(_WORKS.search(report.meta.title))

    def under(section: str) -> bool:
        found = by_id.get(section)
        while found is not None:
            if not found.run_in and _WORKS.search(found.heading) and "、" not in found.heading and len(found.heading) <= 20:
                return True
            found = by_id.get(found.parent)
        return whole and bool(section)

    return under


def _counted_up(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The items of a sentence that names 民生实事 and counts them up behind a colon, parted by semicolons."""
    if "实事" not in paragraph.text:
        return
    for start, end in sentences_in(paragraph.text):
        text = paragraph.text[start:end]
        named = _WORKS.search(text)
        colon = _COUNTED.search(text, named.end()) if named else None
        if colon is None:
            continue
        edges = [colon.end(), *(m.end() for m in re.finditer("[；;]", text) if m.start() > colon.end()), len(text)]
        if len(edges) > _LEAST:
            for a, b in itertools.pairwise(edges):
                words = text[a:b].rstrip("；;。 ")
                if len(words) >= _SHORTEST:
                    yield start + a, start + a + len(words)


def _said(report: Report, places: Places, listed: set[str]) -> Iterator[WorksSaid]:
    for paragraph in report.paragraphs:
        # Before its first heading a restatement tells of itself.
        if paragraph.id in listed or not paragraph.section or "实事" not in paragraph.text:
            continue
        for start, end in sentences_in(paragraph.text):
            named = _WORKS.search(paragraph.text, start, end)
            place = places.at(paragraph.id, named.start()) if named else None
            if place and place.kind == "actual" and place.years is None and _DONE.search(paragraph.text, start, end):
                yield WorksSaid(report.id, place.year, paragraph.anchor_for(start, end), paragraph.id, start, end, paragraph.text[start:end])
