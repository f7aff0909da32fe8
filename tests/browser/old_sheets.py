"""A style sheet as a Chromium of about 2019 reads it: what it does not know is left out, with all that hangs on it.

Written from the dates at which things came, not from what ``builder.rendering.older`` does about them.
"""

from __future__ import annotations

import re

from builder.rendering.older import blocks, parts

_SELECTORS = re.compile(r":(?:is|where|has|focus-visible)\b|::(?:highlight|details-content|target-text)|:not\([^()]*,")
_PROPERTIES = re.compile(
    r"inset(?:-.*)?|(?:margin|padding)-(?:inline|block)|border-(?:inline|block)|aspect-ratio|accent-color|content-visibility"
    r"|container(?:-.*)?|text-wrap|text-underline-offset|text-decoration-thickness|field-sizing|scrollbar-gutter"
)
_VALUES = re.compile(r"(?<![\w-])(?:min|max|clamp)\(|\banywhere\b|\binline-(?:start|end)\b(?=$|!)|\d(?:cqi|dvh|svh)\b")
_ASKS = re.compile(r"not \((?:inset|container-type|aspect-ratio)\b")


def as_of_2019(css: str) -> str:
    """What is left."""
    return "".join(_block(head, body) for head, body in blocks(css))


def _block(head: str, body: str) -> str:
    if head.startswith("@supports"):
        return as_of_2019(body) if _ASKS.search(head) else ""
    if head.startswith("@media"):
        return "" if re.search(r"width\s*[<>]", head) else f"{head}{{{as_of_2019(body)}}}"
    if head.startswith("@"):
        return f"{head}{{{body}}}" if head.startswith(("@page", "@font-face", "@keyframes")) else ""
    if _SELECTORS.search(head):
        return ""  # the whole rule
    said = [(name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in parts(body, ";"))]
    boxed = any(name == "display" and "flex" in value for name, value in said)
    return f"{head}{{{';'.join(line for name, value in said if (line := _declaration(name, value, boxed)))}}}"


def _declaration(name: str, value: str, boxed: bool) -> str:
    if _PROPERTIES.fullmatch(name) or (boxed and name == "gap"):
        return ""
    if not name.startswith("--") and _VALUES.search(value):
        # A value with a variable is taken on trust and found wanting too late: the line before it is lost as well.
        return f"{name}:unset" if "var(" in value else ""
    return f"{name}:{value}"
