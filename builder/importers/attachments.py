"""Attachments that a document names: their files are not imported, so the clerk is told which they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.importers.values import Line, Note

_LABEL = re.compile(r"(?:相关)?附件(?:下载)?\s*+(?:[0-9一二三四五六七八九十]{1,2}\s*+)?[：:.、]\s*")
_FILE = re.compile(r"[^\s/\\：:，。；|]{2,60}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|csv)(?![A-Za-z0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"\A\s*(?:[（(]?\d{1,2}[.．、）)]|[一二三四五六七八九十]{1,2}、)\s*(?!\d)")


def names_attachment(text: str) -> bool:
    """附件：1.名册 or 名册.xlsx: a line that names attachments, and nothing longer."""
    label = _LABEL.match(text)
    return len(text) <= 120 and bool((label and len(text) - label.end() >= 2) or is_file_name(text))


def is_file_name(text: str) -> bool:
    """Is a line nothing but the name of a file, numbered or not?"""
    return bool(_FILE.fullmatch(_NUMBER.sub("", text, count=1).strip(" 《》")))


def note_attachments(lines: Sequence[Line], linked: Sequence[Note] = ()) -> list[Note]:
    """A note for every attachment named in or below the text, save those that a link of the page has named (``linked``)."""
    found: dict[str, int] = {}
    for name, number in _names(lines):
        found.setdefault(name, number)
    known = [_stem(m[1]) for note in linked if note.field == "attachments" and (m := re.search("“([^“”]*)”", note.text))]
    return [note_of(name, number) for name, number in found.items() if not any(_stem(name) in k or k in _stem(name) for k in known)]


def note_of(name: str, number: int, address: str = "") -> Note:
    """The note on one attachment; ``address``: where the page says that it is."""
    where = f"（{address}）" if address else ""
    return Note("missing", "attachments", f"提到附件“{name}”{where}，文件没有导入；请放到报告旁边并在 attachments 里登记", number)


def bare_name(text: str) -> str:
    """The name of an attachment without 附件1： and the number before it."""
    return _bare(_LABEL.sub("", text, count=1)) or text


def _stem(name: str) -> str:
    return re.sub(r"\.[A-Za-z]{2,4}\Z", "", name)


def _names(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    listed = False
    for line in lines:
        label = _LABEL.match(line.text)
        number = _NUMBER.match(line.text)
        if label or is_file_name(line.text):
            listed = True
            yield from ((_bare(part), line.number) for part in _parts(line.text[label.end() if label else 0 :]))
        elif listed and number and len(line.text) <= 60 and not re.search("[。；，]", line.text):
            yield _bare(line.text), line.number
        else:
            listed = listed and len(line.text) <= 4


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s+(?=[（(]?\d{1,2}[.．、）)])|\s{2,}", text) if len(_bare(part)) >= 2]


def _bare(text: str) -> str:
    return _NUMBER.sub("", text, count=1).strip(" 《》")
