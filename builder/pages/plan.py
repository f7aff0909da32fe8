"""All pages and files of a site, from the collection: pure, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder.analysis.search_index import SearchNames, SearchPlan, Suggestion, plan_search
from builder.analysis.topics import Mention
from builder.defaults import read_default, schema_names
from builder.pages import data, feeds
from builder.pages.collection import Collection
from builder.pages.columns import column_pages
from builder.pages.compare import compare_pages
from builder.pages.data_rows import (
    INDICATOR_COLUMNS,
    LEDGER_COLUMNS,
    indicator_csv_row,
    indicator_json,
    ledger_csv_row,
    ledger_json,
)
from builder.pages.home import home_page, spotlights
from builder.pages.ledger import ledger_pages
from builder.pages.lists import corrections_page, gaps_page, list_pages
from builder.pages.page import Outfile, Page
from builder.pages.questions import questions_files
from builder.pages.report import show_size
from builder.pages.report_pages import report_and_files
from builder.pages.search import page_suggestions, search_page
from builder.pages.service import DataFile, data_page, not_found_page, sitemap_page
from builder.pages.settings import settings_page
from builder.pages.terms import TermPlace, term_pages
from builder.pages.topics import popular, topic_pages
from builder.text import sentence_at


@dataclass(frozen=True)
class Plan:
    """Everything that will be published."""

    collection: Collection
    pages: tuple[Page, ...]
    files: tuple[Outfile, ...]
    search: SearchPlan


def plan_site(c: Collection, attachments: Mapping[str, Mapping[str, bytes]], *, portable: bool = False) -> Plan:
    """``attachments``: report id → file name → bytes. ``portable``: old addresses lead to files, not folders."""
    files: list[Outfile] = []
    pages: list[Page] = [*list_pages(c), gaps_page(c), corrections_page(c), *column_pages(c)]
    for report in c.reports:
        page, own = report_and_files(c, report, attachments.get(report.id, {}))
        pages.append(page)
        files += own
    spans = partial(quote_spans, c)
    pages += topic_pages(c, spans)
    pages += compare_pages(c, spans)
    pages += term_pages(c, _term_places(c))
    pages += [home_page(c, popular(c), spotlights(c)), search_page(c, popular(c)), settings_page(), not_found_page()]
    pages += ledger_pages(c)
    if c.site.features.open_data:
        page, own = _open_data(c)
        pages.append(page)
        files += own
    pages.append(sitemap_page(pages))
    if c.site.features.questions:
        files += questions_files(c)
    files += _wellknown(c, pages, portable=portable)
    return Plan(c, tuple(sorted(pages, key=lambda p: p.path)), tuple(files), _search(c, pages))


def quote_spans(c: Collection, m: Mention) -> tuple[tuple[int, int, str], ...]:
    """In a mention's quote: where its figures and names stand, as (start, end, class)."""
    names = [(a - m.start, b - m.start, "name") for a, b in m.hits if m.start <= a and b <= m.end]
    taken = sorted({(r.value_start - m.start, r.value_end - m.start) for r in c.rows_in(m)})
    return (*((a, b, "figure") for a, b in taken), *(n for n in names if not any(a < n[1] and n[0] < b for a, b in taken)))


def _term_places(c: Collection) -> dict[str, tuple[TermPlace, ...]]:
    places: dict[str, dict[tuple[str, str], TermPlace]] = {}
    for report in c.living:
        for use in c.facts.term_uses[report.id]:
            text = report.paragraph_by_id[use.paragraph].text
            start, end = sentence_at(text, use.start) or (0, len(text))
            section = report.section_by_id.get(use.section or "")
            title = c.label(report) + (f"，{section.title}" if section else "")
            place = TermPlace(title, f"{report.url}#{use.anchor}", text[start:end], report.meta.is_excerpt, report.meta.year)
            places.setdefault(use.term, {}).setdefault((report.id, use.anchor), place)
    return {term: tuple(found.values()) for term, found in places.items()}


