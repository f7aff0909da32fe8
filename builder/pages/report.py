"""A report's page: record, key figures, body by sections, topics under them, neighbours, downloads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from builder.model import Block, Report, Section
from builder.pages.collection import UNKNOWN_AGENCY, Collection
from builder.pages.contacts import Contact, contacts_of
from builder.pages.corrected import Corrected, corrected
from builder.pages.markdown import write_markdown
from builder.pages.markdown_line import escape, escape_heading
from builder.pages.page import Annotation, Crumb, Link, Outfile, Page
from builder.pages.record import ENDED, Download, RecordField, record_fields, source_name, told_by
from builder.text import show_date

CHIPS = 3  # topics that stand under a section; the others are folded
CHAPTER_CHIPS = 6  # of a whole chapter in the elder edition
_SIGNATURE = 24  # characters of a last line that is a date, with the office's name before it or not


@dataclass(frozen=True, slots=True)
class Part:
    """A headed section as it is shown: HTML level, title, its blocks, and what stands under them: topics, most told first.

    ``contents``: what the table of contents lists below it: its sections of the next level, run-in heads (一是…) among them.
    """

    id: str
    level: int
    title: str
    blocks: tuple[Block, ...]
    topics: tuple[Link, ...]
    elsewhere: tuple[Link, ...]
    parts: tuple[Part, ...]
    contents: tuple[Link, ...] = ()

    @property
    def all(self) -> tuple[Part, ...]:
        return (self, *(inner for part in self.parts for inner in part.all))

    @property
    def shown(self) -> tuple[Link, ...]:
        return self.topics[:CHIPS]

    @property
    def folded(self) -> tuple[Link, ...]:
        return self.topics[CHIPS:]

    @property
    def chapter_topics(self) -> tuple[Link, ...]:
        """The foremost topics of the section and of all below it, each once: few to choose from, and a page that stays light."""
        ranks = zip_longest(*(part.topics for part in self.all))
        return _unique(link for rank in ranks for link in rank if link)[:CHAPTER_CHIPS]


@dataclass(frozen=True, slots=True)
class Neighbour:
    way: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the report template may see."""

    report: Report
    record: tuple[RecordField, ...]
    notices: tuple[str, ...]
    corrected: tuple[Corrected, ...]
    lead: tuple[Block, ...]
    parts: tuple[Part, ...]
    tail: tuple[Block, ...]
    annotations: tuple[Annotation, ...]
    neighbours: tuple[Neighbour, ...]
    related: tuple[Link, ...]
    comparisons: tuple[Link, ...]
    topics: tuple[Link, ...]
    downloads: tuple[Download, ...]
    citation: str
    address: str
    qr: str
    original_title: str
    excerpt: bool
    speech: str
    source: str
    told_by: str
    signed: str
    contact: Contact | None


def report_page(
    report: Report,
    c: Collection,
    *,
    blocks: Sequence[Block] = (),
    annotations: Sequence[Annotation] = (),
    section_topics: Mapping[str, Counter[Link]] | None = None,
    section_elsewhere: dict[str, tuple[Link, ...]] | None = None,
    neighbours: Sequence[Neighbour] = (),
    related: Sequence[Link] = (),
    comparisons: Sequence[Link] = (),
    topics: Sequence[Link] = (),
    attached: Sequence[Download] = (),
    downloads: Sequence[Download] = (),
    qr: str = "",
    speech: str = "",
    extras: object = None,
) -> Page:
    """The page of one report. A withdrawn one keeps its address and says why the text is gone."""
    meta = report.meta
    lead, parts, tail = split_parts(report, blocks or report.blocks, section_topics or {}, section_elsewhere or {})
    address = c.site.base_url + report.url if c.site.base_url else ""
    view = ReportView(
        report=report,
        record=record_fields(report, c, attached),
        notices=_notices(report, c),
        corrected=corrected(report, c.changes.get(report.id, ())),
        lead=lead,
        parts=parts,
        tail=tail,
        annotations=_apart_from_chips(annotations, parts),
        neighbours=tuple(neighbours),
        related=tuple(related),
        comparisons=tuple(comparisons),
        topics=tuple(topics),
        downloads=tuple(downloads),
        citation=citation(report, c),
        address=address,
        qr=qr,
        original_title=meta.title,
        excerpt=meta.is_excerpt,
        speech=speech,
        source=source_name(report, c),
        told_by=told_by(report, c),
        signed=_signed(report),
        contact=next(iter(contacts_of([c.agency(report)])), None),
    )
    crumbs = (
        Crumb("法定主动公开内容", "catalog/"),
        Crumb("全部文件", "reports/"),
        Crumb(f"{meta.year}年", f"years/{meta.year}/"),
        Crumb(c.label(report)),
    )
    return Page(
        report.url,
        "report",
        c.label(report),
        ReportPageView(view, extras),
        "" if meta.withdrawn else meta.summary,
        crumbs,
        "catalog",
        "法定主动公开内容",
        meta.published,
        article=True,
    )


@dataclass(frozen=True, slots=True)
class ReportPageView:
    """The report's view and what other floors add to it (key figures, speech)."""

    main: ReportView
    extras: object


