"""The list of what is attached against what is there: 附件：1．评估要点　2．统计表, and one file (DOC rules). A report and its sheet in, findings out.

Where nothing at all is attached, ``sequences`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import when_asked

_HEAD = when_asked(r"[\s\u3000*]*附\s?件[：:]\s*(?P<rest>.*)\Z")
_ONE = when_asked(r"(?:\A|[\s\u3000；;。])(?P<n>\d{1,2})[.．、]\s?(?P<title>[^\s\u3000；;。\d][^\u3000；;\n]*?)(?=[\s\u3000；;。]+\d{1,2}[.．、]|[；;。]?\s*\Z)")
_ITSELF = when_asked(r"[\s\u3000#*>]*附\s?件\s?(?P<n>\d{1,2}|[一二三四五六七八九十])(?:[：:]|[\s\u3000]|\Z)")
_TIDY = when_asked(r"[\s\u3000《》“”（）()*#]")
_LEAST = 3  # characters of a title that tell it from others


def check_annexes(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """Each that is listed, is none of the files and stands nowhere below; only where another one of the list is among them."""
    if not report.meta.attachments or report.meta.edition != "原文" or not sheet.has("附"):
        return
    there = [_TIDY.sub("", t) for a in report.meta.attachments for t in (a.title, a.file)]
    rows = list(enumerate(sheet.rows[sheet.body - 1 :], sheet.body))
    for at, (_, row) in enumerate(rows):
        head = _HEAD.match(row)
        if head is None or "](" in row:
            continue
        listed = [(rows[at][0], m["title"]) for m in _ONE.finditer(head["rest"])]
        for number, following in rows[at + 1 :]:
            item = re.match(r"[\s\u3000]*\d{1,2}[.．、]\s?(?P<title>\S.{0,60})\Z", following)
            if item is None and following.strip():
                break
            if item:
                listed.append((number, item["title"]))
        below = [_TIDY.sub("", r) for _, r in rows[at + 1 + max(0, len(listed) - 1) :]]
        if any(_ITSELF.match(r) for _, r in rows[at + 1 :]):
            return
        found = [any(_TIDY.sub("", title).rstrip("；;。") in t or (len(t) >= _LEAST and t in _TIDY.sub("", title)) for t in there) for _, title in listed]
        if len(listed) > len(report.meta.attachments) and any(found):
            for (number, title), known in zip(listed, found, strict=True):
                name = _TIDY.sub("", title).rstrip("；;。")
                if not known and len(name) >= _LEAST and not any(name in r and len(r) < len(name) + 8 for r in below):
                    what = f"“{title.strip()[:24]}”：没有这个附件"
                    yield Problem(Location(sheet.path, number), "warning", "body.annex", "", what, "放在报告旁边、写进 attachments 的附件", "补上附件；原件没有附件的，写 waivers")
        return
