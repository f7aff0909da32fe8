"""What is empty, unread or has not been looked after: headings, items, rows, labels without anything; days long past (PAGE-08, VETO-4). A report in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from builder.checks.record import plain_passages
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.content.headings import split_number, states_amount
from builder.model import Block, Paragraph, Report, Section
from builder.problems import Location, Problem
from builder.text import when_asked

_ITEM = when_asked(r"\s*(?:[-*+]|\d{1,2}[.)）、])\s*\Z")
_SETEXT = when_asked(r"\s*-+\s*\Z")
_LABEL = when_asked(
    r"(?:[-*+]\s+)?\*{0,2}(?:联系|咨询|监督|举报|投诉|办公|服务|报名)?(?:电话|热线|传真|邮箱|电子邮箱|地址|联系人|联系方式|邮编|邮政编码|时间"
        r"|负责人|网址)(?:号码)?\*{0,2}[：:]\*{0,2}\s*\Z"
)
_VALUE = when_asked(r"[-*+\s]*(?:[（(]?0?\d{2,4}|[A-Za-z\d]|[一-龥]{2,40}\Z)")
_UPDATED = when_asked(r"(?:最后|最近|上次)?更新(?:日期|时间)?(?:为|于|是)?[：:]?\s?(20\d\d)(?:年|-|/|\.)")
# of the page itself; a notice board that 仍是2023年 is what the text finds fault with
_STILL = when_asked(r"(?:本[页表栏网站]|本栏目|本目录|本指南|更新(?:日期|时间)?|(?:以上|上述)数据)[^，。；\n\d]{0,10}仍(?:然)?(?:为|是|停留在|显示)[^，。；\n\d]{0,4}(20\d\d)年")
_UPDATED_HEAD = when_asked(r"(?:最近|最后|上次|最新)?更新(?:日期|时间)|最近一条|最新一条")
_YEAR = when_asked(r"\s*(20\d\d)(?:年|-|/|\.)")
_OLD = 2  # years
_MAY_BE_EMPTY = when_asked("备注|说明|附注|签[名字收]|盖章|注|意见|其他|评分|得分|自评|日期|勾选|选择")
_NO_BASE = when_asked(r"增|减|同比|比|率|幅|速|±|去年|上年|20\d\d年")
_FIGURE = when_asked(r"[-－]?\d[\d,.]{0,14} ?[%％]?\Z")
_COUNTED = when_asked(r"[1-9]\d{0,9}(?:\.\d{1,4})?\Z")
_RATE = when_asked(r"(?:完成|办结|合格|整改|签约|覆盖|达标|到位|参保|入户|开工|兑现|满意|答复|处置|清运|分类|收缴|普及|成活|执行|检查|参检|回收)"
    r"(?:率|比例|进度)(?:[（(][%％][）)])?\Z|占比(?:[（(][%％][）)])?\Z")
_TIME = when_asked(r"(?:\A|完成|办理|实施|推进|计划)(?:时间|时限|期限|节点|时间节点)\Z")
_SUM = when_asked(r"[合总小共]\s*计")
_BAR = when_asked(r"(?<!\\)\|")
_FEWEST = 3  # rows of a column that is filled
_YEAR_IN_HEAD = when_asked(r"(20\d\d)年(?!度?(?:以来|起|计划|目标|底前)|[—－\-–至到])")
_STYLES = ("part", "1", "2", "3", "4")


def check_blanks(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    if report.meta.disclosure != "主动公开":
        return  # its text was dropped
    yield from _headings(report, sheet)
    yield from _rows_of_file(sheet)
    for table in all_tables(report.blocks):
        yield from _table(table, report, sheet)
    year = report.meta.year
    for pattern, word in ((_UPDATED, "更新"), (_STILL, "仍")) if year else ():
        for m in sheet.matches(pattern, word):
            if int(m[1]) <= year - _OLD:
                yield _stale(sheet.place(*m.span()), m[0], year)


def _stale(place: Location, words: str, year: int) -> Problem:
    return Problem(place, "warning", "text.stale", "", f"“{words}”，文件说的是 {year} 年", "没有过期的内容", "核对是不是早该更新的")


def _headings(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """One with a figure, which no ledger reads; a numbered one with nothing under it; one whose number is of a deeper form is under it, whatever their marks: 一、 and （一）."""
    sections = {s.id: s for s in report.sections}
    parents = {s.parent for s in report.sections if not s.run_in}
    blocks = [b for b in report.blocks if b.kind not in {"target", "rule"}]
    for block, following in zip_longest(blocks, blocks[1:]):
        section = sections.get(block.section) if block.kind == "heading" else None
        if section is not None and states_amount(split_number(section.title, run_in=False).heading):
            found = f"标题“{section.title[:20]}”里有数字，没有进台账"
            yield Problem(Location(sheet.path, section.line), "notice", "body.heading-figure", "", found, "数字写在正文里", "要进台账，就把这一句写成正文")
        if section is None or not section.number or section.id in parents or (following and following.kind != "heading"):
            continue
        after = sections.get(following.section) if following else None
        if after is None or (after.number and _depth(after) <= _depth(section)):
            found = f"标题“{section.title[:20]}”下面是空的"
            yield Problem(Location(sheet.path, section.line), "warning", "body.empty-part", "", found, "标题下的内容", "补上内容，或删去标题")


def _depth(section: Section) -> int:
    style = split_number(section.title, run_in=False).style
    return _STYLES.index(style) if style in _STYLES else len(_STYLES)


def _rows_of_file(sheet: Sheet) -> Iterator[Problem]:
    rows = sheet.rows
    for number, row in enumerate(rows[sheet.body - 1 :], sheet.body):
        before = rows[number - 2].strip() if number > 1 else ""
        if not row.strip():
            continue
        if _ITEM.match(row) and not (before and _SETEXT.match(row) and not re.match(r"[-*+\d]", before)):
            yield Problem(Location(sheet.path, number), "warning", "body.empty-part", "", "列表里有空的一项", "有内容的一项", "补上内容，或删去它")
        elif _LABEL.match(row):
            following = next((r for r in rows[number:] if r.strip()), "")
            if not _VALUE.match(following) or _LABEL.match(following):
                yield Problem(Location(sheet.path, number), "warning", "body.empty-part", "", f"“{row.strip()}”后面是空的", "写明的内容", "补上内容，或删去它")


def _table(table: Block, report: Report, sheet: Sheet) -> Iterator[Problem]:
    heads = [c.text.strip() for c in table.header]
    empty = all(not c.text.strip() for row in table.rows for c in row)
    if len(heads) > 1 and all(heads) and empty:
        yield Problem(Location(sheet.path, table.header[0].line), "warning", "body.empty-part", "", "表格只有表头", "有内容的表格", "补上内容，或删去它")
    for row in () if empty else table.rows:
        if len(row) > 1 and not any(c.text.strip() for c in row):
            yield Problem(Location(sheet.path, row[0].line), "warning", "body.empty-part", "", "表格里有空的一行", "有内容的一行", "补上内容，或删去它")
    yield from _too_few(table, heads, sheet)
    yield from _columns(table, heads, report, sheet)
    for n, head in enumerate(heads):
        if report.meta.year and _UPDATED_HEAD.search(head):
            for row in table.rows:
                year = _YEAR.match(row[n].text) if n < len(row) else None
                if year and int(year[1]) <= report.meta.year - _OLD:
                    yield _stale(Location(sheet.path, row[n].line), row[n].text.strip(), report.meta.year)


def _too_few(table: Block, heads: list[str], sheet: Sheet) -> Iterator[Problem]:
    """A row of the file with a cell fewer than its head, and figures behind the place where one may be missing: they stand below other heads."""
    for row in table.rows:
        written = sheet.rows[row[0].line - 1].strip() if row and row[0].line <= len(sheet.rows) else ""
        if not (written.startswith("|") and written.endswith("|")):
            continue
        few = len(heads) - (len(_BAR.findall(written)) - 1)
        last = [h for h in heads[len(heads) - few :] if h and not _MAY_BE_EMPTY.search(h)] if few > 0 else []
        if last and few < len(heads) - 1:
            found = f"这一行比表头少 {few} 栏"
            yield Problem(Location(sheet.path, row[0].line), "warning", "body.empty-part", "", found, f"与表头一样 {len(heads)} 栏", "核对原件，补上少的一格；没有的写“0”“—”")


def _columns(table: Block, heads: list[str], report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A column that has a head and no more; figures of another year where none are of the report's own."""
    full = [r for r in table.rows if any(c.text.strip() for c in r)]
    for n, head in enumerate(heads):
        cells = [r[n].text.strip() if n < len(r) else "" for r in full]
        if n and len(cells) > 1 and head and not _MAY_BE_EMPTY.search(head) and not any(cells):
            place = Location(sheet.path, table.header[n].line)
            yield Problem(place, "warning", "body.empty-part", "", f"表格里“{head[:20]}”一列是空的", "有内容的一列", "补上内容，或删去它")
    yield from _one_blank(full, heads, sheet)
    yield from _head_twice(table, full, heads, sheet)
    year = report.meta.year
    named = [(n, int(m[1])) for n, head in enumerate(heads) if (m := _YEAR_IN_HEAD.search(head))]
    if not year or not named or report.meta.kind in {"jihua", "qita"} or report.meta.period not in {"", "全年"} or len(named) > 2:
        return
    n, latest = max(named, key=lambda f: f[1])
    behind = [h for h in heads if re.search("[今本]年|当年|本期|报告期|同比|增", h)]
    two = len(named) == 2 and {y for _, y in named} == {year - 1, year - 2} and not any(f"{year - 2}年" in p.text for p in plain_passages(report))
    if latest in {year - 1, year - 2} and not behind and (len(named) == 1 or two) and str(latest) not in report.meta.title:
        place = Location(sheet.path, table.header[n].line)
        found = f"表头写的是“{heads[n][:20]}”，文件说的是 {year} 年"
        yield Problem(place, "warning", "text.stale", "", found, "本年的数，或写明是哪一年的对比", "核对是不是沿用了旧表")


