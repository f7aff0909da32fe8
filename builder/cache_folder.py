"""The user's own cache folder, in which nobody else can put anything: compiled templates and the like may be run from there.

Where such a folder cannot be had there is none, and callers go without: it saves time and nothing else.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path


def private_folder(environment: Mapping[str, str]) -> Path | None:
    """``$GONGKAI_CACHE``, else ``gongkai`` where this system keeps a user's caches; made if need be, None where it is not the user's alone."""
    try:
        return made_private(_place(environment))
    except (OSError, RuntimeError):  # no home, no room, no right
        return None


def _place(environment: Mapping[str, str]) -> Path:
    if environment.get("GONGKAI_CACHE"):
        return Path(environment["GONGKAI_CACHE"]).expanduser().absolute()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "gongkai" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "gongkai"
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".cache") / "gongkai"


def made_private(folder: Path) -> Path | None:
    """The folder, with its links followed and made if it is not there; None if anybody else might write in it, now or later. Raises OSError."""
    folder = folder.parent.resolve() / folder.name
    if sys.platform == "win32":  # who may write there is decided for the user's whole profile
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    for above in reversed(folder.parents):
        above.mkdir(mode=0o700, exist_ok=True)
        if not _is_safe(above, sticky=True):
            return None
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder if _is_safe(folder, sticky=False) else None


def _is_safe(folder: Path, *, sticky: bool) -> bool:
    """Is it a folder, no link to one, that only this user and the system's own can write in? Of what is ``sticky`` nobody can take away another's."""
    found = folder.lstat()
    owners = (os.geteuid(), 0) if sticky else (os.geteuid(),)
    shared = bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    return (
        stat.S_ISDIR(found.st_mode) and found.st_uid in owners and (not shared or (sticky and bool(found.st_mode & stat.S_ISVTX)))
    )