def _open_data(c: Collection) -> tuple[Page, list[Outfile]]:
    reports = [data.report_row(r, c) for r in c.living]
    topics = [data.topic_row(t) for t in c.facts.timelines]
    indicators = [indicator_json(row) for r in c.living for row in c.facts.rows[r.id]]
    ledger = [ledger_json(x, c.agency_by_id[x.agency]) for x in c.facts.ledger]
    tables: list[tuple[str, str, str, Sequence[data.Row], Sequence[data.Row], Sequence[str]]] = [
        ("reports", "文件目录", "每份文件一行：标题、机构、年度、日期、索引号和章节。", reports, reports, data.REPORT_COLUMNS),
        (
            "indicators",
            "指标",
            "每个数字一行：指标、数值、单位、年度、目标、完成或现状（只说有多少）、所在句子。",
            indicators,
            [indicator_csv_row(row) for r in c.living for row in c.facts.rows[r.id]],
            INDICATOR_COLUMNS,
        ),
        (
            "ledger",
            "台账",
            "每个目标一行：谁、哪一年、目标是什么、结果或可能对应的一句、凭什么这样判定。",
            ledger,
            [ledger_csv_row(x, c.agency_by_id[x.agency]) for x in c.facts.ledger],
            LEDGER_COLUMNS,
        ),
        ("topics", "专题", "每个专题和提到它的每一句。", topics, data.topic_csv_rows(c.facts.timelines), data.TOPIC_COLUMNS),
    ]
    files: list[Outfile] = []
    shown: list[DataFile] = []
    for name, title, what, rows, table, columns in tables:
        as_json = Outfile(f"data/{name}.json", data.dump_json(rows))
        as_csv = Outfile(f"data/{name}.csv", data.dump_csv(table, columns))
        files += [as_json, as_csv]
        sizes = show_size(len(as_json.content)), show_size(len(as_csv.content))
        shown.append(
            DataFile(
                name, title, what, len(table), as_json.path, sizes[0], as_csv.path, sizes[1], f"data/schema/{name}.schema.json"
            )
        )
    files += data.topic_files(c)
    files += [Outfile(f"data/schema/{name}", read_default(f"schemas/{name}").encode()) for name in schema_names()]
    return data_page(tuple(shown)), files


def _wellknown(c: Collection, pages: Sequence[Page], *, portable: bool) -> list[Outfile]:
    files = [feeds.robots(c), Outfile(".nojekyll", b"")]
    files += [*feeds.redirects(c, portable=portable), *feeds.elder_redirects(c, pages, portable=portable)]
    if c.site.base_url:
        files += [feeds.sitemap_xml(pages, c.site.base_url), feeds.site_feed(c), feeds.opensearch(c), *feeds.topic_feeds(c)]
    return files


def _search(c: Collection, pages: Sequence[Page]) -> SearchPlan:
    names = {
        r.id: SearchNames(r.meta.agency, a.name, a.short, c.kind_name(r), c.label(r)) for r in c.living for a in (c.agency(r),)
    }
    topics: dict[str, dict[str, list[str]]] = {}
    for report in c.living:
        for m in c.facts.mentions[report.id]:
            if m.passing:
                continue
            names_here = topics.setdefault(report.id, {}).setdefault(m.section or "", [])
            if c.topic_by_id[m.topic].name not in names_here:
                names_here.append(c.topic_by_id[m.topic].name)
    subjects = [
        Suggestion(
            "topic",
            t.topic.name,
            t.topic.url,
            tuple(a.text for a in t.topic.aliases if not a.when),
            _held(len(t.entries), {m.year for m in t.entries}),
            tuple(a.text for a in t.topic.aliases if a.when),
        )
        for t in c.facts.timelines
        if t.offices
    ]
    subjects += [Suggestion("term", t.name, f"terms/{t.id}/", t.aliases) for t in c.terms]
    subjects += page_suggestions(pages)
    return plan_search(c.living, names, topics, subjects=subjects, as_of=c.as_of)


def _held(places: int, years: set[int]) -> str:
    """What a topic's page holds: 11 处，2020—2026年."""
    known = sorted(y for y in years if y)
    span = f"{known[0]}年" if len(known) == 1 else f"{known[0]}—{known[-1]}年" if known else ""
    return f"{places} 处，{span}" if span else f"{places} 处"
