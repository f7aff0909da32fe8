"""Figures of a table that cannot be: totals, shares, rates, numbers of rows that skip, rows that stand there twice (WORD-06, WORD-07). A report in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from builder.checks.arithmetic import RATE_NAMES
from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Block, Paragraph, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_TOTAL = when_asked(r"(?:合|总|共)\s*计\Z")
_ROW_TOTAL = when_asked(r"(?:合计|总计|小计|全年|总数)(?:[（(][^）)]{0,8}[）)])?\Z")
_NO_SUM = when_asked(r"率|比|占|均|增[长幅速减]|同比|幅|±|%|％|年|号|排名|指数|时间|单价|得分|序")
_SHARE = when_asked(r"占比|比重|比例|占[^率]{0,6}(?:%|％)?\Z|构成")
_OF_ONE_WHOLE = when_asked(r"占(?:全年|总数|总量|总额|全市|全县|全区|全镇|比)[^率]{0,6}\Z|构成|占比(?:[（(][%％][）)])?\Z|比重(?:[（(][%％][）)])?\Z")
_PLANNED, _DONE = when_asked("目标|任务|计划|预算|\\A应|年初|受理|收到|总数|总量|抽检|交办"), when_asked("完成|实际|实绩|落实|决算|执行数|\\A[已实]|办结|合格|整改")
_DONE_RATE = when_asked(r"(?:办结|合格|参保|覆盖|到位|签约|整改|答复|办复|入户|开工|收缴)率|(?:完成|进度|落实|达成|执行|实现)(?:率|比例|比|情况)|完成(?:目标|任务|"
    r"计划|年度)?[^一-龥]{0,2}[%％]|占(?:目标|任务|计划|年度|全年)[^率]{0,8}[%％比]")
_SHARE_HUNDRED = when_asked(r"(?:占比|比重|比例|构成)[（(](?:%|％)[）)]\Z")
_RATE = when_asked(rf"{RATE_NAMES}(?:[（(]%[）)])?\Z")
_SERIAL = when_asked(r"(?:序号|编号|序)\Z")
_NO_ROW = when_asked(r"其中|小计|合计|总计|(?<!岁)(?<!岁及)以上|[：:]\Z|\A[\s　—]|#|——")
_YEAR_HEAD = when_asked(r"20\d\d|[上去今本]年")
_LAST_YEAR = when_asked("[上去]年")
_CHANGE_HEAD = when_asked(r"增[长减幅速加]|同比|变化|变动|升降|±|涨幅")
_SHARE_HEAD = when_asked(r"率|幅|速|%|％|同比|增长\Z")
_COUNT_HEAD = when_asked(r"(?:采购|购置|总)?(?:数量|台数|件数|套数|数目)(?:[（(][^）)]{0,6}[）)])?\Z")
_PRICE_HEAD = when_asked(r"(?:中标|成交|采购)?(?:单价|单位价格)(?:[（(][^）)]{0,6}[）)])?\Z")
_AMOUNT_HEAD = when_asked(r"(?:中标|成交|采购)?(?:金额|合价|总价|小计)(?:[（(][^）)]{0,6}[）)])?\Z")
_SAID = when_asked(r"(?P<sign>[-－−+＋]|增长|下降|增加|减少|上升|降低)?(?P<n>\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?) ?(?P<share>[%％])?\Z")
_NUMBER = when_asked(r"[-－]?\d{1,12}(?:\.\d{1,4})?\Z")
_PERCENT = when_asked(r"(\d{1,4}(?:\.\d{1,3})?) ?[%％]\Z")


def check_totals(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All tables of the body."""
    for table in all_tables(report.blocks):
        yield from _totals(table, sheet.path)
        yield from _shares(table, sheet.path)
        yield from _more_than_all(table, sheet.path)
        yield from _completed(table, sheet.path)
        yield from _across(table, sheet.path)
        yield from _rates(table, sheet.path)
        yield from _rows(table, sheet.path)
        yield from _changes(table, sheet.path)
        yield from _products(table, sheet.path)


