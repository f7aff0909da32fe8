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

from builder.text import printable

MANIFEST = "manifest.json"
GENERATOR = "gongkai "  # followed by the version; how we know our own
_SHA256 = re.compile(r"[0-9a-f]{64}")


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
    """``files`` by address below the site's root; ``keep``: names in the root that belong to somebody else."""

    files: Mapping[str, Listed]
    digest: str
    keep: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Does the digest agree with the files? It covers their names and contents, nothing else."""
        return self.digest == digest_of(self.files)


def digest_of(files: Mapping[str, Listed]) -> str:
    """SHA-256 over the lines name NUL sha256, sorted by name."""
    return hashlib.sha256("".join(f"{name}\0{files[name].sha256}\n" for name in sorted(files)).encode()).hexdigest()


def render_manifest(files: Mapping[str, Listed], *, version: str, as_of: str, keep: Collection[str]) -> bytes:
    """The same values give the same bytes. ``keep`` as site.yml says it, whether such names are there or not."""
    value = {
        "version": 1,
        "generator": GENERATOR + version,
        "as_of": as_of,
        "digest": digest_of(files),
        "keep": sorted(keep),
        "files": {name: {"size": f.size, "sha256": f.sha256} for name, f in files.items()},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


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
    files, digest, keep = value.get("files"), value.get("digest"), value.get("keep", [])
    if not isinstance(files, dict) or not isinstance(digest, str):
        raise ManifestBroken("清单缺少 files 或 digest")
    if not isinstance(keep, list) or not all(isinstance(name, str) and _is_text(name) for name in keep):
        raise ManifestBroken("清单的 keep 不是一列名称")
    return Manifest({name: _listed(name, entry) for name, entry in files.items()}, digest, tuple(keep))


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
