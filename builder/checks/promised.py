"""So many are said, and so many are told: 十件实事包括：…, “四个一”：…, 分四个阶段：…, 举办五项活动： and six rows, 把这四件事 (WORD-06).

A report and its sheet in, findings out. ``listed`` counts names joined by 、, ``numbering`` numbered rows; here clauses, rows of any kind
and headings are counted. Every way to part a list is tried: where one gives the number that was said, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.sheet import Sheet
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import count_of, when_asked

_N = r"(?P<n>[两二三四五六七八九十]|十[一二三四五六七八九]|[2-9]|1\d)"
_SORT = r"(?:项|件|个|大|条|类|种|点|步|级|方面|个方面|批|句|位|道|张|本)"
_BEFORE_LIST = when_asked(
    rf"(?<![第\d.,年月日·—-])[“\"]?{_N}(?:(?P<one>个?一)|(?P<have>[有不无免零](?![，。；、：\d]))|(?P<sort>{_SORT})|(?<=“[两二三四五六七八九十])(?P<quoted>[一-龥]{{1,3}})(?=”))[”\"]?(?P<noun>[一-龥]{{0,6}}?)(?P<sign>：|:|，即|，分别是|，分别为|，包括|包括[：:]?|，一是)(?P<list>[^。\n]{{6,240}})"
)
_ABSTRACT = when_asked("(?:阶段|方面|环节|转变|到位|重点|坚持|确保|结合|统筹|关键|机制|步骤|层次|片区|板块|目标|维度|更加|提升|强化|领域|工作组|组)\\Z")
_THINGS = frozenset("个批张本位道")
_VERBS = when_asked(r"[开展进完做提出发现的有是抓召参已被把用在为]|检查|通过|实现|达到|以下|如下|下列")
_OPEN = when_asked(r"等(?=[，；。：]|\Z|[\d一二三四五六七八九十]|方面|内容|工作|任务|情况|问题|措施|项目|活动|领域|事项)|其中|主要|包括[^：]*例如|比如|……|…|以及其他|分两|各")
_NUMBERED = when_asked(r"(?:\A|[：；，。、])(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、]|[（(]?[1-9一二三四五六七八九十][）)．.、]|[①-⑳])")
_IN_LINE = when_asked(r"(?:\A|[：；，。])[（(]?([1-9]|[一二三四五六七八九十]{1,2})[）)．.、](?!\d)")
_ROWS = when_asked(rf"(?<![第\d.,年月日·—-]){_N}(?:项|件|个|大|条|类|种|场|方面)(?P<noun>[一-龥]{{1,10}})[：:]\s*\Z")
_THESE = when_asked(rf"(?:这|上述|以上){_N}(?:件|项|个|大|条)(?:事|问题|短板|任务|工作|困难|不足|方面|目标|举措|措施)")
_IN_ALL = when_asked(r"(?:上述|以上)(?P<n>\d{1,2})(?:项|件|条)(?:任务|工作|措施|举措|事项|指标)")
_POINT = when_asked(r"[ \t]{0,8}[-*]? ?(?P<a>\d{1,2})[.．](?P<b>\d{1,2})[.．、 ]?\s*(?=[一-龥“])")
_BIG = when_asked(r"(?:实施|推进|围绕|开展|抓好|打好|聚焦|落实)[“\"]?(?P<n>[三四五六七八九十])大(?P<noun>[一-龥]{2})[”\"]?(?=[，。；、的])")
_ITEM = when_asked(r"[ \t　]{0,8}(?:[-*+] |\d{1,2}[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])\s?\S")
_HEAD = when_asked(r"#{1,6}\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、])?\s*(?P<name>\S.*)\Z")
_LEAST = 2


def check_promised(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All of them."""
    for m in sheet.matches(_BEFORE_LIST, "：", ":", "，即", "，分别", "，包括", "，一是"):
        yield from _in_prose(sheet, m)
    yield from _in_rows(sheet)
    yield from _tables(report, sheet.path)
    for m in _THESE.finditer(sheet.text) if sheet.has("这", "上述", "以上") else ():
        yield from _these(sheet, m)
    yield from _in_all(sheet)
    yield from _headings(sheet)


