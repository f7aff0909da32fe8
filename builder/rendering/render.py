"""One rendering step for every edition: a page and an edition in, HTML bytes out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from builder.content.site_files import SiteInfo
from builder.model import Block, Picture
from builder.pages.page import NAVIGATION, Annotation, Link, NavItem, Page, Twins, is_for_elders
from builder.rendering import body
from builder.rendering.elder_contents import with_contents
from builder.rendering.links import EDITIONS, ELDER, STANDARD, Edition, output_file, relative


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a site shares. ``as_of``: the day of the build; ``newest``: the day of the newest document, if any bears one.

    ``menu`` and ``foot``: the main navigation, and the site's own columns in the footer.
    ``topics``: there are any; without them nothing leads to their page. ``elder``: the addresses that have a twin there; None without that edition.
    """

    site: SiteInfo
    as_of: date
    newest: date | None
    version: str
    offices: tuple[str, ...] = ()
    portable: bool = False
    topics: bool = True
    elder: Twins | None = None
    menu: tuple[NavItem, ...] = NAVIGATION
    foot: tuple[Link, ...] = ()
    logo: Picture | None = None


def page_files(pages: Iterable[Page], editions: Iterable[str]) -> list[tuple[Page, Edition, str]]:
    """Every page in every edition that has it, with the file that it becomes."""
    found = [EDITIONS[e] for e in editions]
    return [(p, e, output_file(e.prefix + p.path)) for p in pages for e in found if not e.simple or is_for_elders(p)]


class Renderer:
    """Holds the environment and the frame; ``render`` is pure given both."""

    def __init__(self, env: Environment, frame: Frame) -> None:
        self.env = env
        self.frame = frame
        self.twins: Container[str] = frozenset[str]() if frame.elder is None else frame.elder
        self.inline_script = self._source("static/prefs.js")
        # The elder edition is held to four requests: its icon travels inside the page.
        self.icon = "data:image/svg+xml," + quote(self._source("static/icon.svg").replace('"', "'"), safe=" ='/:.,-")
        digest = hashlib.sha256(self.inline_script.encode()).digest()
        self.script_hash = "sha256-" + base64.b64encode(digest).decode()

    def _source(self, name: str) -> str:
        return self.env.loader.get_source(self.env, name)[0].strip() if self.env.loader else ""

    @property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(EDITIONS[e] for e in self.frame.site.editions)

    def render(self, page: Page, edition: Edition) -> bytes:
        """The finished page. ``404.html`` alone has absolute addresses: it is served at any depth."""
        address = edition.prefix + page.path
        links = _Links(address, edition, self.frame, self.twins, absolute=page.path == "404.html")
        template = self.env.get_or_select_template([f"{edition.id}/{page.kind}.html", f"pages/{page.kind}.html"])
        html = template.render(
            page=page,
            view=page.view,
            site=self.frame.site,
            frame=self.frame,
            edition=edition,
            elder=edition.simple,
            navigation=self.frame.menu,
            url=links.url,
            asset=links.asset,
            standard_url=links.to(STANDARD.prefix + page.path),
            elder_url=links.to(ELDER.prefix + _nearest(page.path, self.twins)),
            has_elder=ELDER in self.editions and page.path != "404.html",
            has_twin=page.path in self.twins,
            canonical=self._absolute(STANDARD, page),
            elder_canonical=self._absolute(ELDER, page),
            root=links.asset(""),
            csp=self._policy(page),
            icon=Markup(self.icon),  # noqa: S704  quoted above, double quotation marks gone
            inline_script=Markup(self.inline_script),  # noqa: S704  our own file
            marked=lambda annotations: annotation_marks(annotations, links),
            body=lambda blocks, marks=_UNMARKED: self._body(blocks, marks, links, edition),
            woven=lambda text, marks: _woven(text, marks),
        )
        html = re.sub(r"\n\s*\n+", "\n", html)
        return (with_contents(html) if edition.simple and page.kind != "home" else html).encode()

    def _absolute(self, edition: Edition, page: Page) -> str:
        return self.frame.site.base_url + edition.prefix + page.path if self.frame.site.base_url else ""

    def _policy(self, page: Page) -> str:
        # The engine of the search and its worker run on that page alone.
        wasm, worker = (" 'wasm-unsafe-eval'", "self") if page.searches else ("", "none")
        return (
            f"default-src 'none'; script-src 'self' '{self.script_hash}'{wasm}; style-src 'self'; img-src 'self' data:; "
            f"connect-src 'self'; worker-src '{worker}'; form-action 'self'; base-uri 'none'"
        )

    def _body(self, blocks: Iterable[Block], marks: body.Marks, links: _Links, edition: Edition) -> Markup:
        return Markup("\n".join([body.block_html(b, marks, links.content, records=edition.simple) for b in blocks]))  # noqa: S704  blocks are markup


