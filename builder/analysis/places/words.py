"""What a clause says of itself: promised, reported, expected or recalled, and of which year.

Comes in: the text of a clause and the frame of its passage. Goes out: kind and year where the clause's own words give them;
the sentence and the frame decide the rest (``decide``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from builder.analysis.places.frames import Frame
from builder.analysis.places.halves import Kind
from builder.text import PLAN_ENDS


class ModalWords(Protocol):
    """The word lists of the site's rules: what is meant to be done, and what is done."""

    @property
    def target(self) -> re.Pattern[str]: ...

    @property
    def done(self) -> re.Pattern[str]: ...


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause's own words say; ``kind`` None: nothing. ``expected``: a result before the books are closed.

    ``alone``: it holds for this clause only: 目标任务100套,完成120套.
    """

    kind: Kind | None = None
    expected: bool = False
    alone: bool = False


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


# In a look back what was fought for or made sure of was got, unless the clause names a time to come.
_WON = frozenset(("争取", "确保", "保底", "务求", "瞄准", "努力实现", "奋力实现", "努力达到"))
_TO_COME = re.compile(
    r"明年|来年|下一?年|下一步|今后|未来|年内|年底|月底|早日|力争|争取(?:在|实现|完成|达到?|突破|用[\d一二两三]|于|到20|今年|全年|再)|将(?!.{0,40}(?:列入|纳入|作为).{0,12}了)"
)


def clause_says(clause: str, words: ModalWords, frame: Frame) -> Said:
    """Target or actual when the clause's own words say so."""
    expected = bool(_EXPECTED.search(clause)) and _expects_the_close(clause, frame)
    if expected:
        clause = _EXPECTED.sub("", clause)
    looks_back = frame.kind == "actual" and frame.is_closing and not _names_a_time_to_come(clause, frame)
    if (_is_planned(clause, looks_back) or _has_target_word(clause, words, looks_back)) and not _is_attribute(clause):
        return Said("target", alone=bool(looks_back and _NAMED_TARGET.search(clause)))
    if _NAMED_TARGET.search(clause):
        return Said("target", alone=True)
    # 取得成果100项 in a plan is still to be got.
    if any(frame.kind != "target" or match[0] != "取得" for match in words.done.finditer(clause)):
        compared = _ONLY_COMPARED.search(clause) and not re.search(r"已|截至|目前|现有", clause)
        return Said(None if compared else "actual")
    return Said("actual" if expected else None, expected)


# 预期 as a thing (稳预期, 远超预期, 人均预期寿命, 超过预期目标) expects nothing.
_AS_A_VERB = r"(?<![稳超及于到合均定好善导理重])预期(?!寿命|性|目标(?!为|是|:)|管理|引导|值|收益|转|改善|向好|效果|成效|[,;。)、]|$)"
_NAMED_TARGET = re.compile(r"(?<!完成)(?<!实现)(?<!达到)目标(?:任务|值|数)?(?:为|是|:)?(?:增长|下降)?\d")
_EXPECTED = re.compile(f"预计|有望|{_AS_A_VERB}")
_EXPECTATION = re.compile(_AS_A_VERB)
# What is done in the next clause ends what 预计 says: 预计增长6%,新增就业20万人.
_DEED = re.compile("新增|完成|建成|获批|获评|开工|投产|改造|发放|拿出|兑现|办结|落地|全部|入选|提高了|开通|实施")


def _names_a_time_to_come(clause: str, frame: Frame) -> bool:
    return bool(_TO_COME.search(clause)) or any(int(year) > frame.year for year in re.findall(r"20\d\d(?=年|$)", clause))


def _expects_the_close(clause: str, frame: Frame) -> bool:
    """预计全年完成 in a look back on a whole year is its result before the books are closed; a later year is still a hope."""
    later = any(int(m[0]) > frame.year for m in re.finditer(r"20\d\d(?=年|$)", clause)) or re.search("明年|来年|下一?年", clause)
    return frame.kind == "actual" and frame.is_closing and not later


def _is_planned(clause: str, looks_back: bool) -> bool:
    return any(not (looks_back and match[0].startswith("争取")) for match in _PLANNED.finditer(clause))


def _has_target_word(clause: str, words: ModalWords, looks_back: bool) -> bool:
    for match in words.target.finditer(clause):
        word, after = match[0], clause[match.end() : match.end() + 6]
        if (word == "确保" and after.startswith("了")) or (looks_back and word in _WON):
            continue
        if word == "预期" and not _EXPECTATION.match(clause, match.start()):
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


_OF_A_TARGET = "目标|任务|计划|预期|要求"
_NOT = "(?:没有|没能|未能?|尚未|还未)(?:如期|按期|按时|全面|全部|完全|圆满)?(?:实现|完成|达成|达到|达|兑现|落实)"
# The office itself measures what was done by what was meant: its own words (自报), and the target in them is no result.
_AGAINST_A_TARGET = re.compile(
    rf"{_NOT}[^,;。]{{0,40}}?(?:{_OF_A_TARGET})"
    rf"|[^,;。]{{0,40}}?的(?:{_OF_A_TARGET}){_NOT}"
    r"|(?:低于|不及|高于|超过|好于|优于|快于)[^,;。]{0,30}?(?:年初|预期|原定|计划|既定)(?:[^,;。]{0,12}?(?:目标|任务|预期|计划|数))?"
    r"|(?:较|比|与)[^,;。]{0,12}?目标[^,;。]{0,8}?(?:低|少|差)[^,;。]{0,12}"
)
_MEASURED_BY = re.compile(f"{_OF_A_TARGET}|年初|定")  # most clauses have none, and need not be read closely
_ONCE_PLANNED = re.compile(
    r"(?:原(?:先|来|本)?(?:计划|定(?!额)|拟)|(?<![相响适供反对回效感顺理])应(?:当)?[建办设完]成?(?!尽)[^,;。\d]{0,8}?(?=\d)|年初(?:计划|安排|确定|提出|下达)(?!的?重点))[^,;。]*"
)
_AND_DONE = re.compile("已|全[部面]|均|圆满|如期|提前|超额|顺利|完成了")  # 年初确定的10件实事全部办结
_OF_THE_PAST = re.compile("目标|任务|计划|预期|年初|安排")


def recalled_in(clause: str, frame: Frame) -> tuple[int, int, bool] | None:
    """(start, end, is it the office's own measure) of what is only recalled: 原计划建设10个; 没有实现下降3%的目标."""
    missed = _AGAINST_A_TARGET.search(clause) if _MEASURED_BY.search(clause) else None
    if missed:
        return missed.start(), missed.end(), True
    once = _ONCE_PLANNED.search(clause) if frame.kind == "actual" else None
    return (once.start(), once.end(), False) if once and not _AND_DONE.search(once[0]) else None


def tells_a_deed(clause: str) -> bool:
    """Does a clause say that something was done, so that an expectation before it is over?"""
    return bool(_DEED.search(clause))


def speaks_of_a_target(clause: str) -> bool:
    """Does it name a target, task or plan as a thing?"""
    return bool(_OF_THE_PAST.search(clause))


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
