"""What a portal prints around a document is cut away: navigation, reading tools, sharing, footers.

Comes in: the lines of a page. Goes out: the lines of the document, its title line, the record, and
a note for every line that was dropped without being known chrome. The rules name words of portals
in general, never one portal.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.importers import agencies
from builder.importers import record as records
from builder.importers.attachments import names_attachment, note_attachments
from builder.importers.heading_lines import is_numbered
from builder.importers.portals import BEGINNING, END_MARK, WORDS
from builder.importers.titles import BYLINE, SPEAKER, find_title, set_titles_apart, split_glued
from builder.importers.values import LEFT_OUT, Found, Line, Note, Record, Source
from builder.text import fold, parse_date

_CRUMBS = re.compile(r"(?<!\s)\s*+(?:>+|＞+|»|›|→|&gt;)\s*")
_PORTAL = re.compile(r"政府信息公开(?:网|平台|专栏|专页|目录)?\Z|信息公开(?:网|平台|专栏)\Z|政府门户网站\Z|门户网站\Z")
_PROSE_END = re.compile(r"(?:[。！？!?；;：:…]|(?<=[一-龥%‰\d])\.)['\"”’）)]*\Z")
_SALUTATION = re.compile(r"(?:各位|同志们|尊敬的|现将|[一-龥]{2,16}(?:政府|[局厅委办]|办公[厅室]))[^。，,]{0,20}[：:]\Z")
_RECORD = "信息公开记录"
_ANNEX_SIGN = re.compile(r"附\s*件?\s*[0-9一二三四五]?\s*[:：]?\Z")
_ITEM = re.compile(r"[（(]?(\d{1,2})[.．、）)]\s*(?!\d)")
_ANSWER = re.compile(r"(?:暂?无|没有|无此项|略|\d{1,4})[。.]?\Z")
_SITE_NAME = re.compile(r"\s*[|｜_]\s*[^|｜_，。]{2,20}(?:网|网站|平台|门户)\Z")  # behind the title, as browsers show it
_ITEM_LENGTH = 12  # characters; 1.任务分解表 names a file
_ANNEX_PROSE = 30  # characters; what follows a heading in a frame (相关文章) is shorter
# A day that opens a line below the title, with a time of day or the source beside it: when it was put online.
_DATED = re.compile(
    r"\s*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*+(?:\d{1,2}:\d\d|.*(?:来源|浏览|阅读|点击|字体|分享|打印))"
)
_BARE_DAY = re.compile(r"[\[【（(]?\s*20\d\d[-./]\d{1,2}[-./]\d{1,2}\s*[\]】）)]?\Z")  # beside reading tools: put online


@dataclass(frozen=True, slots=True)
class Cut:
    """The document without its surroundings."""

    lines: tuple[Line, ...]
    title: Found | None
    record: Record
    notes: tuple[Note, ...]


def cut(source: Source) -> Cut:
    """Find where the document begins and ends, and read the record in what stands around it."""
    record: Record = dict(source.record)
    lines = [line for line in source.lines if not (line.kind == "table" and records.add_rows(record, line.rows, line.number))]
    start = _body_start(lines)
    end = _body_end(lines, start)
    head = [replace(line, text=_SITE_NAME.sub("", line.text)) for line in lines[:start]]
    unknown = split_glued(_read_surroundings(head, record))
    title, title_lines = find_title(unknown, record)
    below_title = unknown[unknown.index(title_lines[-1]) + 1 :] if title_lines else _from_byline(unknown)
    kept = [line for line in below_title if not _same(line.text, title)]
    for line in kept:
        office = _signing_office(line.text)
        if office:
            record.setdefault("agency@byline", Found(office, line.number, "标题下署名"))
    above_title = unknown[: len(unknown) - len(below_title)]
    dropped = [line for line in above_title if line not in title_lines and not _same(line.text, title)]
    closing, below = _closing(lines[end:])
    dropped += _read_surroundings(below, record)
    text = [line for i, line in enumerate(lines[start:end]) if i >= 3 or not _same(line.text, title)]
    kept = [replace(line, apart=_stands_apart(line.text)) for line in kept]
    inside = set_titles_apart([*kept, *text], title.value if title else "")
    closing = [replace(line, apart=True) for line in closing]
    notes = [*_report(lines, start, end, kept, closing, dropped), *note_attachments(lines[start:])]
    return Cut((*inside, *closing), title, record, tuple(notes))


def is_chrome(text: str) -> bool:
    """Is a line nothing but words of a portal's frame?"""
    if BEGINNING.match(text.strip(" •·【[")) and len(text) < 120 and text.count("。") < 2:
        return True
    rest = text
    if records.starts_with_label(text):
        fields = [field for field, _ in records.labels_in(text)]
        if all(field.startswith("-") for field in fields):
            return len(text) < 60
        return False
    tokens = [t for t in re.split(r"[\s>＞|｜·•/【】\[\]（）()：:,，、“”\"《》]+", rest.lower()) if t]
    return all(t in WORDS or re.fullmatch(r"[\d.:\-/]+", t) for t in tokens)


