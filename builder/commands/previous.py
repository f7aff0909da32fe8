"""Reads the last published site's manifest and report list, from a file or over the network."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

from builder.checks.history import Previous
from builder.manifest import ManifestBroken, parse_manifest
from builder.problems import Location, Problem

_TIMEOUT = 20
_LARGEST = 200_000_000  # bytes; a list longer than that is not ours


def read_previous(place: str) -> tuple[Previous | None, list[Problem]]:
    """``place``: the path or address of a manifest.json; the report list lies beside it in data/."""
    try:
        files = frozenset(parse_manifest(_read(place)).files)
    except (OSError, ValueError, ManifestBroken) as error:
        return None, [
            Problem(
                Location(place),
                "error",
                "history.unreadable",
                "previous",
                f"不能读取（{error}）",
                "上一次的 manifest.json",
                "核对路径或网址；第一次公开时不写 --previous",
            )
        ]
    try:
        rows = json.loads(_read(_beside(place)))
        published = {str(r["id"]): str(r["published"]) for r in rows}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        published = {}
    return Previous(files, published), []


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _beside(place: str) -> str:
    return urljoin(place, "data/reports.json") if _is_address(place) else str(Path(place).parent / "data" / "reports.json")


def _read(place: str) -> bytes:
    if not _is_address(place):
        return Path(place).read_bytes()
    import urllib.error
    import urllib.request
    from http.client import HTTPException

    try:
        with urllib.request.urlopen(place, timeout=_TIMEOUT) as answer:  # noqa: S310  http(s) only, checked above
            return bytes(answer.read(_LARGEST))
    except urllib.error.URLError as error:
        raise OSError(str(error.reason)) from error
    except HTTPException as error:
        raise OSError(type(error).__name__) from error
