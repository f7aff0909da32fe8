"""Of the topics that a passage names, those it is about: a name in a list of other things only goes along.

Comes in: a passage's words and the places of the names in it. Goes out: judgements about them. What is not sure counts as
about: nothing that an office says of a topic is put aside on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

Spans = tuple[tuple[int, int], ...]

_STOP = re.compile(r"[，；;：:。！？!?\n]|(?<!\d),|,(?!\d)")
_FARTHEST = 8  # characters between a name and a figure that is its own
_OTHER_THING = re.compile(r"[、“”《》（）()等]")
_HEAD = re.compile(r"[一二三四五六七八九十]{1,3}是[^，；。]{2,20}。")
_LITTLE = 3  # characters beside the names that tell nothing of them
_MARK = re.compile(r"\W")
_LONGEST_ITEM = 12  # characters; a longer item of a list says something by itself
_JOINT = re.compile(r"[、与和及]")
_QUOTED = re.compile(r"“[^“”]*、[^“”]*”")
_NUMBER = re.compile(r"\d[\d,.]*")
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
# 在旧改一线、在治水攻坚中: where something else was done.
_FRAME_BEFORE = re.compile(r"(?:(?<![存现所内])[在到从]|作用于)[^在到从]{0,24}\Z")
_FRAME_AFTER = re.compile(r"[^，]{0,16}?(?:一线|战场|过程|期间|实践|中(?![国央心小医等期西型学])|上(?![市海级升年半]))")
_OF_OFFICIALS = re.compile(r"干部|作风|精气神|担当|党员|斗志|本领|政绩观")
_THANKS = re.compile(r"表示(?:衷心|诚挚|由衷|崇高|最)?的?(?:感谢|谢意|敬意)|致以[^，。]{0,12}(?:感谢|敬意|问候)")
_LEANED_ON = re.compile(r"(?:围绕|依托|结合|借助|利用|借力|服务于|融入|其中)[^，。；：]{0,3}\Z")
# 能与“三大平台”互补的项目: what the other thing fits to.
_WITH = re.compile(r"[与和同跟][^，。；：、]{0,4}\Z")
_FITTING = re.compile(r"[^，。；、]{0,12}?(?:互补|配套|匹配|呼应|衔接|相邻|毗邻)的")
_LONG_LIST = 3  # marks between items; of one among so many nothing is said


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of what stands between two stops or commas."""
    start = 0
    for stop in _STOP.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def topics_about(text: str, named: Mapping[str, Spans]) -> frozenset[str]:
    """The topics a passage is about; ``named``: topic → places of its names in ``text``.

    A name that is one of a list, or only says where something happened, gives way to a topic that has a word of its own;
    in a sentence on officials and their style it never counts, nor does one of a long list, nor any in words of thanks.
    """
    if not named or _THANKS.search(text):
        return frozenset()
    clauses = list(_clauses(text))
    found = {topic: {_weight(text, clauses, a, b) for a, b in spans} for topic, spans in named.items()}
    # Where most of a list is the topic's (甲书院、乙故居、丙祠), the list is about it.
    own = frozenset(topic for topic, weights in found.items() if "own" in weights or ("none" in weights and len(named[topic]) > 2))
    if _OF_OFFICIALS.search(text):
        return own
    most = frozenset(topic for topic, spans in named.items() if _is_most(text, clauses, spans))
    return most | (own or frozenset(topic for topic, weights in found.items() if "listed" in weights))


def is_subject(text: str, spans: Spans) -> bool:
    """Does the passage say something of the topic itself: a name with a word of its own, and not as what something else leans on (依托、围绕…)?"""
    clauses = list(_clauses(text))
    weights = [_weight(text, clauses, a, b) for a, b in spans if not leans(text, a)]
    return "own" in weights or _is_most(text, clauses, spans) or ("none" in weights and len(spans) > 2)


def leans(text: str, start: int) -> bool:
    """Is a name at ``start`` only what something else leans on (依托“数字政府”改革，…) or fits to? Or one share of what was counted (其中…)?"""
    fits = _FITTING.match(text, start) is not None and _WITH.search(text[:start]) is not None
    return fits or _LEANED_ON.search(text[:start]) is not None


