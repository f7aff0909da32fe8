"""The shards of the search: those that are as they were taken over, the others indexed; what is counted of them kept in the store.

Comes in: shards, staging folder, store. Goes out: files below ``pagefind/`` and a table of each in ``search-data/``.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from builder.analysis.search_index import Shard
from builder.analysis.search_records import SearchHead
from builder.manifest import Listed, listed_of
from builder.output import write_file
from builder.pagefind import CHUNK, Indexing, Memory, PlacedIndex, cache_name, held, needed, sweep, text_files
from builder.parallel import ordered_map
from builder.published import Published
from builder.store import Store, digest_of, key_of, pack, unpack

V = TypeVar("V")
FORMAT = 4  # of search-data; part of every shard's key
_SHARED = ("pagefind.js", "wasm.*.pagefind")
_A_PART = 16  # reports
_ENGINE = key_of("engine", cache_name(""))  # the program in the store


@dataclass
class Kept:
    """What is made of shards, kept in the store by what they hold."""

    parts: Sequence[Shard]
    store: Store
    jobs: int
    code: bytes = b""  # another program counts otherwise
    used: set[bytes] = field(default_factory=set)

    @cached_property
    def texts(self) -> list[bytes]:
        """Digest of what each shard's reports say and are called."""
        return [key_of(self.code, digest_of((shard.name, [(h.text, h.shown) for h in shard.heads]))) for shard in self.parts]

    def each(self, name: str, on: object, step: Callable[[Shard], V], join: Callable[[Sequence[V]], V] | None = None) -> Iterator[V]:
        """Of every shard, one after the other; those that the store has not are read, several at once. What can be joined is kept of parts of a shard too: an edit reads one."""
        basis = digest_of(on)
        keys = [key_of(name, text, basis) for text in self.texts]
        found = self.store.get_all(keys)
        todo = [(key, shard) for key, shard in zip(keys, self.parts, strict=True) if key not in found]
        if join and todo:
            parts = [part for _, shard in todo for part in parted(shard)]
            made = replace(self, parts=parts).each(name, on, step)
            fresh = {key: pack(join([next(made) for _ in parted(shard)])) for key, shard in todo}
        else:
            packed = ordered_map(lambda shard: pack(step(shard)), [shard for _, shard in todo], self.jobs, worth=2)
            fresh = dict(zip((key for key, _ in todo), packed, strict=True))
        self.store.put_all(fresh)
        self.used.update(keys)
        return (unpack(fresh.get(key) or found[key]) for key in keys)

    def total(self, name: str, on: object, step: Callable[[Shard], V], join: Callable[[V | None, Iterable[V], Iterable[V]], V]) -> V:
        """Of all shards, joined from parts of them. The last total is kept with what it was made of: what went is taken from it, what came is added."""
        basis, small = digest_of(on), replace(self, parts=[part for shard in self.parts for part in parted(shard)])
        keys = {key_of(name, text, basis): part for text, part in zip(small.texts, small.parts, strict=True)}
        last = key_of(f"{name} together", self.code, basis)
        self.used.update((*keys, last))
        data = self.store.get(last)
        known: tuple[list[bytes], V | None] = unpack(data) if data else ([], None)
        before, total = set(known[0]), known[1]
        gone = self.store.get_all(before - keys.keys())
        if len(gone) < len(before - keys.keys()) or len(gone) * 2 > len(before):
            before, total, gone = set(), None, {}
        come = [part for key, part in keys.items() if key not in before]
        if total is not None and not come and not gone:
            return total
        total = join(total, replace(small, parts=come).each(name, on, step), map(unpack, gone.values()))
        self.store.put_all({last: pack((list(keys), total))})
        return total

    def several(self, name: str, on: Sequence[object], make: Callable[[int], V]) -> list[V]:
        """Of several things, by what each rests on: one more or other does not touch the rest. ``make`` is asked for by number."""
        keys = [key_of(name, self.code, digest_of(one)) for one in on]
        found: dict[bytes, V] = {key: unpack(data) for key, data in self.store.get_all(keys).items()}
        fresh = {key: make(n) for n, key in enumerate(keys) if key not in found}
        self.store.put_all({key: pack(value) for key, value in fresh.items()})
        self.used.update(keys)
        return [fresh[key] if key in fresh else found[key] for key in keys]

    def once(self, name: str, on: object, make: Callable[[], V]) -> V:
        """Of all shards together."""
        return self.several(name, [on], lambda _: make())[0]


