"""Characters with their places → printed lines. Characters of one line share a baseline, whatever their fonts say of height."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from builder.text import is_han

Char = Mapping[str, Any]  # as pdfplumber gives it
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD = re.compile("bold|heavy|black|simhei|黑体|kaiti|楷体|xbs|小标宋", re.IGNORECASE)
# Radicals that some programs write for the characters they look like, and that Unicode leaves unrelated.
_RADICALS = str.maketrans(
    "⼾⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺎⺝⻑⻒⻗⻟⻭⻯",
    "户母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟兀月長镸雨飠齒竜",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of print."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool


def lines_of(chars: Sequence[Char], height: float) -> list[Printed]:
    """The lines of upright text, from top to bottom. ``height``: of the page, as baselines are measured from its foot."""
    rows: list[list[Char]] = []
    base = size = 0.0
    # Blanks have no place of their own: they join the line they stand in. Small raised signs join the line below them.
    for char in sorted(chars, key=lambda c: (-round(_baseline(c), 1), c["x0"])):
        em = _em(char)
        if rows and abs(base - _baseline(char)) < 0.4 * max(em, size):
            rows[-1].append(char)
            if em >= size:
                base, size = _baseline(char), em
        else:
            rows.append([char])
            base, size = _baseline(char), em
    return [line for row in rows if (line := _line(row, height)).text]


def readable(text: str) -> str:
    """The text with characters for the radicals and ligatures some programs write in their place (⾏ → 行, ﬁ → fi)."""
    text = text.translate(_RADICALS)
    return "".join(unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufb06" else c for c in text)


def _line(row: Sequence[Char], height: float) -> Printed:
    row = sorted(row, key=lambda c: (c["x0"], c["x1"]))
    printed = [c for c in row if str(c["text"]).strip()] or row
    em = median(_em(c) for c in printed)
    full = [c for c in printed if _em(c) > 0.75 * em] or printed
    base = median(_baseline(c) for c in full)
    out = ""
    before: Char | None = None
    for char in row:
        text = readable(str(char["text"]))
        if before and _is_shadow(before, char):
            continue
        if text.isdecimal() and _em(char) < 0.75 * em and _baseline(char) > base + 0.15 * em:
            text = text.translate(_RAISED)  # 10²米 is no 102米
        if before and char["x0"] - before["x1"] > (0.25 if _both_letters(out, text) else 1.0) * em:
            out += " "
        out += text
        before = char if text.strip() else before
    names = {str(c.get("fontname", "")) for c in printed}
    top = height - base - 0.88 * em
    return Printed(_tidy(out), printed[0]["x0"], max(c["x1"] for c in printed), top, top + em, all(_BOLD.search(n) for n in names))


def _baseline(char: Char) -> float:
    return float(char["matrix"][5])


def _em(char: Char) -> float:
    """The size of a character: how wide a Chinese one is, else as its font says."""
    width = float(char["x1"] - char["x0"])
    return width if is_han(str(char["text"])[:1]) and width > 0 else float(char["size"]) or width


def _is_shadow(before: Char, char: Char) -> bool:
    """The same character printed twice, a hair apart: bold by overprinting."""
    return bool(before["text"] == char["text"] and abs(before["x0"] - char["x0"]) < 0.15 * _em(char))


def _both_letters(out: str, text: str) -> bool:
    return bool(re.search(r"[A-Za-z0-9,.%]\Z", out) and re.match(r"[A-Za-z0-9]", text))


def _tidy(text: str) -> str:
    """Blanks that only part Chinese from figures go, and those of lines set wide."""
    text = re.sub(r"[\s\xa0\u3000]+", " ", text).strip()
    words = text.split(" ")
    if len(words) >= 8 and sum(len(w) == 1 and is_han(w) for w in words) * 10 >= len(words) * 8:
        return "".join(words)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=[\d%]) (?=[^\x00-\x7f])|(?<=[、）．]) (?=[^\x00-\x7f])|(?<=\d\.) (?=[^\x00-\x7f])", "", text)
