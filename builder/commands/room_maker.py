"""A room made from all that it rests on, here or by another worker: values in, files out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.analysis.facts import ReportFacts
from builder.analysis.search_records import AttachedText, SearchHead
from builder.commands.collect import Joiner, unread_problems
from builder.commands.made import Earlier, Kept, Made, Put, write_plan
from builder.commands.same_code import check_code
from builder.content.decisions import Decisions
from builder.model import Agency, Report
from builder.output import write_file
from builder.pages.collection import Collection, Overview
from builder.pages.ledger import ledger_slugs
from builder.pages.page import Page
from builder.pages.plan import Plan, plan_offices, quote_spans, searched_reports
from builder.pages.shares import shares_of
from builder.rendering.env import compile_templates, make_environment
from builder.rendering.links import Edition
from builder.rendering.render import Renderer
from builder.revisions import Change
from builder.store import digest_of, key_of, pack, unpack

Tell = Callable[[Sequence[SearchHead], Mapping[bytes, bytes]], None]  # hears of reports as search knows them, and of the texts that the store is to have


@dataclass(frozen=True)
class RoomTask:
    """All that a room is made from. ``facts``: of the reports that are not withdrawn; ``attached``: report id → file name → bytes, ``said``: by
    report what of these can be read; ``changes``: what corrections changed."""

    agencies: tuple[Agency, ...]
    reports: tuple[Report, ...]
    facts: tuple[ReportFacts, ...]
    decisions: Decisions
    overview: Overview
    attached: Mapping[str, Mapping[str, bytes]]
    said: Mapping[str, tuple[AttachedText, ...]]
    changes: Mapping[str, tuple[Change, ...]]


@dataclass(frozen=True)
class RoomMaker:
    """Makes rooms: the same wherever it runs."""

    joiner: Joiner
    renderer: Renderer
    portable: bool

    def __call__(self, task: RoomTask, put: Put, earlier: Earlier | None = None, tell: Tell = lambda *_: None) -> tuple[Made, dict[bytes, bytes]]:
        """The room, its files handed to ``put``; and what the store keeps of its shares. Of its texts ``tell`` hears before the pages are made."""
        return self.made(task, lambda plan: write_plan(plan, self.renderer, put, earlier=earlier), tell)

    def made(self, task: RoomTask, make: Callable[[Plan], Made], tell: Tell = lambda *_: None) -> tuple[Made, dict[bytes, bytes]]:
        """The room, its plan made otherwise."""
        c = self._collection(task)
        searched = searched_reports(c, task.said)
        heads = tuple(head for head, _ in searched)
        tell(heads, {searched_key(head): pack(text) for head, text in searched})
        values: dict[bytes, bytes] = {}

        def keep(value: object) -> bytes:
            key = key_of("share", digest_of(value))
            values[key] = pack(value)
            return key

        unread = (p for r, facts in zip(c.living, task.facts, strict=True) for p in unread_problems(r, facts))
        made = replace(
            make(plan_offices(c, task.attached, portable=self.portable)),
            problems=(*unread, *c.facts.undecided),
            slugs=ledger_slugs(c),
            searched=heads,
            shares=shares_of(c, partial(quote_spans, c), keep),
        )
        return made, values

    def _collection(self, task: RoomTask) -> Collection:
        found = self.joiner.collection(task.reports, task.facts, task.agencies, task.decisions, task.overview)
        return replace(found, changes=task.changes)


@dataclass(frozen=True)
class FirstPages:
    """Pages of which none was made before, as far as a worker elsewhere knows; ``values``: what the store is to keep of them."""

    base: bytes
    values: dict[bytes, bytes] = field(default_factory=dict)

    def key(self, page: Page, edition: Edition) -> bytes:
        return page_key(self.base, page, edition)

    def take(self, keys: Mapping[str, bytes]) -> Mapping[str, Kept]:
        return {}

    def keep(self, pages: Mapping[bytes, Kept]) -> None:
        self.values.update((key, pack(kept)) for key, kept in pages.items())


def page_key(base: bytes, page: Page, edition: Edition) -> bytes:
    """Of all that a page is made from; ``base``: key of what all pages share."""
    return key_of("page", base, edition.name, digest_of(page))


def make_room(setup: bytes, task: bytes) -> bytes:
    """A room made wherever this program is installed; its files come back with it, and what the store keeps."""
    files: dict[str, bytes] = {}
    maker, base = _maker_of(setup)
    first = FirstPages(base) if base else None
    texts: dict[bytes, bytes] = {}
    made, values = maker(unpack(task), files.__setitem__, first, lambda _, found: texts.update(found))
    return pack((made, texts | values | (first.values if first else {}), files))


@lru_cache(maxsize=1)
def _maker_of(setup: bytes) -> tuple[RoomMaker, bytes]:
    code, joiner, frame, templates, base = unpack(setup)
    check_code(code)
    with TemporaryDirectory(prefix="gongkai-templates-") as folder:
        for name, content in templates:
            write_file(Path(folder), name, content)
        env = make_environment([Path(folder)] if templates else [])
        compile_templates(env)
        return RoomMaker(joiner, Renderer(env, frame), frame.portable), base


def searched_key(head: SearchHead) -> bytes:
    """Under which the store has the text of a report as search reads it."""
    return key_of("searched", head.text)
