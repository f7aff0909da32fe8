"""A number as Word's ``w:numFmt`` writes it: 一, 壹, 甲, 〇, ①, IV, b."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def show_number(value: int, style: str) -> str:
    """``value`` in a style of ``w:numFmt``; an unknown style is written in Arabic numerals."""
    return _STYLES.get(style, str)(value)


def _counted(value: int, digits: str = _DIGITS, units: str = "十百千万") -> str:
    """一, 十, 十二, 二十, 一百零三; 壹拾贰 in the legal style."""
    if not 0 < value < 100_000:
        return str(value)
    out, gap = "", False
    for power in range(4, -1, -1):
        digit = value // 10**power % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit] + (units[power - 1] if power else "")
        gap = bool(out) and not digit
    return out[1:] if digits is _DIGITS and 10 <= value < 20 else out


def _each(value: int) -> str:
    """二〇, one sign for each digit."""
    return "".join("〇" if d == "0" else _DIGITS[int(d)] for d in str(value))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else str(value)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb: Word doubles the letter."""
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 260 else str(value)


def _run(first: str, last: int) -> Callable[[int], str]:
    """Signs that stand one after another in Unicode: ① to ⑳."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= last else f"({value})"


def _circled(value: int) -> str:
    if 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if value <= 35:
        return chr(ord("㉑") + value - 21)
    return chr(ord("㊱") + value - 36) if value <= 50 else f"({value})"


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    out = ""
    for worth, signs in _ROMAN:
        out += signs * (value // worth)
        value %= worth
    return out


def _wide(value: int) -> str:
    return "".join(chr(ord("０") + int(d)) for d in str(value))


_STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting"), _counted),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), lambda n: _counted(n, _LEGAL, "拾佰仟万")),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _each),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda n: f"{n:02d}",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "bullet": lambda _: "",
    "none": lambda _: "",
}
