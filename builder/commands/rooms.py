"""A part of the site, made: pages rendered and written into the staging folder, or taken over from the site before.

Links and ids of each page are kept beside what was made, so that pages that did not change are not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from builder.analysis.search_index import SearchPlan, Suggestion, plan_search
from builder.analysis.search_records import SearchHead, SearchText
from builder.checks.links import PageLinks, Seen, Target, read_links, targets_of
from builder.commands.collect import unread_problems
from builder.commands.page_sizes import PageSize
from builder.commands.survey import Room, Survey
from builder.manifest import Listed, listed_of
from builder.output import write_file
from builder.pages.collection import Collection
from builder.pages.ledger import ledger_slugs
from builder.pages.page import Page
from builder.pages.plan import Plan, plan_data, plan_ledger, plan_offices, plan_rest, plan_topics, searched_reports
from builder.pages.search import page_suggestions
from builder.parallel import ordered_map
from builder.problems import Problem
from builder.published import Published, site_key, stamps_of
from builder.rendering.env import compile_templates
from builder.rendering.faults import FaultBook, check_templates
from builder.rendering.links import Edition
from builder.rendering.render import Renderer, page_files
from builder.search import Written
from builder.store import Store, ValueLost, digest_of, key_of, pack, unpack

# What is about all offices, by the digest of what it shows of them; the heaviest first.
FAMILIES: Mapping[str, Callable[[Collection], Plan]] = {"data": plan_data, "topics": plan_topics, "ledger": plan_ledger}
SEARCH = ("search-data/", "pagefind/", "static/search/")
FEW = 60  # reports; below, a process for each of these costs more than it saves


class Options(Protocol):
    """What of a build's options matters here."""

    @property
    def jobs(self) -> int: ...
    @property
    def portable(self) -> bool: ...
    @property
    def publish(self) -> bool: ...


