"""A part of a site, made: its pages rendered and handed over as bytes, and what else must be known of them.

Links and ids of each page are kept beside what was made, so that pages that did not change are not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from builder.analysis.search_index import Suggestion
from builder.analysis.search_records import SearchHead
from builder.checks.links import PageLinks, Seen, Target, leading_out, read_links, targets_of
from builder.commands.page_sizes import PageSize
from builder.manifest import Listed, listed_of
from builder.pages.page import Page
from builder.pages.plan import Plan
from builder.pages.shares import Share
from builder.problems import Problem
from builder.rendering.links import Edition
from builder.rendering.render import Renderer, page_files
from builder.store import pack, unpack

Put = Callable[[str, bytes], None]  # takes a file: its address and content
Kept = tuple[PageLinks, Listed]  # what is known of a page without reading it


@dataclass(frozen=True)
class Made:
    """What a part of the site consists of. ``pages`` are without their views; ``files`` all that was written; ``packed_ids`` of them, and ``packed_targets``: of
    links to other parts, and of broken ones, both as bytes until they are asked for, since they are nine tenths of it; ``failed``: pages that own templates spoiled;
    ``searched``: its reports as search knows them; ``subjects``: what the search box may propose; ``keys``: of its pages by themselves;
    ``rows``: of its data files; ``shares``: what its offices bring to the pages about all."""

    pages: tuple[Page, ...]
    files: Mapping[str, Listed]
    packed_ids: bytes
    packed_targets: bytes
    sizes: tuple[PageSize, ...]
    problems: tuple[Problem, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    searched: tuple[SearchHead, ...] = ()
    subjects: tuple[Suggestion, ...] = ()
    keys: tuple[bytes, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()

    def ids(self) -> Mapping[str, frozenset[str]]:
        found: Mapping[str, frozenset[str]] = unpack(self.packed_ids)
        return found

    def targets(self) -> Mapping[Target, Seen]:
        found: Mapping[Target, Seen] = unpack(self.packed_targets)
        return found


class Earlier(Protocol):
    """Pages as they were made before, by what they were made from."""

    def key(self, page: Page, edition: Edition) -> bytes: ...

    def take(self, keys: Mapping[str, bytes]) -> Mapping[str, Kept]:
        """Of these pages by file name those that are known and published as they were: they are put where ``put`` would put them."""
        ...

    def keep(self, pages: Mapping[bytes, Kept]) -> None: ...


def write_plan(
    plan: Plan, renderer: Renderer, put: Put, note: Callable[[Exception, str], None] | None = None, earlier: Earlier | None = None
) -> Made:
    """Render all pages and files of a plan and hand them to ``put``; a page that own templates spoil is named, and its error handed to ``note``.

    ``earlier``: pages made from the same are taken over, not rendered.
    """
    work = page_files(plan.pages, renderer.frame.site.editions)
    keys = {name: earlier.key(page, edition) for page, edition, name in work} if earlier else {}
    known = earlier.take(keys) if earlier else {}

    def make(item: tuple[Page, Edition, str]) -> Kept | None:
        page, edition, name = item
        if name in known:
            return known[name]
        try:
            html = renderer.render(page, edition)
        except Exception as error:  # whatever a site's own template does; tried again where it can be explained
            if note:
                note(error, name)
            return None
        put(name, html)
        return read_links(html.decode()), listed_of(html)

    made = [make(item) for item in work]
    files = {file.path: listed_of(file.content) for file in plan.files}
    for file in plan.files:
        put(file.path, file.content)
    done = [(p, e, n, found) for (p, e, n), found in zip(work, made, strict=True) if found]
    if earlier:
        earlier.keep({keys[n]: found for _, _, n, found in done if n not in known})
    files |= {name: listed for _, _, name, (_, listed) in done}
    ids = {name: links.ids for _, _, name, (links, _) in done}
    targets = targets_of({name: links for _, _, name, (links, _) in done}, base_path(renderer.frame.site.base_url))
    return Made(
        tuple(replace(p, view=None, json_ld="") for p in plan.pages),
        files,
        pack(ids),
        pack(leading_out(targets, ids, files)),
        tuple(PageSize(n, f"{e.name} {p.kind}" if e.simple else p.kind, listed.size) for p, e, n, (_, listed) in done),
        failed=tuple(name for (_, _, name), found in zip(work, made, strict=True) if not found),
        taken=(*(name for *_, name in work), *(file.path for file in plan.files)),
        subjects=plan.subjects,
        keys=tuple(keys.values()),
        rows=plan.rows,
    )


def unwritten(plan: Plan, renderer: Renderer) -> Made:
    work = page_files(plan.pages, renderer.frame.site.editions)
    taken = (*(name for *_, name in work), *(file.path for file in plan.files))
    return Made(tuple(replace(p, view=None, json_ld="") for p in plan.pages), {}, pack({}), pack({}), (), taken=taken, subjects=plan.subjects, rows=plan.rows)


def base_path(base_url: str) -> str:
    """Where on its host the site lies."""
    return "/" + "/".join(base_url.split("/")[3:]) if base_url else "/"
