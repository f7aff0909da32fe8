"""Stretches of several years: where a text speaks of them, and where it comes back to one year.

Comes in: a report, then the clauses of its sentences in order. Goes out: the ``Years`` that hold in each clause, None for one
year. What a figure within a stretch spans is for ``figures.several_years`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.analysis.numerals import fold_width
from builder.analysis.places.frames import Frame, Frames
from builder.analysis.places.halves import Kind
from builder.analysis.places.sentences import Clause
from builder.model import Report
from builder.text import PLAN_ENDS, chinese_number

_PLAN_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Years:
    """Both ends included; ``first`` None where the text does not say when it began, ``last`` 0 where not when it ends.

    ``loose``: known from the report's record alone, not from the words around a figure.
    """

    first: int | None
    last: int
    loose: bool = False


_N = r"(?:[二两三四五六七八九十]{1,3}|[2-9]|[1-9]\d|[几多])"
_MARK = r"(?<![\d较比第每前同连续])"
_DONE_IN = r"累计|共|总|合计|新|净|建|改|完|投|实施|增长|提[高升]|治理|培|引|开|减|发|安|化|拆"
_AGO = r"(?:开工|启动|成立|挂牌|建成|运行|投用|创建|上任|履新|换届|到任|组建|立项|获批|开展|实施)以来"
_SEVERAL = re.compile(
    rf"{_MARK}(?:近|过去|这|最近|今后|未来|接下来)的?(?P<n>{_N})个?年(?![级前])(?:来|间|以来|里)?"
    rf"|{_MARK}(?P<came>{_N})个?年(?:多来|以来|来|间|头)"
    # 五年改造小区900个, 五年砥砺奋进: a bare number of years at the head of a clause, before what was done in them
    rf"|(?:^|[,;。:、(-])\s*(?:回顾|回望)?(?P<bare>{_N})年(?:(?={_DONE_IN})|(?=[,、]|$|[^\d,、。;]{{2,8}}$)(?![内后前期级时]|以[内后前]|计划|规划|行动|一))"
    rf"|{_MARK}(?P<titled>{_N})年(?=[^,;。\d]{{0,6}}(?:回顾|成就|历程|成效|情况|总结))|{_MARK}{_N}年(?:行动|攻坚)(?:计划)?期间"
    rf"|用(?:{_N}-)?(?P<within>{_N})年(?:左右)?的?时间"
    r"|(?<![较比])(?<![较比]“)“?十(?P<plan>[一二三四五六])五”?(?:时期|期间|以来|这?五年|(?=是|[^,;。\d末]{0,8}(?:回顾|成就|成效|完成情况|发展历程|总结))|$)"
    r"|(?<!\d)(?P<from>20\d\d)年?(?:-|至|到)(?P<to>20\d\d)年"
    r"|(?<![\d较比])(?P<since>20\d\d)年(?:\d{1,2}月)?以来"
    r"|(?<!十)[本上]届(?:[^,;。]{0,8}?(?:以来|任期|任内|五年|回顾|成就))|(?:任期|届期)(?:以来|五年|[之以]?内|里|[^,;。]{0,4}回顾)"
    rf"|{_AGO}|党的(?:十[八九]|二十)大以来|改革开放以来|建[区市县州省街镇]以来|新世纪以来|历年来|[多几近数]年来|长期以来"
)
_HINT = re.compile("[年来届期五]")  # every stretch has one of these
_RECORD = re.compile("^创|最|新高|新低|首次|之首|高点")  # 创十年新高, 近三年来最大降幅: one year measured by others
_ONE = re.compile(
    r"过去的?一年|一年来|这一年|上一年|去年|今年|上年|本年|当年(?!度)|全年|年内|明年|来年"
    r"|(?<!\d)20\d\d年(?!\d{0,2}月?(?:以来|起)|[前代底末])(?!(?:-|至|到)20\d\d)"
)
_BEFORE_A_COMPARISON = re.compile(r"(?:[较比从由自与同于超到至]|截止|完成)$")
# A speech turns to several years, or back to one, with the first words of a sentence; what 近三年来 says ends with its paragraph.
_TURN = re.compile(
    r"[-\s(]*(?:(?:各位代表|同志们)\s*[,:]\s*)?(?:回[望顾首]|总的看)?,?"
    rf"(?:(?:过去|这)的?{_N}年|{_N}年(?:来|间|(?=[,、]|[^\d,、。;]{{2,8}}(?:$|[,。;])))|“?十[一二三四五六]五”?(?:时期|期间|以来|(?=是))|[本上]届[^,;。]{{0,8}}以来"
    r"|(?:刚刚)?(?:过去的?)?(?:一年来?|这一年|今年(?:以来)?|去年|20\d\d年)(?=$|,|是|里|在|的|我们|主要|全[省市区县镇街州])|过去的?一年|一年来)"
)
def stretch_in(text: str, year: int, ahead: int | None = None) -> Years | None:
    """The stretch of several years that a folded text names first: ``year`` is its end looking back, ``ahead`` (else the
    same) its beginning looking ahead."""
    if not _HINT.search(text):
        return None
    match = next((m for m in _SEVERAL.finditer(text) if not _RECORD.search(text[max(0, m.start() - 2) : m.end() + 6])), None)
    if match is None:
        return None
    if match["plan"]:
        end = PLAN_ENDS[match["plan"]]
        return Years(end - _PLAN_LENGTH + 1, end)
    if match["to"]:
        return Years(int(match["from"]), int(match["to"]))
    if match["since"]:
        return Years(int(match["since"]), max(int(match["since"]), year)) if int(match["since"]) < year else None
    count = _number(match["n"] or match["came"] or match["bare"] or match["titled"] or match["within"] or "")
    if re.match("今后|未来|接下来", match[0]) or (match["within"] and ahead is not None and ahead > year):
        first = year if ahead is None else ahead
        return Years(first, first + count - 1 if count else 0)
    return Years(year - count + 1 if count else None, year)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else (chinese_number(said) or 0)


def names_one_year(text: str) -> bool:
    """Does a folded text speak of one year? Years that others are compared with, or counted up to, do not count."""
    if "年" not in text:
        return False
    text = _SEVERAL.sub("", text)
    return any(not _BEFORE_A_COMPARISON.search(text[max(0, m.start() - 4) : m.start()].rstrip()) for m in _ONE.finditer(text))


def opening_stretches(report: Report, frames: Frames) -> dict[str, Years | None]:
    """For each paragraph the stretch that holds where it begins: its headings', or that of a paragraph before it.

    A sentence that turns to 五年来 speaks for the paragraphs after it in its section and below, until one turns to a year or
    a heading names one. Below a heading that names both (2025年和“十四五”时期工作回顾) a sentence must turn to the year first.
    """
    this_year = frames.default.year
    parents = {s.id: s.parent for s in report.sections}
    held: dict[str, Years | None] = {"": report_years(report)}  # by section, as far as headings or sentences have told
    for section in report.sections:
        heading = fold_width(section.heading)
        several, one = stretch_in(heading, this_year), names_one_year(heading)
        if several or one:
            held[section.id] = several  # of a heading that names both, the sentences turn to one year
    found: dict[str, Years | None] = {}
    for paragraph in report.paragraphs:
        holder = paragraph.section
        while holder and holder not in held:
            holder = parents.get(holder, "")
        found[paragraph.id] = held.get(holder)
        back, ahead = _ends(frames.at(paragraph.id, 0))
        for sentence in re.split(r"[。;!]", fold_width(paragraph.text)):
            turn = _TURN.match(sentence)
            if turn:
                held[paragraph.section] = stretch_in(sentence[: turn.end()], back, ahead)
    return found


_PERIOD = re.compile(rf"(?P<n>{_N})年|(?P<from>20\d\d)年?-(?P<to>20\d\d)年?")


def report_years(report: Report) -> Years | None:
    """What a whole report looks back on, by its record (period: 五年), else by its title (五年工作总结, 2020—2024年)."""
    match = _PERIOD.fullmatch(fold_width(report.meta.period).replace(" ", ""))
    if not report.meta.year:
        return None
    if match is None:
        title = fold_width(report.meta.title)
        named = None if report.meta.period or names_one_year(title) else stretch_in(title, report.meta.year)
        return replace(named, loose=True) if named and named.first is not None and named.first < report.meta.year else None
    if match["to"]:
        return Years(int(match["from"]), int(match["to"]), loose=True)
    return Years(report.meta.year - max(1, _number(match["n"])) + 1, report.meta.year, loose=True)


def _ends(frame: Frame) -> tuple[int, int]:
    """(last year of what 过去五年 means, first year of what 今后五年 means)."""
    return (frame.year, frame.year) if frame.kind == "actual" else (frame.year - 1, frame.year)


def follow(clauses: Sequence[Clause], stretch: Years | None, frame: Frame) -> tuple[list[Years | None], Years | None]:
    """The stretch of each clause of a sentence that begins within ``stretch``, and the one the next sentence begins with.

    A lead-in without a figure (五年来，) holds until a sentence opens with one year; a clause with figures speaks for its sentence.
    """
    spans: list[Years | None] = []
    now, after = stretch, stretch
    back, ahead = _ends(frame)
    for index, clause in enumerate(clauses):
        text = clause.opener + clause.text
        several, one = stretch_in(text, back, ahead), names_one_year(text)
        if several and not (one and not clause.mentions):
            now = several
            if index == 0 and not clause.mentions:
                after = several
        elif one:
            now = None
            if index == 0 and _TURN.match(clause.text):  # 2025年，…; 2025年四大产业占比 speaks of one year in its own sentence only
                after = None
        elif clause.opener == ";" and now is not stretch and now is not after:
            now = after
        spans.append(now)
    return spans, after


def fitting(stretch: Years, kind: Kind, year: int) -> Years | None:
    """A look back spans years that are over (of a plan that still runs those so far), a promise years that are to come."""
    if kind == "actual":
        if stretch.first is None:
            return stretch
        return replace(stretch, last=min(stretch.last, year)) if stretch.first < year else None
    return stretch if not stretch.last or stretch.last > year or (stretch.first or 0) >= year else None
