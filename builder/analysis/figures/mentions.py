"""Numbers with units in a passage, and which of them are no figures at all.

Comes in: a folded passage (``fold_width``). Goes out: ``Mention`` values in order. Dates, ordinals,
names of policies, road widths, ages and the like are left out here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.analysis.figures.never import in_known_word, is_session_number
from builder.analysis.figures.rules import IndicatorRules
from builder.analysis.numerals import ARABIC, CHINESE, Number, parse_number


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed quantity: ``text[start:end]`` from the first digit to the unit; qualifiers around it.

    ``outer`` is where the qualifier in front begins, ``after`` where the one behind ends.
    """

    start: int
    end: int
    outer: int
    after: int
    value: Number
    value_max: Number | None
    unit: str
    dimension: str
    comparison: str
    chinese: bool


_QUOTE_MARK = re.compile("[“‘《「『〔【\"]")  # without one that opens nothing stands in quotes


def find_mentions(text: str, rules: IndicatorRules, quoted: list[bool]) -> list[Mention]:
    """All quantities of a passage that may be figures. ``quoted`` tells which characters stand in quotation marks."""
    found: list[Mention] = []
    for match in rules.mention.finditer(text):
        mention = _read(match, text, rules)
        if mention and not quoted[mention.start] and not _is_trap(mention, text, rules):
            found.append(mention)
    return found


def quoted_places(text: str) -> list[bool]:
    """For each character: does it stand between a pair of quotation or title marks? Open ends do not count."""
    marks = [False] * (len(text) + 1)
    if not _QUOTE_MARK.search(text):
        return marks
    pairs = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "〕": "〔", "】": "【"}
    stack: list[tuple[str, int]] = []
    straight = -1
    for i, char in enumerate(text):
        if char in "“‘《「『〔【":
            stack.append((char, i))
        elif char in pairs:
            while stack and stack[-1][0] != pairs[char]:
                stack.pop()
            if stack:
                _, start = stack.pop()
                marks[start:i] = [True] * (i - start)
        elif char == '"':
            if straight >= 0:
                marks[straight:i] = [True] * (i - straight)
            straight = -1 if straight >= 0 else i
        elif char in "。\n":
            straight = -1
    return marks


def _read(match: re.Match[str], text: str, rules: IndicatorRules) -> Mention | None:
    """A match of the mention pattern as a quantity; None when it has no unit or is no number."""
    low, high = match["low"], match["high"]
    start, unit_text = match.start(), (match["mult"] or "") + (match["unit"] or "")
    end, after_end = match.end("unit") if match["unit"] else -1, match.end()
    if match["part"]:
        unit_text, end = "%", match.end("high") if high and match["part2"] else match.end("low")
        after_end = _after_end(text, end, rules)
    elif not match["unit"]:
        # 5%-6% 以上 parsed to the end, but a range may also be no range: 3月至5月, 6个至今
        if high and match["lowunit"]:
            unit_text, end, high = (match["lowmult"] or "") + match["lowunit"], match.end("lowunit"), None
            after_end = _after_end(text, end, rules)
        elif match["mult"] and not high and _counts_people(match, text):
            unit_text, end = match["mult"], match.end("mult")
        else:
            return None
    elif match["lowunit"] and match["lowunit"] != match["unit"]:
        return None
    if high and not match["part"] and _is_base(text, start):
        return None
    value, value_max = parse_number(low), parse_number(high) if high else None
    if value is None or (high and value_max is None):
        return None
    if match["lowmult"] and value_max is not None and match["lowmult"] != match["mult"]:
        value = value * rules.multipliers[match["lowmult"]] / rules.multipliers.get(match["mult"] or "", 1.0)
    dimension = rules.dimension(unit_text)
    if text[start - 1 : start] == "-" and (_RATE_BELOW if dimension in _RATES else _BELOW).search(text[max(0, start - 2) : start]):
        value, start = -value, start - 1
    comparison, outer = _comparison(match, text, start, after_end, end, rules, ranged=value_max is not None)
    if unit_text == "成":
        value, value_max, unit_text = value * 10, None if value_max is None else value_max * 10, "%"
    found = Mention(start, end, outer, after_end, value, value_max, unit_text, dimension, comparison, not low[0].isdigit())
    return _composed(found, text, rules)


