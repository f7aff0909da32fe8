"""Builds the documentation as a site: `make docs` → .cache/docs/. Markdown in, plain pages out; docs/index.md is the menu.

What no page can show (a file of the repository that is no document) loses its link and keeps its words.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown import Markdown
from markupsafe import Markup

from builder.rendering.links import relative

ROOT = Path(__file__).resolve().parents[1]
LOOKS = Path(__file__).parent / "manual"
MENU = "docs/index.md"
DECISIONS = "docs/decisions"
_LINK = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")([^"]*)("[^>]*>)')
_ITEM = re.compile(r"(?m)^## (.+)$|^- .*$")
_SOFT_BREAK = re.compile("(?<=[一-鿿，。；：、）”》])\n(?=[一-鿿（“《【])")  # no blank between Chinese
_TITLED = re.compile(r"\[([^\]]+)\]\(([^)#\s]+)\)")


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the documentation: its source's name in the repository, its address, its text in HTML."""

    source: str
    address: str
    title: str
    body: Markup
    anchors: frozenset[str]
    chinese: bool


@dataclass(frozen=True, slots=True)
class MenuPart:
    title: str
    links: tuple[tuple[str, str], ...]  # title, address


def sources() -> list[str]:
    """All documents of the repository, as named in it."""
    return sorted(p.relative_to(ROOT).as_posix() for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def address_of(source: str) -> str:
    """docs/index.md → index.html, docs/clerk/start.md → clerk/start.html, README.md → project/README.html."""
    inside = source.removeprefix("docs/")
    return (inside if inside != source else f"project/{source}").removesuffix(".md") + ".html"


def slug(text: str, separator: str = "-") -> str:
    """An anchor as the code host makes it, so that one link serves both."""
    kept = "".join(c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return kept.replace(" ", separator)


def read_documents() -> list[Document]:
    """Every document as a page, its links still those of the source; the decisions get one that lists them."""
    found = [_read(source, (ROOT / source).read_text(encoding="utf-8")) for source in sources()]
    decided = [d for d in found if d.source.startswith(f"{DECISIONS}/")]
    lines = [f"- [{d.title}]({d.source.rpartition('/')[2]})" for d in decided]
    return [*found, replace(_read(f"{DECISIONS}/index.md", "\n".join(["# Decisions", "", *lines])), source=DECISIONS)]


def _read(source: str, text: str) -> Document:
    reader = Markdown(extensions=["fenced_code", "tables", "sane_lists", "toc"], extension_configs={"toc": {"slugify": slug}}, output_format="html")
    body = reader.convert(text)
    body = "".join(part if part.startswith("<pre>") else _SOFT_BREAK.sub("", part) for part in re.split(r"(<pre>[\s\S]*?</pre>)", body))
    body = re.sub(r"<code>[^<]*</code>", lambda m: m[0].replace("\\|", "|"), body)  # a bar in a cell is escaped even in code
    body = re.sub(r"<table>", '<div class="wide" tabindex="0"><table>', body).replace("</table>", "</table></div>")
    body = body.replace("<pre>", '<pre tabindex="0">')
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body)
    plain = re.sub(r"<[^>]+>", "", title[1]) if title else source
    letters = re.sub(r"(?s)```.*?```|`[^`]*`", "", text)
    chinese = len(re.findall("[一-鿿]", letters)) > len(re.findall("[A-Za-z]", letters)) / 4
    return Document(source, address_of(source), plain, Markup(body), frozenset(re.findall(r'\bid="([^"]+)"', body)), chinese)  # noqa: S704  our own text


def menu(documents: Mapping[str, Document]) -> list[MenuPart]:
    """The parts of docs/index.md with their links, in its order."""
    parts: list[MenuPart] = []
    for found in _ITEM.finditer((ROOT / MENU).read_text(encoding="utf-8")):
        if found[1]:
            parts.append(MenuPart(found[1], ()))
            continue
        links = [(t, documents[s].address) for t, s in ((t, _resolved(MENU, href)) for t, href in _TITLED.findall(found[0])) if s in documents]
        parts[-1] = MenuPart(parts[-1].title, (*parts[-1].links, *links))
    return parts


def _resolved(source: str, href: str) -> str:
    """A relative link of a document as a name in the repository; a folder by what it holds."""
    parts: list[str] = []
    folder = PurePosixPath(source if source == DECISIONS else PurePosixPath(source).parent)
    for part in (folder / href).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def linked(document: Document, documents: Mapping[str, Document], faults: list[str]) -> Markup:
    """The page's text with links between pages; ``faults``: of the links that lead nowhere."""

    def replaced(match: re.Match[str]) -> str:
        start, href, end = match.groups()
        if re.match(r"[a-z]+:", href):
            return match[0]
        path, _, fragment = href.partition("#")
        name = _resolved(document.source, path) if path else document.source
        fragment_ok = not fragment or (name in documents and fragment in documents[name].anchors)
        if not fragment_ok or not (ROOT / name).exists():
            faults.append(f"{document.source}: {href}")
        if name in documents:
            return start + relative(document.address, documents[name].address) + (f"#{fragment}" if fragment else "") + end
        if name.startswith("docs/images/"):
            return start + relative(document.address, name.removeprefix("docs/")) + end
        return "<span>" if start.startswith("<a") else ""

    text = _LINK.sub(replaced, document.body)
    return Markup(re.sub(r"<span>((?:(?!</?(?:a|span)\b).)*)</a>", r"\1", text))  # noqa: S704  our own text


def pages(faults: list[str]) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page."""
    documents = {d.source: d for d in read_documents()}
    parts = menu(documents)
    order = list(dict.fromkeys(address for part in parts for _, address in part.links))
    titles = {address: title for part in reversed(parts) for title, address in part.links}
    look = Environment(loader=FileSystemLoader(LOOKS), autoescape=select_autoescape(["html"]), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    for document in documents.values():
        at = order.index(document.address) if document.address in order else -1
        yield document.address, look.get_template("page.html").render(
            page=document,
            body=linked(document, documents, faults),
            menu=parts,
            before=(titles[order[at - 1]], order[at - 1]) if at > 0 else None,
            after=(titles[order[at + 1]], order[at + 1]) if 0 <= at < len(order) - 1 else None,
            to=lambda target, here=document.address: relative(here, target),
        )


def write_manual(out: Path) -> list[str]:
    """Write the site into a folder that it may replace; the links that lead nowhere."""
    faults: list[str] = []
    made = dict(pages(faults))
    shutil.rmtree(out, ignore_errors=True)
    for address, text in made.items():
        (out / address).parent.mkdir(parents=True, exist_ok=True)
        (out / address).write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(ROOT / "docs" / "images", out / "images")
    shutil.copy(LOOKS / "manual.css", out)
    return faults


if __name__ == "__main__":
    if broken := write_manual(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".cache" / "docs")):
        sys.exit("\n".join(broken))
