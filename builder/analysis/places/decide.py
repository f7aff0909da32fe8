"""The one decider of place: plan or result, which year or years, whole year or part of it, and why.

Comes in: a report, the half its kind stands for, its sentences cut into clauses, and the words that tell promise from deed.
Goes out: ``Places``, which answers for any place down to the clause. Figures, ledger, topics, timelines, comparison and
answers ask it, so that none of them can say another half or year than the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from builder.analysis.places.frames import Frame, Frames, read_frames
from builder.analysis.places.halves import Half, Heard, Kind, KindHalf, Rules
from builder.analysis.places.periods import Period, heading_periods, last_named, names_this_year, report_period
from builder.analysis.places.sentences import Clause, Sentence
from builder.analysis.places.stretches import Years, fitting, follow, names_one_year, opening_stretches
from builder.analysis.places.words import (
    Said,
    clause_says,
    clause_year,
    clauses_of_task,
    recalled_in,
    speaks_of_a_target,
    tells_a_deed,
)
from builder.frozen import quick, replace
from builder.model import Report


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """What holds at one place of a report; ``because``: ids of the rules that decided it.

    ``kind`` state is neither promised nor done: what a look back only recalls (原计划建设10个), what a note explains. ``years``: the stretch of several
    years that it speaks of. ``to_date``: counted from an earlier year on (2022年以来). ``expected``: a result that the report only
    expects. ``missed``: the office's own words that a target was not reached. ``says_when``: its sentence has named the year (全年).
    """

    kind: Kind
    year: int
    this_year: int
    frame_year: int
    because: tuple[str, ...] = ()
    years: Years | None = None
    period: Period = "year"
    to_date: bool = False
    expected: bool = False
    one_year_said: bool = False
    missed: str = ""
    says_when: bool = False


@quick
@dataclass(frozen=True, slots=True)
class _Mark:
    """From ``offset`` on a place holds; ``tells``: a figure or a rank may stand there, not only words."""

    offset: int
    place: Place
    tells: bool


@quick
@dataclass(frozen=True, slots=True)
class HeadPlace:
    """What the head of a column tells of a cell; ``year`` 0: nothing of the year; ``alone``: the cell has no words of its own."""

    kind: Kind
    year: int
    alone: bool


@dataclass(frozen=True)
class Places:
    """All places of one report. ``half`` is its kind's: none for a notice, which says what is unless its words say otherwise."""

    half: KindHalf
    frames: Frames
    marks: Mapping[str, tuple[_Mark, ...]]

    def at(self, paragraph: str, offset: int) -> Place:
        """The place of one character."""
        marks = self.marks.get(paragraph, ())
        at = bisect_right(marks, offset, key=_offset)
        return marks[at - 1].place if at else _bare(self.frames.at(paragraph, offset))

    def by_heads(self, told: Mapping[str, HeadPlace]) -> Places:
        """The places with those cells of a table told by their heads; ``told`` by paragraph id."""
        marks = {cell: tuple(replace(m, place=_headed(m.place, by)) for m in self.marks.get(cell, ())) for cell, by in told.items()}
        return replace(self, marks={**self.marks, **marks})

    def of_section(self, section: str) -> Place:
        """The place of a heading."""
        return _bare(self.frames.by_section.get(section, self.frames.default))

    def half_of(self, place: Place) -> Half:
        """Plan or result; both where nothing but a kind that does not tell has decided."""
        if self.half == "none" and place.because == ("place.report",):
            return "both"
        return "both" if place.kind == "state" else place.kind

    def passage(self, paragraph: str, start: int, end: int, hit: int) -> tuple[Half, int]:
        """(half, year) of the words [start, end): of their figures, else of their words; ``hit`` is where their subject stands.

        Figures of both halves make a passage both; words alone are decided by their chapter where they differ.
        """
        inside = self._inside(paragraph, start, end)
        telling = [m for m in inside if m.tells and m.place.kind != "state"]
        halves = {self.half_of(m.place) for m in telling or inside}
        place = self.at(paragraph, hit)
        chapter: Half = "both" if telling else self.half_of(_bare(self.frames.at(paragraph, start)))
        half = halves.pop() if len(halves) == 1 else chapter
        years = {m.place.year for m in telling} or {place.year}
        return half, place.year if place.year in years else min(years, key=lambda year: abs(year - place.year))

    def _inside(self, paragraph: str, start: int, end: int) -> tuple[_Mark, ...]:
        marks = self.marks.get(paragraph, ())
        inside = marks[bisect_left(marks, start, key=_offset) : bisect_left(marks, end, key=_offset)]
        if inside and inside[0].offset <= start:
            return inside
        return (_Mark(start, self.at(paragraph, start), tells=False), *inside)


