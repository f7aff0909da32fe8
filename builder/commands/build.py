"""The build's recipe: read, analyse, check, plan, render, index, publish — one screen."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from builder import __version__
from builder.checks.authored import check_authored, check_menu
from builder.checks.collection import check_collisions, check_redirects
from builder.checks.history import Previous, check_history
from builder.checks.links import check_links, place_in_content
from builder.checks.revised import Revised, revise
from builder.checks.waivers import waive
from builder.commands.attached import readers
from builder.commands.budget import budget, near_limit
from builder.commands.collect import missing_base_url
from builder.commands.kept import READING, know_again
from builder.commands.made import Made
from builder.commands.options import BuildOptions, BuildResult
from builder.commands.page_sizes import too_heavy
from builder.commands.previous import read_previous
from builder.commands.reading import planned, read_beside, read_content, written_texts
from builder.commands.rooms import MAKING, SEARCH, Site
from builder.commands.survey import Survey, make_survey
from builder.commands.unchanged import Inputs, note_build
from builder.manifest import MANIFEST, Listed, listed_of, render_manifest
from builder.mirror import Mirror, pruned
from builder.output import Noted, check_ours, check_target, claimed, publish, staging_folder, write_file
from builder.pages.indicator_slugs import slug_problems
from builder.pages.menu import foot_of, menu_of
from builder.pages.page import Outfile, Twins
from builder.pages.pictures import STATIC, files_beside, placed_logo
from builder.parallel import Progress, WorkerLost, unheard
from builder.problems import Location, Problem, has_errors
from builder.published import Published
from builder.rendering.assets import bundle_assets
from builder.rendering.env import make_environment, packaged_templates
from builder.rendering.faults import check_templates, unused_blocks
from builder.rendering.links import ELDER, FOR_MACHINES, RESERVED, output_file
from builder.rendering.render import Frame, Renderer
from builder.revisions import Revision
from builder.scratch import emptied
from builder.search import Searching, forget_indexes
from builder.site_root import read_text, write_sidecars
from builder.store import Store, ValueLost, code_key, digest_of, key_of, opened

PREVIEW = "preview"  # in a site's cache: what was served last


@dataclass(slots=True)
class Stopwatch:
    """Seconds by step, for --timings; never printed into pages."""

    progress: Progress = unheard
    laps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        self.progress(name, 0, 0)
        start = time.perf_counter()
        yield
        self.laps.append((name, time.perf_counter() - start))


def build_site(options: BuildOptions, waiting: Callable[[], None] = lambda: None, inputs: Inputs | None = None) -> BuildResult:
    """Build and publish, or leave everything as it was and say why: every mistake that can be found, at once.

    ``waiting`` is called when another build of the same output must be waited for. ``inputs``: as they were asked for just before. Raises OutputRefused, OSError.
    """
    check_target(options.out, options.root)
    if not (options.root / "content").is_dir():
        return BuildResult(read_content(options.root, options.as_of, options.base_url, 1).problems)
    with claimed(options.out, waiting) as place, opened(options.cache, options.recent) as store:
        try:
            return _build(options, place, store, inputs or Inputs(options))
        except WorkerLost as lost:
            return BuildResult((_lost(options.root, lost),))
        except ValueLost:  # the file of values was torn: without it
            with opened(None) as fresh:
                return _build(options, place, fresh, Inputs(options))


def _lost(root: Path, lost: WorkerLost) -> Problem:
    found = f"一个工作进程{lost}"
    return Problem(Location(str(root)), "error", "worker.lost", "", found, "每个进程做完它那一份", "释放内存，或用 --jobs 1 再构建一次")


def _build(options: BuildOptions, place: Path, store: Store, inputs: Inputs) -> BuildResult:
    watch = Stopwatch(options.progress)
    own = own_templates(options.root)
    code = inputs.code
    with watch.lap(READING):
        content = read_content(options.root, options.as_of, options.base_url, options.jobs, store, code, options.crew, options.progress)
        problems = list(content.problems)
        previous, unread = read_previous(options.previous) if options.previous else (None, [])
        problems += unread

    def stopped() -> bool:
        return has_errors(waive(problems, content.reports), strict=options.strict)

    def result(**done: Any) -> BuildResult:
        return BuildResult(tuple(waive(dict.fromkeys(problems), content.reports)), timings=tuple(watch.laps), **done)

    keep, published = content.words.info.keep, Published.read(options.out, store)
    if "content/site.yml" not in content.broken:
        check_ours(options.out, keep, noted_of(published))
    with watch.lap("分析"):
        survey = make_survey(content)
        problems += [*survey.problems, *missing_base_url(content.words.info)]
        attached = {r.id: read_beside(content, r, options.root, problems) for r in content.public}
        frame = make_frame(survey, options)
        base = key_of(code, readers(), inputs.templates, code_key(*own), digest_of(frame))
        revised = revise_all(survey, previous)
        problems += revised.problems
        digests = {i: {n: hashlib.sha256(b).digest() for n, b in files.items()} for i, files in attached.items()}
        rooms = survey.rooms(base, digests, revised.changes)
        renderer = Renderer(make_environment(own, options.private), frame)
        problems += [p for folder in own for p in unused_blocks(renderer.env, folder)]
    static = static_files([packaged_templates(), *own], frame.site.theme.css)
    static += files_beside(STATIC, {content.words.info.theme.logo: content.words.logo} if content.words.logo else {})
    texts = list(written_texts(content, options.root))
    site_text = read_text(options.root / "content" / "site.yml", options.root, []) or ""
    site = Site(survey, rooms, renderer, base, store, published, attached, options, own)

    def check_plan(parts: Sequence[Made]) -> None:
        """What is wrong with the addresses of all that is planned, and with the links that authors wrote to them."""
        pages, files = [p.path for part in parts for p in part.pages], [f.path for f in static]
        planned_files = [name for part in parts for name in part.taken]
        old = [output_file(o) for r in survey.public for o in r.meta.redirect_from]
        taken = Counter([*planned_files, *files, MANIFEST])
        taken.subtract(old)
        problems.extend(slug_problems({k: v for part in parts for k, v in part.slugs.items()}, [a.id for a in content.words.agencies]))
        problems.extend(check_collisions(list(taken.elements()), below=FOR_MACHINES, pages=pages))
        problems.extend(check_redirects(content.reports, [*taken.elements(), *(output_file(r.url) for r in content.reports)], RESERVED))
        names = {n for n in planned_files if not n.startswith(ELDER.prefix)} | {output_file(p) for p in pages}
        whole = planned(content, texts, names | set(files))
        problems.extend(check_authored(texts, whole))
        problems.extend(check_menu((link.url for link in frame.site.navigation), "content/site.yml", site_text, whole))
        if previous:
            doubtful = {n for n in previous.files if n.startswith(whole.prefixes)}  # pages of files with errors are not gone for good
            problems.extend(check_history(previous, names | doubtful, content.reports, content.words.agencies, survey.texts))

    if stopped():  # what else is wrong is told as well
        with watch.lap("规划"):
            parts = site.planned()
        problems += [p for part in parts for p in part.problems]
        check_plan(parts)
        problems += [p for folder in own for p in check_templates(renderer.env, folder)]
        return result()
    mirror = mirror_of(options)
    with staging_folder(place, mirror) as staging, Searching(staging, store, options.jobs, options.cache, site.published, code) as searching:
        with watch.lap(MAKING):
            parts = site.make(staging, searching.begin if options.publish and not options.keep_slow else None)
            for file in static:
                write_file(staging, file.path, file.content)
        problems += [p for part in parts for p in part.problems]
        check_plan(parts)
        if any(part.failed for part in parts):
            problems += site.explain(parts, staging)
        sizes = tuple(size for part in parts for size in part.sizes)
        problems += too_heavy(sizes)
        if stopped():
            return result()
        if options.publish:
            with watch.lap("检索"):
                searched = (site.search_before(staging) if options.keep_slow else None) or searching.write(site.search(parts))
            problems += searched.problems
            site.used.update(searched.used)
        with watch.lap("核对"):
            known = {name: listed for part in parts for name, listed in part.files.items()}
            known |= {f.path: listed_of(f.content) for f in static}
            if options.publish:
                known.update(searched.files)
                folders = pruned(staging, known.keys())
            files = frozenset((MANIFEST, *known))
            if not options.publish or has_errors(searched.problems):  # one fault, one finding: not the links to its files too
                files = _WithSearch(files)
            problems += check_keep(keep, files)
            broken = check_links([part.targets for part in parts], (part.ids() for part in parts), files)
            problems += place_in_content(broken, {t.page: t for t in texts})
        if stopped() or not options.publish:
            return result()
        with watch.lap("发布"):
            listed = write_manifest(staging, options.as_of, known, keep, revised.reports, survey.reading)
            told = budget({name: f.size for name, f in listed.items()}, sizes, len(survey.public))
            problems += near_limit(told)
            rubbish = publish(staging, options.out, keep, mirror, listed, noted_of(published))
            # What the search of the site before held goes with the build that makes it anew.
            remembered = site.remember(listed, folders, None if options.keep_slow else lambda: _forget(options.cache, searched.indexes))
    sidecars = write_sidecars(zip(content.files, content.read, strict=True), problems) if options.record_anchors else []
    if sidecars:
        know_again(content.kept, content.files, content.base, store)
    done = result(
        published=True,
        pages=len(sizes),
        files=len(files),
        size=told.size,
        sidecars=tuple(sidecars),
        collection=lambda: site.whole,
        sizes=sizes,
        budget=told,
    )
    again = not remembered or options.keep_slow or any(p.code == "anchors.write" for p in problems)  # what is still to be done
    if not again:
        note_build(store, options, inputs, done, keep)
    rubbish.wait()
    return done


def _forget(cache: Path | None, indexes: Collection[str]) -> bool:
    """Of a text that went: what no build of now uses. Was all of it to be had? A preview that is open sees for itself that it went."""
    if cache:
        emptied(cache / PREVIEW)
    return forget_indexes(cache, indexes)


class _WithSearch(frozenset[str]):
    """The files of a site with those of its search, which a check does not make."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or str(name).startswith(SEARCH)


