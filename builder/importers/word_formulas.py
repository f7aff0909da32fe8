"""What Word sets as a formula, as a line of text: fractions with a stroke, powers raised, a sign in a circle as such."""

from __future__ import annotations

import re

from lxml import etree

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FIELD = re.compile(r"EQ(?![A-Za-z])", re.IGNORECASE)
# 带圈字符 of Word, and a fraction; blanks in them mean nothing: EQ \o\ac(○,3), EQ \f(1,2)
_CIRCLED = re.compile(r"EQ\\o\\ac\([○〇◯][,，;]([^()]{1,4})\)\Z", re.IGNORECASE)
_FRACTION = re.compile(r"EQ\\f\(([^(),;]{1,20})[,;]([^(),;]{1,20})\)\Z", re.IGNORECASE)


def formula(element: etree._Element) -> str:
    """The signs of an ``m:oMath`` in order. Two numbers that its structure keeps apart stay apart."""
    out = ""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.removeprefix(MATHS)
        if name == "t":
            text = child.text or ""
        elif name == "f":
            text = "/".join(formula(part) for part in child.iterchildren(MATHS + "num", MATHS + "den"))
        elif name == "sup":
            text = formula(child)
            text = text.translate(RAISED) if text.isdecimal() else text
        else:
            text = formula(child)
        apart = name not in {"t", "r", "sup"} and out[-1:].isdecimal() and text[:1].isdecimal()
        out += (" " if apart else "") + text
    return out


def is_formula(instruction: str) -> bool:
    """Does a field compute nothing but how its own words are set (EQ)?"""
    return bool(_FIELD.match(instruction.strip()))


def field_formula(instruction: str) -> str:
    """The words of an EQ field: ③ of a 3 in a circle, 1/2 of a fraction, else what stands in its brackets."""
    tight = "".join(instruction.split())
    if circled := _CIRCLED.match(tight):
        return chr(0x245F + int(circled[1])) if re.fullmatch("[1-9]|1[0-9]|20", circled[1]) else circled[1]
    if fraction := _FRACTION.match(tight):
        return f"{fraction[1]}/{fraction[2]}"
    words = re.sub(r"\\[A-Za-z]{1,3}\d{0,3}", " ", instruction.strip()[2:])
    return " ".join(re.sub(r"[(),;\\]", " ", words).split())
