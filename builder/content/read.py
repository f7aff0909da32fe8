"""One content file → ``Report``: metadata typed and checked, body parsed. Text in, values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from builder.content.anchors import Anchor, without_marks
from builder.content.attachments import ATTACHMENT_TYPES, attachment_type
from builder.content.characters import check_body, check_parsed, clean_body
from builder.content.fields import Reader, read_licence, read_waiver
from builder.content.front_matter import Mapping, lines_of, parse_yaml, split_front_matter
from builder.content.sections import parse_body
from builder.model import (
    Agency,
    Attachment,
    Correction,
    Licence,
    Metadata,
    Provenance,
    PublicationReview,
    Report,
    ReportKind,
    Source,
    Withdrawal,
)
from builder.problems import Location, Problem
from builder.text import HAN

METADATA_FIELDS = (
    "id", "title", "agency", "kind", "year", "period", "written", "published", "index_number", "document_number",
    "subject", "keywords", "summary", "validity", "disclosure", "edition", "source", "provenance", "inferred",
    "attachments", "corrections", "waivers", "review", "draft", "publish_on", "archived", "withdrawn", "successor", "effective", "expires", "licence", "redirect_from", "extra",
)  # fmt: skip
VALIDITIES = ("有效", "失效", "废止", "部分失效")
DISCLOSURES = ("主动公开", "依申请公开", "不予公开")
EDITIONS = ("原文", "摘编")
SUMMARY_LIMIT = 100  # characters; LAW-03 and the local limits in standards 1.3
_INDEX_NUMBER = re.compile(r"[0-9A-Za-z/.\-]+\Z")  # IDX-01
_DOCUMENT_NUMBER = re.compile(r"[一-龥]{1,20}〔(?:19|20)\d{2}〕[1-9]\d*号\Z|第\d+号\Z")  # GB/T 9704-2012, 7.2.5
_LOOSE_NUMBER = re.compile(r"([一-龥]{1,20})[\[(（【〔]((?:19|20)\d{2})[\])）】〕](?:第)?0*([1-9]\d*)号\Z")
_DASH = "[—–~～至到-]{1,2}"
_PERIOD = re.compile(
    rf"(?:全年|上半年|下半年|第?[一二三四]季度|前[一二三]季度|(?:1[0-2]|[1-9])月|(?:1[0-2]|[1-9])月?{_DASH}(?:1[0-2]|[1-9])月"
    rf"|前?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])个月|[一二三四五]年|(?:19|20)\d\d年?{_DASH}(?:19|20)\d\d年?)\Z"
)
_BETWEEN_WORDS = re.compile(r"[，、；;,。\s“”\"]+")
_SEVERAL_WORDS = re.compile(rf"[，、；;,“”\"]|[{HAN}]\s+[{HAN}]")
_SLUG = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*/?\Z")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What reading one file gives: the report (None when its record is unusable) and the anchors to record."""

    report: Report | None
    anchors: tuple[Anchor, ...]
    problems: tuple[Problem, ...]


def read_report(
    text: str, path: str, agencies: Sequence[Agency], kinds: Sequence[ReportKind], recorded: Sequence[Anchor] = ()
) -> ReadReport:
    """Parse one report file; ``path`` is shown in problems, ``recorded`` the anchors of its sidecar."""
    front, front_line, body, body_line, problems = split_front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"), path)
    if problems:
        return ReadReport(None, (), tuple(problems))
    root, problems = parse_yaml(front, path, front_line)
    if not isinstance(root, Mapping):
        if not problems:
            problems = [
                Problem(
                    Location(path, 1),
                    "error",
                    "front-matter.empty",
                    "",
                    "元数据是空的" if root is None else "元数据不是“键: 值”",
                    "“键: 值”各占一行",
                    "至少写 id、title、kind、year",
                )
            ]
        return ReadReport(None, (), tuple(problems))
    meta = read_metadata(Reader(root, path, problems), agencies, kinds)
    # A withdrawn or undisclosed text must not reach any page, index or download, nor stay in the sidecar: it is dropped here.
    withheld = meta.withdrawn is not None or meta.disclosure != "主动公开"
    body = "" if withheld else body
    problems += check_body(body, path, body_line)
    parsed = parse_body(clean_body(body), body_line, recorded, path)
    problems += parsed.problems
    problems += check_parsed(parsed.sections, parsed.paragraphs, parsed.blocks, path)
    if not parsed.paragraphs and not withheld:
        above = len(body) - len(body.lstrip("\n")) if body.strip() else 0  # where nothing stands, right below the record
        problems.append(
            Problem(Location(path, body_line + above), "error", "body.empty", "", "正文是空的", "报告正文", "补上正文，或写 withdrawn")
        )
    report = Report(
        _record_alone(meta) if meta.withdrawn else meta,
        Location(path, 1),
        parsed.sections,
        parsed.paragraphs,
        parsed.blocks,
        tuple(lines_of(root)),
    )
    # Nobody can have linked to a draft: what it says today need keep no address.
    anchors = without_marks(parsed.anchors) if withheld else () if meta.draft else parsed.anchors
    return ReadReport(report if meta.id and meta.title else None, anchors, tuple(problems))


