"""Units that the thing named is never told in, figures without one, and money that nobody is paid: 发电 1.25 亿千瓦, PM2.5 31 毫克, 日处理能力 30。, 每户补助 4000 万元 (WORD-07).

A sheet in, findings out. ``scales`` tells heights, ages and areas.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks.arithmetic import FIGURE_LAST, NUMBER, TIMES, value
from builder.checks.quantities import quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

_N = NUMBER
_WRONG_UNIT = (  # and words, of which each match has one
    # energy is no power
    (when_asked(rf"(?<!装机)(?:发电量?|用电量?|上网电量|供电量|售电量|电量|耗电|节电|节约用电)(?:累计|共计?|约|达到?|为|了)*(?<![\d.]){_N}[万亿]?千瓦(?![时·])"), "千瓦"),
    (when_asked(rf"(?:装机(?:容量|规模)?|变电容量)(?:累计|共计?|约|达到?|为)*{_N}[万亿]?千瓦时"), "千瓦时"),
    # what hangs in the air is weighed in micrograms (CO alone in milligrams)
    (
        when_asked(r"(?:PM ?2\.5|PM ?10|PM₂\.₅|细颗粒物|可吸入颗粒物|二氧化硫|二氧化氮|臭氧)[^，。；、\d\n]{0,14}?(?<![\d.])[1-9]\d*(?:\.\d)? ?(?:毫克|克)/?(?:每)?立方米"),
        "克立方", "克/立方", "克每立方", "克/每立方",
    ),
    (when_asked(rf"(?:降雨|降水|雨量)[^，。；、\d\n]{{0,6}}?(?<![\d.]){_N}米(?=[，。；、）])"), "米"),
    (when_asked(rf"(?:体重|粮食|稻谷|蔬菜)[^，。；、\d\n]{{0,6}}?(?<![\d.]){_N}(?:平方米|公里)(?=[，。；、])"), "平方米", "公里"),
    (when_asked(rf"(?:森林覆盖率|绿化率|入学率|满意率|办结率|合格率|覆盖率|普及率|参保率)(?:为|达到?|提高到|稳定在)?{_N}(?:个百分点|‰|个|万|亩)(?=[，。；、])"), "率"),
    (when_asked(rf"(?:供水|用水|污水|蓄水|水量|处理污水|取水)(?:量|能力)?(?:累计|共|约|达到?|为)*{_N}[万亿]?(?:平方米|平方公里|公里)(?=[，。；、])"), "平方", "公里"),
    (
        when_asked(rf"(?:管网|道路|公路|河道|渠道|步道|绿道|村道|管线|电缆)(?:全长|总长|长度?|改造|疏浚|铺设|新建)?(?:累计|共|约|达到?|为)*{_N}万?平方公里(?=[，。；、])"),
        "平方公里",
    ),
)
# A size of a thing, and the figure ends the clause.
_NO_UNIT = when_asked(
    r"(?:处理能力|处置能力|供水能力|生产能力|吞吐能力|库容|建筑面积|占地面积|总面积|播种面积|种植面积|总投资|投资额|全长|总长度|总产量|产值|总收入|营业收入|销售额|成交额|装机容量|用地面积|吞吐量|年产量|降雨量|藏书量?|存栏量?|出栏量?|慰问金|补助资金|罚款金额|床位数?|学位数?)"
    r"(?:达到?|为|共|约|近|超过?)?(?<![\d.,])(?P<n>\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?)(?=[。；]|，(?!\d{3}))"
)
_A_YEAR = when_asked(r"(?:19|20)\d\d\Z")
_LISTED = when_asked(r"分别|依次|单位[：:]")
_TO_EACH = when_asked(rf"每(?:户|人|名|亩|个家庭|位|个孩子|名学生|人每[年月]|户每[年月])[^，。；、\d\n]{{0,12}}?(?P<n>{_N})(?P<t>[万亿])元")
_NO_PAY = when_asked("产值|企业|公司|收入|利润|投资|营收|授信|贷款|增加值|生产总值|罚款|保险金额|保额|赔|限额|销售|工程|人才|院士|专家|团队|科学家|征收|征地"
    "|拆迁|补偿|安置|回迁|商户")
_EACH_MOST = 5_000_000.0
_PAID = when_asked(rf"(?:发放|支付|兑现|落实|拨付|给予|下拨|救助|补助|补贴|慰问|发出)[^，。；、\d\n]{{0,14}}?(?:金|补贴|补助|救助|津贴|抚恤|慰问|物资|款|费"
    rf"|资金)(?:合计|共计?|累计|总计|约)?(?P<n>{_N})(?P<t>[万亿])元")
_PAID_MOST = 1_000_000.0  # yuan a head
_HEADS = frozenset(("人", "户"))
_BACK = 50


def check_magnitudes(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    for pattern, *units in _WRONG_UNIT:
        for m in sheet.matches(pattern, *units):
            yield _told(sheet, m.span(), "")
    figures = (m.start() for m in FIGURE_LAST.finditer(text))
    for m in (m for span in sheet.near(figures, 40, 8) for m in _NO_UNIT.finditer(text, *span)):
        begin, _ = sheet.sentence(*m.span())
        if not _A_YEAR.match(m["n"]) and not _LISTED.search(text, max(begin, m.start() - 40), m.start()) and not _LISTED.search(text, 0, 200):
            yield _told(sheet, m.span(), "没有写单位")
    for m in sheet.matches(_TO_EACH, "每"):
        if value(m["n"]) * TIMES[m["t"]] >= _EACH_MOST and not _NO_PAY.search(text, max(0, m.start() - 20), m.end() + 4):
            yield _told(sheet, m.span(), "")
    for m in sheet.matches(_PAID, "万元", "亿元"):
        begin, _ = sheet.sentence(*m.span())
        heads = [q for q in quantities(text, max(begin, m.start() - _BACK), m.start()) if q.unit in _HEADS]
        many = sum(q.size for q in heads)
        if heads and many > 1 and value(m["n"]) * TIMES[m["t"]] / many > _PAID_MOST and not _NO_PAY.search(text, max(begin, m.start() - _BACK), m.end()):
            yield _told(sheet, m.span(), f"每人（户）合 {value(m['n']) * TIMES[m['t']] / many:,.0f} 元以上")


def _told(sheet: Sheet, span: tuple[int, int], what: str) -> Problem:
    return sheet.tell(span, what, "number.scale", "合乎常理的数和单位", "核对原件：单位是不是写错了")
