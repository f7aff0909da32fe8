"""What a figure is about: the words before or after the number, without what is no name.

Comes in: the text before and after a quantity within its clause. Goes out: a name of at most
24 characters, made of the sentence's own words.
"""

from __future__ import annotations

from functools import lru_cache

from builder.analysis.figures.clauses import BLANK
from builder.analysis.figures.grammar import Grammar
from builder.analysis.figures.tidy import after_doer, after_preposition

NAME_LIMIT = 24
_LONGEST_LINK = 10  # characters
_EDGE = " 　、·-." + BLANK


def trim_tail(text: str, words: Grammar) -> str:
    """Drop what links a subject to its number: 达到, 共, 提升至, 超."""
    text = text.rstrip(_EDGE)
    while True:
        # The word stands at the end, before blanks at most: to look for it from the start would take as long as the text, each time.
        match = words["name.link"].search(text, max(0, len(text.rstrip()) - _LONGEST_LINK))
        if not match:
            return text
        text = text[: match.start()].rstrip(_EDGE)


def trim_lead(text: str, words: Grammar) -> str:
    """Drop times, adverbs and light verbs in front: 全年累计开展专项执法行动 → 专项执法行动."""
    text = text.lstrip(_EDGE).removeprefix("的")
    while text and not words["name.protected"].match(text):
        match = words["name.lead"].match(text) or words["name.light"].match(text)
        joined = words["name.and"].match(text, match.end()) if match else None
        if not match or (joined and joined[0] not in "、,") or text.startswith("或", match.end()):
            break
        text = text[match.end() :].lstrip(_EDGE)
    return text


@lru_cache(maxsize=2048)
def name_before(text: str, words: Grammar) -> str:
    """The subject that stands before a number, in its own words; empty when there is none."""
    text = _after_unread(words["name.set-in"].sub("", words["name.despite"].sub("", words["name.hoped"].split(text)[-1])), words)
    text = words["name.same-below"].sub("", text) if "下同" in text else text
    text = words["name.once"].sub("", "".join(p for p in text.split(BLANK) if p.strip(_EDGE)))
    whole = after_preposition(trim_tail(text, words), words)
    whole = words["name.hope-inside"].sub("", words["name.per-head"].sub(r"\g<per>\g<what>", whole))
    name = after_doer(trim_lead(words["name.plan-inside"].sub("", whole), words), words)
    if name and name in words.lists["generic"]:
        verb = words["name.gathered"].search(whole[: len(whole) - len(name)])
        if verb:
            return verb[0] + name
    return shorten(name, words)


def is_total(before: str, words: Grammar, *, alike: bool) -> bool:
    """新建成线路7条、通车里程超400公里; 新增算力2000P、总规模6000P: how much there is in all, not how much was made. ``alike``: in the unit of the first."""
    name = name_before(before, words)
    return name.endswith(tuple(words.lists["amounts"])) and (not alike or name.startswith("总"))


def owner_of(whole: str, measure: str, words: Grammar) -> str:
    """林下经济面积 + 产值: what is measured in two ways is named without the first; a rate is one of that very measure."""
    crop = words["name.yielded"].search(whole)
    end = crop[0] if crop else max((a for a in words.lists["amounts"] if whole.endswith(a)), key=len, default="")
    rate = words["name.bare-rate"].search(measure) or words["name.rate-end"].search(measure)
    return whole.removesuffix(end) if end and not rate and len(whole) - len(end) >= (2 if crop else 3) else whole


def _after_unread(text: str, words: Grammar) -> str:
    """新增技工74万、技师 + 73人: a number whose unit nobody knows is no part of the next one's name; 智算规模8.7万P、+ 增长 is of what stands before it."""
    numbers = [*words["name.unread"].finditer(text)] if any(c.isdigit() for c in text) else []
    if not numbers:
        return text
    rest = text[numbers[-1].end() :]
    if not rest.strip(_EDGE):
        return text[: numbers[-1].start()]
    verb = words["name.kept-start"].match(trim_lead(text, words))
    return verb[0] + rest if verb else rest


