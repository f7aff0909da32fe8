"""What the head of a web page says of the document on it."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from builder.importers import record as records
from builder.importers.values import Found, Record

# Meta names of Chinese government pages (国办发〔2017〕47号 and portal habits) → fields of the record.
_META = {
    "articletitle": "title", "pubdate": "published", "contentsource": "source_name", "indexnumber": "index_number",
    "documentnumber": "document_number", "publisher": "agency", "url": "source_url", "article:published_time": "published",
}  # fmt: skip


def stated_record(root: lxml_html.HtmlElement) -> Record:
    """What the meta elements, the title and the canonical link of a page say of its document."""
    record: Record = {}
    for meta in root.iter("meta"):
        field = _META.get((meta.get("name") or meta.get("property") or "").strip().lower(), "")
        if field:
            records.add(record, field, meta.get("content") or "", line_of(meta), "网页元数据")
    title = re.split(
        r" ?[_|｜] ?| [\-—–]+ |-(?=[^-]*(?:人民政府|政府网|门户|信息公开|网站?)[^-]*\Z)",
        " ".join((root.findtext(".//title") or "").split()),
    )[0]
    if 4 <= len(title) <= 80:
        record["title@page"] = Found(title, 0, "网页标题")
    link = root.find(".//link[@rel='canonical']")
    if link is not None and re.match("https?://", link.get("href") or ""):
        records.add(record, "source_url", link.get("href") or "", line_of(link), "网页元数据")
    return record


def line_of(element: lxml_html.HtmlElement) -> int:
    """The line of the file that an element begins on."""
    return element.sourceline if isinstance(element.sourceline, int) else 0
