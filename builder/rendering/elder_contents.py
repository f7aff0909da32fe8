"""本页内容: long pages of the elder edition start with links to their parts and each part leads back.

Comes in: a finished page. Goes out: the page with the list before its first part, unless its template
has made one. Done here, once, so that no page kind can forget it.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_MAIN = re.compile(r"<main\b[^>]*>")
_HEAD = re.compile(r"(?s)<(?P<open>(?:(?:section|aside)\b[^>]*>\s*<)?)h2\b(?P<attributes>[^>]*)>(?P<title>.*?)</h2>")  # its first sign is searched at once
_ID = re.compile(r'\bid="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")
_NOT_HEARD = re.compile(r'(?s)<span class="(?:count|heard)">.*?</span>')
_FEW = 3
_FOLD = re.compile(r"<(/?)details\b[^>]*>")
_SHORT = 80  # characters beside a closed fold
_BACK = '<p class="back"><a href="#toc">回到本页目录</a></p>\n'


def _back(part: str) -> str:
    """The way back behind a part; none where it is little but a closed fold, two lines on the screen."""
    seen, depth, at = "", 0, 0
    for tag in _FOLD.finditer(part):
        seen += part[at : tag.start()] if depth == 0 else ""
        depth += -1 if tag[1] else 1
        at = tag.end()
    seen += part[at:] if depth == 0 else ""
    return "" if at and len(_TAG.sub("", seen).strip()) < _SHORT else _BACK


def with_contents(html: str) -> str:
    """The page with 本页内容 and 回到本页目录, from three parts (h2) up."""
    opened, end = _MAIN.search(html), html.rfind("</main>")
    if opened is None or end < opened.end() or html.find('id="toc"', opened.end(), end) >= 0:
        return html
    main = html[opened.end() : end]
    heads = list(_HEAD.finditer(main))
    if len(heads) < _FEW:
        return html
    links: list[str] = []
    out: list[str] = []
    at = 0
    for number, head in enumerate(heads, 1):
        known = _ID.search(head["attributes"])
        anchor = known[1] if known else f"part-{number}"
        attributes = head["attributes"] if known else f'{head["attributes"]} id="{anchor}"'
        title = _TAG.sub("", _NOT_HEARD.sub("", head["title"])).strip()
        links.append(f'<li><a href="#{anchor}">{Markup(title)}</a></li>')  # noqa: S704  escaped where it was rendered
        out.append(main[at : head.start()])
        out.append("\0" if number == 1 else _back(main[at : head.start()]))
        out.append(f"<{head['open']}h2{attributes}>{head['title']}</h2>")
        at = head.end()
    rest = main[at:]
    closed = max(rest.rfind("</article>"), 0)
    back = _back(rest)
    rest = rest[:closed] + back + rest[closed:] if closed else rest + back
    toc = f'<nav class="toc" id="toc" aria-labelledby="toc-title"><h2 id="toc-title">本页内容</h2>\n<ol>{"".join(links)}</ol></nav>\n'
    return html[: opened.end()] + "".join(out).replace("\0", toc, 1) + rest + html[end:]
