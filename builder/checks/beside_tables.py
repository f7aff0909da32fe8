"""A table and the words beside it: how many rows are announced, what a row says and what a sentence says of the same thing (WORD-07).

A report and its sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.checks.arithmetic import NUMBER, value
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Paragraph, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_THESE = when_asked(r"(?:以下|下列)(?P<n>\d{1,3})(?:户|人|名|家|个|项|处|件|宗|条|所|座|种|批次|台|辆)")
_FOLLOWS = when_asked("如下|见下表|下表|见表")
_COUNTED_THING = when_asked(rf"(?<![\d.,第])(?P<n>{NUMBER})(?:个|家|所|户|名|座|处|项)(?P<thing>村|社区|镇|乡|街道|企业|学校|医院|户|小区|项目|部门|单位|班|组|片区)")
_NAMES, _DONE = when_asked(r"(?:项目|事项|实事|任务|指标|工作)(?:名称|内容)?\Z|名称\Z"), when_asked(r"(?:累计|实际|已)?(?:完成|完工|建成)(?:数|情况|量)?\Z")
_IN_UNIT = when_asked(r"(?P<name>[一-龥]{4,14})[（(](?P<unit>[一-龥]{1,3})[）)]\Z")
_OTHER_TIME = when_asked("上半年|下半年|季度|去年|上年|往年|月|其中|目标|计划|任务|预计|拟|将")
_WHOLE = when_asked(rf"(?:共计?|合计|总计|累计)[^，。；、\d\n]{{0,10}}(?<![\d.,])(?P<n>{NUMBER})(?:件|个|家|户|人|人次|起|项|处|次|场|万元|元)(?=[，。；：:])")
_TWO_COLUMNS = 2
_LEAST = 2  # characters of either half of a name that may stand in the other order: 老旧小区改造, 改造老旧小区


def check_table_intro(report: Report, path: str) -> Iterator[Problem]:
    """全镇 16 个村的收入如下： above a table whose 村数 make 14."""
    for above, table in pairwise(report.blocks):
        if table.kind != "table" or above.paragraph is None:
            continue
        said = above.paragraph.text.rstrip()
        counted, rows = _THESE.search(said), _serial_rows(table)
        if counted and rows > 1 and int(counted["n"]) != rows and len(list(all_tables(report.blocks))) == 1:
            found = f"“{counted[0]}”，下面的表列出 {rows} 行"
            yield Problem(Location(path, above.paragraph.line), "warning", "outline.count", "", found, "和列出的相同的数", "核对原件")
        if not said.endswith(("：", ":", "。")) or not _FOLLOWS.search(said[-24:]):
            continue
        whole = list(_WHOLE.finditer(said))
        last = table.rows[-1] if len(table.rows) > 2 else ()
        totals = [c.text.strip() for c in last[1:] if re.fullmatch(NUMBER, c.text.strip())] if last and re.fullmatch(r"合\s*计|总\s*计|共计", last[0].text.strip()) else []
        if len(whole) == 1 and len(totals) == 1 and len(table.header) == _TWO_COLUMNS and value(totals[0]) != value(whole[0]["n"]) and not re.search("其中|部分|主要", said):
            found = f"“{whole[0][0]}”，下面的表合计是 {totals[0]}"
            yield Problem(Location(path, above.paragraph.line), "warning", "number.differs", "", found, "和表相同的数", "核对原件")
        for m in _COUNTED_THING.finditer(said):
            columns = [n for n, c in enumerate(table.header) if re.match(rf"{m['thing']}(?:数|个数|数量)(?:[（(]|\Z)", c.text.strip())]
            if len(columns) == 1 and (total := _column_total(table, columns[0])) is not None and total != value(m["n"]):
                found = f"“{m[0]}”，下面的表“{table.header[columns[0]].text.strip()}”共 {total:g}"
                yield Problem(Location(path, above.paragraph.line), "warning", "number.differs", "", found, "和表相同的数", "核对原件")


def _serial_rows(table: Block) -> int:
    """How many rows 序号 counts, from one on without a gap; 0 where it does not."""
    if not table.header or not re.match(r"序号?\Z|编号\Z", table.header[0].text.strip()):
        return 0
    numbers = [row[0].text.strip() for row in table.rows if row and not re.search(r"合\s*计|总\s*计|小\s*计", row[0].text)]
    return len(numbers) if numbers == [str(n) for n in range(1, len(numbers) + 1)] else 0


def _column_total(table: Block, column: int) -> float | None:
    """Its last row if that is the total, else the sum of all."""
    cells = [row[column].text.strip() for row in table.rows if column < len(row)]
    if len(cells) < len(table.rows) or len(cells) < 2 or not all(re.fullmatch(NUMBER, c) for c in cells):
        return None
    return value(cells[-1]) if re.search(r"合\s*计|总\s*计", table.rows[-1][0].text) else sum(map(value, cells))


def check_rows(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """改造老旧小区（个） | 45 | 36 and, in the words about it, 老旧小区改造已完工39个: told at both places."""
    for table in all_tables(report.blocks):
        heads = [c.text.strip() for c in table.header]
        names, done = ([n for n, h in enumerate(heads) if pattern.match(h)] for pattern in (_NAMES, _DONE))
        for row in table.rows if len(names) == len(done) == 1 else ():
            if max(names[0], done[0]) < len(row) and (m := _IN_UNIT.match(row[names[0]].text.strip())):
                yield from _said_otherwise(sheet, row, done[0], m)


def _said_otherwise(sheet: Sheet, row: Sequence[Paragraph], done: int, named: re.Match[str]) -> Iterator[Problem]:
    name, unit, printed = named["name"], named["unit"], {c.text.strip().replace(",", "") for c in row}
    if not re.fullmatch(NUMBER, row[done].text.strip()):
        return
    orders = dict.fromkeys((name, *(name[n:] + name[:n] for n in range(_LEAST, len(name) - _LEAST + 1))))
    of_it = (m for said in orders if said in sheet.text for m in re.finditer(rf"{said}(?:已|现已|累计|共|全部)?(?:完工|完成|建成)了?({NUMBER}){unit}", sheet.text))
    for m in of_it:
        if m[1].replace(",", "") in printed or _OTHER_TIME.search(sheet.text, sheet.sentence(*m.span())[0], m.end()):
            continue
        place, line = sheet.place(*m.span()), row[done].line
        for where, found in (
            (Location(sheet.path, line), f"“{name}”{row[done].text.strip()}{unit}（表），第 {place.line} 行写的是“{m[0]}”"),
            (place, f"“{m[0]}”，第 {line} 行的表写的是 {row[done].text.strip()}{unit}"),
        ):
            yield Problem(where, "warning", "number.differs", "", found, "前后相同的数", "核对原件")
