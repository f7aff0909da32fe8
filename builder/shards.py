"""The shards of the search: those that are as they were taken over, the others indexed; what is counted of them kept in the store.

Comes in: shards, staging folder, store. Goes out: files below ``pagefind/`` and a table of each in ``search-data/``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar

from builder.analysis.search_index import Shard
from builder.manifest import Listed, listed_of
from builder.pagefind import CHUNK, PlacedIndex, cache_name, place_index, processes, sweep, text_files
from builder.parallel import ordered_map
from builder.published import Published
from builder.store import Store, digest_of, key_of, pack, unpack

V = TypeVar("V")
FORMAT = 4  # of search-data; part of every shard's key
_SHARED = ("pagefind.js", "wasm.*.pagefind")
_ENGINE = key_of("engine", cache_name(""))  # the program in the store


@dataclass
class Kept:
    """What is made of shards, kept in the store by what they hold."""

    parts: Sequence[Shard]
    store: Store
    jobs: int
    used: set[bytes] = field(default_factory=set)

    def each(self, name: str, on: object, step: Callable[[Shard], V]) -> list[V]:
        """Of every shard; those that the store has not are read, several at once."""
        keys = [key_of(name, _text_key(shard), digest_of(on)) for shard in self.parts]
        found = self.store.get_all(keys)
        todo = [(key, shard) for key, shard in zip(keys, self.parts, strict=True) if key not in found]
        made = ordered_map(lambda shard: pack(step(shard)), [shard for _, shard in todo], self.jobs, worth=2)
        fresh = dict(zip((key for key, _ in todo), made, strict=True))
        self.store.put_all(fresh)
        self.used.update(keys)
        return [unpack(fresh.get(key) or found[key]) for key in keys]

    def once(self, name: str, on: object, make: Callable[[], V]) -> V:
        """Of all shards together."""
        key = key_of(name, digest_of(on))
        self.used.add(key)
        data = self.store.get(key)
        if data is None:
            value = make()
            self.store.put_all({key: pack(value)})
            return value
        kept: V = unpack(data)
        return kept


def _text_key(shard: Shard) -> bytes:
    """Of all that a shard's reports say and are called."""
    return digest_of((shard.name, [(h.text, h.shown) for h in shard.heads]))


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
    """Index and table of every shard, and the one program for all of them: those that are as they were taken over, the others made by threads that wait for Pagefind."""

    shards: Sequence[Shard]
    keys: Sequence[str]
    own: Sequence[bytes]  # of each in the store
    taken: Mapping[bytes, dict[str, Listed]]
    todo: Sequence[int]
    staging: Path
    keeper: Kept
    published: Published | None
    timeout: float
    place: Path | None
    pool: ThreadPoolExecutor
    tasks: list[Future[PlacedIndex]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(
        cls, shards: Sequence[Shard], keys: Sequence[str], staging: Path, keeper: Kept, published: Published | None, timeout: float, place: Path | None
    ) -> Iterator[Shards]:
        own = [key_of("shard", key, _text_key(shard)) for key, shard in zip(keys, shards, strict=True)]
        known: dict[bytes, dict[str, Listed]] = {key: unpack(data) for key, data in keeper.store.get_all([_ENGINE, *own]).items()}
        taken = {key: files for key, files in known.items() if published and published.has(files)}
        todo = [n for n, key in enumerate(own) if key not in taken or (_ENGINE not in taken and not n)]
        keeper.used |= {_ENGINE, *own}
        with ThreadPoolExecutor(max_workers=processes(max((s.size for s in shards), default=0), keeper.jobs)) as pool:
            yield cls(shards, keys, own, taken, todo, staging, keeper, published, timeout, place, pool)

    @property
    def is_one(self) -> bool:
        return len(self.todo) == 1

    def begin(self) -> None:
        for key in {_ENGINE, *self.own[1 if 0 in self.todo else 0 :]} & self.taken.keys() if self.shards else ():
            assert self.published
            self.published.take(self.taken[key], self.staging)
        index = self.staging / "pagefind"
        self.tasks = [self.pool.submit(place_index, self.shards[n], self.keys[n], index / self.shards[n].name, self.timeout, self.place) for n in self.todo]

    def finish(self) -> tuple[dict[str, Listed], str]:
        """What was written and taken over, why it could not be kept."""
        if not self.tasks:
            self.begin()
        placed = [task.result() for task in self.tasks]
        if self.place:
            sweep(self.place, set(map(cache_name, self.keys)))
        fresh: dict[bytes, dict[str, Listed]] = {}
        for n, one in zip(self.todo, placed, strict=True):
            name = self.shards[n].name
            table = compact_json(shard_table(self.shards[n], one.hashes, self.keys[n])).encode()
            (self.staging / "search-data" / f"shard-{name}.json").write_bytes(table)
            shared = _share_engine(self.staging, name, one.files)
            if _ENGINE not in self.taken:
                fresh.setdefault(_ENGINE, shared)
            files = {f"pagefind/{name}/{file}": listed for file, listed in one.files.items() if f"pagefind/{file}" not in shared}
            fresh[self.own[n]] = files | {f"search-data/shard-{name}.json": listed_of(table)}
        self.keeper.store.put_all({key: pack(files) for key, files in fresh.items()})
        files = {name: listed for key in (_ENGINE, *self.own) for name, listed in (fresh.get(key) or self.taken.get(key, {})).items()}
        return files, next((p.not_kept for p in placed if p.not_kept), "")


def _share_engine(staging: Path, shard: str, files: Mapping[str, Listed]) -> dict[str, Listed]:
    """The program of a shard's index, moved beside it: one copy for all."""
    folder = staging / "pagefind"
    shared = {name: listed for name, listed in files.items() if any(fnmatch(name, pattern) for pattern in _SHARED)}
    for name in shared:
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
