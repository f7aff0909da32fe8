"""The site that was published last, as far as its files are still those that were written: what need not be made or read again."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.manifest import MANIFEST, Listed
from builder.mirror import link_all
from builder.store import Store, key_of, unpack


@dataclass(frozen=True, slots=True)
class Stamp:
    """By which a published file is known to be the one that was written: its digest, size and time of change."""

    sha256: str
    size: int
    changed: int


class Stamps(Mapping[str, Stamp]):
    """The stamps of a site's files, column by column: of a hundred thousand, objects of their own took a second to write and to read, and 70 MB."""

    def __init__(self, stamps: Mapping[str, Stamp]) -> None:
        self._names = {name: number for number, name in enumerate(stamps)}
        self._digests = bytes.fromhex("".join(stamp.sha256 for stamp in stamps.values()))
        self._sizes = array("q", (stamp.size for stamp in stamps.values()))
        self._changed = array("q", (stamp.changed for stamp in stamps.values()))

    def __getitem__(self, name: str) -> Stamp:
        number = self._names[name]
        return Stamp(self._digests[32 * number : 32 * number + 32].hex(), self._sizes[number], self._changed[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def columns(self) -> Iterator[tuple[str, int, int]]:
        """Name, size and time of change of each."""
        return zip(self._names, self._sizes, self._changed, strict=True)


class Published:
    """The site that is there, as far as its files are those that were written. ``folders``: those below in which nothing else lay, by their time of change."""

    def __init__(self, out: Path, stamps: Stamps, folders: Mapping[str, int] | None = None) -> None:
        self.out = out
        self._name = str(out)  # a thousand names are joined to it: Path takes ten times as long
        self.stamps = stamps
        self._folders = folders or {}
        self._taken: set[str] = set()

    @classmethod
    def read(cls, out: Path, store: Store) -> Published:
        """As the last build of this output noted it."""
        data = store.get(site_key(out))
        return cls(out, *unpack(data)) if data else cls(out, Stamps({}))

    @property
    def settled(self) -> Mapping[str, int]:
        """The folders, where the manifest that is there is the one that was written with them."""
        manifest = self.stamps.get(MANIFEST)
        return self._folders if manifest and self._untouched(MANIFEST, manifest) else {}

    def has(self, files: Mapping[str, Listed]) -> bool:
        """Are all of these there, unchanged?"""
        return all((stamp := self.stamps.get(name)) and stamp.sha256 == f.sha256 and self._untouched(name, stamp) for name, f in files.items())

    @property
    def is_untouched(self) -> bool:
        """Is all of it there, as it was written?"""
        try:
            for name, size, changed in self.stamps.columns():  # of a hundred thousand, an object each took half as long again
                found = os.lstat(f"{self._name}/{name}")
                if found.st_size != size or found.st_mtime_ns != changed:
                    return False
        except OSError:
            return False
        return bool(self.stamps)

    def _untouched(self, name: str, stamp: Stamp) -> bool:
        try:
            found = os.lstat(f"{self._name}/{name}")
        except OSError:
            return False
        return found.st_size == stamp.size and found.st_mtime_ns == stamp.changed

    def take(self, names: Iterable[str], staging: Path) -> None:
        """Have these in the staging folder: the same files under a second name where the disk can, else copies. One that is there is left."""
        names = list(names)
        link_all(names, self._name, str(staging))
        self._taken.update(names)

    @property
    def taken(self) -> dict[str, Stamp]:
        """Of what was taken over by this process. One that was touched meanwhile is found by the next build, as it would have been by this."""
        return {name: self.stamps[name] for name in self._taken}


def stamps_of(out: Path, files: Mapping[str, Listed], known: Mapping[str, Stamp] | None = None) -> Stamps:
    """Stamps of files just written; ``known`` are those of files that were not."""
    found = {name: stamp for name, stamp in (known or {}).items() if name in files and stamp.sha256 == files[name].sha256}
    for name, listed in files.items():
        if name in found:
            continue
        stat = os.lstat(f"{out}/{name}")
        if stat.st_size == listed.size:
            found[name] = Stamp(listed.sha256, listed.size, stat.st_mtime_ns)
    return Stamps(found)


def site_key(out: Path) -> bytes:
    """Under which the store has the stamps of an output."""
    return key_of("published", str(out.resolve()))  # another name for another form: the program may be a new one
