"""The HTML that may stand in a body: which elements stay, which give only their text, which hide it; tags as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Whatever is struck out is ``del``: shown with its line, and none of its figures is read.
SAME_TAG = {"b": "strong", "i": "em", "strike": "del", "s": "del"}
INLINE = _names("strong em code del sub sup a br")
VOID = _names("br hr img input link meta base source frame embed wbr area col track param keygen basefont bgsound")
# Left to the converter as blocks: their structure is shown.
STRUCTURE = _names("table caption colgroup col thead tbody tfoot tr td th ul ol li dl dt dd blockquote pre h1 h2 h3 h4 h5 h6")
# Only divide the text into paragraphs.
_PLAIN_BREAKS = _names("p div section article details summary figure figcaption")
BREAKS = _PLAIN_BREAKS | _names("header footer main aside nav center address hgroup form fieldset dialog search body html menu")
# What stands in them is no text of the report: programs, drawings, fields, other documents.
EMBEDDED = _names(
    "script style iframe object noscript embed video audio canvas svg math input textarea select link meta base source frame "
    "frameset noframes noembed applet head title map area track param xmp plaintext listing"
)
_TEXT_ONLY = _names(
    "u font big small mark ins kbd samp var cite q abbr acronym dfn tt time data bdo bdi ruby rb rt rtc rp label legend button "
    "output progress meter blink marquee nobr wbr option optgroup datalist slot picture span"
)
SILENT_TAGS = INLINE | STRUCTURE | _PLAIN_BREAKS | SAME_TAG.keys() | {"span", "hr", "wbr"}  # as good as Markdown: no finding
KNOWN = INLINE | SAME_TAG.keys() | VOID | STRUCTURE | BREAKS | EMBEDDED | _TEXT_ONLY | {"template", "img", "image"}

_NAME = r"[A-Za-z][A-Za-z0-9]*+(?::[A-Za-z][\w.-]*+|(?:-[A-Za-z0-9]++)*+)"
_ATTRIBUTE = r"""[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_NAME})(?P<attributes>(?:\s++{_ATTRIBUTE})*+)\s*+/?>", re.ASCII)
_EACH = re.compile(r"""([A-Za-z_:@][\w:.@-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+""", re.ASCII)
_OFFICE_PREFIXES = {"o", "w", "v", "m", "st1", "x"}  # what word processors leave behind: <o:p>
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written: lower-case ``name``, ``attributes`` with lower-case names, [``start``, ``end``) in the text."""

    name: str
    closing: bool
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def hides(self) -> str:
        """How the element keeps its text from readers; empty if it does not."""
        if "hidden" in self.attributes:
            return "hidden"
        if self.attributes.get("aria-hidden", "").lower() == "true":
            return 'aria-hidden="true"'
        style = _HIDING_STYLE.search(self.attributes.get("style", ""))
        if style:
            return style[0]
        if self.name == "template" or (self.name in {"details", "dialog"} and "open" not in self.attributes):
            return f"<{self.name}>"
        return ""


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins here; None when it is no tag of HTML but text: ``a<b、c>d``, ``《<通知>》``, ``x<y and y>z``."""
    match = _TAG.match(text, start)
    if not match:
        return None
    name = match["name"].lower()
    prefix, _, rest = name.partition(":")
    if name not in KNOWN and not (rest and prefix in _OFFICE_PREFIXES):
        return None
    attributes = {m[1].lower(): unescape((m[2] or "").strip("\"'")).strip() for m in _EACH.finditer(match["attributes"])}
    if match["close"] and attributes:
        return None
    return Tag(name, bool(match["close"]), attributes, start, match.end())


def end_of_element(text: str, opening: Tag) -> int:
    """Where the element ends, its closing tag included and elements of its own name in it; -1 when it is never closed."""
    depth = 0
    for match in re.compile(rf"<(/?){re.escape(opening.name)}(?=[\s/>])[^<>]*+>", re.IGNORECASE).finditer(text, opening.end):
        if not match[1]:
            depth += 1
        elif depth:
            depth -= 1
        else:
            return match.end()
    return -1


def next_close(text: str, opening: Tag) -> int:
    """Where the next closing tag of this name ends; -1 when there is none. For scripts and the like, which hold no elements."""
    match = re.compile(rf"</{re.escape(opening.name)}(?=[\s/>])[^<>]*+>", re.IGNORECASE).search(text, opening.end)
    return match.end() if match else -1
