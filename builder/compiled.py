"""What is compiled of the program, kept beside its source as modules are: who can write there can write code."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path


def place_beside(source: Path) -> Path | None:
    """The folder for what is compiled of files in ``source``; none where others could write in it. As Python does, it is read where nothing new may be kept."""
    place = source / "__pycache__"
    if not sys.dont_write_bytecode:
        made_folder(place, 0o777)
    return place if _is_as_safe(place, source) else None


def _is_as_safe(folder: Path, source: Path) -> bool:
    """Is it a folder, no link to one, in which nobody can write who cannot write in its source?"""
    try:
        found, above = folder.lstat(), source.stat()
    except OSError:
        return False
    more = found.st_mode & ~above.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and not more and (found.st_uid == above.st_uid or not hasattr(os, "geteuid") or found.st_uid in (os.geteuid(), 0))


def made_folder(folder: Path, mode: int) -> Path | None:
    """A folder, made if it is not there; none where that cannot be."""
    try:
        folder.mkdir(mode, exist_ok=True)
    except OSError:
        return None
    return folder


def put(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may be reading it. Raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
