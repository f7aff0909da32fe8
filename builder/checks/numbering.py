"""Numbers inside the text that skip or come twice: 一是…。三是…。, （一）（二）（二）, 1. 2. 2. A report's sheet in, findings out.

Headings are ``content/outline``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.sheet import Sheet
from builder.problems import Location, Problem
from builder.text import chinese_number

_RUN_IN = re.compile(
    r"(?:\A|(?<=[。；;：:，,\n]))([一二三四五六七八九十]{1,3})(是要?(?![否非不])|要)(?=[一-龥“])"
    r"|([①-⑳])(?=[一-龥“])"
    r"|(?:\A|(?<=[。；;：:\n]))第([一二三四五六七八九十]{1,3})([，,、])(?=[一-龥“])"
)
_PROMISED = re.compile(
    r"([两二三四五六七八九十])(?:项|个方面|大|方面|件|点)(?:的)?(?:主要|重点)?(?:任务|工作|措施|实事|好事|大事|事|要求|举措|事项|行动|目标)?(?:：|:)"
)
_COUNTED = re.compile(r"(?<=[：:；;。，,])([一二三四五六七八九十]{1,3})是")
# Rows of the file that begin with a number, as a list does or a paragraph.
_ROW = re.compile(r"(?P<indent>[ \t]{0,8})(?:(?P<dot>\d{1,2})[.．、](?!\d)|(?P<open>[（(])(?:(?P<cn>[一二三四五六七八九十]{1,3})|(?P<n>\d{1,2}))[）)])\s?(?=\S)")
_NUMBER = r"(?P<n>[两二三四五六七八九十]{1,3}|[2-9]|[1-4]\d)"
_THINGS = (
    r"(?:大|个|项|件|条|点|类|种|方面|个方面|大方面)(?:的|民生|重点|主要|突出|具体|惠民)?(?:问题|工作|任务|措施|实事|好事|大事|事|事项|"
    r"要求|举措|行动|目标|不足|困难|短板|原因|建议|意见|内容|方面|情况|项目|工程|成绩|做法|经验)?"
)
_ABOVE = re.compile(rf"\A\s*(?:对于|针对|围绕|通过|做好|抓好|落实|完成)?(?:以上|上述)(?:这)?{_NUMBER}{_THINGS}")
_BELOW = re.compile(rf"(?:以下|下列|下面|如下|存在|办好|抓好|做好|实施|开展|完成|落实|主要有|包括)(?:这)?{_NUMBER}{_THINGS}(?:工作|的工作)?[：:]\s*\Z")
_LISTED = re.compile(r"[ \t\u3000]{0,8}(?:(?P<bullet>[-*+]) |(?P<dot>\d{1,2})[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])\s?\S")
_ATTACHED = re.compile(r"[ \t\u3000*]{0,8}附(?:件|表|图)(?P<sign>[：:])?[ \u3000]{0,2}(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.．、：:][ \u3000]?|[ \u3000]+)(?=\S)")
_ATTACHED_NEXT = re.compile(r"[ \t\u3000]{0,16}(?P<n>\d{1,2})[.．、][ \u3000]?(?=\S)")
_HEADING = re.compile(r"#{1,6}\s")
_CLOSE_BY = 2  # rows between items of a list that nothing parts
_AGAIN, _GAP = "和前一个相同", "前面是"
_ASK = "核对原件是否漏了一项；原件就是这样的，在 waivers 里写明"


def check_numbering(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _run_in(sheet)
    yield from _promised(sheet)
    yield from _rows(sheet)
    yield from _counted(sheet)
    yield from _attachments(sheet)


def _run_in(sheet: Sheet) -> Iterator[Problem]:
    """Of each form of number the next one follows, or the row begins again at one."""
    if not sheet.has("是", "要", "第", "②"):
        return
    last, where = 0, -1
    form = ""
    for m in _RUN_IN.finditer(sheet.text):
        value = ord(m[3]) - ord("①") + 1 if m[3] else chinese_number(m[1] or m[4]) or 0
        said = m[2][0] if m[2] else "①" if m[3] else "第"
        paragraph = sheet.text.rfind("\n", 0, m.start())
        if value > 1 and value != last + 1 and paragraph == where and form == said and last:
            before = {"第": f"第{_name(last)}", "①": chr(ord("①") + last - 1)}.get(said, f"{_name(last)}{form}")
            again = _AGAIN if value == last else f"{_GAP}“{before}”"
            yield _problem(sheet, m.span(), f"“{m[0]}”的序号不连续：{again}")
        last, where, form = value, paragraph, said


def _promised(sheet: Sheet) -> Iterator[Problem]:
    """三项任务：一是…；二是…。 and no third."""
    for m in _PROMISED.finditer(sheet.text):
        end = sheet.text.find("\n", m.end())
        row = sheet.text[m.end() - 1 : end]
        values = [chinese_number(n) or 0 for n in _COUNTED.findall(row)]
        count = chinese_number(m[1]) or 0
        whole = values == list(range(1, len(values) + 1)) and sheet.text[end + 2 : end + 3] != "是"  # else the next one opens a paragraph
        if whole and 1 < len(values) < count:
            yield _problem(sheet, m.span(), f"说的是“{m[1]}”，列出了 {len(values)} 个")


def _rows(sheet: Sheet) -> Iterator[Problem]:
    """Numbered rows under one heading. Told: a number that comes twice running; 一 二 四 is told where the third is nowhere."""
    last: dict[tuple[str, str], int] = {}
    where: dict[tuple[str, str], int] = {}
    for number, row in enumerate(sheet.rows, 1):
        if _HEADING.match(row):
            last = {}
        m = _ROW.match(row)
        if not m or number < sheet.body:
            continue
        form = "." if m["dot"] else "（一）" if m["cn"] else "（1）"
        value = int(m["dot"] or m["n"] or 0) or chinese_number(m["cn"] or "") or 0
        before = last.get((m["indent"], form), 0)
        if form == "（一）":
            last = {}  # what is numbered below it begins anew
        gap = before and value > before + 1 and (form == "（一）" or (number - where.get((m["indent"], form), 0) <= _CLOSE_BY and value == before + 2))
        where[m["indent"], form] = number
        if gap or (before and value == before and value > 1):
            first = {"（一）": f"（{_name(before)}）", "（1）": f"（{before}）"}.get(form, f"{before}.")
            found = f"“{m[0].strip()}”的序号不连续：{_AGAIN if value == before else f'{_GAP}“{first}”'}"
            yield Problem(Location(sheet.path, number, len(m["indent"]) + 1), "warning", "outline.run-in", "", found, "连续的序号", _ASK)
        last[m["indent"], form] = value


def _counted(sheet: Sheet) -> Iterator[Problem]:
    """以上四方面问题 behind a list of three, 办好以下五件实事： before one of four: items of the file, each a row."""
    rows = sheet.rows
    for number in range(sheet.body, len(rows) + 1):
        row = rows[number - 1]
        if not row.strip() or row.lstrip().startswith(("|", "#")):
            continue
        for pattern, step in ((_ABOVE, -1), (_BELOW, 1)):
            m = pattern.search(row) if "以" in row or "上述" in row or "下" in row or row.rstrip().endswith(("：", ":")) else None
            if m is None:
                continue
            count = int(m["n"]) if m["n"].isdecimal() else chinese_number(m["n"]) or 0
            listed = _items(rows, number - 1, step, sheet.body - 1)
            if count and 1 < listed != count:
                found = f"说的是“{m['n']}”，列出了 {listed} 个"
                yield Problem(Location(sheet.path, number, m.start() + 1), "warning", "outline.count", "", found, "和列出的相同的数", _ASK)


def _items(rows: Sequence[str], at: int, step: int, first: int) -> int:
    """Items of one form and one depth right above or below a row, blank rows between them left out; none where anything else stands there."""
    form, depth, count, blank, at = "", -1, 0, 0, at + step
    while first <= at < len(rows):
        row = rows[at]
        at += step
        m = _LISTED.match(row)
        if not row.strip():
            blank += 1
            if blank > 1:
                break
            continue
        kind = "" if m is None else "-" if m["bullet"] else "." if m["dot"] else "（"
        indent = len(row) - len(row.lstrip())
        if m is None or (form and kind != form and indent <= depth):
            if m is None and form and (indent > depth or row.startswith(("  ", "\t", "\u3000\u3000"))) and not _HEADING.match(row):
                blank = 0
                continue  # the rest of an item
            break
        if not form:
            form, depth = kind, indent
        if indent == depth:
            count += 1
        elif indent < depth:  # the list was a part of another
            form, depth, count = kind, indent, 1
        blank = 0
    return count


def _attachments(sheet: Sheet) -> Iterator[Problem]:
    """附件：1. 甲 / 3. 乙, 附件1 … 附件3 as rows of their own."""
    last, where = 0, -9
    for number, row in enumerate(sheet.rows, 1):
        opened = _ATTACHED.match(row) if number >= sheet.body else None
        follows = _ATTACHED_NEXT.match(row) if last and not opened and number - where < 4 and number >= sheet.body else None
        m = opened or follows
        if m is None:
            if row.strip() and number - where > 1 and last:
                last = 0
            continue
        value = int(m["n"]) if m["n"].isdecimal() else chinese_number(m["n"]) or 0
        again = opened is not None and opened["sign"] is not None and value == 1
        if last and value != last + 1 and not again:
            found = f"“{m[0].strip()}”的序号不连续：前面是“{last}”"
            yield Problem(Location(sheet.path, number, len(row) - len(row.lstrip()) + 1), "warning", "outline.run-in", "", found, "连续的序号", _ASK)
        last, where = value, number


def _problem(sheet: Sheet, span: tuple[int, int], found: str) -> Problem:
    return sheet.problem(span, "outline.run-in", found, "连续的序号", _ASK, severity="warning")


def _name(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) * bool(tens) + "十" * bool(tens) + (digits[ones] if ones or not tens else "")
