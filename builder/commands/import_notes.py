"""The notes of one import, grouped: first what a person must decide, then how much was done as usual."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.importers import LEFT_OUT, STATED_FIELDS, Note

_SHOWN = 3  # examples of notes that say the same of several places


def questions(notes: Sequence[Note]) -> list[str]:
    """One line for each thing a person must decide: what the file does not state, what was inferred, left out or looks wrong."""
    absent = [n for n in notes if n.kind == "missing" and n.field in STATED_FIELDS]
    left_out = [n for n in notes if n.field == LEFT_OUT]
    lines: list[str] = []
    groups: dict[str, list[Note]] = {}
    for note in notes:
        if note not in absent and note not in left_out and _asks(note):
            groups.setdefault(_kind_of(note), []).append(note)
    for same in groups.values():
        lines.append(str(same[0]) if len(same) == 1 else f"{same[0]}（同类共 {len(same)} 处）")
    if absent:
        labels = "、".join(STATED_FIELDS[n.field][0] for n in absent)
        options = " ".join(STATED_FIELDS[n.field][1] for n in absent)
        lines.append(f"[未找到] 原件没有{labels}；如果知道，请用 {options} 给出")
    if left_out:
        shown = "、".join(re.sub(r"\A[^“]*|；?，?请核对\Z", "", n.text)[:24] for n in left_out[:_SHOWN])
        lines.append(f"[改动] 有 {len(left_out)} 行没有收入正文：{shown}{' 等' if len(left_out) > _SHOWN else ''}；请核对")
    return lines


def routine(notes: Sequence[Note]) -> list[Note]:
    """What was done as usual and needs no one."""
    return [n for n in notes if not _asks(n) and n.field != LEFT_OUT]


def _asks(note: Note) -> bool:
    return note.kind != "changed" or note.field == "agency"


def _kind_of(note: Note) -> str:
    """Notes that differ only in what they quote are of one kind."""
    return note.kind + note.field + re.sub(r"“[^”]*”|[\d、]+", "", note.text)
