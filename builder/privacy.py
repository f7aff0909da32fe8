"""Numbers of a person in running text: found where they stand, masked wherever text is shown.

Lowest floor; imports nothing of the house but ``around_numbers``, since every finding is masked by it. Comes in: any text.
Goes out: identity numbers (PII-01), mobile telephones (PII-02) and bank cards (PII-03) with their place.
Office landlines, index numbers, credit codes, dates and amounts are none of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from builder.around_numbers import (
    AFTER,
    GAP,
    IDENTITY_LABEL,
    MOBILE,
    PHONE_LABEL,
    in_front,
    is_code,
    is_figure,
    is_inside_word,
    is_of_address,
    is_of_office,
    is_part,
)

NumberKind = Literal["id-number", "mobile", "bank-card"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person. ``[start, end)`` counts characters of the text; ``digits`` are bare, never to be shown: ``masked`` is."""

    kind: NumberKind
    start: int
    end: int
    digits: str
    masked: str


# One character for one character, so that places stay true: full width, dashes, blanks, characters without width.
_SAME = {0xFF10 + n: str(n) for n in range(10)}
_SAME |= dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-") | dict.fromkeys(map(ord, "\u00a0\u202f\u205f\u3000"), " ")
_SAME |= dict.fromkeys(range(0x2000, 0x200B), " ") | dict.fromkeys((0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF), "\u200b")
_SAME |= {ord("Ｘ"): "X", ord("ｘ"): "X", ord("＋"): "+", ord("．"): ".", ord("："): ":"}
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
_SPELLED = "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_DIGIT_OF = dict(zip(map(ord, _SPELLED), "0001234567891123456789", strict=True))
# 一三九七九七九一零一六: a row of eleven and more is no count and no year.
_SPELLED_OUT = re.compile(rf"[{_SPELLED}](?:[ \u3000-]?[{_SPELLED}\d]){{10,24}}")
_LONG = re.compile(rf"\d(?:[^\w\n]{{0,3}}\d){{9}}|[{_SPELLED}](?:[ \u3000-]?[{_SPELLED}\d]){{10}}")  # no number here without this: most paragraphs have none

# Looked for at every place (the lookahead takes nothing), so that a number right behind another one is not passed over.
_IDENTITY = re.compile(
    rf"(?<!\d)(?=(\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}{GAP}\d\d{GAP}\d\d{GAP}\d{{3}}{GAP}[\dXx]|\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d[\dXx]){AFTER})"
)
_OLD_IDENTITY = re.compile(rf"(?<!\d)(?=(\d{{15}}){AFTER})")
_CARD = re.compile(
    rf"(?<!\d)(?=([3-69]\d{{3}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{3}}(?:\d{GAP}\d{{0,3}})?|62\d{{4}}[ -]\d{{10,13}}){AFTER})"
)
# With a word before it that says what it is, however the digits are grouped and whatever the check digit.
_S = r"[ \u200b()（）\[\]【】.·•/_-]{0,2}"
_LOOSE_MOBILE = re.compile(rf"(?<![\d.])(?=([（(\[【]?1{_S}[3-9](?:{_S}\d){{9}}){AFTER})")
_LABELLED_IDENTITY = re.compile(rf"(?<!\d)(?=(\d(?:[ ,，、.·/\u200b-]{{0,2}}\d){{13,17}}(?:{GAP}[\dXx])?)(?![*＊]){AFTER})")
_LOOSE_RUN = re.compile(rf"(?<!\d)(?=(\d(?:{GAP}\d){{13,17}}(?:{GAP}[\dXx])?)(?![*＊]){AFTER})")
_BRACKETED_MOBILE = re.compile(r"[（(\[【]1[3-9]\d[)）\]】]")
_SAYS_IDENTITY = re.compile(r"(?:身份证|身份号码|公民身份)[^\d\n，。；、]{0,8}\Z")
_SAYS_CARD = re.compile(r"(?:卡号|[行资折通蓄记用][卡折]|存折)[^\d\n，。；、]{0,8}\Z")
_NEARLY_IDENTITY = re.compile(rf"(?<!\d)(?=(\d{{6}}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{0,3}}[\dXx]?){AFTER})")

