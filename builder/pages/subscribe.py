"""/subscribe/: how to hear of what is new, in plain words; without a base URL the page says that there is nothing to subscribe to.

Comes in: the collection. Goes out: one page with the addresses of the feeds that are for everybody, and the way to those of an
office or a topic, which stand on their own pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.pages.collection import Collection
from builder.pages.feeds import CORRECTIONS_FEED, SITE_FEED, agency_feed_path
from builder.pages.page import Crumb, Page

OFFICES = 12  # more have their feeds on their own pages only


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what comes in it, where it lies, and its whole address to be copied."""

    id: str
    title: str
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class SubscribeView:
    feeds: tuple[Feed, ...]
    topics: bool


def subscribe_page(c: Collection, *, topics: bool) -> Page:
    base = c.site.base_url
    feeds = [("site", "全站：新文件、更正和撤下", SITE_FEED), ("corrections", "只看更正和撤下", CORRECTIONS_FEED)]
    if len(c.used_agencies) <= OFFICES:
        feeds += [(f"office-{a.id}", f"只看{a.short}", agency_feed_path(a)) for a in c.used_agencies]
    shown = tuple(Feed(name, title, path, base + path) for name, title, path in feeds) if base else ()
    view = SubscribeView(shown, topics)
    return Page("subscribe/", "subscribe", "订阅更新", view, "有了新文件、有了更正，怎样自动知道", (Crumb("订阅更新"),))
