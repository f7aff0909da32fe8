"""What a figure is about: the words before or after the number, without what is no name.

Comes in: the text before and after a quantity within its clause. Goes out: a name of at most
24 characters, made of the sentence's own words.
"""

from __future__ import annotations

import re

from builder.analysis.figures.clauses import BLANK
from builder.analysis.figures.tidy import after_doer, after_preposition
from builder.analysis.figures.wording import SubjectWords

NAME_LIMIT = 24
_EDGE = " 　、·-." + BLANK
_JOINING = ("和", "与", "及")
_ASIDE = re.compile(r"^\s*\([^()]{1,3}\)")
_LISTED = re.compile(r"等(?:各类|多类|各项|多项|多个|各|地|地方|方面|部门|单位)?(?=[^、]{3,}$)")
_HOPED = re.compile(r"[、,](?=力争|确保|预计|争取|努力)")
_TOGETHER = re.compile(r"(?:同|与|和)[^,、]{2,20}(?:达成|签订|签署|签下|结对|合作|共建)")


def trim_tail(text: str, words: SubjectWords) -> str:
    """Drop what links a subject to its number: 达到, 共, 提升至, 超."""
    text = text.rstrip(_EDGE)
    while True:
        # The word stands at the end, before blanks at most: to look for it from the start would take as long as the text, each time.
        match = words.link.search(text, max(0, len(text.rstrip()) - words.link_limit))
        if not match:
            return text
        text = text[: match.start()].rstrip(_EDGE)


def trim_lead(text: str, words: SubjectWords) -> str:
    """Drop times, adverbs and light verbs in front: 全年累计开展专项执法行动 → 专项执法行动."""
    text = text.lstrip(_EDGE).removeprefix("的")
    while text and not words.protected.match(text):
        match = words.lead.match(text) or words.light.match(text)
        if not match or text.startswith(_JOINING, match.end()):
            break
        text = text[match.end() :].lstrip(_EDGE)
    return text


def name_before(text: str, words: SubjectWords) -> str:
    """The subject that stands before a number, in its own words; empty when there is none."""
    text = _HOPED.split(text)[-1]
    whole = after_preposition(trim_tail("".join(p for p in text.split(BLANK) if p.strip(_EDGE)), words), words)
    name = after_doer(trim_lead(whole, words), words)
    if name and name in words.generic:
        verb = words.gathered.search(whole[: len(whole) - len(name)])
        if verb:
            return verb[0] + name
    return shorten(name, words)


def name_after(text: str, words: SubjectWords) -> tuple[str, str]:
    """(noun, what it does) of the words after a number: 企业|成功签约, 老旧小区改造|."""
    text = _ASIDE.sub("", text).strip(_EDGE).removeprefix("的").strip(_EDGE).replace(BLANK, "")
    text = words.dated.sub("", text) if "20" in text else text
    if words.stop.match(text) and not words.protected.match(text):
        return "", text
    match = _TOGETHER.search(text, 2) or next((m for m in words.stop.finditer(text) if _ends_noun(m.start(), text, words)), None)
    noun, rest = (text[: match.start()], text[match.start() :]) if match else (text, "")
    if len(noun) == 1 and noun not in _SHORT_NOUNS:
        return "", text
    return noun.rstrip(_EDGE + "的"), rest


_SHORT_NOUNS = "村户镇县乡区街校厂店桥路河湖站点园"


def _ends_noun(at: int, text: str, words: SubjectWords) -> bool:
    """Does the noun end before the verb at ``at``? Not where that is part of a longer word: 新型公共空间, 植被恢复."""
    if at < 2 and not (at == 1 and text[0] in _SHORT_NOUNS + "人"):
        return False
    return not any(words.protected.match(text, i) for i in (at, at - 1))


def starts_with_verb(text: str, words: SubjectWords) -> bool:
    """Do the words after a number say what was done with the things named before it?"""
    text = text.strip(_EDGE)
    return bool(words.stop.match(text)) and not words.protected.match(text)


_ADVERBS = re.compile(r"^(?:(?:已经|已|均|都|全部|全面|成功|顺利|正在|有序|完成|实现|进行|先后|提前|积极)+(?=..))")


# What things were given: 获“名特优新”认定.
_HONOUR = re.compile(r"获(?:评|得|颁)?(?P<what>[^,“”]{0,4}“[^”]{2,12}”)(?:称号|认定|荣誉)?$")


def thing_name(noun: str, rest: str, verb: str, words: SubjectWords, *, measured: bool = False) -> str:
    """Name of things counted before their noun; common nouns take along what they do or what was done to them."""
    plain = noun.strip(_EDGE)
    honour = _HONOUR.search(rest)
    if honour:
        return shorten(honour["what"] + plain, words)
    turned = words.modal_tail.fullmatch(plain + rest, len(plain))
    if turned and turned["verb"] and words.kept.fullmatch(turned["verb"]):
        return turned["verb"] + plain  # 连片土地将盘活
    if plain not in words.generic and len(plain) > 2:
        return shorten(verb + plain, words, keep_head=True)
    action = _ADVERBS.sub("", rest).rstrip(_EDGE)
    if 2 <= len(action) <= 4 and "全" not in action:
        return plain + action if measured else action + plain
    if len(action) > 4:
        return shorten(plain + (rest if len(action) > 6 else action), words, keep_head=True)
    return shorten(verb + plain, words)


def shorten(name: str, words: SubjectWords, *, keep_head: bool = False) -> str:
    """At most NAME_LIMIT characters: the part after 等, after the last 的 or verb, else the near end."""
    name = name.strip(_EDGE)
    if (name.startswith("(") and ")" not in name) or (name.endswith(")") and "(" not in name):
        name = name.strip("()")
    listed = _LISTED.search(name)
    if listed and "、" in name and len(name) > 8:
        name = trim_lead(name[listed.end() :], words)
    if len(name) <= NAME_LIMIT:
        return name
    if keep_head:
        return re.split(r"[、,]", name[:NAME_LIMIT])[0]
    for cut in (r".*的", rf".*(?:{words.light_inside.pattern})", r".*[、和与及]", r".*[为对向将把在于]", rf".*(?={words.kept_start.pattern})"):
        match = re.match(cut, name)
        if match and 3 <= len(name) - match.end() <= NAME_LIMIT:
            return name[match.end() :]
    return name[-NAME_LIMIT:]