def _offset(mark: _Mark) -> int:
    return mark.offset


def _headed(place: Place, head: HeadPlace) -> Place:
    if not head.alone and place.kind in {head.kind, "state"}:
        return place
    return replace(place, kind=head.kind, year=head.year or place.year, years=None, because=("place.table-head",))


def _bare(frame: Frame) -> Place:
    return Place(frame.kind, frame.year, frame.this_year, frame.year, (frame.because,))


def read_places(
    report: Report, half: KindHalf, sentences: Mapping[str, Sequence[Sentence]], words: Rules
) -> Places:
    """All places of a report. ``sentences`` by paragraph id; a paragraph without any has its chapter's place alone."""
    frames = read_frames(report, "actual" if half == "none" else half, words)
    stretches = opening_stretches(report, frames, words)
    periods, whole = heading_periods(report, words), report_period(report, words)
    marks: dict[str, tuple[_Mark, ...]] = {}
    for paragraph in report.paragraphs:
        found: list[_Mark] = []
        stretch = stretches[paragraph.id]
        own_sentences = sentences.get(paragraph.id, ())
        for sentence, following in zip_longest(own_sentences, own_sentences[1:]):
            frame = frames.at(paragraph.id, sentence.start)
            heard = [words.within(clause.opener + clause.text) for clause in sentence.clauses]
            spans, stretch = follow(sentence.clauses, stretch, frame, heard)
            period: Period | None = periods.get(paragraph.section_at(sentence.start))
            says_when = False
            tells = any(clause.mentions or own["rank.word"].search(clause.text) for clause, own in zip(sentence.clauses, heard, strict=True))
            places = _places(sentence, spans, frame, heard, one_year=tells and names_one_year(sentence.text, words.within(sentence.text)))
            task = clauses_of_task(sentence, following, words) if frame.kind == "actual" else 0
            places = [replace(p, kind="target", because=(RESTATED,)) if i < task and p.kind == "actual" else p for i, p in enumerate(places)]
            for clause, place, own in zip(sentence.clauses, places, heard, strict=True):
                default = whole if place.kind == "actual" and place.year == report.meta.year else "year"
                if own.holds("period"):
                    period = last_named(clause.opener + clause.text, own) or period
                    says_when = says_when or names_this_year(clause.opener + clause.text, own)
                if says_when or (period or default) != "year":
                    place = replace(place, period=period or default, says_when=says_when)
                found += _marks_of(clause, place, frame, found[-1].place if found else place, own)
        marks[paragraph.id] = tuple(sorted(found, key=_offset))
    return Places(half, frames, marks)


def _marks_of(clause: Clause, place: Place, frame: Frame, before: Place, words: Heard) -> list[_Mark]:
    """The marks of a clause: after an aside the clause around it goes on, and what is recalled holds for its own words alone."""
    tells = bool(clause.mentions) or bool(words["rank.word"].search(clause.text))
    marks = [_Mark(clause.start, place, tells)]
    recalled = recalled_in(clause.text, words, frame) if words.holds("said") else None
    if recalled and place.kind != "state":
        start, end, admitted = recalled
        missed = clause.text[start:end] if admitted else ""
        marks.append(_Mark(clause.start + start, replace(place, kind="state", missed=missed, because=("place.recalled",)), tells))
        if end < len(clause.text):
            marks.append(_Mark(clause.start + end, place, tells))
    if clause.is_aside:
        marks.append(_Mark(clause.end, before, tells=False))
    return marks


