"""The one function that makes addresses from Chinese names: pinyin with overrides, else a short hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from builder.content.front_matter import Mapping as Node
from builder.content.front_matter import Scalar, parse_yaml
from builder.content.sounds import sounds_of
from builder.defaults import read_default

LONGEST = 48


@lru_cache(maxsize=1)
def shipped_readings() -> Mapping[str, str]:
    """Names whose usual reading is wrong, from ``pinyin.yml``; a constant of the package."""
    root, problems = parse_yaml(read_default("pinyin.yml"), "pinyin.yml")
    assert isinstance(root, Node), problems
    return {key.value: node.value for key, node in root.entries if isinstance(node, Scalar)}


def romanise(text: str) -> str:
    """Pinyin without tones, words of the override table joined; Latin letters and digits stay. Lower case."""
    text = unicodedata.normalize("NFKC", text)
    readings = shipped_readings()
    pieces = re.split(f"({'|'.join(map(re.escape, sorted(readings, key=len, reverse=True)))})", text)
    sounds = [readings[p] if p in readings else "".join(sounds_of(p)) for p in pieces if p]
    return "".join(sounds).lower().replace("ü", "v")


def slug(words: str | Sequence[str]) -> str:
    """``["长者", "饭堂"]`` → ``zhangzhe-fantang``; what has no sound becomes a short hash. ASCII, lower case."""
    parts = [words] if isinstance(words, str) else list(words)
    joined = "-".join(re.sub(r"[^a-z0-9]+", "-", romanise(part)).strip("-") for part in parts)
    tidy = re.sub(r"-+", "-", joined).strip("-")
    if len(tidy) > LONGEST:
        tidy = tidy[:LONGEST].rpartition("-")[0] or tidy[:LONGEST]
    return tidy or short_hash("".join(parts))


def short_hash(text: str, length: int = 4) -> str:
    """The first hexadecimal digits of the text's SHA-256: the same on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def file_slug(name: str) -> str:
    """An attachment's published name: its stem as a slug, its suffix kept if plain."""
    stem, dot, suffix = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    kept = re.sub(r"[^a-z0-9]", "", suffix.lower())
    return slug(stem) + (f".{kept}" if kept else "")
