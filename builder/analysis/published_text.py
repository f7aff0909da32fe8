"""A report → what is kept of its words from build to build: the digest of all of them, and of each passage a mark and its figures.

The figures are cut by one pattern and by nothing that is read of the sentence, so that what is said to have gone or come has: the same
characters stand in the passage before and do not after. ``reading`` names the pattern; figures cut by another are not compared.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from builder.analysis.numerals import ARABIC, fold_width
from builder.model import Block, Report
from builder.privacy import find_numbers
from builder.revisions import FIGURE, Text, packed

Run = tuple[str, str, int]  # id of the element, its text, line in the file
_MARK = 3  # bytes; four characters


def runs_of(report: Report) -> list[Run]:
    """Headings and passages in reading order, as they stand on the page."""
    return list(_runs(report, report.blocks))


def _runs(report: Report, blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        match block.kind:
            case "heading":
                section = report.section_by_id[block.section]
                yield section.id, section.title, section.line
            case "paragraph" if block.paragraph is not None:
                yield block.paragraph.id, block.paragraph.text, block.paragraph.line
            case "list":
                for item in block.items:
                    yield from _runs(report, item)
            case "quote":
                yield from _runs(report, block.blocks)
            case "table":
                for row in (block.header, *block.rows):
                    yield from ((cell.id, cell.text, cell.line) for cell in row)
            case "code":
                yield "", block.text, 0
            case _:
                pass


def bare(text: str) -> str:
    """The text without white space: what is only set otherwise is no change."""
    return "".join(text.split())


def text_sha256(report: Report) -> str:
    """SHA-256 over all headings and passages one after the other, without white space, in UTF-8: what stands on the page, whatever its layout."""
    return hashlib.sha256("".join(bare(text) for _, text, _ in _runs(report, report.blocks)).encode()).hexdigest()


def mark_of(text: str) -> str:
    """By which a passage is known to be the same."""
    return base64.urlsafe_b64encode(hashlib.sha256(bare(text).encode()).digest()[:_MARK]).decode()


@lru_cache(maxsize=2)
def figure_pattern(units: tuple[str, ...], multipliers: tuple[str, ...]) -> re.Pattern[str]:
    """A number in figures with a unit behind it."""
    several, unit = ("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) for words in (multipliers, units))
    return re.compile(rf"(?<![0-9A-Za-z.,])(?:{ARABIC})[ \t]*(?:{several})?[余多]?(?:{unit})")


def reading_of(pattern: re.Pattern[str]) -> str:
    """The name of the pattern that figures were cut by."""
    return hashlib.sha256(pattern.pattern.encode()).hexdigest()[:8]


def figures_in(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The figures as they are printed; none of a passage that holds a number of a person."""
    found = tuple(f for m in pattern.finditer(fold_width(text)) if FIGURE.fullmatch(f := bare(m[0])))
    return () if found and find_numbers(text) else found


def text_of(report: Report, pattern: re.Pattern[str], private: Iterable[int] = ()) -> Text:
    """What is kept. ``private``: lines of passages of which no figure is: somebody's address, a mark of secrecy."""
    runs = runs_of(report)
    starts = sorted({line for _, _, line in runs})
    hidden = {max((s for s in starts if s <= line), default=0) for line in private}
    passages = packed((mark_of(text), *(figures_in(text, pattern) if line not in hidden else ())) for _, text, line in runs)
    meta = report.meta
    return Text(text_sha256(report), _iso(meta.published), _iso(meta.written), passages, mark_of(meta.title))


def _iso(day: object) -> str:
    return str(day) if day else ""
