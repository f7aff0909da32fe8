"""A published site's files under second names in the user's own cache: the next build begins with them.

To link fifteen thousand files anew into six thousand folders takes longer than to make the few that an edit changes. So the site that was
replaced is not deleted: it is made like the new one and put away. Nothing is believed of it. ``Published.take`` leaves a file where it lies only if
it is the published one itself, by the file's number on the disk; all that no build asks for is deleted before the check (``pruned``).
Whoever writes into a staging folder must take the name away first (``output.write_file``): behind it may lie the published file.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.manifest import MANIFEST

COARSE = 3_000_000_000  # nanoseconds; some disks count the time by two seconds
_AT_MOST = 8  # outputs; those built longest ago go first
_OF, _TREE = "of", "tree"


@dataclass(frozen=True)
class Mirror:
    """Of the site in ``out``, in a folder of its own. Losing it costs time only."""

    place: Path
    out: Path

    def take(self, staging: Path) -> None:
        """Put it in the place of the empty folder ``staging``, if there is one and the disk is the same."""
        with suppress(OSError):
            (self.place / _TREE).rename(staging)

    def keep(self, site: Path, before: Collection[str], changed: Mapping[str, bool]) -> bool:
        """Make ``site``, of which ``before`` are all files, like the one in ``out`` and put it away; False if that cannot be had.

        ``changed``: of each file of the new site whether it differs. What the old site said is gone afterwards, as if it had been deleted.
        """
        try:
            gone = [name for name in before if name not in changed]
            for name in gone:
                (site / name).unlink(missing_ok=True)
            link_all((name for name, differs in changed.items() if differs), str(self.out), str(site))
            _drop_empty({f"{site}/{name}".rpartition("/")[0] for name in gone}, str(site))
            self._sweep_others()
            self.place.parent.mkdir(mode=0o700, exist_ok=True)
            self.place.mkdir(mode=0o700, exist_ok=True)
            (self.place / _OF).write_text(str(self.out.resolve()), encoding="utf-8")
            if (self.place / _TREE).exists():
                shutil.rmtree(self.place / _TREE)
            site.rename(self.place / _TREE)
        except OSError:
            return False
        return True

    def _sweep_others(self) -> None:
        """Mirrors of outputs that are gone, and of more than so many."""
        with suppress(OSError):
            others = sorted((p for p in self.place.parent.iterdir() if p != self.place), key=lambda p: p.stat().st_mtime, reverse=True)
            for number, other in enumerate(others):
                of = other / _OF
                if number >= _AT_MOST or not of.is_file() or not (Path(of.read_text(encoding="utf-8")) / MANIFEST).is_file():
                    shutil.rmtree(other, ignore_errors=True)


def pruned(staging: Path, files: Collection[str]) -> dict[str, int]:
    """Delete below ``staging`` all but these and the folders that they need. Raises FileNotFoundError where one of them is not there.

    The folders below, by their time of change in nanoseconds: whatever comes into one changes it. Of those changed just now nothing is said,
    since a clock may be coarse.
    """
    folders: set[str] = {""}
    found: set[str] = set()
    changed: dict[str, int] = {}
    for name in files:
        while (name := name.rpartition("/")[0]) not in folders:
            folders.add(name)

    def walk(path: str, prefix: str) -> None:
        with os.scandir(path) as entries:
            for entry in list(entries):
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name in folders:
                        walk(entry.path, name + "/")
                    else:
                        shutil.rmtree(entry.path)
                elif name in files and entry.is_file(follow_symlinks=False):
                    found.add(name)
                else:
                    os.unlink(entry.path)  # noqa: PTH108 — quick, as in link_all
        if prefix:
            changed[prefix[:-1]] = os.lstat(path).st_mtime_ns

    walk(str(staging), "")
    if len(found) < len(files):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"{staging}/{min(set(files) - found)}")
    return {name: at for name, at in changed.items() if at < time.time_ns() - COARSE}


def link_all(names: Iterable[str], source: str, folder: str) -> None:
    """Have these files of ``source`` below ``folder`` under a second name where the disk can, else as copies. One that is the same file is left."""
    made: set[str] = set()
    for name in names:
        here, target = f"{source}/{name}", f"{folder}/{name}"  # fifteen thousand times: Path takes ten times as long
        try:
            there = os.lstat(target)
        except OSError:
            parent = target.rpartition("/")[0]
            if parent not in made:
                _make(parent, made)
        else:
            original = os.lstat(here)
            if there.st_ino == original.st_ino and there.st_dev == original.st_dev:
                continue
            os.unlink(target)  # noqa: PTH108 — quick, as in link_all
        try:
            os.link(here, target)
        except OSError:
            shutil.copy2(here, target)


def _make(folder: str, made: set[str]) -> None:
    """The folder and those above it."""
    try:
        os.mkdir(folder)  # noqa: PTH102 — quick, as in link_all
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make(folder.rpartition("/")[0], made)
        _make(folder, made)
    made.add(folder)


def _drop_empty(folders: Collection[str], root: str) -> None:
    for folder in folders:
        while folder != root:
            try:
                os.rmdir(folder)  # noqa: PTH106 — quick, as in link_all
            except OSError:
                break
            folder = folder.rpartition("/")[0]
