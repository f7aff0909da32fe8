"""The record of a report as readers see it: the statutory fields (LAW-03, REC-01) and where the text is from.

Comes in: a report and the collection it stands in. Goes out: labelled rows, the same on the page and in the download.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.analysis.published_text import text_sha256
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.page import Link
from builder.text import show_date

MISSING = "无"
UNMARKED = "未标注"
DIGEST = "校验值（SHA-256）"
TEXT_DIGEST = "正文校验值（SHA-256）"
FOLDED = frozenset({"标题", "统一社会信用代码", "版本", "取得日期", "所据文件", DIGEST, TEXT_DIGEST, "许可"})
LEFT_FIELDS = frozenset({"发布机构", "体裁", "年度", "成文日期", "发布日期"})  # of a withdrawn report
WIDE = frozenset({"内容概述", "附件"})
_OWN_SITE = frozenset({"本网", "本站", "本网站"})
ENDED = {"失效": "已失效", "废止": "已废止", "部分失效": "部分失效"}


def attachment_anchor(number: int) -> str:
    """The id of an attachment in its report's record; numbers count all attachments that the record names."""
    return f"file-{number}"


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the report, with its type and size as shown; ``sha256``, ``anchor``: of an attachment, so that a copy can be told from another."""

    title: str
    path: str
    size: str
    sha256: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RecordField:
    """A row of the record table (REC-01: a missing value is shown, never dropped). ``files``: the attachments, in a numbered list."""

    label: str
    value: str
    path: str = ""
    external: str = ""
    inferred: bool = False
    note: str = ""
    links: tuple[Link, ...] = ()
    files: tuple[Download, ...] = ()

    @property
    def main(self) -> bool:
        """Shown at once; the others open on demand in the standard edition."""
        return self.label not in FOLDED

    @property
    def wide(self) -> bool:
        """Takes the whole width of the table."""
        return self.label in WIDE

    @property
    def digest(self) -> bool:
        return self.label in {DIGEST, TEXT_DIGEST}

    @property
    def text(self) -> str:
        """Value, links, files and note in one line, for a plain text."""
        parts = [self.value] if self.value else []
        parts += [link.title for link in self.links]
        parts += [f"{number}. {file.title}（{file.size}{f'，SHA-256 {file.sha256}' if file.sha256 else ''}）" for number, file in enumerate(self.files, 1)]
        parts += [self.external] if self.external else []
        return "；".join(parts) + (f"（{self.note}）" if self.note else "")


def record_fields(report: Report, c: Collection, attached: Sequence[Download] = ()) -> tuple[RecordField, ...]:
    """The record table in the order of standards 1.3; empty values say 无 or 未标注. Of a withdrawn report only what is kept of it."""
    meta = report.meta
    agency = c.agency(report)
    kind = c.kind_by_id.get(meta.kind)
    published = show_date(meta.published) + (f" {meta.published_time}" if meta.published_time else "")
    known = agency is not UNKNOWN_AGENCY
    inferred = set(meta.inferred)
    source = meta.source
    named = meta.attachments and not attached and meta.withdrawn is None
    fields = (
        RecordField("索引号", meta.index_number or MISSING),
        RecordField("主题分类", meta.subject or UNMARKED),
        RecordField("发布机构", agency.name, f"agencies/{agency.id}/", inferred="agency" in inferred),
        RecordField("成文日期", show_date(meta.written) or UNMARKED),
        RecordField("标题", meta.title, inferred="title" in inferred),
        RecordField("发文字号", meta.document_number or MISSING),
        RecordField("发布日期", published or UNMARKED),
        RecordField("体裁", kind.name if kind else MISSING, f"kinds/{kind.id}/" if kind else "", inferred="kind" in inferred),
        RecordField(
            "年度",
            f"{meta.year}年" + (f"（{meta.period}）" if meta.period and meta.period != "全年" else ""),
            f"years/{meta.year}/",
            inferred="year" in inferred,
        ),
        RecordField("主题词", "、".join(meta.keywords) or MISSING),
        RecordField("有效性", meta.validity or UNMARKED, links=_successor(report, c)),
        RecordField("公开方式", meta.disclosure),
        RecordField("信息来源", source_name(report, c) or UNMARKED, external=source.url, note="" if source.url else "原文地址未知"),
        RecordField("内容概述", meta.summary or MISSING, inferred="summary" in inferred),
        RecordField("附件", "、".join(a.title for a in meta.attachments) if named else "" if attached else MISSING, files=tuple(attached)),
        RecordField("统一社会信用代码", (agency.uscc if known else "") or MISSING),
        RecordField("版本", "摘编：本站用自己的话重述，不是原文" if meta.is_excerpt else "原文"),
        *(RecordField(label, show_date(day)) for label, day in (("实施日期", meta.effective), ("有效期至", meta.expires)) if day),
        *_provenance(report),
    )
    return tuple(f for f in fields if f.label in LEFT_FIELDS) if meta.withdrawn else fields


def _provenance(report: Report) -> tuple[RecordField, ...]:
    """Where the text was taken from, how to know that file and this text again; only what is recorded: these are not the law's fields."""
    meta = report.meta
    pairs = (
        ("取得日期", show_date(meta.source.retrieved)),
        ("所据文件", meta.provenance.file),
        (DIGEST, meta.provenance.sha256),
    )
    rows = (*(RecordField(label, value) for label, value in pairs if value), RecordField(TEXT_DIGEST, text_sha256(report)))
    return (*rows, RecordField("许可", meta.licence.name, external=meta.licence.url)) if meta.licence.name else rows


def _successor(report: Report, c: Collection) -> tuple[Link, ...]:
    other = c.report_by_id.get(report.meta.successor)
    return (Link(f"由《{c.label(other)}》代替", other.url),) if other else ()


def told_by(report: Report, c: Collection) -> str:
    """Who published it on its day, where that was not the office itself."""
    name, agency = source_name(report, c), c.agency(report)
    # 安徽日报 has the office's place in its name and is not the office; 安徽省人民政府网站 and 西区街道网站 are.
    own = agency is not UNKNOWN_AGENCY and (agency.name in name or ("网" in name and any(n and n in name for n in agency.names)))
    return "" if own or name in _OWN_SITE else name


def source_name(report: Report, c: Collection) -> str:
    """Where the text is from. 本网 is the site it was copied from: on another site it would point to that one."""
    name = report.meta.source.name
    if name not in _OWN_SITE or not c.site.is_mirror:
        return name
    agency = c.agency(report)
    return f"原发布网站（原文写“{name}”）" if agency is UNKNOWN_AGENCY else f"{agency.short}网站（原文写“{name}”）"
