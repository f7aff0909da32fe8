"""Numbers of a person in running text: found where they stand, masked wherever text is shown.

Lowest floor; imports nothing of the house, since every finding is masked by it. Comes in: any text.
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

_G = r"[ \u200b-]{0,3}"  # between groups: blanks or hyphens
_AFTER = r"(?![0-9A-Za-z])"
# Looked for at every place (the lookahead takes nothing), so that a number right behind another one is not passed over.
_IDENTITY = re.compile(
    rf"(?<!\d)(?=(\d{{3}}{_G}\d{{3}}{_G}\d{{4}}{_G}\d\d{_G}\d\d{_G}\d{{3}}{_G}[\dXx]|\d{{4}}{_G}\d{{4}}{_G}\d{{4}}{_G}\d{{4}}{_G}\d[\dXx]){_AFTER})"
)
_OLD_IDENTITY = re.compile(rf"(?<!\d)(?=(\d{{15}}){_AFTER})")
_MOBILE = re.compile(
    rf"(?<!\d)(?=((?:(?:00)?86{_G}|0)?1[3-9]\d{_G}\d{{4}}{_G}\d{{4}}|1[3-9]\d\.\d{{4}}\.\d{{4}}|1[3-9]\d\d[ -](?:\d{{4}}[ -]\d{{3}}|\d{{3}}[ -]\d{{4}})){_AFTER})"
)
_CARD = re.compile(
    rf"(?<!\d)(?=([3-69]\d{{3}}{_G}\d{{4}}{_G}\d{{4}}{_G}\d{{3}}(?:\d{_G}\d{{0,3}})?|62\d{{4}}[ -]\d{{10,13}}){_AFTER})"
)
# With a word before it that says what it is, however the digits are grouped and whatever the check digit.
_S = r"[ \u200b()（）\[\]【】.·•/_-]{0,2}"
_LOOSE_MOBILE = re.compile(rf"(?<![\d.])(?=([（(\[【]?1{_S}[3-9](?:{_S}\d){{9}}){_AFTER})")
_LABELLED_IDENTITY = re.compile(rf"(?<!\d)(?=(\d(?:[ ,，、.·/\u200b-]{{0,2}}\d){{13,17}}(?:{_G}[\dXx])?)(?![*＊]){_AFTER})")
_LOOSE_RUN = re.compile(rf"(?<!\d)(?=(\d(?:{_G}\d){{13,17}}(?:{_G}[\dXx])?)(?![*＊]){_AFTER})")
_BRACKETED_MOBILE = re.compile(r"[（(\[【]1[3-9]\d[)）\]】]")
_SAYS_IDENTITY = re.compile(r"(?:身份证|身份号码|公民身份)[^\d\n，。；、]{0,8}\Z")
_SAYS_CARD = re.compile(r"(?:卡号|[行资折通蓄记用][卡折]|存折)[^\d\n，。；、]{0,8}\Z")
_NEARLY_IDENTITY = re.compile(rf"(?<!\d)(?=(\d{{6}}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{0,3}}[\dXx]?){_AFTER})")

_LETTERS = re.compile(r"([0-9]?)(?<![A-Za-z])([A-Za-z]+)\Z")
_LETTER_LABELS = frozenset(("id", "no", "idno", "sfz", "sfzh", "tel", "phone", "mobile", "mob", "cell", "wx", "vx", "qq", "card"))
_WINDOW = 20  # characters before a number in which a word says what it is
_IDENTITY_LABEL = re.compile("身份|证件号|[原旧老]证号")
_PHONE_LABEL = re.compile("手机|电话|联系|致电|拨打|微信|短信|热线|tel|phone|mobile|wx|qq", re.IGNORECASE)
_CARD_LABEL = re.compile("卡号|账号|帐号|账户|帐户|银行|信用卡|card", re.IGNORECASE)
_CODE_LABEL = re.compile(
    r"(?:索引号|编号|编码|代码|文号|案号|单号|流水号|批号|许可证号|登记号|index_number|document_number|uscc|sha256)[\"'”]?\s*+(?:[:=]\s*+)?[\"'“（(]?\Z"
)
_OFFICE_LABEL = re.compile("索引号|信用代码|文号|案号|index_number|document_number|uscc|sha256")
_UNIT = re.compile(
    r" ?(?:[十百千万亿]{0,2}(?:元|美元|港元|人次|吨|公斤|千克|公里|平方|立方|亩|公顷|千瓦|人(?![民员事口力社才大])|户(?![籍口主]))"
    r"|[件份套辆](?!\w)|个(?!人)|次(?!日)|家(?![庭属住里人])|名(?![字称单])|[%％‰])"
)
_MONEY = re.compile(r"[¥￥$€] ?\Z|人民币\Z")
_ADDRESS = re.compile(r"https?://[^\s<>\"'（）()，。；、]*(?<!=)\Z")
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
        if identity_is_valid(digits) and not _is_inside_word(plain, match.start()) and not _is_of_office(plain, match.start()):
            yield _identity(*match.span(1), digits)
    for match in _OLD_IDENTITY.finditer(plain):
        if _is_day("19" + match[1][6:12]) and _IDENTITY_LABEL.search(_before(plain, match.start())):
            yield _identity(*match.span(1), match[1])
    for kind, pattern in (("mobile", _MOBILE), ("card", _CARD)):
        for match in pattern.finditer(plain):
            start, end = match.span(1)
            if _is_inside_word(plain, start) or _is_code(plain, start) or _is_of_address(plain, start):
                continue
            if kind == "card":
                yield from _cards(plain, start, end)
            elif _PHONE_LABEL.search(_before(plain, start)) or not (_is_figure(plain, start, end) or _is_part(plain, start, end)):
                yield _mobile(start, end, _bare(match[1])[-11:])


    yield from _labelled(plain)


def _labelled(plain: str) -> Iterator[Number]:
    """What a word or its brackets say to be one: 微信同号：（150）7979 1249, 身份证号 with a mistyped digit, 卡号 622202-150600-…"""
    for match in _LOOSE_MOBILE.finditer(plain):
        start, end = match.span(1)
        groups = re.split(r"\D+", match[1].strip("（(【["))
        said = _PHONE_LABEL.search(_before(plain, start)) or _BRACKETED_MOBILE.match(match[1])
        if said and len(groups) <= 5 and len(groups[0]) > 2 and not _is_inside_word(plain, start) and not _is_of_address(plain, start):
            yield _mobile(start, end, _bare(match[1]))
    for match in _LABELLED_IDENTITY.finditer(plain) if "身" in plain else ():
        if _SAYS_IDENTITY.search(_before(plain, match.start())) and not _is_of_address(plain, match.start()):
            yield _identity(*match.span(1), _bare(match[1]))
    for match in _LOOSE_RUN.finditer(plain):
        start, end = match.span(1)
        digits, before = _bare(match[1]), _before(plain, start)
        if _is_of_address(plain, start):
            continue
        if digits.isdecimal() and len(digits) >= 16 and ((_SAYS_CARD.search(before) and digits[0] in "34569") or _is_bare_card(plain, start, end, digits)):
            yield _card(start, end, digits)


def _is_bare_card(plain: str, start: int, end: int, digits: str) -> bool:
    """622202-150600-…: UnionPay's, however grouped, whose check digit is right and that is no part of anything else."""
    other = _is_code(plain, start) or _is_inside_word(plain, start) or _is_figure(plain, start, end) or _is_part(plain, start, end)
    return digits.startswith("62") and luhn_is_valid(digits) and not other


