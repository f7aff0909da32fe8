"""What stands around a number says what it is: a word in front of it, a unit behind it, the longer code that it is a part of.

Comes in: a line in plain signs, and a place on it. Goes out: yes or no. ``privacy`` asks.
"""

from __future__ import annotations

import re

GAP = r"[ \u200b-]{0,3}"  # between groups: blanks or hyphens
AFTER = r"(?![0-9A-Za-z])"
# Looked for at every place (the lookahead takes nothing), so that a number right behind another one is not passed over.
MOBILE = re.compile(
    rf"(?<!\d)(?=((?:(?:00)?86{GAP}|0)?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}|1[3-9]\d\.\d{{4}}\.\d{{4}}|1[3-9]\d\d[ -](?:\d{{4}}[ -]\d{{3}}|\d{{3}}[ -]\d{{4}})){AFTER})"
)
_LETTERS = re.compile(r"([0-9]?)(?<![A-Za-z])([A-Za-z]+)\Z")
_LETTER_LABELS = frozenset(("id", "no", "idno", "sfz", "sfzh", "tel", "phone", "mobile", "mob", "cell", "wx", "vx", "qq", "card"))
_WINDOW = 20  # characters before a number in which a word says what it is
IDENTITY_LABEL = re.compile("身份|证件号|[原旧老]证号|(?<![一-龥])证号")
PHONE_LABEL = re.compile("手机|电话|联系|致电|拨打|微信|短信|热线|tel|phone|mobile|wx|qq", re.IGNORECASE)
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


def in_front(plain: str, start: int) -> str:
    """What stands in front of a place on its line, as far as a label reaches."""
    return plain[max(0, start - _WINDOW) : start].rpartition("\n")[2]


def is_inside_word(plain: str, start: int) -> bool:
    """Part of a run of letters and digits? Tel138… and ID110… are words before a number."""
    letters = _LETTERS.search(plain[max(0, start - _WINDOW) : start])
    return letters is not None and (bool(letters[1]) or letters[2].lower() not in _LETTER_LABELS)


def is_of_office(plain: str, start: int) -> bool:
    """Codes of offices and documents may look like one; a bare 编号 excuses none, for check digit and day of birth are no accident."""
    return bool(_OFFICE_LABEL.search(in_front(plain, start))) and is_code(plain, start)


def is_code(plain: str, start: int) -> bool:
    """An index number, a batch, a licence: the word in front of it says so."""
    before = in_front(plain, start)
    return bool(_CODE_LABEL.search(before)) and not IDENTITY_LABEL.search(before)


def is_of_address(plain: str, start: int) -> bool:
    """A number in a web address is the page's own, unless it is a value of its query."""
    return bool(_ADDRESS.search(plain[max(0, start - 200) : start]))


def is_figure(plain: str, start: int, end: int) -> bool:
    """A quantity: a unit behind it, money before it, or a decimal point at either end."""
    before, after = in_front(plain, start), plain[end : end + 12]
    decimal = re.match(r"\.\d{1,6}(?![\d.])", after) or re.search(r"\d\.\Z", before)
    return bool(decimal or _UNIT.match(after) or _MONEY.search(before))


def is_part(plain: str, start: int, end: int) -> bool:
    """A part of a longer code (2024-138-0013-8000, 13800138000/2024-1) or of a row of figures set apart by blanks."""
    before, after = in_front(plain, start), plain[end : end + 16]
    joined = re.search(r"(?<![0-9A-Za-z])([0-9A-Za-z]+)-\Z", before)
    if (joined and not re.fullmatch(r"\d{7,}|(?:00)?86", joined[1])) or re.match(r"-\d{1,6}(?!\d)|/(?:19|20)\d\d-", after):
        return True
    if " " not in plain[start:end].strip():
        return False
    left, right = re.search(r"(?<![\d.,%])[\d.,%]+ {1,2}\Z", before), re.match(r" {1,2}[\d.,%]+", after)
    first = before.strip().isdecimal() and len(before.strip()) <= 3  # the number of a row
    return bool((left and not first and not re.search(r"1[3-9]\d ?\d{4} ?\d{4} +\Z", before)) or (right and not MOBILE.match(after.lstrip())))
