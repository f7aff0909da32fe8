"""Growth, completion and rank: what a sentence says about a figure beside its level.

Comes in: the words before and after a quantity. Goes out: small values; who they belong to is decided in
``statements``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.analysis.figures.mentions import Mention
from builder.analysis.numerals import Number
from builder.text import chinese_number

_DOWN = "负增长|压缩|减产|减收|下降|减少|降低|下滑|下跌|回落|缩减|压减|压降|收窄|降幅|跌幅|递减|少|降|减|跌"
_UP = "正增长|增产|增收|多增|增长|增加|上升|提升|提高|上涨|上扬|回升|改善|扩大|递增|增幅|增速|涨幅|增长率|(?<![新净倍])增|涨|多|高"
_CHANGE = re.compile(
    rf"(?P<word>{_DOWN}|{_UP})(?:率|了|幅度)?(?:分别|保持|稳定|控制|约|近|将近|接近|均|力争|仅|达到|达|为|是|在|:|超过|超|逾|不低于|不少于|高于|大约|进|累计|不超过|低于)*\s*$"
)
_OLDER = re.compile(r"(?:同|相)?[较比](?P<year>20\d\d)年|[较比](?P<plan>“?十[二三四五]五”?)|[较比].{0,4}(?P<cycle>周期|五年前|三年前|任期)")
_SINCE = re.compile(
    r"(?:同比|环比|(?:与|同)?(?:上年|去年|上一年|前一年)(?:同期)?(?:相比)?|[较比与同](?:上年|去年|上一年|前一年|全省|全市|全国|上月|20\d\d年|往年|年初|上届|过去)(?:同期|年底|末|底)?(?:相比|平均)?|"
    r"\d{1,2}-\d{1,2}月|年均|年平均|名义|实际|按?(?:可比|不变)价格?(?:计算)?|同口径|可比口径|复合|两年|三年|五年|累计|[较比](?:预期|目标|计划))+[,的]?\s*"
)
_AVERAGE = re.compile(r"年均|年平均|两年平均|复合|三年平均|五年平均")


@dataclass(frozen=True, slots=True)
class Change:
    """``subject`` are the words before the change word (may be empty), ``percent`` signed when it is one.

    ``span``: yearly (on the year before), average (per year over several) or multi (against an older year);
    ``is_level``: a rise of prices held at a level (涨幅控制在2%) is a level itself.
    """

    subject: str
    word: str
    percent: float | None
    amount: Number | None
    span: str
    is_level: bool = False

    @property
    def rule(self) -> str:
        """The id of the rule that read it."""
        return f"change.{self.span}" if self.span != "yearly" else "change.falls" if re.fullmatch(_DOWN, self.word) else "change.rises"


_SIGN = re.compile(r"(?:分别)?(?:为|达到?)?(?<!\s)\s*+(?P<sign>[+↑↓]?)\s*+$")  # 产值↑2.4%, 工业产值30亿元(+7.2%), 收入-1.8%


def _signed_change(before: str, mention: Mention) -> Change | None:
    """A percentage with a sign of its own is a change, though no word says so."""
    sign = _SIGN.search(before)
    if sign is None or (mention.value >= 0 and not sign["sign"]):
        return None
    percent = -abs(float(mention.value)) if sign["sign"] == "↓" else float(mention.value)
    return Change(strip_comparison(before[: sign.start()]), "增长", percent, None, "yearly")


def read_change(before: str, mention: Mention, year: int) -> Change | None:
    """同比增长 + 12.5% → a change; 提升至 + 100% is none, nor is 新增 + 5家."""
    match = _CHANGE.search(before)
    if not match and mention.dimension == "percent":
        return _signed_change(before, mention)
    if not match or mention.dimension == "duration" or mention.unit == "‰":
        return None
    word, subject = match["word"], before[: match.start()]
    if word in {"高", "多", "少", "增", "涨", "减", "降", "跌"} and not re.search(r"[比较]|同比", subject) and mention.dimension != "percent":
        return None
    if word in {"高", "多", "少"} and not re.search(r"[比较]", subject):
        return None
    # 新增/增加 things are a level unless compared: 增加学位500个
    falls = bool(re.fullmatch(_DOWN, word)) or (word in {"增速", "增长"} and mention.value < 0)
    sign = -1 if falls and mention.value > 0 else 1
    percent: float | None = None
    if mention.dimension == "percent":
        percent = round(sign * mention.value * (10 if mention.unit == "成" else 1), 6)
    elif mention.dimension == "times" and not falls:
        percent = round(mention.value * 100, 6)
    span = "yearly"
    if _AVERAGE.search(subject):
        span = "average"
    else:
        older = _OLDER.search(subject)
        if older and (older["plan"] or older["cycle"] or int(older["year"]) < year - 1):
            span = "multi"
    amount = None if percent is not None else mention.value
    is_level = word in {"涨幅", "跌幅"}
    subject = strip_comparison(subject)
    return Change(subject + word if is_level and subject.strip() else subject, word, percent, amount, span, is_level)


_COMPARED = re.compile(r"(?P<how>(?:高于|低于|快于|慢于|高出|优于)(?:全[国省市区县球]|同期|周边|预期|目标)?(?:平均)?)(?:水平|增速)?(?:约|近|超过?)?\s*$")


def compared_with(before: str) -> re.Match[str] | None:
    """增速高于全国 + 2.1个百分点: how it stands to another."""
    return _COMPARED.search(before)


def strip_comparison(subject: str) -> str:
    """进出口总额同比 → 进出口总额; 比上年 → nothing."""
    parts = _SINCE.split(subject)
    kept = [p for p in parts if p and p.strip(" ,、")]
    return kept[0] if len(kept) == 1 else "".join(kept)


_DONE = re.compile(
    r"(?:完成|达到|达|占|为)?(?:了)?(?P<what>(?:全年|年度|年初|市|区|省|县|上级|市级|省级|计划|目标|任务|调整|下达|既定|总){0,8}(?:预算|任务|计划|目标|指标|目标任务|任务数|任务量|预期目标|计划任务|预算数|任务目标)(?:数|值|量)?)的?(?:约|近|超过|超|逾)?\s*$"
)


def completes(before: str, mention: Mention) -> re.Match[str] | None:
    """完成年初预算 + 137.3%: how much of a plan is done."""
    return _DONE.search(before) if mention.dimension == "percent" else None


_OVER = re.compile(r"超(?:额|任务|目标)$")
_OVER_DONE = re.compile(r"超额完成[^,]{0,14}$|超(?:出)?(?:目标|任务|计划|预期)[^,]{0,4}$")


def over_completion(before: str, after: str, mention: Mention) -> bool:
    """超额 + 25% + 完成…任务, 超额完成 + 25%, 超目标任务 + 8%."""
    if mention.dimension != "percent":
        return False
    if "超" not in before:
        return False
    return bool((_OVER.search(before) and after.lstrip().startswith("完成")) or _OVER_DONE.search(before))


# What may follow a bare rank: the end of the clause or of what is said of one thing.
_RANKED = r"$|[\s,;:。、!?)”\"\0]|[和与且并](?!书)"
_RANK = re.compile(
    r"(?P<verb>排名|排位|位居|位列|位于|跃居|稳居|名列|居于|跃升至|跃升到|上升到|上升至|提升至|升至|进入|跻身|列|居|排|获)?(?:在|于|到|至)?"
    r"(?P<scope>(?:全国|全省|全市|全区|全县|全州|全镇|全街|全球|全旗|珠三角|(?:(?![全居列排位名在])[\u4e00-\u9fff]){1,3}(?:省|市|区|县|镇|街|州))?(?:同类[\u4e00-\u9fff]{0,4}|各?(?:镇街|乡镇|县区|区县|区市县|地市|街道|设区市|县市|县市区|城市))?(?:中|里)?(?:的)?(?:排名)?)"
    # 第 is an ordinal of anything (第十四届, 第一动力, 第二批): it ranks only where 位 or 名 follows, or nothing does.
    rf"(?P<place>第(?P<nth>\d{{1,3}}+|[一二三四五六七八九十百]{{1,4}}+)(?:(?:位|名)(?![单称义录])|(?={_RANKED})|(?=大[^会学道街队家厦]))"
    rf"|前列|首位(?![度\u4e00-\u9fff])|榜首|前茅"
    rf"|前(?P<top>\d{{1,3}}+|[一二三四五六七八九十百]{{1,4}}+)(?:(?:位|名|强)(?![单称])|(?={_RANKED})))"
)


_FROM_PLACE = re.compile("[从由自](?:全[国省市区县]|原来)?(?:的)?$")
_PLACE = re.compile(r"第[\d一二三四五六七八九十]|前[\d一二三四五六七八九十列茅]|首位|榜首")


@dataclass(frozen=True, slots=True)
class Rank:
    """``text`` as it stands (全市第2位); ``number`` None for 前列; ``subject`` the words before it."""

    text: str
    number: int | None
    subject: str
    start: int
    end: int


def read_rank(clause: str) -> Rank | None:
    """The rank that a clause states, if any: a verb of ranking or a scope must stand by it."""
    if not _PLACE.search(clause):
        return None
    found: Rank | None = None
    for match in _RANK.finditer(clause):
        scope, verb = match["scope"], match["verb"]
        if not verb and not scope:
            continue
        if verb in {None, "获", "列", "排"} and not scope and not match["nth"]:
            continue
        digits = match["nth"]
        number = (int(digits) if digits.isdigit() else chinese_number(digits)) if digits else 1 if match["place"] in {"首位", "榜首"} else None
        start = match.start()
        rank = Rank((scope.replace("排名", "") + match["place"]).strip(), number, clause[:start], start, match.end())
        if found is not None:  # 从全国第12位升至第5位: the place arrived at, of what was named before the old one
            return replace(rank, subject=found.subject)
        if not _FROM_PLACE.search(clause[:start]):
            return rank
        found = rank
    return found


def rank_words(rank: Rank, clause: str, after_figure: int) -> str:
    """The rank with what it ranks, as printed: 增量居全市第1位; only 全市第1位 where the words name nothing.

    ``after_figure`` is where the last quantity of the clause ends, 0 without one.
    """
    if after_figure > rank.start:
        return rank.text
    said = _RANK_LEAD.sub("", clause[after_figure : rank.end].replace("\0", ""))
    subject = _RANK_VERB.sub("", said[: len(said) - (rank.end - rank.start)])
    plain = not subject or len(said) > RANK_LIMIT or bool(re.search(r"\d", subject))
    return rank.text if plain and not (rank.text.startswith("第") and len(said) <= len(rank.text) + 2) else said


RANK_LIMIT = 26
_RANK_VERB = re.compile(r"(?:排名|排位|名次|位次|位居|均居|也居|分别|并列|居|位|为|是|在|均|都|[ 、,]){1,26}+$")
_RANK_LEAD = re.compile(r"^(?:[ 、]|其中|并且|同时|且|并|均(?!衡)|也|全年|目前)+")
_FROM = re.compile(r"(?:从|由)(?:原来的?|\d{4}年(?:底|末|初)?的?|去年的?|上年的?|年初的?|最初的?|过去的?|此前的?|[^,;、]{0,10}?的)?\s*$")
_TO = re.compile(
    r"(?:提升|提高|增加|增长|扩大|上升|下降|降|降低|减少|压缩|缩短|跃升|增|升|拓展|发展|跃|回升|压减|扩展|攀升|调整|优化|达)?(?:至|到|为)"
    r"(?:了|20\d\d年的?|目前的?|现在的?|如今的?)?\s*$"
)


def without_arrival(before: str) -> str:
    """城镇化率提升到2025年的 → 城镇化率."""
    return _TO.sub("", before)


def is_rank(subject: str) -> bool:
    """稳居全国前十强: a rank, and no subject."""
    rank = read_rank(subject)
    return rank is not None and not rank.subject.strip(" ,、") and rank.end == len(subject)


def starts_from(before: str) -> bool:
    """从2022年的 + 56.29%: the value where things began."""
    return bool(_FROM.search(before))


def arrives_at(between: str) -> bool:
    """… 提升到 + 87%."""
    return bool(_TO.search(between))