def own_templates(root: Path) -> list[Path]:
    """The site's templates folder, if it has one that is not the package's."""
    own = (root / "templates").resolve()
    return [own] if own.is_dir() and own != packaged_templates().resolve() else []


def make_frame(survey: Survey, options: BuildOptions) -> Frame:
    """What all pages share."""
    c = survey.light
    ledgers = {r.meta.agency for r in survey.living}
    elder = Twins(tuple(a.id for a in c.agencies if a.id in ledgers)) if ELDER.id in c.site.editions else None
    offices = tuple(a.short for a in c.used_agencies)
    menu = menu_of(c.site, c.columns, topics=bool(c.topics))
    logo = placed_logo(c.site.theme.logo, survey.words.logo)
    return Frame(c.site, options.as_of, survey.newest, __version__, offices, options.portable, bool(c.topics), elder, menu, foot_of(c.columns), logo)


def revise_all(survey: Survey, previous: Previous | None) -> Revised:
    """What became of each report since the last published site."""
    before, reading = (previous.reports, previous.reading) if previous else ({}, "")
    return revise(survey.public, survey.texts, before, comparable=reading == survey.reading)


def static_files(roots: Iterable[Path], theme: str = "") -> list[Outfile]:
    """Stylesheets, scripts and icons; a site's own file replaces the package's of the same name."""
    found: dict[str, bytes] = {}
    for root in roots:
        for path in sorted((root / "static").rglob("*")):
            if path.is_file() and path.name != "prefs.js":
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return [Outfile(name, content) for name, content in bundle_assets(found, theme).items()]