def _in_prose(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    said, listed = count_of(m["n"]), m["list"]
    if m["sign"] == "，一是" or _OPEN.search(listed):
        return
    if _NUMBERED.search(listed):
        yield from _numbered(sheet, m, said)
        return
    if m["quoted"] and re.search("[一二两三四五六七八九十]", m["quoted"]):
        return  # 三会一课
    if m["sort"] and (_VERBS.search(m["noun"]) or (m["sort"] in _THINGS and m["noun"] and not _ABSTRACT.search(m["noun"]))):
        return  # 改造5个小区：道路、绿化、管网: what was done there, not which they are
    if m["have"] is not None:
        counts = {len(re.findall(rf"(?:\A|[、，；和]){m['have']}", listed))}
    elif m["one"] is not None:
        counts = {len(re.findall(r"(?:\A|[、，；])[^，；、]{0,10}?一(?=[一-龥])", listed)), *_ways(listed)}
        if len(re.findall(r"[、，；]", listed)) + 1 > said + _LEAST:
            return
    else:
        counts = _ways(listed)
    told = {c for c in counts if c > 1}
    joints = len(re.findall("和|及|与|以及|并", listed))
    if not said or any(c <= said <= c + joints for c in counts) or not told or said < _LEAST + (m["one"] is None and m["have"] is None):
        return
    near = [c for c in told if abs(c - said) == 1]
    strict = m["have"] is not None or m["one"] is not None or "；" in listed or len(_ways(listed)) <= _LEAST
    if not near or not strict:
        return
    found = f"“{sheet.text[m.start() : m.start('list')]}”后面列出了 {near[0]} 个"
    yield sheet.warn((m.start(), m.start("list")), "outline.count", found, "和列出的相同的数")


def _numbered(sheet: Sheet, m: re.Match[str], said: int) -> Iterator[Problem]:
    """六件大事：一、修路；…五、保洁; what begins with 一是 is ``numbering``'s."""
    numbers = [count_of(n) for n in _IN_LINE.findall(m["list"])]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) and abs(len(numbers) - said) == 1 and not (m["noun"] and _VERBS.search(m["noun"])):
        found = f"“{sheet.text[m.start() : m.start('list')]}”后面列出了 {len(numbers)} 个"
        yield sheet.warn((m.start(), m.start("list")), "outline.count", found, "和列出的相同的数")


def _ways(listed: str) -> set[int]:
    """How many items, by the strongest mark; 和 may join two or none."""
    bare = re.sub(r"[（(“《][^（()）”》\n]{0,60}[）)”》]", "", listed)
    if "；" in bare:
        return {bare.rstrip("；").count("；") + 1}
    if "，" in bare and "、" in bare:
        return {bare.count("，") + 1, len(re.findall("[，、]", bare)) + 1, bare.split("，")[0].count("、") + 1, bare.count("、") + 1}
    counts = len(re.findall("[，、]", bare)) + 1
    return {counts, counts + len(re.findall("和|及|与|以及", bare.split("、")[-1]))} if counts > 1 else set()


def _in_rows(sheet: Sheet) -> Iterator[Problem]:
    """全年举办五项品牌活动： before six rows of a list."""
    rows = sheet.rows
    for number in range(sheet.body, len(rows) + 1):
        m = _ROWS.search(rows[number - 1]) if rows[number - 1].rstrip().endswith(("：", ":")) else None
        if m is None or _VERBS.search(m["noun"]) or _ITEM.match(rows[number - 1]) or rows[number - 1].startswith("#"):
            continue
        listed = _items(rows, number)
        said = count_of(m["n"])
        if listed > 1 and said and listed != said and abs(listed - said) <= _LEAST:
            found = f"“{m[0].strip()}”下面列出了 {listed} 个"
            yield Problem(Location(sheet.path, number, m.start() + 1), "warning", "outline.count", "", found, "和列出的相同的数", "核对原件")


