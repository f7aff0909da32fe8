"""Who published what about which year: title, office, kind, year, period — stated, given or inferred.

Order of belief: what the file states, what the clerk gives, what title and body let one infer.
Inferred fields are listed as such; dates and 索引号 are never inferred.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.importers import agencies
from builder.importers.chrome import Cut
from builder.importers.kinds import kind_of_title
from builder.importers.record import show_moment
from builder.importers.spoken import speaking_office
from builder.importers.titles import GUESSED
from builder.importers.values import LEFT_OUT, Found, ImportOptions, Line, Note
from builder.importers.years import WIDE_DIGITS, find_period, find_year, given_for_year, last_of_span
from builder.model import Agency, ReportKind
from builder.text import HAN, fold

_AFTER_PLACE = re.compile(
    r"关于|[（(]|(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}年|[上下]半年|“?十[一二三四五六]五|"
    r"政府工作报告|工作(?:报告|总结|计划|要点)|年度"
)
_PLAN = re.compile(r"力争|争取|预期目标|总体要求|要求是|开局之年|关键之年|收官之年|确保|继续|进一步|着力|加快|推动|将|努力|谋划")
_RESULT = re.compile(
    r"完成|实现|同比|达到?\d|先后|成功|荣获|获评|获得|累计|共(?:开展|组织|举办|办理|受理)|新增|建成|一年来|年以来|比上年"
)
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、|^#", re.MULTILINE)
_READ_OUT = re.compile(r"向大会(?:作|报告)(?:政府)?工作")
_OWN_UNIT = re.compile("(?:党政|党委|行政|院|局|委)?办公[室厅]")  # what an office signs through
_RANK_OF_GOVERNMENT = re.compile("[省市州县区旗镇乡](?:人民)?政府(?:办公?[室厅]|(?:门户)?网站?)?")
_BARE = 2  # characters: 2025年计划新建3所 names no kind, 2025年工作计划 does
_ENOUGH = 6  # words of one tense or the other before a kind is inferred from them


@dataclass(frozen=True, slots=True)
class Identity:
    """What the front matter says of the document itself."""

    title: str
    agency: Agency | None
    is_new_agency: bool
    stated_agency: bool
    kind: ReportKind | None
    year: int
    period: str
    period_id: str
    inferred: tuple[str, ...]
    notes: tuple[Note, ...]


def identify(cut: Cut, options: ImportOptions) -> Identity:
    """Settle title, office, kind, year and period of a document."""
    body = "\n".join(line.text for line in cut.lines)
    notes: list[Note] = []
    inferred: list[str] = []
    title = cut.title.value if cut.title else options.title
    if cut.title and cut.title.how == GUESSED and options.title and fold(options.title) != fold(title):
        notes.append(Note("changed", LEFT_OUT, f"未收入正文：“{title[:40]}”，请核对", cut.title.line))
        title = options.title  # what the clerk gives is better than a guess
    agency, is_new, stated = _agency(title, body, cut, options, notes, inferred)
    prose = "\n".join(line.text for line in cut.lines if not line.rows)  # 2025年计划 over a column tells nothing of the document
    kind = _kind(title, prose, options, notes, inferred)
    year = find_year(title, body, given_for_year(cut) if kind and kind.name == "工作报告" else 0, options, notes, inferred)
    period, period_id = find_period(title)
    if period == "五年" and kind and kind.half == "actual":
        year = last_of_span(title, body, year, cut) or year
    if not title:
        title = _make_title(agency, year, kind, notes, inferred)
    return Identity(title, agency, is_new, stated, kind, year, period, period_id, tuple(inferred), tuple(notes))


# ---- office ------------------------------------------------------------------------------------


def _agency(
    title: str, body: str, cut: Cut, options: ImportOptions, notes: list[Note], inferred: list[str]
) -> tuple[Agency | None, bool, bool]:
    known = options.agencies
    stated = _stated_office(cut, known)
    if stated:
        stated = _for_whom(stated, title)
        agency = agencies.find(stated.value, known) or _by_longer_name(stated.value, known)
        if agency:
            return agency, False, True
        made = agencies.new_agency(stated.value, known)
        notes.append(Note("changed", "agency", f"新机构“{made.name}”（{stated.how}），编号 {made.id}，请核对全称", stated.line))
        return made, True, True
    if options.agency:
        agency = agencies.find(options.agency, known)
        return (agency, False, True) if agency else (agencies.new_agency(options.agency, known), True, True)
    return _inferred_office(title, body, cut, known, notes, inferred)


def _stated_office(cut: Cut, known: Sequence[Agency]) -> Found | None:
    """Record box, line under the title, breadcrumb, signature, page head — in this order."""
    found = cut.record.get("agency")
    if found and len(found.value) >= 3 and (agencies.is_named(found.value) or agencies.find(found.value, known)):
        return found
    for place in ("agency@byline", "agency@crumb"):
        if place in cut.record:
            return cut.record[place]
    for line in (line for line in cut.lines if line.apart and not line.text.endswith("印发")):
        name = re.split(r"\s+|(?=(?:19|20)\d\d年)", line.text)[0]
        if agencies.is_office(name) and len(line.text) <= len(name) + 20:
            return Found(name, line.number, "落款")
    covering = _covering_office(cut.lines)
    return covering or cut.record.get("agency@head") or found


def _covering_office(lines: Sequence[Line]) -> Found | None:
    """Who signed the notice that sends a document: the office on the line above the day, of several the last."""
    for above, line in itertools.pairwise(lines):
        name = above.text.strip()
        if len(line.text) <= 20 and show_moment(line.text) and agencies.is_office(name):
            return Found(name, above.number, "落款")
    return None


def _for_whom(signed: Found, title: str) -> Found:
    """甲医院办公室 under 甲医院2025年工作总结 signs for the hospital: what the title names is the office."""
    named = _title_place(title)
    if _RANK_OF_GOVERNMENT.fullmatch(signed.value) and agencies.is_office(named) and named.endswith("人民政府"):
        return replace(signed, value=named)  # 县政府办公室 of 甲县人民政府2024年工作总结: the record names no place
    ours = signed.how == "落款" and agencies.is_office(named) and signed.value.startswith(named)
    return replace(signed, value=named) if ours and _OWN_UNIT.fullmatch(signed.value.removeprefix(named)) else signed


def _by_longer_name(name: str, known: Sequence[Agency]) -> Agency | None:
    """番禺区人民政府市桥街道办事处 is 广州市番禺区人民政府市桥街道办事处: the same name, one place fewer."""
    hits = [a for a in known if fold(a.name).endswith(fold(name)) or (fold(name).endswith(fold(a.name)) and len(a.name) >= 8)]
    return hits[0] if len(hits) == 1 and (len(name) >= 8 or agencies.names_no_place(name)) else None


def _inferred_office(
    title: str, body: str, cut: Cut, known: Sequence[Agency], notes: list[Note], inferred: list[str]
) -> tuple[Agency | None, bool, bool]:
    source = cut.record.get("source_name")
    spoken = speaking_office(title, cut)
    if spoken:
        agency = agencies.find(spoken.value, known) or _by_longer_name(spoken.value, known)
        made = agency or agencies.new_agency(spoken.value, known)
        inferred.append("agency")
        new = "" if agency else f"（新机构，编号 {made.id}）"
        notes.append(Note("inferred", "agency", f"机构由{spoken.how}推断为“{made.name}”{new}", spoken.line))
        return made, agency is None, False
    if source and (agency := agencies.find(source.value, known)):
        inferred.append("agency")
        notes.append(Note("inferred", "agency", f"机构由信息来源“{source.value}”推断为“{agency.name}”", source.line))
        return agency, False, False
    prefix = _title_place(title)
    line = cut.title.line if cut.title else 0
    agency = agencies.find(prefix, known) if prefix else None
    if agency is None and prefix and not agencies.is_office(prefix):
        agency = agencies.find_in(prefix, known)
    if agency:
        inferred.append("agency")
        notes.append(Note("inferred", "agency", f"机构由标题中的“{prefix}”推断为“{agency.name}”", line))
        return agency, False, False
    candidates = [prefix, source.value if source else ""]
    name = next((c for c in candidates if agencies.is_office(c)), "") or _office_of_place(prefix, title)
    if name:
        agency = agencies.find(name, known) or _by_longer_name(name, known)
        made = agency or agencies.new_agency(name, known)
        inferred.append("agency")
        new = "" if agency else f"（新机构，编号 {made.id}，请补全称）"
        notes.append(Note("inferred", "agency", f"机构由标题或来源推断为“{made.name}”{new}", line))
        return made, agency is None, False
    place = cut.record.get("agency@place")
    if place:
        agency = agencies.find(place.value, known)
        made = agency or agencies.new_agency(place.value, known)
        inferred.append("agency")
        notes.append(Note("inferred", "agency", f"机构由{place.how}推断为“{made.name}”", place.line))
        return made, agency is None, False
    agency, count, used = agencies.most_named(body, known)
    if agency:
        inferred.append("agency")
        notes.append(Note("inferred", "agency", f"正文 {count} 次提到“{used}”，机构推断为“{agency.name}”"))
        return agency, False, False
    notes.append(Note("missing", "agency", "没有找到发布机构；请用 --agency 给出，否则归入“未标注机构”"))
    return None, False, False


def _title_place(title: str) -> str:
    """The part of a title before the year or the kind: 西区街道 of 西区街道2024年工作总结."""
    title = title.translate(WIDE_DIGITS)
    place = _AFTER_PLACE.split(title)[0].strip(" “”《》")
    if place:
        return place
    behind = _AFTER_PLACE.split(re.sub(r"\A(?:19|20)\d\d年度?", "", title))[0].strip(" “”《》")
    if agencies.is_office(behind):
        return behind  # 2020年青禾区南桥街道办事处工作总结
    # 关于印发《青禾县水务局2021年工作要点》的通知, 关于青禾县2021年…的报告
    sent = re.search("《([^《》]+)》", title) or re.match("关于(?:印发|报送|下达|公布|转发)?(.+)", title)
    return _AFTER_PLACE.split(sent[1])[0].strip(" “”《》") if sent else ""


def _office_of_place(prefix: str, title: str) -> str:
    """A place that a title begins with stands for its government; the full name is for the clerk to fill in."""
    if not re.fullmatch(rf"[{HAN}]{{1,12}}[省市区县州旗镇乡]", prefix) or re.fullmatch("[全我本]?[省市区县州旗镇乡]", prefix):
        return ""
    return prefix + "人民政府" if "政府" in title.removeprefix(prefix) else prefix


# ---- kind, year, period ------------------------------------------------------------------------


def _kind(title: str, body: str, options: ImportOptions, notes: list[Note], inferred: list[str]) -> ReportKind | None:
    kinds = options.kinds
    found = kind_of_title(title, kinds)
    if found:
        return found
    given = next((k for k in kinds if options.kind in (k.name, k.id)), None)
    if given is None and options.kind:
        given = kind_of_title(options.kind, kinds)
    if given:
        return given
    reads = next((k for k in kinds if k.name == "工作报告"), None)
    if reads and _READ_OUT.search(body[:400]):
        inferred.append("kind")
        notes.append(Note("inferred", "kind", f"体裁由正文开头的“向大会作工作报告”推断为“{reads.name}”"))
        return reads
    first = _CHAPTER.split(body[:400], maxsplit=1)[0]  # a chapter 四、2025年工作打算 is no kind of the whole
    opening = next((k for k in kinds if any(re.search(f"20\\d\\d年度?的?{re.escape(w)}", first) for w in k.words if len(w) > _BARE)), None)
    plan, result = len(_PLAN.findall(body)), len(_RESULT.findall(body))
    half = "" if plan + result < _ENOUGH else "target" if plan > 2 * result else "actual" if result > plan else ""
    kind = opening or next((k for k in kinds if half and k.half == half and k.name in {"计划", "总结"}), None)
    if kind:
        inferred.append("kind")
        why = "正文开头的说法" if opening else f"正文用语（计划类 {plan} 处，完成类 {result} 处）"
        notes.append(Note("inferred", "kind", f"体裁由{why}推断为“{kind.name}”"))
        return kind
    other = next((k for k in kinds if k.name == "其他"), None)
    notes.append(Note("missing", "kind", "没有认出体裁，暂记“其他”；请用 --kind 给出"))
    return other


def _make_title(agency: Agency | None, year: int, kind: ReportKind | None, notes: list[Note], inferred: list[str]) -> str:
    """A title for a text that states none, of what is known: reported, and listed as inferred."""
    if not year or not kind or not kind.words:
        notes.append(Note("missing", "title", "原件没有标题；请用 --title 给出"))
        return ""
    title = f"{agency.short if agency else ''}{year}年{kind.words[0]}"
    inferred.append("title")
    notes.append(Note("missing", "title", f"原件没有标题，暂拟“{title}”（推断）；请核对，或用 --title 给出"))
    return title
