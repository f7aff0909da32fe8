"""The build's recipe: read, analyse, check, plan, render, index, publish — one screen."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from builder import __version__
from builder.checks.authored import check_authored
from builder.checks.collection import check_collisions, check_redirects
from builder.checks.history import check_history
from builder.checks.links import PageLinks, check_links, place_in_content, read_links
from builder.checks.waivers import waive
from builder.commands.budget import Budget, budget, near_limit
from builder.commands.collect import make_collection
from builder.commands.page_sizes import PageSize, too_heavy
from builder.commands.previous import read_previous
from builder.commands.reading import planned, read_content, written_texts
from builder.manifest import MANIFEST, Listed, render_manifest
from builder.output import check_ours, check_target, claimed, publish, staging_folder, write_file
from builder.pages.collection import Collection
from builder.pages.ledger import ledger_problems
from builder.pages.page import Outfile, Page, is_for_elders
from builder.pages.plan import Plan, plan_site
from builder.parallel import WorkerLost, ordered_map
from builder.problems import Location, Problem, has_errors
from builder.rendering.assets import bundle_assets
from builder.rendering.env import make_environment, packaged_templates
from builder.rendering.faults import FaultBook, check_templates
from builder.rendering.links import ELDER, FOR_MACHINES, RESERVED, Edition, output_file
from builder.rendering.render import Frame, Renderer, page_files
from builder.search import write_search
from builder.site_root import attachment_bytes, write_sidecars


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line decides. ``as_of`` is the only clock."""

    root: Path
    out: Path
    as_of: date
    base_url: str = ""
    previous: str = ""
    portable: bool = False
    jobs: int = 1
    cache: Path | None = None
    strict: bool = False
    record_anchors: bool = True  # write new anchors beside the content; a preview does not