_CARD_LABEL = re.compile("卡号|账号|帐号|账户|帐户|银行|信用卡|card", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of a person, in order of place. Time grows with the length of the text alone."""
    return tuple(_apart([replace(n, start=at + n.start, end=at + n.end) for at, line in _long_lines(text) for n in _found(_plain(line))]))


def mask(text: str) -> str:
    """The text with every such number masked, also one that is cut off or mistyped, whatever stands around it."""
    if not _LONG.search(text):
        return text
    plain = _plain(text)
    out: list[str] = []
    last = 0
    for number in _apart([*_looking_like(plain)]):
        out += (text[last : number.start], number.masked)
        last = number.end
    return "".join((*out, text[last:]))


def identity_is_valid(number: str) -> bool:
    """公民身份号码: 18 characters, a day of birth that existed, check character by GB 11643-1999 (ISO 7064, MOD 11-2)."""
    if not re.fullmatch(r"\d{6}(?:19\d\d|20[0-4]\d)\d{7}[\dX]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return "10X98765432"[sum(int(c) * w for c, w in zip(number[:17], _WEIGHTS, strict=True)) % 11] == number[17]


def luhn_is_valid(number: str) -> bool:
    """Check digit of payment cards (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(c), 10)) if i % 2 else int(c) for i, c in enumerate(reversed(number)))
    return sum(doubled) % 10 == 0


def _long_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that may hold a number, each with its place: neither a number nor what tells of it goes beyond one."""
    done = -1
    for match in _LONG.finditer(text):
        if match.start() > done:
            start, done = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            done = len(text) if done < 0 else done
            yield start, text[start:done]


def _plain(text: str) -> str:
    text = _OTHER_DIGITS.sub(lambda m: str(unicodedata.decimal(m[0])), text.translate(_SAME))
    return _SPELLED_OUT.sub(lambda m: m[0].translate(_DIGIT_OF), text)


def _bare(text: str) -> str:
    return re.sub("[^0-9X]", "", text.upper())


def _apart(numbers: Iterator[Number] | list[Number]) -> Iterator[Number]:
    """In order of place, the first of those that overlap."""
    end = 0
    for number in sorted(numbers, key=lambda n: (n.start, -n.end)):
        if number.start >= end:
            yield number
            end = number.end


def _identity(start: int, end: int, digits: str) -> Number:
    tail = 4 if len(digits) > 15 else 3
    return Number("id-number", start, end, digits, digits[:6] + "*" * (len(digits) - 6 - tail) + digits[-tail:])


def _mobile(start: int, end: int, digits: str) -> Number:
    return Number("mobile", start, end, digits, f"{digits[:3]}****{digits[-4:]}")


def _card(start: int, end: int, digits: str) -> Number:
    return Number("bank-card", start, end, digits, digits[:4] + "*" * (len(digits) - 8) + digits[-4:])


def _found(plain: str) -> Iterator[Number]:
    for match in _IDENTITY.finditer(plain):
        digits = _bare(match[1])
        if identity_is_valid(digits) and not is_inside_word(plain, match.start()) and not is_of_office(plain, match.start()):
            yield _identity(*match.span(1), digits)
    for match in _OLD_IDENTITY.finditer(plain):
        if _is_day("19" + match[1][6:12]) and IDENTITY_LABEL.search(in_front(plain, match.start())):
            yield _identity(*match.span(1), match[1])
    for kind, pattern in (("mobile", MOBILE), ("card", _CARD)):
        for match in pattern.finditer(plain):
            start, end = match.span(1)
            if is_inside_word(plain, start) or is_code(plain, start) or is_of_address(plain, start):
                continue
            if kind == "card":
                yield from _cards(plain, start, end)
            elif PHONE_LABEL.search(in_front(plain, start)) or not (is_figure(plain, start, end) or is_part(plain, start, end)):
                yield _mobile(start, end, _bare(match[1])[-11:])
    yield from _labelled(plain)


def _labelled(plain: str) -> Iterator[Number]:
    """What a word or its brackets say to be one: 微信同号：（150）7979 1249, 身份证号 with a mistyped digit, 卡号 622202-150600-…"""
    for match in _LOOSE_MOBILE.finditer(plain):
        start, end = match.span(1)
        groups = re.split(r"\D+", match[1].strip("（(【["))
        said = PHONE_LABEL.search(in_front(plain, start)) or _BRACKETED_MOBILE.match(match[1])
        if said and len(groups) <= 5 and len(groups[0]) > 2 and not is_inside_word(plain, start) and not is_of_address(plain, start):
            yield _mobile(start, end, _bare(match[1]))
    for match in _LABELLED_IDENTITY.finditer(plain) if "身" in plain else ():
        if _SAYS_IDENTITY.search(in_front(plain, match.start())) and not is_of_address(plain, match.start()):
            yield _identity(*match.span(1), _bare(match[1]))
    for match in _LOOSE_RUN.finditer(plain):
        start, end = match.span(1)
        digits, before = _bare(match[1]), in_front(plain, start)
        if is_of_address(plain, start):
            continue
        if digits.isdecimal() and len(digits) >= 16 and ((_SAYS_CARD.search(before) and digits[0] in "34569") or _is_bare_card(plain, start, end, digits)):
            yield _card(start, end, digits)


def _is_bare_card(plain: str, start: int, end: int, digits: str) -> bool:
    """622202-150600-…: UnionPay's, however grouped, whose check digit is right and that is no part of anything else."""
    other = is_code(plain, start) or is_inside_word(plain, start) or is_figure(plain, start, end) or is_part(plain, start, end)
    return digits.startswith("62") and luhn_is_valid(digits) and not other


