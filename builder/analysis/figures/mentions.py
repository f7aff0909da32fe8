"""Numbers with units in a passage, and which of them are no figures at all.

Comes in: a folded passage (``fold_width``). Goes out: ``Mention`` values in order. Dates, ordinals,
names of policies, road widths, ages and the like are left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.analysis.figures.grammar import face
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import Number, parse_number
from builder.frozen import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A printed quantity: ``text[start:end]`` from the first digit to the unit; qualifiers around it.

    ``outer`` is where the qualifier in front begins, ``after`` where the one behind ends; ``because``: ids of the rules that read it.
    """

    start: int
    end: int
    outer: int
    after: int
    value: Number
    value_max: Number | None
    unit: str
    dimension: str
    comparison: str
    chinese: bool
    because: tuple[str, ...] = ()


_CLOSES = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "〕": "〔", "】": "【"}
_MARK = re.compile("[“‘《「『〔【\"”’》」』〕】。\n]")
_QUOTE_MARK = re.compile("[“‘《「『〔【\"]")  # without one that opens nothing stands in quotes


def find_mentions(text: str, rules: IndicatorRules, quoted: list[bool]) -> list[Mention]:
    """All quantities of a passage that may be figures. ``quoted`` tells which characters stand in quotation marks."""
    return [mention for mention, refused in weighed_mentions(text, rules, quoted) if not refused]


def weighed_mentions(text: str, rules: IndicatorRules, quoted: list[bool]) -> Iterator[tuple[Mention, str]]:
    """Every quantity with the id of the rule by which it is no figure; empty where it is one."""
    for match in rules.grammar["number.mention"].finditer(text):
        mention = _read(match, text, rules)
        if mention and not quoted[mention.start]:
            yield _counted(mention, text, rules)


def quoted_places(text: str) -> list[bool]:
    """For each character: does it stand between a pair of quotation or title marks? Open ends do not count."""
    marks = [False] * (len(text) + 1)
    if not _QUOTE_MARK.search(text):
        return marks
    stack: list[tuple[str, int]] = []
    straight = -1
    for mark in _MARK.finditer(text):
        i, char = mark.start(), mark[0]
        if char in "“‘《「『〔【":
            stack.append((char, i))
        elif char in _CLOSES:
            while stack and stack[-1][0] != _CLOSES[char]:
                stack.pop()
            if stack:
                _, start = stack.pop()
                marks[start:i] = [True] * (i - start)
        elif char == '"':
            if straight >= 0:
                marks[straight:i] = [True] * (i - straight)
            straight = -1 if straight >= 0 else i
        else:
            straight = -1
    return marks


def _read(match: re.Match[str], text: str, rules: IndicatorRules) -> Mention | None:
    """A match of the mention pattern as a quantity; None when it has no unit or is no number."""
    low, high = match["low"], match["high"]
    start, unit_text = match.start(), (match["mult"] or "") + (match["mult2"] or "") + (match["unit"] or "")
    end, after_end = match.end("unit"), match.end()
    if match["part"]:
        unit_text, end = "%", match.end("high") if high and match["part2"] else match.end("low")
        after_end = _after_end(text, end, rules)
    elif match["unit"] is None:
        # 5%-6% 以上 parsed to the end, but a range may also be no range: 3月至5月, 6个至今
        if high and match["lowunit"]:
            unit_text, end, high = (match["lowmult"] or "") + match["lowunit"], match.end("lowunit"), None
            after_end = _after_end(text, end, rules)
        else:
            return None
    elif match["lowunit"] and match["lowunit"] != match["unit"]:
        return None
    if high and not match["part"] and rules.grammar["number.from"].search(text[max(0, start - 10) : start]):
        return None
    dimension = rules.dimension(unit_text)
    item = rules.grammar["number.of-item"].match(text, 0, match.end("low")) if dimension == "count" and not match["mult"] else None
    if item and item.end() > start:
        low = text[item.end() : match.end("low")]  # 9.20个健身点: the ninth item of a list, and twenty
    value, value_max = parse_number(low or "一"), parse_number(high) if high else None  # 突破万亿元: one of them
    if value is None or (high and value_max is None):
        return None
    if match["lowmult"] and value_max is not None and match["lowmult"] != match["mult"]:
        value = value * rules.multipliers[match["lowmult"]] / rules.multipliers.get(match["mult"] or "", 1.0)
    because: tuple[str, ...] = ("number.mention",)
    below = "number.rate-below" if dimension in _RATES else "number.below"
    if text[start - 1 : start] == "-" and rules.grammar[below].search(text[max(0, start - 2) : start]):
        value, start, because = -value, start - 1, (*because, below)
    sign, outer = qualifier(text, start, rules)
    behind = rules.signs.get(text[end:after_end], "") or ("ge" if match["more"] or match["more2"] else "")
    if outer < start and not behind:
        because = (*because, "number.qualifier")
    sign = behind or sign  # what stands behind the unit outweighs what stands before
    if value_max is not None and sign == "eq":
        sign = "range"
    if unit_text == "成":
        value, value_max, unit_text = value * 10, None if value_max is None else value_max * 10, "%"
    found = Mention(start, end, outer, after_end, value, value_max, unit_text, dimension, sign, not low[:1].isdigit(), because)
    return _composed(found, text, rules)


