"""What a text points at and does not show: 如下表所示 without a table, 如图1 without a picture; addresses that can lead nowhere. A report and its sheet in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.checks.tables import all_tables
from builder.model import Report
from builder.problems import Problem
from builder.text import when_asked

_TABLE = when_asked(r"(?:如下表|见下表|下表所[示列]|[如见](?:附)?表 ?\d{1,2}(?![\d.．—-])|表 ?\d{1,2} ?所[示列])")
_PICTURE = when_asked(r"(?:如下图|见下图|下图所示|[如见](?:附)?图 ?\d{1,2}(?![\d.．—-])|(?<![一-龥])图 ?\d{1,2} ?所示)")
_ADDRESS = when_asked(r"(?<![A-Za-z])(?:htp|htttp|hppt|htps|httt|http;|https;)s?[:：]?//[A-Za-z0-9.]+|https?(?:[:：]/(?!/)|//)[A-Za-z0-9][A-Za-z0-9./-]+|https?://[A-Za-z0-9-]*(?:\.\.+[A-Za-z0-9-]*)+|(?<![A-Za-z0-9.])www\.\.[A-Za-z0-9.]+|(?<![A-Za-z0-9.])w{2}\.[A-Za-z0-9-]+\.(?:gov|com|cn)(?![A-Za-z0-9])")


def check_shown(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    bare = not report.meta.attachments and not report.pictures
    tables = next(all_tables(report.blocks), None) is not None
    for pattern, what, there in ((_TABLE, "表", tables), (_PICTURE, "图", False)):
        for m in pattern.finditer(text) if bare and not there and what in sheet.signs else ():
            yield sheet.warn(m.span(), "body.annex", f"写着“{m[0]}”，程序没有认出{what}", f"写到的{what}", f"补上{what}；原件没有的，写 waivers")
    for m in _ADDRESS.finditer(text) if sheet.has("http", "htp", "htt", "hppt", "www", "ww.") else ():
        yield sheet.warn(m.span(), "link.local", f"“{m[0]}”不是打得开的网址", "以 http:// 或 https:// 开头的网址", "核对网址")
