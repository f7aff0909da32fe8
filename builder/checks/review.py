"""Review before publication: all that can be said of one report that was read. Report in, findings out; nothing is changed (REV-04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from builder.checks.annexes import check_annexes
from builder.checks.arithmetic import check_arithmetic
from builder.checks.averaged import check_averaged
from builder.checks.balance import check_balance
from builder.checks.beside_tables import check_rows, check_table_intro
from builder.checks.blanks import check_blanks
from builder.checks.codes import check_codes
from builder.checks.contacts import check_contacts, check_papers
from builder.checks.dated import check_dated
from builder.checks.days import check_days
from builder.checks.deadlines import check_deadlines
from builder.checks.endings import check_endings
from builder.checks.extremes import check_extremes
from builder.checks.festivals import check_festivals
from builder.checks.fitting import check_fitting
from builder.checks.growth import check_growth
from builder.checks.labels import check_labels
from builder.checks.leftovers import check_leftovers
from builder.checks.listed import check_listed
from builder.checks.magnitudes import check_magnitudes
from builder.checks.numbering import check_numbering
from builder.checks.offices import Offices
from builder.checks.order import check_order
from builder.checks.parts import check_parts
from builder.checks.periods import check_periods
from builder.checks.persons import check_persons
from builder.checks.placeholders import check_keywords, check_left_in
from builder.checks.promised import check_promised
from builder.checks.proportions import check_proportions
from builder.checks.reckoned import check_reckoned
from builder.checks.record import check_record
from builder.checks.relations import check_relations
from builder.checks.rests import check_rests
from builder.checks.said_twice import check_said_twice, check_summary
from builder.checks.scales import check_scales
from builder.checks.sequences import check_sequences
from builder.checks.sheet import sheet_of
from builder.checks.shown import check_shown
from builder.checks.stages import check_stages
from builder.checks.summing import check_summing
from builder.checks.tables import check_tables
from builder.checks.titled import check_titled
from builder.checks.told_again import check_told_again
from builder.checks.told_apart import check_told_apart
from builder.checks.totals import check_totals
from builder.checks.traces import check_local, check_traces
from builder.checks.unfinished import check_unfinished
from builder.checks.wholes import check_wholes
from builder.checks.wording import check_wording
from builder.checks.years import check_years
from builder.content.wrong_words import WrongWord
from builder.model import Agency, Report, ReportKind
from builder.problems import Location, Problem

_OF_NUMBERS = frozenset((
    "number.rate", "number.part", "number.direction", "number.sum", "number.product", "number.total", "number.differs", "number.more-done", "number.scale", "date.impossible",
))  # fmt: skip
_OF_THEIR_YEAR = frozenset(("zongjie", "zongjie-jihua", "niandubaogao"))  # kinds whose year is the one they give account of
_ENOUGH = 200  # findings of one group of rules in one report
_ALWAYS = ("pii.", "mark.", "text.form")  # errors in both profiles: no original holds the words of our own form
_OF_THE_OFFICE = frozenset(("punctuation.width", "body.annex"))  # a mirror cannot print otherwise, and may not have what was attached


@dataclass(frozen=True)
class Reviewing:
    """What the rules go by: the site's offices, kinds and wrong words, its profile."""

    agencies: Sequence[Agency]
    kinds: Sequence[ReportKind]
    words: Sequence[WrongWord]
    official: bool

    def __reduce__(self) -> tuple[type[Reviewing], tuple[object, ...]]:
        return Reviewing, (self.agencies, self.kinds, self.words, self.official)  # what was looked up stays here

    @cached_property
    def offices(self) -> Offices:
        return Offices(self.agencies)


