"""Reads the last published site's manifest, from a file, a folder or over the network."""

from __future__ import annotations

from pathlib import Path

from builder.checks.history import Previous
from builder.manifest import MANIFEST, ManifestBroken, parse_manifest, read_reports
from builder.problems import Location, Problem

_TIMEOUT = 20
_LARGEST = 200_000_000  # bytes; a manifest longer than that is not ours


class _NotThere(Exception):
    """The site answers that it has no such file."""


def read_previous(place: str) -> tuple[Previous | None, list[Problem]]:
    """``place``: path or address of a manifest.json or of the site that it stands in.

    A site that says that it has none was not published before: that is told, and nothing is compared. Whatever else keeps it from being
    read is an error, since what it says of earlier changes would be lost.
    """
    try:
        manifest = parse_manifest(_read(place))
        reports = read_reports(manifest)
    except _NotThere:
        return None, [
            Problem(
                Location(place), "warning", "history.none", "previous",
                "网站上没有清单，公开以后的改动这次查不出来", "上一次的 manifest.json", "第一次公开时不必理会；已经公开过的，先查明清单为什么没有了：它记着以前的更正改了什么",
            )
        ]  # fmt: skip
    except (OSError, ValueError, ManifestBroken) as error:
        return None, [_unreadable(place, f"不能读取（{error}）")]
    if not manifest.is_sound:
        return None, [_unreadable(place, "总摘要与内容不符，清单被改动过")]
    problems = []
    if not manifest.covers_itself:
        found = "上一次的清单是旧版程序写的，没有记正文和日期，这次只核对网址"
        problems = [Problem(Location(place), "warning", "history.none", "previous", found, "上一次的 manifest.json", "不必处理，下一次起就有了")]
    return Previous(frozenset(manifest.files), reports, manifest.reading), problems


def _unreadable(place: str, found: str) -> Problem:
    return Problem(Location(place), "error", "history.unreadable", "previous", found, "上一次的 manifest.json", "核对路径或网址，或稍后再试；第一次公开时不写 --previous")


def _read(place: str) -> bytes:
    if not place.startswith(("http://", "https://")):
        path = Path(place)
        return (path / MANIFEST if path.is_dir() else path).read_bytes()
    import urllib.error
    import urllib.request
    from http.client import HTTPException

    address = place if place.endswith(".json") else place.rstrip("/") + "/" + MANIFEST
    try:
        request = urllib.request.Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310  http(s) only, checked above
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            return bytes(answer.read(_LARGEST))
    except urllib.error.HTTPError as error:
        if error.code in {404, 410}:
            raise _NotThere from error
        raise OSError(f"服务器回答 {error.code}") from error
    except urllib.error.URLError as error:
        raise OSError(str(error.reason)) from error
    except HTTPException as error:
        raise OSError(type(error).__name__) from error
