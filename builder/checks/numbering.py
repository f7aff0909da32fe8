"""Numbers inside the text that skip or come twice: 一是…。三是…。, （一）（二）（二）, 1. 2. 2. A report's sheet in, findings out.

Headings are ``content/outline``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_HEADING = re.compile(r"#{1,6}\s")
_AGAIN, _GAP = "和前一个相同", "前面是"
_ASK = "核对原件是否漏了一项；原件就是这样的，在 waivers 里写明"


def check_numbering(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _run_in(sheet)
    yield from _promised(sheet)
    yield from _rows(sheet)


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
        count = 2 if m[1] == "两" else chinese_number(m[1]) or 0
        whole = values == list(range(1, len(values) + 1)) and sheet.text[end + 2 : end + 3] != "是"  # else the next one opens a paragraph
        if whole and 1 < len(values) < count:
            yield _problem(sheet, m.span(), f"说的是“{m[1]}”，列出了 {len(values)} 个")


def _rows(sheet: Sheet) -> Iterator[Problem]:
    """Numbered rows under one heading. Told: a number that comes twice running; 一 二 四 is told where the third is nowhere."""
    last: dict[tuple[str, str], int] = {}
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
        gap = form == "（一）" and before and value > before + 1
        if gap or (before and value == before and value > 1):
            found = f"“{m[0].strip()}”的序号不连续：{_AGAIN if value == before else f'{_GAP}“（{_name(before)}）”'}"
            yield Problem(Location(sheet.path, number, len(m["indent"]) + 1), "warning", "outline.run-in", "", found, "连续的序号", _ASK)
        last[m["indent"], form] = value


def _problem(sheet: Sheet, span: tuple[int, int], found: str) -> Problem:
    return sheet.problem(span, "outline.run-in", found, "连续的序号", _ASK, severity="warning")


def _name(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) * bool(tens) + "十" * bool(tens) + (digits[ones] if ones or not tens else "")