def _items(rows: tuple[str, ...], at: int) -> int:
    """Items right below a row, all of one depth; 0 where anything but blank rows stands between."""
    count, depth, blank = 0, -1, 0
    for row in rows[at:]:
        if not row.strip():
            blank += 1
            if blank > 1 and count == 0:
                return 0
            continue
        m = _ITEM.match(row)
        indent = len(row) - len(row.lstrip())
        if m is None:
            if indent and count:
                continue
            break
        depth = indent if depth < 0 else depth
        if indent < depth:
            break
        count += indent == depth
        blank = 0
    return count


def _tables(report: Report, path: str) -> Iterator[Problem]:
    """办好以下八件实事： above a table of nine rows that 序号 counts."""
    for above, table in zip(report.blocks, report.blocks[1:], strict=False):
        if table.kind != "table" or above.paragraph is None:
            continue
        m = _ROWS.search(above.paragraph.text.rstrip())
        rows = _counted_rows(table)
        if m and rows > 1 and not _VERBS.search(m["noun"]) and 0 < abs(rows - count_of(m["n"])) <= _LEAST:
            found = f"“{m[0].strip()}”下面的表列出了 {rows} 行"
            yield Problem(Location(path, above.paragraph.line), "warning", "outline.count", "", found, "和列出的相同的数", "核对原件")


def _counted_rows(table: Block) -> int:
    numbers = [row[0].text.strip() for row in table.rows if row and not re.search(r"合\s*计|总\s*计|小\s*计", row[0].text)]
    return len(numbers) if numbers == [str(n) for n in range(1, len(numbers) + 1)] else 0


def _these(sheet: Sheet, m: re.Match[str]) -> Iterator[Problem]:
    """甲不高；乙不合理；丙不足。将把这四件事…: the row of clauses in the sentence before, in one passage."""
    begin = sheet.text.rfind("\n", 0, m.start()) + 1
    sentences = sheet.text[begin : m.start()].split("。")
    before = next((s for s in reversed(sentences[:-1]) if s.strip()), "")
    if before.count("；") < _LEAST or "；" in sentences[-1] or len([s for s in sentences[:-1] if "；" in s]) != 1 or before.endswith("等"):
        return
    listed, said = before.count("；") + 1, count_of(m["n"])
    if said and listed != said and abs(listed - said) == 1 and not re.search("[一二三]是|第[一二三]", before):
        yield sheet.warn(m.span(), "outline.count", f"“{m[0]}”，前面说了 {listed} 个", "和列出的相同的数")


def _in_all(sheet: Sheet) -> Iterator[Problem]:
    """上述13项任务, where the rows 1.1 … 4.3 are twelve."""
    points = [m for row in sheet.rows[sheet.body - 1 :] if (m := _POINT.match(row.lstrip("#* ")))]
    for m in _IN_ALL.finditer(sheet.text) if len(points) > _LEAST else ():
        said = int(m["n"])
        if len({p.group("a", "b") for p in points}) == len(points) and said != len(points) and abs(said - len(points)) <= _LEAST:
            yield sheet.warn(m.span(), "outline.count", f"“{m[0]}”，前面编号的有 {len(points)} 项", "和列出的相同的数")


def _headings(sheet: Sheet) -> Iterator[Problem]:
    """实施“四大工程”, and five headings 一、实施产业强镇工程 …, all of them called 工程."""
    heads = [m["name"].strip(" *") for row in sheet.rows[sheet.body - 1 :] if (m := _HEAD.match(row))]
    for m in _BIG.finditer(sheet.text) if len(heads) > _LEAST else ():
        called = sum(h.endswith(m["noun"]) for h in heads)
        said = count_of(m["n"])
        if called > _LEAST and called != said and abs(called - said) == 1:
            found = f"“{m[0]}”，叫“…{m['noun']}”的标题有 {called} 个"
            yield sheet.warn(m.span(), "outline.count", found, "和列出的相同的数")
