"""Review before publication: all that can be said of one report that was read. Report in, findings out; nothing is changed (REV-04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.checks.arithmetic import check_arithmetic
from builder.checks.numbering import check_numbering
from builder.checks.persons import check_persons
from builder.checks.record import check_record
from builder.checks.sheet import sheet_of
from builder.checks.tables import check_tables
from builder.checks.wording import check_wording
from builder.content.wrong_words import WrongWord
from builder.model import Agency, Report, ReportKind
from builder.problems import Location, Problem

_ALWAYS = ("pii.", "mark.", "text.form")  # errors in both profiles: no original holds the words of our own form
_OF_THE_OFFICE = "date.late"


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What the rules go by: the site's offices, kinds and wrong words, its profile."""

    agencies: Sequence[Agency]
    kinds: Sequence[ReportKind]
    words: Sequence[WrongWord]
    official: bool


def review_report(report: Report, file_text: str, by: Reviewing) -> list[Problem]:
    """Every finding about a report's words and record. In a mirror they warn: what an office wrote is shown as it wrote it."""
    meta = report.meta
    if meta.withdrawn is not None:
        return []
    sheet = sheet_of(report, file_text)
    found = [
        *check_record(report, sheet, by.agencies, by.kinds),
        *check_persons(sheet),
        *check_tables(report, sheet),
        *check_wording(sheet, by.words),
        *check_arithmetic(sheet),
        *check_numbering(sheet),
        *_who_reviewed(report, by),
    ]
    hidden = meta.draft or meta.disclosure != "主动公开"
    return [_weighed(p, hidden=hidden, official=by.official) for p in found]


def _weighed(problem: Problem, *, hidden: bool, official: bool) -> Problem:
    if problem.severity == "error" and (hidden or not (official or problem.code.startswith(_ALWAYS))):
        return replace(problem, severity="warning")
    if problem.code == _OF_THE_OFFICE and not official:  # a mirror cannot publish sooner than the office did
        return replace(problem, severity="notice")
    return problem


def _who_reviewed(report: Report, by: Reviewing) -> Iterator[Problem]:
    """先审后发 (REV-01): an official site says for each report who reviewed it and when. It is printed nowhere."""
    meta = report.meta
    if by.official and not meta.review and not meta.draft and meta.disclosure == "主动公开":
        expected, action = "review: {by: 审查人或岗位, date: 日期}（条例第十七条）", "审查之后写上 review；还没有审查的，写 draft: true"
        yield Problem(Location(report.location.path, 1), "error", "review.missing", "review", "没有公开审查的记录", expected, action)
