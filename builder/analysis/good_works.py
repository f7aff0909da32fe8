"""民生实事: the lists of things that an office undertook to do for its people in a year, and what its accounts say of the list as a whole.

Comes in: a report and its places. Goes out: lists with their items as printed, each with its place. A list is a section under a heading
that is its name, a table there, a sentence that names them and counts them up (包括：…；…；…), or numbered items behind a sentence that says how
many there are, in its paragraph or those below. Three items make a list; fewer are prose, and so is a chapter on 民生实事 in long paragraphs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from builder.analysis.passages import sentences_in
from builder.analysis.places import Places
from builder.frozen import quick
from builder.model import Paragraph, Report, row_id
from builder.text import count_of

_WORKS = re.compile(r"(?<!抓落)实事(?!求是|件)")
_OPENS = re.compile(r"[:：]\s*$")
_COUNTED = re.compile(r"(?:包括|分别是|具体是|主要是|即)?[:：]")
_NAME = re.compile(r"[^，,。；;]*实事(?:项目|清单|工程|事项|计划|安排|任务)?(?:[（(].*[）)])?")  # a heading that is the name of a list, and goes on about nothing else
_HOW_MANY = re.compile(r"(?<!\d)(\d{1,3}|[一二三四五六七八九十]{1,3})(?:大类|[大件项个]|方面)[^，,。；;\d]{0,8}$")
_NO_ITEM = re.compile(r"(?:主办|牵头|承办|责任|配合|实施)(?:单位|部门)[:：]|各位代表|同志们")
_SIGNS = (r"[（(](\d{1,2})[）)]", r"([①-⑳])", r"(\d{1,2})[.．、](?!\d)", r"([一二三四五六七八九十]{1,3})(?:是|、)")
_NUMBERED = tuple((re.compile(rf"(?<=[。；;:：])\s*{sign}"), re.compile(rf"\A\s*{sign}")) for sign in _SIGNS)  # in a paragraph, at the head of one
_LONG = 120  # characters: an item says what is to be done; paragraphs of a chapter are twice as long
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
    paragraphs = [p for p in report.paragraphs if p.id not in cells]
    for heading, group in itertools.groupby((p for p in paragraphs if under(p.section)), lambda p: under(p.section)):
        items = [p for p in group if len(p.text) >= _SHORTEST and not (_OPENS.search(p.text) or _WORKS.search(p.text) or _NO_ITEM.match(p.text))]
        if items and (_HOW_MANY.search(heading.partition("实事")[0]) or median(len(p.text) for p in items) <= _LONG):
            yield from ((p.id, Work(p.id, p.text, ((p.id, 0, len(p.text)),))) for p in items)
    others = [p for p in paragraphs if not under(p.section)]
    for n, paragraph in enumerate(others):
        if "实事" not in paragraph.text:
            continue
        for one, start, end in [*_numbered(paragraph, others[n + 1 :])] or ((paragraph, *span) for span in _counted_up(paragraph)):
            yield one.id, Work(one.anchor_for(start, end), one.text[start:end], ((one.id, start, end),))


def _numbered(first: Paragraph, below: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, int, int]]:
    """继续办好“十件民生实事”。（1）…。（2）…: as many numbered items as the sentence says, behind it or each in a paragraph below."""
    for start, end in sentences_in(first.text):
        named = _WORKS.search(first.text, start, end)
        said = _HOW_MANY.search(first.text[start : named.start()]) if named else None
        if not named or not said or (count := _number(said[1])) < _LEAST:
            continue
        for inside, ahead in _NUMBERED:
            marks = list(inside.finditer(first.text, named.end()))[: count + 1]
            if [_number(m[1]) for m in marks] == list(range(1, count + 1)):
                for mark, then in itertools.pairwise((*marks, None)):
                    assert mark
                    at, to = mark.end(), then.start() if then else first.text.find("。", mark.end()) + 1 or len(first.text)
                    yield first, at, at + len(first.text[at:to].rstrip("；;。 "))
                return
            heads = [ahead.match(p.text) for p in below[:count]]
            if [_number(m[1]) if m else 0 for m in heads] == list(range(1, count + 1)):
                yield from ((p, m.end(), len(p.text)) for p, m in zip(below, heads, strict=False) if m)
                return


def _number(said: str) -> int:
    """十, 10, ⑩."""
    return count_of(said) if not "①" <= said <= "⑳" else ord(said) - ord("①") + 1


def _sections(report: Report) -> Callable[[str], str]:
    """The heading of 民生实事 that a section stands under, or nothing. Of a document that is such a list, every section does."""
    by_id = report.section_by_id
    whole = report.meta.title if _WORKS.search(report.meta.title) else ""

    def under(section: str) -> str:
        found = by_id.get(section)
        while found is not None:
            if not found.run_in and _WORKS.search(found.heading) and "、" not in found.heading and len(found.heading) <= 20 and _NAME.fullmatch(found.heading.strip()):
                return found.heading
            found = by_id.get(found.parent)
        return whole if section else ""

    return under


def _counted_up(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The items of a sentence that names 民生实事 and counts them up behind a colon, parted by semicolons."""
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
