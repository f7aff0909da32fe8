"""What a body asks for and no page will show: raw HTML, images, links of other schemes. A finding each, on its line.

``drafts`` drops these without a word, which is right for readers; the author must hear of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html

from builder.problems import Location, Problem

SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#|[A-Za-z0-9_.~-]+(?:/|\Z|#))")
SILENT = {"script", "style", "template", "iframe", "object", "noscript"}  # their text is no text
_EMPTY = {"embed", "video", "audio", "canvas", "svg", "math", "input", "textarea", "select", "button", "form", "link", "meta", "base", "source", "frame"}
_BLOCKS = "p div section article details summary figure figcaption hr pre blockquote ul ol li dl dt dd h1 h2 h3 h4 h5 h6"
_TABLES = "table caption colgroup col thead tbody tfoot tr td th"
_INLINES = "span strong b em i code del s sub sup a br"
_KEPT = {*_BLOCKS.split(), *_TABLES.split(), *_INLINES.split()}
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_WANTED_LINK = "https://、http://、mailto:、tel: 开头的网址，#段落，或站内地址，如 reports/xiqu-2024-zongjie/"


@dataclass(slots=True)
class Source:
    """Walks forward through the source lines to where a thing was written."""

    lines: list[str]
    first_line: int
    at: int = 0

    @classmethod
    def of(cls, text: str, first_line: int) -> Source:
        """Code spans are blanked: what stands in them is shown, not obeyed."""
        return cls([re.sub(r"`[^`]*`", "", line) for line in text.split("\n")], first_line)

    def line(self, *wanted: re.Pattern[str]) -> int:
        """Line of the next place that matches the first pattern that matches anywhere ahead."""
        for pattern in wanted:
            for index in range(self.at, len(self.lines)):
                if pattern.search(self.lines[index]):
                    if not _DEFINITION.match(self.lines[index]):
                        self.at = index
                    return self.first_line + index
        return self.first_line + self.at


def check_markup(fragments: Iterable[html.HtmlElement | str], text: str, path: str, first_line: int) -> list[Problem]:
    """Findings over a rendered body; ``text`` is its Markdown, whose first line is ``first_line`` of ``path``."""
    source = Source.of(text, first_line)
    found: list[Problem] = []
    for fragment in fragments:
        if isinstance(fragment, str):
            continue
        for element in fragment.iter():
            if isinstance(element.tag, str):
                found += _element(element, source, path)
    return list(dict.fromkeys(found))


def _element(element: html.HtmlElement, source: Source, path: str) -> Iterator[Problem]:
    tag = str(element.tag).lower()
    written = re.compile(rf"<{re.escape(tag)}\b", re.IGNORECASE)
    if tag == "img":
        src = element.get("src") or ""
        yield _image(src, Location(path, source.line(_literal(src), re.compile(r"!\[|<img\b", re.IGNORECASE))))
    elif tag == "a":
        yield from _link(element, source, path)
    elif tag in SILENT or tag in _EMPTY:
        yield _raw(f"<{tag}> 不会出现在网页上，其中的内容也不会", "Markdown 文字", "删去它；要公开的内容用文字或表格写出", Location(path, source.line(written)))
    elif tag not in _KEPT:
        yield _raw(f"<{tag}> 标记不会保留，只留下其中的文字", "Markdown 文字", "改用 Markdown 的写法，或删去标记", Location(path, source.line(written)))
    for name in element.attrib:
        if str(name).lower().startswith("on"):
            place = Location(path, source.line(re.compile(rf"\b{re.escape(str(name))}\s*=", re.IGNORECASE), written))
            yield _raw(f"<{tag}> 的 {name} 不会生效", "没有脚本的 Markdown", "删去它", place)


def _raw(found: str, expected: str, action: str, place: Location) -> Problem:
    return Problem(place, "warning", "body.html", "", found, expected, action)


def _image(src: str, place: Location) -> Problem:
    return Problem(
        place,
        "warning",
        "image.unsupported",
        "",
        f"图片“{_short(src)}”不会出现在网页上：目前还不能公开图片",
        "文字或表格",
        "用文字写出图中的内容，或把图片列入 attachments 供下载",
    )


def _link(element: html.HtmlElement, source: Source, path: str) -> Iterator[Problem]:
    href = (element.get("href") or "").strip()
    if "href" not in element.attrib or SAFE_LINK.match(href):
        return
    place = Location(path, source.line(*([_literal(href)] if href else []), re.compile(r"\]\(|<a\b", re.IGNORECASE)))
    yield Problem(
        place,
        "error",
        "link.scheme",
        "",
        f"链接“{_short(href)}”不能用，网页上只留下文字" if href else "链接没有写地址",
        _WANTED_LINK,
        _remedy(href),
    )


def _remedy(href: str) -> str:
    if href.startswith("/") and not href.startswith("//") and SAFE_LINK.match(href.lstrip("/")):
        return f"去掉开头的“/”，写成“{href.lstrip('/')}”"
    return "改成这样的地址，或删去链接"


def _literal(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) if text else r"(?!)")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
