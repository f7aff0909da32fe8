"""A reader's way through a served site: every link is followed, every anchor looked for. Knows nothing of the builder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from lxml import html


def crawl(home: str, *, public: str = "", also: Iterable[str] = ()) -> tuple[set[str], list[str]]:
    """Every address that is reachable from the home page (and the pages ``also``, relative to it), and what is broken.

    ``public`` is the address that the site was built for: what is written in full (canonical links, sitemap, feeds, JSON-LD) is then
    followed too, on the server at ``home``.
    """
    host = urlsplit(home)[:2]
    written_out = re.compile(re.escape(public) + r"[\w./~%-]*[\w/]") if public else None
    bodies: dict[str, html.HtmlElement | None] = {}
    wanted: list[tuple[str, str]] = [(home, ""), *((urljoin(home, page), "") for page in also)]
    fragments: list[tuple[str, str, str]] = []
    broken: list[str] = []
    while wanted:
        address, source = wanted.pop()
        if address in bodies:
            continue
        bodies[address] = None
        try:
            with urlopen(address, timeout=20) as answer:
                data, kind, final = answer.read(), answer.headers.get_content_type(), answer.url
        except HTTPError as error:
            broken.append(f"{source} → {address}: {error.code}")
            continue
        if final != address:
            broken.append(f"{source} → {address}: redirected to {final}")
        if written_out and kind in {"text/html", "text/xml", "application/xml"}:
            wanted += [(home + found[0].removeprefix(public), address) for found in written_out.finditer(data.decode())]
        if kind != "text/html":
            continue
        page: Any = html.fromstring(data.decode())
        bodies[address] = page
        for element, _, link, _ in page.iterlinks():
            target, fragment = urldefrag(urljoin(address, link))
            if urlsplit(target)[:2] != host or element.get("rel") == "canonical":
                continue
            target = target.partition("?")[0]
            wanted.append((target, address))
            if fragment:
                fragments.append((address, target, unquote(fragment)))
    ids = {a: set(p.xpath("//@id")) for a, p in bodies.items() if p is not None}
    broken += [f"{s} → {t}#{f}: no such anchor" for s, t, f in fragments if t in ids and f not in ids[t]]
    return set(bodies), sorted(set(broken))
