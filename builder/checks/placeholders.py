"""Words of a form that nobody filled in, and signs that stand for a name. A report or a column's sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.checks.sheet import Sheet
from builder.problems import Location, Problem
from builder.text import when_asked

LEFT_IN = when_asked(
    r"附件[XＸ×](?![A-Za-z0-9])|(?<=\n)请填写[^，。；\n]{0,8}[。：:]?(?=\n)|[（(](?:图|表|数据|照片|图片)(?:缺|略去|缺失|待上传)[）)]|(?<![A-Za-z])NaN(?![A-Za-z])|(?<=\n)[?？]{2,6}(?=\n)"
    r"|(?:投资|资金|投入|收入|支出|完成|共计?|达到?|金额|为)(?:…{1,2}|\.{3,6})(?=[万亿]?元|人|户|件|个|家|吨|亩)|数据(?:待|尚待|有待)(?:核实|核对|补充|更新|确认)(?=[。；，）\n])|[\[【](?:空|空白|无内容|暂无|略)[\]】]"
    r"|【请填写[^】\n]{0,60}】|(?<!\d{17})[X×Ｘ]{1,4}(?=[年月日个家件项次名亩户栋套间宗吨%％]|万|亿|公里|平方米)|(?<![A-Za-z0-9])[X×Ｘ]{2,4}(?=[支座处台辆批条场期份所人元米张头只起]\d|[支座处台辆批条场期份所人元米张头只起][，。；、])|(?<![A-Za-z0-9])[x＊*]{2,4}(?=[年月日个家件项次名亩户栋套间宗吨%％万亿])"
    r"|[（(【\[](?:[一-龥]{0,4}待|请)(?:补充?|填写?|核实|核对|确认|定|完善|更新)[^）)】\]\n]{0,12}[）)】\]]|待补充(?=[。；，\n]|数据)|(?<=\n)待(?:完善|更新|核实|定|填写?)(?=\n)"
    r"|[（(【\[](?:此处|这里|此数|此项|该处|本段|这段|此段|此句|下面|以下)[^（()）【】\[\]\n]{0,14}(?:补|填|插入?|附上|待定|完善|提供|续写|再写)[^（()）【】\[\]\n]{0,10}[）)】\]](?!》)"
    r"|[（(【\[]待[^（()）【】\[\]\n]{1,14}(?:补|填|补充|提供|报来|报送|报数|给数|更新|完善|确认后|核实后)[^（()）【】\[\]\n]{0,6}[）)】\]](?!》)"
    r"|[（(【\[](?:请|由|需|还需|还要)[^（()）【】\[\]\n]{1,10}(?:补充?|填写?|填报|核实|提供|完善|更新)(?:数据?|数字|任务数|金额|人数|户数|数量|面积|日期|时间|名称|进度|名单|内容|材料|情况|一下|相关数据|具体数据|具体数字)?[）)】\]](?!》)"
    r"|[（(](?:数字|数据|金额|名单|时间|日期)待[一-龥]{1,10}[）)]|请在这里|在这里写|请?在(?:此处?|这里|下方|空白处)(?:输入|填写|填入|插入|粘贴|键入)|此处(?:填写|插入|补充|略去待)"
    r"|【[ \u3000]{0,6}】|[（(][ \u3000]{1,8}[）)](?=[年月日个家件项次名亩户栋套间宗吨%％人元万亿场处座条所台辆])|(?:单击|点击)此处(?:输入|添加|编辑)|[_＿]{3,}|"
    r"[_＿]{2}(?=[年月日个家件项次名亩户人元万亿])|(?<![A-Za-z])(?:YYYY|yyyy)年|(?<![A-Za-z])(?:MM|DD|mm|dd)[月日]"
    r"|\bTODO\b|\bTBD\b|\bFIXME\b|[Ll]orem ipsum|用一句不超过 ?\d+ ?字的话说明"
    r"|[\[【](?:请?(?:填写|填入|插入|输入|替换)|(?:机关|单位|部门|领导)(?:名称|姓名)|标题|日期)[^\]】\n]{0,16}[\]】]|(?:标题|题目|内容|数据|金额)待(?:定|补|填)"
    r"|\{\{[^{}\n]{0,40}\}\}|\$\{[^{}\n]{1,40}\}|\{%[^%\n]{0,40}%\}|<%[^%\n]{0,40}%>|(?<=[一-龥])[?？]{2,6}(?=[千年月日个家件项次名亩户栋套间宗吨%％人元万亿场处座条期所台辆份批支头只张米起公平人])"
)
_FAR = 80  # characters within which a match and its hint stand
_LEFT_IN_HINTS = (
    "附件X", "请填写", "图缺", "表缺", "缺）", "缺)", "缺失", "略去", "待上传",
    "NaN", "…", "...", "数据待", "数据尚待", "数据有待", "[空", "【空", "[暂", "【暂", "[略", "【略", "?", "？",
    *(f"{o}{w}" for o in "（(【[" for w in ("此处", "这里", "此数", "此项", "该处", "本段", "这段", "此段", "此句", "下面", "以下", "待", "请", "由", "需", "还需", "还要")),
    "X", "×", "Ｘ", "x", "＊", "*", "__", "＿＿", "待补", "待填", "待定", "待完善", "待更新", "待核实", "待核对", "待确认", "（请",
    "(请", "【请", "[请", "【填", "[填", "【插", "[插", "【输", "[输", "【替", "[替", "【机", "[机", "【单", "[单", "【部",
    "[部", "【领", "[领", "【标", "[标", "【日", "[日", "在这里", "此处", "TODO", "YYYY", "yyyy", "MM", "DD", "mm", "dd", "TBD", "FIXME", "orem ", "用一句不超过",
    *(f"{o}{w}待" for o in "（(" for w in ("数字", "数据", "金额", "名单", "时间", "日期")), "在此处", "在此输", "在此填", "在此插", "在此粘", "在此键", "在下方", "在空白处",
    "【】", "【 ", "【\u3000", "（ ", "（\u3000", "( ", "{{", "${", "{%", "<%", "??", "？？",
)  # fmt: skip
# A sign where the name of a place or an office belongs; behind a family name it hides a person, as it should.
_STANDS_FOR = when_asked(
    r"(?<![A-Za-z0-9XＸ×+＋赵钱孙李周吴郑王冯陈何吕张孔曹华魏谢潘葛范彭马方袁柳唐雷罗郝于傅余顾孟黄萧尹汪毛宋熊项董梁杜江郭梅林钟徐邱骆高夏蔡田胡凌卢莫丁邓洪石龚程陆曾刘叶黎])"
    r"[XＸ×]{2,4}(?=街道|社区|居委|村|镇|乡|县|区|市|省|路|小区|公司|企业|单位|部门|局|委员会|办公室|学校|医院|中心|领导|项目)"
    r"|某某(?=街道|社区|居委|村|镇|乡|县|区|市|省|路|小区|公司|企业|单位|部门|局|委员会|学校|医院|中心|项目)"
    r"|(?<![零〇○一二三四五六七八九十百千])[○〇◯]{2,4}(?![零〇○一二三四五六七八九十年])"
)
_STANDS_FOR_HINTS = ("XX", "ＸＸ", "××", "某某", "○○", "〇〇", "◯◯")
_SPOKEN_OF = when_asked("等?(?:字样|字眼)|仅?(?:用于|作为|供)(?:举例|示例|参考)|举例|示例|样例|范例")
_NOBODY_HOME = when_asked(
    r"(?:联系人|负责人|责任人|经办人|承办人|审核人|签发人|咨询人|联系电话|咨询电话|监督电话|办公电话|电话|联系方式|地址|邮箱)[：:] ?[XＸx×＊*○〇]{2,11}(?=[，。；、\s）)]|\Z)"
)
_NOBODY = frozenset("XＸx×＊*○〇")
_KEYWORD = when_asked(r"(?:关键[词字]|标签|主题词|keyword|tag)\s?\d{0,2}\Z", re.IGNORECASE)
FORM = "【请填写"  # begins what ``new report`` leaves to be written: no original holds it


def check_left_in(sheet: Sheet) -> Iterator[Problem]:
    """No official site goes out with them; of a sign for a name a person decides whether it is meant."""
    text = sheet.text
    for m in (m for span in sheet.near(sheet.places(*_LEFT_IN_HINTS), _FAR, _FAR) for m in LEFT_IN.finditer(text, *span)):
        if m[0].startswith(FORM):
            yield sheet.problem(m.span(), "text.form", f"“{m[0]}”", "写好的内容", "填上内容，或删去；没有写完的，留着 draft: true", severity="error")
        else:
            yield sheet.problem(m.span(), "text.placeholder", f"“{m[0]}”", "写好的内容", "填上内容，或删去；确须这样写的，写 waivers", severity="error")
    for m in _NOBODY_HOME.finditer(text) if sheet.signs & _NOBODY else ():
        yield sheet.warn(m.span(), "text.stand-in", f"“{m[0]}”", "写明的联系方式", "核对原件，写上；有意隐去的，写 waivers")
    for m in _STANDS_FOR.finditer(text) if sheet.has(*_STANDS_FOR_HINTS) else ():
        if _SPOKEN_OF.search(text, m.end(), sheet.sentence(*m.span())[1]):
            continue
        found = f"“{text[m.start() : m.end() + 2].strip()}”"
        yield sheet.warn(m.span(), "text.stand-in", found, "写明的名称", "核对原件，写上名称；有意隐去的，写 waivers")


def check_keywords(keywords: Iterable[str], place: Location) -> Iterator[Problem]:
    """Keywords that say nothing but that they are ones."""
    for word in keywords:
        if _KEYWORD.match(word):
            yield Problem(place, "error", "text.placeholder", "keywords", f"“{word}”", "写好的内容", "填上内容，或删去")
