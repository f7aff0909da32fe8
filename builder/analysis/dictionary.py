"""jieba's dictionary without jieba's start: the words that some texts can hold, and texts cut into words with them. The only user of jieba.

jieba reads all 349,046 words before it cuts the first sentence, and keeps them in the machine's shared temporary folder, where anybody
may have put something else. What it finds in a text depends on no word that the text cannot hold, and of those most texts hold few: only
they are taken from its file. ``calc`` does in one pass what jieba does in two. The results are jieba's own, which a test compares.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from itertools import compress
from math import log
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from builder.text import HAN

TOTAL = 60_101_967  # occurrences of all words of the dictionary; a test counts them
_STEP = 2048  # bytes of the file
IN_USE = 10  # occurrences in the corpus that the dictionary was counted from
_WORD = re.compile(rf"[{HAN}]{{2,8}}\Z")


def dictionary_lines() -> list[str]:
    """jieba's dictionary: ``word often tag`` a line."""
    return _file().decode().rstrip("\n").split("\n")


@functools.cache
def _file() -> bytes:
    found = importlib.util.find_spec("jieba")  # finds it without running it
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("dict.txt").read_bytes()


@functools.lru_cache(65_536)
def occurrences_of(word: str) -> int:
    """How often the dictionary counted a Chinese word, 0 where it does not know it: for a few words, without reading it all.

    The lines stand in the order of their bytes, but for a few, which hold no Chinese alone; such a one may be missed.
    """
    data, wanted = _file(), word.encode() + b" "
    words, starts = _steps()
    step = bisect_right(words, wanted)
    at = data.find(b"\n" + wanted, starts[step], starts[step + 1]) + 1
    if not at:
        return 0
    at += len(wanted)
    return int(data[at : data.index(b" ", at)])


@functools.cache
def _steps() -> tuple[list[bytes], list[int]]:
    """The words of some lines, one in every two thousand bytes, and where the lines before the first of them and from each on begin."""
    data = _file()
    ends = sorted({data.rfind(b"\n", 0, at) for at in range(_STEP, len(data), _STEP)})
    return [data[end + 1 : data.index(b" ", end) + 1] for end in ends], [0, *ends, len(data)]


def pairs_of(texts: Iterable[str]) -> set[str]:
    """All pairs of neighbouring characters."""
    return {text[i : i + 2] for text in texts for i in range(len(text) - 1)}


def words_within(pairs: Collection[str]) -> dict[str, int]:
    """The dictionary's words that are made of these pairs alone, or of one of their characters, with how often they occur in general text."""
    lines = dictionary_lines()
    found: dict[str, int] = {}
    wanted = {*pairs, *(f"{char} " for char in {*"".join(pairs)})}
    for line in compress(lines, map(wanted.__contains__, map(itemgetter(slice(2)), lines))):  # a step of ours for each line would take as long again
        word, often, _ = line.split(" ")
        for i in range(1, len(word) - 1):
            if word[i : i + 2] not in pairs:
                break
        else:
            found[word] = int(often)
    return found


def usual_words(words: Mapping[str, int]) -> list[str]:
    """Chinese words of 2–6 characters that are in some use, the most usual first."""
    found = [w for w, often in words.items() if often >= IN_USE and 2 <= len(w) <= 6 and _WORD.match(w)]
    return sorted(found, key=lambda w: (-words[w], w))


def tags_of(words: Container[str]) -> dict[str, str]:
    """The parts of speech of these words."""
    found = (line.split(" ") for line in dictionary_lines())
    return {word: tag for word, _, tag in found if word in words}


class Cutter:
    """jieba with a tokenizer of its own (the module-level one can be changed by any caller), for texts made of ``words`` and ``own_words``."""

    def __init__(self, words: Mapping[str, int], own_words: Iterable[str] = ()) -> None:
        self._jieba = _import_jieba().Tokenizer()
        self._jieba.FREQ = _with_beginnings(words)
        self._jieba.total = TOTAL
        self._jieba.initialized = True
        for word in sorted({w for w in own_words if _WORD.match(w)}):  # what the next one weighs depends on those before
            self._jieba.add_word(word)
        of_all = log(self._jieba.total)
        self._weights = {word: log(often) - of_all if often else None for word, often in self._jieba.FREQ.items()}
        self._unknown = log(1) - of_all
        self._jieba.get_DAG = lambda sentence: None  # ``calc`` looks the words up itself
        self._jieba.calc = self._calc

    def cut(self, text: str) -> list[str]:
        """The words of a text, one after the other."""
        return list(self._jieba.cut(text))

    def count(self, texts: Iterable[str]) -> Counter[str]:
        """In how many of the texts does each Chinese word of 2–8 characters occur? Long words count with their parts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update({w for w in self._jieba.cut_for_search(text) if _WORD.match(w)})
        return counts

    def _calc(self, sentence: str, _: object, route: dict[int, tuple[float, int]]) -> None:
        """For each character, from the last: the best sum of weights from here on, and where the first word of it ends."""
        size = len(sentence)
        weights, unknown = self._weights, self._unknown
        route[size] = (0, 0)
        for start in range(size - 1, -1, -1):
            best: tuple[float, int] | None = None
            end = start + 1
            while end <= size:
                weight = weights.get(sentence[start:end], unknown)
                if weight is unknown:
                    break
                if weight is not None:
                    way = (weight + route[end][0], end - 1)
                    if best is None or way > best:
                        best = way
                end += 1
            route[start] = best or (unknown + route[start + 1][0], start)


def _with_beginnings(words: Mapping[str, int]) -> dict[str, int]:
    """jieba's own table: all words, and 0 for whatever only begins one."""
    table = dict.fromkeys([word[:end] for word in words for end in range(1, len(word))], 0)
    table.update(words)
    return table


@functools.cache
def _import_jieba() -> ModuleType:
    """jieba asks for ``pkg_resources``, which takes four times as long as jieba itself and warns; without it, it opens its files by name."""
    absent: Any = None
    before = sys.modules.setdefault("pkg_resources", absent)
    try:
        import jieba
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.ERROR)
    module: ModuleType = jieba
    return module
