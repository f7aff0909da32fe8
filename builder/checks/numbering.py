"""Run-in numbers that skip inside a paragraph: 一是…。三是…。 A report's sheet in, findings out. Headings are ``content/outline``'s."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import chinese_number

_RUN_IN = re.compile(r"(?:\A|(?<=[。；;：:，,\n]))([一二三四五六七八九十]{1,3})(是要?(?![否非不])|要)(?=[一-龥“])")


def check_numbering(sheet: Sheet) -> Iterator[Problem]:
    """Of each form of number the next one follows, or the row begins again at one."""
    if "是" not in sheet.text and "要" not in sheet.text:
        return
    last, where = 0, -1
    form = ""
    for m in _RUN_IN.finditer(sheet.text):
        value = chinese_number(m[1]) or 0
        paragraph = sheet.text.rfind("\n", 0, m.start())
        if value > 1 and value != last + 1 and paragraph == where and form == m[2][0] and last:
            again = "和前一个相同" if value == last else f"前面是“{_name(last)}{form}”"
            found, action = f"“{m[0]}”的序号不连续：{again}", "核对原件是否漏了一项；原件就是这样的，在 waivers 里写明"
            yield sheet.problem(m.span(), "outline.run-in", found, "连续的序号", action, severity="warning")
        last, where, form = value, paragraph, m[2][0]


def _name(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) * bool(tens) + "十" * bool(tens) + (digits[ones] if ones or not tens else "")