_RATES = {"percent", "points"}


def _composed(mention: Mention, text: str, rules: IndicatorRules) -> Mention:
    """3万2千亿元, 四十五万三千人: one number, read in its last unit (32000 亿元, 453000 人)."""
    before = text[max(0, mention.start - 12) : mention.start]
    match = rules.grammar["number.head"].search(before) if before.endswith(("万", "亿")) and mention.value_max is None else None
    head = parse_number(match["head"]) if match else None
    if match is None or head is None:
        return mention
    bare = rules.bare_unit(mention.unit)
    prefix = mention.unit[: len(mention.unit) - len(bare)]
    scale = prefix[-1] if prefix.endswith(("万", "亿")) else ""
    whole, low = head * rules.multipliers[match["mult"]], rules.multipliers.get(prefix, 1.0)
    step = rules.multipliers[scale] if scale else 1.0
    # 1亿3千万 is 13000万, but 3万2千亿 is 32000亿: a head of 万 before 亿 counts 亿 itself
    value = whole + mention.value * low / step if scale == "亿" else (whole + mention.value * low) / step
    if value <= mention.value:
        return mention
    start = mention.start - (len(before) - match.start())
    value = int(value) if value == int(value) else value
    sign, outer = qualifier(text, start, rules)
    comparison = sign if mention.comparison == "eq" else mention.comparison
    because = (*mention.because, "number.head")
    return replace(mention, start=start, outer=outer, value=value, unit=scale + bare, comparison=comparison, because=because)


def _after_end(text: str, end: int, rules: IndicatorRules) -> int:
    word = next((w for w in rules.signs if text.startswith(w, end)), "")
    return end + len(word)


def qualifier(text: str, start: int, rules: IndicatorRules) -> tuple[str, int]:
    """(sign, start) of the qualifier in front of a number: 超过500 → gt."""
    match = rules.grammar["number.qualifier"].search(text, max(0, start - _LONGEST), start + 1)
    return (match.lastgroup or "eq", match.start()) if match else ("eq", start)


_LONGEST = 6  # characters of the longest qualifier


def _counted(mention: Mention, text: str, rules: IndicatorRules) -> tuple[Mention, str]:
    """With the rule by which it is part of a name, a date, an order or a distance, or a numeral that nothing says it counts."""
    bare = rules.bare_unit(mention.unit)
    numeral = text[mention.start : mention.end].removesuffix(bare).replace(" ", "")
    seen = face(text[max(0, mention.start - 24) : mention.start], mention.dimension, bare, numeral, text[mention.end : mention.end + 40])
    trap = rules.grammar.first("trap", seen)
    if trap or not mention.chinese:
        return mention, trap
    for word in rules.grammar["number.idiom"].finditer(text, max(0, mention.start - 8), mention.end + 8):
        if word.start() <= mention.start and mention.end <= word.end("word"):
            return mention, "number.idiom"
    evidence = rules.grammar.first("count", seen)
    return replace(mention, because=(*mention.because, evidence)), "" if evidence else NO_EVIDENCE


NO_EVIDENCE = "count"  # a numeral in Chinese characters that no rule of this family counts