def leading(text: str, named: Mapping[str, Spans]) -> frozenset[str]:
    """The topics named before the first comma: what the sentence sets out to speak of."""
    _, end = next(_clauses(text))
    return frozenset(topic for topic, spans in named.items() if any(a < end for a, _ in spans))


def is_beside(text: str, spans: Spans, start: int, end: int) -> bool:
    """Does a figure at [start, end) stand beside one of the names, in the same clause and with no other thing between?"""
    for a, b in spans:
        between = text[b:start] if b <= start else text[end:a]
        if len(between) <= _FARTHEST and not _STOP.search(between) and not _OTHER_THING.search(between):
            return True
    return False


def has_figure_beside(text: str, spans: Spans) -> bool:
    """Does any number in digits stand beside a name?"""
    return any(is_beside(text, spans, m.start(), m.end()) for m in _NUMBER.finditer(text))


def says_little(text: str, spans: Spans) -> bool:
    """A head alone (三是绿美家园与治水。), or hardly a word beside the name. A figure is one."""
    return not _NUMBER.search(text) and (_HEAD.fullmatch(text) is not None or hardly_more(text, spans))


def hardly_more(text: str, spans: Spans) -> bool:
    """Than the names in it: 二是“工改”。"""
    return len(_MARK.sub("", text)) - sum(len(_MARK.sub("", text[a:b])) for a, b in spans) <= _LITTLE


def speaks_of_head(head: str, named: Mapping[str, Spans], topic: str, text: str) -> bool:
    """Does a sentence that names no topic speak of this one, which the head above it names?

    A head of two halves (道路与荔景苑改造) is about the topic for those sentences only that do not take up the other half;
    where both halves are topics, a sentence must take up the topic's own words.
    """
    own = "".join(head[a:b] for a, b in named[topic])
    if len(named) > 1:
        return any(c in text for c in own if "\u4e00" <= c <= "\u9fff")
    edges = [0, *(m.end() for m in _JOINT.finditer(head) if not any(a <= m.start() < b for a, b in named[topic])), len(head)]
    others = [head[a:b] for a, b in pairwise(edges) if not any(a <= s < b for s, _ in named[topic])]
    return not any(pair in text for other in others for pair in _HAN_PAIR.findall(other) if pair not in own)


def _is_most(text: str, clauses: Sequence[tuple[int, int]], spans: Spans) -> bool:
    """Are most things of a list the topic's?"""
    for left, right in clauses:
        held = {text.count("、", left, start) for start, _ in spans if left <= start < right}
        if len(held) > 1 and 2 * len(held) > text.count("、", left, right) + 1:
            return True
    return False


def _weight(text: str, clauses: Sequence[tuple[int, int]], start: int, end: int) -> Literal["own", "listed", "none"]:
    """Has a name a word of its own, is it one of a list or where something happened, or one of many?"""
    left, right = next((a, b) for a, b in clauses if start < b or b == len(text))
    before, after = text[left:start], text[end:right]
    if _FRAME_BEFORE.search(before) and _FRAME_AFTER.match(after):
        return "listed"
    before, after = _QUOTED.sub("“”", before), _QUOTED.sub("“”", after)  # 就业服务“送岗位、送技能、送政策”: what is in the marks is no list beside it
    marks = before.count("、") + after.count("、")
    if marks < 2 and not (marks and "等" in after):
        return "own"
    # The first item of a list follows its verb, which is no part of it.
    item = (before.rpartition("、")[2] if "、" in before else "") + text[start:end] + after.partition("、")[0]
    if "、" in before and "、" not in after:
        rest = item.rpartition("等")[2] if "等" in before.rpartition("、")[2] else ""
        if rest:  # the list ended before the name: 路灯、长椅等公园设施
            return "own"
        item = item.partition("等")[0]
    if len(item) > _LONGEST_ITEM or any(c.isdigit() for c in item):
        return "own"
    return "listed" if marks < _LONG_LIST else "none"