def is_prose(line: Line) -> bool:
    """Does a line belong to the text of a document rather than to its head or frame?"""
    text = line.text
    if line.kind == "table":
        return True
    if _is_frame(text) or _DATED.match(text):
        return False
    if is_numbered(text) or _SALUTATION.match(text):
        return True
    if _PROSE_END.search(text):
        return len(text) >= 14
    return len(text) >= 60 and bool(re.search("[，。；,;]", text))


def _body_start(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))


def _body_end(lines: Sequence[Line], start: int) -> int:
    """One past the last line of prose; text after a clear end mark (扫一扫, 上一篇 …) does not count."""
    total = sum(len(line.text) for line in lines[start:]) or 1
    stop = len(lines)
    after = 0
    annex = _annex(lines, start)
    again = _said_again(lines, annex)
    for i in range(len(lines) - 1, annex, -1):
        after += len(lines[i].text)
        if after * 4 > total:
            break
        if END_MARK.match(lines[i].text.lstrip("•·【[ ")) and not (is_numbered(lines[i].text) or i in again):
            stop = i
    stop = _after_signature(lines, start, stop)
    for i in range(stop - 1, start - 1, -1):
        line = lines[i]
        if is_prose(line) or i in again or (len(line.text) >= 30 and not is_chrome(line.text)):
            # 六、其他事项, and below it 无 or 0: short as it is, it is what the section says.
            answered = i + 1 < stop and is_numbered(line.text) and _ANSWER.match(lines[i + 1].text)
            return i + 2 if answered else i + 1
    return stop


def _said_again(lines: Sequence[Line], annex: int) -> frozenset[int]:
    """Lines behind an annex that open like one inside it (主办单位：甲局 below each item): they are no end of the page."""
    marks = {m[0] for line in lines[: annex + 1] if (m := END_MARK.match(line.text)) and len(line.text) > len(m[0])}
    return frozenset(i for i in range(annex + 1, len(lines)) if marks and (m := END_MARK.match(lines[i].text)) and m[0] in marks)


def _annex(lines: Sequence[Line], start: int) -> int:
    """The last line that only looks like an end mark (附件, 主办单位：) since an annex follows it; else ``start``.

    An annex is a heading with prose below it, or a list: 附件, 2026年民生实事, 1.…, 2.….
    """
    for i in range(len(lines) - 3, start, -1):
        heading, text = lines[i + 1], lines[i + 2]
        if is_numbered(heading.text) and not END_MARK.match(heading.text) and is_prose(text) and len(text.text) >= _ANNEX_PROSE:
            return i
        if _ANNEX_SIGN.match(lines[i].text) and _lists(lines[i + 1 : i + 5]):
            return i
    return start


def _lists(lines: Sequence[Line]) -> bool:
    """Do items follow one another (1.…, 2.…) that say something and are no names of files?"""
    items = [_ITEM.match(line.text) for line in lines if not names_attachment(line.text)]
    counted = [(int(m[1]), len(m.string)) for m in items if m]
    return any(b[0] == a[0] + 1 and a[1] >= _ITEM_LENGTH and b[1] >= _ITEM_LENGTH for a, b in itertools.pairwise(counted))


def _after_signature(lines: Sequence[Line], start: int, stop: int) -> int:
    """Below an office and a day on lines of their own near the end stands only frame, unless a heading or a long text follows."""
    for i in range(stop - 1, start + 1, -1):
        signed = agencies.is_office(lines[i - 1].text) and len(lines[i].text) <= 20 and records.show_moment(lines[i].text)
        if signed:
            below = lines[i + 1 : stop]
            frame = all(not is_numbered(line.text) and len(line.text) < 80 for line in below) and len(below) <= 6
            return i + 1 if frame else stop
    return stop


