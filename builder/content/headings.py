"""Numbers of headings: 一、 / (一) / 1. / (1) / 第一章 / 第一， / 一是 (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from builder.text import chinese_number

_CN = "[一二三四五六七八九十百零〇]{1,4}"
_DIGITS = "[0-9０-９]{1,2}"
_OPEN, _CLOSE = "[(（﹙]", "[)）﹚]"
# Half and full width, and the common slips (一. / (一)、/ 1、) are read alike; the numbering lint is elsewhere.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*(?P<n>{_CN}|{_DIGITS})\s*(?:部分|[章编篇节])[、:：\s　]*")),
    ("part", re.compile(r"(?P<word>[上中下])篇\s*[、:：\s　]\s*")),
    ("1", re.compile(rf"(?P<n>{_CN})\s*[、.．]\s*")),
    ("2", re.compile(rf"{_OPEN}\s*(?P<n>{_CN})\s*{_CLOSE}\s*[、.．]?\s*")),
    (
        "run-in",
        re.compile(
            r"第?(?P<n>[一二三四五六七八九十]{1,3})(?:是|要(?![务素点求闻件领害])|[,，](?=\D))"
            r"|[第其](?P<m>[一二三四五六七八九十]{1,3})(?:[,，：:]|、(?!第|[二三四]))|(?P<word>首先|其次|再次|最后)[,，：:]"
        ),
    ),
    ("decimal", re.compile(rf"(?:{_DIGITS}[.．])+(?P<n>{_DIGITS})[.．]?[\s　]+(?=\D)")),
    ("3", re.compile(rf"(?P<n>{_DIGITS})\s*(?:[.．](?![0-9０-９])|、|[)）])\s*")),
    ("4", re.compile(rf"{_OPEN}\s*(?P<n>{_DIGITS})\s*{_CLOSE}\s*[、.．]?\s*")),
    ("circled", re.compile(r"(?P<n>[①-⑳])\s*")),
    # Numbers that are one character, and those of cheques.
    ("1", re.compile(r"(?P<n>[壹贰叁肆伍陆柒捌玖])\s*、\s*")),
    ("1", re.compile(r"(?P<n>[Ⅰ-Ⅻ])\s*[、.．]\s*")),
    ("2", re.compile(r"(?P<n>[㈠-㈩])\s*[、.．]?\s*")),
    ("3", re.compile(r"(?P<n>[⒈-⒛])\s*")),
    ("4", re.compile(r"(?P<n>[⑴-⒇])\s*")),
    # A number and a space, nothing else: believed only where a whole series of short lines has it.
    ("1-bare", re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[\s　]+(?=[^\s。，；]{2,24}\Z)")),
    ("3-bare", re.compile(r"(?P<n>[0-9]{1,2})[\s　]+(?=[^\s\d。，；年月日时件大个项条家][^\s。，；]{1,23}\Z)")),
)
# 15条, 5%; a year and a number that names (3号) are none, nor one that opens a quoted name (“3个一”).
_AMOUNT = re.compile(r"(?<![\d“‘.])\d[\d.,]*+\s*+(?:[%％‰㎡]|(?![年月日号期届级])[一-龥])")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "上": 1, "中": 2, "下": 3}


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """A heading cut in two. ``style`` tells the numbering's kind, ``value`` the number (0: none)."""

    number: str
    heading: str
    value: int
    style: str


def split_number(text: str, *, run_in: bool = True) -> HeadingNumber:
    """一、聚力抓党建 → (“一、”, “聚力抓党建”, 1, "1"). ``run_in`` False: 一是 and 第一， count as text, for lines that may be prose."""
    text = text.strip()
    for style, pattern in _PATTERNS:
        if style == "run-in" and not run_in:
            continue
        match = pattern.match(text)
        if match and match.end() < len(text):
            return HeadingNumber(match[0].strip(), text[match.end() :].strip(), _value(match), style)
    return HeadingNumber("", text, 0, "")


def states_amount(text: str) -> bool:
    """Does a heading state a figure with its unit (整治背街小巷15条)?"""
    return _AMOUNT.search(text) is not None


def _value(match: re.Match[str]) -> int:
    groups = match.groupdict()
    numeral = groups.get("n") or groups.get("m") or ""
    if not numeral:
        return _WORDS.get(groups.get("word") or "", 0)
    if numeral.isdecimal():
        return int(numeral)
    return chinese_number(numeral) or (int(unicodedata.numeric(numeral, 0)) if len(numeral) == 1 else 0)
