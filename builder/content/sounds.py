"""Chinese → pinyin without tones, as pypinyin reads it; from its data, which ship with the program: pypinyin itself takes long to load.

A phrase is read together (重庆 is chongqing, 重大 zhongda); the longest that begins at a place is taken, then the next behind it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from builder.defaults import read_default

_LAST = "\U0010ffff"  # in order behind all characters
# What pypinyin takes for a Chinese character.
RUNS = re.compile(
    "([〇\ue815-\ue864\ufa18\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a703-\U0002b73f\U0002b740-\U0002b81d"
    "\U0002b825-\U0002bf6e\U0002c029-\U0002ce93\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f\U00030000-\U0003134a\U00031350-\U00032389]+)"
)


def sounds_of(text: str) -> list[str]:
    """The sound of each Chinese character, in between what is not Chinese as it stands; a character without a known sound stays too."""
    found: list[str] = []
    for i, piece in enumerate(RUNS.split(text)):
        if i % 2 == 0:
            found += [piece] if piece else []
            continue
        for phrase, sounds in _phrases_in(piece):
            found += sounds.split(" ") if sounds else [_readings().get(char, char)[0] for char in phrase]
    return found


def sound_of(char: str) -> str:
    """The sound of one character; what has none, as it stands."""
    return _readings().get(char, char)[0]


def readings(char: str) -> tuple[str, ...]:
    """All sounds of a character, in order, in letters that everybody can type."""
    return tuple(sorted({sound.replace("ê", "e") for sound in _readings().get(char, ())}))


@functools.cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """The sounds of each character, first the one it has alone."""
    found: dict[str, tuple[str, ...]] = {}
    lines = [line.partition(" ") for line in _lines("sounds.txt")]
    for sound, _, chars in lines:
        found.update(dict.fromkeys(chars.partition("|")[0], (sound,)))
    for sound, _, chars in lines:
        for char in chars.partition("|")[2]:
            found[char] += (sound,)
    return found


@functools.cache
def _phrases() -> list[str]:
    return _lines("phrases.txt")


@functools.cache
def phrases_of_four() -> frozenset[str]:
    """Those of four characters: idioms, most of them."""
    return frozenset(phrase for line in _phrases() if len(phrase := line.partition(" ")[0]) == 4)


def _lines(name: str) -> list[str]:
    return read_default(name).rstrip("\n").split("\n")[2:]


def _phrases_in(run: str) -> Iterator[tuple[str, str]]:
    """A run of Chinese in phrases and single characters, each with its sounds if it has some of its own."""
    lines = _phrases()
    while run:
        begins = lines[bisect_left(lines, run[:2]) : bisect_left(lines, run[:2] + _LAST)] if len(run) > 1 else []
        entries = [line.partition(" ") for line in begins]
        phrases = {phrase: sounds for phrase, _, sounds in entries if run.startswith(phrase)}
        if not phrases and any(phrase.startswith(run) for phrase, _, _ in entries):
            yield from ((char, "") for char in run)  # pypinyin waits for the rest of a phrase to the end, and begins no other
            return
        longest = max(phrases, key=len, default=run[0])
        yield longest, phrases.get(longest, "")
        run = run[len(longest) :]
