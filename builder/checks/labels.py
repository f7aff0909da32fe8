"""One thing under two names: a row 水利安全 where the heading says 水利安澜工程; 太平桥小区 where the table lists 太平坊小区 (WORD-07). A report and its sheet in, findings out.

Told only where all others of its row or list have their match, and the two differ in one character that keeps nothing apart: no number, side or family name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.names import SURNAME
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Paragraph, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_HEADING = when_asked(r"(?:实施|推进|开展|抓好|打好|深化|建设)?(?P<stem>[一-龥]{3,8}?)(?:工程|行动|计划|项目|战|任务|攻坚)\Z")
_BARE = when_asked(r"(?:工程|行动|计划|项目|任务|攻坚)\Z")
_SORTS = "小区|社区|新村|村|公园|广场|水库|小学|中学|幼儿园|街道|乡|镇|花园|家园|大桥|泵站"
_NAMED = when_asked(rf"(?P<stem>[一-龥]{{2,4}})(?P<sort>{_SORTS})\Z")
_APART = frozenset("一二三四五六七八九十百东南西北中上下前后左右内外大小新老旧里头尾高低甲乙丙丁")
_LEAST, _MOST = 2, 1  # rows that show that the table follows the headings; times that a slip stands in a text


def check_labels(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    headings = {m["stem"]: s.title for s in report.sections if (m := _HEADING.search(s.heading))}
    for table in all_tables(report.blocks):
        labels = [row[0] for row in table.rows if row and row[0].text.strip()]
        yield from _beside_headings(labels, headings, sheet)
        yield from _beside_rows(labels, sheet)


def _beside_headings(labels: Sequence[Paragraph], headings: dict[str, str], sheet: Sheet) -> Iterator[Problem]:
    """Of the headings one has no row, of the rows one has no heading."""
    stems = {_BARE.sub("", c.text.strip()): c for c in labels}
    known = stems.keys() & headings.keys()
    for stem in sorted(stems.keys() - known) if len(known) >= _LEAST else ():
        meant = [h for h in sorted(headings.keys() - known) if _one_apart(stem, h)]
        if len(meant) == 1:
            found = f"表格里的“{stem}”，标题写的是“{headings[meant[0]]}”"
            yield Problem(Location(sheet.path, stems[stem].line), "warning", "number.differs", "", found, "前后相同的名称", "核对原件")


def _beside_rows(labels: Sequence[Paragraph], sheet: Sheet) -> Iterator[Problem]:
    """A name in the text that differs by a character from the one a table lists, and stands once."""
    named = [m for c in labels if (m := _NAMED.match(c.text.strip()))]
    listed = {m[0] for m in named}
    for m in named if len(labels) > _LEAST else ():
        stem, sort = m["stem"], m["sort"]
        if len(stem) < _LEAST + 1 or sheet.text.count(m[0]) < 1:
            continue
        pattern = re.compile(f"(?:{'|'.join(stem[:n] + '[一-龥]' + stem[n + 1 :] for n in range(1, len(stem)))}){sort}")
        for said in pattern.finditer(sheet.text):
            if said[0] not in listed and _one_apart(said[0], m[0]) and sheet.text.count(said[0]) == _MOST and not any(said[0].endswith(n) for n in listed):
                found = f"“{said[0]}”，表格里写的是“{m[0]}”"
                yield sheet.warn(said.span(), "number.differs", found, "前后相同的名称")


def _one_apart(one: str, other: str) -> bool:
    """In one character that does not keep two places apart."""
    if len(one) != len(other):
        return False
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differ) == 1 and not {one[differ[0]], other[differ[0]]} & _APART and not (differ[0] == 0 and one[0] in SURNAME and other[0] in SURNAME)
