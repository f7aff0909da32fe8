"""Publishing: a staging folder beside the site, checked there, exchanged in one step (design 7).

On Linux the exchange is one system call (renameat2 with RENAME_EXCHANGE). Elsewhere two renames are
needed; if the machine stops between them the old site lies in ``.<name>-old`` and is put back at the
next start by ``recover``.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class OutputRefused(Exception):
    """The output folder is not one of ours; its text says why, in Chinese."""


def check_target(out: Path, root: Path) -> None:
    """Refuse to replace a folder that no build has made, or one that holds the content."""
    target = out.resolve()
    content = (root / "content").resolve()
    if target == content or target in content.parents or content in target.parents:
        raise OutputRefused(f"{out}：输出文件夹不能包含 content/，也不能在它里面；请另选 --out")
    if out.is_symlink():
        raise OutputRefused(f"{out}：输出位置是符号链接；请改用真正的文件夹")
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"{out}：已有同名文件；请改用文件夹")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise OutputRefused(f"{out}：文件夹里有不是本程序生成的内容（没有 {MANIFEST}）；请换一个空文件夹")


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}-old")


def recover(out: Path) -> None:
    """Put back a site that an interrupted exchange left aside; drop stale staging folders."""
    old = _old(out)
    if old.is_dir() and not out.exists():
        old.rename(out)
    elif old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    for stale in out.parent.glob(f".{out.name}-staging-*"):
        pid = stale.name.rsplit("-", 2)[-2]
        if not (pid.isdigit() and _alive(int(pid))):
            shutil.rmtree(stale, ignore_errors=True)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return True
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """A fresh folder beside ``out``, on the same file system; gone afterwards unless published."""
    out.parent.mkdir(parents=True, exist_ok=True)
    recover(out)
    staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-staging-{os.getpid()}-", dir=out.parent))
    staging.chmod(0o755)
    try:
        yield staging
    finally:
        if staging.exists():
            shutil.rmtree(staging, ignore_errors=True)


def publish(staging: Path, out: Path) -> None:
    """Put the staged site in the place of the old one; afterwards ``staging`` is gone."""
    if not out.exists():
        staging.rename(out)
        return
    if _exchange(staging, out):
        shutil.rmtree(staging, ignore_errors=True)
        return
    old = _old(out)
    if old.exists():
        shutil.rmtree(old)
    out.rename(old)
    try:
        staging.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(a: Path, b: Path) -> bool:
    """Swap two folders in one system call where the platform has one."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0)


def write_file(root: Path, address: str, content: bytes) -> None:
    """Write one published file; an address that would leave the folder is a bug of ours, not of content."""
    target = root / address
    if address.startswith("/") or ".." in Path(address).parts:
        raise ValueError(f"address leaves the site: {address}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
