"""Section records → one Pagefind index in a folder, checked; kept in a cache between builds. The edge that runs Pagefind.

The token twin (one small HTML file per section) lives in a temporary folder beside the index; no published page carries a token.
Neither the folder the command is given in nor PAGEFIND_* of the environment has a say.
"""

from __future__ import annotations

import errno
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
import time
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path

from builder.analysis.search_index import Record, Shard
from builder.manifest import Listed, listed_of

CHUNK = "3000"  # characters of index per file: bytes of a query against number of files, measured in docs/decisions/0001
TEXTS = 2400  # characters of text per file: a few sections, of which a result shows one
_DIGESTS = "sha256.json"  # of a cached index: its name, and size and SHA-256 of each file as it was when it was checked
_LAYOUT = 2  # of what we make of the index; part of its name in the cache
_NEW, _ABANDONED = ".new-", 3600  # name of one that is being written, and seconds after which nobody is
SPARE = 8  # kept indexes beside those of this build and of the one before
# Measured with Pagefind 1.5.2: 256 MB at 662 long records, 375 at 3,194 and 760 at 6,295 sections (docs/decisions/0001).
MEMORY, BASE_MB, MB_PER_RECORD = 800, 40, 0.115
IN_ALL = 1400  # MB of the whole build: what it holds itself of a large site Pagefind does not get
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "pagefind-worker.js")
_SIGNATURE = b"pagefind_dcd"
_EXPECTED_OUTPUT = re.compile(
    r"non-extended mode|not segment words|extended Pagefind binary|npx pagefind|doesn't support stemming|match across root words"
)


class SearchIndexError(Exception):
    """Pagefind failed or what it wrote is not whole; the text is Chinese."""


class PagefindMissing(SearchIndexError):
    """There is no Pagefind to run."""


class PagefindStopped(SearchIndexError):
    """Pagefind took too long or was ended from outside: the machine is too busy or its memory too small."""


@dataclass(frozen=True, slots=True)
class PlacedIndex:
    """Fragment ids in the records' order; the files below its folder; why they could not be kept in the cache, or nothing."""

    hashes: Sequence[str]
    files: Mapping[str, Listed]
    not_kept: str = ""


