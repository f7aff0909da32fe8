"""Writes builder/defaults/common_words.txt anew: the commonest words of two characters in jieba's dictionary.

``make data`` runs it, when jieba changes. A test compares the file with what this gives.
"""

from __future__ import annotations

from pathlib import Path

import jieba

TARGET = Path(__file__).resolve().parents[1] / "builder" / "defaults" / "common_words.txt"
_LEAST = 1000  # times in jieba's corpus; the characters of a rarer word would sooner belong to two words
_PER_LINE = 20
HEAD = """\
# Common words of two characters: no link begins or ends within one.
# Taken from jieba's dictionary (MIT) by tools/common_words.py.
"""


def text() -> str:
    """The whole file."""
    lines = (line.split(" ") for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines())
    listed = sorted(word for word, often, _ in lines if len(word) == 2 and int(often) >= _LEAST)
    return HEAD + "\n".join(" ".join(listed[i : i + _PER_LINE]) for i in range(0, len(listed), _PER_LINE)) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
