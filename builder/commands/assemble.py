"""Content → collection → plan: which reports are public, what is known of them, which files exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from builder.analysis.facts import ReportFacts, join_facts, prepare_topics, read_facts
from builder.analysis.related import related_reports, same_subject_elsewhere
from builder.analysis.search_index import SearchNames, SearchPlan, Suggestion, plan_search
from builder.analysis.series import neighbours
from builder.model import Report
from builder.pages import data, feeds
from builder.pages.collection import Collection, sort_key
from builder.pages.columns import column_pages
from builder.pages.home import home_page
from builder.pages.lists import corrections_page, gaps_page, list_pages
from builder.pages.page import Annotation, Link, Outfile, Page
from builder.pages.qr import qr_file
from builder.pages.report import Download, Neighbour, markdown_download, report_page, show_size
from builder.pages.service import DataFile, data_page, not_found_page, sitemap_page
from builder.pages.terms import TermPlace, term_pages
from builder.pages.topics import popular, topic_pages
from builder.parallel import ordered_map
from builder.problems import Location, Problem
from builder.site_root import Dictionaries, ReportFile, attachment_bytes


@dataclass(frozen=True)
class Plan:
    """Everything that will be published."""

    collection: Collection
    pages: tuple[Page, ...]
    files: tuple[Outfile, ...]
    search: SearchPlan


def is_public(report: Report, as_of: date) -> bool:
    """Drafts, reports not yet due and anything but 主动公开 never reach a page."""
    meta = report.meta
    return not meta.draft and meta.disclosure == "主动公开" and not (meta.publish_on and meta.publish_on > as_of)


def make_collection(
    words: Dictionaries, reports: Sequence[Report], as_of: date, jobs: int, cache: Path | None
) -> tuple[Collection, list[Problem]]:
    """Analyse the public reports and join what is known of them."""
    problems: list[Problem] = []
    if not words.info.base_url:
        problems.append(
            Problem(Location("content/site.yml"), "notice", "site.base-url", "base_url", "没有写网址", "完整网址", "写上 base_url 或用 --base-url；否则不生成网站地图 XML、订阅和二维码")
        )
    public = sorted((r for r in reports if is_public(r, as_of)), key=sort_key, reverse=True)
    living = [r for r in public if r.meta.withdrawn is None]
    read: list[ReportFacts] = ordered_map(partial(read_facts, matcher=prepare_topics(words.topics), kinds=words.kinds), living, jobs)
    days = [d for r in public for d in (r.meta.published, r.meta.written) if d]
    facts = join_facts(living, read, words.topics, words.terms, words.kinds, words.agencies, max(days, default=as_of))
    collection = Collection(words.info, tuple(public), words.agencies, words.kinds, words.topics, words.terms, words.columns, facts, as_of)
    return collection, problems


def plan_site(c: Collection, sources: Mapping[str, ReportFile], root: Path, problems: list[Problem]) -> Plan:
    """All pages and files of the site."""
    files: list[Outfile] = []
    pages: list[Page] = [*list_pages(c), gaps_page(c), corrections_page(c), *column_pages(c)]
    for report in c.reports:
        page, own = _report(c, report, sources[report.id], root, problems)
        pages.append(page)
        files += own
    pages += topic_pages(c, lambda m: tuple((a - m.start, b - m.start, "name") for a, b in m.hits))
    pages += term_pages(c, _term_places(c))
    pages += [home_page(c, popular(c), (), 0), not_found_page()]
    # Until their makers land: addresses that the frame already links to.
    have = {p.path for p in pages}
    pages += [Page(path, "404", title, None) for path, title in (("settings/", "设置"), ("search/", "检索"), ("ledger/", "指标台账"), ("ledger/method/", "台账怎样算")) if path not in have]
    open_data, data_files = _open_data(c)
    pages += open_data
    pages.append(sitemap_page(pages))
    files += data_files
    files += _wellknown(c, pages)
    return Plan(c, tuple(sorted(pages, key=lambda p: p.path)), tuple(files), _search(c))


def _report(c: Collection, report: Report, source: ReportFile, root: Path, problems: list[Problem]) -> tuple[Page, list[Outfile]]:
    if report.meta.withdrawn:
        return report_page(report, c, neighbours=_neighbours(c, report)), []
    files = [Outfile(f"{report.url}{name}", content) for name, content in attachment_bytes(report, source, root, problems).items()]
    downloads: list[Download] = []
    if c.site.features.downloads:
        markdown, as_json = markdown_download(report, c), data.report_json(report, c, {})
        files += [markdown, as_json]
        downloads = [Download("下载 Markdown", markdown.path, show_size(len(markdown.content))), Download("下载 JSON", as_json.path, show_size(len(as_json.content)))]
    qr = ""
    if c.site.base_url:
        files.append(qr_file(f"{report.url}qr.svg", c.site.base_url + report.url))
        qr = files[-1].path
    profiles = c.facts.profiles
    related = tuple(
        Link(c.label(r.report), r.report.url, "都谈到" + "、".join(c.topic_by_id[t].name for t in r.topics[:4])) for r in related_reports(report, profiles)
    )
    page = report_page(
        report,
        c,
        annotations=[Annotation(k.paragraph, k.start, k.end, {"report": "document"}.get(k.kind, k.kind), k.target, "") for k in c.facts.links[report.id]],
        section_topics=_section_topics(c, report),
        section_elsewhere={
            s.id: tuple(Link(f"{e.report.meta.year}年：{e.section.title}", e.url) for e in same_subject_elsewhere(report, s.id, profiles, 3))
            for s in report.sections
            if not s.run_in and s.level <= 2
        },
        neighbours=_neighbours(c, report),
        related=related,
        topics=(),
        downloads=downloads,
        qr=qr,
        extras=ReportExtras(()),
    )
    return replace(page, json_ld=feeds.json_ld(report, c) if c.site.base_url else ""), files


@dataclass(frozen=True, slots=True)
class ReportExtras:
    figures: tuple[object, ...]


def _neighbours(c: Collection, report: Report) -> list[Neighbour]:
    near = neighbours(report, c.reports, c.kinds)
    found = [Neighbour("同一年的另一半", c.label(r), r.url) for r in near.paired]
    paired = {r.id for r in near.paired}
    if near.earlier and near.earlier.id not in paired:
        found.insert(0, Neighbour("上一份", c.label(near.earlier), near.earlier.url))
    if near.later and near.later.id not in paired:
        found.append(Neighbour("下一份", c.label(near.later), near.later.url))
    return found


def _section_topics(c: Collection, report: Report) -> dict[str, tuple[Link, ...]]:
    found: dict[str, dict[str, Link]] = {}
    for m in c.facts.mentions[report.id]:
        if m.section:
            topic = c.topic_by_id[m.topic]
            found.setdefault(m.section, {})[topic.id] = Link(topic.name, topic.url)
    return {section: tuple(links.values()) for section, links in found.items()}


def _term_places(c: Collection) -> dict[str, tuple[TermPlace, ...]]:
    places: dict[str, dict[tuple[str, str], TermPlace]] = {}
    for report in c.living:
        for use in c.facts.term_uses[report.id]:
            paragraph = report.paragraph_by_id[use.paragraph]
            start, end = sentence_around(paragraph.text, use.start)
            section = report.section_by_id.get(use.section or "")
            title = c.label(report) + (f"，{section.title}" if section else "")
            place = TermPlace(title, f"{report.url}#{use.anchor}", paragraph.text[start:end], report.meta.is_excerpt, report.meta.year)
            places.setdefault(use.term, {}).setdefault((report.id, use.anchor), place)
    return {term: tuple(found.values()) for term, found in places.items()}


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """[start, end) of the sentence that holds a place."""
    from builder.text import sentence_spans

    return next(((a, b) for a, b in sentence_spans(text) if a <= at < b), (0, len(text)))


def _open_data(c: Collection) -> tuple[list[Page], list[Outfile]]:
    if not c.site.features.open_data:
        return [], []
    reports = [data.report_row(r, c) for r in c.living]
    topics = [data.topic_row(t) for t in c.facts.timelines]
    topic_rows = data.topic_csv_rows(c.facts.timelines)
    files: list[Outfile] = []
    shown: list[DataFile] = []
    for name, title, what, rows, table, columns in (
        ("reports", "文件目录", "每份文件一行：标题、机构、年度、日期、索引号和章节。", reports, reports, data.REPORT_COLUMNS),
        ("topics", "专题", "每个专题和提到它的每一句。", topics, topic_rows, data.TOPIC_COLUMNS),
    ):
        as_json = Outfile(f"data/{name}.json", data.dump_json(rows))
        as_csv = Outfile(f"data/{name}.csv", data.dump_csv(table, columns))
        files += [as_json, as_csv]
        shown.append(DataFile(name, title, what, len(table), as_json.path, show_size(len(as_json.content)), as_csv.path, show_size(len(as_csv.content)), f"data/schema/{name}.schema.json"))
    files += data.topic_files(c)
    return [data_page(tuple(shown), c)], files


def _wellknown(c: Collection, pages: Sequence[Page]) -> list[Outfile]:
    files = [feeds.robots(c), Outfile(".nojekyll", b""), *feeds.redirects(c)]
    if c.site.base_url:
        files += [feeds.sitemap_xml(pages, c.site.base_url), feeds.site_feed(c), feeds.opensearch(c), *feeds.topic_feeds(c)]
    return files


def _search(c: Collection) -> SearchPlan:
    names = {r.id: SearchNames(r.meta.agency, a.name, a.short, c.kind_name(r)) for r in c.living for a in (c.agency(r),)}
    topics: dict[str, dict[str, list[str]]] = {}
    for report in c.living:
        for m in c.facts.mentions[report.id]:
            names_here = topics.setdefault(report.id, {}).setdefault(m.section or "", [])
            if c.topic_by_id[m.topic].name not in names_here:
                names_here.append(c.topic_by_id[m.topic].name)
    spoken = {t.topic.id for t in c.facts.timelines if t.offices}
    subjects = [Suggestion("topic", t.name, t.url, tuple(a.text for a in t.aliases if not a.when)) for t in c.topics if t.id in spoken]
    subjects += [Suggestion("term", t.name, f"terms/{t.id}/", t.aliases) for t in c.terms]
    return plan_search(c.living, names, topics, subjects=subjects, as_of=c.as_of)