@lru_cache(maxsize=2048)
def name_after(text: str, words: Grammar) -> tuple[str, str]:
    """(noun, what it does) of the words after a number: 企业|成功签约, 老旧小区改造|."""
    text = words["name.aside"].sub("", text).strip(_EDGE).removeprefix("的").strip(_EDGE).replace(BLANK, "")
    if words["name.sum"].fullmatch(text):
        return "", ""  # 住房共2处 + 合计 + 1721套
    if words["name.goes-on"].match(text):
        return "", text  # 硬化道路8万平方米 + 并安装路灯900盏
    text = words["name.next-listed"].sub("", text)
    text = words["name.dated"].sub("", text) if "20" in text else text
    if words["name.stop"].match(text) and not words["name.protected"].match(text):
        return "", text
    match = words["name.together"].search(text, 2) or next((m for m in words["name.stop"].finditer(text) if _ends_noun(m.start(), text, words)), None)
    noun, rest = (text[: match.start()], text[match.start() :]) if match else (text, "")
    if len(noun) == 1 and noun not in words.lists["short-noun"]:
        return "", text
    return noun.rstrip(_EDGE + "的"), rest


def _ends_noun(at: int, text: str, words: Grammar) -> bool:
    """Does the noun end before the verb at ``at``? Not where that is part of a longer word: 新型公共空间, 植被恢复."""
    if at < 2 and not (at == 1 and (text[0] == "人" or text[0] in words.lists["short-noun"])):
        return False
    return not any(words["name.protected"].match(text, i) for i in (at, at - 1))


def starts_with_verb(text: str, words: Grammar) -> bool:
    """Do the words after a number say what was done with the things named before it?"""
    text = text.strip(_EDGE)
    return bool(words["name.stop"].match(text)) and not words["name.protected"].match(text)


def thing_name(noun: str, rest: str, verb: str, words: Grammar, *, measured: bool = False) -> str:
    """Name of things counted before their noun; common nouns take along what they do or what was done to them."""
    plain = noun.strip(_EDGE)
    honour = words["name.honour"].search(rest)
    if honour:
        return shorten(honour["what"] + plain, words)
    turned = words["name.modal-tail"].fullmatch(plain + rest, len(plain))
    if turned and turned["verb"] and words["name.kept"].fullmatch(turned["verb"]):
        return turned["verb"] + plain  # 连片土地将盘活
    if plain not in words.lists["generic"] and len(plain) > 2:
        told = words["name.told-behind"].fullmatch(plain + rest, len(plain)) if not verb and not measured else None
        if told and plain not in told["what"] and len(plain + told["what"]) <= NAME_LIMIT - 4:
            return plain + told["what"]  # 科研项目获得国家科技奖, 涉农社区完成污水整治
        return shorten(verb + plain, words, keep_head=True)
    action = words["name.adverbs"].sub("", rest).rstrip(_EDGE)
    if 2 <= len(action) <= 4 and "全" not in action:
        return plain + action if measured else action + plain
    if len(action) > 4:
        return shorten(plain + (rest if len(action) > 6 else action), words, keep_head=True)
    return shorten(verb + plain, words)


@lru_cache(maxsize=2048)
def shorten(name: str, words: Grammar, *, keep_head: bool = False) -> str:
    """At most NAME_LIMIT characters: the part after 等, after the last 的 or verb, else the near end."""
    name = name.strip(_EDGE)
    if (name.startswith("(") and ")" not in name) or (name.endswith(")") and "(" not in name):
        name = name.strip("()")
    listed = words["name.listed"].search(name)
    if listed and "、" in name and len(name) > 8:
        verb = max((v for v in words.lists["fronted"] if name.startswith(v)), key=len, default="")  # 新增风电、光伏等新能源装机: not what there is in all
        rest = trim_lead(name[listed.end() :], words)
        if words["name.process-alone"].fullmatch(rest):
            last = name[: listed.start()].rpartition("、")[2]
            return name if len(name) <= NAME_LIMIT else f"{last}等{rest}"[-NAME_LIMIT:]  # 生态修复、沙化耕地等综合治理: of what is no less its name
        name = ("" if words["name.and"].match(name, len(verb)) or words["stage.new"].match(rest) else verb) + rest
    if len(name) <= NAME_LIMIT:
        return name
    if keep_head:
        return name[:NAME_LIMIT].replace(",", "、").partition("、")[0]
    for cut in words.family("cut"):
        match = words[cut].match(name)
        if match and 3 <= len(name) - match.end() <= NAME_LIMIT:
            return name[match.end() :]
    return name[-NAME_LIMIT:]
