"""More of a later stage than of the one before it: 签约 442 户，已搬离 471 户; 线索 31 条，查实 42 条 (WORD-07). A sheet in, findings out.

Only in one sentence, in one unit, and where no word says that some came from before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.quantities import Quantity, plain, quantities
from builder.checks.sheet import Sheet
from builder.problems import Problem
from builder.text import when_asked

# (what comes first, what can only be some of it)
_STAGES = (
    ("线索", "查实|核实|查结|办结|立案|转立案"),
    ("征集|收集|诉求|意见|建议|需求|心愿", "解决|采纳|回应|实现|兑现|认领"),
    ("抽查|抽检|抽样|抽测", "检出|不合格|合格|达标"),
    ("体检|筛查|检测|受检|检验", "筛查出|检出|确诊|查出|发现|检测出|复查"),
    ("查摆|查找|摸排|排查|发现|查出|检查出|梳理|自查|反馈|曝光|督办|隐患|问题", "整改|销号|消除|解决|处置|办结|整治到位|修复|清除"),
    ("签约|签订协议", "搬离|搬迁|腾退|腾空|交房|搬家|选房"),
    ("报名|应考|报考|应聘|招聘|面试", "录取|录用|聘用|参考|到考|实考|入围|上线|到岗|上岗"),
    ("参训|培训|学习班", "结业|取证|取得|考取|拿到证书|合格"),
    ("应检|应征|应收|应缴|应参保|应改|应拆|应修|应报|应签", "实检|已检|已征|实收|已缴|已参保|已改|已拆|已修|已报|已签|完成"),
    ("发放|投放|派送", "核销|使用|兑付|兑换"),
    ("下发|印发|发出", "回收|收回"),
    ("到会|参会|应到|应出席|参演|邀请", "实到|到场|出席"),
    ("入住|收住", "失能|半失能"),
)
# Flows: what was done this year may have come in the last. The later must be said to be of these: 已有21个建成.
_FLOWS = (
    ("受理|接访|约访|接待来访|接到|收到|接收|接报|承办|交办|派发|转办|移交|移送|登记|立案|来访|来信|投诉|举报|收案", "办结|结案|审结|执结|办复|答复|回复|化解|调结|调解成功|查结"),
    ("申报|申请|送审|提交", "获批|批准|通过|立项|核准|获评"),
    ("开工|动工|在建|新开工", "竣工|完工|建成|交付|投用"),
    ("入库|储备|谋划|包装", "开工|落地|实施|启动"),
)
_ADVERBS = (
    "(?:已|现已|现|有|全部|当年|当场|当日|累计|成功|完成|督促|责令|予以|共|按期|及时|按时|并"
    "|最终|最后|实际|目前|先后|年内|年底前|年底|均|经|审核|审查|评审|考核|截至目前|其中){0,4}"
)
_BEHIND_IT = r"(?:了|的|成功|完毕|到位|完成)?[^，。；、：\d\n]{0,8}\Z"
_PAIRS = tuple((when_asked(f"(?:{first})"), when_asked(rf"{_ADVERBS}(?:{then}){_BEHIND_IT}"), (first, then) in _FLOWS) for first, then in (*_STAGES, *_FLOWS))
_CAME = when_asked("|".join(sorted({word for first, _ in (*_STAGES, *_FLOWS) for word in first.split("|")}, key=len, reverse=True)))
_BEFORE = when_asked(r"结转|上年|去年|往年|历年|此前|存量|遗留|积案|以来|含|包括|累计|前期|年初|原有|每|同比|增长|新(?!开工|建)|次年|结余|滚动|往届|上级")
_HAS, _BEHIND = when_asked("(?:现|目前)?(?:已|有|已有|其中|其中已有)"), when_asked(r"[一-龥]{2,6}(?=[，。；\n])")
_OF_THESE = when_asked("已|其中|全部|均|按期|及时|按时|最终|审核|审查|评审")
_REACH = 48  # characters between the two figures
_NAME = 18  # characters before a figure that say what it counts


def check_stages(sheet: Sheet) -> Iterator[Problem]:
    """Of flows it is only noticed: the later may have come in before."""
    for start, passage in sheet.passages():
        if not _CAME.search(passage):
            continue
        before: list[Quantity] = []
        for then in quantities(sheet.text, start, start + len(passage)):
            first = next((q for q in reversed(before) if q.unit == then.unit), None)
            before.append(then)
            if first is None or then.size <= first.size or then.start - first.end > _REACH or first.rough or then.rough:
                continue
            between = sheet.text[first.end : then.start]
            begin, end = sheet.sentence(first.start, then.end)
            if "。" in between or _BEFORE.search(sheet.text, max(begin, first.start - 30), min(end, then.end + 14)):
                continue
            clause = _clause(sheet.text, begin, first.start)
            *further, later = re.split(r"[，。；：、]", between)
            two_things = then.size > 3 * first.size and then.size - first.size > 50
            behind = _BEHIND.match(sheet.text, then.end)
            if _HAS.fullmatch(later) and behind:
                later = behind[0]  # 已有21个建成投用
            pair = next((flow for one, two, flow in _PAIRS if one.search(clause) and two.match(later) and not two.search(clause)), None)
            if pair is None or (pair and not _OF_THESE.search(later) and not (behind and later == behind[0])):
                continue
            if two_things and (pair or len(further) > 1):
                continue  # but for a stage that stands right behind the one before
            said = sheet.text[first.start - len(clause) : then.end]
            found = f"“{said[-80:]}”：后一个数比前一个大 {plain(then.size - first.size)}{then.unit}"
            expected, action = "不大于前一步的数，或写明含上年结转", "核对原件：是不是含上年结转的"
            if pair:
                yield sheet.problem((first.start, then.end), "number.more-done", found, expected, action, severity="notice")
            else:
                yield sheet.warn((first.start, then.end), "number.part", found, expected, action)


def _clause(text: str, begin: int, end: int) -> str:
    return re.split(r"[，。；：\n]", text[max(begin, end - _NAME) : end])[-1]