def processes(records: int, jobs: int, held: float = 0) -> int:
    """How many shards may be indexed at once, the largest of so many records: as many as the memory meant for it holds, ``held`` MB being ours."""
    return max(1, min(jobs, int(min(MEMORY, IN_ALL - held) // (BASE_MB + MB_PER_RECORD * records))))


def held() -> float:
    """MB that this process has held at most; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


@dataclass
class Indexing:
    """An index that is being made in ``out``, or was taken from the cache: Pagefind works by itself until ``finish``."""

    shard: Shard
    out: Path
    kept: Path | None
    found: PlacedIndex | None = None
    program: Program | None = None

    @classmethod
    def begin(cls, shard: Shard, key: str, out: Path, place: Path | None) -> Indexing:
        """Into ``out``, a folder that is made anew, or from ``place`` what was made of the same ``key``.

        ``place``: a folder of the user's own, on the same disk if links are to save the copies. Nothing in it is run or
        unpickled, and all of it is checked against digests before it is used.
        """
        kept = place / cache_name(key) if place else None
        shutil.rmtree(out, ignore_errors=True)
        found = _recall(kept, out, shard.size) if kept else None
        if found is not None:
            return cls(shard, out, kept, found)
        shutil.rmtree(out, ignore_errors=True)
        return cls(shard, out, kept, program=Program.begin(shard.records, out))

    def finish(self, timeout: float) -> PlacedIndex:
        """Waits for Pagefind, checks what it made and keeps it. Raises SearchIndexError, OSError."""
        if self.program is None:
            assert self.found
            return self.found
        self.program.finish(timeout)
        records = self.shard.records
        hashes = check_index(self.out, len(records))
        _pack_texts(records, self.out)
        placed = PlacedIndex(hashes, _listed(self.out))
        return replace(placed, not_kept=_remember(self.kept, self.out, placed)) if self.kept else placed

    def abandon(self) -> None:
        """Nobody waits for it any more."""
        if self.program:
            self.program.abandon()


def cache_name(key: str) -> str:
    """Index and engine of two versions of Pagefind do not fit together, so the version is part of the name."""
    try:
        engine = version("pagefind-bin")
    except PackageNotFoundError:  # running it will say so
        engine = ""
    return hashlib.sha256(f"{key} {engine} {_LAYOUT}".encode()).hexdigest()[:16]


def sweep(place: Path, used: Collection[str], spare: int | None = None) -> bool:
    """Drop kept indexes that nothing has used for long: as many others as are used stay, the last used ones; or ``spare``. Is all else gone?

    Another build that is about to take one of them finds it gone or torn, and makes it anew. What a killed build was writing goes after an hour.
    """
    try:
        stands = {entry: entry.stat().st_mtime for entry in place.iterdir() if entry.name not in used}
    except FileNotFoundError:
        return not place.exists()
    except OSError:
        return False
    half = {entry for entry in stands if entry.name.startswith(_NEW)}
    others = sorted(stands.keys() - half, key=lambda entry: (-stands[entry], entry.name))
    dead = [entry for entry in half if spare == 0 or abs(time.time() - stands[entry]) > _ABANDONED]
    dead += others[len(used) + SPARE if spare is None else spare :]
    for entry in dead:
        shutil.rmtree(entry, ignore_errors=True)
    return not any(entry.exists() for entry in dead)


def _recall(kept: Path, out: Path, expected: int) -> PlacedIndex | None:
    """An index from the cache, linked to ``out`` and found whole there; None when it is not to be trusted.

    A torn write, a bad disk or a passer-by may have changed it; the key would bring it back for ever.
    """
    try:
        shutil.copytree(kept / "index", out, copy_function=_link)
        written = json.loads((kept / _DIGESTS).read_bytes())
        placed = PlacedIndex(str(written["hashes"]).split(), _listed(out))
        if len(placed.hashes) != expected or written != _statement(kept.name, placed):
            return None
        os.utime(kept)  # last used now: see sweep
        return placed
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _statement(entry: str, placed: PlacedIndex) -> dict[str, object]:
    """What is kept beside an index that was checked, to know it by later."""
    files = {name: [listed.size, listed.sha256] for name, listed in placed.files.items()}
    return {"entry": entry, "files": files, "hashes": " ".join(placed.hashes)}


def _link(source: str, target: str) -> None:
    """One file under two names where the disk can do that; else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _remember(kept: Path, out: Path, placed: PlacedIndex) -> str:
    """Keep an index that was checked, whole or not at all; why it was not kept, or nothing.

    No fsync: after a power cut the digests tell, and the shard is indexed again.
    """
    try:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_NEW, dir=kept.parent, ignore_cleanup_errors=True) as folder:
            new = Path(folder) / "entry"
            shutil.copytree(out, new / "index", copy_function=_link)
            (new / _DIGESTS).write_text(json.dumps(_statement(kept.name, placed)), encoding="utf-8")
            if kept.exists():
                kept.rename(Path(folder) / "broken")
            new.rename(kept)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST) and kept.is_dir():
            return ""  # another build has just kept the same
        return error.strerror or "文件没有写全"  # copytree reports all files at once, without a number
    return ""


def _listed(folder: Path) -> dict[str, Listed]:
    """Every file below a folder, by its name there."""
    return {p.relative_to(folder).as_posix(): listed_of(p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()}


def text_files(records: Sequence[Record]) -> list[int]:
    """How many records, in their order, share a file of texts."""
    counts: list[int] = []
    room = 0
    for record in records:
        length = len(record.twin) // 2  # every other character is a space
        if not counts or length > room:
            counts.append(0)
            room = TEXTS
        counts[-1] += 1
        room -= length
    return counts


def _pack_texts(records: Sequence[Record], out: Path) -> None:
    """Texts of neighbouring records in one file, in place of Pagefind's file a record: a tenth of the files, half the bytes.

    Nothing of ours asks Pagefind for a fragment; worker.js reads these.
    """
    shutil.rmtree(out / "fragment")
    (out / "text").mkdir()
    left = iter(records)
    for number, count in enumerate(text_files(records)):
        texts = [record.twin.replace(" ", "") for record in islice(left, count)]
        packed = gzip.compress(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
        # Byte 9 names the system: 255, unknown, from Python 3.13 on; before, whatever zlib says.
        (out / "text" / f"{number}.pf_text").write_bytes(packed[:9] + b"\xff" + packed[10:])


@dataclass
class Program:
    """The CLI of pagefind-bin over a folder of twins, at work beside us."""

    out: Path
    twin: Path
    process: subprocess.Popen[str]
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def begin(cls, records: Sequence[Record], out: Path) -> Program:
        """Twins are written here and at once: a thread of ours would wait for the interpreter at each of a thousand files."""
        # Beside the index, in the staging folder of a build: the next one sweeps that after a kill, nobody sweeps the system's folder.
        twin = Path(tempfile.mkdtemp(prefix="twin-", dir=out.parent))
        try:
            for index, record in enumerate(records):
                page = f'<!doctype html><html lang="zh-CN"><body><p>{html.escape(record.twin)}</p></body></html>'
                with open(f"{twin}/{index}.html", "w", encoding="utf-8") as file:  # noqa: PTH123  a thousand times; Path takes three times as long
                    file.write(page)
            return cls(out, twin, start_pagefind(twin, out))
        except BaseException:
            shutil.rmtree(twin, ignore_errors=True)
            raise

    def finish(self, timeout: float) -> None:
        """Waits until ``timeout`` seconds from its beginning. Its remarks on Chinese are expected; anything else is a fault."""
        left = None if self.process.poll() is not None else max(timeout - (time.monotonic() - self.began), 0)
        try:
            said = "".join(self.process.communicate(timeout=left))
        except subprocess.TimeoutExpired:
            raise PagefindStopped(f"pagefind 运行超过 {timeout:g} 秒") from None
        finally:
            self.abandon()
        lines = [line.strip() for line in said.splitlines()]
        unexpected = [line for line in lines if line and not _EXPECTED_OUTPUT.search(line)]
        if any("No module named pagefind_bin" in line for line in unexpected):
            raise PagefindMissing("没有找到 pagefind")
        code = self.process.returncode
        if code < 0:  # by a signal: the system ends what takes too much memory
            raise PagefindStopped(f"pagefind 被中止（信号 {-code}）")
        if code or unexpected:
            raise SearchIndexError(f"pagefind 退出码 {code}：{' '.join(unexpected)[:300] or '没有说明'}")
        for pattern in _UNUSED:
            for path in self.out.glob(pattern):
                path.unlink()

    def abandon(self) -> None:
        """End it, if it has not ended, and drop its twins."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()
        shutil.rmtree(self.twin, ignore_errors=True)


def start_pagefind(site: Path, out: Path) -> subprocess.Popen[str]:
    """The CLI of pagefind-bin over a folder. Raises PagefindMissing."""
    # -P and -E: no module of the current folder, no PYTHON*; not -I, which leaves out packages that a user has installed
    # for himself. Pagefind takes pagefind.toml from the folder it is run in, and PAGEFIND_* before its own arguments.
    arguments = ["--site", str(site.resolve()), "--output-path", str(out.resolve()), "--quiet"]
    inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    try:
        return subprocess.Popen(  # noqa: S603  a fixed command
            [sys.executable, "-P", "-E", "-m", "pagefind_bin", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
            cwd=site, env=inherited | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK},
        )  # fmt: skip
    except OSError as error:
        raise PagefindMissing(f"pagefind 无法运行（{error.strerror}）") from None


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
