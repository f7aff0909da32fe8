"""Wrong expressions, repeated words and sentences, unpaired marks (WORD-01 … 06). A report's sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.analysis.dictionary import occurrences_of
from builder.checks.arithmetic import UNIT
from builder.checks.cited_laws import cited_laws
from builder.checks.homophones import homophones
from builder.checks.lone_characters import lone_characters
from builder.checks.near_misses import LISTED, near_misses
from builder.checks.offices import Offices
from builder.checks.sheet import Sheet
from builder.checks.strays import strays
from builder.content.fixed_lists import exchanged_verbs, misquoted_lists, misquoted_names
from builder.content.wrong_words import WrongWord
from builder.problems import Problem
from builder.text import when_asked

# 同时，同时: a word that joins, said again behind its mark.
_JOINS_TWICE = when_asked(r"(同时|因此|但是|此外|其中|目前|另外|今年以来|近年来|并且|下一步)[，、]\1(?=[，一-龥])|(?<![一-龥])(并且|因此|但是|目前)\2")
_JOINED = tuple(
    join + mark + join for join in ("同时", "因此", "但是", "此外", "其中", "目前", "另外", "今年以来", "近年来", "并且", "下一步") for mark in ("", "，", "、")
)
# 进行行了: a usual word and its last character once more.
_LAST_AGAIN = when_asked(r"([一-龥])([一-龥])\2(?=[了着过])")
_AGAIN = when_asked(r"([一-龥]{2,6})\1(?!\1)")
# Said twice with reason: 一个一个, 逐户逐户; numerals; 创|建共|建共|享 is 共建共享 behind another word.
_MEANT_TWICE = when_asked(r"(?!进一步|统一|一致|一律|统筹)(?:[一逐每各层户家村天年人点步件]|.*[一二三四五六七八九十百千万亿]|.[共互联连同再又不]\Z)")
# 研究研究再说: a verb said twice is tried a little.
_TRIED = when_asked("(?:研究|商量|考虑|讨论|琢磨|合计|议论|打听|休息|锻炼|体验|感受)\\Z")
_AND_SO = when_asked("再|看|吧|[，。、；”！？]")
_DOUBLED = when_asked(r"([，、；：])[，、；：]|。[。，；、]|[，；、]。|(?:亿亿|万万|元元)(?=元|[，。；、])|(?<=\d),,+(?=\d)|%%|％％|(?<![目有])的的(?!确|士)|百分之\d[\d.]*[%％]")
_DOUBLES = (*(a + b for a in "，、；：" for b in "，、；：。"), *("。" + b for b in "。，；、"), "亿亿", "万万", "元元", ",,", "%%", "％％", "的的", "分之")
_PAIRS = {"（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "〔": "〕", "【": "】", "「": "」"}
_SAME = {"(": "（", ")": "）"}
_MIXED = ({"(", "）"}, {"（", ")"})
_MARK = when_asked(r"[（()）“”‘’〔〕【】「」]|(?<!《)《(?!《)|(?<!》)》(?!》)")  # 》》点击进入: arrows
_MEND_WORD = "核对原件再改；确须这样写的，写 waivers 或 content/wrong_words.yml 的 allow"
_BOTH, _MEND = "成对的括号和引号", "核对原件，补上另一半"
_NUMBER_BEFORE = when_asked(r"(?:\A|[\s，、。；：:;,（(）)“《])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")  # 1）, a)
# 和和 and the like; not where the second belongs to the next word: 对对口帮扶, 了了解, 和和谐.
_MEASURE = when_asked(rf"(?<=[\d万亿])({UNIT})\1(?=[，。；、）)\n])")
# The end of a clause, where no longer word can begin with the character: 改善善。
_CHARACTER = when_asked(r"(?=([一-龥])([一-龥])(\1|\2)[，。；、：”！\n])[一-龥]{3}")
_WITH_REASON = frozenset("一二三四五六七八九十百千万亿两半多好不人年天家户村")
_JOINS = when_asked("[中对连外上内挨套接传帮比追带赶和与或靠扣管]")
_PAIR = 2
_USUAL = 500  # occurrences of a word that is one beyond doubt
_SMALL = when_asked(
    r"和和(?![谐平睦美解蔼顺善气缓田记])|了了(?![解结然断却得不])|与与(?![会民时众其赛共世])|及及(?![时格其早第])|并并(?![轨网行列联入])|或或|将将(?![来军领要士近])|(?<![因作成认称分视列变改定更转化命])为为"
    r"|(?<![需主重必想只还首将须非紧概纲])要要(?![求点素闻道塞害领旨件员])|(?<![在存实潜现])在在(?![于线建职岗位编校册外内场读乎])|(?<![正可但于就还也都总不如若])是是(?!非|否)|(?<![一两几])把把(?![关手握脉柄控守])|被被(?![子褥])"
    r"|对此此|共共(?=[投有完计开组受收发建新办])|已已(?=[完建全经开])|已经已(?=[完建全开])|就就(?=[是可能要])|等等等|也也(?=[是有在])|都都(?=[是有在])"
    r"|(?<=[日月年])(?:前前(?!后)|后后|内内(?!外)|底底)|(?<![自理缘事因经])由由|从从(?![业事速容严重简优宽])|(?<![各])各各(?!自)"
)
_TWICE = ("此此", "已经已", "等等", *(c + c for c in "和了与及并或将为要在是把被由从各共已就也都前后内底"))  # each of them has one of these
_TOLD_AS_WRONG = when_asked(r"(?:误写|错写|误作|误|错|写|印|不得称|不称)(?:为|成|作|做)?[“\"‘「]\Z")  # 把“秸秆”误写为“秸杆”
_LONG, _SENTENCE = 40, 20  # characters from which on a paragraph, one that ends as a sentence, stands there twice because it was pasted twice
_SENTENCES, _CLAUSES = when_asked("。"), when_asked("[，；。]")
_PARTS, _FIGURE = when_asked("[；。]"), when_asked(r"\d")
_OF_EACH = when_asked("同比|比上年|较|增长|下降|占|其中|每|各|均|人均|总投资|计划|投资|面积|金额|补助|奖励|扣|罚|给予|得|计")  # may well be the same of two things
_DONE_AGAIN = 7  # characters of such a clause
_PLACES = ("县", "乡", "镇", "旗", "街道", "社区", "自治县", "村委会")
_SAID = 8  # characters of a sentence from which on it is no turn of speech when it follows itself


def check_wording(sheet: Sheet, words: Sequence[WrongWord], year: int, offices: Offices) -> Iterator[Problem]:
    """All of them, in a text about this year. ``offices``: in their names no slip is looked for."""
    yield from _wrong(sheet, words, year, offices)
    yield from _repeated(sheet)
    yield from _unpaired(sheet)


def _wrong(sheet: Sheet, words: Sequence[WrongWord], year: int, offices: Offices) -> Iterator[Problem]:
    told: set[int] = set()
    for entry in words:
        for at, word, right in entry.found_in(sheet.text, year):
            if not told.isdisjoint(range(at, at + len(word))) or _TOLD_AS_WRONG.search(sheet.text, max(0, at - 6), at):
                continue
            told.update(range(at, at + len(word)))
            found, expected = f"“{word}”", f"“{right}”（{entry.source}）"
            yield sheet.problem((at, at + len(word)), "word.wrong", found, expected, _MEND_WORD, severity=entry.severity)
    allowed = {word for entry in words for word in entry.allow}
    quoted = (*misquoted_lists(sheet.text), *misquoted_names(sheet.text), *exchanged_verbs(sheet.text), *cited_laws(sheet.text))
    for at, word, right, severity, source in (*quoted, *homophones(sheet.text)):
        if told.isdisjoint(range(at, at + len(word))) and word not in allowed and not _TOLD_AS_WRONG.search(sheet.text, max(0, at - 6), at):
            told.update(range(at, at + len(word)))
            yield sheet.problem((at, at + len(word)), "word.wrong", f"“{word}”", f"“{right}”（{source}）", _MEND_WORD, severity=severity)
    for at, word, right, source in (*lone_characters(sheet.text, sheet.signs, offices), *near_misses(sheet.text), *strays(sheet.text)):
        if offices.say(word) or (source != LISTED and any(word + end in sheet.text for end in _PLACES)):
            continue  # 清岭 of 清岭县 is a place, wherever it stands
        if told.isdisjoint(range(at, at + len(word))) and word not in allowed and not _TOLD_AS_WRONG.search(sheet.text, max(0, at - 6), at):
            told.update(range(at, at + len(word)))
            yield sheet.warn((at, at + len(word)), "word.wrong", f"“{word}”", f"“{right}”（{source}）", _MEND_WORD)


def _repeated(sheet: Sheet) -> Iterator[Problem]:
    for m in _AGAIN.finditer(sheet.text):
        if not _MEANT_TWICE.match(m[1]) and len(set(m[1])) > 1 and "每" not in m[1] and not (_TRIED.match(m[1]) and _AND_SO.match(sheet.text, m.end())):
            yield sheet.warn(m.span(), "word.repeated", f"“{m[1]}”连写了两遍", "一遍", "核对原件，删去多出的；原件就是这样的，写 waivers")
    for m in _DOUBLED.finditer(sheet.text) if sheet.has(*_DOUBLES) else ():
        yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", _once(m[0]), "核对原件，删去多出的")
    for m in (m for span in sheet.near(sheet.places(*_TWICE), 4, 6) for m in _SMALL.finditer(sheet.text, *span)):
        if sheet.text[max(0, m.start() - 2)] == sheet.text[m.start() - 1]:  # 暖暖和和
            continue
        yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", "一个字", "核对原件，删去多出的")
    for m in _JOINS_TWICE.finditer(sheet.text) if sheet.has(*_JOINED) else ():
        yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", f"“{m[1] or m[2]}”", "核对原件，删去多出的")
    for m in _LAST_AGAIN.finditer(sheet.text):
        word = m[1] + m[2]
        if len({m[1], m[2], sheet.text[max(0, m.start() - 1)]}) > _PAIR and m[2] not in _WITH_REASON and occurrences_of(word) >= _USUAL and not occurrences_of(m[0]):
            yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", f"“{word}”", "核对原件，删去多出的")
    for m in _MEASURE.finditer(sheet.text):
        yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", f"一个“{m[1]}”", "核对原件，删去多出的")
    for m in _CHARACTER.finditer(sheet.text):
        if _is_said_again(m) and sheet.text[max(0, m.start() - 1)] not in m[1] + m[2]:  # 实实在在, 规规矩矩
            yield sheet.warn(m.span(), "word.repeated", f"“{m[0]}”", f"“{m[1]}{m[2]}”", "核对原件，删去多出的")
    seen: dict[str, int] = {}
    twice: list[tuple[int, str]] = []
    for start, text in sheet.passages():
        for ends in (_SENTENCES, _CLAUSES):
            at, parts = start, ends.split(text)
            for said, following in pairwise(parts) if len(set(parts)) < len(parts) else ():
                at += len(said) + 1
                if len(said) >= _SAID and said == following:
                    found = f"“{said[:16]}…”这一句连写了两遍"
                    yield sheet.warn((at, at + len(said)), "text.twice", found, "一遍", "核对是不是多贴了一遍")
        yield from _said_later(sheet, start, text)
        if (len(text) >= _LONG or (len(text) >= _SENTENCE and text.endswith("。"))) and text in seen:
            twice.append((start, text))
        seen.setdefault(text, start)
    if twice:
        start, text = twice[0]
        more = f"，另有 {len(twice) - 1} 段也是这样" if len(twice) > 1 else ""
        found = f"“{text[:16]}…”这一段和第 {sheet.place(seen[text], seen[text]).line} 行的一样{more}"
        yield sheet.warn((start, start + 8), "text.twice", found, "不同的内容", "核对是不是多贴了一遍")


def _said_later(sheet: Sheet, start: int, text: str) -> Iterator[Problem]:
    """清理“僵尸车”118辆；规范门头招牌207块；清理“僵尸车”118辆: what was done, with its figure, once more in the same paragraph."""
    seen: set[str] = set()
    at, before = start, ""
    for part in _PARTS.split(text):
        if len(part) >= _DONE_AGAIN and part in seen and part != before and _FIGURE.search(part) and not _OF_EACH.match(part):
            yield sheet.warn((at, at + len(part)), "text.twice", f"“{part[:16]}”在同一段里写了两遍", "一遍", "核对是不是多贴了一遍")
        seen.add(part)
        before = part
        at += len(part) + 1


def _is_said_again(m: re.Match[str]) -> bool:
    """改善善, 信息信 at the end of a clause: a usual word and one of its characters once more; no 一年年, no 面对面."""
    word, again = m[1] + m[2], m[3]
    if len(set(m[0])) == 1 or again in _WITH_REASON or m[2] in _WITH_REASON or occurrences_of(word) < _USUAL:
        return False
    return not occurrences_of(m[0]) and not occurrences_of(m[2] + again) and not (again != m[2] and _JOINS.match(m[2]))


def _once(said: str) -> str:
    return "一个标点" if not re.search("[一-龥%％]", said) else f"一个“{said[0]}”" if said[0] == said[-1] else "“百分之”或“%”"


def _unpaired(sheet: Sheet) -> Iterator[Problem]:
    """Marks without their partner; one that the neighbouring passage closes or opens runs over its end, and is none."""
    left: list[tuple[int, str]] = []
    for start, text in sheet.passages():
        opened: list[tuple[int, str]] = []
        alone: list[tuple[int, str]] = []
        told = 0
        for m in _MARK.finditer(text):
            mark = _SAME.get(m[0], m[0])
            if mark == "“" and opened and opened[-1][1] == "“":  # “…“: the second should close
                opened.pop()
                told += 2  # “甲“乙”, or “甲“乙”丙”
                yield sheet.warn((start + m.start(), start + m.end()), "punctuation.unpaired", _around(sheet, start + m.start()), _BOTH, _MEND)
            elif mark in _PAIRS:
                opened.append((m.start(), mark))
            elif opened and _PAIRS[opened[-1][1]] == mark:
                at, _ = opened.pop()
                if {text[at], m[0]} in _MIXED:
                    found = f"“{text[at : at + 8]}…{text[max(at, m.start() - 4) : m.end()]}”"
                    yield sheet.warn((start + at, start + m.end()), "punctuation.width", found, "同样宽的一对括号")
            elif mark == "”" and told:
                told -= 1
            elif not (mark == "）" and _NUMBER_BEFORE.search(text[max(0, m.start() - 5) : m.start()])) and mark != "’":
                wanted = next(i for i, c in _PAIRS.items() if c == mark and i != "(")
                over = next((n for n, (_, o) in enumerate(left) if o == wanted), None)
                if over is None:
                    alone.append((m.start(), mark))
                else:
                    left.pop(over)
        yield from _lonely(sheet, left)
        left = [(start + at, mark) for at, mark in opened]
        for at, mark in alone:
            partner = next((n for n, (_, o) in enumerate(left) if _PAIRS[o] != mark and {o, mark} <= set("“”‘’")), None)
            if partner is not None:  # “1+3+N’: one finding, at the second
                left.pop(partner)
            yield sheet.warn((start + at, start + at + 1), "punctuation.unpaired", _around(sheet, start + at), _BOTH, _MEND)
    yield from _lonely(sheet, left)


def _lonely(sheet: Sheet, left: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for at, mark in left:
        opens_again = mark == "“" and sheet.text[sheet.text.find("\n", at) + 1 :][:1] == "“"  # a quotation of several paragraphs
        if not opens_again:
            yield sheet.warn((at, at + 1), "punctuation.unpaired", _around(sheet, at), _BOTH, _MEND)


def _around(sheet: Sheet, at: int) -> str:
    begin = max(sheet.text.rfind("\n", 0, at) + 1, at - 8)
    end = sheet.text.find("\n", at)
    return f"“{sheet.text[begin:min(end, at + 9)]}”里的 {sheet.text[at]} 只有一半"
