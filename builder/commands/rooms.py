"""All parts of a site, written into the staging folder: made here or by other workers, or taken over from the site before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from builder.analysis.search_index import SearchPlan, Shard, plan_search, shards_of
from builder.analysis.search_records import SearchHead, SearchText
from builder.commands.attached import attached_keys, attached_texts
from builder.commands.made import Kept, Made, unwritten, write_plan
from builder.commands.room_maker import RoomMaker, RoomTask, Tell, make_room, page_key, searched_key
from builder.commands.same_code import code_here
from builder.commands.survey import Room, Survey
from builder.manifest import Listed
from builder.output import write_file
from builder.pages.collection import Collection
from builder.pages.page import Page
from builder.pages.plan_shared import Part, Shared
from builder.pages.search import page_suggestions
from builder.parallel import Crew, Progress, ordered_map, spread, ticks, worth_a_pool
from builder.problems import Problem
from builder.published import Published, site_key, stamps_of
from builder.rendering.env import compile_templates
from builder.rendering.faults import FaultBook, check_templates
from builder.rendering.links import Edition
from builder.rendering.render import Renderer
from builder.search import Written
from builder.store import Recent, Store, ValueLost, key_of, pack, unpack

SEARCH = ("search-data/", "pagefind/", "static/search/")
MAKING = "网页"
TURN, MANY, SHORT_TURN = 8, 5_000, 2  # parts, each of which loads the shares of many offices; of so many reports fewer, for all that a worker touches stays its own


class Options(Protocol):
    """What of a build's options matters here."""

    @property
    def root(self) -> Path: ...
    @property
    def jobs(self) -> int: ...
    @property
    def portable(self) -> bool: ...
    @property
    def publish(self) -> bool: ...
    @property
    def keep_slow(self) -> bool: ...
    @property
    def recent(self) -> Recent | None: ...
    @property
    def crew(self) -> Crew | None: ...
    @property
    def progress(self) -> Progress: ...


