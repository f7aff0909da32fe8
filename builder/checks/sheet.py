"""A report's words as one sheet of text that rules can search once, and the way back from a place on it to line and column.

Comes in: a report and its file. Goes out: text of titles, headings, paragraphs and cells, one a line, and places for findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.content.limits import CLAUSE_LIMIT
from builder.model import Report
from builder.problems import Location, Problem, Severity
from builder.text import pairs_in

_FAR = 40  # lines of the file within which a passage's words are looked for: a wrapped paragraph, a list item


@dataclass(frozen=True, slots=True)
class Sheet:
    """``text`` holds the passages, each ended by a line feed; ``starts`` and ``lines`` say where each begins, here and in the file.

    ``rows`` are the file's own, the body's from line ``body`` on; ``signs`` all characters of the text.
    """

    path: str
    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    rows: tuple[str, ...]
    body: int = 1
    signs: frozenset[str] = frozenset()

    def place(self, start: int, end: int) -> Location:
        """Line of what stands at [start, end), and its column where the file has the same words."""
        at = bisect_right(self.starts, start) - 1
        line, words = self.lines[at], self.text[start:end]
        nth = self.text.count(words, self.starts[at], start) if words else 0
        for number, row in enumerate(self.rows[line - 1 : line - 1 + _FAR], line):
            here = row.count(words)
            if words and nth < here:
                column = -1
                for _ in range(nth + 1):
                    column = row.find(words, column + 1)
                return Location(self.path, number, column + 1)
            nth -= here
            if number > line and not row.strip():
                break
        return Location(self.path, line)

    def has(self, *words: str) -> bool:
        """Does any of these words stand in the text? What rules ask first: most texts lack a character of it."""
        pairs = pairs_in(self.text)
        return any(word in self.signs if len(word) == 1 else pairs.may_hold(word) and (len(word) == 2 or word in self.text) for word in words)

    def matches(self, pattern: re.Pattern[str], *words: str) -> Iterator[re.Match[str]]:
        """All matches of a pattern that never reaches over the end of a sentence and holds one of these words: other sentences are not read."""
        for begin, end in self.sentences(self.places(*words)):
            yield from pattern.finditer(self.text, begin, end)

    def sentences(self, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """(start, end) of each sentence with one of these places, which come in order; it ends behind its 。 or with its passage."""
        text, end = self.text, 0
        for at in places:
            if at >= end:
                begin = max(end, text.rfind("。", end, at) + 1, text.rfind("\n", end, at) + 1)
                line = text.find("\n", at) + 1
                end = text.find("。", at, line) + 1 or line
                yield begin, end

    def near(self, places: Iterable[int], before: int, behind: int) -> Iterator[tuple[int, int]]:
        """(start, end) of what stands so many characters before and behind these places, which come in order; in one where they overlap."""
        begin = end = -1
        for at in places:
            if at - before > end:
                if end >= 0:
                    yield begin, end
                begin = max(0, at - before)
            end = min(len(self.text), at + behind)
        if end >= 0:
            yield begin, end

    def places(self, *words: str) -> list[int]:
        """Where these words stand, in order."""
        text, each, found = self.text, pairs_in(self.text).each, []
        for word in words:
            at = text.find(word) if word[:2] in each or len(word) < 2 else -1
            while at >= 0:
                found.append(at)
                at = text.find(word, at + 1)
        return sorted(found) if len(words) > 1 else found

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence of what stands at [start, end) begins and stops, its mark left out; never beyond the passage, nor farther than a clause may reach."""
        first, last = self.text.rfind("\n", max(0, start - CLAUSE_LIMIT), start) + 1, self.text.find("\n", end, end + CLAUSE_LIMIT)
        first, last = first or max(0, start - CLAUSE_LIMIT), last if last >= 0 else min(len(self.text), end + CLAUSE_LIMIT)
        stop = self.text.find("。", end, last)
        return max(first, self.text.rfind("。", first, start) + 1), stop if stop >= 0 else last

    def heading(self, at: int) -> str:
        """The nearest heading above a place of the text, as the file has it; empty where there is none."""
        line = self.place(at, at + 1).line
        return next((row for row in reversed(self.rows[self.body - 1 : line]) if row.startswith("#")), "")

    def passages(self) -> Iterator[tuple[int, str]]:
        """(start, text) of each."""
        for at, start in enumerate(self.starts):
            end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
            yield start, self.text[start : end - 1]

    def problem(
        self, span: tuple[int, int], code: str, found: str, expected: str, action: str, *, severity: Severity
    ) -> Problem:
        """A finding about the words at ``span``."""
        return Problem(self.place(*span), severity, code, "", found, expected, action)

    def warn(self, span: tuple[int, int], code: str, found: str, expected: str, action: str = "核对原件") -> Problem:
        """A warning about the words at ``span``."""
        return self.problem(span, code, found, expected, action, severity="warning")

    def tell(self, span: tuple[int, int], what: str, code: str, expected: str, action: str = "核对原件") -> Problem:
        """The same that quotes them, with what is to be said of them."""
        return self.warn(span, code, f"“{self.text[slice(*span)]}”" + (f"：{what}" if what else ""), expected, action)


def is_quoted(text: str, at: int, *marks: str) -> bool:
    """Does a place stand between such a pair of marks that open before it on its line? ``marks``: “”, 《》."""
    begin = text.rfind("\n", 0, at) + 1
    return any(text.count(pair[0], begin, at) > text.count(pair[1], begin, at) for pair in marks)


def sheet_of(report: Report, file_text: str) -> Sheet:
    """Title, summary, headings and paragraphs in the order of the file."""
    fields = dict(report.lines)
    passages = [(fields.get("title", 1), report.meta.title), (fields.get("summary", 1), report.meta.summary)]
    body = [(s.line, s.title) for s in report.sections if not s.run_in] + [(p.line, p.text) for p in report.paragraphs]
    return _sheet(report.location.path, [*passages, *sorted(body, key=_line)], file_text)


def sheet_of_texts(path: str, passages: Iterable[tuple[int, str]], file_text: str) -> Sheet:
    """The same of (line, text)."""
    return _sheet(path, sorted(passages, key=_line), file_text)


def _line(passage: tuple[int, str]) -> int:
    return passage[0]


def _sheet(path: str, passages: Iterable[tuple[int, str]], file_text: str) -> Sheet:
    kept = [(line, text.replace("\n", " ")) for line, text in passages if text]
    starts: list[int] = []
    at = 0
    for _, text in kept:
        starts.append(at)
        at += len(text) + 1
    rows = tuple(file_text.replace("\r\n", "\n").split("\n"))
    head = next((n for n, row in enumerate(rows[1:], 2) if row.rstrip() == "---"), 0) if rows[0].rstrip() == "---" else 0
    text = "".join(text + "\n" for _, text in kept)
    return Sheet(path, text, tuple(starts), tuple(line for line, _ in kept), rows, head + 1, pairs_in(text).signs)