def split_parts(
    report: Report, shown: Sequence[Block], topics: Mapping[str, Counter[Link]], elsewhere: dict[str, tuple[Link, ...]]
) -> tuple[tuple[Block, ...], tuple[Part, ...], tuple[Block, ...]]:
    """Blocks before the first heading, the tree of headed sections, and the targets of removed passages."""
    lead: list[Block] = []
    tail: list[Block] = []
    flat: list[tuple[Section, list[Block]]] = []
    for block in shown:
        if block.kind == "heading":
            flat.append((report.section_by_id[block.section], []))
        elif block.kind == "target":
            tail.append(block)
        else:
            (flat[-1][1] if flat else lead).append(block)
    run_ins: dict[str, list[str]] = {}
    for paragraph in report.paragraphs:
        run_ins.setdefault(paragraph.section, []).extend(item.section for item in paragraph.run_ins)

    def build(items: list[tuple[Section, list[Block]]]) -> tuple[Part, ...]:
        out: list[Part] = []
        i = 0
        while i < len(items):
            section, blocks = items[i]
            j = i + 1
            while j < len(items) and items[j][0].level > section.level:
                j += 1
            inside = [section.id, *run_ins.get(section.id, [])]
            out.append(
                Part(
                    section.id,
                    min(6, section.level + 1),
                    section.title,
                    tuple(blocks),
                    tuple(link for link, _ in sum((topics[s] for s in inside if s in topics), Counter()).most_common()),
                    _unique(link for s in inside for link in elsewhere.get(s, ())),
                    build(items[i + 1 : j]),
                    _below(report, section),
                )
            )
            i = j
        return tuple(out)

    return tuple(lead), build(flat), tuple(tail)


def _apart_from_chips(annotations: Iterable[Annotation], parts: Iterable[Part]) -> tuple[Annotation, ...]:
    """Links to topics in the text without those that stand under one of its sections."""
    chips = {link.path for one in parts for part in one.all for link in part.shown}
    return tuple(a for a in annotations if a.kind != "topic" or a.target not in chips)


def _below(report: Report, section: Section) -> tuple[Link, ...]:
    return tuple(Link(s.title, f"#{s.id}") for s in report.sections if s.parent == section.id)


def _unique(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple({link.path: link for link in links}.values())


def _signed(report: Report) -> str:
    """The day of writing that paper shows under the text, unless the text itself ends with a date; of a restatement it is the original's."""
    last = report.paragraphs[-1].text.strip(" 　。）)") if report.paragraphs else ""
    day = "" if last.endswith("日") and len(last) <= _SIGNATURE else show_date(report.meta.written)
    return f"（原文成文日期：{day}）" if day and report.meta.is_excerpt else day


def _notices(report: Report, c: Collection) -> tuple[str, ...]:
    meta = report.meta
    notes: list[str] = []
    if meta.withdrawn:
        return (f"这份文件已于{show_date(meta.withdrawn.date)}撤下。原因：{meta.withdrawn.reason}",)
    if meta.is_excerpt:
        notes.append("这是摘编：事实和数字来自原文，句子是本站重新写的。引用请核对原文。")
    if meta.archived:
        notes.append(f"已归档：{show_date(meta.archived)}归入历史资料，内容不再更新。")
    later = c.report_by_id.get(meta.successor)
    if meta.validity in ENDED or later:
        notes.append(f"这份文件{ENDED.get(meta.validity, '已有新的文件')}" + (f"，由《{c.label(later)}》代替。" if later else "。"))
    return tuple(notes)


def citation(report: Report, c: Collection) -> str:
    """A reference after GB/T 7714: author. title[EB/OL]. (date)[retrieved]. address. A restatement is its compiler's, not the office's."""
    meta = report.meta
    agency = c.agency(report)
    known = agency is not UNKNOWN_AGENCY
    author = agency.name if known else "（未标注机构）"
    published = f"（{meta.published.isoformat()}）" if meta.published else ""
    retrieved = f"［{meta.source.retrieved.isoformat()}］" if meta.source.retrieved else ""
    address = c.site.base_url + report.url if c.site.base_url else ""
    excerpt = ""
    if meta.is_excerpt:
        excerpt = f"（摘编，据{agency.name if known else '原'}文件整理）"
        author = c.site.publisher.name or c.site.name
    where = f"{c.site.name}，{address}" if address else c.site.name
    day = f"{published}{retrieved}. " if published or retrieved else ""
    return f"{author}. {meta.title}{excerpt}［EB/OL］. {day}{where}."


def markdown_download(report: Report, c: Collection, attached: Sequence[Download] = (), blocks: Sequence[Block] = ()) -> Outfile:
    """The report as Markdown with its record on top: what the law calls 下载 (LAW-08). Of the text only what the page shows."""
    rows = [f"- {escape(f'{f.label}：{f.text}')}{'（推断）' if f.inferred else ''}" for f in record_fields(report, c, attached)]
    parts = [f"# {escape_heading(c.label(report))}", "\n".join(rows), "---", write_markdown(blocks or report.blocks, report.section_by_id)]
    return Outfile(f"{report.url}{report.id}.md", "\n\n".join(parts).encode())


def show_size(size: int) -> str:
    """12.3 KB, 1.2 MB: for download links (attachments show type and size)."""
    return f"{size / 1024:.1f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
