"""Numbers as they are printed: 1,280 / 12.5 / 三百五十 / 百分之三十 / 近百.

Comes in: text folded by ``fold_width``. Goes out: numeric values. Which numbers count is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.text import CN_DIGITS, chinese_number

Number = int | float

ARABIC = r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"

# One character for one character, so that offsets hold: full-width ASCII, dashes, ideographic space.
_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | dict.fromkeys("—–－―~～", "-") | {"\u3000": " ", "\xa0": " ", "﹪": "%"}
_WIDE = re.compile("[" + re.escape("".join(_WIDTH)) + "]")


@lru_cache(maxsize=2048)
def fold_width(text: str) -> str:
    """Half-width punctuation and digits, dashes unified; the length stays the same."""
    return _WIDE.sub(lambda match: _WIDTH[match[0]], text)


_LONGEST = 24  # characters; more are a code or a broken file, and Python reads no more than 4,300


def parse_number(text: str) -> Number | None:
    """The value of one printed number, Arabic or Chinese; None when it is a list of digits (三四), vague or endless."""
    if len(text) > _LONGEST:
        return None
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return float(plain)
    whole, _, decimals = text.partition("点")
    if not _is_well_formed(whole):
        return None
    value = chinese_number(whole if whole[0] not in "百千" else "一" + whole)
    if value is None:
        return None
    return float(f"{value}.{''.join(str(CN_DIGITS[c]) for c in decimals)}") if decimals else value


def _is_well_formed(numeral: str) -> bool:
    """Two digits side by side (十四五, 三四百) are a plan or a guess, no number; 二〇二五 is a year."""
    return not re.search(r"[一二两三四五六七八九〇零][一二两三四五六七八九〇]", numeral) and bool(numeral)
