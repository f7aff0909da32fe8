"""The number of a table's cell: its value, sign and unit.

Comes in: the cell's text and the unit that row, head or caption give. Goes out: an ``Amount``, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.analysis.figures.mentions import qualifier
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import Number, fold_width, parse_number

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGNS = {"≥": "ge", ">": "gt", "≤": "le", "<": "lt", "≈": "approx"}
_RANGE = re.compile(r"(\d[\d,]{0,20}(?:\.\d{1,9})?)\s?[^\d\s.-]{0,4}\s?[-至]\s?(\d[\d,]{0,20}(?:\.\d{1,9})?)")


@dataclass(frozen=True, slots=True)
class Amount:
    """The number of a cell: ``text[start:end]`` with its unit, where the cell prints one."""

    value: Number
    value_max: Number | None
    unit: str
    comparison: str
    start: int
    end: int


def read_amount(text: str, unit: str, rules: IndicatorRules) -> Amount | None:
    """A cell with one number (≥95, 1,350, 20左右, 3所, 5-6), in its own unit or in the one that row, head or caption give."""
    match = NUMBER.search(text)
    value = parse_number(match[0]) if match else None
    if match is None or value is None:
        return None
    before, ranged = text[: match.start()].strip(), _RANGE.match(text, match.start())
    high = parse_number(ranged[2]) if ranged else None
    end = ranged.end() if ranged and high is not None else match.end()
    tails = (text[end : end + k] for k in range(min(8, len(text) - end), 0, -1))
    own = next((tail for tail in tails if rules.bare_unit(tail.strip()) in rules.units or rules.grammar["table.unit"].fullmatch(tail.strip())), "")
    behind = text[end + len(own) :].strip()
    sign = _SIGNS.get(before[-1:], "") or qualifier(f"{before}0", len(before), rules)[0]
    sign = next((s for w, s in rules.signs.items() if behind.startswith(w)), "range" if sign == "eq" and high is not None else sign)
    start = match.start()
    if before.endswith("-") and high is None:
        value, start = -value, text.rfind("-", 0, match.start())
    return Amount(value, high, own.strip() or unit, sign, start, end + len(own))


def read_growth(text: str, rules: IndicatorRules) -> float | None:
    """The growth of a cell in percent (-5.8%, 下降3.1); None of percentage points and of words."""
    folded = fold_width(text)
    match = NUMBER.search(folded)
    if not match or "点" in folded:
        return None
    value = float(match[0].replace(",", ""))
    return -value if rules.grammar["table.falls"].match(folded) else value
