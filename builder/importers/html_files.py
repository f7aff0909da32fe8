"""Pictures and attachments of a web page: their files lie elsewhere, so each is named, with where it is."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from lxml import html as lxml_html

from builder.importers.attachments import bare_name, note_of
from builder.importers.values import Note

_FILE = re.compile(r"[^?#]*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|csv)(?:[?#]|\Z)", re.IGNORECASE)
_BUTTON = re.compile(r"(?:点击|点此|立即|附件)?(?:下载|查看|预览)(?:附件)?")
_SMALL = 60  # pixels: a sign, no picture
_SIGN = re.compile(r"ico(?:n|ns)?(?:[^a-z]|\Z)|/(?:fileTypeImages|fckicon)/", re.IGNORECASE)


def linked_files(top: lxml_html.HtmlElement, page: str) -> list[Note]:
    """A note for each file that the page links to. ``page``: its own address. A button that repeats a link is taken out."""
    found: dict[str, tuple[str, int]] = {}
    for link in list(top.iter("a")):
        target = (link.get("href") or "").strip()
        if not _FILE.match(target) or target.lower().startswith(("javascript:", "data:")):
            continue
        said = " ".join(link.text_content().split())
        if target in found and (_BUTTON.fullmatch(said) or not said):
            link.drop_tree()
            continue
        name = bare_name(said) if said and not _BUTTON.fullmatch(said) else link.get("download") or unquote(re.split("[?#]", target)[0].rsplit("/", 1)[-1])
        found.setdefault(target, (name, link.sourceline if isinstance(link.sourceline, int) else 0))
    return [note_of(name, line, urljoin(page, target)) for target, (name, line) in found.items()]


def named_pictures(container: lxml_html.HtmlElement) -> list[Note]:
    """A note for each picture among the text, with what the page says of it; its caption goes with it."""
    notes: list[Note] = []
    for image in list(container.iter("img")):
        source = image.get("src") or image.get("data-src") or ""
        parents = list(image.iterancestors("a", "figure"))
        if _is_small(image) or _SIGN.search(source) or any(_FILE.match(p.get("href") or "") for p in parents):
            continue
        figure = next((p for p in parents if p.tag == "figure"), None)
        caption = figure.find(".//figcaption") if figure is not None else None
        said = " ".join(caption.text_content().split()) if caption is not None else ""
        if caption is not None:
            caption.drop_tree()
        name = said or (image.get("alt") or image.get("title") or "").strip() or ("" if source.startswith("data:") else unquote(source.rsplit("/", 1)[-1]))
        line = image.sourceline if isinstance(image.sourceline, int) else 0
        notes.append(Note("doubt", "", f"有图没有导入：“{name[:120]}”；图里的文字和数字请补进正文", line))
    return notes


def _is_small(image: lxml_html.HtmlElement) -> bool:
    sizes = [re.match(r"\d+", image.get(side) or "") for side in ("width", "height")]
    return any(size is not None and int(size[0][:6]) < _SMALL for size in sizes)


def why_bare(root: lxml_html.HtmlElement) -> str:
    """Why a page may hold no text, and what to do: asked before frames and scripts are taken out of it."""
    if next(root.iter("iframe", "frame", "frameset"), None) is not None:
        return "：在网页的框架里。请在浏览器里单独打开那一部分再另存，或复制正文存为 .docx、.txt"
    if next(root.iter("img"), None) is not None:
        return "：网页里是图片。请先识别成文字，逐字核对数字后存为 .docx、.txt"
    return "：可能要登录才能看，或由脚本显示。请在浏览器里打开，复制正文存为 .docx、.txt"


def as_typed(element: lxml_html.HtmlElement) -> str:
    """The text of an element whose line ends are shown as they are typed."""
    parts = [element.text or ""]
    for child in element:
        inside = "\n" if child.tag == "br" else as_typed(child) if isinstance(child.tag, str) else ""
        parts += [inside, child.tail or ""]
    return "".join(parts)
