"""Is what is published what was built? Compares a folder or a website with its manifest.json.

What it proves: every file is the one that this manifest lists, and no field of the manifest was changed alone. The manifest is not signed:
who can change the site can write another one with its own digest. Against that helps the digest, kept elsewhere and handed over (``wanted``).
"""

from __future__ import annotations

import hashlib
import random
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from builder import __version__
from builder.manifest import MANIFEST, Listed, Manifest, ManifestBroken, parse_manifest
from builder.output import strangers
from builder.problems import Location, Problem, has_errors
from builder.text import printable

TIMEOUT = 20.0  # seconds for one file
LIMIT = 200 * 1024 * 1024  # bytes of one file; more is not ours
UNSERVED = (".nojekyll",)  # hosts keep such files back


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared: files read out of files listed, and what differs."""

    problems: tuple[Problem, ...]
    checked: int = 0
    listed: int = 0
    kept: tuple[str, ...] = ()  # names that site.yml: keep leaves to others; not compared with anything
    digest: str = ""  # of the manifest, where it agrees with the rest of it

    def proves(self, wanted: str = "", *, remote: bool = False) -> list[str]:
        """In lines, what has been shown and what has not."""
        if has_errors(self.problems, strict=False):
            return []
        lines = [f"总摘要 {self.digest}" + ("，和所给的一致：这就是那一次生成的网站" if wanted else "")]
        if not wanted:
            lines.append("证明：文件和清单一致，清单的各项没有单独改过。不证明：清单是谁写的。把总摘要记在别处，以后用 --digest 核对，整个换掉也看得出来")
        if remote:
            lines.append("从网址看不到清单以外多出来的文件" + ("；没有抽到的文件没有核对" if self.checked < self.listed - len(UNSERVED) else ""))
        return lines


class Unreadable(Exception):
    """A file or address that cannot be read; its text says why, in Chinese."""


def verify_folder(folder: Path, wanted: str = "") -> Verified:
    """Every file of the manifest, and nothing else but what it says is kept, lies in the folder as it was built. ``wanted``: its digest, from elsewhere."""

    def read(name: str) -> bytes:
        path = folder / name
        try:
            if not stat.S_ISREG(path.lstat().st_mode):  # a link has the right bytes today and others tomorrow
                raise Unreadable("不是普通文件" if not path.is_symlink() else "是符号链接，不是文件")
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Unreadable("没有这个文件") from error
        except OSError as error:
            raise Unreadable(f"不能读取（{error.strerror}）") from error

    manifest, problems = _manifest(read, f"{folder}/{MANIFEST}", wanted)
    if manifest is None:
        return Verified(tuple(problems))
    listed = manifest.files
    problems += _compare(listed, sorted(listed), read)
    everything = strangers(folder, (*listed, MANIFEST))
    extra = [name for name in strangers(folder, (*listed, MANIFEST), manifest.keep) if name not in listed]
    for name in extra:
        found = "清单里没有这个符号链接" if (folder / name).is_symlink() else "清单里没有这个文件夹" if (folder / name).is_dir() else "清单里没有这个文件"
        problems.append(Problem(Location(printable(name)), "error", "verify.extra", "", found, "只有清单里的文件", "删去它，或重新生成网站"))
    kept = tuple(name for name in everything if name not in extra and name not in listed)
    return Verified(tuple(problems), len(listed), len(listed), kept, manifest.digest)


def verify_site(address: str, sample: int, told: Callable[[int, int], None] = lambda *_: None, wanted: str = "") -> Verified:
    """Fetch files of a website and compare them with its manifest.

    ``sample`` files, chosen by the site's digest so that the same site gives the same choice; 0: all of them.
    """
    base = address.removesuffix(MANIFEST).rstrip("/") + "/"
    read = _fetcher(base)
    manifest, problems = _manifest(read, base + MANIFEST, wanted)
    if manifest is None:
        return Verified(tuple(problems))
    listed = manifest.files
    names = sorted(n for n in listed if n not in UNSERVED)
    if sample and sample < len(names):
        seed = hashlib.sha256("".join(f.sha256 for f in listed.values()).encode()).hexdigest()
        names = sorted(random.Random(seed).sample(names, sample))  # noqa: S311  a choice of files, no secret
    problems += _compare(listed, names, read, told)
    return Verified(tuple(problems), len(names), len(listed), digest=manifest.digest)


def _fetcher(base: str) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        try:
            request = Request(urljoin(base, quote(name)), headers={"User-Agent": f"gongkai/{__version__} verify", "Cache-Control": "no-cache"})  # noqa: S310  the command admits http and https only
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                data: bytes = answer.read(LIMIT + 1)
        except HTTPError as error:
            raise Unreadable(f"服务器回答 {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise Unreadable(f"不能取得（{getattr(error, 'reason', None) or error}）") from error
        if len(data) > LIMIT:
            raise Unreadable(f"超过 {LIMIT // 1024 // 1024} MB")
        return data

    return read


def _manifest(read: Callable[[str], bytes], shown: str, wanted: str) -> tuple[Manifest | None, list[Problem]]:
    place = Location(shown)
    try:
        manifest = parse_manifest(read(MANIFEST))
    except Unreadable as error:
        return None, [Problem(place, "error", "verify.manifest", "", str(error), "网站的清单", "确认地址是网站的首页，或重新生成网站")]
    except ManifestBroken as broken:
        return None, [Problem(place, "error", "verify.manifest", "", str(broken), "gongkai build 写的 manifest.json", "重新生成网站")]
    outside = [name for name in manifest.files if _leaves(name)]
    if outside:
        return None, [Problem(place, "error", "verify.manifest", "", f"有站外的路径“{printable(outside[0])}”", "站内的相对路径", "不要使用这份清单")]
    if not manifest.is_sound:
        return manifest, [Problem(place, "error", "verify.digest", "digest", "总摘要与清单的内容不符", "与清单相符", "清单被改动过，请重新生成网站")]
    if wanted and wanted != manifest.digest:
        found = f"总摘要是 {manifest.digest}"
        return manifest, [Problem(place, "error", "verify.other", "digest", found, f"所给的 {wanted}", "核对是哪一次的总摘要：网站整个换过，或者后来又生成过")]
    if not manifest.covers_itself:
        found = "旧版程序写的清单，总摘要只包括文件的名称和内容"
        return manifest, [Problem(place, "notice", "verify.older", "version", found, "包括清单的每一项", "用新版程序重新生成")]
    return manifest, []


def _leaves(name: str) -> bool:
    """May a name lead out of the folder, or be none that a file can have?"""
    return name.startswith("/") or ".." in name.split("/") or any(c in "\\:" for c in name) or not name.isprintable()


def _compare(
    listed: Mapping[str, Listed], names: Sequence[str], read: Callable[[str], bytes], told: Callable[[int, int], None] = lambda *_: None
) -> list[Problem]:
    problems: list[Problem] = []
    for count, name in enumerate(names, 1):
        wanted = listed[name]
        told(count, len(names))
        try:
            data = read(name)
        except Unreadable as error:
            problems.append(Problem(Location(name), "error", "verify.missing", "", str(error), "清单里的文件", "重新发布网站"))
            continue
        if len(data) != wanted.size:
            problems.append(Problem(Location(name), "error", "verify.size", "", f"{len(data)} 字节", f"{wanted.size} 字节", "重新发布网站"))
        elif hashlib.sha256(data).hexdigest() != wanted.sha256:
            problems.append(Problem(Location(name), "error", "verify.content", "", "内容与生成时不同", f"SHA-256 {wanted.sha256[:16]}…", "重新发布网站"))
    return problems
