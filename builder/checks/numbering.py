"""Numbers inside the text that skip or come twice: 一是…。三是…。, （一）（二）（二）, 1. 2. 2. A report's sheet in, findings out.

Headings are ``content/outline``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.checks.sheet import Sheet
from builder.problems import Location, Problem
from builder.text import chinese_number, count_of, when_asked

_RUN_IN = when_asked(
    r"(?:\A|(?<=[。；;：:，,\n]))([一二三四五六七八九十]{1,3})(是要?(?![否非不])|要)(?=[一-龥“])"
    r"|([①-⑳])(?=[一-龥“])"
    r"|(?:\A|(?<=[。；;：:\n]))第([一二三四五六七八九十]{1,3})([，,、])(?=[一-龥“])"
    r"|(?<=[。；;：:，,])[（(](\d{1,2})[）)](?=[一-龥“])"
)
# A character of each of these.
_RUN_IN_SIGN = when_asked(r"[是要①-⑳第）)](?:(?<=[一二三四五六七八九十].)|(?<=[①-⑳])|(?<=第)(?=[一二三四五六七八九十])|(?<=\d.))")
_PROMISED = when_asked(
    r"([两二三四五六七八九十])(?:项|个方面|大|方面|件|点|个|条)(?:的)?(?:主要|重点|突出)?(?:任务|工作|措施|实事|好事|大事|事|要求|举措|事项|行动|目标|问题|原因|困难|不足|短板|特点|建议|意见|做法|经验)?(?:：|:)"
)
_COUNTED = when_asked(r"(?<=[：:；;。，,])([一二三四五六七八九十]{1,3})是")
# Rows of the file that begin with a number, as a list does or a paragraph.
_ROW = when_asked(r"(?P<indent>[ \t]{0,8})(?:(?P<dot>\d{1,2})[.．、](?!\d)|(?P<open>[（(])(?:(?P<cn>[一二三四五六七八九十]{1,3})|(?P<n>\d{1,2}))[）)])\s?(?=\S)")
_TOP_ROW = when_asked(r"(?P<head>#{1,6} )?\**(?P<n>[一二三四五六七八九十]{1,3})(?P<mark>[、.．])\s?(?=[一-龥“（])")
_NUMBER = r"(?P<n>[两二三四五六七八九十]{1,3}|[2-9]|[1-4]\d)"
_THINGS = (
    r"(?:大|个|项|件|条|点|类|种|方面|个方面|大方面)(?:的|民生|重点|主要|突出|具体|惠民)?(?:问题|工作|任务|措施|实事|好事|大事|事|事项|"
    r"要求|举措|行动|目标|不足|困难|短板|原因|建议|意见|内容|方面|情况|项目|工程|成绩|做法|经验)?"
)
_ABOVE = when_asked(rf"\A\s*(?:对于|针对|围绕|通过|做好|抓好|落实|完成)?(?:以上|上述)(?:这)?{_NUMBER}{_THINGS}")
_BELOW = when_asked(rf"(?:以下|下列|下面|如下|存在|办好|抓好|做好|实施|开展|完成|落实|主要有|包括)(?:这)?{_NUMBER}{_THINGS}(?:工作|的工作)?[：:]\s*\Z")
_LISTED = when_asked(r"[ \t\u3000]{0,8}(?:(?P<bullet>[-*+]) |(?P<dot>\d{1,2})[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])\s?\S")
_ATTACHED = when_asked(r"[ \t\u3000*]{0,8}附(?:件|表|图)(?P<sign>[：:])?[ \u3000]{0,2}(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.．、：:][ \u3000]?|[ \u3000]+)(?=\S)")
_ATTACHED_NEXT = when_asked(r"[ \t\u3000]{0,16}(?P<n>\d{1,2})[.．、][ \u3000]?(?=\S)")
_HEADING = when_asked(r"#{1,6}\s")
_POINT = when_asked(r"[ \t]{0,8}(?:#{1,6} )?(?P<a>\d{1,2})[.．](?P<b>\d{1,2})(?:[.．、]|[ \u3000]+)(?=[一-龥“《])")
_CLOSE_BY = 2  # rows between items of a list that nothing parts
_AGAIN, _GAP = "和前一个相同", "前面是"
_ASK = "核对原件是否漏了一项；原件就是这样的，在 waivers 里写明"


def check_numbering(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _run_in(sheet)
    yield from _mixed(sheet)
    yield from _promised(sheet)
    yield from _rows(sheet)
    yield from _points(sheet)
    yield from _counted(sheet)
    yield from _bare(sheet)
    yield from _attachments(sheet)


def _run_in(sheet: Sheet) -> Iterator[Problem]:
    """Of each form of number the next one follows, or the row begins again at one."""
    if not sheet.has("是", "要", "第", "②", "2）", "2)"):
        return
    last, where = 0, -1
    form = ""
    told = False
    for m in _numbers(sheet):
        value = ord(m[3]) - ord("①") + 1 if m[3] else int(m[6] or 0) or chinese_number(m[1] or m[4] or "") or 0
        said = m[2][0] if m[2] else "①" if m[3] else "（" if m[6] else "第"
        paragraph = sheet.text.rfind("\n", 0, m.start())
        slipped = told and value - last in {0, 2}  # one wrong number is told once: 一 三 三, 一 一 三
        told = value > 1 and value != last + 1 and paragraph == where and form == said and bool(last) and not slipped
        if told:
            before = {"第": f"第{_name(last)}", "①": chr(ord("①") + last - 1), "（": f"（{last}）"}.get(said, f"{_name(last)}{form}")
            again = _AGAIN if value == last else f"{_GAP}“{before}”"
            yield _problem(sheet, m.span(), f"“{m[0]}”的序号不连续：{again}")
        last, where, form = value, paragraph, said


def _numbers(sheet: Sheet) -> Iterator[re.Match[str]]:
    signs = (m.start() for m in _RUN_IN_SIGN.finditer(sheet.text))
    return (m for span in sheet.near(signs, 4, 6) for m in _RUN_IN.finditer(sheet.text, *span))


def _mixed(sheet: Sheet) -> Iterator[Problem]:
    """第一，…二是…第三，…: one row of numbers in two forms, none of it inside another row."""
    rows: dict[int, list[re.Match[str]]] = {}
    both = sheet.has("第一，", "第二，", "第三，", "第一、", "第二、", "第三、") and sheet.has("一是", "二是", "三是")
    for m in _numbers(sheet) if both else ():
        rows.setdefault(sheet.text.rfind("\n", 0, m.start()), []).append(m)
    openings: list[re.Match[str]] = []
    for start, found in rows.items():
        opens = found[0].start() == start + 1
        if len(found) > 1:
            yield from _in_two_forms(sheet, found)
            openings = []
        if not opens or len(found) > 1 or (openings and sheet.text.count("\n", openings[-1].start(), found[0].start()) > 1):
            openings = []
        if opens and len(found) == 1:
            openings.append(found[0])
            if _told_in_two_forms(openings):
                yield from _in_two_forms(sheet, openings)
                openings = []


def _told_in_two_forms(row: Sequence[re.Match[str]]) -> bool:
    values = [0 if m[3] or m[6] else chinese_number(m[1] or m[4]) or 0 for m in row]
    forms = ["第" if m[4] else (m[2] or "")[:1] for m in row]
    return len(row) > 1 and values == list(range(1, len(values) + 1)) and len(set(forms)) > 1 and "" not in forms


def _in_two_forms(sheet: Sheet, row: Sequence[re.Match[str]]) -> Iterator[Problem]:
    if _told_in_two_forms(row):
        other = next(m for m in row if (m[4] is None) != (row[0][4] is None) or (m[2] or "")[:1] != (row[0][2] or "")[:1])
        found = f"“{other[0]}”和前面的“{row[0][0]}”写法不同"
        yield sheet.warn(other.span(), "outline.run-in", found, "同一种序号", _ASK)


def _promised(sheet: Sheet) -> Iterator[Problem]:
    """三项任务：一是…；二是…。 and no third."""
    for m in _PROMISED.finditer(sheet.text):
        end = sheet.text.find("\n", m.end())
        row = sheet.text[m.end() - 1 : end]
        values = [chinese_number(n) or 0 for n in _COUNTED.findall(row)]
        count = chinese_number(m[1]) or 0
        whole = values == list(range(1, len(values) + 1)) and sheet.text[end + 2 : end + 3] != "是"  # else the next one opens a paragraph
        if whole and 1 < len(values) != count:
            yield _problem(sheet, m.span(), f"说的是“{m[1]}”，列出了 {len(values)} 个")


def _rows(sheet: Sheet) -> Iterator[Problem]:
    """Numbered rows under one heading. Told: a number that comes twice running, or before a smaller one; 一 二 四 is told where the third is nowhere."""
    items: list[tuple[int, str, str, int, str]] = []  # row, indent, form, value, as printed; value 0 where a heading begins anew
    for number, row in enumerate(sheet.rows, 1):
        if _HEADING.match(row):
            items.append((number, "", "", 0, ""))
        m = _ROW.match(row)
        if m and number >= sheet.body:
            form = "." if m["dot"] else "（一）" if m["cn"] else "（1）"
            items.append((number, m["indent"], form, int(m["dot"] or m["n"] or 0) or chinese_number(m["cn"] or "") or 0, m[0].strip()))
    last: dict[tuple[str, str], tuple[int, int, bool]] = {}
    for at, (number, indent, form, value, said) in enumerate(items):
        if not value:
            last = {}
            continue
        before, where, told = last.get((indent, form), (0, 0, False))
        if form == "（一）":
            last = {}  # what is numbered below it begins anew
        close = number - where <= _CLOSE_BY
        follows = next((v for n, i, f, v, _ in items[at + 1 : at + 2] if (i, f) == (indent, form) and n - number <= _CLOSE_BY), value + 1)
        gap = before and value > before + 1 and (form == "（一）" or (close and (value == before + 2 or 1 < follows < value)))
        back = before and close and 1 < value < before
        wrong = bool(gap or back or (before and value == before and value > 1)) and not (told and (value - before in {0, 2} or back))
        if wrong:
            first = {"（一）": f"（{_name(before)}）", "（1）": f"（{before}）"}.get(form, f"{before}.")
            found = f"“{said}”的序号不连续：{_AGAIN if value == before else f'{_GAP}“{first}”'}"
            yield Problem(Location(sheet.path, number, len(indent) + 1), "warning", "outline.run-in", "", found, "连续的序号", _ASK)
        last[indent, form] = (value, number, wrong)


def _points(sheet: Sheet) -> Iterator[Problem]:
    """3.1, 2.2, 3.3: a row of numbers in two steps that one number leaves, where the next takes it up again."""
    found = [(n, int(m["a"]), int(m["b"]), m) for n, row in enumerate(sheet.rows, 1) if n >= sheet.body and (m := _POINT.match(row))]
    told = False
    for at, (number, a, b, m) in enumerate(found):
        before = found[at - 1][1:3] if at else (0, 0)
        after = found[at + 1][1:3] if at + 1 < len(found) else (0, 0)
        follows = (a, b) in {(before[0], before[1] + 1), (before[0] + 1, 1)}
        again = (a, b) in {f[1:3] for f in found[:at]}
        slipped = told  # the one behind a wrong number is right again
        told = bool(at) and not follows and not slipped and (again or after in {(before[0], before[1] + 2), (before[0] + 1, 1)})
        if told:
            said = f"{m['a']}.{m['b']}"
            found_it = f"“{said}”的序号不连续：{_GAP}“{before[0]}.{before[1]}”"
            yield Problem(Location(sheet.path, number, m.start("a") + 1), "warning", "outline.run-in", "", found_it, "连续的序号", _ASK)


def _bare(sheet: Sheet) -> Iterator[Problem]:
    """一、 … 三、 as rows that are no headings; 一. beside 二、 in one row of numbers, headings or not."""
    found = [(n, m) for n, row in enumerate(sheet.rows, 1) if n >= sheet.body and (m := _TOP_ROW.match(row))]
    marks = [m["mark"].replace("．", ".") for _, m in found]
    values = [chinese_number(m["n"]) or 0 for _, m in found]
    if len(found) > 1 and values == list(range(1, len(values) + 1)) and len(set(marks)) > 1:
        odd = min(set(marks), key=lambda mark: (marks.count(mark), mark == "、"))
        number, m = found[marks.index(odd)]
        other = next(q["n"] + q["mark"] for (_, q), mark in zip(found, marks, strict=True) if mark != odd)
        said = f"“{m['n']}{m['mark']}”和“{other}”写法不同"
        yield Problem(Location(sheet.path, number, m.start("n") + 1), "warning", "outline.run-in", "", said, "同一种序号", _ASK)
    bare = [(n, m, v) for (n, m), v in zip(found, values, strict=True) if not m["head"]]
    if len(bare) < len(found) or not bare or bare[0][2] != 1:
        return
    for (_, first, before), (number, m, value) in pairwise(bare):
        if value > 1 and value != before + 1:
            gap = _AGAIN if value == before else f"{_GAP}“{first['n']}、”"
            yield Problem(Location(sheet.path, number, 1), "warning", "outline.run-in", "", f"“{m['n']}{m['mark']}”的序号不连续：{gap}", "连续的序号", _ASK)


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
            count = count_of(m["n"])
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
        value = count_of(m["n"])
        again = opened is not None and opened["sign"] is not None and value == 1
        if last and value != last + 1 and not again:
            found = f"“{m[0].strip()}”的序号不连续：前面是“{last}”"
            yield Problem(Location(sheet.path, number, len(row) - len(row.lstrip()) + 1), "warning", "outline.run-in", "", found, "连续的序号", _ASK)
        last, where = value, number


def _problem(sheet: Sheet, span: tuple[int, int], found: str) -> Problem:
    return sheet.warn(span, "outline.run-in", found, "连续的序号", _ASK)


def _name(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) * bool(tens) + "十" * bool(tens) + (digits[ones] if ones or not tens else "")
