"""What a portal prints around a document is cut away: navigation, reading tools, sharing, footers.

Comes in: the lines of a page. Goes out: the lines of the document, its title line, the record, and
a note for every line that was dropped without being known chrome. The rules name words of portals
in general, never one portal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.importers import agencies
from builder.importers import record as records
from builder.importers.attachments import note_attachments
from builder.importers.ending import body_end, closing_lines
from builder.importers.frame import CRUMBS, DATED, is_breadcrumb, is_chrome, is_credit, is_frame, is_prose
from builder.importers.titles import BYLINE, SPEAKER, find_title, set_titles_apart, split_glued
from builder.importers.values import LEFT_OUT, Found, Line, Note, Record, Source
from builder.text import fold, parse_date

_PORTAL = re.compile(r"政府信息公开(?:网|平台|专栏|专页|目录)?\Z|信息公开(?:网|平台|专栏)\Z|政府门户网站\Z|门户网站\Z")
_RECORD = "信息公开记录"
_SITE_NAME = re.compile(r"(?<!\s)\s*+[|｜_]\s*+[^|｜_，。]{2,20}(?:网|网站|平台|门户)\Z")  # behind the title, as browsers show it
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
    end = body_end(lines, start)
    head = [replace(line, text=_SITE_NAME.sub("", line.text).rstrip(" |｜")) for line in lines[:start] if line.text.strip(" |｜")]
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
    closing, below = closing_lines(lines[end:])
    dropped += _read_surroundings(below, record)
    text = [line for i, line in enumerate(lines[start:end]) if i >= 3 or not _same(line.text, title)]
    kept = [replace(line, apart=_stands_apart(line.text)) for line in kept]
    dropped += [line for line in [*kept, *text, *closing] if is_credit(line.text)]
    kept, text, closing = ([line for line in part if not is_credit(line.text)] for part in (kept, text, closing))
    text = [replace(line, apart=True) if records.is_document_number(line.text) else line for line in text]
    inside = set_titles_apart([*kept, *text], title.value if title else "")
    closing = [replace(line, apart=True) for line in closing]
    notes = [*_report(lines, start, end, kept, closing, dropped), *note_attachments(lines[start % len(lines) if lines else 0 :], source.notes)]
    return Cut((*inside, *closing), title, record, tuple(notes))


def _body_start(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))


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
        elif is_breadcrumb(text):
            crumbs = CRUMBS.split(re.sub(r"\A.*?位置\s*[:：]?", "", text))
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
        elif signed := records.number_and_day(text):
            records.add(record, "document_number", signed[0], line.number, records.NUMBER_LINE)
            records.add(record, "written", signed[1], line.number, "标题下的一行")
        elif records.is_index_number(text):
            records.add(record, "index_number", text, line.number, records.NUMBER_LINE)
        elif records.is_document_number(text) and ("document_number" not in record or record["document_number"].value == text):
            records.add(record, "document_number", text, line.number, records.NUMBER_LINE)
        elif DATED.match(text) or (
            _BARE_DAY.match(text) and any(is_frame(near.text) for near in lines[max(0, i - 1) : i + 2] if near is not line)
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
    return bool(records.is_document_number(text) or _signing_office(text) or BYLINE.match(text) or SPEAKER.search(text) or (records.show_moment(text) and len(text) <= 20))


def _is_value(text: str) -> bool:
    """Could this line be the value that belongs to the label above it?"""
    if parse_date(text) and len(text) <= 20:
        return True
    return bool(text) and not records.bare_label(text) and not records.starts_with_label(text) and not is_chrome(text)


def _same(text: str, title: Found | None) -> bool:
    return title is not None and fold(text) in {fold(title.value), fold(title.value) + "[1]"}


def _report(
    lines: Sequence[Line], start: int, end: int, kept: Sequence[Line], closing: Sequence[Line], dropped: Sequence[Line]
) -> list[Note]:
    notes: list[Note] = []
    head, tail = start - len(kept), len(lines) - end - len(closing)
    if head > 0 or tail > 0:
        notes.append(Note("changed", "", f"去掉正文以外的 {head} 行页首、{tail} 行页尾（记录表、导航、阅读工具等）"))
    notes += [Note("changed", LEFT_OUT, f"未收入正文：“{line.text[:60]}”，请核对", line.number) for line in dropped]
    return notes
