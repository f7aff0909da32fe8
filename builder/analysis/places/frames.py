"""What the chapters of a report decide: which passages look back and which look ahead, and on which year.

Comes in: a report and the half its kind stands for. Goes out: for every section and paragraph the ``Frame`` that holds where
the words of a sentence do not say. A chapter that names its half or its year is not overruled by a word in a section below it;
in documents without headings short title lines and the words 下一步 decide. Titles, record lines and dates never do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter

from builder.analysis.numerals import fold_width
from builder.analysis.places.halves import Half, Kind, RuleTable
from builder.analysis.places.headings import NOTE, NOTES, YEAR, Told, heading_years, plan_ends, section_kinds, told_by
from builder.analysis.places.periods import DATE, is_half_year, named_part
from builder.frozen import quick, replace
from builder.model import Report
from builder.text import END_OF_YEAR

_TITLE_LINE = re.compile(r"[^,。;!?]{2,32}\Z")


@quick
@dataclass(frozen=True, slots=True)
class Frame:
    """What a passage speaks of when its own words do not say: kind, year, and the year called 今年; ``because`` says why."""

    kind: Kind
    year: int
    this_year: int
    is_closing: bool = False  # a look back on a whole year: what it expects is that year's result
    part: str = ""  # of a report on part of a year the words for it: 上半年
    because: str = "place.report"


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames by paragraph id, each with the offset where it begins, and by section id."""

    by_paragraph: dict[str, tuple[tuple[int, Frame], ...]]
    by_section: dict[str, Frame]
    default: Frame
    years: tuple[int, int] = (0, 0)  # looked back on, looked ahead to

    def at(self, paragraph: str, offset: int) -> Frame:
        marks = self.by_paragraph.get(paragraph, ())
        at = bisect_right(marks, offset, key=itemgetter(0))
        return marks[at - 1][1] if at else self.default


def read_frames(report: Report, half: Half, words: RuleTable) -> Frames:
    """The frames of every section and paragraph of a report."""
    this_year = _this_year(report, half, words)
    told = section_kinds(report, half, _latest(report, this_year, words), words)
    marks = _paragraph_kinds(report, half, told, words)
    back, ahead = _years_of_halves(report, half, marks, this_year, words)
    years = heading_years(report, words)
    ends = plan_ends(report)
    is_closing = half != "target" and not is_half_year(report, words)
    part = named_part(report, words)

    def frame(kind: Kind, because: str, section: str) -> Frame:
        named = years.get(section, ())
        year = ahead if kind == "target" else back
        # 存在的不足及2026年打算: the year belongs to the half that it can be of.
        fits = tuple(y for y in named if (y <= back if kind == "actual" else y >= ahead)) if half != "target" else named
        named = fits or (named if half == "both" and because.startswith("place.chapter") else ())
        if kind == "target" and not named and half == "actual":
            year = ends.get(section, year)
        return Frame(kind, (named[-1] if kind == "actual" else named[0]) if named else year, this_year, is_closing, part, because)

    by_paragraph = {
        p.id: tuple(
            (start, _next_year(frame(one.kind, one.because, p.section_at(start)), bool(words["year.next"].match(p.text, start))))
            for start, one in marks[p.id]
        )
        for p in report.paragraphs
    }
    by_section = {section: frame(one.kind, one.because, section) for section, one in told.items()}
    return Frames(by_paragraph, by_section, by_section[""], (back, ahead))


def _next_year(frame: Frame, says_so: bool) -> Frame:
    return replace(frame, year=frame.this_year + 1) if says_so else frame


