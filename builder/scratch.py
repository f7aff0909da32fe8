"""A folder of this process's own among the system's temporary ones, gone with it; what a killed process left there goes with the next.

It may hold texts that nobody has published. Whose process still lives is asked of the kernel, by a lock in each folder; where
there are no such locks (Windows) each process tidies up after itself alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX, _LOCK = "gongkai-", ".in-use"


@contextmanager
def scratch(name: str) -> Iterator[Path]:
    """A folder that nobody else can read; ``name`` says what for. Raises OSError."""
    with suppress(OSError):
        _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{name}-") as made:
        folder = Path(made)
        lock = _hold(folder)
        try:
            yield folder
        finally:
            if lock is not None:
                os.close(lock)


@contextmanager
def kept_or_scratch(folder: Path | None, name: str) -> Iterator[Path]:
    """``folder`` of the user's own, as it was left the last time, if no other process is in it; else a fresh one that goes with this process. Raises OSError."""
    lock = _enter(folder) if folder else None
    if folder is None or lock is None:
        with scratch(name) as fresh:
            yield fresh
        return
    try:
        yield folder
    finally:
        os.close(lock)


def emptied(folder: Path) -> None:
    """Delete what was left there, unless a process is in it."""
    lock = _enter(folder) if folder.is_dir() else None
    if lock is not None:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _enter(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    lock = None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # in use, or not ours to write
        if lock is not None:
            os.close(lock)
        return None
    return lock


def _hold(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    new = folder / f"{_LOCK}.new"
    lock = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(folder / _LOCK)  # nobody sees it before it is locked
    except OSError:  # a file system without locks: then nobody sweeps here
        os.close(lock)
        return None
    return lock


def _sweep(place: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    for folder in place.glob(f"{_PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # none of ours, or gone
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            pass  # in use
        finally:
            os.close(lock)