_PEOPLE = re.compile(
    r"(?:名?[\u4e00-\u9fff]{0,6}?(?:青年|农民工|学生|妇女|老人|老年人|儿童|残疾人|职工|居民|群众|毕业生|人才|农民|农户|市民|游客|劳动者|患者|教师|旅客|人口(?!大?[县市])|\d{1,2}岁以[上下][\u4e00-\u9fff]))(?!之)"
)
_PEOPLED = re.compile(r"(?:人数|人口|户数|客流量?)(?:达到?|为|超过?|突破|约|近|增至|增加到|稳定在)*$")
_ENDS = re.compile(r"[,、;。)]|\Z")


def _counts_people(match: re.Match[str], text: str) -> bool:
    """40万青年, 旅居人数达600万: people need no measure word."""
    counted_before = _PEOPLED.search(text, max(0, match.start() - 10), match.start()) and _ENDS.match(text, match.end())
    return bool(counted_before or _PEOPLE.match(text, match.end()))


_RATES = {"percent", "points"}
_BELOW = re.compile(r"[增长降幅速为达]-$")
_RATE_BELOW = re.compile(r"[\u4e00-\u9fff,、:;(\s]-$")  # 财政收入-1.8%, but no range (3%-5%) and no dash (--5%)
_HEAD = re.compile(rf"(?<![\d,.零〇一二两三四五六七八九十百千])(?P<head>{ARABIC}|{CHINESE})(?P<mult>[万亿])$")


def _composed(mention: Mention, text: str, rules: IndicatorRules) -> Mention:
    """3万2千亿元, 四十五万三千人: one number, read in its last unit (32000 亿元, 453000 人)."""
    before = text[max(0, mention.start - 12) : mention.start]
    match = _HEAD.search(before) if before.endswith(("万", "亿")) and mention.value_max is None else None
    head = parse_number(match["head"]) if match else None
    if match is None or head is None:
        return mention
    bare = rules.bare_unit(mention.unit)
    prefix = mention.unit[: len(mention.unit) - len(bare)]
    scale = prefix[-1] if prefix.endswith(("万", "亿")) else ""
    whole, low = head * rules.multipliers[match["mult"]], rules.multipliers.get(prefix, 1.0)
    step = rules.multipliers[scale] if scale else 1.0
    # 1亿3千万 is 13000万, but 3万2千亿 is 32000亿: a head of 万 before 亿 counts 亿 itself
    value = whole + mention.value * low / step if scale == "亿" else (whole + mention.value * low) / step
    if value <= mention.value:
        return mention
    start = mention.start - (len(before) - match.start())
    value = int(value) if value == int(value) else value
    word = next((w for w in rules.before_ending.get(text[start - 1 : start], ()) if text.endswith(w, 0, start)), "")
    comparison = rules.before[word] if word and mention.comparison == "eq" else mention.comparison
    return replace(mention, start=start, outer=start - len(word), value=value, unit=scale + bare, comparison=comparison)


_BASE = re.compile(r"[从由自](?:\d{4}年(?:底|末)?的?)?$")


def _is_base(text: str, start: int) -> bool:
    """从3家到8家: the first number is where things began, no range."""
    return bool(_BASE.search(text[max(0, start - 10) : start]))


def _after_end(text: str, end: int, rules: IndicatorRules) -> int:
    word = next((w for w in rules.after if text.startswith(w, end)), "")
    return end + len(word)


def _comparison(
    match: re.Match[str], text: str, start: int, after_end: int, end: int, rules: IndicatorRules, *, ranged: bool
) -> tuple[str, int]:
    """(sign, start of the qualifier in front). What stands behind the unit outweighs what stands before."""
    word = next((w for w in rules.before_ending.get(text[start - 1 : start], ()) if text.endswith(w, 0, start)), "")
    if (word == "上" and not match["low"].startswith(("百", "千", "十"))) or _PART_OF_WORD.search(text[max(0, start - 3) : start]):
        word = ""
    sign = rules.before.get(word, "eq")
    if match["more"] or match["more2"]:
        sign = "ge"
    behind = rules.after.get(text[end:after_end], "")
    if behind:
        sign = behind
    if ranged and sign == "eq":
        sign = "range"
    return sign, start - len(word)


