"""Marks that say that a text is secret, internal or not yet final (REV-03), where they stand as a mark.

Comes in: lines and titles. Goes out: which words, and where. A mark is a line of its own, a word in brackets
at the end of a title, a line at head or foot; 保守国家秘密 or 形成规划征求意见稿 inside a sentence is prose.
Not a mark: 草案, since budgets and plans are published under that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.text import when_asked

MarkKind = Literal["secret", "internal"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and the place (from 0) where its words begin in the line."""

    kind: MarkKind
    words: str
    start: int = 0


_CLASSIFIED = "绝密|机密|秘密"
_DRAFT = "征求意见稿|第[一二三四五六]稿|送审稿|报审稿|审议稿|讨论稿|代拟稿|修改稿|未定稿|草稿|初稿"
_INTERNAL = (
    "(?:仅供|仅限|只供|只限|供|限)?(?:机关|单位|系统|本单位|本机关|局|镇|街道|领导|会议)?(?:内部)?(?:工作人员)?(?:内部使用|内部参考|内部传阅|内部参阅|内部掌握|内部发行|内部交流|使用参考)|仅供(?:领导|机关|单位|会议|工作|与会人员)(?:参考|参阅|传阅|使用)"
    "|内部(?:资料|文件|材料|刊物|文稿|明电)|注意保存|注意保密|注意保管|妥善保管|妥善保存|(?:不得|请勿|严禁|切勿|禁止|不要|勿|不准|不宜|不可)(?:对外)?(?:外传|外泄|上网|外发|转发|泄露|复印|拍照|转载|传播|扩散|外借|公开(?:发布)?)"
    "|(?:此件|本件|此文|本文|该件)(?:属于?)?(?:不(?:予|宜|得)?|依申请|免予)公开(?:发布)?|(?:暂不|暂不对外|不对外)公开(?:发布)?|不对外(?:发布|提供)|未经(?:批准|许可|同意)(?:不得|严禁|禁止)(?:公开|外传|翻印|复制|转发)|(?:阅|传阅)后(?:请)?(?:退回|交回|归还)|领导内参|内参|(?:阅|传阅)后(?:即毁|销毁|收回|退回|即焚)|会后(?:收回|退回)|涉密(?:文件|资料|材料)|密件"
)
_COUNT = "[0-9０-９一二三四五六七八九十百]{1,8}"
# What may stand beside a mark on its line: a period, a number of the copy or draft, a day.
_BESIDE = (
    rf"(?:此|本|该|以上)(?:件|文件|文|文稿|资料|材料|表|稿|内容|数据|报告|通知|刊)?+(?:属于|属|为|系|是)?+(?!(?:不(?:予|宜|得)?|依申请|免予)公开)|(?:请)?(?:领导|各单位|有关单位|单位|与会人员)?(?=注意保|妥善保)|请(?=注意|妥善|勿)|(?:和|或|并|及|且)(?=.)|密级|保密期限?(?:为)?|附注|备注|长期|[0-9０-９]{{4}}年[0-9０-９]{{1,2}}月(?:[0-9０-９]{{1,2}}日)?|{_COUNT}(?:年|个月|份|号)"
    rf"|第?{_COUNT}(?:稿|次|版|期|页|份|号)|共{_COUNT}页|份号|[0-9０-９]+"
)
# Possessive: what was read is never read again in another way, so that a line of digits costs nothing.
_OWN = re.compile(
    rf"(?:{_BESIDE})*+(?P<mark>(?P<secret>{_CLASSIFIED})|{_DRAFT}|{_INTERNAL})(?:{_CLASSIFIED}|{_DRAFT}|{_INTERNAL}|{_BESIDE})*+\Z"
)
_HINT = re.compile("[密稿内件注]|外传|不得|未经|公开|仅供|妥善|阅后|会后|[勿禁准宜可要](?:对外)?(?:外|上网|转|泄|复印|拍照|传播|扩散)")  # one of these is in every mark
_STAR = re.compile(r"(?<![“‘「『\"])(?P<mark>(?:绝[ \u3000]?密|机[ \u3000]{0,2}密|秘[ \u3000]{0,2}密)级?[ \u3000]{0,2}[★☆⭐✩✭])")
_BRACKETED = when_asked(
    rf"[（(【〔\[](?![^（）()\n]{{0,10}}(?:公开|公众|社会))(?:[一-龥0-9]{{2,10}}(?={_DRAFT}))?(?P<mark>(?P<secret>{_CLASSIFIED})|{_DRAFT}|{_INTERNAL}|内部(?=[）)】〕\]]))[^（(【〔\[\]〕】)）《》]{{0,10}}[）)】〕\]](?P<rest>[^《》]*(?P<close>》)?)"
)
_ENDING = re.compile(rf"(?P<mark>{_DRAFT})(?:第?{_COUNT}(?:稿|次|版)?|[vV]?\d[\d.]*)?\Z")
# At the end of any line, with nothing else in the brackets: 见附表（内部文件，不得上网）。 Not behind 》: a bulletin of the office.
_ASIDE = when_asked(rf"(?<!》)[（(](?P<mark>{_INTERNAL})(?:[，、,；;\s]{{0,2}}(?:{_INTERNAL}))*+[）)][。；]?\s*\Z")
_KEPT_IN = when_asked(r"(?<!》)[（(][^（）()《》\n]{0,12}?(?P<mark>内部掌握|不得对外(?:引用|公布|提供|披露|宣传))[^（）()\n]{0,16}[）)][。；]?\s*\Z")
# The whole line is one bracket that ends with the mark: （党政联席会议讨论稿）, 【二次征求意见稿】. 公开征求意见稿 is for everybody.
_BRACKETED_LINE = when_asked(
    rf"\W{{0,6}}[（(【〔\[](?![^（）()\n]{{0,24}}(?:公开|公众|社会))[^（）()【】〔〕《》\[\]。\n]{{0,24}}?(?P<mark>{_DRAFT}|汇报稿|会签稿|报批稿|上会稿|审定稿|校核稿|内审稿|讨论用稿|(?:内部)?(?:讨论|审议)用)"
    rf"(?:第?{_COUNT}(?:稿|次|版)|[0-9０-９.年月日]{{1,12}})?[）)】〕\]]\W{{0,6}}\Z"
)
_OPEN = re.compile(r"[（(【〔\[]")  # most lines have none
_LONGEST = 80  # characters; a mark's line is short
_SENTENCE = re.compile("[。；！？;!?]")
_NUMBERED = re.compile(r"[#\s>*]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]\D)")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_HEAD, _FOOT = 5, 3  # lines with text


