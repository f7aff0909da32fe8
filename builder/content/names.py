"""Names as they are compared: width, case, space, quotation marks and dots make no difference.

Comes in: a name or a text. Goes out: its key, and for each character of the key its place in the text.
马山“旧改” and 马山旧改 have one key; so have 悦生围·岭南水乡 and 悦生围・岭南水乡.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IGNORED = frozenset("“”‘’「」『』\"'`＂＇·・•‧∙\u200b\ufeff\u00ad")
_UNIFIED = str.maketrans({"–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "～": "~"})
_MARKS = str.maketrans("，；：！？", ",;:!?")


# Runs whose key has their own length: nearly all of a Chinese text, copied as a whole for speed.
_PLAIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff0-9a-z，。、；：！？]+")


_OTHER = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff0-9a-z，。、；：！？]+")


def _fold_run(run: re.Match[str]) -> str:
    return "".join(map(_fold_char, run[0]))


@lru_cache(maxsize=1 << 15)
def name_key(text: str) -> str:
    """The key by which two spellings of a name are the same name."""
    if run := _PLAIN.fullmatch(text):
        return run[0].translate(_MARKS)
    return _OTHER.sub(_fold_run, text).translate(_MARKS)


def keyed_text(text: str) -> tuple[str, list[int]]:
    """The key of a whole text and, for each of its characters, the offset in ``text`` it comes from."""
    key: list[str] = []
    places: list[int] = []
    at = 0
    for run in _PLAIN.finditer(text):
        _fold_between(text, at, run.start(), key, places)
        key.append(run[0])
        places += range(run.start(), run.end())
        at = run.end()
    _fold_between(text, at, len(text), key, places)
    return "".join(key).translate(_MARKS), places


def _fold_between(text: str, start: int, end: int, key: list[str], places: list[int]) -> None:
    for place in range(start, end):
        for part in _fold_char(text[place]):
            key.append(part)
            places.append(place)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """One character's part of the key; empty when it does not count. Pure, so remembering it is safe."""
    if char in _IGNORED or char.isspace():
        return ""
    folded = unicodedata.normalize("NFKC", char).lower().translate(_UNIFIED)
    return "".join(c for c in folded if c not in _IGNORED and not c.isspace())