# 签约 + 467宗, 附近 + 3公里: what looks like a qualifier is the end of a word.
_PART_OF_WORD = re.compile(r"(?:[签节预合契条公违履特相大制集][约]|[附邻最靠亲临]近|[赶反]超)$")
_ROAD = re.compile(r"断面|(?:以)?内(?=[\u4e00-\u9fff])|(?:宽|规划)?(?:的)?(?:路|道路|大道|大街|街|巷|范围|半径|圈|生活圈|服务圈|经济圈|线路幅|跑道|泳池|赛|跳|长跑|接力)|“")
_NEAR = re.compile(r"(?:宽|宽度|限高|限宽|海拔|周边|周围|半径|方圆|沿线|附近|每|[A-Za-z+])\s*$")
_ORDINAL = re.compile(r"(?:第|前|No\.?|[A-Za-z0-9][-/.+]?|[+×:/])\s*$")
_GRADE = re.compile(r"级(?!以上|联|次)")
_PLUS = re.compile(r"(?:^|[^A-Za-z0-9])[+]$")
_TIMED = re.compile(r"(?:压缩|缩短|缩减|减少|节约|提速|天数|时长|时间|时限|周期|小时数|学时|课时|用时|耗时|志愿服务|培训)")


# Out of so many (21个地市中排名第6), moved up so many places, in so many lots: 分3批.
_OUT_OF = re.compile(r"[^,。;]{1,8}中(?:的)?(?:综合)?(?:排名|排|列|居|位居|名列|位列)")
_MOVED = re.compile(r"(?:前移|后移|上升|提升|下降|进位|跃升|退后)了?$")
_HAN = re.compile(r"[\u4e00-\u9fff“]")
_SPAN = re.compile(r"岁|周岁|个百分百|多?个?[月周]|多小时|多年")
_MODEL = re.compile(r"\+|×|-?[A-Za-z]")
_CLASSES = {"户", "人", "分", "层", "张", "岁", "席"}


_COUNTED_LATER = re.compile(r"的?[\u4e00-\u9fff“][^,。;、\d]{0,20}\d")
_CLASS_OF = re.compile(r"的?[\u4e00-\u9fff“”]{2,8}?(?:达到?|已?有|共|增至|突破|总数达)\d+[家个户幢栋所名]")  # 税收超千万元楼宇达到11幢
_PASSED = re.compile(r"(?<![超通经越跨迈冲透不])过$")  # 营收过10亿元企业
_COUNTED = re.compile(r"\d[个家户项][^,。;\d]{0,12}$")
# A plant, and how large it is: 50万吨甲醇项目, 70万千瓦热电机组.
_PLANT = re.compile(r"级?[\u4e00-\u9fff“”()]{1,12}?(?:项目|工程|装置|生产线|机组(?![^,;。]{0,16}改造)|基地|炼化|电站|电厂|码头)(?!总?投资)")
_BUILDS = re.compile(r"(?:建设|新增|建成|投产|开工|核准|新建|完成|并网|改造)了?$")
_STEPS = re.compile(r"(?:[百千万]?[万亿]元?级?)?(?:新|大)?(?:台阶|大关)")  # 连跨4个万亿元台阶
_PARTS_OF_TEXT = re.compile(r"(?:方面|维度|层面|原则|着力点|关键词|要求)|(?:重点)?工作(?=[,:。;]|$)")
_CAPABLE = re.compile(r"(?:年产|日产|年处理|日处理|设计|断面|总装机)$")
_THING = re.compile(r"的?[\u4e00-\u9fff“]")


def _is_threshold(mention: Mention, text: str, bare: str) -> bool:
    """亿元以上项目, 20户以上自然村, 收入超过30万元的村有85个, 年产3万吨生产线: the number says which things, not how many."""
    if mention.dimension == "money" and mention.outer < mention.start and mention.comparison in {"gt", "ge"}:
        later = _COUNTED_LATER.match(text, mention.after)
        if _CLASS_OF.match(text, mention.after):
            return True
        if later and not re.search(r"增长|提高|达到?|完成|投资|收入$", later[0]):
            return True
    if _PASSED.search(text[max(0, mention.outer - 2) : mention.outer]) and (
        _THING.match(text, mention.after) or _COUNTED.search(text[max(0, mention.outer - 20) : mention.outer])
    ):
        return True
    if mention.dimension in {"mass", "power", "volume"} and not _BUILDS.search(text[max(0, mention.outer - 4) : mention.outer]) and _PLANT.match(text, mention.after):
        return True
    if _CAPABLE.search(text[max(0, mention.outer - 4) : mention.outer]) and _THING.match(text, mention.after):
        return True
    if text[mention.end : mention.after] not in {"以上", "及以上", "以下", "及以下", "以内"}:
        return False
    following = text[mention.after : mention.after + 1]
    if mention.dimension == "money" or bare in _CLASSES:
        return bool(_HAN.match(following)) or (bare == "分" and following.isdigit())
    return False


