"""First reading of a body: comments, hidden text and foreign tags leave it, code and escapes become mere characters.

Comes in: the Markdown of a body. Goes out: its lines, in which every ``<``, ``&``, backtick and backslash left is either a tag
of a table, list or other block that the page shows, or gone; and a finding with its line for whatever no page will show.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from html import unescape

from builder.content.html_elements import (
    BREAKS,
    EMBEDDED,
    INLINE,
    SAME_TAG,
    SILENT_TAGS,
    STRUCTURE,
    VOID,
    Tag,
    end_of_element,
    next_close,
    tag_at,
)
from builder.content.limits import NESTING_LIMIT
from builder.content.markup import comment, hidden, image, limit, link, merged_cells, raw_html
from builder.content.opaque import Line, inert, tag
from builder.problems import Location, Problem

_NOTABLE = re.compile(r"[\\`&<]")
_ESCAPED = frozenset("\\`*_{}[]()>#+-.!|")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AUTOLINK = re.compile(r"<(?:([A-Za-z][A-Za-z0-9+.-]*+://[^<>\s]*+)|(?:mailto:)?([^<>\s@/]++@[^<>\s@]++))>")
_DECLARATION = re.compile(r"<\?(?=[A-Za-z])(?:(?!\?>)[\s\S]){0,2000}+\?>|<!\[CDATA\[(?:(?!\]\]>)[\s\S]){0,2000}+\]\]>|<![A-Za-z][^<>]{0,2000}+>")
_DEFINES = re.compile(r"\s*\[[^\[\]]*\]:\s*\Z")
_WANTED = "Markdown 文字"


def read_html(text: str, first_line: int, path: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a body without what HTML hides or does in it; findings over that. ``first_line``: of the body in its file."""
    scan = _Scan(text, first_line, path)
    scan.run()
    return scan.lines, list(dict.fromkeys(scan.problems))


