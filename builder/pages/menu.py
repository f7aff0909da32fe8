"""The main navigation and what a site adds to menu and footer. Comes in: columns and ``navigation``. Goes out: items."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.content.site_files import Column, SiteInfo
from builder.pages.columns import SERVICE, STATUTORY
from builder.pages.page import NAVIGATION, Link, NavItem


def menu_of(site: SiteInfo, columns: Iterable[Column], *, topics: bool) -> tuple[NavItem, ...]:
    """What every page leads to: the statutory parts first, then the site's columns, then what ``navigation`` names."""
    own = [NavItem(c.id, c.title, f"{c.id}/") for c in _own(columns) if c.place == "menu"]
    own += [NavItem(link.url, link.title, link.url, outside=bool(re.match("https?://", link.url))) for link in site.navigation]
    apart = [NavItem(i.id, i.title, i.path, apart=n == 0, own=True, outside=i.outside) for n, i in enumerate(own)]
    return (*(item for item in NAVIGATION if item.id != "topics" or topics), *apart)


def foot_of(columns: Iterable[Column]) -> tuple[Link, ...]:
    """The site's own columns that stand in the footer."""
    return tuple(Link(c.title, f"{c.id}/") for c in _own(columns) if c.place == "footer")


def _own(columns: Iterable[Column]) -> list[Column]:
    return sorted((c for c in columns if c.id not in STATUTORY and c.id not in SERVICE), key=lambda c: (c.order, c.id))
