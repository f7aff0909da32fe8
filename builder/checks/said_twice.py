"""One figure told twice with two values: 全年加装电梯14部 … 当年建成的16部电梯; in the summary and in the text (WORD-07). A report and its sheet in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks.arithmetic import NUMBER, TIMES, UNIT, places, value
from builder.checks.sheet import Sheet
from builder.model import Report
from builder.problems import Problem
from builder.text import when_asked

_YEAR = "(?:全年|当年|年内|今年|本年度?)"
_TOLD = when_asked(rf"{_YEAR}[^。；，、\n\d]{{0,8}}?(?P<what>[一-龥]{{2}}(?P<noun>[一-龥]{{2}}))(?P<n>{NUMBER})(?P<unit>{UNIT})(?=[，。；、])")
_WHOLE_YEAR = when_asked(rf"(?<!年)全年(?:共|累计|共计|总计)?(?P<what>[一-龥]{{4,10}}?)(?P<n>{NUMBER})(?P<unit>[万亿]?{UNIT})(?=[，。；、])")
_AGAIN = when_asked(rf"{_YEAR}[^。；，、\n\d]{{0,6}}的(?P<n>{NUMBER})(?P<unit>{UNIT})(?P<noun>[一-龥]{{2}})")
_ANOTHER = when_asked(r"20\d\d年|[上去前]年|累计|计划|目标|将|力争|拟|季度|半年|\d月|其中|目前|\n[一二三四五六七八九十（(#\d]")
_SUMMED = when_asked(rf"(?P<done>(?:[一-龥]{{2}})?)(?P<noun>[一-龥]{{2}})(?P<n>{NUMBER})(?P<times>[万亿]?)(?P<unit>{UNIT})(?!以上|左右|以内|以下|[余多])")
_GROWN = when_asked(rf"(?P<noun>[一-龥]{{4,6}})(?:同比|比上年|较上年)?(?P<way>增长|下降)(?P<n>{NUMBER}) ?[%％]")
_ROUNDED = ("约", "近", "超", "逾", "达", "余", "过", "共计", "合计", "累计", "共有", "总计", "其中")
_THING = "(?P<thing>[一-龥]{1,8}?)"
_MANY = "(?:个|家|所|座|名|支|人|户|处|条)"
_THERE_ARE = when_asked(rf"(?:下辖|共辖|现辖|辖有|共有|现有|辖区内?有|管辖)(?:共|有)?(?P<n>{NUMBER}){_MANY}{_THING}(?=[，。；、和及（\n]|\Z)")
_OF_THOSE = when_asked(rf"(?:共有|现有|建有){_THING}(?P<n>{NUMBER}){_MANY}(?=[，。；、和及（\n])")
_ALL_OF = when_asked(rf"(?:全[镇乡县市区]|全街道|辖区)(?P<n>{NUMBER}){_MANY}{_THING}(?=(?:[^，。；、\d\n]{{0,16}}已)?(?:均|全部|都|全覆盖|100%))")
# 推动所辖11个社区治理: the same thing, and no longer word of which it is a part: 社区卫生服务站.
_ITS = when_asked(
    rf"(?:所辖|下辖)的?(?P<n>{NUMBER}){_MANY}{_THING}(?=[，。；、的和及均都已共\n]|全部|治理|开展|建立|建成|实现|推行|居民|群众|党员|干部|\Z)"
)
_MERGED = when_asked(r"合并|撤并|拆分|调整|新设|增设|新增|原|将|拟|力争|目标|计划|20\d\d年|[上去前明]年")
_PLACE = when_asked(r"[一-龥]{2}(?:街道|[镇乡县旗市州]|(?<![社小园辖])区)")
_TOTAL_OF = when_asked(rf"(?P<thing>[一-龥]{{3,8}}?)(?:总数|总量|总户数)(?:已?达到?|为|有|共)?(?P<n>{NUMBER})(?P<t>[万亿]?)(?P<unit>{UNIT})(?=[，。；、）\n])")
_FACING = when_asked(rf"(?:面对|立足|服务|面向|管理着?)(?:全[县市区镇乡省州旗])?(?P<n>{NUMBER})(?P<t>[万亿]?)(?P<unit>{UNIT})(?P<thing>[一-龥]{{3,8}})(?=[，。；、\n])")
_TOO_FEW = when_asked(rf"全年(?:共|累计)?(?P<what>[一-龥]{{4,10}}?)(?P<n>{NUMBER})(?P<unit>[万亿]?{UNIT})(?=，[^，。；\n]{{0,6}}(?:偏少|较少|不多|偏低|不足|不够|偏小|太少))")
_BACK = 30  # characters beside 基础上 that are looked at
_SHORT = 2  # digits of figures that may well be made of the same by chance
_KEPT = 30  # figures looked back at
_FAR = 300  # characters between the two, without another year, a plan or a heading


_BACK_TO = when_asked(
    rf"(?:上半年|[一二三]季度|前[\d一二三]{{1,2}}个月|[上去今]年|全年|(?P<year>20\d\d)年|已)(?:已|累计|全年)?(?P<name>[一-龥]{{3,10}}?)(?P<n>{NUMBER})(?P<unit>{UNIT})(?:的|这一)?基础上"
    rf"|(?P<of>[一-龥]{{4,14}}?)(?:工作|任务)?(?:的)?基础上[（(][^（）()\n\d]{{0,8}}?已?[一-龥]{{2}}(?P<m>{NUMBER})(?P<u>{UNIT})[）)]"
)


def _back_to(sheet: Sheet, year: int) -> Iterator[Problem]:
    """在上半年签约项目 14 个的基础上, where the text has told of 签约项目 11 个 and of no other number."""
    text = sheet.text
    for sign in re.finditer("基础上", text) if sheet.has("基础上") else ():
        m = _BACK_TO.search(text, max(text.rfind("\n", 0, sign.start()) + 1, sign.start() - _BACK), sign.end() + _BACK)
        if m is None or not m.start() < sign.start() < m.end():
            continue
        if m["year"] and int(m["year"]) != year:
            continue  # of a year that the text does not tell of
        name, number, unit = (m["name"], m["n"], m["unit"]) if m["name"] else (m["of"], m["m"], m["u"])
        told = [q for q in re.finditer(rf"{re.escape(name)}(?:共|达|为|约|累计)?({NUMBER}){unit}", text) if not m.start() <= q.start() < m.end()]
        if told and value(number) not in {value(q[1]) for q in told} and len({q[1] for q in told}) == 1:
            found = f"“{m[0]}”，第 {sheet.place(*told[0].span()).line} 行写的是“{told[0][0]}”"
            yield sheet.warn(m.span(), "number.differs", found, "前后相同的数")


def _all_of(sheet: Sheet) -> Iterator[Problem]:
    """下辖 12 个社区, and 全街道 15 个社区均…: what there is, and all of it."""
    text = sheet.text
    if not sheet.has("均", "全部", "都", "全覆盖"):
        return
    stock: dict[str, re.Match[str]] = {}  # by what there is
    for m in (*_THERE_ARE.finditer(text), *_OF_THOSE.finditer(text)):
        stock.setdefault(m["thing"], m)
    for m in _ALL_OF.finditer(text):
        first = stock.get(m["thing"])
        if first and value(first["n"]) != value(m["n"]) and not first.start() <= m.start() < first.end():
            yield from _problems(sheet, *sorted((first, m), key=_start))


def _of_the_whole(sheet: Sheet, m: re.Match[str]) -> bool:
    """Neither of another year, a plan, a merger nor of a place that the title does not name: 城关街道下辖9个社区."""
    begin, end = sheet.sentence(*m.span())
    title = sheet.text[: sheet.text.find("\n")]
    return not _MERGED.search(sheet.text, begin, end) and all(p[0] in title for p in _PLACE.finditer(sheet.text, begin, m.start()))


def _its(sheet: Sheet) -> Iterator[Problem]:
    """下辖9个社区, and 推动所辖11个社区治理."""
    text = sheet.text
    stock = list(_THERE_ARE.finditer(text)) if sheet.has("所辖", "下辖") else []
    for m in _ITS.finditer(text) if stock else ():
        told = [s for s in stock if s["thing"] == m["thing"] and not s.start() <= m.start() < s.end()]
        if len({s["n"] for s in told}) != 1 or value((first := told[0])["n"]) == value(m["n"]):
            continue
        if _of_the_whole(sheet, first) and _of_the_whole(sheet, m):
            yield from _problems(sheet, *sorted((first, m), key=_start))


def _facing(sheet: Sheet) -> Iterator[Problem]:
    """经营主体总数达到4.6万户, and 面对全县5.6万户经营主体: all of a thing, as the text has counted it once."""
    text = sheet.text
    totals = list(_TOTAL_OF.finditer(text)) if sheet.has("总数", "总量", "总户数") else []
    for m in _FACING.finditer(text) if totals else ():
        same = [t for t in totals if t["thing"].endswith(m["thing"]) and (t["t"], t["unit"]) == (m["t"], m["unit"])]
        if len(same) != 1 or not (_of_the_whole(sheet, same[0]) and _of_the_whole(sheet, m)):
            continue
        whole, said = value(same[0]["n"]), value(m["n"])
        if said > whole and said - whole > 0.51 / 10 ** min(places(same[0]["n"]), places(m["n"])):  # fewer may be some of them
            yield from _problems(sheet, *sorted((same[0], m), key=_start))


def _too_few(sheet: Sheet) -> Iterator[Problem]:
    """引进项目9个, and where the text says what is lacking: 全年引进项目6个，数量偏少."""
    text = sheet.text
    for m in _TOO_FEW.finditer(text) if sheet.has("全年") else ():
        told = list(re.finditer(rf"(?:\A|(?<=[，。；\n])){re.escape(m['what'])}({NUMBER}){m['unit']}(?=[，。；、\n])", text))
        if len(told) == 1 and value(told[0][1]) > value(m["n"]) and _of_the_whole(sheet, told[0]) and _of_the_whole(sheet, m):
            yield from _problems(sheet, *sorted((told[0], m), key=_start))


def check_said_twice(sheet: Sheet, year: int) -> Iterator[Problem]:
    """The same thing done in the year, in the same words; or more of it than was told before. ``year``: the one it gives account of, 0 where none is sure."""
    yield from _back_to(sheet, year)
    yield from _all_of(sheet)
    yield from _its(sheet)
    yield from _facing(sheet)
    yield from _too_few(sheet)
    whole: dict[tuple[str, str], re.Match[str]] = {}
    for m in _WHOLE_YEAR.finditer(sheet.text) if sheet.has("全年") else ():
        before = whole.setdefault((m["what"], m["unit"]), m)
        if value(before["n"]) != value(m["n"]) and not _near(sheet, before, m):
            yield from _problems(sheet, before, m)
    told: list[re.Match[str]] = []
    for m in _TOLD.finditer(sheet.text):
        first = next((t for t in told if t["what"] == m["what"] and t["unit"] == m["unit"] and _near(sheet, t, m)), None)
        if first and value(first["n"]) != value(m["n"]):
            yield from _problems(sheet, first, m)
        told = [*told[-_KEPT:], m]
    for m in _AGAIN.finditer(sheet.text) if told else ():
        first = next((t for t in told if t["noun"] == m["noun"] and t["unit"] == m["unit"] and _near(sheet, t, m)), None)
        if first and value(m["n"]) > value(first["n"]):
            yield from _problems(sheet, first, m)


def check_summary(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """A figure of the summary that the text has once, in its unit, with another value behind the same words (新增就业, 新增城镇就业).

    Or with its digits in another order: 860, 680.
    """
    body = "\n".join(p.text for p in report.paragraphs)
    yield from _growth_of_summary(report, body) if "%" in report.meta.summary else ()
    for m in _SUMMED.finditer(report.meta.summary):
        number, unit = value(m["n"]), m["times"] + m["unit"]
        if number < 10 or m["noun"].endswith(_ROUNDED):
            continue
        told = {value(n) * TIMES.get(t, 1) for n, t in re.findall(rf"(?<![\d.,])({NUMBER})([万亿]?)[余多]?{m['unit']}", body)}
        if number * TIMES.get(m["times"], 1) in told:
            continue
        near = re.findall(rf"{m['done']}[一-龥]{{0,6}}{m['noun']}({NUMBER}){unit}(?=[，。；、）)])", body) if m["done"] else []
        swapped = {n for n in re.findall(rf"(?<![\d.,])({NUMBER}){unit}", body) if _is_swapped(n.replace(",", ""), m["n"].replace(",", ""))}
        near = near or sorted(swapped)
        if len(near) == 1:
            place = report.place("summary")
            found = f"内容概述写的是“{m[0]}”，正文写的是“{near[0]}{unit}”"
            yield Problem(place, "warning", "number.differs", "summary", found, "前后相同的数", "核对原件")


def _growth_of_summary(report: Report, body: str) -> Iterator[Problem]:
    """生产总值增长5.7% in the summary, 5.1% in the text, and 5.7% nowhere in it."""
    for m in _GROWN.finditer(report.meta.summary):
        told = set(re.findall(rf"{m['noun']}[^，。；\n]{{0,16}}(?:，[^，。；\n]{{0,16}})?，?(?:同比|比上年|较上年|可比)?{m['way']}({NUMBER}) ?[%％]", body))
        printed = {value(n) for n in re.findall(rf"({NUMBER}) ?[%％]", body)}
        if len(told) == 1 and value(m["n"]) not in printed:
            found = f"内容概述写的是“{m[0]}”，正文写的是“{m['way']}{told.pop()}%”"
            yield Problem(report.place("summary"), "warning", "number.differs", "summary", found, "前后相同的数", "核对原件")


def _is_swapped(one: str, other: str) -> bool:
    """The same digits in another order, the point at its place."""
    return len(one) > _SHORT and one.find(".") == other.find(".") and sorted(one) == sorted(other)


def _near(sheet: Sheet, first: re.Match[str], second: re.Match[str]) -> bool:
    between = sheet.text[first.end() : second.start()]
    return first.end() <= second.start() and len(between) <= _FAR and not _ANOTHER.search(between)


def _start(m: re.Match[str]) -> int:
    return m.start()


def _problems(sheet: Sheet, first: re.Match[str], second: re.Match[str]) -> Iterator[Problem]:
    """At both places, where they are two lines: nobody can know which is the wrong one."""
    lines = [sheet.place(*m.span()).line for m in (first, second)]
    for one, line, other in ((first, lines[1], second), (second, lines[0], first)):
        if one is second or lines[0] != lines[1]:
            found = f"“{one[0]}”，第 {line} 行写的是“{other[0]}”"
            yield sheet.warn(one.span(), "number.differs", found, "前后相同的数")
