"""What a figure is about, apart from how it is said: the thing, what is done with it, how far that is.

Comes in: rows. Goes out: ``Thing`` values. 新建口袋公园, 口袋公园建成 and 建设口袋公园 are about one core (口袋公园); the words
that count as one stand in ``same_words.yml``. Only verbs of that file are taken out of a name: what it does not know must be equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.analysis.figures.rows import IndicatorRow
from builder.analysis.figures.rules import indicator_key
from builder.analysis.numerals import fold_width
from builder.content.same_words import SameWords, VerbStage, WordClass, parse_same_words
from builder.defaults import read_default
from builder.frozen import quick

FILE = "same_words.yml"
_NUMBERED = re.compile(r"^(?:[\u2460-\u2473\u3220-\u3229]|\(?\d{1,2}(?:[、)]|\.(?!\d))|\([一二三四五六七八九十]+\))\s*")
# 完成率, 建成区, 增加到: no verb by itself.
_NO_NOUN = "(?![率量额费值到至]|区(?!域))"
_MARKS = re.compile(r"[\s,;:。、!?()·\-]+")
_COUNT = re.compile(r"(?<=..)(?:[起宗件例户家个次人]?(?:数量|总数|数)|总量|保有量|存量)$")
_LEAD = re.compile(r"^(?:共(?!同|享|建)|再(?!生|就)|均(?!衡)|各)+(?=..)")
_TAIL = "等达约超近为至到"
# When a thing was ready or is to be; 5月份, 春节期间 say how long was counted, and stay.
_WHEN = re.compile(r"于(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初])?|\d{1,2}月(?:\d{1,2}日|[底末])?[之以]?前")
_EXAMPLE = re.compile(r"^[“\"][^”\"]{1,16}[”\"]等(?=..)")  # “春风行动”等招聘会
_PROJECT = re.compile("(?<=..)(?:项目|工程)$")  # 学校改造项目5所 counts schools; in 个 it may count projects
_COUNTS_PROJECTS = frozenset(("个", "项", "件", "宗", "处", "%", "万元", "亿元", "元"))
# What the counted things got or came up to is in their name, and says no more of what they are: 村卫生室达到国家标准.
_TOLD = re.compile(r"^([^,]{3,})(?:获批|获评|获得|荣获|获|入选|入围|达到|通过|具备|晋升|成立|建立|完成)[^,]{2,16}$")
_EVENT = re.compile("(?<=...)(?:活动|演出|班)$")  # 送戏下乡演出132场
_STOCK = re.compile(r"总量|总数|保有量|存量|总规模|累计|现有|共有|拥有")
_SHARE_OF = re.compile(r"占(?:全[省市区县部州]|全部)[^占]{0,6}?比例")
_AMOUNT = re.compile("元|%")  # 签约项目6个、协议投资16亿元: the sum is no thing that is done
_CARRIED = frozenset(("实施", "组织实施"))  # of what was held or given (举办活动5场) nobody asks whether it was finished
_EACH = re.compile("稳定在|保持在|连续|年年|每年")  # 稳定在1100万吨以上: in each of them
_KEPT = re.compile("(?:保持|稳定|控制|维持)在")
_SPENT = re.compile("支出[^,]{0,4}(?:用于|用在|投[入向])|(?:用于|用在|投[入向])[^,]*的?支出")  # 70%的财政支出用在民生上: spent each year anew
_AREA = "面积"
_PROGRAMME = re.compile("[两三四五]年(?:攻坚)?(?:行动|计划|规划|攻坚)(?:计划)?[^,、]{0,6}(?:投[入资]|资金)")
_DATED = re.compile("年度|年产|全年|当年|年内|今年|[12]\\d{3}年")
_ROW_STAGES: dict[str, VerbStage] = {"started": "started", "completed": "completed"}
_STAGE_ORDER: tuple[VerbStage, ...] = ("completed", "started", "ongoing", "carried", "running")


@dataclass(frozen=True)
class Lexicon:
    """``same_words.yml`` made ready."""

    verb: re.Pattern[str]
    does: dict[str, frozenset[str]]
    entails: dict[str, str]
    stages: dict[str, VerbStage]
    filler: re.Pattern[str]
    name: re.Pattern[str]
    names: dict[str, str]
    growths: dict[str, str]
    apart: tuple[frozenset[str], ...]
    narrow: tuple[str, ...]
    wordings: re.Pattern[str]
    measures: frozenset[str]
    common: frozenset[str]
    yearly: tuple[str, ...]
    people: frozenset[str]


@quick
@dataclass(frozen=True, slots=True)
class Thing:
    """``core``: the name without verbs and fillers; ``does``: for each verb the classes it belongs to; ``stage``: how far.

    ``own``: the figure's own words (between the marks around it); ``clause``: those between commas, for the wide search.
    """

    core: str
    verbs: tuple[str, ...]
    does: tuple[frozenset[str], ...]
    stage: VerbStage
    stock: bool
    own: str
    clause: str


@cache
def lexicon() -> Lexicon:
    """The shipped words, read once."""
    data, problems = parse_same_words(read_default(FILE), FILE)
    assert not problems, problems
    return make_lexicon(data)


def make_lexicon(data: SameWords) -> Lexicon:
    """Compile the lists; longer words come first."""
    does: dict[str, set[str]] = {}
    stages: dict[str, VerbStage] = {}
    for group in data.verbs:
        for word in group.words:
            does.setdefault(word, set()).update({group.name} - {""})
            stages[word] = group.stage or stages.get(word, "")
    names = {word: group.name for group in data.names for word in group.words}
    return Lexicon(
        verb=re.compile(f"{_longest_first(_words(data.nouns))}|((?:(?<![创高全最重革])新)?(?:{_longest_first(does)})){_NO_NOUN}"),
        entails={word: group.name for group in data.entails for word in group.words},
        does={word: frozenset(classes) for word, classes in does.items()},
        stages=stages,
        filler=re.compile(_longest_first(_words(data.fillers)).replace("增长", "(?<!新)增长")),  # 新增长护险 is 新增 长护险
        name=re.compile(_longest_first(names)),
        names=names,
        growths={word: group.name for group in data.growths for word in group.words},
        apart=tuple(frozenset(group.words) for group in data.apart),
        narrow=tuple(_words(data.narrow)),
        wordings=re.compile(_longest_first(_words(data.wordings))),
        measures=frozenset(_words(data.measures)),
        common=frozenset(_words(data.common)),
        yearly=tuple(_words(data.yearly)),
        people=frozenset(_words(data.people)),
    )


def _words(groups: Iterable[WordClass]) -> list[str]:
    return [word for group in groups for word in group.words]


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def read_thing(row: IndicatorRow, name: str, scale: str = "") -> Thing:
    """What a row is about; ``name`` are its own words (with what a bare rate is the rate of), ``scale`` that of its unit."""
    # A canonical name holds verbs that the sentence does not, and so does one from an earlier clause: 组建集团2个，累计达到6个.
    is_all = bool(row.own.strip()) and (row.canonical or row.flow == "held" or row.stage == "stock")
    return _thing(name, scale, row.own, row.clause, row.listed, row.again, row.unit, row.stage, is_all)


@lru_cache(2**14)  # wherever a figure is told, it is asked how far the thing is: of an office's figures each five times
def _thing(name: str, scale: str, own: str, clause: str, listed: str, again: str, unit: str, row_stage: str, is_all: bool) -> Thing:
    """``is_all``: the figure's own words hold its verb, if there is one."""
    words = lexicon()
    spoken, listed = words.filler.sub("", own if is_all else f"{own} {fold_width(name)}"), words.filler.sub("", listed)
    is_amount = _AMOUNT.search(unit) is not None
    verbs = verbs_of(spoken) or ([] if is_amount else verbs_of(listed)) or [again][: again in words.does]
    told = None if is_amount else _TOLD.match(name)
    core = core_of(told[1] if told and told[1] not in words.common else name)
    if core.endswith("服务"):
        verbs = [v for v in verbs if v != "提供"]  # 提供志愿服务 says no more than 开展志愿服务
    stages = {words.stages[v] for v in verbs}
    stage: VerbStage = _ROW_STAGES.get(row_stage, "") or next((s for s in _STAGE_ORDER if s in stages), "")
    does = tuple(dict.fromkeys(words.does[v] for v in verbs if words.does[v]))
    stock = row_stage == "stock" or bool(_STOCK.search(spoken))
    core = _EVENT.sub("", core) if scale == "events" else core
    core = core if unit in _COUNTS_PROJECTS else _PROJECT.sub("", core)
    if scale == "area" and len(core) > len(_AREA) + 1:
        core = core.removesuffix(_AREA)  # 新增造林面积3万亩: what is counted in 亩 is an area
    return Thing(core, tuple(dict.fromkeys(verbs)), does, stage, stock, core_of(own), core_of(clause))


