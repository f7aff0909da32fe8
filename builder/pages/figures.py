"""Numbers as a report prints them, and addresses that lead to the very sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from builder.analysis.figures import IndicatorRow
from builder.analysis.whole_names import says_all, stretch
from builder.model import Report
from builder.text import han_key

Marks = tuple[tuple[int, int, str], ...]
_INNER = str.maketrans("“”", "‘’")
_LONGEST = 40  # characters of a further cell
_BEFORE = 6  # characters before a figure that tell it from the same figure elsewhere in its paragraph


def show_value(value: float | int | None) -> str:
    """165, 6.82, 12345: as many digits as the report gives, no zeros added."""
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def quoted(report: Report, row: IndicatorRow) -> tuple[str, Marks]:
    """The row's quote with its figure marked, and more of the sentence where its name may not stand without."""
    if says_all(row) and "table.cell" not in row.because:
        return _marked(row.quote, row.start, row)
    return sentence_of(report, row)


def sentence_of(report: Report, row: IndicatorRow) -> tuple[str, Marks]:
    """As much of the sentence as may stand for the row's name, its figure marked; in a table the row of cells, for 10个 alone says nothing."""
    cells = report.row_by_cell.get(row.paragraph, ()) if "table.cell" in row.because else ()
    if not cells:
        text = report.paragraph_by_id[row.paragraph].text
        start, end = stretch(row, text)
        return _marked(text[start:end], start, row)
    own = next(i for i, cell in enumerate(cells) if cell.id == row.paragraph)
    parts = [c.text if i == own or len(c.text) <= _LONGEST else f"{c.text[:_LONGEST]}…" for i, c in enumerate(cells)]
    start = sum(len(part) + 1 for part in parts[:own] if part)
    return "｜".join(filter(None, parts)), ((start, start + len(parts[own]), "figure"),)


def in_quotes(text: str) -> str:
    """The text as it stands between quotation marks: its own become single ones."""
    return text.translate(_INNER)


def _marked(text: str, at: int, row: IndicatorRow) -> tuple[str, Marks]:
    start, end = max(0, row.value_start - at), row.value_end - at
    return text, ((start, end, "figure"),) if start < end else ()


def sentence_path(row: IndicatorRow, report: Report | None = None) -> str:
    """Where the row's sentence stands: its anchor, and in ``?s=`` a few words by which the page marks the sentence on arrival.

    With its ``report`` as few as tell it from what else its paragraph says: hundreds of these stand on a page.
    """
    at, end = row.value_start - row.start, row.value_end - row.start
    words = (_fewest(row.quote, at, end, report, row) if report else "") or _words_to(row.quote, at, end)
    return f"reports/{row.report}/?s={_in_query(words)}#{row.anchor}"


def _words_to(text: str, at: int, end: int) -> str:
    """The figure with a few characters before it; of a text in which it does not stand, the beginning."""
    return text[max(0, at - _BEFORE) : end] if 0 <= at < end <= len(text) else text[: 2 * _BEFORE]


def _fewest(text: str, at: int, end: int, report: Report, row: IndicatorRow) -> str:
    if not 0 <= at < end <= len(text) or "table.cell" in row.because:
        return ""
    return _fewest_in(report.paragraph_by_id[row.paragraph].text, text, at, end)


@lru_cache(maxsize=4096)  # a figure stands on several pages
def _fewest_in(paragraph: str, text: str, at: int, end: int) -> str:
    """The figure, with what stands before it only where it would be found elsewhere in its paragraph, or not found behind another number (arrive.js)."""
    whole = _key(paragraph)
    for start in range(at, max(0, at - _BEFORE), -1):
        words = text[start:end]
        key = han_key(words)
        place = whole.find(key)
        if key and place >= 0 and whole.rfind(key) == place and not _IN_NUMBER.search(whole[max(0, place - 1) : place + 1]) and not (
            _GOES_ON.match(whole, place + len(key) - 1)
        ):
            return words
    return ""


_key = lru_cache(maxsize=1024)(han_key)  # a paragraph has several figures
_IN_NUMBER = re.compile(r"[\d.]\d")
_GOES_ON = re.compile(r"\d\.?\d")


def search_path(words: str) -> str:
    """Where the search page looks for these words."""
    return f"search/?q={_in_query(words)}"


def _in_query(words: str) -> str:
    return encoded("".join(words.split()))  # blanks say nothing


def encoded(text: str, safe: str = "") -> str:
    """For an address, as much as it needs: Chinese stays as it is (browsers encode it themselves), readable and a third as long."""
    return "".join(c if c > "\x7f" and c.isprintable() else quote(c, safe=safe, errors="replace") for c in text)
