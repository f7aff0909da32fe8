"""Everything of a site root, read and checked file by file: what can be used, and all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from builder.beside import attachment_bytes, picture_bytes
from builder.checks.authored import Planned, Written
from builder.checks.collection import check_collection, check_days_given, check_sample, check_twins, twin_digest
from builder.checks.columns import check_columns
from builder.checks.profile import check_domain
from builder.checks.review import Reviewing
from builder.checks.waivers import check_waivers, waive
from builder.commands.collect import is_public
from builder.commands.kept import KeptReport, keep_reports, report_base
from builder.commands.privacy import find_private, find_private_attached, find_private_beside
from builder.content.decisions import Decision, Decisions, parse_decisions
from builder.content.read import ReadReport
from builder.model import Report
from builder.parallel import Crew, Progress, ordered_map, unheard
from builder.problems import Problem
from builder.rendering.links import output_file
from builder.site_root import Dictionaries, ReportFile, parse_report, read_dictionaries, read_text, report_files
from builder.store import Store

_DRAFT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:(?!---).*\n)*?draft:[ \t]*true[ \t]*\r?\n")
_MADE_OF_REPORTS = ("years/", "agencies/", "kinds/", "compare/", "ledger/", "data/")


@dataclass(frozen=True)
class Content:
    """A site root as read. ``words`` holds only dictionaries without errors; ``kept``: by path the reports as the store has them.

    ``files``: where the store has the reports, the text only of those with an error.
    """

    words: Dictionaries
    files: tuple[ReportFile, ...]
    read: tuple[ReadReport, ...]
    problems: tuple[Problem, ...]
    as_of: date
    decisions: Decisions
    kept: Mapping[str, KeptReport] = field(default_factory=dict)
    base: bytes = b""  # of the keys of these

    @cached_property
    def broken(self) -> frozenset[str]:
        """Files with an error in them, as shown."""
        return frozenset(p.location.path for p in self.problems if p.severity == "error")

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return tuple(r.report for r in self.read if r.report is not None)

    @cached_property
    def sound(self) -> tuple[Report, ...]:
        """Reports without an error: what the stages after reading can work on."""
        return tuple(r for r in self.reports if r.location.path not in self.broken)

    @cached_property
    def file_by_path(self) -> Mapping[str, ReportFile]:
        return {f.shown: f for f in self.files}

    def file(self, report: Report) -> ReportFile:
        return self.file_by_path[report.location.path]

    @property
    def public(self) -> tuple[Report, ...]:
        """Reports whose text is to be shown, sound or not."""
        return tuple(r for r in self.reports if is_public(r, self.as_of) and r.meta.withdrawn is None)


def read_content(
    root: Path, as_of: date, base_url: str, jobs: int, store: Store | None = None, code: bytes = b"", crew: Crew | None = None, progress: Progress = unheard
) -> Content:
    """Read all files; ``base_url`` stands for the one in site.yml when given. With a ``store`` only what it has not is read, and analysed too."""
    words = read_dictionaries(root)
    problems = list(words.problems)
    files = report_files(root, problems)
    kept: list[KeptReport] = []
    by = Reviewing(words.agencies, words.kinds, words.wrong_words, not words.info.is_mirror)
    digests: dict[str, bytes] = {}
    base = b""
    if store is None:
        read = ordered_map(partial(parse_report, agencies=words.agencies, kinds=words.kinds), files, jobs)
        private = [find_private(file, r.report, by) for file, r in zip(files, read, strict=True)]
        read = [replace(r, problems=(*r.problems, *found)) for r, found in zip(read, private, strict=True)]
    else:
        base = report_base(words, by, code)
        kept = keep_reports(files, words, by, base, jobs, store, crew, progress)
        read = [k.read for k in kept]
        digests = {k.card.meta.id: k.card.text for k in kept if k.card.meta}
    found = [p for file, r in zip(files, read, strict=True) for p in _of_unreadable_draft(file, r)]
    if not words.agencies and _broken("agencies.yml", problems):
        found = [p for p in found if p.code != "agency.unknown"]  # nobody can be known where nothing could be read
    if _broken("kinds.yml", problems):
        found = [p for p in found if (p.code, p.field) != ("field.choice", "kind")]
    problems += found
    reports = [r.report for r in read if r.report is not None]
    decisions = _decisions(files, read, problems)
    problems += check_collection(reports, as_of)
    problems += check_sample(reports, official=not words.info.is_mirror)
    problems += check_days_given(reports, official=not words.info.is_mirror)
    problems += check_waivers(reports)
    problems += find_private_beside(root)
    problems += [p for file, r in zip(files, read, strict=True) if r.report and r.report.meta.attachments for p in find_private_attached(file, r.report, root, store, base)]
    problems += check_twins(reports, lambda r: digests[r.id] if digests else twin_digest(r))
    problems += check_columns((c for c in words.columns if (root / c.path).is_file()), as_of, not words.info.is_mirror)
    if base_url:
        words = replace(words, info=replace(words.info, base_url=base_url.rstrip("/") + "/"))
    if not _broken("site.yml", problems):
        problems += check_domain(words.info, given=bool(base_url))
    problems = waive(problems, reports, words.columns)  # before anything asks which files are broken
    by_path = {file.shown: k for file, k in zip(files, kept, strict=True)} if kept else {}
    content = Content(_usable(words), tuple(files), tuple(read), tuple(problems), as_of, decisions, by_path, base)
    if kept:  # the store has what the others say: ten thousand texts are as large as all else that is known of them
        content = replace(content, files=tuple(f if f.shown in content.broken else replace(f, text="") for f in files))
    return content


def _of_unreadable_draft(file: ReportFile, read: ReadReport) -> Sequence[Problem]:
    """What was found in a file. Where the record is so broken that it says no more whether it is a draft, its line does."""
    if read.report is not None or not _DRAFT.match(file.text):
        return read.problems
    return [replace(p, severity="warning") if p.severity == "error" else p for p in read.problems]


def _decisions(files: Sequence[ReportFile], read: Sequence[ReadReport], problems: list[Problem]) -> Decisions:
    """What persons decided, by report; the files of reports that could not be read are checked all the same."""
    found: dict[str, Sequence[Decision]] = {}
    for file, one in zip(files, read, strict=True):
        if file.review.strip():
            own = one.report.id if one.report else ""
            decided, faults = parse_decisions(file.review, file.review_shown, own)
            problems += faults
            if not (one.report and one.report.meta.draft):  # it may have the id of a report that is published
                found[own] = decided
    return found


def _broken(name: str, problems: list[Problem]) -> bool:
    return any(p.severity == "error" and p.location.path == f"content/{name}" for p in problems)


def _usable(words: Dictionaries) -> Dictionaries:
    """Every id once. What a broken dictionary still says stays: the reports' facts were read with it."""
    topics, terms = tuple({t.id: t for t in words.topics}.values()), tuple({t.id: t for t in words.terms}.values())
    return replace(words, topics=topics, terms=terms, agencies=tuple({a.id: a for a in words.agencies if a.id}.values()))


