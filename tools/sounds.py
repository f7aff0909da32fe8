"""Writes builder/defaults/sounds.txt and phrases.txt anew: how pypinyin reads characters and phrases, without tones.

``make data`` runs it, when pypinyin changes. Addresses are made of these sounds: they stay what they are until somebody does. A test compares.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pypinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.style import convert

FOLDER = Path(__file__).resolve().parents[1] / "builder" / "defaults"
VERSION = "0.55.0"  # the pypinyin that the files were written from
_FROM = "# Taken from pypinyin {} (MIT) by tools/sounds.py.\n"
SOUNDS_HEAD = (
    "# Sounds without tones (v stands for ü): the characters that are read so, then | and those that may be read so too.\n"
)
PHRASES_HEAD = "# Phrases in which characters are read together, with their sounds where those are not the characters' own.\n"


def _plain(reading: str) -> str:
    return str(convert(reading, pypinyin.Style.NORMAL, True, default=reading))


def _readings() -> dict[str, list[str]]:
    return {chr(code): list(dict.fromkeys(map(_plain, found.split(",")))) for code, found in sorted(PINYIN_DICT.items())}


def sounds_text(version: str) -> str:
    """All sounds in order, the characters of each in order."""
    table: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for char, (first, *others) in _readings().items():
        table[first][0].append(char)
        for other in others:
            table[other][1].append(char)
    lines = [f"{s} {''.join(own)}{'|' + ''.join(also) if also else ''}\n" for s, (own, also) in sorted(table.items())]
    return SOUNDS_HEAD + _FROM.format(version) + "".join(lines)


def phrases_text(version: str) -> str:
    """All phrases in order: those too that are read as their characters are, since a phrase is never begun within another."""
    first = {char: found[0] for char, found in _readings().items()}
    lines: list[str] = []
    for phrase, found in sorted(PHRASES_DICT.items()):
        sounds = [_plain(readings[0]) for readings in found]
        lines.append(phrase if sounds == [first.get(char, char) for char in phrase] else " ".join([phrase, *sounds]))
    return PHRASES_HEAD + _FROM.format(version) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if pypinyin.__version__ != VERSION:
        raise SystemExit(f"This is pypinyin {pypinyin.__version__}: write it into VERSION, and look at what changes.")
    (FOLDER / "sounds.txt").write_text(sounds_text(VERSION), encoding="utf-8", newline="\n")
    (FOLDER / "phrases.txt").write_text(phrases_text(VERSION), encoding="utf-8", newline="\n")
