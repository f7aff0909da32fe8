"""Characters written for one another: 张 and 章 sound alike, 己 and 已 look alike. Two characters in, yes or no out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from builder.analysis.search_words import lookalike_groups
from builder.content.sounds import sound_of


@lru_cache(8192)
def are_alike(one: str, other: str) -> bool:
    """Are they two that sound or look alike?"""
    return one != other and (sound_of(one) == sound_of(other) or other in lookalikes().get(one, ""))


@cache
def lookalikes() -> Mapping[str, str]:
    """Of each character those that it is taken for by eye."""
    found: dict[str, str] = defaultdict(str)
    for group in lookalike_groups():
        for char in group:
            found[char] += group.replace(char, "")
    return found
