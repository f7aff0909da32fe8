"""What a whole text numbers: articles and who refers to them, captions of tables, paragraphs 一是 … 三是, 以下五个方面 before headings, an annex that is named.

A report and its sheet in, findings out. Inside one passage and one list numbers are ``numbering``'s, those of headings ``content/outline``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import chinese_number

_CN = "[一二三四五六七八九十百]{1,5}"
_ARTICLE = re.compile(rf"(?:#{{1,6}} ?)?\**第({_CN})条\**(?=[\s\u3000*【（(]|\Z)(?!之)")
_REFERS = re.compile(rf"本(?:办法|规定|细则|条例|章程|规则|制度|预案|规程)第({_CN})(条|章)")
_CHAPTER = re.compile(rf"#{{1,6}} ?\**第({_CN})章(?=[\s\u3000*])")
_CAPTION = re.compile(r"\**表 ?(\d{1,2})(?!\d|[-—.．]\d)[\s\u3000:：.．、]{0,3}[^。；|]{2,50}\Z")
_SEE_TABLE = re.compile(r"(?:详?见|如|参见)(?:附)?表 ?(\d{1,2})(?![\d.．—-])")
_LISTED = re.compile(
    r"(?P<list>[一-龥]{1,10}(?P<end>[组部科室所站队办])、(?:[一-龥]{1,10}(?P=end)[、和]){1,9}[一-龥]{1,10}(?P=end))"
    r"(?:共|这)?(?P<n>\d{1,2}|[两三四五六七八九十])[个支大][一-龥]{0,6}(?P=end)"
)
_COUNT_OF, _REACH = re.compile(r"(?<=[组部科室所站队办])(?:共|这)?(?:\d{1,2}|[两三四五六七八九十])[个支大]"), 120
_OPENS = re.compile(r"\**(?:(?P<n>[一二三四五六七八九十]{1,3})(?P<end>是(?!否)|要)|第(?P<nth>[一二三四五六七八九十]{1,3})(?P<mark>[，、]))")
_COUNTED = re.compile(r"(?:\A|[。；;：:，])\**(?:([一二三四五六七八九十]{1,3})(?:是(?!否)|要)|第([一二三四五六七八九十]{1,3})[，、])")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)\Z")
_FORM = re.compile(r"(?:(?P<cn>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<n>[（(]\d{1,2}[）)]))[、.．，]")
_ANNOUNCES = re.compile(
    r"(?:以下|下列|如下)(?P<n>[两二三四五六七八九十]{1,2})(?:个方面|大方面|方面|项|件|点|条|步|大)(?:的)?(?:主要|重点|具体)?"
    r"(?:工作|任务|措施|意见|建议|要求|举措|行动|问题|内容|规定)?[。：:]?\Z"
)
_TOP = re.compile("[一二三四五六七八九十]{1,3}、")
_ENOUGH = 5  # articles that make a rule of a text
_ANNEX = re.compile(r"[ \u3000]{0,8}附(?:件|表)(?:[：:] ?(?:1[.．、] ?)?(?P<title>[^\s。；：:][^。；]{3,60})|[：:]?\Z)")
_ANNEX_ITSELF = re.compile(r"(?:#{1,6} |\**)附(?:件|表|录) ?\d{0,2}\**(?:[\s\u3000：:]|\Z)")
_ASK = "核对原件；原件就是这样的，在 waivers 里写明"


def check_sequences(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _articles(sheet)
    yield from _captions(sheet)
    yield from _paragraphs(sheet)
    yield from _headings(sheet)
    yield from _annex(report, sheet)
    for count in _COUNT_OF.finditer(sheet.text):
        begin = max(0, count.start() - _REACH)
        m = _LISTED.search(sheet.text, begin, count.end() + 8)
        if m is None or m.start("n") not in range(*count.span()) or m.start() == begin or sheet.text[m.start() - 1] in "、和":
            continue  # the list may begin farther off, or with others
        listed = len(re.split("[、和]", m["list"]))
        said = int(m["n"]) if m["n"].isdecimal() else chinese_number(m["n"]) or 0
        if said != listed:
            yield sheet.problem(m.span(), "outline.count", f"说的是“{m['n']}”，列出了 {listed} 个", "和列出的相同的数", _ASK, severity="warning")


def _body(sheet: Sheet) -> Iterator[tuple[int, str]]:
    return ((number, row.rstrip()) for number, row in enumerate(sheet.rows[sheet.body - 1 :], sheet.body) if row.strip())


def _articles(sheet: Sheet) -> Iterator[Problem]:
    """第一条 … 第十条 each once; and none is spoken of that is not there."""
    if not sheet.has("条"):
        return
    found = [(number, m[1], chinese_number(m[1]) or 0) for number, row in _body(sheet) if (m := _ARTICLE.match(row.lstrip()))]
    if len(found) < _ENOUGH or found[0][2] != 1:
        return  # quoted from another text
    for (_, said, before), (number, name, value) in pairwise(found):
        if value != before + 1:
            told = "和前一个相同" if value == before else f"前面是“第{said}条”"
            yield _problem(sheet, number, 1, "outline.run-in", f"“第{name}条”的序号不连续：{told}", "连续的序号")
    last = {"条": max(value for _, _, value in found)}
    last["章"] = max((chinese_number(m[1]) or 0 for _, row in _body(sheet) if (m := _CHAPTER.match(row))), default=0)
    for m in _REFERS.finditer(sheet.text):
        if (chinese_number(m[1]) or 0) > last[m[2]] > 0:
            yield sheet.problem(m.span(), "outline.run-in", f"“{m[0]}”：一共只有 {last[m[2]]} {m[2]}", "有的条款", _ASK, severity="warning")


def _captions(sheet: Sheet) -> Iterator[Problem]:
    """表1 … 表3 above tables."""
    rows = [(number, int(m[1]), row) for number, row in _body(sheet) if (m := _CAPTION.match(row.strip())) and "续" not in row[:8]]
    if not rows or rows[0][1] != 1 or not sheet.has("表"):
        return
    last = max(value for _, value, _ in rows)
    for m in _SEE_TABLE.finditer(sheet.text):
        if int(m[1]) > last and [value for _, value, _ in rows] == list(range(1, last + 1)):
            yield sheet.problem(m.span(), "outline.run-in", f"“{m[0]}”：一共只有 {last} 张表", "有的表", _ASK, severity="warning")
    for (_, before, _), (number, value, row) in pairwise(rows):
        if value != before + 1 and value != 1:
            told = "和前一个相同" if value == before else f"前面是“表{before}”"
            yield _problem(sheet, number, 1, "outline.run-in", f"“{row.strip()[:20]}”的序号不连续：{told}", "连续的序号")


def _paragraphs(sheet: Sheet) -> Iterator[Problem]:
    """Paragraphs that begin 一是, 二是, 四是 under one heading."""
    before = inside = 0
    form = ""
    for number, row in _body(sheet) if sheet.has("是", "要", "第二") else ():
        if _HEADING.match(row):
            before = 0
            continue
        m = _OPENS.match(row.lstrip("\u3000 "))
        if m is None:
            before = 0 if any(word in row for word in ("一是", "一要", "第一，", "第一、")) else before
            continue
        counted = [chinese_number(n or nth) or 0 for n, nth in _COUNTED.findall(row.lstrip("\u3000 "))]
        value = chinese_number(m["n"] or m["nth"]) or 0
        before, form = (before if form == (m["end"] or m["mark"]) else 0), m["end"] or m["mark"]
        if before and value > before + 1 and value > inside + 1:
            said = f"{_name(before)}{form}" if m["n"] else f"第{_name(before)}{form}"
            yield _problem(sheet, number, 1, "outline.run-in", f"“{m[0]}”的序号不连续：前面是“{said}”", "连续的序号")
        before, inside = value, max([value, *counted])


def _headings(sheet: Sheet) -> Iterator[Problem]:
    """A mark too many behind a number in brackets; fewer headings than the words above them announce."""
    rows = list(_body(sheet))
    for at, (number, row) in enumerate(rows):
        heading = _HEADING.match(row)
        form = _FORM.match(heading[2] if heading else row.lstrip("\u3000 "))
        if heading and form:
            right = form[0][:-1]
            yield _problem(sheet, number, 1, "outline.run-in", f"“{form[0]}”：括号后面不加标点", f"“{right}”")
        said = _ANNOUNCES.search(row) if not heading and not row.startswith("|") else None
        first = _HEADING.match(rows[at + 1][1]) if said and at + 1 < len(rows) else None
        if said is None or first is None or not first[2].startswith("一、"):
            continue
        count = chinese_number(said["n"]) or 0
        listed = 0
        for _, later in rows[at + 1 :]:
            h = _HEADING.match(later)
            if h and len(h[1]) < len(first[1]):
                break
            listed += bool(h and len(h[1]) == len(first[1]) and _TOP.match(h[2]))
        if 0 < listed < count:
            yield _problem(sheet, number, said.start() + 1, "outline.count", f"说的是“{said['n']}”，下面只有 {listed} 个", "和列出的相同的数")


def _annex(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """附件：1. 名单 at the end of a text to which nothing is attached, nor does it stand below or behind a link."""
    if report.meta.attachments or report.meta.edition != "原文" or not sheet.has("附"):
        return
    rows = list(_body(sheet))
    for at, (number, row) in enumerate(rows):
        m = _ANNEX.match(row)
        if m is None or not m["title"] or "](" in row:
            continue
        later = [r for _, r in rows[at + 1 :]]
        title = re.sub(r"[\s\u3000]", "", m["title"])
        below = any(_ANNEX_ITSELF.match(r.lstrip("\u3000 ")) or "](" in r or title in re.sub(r"[\s\u3000#*]", "", r) for r in later)
        if not below and not any(r.startswith(("|", "!")) for r in later):
            found, expected = f"“{row.strip()[:24]}”：没有这个附件", "放在报告旁边、写进 attachments 的附件"
            yield Problem(Location(sheet.path, number, 1), "warning", "body.annex", "", found, expected, "补上附件；原件没有附件的，写 waivers")
        return


def _problem(sheet: Sheet, number: int, column: int, code: str, found: str, expected: str) -> Problem:
    return Problem(Location(sheet.path, number, column), "warning", code, "", found, expected, _ASK)


def _name(value: int) -> str:
    return "零一二三四五六七八九十"[value] if value <= 10 else str(value)
