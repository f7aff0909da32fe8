"""Relative addresses: the same files work at a domain's root, below any path and from a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Edition:
    """A way of rendering every page: ``prefix`` stands before its addresses, ``simple`` = elder layout."""

    id: str
    prefix: str
    name: str
    simple: bool = False


STANDARD = Edition("standard", "", "标准版")
ELDER = Edition("elder", "elder/", "长者版", simple=True)
EDITIONS = {e.id: e for e in (STANDARD, ELDER)}
FOR_MACHINES = ("static/", "pagefind/", "search-data/")  # folders that hold no page
RESERVED = (*FOR_MACHINES, "data/", *(e.prefix for e in EDITIONS.values() if e.prefix))  # no old address may lie below them


def output_file(path: str) -> str:
    """``reports/x/`` → ``reports/x/index.html``; files stay as they are."""
    return path + "index.html" if path == "" or path.endswith("/") else path


def relative(source: str, target: str, *, portable: bool = False) -> str:
    """Address of ``target`` as seen from page ``source`` (both below the base; fragments and queries kept).

    ``portable`` writes ``index.html`` into directory addresses, for use from a folder.
    """
    path = target.partition("#")[0].partition("?")[0]
    rest = target[len(path) :]
    if portable:
        path = output_file(path)
    if path == source and rest.startswith("#"):
        return rest
    return _way(source.rpartition("/")[0], path) + rest


@lru_cache(maxsize=4096)
def _way(folder: str, path: str) -> str:
    """From a folder to a page or file: a page leads to many places of the same few."""
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there[:-1], strict=False)))
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
