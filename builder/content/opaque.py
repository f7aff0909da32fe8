"""Text as Markdown must not read it: characters that stand for themselves, and tags of our own, carried past the converter.

Every sign that could mean something to the Markdown converter or to HTML, but does not in this place, becomes a character
of plane 16 and is turned back when the text is safe in its paragraph. So no rule of the converter can take it for a mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_INERT_BASE, _OPEN, _CLOSE = 0x10FF00, "\U0010fe00", "\U0010fe01"
PLACEHOLDER = "\U0010fe02"  # a paragraph that stands for what is read without the converter
TAG = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")  # an inline tag of ``tag``
_SIGNS = [*map(ord, "\t\n !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), *range(ord("0"), ord("9") + 1)]
_INERT = {code: _INERT_BASE + code for code in _SIGNS}
_ACTIVE = {inert: code for code, inert in _INERT.items()}
_ANY_TAG = re.compile(f"[<{_OPEN}][^<>{_OPEN}{_CLOSE}]*[>{_CLOSE}]")
_ANY_INERT, _ANY_FOREIGN = re.compile("[\U0010ff00-\U0010ffff]"), re.compile("[\U0010fe00-\U0010ffff]")
_FOREIGN = dict.fromkeys([*_ACTIVE, ord(_OPEN), ord(_CLOSE), ord(PLACEHOLDER)], "\ufffd")


class Line(NamedTuple):
    """A line of a body on its way to the converter. ``raw``: it belongs to an HTML block, Markdown is not read in it."""

    number: int
    text: str
    raw: bool = False


def inert(text: str) -> str:
    """Signs and digits as characters that mean nothing to Markdown or HTML."""
    return text.translate(_INERT)


def active(text: str) -> str:
    """``inert`` undone: the text as people read it."""
    return text.translate(_ACTIVE) if _ANY_INERT.search(text) else text


def tag(name: str, href: str = "") -> str:
    """An inline tag that the converter takes for text: ``strong``, ``/strong``, ``a`` with its address."""
    return f'{_OPEN}{name} href="{inert(href)}"{_CLOSE}' if href else f"{_OPEN}{name}{_CLOSE}"


def with_tags(html: str) -> str:
    """Converted HTML with our own tags made real."""
    return html.replace(_OPEN, "<").replace(_CLOSE, ">")


def plain(text: str) -> str:
    """A prepared line as people read it, tags left out."""
    return active(_ANY_TAG.sub("", text) if "<" in text or _OPEN in text else text)


def without_foreign(text: str) -> str:
    """A source text without the characters that this module uses itself."""
    return text.translate(_FOREIGN) if _ANY_FOREIGN.search(text) else text
