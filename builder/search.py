"""``SearchPlan`` → ``pagefind/`` and ``search-data/`` in the staging folder; ``builder/pagefind.py`` makes the index.

Every shard is indexed alone and remembered by its content, so a new report rebuilds one shard.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builder.analysis.search_index import SearchPlan, Shard
from builder.analysis.search_pairs import pair_files
from builder.analysis.tokens import BARRIER, HEAD, POINT, SIGNS, SPACE
from builder.pagefind import (
    CHUNK,
    PagefindMissing,
    PagefindStopped,
    SearchIndexError,
    cache_name,
    place_index,
    processes,
    sweep,
    text_files,
)
from builder.problems import Location, Problem

FORMAT = 4  # of search-data; part of every shard's key
_SHARED = ("pagefind.js", "wasm.*.pagefind")


def write_search(
    plan: SearchPlan, staging: Path, *, jobs: int = 1, timeout: float = 600, cache: Path | None = None
) -> list[Problem]:
    """Write index and helper data below ``staging``; a failure is one error, and nothing half-written stays.

    ``cache``: folder in which finished shards are kept between builds; deleting it is always safe. What comes from it
    is checked as if it were new, what is broken there is made anew; a cache that cannot be written is a notice.
    """
    index_dir, data_dir = staging / "pagefind", staging / "search-data"
    for folder in (index_dir, data_dir):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    keys = [shard_key(s) for s in plan.shards]
    try:
        place = cache / "search" if cache else None
        most = max((len(s.records) for s in plan.shards), default=0)
        with ThreadPoolExecutor(max_workers=processes(most, jobs)) as pool:
            tasks = [
                pool.submit(place_index, s, key, index_dir / s.name, timeout, place, alone=len(keys) == 1)
                for s, key in zip(plan.shards, keys, strict=True)
            ]
            placed = [task.result() for task in tasks]
        if place:
            sweep(place, _cache_names(keys))
        pairs = pair_files([p.pairs for p in placed])
        _share_engine(plan.shards, index_dir)
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
        return [Problem(Location("search"), "error", "search.index", "", f"检索索引没有建成：{found}", "完整的索引", action)]
    tables = [shard_table(s, p.hashes, key) for s, p, key in zip(plan.shards, placed, keys, strict=True)]
    entries = [json.loads((index_dir / s.name / "pagefind-entry.json").read_text(encoding="utf-8")) for s in plan.shards]
    shards = [
        {"name": s.name, "years": [s.first_year, s.last_year], "records": len(s.records), "key": key, "entry": entry}
        for s, key, entry in zip(plan.shards, keys, entries, strict=True)
    ]
    _write_data(plan, tables, shards, len(pairs), data_dir)
    if pairs:
        (data_dir / "pairs").mkdir()
    for number, file in enumerate(pairs):
        _dump(file, data_dir / "pairs" / f"{number}.json")
    _write_bundle(staging, shards[0] if shards else None)
    failed = [p.not_kept for p in placed if p.not_kept]
    if failed:
        found = f"检索缓存不能写入（{failed[0]}）；网站不受影响，只是下次要重新建索引"
        return [
            Problem(
                Location(str(cache)),
                "notice",
                "cache.write",
                "",
                found,
                "可以写入的缓存文件夹",
                "检查这个文件夹的权限和磁盘空间，或用 --cache 另选、用 --no-cache 不用缓存",
            )
        ]
    return []


def forget_indexes(plan: SearchPlan, cache: Path | None) -> bool:
    """Drop all kept indexes but those of this plan: the others may hold a text that was withdrawn. Is none of them left?"""
    return cache is None or sweep(cache / "search", _cache_names([shard_key(s) for s in plan.shards]), spare=0)


def _cache_names(keys: Sequence[str]) -> set[str]:
    return {cache_name(f"{keys[0]} alone")} if len(keys) == 1 else set(map(cache_name, keys))


# ---- one shard ---------------------------------------------------------------------------------


def shard_key(shard: Shard) -> str:
    """Digest of all that the index of a shard depends on."""
    digest = hashlib.sha256(f"{FORMAT} {CHUNK}".encode())
    for record in shard.records:
        digest.update(f"\x00{record.report}\x01{record.twin}".encode())
    for name in shard.names:
        digest.update(f"\x02{name}".encode())
    return digest.hexdigest()[:16]


def _share_engine(shards: Sequence[Shard], index_dir: Path) -> None:
    """One copy of the program for all shards, beside them."""
    for number, shard in enumerate(shards):
        for pattern in _SHARED:
            for path in (index_dir / shard.name).glob(pattern):
                if number:
                    path.unlink()
                else:
                    path.rename(index_dir / path.name)


# ---- data for the browser ----------------------------------------------------------------------


def shard_table(shard: Shard, hashes: Sequence[str], key: str) -> dict[str, object]:
    """Fragment ids, sections and reports of a shard, column by column: small once compressed."""
    topics = sorted({t for r in shard.records for t in r.topics})
    number = {t: i for i, t in enumerate(topics)}
    counts = [0] * len(shard.reports)
    for record in shard.records:
        counts[record.report] += 1
    prefix = hashes[0].rsplit("_", 1)[0] + "_" if hashes else ""
    return {
        "key": key,
        "prefix": prefix,
        "hashes": " ".join(h.removeprefix(prefix) for h in hashes),
        "sections": " ".join(r.section or "-" for r in shard.records),
        "texts": text_files(shard.records),
        "levels": "".join(str(min(r.level, 9)) for r in shard.records),
        "counts": counts,
        "topics": topics,
        "of": {str(i): [number[t] for t in r.topics] for i, r in enumerate(shard.records) if r.topics},
        "reports": [[r.id, r.title, r.agency, r.agency_short, r.kind, r.year, r.date, r.edition] for r in shard.reports],
    }


def _write_data(
    plan: SearchPlan, tables: Sequence[dict[str, object]], shards: Sequence[dict[str, object]], pairs: int, data_dir: Path
) -> None:
    for shard, table in zip(plan.shards, tables, strict=True):
        _dump(table, data_dir / f"shard-{shard.name}.json")
    helper = plan.helper
    _dump(
        {
            "traditional": helper.traditional,
            "sounds": dict(helper.sounds),
            "words": " ".join(helper.words),
            "synonyms": [list(g) for g in helper.synonyms],
            "lookalikes": " ".join(helper.lookalikes),
        },
        data_dir / "helper.json",
    )
    _dump(" ".join(helper.rare), data_dir / "words.json")
    named = [[s.kind, s.text, s.path, list(s.also), s.note, list(s.perhaps)] for s in plan.suggestions]
    same = [["same", group[0], "", list(group[1:])] for group in helper.synonyms[: helper.same]]
    _dump([*named, *same], data_dir / "suggest.json")
    known = [s.text for s in plan.suggestions if s.kind == "topic"][:12]
    key = hashlib.sha256(" ".join(str(t["key"]) for t in tables).encode()).hexdigest()[:16]
    manifest = {
        "format": FORMAT, "reports": plan.report_count, "shards": list(shards), "scan": plan.scan, "topics": known,
        "pairs": pairs, "key": key, "chance": list(helper.chance),
    }  # fmt: skip
    _dump(manifest, data_dir / "manifest.json")
    if plan.scan:
        _write_scan(plan, tables, data_dir)


def _write_scan(plan: SearchPlan, tables: Sequence[dict[str, object]], data_dir: Path) -> None:
    """The whole text as classic scripts, for a folder or a browser without WebAssembly."""
    payload = {
        "manifest": json.loads((data_dir / "manifest.json").read_text(encoding="utf-8")),
        "helper": json.loads((data_dir / "helper.json").read_text(encoding="utf-8")),
        "rare": " ".join(plan.helper.rare),
        "suggest": json.loads((data_dir / "suggest.json").read_text(encoding="utf-8")),
        "tables": {s.name: t for s, t in zip(plan.shards, tables, strict=True)},
        "texts": {s.name: [plain_twin(r.twin) for r in s.records] for s in plan.shards},
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


# ---- the scripts as one classic file -----------------------------------------------------------

_MODULES = (
    "fold", "where", "excerpt", "match", "units", "asked", "widen", "shards", "engine", "filters", "view", "recent", "app",
)  # fmt: skip
_ON_DEMAND = ("lexicon", "pinyin", "typos", "rewrite", "parts", "answers", "plain")  # what only some queries need, as a second file
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";$', re.M)
_LATER = re.compile(r'\bimport\("\./([a-z]+)\.js"\)')
_INDENT = re.compile(r"^ +", re.M)  # no text of the modules runs over lines
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let) ([A-Za-z_]\w*))", re.M)


# Modules by name, and the way to those of the second file.
_SHARED_NAMES = """\
(function () {
"use strict";
const modules = (window.siteSearchModules = window.siteSearchModules || {});
const later = (name) => (modules.later = modules.later || new Promise((resolve, reject) => {
const script = document.createElement("script");
script.src = `${window.siteSearchRoot}static/search/more.js`;
script.onload = resolve;
script.onerror = reject;
document.head.append(script);
})).then(() => modules[name]);"""


def classic_bundle(modules: Mapping[str, str]) -> str:
    """Some of the engine's modules, in order of use, as one classic script: a wait instead of many, and browsers load no modules
    from a folder."""
    parts = [_SHARED_NAMES]
    for name, source in modules.items():
        names = ", ".join(match[2] for match in _EXPORT.finditer(source))
        body = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = modules.{m[2]};", _EXPORT.sub(r"\1", source))
        body = _INDENT.sub("", _LATER.sub(r'later("\1")', body))
        parts.append(f"modules.{name} = (function () {{\n{body}\nreturn {{ {names} }};\n}})();")
    return "\n".join(parts) + "\n})();\n"


def _write_bundle(staging: Path, newest: Mapping[str, object] | None) -> None:
    """``newest``: what the manifest says of the newest shard, so that a search need not wait for the manifest."""
    folder = staging / "static" / "search"
    if not folder.is_dir():
        return
    if newest:
        start = folder / "start.js"
        start.write_text(f"window.siteSearchNewest={_json(newest)};\n" + start.read_text(encoding="utf-8"), encoding="utf-8")
    for file, names in (("search", _MODULES), ("more", _ON_DEMAND)):
        modules = {name: (folder / f"{name}.js").read_text(encoding="utf-8") for name in names}
        (folder / f"{file}.js").write_text(classic_bundle(modules), encoding="utf-8")
