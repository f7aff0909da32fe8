"""Tables drawn with bars: where one begins, its cells, and bars that make no table. Lines in, places and findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.content.opaque import active
from builder.problems import Location, Problem

_SEPARATOR = re.compile(r"\|?(?: *:?-+:? *\|)*(?: *:?-+:? *)?\|?\Z")


def cells(row: str, *, bordered: bool) -> list[str]:
    """The cells of a row as the converter cuts them; ``bordered``: the head begins with a bar."""
    row = row.strip()
    if bordered:
        row = row.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in row.split("|")]


def is_separator(text: str) -> bool:
    """``|---|:-:|``: the line between a table's head and its rows."""
    text = text.strip()
    return "-" in text and "|" in text and bool(_SEPARATOR.match(text))


def table_at(two_lines: Sequence[str], head: str) -> int:
    """How many columns the table has that begins with these two lines; 0 when they begin none."""
    if len(two_lines) < 2 or "|" not in head or not is_separator(two_lines[1]):
        return 0
    bordered = head.strip().startswith("|")
    width = len(cells(head, bordered=bordered))
    return width if width == len(cells(two_lines[1], bordered=bordered)) else 0


def check_bars(lines: Iterable[tuple[int, str]], path: str) -> Iterator[Problem]:
    """Lines of text that look like a table's but are shown with their bars; one finding for lines that follow each other."""
    last = -1
    for number, text in lines:
        text = text.strip()
        if text.count("|") >= 2 and (is_separator(text) or (text.startswith("|") and text.endswith("|"))):
            if number > last + 1 or last < 0:
                yield Problem(
                    Location(path, number),
                    "warning",
                    "body.table",
                    "",
                    "这几行像表格，但没有排成表格，“|”会照样显示",
                    "第二行是“|---|---|”，栏数与表头相同，中间没有空行",
                    "补上或改正分隔行",
                )
            last = number


def surplus_cells(place: Location, width: int, surplus: list[str]) -> Problem:
    """Cells beyond the head's: the converter would drop them."""
    shown = active("”“".join(surplus))[:60]
    return Problem(
        place,
        "error",
        "body.table",
        "",
        f"这一行比表头多出 {len(surplus)} 栏：“{shown}”，网页上会丢掉",
        f"与表头一样 {width} 栏",
        "删去多余的“|”；文字里的“|”写成“\\|”；表头少了栏的，补上",
    )