def _is_trap(mention: Mention, text: str, rules: IndicatorRules) -> bool:
    """Is this number part of a name, a date, an order or a distance?"""
    before, after = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 12]
    bare = rules.bare_unit(mention.unit)
    signed = mention.dimension in _RATES and _PLUS.search(before)
    if _ORDINAL.search(before) and not before.endswith("之前") and not signed:
        return True
    if _GRADE.match(after) or (mention.chinese and mention.unit == "期") or before.endswith("时速"):
        return True  # 30万吨级码头, 会议中心二期, 时速350公里: which one it is, not how much
    if mention.unit[-1:].isascii() and mention.unit[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return True  # 38 GW is no part of 38 GWh
    limit = rules.not_before.get(bare)
    if limit and limit.match(after):
        return True
    if mention.dimension == "length" and (_ROAD.match(after) or _NEAR.search(before)):
        return True
    if before.endswith("每") or _SPAN.match(after):
        return True
    if _is_threshold(mention, text, bare) or (mention.dimension == "count" and _OUT_OF.match(text, mention.after)):
        return True
    if mention.dimension == "count" and _STEPS.match(after):
        return True
    if bare in {"项", "个", "大"} and mention.value <= 20 and _PARTS_OF_TEXT.match(after):
        return True  # 做好以下9项工作: of the text itself
    if (bare == "位" and _MOVED.search(before)) or (bare in {"期", "组", "次"} and before.endswith("分")):
        return True
    if is_session_number(text, mention.start, mention.end):
        return True
    if mention.dimension == "age" and "寿命" not in before:
        return True
    if mention.dimension == "duration" and not _TIMED.search(re.split(r"[,。;]", before)[-1]):
        return True
    if mention.dimension == "count" and _MODEL.match(after):
        return True
    return mention.chinese and (
        in_known_word(text, mention.start, mention.end, rules.numeral_words) or not _is_counted(mention, text, before)
    )


_MEASURED = {"money", "area", "mass", "volume", "power", "energy"}
_SUMMED = re.compile(r"[为达共计增降减收付补奖罚投费]$")
_MADE = re.compile(
    r"(?:新增|新建|改建|扩建|建成|建设|引进|改造|完成|创建|开工|竣工|投产|新开|新设|增设|获批|落地|签约|培育|认定|举办|召开|开通|打造|建立|设立)了?"
    r"[^,。;、]{0,14}$"
)
_ENUMERATED = re.compile(r"、[^,。;、]{1,8}$")
_PLACES = re.compile(r"(?:贫困)?(?:村|社区|镇|乡|企业|学校|项目|工程|园区|公园|小区|路段|片区|县|街道|医院|场馆)")


def _is_counted(mention: Mention, text: str, before: str) -> bool:
    """Numbers in Chinese characters are mostly names (三大行动, 五年计划); these are counts."""
    if mention.dimension in {"percent", "points", "times"}:
        return True
    if mention.value < 2 and mention.unit and not mention.unit.startswith(("万", "亿")):
        return False
    if mention.dimension in _MEASURED:
        return mention.comparison != "eq" or len(mention.unit) > 1 or mention.end - mention.start > 2 or bool(_SUMMED.search(before))
    if text[mention.start] in "百千":
        return mention.comparison != "eq"
    if mention.comparison != "eq" or mention.value >= 20:
        return True
    if mention.unit in set("所座家栋台条处间辆") and _MADE.search(before):
        return True
    # 甲村、乙村两个贫困村: counted by naming them
    return mention.value <= 5 and bool(_ENUMERATED.search(before)) and bool(_PLACES.match(text, mention.after))
