"""What a line of a body looks like: a rule, an item, a numbered line, its indent. Strings in, answers out."""

from __future__ import annotations

import re

from builder.content.headings import split_number
from builder.content.limits import NESTING_LIMIT
from builder.content.opaque import active, inert

BLANKS = " \t　\xa0"
RULE = re.compile(r" {0,3}(?:-[ ]*){3,}\Z| {0,3}(?:_[ ]*){3,}\Z| {0,3}(?:\*[ ]*){3,}\Z")
HEADING = re.compile(r"#{2,}|#(?![0-9#])")
ITEM = re.compile(r"( *)(?:([-*+])|([0-9]+)\.) +(?=\S)")
PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,2})\Z")
ENDED = re.compile(r"[。；;：:！!？?…][”’」』）)》】\"']*\Z")
_SEVERAL = re.compile(r"\d+、\d|[一二三四五六七八九十]+、[一二三四五六七八九十]")
NOTE = re.compile(r"\[[^\[\]]*\]:")
_NUMBERED = {"part", "1", "2", "3", "4", "circled", "decimal"}
QUOTE = re.compile(r" {0,3}>(?![0-9])")
_OPENERS = re.compile(r"[ \t]*(?:>[ ]?|[-*+][ ]+|[0-9]+\.[ ]+)")
_MARKER = re.compile(r" *(?:[-*+]|[0-9]+\.)(?= |\Z)")
TASK = re.compile(r"\[([ xX])\] +(?=\S)")


def indent_of(text: str) -> tuple[int, str]:
    """How many blanks a line begins with, a tab and a wide blank counted as their width; the text after them."""
    rest = text.lstrip(BLANKS)
    lead = text[: len(text) - len(rest)].expandtabs(4)
    return len(lead) + lead.count("　"), rest


def number_of(text: str) -> tuple[str, int] | None:
    """Style and value of a number at the start of a line; None for prose (5、6月份 names months, 二、三产业 parts of the economy)."""
    text = active(text)
    if _SEVERAL.match(text):
        return None
    year = re.match(r"(\d{3,})\.\s", text)
    if year:
        return "3", int(year[1][:9])
    cut = split_number(text, run_in=False)
    return (cut.style, cut.value) if cut.style in _NUMBERED else None


def literal_start(text: str) -> str:
    """A line of prose that begins with what the converter would take for a mark: 2024. …, >5%, #1机组."""
    marker = _MARKER.match(text)
    if marker:
        return inert(marker[0]).replace(inert(" "), " ") + text[marker.end() :]
    body = text.lstrip(" ")
    if body.startswith((">", "#", "=")):
        return inert(body[0]) + body[1:]
    return text


def depth_of(text: str) -> int:
    """How deep a line lies: its indent and the marks it begins with."""
    count, at = (len(text) - len(text.lstrip(" "))) // 4, 0
    while count <= NESTING_LIMIT and (match := _OPENERS.match(text, at)):
        count, at = count + 1, match.end()
    return count
