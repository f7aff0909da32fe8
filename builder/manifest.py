"""manifest.json: what a site says of itself. Values → bytes → values; no disk.

A manifest may come from anywhere (``verify`` and ``--previous`` take addresses, ``--out`` any folder), so
reading it believes nothing: one exception with a reason, never a traceback.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from builder.revisions import NoRevision, Revision, from_json, to_json
from builder.text import printable

MANIFEST = "manifest.json"
GENERATOR = "gongkai "  # followed by the version; how we know our own
VERSION = 2  # 1 held no reports, and its digest covered names and contents of the files alone
_SHA256 = re.compile(r"[0-9a-f]{64}")
_READING = re.compile(r"[0-9a-f]{8}|")


class ManifestBroken(Exception):
    """Not a manifest that a build has written; its text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A published file: its size in bytes and the SHA-256 of its content in hexadecimal."""

    size: int
    sha256: str


def listed_of(content: bytes) -> Listed:
    """What is listed of a file of this content."""
    return Listed(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` by address below the site's root; ``keep``: names in the root that belong to somebody else; ``kept``: the reports, not read yet.

    ``reading``: by what pattern the figures of the reports' passages were cut. ``is_sound``: does the digest agree with all the rest?
    """

    files: Mapping[str, Listed]
    digest: str
    keep: tuple[str, ...] = ()
    kept: object = None
    reading: str = ""
    version: int = VERSION
    is_sound: bool = True

    @property
    def covers_itself(self) -> bool:
        """Is everything in it under its digest?"""
        return self.version >= VERSION


def _blank(digest: str = "") -> bytes:
    return f'\n "digest": "{digest}"'.encode()  # at this depth there is one: no string holds a line break


def _is_sound(data: bytes, files: Mapping[str, Listed], digest: str, version: int) -> bool:
    """The digest is the SHA-256 of the file with an empty one in its place; it was one over names and contents alone."""
    if version == 1:
        found = hashlib.sha256("".join(f"{name}\0{files[name].sha256}\n" for name in sorted(files)).encode()).hexdigest()
    else:
        found = hashlib.sha256(data.replace(_blank(digest), _blank(), 1)).hexdigest()
    return digest == found


def render_manifest(
    files: Mapping[str, Listed], *, version: str, as_of: str, keep: Collection[str], reports: Mapping[str, Revision] | None = None, reading: str = ""
) -> bytes:
    """The same values give the same bytes. ``keep`` as site.yml says it, whether such names are there or not."""
    value = {
        "version": VERSION,
        "generator": GENERATOR + version,
        "as_of": as_of,
        "digest": "",
        "keep": sorted(keep),
        "files": _entries({name: {"sha256": f.sha256, "size": f.size} for name, f in files.items()}),
        "reports": _entries({name: to_json(r) for name, r in (reports or {}).items()}),
        "reading": reading,
    }
    fields = (f" {_line(name)}: {value[name] if name in _LISTS else _line(value[name])}" for name in sorted(value))
    return signed(("{\n" + ",\n".join(fields) + "\n}\n").encode())


def _entries(of: Mapping[str, object]) -> str:
    """A line each: what a person can compare, and what the encoder writes at once; with an indent it takes ten times as long."""
    return "{\n" + ",\n".join(f"  {_line(name)}: {_line(of[name])}" for name in sorted(of)) + "\n }"


_LISTS = ("files", "reports")
_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

def signed(data: bytes) -> bytes:
    """A manifest without digest, with it."""
    return data.replace(_blank(), _blank(hashlib.sha256(data).hexdigest()), 1)


def parse_manifest(data: bytes) -> Manifest:
    """Read what ``render_manifest`` wrote, of this version or an earlier one. Raises ManifestBroken.

    Names are text that can be written as UTF-8, no more: whether they stay in a folder is for the caller to ask.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise ManifestBroken("不是 JSON，或嵌套太深") from None
    if not isinstance(value, dict) or not str(value.get("generator", "")).startswith(GENERATOR):
        raise ManifestBroken("不是本程序写的清单")
    files, digest, keep, version = value.get("files"), value.get("digest"), value.get("keep", []), value.get("version", 1)
    if not isinstance(files, dict) or not isinstance(digest, str) or not _is_text(digest):
        raise ManifestBroken("清单缺少 files 或 digest")
    if not isinstance(keep, list) or not all(isinstance(name, str) and _is_text(name) for name in keep):
        raise ManifestBroken("清单的 keep 不是一列名称")
    if type(version) is not int or version < 1:
        raise ManifestBroken("清单的 version 写法不对")
    if version > VERSION:
        raise ManifestBroken("清单是更新的程序写的，请先升级本程序")
    listed = {name: _listed(name, entry) for name, entry in files.items()}
    reports, reading = (value.get("reports", {}), value.get("reading", "")) if version > 1 else ({}, "")
    if not isinstance(reading, str) or not _READING.fullmatch(reading):
        raise ManifestBroken("清单的 reading 写法不对")
    return Manifest(listed, digest, tuple(keep), reports, reading, version, _is_sound(data, listed, digest, version))


def read_reports(manifest: Manifest) -> dict[str, Revision]:
    """What it keeps of the reports, by id. Apart from the rest, since most who read a manifest do not ask. Raises ManifestBroken."""
    if not isinstance(manifest.kept, dict):
        raise ManifestBroken("清单的 reports 写法不对")
    found: dict[str, Revision] = {}
    for name, entry in manifest.kept.items():
        try:
            found[name] = from_json(name, entry)
        except NoRevision:
            raise ManifestBroken(f"清单里报告“{printable(name)}”一项的写法不对") from None
    return found


def _listed(name: str, entry: object) -> Listed:
    size, sha = (entry.get("size"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
    if not _is_text(name) or type(size) is not int or size < 0 or not isinstance(sha, str) or not _SHA256.fullmatch(sha):
        raise ManifestBroken(f"清单里“{printable(name)}”一项的写法不对")
    return Listed(size, sha)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
