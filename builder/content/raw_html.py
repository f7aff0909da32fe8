"""First reading of a body: comments, hidden text and foreign tags leave it, code and escapes become mere characters.

Comes in: the Markdown of a body. Goes out: its lines, in which every ``<``, ``&``, backtick and backslash left is either a tag
of a table, list or other block that the page shows, or gone; and a finding with its line for whatever no page will show.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
from builder.content.line_writer import LineWriter
from builder.content.markup import comment, hidden, link, merged_cells, picture_not_shown, raw_html, too_deep
from builder.content.opaque import Line, inert, tag, without_foreign
from builder.problems import Location, Problem

_NOTABLE = re.compile(r"[\\`&<]")
_TICKS = re.compile("`+")
_ESCAPED = frozenset("\\`*_{}[]()>#+-.!|")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AUTOLINK = re.compile(r"<(?:([A-Za-z][A-Za-z0-9+.-]*+://[^<>\s]*+)|(?:mailto:)?([^<>\s@/]++@[^<>\s@]++))>")
_DECLARATION = re.compile(
    r"<\?(?=[A-Za-z])(?:(?!\?>)[\s\S]){0,2000}+\?>|<!\[CDATA\[(?:(?!\]\]>)[\s\S]){0,2000}+\]\]>|<![A-Za-z][^<>]{0,2000}+>"
)
_DEFINES = re.compile(r"\s*\[[^\[\]]*\]:\s*\Z")
_NUMBER_NEXT = re.compile(r"(?:</?[A-Za-z][^<>]{0,200}+>|[^\S\n])*+\d")
_WANTED = "Markdown 文字"


def read_html(text: str, first_line: int, path: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a body without what HTML hides or does in it; findings over that. ``first_line``: of the body in its file."""
    scan = _Scan(text, first_line, path)
    scan.run()
    return scan.out.lines, list(dict.fromkeys(scan.problems))