def _changes(table: Block, path: str) -> Iterator[Problem]:
    """Last year, this year and the change: a row whose change is another one, where the other rows' fit."""
    heads = [c.text.strip() for c in table.header]
    years = [n for n, h in enumerate(heads) if _YEAR_HEAD.search(h) and not _CHANGE_HEAD.search(h)]
    change = [n for n, h in enumerate(heads) if _CHANGE_HEAD.search(h)]
    if len(years) != 2 or len(change) != 1:
        return
    was, now = years if _is_older(heads[years[0]], heads[years[1]]) else years[::-1]
    wrong, right = [], 0
    for row in table.rows:
        if len(row) < len(heads):
            continue
        before, after, said = _value(row[was]), _value(row[now]), _SAID.match(row[change[0]].text.strip())
        if not before or after is None or said is None:
            continue
        stated = Decimal(said["n"].replace(",", "")) * (-1 if said["sign"] in {"-", "－", "−", "下降", "减少", "降低"} else 1)
        share = bool(said["share"]) or bool(_SHARE_HEAD.search(heads[change[0]]))
        real = (after - before) / before * 100 if share else after - before
        slip = (Decimal(1) / 2 / 10 ** _places(after) + Decimal(1) / 2 / 10 ** _places(before)) * (100 / abs(before) if share else 1)
        slack = Decimal("0.6") / 10 ** len(said["n"].partition(".")[2]) + (slip if "." in str(before) + str(after) else 0)
        if abs(real - stated) > slack and abs(abs(real) - stated) > slack:
            wrong.append((row[change[0]], f"“{row[0].text.strip()}”的“{heads[change[0]]}”是 {row[change[0]].text.strip()}，按前两个数是 {real:.1f}{'%' if share else ''}"))
        else:
            right += 1
    if len(wrong) == 1 and (right > 0 or len(table.rows) == 1):
        cell, found = wrong[0]
        yield Problem(Location(path, cell.line), "warning", "number.total", "", found, "和两个数相符的增减", "核对原件")


def _products(table: Block, path: str) -> Iterator[Problem]:
    """数量, 单价, 金额: a row whose amount is another than the first two make, where that of most others is not."""
    heads = [c.text.strip() for c in table.header]
    of = [[n for n, h in enumerate(heads) if pattern.match(h)] for pattern in (_COUNT_HEAD, _PRICE_HEAD, _AMOUNT_HEAD)]
    if any(len(columns) != 1 for columns in of):
        return
    count, price, amount = (columns[0] for columns in of)
    times = Decimal(10_000) ** (("万元" in heads[amount]) - ("万元" in heads[price]))
    wrong, right = [], 0
    for row in table.rows:
        numbers = [_value(row[n]) if n < len(row) else None for n in (count, price, amount)]
        if None in numbers or not all(numbers):
            continue
        many, each, said = (n for n in numbers if n is not None)
        if abs(many * each - said * times) > Decimal("0.51") * times / 10 ** _places(said):
            wrong.append((row[amount], f"“{row[0].text.strip()}”的“{heads[amount]}”是 {said}，数量乘单价是 {many * each / times:f}"))
        else:
            right += 1
    for cell, found in wrong if len(wrong) < right else ():
        yield Problem(Location(path, cell.line), "warning", "number.product", "", found, "和数量、单价相符的金额", "核对原件")


def _is_older(first: str, second: str) -> bool:
    years = [int(m[1]) for h in (first, second) if (m := re.search(r"(20\d\d)", h))]
    return years[0] < years[1] if len(years) == 2 else bool(_LAST_YEAR.search(first))


