"""What the YAML reader complains of, in the words of the person who has to mend it, on the line where the trouble begins.

The reader notices a fault where it can go on no longer, often a line or ten after the slip; the source
text tells which slip it was. Text and error in, a sentence and a line out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from builder.text import when_asked

_DEFAULT_ACTION = "改正这一行的写法"
_KEY = r"[ \t]*(?:- +)?(?P<key>[^\s:：\"'#\[\]{}][^\s:：\"'#\[\]{}]*)"
_TIGHT = when_asked(_KEY + r":(?![\s/]|\Z)")
_WIDE_COLON = when_asked(_KEY + "：")
_TAB = when_asked(r" *\t")
_QUOTED = when_asked(r"[^\"']*?(?:: +|- +|[\[{,] *)([\"'])(.*)\Z")
_MAPPED = when_asked(_KEY + r":(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class YamlFault:
    """``line`` counts from 0 within the document."""

    line: int
    reason: str
    action: str = _DEFAULT_ACTION


def explain(text: str, error: yaml.MarkedYAMLError) -> YamlFault:
    """Which slip it was, and where it was made."""
    said = error.problem or error.context or ""
    at = error.problem_mark or error.context_mark
    since = error.context_mark or at
    lines = text.split("\n")
    noticed, began = (min(m.line, len(lines) - 1) if m else 0 for m in (at, since))
    if "',' or" in said:
        sign, name = ("[ ]", "方括号") if "]" in said else ("{ }", "花括号")
        return YamlFault(began, f"{name}没有成对，或缺少逗号", f"补上 {sign} 里缺的一半，各项用半角逗号隔开")
    if said.startswith("found unexpected end of stream") or "document indicator" in said:
        return YamlFault(began, "引号没有成对", "在文字末尾补上引号，或去掉开头的引号")
    return _by_line(lines, noticed, began, said) or YamlFault(noticed, _other(said), _DEFAULT_ACTION)


def _by_line(lines: list[str], noticed: int, began: int, said: str) -> YamlFault | None:
    """The slip as the lines themselves show it: the place noticed first, then those before it."""
    if "tab" in said or _TAB.match(lines[noticed]):
        return YamlFault(noticed, "缩进用了制表符（Tab），缩进要用空格", "把制表符改成空格")
    if said.startswith(("could not find expected ':'", "mapping values are not allowed", "did not find expected")):
        for number in range(noticed, max(-1, min(began, noticed - 1) - 1), -1):
            fault = _tight(lines[number], number)
            if fault:
                return fault
    if said.startswith("could not find expected ':'"):
        return YamlFault(began, f"“{lines[began].strip()[:20]}”缺少冒号", "写成“键: 值”")
    if said.startswith("did not find expected"):
        for number in range(noticed, -1, -1):
            fault = _loose_quote(lines[number], number)
            if fault:
                return fault
    if said.startswith("mapping values are not allowed"):
        return _second_colon(lines, noticed)
    return None


def _tight(line: str, number: int) -> YamlFault | None:
    wide, tight = _WIDE_COLON.match(line), _TIGHT.match(line)
    if wide:
        return YamlFault(number, f"“{wide['key']}”后面是全角冒号", f"改成半角冒号加一个空格：“{wide['key']}: …”")
    if tight:
        return YamlFault(number, f"“{tight['key']}:”的冒号后面没有空格", f"在冒号后加一个空格：“{tight['key']}: …”")
    return None


def _loose_quote(line: str, number: int) -> YamlFault | None:
    """A value that opens with a quotation mark and does not end with it."""
    match = _QUOTED.match(line)
    if not match:
        return None
    quote, rest = match[1], re.sub(r"(?<!\s)\s+#.*\Z", "", match[2]).rstrip(" ]},")
    if quote not in rest:
        return YamlFault(number, "引号没有成对", "在文字末尾补上引号，或去掉开头的引号")
    if not rest.endswith(quote) or rest.count(quote) % 2 == 0:
        return YamlFault(number, "引号之后还有文字", "把整个值放进引号；文字里的引号用“”")
    return None


def _second_colon(lines: list[str], number: int) -> YamlFault:
    line = lines[number]
    first = _MAPPED.match(line)
    if first and re.search(r":(?:\s|\Z)", line[first.end() :]):
        return YamlFault(number, "值里有冒号", f"给值加引号：{first['key']}: \"…\"")
    before = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    deeper = len(line) - len(line.lstrip()) > len(lines[before]) - len(lines[before].lstrip())
    if deeper:
        return YamlFault(number, "缩进没有对齐：比上一行深", "与上一行的键对齐；值要写在同一行")
    return YamlFault(before, "这一行没有写完，或缺少冒号", "写成“键: 值”")


def _other(said: str) -> str:
    return next((words for start, words in _REASONS.items() if said.startswith(start)), "无法解析")


_REASONS = {
    "block sequence entries are not allowed": "列表要从新的一行开始",
    "found character that cannot start any token": "有不能这样用的符号：以 %、@、` 开头的文字要加引号",
    "found unknown escape character": "双引号里的反斜杠 \\ 要写成两个，或改用单引号",
    "did not find expected comment or line break": "“|”和“>”后面不能有文字，文字从下一行起、缩进着写",
    "did not find expected alphabetic or numeric": "以 * 或 & 开头的文字要加引号",
    "did not find expected '-' indicator": "列表的各项没有对齐，或“-”后面没有空格",
    "did not find expected <document start>": "缩进没有对齐：比上一行浅",
    "did not find expected": "缩进没有对齐",
}