def _record_alone(meta: Metadata) -> Metadata:
    """A withdrawn report's record: title, office, kind, year and dates. Whatever else its reason may be about goes with the text."""
    return replace(
        meta, index_number="", document_number="", subject="", keywords=(), summary="", source=Source(), provenance=Provenance(),
        attachments=(), corrections=(), successor="", effective=None, expires=None, licence=Licence(), extra=(),
    )  # fmt: skip


def find_agency(name: str, agencies: Sequence[Agency]) -> Agency | None:
    """The office with this id, or this full, short or former name."""
    return next((a for a in agencies if a.id == name), None) or next((a for a in agencies if name in a.names), None)


def read_metadata(r: Reader, agencies: Sequence[Agency], kinds: Sequence[ReportKind]) -> Metadata:
    """The fields at the top of a report."""
    published, published_time = r.moment("published")
    meta = Metadata(
        id=r.identifier("id"),
        title=r.text("title", required=True),
        agency=_agency(r, agencies),
        kind=_kind(r, kinds),
        year=r.integer("year", 1949, 2100, missing=("四位年份", "补上报告主要涉及的年份")),
        period=_period(r),
        written=r.day("written"),
        published=published,
        published_time=published_time,
        index_number=_index_number(r),
        document_number=_document_number(r),
        subject=r.text("subject"),
        keywords=_keywords(r),
        summary=_summary(r),
        validity=r.choice("validity", VALIDITIES),
        disclosure=r.choice("disclosure", DISCLOSURES, default="主动公开"),
        edition=r.choice("edition", EDITIONS, default="原文"),
        source=_source(r),
        provenance=_provenance(r),
        inferred=_inferred(r),
        attachments=r.each("attachments", _attachment),
        corrections=tuple(c for c in r.each("corrections", _correction, _CORRECTION) if c),
        waivers=r.each("waivers", read_waiver),
        review=_review(r),
        draft=r.flag("draft"),
        publish_on=r.day("publish_on"),
        archived=r.day("archived"),
        withdrawn=_withdrawn(r),
        successor=r.identifier("successor", required=False),
        effective=r.day("effective"),
        expires=_expires(r),
        licence=read_licence(r),
        redirect_from=_redirects(r),
        extra=r.pairs("extra"),
    )
    r.close(METADATA_FIELDS)
    if meta.written and meta.published and meta.published < meta.written:
        r.problem(
            "written",
            "date.order",
            f"{meta.written} 晚于发布日期 {meta.published}",
            "不晚于发布日期",
            "核对两个日期；原件就是这样的，写 waivers",
        )
    return meta


def _agency(r: Reader, agencies: Sequence[Agency]) -> str:
    name = r.text("agency")
    if not name:
        r.problem(
            "agency",
            "agency.missing",
            "没有写机构",
            "agencies.yml 里的机构",
            "补上机构；不补则归入“未标注机构”，不进台账",
            severity="warning",
        )
        return ""
    agency = find_agency(name, agencies)
    if agency is None:
        known = "、".join(a.id for a in agencies[:6]) or "（agencies.yml 里还没有机构）"
        r.problem(
            "agency",
            "agency.unknown",
            f"“{name}”",
            f"已登记的机构：{known}",
            "在 content/agencies.yml 登记这个机构，或改用已有的 id",
        )
        return ""
    return agency.id


def _kind(r: Reader, kinds: Sequence[ReportKind]) -> str:
    names = {k.name: k.id for k in kinds} | {k.id: k.id for k in kinds}
    return names.get(r.choice("kind", [k.name for k in kinds], required=True, also=names), "")


def _period(r: Reader) -> str:
    value = r.text("period")
    if value and not _PERIOD.match(value):
        r.problem(
            "period",
            "period.unknown",
            f"“{value}”",
            "全年、上半年、下半年、第一季度、前三季度、3月、1—11月、五年、2021—2025年这样的写法",
            "改成其中一种写法，或留空",
            severity="warning",
        )
    return value


def _index_number(r: Reader) -> str:
    value = r.text("index_number")
    if value and not _INDEX_NUMBER.match(value):
        r.problem("index_number", "index-number.form", f"“{value}”", "数字、字母、“/”“-”“.”组成的索引号", "核对原件")
        return ""
    return value


def _document_number(r: Reader) -> str:
    value = r.text("document_number")
    if value and not _DOCUMENT_NUMBER.match(value):
        loose = _LOOSE_NUMBER.match(value)
        fixed = f"改为“{loose[1]}〔{loose[2]}〕{loose[3]}号”" if loose else "核对原件"
        r.problem(
            "document_number", "document-number.form", f"“{value}”", "发文字号，如 国办发〔2017〕47号", fixed, severity="warning"
        )
    return value


