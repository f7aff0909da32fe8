"""Every internal link and anchor of the finished files leads somewhere (URL-02)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote

from builder.checks.authored import Written
from builder.problems import Location, Problem

_REFERENCE = re.compile(r'\s(?:href|src|action|data-[a-z-]+-url)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The ids a page offers and the references it makes."""

    ids: frozenset[str]
    references: tuple[str, ...]


def read_links(html: str) -> PageLinks:
    """Ids and references of one page, scripts' contents left out."""
    text = re.sub(r"<script\b[^>]*>.*?</script>", "", html, flags=re.DOTALL)
    return PageLinks(
        frozenset(unescape(i) for i in _ID.findall(text)), tuple(dict.fromkeys(unescape(r) for r in _REFERENCE.findall(text)))
    )


def check_links(pages: Mapping[str, PageLinks], files: frozenset[str], base_path: str) -> Iterator[Problem]:
    """One problem for each broken target, at the first page that has it.

    ``pages`` by file name (``reports/x/index.html``), ``files`` all published names, ``base_path`` for absolute links.
    """
    broken: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in sorted(pages):
        for reference in pages[name].references:
            found = _broken(name, reference, pages, files, base_path)
            if found:
                broken.setdefault(found, []).append((name, reference))
    for (target, reason), places in broken.items():
        name, reference = places[0]
        more = f"，另有 {len(places) - 1} 处" if len(places) > 1 else ""
        yield Problem(
            Location(name),
            "error",
            "link.broken",
            "",
            f"链接“{reference}”（{target}）{reason}{more}",
            "站内存在的地址",
            "改正写有这个链接的内容",
        )


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


def _broken(
    name: str, reference: str, pages: Mapping[str, PageLinks], files: frozenset[str], base_path: str
) -> tuple[str, str] | None:
    """(target, reason) when a reference leads nowhere."""
    if _SCHEME.match(reference) or reference.startswith("//"):
        return None
    path, _, fragment = reference.partition("#")
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        if not path.startswith(base_path):
            return reference, "不在网站的路径之下"
        target = path[len(base_path) :]
    elif path:
        target = normpath(join(name.rpartition("/")[0], path))
        if target.startswith(".."):
            return reference, "指到了网站之外"
        target = "" if target == "." else target
        if path.endswith(("/", ".", "..")) and target:
            target += "/"
    else:
        target = name
    if target == "" or target.endswith("/"):
        target += "index.html"
    if target not in files:
        return target, "没有对应的页面"
    if fragment and target in pages and unquote(fragment) not in pages[target].ids:
        return f"{target}#{fragment}", "没有对应的段落"
    return None