def _paragraph_kinds(report: Report, half: Half, told: dict[str, Told], words: RuleTable) -> dict[str, tuple[tuple[int, Told], ...]]:
    """For every paragraph (offset, kind) marks: title lines and 下一步 hold until the next heading."""
    marks: dict[str, tuple[tuple[int, Told], ...]] = {}
    parents = {s.id: s.parent for s in report.sections}
    latest = report.meta.year - _reports_on_last_year(report, words)
    title = fold_width(report.meta.title)
    turned: Told | None = None
    turned_in = ""
    for paragraph in report.paragraphs:
        if turned and paragraph.section != turned_in and not _is_below(paragraph.section, turned_in, parents):
            turned = None
        text = fold_width(paragraph.text)
        own = told.get(paragraph.section, told[""])
        line = text.strip()
        if half == "both" and _TITLE_LINE.match(line) and not (line in title or (words["head.record-line"].search(line) and not paragraph.section)):
            kind = told_by(line, half, words, report.meta.year) if not own.settled or (own.kind == "actual" and words["head.next"].match(line)) else None
            turned, turned_in = (Told(kind, "place.title-line"), paragraph.section) if kind else (turned, turned_in)
        if NOTE.match(line) or words["head.glossary"].match(line):
            turned, turned_in = NOTES, paragraph.section
        here: list[tuple[int, Told]] = [(0, turned or own)]
        here += [(item.start, turned or told.get(item.section, here[0][1])) for item in paragraph.run_ins]
        if half != "target":
            for start in _sentence_starts(text):
                if here[-1][1].kind == "actual" and (words["head.spoken"].match(text, start) or _opens_later_year(text, start, latest, words)):
                    turned, turned_in = Told("target", "place.spoken-ahead"), paragraph.section
                    here.append((start, turned))
                elif here[-1][1].kind == "actual" and words["head.tasks-told"].match(text, start):
                    here.append((start, Told("target", "place.spoken-ahead")))  # to the end of this paragraph
        marks[paragraph.id] = tuple(sorted(here, key=itemgetter(0)))
    return marks


def _opens_later_year(text: str, start: int, latest: int, words: RuleTable) -> bool:
    """Does a sentence begin with a year after the one reported on, and tell of nothing that is done?"""
    match = words["head.later-year"].match(text, start)
    return bool(match and latest and int(match["year"]) > latest and not words["head.done-there"].search(match["rest"]))


def _is_below(section: str, ancestor: str, parents: dict[str, str]) -> bool:
    while section and section != ancestor:
        section = parents.get(section, "")
    return bool(section) and section == ancestor


def _sentence_starts(text: str) -> list[int]:
    return [m.end() for m in re.finditer(r"\A\s*|[。;!]\s*", text)]


def _reports_on_last_year(report: Report, words: RuleTable) -> bool:
    """A 工作报告 is given at the start of a year and looks back on the one before."""
    return bool(words["head.work-report"].search(report.meta.title + report.meta.kind))


def _this_year(report: Report, half: Half, words: RuleTable) -> int:
    """The year a speaker calls 今年: a 工作报告 looks back on last year and ahead on this one."""
    if half == "both" and _reports_on_last_year(report, words):
        ahead = Counter(m[1] for s in report.sections for m in YEAR.finditer(s.heading) if words["head.ahead"].search(s.heading))
        if ahead:
            return int(ahead.most_common(1)[0][0])
        titled = YEAR.search(report.meta.title)
        if titled:
            return int(titled[1])
        written = report.meta.written
        day = written or report.meta.published
        if day:
            return day.year + bool(written and written.month >= END_OF_YEAR)  # one given in December looks back on that year
    return report.meta.year


def _latest(report: Report, this_year: int, words: RuleTable) -> int:
    """The last year that a chapter of a report of two halves can look back on; 0: years do not tell."""
    if is_half_year(report, words):
        return 0
    return this_year - 1 if _reports_on_last_year(report, words) else this_year


def _years_of_halves(
    report: Report, half: Half, marks: dict[str, tuple[tuple[int, Told], ...]], this_year: int, words: RuleTable
) -> tuple[int, int]:
    """(year looked back on, year looked ahead to)."""
    year = report.meta.year
    if half == "target":
        return year - 1, year
    if half == "actual":
        return year, year if is_half_year(report, words) else year + 1
    if is_half_year(report, words):
        return year, year
    back, ahead = _stated_year(report, marks, "actual", words), _stated_year(report, marks, "target", words)
    if _reports_on_last_year(report, words):
        if ahead and not back:
            return ahead - 1, ahead
        return back or this_year - 1, ahead or this_year
    return back or year, ahead or (back or year) + 1


def _stated_year(report: Report, marks: dict[str, tuple[tuple[int, Told], ...]], kind: Kind, words: RuleTable) -> int:
    """The year that the headings of one half name, else the one its paragraphs begin with most."""
    of_section = {p.section: marks[p.id][0][1].kind for p in reversed(report.paragraphs)}
    named = [
        int(m[1]) for s in report.sections if of_section.get(s.id) == kind and not s.run_in for m in YEAR.finditer(s.heading)
    ]
    if named:
        return named[0] if kind == "target" else named[-1]
    starts = Counter(
        int(match[1])
        for p in report.paragraphs
        if marks[p.id][0][1].kind == kind
        for match in [YEAR.match(words["head.salutation"].sub("", fold_width(p.text[:40]).lstrip()))]
        if match and not DATE.match(match.string, match.end())
    )
    return starts.most_common(1)[0][0] if starts else 0