def unfinished(row: IndicatorRow) -> VerbStage:
    """How far a result is that its words do not call done: 开工6万户, 推进19个, 实施改造3万户; "" for what is done, and for money, rates and totals."""
    if row.kind != "actual" or row.stage in {"completed", "stock"} or row.flow == "held" or row.again or _AMOUNT.search(row.unit) or row.growth is not None:
        return ""
    thing = read_thing(row, row.indicator)
    if thing.stage == "carried" and not _CARRIED.intersection(thing.verbs):
        return ""
    return thing.stage if thing.stage in {"started", "ongoing", "carried"} else ""


def verbs_of(text: str) -> list[str]:
    """The known verbs in a text, as they stand in the file."""
    words = lexicon()
    return [verb if verb in words.does else verb[1:] for verb in words.verb.findall(text) if verb]


def flows_yearly(thing: Thing) -> bool:
    """Is it made, sold or earned each year anew, so that without its year nobody knows how much was meant?"""
    return thing.core.endswith(lexicon().yearly)


def is_of_no_year(row: IndicatorRow) -> bool:
    """Planned in an account of a year that is over, without a year; or made or earned in one of several years that are looked back on (原煤产量
    达1.83亿吨), without a word of which. What is held at the end of them is of the last."""
    if is_of_programme(row):
        return True
    if not row.undated or row.kind == "target":
        return row.undated
    of_each = row.comparison in {"ge", "gt"} and _EACH.search(row.clause)
    if row.unit == "%" and not of_each and _SPENT.search(row.clause):
        return True
    if of_each or row.unit == "%" or row.base is not None or _DATED.search(row.clause):
        return False
    return flows_yearly(read_thing(row, f"{row.context}{row.indicator}"))