def _closing(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Signature, date and closing remarks directly under the text; what follows is frame."""
    closing: list[Line] = []
    for i, line in enumerate(lines):
        text = line.text
        is_day = bool(records.show_moment(text)) and len(text) <= 20 and not records.starts_with_label(text)
        kept = is_day or line.kind == "table" or names_attachment(text)
        if not kept and (_is_frame(text) or END_MARK.match(text)):
            return closing, list(lines[i:])
        closing.append(line)
    return closing, []


def _read_surroundings(lines: Sequence[Line], record: Record) -> list[Line]:
    """Read labels, breadcrumbs and page heads; return the lines that are none of these."""
    unknown: list[Line] = []
    skip = False
    spaced = sum(bool(records.spaced_labels(line.text)) for line in lines) >= 2
    for i, line in enumerate(lines):
        if skip:
            skip = False
            continue
        text = line.text
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        field = records.bare_label(text)
        if field and not field.startswith("-") and _is_value(following):
            records.add(record, field, following, line.number, _RECORD)
            skip = True
        elif _is_breadcrumb(text):
            crumbs = _CRUMBS.split(re.sub(r"\A.*?位置\s*[:：]?", "", text))
            offices = [c.strip() for c in crumbs if agencies.is_office(c.strip())]
            places = [c.strip() for c in crumbs if agencies.is_place(c.strip())]
            if offices:
                record.setdefault("agency@crumb", Found(offices[-1], line.number, "导航路径"))
            elif places:
                record.setdefault("agency@place", Found(places[-1], line.number, "导航路径"))
        elif records.is_record_line(text):
            for field, value in records.labels_in(text):
                records.add(record, field, value, line.number, _RECORD)
        elif (pairs := records.spaced_labels(text)) and (spaced or len(pairs) > 1):
            for found, value in pairs:
                records.add(record, found, value, line.number, _RECORD)
        elif _DATED.match(text) or (
            _BARE_DAY.match(text) and any(_is_frame(near.text) for near in lines[max(0, i - 1) : i + 2] if near is not line)
        ):
            # The line under a title: 2026-02-03 08:15　来源：甲日报　【字体：大 中 小】
            records.add(record, "published", text, line.number, "标题下的日期行")
            for field, value in records.labels_in(text):
                records.add(record, field, value, line.number, _RECORD)
        elif _PORTAL.search(text) and agencies.office_in(_PORTAL.sub("", text)):
            record.setdefault("agency@head", Found(agencies.office_in(_PORTAL.sub("", text)), line.number, "页眉"))
        elif not is_chrome(text):
            unknown.append(line)
    return unknown


def _from_byline(lines: Sequence[Line]) -> list[Line]:
    """Of a document without a title the lines from the one that says where or by whom it was read out."""
    return next((list(lines[i:]) for i, line in enumerate(lines) if _stands_apart(line.text)), [])


def _signing_office(text: str) -> str:
    """The office of a line that signs: 甲市统计局, 乙县人民政府县长 某某."""
    first = re.split(r"\s+", text)[0]
    first = re.sub(r"代?(?:[省市县区州镇乡]长|总理|主席|主任|局长)[^政局会]{0,4}\Z", "", first)
    return first if agencies.is_office(first) else ""


def _stands_apart(text: str) -> bool:
    """Is a line between title and text a byline or date, and no heading?"""
    return bool(_signing_office(text) or BYLINE.match(text) or SPEAKER.search(text) or (records.show_moment(text) and len(text) <= 20))


def _is_value(text: str) -> bool:
    """Could this line be the value that belongs to the label above it?"""
    if parse_date(text) and len(text) <= 20:
        return True
    return bool(text) and not records.bare_label(text) and not records.starts_with_label(text) and not is_chrome(text)


def _is_frame(text: str) -> bool:
    """A word of the frame, a line of the record or a breadcrumb."""
    return is_chrome(text) or records.is_record_line(text) or _is_breadcrumb(text)


def _is_breadcrumb(text: str) -> bool:
    return bool(re.match(r"\s*您?(?:现在|当前|目前)?(?:所在)?的?(?:当前)?位置", text)) or (
        len(text) < 120 and "。" not in text and len(_CRUMBS.findall(text)) >= 2
    )


def _same(text: str, title: Found | None) -> bool:
    return title is not None and fold(text) in {fold(title.value), fold(title.value) + "[1]"}


def _report(
    lines: Sequence[Line], start: int, end: int, kept: Sequence[Line], closing: Sequence[Line], dropped: Sequence[Line]
) -> list[Note]:
    notes: list[Note] = []
    head, tail = start - len(kept), len(lines) - end - len(closing)
    if head > 0 or tail > 0:
        notes.append(Note("changed", "", f"去掉正文以外的 {head} 行页首、{tail} 行页尾（记录表、导航、阅读工具等）"))
    notes += [Note("changed", LEFT_OUT, f"未收入正文：“{line.text[:40]}”，请核对", line.number) for line in dropped]
    return notes
