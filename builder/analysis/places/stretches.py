"""Stretches of several years: where a text speaks of them, and where it comes back to one year.

Comes in: a report, then the clauses of its sentences in order. Goes out: the ``Years`` that hold in each clause, None for one
year. What a figure within a stretch spans is for ``figures.several_years`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.analysis.numerals import fold_width
from builder.analysis.places.frames import Frame, Frames
from builder.analysis.places.halves import Heard, Kind, Rules, RuleTable
from builder.analysis.places.sentences import Clause
from builder.frozen import quick, replace
from builder.model import Report
from builder.text import PLAN_ENDS, count_of

_PLAN_LENGTH = 5


@quick
@dataclass(frozen=True, slots=True)
class Years:
    """Both ends included; ``first`` None where the text does not say when it began, ``last`` 0 where not when it ends.

    ``loose``: known from the report's record alone, not from the words around a figure.
    """

    first: int | None
    last: int
    loose: bool = False


def stretch_in(text: str, words: RuleTable, year: int, ahead: int | None = None) -> Years | None:
    """The stretch of several years that a folded text names first: ``year`` is its end looking back, ``ahead`` (else the
    same) its beginning looking ahead."""
    several = words["stretch.several"].finditer(text)
    match = next((m for m in several if not words["stretch.record"].search(text[max(0, m.start() - 2) : m.end() + 6])), None)
    if match is None:
        return None
    if match["plan"]:
        end = PLAN_ENDS[match["plan"]]
        return Years(end - _PLAN_LENGTH + 1, end)
    if match["to"]:
        return Years(int(match["from"]), int(match["to"]))
    if match["since"]:
        return Years(int(match["since"]), max(int(match["since"]), year)) if int(match["since"]) < year else None
    count = count_of(match["n"] or match["came"] or match["bare"] or match["titled"] or match["within"] or "")
    if words["stretch.ahead"].match(match[0]) or (match["within"] and ahead is not None and ahead > year):
        first = year if ahead is None else ahead
        return Years(first, first + count - 1 if count else 0)
    return Years(year - count + 1 if count else None, year)


def names_one_year(text: str, words: RuleTable) -> bool:
    """Does a folded text speak of one year? Years that others are compared with, or counted up to, do not count."""
    if "年" not in text:
        return False
    text = words["stretch.several"].sub("", text)
    return any(not words["stretch.compared"].search(text[max(0, m.start() - 4) : m.start()].rstrip()) for m in words["stretch.one"].finditer(text))


def opening_stretches(report: Report, frames: Frames, words: Rules) -> dict[str, Years | None]:
    """For each paragraph the stretch that holds where it begins: its headings', or that of a paragraph before it.

    A sentence that turns to 五年来 speaks for the paragraphs after it in its section and below, until one turns to a year or
    a heading names one. Below a heading that names both (2025年和“十四五”时期工作回顾) a sentence must turn to the year first.
    """
    this_year = frames.default.year
    parents = {s.id: s.parent for s in report.sections}
    held: dict[str, Years | None] = {"": report_years(report, words)}  # by section, as far as headings or sentences have told
    for section in report.sections:
        heading = fold_width(section.heading)
        own = words.within(heading)
        if not own.holds("stretch"):
            continue
        several, one = stretch_in(heading, own, this_year), names_one_year(heading, own)
        if several or one:
            held[section.id] = several  # of a heading that names both, the sentences turn to one year
    found: dict[str, Years | None] = {}
    for paragraph in report.paragraphs:
        holder = paragraph.section
        while holder and holder not in held:
            holder = parents.get(holder, "")
        found[paragraph.id] = held.get(holder)
        back, ahead = _ends(frames.at(paragraph.id, 0))
        for sentence in re.split(r"[。;!]", fold_width(paragraph.text)):
            turn = words["stretch.turn"].match(sentence)
            if turn:
                held[paragraph.section] = stretch_in(sentence[: turn.end()], words, back, ahead)
    return found


def report_years(report: Report, words: Rules) -> Years | None:
    """What a whole report looks back on, by its record (period: 五年), else by its title (五年工作总结, 2020—2024年)."""
    return _record_years(report.meta.period, report.meta.title, report.meta.year, words)


@lru_cache(maxsize=1024)
def _record_years(period: str, title: str, year: int, words: Rules) -> Years | None:
    said = fold_width(period or title).replace(" ", "")
    if not year or names_one_year(said, words):
        return None
    named = stretch_in(said if said.endswith("年") or not period else f"{said}年", words, year)
    return replace(named, loose=True) if named and named.first is not None and named.first < named.last else None


def _ends(frame: Frame) -> tuple[int, int]:
    """(last year of what 过去五年 means, first year of what 今后五年 means)."""
    return (frame.year, frame.year) if frame.kind == "actual" else (frame.year - 1, frame.year)


def follow(clauses: Sequence[Clause], stretch: Years | None, frame: Frame, heard: Sequence[Heard]) -> tuple[list[Years | None], Years | None]:
    """The stretch of each clause of a sentence that begins within ``stretch``, and the one the next sentence begins with.

    ``heard``: for each clause the rules that it can hold. A lead-in without a figure (五年来，) holds until a sentence opens with one
    year; a clause with figures speaks for its sentence.
    """
    spans: list[Years | None] = []
    now, after = stretch, stretch
    back, ahead = _ends(frame)
    for index, (clause, words) in enumerate(zip(clauses, heard, strict=True)):
        text = clause.opener + clause.text
        several, one = (stretch_in(text, words, back, ahead), names_one_year(text, words)) if words.holds("stretch") else (None, False)
        if several and not (one and not clause.mentions):
            now = several
            if index == 0 and not clause.mentions:
                after = several
        elif one:
            now = None
            if index == 0 and words["stretch.turn"].match(clause.text):  # 2025年，…; 2025年四大产业占比 speaks of one year in its own sentence only
                after = None
        elif clause.opener == ";" and now is not stretch and now is not after:
            now = after
        spans.append(now)
    return spans, after


def fitting(stretch: Years, kind: Kind, year: int) -> Years | None:
    """A look back spans years that are over (of a plan that still runs those so far), a promise years that are to come."""
    if kind == "actual":
        if stretch.first is None:
            return stretch
        return replace(stretch, last=min(stretch.last, year)) if stretch.first < year else None
    return stretch if not stretch.last or stretch.last > year or (stretch.first or 0) >= year else None