def _one_blank(rows: Sequence[Sequence[Paragraph]], heads: list[str], sheet: Sheet) -> Iterator[Problem]:
    """The one blank cell of a table that is full of figures otherwise. A rate may have nothing to stand on, and a remark nothing to say."""
    blank = [(n, row) for row in rows for n in range(len(heads)) if not (row[n].text.strip() if n < len(row) else "") and not _MAY_BE_EMPTY.search(heads[n])]
    if len(blank) != 1 or len(heads) < 2:
        return
    n, row = blank[0]
    others = [r[n].text.strip() for r in rows if r is not row and n < len(r)]
    if not n or not heads[n] or len(others) + 1 < _FEWEST:
        return
    figures = not _NO_BASE.search(heads[n]) and all(_FIGURE.match(c) for c in others)
    rates = _RATE.search(heads[n]) and all(_FIGURE.match(c) for c in others) and sum(bool(_COUNTED.match(c.text.strip())) for c in row) > 1
    times = _TIME.search(heads[n]) and len(set(others)) == len(others) and not _SUM.match(row[0].text.strip())  # one that spans two rows stands twice
    if figures or rates or times:
        found = f"“{row[0].text.strip()[:20]}”的“{heads[n][:20]}”是空的，这一列别的格都写着"
        yield Problem(Location(sheet.path, row[0].line), "warning", "body.empty-part", "", found, "写明的一格，没有的写“0”“—”", "核对原件，补上")


def _head_twice(table: Block, rows: Sequence[Sequence[Paragraph]], heads: list[str], sheet: Sheet) -> Iterator[Problem]:
    """受理（件） above two columns of figures. Tables in two halves repeat more than one head; what spans columns has heads of its own below."""
    twice = {h for h in heads if h and heads.count(h) > 1}
    if len(twice) != 1 or heads.count(head := twice.pop()) != 2 or len(rows) < 2:
        return
    columns = [n for n, h in enumerate(heads) if h == head]
    if all(len(r) > n and _FIGURE.match(r[n].text.strip()) for r in rows for n in columns):
        place = Location(sheet.path, table.header[columns[1]].line)
        yield Problem(place, "warning", "text.twice", "", f"表头“{head[:20]}”写了两遍", "每列各有名称的表头", "核对原件：是不是漏改了一个")
