"""What of a web page is never text of the document: scripts, navigation, what is hidden or struck out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import html as lxml_html

from builder.importers.values import Note, NoteKind

DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "nav", "footer", "form", "button", "select",
    "aside", "head",
}  # fmt: skip
# What a word processor hides or writes in the margin: never part of the document.
_SAID_ASIDE = re.compile(r"mso-element\s*:\s*comment|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FRAME = re.compile(
    r"(?:^|[\s_\-])(?:nav|navbar|menu|foot|footer|share|sidebar|toolbar|recommend|related|qrcode|pagination|copyright|banner|login)"
    r"(?:$|[\s_\-\d])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[，。；！？,;]")
_MUCH = 200  # characters of prose; a frame or an aside holds less
_QUOTED = 30

Texts = Callable[[lxml_html.HtmlElement], Iterable[str]]


def prose_of(texts: Iterable[str]) -> int:
    """Characters of running text: long runs with punctuation that are no links."""
    return sum(len(text) for text in texts if len(text) >= 25 and _SENTENCE.search(text))


def prune(root: lxml_html.HtmlElement, top: lxml_html.HtmlElement, texts: Texts) -> list[Note]:
    """Remove what is never text, and say what of it a reader of the page might miss. A tail text after an element stays.

    Portals hide the text until a script shows it: what holds most of the page's prose is the document, hidden or not;
    so is a list or a table that is most of a page without prose.
    """
    notes: list[Note] = []
    gone: set[lxml_html.HtmlElement] = set()
    settled: set[lxml_html.HtmlElement] = set()

    def drop(element: lxml_html.HtmlElement) -> None:
        gone.update(element.iter())  # what is inside is told of once
        element.drop_tree()

    page = tuple(texts(top))
    total, letters = prose_of(page), sum(map(len, page))
    for element in list(root.iter()):
        if element in gone:
            continue
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        if element.tag == "sup" and (element.text or "").isdecimal() and not len(element):
            element.text = (element.text or "").translate(_RAISED)  # 10²米 is no 102米
        if element.getparent() is None or element is top:
            continue
        style = element.get("style") or ""
        if element.tag in DROPPED or _SAID_ASIDE.search(style):
            drop(element)
        elif (element.tag in {"del", "s", "strike"} or _STRUCK.search(style)) and (prose_of(texts(element)) * 2 < total or not total):
            notes += _note("doubt", "没有收入划去的文字“{}”；如果仍然有效，请补进正文", element, texts(element))
            drop(element)
        elif _is_hidden(element, style) and element not in settled:
            inside = tuple(texts(element))
            held = prose_of(inside)
            most = (held and held * 2 >= total) or (total < _MUCH and sum(map(len, inside)) * 2 >= letters and not _is_menu(element))
            if inside and (most or (held >= _MUCH and not _gone(element, style))):
                notes += _note("changed" if most else "doubt", "收入了网页里隐藏、由脚本打开的文字，开头是“{}”；请核对", element, inside)
                settled.update(_only_children(element))
            else:
                notes += _note("changed", "没有收入网页里隐藏的文字“{}”", element, inside)
                drop(element)
        elif _is_frame(element) and prose_of(texts(element)) < _MUCH:
            drop(element)
    return notes


def _only_children(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """The element in the element, and so on, as long as it is all there is."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
        yield element


def _is_hidden(element: lxml_html.HtmlElement, style: str) -> bool:
    return _gone(element, style) or re.search(r"display\s*:\s*none", style) is not None


def _gone(element: lxml_html.HtmlElement, style: str) -> bool:
    """Hidden in a way that hardly any page's script undoes."""
    return "hidden" in element.attrib or _UNSEEN.search(style) is not None


def _is_frame(element: lxml_html.HtmlElement) -> bool:
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    return element.tag in {"div", "ul", "section", "header"} and bool(_FRAME.search(named))


def _is_menu(element: lxml_html.HtmlElement) -> bool:
    """Named as frame, or little but links."""
    linked = sum(len(a.text_content().strip()) for a in element.iter("a"))
    return _is_frame(element) or linked * 2 > len(element.text_content().strip())


def _note(kind: NoteKind, text: str, element: lxml_html.HtmlElement, words: Iterable[str]) -> list[Note]:
    said = " ".join(words)
    line = element.sourceline if isinstance(element.sourceline, int) else 0
    return [Note(kind, "", text.format(said[:_QUOTED] + "…" * (len(said) > _QUOTED)), line)] if said else []
