"""Writes builder/defaults/numeral_words.txt anew: words of jieba's dictionary that hold a numeral and count nothing.

``make data`` runs it, when the units change. A test compares the file with what this gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jieba

from builder.analysis.figures import load_rules
from builder.analysis.figures.rules import IndicatorRules

TARGET = Path(__file__).resolve().parents[1] / "builder" / "defaults" / "numeral_words.txt"
# Idioms, set phrases, places, offices, names of things, adverbs, verbs, short forms, attributes. Not m, q, t: they count.
KINDS = frozenset(["i", "l", "ns", "nt", "nz", "n", "d", "v", "j", "b", "z"])
_VAGUE = re.compile(r"[几数多]")
_PER_LINE = 12
HEAD = """\
# Words in which a numeral stands before a measure word and counts nothing: idioms, set phrases, names.
# Taken from jieba's dictionary (MIT) by tools/numeral_words.py; the words below the line of dashes are added by hand.
"""
BY_HAND = (
    "一度", "一方", "双方", "三方", "四方", "八方", "各方", "一元", "二元", "二元化", "百分百", "一百米", "千家万户",
)  # fmt: skip


def words(rules: IndicatorRules) -> Iterator[str]:
    """Every word of the dictionary in which the pattern of quantities finds one that is not the whole word."""
    for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, kind = line.split(" ")
        if len(word) < 3 or kind not in KINDS or _VAGUE.search(word):
            continue
        found = [m for m in rules.grammar["number.mention"].finditer(word) if m["unit"] and not m["low"][0].isdigit()]
        if any(m.span() != (0, len(word)) and not _is_one(m, rules) for m in found):
            yield word


def _is_one(match: re.Match[str], rules: IndicatorRules) -> bool:
    """一个, 一家: one of a thing is no figure anyway."""
    return match["low"] == "一" and not match["mult"] and rules.dimension(match["unit"]) == "count"


def text() -> str:
    """The whole file."""
    rules, _ = load_rules()
    listed = sorted(words(rules))
    lines = [" ".join(listed[i : i + _PER_LINE]) for i in range(0, len(listed), _PER_LINE)]
    return HEAD + "\n".join(lines) + "\n# " + "-" * 20 + "\n" + " ".join(BY_HAND) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
