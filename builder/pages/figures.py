"""Numbers as a report prints them, and addresses that lead to the very sentence."""

from __future__ import annotations

from urllib.parse import quote

from builder.analysis.figures import IndicatorRow

_BEFORE = 6  # characters before a figure that tell it from the same figure elsewhere in its paragraph


def show_value(value: float | int | None) -> str:
    """165, 6.82, 12345: as many digits as the report gives, no zeros added."""
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def sentence_path(row: IndicatorRow) -> str:
    """Where the row's sentence stands: its anchor, and in ``?s=`` a few words by which the page marks the sentence on arrival."""
    words = _words_to(row.quote, row.value_start - row.start, row.value_end - row.start)
    return f"reports/{row.report}/?s={in_query(words)}#{row.anchor}"


def _words_to(text: str, at: int, end: int) -> str:
    """The figure with a few characters before it; of a text in which it does not stand, the beginning."""
    return text[max(0, at - _BEFORE) : end] if 0 <= at < end <= len(text) else text[: 2 * _BEFORE]


def in_query(words: str) -> str:
    """Words for an address: Chinese stays as it is, readable and a third as long as in percent signs; blanks say nothing."""
    return "".join(quote(c, safe="") if c.isascii() else c for c in words if not c.isspace())