def _places(sentence: Sentence, spans: Sequence[Years | None], frame: Frame, heard: Sequence[Heard], *, one_year: bool) -> list[Place]:
    """The place of each clause: by its own words, else by those before it in the sentence, else by its chapter."""
    found: list[Place] = []
    kind: Kind | None = None
    told: Kind | None = None  # what the clause before says itself
    expected = hoped = is_named = to_date = governs = opened = False
    year = frame.year
    why, why_year = frame.because, ""
    for clause, stretch, words in zip(sentence.clauses, spans, heard, strict=True):
        own = clause_says(clause.text, words, frame) if words.holds("said") else _NOTHING
        included = own.kind is None and told == "target" and words["said.includes"].match(clause.text.lstrip()) is not None  # 任务为2亿元,包括80公里县道
        said = "target" if included else own.kind
        told = told if clause.is_aside else said
        named = clause_year(clause.opener + clause.text, words, frame, said) if words.holds("year") else None
        if named:
            year, to_date = named
            is_named, why_year = True, "place.stated-year"
            if said is None and frame.kind == "target":
                # 2024年,产值43亿元,今年力争48亿元: in a plan an earlier year is what has been
                kind = "actual" if year < frame.year else None
                why = "place.stated-year" if kind else frame.because
            elif said is None and year > frame.year and not to_date:
                kind, why = "target", "place.later-year"  # in a look back: 建成9公里,2026年再建7公里
        elif is_named and year < frame.year and words["year.since-then"].match(clause.text.lstrip()):
            year, is_named, to_date, why_year = frame.year, False, False, ""  # 2020年是82.4岁, 已提升至83.9岁
        governs = governs or (own.expected and words["said.expected-all"].fullmatch(clause.text) is not None)  # 预计1-6月,完成8亿元;完成5项
        if clause is sentence.clauses[0] and own.expected and not own.hoped and not tells_a_deed(clause.text, words):
            opened = words["said.expected-first"].match(clause.text) is not None
        parted = clause.opener == ";" and not opened  # 预计,生产总值增长6%;投资增长2%: of the whole list of indicators
        ends = expected and not governs and (parted or said or tells_a_deed(clause.text, words))
        if (ends or (hoped and clause.opener == ";")) and not said:
            kind, why = None, frame.because
        # 甲预计年底前完工;乙总投资5亿元: what is hoped of one project, without a figure, is not said of the next
        hoped = (said == "target" or own.hoped) and frame.kind == "actual" and not clause.mentions and bool(words["said.expected"].search(clause.text))
        expected = own.expected or (expected and not ends)
        # In a plan what is already done holds for its clause only; a promise holds to the end of the sentence.
        if not (own.alone or included) and (said == "target" or (said == "actual" and frame.kind == "actual")):
            kind, why = said, "place.hoped" if own.hoped else "place.expected" if own.expected else f"place.says-{said}"
        now = frame.kind if frame.kind == "state" else said or kind or frame.kind
        because = f"place.says-{said}" if said and now != kind else why
        # What a plan says is done was done before.
        its_year = frame.year - 1 if not is_named and now == "actual" and frame.kind == "target" else year
        arrived = words["year.arrived"].search(clause.text) if now == "actual" else None
        if arrived and named is None and int(arrived["year"]) <= frame.this_year:
            its_year, because = int(arrived["year"]), "place.stated-year"  # 从2021年的472家增至2024年的655家: of this clause alone
        if now == "target" and frame.kind == "actual" and frame.is_closing and year == frame.year and not is_named:
            why_year = "place.no-year"  # 并计划投入500万元: of the year that is over it is no plan any more
        place = Place(
            now, its_year, frame.this_year, frame.year, _rules(because, why_year), None, "year", to_date,
            expected and now == "actual", one_year,
        )  # fmt: skip
        found.append(_spanning(_past(place, clause, stretch, said, words), stretch))
    return found


_NOTHING = Said()
SEVERAL = "place.several-years"  # told of several years; a level of them is one reached at their end
RESTATED = "place.restated"  # its task says an item again, before it tells how far it has come


def _rules(*ids: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, ids)))


def _past(place: Place, clause: Clause, stretch: Years | None, said: Kind | None, words: Heard) -> Place:
    """What was done in years that are over is no promise, whichever chapter it stands in: 过去五年年均增长5.2%, 2024年达到9422元.

    What it names a target of such a year is recalled.
    """
    if place.kind != "target":
        return place
    because = (*place.because, "place.past-year")
    if stretch and stretch.first and stretch.last < place.this_year and said != "target" and not speaks_of_a_target(clause.text, words):
        return replace(place, kind="actual", year=stretch.last, because=because)
    if place.year >= place.this_year:
        return place
    recalled = speaks_of_a_target(clause.text, words)
    return replace(place, kind="state" if recalled else "actual", expected=not recalled and said == "target", because=because)


def _spanning(place: Place, stretch: Years | None) -> Place:
    """Of several years a promise is for the last."""
    years = fitting(stretch, place.kind, place.year) if stretch else None
    if years is None:
        return place
    year = years.last if place.kind == "target" and years.last > place.year else place.year
    return replace(place, years=years, year=year, because=(*place.because, SEVERAL))
