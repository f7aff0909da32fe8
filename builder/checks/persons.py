"""What is nobody's business beside a person's name: home, telephone at home (PII-04), illness, a child's family (PII-06). A sheet in, findings out.

Addresses and landlines of offices are published by law (条例第二十条): without a person beside them they are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.problems import Problem

_ROOM = re.compile(
    r"(?:路|街|巷|弄|里|村|道|胡同|小区|花园|苑|组|社)\s?(?:[一二三四五六七八九十百]{1,4}|\d{1,5})\s?(?:号|弄|巷|组|区|座|栋)?[一-龥]{0,10}?\d{0,4}(?:号楼?|栋|幢|座|单元|[-—]\d{1,3}[-—]\d{3,4})[\dA-Za-z一二三四五六七八九十单元栋楼层座之\-—]{0,12}(?:室|房|号|\d{3,4})?"
)
_HOME = re.compile(r"(?:家庭住址|家庭地址|户籍地址|户籍所在地|现住址|居住地址|现居住地|住址|家住|现住|居住在|其住|(?<=[，,（(])住|住在|家（|家\()[：:为是]?\s?")
_GROUP_DOOR = re.compile(r"村[一二三四五六七八九十\d]{1,3}组\s?\d{1,4}号")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉"
    "钮龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳段富巫乌焦巴弓牧谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶冉宰"
    "雍桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠丰巢关查游竺权盖益肖岳覃初苟"
)
# What begins like a name and is none, behind a word for a person: 残疾人康复, 孤儿关爱, 学生安全.
_NO_NAME = re.compile(
    "康复|康养|关爱|关怀|关注|安全|安置|安心|管理|管控|管护|费用|满意|危险|党员|党组|成功|成长|成果|成立|成为|成员|程度|方便|方法|方面|方式|计划|计生|计入|经济|经常|经过|经费|金融|居住|居家|利益|利用|路径|毛入|明显|明确|明细"
    "|平安|平均|平台|强制|强化|全程|全面|全部|全市|全县|全区|全镇|全年|任务|任职|荣誉|容量|尚未|时间|时候|司法|通过|通知|通道|万人|危房|卫生|温馨|温暖|文化|文明|文艺|武装|向上|向社|解决|解除|解释|谢谢|幸福|许可|严重|严格|易地"
    "|应当|应急|应对|应保|应助|应救|游客|于是|元旦|曾经|曾患|查处|查询|查找|章程|支持|支出|支付|周边|周期|周围|祝福|卓越|宗教|左右|白血|包括|包保|边境|车辆|储备|单位|单亲|单独|东西|董事|范围|丰富|封控|符合|富裕|高龄|高度|高校|高考"
    "|古稀|顾虑|国家|花费|惠民|惠及|季节|简单|焦虑|景区|空间|乐观|乐园|连续|连心|路上|农村|农业|农民|强迫|权益|融合|融入|师生|施行|石油|水平|宿舍|索赔|谈心|双方|双向|申请|申报|束缚|养老|养护|益处|怀孕|别人|那些|初步|都能|广大|充分"
)
_ROLE = (
    r"(?:姓名|居民|村民|低保户|低保对象|残疾人|申请人|当事人|患者|户主|业主|被征收人|家属|学生|受害人|受害妇女|受害者|举报人|信访人|投诉人|老人|寿星|困难户|贫困户|独居|孤儿|病人|嫌疑人"
    r"|感染者|确诊病例|军人|对象|女童|男童|儿童|未成年人|少年|妇女|(?:吸毒|戒毒|释放|刑释|服刑|特困|失能)人员|遗属|住户|房主|街坊|户代表)"
)
_NAME = rf"(?:欧阳|司徒|上官|诸葛|[{_SURNAMES}])[一-龥某]{{1,2}}"
_PERSON = re.compile(rf"{_ROLE}[：:（(，,]?\s?(?!{_NO_NAME.pattern})(?P<name>{_NAME})(?![一-龥]{{0,2}}(?:街道|社区|委员会|公司|小区))")
_NAMED = re.compile(rf"{_ROLE}(?!{_NO_NAME.pattern})(?P<name>{_NAME})(?=[，。、；（(：]|[等和与及由被已因经在的系曾患病父母申核表住家自向将现是获离入出办领享到确])")
_BORN = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日出?生")
_WHO_WAS = re.compile(rf"(?!{_NO_NAME.pattern})(?P<name>{_NAME})[（(，,](?:[男女][，,])?\Z")
_AFTER_ROOM = re.compile(rf"\A(?:的)?(?!{_NO_NAME.pattern})(?P<name>{_NAME})(?=户|家|[，。、]|住)")
_BEFORE_HOME = re.compile(rf"(?P<name>{_NAME})\Z")
_SENSITIVE = re.compile(
    "精神分裂|精神障碍|精神病|艾滋|HIV|性病|梅毒|乙肝|肺结核|癌|尿毒症|白血病|截肢|瘫痪|失明|抑郁症|孤儿|父母双亡|弃婴|失独|家暴|家庭暴力|性侵|强奸|猥亵|欺凌|社区矫正|刑满释放|吸毒|戒毒|确诊|检测阳性|密切接触|丧偶|流产|自杀|病情"
)
_LANDLINE = re.compile(r"(?<![\d-])(?:[（(]0\d{2,3}[）)]\s?|0\d{2,3}[-—－ ])[2-8]\d{6,7}(?!\d)")
_PRIVATE_PHONE = re.compile(r"(?:家庭|家中|住宅|个人|私人|本人|家属|监护人)(?:联系)?电话(?:号码)?[：:是为]?\s?\Z")
_NEAR = 40


def check_persons(sheet: Sheet) -> Iterator[Problem]:
    """Homes, telephones at home, what a named person suffers from."""
    yield from _homes(sheet)
    yield from _told_of(sheet)
    text = sheet.text
    for m in _LANDLINE.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _NEAR)
        if _PRIVATE_PHONE.search(text[begin : m.start()]) or _PERSON.search(text, begin, m.start()):
            shown = f"{m[0][:5]}****{m[0][-2:]}"
            yield sheet.problem(m.span(), "pii.phone", f"姓名旁的电话 {shown}", "不含个人电话的文字", "删去或改为办公电话；是办公电话的，写 waivers", severity="warning")


def _homes(sheet: Sheet) -> Iterator[Problem]:
    text = sheet.text
    told: set[int] = set()
    for m in _HOME.finditer(text):
        room = _ROOM.search(text, m.end(), _line_end(text, m.end(), _NEAR))
        brief = len(m[0].strip("：:为是（(")) == 1  # 住…, 家（…: only behind or before a name
        if room and room.start() not in told and (not brief or _BEFORE_HOME.search(text[max(0, m.start() - 4) : m.start()].rstrip("，,（("))):
            told.add(room.start())
            yield _home(sheet, room)
    for m in _ROOM.finditer(text):
        begin = max(text.rfind("\n", 0, m.start()), m.start() - _NEAR, 0)
        beside = m[0][-1] in "室房0123456789" and _PERSON.search(text, begin, m.start())
        if m.start() not in told and (beside or (_AFTER_ROOM.match(text[m.end() : m.end() + 6]) and re.search(r"(?:室|号|房|\d)\Z", m[0]))):
            told.add(m.start())
            yield _home(sheet, m)
    for m in _GROUP_DOOR.finditer(text) if "组" in text else ():
        if m.start() not in told and _AFTER_ROOM.match(text[m.end() : m.end() + 6]):
            yield _home(sheet, m)


def _home(sheet: Sheet, room: re.Match[str]) -> Problem:
    shown = f"{room[0][:3]}****"
    return sheet.problem(room.span(), "pii.address", f"个人住址“{shown}”", "只写到街道、乡镇的地址", "删去门牌；是办公地址的，写 waivers", severity="warning")


def _told_of(sheet: Sheet) -> Iterator[Problem]:
    """A name, in a sentence about illness, violence or an orphan; a name with the day of birth."""
    text = sheet.text
    for m in _SENSITIVE.finditer(text):
        begin = max(text.rfind("。", 0, m.start()), text.rfind("\n", 0, m.start())) + 1
        ends = [end for end in (text.find("。", m.end()), text.find("\n", m.end())) if end >= 0]
        named = _NAMED.search(text, begin, min(ends))
        if named and "某" not in named["name"] and not _SENSITIVE.search(text, begin, m.start()):  # once a sentence
            yield _of_person(sheet, named, m[0])
    for m in _BORN.finditer(text):
        if named := _WHO_WAS.search(text, max(0, m.start() - 8), m.start()):
            yield _of_person(sheet, named, "出生日期")


def _of_person(sheet: Sheet, named: re.Match[str], what: str) -> Problem:
    shown = named["name"][0] + "*" * (len(named["name"]) - 1)
    expected, action = "不写姓名，或不写这类情况", "删去或遮盖姓名；依法可以公开的，写 waivers"
    return sheet.problem(named.span("name"), "pii.person", f"姓名“{shown}”和“{what}”", expected, action, severity="warning")


def _line_end(text: str, at: int, far: int) -> int:
    end = text.find("\n", at)
    return min(end if end >= 0 else len(text), at + far)
