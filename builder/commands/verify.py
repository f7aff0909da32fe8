"""Is what is published what was built? Compares a folder or a website with its manifest.json."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from builder import __version__
from builder.output import MANIFEST
from builder.problems import Location, Problem

TIMEOUT = 20.0  # seconds for one file
LIMIT = 200 * 1024 * 1024  # bytes of one file; more is not ours
UNSERVED = (".nojekyll",)  # hosts keep such files back


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared: files read out of files listed, and what differs."""

    problems: tuple[Problem, ...]
    checked: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest has it."""

    size: int
    sha256: str


class Unreadable(Exception):
    """A file or address that cannot be read; its text says why, in Chinese."""


def verify_folder(folder: Path) -> Verified:
    """Every file of the manifest, and no other, lies in the folder as it was built."""

    def read(name: str) -> bytes:
        try:
            return (folder / name).read_bytes()
        except FileNotFoundError as error:
            raise Unreadable("没有这个文件") from error
        except OSError as error:
            raise Unreadable(f"不能读取（{error.strerror}）") from error

    listed, problems = _manifest(read, f"{folder}/{MANIFEST}")
    if listed is None:
        return Verified(tuple(problems))
    problems += _compare(listed, sorted(listed), read)
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(present - set(listed) - {MANIFEST}):
        problems.append(Problem(Location(name), "error", "verify.extra", "", "清单里没有这个文件", "只有清单里的文件", "删去它，或重新生成网站"))
    return Verified(tuple(problems), len(listed), len(listed))


def verify_site(address: str, sample: int, told: Callable[[int, int], None] = lambda *_: None) -> Verified:
    """Fetch files of a website and compare them with its manifest.

    ``sample`` files, chosen by the site's digest so that the same site gives the same choice; 0: all of them.
    """
    base = address.removesuffix(MANIFEST).rstrip("/") + "/"
    read = _fetcher(base)
    listed, problems = _manifest(read, base + MANIFEST)
    if listed is None:
        return Verified(tuple(problems))
    names = sorted(n for n in listed if n not in UNSERVED)
    if sample and sample < len(names):
        seed = hashlib.sha256("".join(f.sha256 for f in listed.values()).encode()).hexdigest()
        names = sorted(random.Random(seed).sample(names, sample))  # noqa: S311  a choice of files, no secret
    problems += _compare(listed, names, read, told)
    return Verified(tuple(problems), len(names), len(listed))


def _fetcher(base: str) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        request = Request(urljoin(base, quote(name)), headers={"User-Agent": f"gongkai/{__version__} verify", "Cache-Control": "no-cache"})  # noqa: S310  the command admits http and https only
        try:
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


def _manifest(read: Callable[[str], bytes], shown: str) -> tuple[dict[str, Listed] | None, list[Problem]]:
    try:
        data = json.loads(read(MANIFEST))
        files = {name: Listed(int(f["size"]), str(f["sha256"])) for name, f in data["files"].items()}
        digest = str(data["digest"])
    except Unreadable as error:
        return None, [Problem(Location(shown), "error", "verify.manifest", "", str(error), "网站的清单", "确认地址是网站的首页，或重新生成网站")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, [Problem(Location(shown), "error", "verify.manifest", "", "不是本程序写的清单", "gongkai build 写的 manifest.json", "重新生成网站")]
    outside = [name for name in files if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name]
    if outside:
        return None, [Problem(Location(shown), "error", "verify.manifest", "", f"有站外的路径“{outside[0]}”", "站内的相对路径", "不要使用这份清单")]
    counted = hashlib.sha256("".join(f"{name}\0{files[name].sha256}\n" for name in sorted(files)).encode()).hexdigest()
    if counted != digest:
        return files, [Problem(Location(shown), "error", "verify.digest", "digest", "总摘要与各文件的摘要不符", counted[:16] + "…", "清单被改动过，请重新生成网站")]
    return files, []


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
