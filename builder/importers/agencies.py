"""Offices: names found in a text, the short names a full name gives rise to, ids for new ones.

An office is matched by its full, short and former names. One that is not known yet becomes an entry
for agencies.yml, with a pinyin id; nothing is made up beyond what its full name says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from builder.content.slugs import romanise
from builder.model import Agency
from builder.text import HAN, fold

_PLACE_END = "省市区县州盟旗镇乡"
_OFFICE_END = (
    r"(?:人民政府办公[厅室]|人民政府|街道办事处|地区行政公署|行政公署|管理委员会|管委会|办事处|委员会|办公[厅室]|工作委员会|党工委|监督管理局|管理局|"
    r"[局厅署院台馆]|中心|街道|研究所|总队|支队|大队|分局|联合会|村委会|居委会|党支部|支委会|指挥部|医院|集团|供销社|总工会|工会|常委会|纪委监委|[县市区]委|公司|大学|学校|"
    r"管理[处所站]|卫生院|保健院|学院|中学|小学|幼儿园|林场)"
)
OFFICE = re.compile(rf"[{HAN}]{{2,28}}?{_OFFICE_END}(?![{HAN}])")
_OFFICE_ONLY = re.compile(rf"[{HAN}]{{2,30}}{_OFFICE_END}\Z")
_GENERIC = re.compile(
    r"(?:[省市区县镇乡街本各]{0,3}|自治[区州县旗]|特别行政区|政府|我)?"  # a rank is no place: five regions call themselves 自治区
    r"(?:人民政府|政府部门|政府机构|政府(?:办公[厅室])?|街道办事处|办事处|委员会|委办局|办公[厅室]|中心|机构专页|街道|各局|本局|本院)\Z"
)
_NOT_OFFICE = re.compile(r"政府信息公开|新闻中心|服务中心|资讯中心|政务中心|会议|报告|总结|计划|关于|工作")
# 县教育局 names a rank and no place: whose it is the title may say, or an office that is known.
_RANK_ONLY = re.compile(rf"(?!.*街道)[省市区县旗镇乡][{HAN}]{{1,10}}(?:[局厅署院委台馆办站所]|委员会|办公[厅室]|中心|管理处|学校)\Z")


# 宁夏回族自治区 → 宁夏, 恩施土家族苗族自治州 → 恩施; 内蒙古自治区 keeps its name.
_PEOPLES = re.compile(
    rf"(?<=[{HAN}]{{2}})(?:(?:[{HAN}]|土家|朝鲜|布依|哈尼|景颇|傈僳|仡佬|拉祜|东乡|纳西|布朗|毛南|普米|德昂|保安|裕固|独龙|鄂伦春|鄂温克|达斡尔|撒拉|仫佬)族|"
    r"维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯|裕固|各族){1,8}+自治[区州县旗]\Z"
)


def names_no_place(name: str) -> bool:
    """县教育局, 市医院: an office of whichever county or city the document is of."""
    return bool(_RANK_ONLY.match(name))


def is_office(name: str) -> bool:
    """Could this string be the full name of an office? 镇政府 and 机构专页 are not."""
    if name == "国务院":
        return True
    return bool(_OFFICE_ONLY.match(name)) and not _GENERIC.match(name) and not _NOT_OFFICE.search(name) and len(name) >= 4 and not names_no_place(name)


def is_place(name: str) -> bool:
    """鹤桥镇, 青禾县: a place that stands for its government; 乡镇 and 本县 are none."""
    bare = re.fullmatch(rf"[{_PLACE_END}各本我全城]+|[本我全]?(?:自治|特别行政)[区州县旗]", name)
    return bool(re.fullmatch(rf"[{HAN}]{{2,12}}[{_PLACE_END}]", name)) and not bare


def is_named(name: str) -> bool:
    """Does a record's 发布机构 say who: an office, a place, a unit with a place before it? 办公室 and 本网 do not."""
    unit = re.fullmatch(rf"[{HAN}（）()]{{2,}}[{_PLACE_END}村][{HAN}]{{2,}}", name)
    return is_office(name) or is_place(name) or bool(unit and not _GENERIC.match(name) and not _NOT_OFFICE.search(name))


