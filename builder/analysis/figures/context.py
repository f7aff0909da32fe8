"""What a clause says of itself: promised or reported, and of which year.

Comes in: the text of a clause and the frame of its passage. Goes out: kind and year where the clause's
own words give them; the sentence and the frame decide the rest (``extract``).
"""

from __future__ import annotations

import re

from builder.analysis.figures.halves import Frame
from builder.analysis.figures.rows import Kind
from builder.analysis.figures.rules import IndicatorRules
from builder.text import PLAN_ENDS

_DO = "(?:实现|完成|建|改|新|引|投|开|培|启|打造|举办|组织|招|创|推|安排|达|突破|超过|力争|实施|用|增|整|发放|争取|扩|选|拿|再)"
_PLANNED = re.compile(
    rf"(?:^|[并还也均内底月年中期,;市区县镇街道局会们司]|我们|接下来)(?:计划|将)(?:于|在|到|再|继续|进一步|全年|年内|年底前|累计|总?共|每年|全面|陆续|统筹|投资|投入|引进|争取|力争|重点)*{_DO}"
    r"|拟(?:建|投|于|新|在|引|改|开|实|安排|用)"
    r"|争取(?:在|已|年内|实现|完成|新|引|达|突破|用|于|到20|全年|今年|明年|再|早日)"
    r"|(?:年底前|月底前|到年底|明年|来年)[^,]{0,8}(?:完成|建成|投用|开工|实现|达到|启动)"
)
_ATTRIBUTE = re.compile(r"(?:计划|预计|预期)(?:总)?(?:投资(?:总)?额?|年产|产值|达产)")
_ONLY_COMPARED = re.compile(r"[较比](?:去年|上年|过去)")
_TARGET_GOES_ON = re.compile(r"在|已|年内|实现|完成|新|引|达|突破|用|于|到20|全年|今年|明年|建|投|改|开|早日|再")


def clause_kind(clause: str, rules: IndicatorRules, frame: Frame | None = None) -> Kind | None:
    """Target or actual when the clause's own words say so."""
    if frame and _EXPECTED.search(clause) and _expects_the_close(clause, frame):
        clause = _EXPECTED.sub("", clause)
    if (_PLANNED.search(clause) or _has_target_word(clause, rules)) and not _is_attribute(clause):
        return "target"
    if rules.done.search(clause):
        compared = _ONLY_COMPARED.search(clause) and not re.search(r"已|截至|目前|现有", clause)
        return None if compared else "actual"
    return None


_EXPECTED = re.compile("预计|预期(?!目标)|有望")


def _expects_the_close(clause: str, frame: Frame) -> bool:
    """预计全年完成 in a look back on a whole year is its result before the books are closed; a later year is still a hope."""
    later = any(int(m[0]) > frame.year for m in re.finditer(r"20\d\d(?=年|$)", clause)) or re.search("明年|来年|下一?年", clause)
    return frame.kind == "actual" and frame.is_closing and not later


def _has_target_word(clause: str, rules: IndicatorRules) -> bool:
    for match in rules.target.finditer(clause):
        word, after = match[0], clause[match.end() : match.end() + 6]
        if word == "确保" and after.startswith("了"):
            continue
        if word in {"争取", "拟"} and not _TARGET_GOES_ON.match(after):
            continue  # 争取上级资金: what was won, not what is hoped for
        if word == "瞄准" or re.match(r"(?:总)?(?:投资|年产|产值|达产)", after):
            continue
        return True
    return False


def _is_attribute(clause: str) -> bool:
    """计划投资额 names a sum that stands in a contract, it promises nothing."""
    rest = _ATTRIBUTE.sub("", clause)
    return rest != clause and not re.search(r"力争|确保|计划|将|争取", rest)


_AT = re.compile(
    r"(?:^|[,;:、(。]|力争|预计|计划|确保|争取|截至|截止|到|至|自|从|今年|实现|街道|我[市区县省镇街局]|全[市区县省镇街])\s*"
    r"(?P<since>自|从)?(?P<year>20\d\d)(?P<to>-20\d\d)?年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<rest>[^,;。]{0,8}?以来|起|的)?"
)
_PLAN_TIME = re.compile(r"“?(?P<plan>十[二三四五六]五)”?(?:末|期末|时期末|规划末)")
_PLAN_SPAN = re.compile(r"(?:^|[,;])“?(?P<plan>十[二三四五六]五)”?(?:期间|时期|以来)")
_LAST_YEAR = re.compile(r"(?<![较比同与])(?:去年|上年度?)(?!同期|[^,]{0,3}相比|末|结转|底数)")
_THAN_LAST_YEAR = re.compile(r"[较比][^,]{0,4}(?:去年|上年)")
_THIS_YEAR = re.compile(r"(?:^|[,;])\s*(?:今年|本年度?|当年)")


def clause_year(clause: str, frame: Frame) -> tuple[int, bool] | None:
    """(year, is it to date) that a clause names for its figures; None when it names none.

    Years in comparisons (较2022年), in names (2024年度专项) and where things began (从2022年的) do not count.
    """
    stated = _stated(clause, frame)
    if stated:
        return stated
    plan = _PLAN_TIME.search(clause)
    if plan:
        return PLAN_ENDS[plan["plan"][1]], False
    plan = _PLAN_SPAN.search(clause)
    if plan:
        end = PLAN_ENDS[plan["plan"][1]]
        return (end if frame.kind == "target" or end < frame.year else frame.year), True
    if _LAST_YEAR.search(clause) and not _THAN_LAST_YEAR.search(clause):
        return frame.this_year - 1, False
    if "明年" in clause or "来年" in clause:
        return frame.this_year + 1, False
    if _THIS_YEAR.search(clause):
        # 今年以来 in a 工作报告 given in January still means the year reported on
        return (
            frame.year if "以来" in clause or (frame.kind == "actual" and frame.this_year - 1 == frame.year) else frame.this_year
        ), False
    return None


def _stated(clause: str, frame: Frame) -> tuple[int, bool] | None:
    if "20" not in clause:
        return None
    for match in reversed(list(_AT.finditer(clause))):
        year, lead, rest = int(match["year"]), clause[: match.start()], match["rest"] or ""
        if match["to"]:
            return int(match["to"][1:]), True
        if rest == "的" or re.search(r"[较比从由]$", lead):
            continue
        if rest.endswith("以来") or rest == "起" or match["since"] or re.search(r"[自从]$", clause[: match.start("year")]):
            return (max(frame.year, year) if frame.kind == "actual" else frame.year), year < frame.year
        return year, False
    return None