def read_beside(content: Content, report: Report, root: Path, problems: list[Problem]) -> dict[str, bytes]:
    """Attachments and pictures of a report, by file name."""
    file, card = content.file(report), content.kept[report.location.path].card
    attached = attachment_bytes(report, file.path, root, problems)
    return attached | picture_bytes(card.pictures, file.shown, file.path, root, problems, attached)


def written_texts(content: Content, root: Path) -> Iterator[Written]:
    """Reports and columns as their authors wrote them, for checking the links in them."""
    for r in content.public:
        links = content.kept[r.location.path].card.links if r.location.path in content.kept else None
        yield Written(output_file(r.url), r.location.path, partial(_again, content.file(r).path, root), r, links)
    for c in content.words.columns:
        if c.path and (root / c.path).is_file():
            yield Written(output_file(f"{c.id}/"), c.path, partial(_again, root / c.path, root), c)


def _again(path: Path, root: Path) -> str:
    """A file that was read before."""
    return read_text(path, root, []) or ""


def planned(content: Content, texts: list[Written], names: Set[str]) -> Planned:
    """What links may lead to; pages of files that could not be used are given the benefit of the doubt."""
    anchors = {t.page: t for t in texts}
    lost = [f for f in content.files if f.shown in content.broken]
    ids = {m[1] for f in lost for m in re.finditer(r"(?m)^id:[ \t]*[\"']?([a-z0-9-]+)", f.text)}
    ids |= {f.path.stem for f in lost} | {Path(p).stem for p in content.broken if p.startswith("content/reports/")}
    prefixes = [f"reports/{i}/" for i in sorted(ids)]
    if lost:
        prefixes += [*_MADE_OF_REPORTS, *(f"topics/{t.id}/" for t in content.words.topics)]
    for name, folders in (
        ("topics.yml", ("topics/", "compare/")), ("terms.yml", ("terms/",)), ("agencies.yml", ("agencies/", "ledger/")), ("kinds.yml", ("kinds/",)),
        ("indicators.yml", ("ledger/",)), ("site.yml", ("data/",)),
    ):  # fmt: skip
        prefixes += folders if f"content/{name}" in content.broken else ()
    prefixes += [f"{Path(p).stem}/" for p in content.broken if p.startswith("content/columns/")]
    return Planned(names, anchors, prefixes=tuple(prefixes))