def check_keep(keep: Iterable[str], files: Iterable[str]) -> Iterator[Problem]:
    """Names in ``site.yml: keep`` that the site itself writes; upper and lower case are one on many disks."""
    written = {name.partition("/")[0].casefold() for name in files}
    for name in keep:
        if name.casefold() in written:
            found = f"“{name}”由网站自己生成"
            yield Problem(Location("content/site.yml"), "error", "site.keep", "keep", found, "网站不生成的名称", "从 keep 里删去它")


def write_manifest(
    staging: Path, as_of: date, files: Mapping[str, Listed], keep: Sequence[str] = (), reports: Mapping[str, Revision] | None = None, reading: str = ""
) -> dict[str, Listed]:
    """manifest.json: every file with size and SHA-256, what is kept of the reports, the digest over all.

    What it lists, and itself.
    """
    files = {name: files[name] for name in sorted(files)}
    manifest = render_manifest(files, version=__version__, as_of=as_of.isoformat(), keep=keep, reports=reports, reading=reading)
    write_file(staging, MANIFEST, manifest)
    return {**files, MANIFEST: listed_of(manifest)}


def noted_of(published: Published) -> Noted | None:
    """What the store says of the site that is there, if that is the one that it says it of."""
    settled = published.settled
    return Noted(published.stamps, settled) if settled else None


def mirror_of(options: BuildOptions) -> Mirror | None:
    """Where the files of this site lie between two builds."""
    out = options.out.resolve()
    return Mirror(options.mirrors / key_of(str(out)).hex(), options.out) if options.mirrors and options.publish else None