def _totals(table: Block, path: str) -> Iterator[Problem]:
    """A last row called 合计 whose numbers are not the sums of all rows above; rows that are part of another are not judged."""
    if len(table.rows) < 3 or (called := _called(table)) is None:
        return
    *rows, total = table.rows
    if any(len(r) > called and _NO_ROW.search(r[called].text) for r in rows):
        return
    for n in range(called + 1, min(len(total), *(len(r) for r in rows))):
        head = table.header[n].text if n < len(table.header) else ""
        share = bool(_SHARE_HUNDRED.search(head)) and _value(total[n]) == 100
        if _NO_SUM.search(head) and not share:
            continue
        cells = [_value(r[n]) for r in (*rows, total)]
        if any(c is None for c in cells):
            continue
        *parts, whole = (c for c in cells if c is not None)
        places = max(_places(c) for c in (*parts, whole))
        rounding = Decimal(len(parts)) / 2 / 10**places if places or share else Decimal(0)
        if abs(sum(parts) - whole) > rounding:
            found = f"“{head or '这一列'}”的合计是 {whole}，各行相加是 {sum(parts)}"
            yield Problem(Location(path, total[n].line), "warning", "number.total", "", found, "和各行之和相同的合计", "核对原件")


def _called(table: Block) -> int | None:
    """In which column the last row is called 合计: the first, or the one behind 序号."""
    cells = [c.text.strip() for c in table.rows[-1][:2]]
    if not cells[0] and table.header and _SERIAL.search(table.header[0].text.strip()):
        return 1 if len(cells) > 1 and _TOTAL.match(cells[1]) else None
    return 0 if _TOTAL.match(cells[0]) else None


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


def _shares(table: Block, path: str) -> Iterator[Problem]:
    """A column of shares whose last row says 100 %."""
    if len(table.rows) < 3 or not _TOTAL.match(table.rows[-1][0].text.strip()) or any(_NO_ROW.search(r[0].text) for r in table.rows[:-1]):
        return
    for n in range(1, len(table.header)):
        cells = [_PERCENT.match(r[n].text.strip()) if n < len(r) else None for r in table.rows]
        found = [m[1] for m in cells if m]
        if len(found) < len(cells) or float(found[-1]) != 100 or not _SHARE.search(table.header[n].text.strip()):
            continue
        total, places = sum(map(Decimal, found[:-1])), max(len(f.partition(".")[2]) for f in found[:-1])
        if abs(total - 100) > Decimal(len(found)) / 2 / 10**places:
            said = f"“{table.header[n].text.strip()}”的合计是 100%，各行相加是 {total}%"
            yield Problem(Location(path, table.rows[-1][n].line), "warning", "number.total", "", said, "和各行之和相同的合计", "核对原件")


def _more_than_all(table: Block, path: str) -> Iterator[Problem]:
    """A column of shares of one whole without a last row that says so: more than 100 %."""
    rows = [r for r in table.rows if r and not _TOTAL.match(r[0].text.strip())]
    if len(rows) < 3 or len(rows) < len(table.rows) or any(_NO_ROW.search(r[0].text) for r in rows):
        return
    for n in range(1, len(table.header)):
        head = table.header[n].text.strip()
        said = [_PERCENT.match(r[n].text.strip()) if n < len(r) else None for r in rows]
        figures = [Decimal(m[1]) for m in said if m]
        if len(figures) < len(rows) or not _OF_ONE_WHOLE.search(head):
            continue
        total, places = sum(figures), max(_places(f) for f in figures)
        if Decimal(100) + Decimal(len(figures)) / 2 / 10**places < total < 150:
            found = f"“{head}”各行相加是 {total}%"
            yield Problem(Location(path, rows[-1][n].line), "warning", "number.sum", "", found, "不超过 100%", "核对原件")


