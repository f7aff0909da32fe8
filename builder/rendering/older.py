"""Style sheets that browsers of 2019 read as well.

Comes in: a bundled sheet in today's words. Goes out: the same for today's browsers, with older words where the newer ones are
unknown to an engine like that of many apps and office computers in use (Chromium 72): one unknown word there costs a whole rule.
The site is written horizontally from left to right, so that ``inline`` and ``block`` have one meaning each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_EDGE = re.compile(r"[{}]")
_SIDES = {"block": ("top", "bottom"), "inline": ("left", "right")}
_PAIR = re.compile(r"(margin|padding|border|inset)-(block|inline)")
_INSET_ONE = re.compile(r"inset-(block|inline)-(start|end)")
_OF_SIDES = ("margin-", "padding-", "border-", "inset")
_FLOATS = {"inline-start": "left", "inline-end": "right"}
_IS = re.compile(r":is\(((?:[^()]|\([^()]*\))*)\)")
_TAKES_FIRST = re.compile(r"(?<![\w-])(?:min|max|clamp)\(")
_BELOW = re.compile(r"width\s*<\s*(\d+)(?=rem)")
_HOLDS = re.compile("[\"'(\\[\\])]")
_SIGNS = re.compile("[\"'(\\[\\]);, ]")  # these, and what parts stand between
_NEWER = (":has(", ":focus-visible", "::highlight(", "::details-content")


def with_older_words(css: str) -> str:
    """The sheet, readable for both. What has no older word is left to today's browsers."""
    return "".join(_block(head, body) for head, body in blocks(css))


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Head and body of each block of a sheet, in order."""
    start = depth = head_end = 0
    for edge in _EDGE.finditer(css):
        depth += 1 if edge[0] == "{" else -1
        if edge[0] == "{" and depth == 1:
            head_end = edge.start()
        elif not depth:
            yield css[start:head_end].strip(), css[head_end + 1 : edge.start()]
            start = edge.end()


def _block(head: str, body: str) -> str:
    if head.startswith("@container "):  # the window stands in for the container; media queries do not see the chosen size
        inside = with_older_words(body)
        query = _BELOW.sub(lambda m: f"max-width:{int(m[1]) - 0.01}", head[head.index("(") :])
        return f"@supports not (container-type:inline-size){{@media {query}{{{inside}}}}}{head}{{{inside}}}"
    if "{" in body and head.startswith(("@media", "@supports")):
        return f"{head}{{{with_older_words(body)}}}"
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    declarations = parts(body, ";")
    inside = ";".join(map(_declaration, declarations))
    selectors = [done for one in parts(head, ",") for done in _without_is(one)]
    newer = [one for one in selectors if any(word in one for word in _NEWER)]
    known = [one for one in selectors if one not in newer]
    rules = "".join(f"{','.join(group)}{{{inside}}}" for group in (known, newer) if group)
    return rules + _spaced(selectors, declarations)


def _spaced(selectors: list[str], declarations: list[str]) -> str:
    """What stands in a row keeps its distance where the gap of flex boxes is unknown; ``inset`` is about as old as that."""
    if not any(one.startswith("gap") for one in declarations):
        return ""
    said = {name.strip(): value for name, _, value in (one.partition(":") for one in declarations)}
    if "flex" not in said.get("display", "") or "gap" not in said:
        return ""
    down, aside = (*parts(said["gap"], " "), *parts(said["gap"], " "))[:2]
    margins = [f"margin-{side}:{size}" for side, size in (("right", aside), ("bottom", down)) if size != "0"]
    items = ",".join(f"{one}>*" for one in selectors)
    return f"@supports not (inset:0){{{items}{{{';'.join(margins)}}}}}" if margins else ""


def _without_is(selector: str) -> list[str]:
    found = _IS.search(selector)
    if not found:
        return [selector]
    choices = [one for one in parts(found[1], ",") if "::" not in one]  # :is() knows no pseudo-elements
    # ``:is(a b)`` may be joined to what stands before it only where that is nothing or a blank.
    return [done for one in choices for done in _without_is(selector[: found.start()] + one + selector[found.end() :])]


def _declaration(declaration: str) -> str:
    name, colon, value = declaration.partition(":")
    name = name.strip()
    if not colon or name.startswith("--"):
        return declaration
    bare, important, _ = value.strip().partition("!important")
    bare = bare.strip()
    if name == "overflow-wrap" and bare == "anywhere":
        return f"overflow-wrap:break-word;{declaration}"
    if name == "float":
        return f"float:{_FLOATS.get(bare, bare)}{important}"
    sides = _sides(name, parts(bare, " ")) if name.startswith(_OF_SIDES) else []
    lines = [f"{side}:{part}{important}" for side, part in sides] if sides else [declaration]
    return ";".join(f"{_first_choice(line)};{line}" if _TAKES_FIRST.search(line) else line for line in lines)


def _sides(name: str, sizes: list[str]) -> list[tuple[str, str]]:
    """``padding-block: 1em 0`` → top and bottom; nothing for a name that browsers have always known."""
    if name == "inset":
        right = sizes[min(1, len(sizes) - 1)]
        bottom = sizes[2] if len(sizes) > 2 else sizes[0]
        return [("top", sizes[0]), ("right", right), ("bottom", bottom), ("left", sizes[3] if len(sizes) > 3 else right)]
    if one := _INSET_ONE.fullmatch(name):
        return [(_SIDES[one[1]][one[2] == "end"], " ".join(sizes))]
    pair = _PAIR.fullmatch(name)
    if not pair:
        return []
    before, after = _SIDES[pair[2]]
    if pair[1] == "border":
        return [(f"border-{before}", " ".join(sizes)), (f"border-{after}", " ".join(sizes))]
    prefix = "" if pair[1] == "inset" else f"{pair[1]}-"
    return [(prefix + before, sizes[0]), (prefix + after, sizes[-1])]


def _first_choice(line: str) -> str:
    """``max(1rem, 50vw - 38rem)`` → ``1rem``: the line that a browser without such functions keeps."""
    while found := _TAKES_FIRST.search(line):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(line[end], 0)
            end += 1
        first = parts(line[found.end() : end - 1], ",")[0]
        line = line[: found.start()] + first + line[end:]
    return line


def parts(text: str, by: str) -> list[str]:
    """Parts outside brackets and quotes, none of them empty."""
    if not _HOLDS.search(text):
        return [part for one in text.split(by) if (part := one.strip())]
    found, depth, quote, start = [], 0, "", 0
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == by and not depth:
            found.append(text[start : match.start()].strip())
            start = match.end()
    return [part for part in [*found, text[start:].strip()] if part]
