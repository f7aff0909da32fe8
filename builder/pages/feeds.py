"""Sitemap, feeds, OpenSearch, robots, redirects: what needs no template."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from builder.analysis.timeline import OfficeTimeline
from builder.content.topics import Topic
from builder.model import Agency, Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.lists import correction_rows
from builder.pages.page import Outfile, Page

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITE_FEED, CORRECTIONS_FEED = "feed.xml", "corrections/feed.xml"
NEWEST = 50  # entries of a feed; whoever subscribes reads what is new


def escape(text: str) -> str:
    """Text for XML. What no XML may hold (1.0, 2.2) is left out: one such character and a reader drops the whole feed."""
    return html.escape(_NOT_XML.sub("", text), quote=False)


def quoteattr(text: str) -> str:
    """The same in quotation marks."""
    return '"' + escape(text).replace('"', "&quot;") + '"'


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


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: ``id`` and ``path`` are addresses below the base, the id is for good."""

    title: str
    path: str
    day: date
    summary: str
    id: str = ""


def _feed(path: str, title: str, page_path: str, entries: Iterable[Entry], c: Collection) -> Outfile:
    """An Atom feed (RFC 4287), newest first; of a feed without entries the day is that of the newest document."""
    base = c.site.base_url
    shown = sorted(entries, key=lambda e: (e.day, e.id or e.path), reverse=True)[:NEWEST]
    rows = [
        f"<entry><title>{escape(e.title)}</title><link href={quoteattr(base + e.path)}/><id>{escape(base + (e.id or e.path))}</id>"
        f"<updated>{_time(e.day)}</updated><summary>{escape(e.summary)}</summary></entry>"
        for e in shown
    ]
    updated = shown[0].day if shown else c.newest
    head = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><title>{escape(title)}</title>'
        f'<link href={quoteattr(base + page_path)}/><link rel="self" href={quoteattr(base + path)}/>'
        f"<id>{escape(base + path)}</id><updated>{_time(updated)}</updated><author><name>{escape(c.site.name)}</name></author>"
    )
    return Outfile(path, (_XML + head + "\n" + "\n".join(rows) + "\n</feed>\n").encode())


def _of(report: Report, title: str, path: str, said: str) -> tuple[Entry, ...]:
    """An entry of the document's day; of one without any, of the day it was taken over, which is said. None where no day is known: none is invented."""
    meta = report.meta
    if day := meta.published or meta.written:
        return (Entry(title, path, day, said),)
    day = meta.source.retrieved
    return (Entry(title, path, day, f"（原文没有注明日期，{day.isoformat()}收录）{said}"),) if day else ()


def _new(reports: Iterable[Report], c: Collection) -> list[Entry]:
    return [entry for r in reports for entry in _of(r, c.label(r), r.url, r.meta.summary)]


def _changed(reports: Iterable[Report], c: Collection) -> list[Entry]:
    """Corrections and withdrawals, each an entry of its own."""
    return [Entry(f"{x.what}：{x.title}", x.path, x.date, x.note, f"corrections/#{x.id}") for x in correction_rows(reports, c)]


def site_feed(c: Collection) -> Outfile:
    """The newest reports, corrections and withdrawals of the site."""
    return _feed(SITE_FEED, c.site.name, "", [*_new(c.living, c), *_changed(c.reports, c)], c)


def corrections_feed(c: Collection) -> Outfile:
    """Corrections and withdrawals alone."""
    return _feed(CORRECTIONS_FEED, f"更正与撤下 - {c.site.name}", "corrections/", _changed(c.reports, c), c)


def agency_feed_path(agency: Agency) -> str:
    return f"agencies/{agency.id}/feed.xml"


def agency_feeds(c: Collection) -> list[Outfile]:
    """A feed for each office: its reports, corrections and withdrawals."""
    found = [(a, c.by_agency["" if a is UNKNOWN_AGENCY else a.id]) for a in c.used_agencies]
    return [
        _feed(
            agency_feed_path(a),
            f"{a.name} - {c.site.name}",
            f"agencies/{a.id}/",
            [*_new((r for r in reports if r.meta.withdrawn is None), c), *_changed(reports, c)],
            c,
        )
        for a, reports in found
    ]


def topic_feed_path(topic: Topic) -> str:
    return f"{topic.url}feed.xml"


def topic_news(c: Collection, topic: Topic, o: OfficeTimeline) -> tuple[Entry, ...]:
    """One entry for each report of an office that speaks of the topic."""
    quotes: dict[str, str] = {}
    for m in o.entries:
        quotes.setdefault(m.report, m.quote)
    reports = (c.report_by_id[report] for report in quotes)
    return tuple(entry for r in reports for entry in _of(r, f"{topic.name}：{c.label(r)}", f"{topic.url}?from={r.id}", quotes[r.id]))


def topic_feed(topic: Topic, news: Iterable[Entry], c: Collection) -> Outfile:
    """The newest of all offices."""
    return _feed(topic_feed_path(topic), f"{topic.name} - {c.site.name}", topic.url, news, c)


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
    place, mark, anchor = path.partition("#")
    target = escape("../" * old.count("/") + place + ("index.html" if portable else "") + mark + anchor).replace('"', "&quot;")
    canonical = f'<link rel="canonical" href="{escape(c.site.base_url + path)}">' if c.site.base_url else ""
    html = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">"
        f'<meta name="referrer" content="same-origin"><meta http-equiv="refresh" content="0; url={target}">'
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