def _looking_like(plain: str) -> Iterator[Number]:
    """For masking: the shape alone decides, so that a message never shows what a rule let pass."""
    for match in _NEARLY_IDENTITY.finditer(plain):
        yield _identity(*match.span(1), _bare(match[1]))
    for match in _IDENTITY.finditer(plain):
        if _is_day(_bare(match[1])[6:14]):
            yield _identity(*match.span(1), _bare(match[1]))
    yield from _labelled(plain)
    for match in MOBILE.finditer(plain):
        yield _mobile(*match.span(1), _bare(match[1])[-11:])
    for match in _CARD.finditer(plain):
        digits = _bare(match[1])
        if digits.startswith("62") or luhn_is_valid(digits):
            yield _card(*match.span(1), digits)
        else:
            yield from _cards(plain, *match.span(1))
    for match in _OLD_IDENTITY.finditer(plain):
        if _is_day("19" + match[1][6:12]):
            yield _identity(*match.span(1), match[1])


def _cards(plain: str, start: int, end: int) -> Iterator[Number]:
    """The run as a card, or its first sixteen digits where a blank parts them from the rest."""
    run = plain[start:end]
    parted = re.match(r"(?:\d[\u200b-]?){15}\d(?= )|(?:\d{4} ){3}\d{4}(?= )", run)
    for length in dict.fromkeys((len(run), parted.end() if parted else len(run))):
        digits = _bare(run[:length])
        labelled = bool(_CARD_LABEL.search(in_front(plain, start)))
        if luhn_is_valid(digits) and len(set(digits)) > 1 and _is_of_a_bank(digits, run[:length].isdecimal(), labelled):
            if labelled or not (is_figure(plain, start, start + length) or is_part(plain, start, start + length)):
                yield _card(start, start + length, digits)
            return


def _is_of_a_bank(digits: str, in_one: bool, labelled: bool) -> bool:
    """Issuer and length: UnionPay and its forerunners 16–19, the international ones 16 or 15, those only in one piece or named as a card."""
    if digits.startswith(("62", "9558", "9559")):
        return len(digits) >= 16
    if labelled:
        return len(digits) >= 15
    # 442000 2024 …: a region and a year open a code of an office.
    return in_one and len(digits) == 16 and bool(re.match("4|5[1-5]|35", digits)) and not re.match(r"\d{6}(?:19|20)\d\d", digits)


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year < 2050
    except ValueError:
        return False