@dataclass(frozen=True)
class BuildResult:
    problems: tuple[Problem, ...]
    published: bool = False
    pages: int = 0
    files: int = 0
    size: int = 0
    sidecars: tuple[Path, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
    sizes: tuple[PageSize, ...] = ()
    budget: Budget | None = None
    collection: Collection | None = None  # what was published


@dataclass(slots=True)
class Stopwatch:
    """Seconds by step, for --timings; never printed into pages."""

    laps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.laps.append((name, time.perf_counter() - start))


def build_site(options: BuildOptions, waiting: Callable[[], None] = lambda: None) -> BuildResult:
    """Build and publish, or leave everything as it was and say why: every mistake that can be found, at once.

    ``waiting`` is called when another build of the same output must be waited for. Raises OutputRefused, OSError.
    """
    check_target(options.out, options.root)
    if not (options.root / "content").is_dir():
        return BuildResult(read_content(options.root, options.as_of, options.base_url, 1).problems)
    with claimed(options.out, waiting) as place:
        try:
            return _build(options, place)
        except WorkerLost as lost:
            return BuildResult((_lost(options.root, lost),))


def _lost(root: Path, lost: WorkerLost) -> Problem:
    found = f"一个工作进程{lost}"
    return Problem(Location(str(root)), "error", "worker.lost", "", found, "每个进程做完它那一份", "释放内存，或用 --jobs 1 再构建一次")


def _build(options: BuildOptions, place: Path) -> BuildResult:
    watch = Stopwatch()
    with watch.lap("读取"):
        content = read_content(options.root, options.as_of, options.base_url, options.jobs)
        problems = list(content.problems)

    def stopped() -> bool:
        return has_errors(waive(problems, content.reports), strict=options.strict)

    def result(**done: Any) -> BuildResult:
        return BuildResult(tuple(waive(problems, content.reports)), timings=tuple(watch.laps), **done)

    keep = content.words.info.keep
    if "content/site.yml" not in content.broken:
        check_ours(options.out, keep)
    with watch.lap("分析"):
        collection, found = make_collection(content.words, content.sound, options.as_of, options.jobs, content.decisions)
        problems += found
    with watch.lap("规划"):
        attached = {r.id: attachment_bytes(r, content.file(r), options.root, problems) for r in content.public}
        plan = plan_site(collection, attached, portable=options.portable)
        own = own_templates(options.root)
        static = static_files([packaged_templates(), *own])
        names = [output_file(p.path) for p in plan.pages] + [f.path for f in plan.files]
        taken = taken_addresses(plan, static)
        texts = list(written_texts(content, options.root))
        problems += ledger_problems(collection)
        problems += check_collisions(taken, below=FOR_MACHINES, pages=[p.path for p in plan.pages])
        problems += check_redirects(content.reports, [*taken, *(output_file(r.url) for r in content.reports)], RESERVED)
        problems += check_authored(texts, planned(content, texts, {*names, *(f.path for f in static)}))
        if options.previous:
            previous, unread = read_previous(options.previous)
            problems += unread
            # Pages of unreadable files are not gone for good: without all reports only dates are compared.
            if previous:
                now = previous.files if stopped() else names
                problems += check_history(previous, now, content.reports, content.words.agencies)
    renderer = Renderer(make_environment(own), make_frame(plan, options))
    if stopped():
        problems += [p for folder in own for p in check_templates(renderer.env, folder)]
        return result()
    with staging_folder(place) as staging:
        with watch.lap("渲染"):
            links, sizes, faults = _write_pages(plan, renderer, own, staging, options.jobs)
            for file in [*plan.files, *static]:
                write_file(staging, file.path, file.content)
            problems += [*faults, *too_heavy(sizes)]
        if stopped():
            return result()
        with watch.lap("检索"):
            problems += write_search(plan.search, staging, jobs=options.jobs, timeout=600, cache=options.cache)
        with watch.lap("核对"):
            files = frozenset(p.relative_to(staging).as_posix() for p in staging.rglob("*") if p.is_file()) | {MANIFEST}
            base = "/" + "/".join(collection.site.base_url.split("/")[3:]) if collection.site.base_url else "/"
            problems += check_keep(keep, files)
            problems += place_in_content(check_links(links, files, base), {t.page: t for t in texts})
        if stopped():
            return result()
        with watch.lap("发布"):
            listed = write_manifest(staging, options.as_of, keep)
            told = budget({name: f.size for name, f in listed.items()}, sizes, len(collection.reports))
            problems += near_limit(told)
            publish(staging, options.out, keep)
    sidecars = write_sidecars(zip(content.files, content.read, strict=True)) if options.record_anchors else []
    return result(
        published=True, pages=len(links), files=len(files), size=told.size, sidecars=tuple(sidecars), collection=collection, sizes=tuple(sizes), budget=told
    )


def taken_addresses(plan: Plan, static: Sequence[Outfile]) -> list[str]:
    """Every file that the build writes, in every edition, but the pages at old addresses: those may be nobody else's."""
    pages = [name for _, _, name in page_files(plan.pages, plan.collection.site.editions)]
    every = Counter([*pages, *(f.path for f in (*plan.files, *static)), MANIFEST])
    every.subtract(output_file(old) for r in plan.collection.reports for old in r.meta.redirect_from)
    return list(every.elements())


def own_templates(root: Path) -> list[Path]:
    """The site's templates folder, if it has one that is not the package's."""
    own = (root / "templates").resolve()
    return [own] if own.is_dir() and own != packaged_templates().resolve() else []


def make_frame(plan: Plan, options: BuildOptions) -> Frame:
    """What all pages share."""
    c = plan.collection
    elder = frozenset(p.path for p in plan.pages if is_for_elders(p)) if ELDER.id in c.site.editions else frozenset[str]()
    offices = tuple(a.short for a in c.used_agencies)
    return Frame(c.site, options.as_of, c.newest_dated, __version__, offices, options.portable, bool(c.topics), elder)


def _write_pages(
    plan: Plan, renderer: Renderer, own: Sequence[Path], staging: Path, jobs: int
) -> tuple[dict[str, PageLinks], list[PageSize], list[Problem]]:
    """Render every page in every edition; what each page links to and weighs, and what own templates got wrong."""
    work = page_files(plan.pages, plan.collection.site.editions)

    def write(page: Page, edition: Edition, name: str) -> tuple[PageLinks, int]:
        html = renderer.render(page, edition)
        write_file(staging, name, html)
        return read_links(html.decode()), len(html)

    def attempt(item: tuple[Page, Edition, str]) -> tuple[PageLinks, int] | None:
        try:
            return write(*item)
        except Exception:  # tried once more below, where it can be explained
            return None

    links: dict[str, PageLinks] = {}
    sizes: list[PageSize] = []
    books = [FaultBook(folder) for folder in own]
    unplaced: Exception | None = None
    for (page, edition, name), found in zip(work, ordered_map(attempt, work, jobs), strict=True):
        try:
            links[name], size = found or write(page, edition, name)
            sizes.append(PageSize(name, f"{edition.name} {page.kind}" if edition.simple else page.kind, size))
        except Exception as error:  # whatever a site's own template does; without one it is our mistake
            if not any(book.add(error, name) for book in books):
                unplaced = unplaced or error
    problems = [p for book in books for p in book.problems()]
    if problems or unplaced:
        told = {p.location for p in problems}
        problems += [p for book in books for p in check_templates(renderer.env, book.own) if p.location not in told]
    if unplaced and not problems:
        raise unplaced
    return links, sizes, problems


def static_files(roots: Iterable[Path]) -> list[Outfile]:
    """Stylesheets, scripts and icons; a site's own file replaces the package's of the same name."""
    found: dict[str, bytes] = {}
    for root in roots:
        for path in sorted((root / "static").rglob("*")):
            if path.is_file() and path.name != "prefs.js":
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return [Outfile(name, content) for name, content in bundle_assets(found).items()]


def check_keep(keep: Iterable[str], files: Iterable[str]) -> Iterator[Problem]:
    """Names in ``site.yml: keep`` that the site itself writes; upper and lower case are one on many disks."""
    written = {name.partition("/")[0].casefold() for name in files}
    for name in keep:
        if name.casefold() in written:
            found = f"“{name}”由网站自己生成"
            yield Problem(Location("content/site.yml"), "error", "site.keep", "keep", found, "网站不生成的名称", "从 keep 里删去它")


def write_manifest(staging: Path, as_of: date, keep: Sequence[str] = ()) -> dict[str, Listed]:
    """manifest.json: every file with size and SHA-256, the digest over all, as-of date and version; what it lists, and itself."""
    files: dict[str, Listed] = {}
    for name, path in sorted((p.relative_to(staging).as_posix(), p) for p in staging.rglob("*") if p.is_file()):
        data = path.read_bytes()
        files[name] = Listed(len(data), hashlib.sha256(data).hexdigest())
    manifest = render_manifest(files, version=__version__, as_of=as_of.isoformat(), keep=keep)
    write_file(staging, MANIFEST, manifest)
    return {**files, MANIFEST: Listed(len(manifest), hashlib.sha256(manifest).hexdigest())}