def office_in(text: str) -> str:
    """The office a portal header or breadcrumb names; of several the last, as paths run from wide to narrow."""
    found = [m[0] for m in OFFICE.finditer(text) if is_office(m[0])]
    return found[-1] if found else ""


def find(name: str, agencies: Sequence[Agency]) -> Agency | None:
    """The one office that goes by this name, 枫桥街 for 枫桥街道 too; None when none or several do."""
    key = fold(name)
    full = [a for a in agencies if key == fold(a.name) or name == a.id]
    hits = full or [a for a in agencies if any(fold(n) == key for n in a.names)]
    if not hits and key.endswith("街"):
        hits = [a for a in agencies if any(fold(n) == key + "道" for n in a.names)]
    return hits[0] if len(hits) == 1 else None


def find_in(text: str, agencies: Sequence[Agency], *, at_start: bool = False) -> Agency | None:
    """The office whose longest name stands in the text; None when two offices tie."""
    key = fold(text)
    best: list[tuple[int, Agency]] = []
    for agency in agencies:
        lengths = [len(fold(n)) for n in agency.names if n and (key.startswith(fold(n)) if at_start else fold(n) in key)]
        if lengths:
            best.append((max(lengths), agency))
    best.sort(key=lambda hit: -hit[0])
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def most_named(text: str, agencies: Sequence[Agency]) -> tuple[Agency | None, int, str]:
    """The office a body speaks of most: (office, how often, the name used). At least twice, and clearly ahead."""
    key = fold(text)
    counts: list[tuple[int, Agency, str]] = []
    for agency in agencies:
        names = sorted({n for n in agency.names if len(n) >= 3}, key=lambda n: -key.count(fold(n)))
        if names and key.count(fold(names[0])) >= 2:
            counts.append((key.count(fold(names[0])), agency, names[0]))
    counts.sort(key=lambda hit: -hit[0])
    if not counts or (len(counts) > 1 and counts[1][0] * 2 > counts[0][0]):
        return None, 0, ""
    return counts[0][1], counts[0][0], counts[0][2]


def derive_short_names(full_name: str) -> tuple[str, ...]:
    """The names by which texts call an office, shortest useful ones last.

    中山市人民政府西区街道办事处 → 西区街道, 西区街道办事处, 西区; 乙县统计局 has 县统计局 left out, as it
    names no one.
    """
    name = full_name.strip()
    out: list[str] = []
    tail = re.sub(rf"\A.*人民政府(?=[{HAN}]{{2,}}(?:街道|办事处))", "", name)
    if tail != name:
        out.append(tail)
    street = re.match(rf"(?:.*[省市区县州旗])?([{HAN}]{{1,6}}?)(街道|地区|镇|乡)?(?:人民政府)?办事处\Z", tail)
    if street:
        whole = _street_name(tail)
        out = [whole + "街道", whole + "街道办事处", *out]
        if whole[-1:] in _PLACE_END and len(whole) >= 2:
            out.append(whole)
    elif name.endswith("人民政府"):
        place = name.removesuffix("人民政府")
        last = _last_place(place)
        out += [last, last + "政府", last + "人民政府"]
    else:
        out.append(_without_upper(name))
    kept = dict.fromkeys(n for n in out if len(n) >= 2 and n != name)
    return tuple(kept)


def with_spoken_name(agency: Agency, text: str, agencies: Iterable[Agency]) -> Agency:
    """A new office with the name 枫桥街 beside 枫桥街道, where its document says so: nobody is given a name that no text uses."""
    streets = [n for n in agency.short_names if n.endswith("街道")]
    used = {n for a in agencies for n in a.names}
    spoken = [n[:-1] for n in streets if n[:-1] not in used and re.search(rf"{re.escape(n[:-1])}(?!道)", text)]
    return replace(agency, short_names=(*agency.short_names, *spoken)) if spoken else agency


def _street_name(tail: str) -> str:
    bare = re.sub(r"(?:街道)?办事处\Z", "", tail)
    return _last_place(bare) if len(bare) > 4 else bare


