"""Printed lines with their places → paragraphs. Pure geometry: margins, indents, line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

_EDGE = 0.09  # of the page: running heads and page numbers stand within
_NUMBER = re.compile(r"[—\-–－·\s]*+(?:第\s*+)?\d{1,4}\s*+页?(?:\s*+[,，/／]?\s*+(?:共\s*+)?\d{1,4}\s*+页?)?[—\-–－·\s]*+\Z")
_PRINTED_FROM = re.compile(r"(?:https?|file)://\S+?(?:\s|(?<=[^\x00-\x7f]))\d{1,4}/\d{1,4}\Z")  # where a browser printed a page from, and which one of how many
_FINISHED = re.compile(r"[。！？!?；;：:…][”’）)》】」]*\Z")
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百]{1,4}[章部编节条]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|——)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line, or a table, and where it stands on its page."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    height: float  # of the page
    bold: bool = False
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def size(self) -> float:
        return self.bottom - self.top


def without_margins(pages: Sequence[Sequence[Row]]) -> tuple[list[Row], int]:
    """All rows but page numbers, the address a browser prints below, and what stands in the same margin of most pages; how many were dropped."""
    filled = [rows for rows in pages if rows]
    edges = Counter(key for rows in filled for key in {_key(r) for r in rows if _at_edge(r)})
    often = {key for key, times in edges.items() if times >= max(2, (len(filled) + 1) // 2)}
    kept = [r for rows in filled for r in rows if r.cells or not _at_edge(r) or not (_key(r) in often or _is_page_number(r, rows) or _PRINTED_FROM.match(r.text))]
    return kept, sum(map(len, filled)) - len(kept)


def _at_edge(row: Row) -> bool:
    return row.bottom < row.height * _EDGE or row.top > row.height * (1 - _EDGE)


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", row.text)) + ("^" if row.top < row.height / 2 else "_")


def _is_page_number(row: Row, rows: Sequence[Row]) -> bool:
    return bool(_NUMBER.match(row.text)) and (row is rows[0] or row is rows[-1])


def join_rows(rows: Sequence[Row]) -> list[Row]:
    """Paragraphs: a line goes on in the next when it fills the measure and the next is not indented."""
    text = [r for r in rows if not r.cells]
    if not text:
        return list(rows)
    # The measure of the body: most lines begin and end there. Titles and tables do not count.
    long = sorted(r.right for r in text)
    right = long[int(len(long) * 0.9)] if len(long) > 3 else max(long)
    left = _common(r.left for r in text if r.right > right - 2 * r.size)
    if left is None:
        left = min(r.left for r in text)
    body = median(r.size for r in text)
    out: list[Row] = []
    before: Row | None = None
    for row in rows:
        if before and _goes_on(before, row, left, right, body):
            glue = " " if re.search(r"[A-Za-z]\Z", out[-1].text) and re.match("[A-Za-z]", row.text) else ""
            out[-1] = replace(out[-1], text=out[-1].text + glue + row.text, bold=out[-1].bold and row.bold)
        else:
            out.append(row)
        before = row
    return out


def _centred(before: Row, row: Row) -> bool:
    """Do two lines stand about one middle, as those of a title do?"""
    return abs(before.left + before.right - row.left - row.right) < row.size


def _goes_on(before: Row, row: Row, left: float, right: float, body: float) -> bool:
    if before.cells or row.cells or abs(before.size - row.size) > max(before.size, row.size) * 0.2:
        return False
    full = before.right > right - 1.6 * before.size
    indented = row.left > left + 0.8 * row.size and not (before.size > 1.1 * body and _centred(before, row))
    apart = row.page == before.page and row.top - before.bottom > 1.6 * row.size
    starts = _STARTS.match(row.text) and _FINISHED.search(before.text)
    return full and not indented and not apart and not starts


def _common(values: Iterable[float]) -> float | None:
    counted = Counter(map(round, values))
    return float(counted.most_common(1)[0][0]) if counted else None