@dataclass(frozen=True)
class Made:
    """What a part of the site consists of. ``pages`` are without their views; ``files`` all that was written; ``failed``: pages that own templates spoiled;
    ``searched``: its reports as search knows them; ``subjects``: what the search box may propose."""

    pages: tuple[Page, ...]
    files: Mapping[str, Listed]
    ids: Mapping[str, frozenset[str]]
    targets: Mapping[Target, Seen]
    sizes: tuple[PageSize, ...]
    problems: tuple[Problem, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    searched: tuple[SearchHead, ...] = ()
    subjects: tuple[Suggestion, ...] = ()


def write_plan(plan: Plan, renderer: Renderer, staging: Path, jobs: int = 1, note: Callable[[Exception, str], None] | None = None) -> Made:
    """Render and write all pages and files of a plan; a page that own templates spoil is named, and its error handed to ``note``."""
    work = page_files(plan.pages, renderer.frame.site.editions)

    def make(item: tuple[Page, Edition, str]) -> tuple[PageLinks, Listed] | None:
        page, edition, name = item
        try:
            html = renderer.render(page, edition)
        except Exception as error:  # whatever a site's own template does; tried again where it can be explained
            if note:
                note(error, name)
            return None
        write_file(staging, name, html)
        return read_links(html.decode()), listed_of(html)

    made = ordered_map(make, work, jobs)
    files = {file.path: listed_of(file.content) for file in plan.files}
    for file in plan.files:
        write_file(staging, file.path, file.content)
    done = [(p, e, n, found) for (p, e, n), found in zip(work, made, strict=True) if found]
    return Made(
        tuple(replace(p, view=None, json_ld="") for p in plan.pages),
        files | {name: listed for _, _, name, (_, listed) in done},
        {name: links.ids for _, _, name, (links, _) in done},
        targets_of({name: links for _, _, name, (links, _) in done}, base_path(renderer.frame.site.base_url)),
        tuple(PageSize(n, f"{e.name} {p.kind}" if e.simple else p.kind, listed.size) for p, e, n, (_, listed) in done),
        failed=tuple(name for (_, _, name), found in zip(work, made, strict=True) if not found),
        taken=(*(name for *_, name in work), *(file.path for file in plan.files)),
        subjects=plan.subjects,
    )


@dataclass(frozen=True)
class Site:
    """All parts of a site, made or taken over."""

    survey: Survey
    rooms: Sequence[Room]
    renderer: Renderer
    base: bytes  # key of what all parts share
    store: Store
    published: Published
    attached: Mapping[str, Mapping[str, bytes]]
    options: Options
    used: set[bytes] = field(default_factory=set)

    @cached_property
    def whole(self) -> Collection:
        """All reports with all that they say: loaded only when something about all of them changes."""
        return self.survey.whole

    def make(self, staging: Path) -> list[Made]:
        """Every part, written below ``staging``: the rooms, then what is about all of them."""
        made = self._taken([room.key for room in self.rooms], staging)
        todo = [room for room in self.rooms if room.key not in made]
        if todo:
            _ = self.survey.rules  # before there are several processes
            compile_templates(self.renderer.env)
        fresh = dict(zip((r.key for r in todo), ordered_map(lambda room: self._room(room, staging), todo, self.options.jobs), strict=True))
        parts = [made.get(room.key) or fresh[room.key] for room in self.rooms]
        keys = [self.survey.whole_key(self.base, name) for name in FAMILIES]
        known = self._taken(keys, staging)
        wanted = [(key, plan) for key, plan in zip(keys, FAMILIES.values(), strict=True) if key not in known]
        if wanted:
            _ = self.whole
            compile_templates(self.renderer.env)
            if self.whole.living and len(self.whole.living) > FEW:
                done = ordered_map(lambda plan: write_plan(plan(self.whole), self.renderer, staging), [plan for _, plan in wanted], self.options.jobs, worth=2)
            else:
                done = [write_plan(plan(self.whole), self.renderer, staging, self.options.jobs) for _, plan in wanted]
            fresh |= dict(zip((key for key, _ in wanted), done, strict=True))
        parts += [known.get(key) or fresh[key] for key in keys]
        key = key_of(self.survey.whole_key(self.base, ""), digest_of([part.pages for part in parts]))
        rest = self._taken([key], staging).get(key)
        if rest is None:
            rest = fresh[key] = write_plan(self._rest(parts), self.renderer, staging, self.options.jobs)
        self.store.put_all({key: pack(part) for key, part in fresh.items() if not part.failed})
        self.used.update((*(room.key for room in self.rooms), *keys, key))
        return [*parts, rest]

    def planned(self) -> list[Made]:
        """Every part as far as it can be told without making pages."""
        parts = [self._made(room, lambda plan: _unwritten(plan, self.renderer)) for room in self.rooms]
        parts += [_unwritten(plan(self.whole), self.renderer) for plan in FAMILIES.values()]
        return [*parts, _unwritten(self._rest(parts), self.renderer)]

    def _taken(self, keys: Sequence[bytes], staging: Path) -> dict[bytes, Made]:
        found = {key: unpack(data) for key, data in self.store.get_all(keys).items()}
        if not self.options.publish:
            return found
        here = {key: made for key, made in found.items() if self.published.has(made.files)}
        for made in here.values():
            self.published.take(made.files, staging)
        return here

    def _room(self, room: Room, staging: Path) -> Made:
        c = self.survey.of_room(room)
        searched = searched_reports(c)
        self.store.put_all({_searched_key(head): pack(text) for head, text in searched})  # at once: all of them would be too much
        made = self._made(room, lambda plan: write_plan(plan, self.renderer, staging), c)
        return replace(made, searched=tuple(head for head, _ in searched))

    def _made(self, room: Room, make: Callable[[Plan], Made], collection: Collection | None = None) -> Made:
        c = collection or self.survey.of_room(room)
        unread = (p for r in c.living for p in unread_problems(r, self.survey.kept(r).facts))
        plan = plan_offices(c, self.attached, portable=self.options.portable)
        return replace(make(plan), problems=(*unread, *c.facts.undecided), slugs=ledger_slugs(c))

    def _rest(self, parts: Sequence[Made]) -> Plan:
        return plan_rest(self.whole, [page for part in parts for page in part.pages], portable=self.options.portable)

    def search(self, parts: Sequence[Made]) -> SearchPlan:
        """What search needs: no text is read for it."""
        heads = [head for part in parts for head in part.searched]
        self.used.update(map(_searched_key, heads))
        subjects = [subject for part in parts for subject in part.subjects]
        return plan_search(heads, self._texts, subjects=[*subjects, *page_suggestions(page for part in parts for page in part.pages)])

    def search_before(self, staging: Path) -> Written | None:
        """The search of the site before, as it is."""
        files = {n: Listed(s.size, s.sha256) for n, s in self.published.stamps.items() if n.startswith(SEARCH)}
        if not any(name.startswith(SEARCH[0]) for name in files) or not self.published.has(files):
            return None
        self.published.take(files, staging)
        return Written(files)

    def _texts(self, heads: Sequence[SearchHead]) -> list[SearchText]:
        keys = [_searched_key(head) for head in heads]
        found = self.store.get_all(keys)
        if any(key not in found for key in keys):
            raise ValueLost
        return [unpack(found[key]) for key in keys]

    def explain(self, parts: Sequence[Made], own: Sequence[Path], staging: Path) -> list[Problem]:
        """Pages that could not be made, tried once more and explained by the site's own templates; what they cannot explain is raised: our mistake."""
        books = [FaultBook(folder) for folder in own]
        unplaced: list[Exception] = []

        def note(error: Exception, name: str) -> None:
            if not any(book.add(error, name) for book in books):
                unplaced.append(error)

        for room, part in zip(self.rooms, parts, strict=False):
            if part.failed:
                self._made(room, lambda plan: write_plan(plan, self.renderer, staging, note=note))
        for plan, part in zip(FAMILIES.values(), parts[len(self.rooms) :], strict=False):
            if part.failed:
                write_plan(plan(self.whole), self.renderer, staging, note=note)
        if parts[-1].failed:
            write_plan(self._rest(parts[:-1]), self.renderer, staging, note=note)
        problems = [p for book in books for p in book.problems()]
        told = {p.location for p in problems}
        problems += [p for folder in own for p in check_templates(self.renderer.env, folder) if p.location not in told]
        if unplaced and not problems:
            raise unplaced[0]
        return problems

    def remember(self, listed: Mapping[str, Listed]) -> None:
        """Note what was published and which values it took."""
        out = self.published.out
        key = site_key(out)
        self.store.put_all({key: pack(stamps_of(out, listed))})
        self.store.built(str(out.resolve()), {key, *self.used, *(k for kept in self.survey.content.kept.values() for k in kept.keys)})


def _searched_key(head: SearchHead) -> bytes:
    return key_of("searched", head.text)


def _unwritten(plan: Plan, renderer: Renderer) -> Made:
    work = page_files(plan.pages, renderer.frame.site.editions)
    taken = (*(name for *_, name in work), *(file.path for file in plan.files))
    return Made(tuple(replace(p, view=None, json_ld="") for p in plan.pages), {}, {}, {}, (), taken=taken)


def base_path(base_url: str) -> str:
    """Where on its host the site lies."""
    return "/" + "/".join(base_url.split("/")[3:]) if base_url else "/"
