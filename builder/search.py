"""``SearchPlan`` → ``pagefind/`` and ``search-data/`` in the staging folder; ``builder/pagefind.py`` makes the index.

Every shard is indexed alone and remembered by its content, so a new report rebuilds one shard.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar

from builder.analysis.search_index import SearchPlan, Shard
from builder.analysis.search_pairs import pair_files, shard_pairs
from builder.analysis.search_words import HelperData, plan_helper
from builder.analysis.tokens import BARRIER, HEAD, POINT, SIGNS, SPACE
from builder.manifest import Listed, listed_of
from builder.pagefind import (
    CHUNK,
    PagefindMissing,
    PagefindStopped,
    PlacedIndex,
    SearchIndexError,
    cache_name,
    place_index,
    processes,
    sweep,
    text_files,
)
from builder.parallel import ordered_map
from builder.problems import Location, Problem
from builder.published import Published
from builder.rendering.classic_scripts import MODULES, ON_DEMAND, classic_bundle
from builder.store import Store, digest_of, key_of, pack, unpack

V = TypeVar("V")
FORMAT = 4  # of search-data; part of every shard's key
_SHARED = ("pagefind.js", "wasm.*.pagefind")
_ENGINE = key_of("engine", cache_name(""))  # the program in the store


@dataclass(frozen=True)
class Written:
    """What was written: files whose digests are known; the values that were used, and kept indexes by name; findings."""

    files: Mapping[str, Listed] = field(default_factory=dict)
    used: frozenset[bytes] = frozenset()
    problems: tuple[Problem, ...] = ()
    indexes: frozenset[str] = frozenset()


def write_search(
    plan: SearchPlan,
    staging: Path,
    store: Store,
    *,
    jobs: int = 1,
    timeout: float = 600,
    cache: Path | None = None,
    published: Published | None = None,
) -> Written:
    """Write index and helper data below ``staging``; a failure is one error, and nothing half-written stays.

    ``published``: shards that are the same there are taken over. ``cache``: folder in which finished shards are kept between builds;
    deleting it is always safe. What comes from it is checked as if it were new, what is broken there is made anew; a cache that
    cannot be written is a notice.
    """
    index_dir, data_dir = staging / "pagefind", staging / "search-data"
    for folder in (index_dir, data_dir):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    keeper = Kept(plan.shards, store, jobs)
    keys = [shard_key(s) for s in plan.shards]
    try:
        with _Shards.of(plan.shards, keys, staging, keeper, published, timeout, cache / "search" if cache else None) as shards_made:
            if shards_made.is_one:  # after an edit: Pagefind works beside us
                keeper.jobs = 1  # no copy of this process is made while threads run
                shards_made.begin()
            helper = plan_helper(keeper, plan.sought)
            several = len(plan.shards) > 1
            pairs = keeper.once("pair files", keys, lambda: pair_files(keeper.each("pairs", None, shard_pairs))) if several else []
            files, not_kept = shards_made.finish()
        if not plan.shards:
            index_dir.rmdir()  # an empty folder is in no manifest
    except (SearchIndexError, OSError) as error:
        for folder in (index_dir, data_dir):
            shutil.rmtree(folder, ignore_errors=True)
        found = f"不能写入（{error.strerror}）" if isinstance(error, OSError) else str(error)
        action = "检查磁盘空间和权限，再构建一次"
        if isinstance(error, PagefindMissing):
            action = "确认已安装 pagefind-bin 1.5.2（pip install pagefind-bin），再构建一次"
        elif isinstance(error, PagefindStopped):
            action = "关掉别的程序，或用 --jobs 1 再构建一次"
        broken = Problem(Location("search"), "error", "search.index", "", f"检索索引没有建成：{found}", "完整的索引", action)
        return Written(problems=(broken,))
    entries = [json.loads((index_dir / s.name / "pagefind-entry.json").read_text(encoding="utf-8")) for s in plan.shards]
    shards = [
        {"name": s.name, "years": [s.first_year, s.last_year], "records": s.size, "key": key, "entry": entry}
        for s, key, entry in zip(plan.shards, keys, entries, strict=True)
    ]
    _write_data(plan, helper, shards, len(pairs), data_dir)
    if pairs:
        (data_dir / "pairs").mkdir()
    for number, file in enumerate(pairs):
        _dump(file, data_dir / "pairs" / f"{number}.json")
    _write_bundle(staging, shards[0] if shards else None)
    return Written(files, frozenset(keeper.used), (_not_kept(cache, not_kept),) if not_kept else (), frozenset(map(cache_name, keys)))


def forget_indexes(cache: Path | None, used: Collection[str]) -> bool:
    """Drop all kept indexes but these: the others may hold a text that was withdrawn. Is none of them left?"""
    return cache is None or sweep(cache / "search", used, spare=0)


def _not_kept(cache: Path | None, why: str) -> Problem:
    found = f"检索缓存不能写入（{why}）；网站不受影响，只是下次要重新建索引"
    action = "检查这个文件夹的权限和磁盘空间，或用 --cache 另选、用 --no-cache 不用缓存"
    return Problem(Location(str(cache)), "notice", "cache.write", "", found, "可以写入的缓存文件夹", action)


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


# ---- the shards --------------------------------------------------------------------------------


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
class _Shards:
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
    ) -> Iterator[_Shards]:
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
            table = _json(shard_table(self.shards[n], one.hashes, self.keys[n])).encode()
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


# ---- data for the browser ----------------------------------------------------------------------


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


def _write_data(plan: SearchPlan, helper: HelperData, shards: Sequence[dict[str, object]], pairs: int, data_dir: Path) -> None:
    _dump(
        {
            "traditional": helper.traditional,
            "sounds": dict(helper.sounds),
            "words": " ".join(helper.words),
            "synonyms": [list(g) for g in helper.synonyms],
            "same": helper.same,
            "lookalikes": " ".join(helper.lookalikes),
        },
        data_dir / "helper.json",
    )
    _dump(" ".join(helper.rare), data_dir / "words.json")
    named = [[s.kind, s.text, s.path, list(s.also), s.note, list(s.perhaps)] for s in plan.suggestions]
    same = [["same", group[0], "", list(group[1:])] for group in helper.synonyms[: helper.same]]
    _dump([*named, *same], data_dir / "suggest.json")
    known = [s.text for s in plan.suggestions if s.kind == "topic"][:12]
    key = hashlib.sha256(" ".join(str(s["key"]) for s in shards).encode()).hexdigest()[:16]
    manifest = {
        "format": FORMAT, "reports": plan.report_count, "shards": list(shards), "scan": plan.scan, "topics": known,
        "pairs": pairs, "key": key, "chance": list(helper.chance),
    }  # fmt: skip
    _dump(manifest, data_dir / "manifest.json")
    if plan.scan:
        _write_scan(plan, " ".join(helper.rare), data_dir)


def _write_scan(plan: SearchPlan, rare: str, data_dir: Path) -> None:
    """The whole text as classic scripts, for a folder or a browser without WebAssembly."""
    payload = {
        **{name: json.loads((data_dir / f"{name}.json").read_text(encoding="utf-8")) for name in ("manifest", "helper", "suggest")},
        "rare": rare,
        "tables": {s.name: json.loads((data_dir / f"shard-{s.name}.json").read_text(encoding="utf-8")) for s in plan.shards},
        "texts": {s.name: [plain_twin(twin) for twin in s.twins] for s in plan.shards},
    }
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    (data_dir / "text.js").write_text(f"window.siteSearchText={text};\n", encoding="utf-8")


_SHOWN = {ord(SPACE): " ", ord(POINT): "."} | {ord(v): k for k, v in SIGNS.items()}


def plain_twin(twin: str) -> str:
    """Twin text as it is read: heading, barrier, text, barrier; the same as ``decode`` in fold.js."""
    heading, _, rest = twin.partition(BARRIER)
    return (heading.replace(HEAD, "") + BARRIER + rest.rpartition(BARRIER)[0]).replace(" ", "").translate(_SHOWN)


def _dump(value: object, path: Path) -> None:
    path.write_text(_json(value), encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_bundle(staging: Path, newest: Mapping[str, object] | None) -> None:
    """``newest``: what the manifest says of the newest shard, so that a search need not wait for the manifest."""
    folder = staging / "static" / "search"
    if not folder.is_dir():
        return
    if newest:
        start = folder / "start.js"
        start.write_text(f"window.siteSearchNewest={_json(newest)};\n" + start.read_text(encoding="utf-8"), encoding="utf-8")
    for file, names in (("search", MODULES), ("more", ON_DEMAND)):
        modules = {name: (folder / f"{name}.js").read_text(encoding="utf-8") for name in names}
        (folder / f"{file}.js").write_text(classic_bundle(modules), encoding="utf-8")
