"""Joins what is known of a report into its page and its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from builder.analysis.accounts import gives_account, looks_ahead
from builder.analysis.crosslinks import links_for
from builder.analysis.figures import IndicatorRow
from builder.analysis.places import kind_half
from builder.analysis.related import same_subject_elsewhere
from builder.analysis.series import neighbours
from builder.content.attachments import attachment_type
from builder.content.slugs import file_slug
from builder.model import Report
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.elder_summary import SummaryFacts, summary_sentences
from builder.pages.indicator_slugs import indicator_path
from builder.pages.key_figures import HEADLINES, KeyFigure, key_figures
from builder.pages.linked_data import json_ld
from builder.pages.page import Annotation, Link, Outfile, Page
from builder.pages.pictures import files_beside, placed
from builder.pages.qr import qr_file
from builder.pages.record import Download, attachment_anchor, source_name, told_by
from builder.pages.report import Neighbour, markdown_download, report_page, show_size
from builder.pages.report_data import report_json
from builder.pages.report_figures import figures_page, report_figures
from builder.pages.speech import speech_table
from builder.pages.statuses import STATUS_BY_ID, Status
from builder.pages.wrong import room_for, wrong_link
from builder.text import show_date

_ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class ReportExtras:
    """What the report page shows beyond the report: key figures, the page of all figures, the elder summary."""

    figures: tuple[KeyFigure, ...]
    all_figures: Page | None
    summary: tuple[str, ...]


def _over_years(c: Collection, row: IndicatorRow) -> str:
    series = c.series_of.get(id(row))
    return indicator_path(c, series) if series else ""


def report_and_files(c: Collection, report: Report, attachments: Mapping[str, bytes]) -> tuple[list[Page], list[Outfile]]:
    """The page of a report, that of its figures, and everything that lies beside them."""
    if report.meta.withdrawn:
        return [report_page(report, c, neighbours=_neighbours(c, report), extras=ReportExtras((), None, ()))], []
    rows = c.facts.rows[report.id]
    files = files_beside(report.url, attachments)
    blocks = placed(report.blocks, report.url, attachments)
    attached = _attached(report, attachments, files)
    downloads: list[Download] = []
    if c.site.features.downloads:
        markdown, as_json = (
            markdown_download(report, c, attached, blocks),
            report_json(report, c, rows),
        )
        files += [markdown, as_json]
        downloads += [
            Download("下载 Markdown", markdown.path, show_size(len(markdown.content))),
            Download("下载 JSON", as_json.path, show_size(len(as_json.content))),
        ]
    qr = ""
    if c.site.base_url:
        files.append(qr_file(f"{report.url}qr.svg", c.site.base_url + report.url))
        qr = files[-1].path
    speech = speech_table(
        report,
        title=c.label(report),
        office=_office(c, report),
        date=show_date(report.meta.published),
        source=source_name(report, c),
    )
    files.append(speech)
    every = report_figures(rows, report, partial(wrong_link, c.site, report, room=room_for(len(rows))), partial(_over_years, c))
    all_figures = figures_page(c, report, every) if every else None
    page = report_page(
        report,
        c,
        blocks=blocks,
        annotations=_annotations(c, report, rows),
        section_topics=_section_topics(c, report),
        section_elsewhere=_elsewhere(c, report),
        neighbours=_neighbours(c, report),
        related=c.related(report),
        comparisons=_comparisons(c, report),
        attached=attached,
        downloads=downloads,
        qr=qr,
        speech=speech.path,
        extras=ReportExtras(
            key_figures(rows, c.facts.rules, HEADLINES, _verdicts(c, rows) if kind_half(report, c.kinds) == "both" else None),
            all_figures,
            _summary(c, report, rows),
        ),
    )
    page = replace(page, json_ld=json_ld(report, c) if c.site.base_url else "")
    return [page, *([all_figures] if all_figures else [])], files


def _attached(report: Report, beside: Mapping[str, bytes], files: Iterable[Outfile]) -> list[Download]:
    """The attachments as published, with type, size and digest."""
    contents = {file.path: file.content for file in files}
    found: list[Download] = []
    for number, one in enumerate(report.meta.attachments, 1):
        if one.file in beside:
            path, kind = report.url + file_slug(one.file), attachment_type(one.file)
            size = f"{kind.name if kind else ''}，{show_size(len(contents[path]))}"
            found.append(Download(one.title, path, size, hashlib.sha256(contents[path]).hexdigest(), attachment_anchor(number)))
    return found


def _office(c: Collection, report: Report) -> str:
    agency = c.agency(report)
    return "" if agency is UNKNOWN_AGENCY else agency.name


def _annotations(c: Collection, report: Report, rows: tuple[IndicatorRow, ...]) -> list[Annotation]:
    """Links to topics, terms and reports, and every figure that the ledger knows (each place once)."""
    kinds = {"report": "document"}
    links = links_for(report, c.facts.mentions[report.id], c.facts.term_uses[report.id], c.link_index)
    found = [Annotation(k.paragraph, k.start, k.end, kinds.get(k.kind, k.kind), k.target) for k in links]
    places = {
        (r.paragraph, r.value_start, r.value_end): report.paragraph_by_id[r.paragraph].text[r.value_start : r.value_end]
        for r in rows
    }
    return found + [Annotation(paragraph, start, end, "figure", title=text) for (paragraph, start, end), text in places.items()]


def _neighbours(c: Collection, report: Report) -> list[Neighbour]:
    near = neighbours(report, c.by_agency[report.meta.agency], c.kinds)
    found = [Neighbour("同一年的另一半", c.label(r), r.url) for r in near.paired]
    paired = {r.id for r in near.paired}
    if near.earlier and near.earlier.id not in paired:
        found.insert(0, Neighbour("上一份", c.label(near.earlier), near.earlier.url))
    if near.later and near.later.id not in paired:
        found.append(Neighbour("下一份", c.label(near.later), near.later.url))
    return found + [Neighbour("被它代替的", c.label(r), r.url) for r in c.replaced_by.get(report.id, ())]


def _section_topics(c: Collection, report: Report) -> dict[str, Counter[Link]]:
    """By section how often it speaks of each topic."""
    found: dict[str, Counter[Link]] = {}
    for m in c.facts.mentions[report.id]:
        if m.section and not m.passing:
            topic = c.topic_by_id[m.topic]
            found.setdefault(m.section, Counter())[Link(topic.name, topic.url)] += 1
    return found


def _elsewhere(c: Collection, report: Report) -> dict[str, tuple[Link, ...]]:
    """“Same subject in other years” for the headed sections of the first two levels."""
    return {
        s.id: tuple(
            Link(f"{e.report.meta.year}年：{e.section.title}", e.url)
            for e in same_subject_elsewhere(report, s.id, c.facts.profiles, _ELSEWHERE)
        )
        for s in report.sections
        if not s.run_in and s.level <= 2
    }


def _comparisons(c: Collection, report: Report) -> tuple[Link, ...]:
    if not c.site.features.compare:
        return ()
    return tuple(
        Link(f"{c.label(x.earlier)} 与 {c.label(x.later)} 对照", x.url)
        for x in c.comparisons.get(report.id, ())
    )


def _verdicts(c: Collection, rows: Iterable[IndicatorRow]) -> dict[int, Status]:
    """What the results of a report decided, by the row's identity."""
    return {id(row): STATUS_BY_ID[p.verdict] for row in rows if (p := c.decided_by.get(id(row)))}


def _summary(c: Collection, report: Report, rows: tuple[IndicatorRow, ...]) -> tuple[str, ...]:
    """The elder edition's summary first: facts in fixed sentences."""
    near = neighbours(report, c.by_agency[report.meta.agency], c.kinds)
    kind = c.kind_by_id.get(report.meta.kind)
    tells = looks_ahead(report, c.kinds) or gives_account(report, c.kinds)
    facts = SummaryFacts(
        office=_office(c, report) and c.agency(report).short,
        kind={"计划": "工作计划", "总结": "工作总结"}.get(c.kind_name(report), c.kind_name(report)),
        half=kind.half if kind and tells else "none",
        year=report.meta.year,
        published=report.meta.published,
        parts=sum(s.level == 1 for s in report.sections),
        characters=report.characters,
        figures=len(rows),
        reviewed=sum(bool(r.reviewed) for r in rows),
        after=c.label(near.later) if near.later else "",
        told_by=told_by(report, c),
    )
    return summary_sentences(facts)
