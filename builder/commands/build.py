"""The build's recipe: read, analyse, check, plan, render, index, publish — one screen."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from builder import __version__
from builder.checks.collection import check_collection, check_collisions
from builder.checks.history import check_history
from builder.checks.links import PageLinks, check_links, place_in_content, read_links
from builder.commands.collect import make_collection
from builder.commands.previous import read_previous
from builder.output import MANIFEST, check_target, publish, recover, staging_folder, write_file
from builder.pages.collection import Collection
from builder.pages.ledger import ledger_problems
from builder.pages.page import Outfile
from builder.pages.plan import Plan, plan_site
from builder.parallel import ordered_map
from builder.problems import Problem, has_errors
from builder.rendering.assets import bundle_assets
from builder.rendering.env import make_environment, packaged_templates
from builder.rendering.render import Frame, Renderer, output_file
from builder.search import write_search
from builder.site_root import ReportFile, attachment_bytes, parse_report, read_dictionaries, report_files, write_sidecars


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


@dataclass(slots=True)
class Stopwatch:
    """Seconds by step, for --timings; never printed into pages."""

    laps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.laps.append((name, time.perf_counter() - start))


def build_site(options: BuildOptions) -> BuildResult:
    """Build and publish, or leave everything as it was and say why."""
    watch = Stopwatch()
    check_target(options.out, options.root)
    recover(options.out)
    with watch.lap("读取"):
        words = read_dictionaries(options.root)
        problems = list(words.problems)
        files = report_files(options.root, problems)
        read = ordered_map(partial(parse_report, agencies=words.agencies, kinds=words.kinds), files, options.jobs)
        problems += [p for r in read for p in r.problems]
        reports = [r.report for r in read if r.report is not None]
        problems += check_collection(reports, options.as_of)
    if options.base_url:
        words = replace(words, info=replace(words.info, base_url=options.base_url.rstrip("/") + "/"))
    if has_errors(problems, strict=options.strict):
        return BuildResult(tuple(problems), timings=tuple(watch.laps))
    with watch.lap("分析"):
        by_id = {r.report.id: f for f, r in zip(files, read, strict=True) if r.report is not None}
        collection, found = make_collection(words, reports, options.as_of, options.jobs)
        problems += found
    with watch.lap("规划"):
        attached = {r.id: attachment_bytes(r, by_id[r.id], options.root, problems) for r in collection.living}
        plan = plan_site(collection, attached)
        if options.previous:
            previous, unread = read_previous(options.previous)
            problems += unread
            names_now = [output_file(p.path) for p in plan.pages] + [f.path for f in plan.files]
            problems += check_history(previous, names_now, collection.reports) if previous else []
        problems += ledger_problems(collection)
        problems += check_collisions([output_file(p.path) for p in plan.pages] + [f.path for f in plan.files])
    if has_errors(problems, strict=options.strict):
        return BuildResult(tuple(problems), timings=tuple(watch.laps))
    with staging_folder(options.out) as staging:
        with watch.lap("渲染"):
            links = _write_pages(plan, options, staging)
        with watch.lap("检索"):
            problems += write_search(plan.search, staging, jobs=options.jobs, timeout=600, cache=options.cache)
        with watch.lap("核对"):
            names = frozenset(p.relative_to(staging).as_posix() for p in staging.rglob("*") if p.is_file()) | {MANIFEST}
            base = "/" + "/".join(collection.site.base_url.split("/")[3:]) if collection.site.base_url else "/"
            problems += place_in_content(check_links(links, names, base), _written(collection, by_id, options.root))
        if has_errors(problems, strict=options.strict):
            return BuildResult(tuple(problems), timings=tuple(watch.laps))
        with watch.lap("发布"):
            size = write_manifest(staging, options.as_of)
            publish(staging, options.out)
    sidecars = write_sidecars(zip(files, read, strict=True)) if options.record_anchors else []
    return BuildResult(tuple(problems), True, len(links), len(names), size, tuple(sidecars), tuple(watch.laps))


def _written(collection: Collection, by_id: Mapping[str, ReportFile], root: Path) -> dict[str, tuple[str, str]]:
    """Pages that authors write themselves → content file and its text."""
    found = {output_file(r.url): (by_id[r.id].shown, by_id[r.id].text) for r in collection.living}
    for column in collection.columns:
        if (root / column.path).is_file():
            found[output_file(f"{column.id}/")] = (column.path, (root / column.path).read_text(encoding="utf-8-sig"))
    return found


def _write_pages(plan: Plan, options: BuildOptions, staging: Path) -> dict[str, PageLinks]:
    """Render every page in every edition, write the other files; what each page links to, for checking."""
    own = options.root / "templates"
    templates = [own] if own.is_dir() and own.resolve() != packaged_templates().resolve() else []
    frame = Frame(
        plan.collection.site, options.as_of, __version__, tuple(a.short for a in plan.collection.used_agencies), options.portable
    )
    renderer = Renderer(make_environment(templates), frame)
    links: dict[str, PageLinks] = {}
    for page in plan.pages:
        for edition in renderer.editions:
            if page.path == "404.html" and edition.prefix:
                continue
            html = renderer.render(page, edition)
            name = output_file(edition.prefix + page.path)
            links[name] = read_links(html.decode())
            write_file(staging, name, html)
    for file in [*plan.files, *static_files([packaged_templates(), *templates])]:
        write_file(staging, file.path, file.content)
    return links


def static_files(roots: Iterable[Path]) -> list[Outfile]:
    """Stylesheets, scripts and icons; a site's own file replaces the package's of the same name."""
    found: dict[str, bytes] = {}
    for root in roots:
        for path in sorted((root / "static").rglob("*")):
            if path.is_file() and path.name != "prefs.js":
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return [Outfile(name, content) for name, content in bundle_assets(found).items()]


def write_manifest(staging: Path, as_of: date) -> int:
    """manifest.json: every file with size and SHA-256, the digest over all, as-of date and version."""
    files: dict[str, dict[str, object]] = {}
    digest = hashlib.sha256()
    for name, path in sorted((p.relative_to(staging).as_posix(), p) for p in staging.rglob("*") if p.is_file()):
        data = path.read_bytes()
        sha = hashlib.sha256(data).hexdigest()
        files[name] = {"size": len(data), "sha256": sha}
        digest.update(f"{name}\0{sha}\n".encode())
    manifest = {
        "version": 1,
        "generator": f"gongkai {__version__}",
        "as_of": as_of.isoformat(),
        "digest": digest.hexdigest(),
        "files": files,
    }
    write_file(staging, MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
    return sum(int(str(f["size"])) for f in files.values())