def review_report(report: Report, file_text: str, by: Reviewing) -> list[Problem]:
    """Every finding about a report's words and record. In a mirror they warn: what an office wrote is shown as it wrote it."""
    meta = report.meta
    if meta.withdrawn is not None:
        return []
    sheet = sheet_of(report, file_text)
    place = report.place("keywords")
    kind = next((k for k in by.kinds if k.id == meta.kind), None)
    every = (
        check_record(report, by.offices, by.kinds),
        check_order(report),
        check_titled(report, kind),
        check_codes(report, sheet),
        check_years(report, sheet, kind),
        check_persons(sheet),
        check_contacts(sheet),
        check_papers(report),
        check_tables(report, sheet),
        check_totals(report, sheet),
        check_wording(sheet, by.words, meta.year, by.offices),
        check_endings(report, sheet),
        check_unfinished(sheet),
        check_left_in(sheet),
        check_leftovers(report, sheet, by.offices),
        check_annexes(report, sheet),
        check_labels(report, sheet),
        check_traces(sheet),
        check_local(sheet, report.paragraphs),
        check_keywords(meta.keywords, place),
        check_blanks(report, sheet),
        check_arithmetic(sheet),
        check_growth(sheet),
        check_parts(sheet),
        check_reckoned(sheet),
        check_relations(sheet),
        check_scales(sheet),
        check_summing(sheet),
        check_stages(sheet),
        check_proportions(sheet),
        check_averaged(sheet),
        check_extremes(sheet),
        check_magnitudes(sheet),
        check_fitting(report, sheet),
        check_told_again(report, sheet),
        check_balance(report, sheet),
        check_rests(report, sheet),
        check_wholes(sheet),
        check_said_twice(sheet, meta.year if meta.kind in _OF_THEIR_YEAR and meta.year else 0),
        check_told_apart(sheet),
        check_summary(report, sheet),
        check_table_intro(report, sheet.path),
        check_rows(report, sheet),
        check_days(sheet),
        check_dated(report, sheet, kind),
        check_deadlines(report, sheet, kind),
        check_periods(report, sheet),
        check_festivals(sheet),
        check_numbering(sheet),
        check_listed(sheet),
        check_promised(report, sheet),
        check_shown(report, sheet),
        check_sequences(report, sheet),
        _who_reviewed(report, by),
    )
    found = _once([p for problems in every for p in _enough(problems)])
    hidden = meta.draft or meta.disclosure != "主动公开"
    return [_weighed(p, hidden=hidden, official=by.official) for p in found]


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """One wrong number is told once: at one place by the first rule that tells of it, else by the one that quotes more of the sentence."""
    numbers = [p for p in problems if p.code in _OF_NUMBERS]
    counted = {p.location.line: id(p) for p in reversed(problems) if p.code == "outline.count"}
    problems = [p for p in problems if p.code != "outline.count" or counted[p.location.line] == id(p)]

    def said(p: Problem) -> str:
        return p.found.rpartition("”")[0].strip("“")

    def place(p: Problem) -> tuple[object, ...]:
        """Of a cell, which has no column, its row, its head and what stands in it."""
        if p.code == "number.more-done":
            return p.code, p.location.line
        return (p.code, p.location.line, p.location.column) if p.location.column else (p.location.line, p.found.partition("，按")[0])

    placed = {place(p): id(p) for p in reversed(numbers)}
    numbers = [p for p in numbers if placed[place(p)] == id(p)]
    again = {id(p) for p in problems if p.code in _OF_NUMBERS} - {id(p) for p in numbers}
    less = again | {id(p) for p in numbers for q in numbers if p is not q and (p.code, p.location.line) == (q.code, q.location.line) and said(p) != said(q) and said(p) in said(q)}
    return [p for p in problems if id(p) not in less]


def _enough(problems: Iterator[Problem]) -> Iterator[Problem]:
    """So many of one kind are one mistake; that there are more is told."""
    for number, problem in enumerate(problems):
        if number == _ENOUGH:
            found = f"“{problem.code}”一类的问题超过 {_ENOUGH} 处，其余没有列出"
            yield Problem(replace(problem.location, column=0), "warning", "review.more", "", found, "逐一核对过的文件", "先改正列出的，再检查一遍")
            return
        yield problem


def _weighed(problem: Problem, *, hidden: bool, official: bool) -> Problem:
    if problem.severity == "error" and (hidden or not (official or problem.code.startswith(_ALWAYS))):
        return replace(problem, severity="warning")
    if problem.code in _OF_THE_OFFICE and not official:
        return replace(problem, severity="notice")
    return problem


def _who_reviewed(report: Report, by: Reviewing) -> Iterator[Problem]:
    """先审后发 (REV-01): an official site says for each report who reviewed it and when. It is printed nowhere."""
    meta = report.meta
    if by.official and not meta.review and not meta.draft and meta.disclosure == "主动公开":
        expected, action = "review: {by: 审查人或岗位, date: 日期}（条例第十七条）", "审查之后写上 review；还没有审查的，写 draft: true"
        yield Problem(Location(report.location.path, 1), "error", "review.missing", "review", "没有公开审查的记录", expected, action)
    day = max((meta.published, *(c.date for c in meta.corrections))) if meta.published else None
    if by.official and meta.review and day and meta.review.date > day:
        place, found = report.place("review"), f"{meta.review.date} 审查的，发布日期却是 {meta.published}"
        yield Problem(place, "warning", "date.order", "review.date", found, "先审查、后发布", "核对两个日期；事后再审的，写 waivers")
