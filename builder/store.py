"""Values by the hash of what they were made from, kept between builds in one SQLite file.

Comes in: keys and bytes. Goes out: the bytes again, or nothing: whatever is missing, torn or of another program is made
anew, so losing the file costs time only. Values are pickles, and unpickling runs code: the file is used only where
nobody but its owner can have written it, otherwise the values of a build live in a file that goes with it.
SQLite (standard library) brings what two builds at once and a kill at any moment ask for.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from builder.cache_folder import made_private
from builder.scratch import scratch

FILE = "values.sqlite3"
KEPT_BUILDS = 4  # whose values are kept: back and forth between two branches costs nothing
_WAIT = 30.0  # seconds that one build waits while another writes
_ASKED = 500  # keys in one question
_TABLES = """
CREATE TABLE IF NOT EXISTS value (key BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS build (number INTEGER PRIMARY KEY, site BLOB NOT NULL, keys BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS shown (root BLOB PRIMARY KEY, texts BLOB NOT NULL) WITHOUT ROWID;
"""
_KEY = 16  # bytes


def key_of(*parts: bytes | str) -> bytes:
    """The key of a value made from these: SHA-256, each part with its length before it, so that no two lists are alike."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part  # a file may have any bytes for its name
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()[:_KEY]


class ValueLost(Exception):
    """A value went from the store while it was needed; the build begins again without it."""


class _Reduce(dict[type, Callable[[Any], Any]]):
    """How objects are taken apart. A record by its fields at once: what dataclasses with slots do by themselves asks for every field by name, every time."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = made = _reduce_of(kind)
        return made


@lru_cache(maxsize=1024)
def _reduce_of(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, type):  # a class whose own class is not the usual one: by its name
        return lambda value: value.__qualname__
    if is_dataclass(kind) and _is_plain(kind):
        return _by_fields(kind)
    return lambda value: value.__reduce_ex__(5)


def _is_plain(kind: type) -> bool:
    """Is a record of this kind what it is made from, nothing more?"""
    return "__slots__" in vars(kind) and not hasattr(kind, "__post_init__") and all(f.init and not f.kw_only for f in fields(kind))


def _by_fields(kind: type) -> Callable[[Any], Any]:
    names = [f.name for f in fields(kind)]
    if len(names) < 2:
        return lambda value: (kind, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


def _pickled(value: object, *, shared: bool) -> memoryview:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _Reduce()
    pickler.fast = not shared
    pickler.dump(value)
    return buffer.getbuffer()


def pack(value: object) -> bytes:
    """A value as bytes; what was one object in it stays one."""
    return zlib.compress(_pickled(value, shared=True), 1)


def digest_of(value: object) -> bytes:
    """Digest of a value: equal values have equal ones, whether their parts were one object or several. Sets must be sorted before."""
    return hashlib.sha256(_pickled(value, shared=False)).digest()[:_KEY]


def unpack(data: bytes) -> Any:
    """The value of ``pack``; only ever of what ``opened`` gave: unpickling runs what it reads."""
    try:
        return pickle.loads(zlib.decompress(data))  # noqa: S301  see above
    except (zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError) as error:
        raise ValueLost from error


@dataclass(eq=False)
class Recent:
    """Values as the builds of one process took them from the store, so that the next build need not unpack them: what the last build took, up to ``room`` packed bytes."""

    room: int = 32_000_000
    _before: dict[bytes, tuple[Any, int]] = field(default_factory=dict)
    _now: dict[bytes, tuple[Any, int]] = field(default_factory=dict)
    _size: int = 0

    def turn(self) -> None:
        """A build begins: what the one before did not ask for is let go, a text that was withdrawn among it."""
        self._before, self._now, self._size = self._now, {}, 0

    def get(self, key: bytes) -> tuple[Any] | None:
        """The value, in brackets: a value may be None."""
        if (known := self._now.get(key)) is None and (known := self._before.get(key)):
            self._keep(key, *known)
        return (known[0],) if known else None

    def add(self, key: bytes, data: bytes) -> Any:
        """What ``data`` holds; kept if there is room."""
        value = unpack(data)
        self._keep(key, value, len(data))
        return value

    def _keep(self, key: bytes, value: Any, size: int) -> None:
        if self._size + size <= self.room:
            self._now[key] = (value, size)
            self._size += size


class Store:
    """One file of values. Every failure of the file is the same as not having it: nothing is found, and what is put is kept for this build only."""

    def __init__(self, path: Path, recent: Recent | None = None) -> None:
        self.path = path
        self._recent = recent
        self._base: sqlite3.Connection | None = None
        self._owner = 0
        self._loose: dict[bytes, bytes] = {}  # what could not be written, for this build

    def _open(self) -> sqlite3.Connection:
        if self._base is None or self._owner != os.getpid():  # a connection must not be used in a forked copy
            self._base = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            self._owner = os.getpid()
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=OFF")  # a power cut may tear it; then it is made anew
            self._base.execute("PRAGMA secure_delete=ON")  # what is deleted may have been withdrawn: zeros in its place
            self._base.executescript(_TABLES)
        return self._base

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None and self._owner == os.getpid():
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def get(self, key: bytes) -> bytes | None:
        """The value, or nothing."""
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those of the values that are there."""
        wanted = list(keys)
        found = {key: self._loose[key] for key in wanted if key in self._loose}
        try:
            base = self._open()
            for at in range(0, len(wanted), _ASKED):
                some = wanted[at : at + _ASKED]
                asked = f"SELECT key, data FROM value WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608  question marks only
                found.update((bytes(key), bytes(data)) for key, data in base.execute(asked, some))
        except sqlite3.Error as error:
            self._forget(error)
        return found

    def values(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Those that are there, unpacked; nothing may change them. Raises ValueLost."""
        wanted = list(keys)
        recent = self._recent
        if recent is None:
            return {key: unpack(data) for key, data in self.get_all(wanted).items()}
        found = {key: known[0] for key in wanted if (known := recent.get(key))}
        found |= {key: recent.add(key, data) for key, data in self.get_all(key for key in wanted if key not in found).items()}
        return found

    def put_all(self, values: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        try:
            with _transaction(self._open()) as base:
                base.executemany("INSERT OR REPLACE INTO value VALUES (?, ?)", values.items())
        except sqlite3.Error as error:
            self._loose.update(values)
            self._forget(error)

    def built(self, site: str, keys: Iterable[bytes]) -> None:
        """A build of ``site`` used these: keep them, and those of the builds just before; all else is swept."""
        used = sorted(set(keys))
        try:
            with _transaction(self._open()) as base:
                name = key_of(site)
                base.execute("INSERT INTO build (site, keys) VALUES (?, ?)", (name, zlib.compress(b"".join(used), 1)))
                old = base.execute("SELECT number FROM build WHERE site = ? ORDER BY number DESC LIMIT -1 OFFSET ?", (name, KEPT_BUILDS)).fetchall()
                if not old:
                    return
                base.executemany("DELETE FROM build WHERE number = ?", old)
                kept = {k for (data,) in base.execute("SELECT keys FROM build") for k in _split(zlib.decompress(data))}
                gone = [(k,) for (k,) in base.execute("SELECT key FROM value") if bytes(k) not in kept]
                base.executemany("DELETE FROM value WHERE key = ?", gone)
        except (sqlite3.Error, zlib.error) as error:
            self._forget(error)

    def has_hidden(self, root: str, texts: Iterable[str]) -> bool:
        """Is a text that builds of ``root`` could show not among these any more: withdrawn, deleted? Then call ``hide``. Yes where nobody knows."""
        try:
            data = self._open().execute("SELECT texts FROM shown WHERE root = ?", (key_of(root),)).fetchone()
            return not data or not set(_split(zlib.decompress(data[0]))) <= set(map(key_of, texts))
        except (sqlite3.Error, zlib.error) as error:
            self._forget(error)
            return True

    def hide(self, keys: Iterable[bytes]) -> bool:
        """Keep these alone, of whatever build or site, and no byte of all others in the file. False where another build is in the way: call again."""
        used = set(keys)
        try:
            base = self._open()
            with _transaction(base):
                gone = [(k,) for (k,) in base.execute("SELECT key FROM value") if bytes(k) not in used]
                builds = base.execute("DELETE FROM build").rowcount
                base.executemany("DELETE FROM value WHERE key = ?", gone)
            if gone or builds:  # not in a first build, of which nothing was ever deleted
                base.execute("VACUUM")  # earlier versions left in free pages what had lain there
            busy, *_ = base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        except sqlite3.Error as error:
            self._forget(error)
            return False

    def show(self, root: str, texts: Iterable[str]) -> None:
        """Note the texts that a build of ``root`` could show."""
        try:
            with _transaction(self._open()) as base:
                base.execute("INSERT OR REPLACE INTO shown VALUES (?, ?)", (key_of(root), zlib.compress(b"".join(sorted(map(key_of, texts))), 1)))
        except sqlite3.Error as error:
            self._forget(error)

    def _forget(self, error: Exception) -> None:
        """Go on without it; a torn file goes away, one that only could not be used now (locked, disk full) stays."""
        self.close()
        if isinstance(error, sqlite3.OperationalError):
            return
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            with suppress(OSError):
                self.path.with_name(name).unlink()


def _split(keys: bytes) -> Iterator[bytes]:
    return (keys[at : at + _KEY] for at in range(0, len(keys), _KEY))


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    base.execute("BEGIN IMMEDIATE")
    try:
        yield base
    except BaseException:
        with suppress(sqlite3.Error):
            base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


@contextmanager
def opened(folder: Path | None, recent: Recent | None = None) -> Iterator[Store]:
    """The store in ``folder`` if that is private, else one for this build alone. ``recent``: what earlier builds of this process took from it."""
    place = _private(folder)
    if recent:
        recent.turn()
    with nullcontext(place) if place else scratch("values") as place, closing(Store(place / FILE, recent)) as store:
        yield store


def _private(folder: Path | None) -> Path | None:
    """The folder if what lies in it can be trusted: nobody else can write there, nor wrote the file."""
    try:
        place = made_private(folder) if folder else None
        file = place / FILE if place else None
        if file and file.exists() and sys.platform != "win32":
            found = file.lstat()
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
                return None
        return place
    except OSError:
        return None


def values_folder(private: Path | None, root: Path) -> Path | None:
    """Where a site's values are kept in the user's own folder, unless ``--cache`` says otherwise."""
    return private / key_of(str(root.resolve())).hex() if private else None


def code_key(*folders: Path) -> bytes:
    """Digest of all files below: programs, templates, dictionaries. Another version makes all values anew."""
    return key_of(f"{sys.version_info[:2]}", *contents(*folders))


def contents(*folders: Path) -> Iterator[bytes | str]:
    """Names below each folder and contents of all files, in order."""
    for folder, path in _files(*folders):
        yield folder
        if path:
            yield path.rpartition("/")[2]
            try:
                with open(path, "rb") as file:  # noqa: PTH123  a thousand times; Path takes three times as long
                    yield file.read()
            except OSError as error:
                yield str(error.errno)


def signs(*folders: Path) -> tuple[bytes, int]:
    """What the disk says of these files without their being read, as a digest: names, sizes, times. And when the last of them was changed, in nanoseconds."""
    told: list[str] = []
    last = 0
    for folder, path in _files(*folders):
        try:
            found = os.stat(path) if path else None  # noqa: PTH116  likewise
        except OSError as error:
            told += (path, str(error.errno))
            continue
        if found:
            told += (path, f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")
            last = max(last, found.st_mtime_ns, found.st_ctime_ns)
        else:
            told.append(folder)
    return key_of(*told), last


def _files(*folders: Path) -> Iterator[tuple[str, str]]:
    """Each folder, by its name below the one that was asked for, with nothing; then with its files. Links are followed.

    Hidden ones are nobody's, compiled ones come from others.
    """
    for folder in folders:
        yield "/", ""
        for path, inner, names in os.walk(folder, followlinks=True):
            inner[:] = sorted(n for n in inner if n != "__pycache__")
            below = os.path.relpath(path, folder)
            yield below, ""
            yield from ((below, f"{path}/{name}") for name in sorted(n for n in names if not n.startswith(".")))
