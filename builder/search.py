"""``SearchPlan`` → ``pagefind/`` and ``search-data/`` in the staging folder. The edge that runs Pagefind.

The token twin (one small HTML file per section) lives in a temporary folder only; no published page
carries a token. Every shard is indexed alone and remembered by its content, so a new report
rebuilds one shard.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builder.analysis.search_index import SearchPlan, Shard
from builder.analysis.search_pairs import pair_files
from builder.analysis.tokens import BARRIER, HEAD, POINT, SIGNS, SPACE
from builder.problems import Location, Problem

FORMAT = 2  # of search-data; part of every shard's key
CHUNK = "1500"  # characters of index per file: fewer bytes per query, measured in docs/decisions/0001
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "pagefind-worker.js")
_SHARED = ("pagefind.js", "wasm.*.pagefind")
_SIGNATURE = b"pagefind_dcd"
_EXPECTED_OUTPUT = re.compile(
    r"non-extended mode|not segment words|extended Pagefind binary|npx pagefind|doesn't support stemming|match across root words"
)


class SearchIndexError(Exception):
    """Pagefind could not be run or what it wrote is not whole."""


def write_search(
    plan: SearchPlan, staging: Path, *, jobs: int = 1, timeout: float = 600, cache: Path | None = None
) -> list[Problem]:
    """Write index and helper data below ``staging``; a failure is one error, and nothing half-written stays.

    ``cache``: folder in which finished shards are kept between builds; deleting it is always safe.
    """
    index_dir, data_dir = staging / "pagefind", staging / "search-data"
    for folder in (index_dir, data_dir):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            tasks = [pool.submit(_place_shard, shard, index_dir / shard.name, timeout, cache) for shard in plan.shards]
            pairs = pair_files(plan.shards)  # while Pagefind runs
            tables = [task.result() for task in tasks]
        _share_engine(plan.shards, index_dir)
    except (SearchIndexError, OSError) as error:
        for folder in (index_dir, data_dir):
            shutil.rmtree(folder, ignore_errors=True)
        action = "确认已安装 pagefind-bin 1.5.2（pip install pagefind-bin），再构建一次"
        return [Problem(Location("search"), "error", "search.index", "", f"检索索引没有建成：{error}", "完整的索引", action)]
    _write_data(plan, tables, len(pairs), data_dir)
    if pairs:
        (data_dir / "pairs").mkdir()
    for number, file in enumerate(pairs):
        _dump(file, data_dir / "pairs" / f"{number}.json")
    _write_bundle(staging)
    return []


# ---- one shard ---------------------------------------------------------------------------------


def _place_shard(shard: Shard, out: Path, timeout: float, cache: Path | None) -> dict[str, object]:
    """Index a shard into ``out``, or take it from the cache; its table for the browser."""
    key = shard_key(shard)
    kept = cache / "search" / key if cache else None
    if kept and (kept / "hashes.json").is_file():
        shutil.copytree(kept / "index", out)
        hashes = json.loads((kept / "hashes.json").read_text(encoding="utf-8"))
    else:
        _index_shard(shard, out, timeout)
        hashes = check_index(out, len(shard.records))
        if kept:
            _remember(kept, out, hashes)
    return shard_table(shard, hashes, key)


def shard_key(shard: Shard) -> str:
    """Digest of all that the index of a shard depends on."""
    digest = hashlib.sha256(f"{FORMAT} {CHUNK}".encode())
    for record in shard.records:
        digest.update(f"\x00{record.report}\x01{record.twin}".encode())
    return digest.hexdigest()[:16]


def _remember(kept: Path, out: Path, hashes: Sequence[str]) -> None:
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    shutil.copytree(out, kept / "index")
    (kept / "hashes.json").write_text(json.dumps(hashes), encoding="utf-8")


def _index_shard(shard: Shard, out: Path, timeout: float) -> None:
    with tempfile.TemporaryDirectory(prefix="gongkai-twin-") as folder:
        twin = Path(folder)
        for index, record in enumerate(shard.records):
            page = f'<!doctype html><html lang="zh-CN"><body><p>{html.escape(record.twin)}</p></body></html>'
            (twin / f"{index}.html").write_text(page, encoding="utf-8")
        run_pagefind(twin, out, timeout)
    for pattern in _UNUSED:
        for path in out.glob(pattern):
            path.unlink()


def run_pagefind(site: Path, out: Path, timeout: float) -> None:
    """The CLI of pagefind-bin over a folder. Its remarks on Chinese are expected; anything else is a fault."""
    command = [sys.executable, "-m", "pagefind_bin", "--site", str(site), "--output-path", str(out), "--quiet"]
    environment = os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
    try:
        done = subprocess.run(  # noqa: S603  a fixed command
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=timeout, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise SearchIndexError(f"pagefind 运行超过 {timeout:g} 秒") from None
    except OSError as error:
        raise SearchIndexError(f"pagefind 无法运行（{error.strerror}）") from None
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    unexpected = [line for line in lines if line and not _EXPECTED_OUTPUT.search(line)]
    if done.returncode or unexpected:
        raise SearchIndexError(f"pagefind 退出码 {done.returncode}：{' '.join(unexpected)[:300] or '没有说明'}")


def check_index(out: Path, expected: int) -> list[str]:
    """Is the index whole? Returns the fragment id of every record, in the records' order."""
    try:
        entry = json.loads((out / "pagefind-entry.json").read_text(encoding="utf-8"))
        count = sum(language["page_count"] for language in entry["languages"].values())
        for path in [*out.glob("*.pf_meta"), *out.glob("*.pagefind"), *out.glob("index/*")]:
            _unpack(path)
        found: dict[int, str] = {}
        for path in out.glob("fragment/*.pf_fragment"):
            fragment = json.loads(_unpack(path))
            found[int(fragment["url"].strip("/").removesuffix(".html"))] = path.stem
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise SearchIndexError(f"索引文件不完整（{error}）") from None
    if count != expected or sorted(found) != list(range(expected)):
        raise SearchIndexError(f"索引有 {count} 条、片段 {len(found)} 个，应为 {expected} 条")
    if not list(out.glob("wasm.*.pagefind")) or not (out / "pagefind.js").is_file():
        raise SearchIndexError("缺少 pagefind.js 或 wasm 文件")
    return [found[i] for i in range(expected)]


