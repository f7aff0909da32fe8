"""What holds a numeral and is never a figure: sessions and congresses, batches, idioms, names of places, date lines.

Comes in: folded text (``fold_width``). Goes out: whether a numeral belongs to such a word. A row of this kind would
print a plenum of the Central Committee as a promise that nobody kept, so these rules come before all others.
"""

from __future__ import annotations

import re

from builder.defaults import read_default

_SESSION = r"(?:会议|大会|全会|代会)"
# 2026年1月20日在某市第十四届人民代表大会第三次会议上 市长 某某: who spoke when, with or without a dash in front.
_SESSION_LINE = re.compile(rf"[-(\s]*20\d\d年\d{{1,2}}月\d{{1,2}}日[^。;!?]{{0,80}}?{_SESSION}(?:上|作|$|[^。;!?]{{0,40}}\Z)[^。;!?]{{0,60}}\Z")

def is_session_line(text: str) -> bool:
    """Is a whole paragraph the line that says when and at which session a report was given?"""
    return bool(_SESSION_LINE.fullmatch(text.strip()))


def numeral_words() -> frozenset[str]:
    """Words with a numeral before a measure word that count nothing; the file says where they come from."""
    lines = read_default("numeral_words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
