"""What is nobody's business beside a person's name: home, telephone at home (PII-04), illness, a child's family (PII-06). A sheet in, findings out.

Addresses and landlines of offices are published by law (条例第二十条): without a person beside them they are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.homes import PERSON as _PERSON
from builder.checks.homes import ROOM as _ROOM
from builder.checks.homes import check_homes, is_named
from builder.checks.names import AFTER_NAME, NAME, NO_NAME, ROLE, SHIELDED, SURELY_AFTER
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_ILL_SO = when_asked(r"[一-龥]某某?[（(][^（）()\n]{0,16}(?:艾滋病|乙肝|肺结核|精神分裂|癌症|尿毒症|白血病|梅毒|抑郁症|精神障碍)[^（）()\n]{0,8}[）)]")
_DESK_OF_HOME = when_asked(
    rf"(?:户主|低保户|申请人|受助人|残疾人|孤寡老人|独居老人|村民|居民|住户|租户|房东)(?!{NO_NAME}){NAME}[，,（(]?(?:的)?"
    rf"(?:联系)?电话(?:号码)?[：:是为]? ?(?P<n>[2-8]\d{{6,7}})(?!\d)"
)
_NAMED = when_asked(rf"{ROLE}(?!{NO_NAME})(?P<name>{NAME}){AFTER_NAME}")
_SHIELDED = when_asked(rf"{SHIELDED}(?:[：:]|为|是)?(?!{NO_NAME})(?P<name>{NAME}){AFTER_NAME}")
_NAMED_SO = when_asked(
    rf"(?:姓名|户主|当事人|填报人|申请人|联系人|本人)(?:[：:]|为|是|叫)? ?(?P<name>{NAME})(?=[，。；、（(）)\s]|[男女])"
    rf"|(?:\A|[，。；：（(\s])(?!{NO_NAME})(?P<other>{NAME})(?=[（(，,] ?[男女][，,）)])"
    rf"|(?!{NO_NAME})(?P<third>{NAME})(?=[，,、（(] ?(?:[男女][，,、])?(?:[一-龥]{{1,4}}族[，,、])?(?:出生|生于|生日))"
    rf"|(?:\A|[，。；\s])(?!{NO_NAME})(?P<fourth>{NAME})(?=(?:出生|生)于|[，,（(]\d{{4}}年)"
)
_BORN = when_asked(
    r"(?:(?:出生|生)于|出生(?:日期|年月日|时间)?[：:为是]?|生日[：:为是]?) ?(?P<y>(?:19|20)\d\d)(?:年|[-./])\d{1,2}(?:月|"
    r"[-./])\d{1,2}日?|(?P<year>(?:19|20)\d\d)(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?出?生(?![产活效命态成动长])"
)
_ILL = when_asked(
    rf"(?:\A|(?<=[，。；：、（(\s]))(?!{NO_NAME})(?P<name>{NAME})(?=患有|身患|罹患|被?确诊|感染(?:艾滋|新冠|乙肝|肺结核)|"
    rf"遭受?(?:家庭暴力|家暴|性侵)|因病(?:去世|致贫)|自杀)"
)
_LONG_AGO = when_asked("烈士|革命|诞辰|故居|历史|英雄|先烈|名人|诗人")
_WHO_WAS = when_asked(rf"(?!{NO_NAME})(?P<name>{NAME})[（(](?:[男女][，,])?\Z")
_SENSITIVE = when_asked(
    "举报人|检举人|离异|离婚|单亲|重病|大病|患有|罹患|手术|残疾|低保|上访|缠访|闹访|信访|救助金|助学金|困难补助|抚恤金|低保金|临时救助|资助|拐卖|骚扰|殴打|虐待|遗弃|流浪|乞讨|自残|轻生|精神分裂|精神障碍|精神病|艾滋|HIV|性病|梅毒|乙肝|肺结核|癌|尿毒症|白血病|截肢|瘫痪|失明|抑郁症|孤儿|父母双亡|弃婴|失独|家暴|家庭暴力|性侵|强奸|猥亵|欺凌|社区矫正|刑满释放|吸毒|戒毒|确诊|检测阳性|密切接触|丧偶|流产|自杀|病情|"
    + "|".join(kind + degree for kind in ("肢体", "听力", "视力", "智力", "精神", "言语") for degree in ("一级", "二级", "三级", "四级"))
)
_LANDLINE = when_asked(r"[（(0](?<![\d-].)(?:(?<=[（(])0\d{2,3}[）)] ?|(?<=0)\d{2,3}[-—－ ])[2-8]\d{6,7}(?!\d)")
_PRIVATE_PHONE = when_asked(r"(?:家庭|家中|住宅|个人|私人|本人|家属|监护人)(?:联系)?电话(?:号码)?[：:是为]? ?\Z")
_LOCAL = when_asked(r"(?:(?:家庭|家中|家里|住宅|私人|家属|监护人)(?:固定|联系)?(?:电话|座机)|宅电)(?:号码)?[：:是为]{0,2} ?(?P<n>[2-8]\d{2,3}[ -]?\d{4})(?!\d)")
_SURELY = when_asked(SURELY_AFTER)
_ALIVE = 1930
_NEAR = 40


def check_persons(sheet: Sheet) -> Iterator[Problem]:
    """Homes, telephones at home, what a named person suffers from."""
    yield from check_homes(sheet)
    yield from _told_of(sheet)
    text = sheet.text
    for m in _LOCAL.finditer(text) if sheet.has("电话", "座机", "宅电") else ():
        found = f"家庭电话 {m['n'][:2]}****{m['n'][-1]}"
        yield sheet.warn(m.span("n"), "pii.phone", found, "不含个人电话的文字", "删去或改为办公电话；是办公电话的，写 waivers")
    for m in _DESK_OF_HOME.finditer(text) if "电话" in text else ():
        found = f"姓名旁的电话 {m['n'][:2]}****{m['n'][-1]}"
        yield sheet.warn(m.span("n"), "pii.phone", found, "不含个人电话的文字", "删去或改为办公电话；是办公电话的，写 waivers")
    for m in _ILL_SO.finditer(text) if "某" in sheet.signs else ():
        found = f"“{m[0][:1]}**”的病情"
        yield sheet.warn(m.span(), "pii.person", found, "看不出是谁的文字", "删去病名，或删去年龄、性别等能认出人的内容；核对后确须公开的，写 waivers")
    for m in _LANDLINE.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _NEAR)
        if _PRIVATE_PHONE.search(text[begin : m.start()]) or _PERSON.search(text, begin, m.start()):
            shown = f"{m[0][:5]}****{m[0][-2:]}"
            yield sheet.warn(m.span(), "pii.phone", f"姓名旁的电话 {shown}", "不含个人电话的文字", "删去或改为办公电话；是办公电话的，写 waivers")


def _told_of(sheet: Sheet) -> Iterator[Problem]:
    """A name, in a sentence about illness, violence or an orphan; a name with the day of birth."""
    text = sheet.text
    told: set[int] = set()
    for m in _SHIELDED.finditer(text):
        if _LANDLINE.search(text, m.end(), m.end() + _NEAR) or _ROOM.search(text, m.end(), m.end() + _NEAR):
            continue  # told of the telephone, of the home
        if is_named(m["name"]) and (len(m["name"]) > 2 or _SURELY.match(text, m.end())):
            told.add(m.start("name"))
            yield _of_person(sheet, m, text[m.start() : m.start("name")])
    for m in sheet.matches(_ILL, "患", "确诊", "感染", "家庭暴力", "家暴", "性侵", "因病", "自杀"):
        if is_named(m["name"]):
            told.add(m.start("name"))
            yield _of_person(sheet, m, text[m.end() : m.end() + 2])
    for m in _SENSITIVE.finditer(text):
        begin, end = sheet.sentence(*m.span())
        named = _NAMED.search(text, begin, end + 1)
        if named and is_named(named["name"]) and named.start("name") not in told and not _SENSITIVE.search(text, begin, m.start()):  # once a sentence
            yield _of_person(sheet, named, m[0])
    for m in sheet.matches(_BORN, "生于", "出生", "生日", "日生", *(digit + "生" for digit in "0123456789")):
        begin, end = sheet.sentence(*m.span())
        named = _WHO_WAS.search(text, max(0, m.start() - 8), m.start()) or _NAMED_SO.search(text, max(0, begin - 1), end + 1) or _NAMED.search(text, begin, end + 1)
        if named and is_named(_name_in(named)) and int(m["y"] or m["year"]) > _ALIVE and not _LONG_AGO.search(text, begin, end):
            yield _of_person(sheet, named, "出生日期")


def _name_in(named: re.Match[str]) -> str:
    return next(name for name in named.groupdict().values() if name)


def _of_person(sheet: Sheet, named: re.Match[str], what: str) -> Problem:
    name = _name_in(named)
    shown, start = name[0] + "*" * (len(name) - 1), named.start() + named[0].rfind(name)
    found = f"姓名“{shown}”和“{what}”"
    return sheet.warn((start, start + len(name)), "pii.person", found, "不写姓名，或不写这类情况", "删去或遮盖姓名；依法可以公开的，写 waivers")
