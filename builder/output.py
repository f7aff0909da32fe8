"""Publishing: a staging folder beside the site, checked there, exchanged in one step (design 7).

The output folder is ours only as far as its manifest says so: what the manifest lists may be replaced (also a
listed file that was changed by hand: it is generated, never edited), anything else stops the build. What
``site.yml: keep`` names is kept: it moves over into the new site.

In the working folder lie ``staging-*`` (being written, of no use to anyone else), ``ready`` (a whole site about
to be exchanged, after the exchange the one it replaced) and ``old`` (only where two renames are needed). On Linux
the exchange is one system call (renameat2 with RENAME_EXCHANGE). A build may be killed between any two steps:
``recover`` at the next start puts an old site back, moves over what no manifest lists, and only then deletes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.manifest import MANIFEST, Listed, Manifest, ManifestBroken, listed_of, parse_manifest
from builder.mirror import Mirror
from builder.text import printable
from builder.workplace import OutputRefused, workplace

_STAGING, _READY, _OLD = "staging-", "ready", "old"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SHOWN = 5  # names in a message
_MANY = 4000  # files; from here on a process of its own deletes them while the build ends
_SWEEP = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"


def check_target(out: Path, root: Path) -> None:
    """Refuse an output that cannot be one, whatever lies there: around the content, a link, a file, where we stand."""
    target = out.resolve()
    content = (root / "content").resolve()
    if target == content or target in content.parents or content in target.parents:
        raise OutputRefused(f"{out}：输出文件夹不能包含 content/，也不能在它里面；请另选 --out")
    if out.is_symlink():
        raise OutputRefused(f"{out}：输出位置是符号链接；请改用真正的文件夹")
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"{out}：已有同名文件；请改用文件夹")
    here = Path.cwd().resolve()
    if target == here or target in here.parents:
        raise OutputRefused(f"{out}：输出文件夹会被整个换掉，而现在就在它里面；请换到别的文件夹再运行")


class Stamped(Protocol):
    """What is known of a file."""

    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True)
class Noted:
    """The site that is there, as it was noted when it was published, manifest and all, and its manifest has not been touched since: to read that of a
    hundred thousand files takes half a second. ``folders``: see ``strangers``."""

    files: Mapping[str, Stamped]
    folders: Mapping[str, int]


def check_ours(out: Path, keep: Collection[str] = (), noted: Noted | None = None) -> None:
    """Refuse to replace a folder in which anything lies that no build has put there and nobody asked to keep."""
    if not out.is_dir() or (noted and not strangers(out, noted.files, keep, noted.folders)):
        return
    manifest = own_manifest(out)
    if isinstance(manifest, str) and any(p.name not in keep for p in out.iterdir()):
        raise OutputRefused(f"{out}：文件夹里有不是本程序生成的内容（{manifest}）；请换一个空文件夹，或另选 --out")
    files = () if isinstance(manifest, str) else (*manifest.files, MANIFEST)
    found = strangers(out, files, keep, noted.folders if noted else None)
    if found:
        names = "、".join(map(printable, found[:_SHOWN])) + (f" 等 {len(found)} 项" if len(found) > _SHOWN else "")
        raise OutputRefused(
            f"{out}：里面有不是本程序生成的 {names}；请先移走，或另选 --out；要留在网站里的（只限第一层），写进 content/site.yml 的 keep"
        )


def own_manifest(folder: Path) -> Manifest | str:
    """The manifest by which a folder is ours, or why it is not."""
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file():
        return f"没有 {MANIFEST}"
    try:
        manifest = parse_manifest(path.read_bytes())
    except ManifestBroken as broken:
        return f"{MANIFEST} {broken}"
    return manifest if manifest.is_sound else f"{MANIFEST} 的总摘要与它的内容不符"


def strangers(folder: Path, files: Collection[str], keep: Collection[str] = (), settled: Mapping[str, int] | None = None) -> list[str]:
    """What lies in ``folder`` beside ``files``: other files, links (also in place of a listed file), folders, empty ones too.

    A strange folder is named, not entered. Names in ``keep`` are passed over, unless listed files lie there.
    ``settled``: folders below in which nothing strange lay, by their time of change then (nanoseconds): where it is the same, they need not be read.
    """
    listed, known = frozenset(files), settled or {}
    folders = below = {"", *(name.rpartition("/")[0] for name in listed)}
    while below := {name.rpartition("/")[0] for name in below} - folders:
        folders = folders | below
    kept = {name for name in keep if name not in folders and name not in listed}
    found: list[str] = []
    replaced: set[str] = set()  # folders of ours that are something else now, and those below them
    for at in sorted(folders):
        if at in replaced or at.rpartition("/")[0] in replaced:
            replaced.add(at)
            continue
        path = f"{folder}/{at}" if at else str(folder)
        try:
            if at in known and os.lstat(path).st_mtime_ns == known[at]:
                continue
            entries = os.scandir(path)
        except (FileNotFoundError, NotADirectoryError):  # gone, with all below
            continue
        with entries:
            for entry in entries:
                name = f"{at}/{entry.name}" if at else entry.name
                ours = (name in listed and entry.is_file(follow_symlinks=False)) or (name in folders and entry.is_dir(follow_symlinks=False))
                if not ours and name not in kept:
                    found.append(name)
                    replaced |= {name} & folders
    return sorted(found)


@contextmanager
def claimed(out: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """The working folder of ``out``, for one build at a time; what a killed build left there is set right first."""
    target = out.resolve()  # no link itself: check_target refuses that
    with workplace(target, waiting) as place:
        _recover(target, place)
        try:
            yield place
        finally:
            _sweep(place)  # a Pagefind of a killed build may have written while it was dying


def _sweep(place: Path) -> None:
    for dead in place.glob(f"{_STAGING}*"):
        shutil.rmtree(dead, ignore_errors=True)


def _recover(out: Path, place: Path) -> None:
    _sweep(place)
    old = place / _OLD
    if old.is_dir():
        with suppress(OSError):
            out.rmdir()  # an empty folder that somebody has made since counts as none
        if not out.exists():
            old.rename(out)
    for site in (old, place / _READY):
        if site.is_dir():
            _retire(site, out).wait()


@contextmanager
def staging_folder(place: Path, mirror: Mirror | None = None) -> Iterator[Path]:
    """A fresh folder in the working folder, with what the mirror of the site holds; gone afterwards unless published."""
    # A new name each time: a Pagefind that outlived a killed build may still write to the old one.
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=place))
    staging.chmod(0o755)
    if mirror:
        mirror.take(staging)
    try:
        yield staging
    finally:
        if staging.exists():
            shutil.rmtree(staging, ignore_errors=True)


@dataclass(frozen=True)
class Rubbish:
    """The site before, being deleted beside us."""

    broom: subprocess.Popen[bytes] | None = None

    def wait(self) -> None:
        """Until it is gone; where nobody waits, the next build sweeps what is left."""
        if self.broom:
            self.broom.wait()


def publish(
    staging: Path,
    out: Path,
    keep: Collection[str] = (),
    mirror: Mirror | None = None,
    files: Mapping[str, Listed] | None = None,
    noted: Noted | None = None,
) -> Rubbish:
    """Put the staged site, manifest included, in the place of the old one; afterwards ``staging`` is gone.

    ``mirror``: where the old one is put away, made like the new one, of which ``files`` are all. ``noted``: of the old one.
    Raises OutputRefused when something strange has come into ``out`` since the build began; the old site stays.
    """
    check_ours(out, keep, noted)
    ready, old = staging.with_name(_READY), staging.with_name(_OLD)
    staging.rename(ready)
    try:
        if not out.exists():
            ready.rename(out)
            return Rubbish()
        if _exchange(ready, out):
            old = ready
        else:
            out.rename(old)
            try:
                ready.rename(out)
            except OSError:
                old.rename(out)
                raise
    except OSError:
        ready.rename(staging)
        raise
    return _retire(old, out, mirror, files or {}, noted)


def _retire(site: Path, out: Path, mirror: Mirror | None = None, new: Mapping[str, Listed] | None = None, noted: Noted | None = None) -> Rubbish:
    """Delete or put away a site that was replaced; first all that its manifest does not list moves to ``out``.

    Nothing unlisted is ever deleted: what cannot be moved stays where it is, and is told.
    """
    files: Mapping[str, Stamped] = noted.files if noted else {}
    if not noted or (strange := strangers(site, files, settled=noted.folders)):
        files = _listed(site)
        strange = strangers(site, files, settled=noted.folders if noted else None)
    stuck = []
    for name in strange:
        try:
            if os.path.lexists(out / name):
                raise FileExistsError(17, "那里已有同名的")
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).rename(out / name)
        except OSError as error:
            stuck.append(f"{printable(name)}（{error.strerror}）")
    if stuck:
        raise OutputRefused(
            f"{site}：这里有网站原来的 {'、'.join(stuck[:_SHOWN])}，没能移回 {out}；没有删去任何东西。请移走它们，或改正原因后再构建"
        )
    dead = Path(tempfile.mkdtemp(prefix=_STAGING, dir=site.parent))
    site.rename(dead / _OLD)  # from here on it is rubbish, also for the next start
    if mirror and files:
        changed = {name: (of := files.get(name)) is None or (of.size, of.sha256) != (f.size, f.sha256) for name, f in (new or {}).items()}
        if mirror.keep(dead / _OLD, files, changed):
            dead.rmdir()
            return Rubbish()
    if len(files) < _MANY:
        shutil.rmtree(dead, ignore_errors=True)
        return Rubbish()
    return Rubbish(subprocess.Popen([sys.executable, "-I", "-S", "-c", _SWEEP, str(dead)]))  # noqa: S603  a fixed command


def _listed(site: Path) -> dict[str, Stamped]:
    """All files of a site by its manifest, that too; none where it is not ours."""
    manifest = own_manifest(site)
    return {} if isinstance(manifest, str) else {**manifest.files, MANIFEST: listed_of((site / MANIFEST).read_bytes())}


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
    """Write one published file; an address that would leave the folder is a bug of ours, not of content.

    Never into a file that is there: it may be the published one under a second name.
    """
    target = root / address
    if address.startswith("/") or ".." in Path(address).parts:
        raise ValueError(f"address leaves the site: {address}")
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
