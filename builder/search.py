"""``SearchPlan`` → ``pagefind/`` and ``search-data/`` in the staging folder; ``builder/pagefind.py`` makes the index.

Every shard is indexed alone and remembered by its content, so a new report rebuilds one shard.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from builder.analysis.search_index import SearchPlan, Shard
from builder.analysis.search_pairs import count_of_pairs, file_count, gathered, joined_pairs, pair_files, shard_pairs, slices_of
from builder.analysis.search_words import HelperData, plan_helper
from builder.analysis.tokens import BARRIER, HEAD, POINT, SIGNS, SPACE
from builder.manifest import Listed, listed_of
from builder.output import write_file
from builder.pagefind import (
    PagefindMissing,
    PagefindStopped,
    SearchIndexError,
    cache_name,
    sweep,
)
from builder.problems import Location, Problem
from builder.published import Published
from builder.rendering.classic_scripts import MODULES, ON_DEMAND, classic_bundle
from builder.shards import FORMAT, Kept, Shards, compact_json
from builder.store import Store


@dataclass(frozen=True)
class Written:
    """What was written: its files; the values that were used, and kept indexes by name; findings."""

    files: Mapping[str, Listed] = field(default_factory=dict)
    used: frozenset[bytes] = frozenset()
    problems: tuple[Problem, ...] = ()
    indexes: frozenset[str] = frozenset()


@dataclass
class Searching:
    """The search of a site, begun before all that it needs is known: where few shards changed, Pagefind works while pages are made.

    ``code``: digest of the program; what another one counted is not believed.
    ``published``: shards that are the same there are taken over. ``cache``: folder in which finished shards are kept between builds;
    deleting it is always safe. What comes from it is checked as if it were new, what is broken there is made anew; a cache that
    cannot be written is a notice.
    """

    staging: Path
    store: Store
    jobs: int = 1
    cache: Path | None = None
    published: Published | None = None
    code: bytes = b""
    shards: Shards | None = None
    fault: Exception | None = None

    def __enter__(self) -> Searching:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shards:
            self.shards.abandon()

    def begin(self, shards: Sequence[Shard]) -> None:
        """What fails is told by ``write``. Called again, it goes on with what it began."""
        if self.shards or self.fault:
            return
        try:
            for folder in self._folders:
                folder.mkdir(parents=True, exist_ok=True)
            self.shards = Shards(shards, self.staging, Kept(shards, self.store, self.jobs, self.code), self.published, self.cache / "search" if self.cache else None)
            self.shards.begin_few()
        except (SearchIndexError, OSError) as error:
            self.fault = error

    def write(self, plan: SearchPlan, timeout: float = 600) -> Written:
        """Write index and helper data below ``staging``; a failure is one error, and nothing half-written stays."""
        self.begin(plan.shards)
        try:
            if self.fault:
                raise self.fault
            return self._written(plan, timeout)
        except (SearchIndexError, OSError) as error:
            for folder in self._folders:
                shutil.rmtree(folder, ignore_errors=True)
            return Written(problems=(_broken(error),))

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self.staging / "pagefind", self.staging / "search-data"

    def _written(self, plan: SearchPlan, timeout: float) -> Written:
        assert self.shards
        keeper, (index_dir, data_dir) = self.shards.keeper, self._folders
        early = None if self.shards.begun else self.shards.finish(timeout)  # before we hold all words ourselves
        helper = plan_helper(keeper, plan.sought)
        columns = list(keeper.each("pairs", None, shard_pairs, joined_pairs)) if len(plan.shards) > 1 else []  # a single one has to be asked anyway
        files, not_kept = early or self.shards.finish(timeout)
        entries = [json.loads((index_dir / s.name / "pagefind-entry.json").read_text(encoding="utf-8")) for s in plan.shards]
        shards = [
            {"name": s.name, "years": [s.first_year, s.last_year], "records": s.size, "key": key, "entry": entry}
            for s, key, entry in zip(plan.shards, self.shards.keys, entries, strict=True)
        ]
        put = Putting(self.staging, dict(files), self.published)
        _write_data(plan, helper, shards, _write_pairs(keeper, columns, put) if columns else 0, data_dir, put)
        _write_bundle(self.staging, shards[0] if shards else None, put)
        names = frozenset(map(cache_name, self.shards.keys))
        return Written(put.files, frozenset(keeper.used), (_not_kept(self.cache, not_kept),) if not_kept else (), names)


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
    """The search of a site, begun and finished."""
    with Searching(staging, store, jobs, cache, published) as searching:
        return searching.write(plan, timeout)


def _broken(error: SearchIndexError | OSError) -> Problem:
    found = f"不能写入（{error.strerror}）" if isinstance(error, OSError) else str(error)
    action = "检查磁盘空间和权限，再构建一次"
    if isinstance(error, PagefindMissing):
        action = "确认已安装 pagefind-bin 1.5.2（pip install pagefind-bin），再构建一次"
    elif isinstance(error, PagefindStopped):
        action = "关掉别的程序，或用 --jobs 1 再构建一次"
    return Problem(Location("search"), "error", "search.index", "", f"检索索引没有建成：{found}", "完整的索引", action)


def forget_indexes(cache: Path | None, used: Collection[str]) -> bool:
    """Drop all kept indexes but these: the others may hold a text that was withdrawn. Is none of them left?"""
    return cache is None or sweep(cache / "search", used, spare=0)


def _not_kept(cache: Path | None, why: str) -> Problem:
    found = f"检索缓存不能写入（{why}）；网站不受影响，只是下次要重新建索引"
    action = "检查这个文件夹的权限和磁盘空间，或用 --cache 另选、用 --no-cache 不用缓存"
    return Problem(Location(str(cache)), "notice", "cache.write", "", found, "可以写入的缓存文件夹", action)


# ---- data for the browser ----------------------------------------------------------------------


@dataclass(frozen=True)
class Putting:
    """Writes files below ``staging`` and lists them; those that are ``published`` as they are now are taken over."""

    staging: Path
    files: dict[str, Listed]
    published: Published | None = None

    def json(self, name: str, value: object) -> None:
        """One of ``search-data/``, in a folder that is there."""
        name, content = f"search-data/{name}.json", compact_json(value).encode()
        if not self.is_taken({name: listed_of(content)}):
            self.put(name, content)

    def put(self, name: str, content: bytes) -> None:
        """What is listed, in a folder that is there."""
        path = f"{self.staging}/{name}"
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108  a thousand times; Path takes three times as long
        with open(path, "wb") as file:  # noqa: PTH123  likewise
            file.write(content)

    def is_taken(self, files: Mapping[str, Listed]) -> bool:
        """Listed; taken over where they are published."""
        self.files.update(files)
        if not (self.published and self.published.has(files)):
            return False
        self.published.take(files, self.staging)
        return True

    def text(self, name: str, text: str) -> None:
        """Any file."""
        content = text.encode()
        write_file(self.staging, name, content)
        self.files[name] = listed_of(content)


def _write_data(plan: SearchPlan, helper: HelperData, shards: Sequence[dict[str, object]], pairs: int, data_dir: Path, put: Putting) -> None:
    put.json(
        "helper",
        {
            "traditional": helper.traditional,
            "sounds": dict(helper.sounds),
            "words": " ".join(helper.words),
            "synonyms": [list(g) for g in helper.synonyms],
            "same": helper.same,
            "lookalikes": " ".join(helper.lookalikes),
        },
    )
    put.json("words", " ".join(helper.rare))
    named = [[s.kind, s.text, s.path, list(s.also), s.note, list(s.perhaps)] for s in plan.suggestions]
    same = [["same", group[0], "", list(group[1:])] for group in helper.synonyms[: helper.same]]
    put.json("suggest", [*named, *same])
    known = [s.text for s in plan.suggestions if s.kind == "topic"][:12]
    key = hashlib.sha256(" ".join(str(s["key"]) for s in shards).encode()).hexdigest()[:16]
    manifest = {
        "format": FORMAT, "reports": plan.report_count, "shards": list(shards), "scan": plan.scan, "topics": known,
        "pairs": pairs, "key": key, "chance": list(helper.chance),
    }  # fmt: skip
    put.json("manifest", manifest)
    if plan.scan:
        _write_scan(plan, " ".join(helper.rare), data_dir, put)


def _write_pairs(keeper: Kept, columns: Sequence[str], put: Putting) -> int:
    """How many files. An edit brings few pairs: of all other slices only the digests of their files are asked for."""
    slices = slices_of(columns)
    count = file_count(sum(keeper.several("pairs in", slices, lambda n: count_of_pairs(slices[n]))))
    (put.staging / "search-data" / "pairs").mkdir(exist_ok=True)
    groups = gathered(slices, count)

    def files_of(number: int) -> dict[str, bytes]:
        return {f"search-data/pairs/{n}.json": compact_json(file).encode() for n, file in pair_files(groups[number], count, number).items()}

    made = functools.cache(files_of)
    listed = keeper.several("pair files", [(count, group) for group in groups], lambda n: {name: listed_of(content) for name, content in made(n).items()})
    for number, files in enumerate(listed):
        if not put.is_taken(files):
            for name, content in made(number).items():
                put.put(name, content)
    return count


def _write_scan(plan: SearchPlan, rare: str, data_dir: Path, put: Putting) -> None:
    """The whole text as classic scripts, for a folder or a browser without WebAssembly."""
    payload = {
        **{name: json.loads((data_dir / f"{name}.json").read_text(encoding="utf-8")) for name in ("manifest", "helper", "suggest")},
        "rare": rare,
        "tables": {s.name: json.loads((data_dir / f"shard-{s.name}.json").read_text(encoding="utf-8")) for s in plan.shards},
        "texts": {s.name: [plain_twin(twin) for twin in s.twins] for s in plan.shards},
    }
    put.text("search-data/text.js", f"window.siteSearchText={compact_json(payload)};\n")


_SHOWN = {ord(SPACE): " ", ord(POINT): "."} | {ord(v): k for k, v in SIGNS.items()}


def plain_twin(twin: str) -> str:
    """Twin text as it is read: heading, barrier, text, barrier; the same as ``decode`` in fold.js."""
    heading, _, rest = twin.partition(BARRIER)
    return (heading.replace(HEAD, "") + BARRIER + rest.rpartition(BARRIER)[0]).replace(" ", "").translate(_SHOWN)


def _write_bundle(staging: Path, newest: Mapping[str, object] | None, put: Putting) -> None:
    """``newest``: what the manifest says of the newest shard, so that a search need not wait for the manifest."""
    folder = staging / "static" / "search"
    if not folder.is_dir():
        return
    if newest:
        start = (folder / "start.js").read_text(encoding="utf-8")
        put.text("static/search/start.js", f"window.siteSearchNewest={compact_json(newest)};\n{start}")
    for file, names in (("search", MODULES), ("more", ON_DEMAND)):
        modules = {name: (folder / f"{name}.js").read_text(encoding="utf-8") for name in names}
        put.text(f"static/search/{file}.js", classic_bundle(modules))