class _Scan:
    """One walk over the text, left to right. ``stack``: block elements that are open, with their places."""

    def __init__(self, text: str, first_line: int, path: str) -> None:
        self.text, self.path = text, path
        self.out = LineWriter(text, first_line)
        self.blanks = [m.start() for m in re.finditer(r"\n[^\S\n]*\n", text)]
        self.ticks: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self.ticks.setdefault(len(run[0]), []).append(run.start())
        self.problems: list[Problem] = []
        self.stack: list[tuple[str, int]] = []
        self.inline_depth = 0
        self.unclosed: set[str] = set()

    def run(self) -> None:
        at = 0
        while match := _NOTABLE.search(self.text, at):
            self._write(at, match.start())
            at = self._take(match[0], match.start())
            self.out.catch_up(at)
        self._write(at, len(self.text))
        self.out.end_line()
        if self.stack:
            name, where = self.stack[0]
            self._tell(
                raw_html(
                    f"<{name}> 没有写结束标记 </{name}>，后面的内容都算在其中", "成对的标记", "补上结束标记", self._place(where)
                )
            )

    def _write(self, start: int, end: int) -> None:
        """Source text as it stands. A blank line ends whatever inline element was left open."""
        self.out.write(start, end)
        if self.inline_depth and re.search(r"\n[^\S\n]*\n", self.text[start:end]):
            self.inline_depth = 0

    def _place(self, at: int) -> Location:
        return Location(self.path, self.out.line(at))

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)

    def _take(self, sign: str, at: int) -> int:
        if sign == "\\":
            escaped = self.text[at + 1 : at + 2] in _ESCAPED and at + 1 < len(self.text)
            self.out.put(inert(self.text[at + 1] if escaped else sign), at)
            return at + 1 + escaped
        if sign == "&":
            match = _REFERENCE.match(self.text, at)
            self.out.put(inert(without_foreign(unescape(match[0])) if match else sign), at)
            return match.end() if match else at + 1
        return self._code(at) if sign == "`" else self._angle(at)

    def _code(self, at: int) -> int:
        """A code span, or backticks that have no partner in their paragraph."""
        run = _TICKS.match(self.text, at)
        ticks = run[0] if run else "`"
        end = at + len(ticks)
        places = self.ticks.get(len(ticks), [])
        after = bisect_left(places, end)
        blank = bisect_left(self.blanks, at)
        limit_at = self.blanks[blank] if blank < len(self.blanks) else len(self.text)
        if after == len(places) or places[after] > limit_at:
            self.out.put(inert(ticks), at)
            return end
        close = places[after]
        end = close - len(self.text[end:close].lstrip())
        first, *more = self.text[end:close].rstrip().split("\n")
        self.out.put(tag("code") + inert(first), at)
        for part in more:
            end = self.text.index("\n", end) + 1
            self.out.end_line()
            self.out.put(inert(part), end)
        self.out.put(tag("/code"), close)
        return close + len(ticks)

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
            self.out.put(tag("a", href) + shown + tag("/a") if href else shown, at)
            return address.end()
        self.out.put(inert("<"), at)
        return at + 1

    def _is_destination(self, at: int) -> bool:
        """Does ``<https://…>`` stand where a link's address is written?"""
        before = self.text[max(0, at - 200) : at].rpartition("\n")[2]
        return before.endswith("](") or bool(_DEFINES.match(before))

    def _until(self, at: int, end: int) -> str:
        """（到第 n 行） for what runs over several lines."""
        last = self.out.line(end - 1 if end > 0 else len(self.text))
        return f"（到第 {last} 行）" if last > self.out.line(at) else ""

    def _tag(self, found: Tag) -> int:
        self._tell_handlers(found)
        if not found.closing and found.hides and found.name not in VOID:
            end = end_of_element(self.text, found)
            self._tell(hidden(found.hides, self._place(found.start), self._until(found.start, end), closed=end >= 0))
            return len(self.text) if end < 0 else end
        if found.name in {"img", "image"}:
            src = found.attributes.get("src", "")
            self._tell(picture_not_shown(src, self._place(found.start), "写成了 HTML", "改写成 ![说明](文件名)"))
            return found.end
        if found.name in EMBEDDED:
            return self._embedded(found)
        if found.name not in SILENT_TAGS and not found.closing:
            self._tell(
                raw_html(
                    f"<{found.name}> 标记不会保留，只留下其中的文字",
                    _WANTED,
                    "改用 Markdown 的写法，或删去标记",
                    self._place(found.start),
                )
            )
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
                self._tell(
                    raw_html(f"<{found.name}> 的 {name} 不会生效", "没有脚本的 Markdown", "删去它", self._place(found.start))
                )
            elif name in {"colspan", "rowspan"} and found.attributes[name] not in {"", "1"}:
                self._tell(merged_cells(name, self._place(found.start)))

    def _embedded(self, found: Tag) -> int:
        """A script and the like goes with what stands in it; one that is never closed is only talked about and stays text."""
        end = found.end
        if not found.closing and found.name not in VOID and not self.text.startswith("/>", found.end - 2):
            end = -1 if found.name in self.unclosed else next_close(self.text, found)
            if end < 0:
                self.unclosed.add(found.name)
                self.out.put(inert(self.text[found.start : found.end]), found.start)
                return found.end
        if not found.closing:
            until = self._until(found.start, end)
            self._tell(
                raw_html(
                    f"<{found.name}> 不会出现在网页上，其中的内容也不会{until}",
                    _WANTED,
                    "删去它；要公开的内容用文字或表格写出",
                    self._place(found.start),
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
            self.out.put(f"</{found.name}>", found.start)
            self.out.in_block = bool(self.stack)
            if not self.stack:
                self.out.end_paragraph()
            return
        if found.name == "col":
            return
        if not self.stack:
            self.out.end_paragraph()
        if len(self.stack) >= NESTING_LIMIT:
            self._tell(too_deep(self._place(found.start), "标记"))
            return
        self.stack.append((found.name, found.start))
        self.out.in_block = True
        start = found.attributes.get("start", "")
        plain = found.name == "ol" and re.fullmatch("[1-9][0-9]{0,5}", start)
        counted = found.name == "ol" and ((start and not plain) or found.attributes.get("type", "1") != "1" or "reversed" in found.attributes)
        if counted or (found.name == "li" and "value" in found.attributes):
            said = raw_html(f"<{found.name}> 里写的序号不会照样显示", "写在文字里的序号", "把序号写进文字", self._place(found.start))
            self._tell(said)
        self.out.put(f'<ol start="{start}">' if plain else f"<{found.name}>", found.start)

    def _division(self, found: Tag) -> None:
        """``<div>`` and the like: paragraphs end where it stands alone at a line's edge or two numbers would become one; else it is as if not there."""
        if self.stack:
            name = "p" if found.name == "p" else "div"
            self.out.put("<br>" if found.name == "hr" else f"<{'/' if found.closing else ''}{name}>", found.start)
            return
        if found.name == "hr":
            self.out.end_paragraph()
            self.out.put("---", found.start)
            self.out.end_paragraph()
        elif self.out.last.isdecimal() and _NUMBER_NEXT.match(self.text, found.end):
            self.out.end_paragraph()
        elif found.closing:
            after = re.compile(r"[^\S\n]*+(?:\n|\Z|<)").match(self.text, found.end)
            follows = tag_at(self.text, after.end() - 1) if after and after[0].endswith("<") else None
            if after and (not after[0].endswith("<") or (follows and follows.name in BREAKS | STRUCTURE)):
                self.out.end_paragraph()
        elif self.out.at_line_start:
            self.out.end_paragraph()

    def _inline(self, found: Tag) -> None:
        name = SAME_TAG.get(found.name, found.name)
        if name == "br":
            self.out.put(tag("br"), found.start)
            return
        if not found.closing:
            if self.inline_depth >= NESTING_LIMIT:
                self._tell(too_deep(self._place(found.start), "标记"))
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
        self.out.put(tag("/" * found.closing + name, href), found.start)
