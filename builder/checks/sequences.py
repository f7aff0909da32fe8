"""What a whole text numbers: articles and who refers to them, captions of tables, paragraphs 一是 … 三是, 以下五个方面 before headings, an annex that is named.

A report and its sheet in, findings out. Inside one passage and one list numbers are ``numbering``'s, those of headings ``content/outline``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Location, Problem
from builder.text import chinese_number, count_of, when_asked

_CN = "[一二三四五六七八九十百]{1,5}"
_ARTICLE = when_asked(rf"(?:#{{1,6}} ?)?\**第({_CN})条\**(?=[\s\u3000*【（(]|\Z)(?!之)")
_REFERS = when_asked(rf"本(?:办法|规定|细则|条例|章程|规则|制度|预案|规程)第({_CN})(条|章)")
_CHAPTER = when_asked(rf"(?:#{{1,6}} ?)?\**第({_CN})章(?=[\s\u3000*])")
_CAPTION = when_asked(r"\**表 ?(\d{1,2})(?!\d|[-—.．]\d)[\s\u3000:：.．、]{0,3}[^。；|]{2,50}\Z")
_SEE_TABLE = when_asked(r"(?:详?见|如|参见)(?:附)?表 ?(\d{1,2})(?![\d.．—-])")
_LISTED = when_asked(
    r"(?P<list>[一-龥]{1,10}(?P<end>[组部科室所站队办])、(?:[一-龥]{1,10}(?P=end)[、和]){1,9}[一-龥]{1,10}(?P=end))"
    r"(?:共|这)?(?P<n>\d{1,2}|[两三四五六七八九十])[个支大][一-龥]{0,6}(?P=end)"
)
_LIST_OF = when_asked(
    r"(?<![第其之])(?P<n>[两二三四五六七八九十]{1,2})(?:大|项|类|个)(?P<noun>[一-龥]{2,6})(?:：|——|—)(?P<list>[一-龥“”]{2,12}(?:、[一-龥“”]{2,12}){2,14})(?:等[一-龥]{0,6})?(?=[。；\n])"
)
_LIST_SIGN = when_asked("(?:大|项|类|个)[一-龥]{2,6}(?:：|——)")
_LONGEST = 64  # characters of an announcement
_COUNT_OF, _REACH = when_asked(r"(?<=[组部科室所站队办])(?:共|这)?(?:\d{1,2}|[两三四五六七八九十])[个支大]"), 120
_OPENS = when_asked(r"\**(?:(?P<n>[一二三四五六七八九十]{1,3})(?P<end>是(?!否)|要)|第(?P<nth>[一二三四五六七八九十]{1,3})(?P<mark>[，、]))")
_COUNTED = when_asked(r"(?:\A|[。；;：:，])\**(?:([一二三四五六七八九十]{1,3})(?:是(?!否)|要)|第([一二三四五六七八九十]{1,3})[，、])")
_HEADING = when_asked(r"(#{1,6})\s+(\S.*)\Z")
_FORM = when_asked(r"(?:(?P<cn>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<n>[（(]\d{1,2}[）)]))[、.．，]")
_ANNOUNCES = when_asked(
    r"(?:以下|下列|如下|(?:抓好|做好|办好|兴办|实施|开展|突出|落实|推进|完成|着力|抓实|紧扣|围绕|聚焦|确定|从|在)(?:[^，。；、\d\n]{0,8}?))(?:这)?"
    r"(?P<n>[两二三四五六七八九十]{1,3}|1?\d)(?:个方面|大方面|方面|项|件|点|条|步|大|个)(?:的)?(?:主要|重点|具体|民生|为民|惠民|关键|重大)*"
    r"(?:工作|任务|措施|意见|建议|要求|举措|行动|问题|内容|规定|实事|好事|事|工程|项目|大事)?(?:工作|的工作|项目)?[。：:]?\Z"
)
_NAMED_BELOW = when_asked(r"以下(?P<n>[2-9]|1\d|[两三四五六七八九])(?:条|个|座|所|处|家)(?P<noun>[一-龥]{1,6}?)(?=作|进行|实施|予以|[，。：、（]|的)")
_ITEM = when_asked(r"[ \t\u3000]{0,8}(?:(?P<cn>[一二三四五六七八九十]{1,3})、|[（(](?P<b>[一二三四五六七八九十]{1,3})[）)]|(?P<d>\d{1,2})[.．、](?!\d))\s?\S")
_SEE_ANNEX = when_asked(r"(?:详见|见|参见|附于|列于|列入)(?:本[一-龥]{2,4})?附(?P<what>件|表|图)(?P<n>\d{1,2}|[一二三四五六七八九十])?(?![一-龥]{0,4}》)")
# 各项任务分工详见附件 says what is meant, （详见附件） alone does not.
_WHAT_IS = when_asked(r"[一-龥]{4}[（(，]?\Z")
_BEHIND = when_asked(r"(?P<t>附[表件图]|[一-龥]{0,8}[表单图案录])附后(?=[）)，。；\n]|\Z)")
_TOP = when_asked("[一二三四五六七八九十]{1,3}、")
_ENOUGH = 5  # articles that make a rule of a text
_ANNEX = when_asked(r"[ \u3000]{0,8}附(?:件|表)(?:[：:] ?(?:1[.．、] ?)?(?P<title>[^\s。；：:][^。；]{3,60})|[：:]?\Z)")
_ANNEX_ITSELF = when_asked(r"(?:#{1,6} |\**)附(?:件|表|录) ?\d{0,2}\**(?:[\s\u3000：:]|\Z)")
_ASK = "核对原件；原件就是这样的，在 waivers 里写明"


def check_sequences(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    yield from _articles(sheet)
    yield from _captions(sheet)
    yield from _paragraphs(sheet)
    yield from _headings(sheet)
    yield from _annex(report, sheet)
    yield from _see_annex(report, sheet)
    yield from _behind(report, sheet)
    for sign in _LIST_SIGN.finditer(sheet.text):
        m = _LIST_OF.search(sheet.text, max(0, sign.start() - 4), sign.end() + 240)
        if m is None or m.start() > sign.start():
            continue
        said, parts = chinese_number(m["n"]) or 0, m["list"].split("、")
        joined = len([piece for part in parts for piece in re.split("[和及与]", part) if piece])
        if said and "等" not in m[0][-8:] and len(parts) >= 3 and not len(parts) <= said <= joined:
            yield sheet.warn(m.span(), "outline.count", f"说的是“{m['n']}”，列出了 {len(parts)} 个", "和列出的相同的数", _ASK)
    for count in _COUNT_OF.finditer(sheet.text):
        begin = max(0, count.start() - _REACH)
        m = _LISTED.search(sheet.text, begin, count.end() + 8)
        if m is None or m.start("n") not in range(*count.span()) or m.start() == begin or sheet.text[m.start() - 1] in "、和":
            continue  # the list may begin farther off, or with others
        listed = len(re.split("[、和]", m["list"]))
        said = count_of(m["n"])
        if said != listed:
            yield sheet.warn(m.span(), "outline.count", f"说的是“{m['n']}”，列出了 {listed} 个", "和列出的相同的数", _ASK)


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
    chapters = [(number, m[1], chinese_number(m[1]) or 0) for number, row in _body(sheet) if (m := _CHAPTER.match(row.lstrip()))]
    plain = chapters and chapters[0][2] == 1 and not any(sheet.rows[number - 1].startswith("#") for number, _, _ in chapters)  # of headings the outline tells
    for (_, said, before), (number, name, value) in pairwise(chapters) if plain else ():
        if value != before + 1:
            told = "和前一个相同" if value == before else f"前面是“第{said}章”"
            yield _problem(sheet, number, 1, "outline.run-in", f"“第{name}章”的序号不连续：{told}", "连续的序号")
    last = {"条": max(value for _, _, value in found), "章": max((value for _, _, value in chapters), default=0)}
    for m in _REFERS.finditer(sheet.text):
        if (chinese_number(m[1]) or 0) > last[m[2]] > 0:
            yield sheet.warn(m.span(), "outline.run-in", f"“{m[0]}”：一共只有 {last[m[2]]} {m[2]}", "有的条款", _ASK)


def _captions(sheet: Sheet) -> Iterator[Problem]:
    """表1 … 表3 above tables."""
    rows = [(number, int(m[1]), row) for number, row in _body(sheet) if (m := _CAPTION.match(row.strip())) and "续" not in row[:8]]
    if not rows or rows[0][1] != 1 or not sheet.has("表"):
        return
    last = max(value for _, value, _ in rows)
    for m in _SEE_TABLE.finditer(sheet.text):
        if int(m[1]) > last and [value for _, value, _ in rows] == list(range(1, last + 1)):
            yield sheet.warn(m.span(), "outline.run-in", f"“{m[0]}”：一共只有 {last} 张表", "有的表", _ASK)
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
        if form and (heading or (form["cn"] and form[0].endswith("、"))):
            right = form[0][:-1]
            yield _problem(sheet, number, 1, "outline.run-in", f"“{form[0]}”：括号后面不加标点", f"“{right}”")
        yield from _named_below(sheet, number, row, [r for _, r in rows[at + 1 :]]) if "以下" in row and not heading else ()
        said = _ANNOUNCES.search(row, max(0, len(row) - _LONGEST)) if not heading and not row.startswith("|") else None
        if said is None or at + 1 == len(rows):
            continue
        count = count_of(said["n"])
        listed = _headings_below([r for _, r in rows[at + 1 :]])
        if not listed or (listed != count and "件" in said[0]):
            listed = _items_below([r for _, r in rows[at + 1 :]]) or 0
        if 1 < listed != count and count > 1 and (listed < count or said[0][:2] in {"以下", "下列", "如下"} or "件" in said[0]):
            yield _problem(sheet, number, said.start() + 1, "outline.count", f"说的是“{said['n']}”，下面列出 {listed} 个", "和列出的相同的数")


def _named_below(sheet: Sheet, number: int, row: str, rows: Sequence[str]) -> Iterator[Problem]:
    """对以下4条线路作调整 above the headings 一、1路, 二、2路, 三、3路: the first of them are called like what is counted."""
    m = _NAMED_BELOW.search(row)
    if m is None or not rows or not _headings_below(rows):
        return
    count = count_of(m["n"])
    titles = [h[2] for r in rows if (h := _HEADING.match(r)) and _TOP.match(h[2])]
    called = [t.rstrip("。").endswith(m["noun"][-1]) for t in titles]
    listed = called.index(False) if False in called else len(called)
    if 1 < listed != count and listed == sum(called):
        yield _problem(sheet, number, m.start() + 1, "outline.count", f"说的是“{m['n']}”，下面列出 {listed} 个", "和列出的相同的数")


def _headings_below(rows: Sequence[str]) -> int:
    """How many 一、 二、 … there are from here on, if the next row is the first of them."""
    first = _HEADING.match(rows[0])
    if first is None or not first[2].startswith("一、"):
        return 0
    listed = 0
    for row in rows:
        h = _HEADING.match(row)
        if h and len(h[1]) < len(first[1]):
            break
        listed += bool(h and len(h[1]) == len(first[1]) and _TOP.match(h[2]))
    return listed


def _items_below(rows: Sequence[str]) -> int:
    """The last number of the one list 1. 2. 3. … that follows, right here or below the next heading; 0 where another text stands between."""
    started, last, form = False, 0, ""
    for n, row in enumerate(rows):
        item = _ITEM.match(row)
        kind = "" if item is None else "cn" if item["cn"] else "b" if item["b"] else "d"
        value = 0 if item is None else int(item["d"] or 0) or chinese_number(item["cn"] or item["b"] or "") or 0
        if not started:
            if value == 1 and not _HEADING.match(row):
                started, last, form = True, 1, kind
            elif n > 0 or not _HEADING.match(row):
                return 0
            continue
        if _HEADING.match(row) or row.startswith("|"):
            break
        if kind == form:
            if value != last + 1:
                return 0  # told elsewhere
            last = value
    return last


def _see_annex(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """名单详见附件2, and nothing is attached, nor does it stand below; with one attachment there is no second."""
    if report.meta.edition != "原文" or not sheet.has("附件", "附表", "附图"):
        return
    rows = list(_body(sheet))
    below = any(_ANNEX_ITSELF.match(r.lstrip("\u3000 ")) or _ANNEX.match(r) for _, r in rows)
    tables = any(r.startswith("|") for _, r in rows)
    for number, row in rows:
        m = _SEE_ANNEX.search(row) if not row.startswith("|") else None
        if m is None or below or "](" in row or (m["what"] != "件" and (tables or any("](" in r or r.startswith("!") for _, r in rows))):
            continue
        if m["what"] == "件" and not m["n"] and (tables or not _WHAT_IS.search(row, 0, m.start())):
            continue  # what is meant may stand in what was sent with it
        which = count_of(m["n"] or "") or 1
        if which > len(report.meta.attachments) and not any("](" in r for _, r in rows):
            found, expected = f"“{m[0]}”：没有这个附件", "放在报告旁边、写进 attachments 的附件"
            yield Problem(Location(sheet.path, number, m.start() + 1), "warning", "body.annex", "", found, expected, "补上附件；原件没有附件的，写 waivers")
            return


def _behind(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """（任务分解表附后）, and behind it stands no table, no picture, no link, nor anything of that name."""
    if report.meta.edition != "原文" or report.meta.attachments or not sheet.has("附后"):
        return
    rows = list(_body(sheet))
    for at, (number, row) in enumerate(rows):
        m = _BEHIND.search(row) if not row.startswith("|") else None
        if m is None:
            continue
        later = [r for _, r in rows[at + 1 :]]
        name = m["t"][-4:]
        if not any(r.startswith(("|", "!")) or "](" in r or name in r or _ANNEX_ITSELF.match(r.lstrip("\u3000 ")) for r in later) and "](" not in row:
            found, expected = f"“{m[0]}”：后面没有", "放在报告旁边、写进 attachments 的附件"
            yield Problem(Location(sheet.path, number, m.start() + 1), "warning", "body.annex", "", found, expected, "补上附件；原件没有附件的，写 waivers")
        return


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
