"""Does a name cut a word of the text? 志愿服务队 in 志愿服务队伍 takes half of 队伍."""

from __future__ import annotations

from collections.abc import Set

from builder.defaults import read_default


def common_words() -> frozenset[str]:
    """Common words of two characters."""
    lines = read_default("common_words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def cuts_word(text: str, start: int, end: int, words: Set[str]) -> bool:
    """Do the characters on both sides of an edge make a word, and none on one side of it (粮食|品种, though 食品 is a word)?"""
    at_start = text[start - 1 : start + 1] in words and not {text[max(0, start - 2) : start], text[start : start + 2]} & words
    return (start > 0 and at_start) or (text[end - 1 : end + 1] in words and text[end : end + 2] not in words)
