"""Sitemap, feeds, OpenSearch, robots, redirects, JSON-LD: what needs no template."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from xml.sax import saxutils

from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.page import Outfile, Page

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escape(text: str, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Text for XML. What no XML may hold (1.0, 2.2) is left out: one such character and a reader drops the whole feed."""
    return saxutils.escape(_NOT_XML.sub("", text), dict(more))


def quoteattr(text: str) -> str:
    """The same in quotation marks."""
    return saxutils.quoteattr(_NOT_XML.sub("", text))


def _time(day: date) -> str:
    """A day as RFC 3339 at Beijing's midnight: content dates have no time of their own."""
    return f"{day.isoformat()}T00:00:00+08:00"


def sitemap_xml(pages: Sequence[Page], base_url: str) -> Outfile:
    """sitemap.xml (DATA-01): absolute addresses, the standard edition only."""
    rows = []
    for page in sorted(pages, key=lambda p: p.path):
        if page.listed and page.path != "404.html":
            lastmod = f"<lastmod>{page.lastmod.isoformat()}</lastmod>" if page.lastmod else ""
            rows.append(f"<url><loc>{escape(base_url + page.path)}</loc>{lastmod}</url>")
    body = "\n".join(rows)
    return Outfile(
        "sitemap.xml", f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'.encode()
    )


def _feed(
    path: str, title: str, page_path: str, entries: Sequence[tuple[str, str, date, str]], base_url: str, updated: date
) -> Outfile:
    """An Atom feed (RFC 4287). Entries: (title, address, day, summary); the id is the permanent address."""
    rows = [
        f"<entry><title>{escape(t)}</title><link href={quoteattr(base_url + a)}/><id>{escape(base_url + a)}</id>"
        f"<updated>{_time(d)}</updated><summary>{escape(s)}</summary></entry>"
        for t, a, d, s in entries
    ]
    head = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><title>{escape(title)}</title>'
        f'<link href={quoteattr(base_url + page_path)}/><link rel="self" href={quoteattr(base_url + path)}/>'
        f"<id>{escape(base_url + path)}</id><updated>{_time(updated)}</updated><author><name>{escape(title)}</name></author>"
    )
    return Outfile(path, (_XML + head + "\n" + "\n".join(rows) + "\n</feed>\n").encode())


def site_feed(c: Collection) -> Outfile:
    """The newest reports and corrections of the site."""
    entries = [(c.label(r), r.url, r.meta.published or date(max(1, r.meta.year), 1, 1), r.meta.summary) for r in c.living[:50]]
    return _feed("feed.xml", c.site.name, "", entries, c.site.base_url, max((e[2] for e in entries), default=c.as_of))


def topic_feeds(c: Collection) -> list[Outfile]:
    """A feed for each topic: one entry a report that speaks of it."""
    out: list[Outfile] = []
    for timeline in c.facts.timelines:
        if not timeline.offices:
            continue
        quotes: dict[str, str] = {}
        for m in timeline.entries:
            quotes.setdefault(m.report, m.quote)
        reports = [c.report_by_id[r] for r in quotes]
        entries = [
            (
                f"{timeline.topic.name}：{c.label(r)}",
                f"{timeline.topic.url}?from={r.id}",
                r.meta.published or date(max(1, r.meta.year), 1, 1),
                quotes[r.id],
            )
            for r in sorted(reports, key=lambda r: (r.meta.published or date(max(1, r.meta.year), 1, 1), r.id), reverse=True)
        ]
        path = f"{timeline.topic.url}feed.xml"
        out.append(
            _feed(
                path,
                f"{timeline.topic.name} - {c.site.name}",
                timeline.topic.url,
                entries,
                c.site.base_url,
                max(e[2] for e in entries),
            )
        )
    return out


def opensearch(c: Collection) -> Outfile:
    """OpenSearch description (DATA-04): ShortName has at most 16 characters."""
    template = quoteattr(f"{c.site.base_url}search/?q={{searchTerms}}")
    body = (
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(c.site.name[:16])}</ShortName><Description>{escape(c.site.name)}</Description>"
        f'<InputEncoding>UTF-8</InputEncoding><Url type="text/html" template={template}/></OpenSearchDescription>\n'
    )
    return Outfile("opensearch.xml", (_XML + body).encode())


def robots(c: Collection) -> Outfile:
    """robots.txt; it works only at a host's root (DATA-02), which the README says."""
    lines = ["User-agent: *", "Allow: /"]
    if c.site.base_url:
        lines.append(f"Sitemap: {c.site.base_url}sitemap.xml")
    return Outfile("robots.txt", ("\n".join(lines) + "\n").encode())


def redirects(c: Collection, *, portable: bool = False) -> list[Outfile]:
    """A page at every old address that leads to the new one, without script (URL-06)."""
    out: list[Outfile] = []
    for report in c.reports:
        for old in report.meta.redirect_from:
            out.append(redirect(c, old, report.url, c.label(report), portable=portable))
    return out


def redirect(c: Collection, old: str, path: str, title: str, *, portable: bool = False) -> Outfile:
    """The page at an old address: it leads to ``path`` at once, and by a link where a browser does not."""
    target = escape("../" * old.count("/") + path + ("index.html" if portable else ""), {'"': "&quot;"})
    canonical = f'<link rel="canonical" href="{escape(c.site.base_url + path)}">' if c.site.base_url else ""
    html = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">"
        f'<meta http-equiv="refresh" content="0; url={target}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{canonical}<title>{escape(title)}</title></head>'
        f'<body><main><h1>网址已更换</h1><p><a href="{target}">{escape(title)}</a></p></main></body></html>\n'
    )
    return Outfile(f"{old}index.html", html.encode())


# Pages that had a twin in the elder edition and lost it. What there is one of for each year, office or word is left to 404.html.
ELDER_MOVED = (
    *("about/", "accessibility/", "agencies/", "annual/", "catalog/", "compare/", "corrections/", "data/", "gaps/", "kinds/"),
    *("ledger/method/", "rules/", "sitemap/", "terms/", "years/"),
)


def elder_redirects(c: Collection, pages: Sequence[Page], *, portable: bool = False) -> list[Outfile]:
    """The elder addresses of pages that are one for everybody."""
    prefix = "elder/"
    if prefix.strip("/") not in c.site.editions:
        return []
    return [redirect(c, prefix + p.path, p.path, p.title, portable=portable) for p in pages if p.path in ELDER_MOVED]


def json_ld(report: Report, c: Collection) -> str:
    """schema.org ``Report`` (DATA-05); needs the base URL. Safe inside a script element."""
    meta = report.meta
    agency = c.agency(report)
    value: dict[str, object] = {
        "@context": "https://schema.org",
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
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