def own_line(text: str) -> Mark | None:
    """The mark that is all a line says, whatever decorates it: 秘密★1年, **内部资料　注意保存**, （送审稿 第二稿）."""
    if len(text) > _LONGEST or not _HINT.search(text):
        return None
    cells = [text, *re.split(r"[\t\u3000]+|\s{2,}", text)] if not _SENTENCE.search(text) else [text]
    for cell in cells:
        match = _OWN.match(re.sub(r"[\W_]+", "", cell))
        if match:
            return Mark("secret" if match["secret"] else "internal", match["mark"], _place(text, match["mark"]))
    return None


def starred(text: str) -> Mark | None:
    """绝密★, 机密★, 秘密★ anywhere on a line, but where the text quotes it."""
    match = _STAR.search(text)
    return Mark("secret", re.sub(r"\s", "", match["mark"]), match.start()) if match else None


def in_title(title: str) -> Mark | None:
    """The mark that a title or a file's name bears: 政府工作报告（征求意见稿）, 工作总结送审稿2.docx.

    关于《某规划（征求意见稿）》公开征求意见的通知 speaks of another document.
    """
    text = _SUFFIX.sub("", title.strip())
    found = starred(text) or own_line(text)
    if found:
        return found
    for match in _BRACKETED.finditer(text) if _OPEN.search(text) else ():
        after = match["rest"].partition("》")[2] + text[match.end() :] if match["close"] else ""
        if not after.strip():
            return Mark("secret" if match["secret"] else "internal", match["mark"], match.start("mark"))
    ending = _ENDING.search(text)
    return Mark("internal", ending["mark"], ending.start("mark")) if ending else None


def find_marks(lines: Sequence[str]) -> Iterator[tuple[int, Mark]]:
    """Marks among the lines of a text, with the line's index: table rows and list items are no place for them, but for a star."""
    full = [i for i, line in enumerate(lines) if line.strip()]
    edge = {*full[:_HEAD], *full[-_FOOT:]}
    for index in full:
        line = lines[index]
        if not _HINT.search(line):
            continue
        found = starred(line)
        if not found and not line.lstrip().startswith("|") and not _LIST.match(line):
            found = own_line(line) or _in_its_bracket(line) or (_at_the_edge(line) if index in edge else None)
        if not found and _OPEN.search(line) and (aside := _ASIDE.search(line) or _KEPT_IN.search(line)):
            found = Mark("internal", aside["mark"], aside.start("mark"))
        if found:
            yield index, found


def _in_its_bracket(line: str) -> Mark | None:
    match = _BRACKETED_LINE.match(line) if len(line) <= _LONGEST and _OPEN.search(line) else None
    return Mark("internal", match["mark"], match.start("mark")) if match else None


def _at_the_edge(line: str) -> Mark | None:
    """A title repeated at the head, a line of small print at the foot."""
    if len(line) > _LONGEST or _SENTENCE.search(line) or _NUMBERED.match(line):
        return None
    text = line.strip("#*_ \t\u3000\\")
    match = next((m for m in _BRACKETED.finditer(text) if not m["rest"].strip("》 \u3000")), None) if _OPEN.search(text) else None
    if match:
        return Mark("secret" if match["secret"] else "internal", match["mark"], _place(line, match["mark"]))
    word = next((w for w in text.split() if not re.fullmatch(_CLASSIFIED, w) and own_line(w)), None)
    found = own_line(word) if word else None
    return Mark(found.kind, found.words, _place(line, found.words)) if found else None


def _place(line: str, words: str) -> int:
    """Where the words begin, also where blanks are set between their characters."""
    match = re.search(r"[\W_]*".join(map(re.escape, words)), line)
    return match.start() if match else 0
