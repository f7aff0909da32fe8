"""Tables that list persons (PII-06), and totals that are not the sum of their rows. A report in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from builder.checks.sheet import Sheet
from builder.model import Block, Paragraph, Report
from builder.problems import Location, Problem

_PERSON = re.compile(r"[一-龥]{0,5}姓名\Z|(?:户主|受助人|申请人|领取人|保障对象|救助对象)\Z")
_PRIVATE = re.compile(r"身份证|证件号|银行|账号|帐号|卡号|开户|残疾(?:类别|等级|证|类型)|病(?:种|情|因|史)|疾病|诊断|住址|家庭(?:地址|住址)|户籍地|出生(?:年月|日期)|手机|监护人")
_AID = re.compile(r"(?:补贴|补助|救助|资助|慰问|低保|发放|优抚|抚恤|困难)(?:金额?|标准|类别|类型|资金|款)|致贫|困难原因")
_OFFICE = re.compile(r"职务|职位|职称|岗位|单位职")
_HIDDEN = re.compile(r"[*＊×]|[xX]{2}|\A[\s\-—/无]*+\Z")
_TOTAL = re.compile(r"(?:合|总|共)\s*计\Z")
_NO_SUM = re.compile(r"率|比|占|均|增|幅|±|%|％|年|号|排名|指数|时间|单价|得分|序")
_NO_ROW = re.compile(r"其中|小计|合计|总计|以上|[：:]\Z|\A[\s　]|#|—")
_NUMBER = re.compile(r"[-－]?\d{1,12}(?:\.\d{1,4})?\Z")


def check_tables(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All tables of the body."""
    for table in _tables(report.blocks):
        yield from _persons(table, sheet.path)
        yield from _totals(table, sheet.path)


def _tables(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "table":
            yield block
        yield from _tables(block.blocks)
        for item in block.items:
            yield from _tables(item)


def _persons(table: Block, path: str) -> Iterator[Problem]:
    """A column of names beside a column of what is nobody's business; also set on its side, labels in the first column."""
    heads = [table.header] if any(c.text.strip() for c in table.header) else list(table.rows[:1])
    rows = [r for r in table.rows if r not in heads]
    columns = [[r[n].text for r in rows if n < len(r)] for n in range(len(heads[0]))] if heads else []
    yield from _list_of_persons([c.text for c in heads[0]] if heads else [], columns, table, path)
    side = [[c.text for c in row[1:]] for row in (table.header, *table.rows) if row]
    yield from _list_of_persons([row[0].text for row in (table.header, *table.rows) if row], side, table, path)


def _list_of_persons(heads: Sequence[str], values: Sequence[Sequence[str]], table: Block, path: str) -> Iterator[Problem]:
    labels = ["".join(h.split()) for h in heads]
    if not any(_PERSON.match(h) for h in labels) or any(_OFFICE.search(h) for h in labels):
        return
    for label, column in zip(labels, values, strict=True):
        what = _PRIVATE.search(label) or _AID.search(label)
        if what and len(label) <= 16 and any(not _HIDDEN.search(v) for v in column):
            place = Location(path, (table.header or table.rows[0])[0].line)
            expected, action = "不含个人信息的表格", "删去或遮盖这一列；依法须公示的，核对范围和期限，写 waivers"
            if _PRIVATE.search(label):
                yield Problem(place, "error", "pii.table", "", f"表格列出姓名和“{label}”", expected, action)
            else:
                yield Problem(place, "warning", "pii.list", "", f"表格列出姓名和“{label}”", expected, action)
            return


def _totals(table: Block, path: str) -> Iterator[Problem]:
    """A last row called 合计 whose numbers are not the sums of all rows above; rows that are part of another are not judged."""
    if len(table.rows) < 3 or not _TOTAL.match(table.rows[-1][0].text.strip()):
        return
    *rows, total = table.rows
    if any(_NO_ROW.search(r[0].text) for r in rows):
        return
    for n in range(1, min(len(total), *(len(r) for r in rows))):
        head = table.header[n].text if n < len(table.header) else ""
        if _NO_SUM.search(head):
            continue
        cells = [_value(r[n]) for r in (*rows, total)]
        if any(c is None for c in cells):
            continue
        *parts, whole = (c for c in cells if c is not None)
        places = max(_places(c) for c in (*parts, whole))
        rounding = Decimal(len(parts)) / 2 / 10**places if places else Decimal(0)
        if abs(sum(parts) - whole) > rounding:
            found = f"“{head or '这一列'}”的合计是 {whole}，各行相加是 {sum(parts)}"
            yield Problem(Location(path, total[n].line), "warning", "number.total", "", found, "和各行之和相同的合计", "核对原件")


def _value(cell: Paragraph) -> Decimal | None:
    text = cell.text.strip().replace(",", "").replace("，", "").replace("－", "-")
    try:
        return Decimal(text) if _NUMBER.match(text) else None
    except InvalidOperation:
        return None


def _places(value: Decimal) -> int:
    """Digits behind the point."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
