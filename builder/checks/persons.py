"""Where a person lives and the telephone at home, beside a person's name (PII-04). A report's sheet in, findings out.

Addresses and landlines of offices are published by law (条例第二十条): without a person beside them they are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem

_ROOM = re.compile(
    r"(?:路|街|巷|弄|里|村|道|胡同|小区|花园|苑|组|社)\s?(?:[一二三四五六七八九十百]{1,4}|\d{1,5})\s?(?:号|弄|巷|组|区)?[一-龥]{0,10}?\d{0,4}(?:号楼?|栋|幢|座|单元|[-—]\d{1,3}[-—]\d{3,4})[\dA-Za-z一二三四五六七八九十单元栋楼层之\-—]{0,12}(?:室|房|号|\d{3,4})?"
)
_HOME = re.compile(r"(?:家庭住址|家庭地址|户籍地址|户籍所在地|现住址|居住地址|现居住地|住址|家住|现住|居住在)[：:为是]?\s?")
_PERSON = re.compile(
    r"(?:姓名|居民|村民|低保户|低保对象|残疾人|申请人|当事人|患者|户主|业主|被征收人|家属|学生|受害人|举报人|信访人|投诉人|老人|困难户|贫困户|独居|孤儿|病人|嫌疑人)"
    r"[：:（(]?\s?[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费廉薛雷贺倪汤殷罗毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍虞万卢莫房缪丁邓单洪包左石崔吉龚程裴陆翁甄曲封储靳段巫焦谷侯宓全班仰秋仲宁仇刘景束龙叶黎白蒲乔谭温柴向古易廖文曾关]"
    r"[一-龥某]{1,2}(?![一-龥]{0,2}(?:街道|社区|委员会|公司|小区))"
)
_LANDLINE = re.compile(r"(?<![\d-])(?:[（(]0\d{2,3}[）)]\s?|0\d{2,3}[-—－ ])[2-8]\d{6,7}(?!\d)")
_PRIVATE_PHONE = re.compile(r"(?:家庭|住宅|个人|私人|本人|家属|监护人)(?:联系)?电话(?:号码)?[：:是为]?\s?\Z")
_NEAR = 40


def check_persons(sheet: Sheet) -> Iterator[Problem]:
    """Homes and telephones at home."""
    text = sheet.text
    homes = 0
    for m in _HOME.finditer(text):
        room = _ROOM.search(text, m.end(), _line_end(text, m.end(), _NEAR))
        if room:
            homes += 1
            yield _home(sheet, room)
    if not homes:
        for m in _ROOM.finditer(text):
            if m[0][-1] in "室房0123456789" and _PERSON.search(text, max(text.rfind("\n", 0, m.start()), m.start() - _NEAR, 0), m.start()):
                yield _home(sheet, m)
    for m in _LANDLINE.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _NEAR)
        if _PRIVATE_PHONE.search(text[begin : m.start()]) or _PERSON.search(text, begin, m.start()):
            shown = f"{m[0][:5]}****{m[0][-2:]}"
            yield sheet.problem(m.span(), "pii.phone", f"姓名旁的电话 {shown}", "不含个人电话的文字", "删去或改为办公电话；是办公电话的，写 waivers", severity="warning")


def _home(sheet: Sheet, room: re.Match[str]) -> Problem:
    shown = f"{room[0][:3]}****"
    return sheet.problem(room.span(), "pii.address", f"个人住址“{shown}”", "只写到街道、乡镇的地址", "删去门牌；是办公地址的，写 waivers", severity="warning")


def _line_end(text: str, at: int, far: int) -> int:
    end = text.find("\n", at)
    return min(end if end >= 0 else len(text), at + far)
