"""Does a figure's name say all that its sentence says of it? A name that has lost a word may say of an office what its report does not.

Comes in: a row, and the text of its paragraph. Goes out: whether the name may stand without its sentence, and the stretch of text to show where it may not.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.ledger_names import full_name, is_named, is_vague
from builder.text import sentence_spans

# Words that say when, how far and that it was carried out, which the page says beside the name or which add nothing to it.
_LIGHT = re.compile(
    r"[一二三四五六七八九十]是|\d{2,4}年|全年|年内|年[底末初]|[今去当本]年|截至|目前|以来|预计|预期|力争|确保|争取|计划|累计|一共|[共总合]计|其中|已经|继续|加快|大力|深入|坚决|积极|全面"
    r"|完成|实现|达到|突破|[保维]持|稳定在|控制在|(?:提[高升]|增加?|上?升|下?降低?|压减|扩大)[到至]|开展|实施|举办|推进|组织|抓好|办好|做好|分别|大幅"
    r"|[不高低少多大小]于|不超过|超过|以[上下内]|左右|[全本我][市省县区州街镇乡]|现有|[共为约超近达有了的将能再均各是已到余多]"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PARTS = re.compile(r"[，,：:]")
_SEMICOLONS = re.compile("[；;]")
_STOPS = "。；; \n\u3000"
_SHORT = 5  # characters of a name that may need the head of its list
ROOM = 60  # characters of a sentence that are shown for a figure


def says_all(row: IndicatorRow) -> bool:
    """May the name stand alone? A known indicator may; a cell of a table has its heads for one; what another clause is ahead of may not: it may say
    whose the figure is."""
    if row.canonical or "table.cell" in row.because:
        return is_named(row)
    if not row.leads or not is_named(row) or is_vague(row):
        return False
    (near, _, far), (before, _, _) = row.own.partition(" "), row.clause.partition(" ")
    # A list of things that one number counts (登记失业人员、残疾人等30456人) is one name; one of numbers has a name for each.
    said = near if any(c.isdigit() for c in row.listed) else before
    if row.unit == "%" and not _HAN.search(said):
        return False  # 100%提供公办学位: of whom stands before it
    name = full_name(row) + row.scope
    if len(_HAN.findall(name)) <= _SHORT and row.listed:
        return False
    known = name + row.unit + row.qualifier + row.again + ("增长下降" if row.growth is not None else "")
    return _is_said(said + far, known)


@lru_cache(2**12)  # figures: an office's pages ask of each many times
def _is_said(said: str, known: str) -> bool:
    """Are all characters that tell something among those known?"""
    return not Counter(_HAN.findall(_LIGHT.sub("", said))) - Counter(known)


def stretch(row: IndicatorRow, text: str) -> tuple[int, int]:
    """[start, end) of what to show for it: its sentence, or its quote with as many of the clauses before it as there is room for."""
    first, last = _sentence(text, row.value_start)
    if last - first <= ROOM:
        return first, last
    starts = [first, *(m.end() for m in _PARTS.finditer(text, first, max(first, row.start)))]
    return next((at for at in starts if row.end - at <= ROOM), row.start), row.end


def _sentence(text: str, at: int) -> tuple[int, int]:
    return next((span for span in _sentences(text) if span[0] <= at < span[1]), (at, at))


@lru_cache(2**11)  # paragraphs: an office's pages ask for those of many reports in turn
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Parted at semicolons too, without blanks around and the stop behind."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        edges = [start, *(start + m.end() for m in _SEMICOLONS.finditer(text[start:end])), end]
        for a, b in pairwise(edges):
            part = text[a:b]
            found.append((a + len(part) - len(part.lstrip()), a + len(part.rstrip(_STOPS))))
    return tuple(found)