def _unpack(path: Path) -> bytes:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise SearchIndexError(f"{path.name} 的内容不对")
    return data[len(_SIGNATURE) :]


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
        "levels": "".join(str(min(r.level, 9)) for r in shard.records),
        "counts": counts,
        "topics": topics,
        "of": {str(i): [number[t] for t in r.topics] for i, r in enumerate(shard.records) if r.topics},
        "reports": [[r.id, r.title, r.agency, r.agency_short, r.kind, r.year, r.date, r.edition] for r in shard.reports],
    }


def _write_data(plan: SearchPlan, tables: Sequence[dict[str, object]], pairs: int, data_dir: Path) -> None:
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
    _dump([[s.kind, s.text, s.path, list(s.also), s.note, list(s.perhaps)] for s in plan.suggestions], data_dir / "suggest.json")
    shards = [
        {"name": s.name, "years": [s.first_year, s.last_year], "records": len(s.records), "key": t["key"]}
        for s, t in zip(plan.shards, tables, strict=True)
    ]
    known = [s.text for s in plan.suggestions if s.kind == "topic"][:12]
    key = hashlib.sha256(" ".join(str(t["key"]) for t in tables).encode()).hexdigest()[:16]
    manifest = {
        "format": FORMAT, "reports": plan.report_count, "shards": shards, "scan": plan.scan, "topics": known,
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
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


# ---- the scripts as one classic file -----------------------------------------------------------

_MODULES = (
    "fold", "where", "excerpt", "match", "lexicon", "pinyin", "units", "typos", "rewrite", "shards",
    "engine", "answers", "filters", "view", "recent", "app",
)  # fmt: skip
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";$', re.M)
_LATER = re.compile(r'\bimport\("\./([a-z]+)\.js"\)')
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let) ([A-Za-z_]\w*))", re.M)


def classic_bundle(modules: Mapping[str, str]) -> str:
    """The engine's modules, in order of use, as one classic script: browsers load no modules from a folder."""
    parts = ['(function () {\n"use strict";\nconst modules = {};']
    for name, source in modules.items():
        names = ", ".join(match[2] for match in _EXPORT.finditer(source))
        body = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = modules.{m[2]};", _EXPORT.sub(r"\1", source))
        body = _LATER.sub(r"Promise.resolve(modules.\1)", body)
        parts.append(f"modules.{name} = (function () {{\n{body}\nreturn {{ {names} }};\n}})();")
    return "\n".join(parts) + "\n})();\n"


def _write_bundle(staging: Path) -> None:
    folder = staging / "static" / "search"
    if folder.is_dir():
        modules = {name: (folder / f"{name}.js").read_text(encoding="utf-8") for name in _MODULES}
        (staging / "search-data" / "search.js").write_text(classic_bundle(modules), encoding="utf-8")
