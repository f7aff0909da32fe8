"""Lines → entries: which line is a heading by its number, and where its text begins.

Slips of the source are mended first: a number alone on its line, a lost line end before the next
number, asterisks or ornaments that stood for bold type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.content.headings import HeadingNumber, split_number, states_amount
from builder.importers.attachments import is_file_name
from builder.importers.values import Line
from builder.text import HAN

_RANK = {"1": 30, "1-bare": 30, "2": 40, "3": 50, "3-bare": 50, "decimal": 50, "4": 60, "circled": 70}
_PART_RANK = {"编": 5, "分": 6, "篇": 7, "章": 10, "节": 20}
_MAX_HEAD = {
    "part": 60,
    "1": 70,
    "2": 60,
    "3": 45,
    "decimal": 45,
    "4": 45,
    "circled": 40,
    "run-in": 45,
    "1-bare": 26,
    "3-bare": 26,
}
_STOPS = "。！!？?；;"
_FIGURE = re.compile(r"\d[.,]*+\s*+(?:%|％|个百分点|[万亿千百]|元|个|家|户|人|宗|件|场|项|公里|亩|平方米)")
_CLAUSES = 2  # commas; a sentence with more is no heading
_DEEP = {"3", "decimal", "4", "circled"}
_IN_SERIES = {"run-in", "1-bare", "3-bare"}  # numbers that are words too: believed only beside their like
_SPREAD = re.compile(rf"[{HAN}](?:\s+[{HAN}]){{1,3}}")  # 综  合, set wide
_CN = "[一二三四五六七八九十]{1,3}"
_JOINED = re.compile(rf"(?<=[。！？；])\s*(?=(?:{_CN}、|[（(]{_CN}[）)]|\d{{1,2}}[.．、](?!\d)))")
_NESTED = re.compile(rf"\A{_CN}、[^，。；：（(]{{2,30}}(?=[（(]一[）)])")  # 一、农业（一）修好水利。…
_NUMBER_ONLY = re.compile(rf"(?:第{_CN}(?:部分|[章编篇节])|{_CN}[、.．]|[（(]{_CN}[）)]|\d{{1,2}}[.．、])\Z")
_STARRED = re.compile(
    r"(\*\*|__)(?P<text>[^*_]{2,60})\1\Z|【(?P<boxed>[^】]{2,30})】\Z|[◆◇●■□▲△★☆◎※▶►➢➤❖◈]\s*(?P<bullet>[^。；;]{2,30})\Z"
)

SERIES = -1  # rank of 第一， and 一是 until it is known what they stand under


@dataclass(frozen=True, slots=True)
class Entry:
    """A line on its way to a piece; ``rank`` orders styles of numbering, 0 means running text."""

    text: str
    line: Line
    rank: int = 0
    value: int = 0
    inline: bool = False
    style: str = ""


def is_numbered(text: str) -> bool:
    """Does a line open with the number of an outline heading, or hold nothing else?"""
    return read_heading(text) is not None or bool(_NUMBER_ONLY.match(text))


def is_statement(text: str) -> bool:
    """（一）改造雨污管网10公里，整治背街小巷15条。 is a sentence of the report, however it is numbered: it ends in a full stop and states a figure, or runs on in clauses."""
    body = split_number(text, run_in=False).heading
    stop = _first_stop(body)
    head, rest = body[:stop], body[stop + 1 :].strip()
    if stop < 0 or body[stop] != "。":
        return False
    clauses = len(re.findall("[，,]", head))
    return (states_amount(head) and (not rest or clauses > 0)) or (not rest and clauses > _CLAUSES)


def read_heading(text: str) -> tuple[HeadingNumber, str, str] | None:
    """(number, heading, text after it on the same line); None when the line is no heading."""
    cut = split_number(text, run_in=False)
    if not cut.style or cut.style in _IN_SERIES or is_file_name(text):
        return None
    if is_statement(text):
        return None
    limit = _MAX_HEAD[cut.style]
    body = cut.heading
    stop = _first_stop(body)
    deep = cut.style in _DEEP
    if stop < 0:
        gap = re.match(r"([^，,。；;：:\s]{2,30})[\s\u3000]+(?=.{40,})", body)
        if gap:
            return cut, gap[1], body[gap.end() :]
        if body.endswith(("：", ":")):
            return (cut, body[:-1], "") if len(body) <= 30 else None
        unlike = len(body) > limit or (deep and (_FIGURE.search(body) or body.endswith(("，", ","))))
        return None if unlike else (cut, body, "")
    flattened = re.match(r"([^，,。；;：:\s]{2,20})[\s\u3000]+(?=[^\s]{2,}[，,].{8,})", body)
    if flattened and not deep:
        return cut, flattened[1], body[flattened.end() :]
    head, rest = body[:stop], body[stop + 1 :].strip()
    colon = re.match(r"([^，,。；;：:]{2,20})[：:](?=.{15,})", body)
    if colon:
        return cut, colon[1], body[colon.end() :].strip()
    if body[stop] in "；;" or len(head) > limit or (rest and len(re.findall("[，,]", head)) > 2):
        return None
    if deep and (not rest or _FIGURE.search(head)):
        # 1.完成投资3亿元。 is an item of a list, not a heading.
        return None
    return cut, head, rest


def _first_stop(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        elif char in _STOPS and not depth:
            return place
    return -1


def read_entries(lines: Sequence[Line]) -> list[Entry]:
    """Each line as an entry; a heading with text beside it becomes two."""
    lines = _split_joined(_join_numbers([_without_stars(line) for line in lines]))
    series = _series(lines)
    entries: list[Entry] = []
    seen: set[int] = set()
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        found = None if line.kind == "table" or line.apart else read_heading(line.text)
        if found is None and line.text.endswith("。") and _is_above_text(lines, index) and not is_statement(line.text):
            found = read_heading(line.text[:-1])
        if index in series:
            found = (series[index], series[index].heading, "")
        if found is None or not (index in series or _is_plausible(found[0], seen, last)):
            entries.append(Entry(line.text, line))
            continue
        cut, head, rest = found
        rank = _rank(cut)
        if rank > 0:
            seen = {r for r in seen if r <= rank} | {rank}
            last[cut.style] = cut.value
        spaced = cut.style in {"part", "decimal", "1-bare", "3-bare"}
        gap = " " if spaced and re.match(r"\s", line.text[len(cut.number) :]) else ""
        if _SPREAD.fullmatch(head):
            head = re.sub(r"\s", "", head)
        entries.append(Entry(cut.number + gap + head, line, rank, cut.value, bool(rest), cut.style))
        if rest:
            entries.append(Entry(rest, line))
    return entries


def _without_stars(line: Line) -> Line:
    """**标题**, 【标题】 or ◆ 标题 alone on a line: the marks stand for bold type."""
    match = _STARRED.match(line.text) if line.kind == "text" else None
    return replace(line, text=next(g for g in match.group("text", "boxed", "bullet") if g).strip(), bold=True) if match else line


def _join_numbers(lines: Sequence[Line]) -> list[Line]:
    """A number alone on its line belongs to the short line below it."""
    out: list[Line] = []
    waiting: Line | None = None
    for line in lines:
        if waiting and line.kind != "table" and len(line.text) <= 60 and _first_stop(line.text) < 0:
            out[-1] = replace(waiting, text=waiting.text + line.text)
            waiting = None
            continue
        out.append(line)
        waiting = line if line.kind != "table" and _NUMBER_ONLY.match(line.text) else None
    return out


def _series(lines: Sequence[Line]) -> dict[int, HeadingNumber]:
    """Lines that begin with 第一， 首先， 一是 or a bare number, are short, have a sister, and stand above text."""
    found: dict[int, HeadingNumber] = {}
    for index, line in enumerate(lines[:-1]):
        cut = split_number(line.text)
        short = len(line.text) <= _MAX_HEAD.get(cut.style, 0) and _first_stop(line.text) < 0
        open_end = line.text.endswith(("，", ",", "：", ":", "、"))
        if cut.style in _IN_SERIES and short and not open_end and line.kind != "table" and not line.apart:
            found[index] = cut
    lonely = {i for i, cut in found.items() if not any(_are_sisters(cut, other) for other in found.values())}
    crowded = sum(i + 1 in found and found[i + 1].style == cut.style for i, cut in found.items()) * 2 > len(found)
    return {} if crowded else {i: cut for i, cut in found.items() if i not in lonely}


def _are_sisters(one: HeadingNumber, other: HeadingNumber) -> bool:
    if one.style != other.style:
        return False
    if one.number.startswith("最后") != other.number.startswith("最后"):
        return True
    return abs(one.value - other.value) == 1 and one.number[:1].isdecimal() == other.number[:1].isdecimal()


def _split_joined(lines: Sequence[Line]) -> list[Line]:
    """Part lines in which a lost line end left the next heading (…。二、…) in the middle of a paragraph.

    Only the number that is due is believed: 二、 after 一、, and (一) or the next (n) below it, 2. after 1.
    """
    out: list[Line] = []
    due = {"1": 1, "2": 1, "3": 1}
    for line in lines:
        start = 0
        nested = _NESTED.match(line.text) if line.kind == "text" else None
        inner = read_heading(line.text[nested.end() :]) if nested else None
        if nested and inner and inner[2]:
            out.append(replace(line, text=nested[0]))
            due = _next_due(due, split_number(nested[0]))
            line = replace(line, text=line.text[nested.end() :])
        due = _next_due(due, split_number(line.text, run_in=False))
        if line.kind == "text":
            for match in _JOINED.finditer(line.text):
                cut = split_number(line.text[match.end() :], run_in=False)
                if cut.value == due.get(cut.style) and read_heading(line.text[match.end() :]):
                    out.append(replace(line, text=line.text[start : match.end()].strip()))
                    due = _next_due(due, cut)
                    start = match.end()
        out.append(replace(line, text=line.text[start:].strip()))
    return out


def _next_due(due: dict[str, int], cut: HeadingNumber) -> dict[str, int]:
    if cut.style == "1":
        return {"1": cut.value + 1, "2": 1, "3": 1}
    if cut.style == "2":
        return {**due, "2": cut.value + 1, "3": 1}
    return {**due, "3": cut.value + 1} if cut.style == "3" else due


def _is_plausible(cut: HeadingNumber, seen: set[int], last: dict[str, int]) -> bool:
    """A series of deep numbers starts at 1 or goes on across sections: 3.5 or 12、 out of nowhere is no heading."""
    started = cut.value == 1 or _rank(cut) in seen or cut.value == last.get(cut.style, -1) + 1
    return cut.style in {"part", "1", "2"} or started


def _is_above_text(lines: Sequence[Line], index: int) -> bool:
    """1.修好水利。 alone on its line is a heading if a paragraph without a number follows, else an item of a list."""
    if index + 1 >= len(lines) or len(lines[index].text) > 30 or lines[index + 1].kind == "table":
        return False
    below = lines[index + 1].text
    return len(below) >= 40 and not split_number(below).style


def _rank(cut: HeadingNumber) -> int:
    if cut.style == "part":
        return next((rank for sign, rank in _PART_RANK.items() if sign in cut.number), 6)
    if cut.style == "decimal":
        return _RANK["3"] + len(re.findall("[.．](?=\\d)", cut.number))
    return _RANK.get(cut.style, SERIES)