def _last_place(place: str) -> str:
    """广东省中山市 → 中山市: the narrowest place a name ends in."""
    parts = re.findall(rf"[{HAN}]{{1,7}}?(?:自治[区州县]|[{_PLACE_END}])(?=[{HAN}]{{2,}}|\Z)", place)
    rest = place[sum(map(len, parts)) :]
    return rest or (parts[-1] if parts else place)


def _without_upper(name: str) -> str:
    """甲省乙市教育局 → 乙市教育局; 甲市乙区教育局 → 乙区教育局; a name with one place stays whole."""
    name = re.sub(rf"\A[{HAN}]{{2,7}}?(?:省|自治区)(?=[{HAN}]{{4,}})", "", name)
    return re.sub(rf"\A[{HAN}]{{2,7}}?[市州盟](?=[{HAN}]{{1,7}}?[区县旗][{HAN}]{{2,}})", "", name)


def new_agency(name: str, agencies: Iterable[Agency]) -> Agency:
    """An entry for agencies.yml: pinyin id, short names that no other office has."""
    others = list(agencies)
    used = {n for a in others for n in a.names}
    shorts = tuple(n for n in derive_short_names(name) if n not in used)
    return Agency(_free_id(name, {a.id for a in others}), name, shorts)


def _free_id(name: str, taken: set[str]) -> str:
    short, wide = id_words(name)
    for words in (short, wide + short):
        candidate = "-".join(pinyin(w) for w in words if w) or "jigou"
        if candidate not in taken:
            return candidate
    number = 2
    while f"{candidate}-{number}" in taken:
        number += 1
    return f"{candidate}-{number}"


def id_words(name: str) -> tuple[list[str], list[str]]:
    """The words an id is made of: the place without its suffix (and the department), and the place above it."""
    tail = re.sub(rf"\A(.*)人民政府(?=[{HAN}]{{2,}})", r"", name)
    upper = name.removesuffix(tail).removesuffix("人民政府")
    wide = [_bare_place(_last_place(upper))] if upper else []
    if re.search(r"(?:街道|镇|乡)?(?:人民政府)?(?:街道)?办事处\Z", tail) or tail.endswith("街道"):
        inner = re.sub(r"(?:街道)?(?:办事处)?\Z", "", re.sub(r"办事处\Z", "", tail))
        return [_bare_place(_last_place(inner))], wide
    if name.endswith(("人民政府", "人民政府办公室", "人民政府办公厅")):
        place, office = re.sub(r"人民政府(?:办公[厅室])?\Z", "", name), "政府办" if not name.endswith("府") else ""
        last = _last_place(place)
        if office:
            return [_bare_place(last), office], wide
        return [_bare_place(last)], [_bare_place(_last_place(place.removesuffix(last)))] if place != last else []
    if name[-1:] in _PLACE_END:
        return [_bare_place(_last_place(name))], wide
    local = _without_upper(name)
    match = re.match(rf"([{HAN}]{{1,7}}?(?:自治[区州县]|[{_PLACE_END}]))([{HAN}]{{2,}})\Z", local)
    if not match:
        return [re.sub(r"(?:管理)?(?:局|厅|委员会)\Z", "", local) or local], wide
    unit = re.sub(r"(?:局|厅|委员会|办公[厅室]|人民政府)\Z", "", match[2]) or match[2]
    return [_bare_place(match[1]), unit], [_bare_place(name.removesuffix(local))] if name != local else wide


def _bare_place(place: str) -> str:
    """番禺区 → 番禺, 西区 → 西区: a suffix goes where two characters are left, and the people after whom a 自治区 is named."""
    place = _PEOPLES.sub("", place)
    bare = re.sub(r"(?:自治[区州县]|街道|地区|[省市区县州盟旗镇乡街])\Z", "", place)
    return bare if len(bare) >= 2 else place


def pinyin(text: str) -> str:
    """Lower-case ASCII letters and digits for a Chinese word."""
    # Imported here: it takes a sixth of a second, which ``--help`` must not pay.
    return re.sub(r"[^a-z0-9]", "", romanise(text.replace("陕西", "shaanxi")))  # so written officially, apart from 山西 shanxi