def _keywords(r: Reader) -> tuple[str, ...]:
    words = r.texts("keywords")
    several = [w for w in words if _SEVERAL_WORDS.search(w)]
    if several:
        apart = dict.fromkeys(part for w in words for part in _BETWEEN_WORDS.split(w) if part)
        found = f"“{several[0][:40]}”是一个词"
        r.problem("keywords", "keywords.form", found, "一个主题词一项，如 [甲, 乙]", f"写成 keywords: [{', '.join(apart)}]", severity="warning")
    return words


def _summary(r: Reader) -> str:
    value = r.text("summary")
    if not value:
        r.problem(
            "summary",
            "summary.missing",
            "没有内容概述",
            f"不超过 {SUMMARY_LIMIT} 字的概述",
            "补上一句概述（条例第十二条）",
            severity="warning",
        )
    elif len(value) > SUMMARY_LIMIT:
        r.problem("summary", "summary.long", f"{len(value)} 字", f"不超过 {SUMMARY_LIMIT} 字", "缩短概述", severity="warning")
    return value


def _source(r: Reader) -> Source:
    inner = r.mapping_at("source")
    if inner is None:
        return Source()
    source = Source(inner.text("name"), inner.web_address("url"), inner.day("retrieved"))
    inner.close()
    return source


def _provenance(r: Reader) -> Provenance:
    inner = r.mapping_at("provenance")
    if inner is None:
        return Provenance()
    provenance = Provenance(inner.text("file"), inner.text("sha256"), inner.text("importer"), inner.text("pages"))
    inner.close()
    return provenance


def _inferred(r: Reader) -> tuple[str, ...]:
    names = r.texts("inferred")
    for name in names:
        if name not in METADATA_FIELDS:
            r.problem("inferred", "inferred.unknown", f"“{name}”", "元数据字段名", "改正字段名")
        elif name in {"written", "published", "index_number"}:
            r.problem("inferred", "inferred.forbidden", f"“{name}”", "日期和索引号只能照原件填写", "核对原件，没有就留空")
    return tuple(n for n in names if n in METADATA_FIELDS)


def _attachment(r: Reader) -> Attachment:
    file = r.text("file", required=True)
    if file.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", file) or ":" in file:
        r.problem("file", "attachment.path", f"“{file}”", "与报告同一文件夹内的相对路径", "把附件放到报告旁边")
        file = ""
    elif file and attachment_type(file) is None:
        known = " ".join(f".{suffix}" for suffix in ATTACHMENT_TYPES)
        r.problem("file", "attachment.type", f"“{file}”不是可以公开的附件类型", f"这些类型：{known}", "另存为其中一种，如 PDF，再列为附件")
        file = ""
    return Attachment(file, r.text("title") or file)


_CORRECTION = "corrections: [{date: 2026-02-10, note: 第三段“12公里”更正为“21公里”}]"
_WITHDRAWN = "withdrawn: {date: 2026-02-10, reason: 数据有误，核实后重新公开}"


def _correction(r: Reader) -> Correction | None:
    day, note = r.day("date", missing=("更正日期", f"补上 date，如 {_CORRECTION}")), r.text("note", required=True)
    old_figures = r.flag("old_figures", default=True)
    return Correction(day, note, old_figures) if day else None


def _review(r: Reader) -> PublicationReview | None:
    inner = r.mapping_at("review")
    if inner is None:
        return None
    by, day = inner.text("by", required=True), inner.day("date", missing=("审查日期", "补上 date"))
    inner.close()
    return PublicationReview(by, day) if by and day else None


def _withdrawn(r: Reader) -> Withdrawal | None:
    inner = r.mapping_at("withdrawn", _WITHDRAWN)
    if inner is None:
        return None
    day, reason = inner.day("date", missing=("撤下日期", f"补上 date，如 {_WITHDRAWN}")), inner.text("reason", required=True)
    inner.close()
    return Withdrawal(day, reason) if day else None


def _expires(r: Reader) -> date | None:
    effective, expires = r.day("effective"), r.day("expires")
    if effective and expires and expires < effective:
        r.problem("expires", "date.order", f"{expires} 早于实施日期 {effective}", "不早于实施日期", "核对两个日期", severity="warning")
    return expires


def _redirects(r: Reader) -> tuple[str, ...]:
    kept: list[str] = []
    for address in r.texts("redirect_from"):
        if _SLUG.match(address.strip("/")):
            kept.append(address.strip("/") + "/")
        else:
            r.problem("redirect_from", "redirect.form", f"“{address}”", "旧地址，如 reports/old-id/", "改成站内的小写地址")
    return tuple(kept)
