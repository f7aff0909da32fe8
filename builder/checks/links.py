"""Every internal link and anchor of the finished files leads somewhere (URL-02)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from posixpath import join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from builder.checks.authored import Written
from builder.problems import Location, Problem
from builder.text import when_asked

_REFERENCE = when_asked(r'\s(?:href|src|action|data-[a-z-]+-url)="([^"]*)"')
_ID = when_asked(r'\sid="([^"]+)"')
_SCHEME = when_asked(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The ids a page offers and the references it makes."""

    ids: frozenset[str]
    references: tuple[str, ...]


class Target(NamedTuple):
    """Where references lead: a file and a place in it; or ``why`` they can lead nowhere."""

    file: str
    place: str = ""
    why: str = ""


class Seen(NamedTuple):
    """Who refers to a target first, as what, and how many do."""

    page: str
    reference: str
    pages: int


def read_links(html: str) -> PageLinks:
    """Ids and references of one page, scripts' contents left out."""
    text = re.sub(r"<script\b[^>]*>.*?</script>", "", html, flags=re.DOTALL)
    return PageLinks(
        frozenset(unescape(i) for i in _ID.findall(text)), tuple(dict.fromkeys(unescape(r) for r in _REFERENCE.findall(text)))
    )


def targets_of(pages: Mapping[str, PageLinks], base_path: str) -> dict[Target, Seen]:
    """Every target within the site once. ``pages`` by file name (``reports/x/index.html``), ``base_path`` for absolute links."""
    found: dict[Target, Seen] = {}
    for name in sorted(pages):
        for reference in pages[name].references:
            if target := _target(name, reference, base_path):
                first = found.get(target)
                found[target] = Seen(first.page, first.reference, first.pages + 1) if first else Seen(name, reference, 1)
    return found


def leading_out(targets: Mapping[Target, Seen], ids: Mapping[str, frozenset[str]], files: Container[str]) -> dict[Target, Seen]:
    """Those that ``files`` with these ``ids`` do not answer: of a part of the site, what must be asked of the others."""
    return {target: seen for target, seen in targets.items() if _is_broken(target, ids, files)}


def _is_broken(target: Target, ids: Mapping[str, frozenset[str]], files: Container[str]) -> bool:
    return bool(target.why) or target.file not in files or bool(target.place and target.file in ids and target.place not in ids[target.file])


def check_links(
    parts: Sequence[Callable[[], Mapping[Target, Seen]]], ids: Iterable[Mapping[str, frozenset[str]]], files: frozenset[str]
) -> Iterator[Problem]:
    """One problem for each broken target, at the first page that has it. ``ids`` by page, ``files`` all published names.

    Of a large site all links at once are too much: each part's are asked for when they are looked at, and again where one is broken.
    """
    wanted: dict[str, set[str]] = {}  # places of each file
    lost: set[Target] = set()
    for part in parts:
        for target in part():
            if target.why or target.file not in files:
                lost.add(target)
            elif target.place:
                wanted.setdefault(target.file, set()).add(target.place)
    for own in ids:
        lost.update(Target(file, place) for file in own.keys() & wanted.keys() for place in wanted[file] - own[file])
    broken: dict[Target, list[Seen]] = {}
    for part in parts if lost else ():
        for target, seen in part().items():
            if target in lost:
                broken.setdefault(target, []).append(seen)
    for target, places in sorted(broken.items(), key=lambda item: (min(item[1]).page, item[0])):
        first, count = min(places), sum(seen.pages for seen in places)
        more = f"，另有 {count - 1} 处" if count > 1 else ""
        gone = target.why or ("没有对应的段落" if target.file in files else "没有对应的页面")
        shown = f"{target.file}#{target.place}" if target.file in files and target.place else target.file
        found = f"链接“{first.reference}”（{shown}）{gone}{more}"
        yield Problem(Location(first.page), "error", "link.broken", "", found, "站内存在的地址", "改正写有这个链接的内容")


def place_in_content(problems: Iterable[Problem], sources: Mapping[str, Written]) -> Iterator[Problem]:
    """Broken links at the content file and line that wrote them, once for all editions; others as they are.

    ``sources``: page file name in the standard edition → what its author wrote.
    """
    told: set[tuple[str, int, str]] = set()
    for problem in problems:
        written = sources.get(problem.location.path.removeprefix("elder/"))
        link = re.search(r"“([^“”]*)”（(?:elder/)?([^）]*)）([^，]*)", problem.found)
        if written is None or link is None:
            yield problem
            continue
        wanted = link[1] if link[1].startswith("#") else link[2].removesuffix("index.html")
        shown = written.shown
        line = next((n for n, row in enumerate(written.text.split("\n"), 1) if wanted and wanted in row), 0)
        if not line:
            yield problem
        elif (shown, line, wanted) not in told:
            told.add((shown, line, wanted))
            yield replace(problem, location=Location(shown, line), found=f"链接“{wanted}”{link[3]}")


def _target(name: str, reference: str, base_path: str) -> Target | None:
    """Where a page's reference leads within the site."""
    if _SCHEME.match(reference) or reference.startswith("//"):
        return None
    path, _, fragment = reference.partition("#")
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        if not path.startswith(base_path):
            return Target(reference, why="不在网站的路径之下")
        target = path[len(base_path) :]
    elif path:
        target = normpath(join(name.rpartition("/")[0], path))
        if target.startswith(".."):
            return Target(reference, why="指到了网站之外")
        target = "" if target == "." else target
        if path.endswith(("/", ".", "..")) and target:
            target += "/"
    else:
        target = name
    if target == "" or target.endswith("/"):
        target += "index.html"
    return Target(target, unquote(fragment))
