"""Section records → one Pagefind index in a folder, checked; kept in a cache between builds. The edge that runs Pagefind.

The token twins (a small HTML page per section) go to Pagefind's service by a pipe, and what it makes of them comes back by another: thousands of
files less are written, read and deleted for each shard. No published page carries a token.
Neither the folder the command is given in nor PAGEFIND_* of the environment has a say.
"""

from __future__ import annotations

import base64
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
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from threading import Condition
from typing import IO

from builder import pagefind_pump
from builder.analysis.search_index import Record, Shard
from builder.manifest import Listed, listed_of

CHUNK = "4000"  # characters of index per file: bytes of a query against number of files, measured in docs/decisions/0001
TEXTS = 3000  # characters of text per file: a few sections, of which a result shows one
_DIGESTS = "sha256.json"  # of a cached index: its name, and size and SHA-256 of each file as it was when it was checked
_LAYOUT = 3  # of what we make of the index; part of its name in the cache
_NEW, _ABANDONED = ".new-", 3600  # name of one that is being written, and seconds after which nobody is
SPARE = 8  # kept indexes beside those of this build and of the one before
# Measured with Pagefind 1.5.2's service: 270 MB at 1,030 records of 0.7 million characters, 470 to 530 at 2,000 of 1.4, 864 at 2,697 of 6.0.
BASE_MB, MB_PER_RECORD, MB_PER_CHARACTER = 40, 0.19, 0.00005
MEMORY = 1150  # MB for all that are at work at once
IN_ALL = 1500  # MB of the whole build: what it holds itself of a large site Pagefind does not get
_UNUSED = ("fragment/*", "pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "pagefind-worker.js")
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


def needed(shard: Shard) -> float:
    """MB that Pagefind takes for a shard."""
    return BASE_MB + MB_PER_RECORD * shard.size + MB_PER_CHARACTER * sum(head.size for head in shard.heads)


class Memory:
    """So many MB for several at once. What wants more than there is waits until it is alone."""

    def __init__(self, held: float) -> None:
        """``held``: what the build holds itself."""
        self.all = max(0.0, min(MEMORY, IN_ALL - held))
        self._taken: list[float] = []
        self._turn = Condition()

    @contextmanager
    def of(self, wanted: float) -> Iterator[None]:
        """Have so much, when there is."""
        with self._turn:
            self._turn.wait_for(lambda: not self._taken or sum(self._taken) + wanted <= self.all)
            self._taken.append(wanted)
        try:
            yield
        finally:
            with self._turn:
                self._taken.remove(wanted)
                self._turn.notify_all()


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
        records = self.shard.records
        made = self.program.finish(timeout)
        hashes = check_index(made, len(records))
        files = {name: content for name, content in made.items() if not any(fnmatch(name, pattern) for pattern in _UNUSED)} | packed_texts(records)
        for folder in sorted({self.out / name.rpartition("/")[0] for name in files}):
            folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (self.out / name).write_bytes(content)
        placed = PlacedIndex(hashes, {name: listed_of(files[name]) for name in sorted(files)})
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


def packed_texts(records: Sequence[Record]) -> dict[str, bytes]:
    """Texts of neighbouring records in one file, in place of Pagefind's file a record: a tenth of the files, half the bytes.

    Nothing of ours asks Pagefind for a fragment; worker.js reads these.
    """
    found: dict[str, bytes] = {}
    left = iter(records)
    for number, count in enumerate(text_files(records)):
        texts = [record.twin.replace(" ", "") for record in islice(left, count)]
        packed = gzip.compress(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
        # Byte 9 names the system: 255, unknown, from Python 3.13 on; before, whatever zlib says.
        found[f"text/{number}.pf_text"] = packed[:9] + b"\xff" + packed[10:]
    return found


@dataclass
class Program:
    """The service of pagefind-bin at work beside us: messages in base64 with a comma behind each, an answer to every one in the same form."""

    process: subprocess.Popen[bytes]
    asked: int
    answers: IO[bytes]
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def begin(cls, records: Sequence[Record], out: Path) -> Program:
        """``out``: an empty folder, in which it works; it writes nothing there."""
        pages = (f'<!doctype html><html lang="zh-CN"><body><p>{html.escape(record.twin)}</p></body></html>' for record in records)
        files = [{"type": "AddFile", "index_id": 0, "file_path": f"{index}.html", "file_contents": page} for index, page in enumerate(pages)]
        asked: list[dict[str, object]] = [{"type": "NewIndex", "config": {}}, *files, {"type": "GetFiles", "index_id": 0}]
        out.mkdir(parents=True, exist_ok=True)
        answers = tempfile.TemporaryFile(dir=out.parent)  # noqa: SIM115  open until the program is done
        try:
            with tempfile.TemporaryFile(dir=out.parent) as messages:
                messages.writelines(_told(number, payload) for number, payload in enumerate(asked))
                messages.seek(0)
                return cls(start_pagefind(out, len(asked), messages, answers), len(asked), answers)
        except BaseException:
            answers.close()
            raise

    def finish(self, timeout: float) -> dict[str, bytes]:
        """The files by name; waits until ``timeout`` seconds from its beginning. Its remarks on Chinese are expected; anything else is a fault."""
        left = None if self.process.poll() is not None else max(timeout - (time.monotonic() - self.began), 0)
        try:
            remarks = self.process.communicate(timeout=left)[1].decode("utf-8", "replace")
            self.answers.seek(0)
            said = self.answers.read()
        except subprocess.TimeoutExpired:
            raise PagefindStopped(f"pagefind 运行超过 {timeout:g} 秒") from None
        finally:
            self.abandon()
        unexpected = [line for line in map(str.strip, remarks.splitlines()) if line and not _EXPECTED_OUTPUT.search(line)]
        if any("No module named" in line and "pagefind_bin" in line for line in unexpected):
            raise PagefindMissing("没有找到 pagefind")
        code = self.process.returncode
        if code < 0:  # by a signal: the system ends what takes too much memory
            raise PagefindStopped(f"pagefind 被中止（信号 {-code}）")
        if code or unexpected:
            raise SearchIndexError(f"pagefind 退出码 {code}：{' '.join(unexpected)[:300] or '没有说明'}")
        return self._files(said)

    def _files(self, said: bytes) -> dict[str, bytes]:
        """What the last answer holds. Raises SearchIndexError."""
        try:
            answers = [json.loads(base64.b64decode(answer))["payload"] for answer in said.split(b",") if answer]
            if faults := [str(answer.get("message")) for answer in answers if answer["type"] == "Error"]:
                raise SearchIndexError(f"pagefind 说：{'；'.join(faults)[:300]}")
            if len(answers) < self.asked:
                raise SearchIndexError(f"索引文件不完整（{self.asked} 件事，pagefind 只回答了 {len(answers)} 件）")
            return {file["path"].replace("\\", "/"): base64.b64decode(file["content"]) for file in answers[-1]["files"]}
        except (ValueError, LookupError, TypeError) as error:
            raise SearchIndexError(f"看不懂 pagefind 的回答（{error}）") from None

    def abandon(self) -> None:
        """End it, if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.answers.close()


def _told(number: int, payload: Mapping[str, object]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False).encode()) + b","


def start_pagefind(folder: Path, asked: int, messages: IO[bytes], answers: IO[bytes]) -> subprocess.Popen[bytes]:
    """The service of pagefind-bin, in a folder of ours, with so many messages from a file and its answers to another. Raises PagefindMissing."""
    # -P and -E: no module of the current folder, no PYTHON*; not -I, which leaves out packages that a user has installed
    # for himself. Pagefind takes pagefind.toml from the folder it is run in, and PAGEFIND_* before its own arguments.
    inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    try:
        return subprocess.Popen(  # noqa: S603  a fixed command
            [sys.executable, "-P", "-E", pagefind_pump.__file__, str(asked)],
            stdin=messages, stdout=answers, stderr=subprocess.PIPE,
            cwd=folder, env=inherited | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK},
        )  # fmt: skip
    except OSError as error:
        raise PagefindMissing(f"pagefind 无法运行（{error.strerror}）") from None


def check_index(files: Mapping[str, bytes], expected: int) -> list[str]:
    """Is the index whole? Returns the fragment id of every record, in the records' order."""
    try:
        entry = json.loads(files["pagefind-entry.json"])
        count = sum(language["page_count"] for language in entry["languages"].values())
        for name, content in files.items():
            if fnmatch(name, "*.pf_meta") or fnmatch(name, "*.pagefind") or name.startswith("index/"):
                _unpack(name, content)
        found: dict[int, str] = {}
        for name, content in files.items():
            if fnmatch(name, "fragment/*.pf_fragment"):
                fragment = json.loads(_unpack(name, content))
                found[int(fragment["url"].strip("/").removesuffix(".html"))] = name.removeprefix("fragment/").removesuffix(".pf_fragment")
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise SearchIndexError(f"索引文件不完整（{error}）") from None
    if count != expected or sorted(found) != list(range(expected)):
        raise SearchIndexError(f"索引有 {count} 条、片段 {len(found)} 个，应为 {expected} 条")
    if "pagefind.js" not in files or not any(fnmatch(name, "wasm.*.pagefind") for name in files):
        raise SearchIndexError("缺少 pagefind.js 或 wasm 文件")
    return [found[i] for i in range(expected)]


def _unpack(name: str, content: bytes) -> bytes:
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        raise SearchIndexError(f"{name} 的内容不对")
    return data[len(_SIGNATURE) :]
