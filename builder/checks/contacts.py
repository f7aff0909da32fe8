"""Papers and private accounts of a person in running text (PII-05). A report's sheet in, findings out, masked.

Addresses, hotlines and public accounts of offices are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem

_PAPER = re.compile(r"(护照|港澳通行证|回乡证|台胞证|通行证|驾驶证|军官证|士兵证)(?:号码?)?[：:为是]? ?[（(]?([A-Za-z]{0,2}\d{7,12})(?!\d)")
_ACCOUNT = re.compile(r"(?<!工作)(QQ|扣扣|微信)(?:号码?|账号)?[：:为是]? ?([A-Za-z][A-Za-z0-9_-]{5,19}|\d{5,11})(?![A-Za-z0-9_@.])", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._-])([A-Za-z0-9][A-Za-z0-9._-]{2,30})@(qq|163|126|139|sina|sohu|gmail|hotmail|outlook|foxmail|yeah|aliyun|icloud)\.(?:com|cn|net)", re.IGNORECASE
)
_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z] ?[·•.]? ?(?=[0-9A-HJ-NP-Z]{0,5}\d)[0-9A-HJ-NP-Z]{5,6}(?![0-9A-Za-z])")
# Hidden, but not enough to hide anything: four signs and more are usual, of an identity number the day of birth.
_HALF_HIDDEN = re.compile(r"(?<![\d*＊])(?=[\d*＊Xx]{11}(?![\d*＊])|[\d*＊Xx]{18}(?![\d*＊]))1?\d{2,17}[*＊]{1,3}\d{0,15}[\dXx]?(?![\d*＊])")
_OF_A_GROUP = re.compile(r"公众号|群号?|群[：:]|服务号|订阅号|小程序|视频号|官方")
_OF_OFFICE = re.compile(r"公务用?车|执法车|公车|救护车|消防车|环卫车|作业车|洒水车|报废|处置车辆|政务|办公邮箱|工作邮箱|投稿|举报邮箱|局邮箱|单位邮箱|联系我们")
_OF_PERSON = re.compile(r"个人|本人|私人|成员|同志|老师|先生|女士|师傅|志愿者|居民|村民|车主|召集人|经办人|[的员人长生][一-龥]{0,4}邮箱")
_BEFORE = 24
_HIDE = "在原文里遮盖，或删去；核对后确须公开的，写 waivers"


def check_contacts(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _PAPER.finditer(text) if "证" in text or "护照" in text else ():
        yield _problem(sheet, m.span(2), f"{m[1]}号码 {_masked(m[2])}")
    for m in _HALF_HIDDEN.finditer(text) if sheet.has("*", "＊") else ():
        found = f"{m[0][:3]}****{m[0][-2:]} 只遮住 {len(re.findall('[*＊]', m[0]))} 位"
        if len(m[0]) == 18:
            yield sheet.problem(m.span(), "pii.id-number", f"身份证号码 {found}", "遮住出生日期，或不写", _HIDE, severity="error")
        elif re.match("1[3-9]", m[0]):
            yield sheet.problem(m.span(), "pii.mobile", f"手机号码 {found}", "遮住中间四位，或不写", _HIDE, severity="error")
    for m in _ACCOUNT.finditer(text):
        if not _OF_A_GROUP.search(_before(text, m.start()) + m[0]):
            yield _problem(sheet, m.span(2), f"个人{m[1]}号 {_masked(m[2])}")
    for m in _MAIL.finditer(text) if "@" in text else ():
        before = _before(text, m.start())
        if _OF_PERSON.search(before) and not _OF_OFFICE.search(before):
            yield _problem(sheet, m.span(), f"个人邮箱 {_masked(m[1])}@{m[2]}")
    for m in _PLATE.finditer(text):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not _OF_OFFICE.search(line):
            yield _problem(sheet, m.span(), f"车辆号牌 {m[0][:2]}****")


def _before(text: str, at: int) -> str:
    return text[max(text.rfind("\n", 0, at) + 1, at - _BEFORE) : at]


def _masked(number: str) -> str:
    return number[:2] + "*" * max(3, len(number) - 4) + number[-2:]


def _problem(sheet: Sheet, span: tuple[int, int], found: str) -> Problem:
    return sheet.problem(span, "pii.account", found, "不含个人证件、账号、号牌的文字", "删去或遮盖；是单位的，写 waivers", severity="warning")
