"""Where somebody lives: a home in words, a door beside, before or behind a name (PII-04). A sheet in, findings out, without the number of the door.

Addresses of offices are published by law (条例第二十条): without a person beside them they are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from builder.checks.names import NAME, NO_NAME, ROLE
from builder.checks.sheet import Sheet
from builder.defaults import default_words
from builder.problems import Problem
from builder.text import when_asked

ROOM = when_asked(
    r"(?:路|街|巷|弄|里|村|道|胡同|小区|花园|苑|组|社) ?(?:[一二三四五六七八九十百]{1,4}|\d{1,5}) ?(?:号|弄|巷|组|区|座|栋)?[一-龥]{0,10}?\d{0,4}"
    r"(?:号楼?|栋|幢|座|单元|[-—]\d{1,3}[-—]\d{3,4})[\dA-Za-z一二三四五六七八九十单元栋楼层座之\-—]{0,12}(?:室|房|号|\d{3,4})?"
)
_HOME = when_asked(r"(?:家庭住址|家庭地址|户籍地址|户籍所在地|现住址|居住地址|现居住地|居住在|其住|现住|家?住(?:址|在)?|家[（(])[：:为是]? ?")
_BRIEF = ("住", "住在", "家（", "家(")  # only behind a name
_FLAT = when_asked(r"单元[^，。；\n]{0,6}室?\Z|\d{3,4}室\Z")  # 他们住在学院路33弄8号1202室: no office lives there
# 赵大爷的家在…路88号2幢: called by age or rank, and still somebody.
_HOUSE_OF = when_asked(r"(?:[一-龥](?:大爷|大妈|奶奶|爷爷|阿姨|大叔|大伯|婆婆|老伯|老人|师傅|女士|先生)|某某?)的?(?:家|家里)(?:在|位于|住)")
_SOMEBODYS_DOOR = when_asked(r"[一-龥](?:某某?)[（(][一-龥]{2,8}村[一二三四五六七八九十\d]{1,3}组 ?\d{1,4}号")
_HOME_OF = when_asked(rf"(?!{NO_NAME}){NAME}(?:家|户|家里|夫妇)[，,]?(?:的)?(?:地址|门牌)(?:是|为|在|：)")
_GROUP_DOOR = when_asked(r"村[一二三四五六七八九十\d]{1,3}组 ?\d{1,4}号")
_WHOSE_DOOR = when_asked(rf"(?!{NO_NAME})(?P<name>{NAME})(?:户|家|家庭)[（(，,](?:位于|住在?|家住)?[一-龥]{{0,10}}\Z")
# 徐秀英老人（大河镇柳树村2组23号）, 反映人陈国栋（针织厂宿舍3幢2单元402室）: a name, and a home in brackets or behind a mark.
_CALLED = "(?:老人|同志|女士|先生|大爷|大妈|奶奶|爷爷|阿姨|师傅|夫妇|夫妻|一家|全家|家|户|家庭|等\\d{0,2}[人户])?"
_DOOR = (
    r"(?:[一-龥]{0,4}?\d{1,4}(?:幢|栋|号楼|#楼|座|单元)[\dA-Za-z一-龥]{0,12}?(?:室|户|号|\d{3,4})|(?:村|社区|屯|庄|寨|湾|屋场|居委会)[一二三四五六七八九十\d]{1,3}"
        r"(?:组|社|队) ?(?:[^\s，。；、（）]{0,6}?\d{1,4}号?)?"
    r"|\d{1,3}[-—－]\d{1,3}[-—－]\d{3,4}|(?:路|街|巷|弄|胡同|里)\d{1,5}号?(?:[一-龥]{0,10}?\d{1,4}(?:幢|栋|号楼|单元)?[^\s，。；、（）]{0,8}?\d{2,4}(?:室|户|房)))"
)
_BRACKETED_HOME = when_asked(rf"(?!{NO_NAME})(?P<name>{NAME}){_CALLED}(?:[（(]|[，,]?(?:家|户籍|居)?住(?:在|址[为是：:]?)?|[，,]?系|[，,]?是)"
    rf"(?:[现家]?住(?:在)?|住址[：:]|家住)?(?P<at>[^（）()，。；、：\n\d]{{2,20}}?{_DOOR})(?=[）)，。；、的\n]|人|村民|居民)")
_HOME_THEN_NAME = when_asked(rf"(?P<at>[一-龥]{{2,16}}?(?:\d{{1,4}}(?:幢|栋|号楼|单元)[\dA-Za-z一-龥]{{0,10}}?\d{{2,4}}(?:室|户)?|[一二三四五六七八九十\d]{{1,3}}组 ?\d{{1,4}}号))"
    rf"(?:的)?(?:住户|业主|居民|村民|老人|户主|租户|房东|党员|困难户|低保户|独居老人|残疾人)?(?!{NO_NAME})(?P<name>{NAME})(?=[，。；、（(]|老人"
    rf"|家|户|女士|先生|反映|投诉|申请|同志|夫妇|来[电信访]|举报|一家|患|因病)")
_OF_AN_OFFICE = when_asked("办公|窗口|大厅|服务中心|公司|局|所|政府|医院|学校|公证|律师|工作室|门店|超市|商店|药店|诊所|调解室|会议室|展厅|教室"
    "|基地|合作社|故居|旧居|纪念|烈士|墓")
PERSON = when_asked(rf"{ROLE}[：:（(，,]? ?(?!{NO_NAME})(?P<name>{NAME})(?![一-龥]{{0,2}}(?:街道|社区|委员会|公司|小区))")
# Every door of the two above has one of these.
_SIGN_OF_DOOR = when_asked(r"[\d一二三四五六七八九十](?:[幢栋座组社队]|号楼|#楼|单元)|\d[-—－]\d{1,3}[-—－]\d|[路街巷弄同里]\d")
_AFTER_ROOM = when_asked(rf"\A(?:的)?(?!{NO_NAME})(?P<name>{NAME})(?=户|家|[，。、]|住)")
_BEFORE_HOME = when_asked(rf"(?P<name>{NAME})\Z")
_NEAR = 40


def check_homes(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    told: set[int] = set()
    for m in sheet.matches(_HOME, "住", "地址", "户籍所在地", "家（", "家("):
        end = _line_end(text, m.end(), _NEAR)
        room = ROOM.search(text, m.end(), end) or _GROUP_DOOR.search(text, m.end(), end)
        behind_a_name = m[0] not in _BRIEF or _BEFORE_HOME.search(text[max(0, m.start() - 4) : m.start()].rstrip("，,（("))
        if not behind_a_name and not (room and m[0] == "住在" and _FLAT.search(room[0])):
            continue  # 住房, 住院
        if room and room.start() not in told:
            told.add(room.start())
            yield _home(sheet, room)
    for m in sheet.matches(_HOME_OF, "地址", "门牌"):
        if (room := ROOM.search(text, m.end(), _line_end(text, m.end(), _NEAR))) and room.start() not in told:
            told.add(room.start())
            yield _home(sheet, room)
    for m in _HOUSE_OF.finditer(text) if sheet.has("家在", "家里在", "家位于", "家住") else ():
        if (room := ROOM.search(text, m.end(), _line_end(text, m.end(), _NEAR))) and room.start() not in told:
            told.add(room.start())
            yield _home(sheet, room)
    for m in _SOMEBODYS_DOOR.finditer(text) if "某" in sheet.signs else ():
        if (door := _GROUP_DOOR.search(text, m.start(), m.end())) and door.start() not in told:
            told.add(door.start())
            yield _home(sheet, door)
    for m in ROOM.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()), m.start() - _NEAR, 0)
        beside = m[0][-1] in "室房0123456789" and PERSON.search(text, begin, m.start())
        if m.start() not in told and (beside or (_AFTER_ROOM.match(text[m.end() : m.end() + 6]) and re.search(r"(?:室|号|房|\d)\Z", m[0]))):
            told.add(m.start())
            yield _home(sheet, m)
    for m in _GROUP_DOOR.finditer(text) if "组" in text else ():
        whose = _WHOSE_DOOR.search(text, max(text.rfind("\n", 0, m.start()) + 1, m.start() - _NEAR // 2), m.start())
        if m.start() not in told and (_AFTER_ROOM.match(text[m.end() : m.end() + 6]) or (whose and is_named(whose["name"]))):
            told.add(m.start())
            yield _home(sheet, m)
    doors = list(sheet.sentences(m.start() for m in _SIGN_OF_DOOR.finditer(text))) if sheet.has("组", "幢", "栋", "楼", "单元", "室", "号") else []
    for pattern in (_BRACKETED_HOME, _HOME_THEN_NAME):
        for m in (m for span in doors for m in pattern.finditer(text, *span)):
            exact = re.search(r"[号室户]|\d[-—－]\d", m["at"]) or "住" in m[0]  # a village and its group alone tell little
            office = _OF_AN_OFFICE.search(m["at"]) or _OF_AN_OFFICE.search(text, max(0, m.start() - 10), m.start())
            if exact and not office and is_named(m["name"]) and not any(m.start() <= at < m.end() for at in told):
                told.add(m.start("at"))
                shown = re.split("[0-9一二三四五六七八九十 ]", m["at"], maxsplit=1)[0]
                found = f"个人住址“{shown[-6:]}****”"
                yield sheet.warn(m.span("at"), "pii.address", found, "只写到街道、乡镇的地址", "删去门牌；是办公地址的，写 waivers")


def _home(sheet: Sheet, room: re.Match[str]) -> Problem:
    before = re.search(r"[一-龥]{0,4}\Z", sheet.text[max(0, room.start() - 4) : room.start()])  # the name of the road, its number hidden
    sort = re.split("[0-9一二三四五六七八九十 ]", room[0], maxsplit=1)[0]
    shown = f"{before[0] if before else ''}{sort}****"
    return sheet.warn(room.span(), "pii.address", f"个人住址“{shown}”", "只写到街道、乡镇的地址", "删去门牌；是办公地址的，写 waivers")


@cache
def _common() -> frozenset[str]:
    return frozenset(default_words("common_words.txt"))


def is_named(name: str) -> bool:
    """Of a person who is named, and no common word: 向居民通报, 患者强度."""
    return "某" not in name and name[:2] not in _common()


def _line_end(text: str, at: int, far: int) -> int:
    end = text.find("\n", at)
    return min(end if end >= 0 else len(text), at + far)
