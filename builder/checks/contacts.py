"""Papers and private accounts of a person in running text (PII-05). A report's sheet in, findings out, masked.

Addresses, hotlines and public accounts of offices are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.names import NAME, NO_NAME
from builder.checks.sheet import Sheet
from builder.model import Report
from builder.privacy import find_numbers
from builder.problems import Problem
from builder.text import when_asked

_PAPER = when_asked(
    r"(护照|港澳通行证|回乡证|台胞证|通行证|居住证|驾驶证|军官证|士兵证|学生证|残疾证|残疾人证|社保卡|医保卡|社会保障卡|学籍号|病案号|"
    r"住院号|低保证)(?:证件)?(?:号码?|编号|"
    r"卡号)?[：:为是]{0,2} ?[（(]?([A-Za-z]{0,2}\d{7,20}[A-Za-z]?\d{0,2})(?![\d张个本份户件人名例次万亿元.%])"
)
_ACCOUNT = when_asked(
    r"(?<!工作)(QQ|扣扣|微信|支付宝|抖音|快手|钉钉|陌陌|微博|小红书|WeChat|VX|(?<![A-Za-z])wx|v信|威信)(?:号码?|账号|帐号|"
    r"ID)?(?:同号)?[：:为是]? ?([A-Za-z][A-Za-z0-9_-]{5,19}|\d{5,11})(?![A-Za-z0-9_@.])", re.IGNORECASE)
_ON_LINE = when_asked("[QqWwVv]|扣扣|微信|支付宝|抖音|快手|钉钉|陌陌|微博|小红书|威信")
_CAPITALS = frozenset("ABCDEFGHJKLMNPQRSTUVWXYZ")
_MAIL = when_asked(
    r"(?<![A-Za-z0-9._-])([A-Za-z0-9][A-Za-z0-9._-]{2,30})[@＠](?:vip\.)?"
    r"(qq|163|126|139|188|189|wo|21cn|tom|sina|sohu|sogou|gmail|hotmail|outlook|live|msn|yahoo|foxmail|yeah|aliyun|icloud|me|proton(?:mail)?)\.(?:com|cn|net|me)(?:\.cn)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# What a person is called in a box of one's own: a year of birth, a telephone, a number of QQ, 1993 behind letters.
_OWN_BOX = when_asked(r"\d{5,11}\Z|1[3-9]\d{9}|[A-Za-z]{2,}[._-]?(?:19[4-9]\d|200\d|[6-9]\d)\d{0,4}\Z|[A-Za-z]{2,}[._-]?\d{4}\Z")
_SURNAMES_SPELLED = (
    "zhao|qian|sun|li|zhou|wu|zheng|wang|feng|chen|chu|wei|jiang|shen|han|yang|zhu|qin|you|xu|he|lv|lu|shi|zhang|kong|cao|yan|hua|jin|tao|qi|xie|zou|yu|bai|dou|yun|su|pan|ge|fan|peng|lang|ma|miao|fang|ren|yuan|liu|bao|tang|fei|"
    "cen|xue|lei|ni|teng|yin|luo|bi|hao|an|chang|le|fu|bian|kang|bu|gu|meng|ping|huang|mu|xiao|yao|shao|zhan|mao|di|mi|ming|ji|cheng|dai|song|pang|xiong|shu|qu|xiang|dong|liang|du|ruan|lan|min|jia|lou|tong|guo|mei|lin|diao|zhong|"
    "qiu|gao|xia|cai|tian|fan|hu|ling|huo|wan|ke|guan|mo|jing|qiu|miao|gan|xie|ying|zong|ding|xuan|deng|yu|dan|hang|hong|zuo|cui|gong"
)
_SPELLED_NAME = when_asked(
    rf"(?:{_SURNAMES_SPELLED})[._-]?(?:[bpmfdtnlgkhjqxzcsrwy]|zh|ch|sh)?[aeiouv]{{1,3}}(?:ng?|r)?(?:(?:[bpmfdtnlgkhjqxzcsrwy]|zh|ch|"
    rf"sh)?[aeiouv]{{1,3}}(?:ng?|r)?)?\Z", re.IGNORECASE)
_ACCOUNT_NUMBER = when_asked(r"(?:账号|帐号|账户|帐户|一卡通|存折)(?:号码?)?[：:为是]? ?((?:\d[ -]?){11,20}\d)(?![\d.])")
_OF_AN_OFFICE = when_asked(
    r"户名[：:为是]? ?[^，。；\n]{2,30}(?:局|公司|政府|委员会|中心|学校|医院|协会|基金会|办公室|财政|合作社|村委|国库)|对公|专户|零余额|"
    r"国库|捐赠|缴款|基本账户|收款单位|单位账[号户]|公司账[号户]|机构|法院|保证金"
)
_OF_ONE_PERSON = when_asked(
    r"个人|本人|姓名|户主|开户人|业主|申请人|承租人|被征收人|被拆迁人|村民|居民|农户|搬迁户|养殖户|低保|家属|学生|职工|工资|惠农|粮补|一卡通|存折|某|同志|先生|女士|老人|患者|"
    r"持有人|代领|卡主|遗属|受助|受益"
)
_PLATE = when_asked(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z] ?[·•.]? ?(?=[0-9A-HJ-NP-Z]{0,5}\d)[0-9A-HJ-NP-Z]{5,6}(?![0-9A-Za-z])")
# Hidden, but not enough to hide anything: four signs and more are usual, of an identity number the day of birth.
_HALF_HIDDEN = when_asked(r"(?<![\d*＊])(?=[\d*＊Xx]{11}(?![\d*＊])|[\d*＊Xx]{18}(?![\d*＊]))1?\d{2,17}[*＊]{1,3}\d{0,15}[\dXx]?(?![\d*＊])")
_OF_A_GROUP = when_asked(r"公众号|群号?|群[：:]|服务号|订阅号|小程序|视频号|官方")
_OF_SOMEBODY = when_asked(rf"(?!{NO_NAME}){NAME}的(?:个人|私人)?\Z")  # 要进群的请加业委会主任邵军的微信号
_OF_OFFICE = when_asked(r"公务用?车|执法车|公车|救护车|消防车|环卫车|作业车|洒水车|报废|处置车辆|政务|办公邮箱|工作邮箱|投稿|举报邮箱|局邮箱|单位邮箱|联系我们")
_OF_PERSON = when_asked(r"个人|本人|私人|成员|同志|老师|先生|女士|师傅|志愿者|居民|村民|车主|召集人|经办人|[的员人长生][一-龥]{0,4}邮箱")
_SURELY_OWN = when_asked(r"(?:个人|私人|本人)的?(?:电子)?邮箱(?:地址)?(?:为|是|：|:)? ?\Z")
_NAMED = when_asked(rf"(?:\A|[，。、；：:（(\s])(?!{NO_NAME}){NAME}(?=[，、：:（(的])")
_PAPERS = when_asked("(?:身份证|户口[本簿]|银行卡|存折|残疾证|结婚证|离婚证|出生证明?)[^ ]{0,3}(?:复印件|扫描件|照片|正反面|截图|原件)|病历(?!本?管理)|诊断(?:证明|书)")
_ABOUT_PAPERS = when_asked("办理|申[领请报]|指南|流程|须知|样[本表式]|模板|换领|管理|规定|办法|通知|空白")
_BEFORE = 24
_HIDE = "在原文里遮盖，或删去；核对后确须公开的，写 waivers"


def check_contacts(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for m in _PAPER.finditer(text) if sheet.has("证", "护照", "卡", "学籍号", "病案号", "住院号") else ():
        found = f"{m[1]}号码 {_masked(m[2])}"
        if m[1] == "护照":
            yield sheet.problem(m.span(2), "pii.passport", found, "不含护照号码的文字", _HIDE, severity="error")
        else:
            yield _problem(sheet, m.span(2), found)
    for m in _HALF_HIDDEN.finditer(text) if sheet.has("*", "＊") else ():
        found = f"{m[0][:3]}****{m[0][-2:]} 只遮住 {len(re.findall('[*＊]', m[0]))} 位"
        if len(m[0]) == 18:
            yield sheet.problem(m.span(), "pii.id-number", f"身份证号码 {found}", "遮住出生日期，或不写", _HIDE, severity="error")
        elif re.match("1[3-9]", m[0]):
            yield sheet.problem(m.span(), "pii.mobile", f"手机号码 {found}", "遮住中间四位，或不写", _HIDE, severity="error")
    for m in _ACCOUNT.finditer(text) if _ON_LINE.search(text) else ():
        before = _before(text, m.start())
        if _OF_SOMEBODY.search(before) or not _OF_A_GROUP.search(before + m[0]):
            yield _problem(sheet, m.span(2), f"个人{m[1]}号 {_masked(m[2])}")
    for m in _MAIL.finditer(text) if "@" in text else ():
        before = _before(text, m.start())
        own = _OWN_BOX.match(m[1]) or _SPELLED_NAME.match(re.sub(r"\d{1,8}\Z", "", m[1]))
        if _SURELY_OWN.search(before) or ((_OF_PERSON.search(before) or own) and not _OF_OFFICE.search(before)):
            yield _problem(sheet, m.span(), f"个人邮箱 {_masked(m[1])}@{m[2]}")
    for m in _ACCOUNT_NUMBER.finditer(text) if sheet.has("账", "帐", "一卡通", "存折") else ():
        begin, end = sheet.sentence(*m.span())
        ones = _OF_ONE_PERSON.search(text, begin, m.end()) or _NAMED.search(text, max(begin, m.start() - 14), m.start())
        if ones and not _OF_AN_OFFICE.search(text, begin, end) and not find_numbers(text[max(begin, m.start() - 12) : m.end()]):
            yield _problem(sheet, m.span(1), f"个人账号 {_masked(re.sub('[ -]', '', m[1]))}")
    for m in _PLATE.finditer(text) if not sheet.signs.isdisjoint(_CAPITALS) else ():
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not _OF_OFFICE.search(line):
            yield _problem(sheet, m.span(), f"车辆号牌 {m[0][:2]}****")


def check_papers(report: Report) -> Iterator[Problem]:
    """An attachment that is called like somebody's paper: 王某身份证复印件.pdf."""
    for number, attachment in enumerate(report.meta.attachments):
        named = f"{attachment.file.rpartition('.')[0]} {attachment.title}"
        if (said := _PAPERS.search(named)) and not _ABOUT_PAPERS.search(named):
            place, expected = report.place(f"attachments.{number}.file", "attachments"), "不含个人证件的附件"
            yield Problem(place, "warning", "pii.account", "attachments", f"附件像是个人的“{said[0]}”", expected, "移走；不是个人证件的，换一个名称，或写 waivers")


def _before(text: str, at: int) -> str:
    return text[max(text.rfind("\n", 0, at) + 1, at - _BEFORE) : at]


def _masked(number: str) -> str:
    return number[:2] + "*" * max(3, len(number) - 4) + number[-2:]


def _problem(sheet: Sheet, span: tuple[int, int], found: str) -> Problem:
    return sheet.warn(span, "pii.account", found, "不含个人证件、账号、号牌的文字", "删去或遮盖；是单位的，写 waivers")