class _Scan:
    """One walk over the text, left to right. ``at``: place in the text; ``stack``: block elements that are open."""

    def __init__(self, text: str, first_line: int, path: str) -> None:
        self.text, self.path, self.first_line = text, path, first_line
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.blanks = [m.start() for m in re.finditer(r"\n[^\S\n]*\n", text)]
        self.ticks: dict[int, list[int]] = {}
        for run in re.finditer("`+", text):
            self.ticks.setdefault(len(run[0]), []).append(run.start())
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        self.pieces: list[str] = []  # of the line being written
        self.number = first_line
        self.raw = False
        self.stack: list[tuple[str, int]] = []
        self.inline_depth = 0
        self.unclosed: set[str] = set()

    def run(self) -> None:
        at = 0
        while match := _NOTABLE.search(self.text, at):
            self._write(self.text[at : match.start()], at)
            at = self._take(match[0], match.start())
        self._write(self.text[at:], at)
        self._end_line()
        if self.stack:
            name, where = self.stack[0]
            self._tell(raw_html(f"<{name}> 没有写结束标记 </{name}>，后面的内容都算在其中", "成对的标记", "补上结束标记", self._place(where)))

    # What comes out.

    def _write(self, text: str, at: int) -> None:
        """Text of the source from ``at``: its line ends are the source's."""
        number = self._line(at) if text else 0
        for k, part in enumerate(text.split("\n")):
            if k:
                self._end_line()
                self.inline_depth *= bool(part.strip())
            self._put(part, number + k)

    def _put(self, text: str, number: int) -> None:
        if text:
            if not self.pieces:
                self.number = number
            self.pieces.append(text)
            self.raw = self.raw or bool(self.stack)

    def _end_line(self) -> None:
        self.lines.append(Line(self.number, "".join(self.pieces), self.raw))
        self.pieces = []
        self.raw = bool(self.stack)

    def _break(self) -> None:
        """End the paragraph here, as a block element does."""
        if any(piece.strip() for piece in self.pieces):
            self._end_line()
        self.raw = False
        self._end_line()

    def _line(self, at: int) -> int:
        return self.first_line + bisect_right(self.starts, at) - 1

    def _place(self, at: int) -> Location:
        return Location(self.path, self._line(at))

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)

    # What is met. Each takes a place and returns the next.

    def _take(self, sign: str, at: int) -> int:
        if sign == "\\":
            escaped = self.text[at + 1 : at + 2] in _ESCAPED and at + 1 < len(self.text)
            self._put(inert(self.text[at + 1] if escaped else sign), self._line(at))
            return at + 1 + escaped
        if sign == "&":
            match = _REFERENCE.match(self.text, at)
            self._put(inert(unescape(match[0]) if match else sign), self._line(at))
            return match.end() if match else at + 1
        return self._code(at) if sign == "`" else self._angle(at)

    def _code(self, at: int) -> int:
        """A code span, or backticks that have no partner in their paragraph."""
        end = at
        while self.text[end : end + 1] == "`":
            end += 1
        places = self.ticks.get(end - at, [])
        after = bisect_left(places, end)
        blank = bisect_left(self.blanks, at)
        limit_at = self.blanks[blank] if blank < len(self.blanks) else len(self.text)
        if after == len(places) or places[after] > limit_at:
            self._put(inert(self.text[at:end]), self._line(at))
            return end
        close = places[after]
        inside = " ".join(self.text[end:close].split("\n")).strip()
        self._put(tag("code") + inert(inside) + tag("/code"), self._line(at))
        return close + end - at

    def _angle(self, at: int) -> int:
        if self.text.startswith("<!--", at):
            end = self.text.find("-->", at + 4)
            end = end + 3 if end >= 0 else -1
            self._tell(comment(self._place(at), self._until(at, end), closed=end >= 0))
            return len(self.text) if end < 0 else end
        declaration = _DECLARATION.match(self.text, at)
        if declaration:
            self._tell(comment(self._place(at), self._until(at, declaration.end()), closed=True))
            return declaration.end()
        found = tag_at(self.text, at)
        if found:
            return self._tag(found)
        address = _AUTOLINK.match(self.text, at)
        if address and not self._is_destination(at):
            href = address[1] or f"mailto:{address[2]}"
            problem, href = link(href, self._place(at))
            self.problems += problem
            shown = inert(address[1] or address[2])
            self._put(tag("a", href) + shown + tag("/a") if href else shown, self._line(at))
            return address.end()
        self._put(inert("<"), self._line(at))
        return at + 1

    def _is_destination(self, at: int) -> bool:
        """Does ``<https://…>`` stand where a link's address is written?"""
        before = self.text[self.starts[bisect_right(self.starts, at) - 1] : at][-200:]
        return before.endswith("](") or bool(_DEFINES.match(before))

    def _until(self, at: int, end: int) -> str:
        """（到第 n 行） for what runs over several lines."""
        last = self._line(end - 1 if end > 0 else len(self.text))
        return f"（到第 {last} 行）" if last > self._line(at) else ""

    def _tag(self, found: Tag) -> int:
        self._tell_handlers(found)
        if not found.closing and found.hides and found.name not in VOID:
            end = end_of_element(self.text, found)
            self._tell(hidden(found.hides, self._place(found.start), self._until(found.start, end), closed=end >= 0))
            return len(self.text) if end < 0 else end
        if found.name in {"img", "image"}:
            self._tell(image(found.attributes.get("src", ""), self._place(found.start)))
            return found.end
        if found.name in EMBEDDED:
            return self._embedded(found)
        if found.name not in SILENT_TAGS and not found.closing:
            self._tell(raw_html(f"<{found.name}> 标记不会保留，只留下其中的文字", _WANTED, "改用 Markdown 的写法，或删去标记", self._place(found.start)))
        if found.name in STRUCTURE:
            self._structure(found)
        elif found.name in BREAKS or found.name == "hr":
            self._division(found)
        elif SAME_TAG.get(found.name, found.name) in INLINE:
            self._inline(found)
        return found.end

    def _tell_handlers(self, found: Tag) -> None:
        for name in found.attributes:
            if name.startswith("on"):
                self._tell(raw_html(f"<{found.name}> 的 {name} 不会生效", "没有脚本的 Markdown", "删去它", self._place(found.start)))
            elif name in {"colspan", "rowspan"} and found.attributes[name] not in {"", "1"}:
                self._tell(merged_cells(name, self._place(found.start)))

    def _embedded(self, found: Tag) -> int:
        """A script and the like goes with what stands in it; one that is never closed is only talked about and stays text."""
        end = found.end
        if not found.closing and found.name not in VOID and not self.text.startswith("/>", found.end - 2):
            end = -1 if found.name in self.unclosed else next_close(self.text, found)
            if end < 0:
                self.unclosed.add(found.name)
                self._put(inert(self.text[found.start : found.end]), self._line(found.start))
                return found.end
        if not found.closing:
            until = self._until(found.start, end)
            self._tell(
                raw_html(
                    f"<{found.name}> 不会出现在网页上，其中的内容也不会{until}", _WANTED, "删去它；要公开的内容用文字或表格写出", self._place(found.start)
                )
            )
        return end

    def _structure(self, found: Tag) -> None:
        """A table, list, quote or heading in HTML: the converter keeps it as a block."""
        if found.closing:
            if found.name not in (name for name, _ in self.stack):
                return
            while self.stack.pop()[0] != found.name:
                pass
            self._put(f"</{found.name}>", self._line(found.start))
            if not self.stack:
                self._break()
            return
        if found.name == "col":
            return
        if not self.stack:
            self._break()
        if len(self.stack) >= NESTING_LIMIT:
            self._tell(limit(self._place(found.start), f"标记嵌套超过 {NESTING_LIMIT} 层", f"不超过 {NESTING_LIMIT} 层"))
            return
        self.stack.append((found.name, found.start))
        start = found.attributes.get("start", "")
        plain = found.name == "ol" and re.fullmatch("[1-9][0-9]{0,5}", start)
        self._put(f'<ol start="{start}">' if plain else f"<{found.name}>", self._line(found.start))

    def _division(self, found: Tag) -> None:
        """``<div>`` and the like: paragraphs end where it stands alone at a line's edge; inside a sentence it is as if not there."""
        if self.stack:
            if found.name in {"p", "div"}:
                self._put(f"<{'/' if found.closing else ''}{found.name}>", self._line(found.start))
            return
        if found.name == "hr":
            self._break()
            self.pieces = ["---"]
            self.number = self._line(found.start)
            self._break()
        elif found.closing:
            after = re.compile(r"[^\S\n]*+(?:\n|\Z|<)").match(self.text, found.end)
            follows = tag_at(self.text, after.end() - 1) if after and after[0].endswith("<") else None
            if after and (not after[0].endswith("<") or (follows and follows.name in BREAKS | STRUCTURE)):
                self._break()
        elif not any(piece.strip() for piece in self.pieces):
            self._break()

    def _inline(self, found: Tag) -> None:
        name = SAME_TAG.get(found.name, found.name)
        if name == "br":
            self._put(tag("br"), self._line(found.start))
            return
        if not found.closing:
            if self.inline_depth >= NESTING_LIMIT:
                self._tell(limit(self._place(found.start), f"标记嵌套超过 {NESTING_LIMIT} 层", f"不超过 {NESTING_LIMIT} 层"))
                return
            self.inline_depth += 1
        else:
            self.inline_depth = max(0, self.inline_depth - 1)
        href = ""
        if name == "a" and not found.closing:
            if "href" not in found.attributes:
                return
            problem, href = link(found.attributes["href"], self._place(found.start))
            self.problems += problem
            if not href:
                return
        self._put(tag("/" * found.closing + name, href), self._line(found.start))