@dataclass(frozen=True)
class EarlierPages:
    """Pages by what they show: an edit changes few of them. ``base``: key of what all pages share."""

    store: Store
    published: Published
    staging: Path
    base: bytes

    def key(self, page: Page, edition: Edition) -> bytes:
        return page_key(self.base, page, edition)

    def take(self, keys: Mapping[str, bytes]) -> dict[str, Kept]:
        found = self.store.values(keys.values())
        known: dict[str, Kept] = {name: found[key] for name, key in keys.items() if key in found}
        here = {name: kept for name, kept in known.items() if self.published.has({name: kept[1]})}
        self.published.take(here, self.staging)
        return here

    def keep(self, pages: Mapping[bytes, Kept]) -> None:
        self.store.put_all({key: pack(kept) for key, kept in pages.items()})


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
    own: Sequence[Path] = ()  # folders of the site's own templates
    used: set[bytes] = field(default_factory=set)

    @cached_property
    def whole(self) -> Collection:
        """All reports with all that they say: loaded only when something about all of them changes."""
        return self.survey.whole

    def make(self, staging: Path, begin_search: Callable[[Sequence[Shard]], None] | None = None) -> list[Made]:
        """Every part, written below ``staging``: the rooms, then what is about all of them. The search can begin when the rooms are made, or their texts known."""
        made = self._taken([room.key for room in self.rooms], staging)
        todo = [room for room in self.rooms if room.key not in made]
        if todo:
            _ = self.survey.joiner.rules  # before there are several processes
            compile_templates(self.renderer.env)

        def tell(heads: Sequence[SearchHead], texts: Mapping[bytes, bytes]) -> None:
            """Of the one room that is made, as after an edit: Pagefind has a core to itself while its pages are made here."""
            self._keep_texts(heads, texts)
            if begin_search:
                begin_search(shards_of([*self._heads(list(made.values())), *heads], self._texts))

        fresh = dict(zip((r.key for r in todo), self._made_rooms(todo, staging, tell if len(todo) == 1 else self._keep_texts), strict=True))
        self._remember_parts(fresh)
        rooms = [made.get(room.key) or fresh[room.key] for room in self.rooms]
        self.used.update((self.survey.related_key, *(room.key for room in self.rooms)))
        if begin_search and not any(room.failed for room in rooms):
            begin_search(shards_of(self._heads(rooms), self._texts))
        parts = self._all_parts(rooms, lambda parts: self._made_parts(parts, staging))
        self.used.update(k for part in parts for k in (*part.keys, *(k for share in part.shares for k in share.keys)))
        return parts

    def _all_parts(self, rooms: list[Made], make: Callable[[Sequence[Part]], list[Made]]) -> list[Made]:
        """The rooms, and after them what is made of their shares, in the order of its making."""
        shared = self._shared(rooms)
        parts = shared.parts()
        made = make(parts)
        if data := shared.data_page({part.name: (m.files, m.rows) for part, m in zip(parts, made, strict=True)}):
            made += make([data])
        found = [*rooms, *made]
        return found + make([shared.rest([page for part in found for page in part.pages], portable=self.options.portable)])

    def _shared(self, rooms: Sequence[Made]) -> Shared:
        return Shared(self.survey.light, [share for room in rooms for share in room.shares], self._fetched, lambda: self.survey.joiner.rules)

    def _made_parts(self, parts: Sequence[Part], staging: Path) -> list[Made]:
        """Those of which nothing changed as they were, all others made."""
        keys = [self.survey.part_key(self.base, part) for part in parts]
        known = self._taken(keys, staging)
        waiting = {self._last(part): key for key, part in zip(keys, parts, strict=True) if part.waits}
        if self.options.keep_slow:
            before = self._taken([last for last, key in waiting.items() if key not in known], staging)
            known |= {waiting[last]: made for last, made in before.items()}
        todo = [(key, part) for key, part in zip(keys, parts, strict=True) if key not in known]
        if todo:
            compile_templates(self.renderer.env)
        put, earlier = partial(write_file, staging), self._earlier(staging)

        def made_of(part: Part) -> Made:
            return write_plan(part.plan(), self.renderer, put, earlier=earlier if part.by_page else None)

        turn = TURN if len(self.survey.living) < MANY else SHORT_TURN
        made = ordered_map(made_of, [part for _, part in todo], self._jobs, 2, turn=turn)
        fresh = dict(zip((key for key, _ in todo), made, strict=True))
        self._remember_parts(fresh | {last: fresh[key] for last, key in waiting.items() if key in fresh})
        self.used.update((*keys, *waiting))
        return [known.get(key) or fresh[key] for key in keys]

    def _last(self, part: Part) -> bytes:
        """Under which the store has this part as it was last made, whatever it was made from."""
        return key_of("last", self.base, str(self.published.out), part.name)

    def _remember_parts(self, parts: Mapping[bytes, Made]) -> None:
        self.store.put_all({key: pack(part) for key, part in parts.items() if not part.failed})

    def _fetched(self, keys: Sequence[bytes]) -> list[Any]:
        found = self.store.values(dict.fromkeys(keys))
        if any(key not in found for key in keys):
            raise ValueLost
        return [found[key] for key in keys]

    @cached_property
    def _maker(self) -> RoomMaker:
        return RoomMaker(self.survey.joiner, self.renderer, self.options.portable)

    def _made_rooms(self, rooms: Sequence[Room], staging: Path, tell: Tell) -> list[Made]:
        tick = ticks(self.options.progress, MAKING, len(rooms))
        crew = self.options.crew
        if crew is None or sum(len(room.reports) for room in rooms) < crew.worth:
            return ordered_map(partial(self._room, staging=staging, tell=tell), rooms, self._jobs, 2, tick=tick)
        templates = [(path.relative_to(folder).as_posix(), path.read_bytes()) for folder in self.own for path in sorted(folder.rglob("*")) if path.is_file()]
        setup = pack((code_here(), replace(self.survey.joiner), self.renderer.frame, templates, self.base if self.options.publish else b""))
        found: list[Made] = []
        for data in spread(make_room, setup, map(self._packed, rooms), crew):
            made, values, files = unpack(data)
            for name, content in files.items():
                write_file(staging, name, content)
            self.store.put_all(values)
            found.append(made)
            tick()
        return found

    @property
    def _jobs(self) -> int:
        """How many processes make pages."""
        return self.options.jobs if worth_a_pool(len(self.survey.living)) else 1

    def _packed(self, room: Room) -> bytes:
        data = pack(self._task(room))
        self._let_go(room)
        return data

    def _earlier(self, staging: Path) -> EarlierPages | None:
        return EarlierPages(self.store, self.published, staging, self.base) if self.options.publish else None

    def _room(self, room: Room, staging: Path, tell: Tell) -> Made:
        made, values = self._maker(self._task(room), partial(write_file, staging), self._earlier(staging), tell)
        self.store.put_all(values)  # at once: all of them would be too much
        self._let_go(room)
        return made

    def _keep_texts(self, _: Sequence[SearchHead], texts: Mapping[bytes, bytes]) -> None:
        self.store.put_all(texts)

    def _let_go(self, room: Room) -> None:
        if self.options.recent is None:  # a preview's review desk asks for all of it when the store may be gone
            self.survey.let_go(room.reports)

    def _task(self, room: Room) -> RoomTask:
        agencies = tuple(a for a in self.survey.words.agencies if a.id in room.agencies)
        decisions = {r.id: self.survey.content.decisions[r.id] for r in room.reports if r.id in self.survey.content.decisions}
        attached = {r.id: self.attached[r.id] for r in room.reports if r.id in self.attached}
        said = attached_texts(room.reports, attached, self.store, self.survey.content.base)
        return RoomTask(agencies, room.reports, self.survey.facts(room.reports), decisions, room.overview, attached, said, room.changes)

    def planned(self) -> list[Made]:
        """Every part as far as it can be told without making pages."""

        def room(task: RoomTask) -> Made:
            made, values = self._maker.made(task, lambda plan: unwritten(plan, self.renderer), self._keep_texts)
            self.store.put_all(values)
            return made

        rooms = [room(self._task(one)) for one in self.rooms]
        return self._all_parts(rooms, lambda parts: [unwritten(part.plan(), self.renderer) for part in parts])

    def _taken(self, keys: Sequence[bytes], staging: Path) -> dict[bytes, Made]:
        found: dict[bytes, Made] = self.store.values(keys)
        if not self.options.publish:
            return found
        here = {key: made for key, made in found.items() if self.published.has(made.files)}
        for made in here.values():
            self.published.take(made.files, staging)
        return here

    def search(self, parts: Sequence[Made]) -> SearchPlan:
        """What search needs: no text is read for it."""
        heads = self._heads(parts)
        self.used.update((*map(searched_key, heads), *attached_keys(self.attached, self.survey.content.base)))
        subjects = [subject for part in parts for subject in part.subjects]
        return plan_search(heads, self._texts, subjects=[*subjects, *page_suggestions(page for part in parts for page in part.pages)])

    def _heads(self, parts: Sequence[Made]) -> list[SearchHead]:
        return [head for part in parts for head in part.searched]

    def search_before(self, staging: Path) -> Written | None:
        """The search of the site before, as it is."""
        files = {n: Listed(s.size, s.sha256) for n, s in self.published.stamps.items() if n.startswith(SEARCH)}
        if not any(name.startswith(SEARCH[0]) for name in files) or not self.published.has(files):
            return None
        self.published.take(files, staging)
        return Written(files)

    def _texts(self, heads: Sequence[SearchHead]) -> list[SearchText]:
        return self._fetched([searched_key(head) for head in heads])

    def explain(self, parts: Sequence[Made], staging: Path) -> list[Problem]:
        """Pages that could not be made, tried once more and explained by the site's own templates; what they cannot explain is raised: our mistake."""
        put = partial(write_file, staging)
        books = [FaultBook(folder) for folder in self.own]
        unplaced: list[Exception] = []

        def note(error: Exception, name: str) -> None:
            if not any(book.add(error, name) for book in books):
                unplaced.append(error)

        rooms = list(parts[: len(self.rooms)])
        for room, part in zip(self.rooms, rooms, strict=True):
            if part.failed:
                self._maker.made(self._task(room), lambda plan: write_plan(plan, self.renderer, put, note=note))
        again = iter(parts[len(self.rooms) :])

        def retried(tried: Sequence[Part]) -> list[Made]:
            found = [next(again) for _ in tried]
            for part, made in zip(tried, found, strict=True):
                if made.failed:
                    write_plan(part.plan(), self.renderer, put, note=note)
            return found

        self._all_parts(rooms, retried)
        problems = [p for book in books for p in book.problems()]
        told = {p.location for p in problems}
        problems += [p for folder in self.own for p in check_templates(self.renderer.env, folder) if p.location not in told]
        if unplaced and not problems:
            raise unplaced[0]
        return problems

    def remember(self, listed: Mapping[str, Listed], folders: Mapping[str, int], forget_indexes: Callable[[], bool] | None) -> bool:
        """Note what was published and which values it took. When a text went, all values that were not taken are forgotten, and old search indexes.

        ``folders``: as ``pruned`` told them. ``forget_indexes``: None where that is left to a later build.
        False where it could not be done now, since another build was in the way.
        """
        out, content = self.published.out, self.survey.content
        key, root = site_key(out), str(self.options.root.resolve())
        keys = {key, *self.used, *(k for kept in content.kept.values() for k in kept.keys)}
        self.store.put_all({key: pack((stamps_of(out, listed, self.published.taken), folders))})
        texts = [r.location.path for r in content.reports if r.meta.withdrawn is None and r.meta.disclosure == "主动公开"]
        if forget_indexes and self.store.has_hidden(root, texts) and not (forget_indexes() and self.store.hide(keys)):
            return False
        if forget_indexes:  # else the search that is to come needs values that nothing has taken yet
            self.store.built(str(out.resolve()), keys)
            self.store.show(root, texts)
        return True
