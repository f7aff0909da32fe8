"""Policy terms: an index by kind and a page each with its gloss and where it is mentioned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.content.terms import Term
from builder.pages.collection import Collection
from builder.pages.page import Crumb, Link, Page


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A report and section in which the term stands, with its sentence."""

    title: str
    path: str
    quote: str
    excerpt: bool
    year: int


@dataclass(frozen=True, slots=True)
class TermView:
    term: Term
    places: tuple[TermPlace, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TermGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TermsView:
    groups: tuple[TermGroup, ...]
    total: int


SHOWN = 30


def term_pages(c: Collection, places: Mapping[str, tuple[tuple[TermPlace, ...], int]]) -> list[Page]:
    """/terms/ and /terms/<id>/; ``places``: by term the newest, and how many there are."""
    groups: dict[str, list[Link]] = {}
    for term in c.terms:
        _, count = places[term.id]
        groups.setdefault(term.kind or "其他", []).append(Link(term.name, f"terms/{term.id}/", f"{count} 处" if count else ""))
    index = TermsView(tuple(TermGroup(kind, tuple(links)) for kind, links in groups.items()), len(c.terms))
    pages = [
        Page("terms/", "terms", "词语解释", index, "报告里常见的政策、会议、文件和地名，用一两句话说明白", (Crumb("词语解释"),))
    ]
    for term in c.terms:
        found, count = places[term.id]
        view = TermView(term, found[:SHOWN], max(0, count - SHOWN))
        crumbs = (Crumb("词语解释", "terms/"), Crumb(term.name))
        pages.append(Page(f"terms/{term.id}/", "term", term.name, view, term.gloss, crumbs))
    return pages