def is_bound_kept(row: IndicatorRow) -> bool:
    """保持在76%以上 of several years: so it was in the last of them too."""
    return row.comparison in {"ge", "gt", "le", "lt"} and _KEPT.search(row.own) is not None


def is_of_programme(row: IndicatorRow) -> bool:
    """三年行动投入超6亿元，启动项目超30个: what a programme of several years took, and what it did with that, is not of the year of the report,
    unless a word says so."""
    if row.kind != "actual" or row.several_years:
        return False
    took = row.unit.endswith("元") and _PROGRAMME.search(row.own)
    did = row.unit != "%" and row.flow != "held" and _PROGRAMME.search(row.head)
    return bool(took or did) and not _DATED.search(f"{row.ahead} {row.clause}")


@lru_cache(2**15)
def core_of(name: str) -> str:
    """A name without verbs, fillers and marks, its parts written in one way: 新改造的城镇老旧小区数 → 老旧小区."""
    words = lexicon()
    text = _WHEN.sub("", indicator_key(_EXAMPLE.sub("", _NUMBERED.sub("", fold_width(name)))))
    text = words.name.sub(lambda m: words.names[m[0]], text)
    text = _SHARE_OF.sub("比例", text)
    bare = _MARKS.sub("", words.verb.sub(lambda m: "" if m[1] else m[0], words.filler.sub("", text)))
    bare = _LEAD.sub("", bare)
    return _COUNT.sub("", bare.rstrip(_TAIL) if len(bare) > 2 else bare) or text
