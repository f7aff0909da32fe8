"""Marks that a text leaves out or prints narrow, where its others show how it prints them. A report and its sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.record import plain_passages
from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Location, Problem

_ENDS = re.compile(r"[一-龥\d%％]\Z")
_OPEN = ("，", "、")  # no paragraph ends with them
_STOP = re.compile(r"[。；：！？]")
_NARROW = re.compile(r"(?<=[一-龥\d%])[,;!?](?=[一-龥])|(?<=\d)．(?=\d)|(?<=[一-龥]\d)[.!?](?=\Z|\n)|(?<=[一-龥])[.!?](?=\Z|\n)")
_WIDE = re.compile("[，。；！？]")
_LONG, _TAIL = 25, 12  # characters of a paragraph, and of its last sentence, that is no signature: 记者 李明 摄
_FEWEST, _MOST = 5, 2  # long paragraphs that show how the text ends them; so many may lack their mark by a slip


def check_endings(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A paragraph that ends in the middle of a sentence; a narrow mark among wide ones. Each of them, where they are few."""
    narrow = list(_NARROW.finditer(sheet.text)) if sheet.signs & {",", ";", "!", "?", "．", "."} else []
    if 0 < len(narrow) <= _MOST and len(_WIDE.findall(sheet.text)) > 2 * len(narrow):
        for m in narrow:
            found = f"“{sheet.text[max(0, m.start() - 4) : m.end() + 4].strip()}”里的“{m[0]}”"
            yield sheet.problem(m.span(), "punctuation.width", found, "和别处一样的全角标点", "核对原件", severity="warning")
    passages = plain_passages(report)
    for paragraph in [p for p in passages if p.text.rstrip().endswith(_OPEN)][:_MOST]:
        found = f"这一段以“{paragraph.text.rstrip()[-1]}”结束：“{paragraph.text.rstrip()[-12:]}”"
        place = Location(report.location.path, paragraph.line)
        yield Problem(place, "warning", "punctuation.end", "", found, "完整的句子和句末的标点", "核对原件：是写错了标点，还是没有写完")
    long = [p for p in passages if len(p.text) >= _LONG and _STOP.search(p.text)]
    open_ended = [p for p in long if _ENDS.search(p.text.rstrip("”’"))]
    if len(long) < _FEWEST or len(open_ended) > _MOST:
        return
    for paragraph in open_ended:
        tail = _STOP.split(paragraph.text)[-1]
        if len(tail) >= _TAIL and "，" in tail:
            found = f"这一段到“{tail[-12:]}”为止，没有标点"
            place = Location(report.location.path, paragraph.line)
            yield Problem(place, "warning", "punctuation.end", "", found, "完整的句子和句末的标点", "核对原件：是漏了标点，还是没有写完")
