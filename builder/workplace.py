"""One build at a time on one output: a folder beside it, known by a mark, held by a lock of the kernel.

``site/`` is built in ``.site-gongkai/``. The file ``lock`` in it carries the mark: a folder of that name without
the mark is somebody else's and is refused, never touched. Who holds the lock is asked of the kernel (flock, on
Windows LockFile), which releases it when a process dies and sees through containers that share a volume; a
process number does neither. A second build waits: the first one's result is what it then replaces.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from builder.text import printable

LOCK = "lock"
MARK = b"gongkai: working folder of one output, removed when the build is done\n"
_POLL = 0.2  # seconds between two tries
_BEYOND = 4096  # on Windows a locked byte cannot be read by others: lock one after the mark


class OutputRefused(Exception):
    """The output folder, or the place beside it, is not ours to change; its text says why, in Chinese."""


@contextmanager
def workplace(out: Path, waiting: Callable[[], None]) -> Iterator[Path]:
    """The working folder of ``out``, this process's alone until the end; then gone, if nothing is left in it.

    ``waiting`` is called once when another build holds it. Raises OutputRefused, OSError.
    """
    folder = out.with_name(f".{out.name}-gongkai")
    lock = _acquire(folder, waiting)
    try:
        yield folder
    finally:
        _release(folder, lock)


def _acquire(folder: Path, waiting: Callable[[], None]) -> int:
    told = False
    while True:
        lock = _open(folder)
        try:
            locked = _try_lock(lock, folder)
            if locked and _still_there(lock, folder / LOCK):
                _check_mark(lock, folder)
                return lock
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)
        if not locked:
            if not told:
                waiting()
                told = True
            time.sleep(_POLL)


def _open(folder: Path) -> int:
    while True:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise _foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            here = _names(folder)
            if here and LOCK not in here:
                raise _foreign(folder)
            return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        except FileNotFoundError:
            continue  # the build that was here has just tidied up


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _try_lock(lock: int, folder: Path) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(lock, _BEYOND, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise OutputRefused(f"{folder}：这里的文件系统不能加锁（{error.strerror}）；请把 --out 放到本机的磁盘上") from error
    return True


def _still_there(lock: int, path: Path) -> bool:
    """Was it this file that is locked, and not one that its holder has removed meanwhile?"""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock), path.stat())
    return False


def _check_mark(lock: int, folder: Path) -> None:
    os.lseek(lock, 0, os.SEEK_SET)
    mark = os.read(lock, len(MARK) + 1)
    if mark == MARK:
        return
    if mark or _names(folder) != {LOCK}:
        raise _foreign(folder)
    os.write(lock, MARK)
    os.fsync(lock)  # before there is anything that must be known again after a power cut


def _release(folder: Path, lock: int) -> None:
    """Let go; take the empty folder away while it is still ours."""
    if sys.platform == "win32":
        os.close(lock)  # an open file cannot be removed there, by nobody: the next holder's stays
    with suppress(OSError):
        if _names(folder) == {LOCK}:
            (folder / LOCK).unlink()
            folder.rmdir()
    if sys.platform != "win32":
        os.close(lock)


def _foreign(folder: Path) -> OutputRefused:
    return OutputRefused(f"{printable(str(folder))}：构建要用这个名字，而它不是本程序建的；请把它移走，或另选 --out")
