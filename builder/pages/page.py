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


ELDER_KINDS = frozenset({"home", "report", "topics", "topic", "ledger", "ledger_office", "search", "settings"})
ELDER_PATHS = frozenset({"reports/", "guide/", "help/", "request/"})


def is_for_elders(page: Page) -> bool:
    """Has the page a twin in the elder edition? What its readers come for; of a split topic only the topic's own page.

    All else is one page for everybody (docs/decisions/0012-page-plan.md).
    """
    if page.kind == "topic":
        return page.path.count("/") == 2
    return page.kind in ELDER_KINDS or page.path in ELDER_PATHS


_TWINS = frozenset({"", "topics/", "ledger/", "search/", "settings/", *ELDER_PATHS})


@dataclass(frozen=True, slots=True)
class Twins:
    """The addresses with a twin in the elder edition, known by their shape: no page needs the list of all others. ``offices``: with a ledger."""

    offices: tuple[str, ...]

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):
            return False
        family, _, rest = path.partition("/")
        name, slash, further = rest.partition("/")
        if path in _TWINS or further or not slash:
            return path in _TWINS
        return family in {"reports", "topics"} or (family == "ledger" and name in self.offices)


@dataclass(frozen=True, slots=True)
class NavItem:
    id: str
    title: str
    path: str
    own: bool = False  # added by the site
    outside: bool = False  # another site
    apart: bool = False  # the first of a group: the four parts (PLAT-02), the entry beside them (PLAT-04), what is not the law's (PLAT-03)


NAVIGATION = (
    NavItem("home", "首页", ""),
    NavItem("guide", "政府信息公开指南", "guide/"),
    NavItem("rules", "政府信息公开制度", "rules/"),
    NavItem("catalog", "法定主动公开内容", "catalog/"),
    NavItem("annual", "政府信息公开年报", "annual/"),
    NavItem("request", "依申请公开", "request/", apart=True),
    NavItem("topics", "专题时间线", "topics/", apart=True),
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
