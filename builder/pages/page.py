"""What a page is before it is HTML: an address, a kind (its template), a title and a frozen view model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; an empty path is the page itself or a step without a page."""

    title: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the same for every edition.

    ``path`` is its address below the base (``""`` home, ``reports/x/``, ``404.html``); ``kind`` names
    ``templates/pages/<kind>.html``; ``nav`` the current item of the main navigation; ``view`` what the
    template may see beyond the site's frame. ``scripts`` are further deferred classic scripts.
    """

    path: str
    kind: str
    title: str
    view: object
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    nav: str = ""
    column: str = ""
    lastmod: date | None = None
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    searches: bool = False
    listed: bool = True
    json_ld: str = ""
    article: bool = False
    feed: str = ""


ELDER_KINDS = frozenset({"home", "report", "topics", "topic", "ledger", "search", "settings"})
ELDER_PATHS = frozenset({"reports/", "guide/", "help/", "request/"})


def is_for_elders(page: Page) -> bool:
    """Has the page a twin in the elder edition? What its readers come for; of a split topic only the topic's own page.

    All else is one page for everybody (docs/decisions/0012-page-plan.md).
    """
    if page.kind == "topic":
        return page.path.count("/") == 2
    return page.kind in ELDER_KINDS or page.path in ELDER_PATHS


@dataclass(frozen=True, slots=True)
class NavItem:
    id: str
    title: str
    path: str


NAVIGATION = (
    NavItem("home", "首页", ""),
    NavItem("guide", "公开指南", "guide/"),
    NavItem("rules", "公开制度", "rules/"),
    NavItem("catalog", "法定主动公开", "catalog/"),
    NavItem("annual", "公开年报", "annual/"),
    NavItem("request", "依申请公开", "request/"),
    NavItem("topics", "专题时间线", "topics/"),
    NavItem("ledger", "指标台账", "ledger/"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link for lists: words that stand alone, an address below the base, and a note behind it."""

    title: str
    path: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outfile:
    """A published file that is no page: data, feeds, downloads, scripts."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something woven into a paragraph: a figure (marked) or a link to a topic, term or report.

    ``target`` is an address below the base (with fragment); empty for a figure, whose ``title`` is its value.
    """

    paragraph: str
    start: int
    end: int
    kind: str
    target: str = ""
    title: str = ""