def parted(shard: Shard) -> list[Shard]:
    """Its reports in parts of some sixteen: where one belongs is decided by its id and by how many there are, to the next power of two."""
    count = 1 << max(0, (len(shard.heads) - 1) // _A_PART).bit_length()
    parts: dict[int, list[SearchHead]] = {}
    for head in shard.heads:
        parts.setdefault(zlib.crc32(head.shown.id.encode()) % count, []).append(head)
    return [replace(shard, name=f"{shard.name}/{number}", heads=tuple(heads)) for number, heads in sorted(parts.items())]


def shard_key(shard: Shard) -> str:
    """Digest of all that the index of a shard depends on."""
    digest = hashlib.sha256(f"{FORMAT} {CHUNK}".encode())
    for head in shard.heads:
        digest.update(f"\x00{head.twins}".encode())
    for name in shard.names:
        digest.update(f"\x02{name}".encode())
    return digest.hexdigest()[:16]


@dataclass
class Shards:
    """Index and table of every shard, and the one program for all of them: those that are as they were taken over, the others made by Pagefind."""

    shards: Sequence[Shard]
    staging: Path
    keeper: Kept
    published: Published | None
    place: Path | None
    begun: dict[int, Indexing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = [shard_key(s) for s in self.shards]
        self.own = [key_of("shard", key, text) for key, text in zip(self.keys, self.keeper.texts, strict=True)]
        known: dict[bytes, dict[str, Listed]] = {key: unpack(data) for key, data in self.keeper.store.get_all([_ENGINE, *self.own]).items()}
        self.taken = {key: files for key, files in known.items() if self.published and self.published.has(files)}
        self.todo = [n for n, key in enumerate(self.own) if key not in self.taken or (_ENGINE not in self.taken and not n)]
        self.keeper.used |= {_ENGINE, *self.own}

    def begin_few(self) -> None:
        """Where no more are to be made than may be at work at once, as after an edit: Pagefind works beside us, and beside workers each of which comes to hold as much as we do."""
        if len(self.todo) <= self.keeper.jobs and sum(needed(self.shards[n]) for n in self.todo) <= Memory((1 + self.keeper.jobs) * held()).all:
            self.begun = {n: self._begin(n) for n in self.todo}

    def _begin(self, number: int) -> Indexing:
        shard = self.shards[number]
        return Indexing.begin(shard, self.keys[number], self.staging / "pagefind" / shard.name, self.place)

    def _placed(self, timeout: float) -> list[PlacedIndex]:
        """All that were to be made. Of many each has a thread of its own that waits for Pagefind."""
        if self.begun:
            return [self.begun[n].finish(timeout) for n in self.todo]

        memory = Memory(held())

        def placed(number: int) -> PlacedIndex:
            with memory.of(needed(self.shards[number])):
                indexing = self._begin(number)
                try:
                    return indexing.finish(timeout)
                finally:
                    indexing.abandon()

        with ThreadPoolExecutor(max_workers=max(1, self.keeper.jobs)) as pool:
            return list(pool.map(placed, self.todo))

    def abandon(self) -> None:
        """Whatever is still at work."""
        for indexing in self.begun.values():
            indexing.abandon()

    def finish(self, timeout: float) -> tuple[dict[str, Listed], str]:
        """What was written and taken over, why it could not be kept."""
        for key in {_ENGINE, *self.own[1 if 0 in self.todo else 0 :]} & self.taken.keys() if self.shards else ():
            assert self.published
            self.published.take(self.taken[key], self.staging)
        placed = self._placed(timeout)
        if self.place:
            sweep(self.place, set(map(cache_name, self.keys)))
        fresh: dict[bytes, dict[str, Listed]] = {}
        for n, one in zip(self.todo, placed, strict=True):
            name = self.shards[n].name
            table = compact_json(shard_table(self.shards[n], one.hashes, self.keys[n])).encode()
            write_file(self.staging, f"search-data/shard-{name}.json", table)
            shared = _share_engine(self.staging, name, one.files, is_there=_ENGINE in self.taken)
            if _ENGINE not in self.taken:
                fresh.setdefault(_ENGINE, shared)
            files = {f"pagefind/{name}/{file}": listed for file, listed in one.files.items() if f"pagefind/{file}" not in shared}
            fresh[self.own[n]] = files | {f"search-data/shard-{name}.json": listed_of(table)}
        self.keeper.store.put_all({key: pack(files) for key, files in fresh.items()})
        files = {name: listed for key in (_ENGINE, *self.own) for name, listed in (fresh.get(key) or self.taken.get(key, {})).items()}
        return files, next((p.not_kept for p in placed if p.not_kept), "")


def _share_engine(staging: Path, shard: str, files: Mapping[str, Listed], *, is_there: bool) -> dict[str, Listed]:
    """The program of a shard's index, moved beside it: one copy for all. One that was taken over is left as it is."""
    folder = staging / "pagefind"
    shared = {name: listed for name, listed in files.items() if any(fnmatch(name, pattern) for pattern in _SHARED)}
    for name in shared:
        if is_there:
            (folder / shard / name).unlink()
            continue
        (folder / name).unlink(missing_ok=True)  # renaming does nothing where both are names of one file
        (folder / shard / name).rename(folder / name)
    return {f"pagefind/{name}": listed for name, listed in shared.items()}


def shard_table(shard: Shard, hashes: Sequence[str], key: str) -> dict[str, object]:
    """Fragment ids, sections and reports of a shard, column by column: small once compressed."""
    records = shard.records
    topics = sorted({t for r in records for t in r.topics})
    number = {t: i for i, t in enumerate(topics)}
    prefix = hashes[0].rsplit("_", 1)[0] + "_" if hashes else ""
    return {
        "key": key,
        "prefix": prefix,
        "hashes": " ".join(h.removeprefix(prefix) for h in hashes),
        "sections": " ".join(r.section or "-" for r in records),
        "texts": text_files(records),
        "levels": "".join(str(min(r.level, 9)) for r in records),
        "counts": [head.records for head in shard.heads],
        "topics": topics,
        "of": {str(i): [number[t] for t in r.topics] for i, r in enumerate(records) if r.topics},
        "reports": [[r.id, r.title, r.agency, r.agency_short, r.kind, r.year, r.date, r.edition] for r in shard.reports],
    }


def compact_json(value: object) -> str:
    """On one line, for the browser alone."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
