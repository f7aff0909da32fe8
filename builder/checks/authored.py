"""Links that authors write, against the pages that are planned: each broken one once, on the line that wrote it.

Runs before rendering, so that a broken link is told together with every other mistake; ``links`` guards the finished pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

from builder.model import Block, Paragraph, Section
from builder.problems import Location, Problem
from builder.text import when_asked

_OUTSIDE = when_asked(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CONTENT_ANCHOR = when_asked(r"s\d")  # other ids of a page belong to its template; the last guard knows those
_UNPLANNED = ("static/", "pagefind/", "search-data/", "manifest.json")


class Body(Protocol):
    """A report or a column."""

    @property
    def sections(self) -> tuple[Section, ...]: ...
    @property
    def paragraphs(self) -> tuple[Paragraph, ...]: ...
    @property
    def blocks(self) -> tuple[Block, ...]: ...


@dataclass(frozen=True)
class Written:
    """A page that an author wrote: its file in the site, its content file, how that file is read again, its passages.

    ``links``: the addresses in it where they are known already, so that a text without any need not be looked into.
    """

    page: str
    shown: str
    read: Callable[[], str]
    body: Body
    links: tuple[str, ...] | None = None

    @cached_property
    def text(self) -> str:
        """As its author wrote it: asked for only where something is wrong with it."""
        return self.read()

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Ids that its own text offers, those of removed passages included."""
        gone = (b.text for b in self.body.blocks if b.kind == "target")
        return frozenset((*(s.id for s in self.body.sections), *(p.id for p in self.body.paragraphs), *gone))


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be published: file names, written pages; ``prefixes`` of addresses that unreadable content may yet make."""

    names: Set[str]
    written: Mapping[str, Written]
    prefixes: tuple[str, ...] = ()


def check_authored(texts: Iterable[Written], site: Planned) -> Iterator[Problem]:
    """One problem for each link of each text that leads nowhere."""
    for text in texts:
        if text.links == ():
            continue
        told: set[tuple[int, str]] = set()
        for paragraph in text.body.paragraphs:
            for href in dict.fromkeys(m.href for m in paragraph.inlines if m.tag == "a"):
                reason = _broken(href, text.page, site)
                if reason and (place := line_of(href, text.text, paragraph.line), href) not in told:
                    told.add((place, href))
                    yield Problem(
                        Location(text.shown, place), "error", "link.broken", "", f"链接“{href}”{reason}", "站内存在的地址", _action(href, site)
                    )


def check_menu(addresses: Iterable[str], shown: str, text: str, site: Planned) -> Iterator[Problem]:
    """One problem for each address of the site's own navigation that leads nowhere; ``text``: of the file that names them."""
    for href in dict.fromkeys(addresses):
        if reason := _broken(href, "", site):
            place, action = Location(shown, line_of(href, text, 1)), _action(href, site)
            yield Problem(place, "error", "link.broken", "navigation", f"地址“{href}”{reason}", "站内存在的地址", action)


def line_of(href: str, text: str, start: int) -> int:
    """The line at or after a paragraph's first that holds the link; else that first line."""
    rows = text.split("\n")
    return next((n for n in range(max(1, start), len(rows) + 1) if href in rows[n - 1]), start)


def _target(href: str) -> str:
    """The file a link of an author's leads to: addresses count from the site's root, whatever page they stand on."""
    path = unquote(href.partition("#")[0].partition("?")[0]).lstrip("./").removeprefix("elder/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def _broken(href: str, page: str, site: Planned) -> str:
    if _OUTSIDE.match(href):
        return ""
    target, fragment = page if href.startswith("#") else _target(href), unquote(href.partition("#")[2])
    known = site.written.get(target)
    if target not in site.names and known is None:
        return "" if target.startswith((*_UNPLANNED, *site.prefixes)) else "没有对应的页面"
    if fragment and known is not None and _CONTENT_ANCHOR.match(fragment) and fragment not in known.anchors:
        return "没有对应的段落"
    return ""


def _action(href: str, site: Planned) -> str:
    target = _target(href)
    if not href.startswith("#") and f"{target}/index.html" in site.names:
        return f"在末尾加“/”，写成“{target}/”"
    return "改正写有这个链接的内容"