def _looking_like(plain: str) -> Iterator[Number]:
    """For masking: the shape alone decides, so that a message never shows what a rule let pass."""
    for match in _NEARLY_IDENTITY.finditer(plain):
        yield _identity(*match.span(1), _bare(match[1]))
    for match in _IDENTITY.finditer(plain):
        if _is_day(_bare(match[1])[6:14]):
            yield _identity(*match.span(1), _bare(match[1]))
    yield from _labelled(plain)
    for match in _MOBILE.finditer(plain):
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
        labelled = bool(_CARD_LABEL.search(_before(plain, start)))
        if luhn_is_valid(digits) and len(set(digits)) > 1 and _is_of_a_bank(digits, run[:length].isdecimal(), labelled):
            if labelled or not (_is_figure(plain, start, start + length) or _is_part(plain, start, start + length)):
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


def _before(plain: str, start: int) -> str:
    """What stands in front of a place on its line, as far as a label reaches."""
    return plain[max(0, start - _WINDOW) : start].rpartition("\n")[2]


def _is_inside_word(plain: str, start: int) -> bool:
    """Part of a run of letters and digits? Tel138… and ID110… are words before a number."""
    letters = _LETTERS.search(plain[max(0, start - _WINDOW) : start])
    return letters is not None and (bool(letters[1]) or letters[2].lower() not in _LETTER_LABELS)


def _is_of_office(plain: str, start: int) -> bool:
    """Codes of offices and documents may look like one; a bare 编号 excuses none, for check digit and day of birth are no accident."""
    return bool(_OFFICE_LABEL.search(_before(plain, start))) and _is_code(plain, start)


def _is_code(plain: str, start: int) -> bool:
    before = _before(plain, start)
    return bool(_CODE_LABEL.search(before)) and not _IDENTITY_LABEL.search(before)


def _is_of_address(plain: str, start: int) -> bool:
    """A number in a web address is the page's own, unless it is a value of its query."""
    return bool(_ADDRESS.search(plain[max(0, start - 200) : start]))


def _is_figure(plain: str, start: int, end: int) -> bool:
    """A quantity: a unit behind it, money before it, or a decimal point at either end."""
    before, after = _before(plain, start), plain[end : end + 12]
    decimal = re.match(r"\.\d{1,6}(?![\d.])", after) or re.search(r"\d\.\Z", before)
    return bool(decimal or _UNIT.match(after) or _MONEY.search(before))


def _is_part(plain: str, start: int, end: int) -> bool:
    """A part of a longer code (2024-138-0013-8000, 13800138000/2024-1) or of a row of figures set apart by blanks."""
    before, after = _before(plain, start), plain[end : end + 16]
    joined = re.search(r"(?<![0-9A-Za-z])([0-9A-Za-z]+)-\Z", before)
    if (joined and not re.fullmatch(r"\d{7,}|(?:00)?86", joined[1])) or re.match(r"-\d{1,6}(?!\d)|/(?:19|20)\d\d-", after):
        return True
    if " " not in plain[start:end].strip():
        return False
    left, right = re.search(r"(?<![\d.,%])[\d.,%]+ {1,2}\Z", before), re.match(r" {1,2}[\d.,%]+", after)
    first = before.strip().isdecimal() and len(before.strip()) <= 3  # the number of a row
    return bool((left and not first and not re.search(r"1[3-9]\d ?\d{4} ?\d{4} +\Z", before)) or (right and not _MOBILE.match(after.lstrip())))