def _completed(table: Block, path: str) -> Iterator[Problem]:
    """What was planned, what was done and the rate of it: a row whose rate is another one, where most of the others fit."""
    heads = [c.text.strip() for c in table.header]
    planned, done = ([n for n, h in enumerate(heads) if p.search(h) and not _DONE_RATE.search(h)] for p in (_PLANNED, _DONE))
    rate = [n for n, h in enumerate(heads) if _DONE_RATE.search(h)]
    if len(planned) != 1 or len(done) != 1 or len(rate) != 1:
        return
    wrong, right = [], 0
    for row in table.rows:
        cells = [row[n].text.strip() if n < len(row) else "" for n in (planned[0], done[0], rate[0])]
        said = _PERCENT.match(cells[2]) or (_NUMBER.match(cells[2]) if "%" in heads[rate[0]] or "％" in heads[rate[0]] else None)
        before, after = (_value(row[n]) if n < len(row) else None for n in (planned[0], done[0]))
        if not before or after is None or said is None:
            continue
        stated, real = Decimal(cells[2].rstrip("%％ ")), after / before * 100
        places = _places(stated)
        slip = (Decimal(1) / 2 / 10 ** _places(after) / before * 100) if _places(after) or _places(before) else Decimal(0)
        if abs(real - stated) > Decimal("0.6") / 10**places + slip * 2:
            wrong.append((row[rate[0]], f"“{row[0].text.strip()}”的“{heads[rate[0]]}”是 {cells[2]}，按前两个数是 {real:.1f}%"))
        else:
            right += 1
    if wrong and (len(wrong) <= right or len(table.rows) == 1):
        for cell, found in wrong:
            yield Problem(Location(path, cell.line), "warning", "number.rate", "", found, "和两个数相符的百分比", "核对原件")


def _across(table: Block, path: str) -> Iterator[Problem]:
    """A last column that is the sum of those before it in the other rows, and is not in one."""
    if len(table.header) < 4 or not _ROW_TOTAL.search(table.header[-1].text.strip()) or len(table.rows) < 2:
        return
    rows = [[_value(c) for c in row[1:]] for row in table.rows]
    if any(len(row) != len(table.header) - 1 or any(c is None for c in row) for row in rows):
        return
    wrong = [n for n, row in enumerate(rows) if sum(c for c in row[:-1] if c is not None) != row[-1]]
    if len(wrong) == 1:
        *parts, whole = rows[wrong[0]]
        said = f"这一行的“{table.header[-1].text.strip()}”是 {whole}，各列相加是 {sum(c for c in parts if c is not None)}"
        yield Problem(Location(path, table.rows[wrong[0]][-1].line), "warning", "number.total", "", said, "和各列之和相同的合计", "核对原件")


def _rates(table: Block, path: str) -> Iterator[Problem]:
    """合格率 101.3%."""
    for row in table.rows:
        for n, cell in enumerate(row[1:], 1):
            head = table.header[n].text.strip() if n < len(table.header) else ""
            share = _PERCENT.match(cell.text.strip())
            if share and float(share[1]) > 100 and (_RATE.search(head) or _RATE.search(row[0].text.strip())):
                yield Problem(Location(path, cell.line), "warning", "number.over-hundred", "", f"“{cell.text.strip()}”", "不超过 100%", "核对原件")


def _rows(table: Block, path: str) -> Iterator[Problem]:
    """Numbers of rows, and a row that is the one before it."""
    numbers = [_value(r[0]) if r and table.header and _SERIAL.search(table.header[0].text.strip()) else None for r in table.rows]
    for n in range(1, len(table.rows)):
        before, row = table.rows[n - 1], table.rows[n]
        first, second = numbers[n - 1], numbers[n]
        if first is not None and second is not None and second not in {first + 1, Decimal(1)} and first < 1000:
            yield Problem(Location(path, row[0].line), "warning", "outline.run-in", "", f"序号“{second}”不连续：前面是“{first}”", "连续的序号", "核对原件")
        month = row[0].text.strip() if row else ""
        by_month = table.header and table.header[0].text.strip() in {"月份", "月", "时间"} and re.fullmatch(r"\d{1,2}月份?", month)
        if by_month and month in {r[0].text.strip() for r in table.rows[:n] if r}:
            yield Problem(Location(path, row[0].line), "warning", "text.twice", "", f"“{month}”这一行前面已经有了", "不同的月份", "核对原件")
        said = [c.text.strip() for c in row]
        if len([s for s in said if s]) > 1 and any(re.search(r"\d", s) for s in said) and said == [c.text.strip() for c in before]:
            yield Problem(Location(path, row[0].line), "warning", "text.twice", "", f"“{' '.join(said)[:20]}”这一行和上一行相同", "不同的内容", "核对原件")
