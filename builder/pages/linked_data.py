"""Linked data for search engines (JSON-LD, schema.org; DATA-05): the report, the way to each page, the site, the data set.

Comes in: pages and the collection. Goes out: the text of a script element, or "" without a base URL, since every address in it
is written in full.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.page import Crumb, Page

_CONTEXT = "https://schema.org"


def linked(pages: Sequence[Page], c: Collection) -> list[Page]:
    """The pages with their linked data: a page's own first, then where it stands."""
    if not c.site.base_url:
        return list(pages)
    return [replace(page, json_ld=_join(page.json_ld, _website(c) if page.path == "" else breadcrumbs(page, c))) for page in pages]


def _join(own: str, further: str) -> str:
    return f"[{own},{further}]" if own and further else own or further


def _dump(value: Mapping[str, Any]) -> str:
    """Safe inside a script element."""
    text = json.dumps({"@context": _CONTEXT, **value}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def breadcrumbs(page: Page, c: Collection) -> str:
    """The steps that the page shows above its title; the last one is the page itself."""
    if not page.crumbs:
        return ""
    steps: list[dict[str, object]] = []
    for position, crumb in enumerate((Crumb("首页", ""), *page.crumbs), 1):
        step: dict[str, object] = {"@type": "ListItem", "position": position, "name": crumb.title}
        if crumb.path or position == 1:
            step["item"] = c.site.base_url + crumb.path
        steps.append(step)
    return _dump({"@type": "BreadcrumbList", "itemListElement": steps})


def _website(c: Collection) -> str:
    base = c.site.base_url
    search = {"@type": "SearchAction", "target": f"{base}search/?q={{q}}", "query-input": "required name=q"}
    return _dump({"@type": "WebSite", "name": c.site.name, "url": base, "inLanguage": "zh-CN", "potentialAction": search})


def json_ld(report: Report, c: Collection) -> str:
    """schema.org ``Report``; needs the base URL."""
    meta = report.meta
    agency = c.agency(report)
    value: dict[str, object] = {
        "@type": "Report",
        "name": meta.title,
        "url": c.site.base_url + report.url,
        "inLanguage": "zh-CN",
        "temporalCoverage": f"{meta.year}-01-01/{meta.year}-12-31",
    }
    if meta.document_number:
        value["reportNumber"] = meta.document_number
    if meta.index_number:
        value["identifier"] = {"@type": "PropertyValue", "propertyID": "索引号", "value": meta.index_number}
    if agency is not UNKNOWN_AGENCY:
        office: dict[str, object] = {"@type": "GovernmentOrganization", "name": agency.name}
        if agency.uscc:
            office["taxID"] = agency.uscc
        value["publisher"] = office
    if meta.written:
        value["dateCreated"] = meta.written.isoformat()
    if meta.published:
        value["datePublished"] = meta.published.isoformat()
    if meta.summary:
        value["abstract"] = meta.summary
    if meta.source.url:
        value["isBasedOn"] = meta.source.url
    if meta.licence.name:
        value["license"] = meta.licence.url or meta.licence.name
    return _dump(value)


def dataset(page: Page, c: Collection, version: str, files: Sequence[tuple[str, str]]) -> str:
    """schema.org ``Dataset`` of the open data; ``files`` as (media type, path)."""
    base = c.site.base_url
    value: dict[str, object] = {
        "@type": "Dataset",
        "name": f"{c.site.name}：{page.title}",
        "description": page.description,
        "url": base + page.path,
        "version": version,
        "dateModified": c.newest.isoformat(),
        "inLanguage": "zh-CN",
        "distribution": [{"@type": "DataDownload", "encodingFormat": media, "contentUrl": base + path} for media, path in files],
    }
    if c.site.licence.name:
        value["license"] = c.site.licence.url or c.site.licence.name
    return _dump(value)
