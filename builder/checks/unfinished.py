"""Sentences that break off: 每月驻点不少于。 鉴定为D级的一律。 日处理能力30。 长2。4公里; blanks where a figure belongs: 增长　　%. A sheet in, findings out.

Words that may well end a sentence (通过, 按期进行, 自由) are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import FIGURE_LAST
from builder.checks.sheet import Sheet, is_quoted
from builder.problems import Problem
from builder.text import when_asked

# Behind these a figure follows, whatever mark comes next.
_HOW_MANY = (
    "不少于|不低于|不得少于|不得低于|不得超过|不多于|不高于|不得高于|控制在|稳定在|保持在|维持在|提高到|增加到|减少到|降低到|下降到|提升到|缩短到|压减到|扩大到|延长到|"
    "提升至|增加至|提高至|减少至|下降至|缩短至|延长至|扩大至|(?<!喜从天)降至|增至|分别为|分别是|约为|[率比额量值积]为|共计为|平均为|占比为"
)
# Behind these a clause follows: nothing can end with them.
_MORE_TO_SAY = (
    "一律|务必|予以|加以|给予|(?:个人|单位|人员|原则上|企业|部门|党员|干部)不得|应当|例如|比如|诸如|以及|并且|或者|由于|因为|为了|关于|对于|按照|依照|遵照|拟于|定于|将于|鉴于|基于"
    "|尤其是|特别是|主要是|重点是|首先是|其次是|由分管负责人|由主要负责人|对其|向其|把其|将其|并对|并将|并由|并向|并按|要求各|督促各"
)
_BREAKS_OFF = when_asked(rf"(?P<word>{_HOW_MANY})[。；，](?![”’])|(?P<more>{_MORE_TO_SAY})[。；](?![”’])")
# The last character of each, and its mark.
_MAY_BREAK = when_asked(rf"[{''.join(sorted({word[-1] for word in re.sub('[^一-龥|]', '|', f'{_HOW_MANY}|{_MORE_TO_SAY}').split('|') if word}))}][。；，]")
_LONGEST = 8  # characters of them
# What has no size without its unit.
_SIZED = (
    "(?:处理|生产|供水|排涝|灌溉|接待|承载|存储|储存|加工|运输|通行|停车|供热|装机|蓄水|防洪)能力|产量|面积|总面积|建筑面积|投资额?|总投资|资金"
    "|支出|收入|税收|营收|产值|销售额|贷款|金额|里程|全长|总长|长度|高度|宽度|库容|容量|装机(?:容量)?"
    "|流量|床位|人数|户数|耗资|节约资金|罚款|补贴|存栏|出栏"
)
_BARE = when_asked(rf"(?:{_SIZED})(?:共|约|达到?|为|共计|近|超过?|提高到|提升到|增加到|提升至|增至)?(?P<n>\d[\d,]*(?:\.\d+)?)(?=[。；，](?!\d))")
_UNIT_TOLD = when_asked(r"单位[：:]|[（(](?:万|亿)?(?:元|亩|吨|公里|平方米|千瓦|人|户|张|头|只|立方米)[）)]")
_STOP_AS_POINT = when_asked(r"。\d")
_POINT = when_asked(
    r"(?<![\d.第])\d{1,5}。\d{1,2} ?(?=公里|千米|米(?![饭粉面])|毫米|厘米|亩|[%％]|个百分点|公顷|平方|立方|万|亿|千瓦|兆瓦|公?斤|吨|元|倍|小时|微克|升)"
)
_SCORED = when_asked(r"(?:得分|评分|打分|指数|满意度|均分|排名|分数|排位|编号|房号|门牌|热线|电话)[^。；\n]{0,8}\Z")
_BLANK = when_asked(
    r"(?:增长|下降|提高|提升|上升|达到?|占|完成|减少|增加|降低|约|共|新增|投资|不低于|不少于|发放|培训|建成|改造|办理|收到)[ \u3000]{1,12}"
    r"(?=[%％]|(?:个百分点|[万亿]元|个|户|件|人次|家|亩|吨|公里|座|处|场)[，。；、）])"
)


def check_unfinished(sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    text = sheet.text
    ends = (m.start() for m in _MAY_BREAK.finditer(text))
    for m in (m for span in sheet.near(ends, _LONGEST, 3) for m in _BREAKS_OFF.finditer(text, *span)):
        if is_quoted(text, m.start(), "“”"):
            continue
        before = text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - 8) : m.end()]
        yield sheet.warn(m.span(), "punctuation.end", f"“{before}”没有写完", "完整的句子", "核对原件，补上后面的话")
    figures = (m.start() for m in FIGURE_LAST.finditer(text))
    for m in (m for span in sheet.near(figures, 40, 4) for m in _BARE.finditer(text, *span)):
        if not _UNIT_TOLD.search(text, max(0, m.start() - 200), sheet.sentence(*m.span())[1]):
            yield sheet.warn(m.span(), "number.missing", f"“{m[0]}”没有单位", "数和单位", "核对原件，补上单位")
    for m in _POINT.finditer(text) if _STOP_AS_POINT.search(text) else ():
        if not _SCORED.search(text, max(0, m.start() - 16), m.start()):
            found, expected = f"“{text[m.start() : m.end() + 2].strip()}”", f"“{m[0].replace('。', '.').strip()}”"
            yield sheet.warn(m.span(), "punctuation.width", found, expected, "核对原件：小数点打成了句号")
    for m in _BLANK.finditer(text) if sheet.has(" ", "\u3000") else ():
        found = f"“{text[max(0, m.start() - 6) : m.end() + 1]}”里没有数".replace("\n", "")
        yield sheet.warn(m.span(), "number.missing", found, "写明的数", "核对原件，补上数")
