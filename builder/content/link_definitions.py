"""Lines like ``[1]: https://…``: link definitions, comments written as such, footnotes, and the notes of people who know none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.content.markup import comment
from builder.content.opaque import active
from builder.problems import Location, Problem

_DEFINITION = re.compile(r"\[(?P<name>[^\[\]]*)\]:\s*(?P<rest>.*)\Z", re.DOTALL)
_COMMENT_NAMES = {"//", "#", "", "comment", "注释"}
_COMMENT_TARGET = re.compile(r"(?:#|<>)(?:\s+(?P<said>.*))?\Z", re.DOTALL)
_TARGET = re.compile(
    r"<?(?P<href>[A-Za-z][A-Za-z0-9+.-]*:[!-~]+?|[#/][!-~]+?|\.{1,2}/[!-~]*?|[A-Za-z0-9_.~-]*[A-Za-z][A-Za-z0-9_.~-]*/[!-~]*?)>?"
    r"(?:\s+(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|\((?P<c>[^()]*)\)))?\s*\Z"
)


@dataclass(slots=True)
class Definition:
    """A named address. ``title`` is what no page shows; ``used``: a text refers to it."""

    name: str
    href: str
    title: str
    place: Location
    used: bool = False


def key(name: str) -> str:
    """Names of definitions are the same whatever their case and blanks."""
    return " ".join(active(name).lower().split())


def definition_of(text: str, place: Location) -> tuple[Definition | None, list[Problem]]:
    """A definition, or the finding on a comment. Neither: the line is text, and is shown (``[注]: 本表为快报数。``)."""
    match = _DEFINITION.match(text)
    if not match:
        return None, []
    name, rest = key(match["name"]), active(match["rest"]).strip()
    target = _COMMENT_TARGET.match(rest)
    if name in _COMMENT_NAMES or (target and target["said"]):
        return None, [comment(place, "", closed=True)]
    address = _TARGET.match(rest)
    if not address:
        return None, []
    return Definition(name, address["href"], address["a"] or address["b"] or address["c"] or "", place), []


def footnote(text: str, place: Location) -> Problem | None:
    """``[^1]: 为快报数。``"""
    if not re.match(r"\[\^[^\[\]]+\]:", text):
        return None
    return Problem(
        place,
        "warning",
        "body.footnote",
        "",
        "脚注的写法“[^1]”不起作用，照原样显示",
        "写进正文的说明",
        "把说明写在正文的括号里，或另起一段写“注：…”",
    )


def unused(definition: Definition) -> Problem:
    """A definition that no text refers to leaves no trace on the page."""
    return Problem(
        definition.place,
        "warning",
        "body.link-unused",
        "",
        f"没有文字用到链接“[{definition.name}]”，这一行不会出现在网页上",
        f"正文里写“[文字][{definition.name}]”",
        "在正文里用它，或删去；要公开的说明写成“注：…”",
    )