def _nearest(path: str, held: Container[str]) -> str:
    """The address itself or the nearest above it that is among ``held``; at last the home page's."""
    while path and path not in held:
        path = path[: path.rstrip("/").rfind("/") + 1]
    return path


class _Links:
    """Addresses as seen from one page."""

    def __init__(self, address: str, edition: Edition, frame: Frame, twins: Container[str], *, absolute: bool) -> None:
        self.address = address
        self.edition = edition
        self.frame = frame
        self.twins = twins
        self.absolute = absolute

    def to(self, target: str) -> str:
        """An address below the base, edition prefix and all."""
        if self.absolute:
            base = re.sub(r"https?://[^/]+", "", self.frame.site.base_url) or "/"
            return base + target
        return relative(self.address, target, portable=self.frame.portable)

    def url(self, path: str) -> str:
        """A page of this edition, or the one page for everybody."""
        twin = not self.edition.simple or re.split("[?#]", path, maxsplit=1)[0] in self.twins
        return self.to((self.edition.prefix if twin else "") + path)

    def asset(self, path: str) -> str:
        """A file that all editions share."""
        return self.to(path)

    def content(self, href: str) -> str:
        """A link that an author wrote: other sites and fragments stay, the rest is below the base."""
        if re.match(r"[a-z][a-z0-9+.-]*:|#", href):
            return href
        path = href.lstrip("./")
        return self.to(path) if path.startswith(ELDER.prefix) else self.url(path)


_CLASSES = {"term": Markup(' class="to-term"')}  # the others look like any link


_UNMARKED: body.Marks = {}
_QUOTED = {"figure": "mark", "name": "u"}  # without a class: a page of quotes holds hundreds


def annotation_marks(annotations: Iterable[Annotation], links: _Links) -> body.Marks:
    """Figures and links of a text as marks by paragraph id; a template asks once and weaves each of its sections with them."""
    by_paragraph: dict[str, list[body.Mark]] = {}
    for a in annotations:
        if a.kind == "figure":
            # Hundreds of them stand on a page: the shortest mark there is; the value is in the ledger's data.
            mark = body.Mark(a.start, a.end, body.FIGURE_LAYER, "<b>", "</b>")
        else:
            opening = Markup('<a{} href="{}">').format(_CLASSES.get(a.kind, ""), links.url(a.target))
            mark = body.Mark(a.start, a.end, body.LINK_LAYER, opening, "</a>")
        by_paragraph.setdefault(a.paragraph, []).append(mark)
    return {key: tuple(value) for key, value in by_paragraph.items()}


def _woven(text: str, spans: Iterable[tuple[int, int, str]]) -> Markup:
    """A quote with its figures or names marked; each span is (start, end, what it is)."""
    return body.weave(text, [body.Mark(a, b, body.FIGURE_LAYER, f"<{_QUOTED[c]}>", f"</{_QUOTED[c]}>") for a, b, c in spans])


__all__ = ["EDITIONS", "Frame", "Renderer", "output_file"]
