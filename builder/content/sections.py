"""Markdown body → outline, paragraphs and layout, with permanent anchors.

Comes in: the body of a content file and the anchors recorded for it. Goes out: ``Body``. Only known
inline and block elements survive; raw HTML keeps its text and loses everything else, so nothing a
content file says can run in a reader's browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import markdown
from lxml import etree, html

from builder.content import anchors as anchor_ids
from builder.content.anchors import Anchor, Passage
from builder.content.headings import HeadingNumber, split_number
from builder.content.run_ins import RunInHead, find_run_ins
from builder.model import Block, Inline, Paragraph, RunIn, Section
from builder.text import HAN, han_key

_INLINE_TAGS = {"strong", "em", "code", "del", "sub", "sup", "a", "br"}
_SAME_TAG = {"b": "strong", "i": "em", "s": "del"}
_HEADING = re.compile(r"h([1-6])\Z")
_WIDE = f"{HAN}，。；：！？、（）《》“”‘’〔〕【】"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t]*(?=[{_WIDE}])")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#|[A-Za-z0-9_.~-]+(?:/|\Z|#))")


@dataclass(frozen=True, slots=True)
class Body:
    """The parsed body. ``anchors`` is what the sidecar should hold from now on."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...]


@dataclass(slots=True)
class _Draft:
    """A block before ids are known: what it says, its line, its place in the outline."""

    kind: str
    text: str = ""
    inlines: tuple[Inline, ...] = ()
    line: int = 0
    level: int = 0
    number: HeadingNumber | None = None
    children: tuple[tuple[_Draft, ...], ...] = ()
    ordered: bool = False
    first: int = 1
    header_rows: int = 0
    caption: str = ""
    section: int = -1


def parse_body(text: str, first_line: int = 1, recorded: Sequence[Anchor] = ()) -> Body:
    """The outline and passages of a Markdown body whose first line is ``first_line`` of its file."""
    drafts = _read_markdown(text, first_line)
    headings = _outline(drafts)
    runs = [d for d in _walk(drafts) if d.kind == "text"]
    heads = find_run_ins([(str(d.section), d.text) for d in runs])
    return _Assembly(drafts, headings, runs, heads, recorded).body()


# ---- Markdown → drafts -------------------------------------------------------------------------


def _read_markdown(text: str, first_line: int) -> list[_Draft]:
    converter = markdown.Markdown(extensions=["tables", "sane_lists", "def_list"], output_format="html")
    fragments = html.fragments_fromstring(converter.convert(text) or "<p></p>")
    lines = _LineFinder(text, first_line)
    drafts: list[_Draft] = []
    for fragment in fragments:
        if isinstance(fragment, str):
            drafts += _plain(fragment, lines)
        else:
            drafts += _block(fragment, lines)
            if fragment.tail and fragment.tail.strip():
                drafts += _plain(fragment.tail, lines)
    return drafts


class _LineFinder:
    """Finds the source line of a rendered text by walking forward through the source."""

    def __init__(self, text: str, first_line: int) -> None:
        self.keys = [(first_line + i, han_key(line)) for i, line in enumerate(text.split("\n"))]
        self.at = 0

    def line(self, text: str) -> int:
        key = han_key(text)[:12]
        if not key:
            return self.keys[self.at][0] if self.keys else 0
        for index in range(self.at, len(self.keys)):
            if (
                key[: max(1, len(self.keys[index][1]))]
                and self.keys[index][1]
                and (key in self.keys[index][1] or self.keys[index][1] in key)
            ):
                self.at = index
                return self.keys[index][0]
        return self.keys[self.at][0]


def _plain(text: str, lines: _LineFinder) -> list[_Draft]:
    tidy = _join(text)
    return [_Draft("text", tidy, line=lines.line(tidy))] if tidy else []


def _join(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _SOFT_BREAK.sub("", text)).strip()


def _block(node: html.HtmlElement, lines: _LineFinder) -> list[_Draft]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in {"script", "style", "template", "iframe", "object", "noscript"}:
        return []
    heading = _HEADING.match(tag)
    if heading:
        text, _ = _inline_text(node)
        if not text:
            return []
        return [_Draft("heading", text, line=lines.line(text), level=max(1, int(heading[1]) - 1), number=split_number(text))]
    if tag in {"ul", "ol", "dl"}:
        items = tuple(tuple(_item(child, lines)) for child in node if child.tag in {"li", "dt", "dd"})
        start = node.get("start") or "1"
        return [
            _Draft("list", ordered=tag == "ol", first=int(start) if start.isdigit() else 1, children=tuple(i for i in items if i))
        ]
    if tag == "table":
        return _table(node, lines)
    if tag == "blockquote":
        inner = tuple(d for child in node for d in _block(child, lines))
        return [_Draft("quote", children=(inner,))] if inner else []
    if tag == "pre":
        return [_Draft("code", node.text_content())]
    if tag == "hr":
        return [_Draft("rule")]
    if tag in {"div", "section", "article", "details", "figure"}:
        return _item(node, lines)
    text, inlines = _inline_text(node)
    return [_Draft("text", text, inlines, lines.line(text))] if text else []


def _item(node: html.HtmlElement, lines: _LineFinder) -> list[_Draft]:
    """A list item or container: its own text first, then nested blocks."""
    blocks = [c for c in node if isinstance(c.tag, str) and c.tag in {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "div"}]
    if not blocks:
        text, inlines = _inline_text(node)
        return [_Draft("text", text, inlines, lines.line(text))] if text else []
    own = html.Element("p")
    own.text = node.text
    nested: list[html.HtmlElement] = []
    for child in list(node):
        if child in blocks:
            nested.append(child)
        else:
            own.append(child)
    text, inlines = _inline_text(own)
    drafts = [_Draft("text", text, inlines, lines.line(text))] if text else []
    for child in nested:
        drafts += _block(child, lines)
    return drafts


def _table(node: html.HtmlElement, lines: _LineFinder) -> list[_Draft]:
    rows: list[tuple[_Draft, ...]] = []
    header_rows = 0
    for row in node.iter("tr"):
        cells: list[_Draft] = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                text, inlines = _inline_text(cell)
                cells.append(_Draft("text", text, inlines, lines.line(text)))
        if cells:
            parent = row.getparent()
            header_rows += parent is not None and parent.tag == "thead"
            rows.append(tuple(cells))
    return [_Draft("table", children=tuple(rows), header_rows=header_rows)] if rows else []


def _inline_text(node: html.HtmlElement) -> tuple[str, tuple[Inline, ...]]:
    """Plain text of an element and its inline markup by offset; line breaks between Chinese vanish."""
    pieces: list[str] = []
    raw: list[Inline] = []

    def length() -> int:
        return sum(map(len, pieces))

    def walk(element: etree._Element, top: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in {"script", "style", "template", "iframe", "object"} or not tag:
            return
        tag = _SAME_TAG.get(tag, tag)
        start = length()
        if tag == "br":
            pieces.append("\n\u2028")
        if element.text:
            pieces.append(element.text)
        for child in element:
            walk(child, False)
            if child.tail:
                pieces.append(child.tail)
        if not top and tag in _INLINE_TAGS and tag != "br":
            href = (element.get("href") or "").strip() if tag == "a" else ""
            if tag != "a" or _SAFE_LINK.match(href):
                raw.append(Inline(start, length(), tag, href))

    walk(node, True)
    return _tidy("".join(pieces), raw)


def _tidy(text: str, raw: list[Inline]) -> tuple[str, tuple[Inline, ...]]:
    """Join soft line breaks and trim, moving the inline offsets along; hard breaks become ``br``."""
    keep: list[str] = []
    at: list[int] = []
    breaks: list[int] = []
    i, n = 0, len(text)
    while i < n:
        at.append(len(keep))
        char = text[i]
        if char == "\n" or char in " \t\r":
            j = i
            while j < n and text[j] in " \t\r\n\u2028":
                j += 1
            run = text[i:j]
            at += [len(keep)] * (j - i - 1)
            before, after = (keep[-1] if keep else ""), (text[j] if j < n else "")
            if "\u2028" in run:
                breaks.append(len(keep))
            elif "\n" not in run:
                keep += run if before and after else ""
                for k in range(1, j - i):
                    at[i + k] = at[i] + (k if before and after else 0)
            elif (
                before
                and after
                and not re.match(f"[{_WIDE}]", before + "")
                or (after and before and not re.match(f"[{_WIDE}]", after))
            ):
                keep.append(" ")
            i = j
            continue
        keep.append(char)
        i += 1
    at.append(len(keep))
    inlines = [replace(m, start=at[m.start], end=at[m.end]) for m in raw if at[m.end] > at[m.start]]
    inlines += [Inline(b, b, "br") for b in breaks if 0 < b < len(keep)]
    return "".join(keep), tuple(sorted(inlines, key=lambda m: (m.start, -m.end)))


# ---- drafts → outline --------------------------------------------------------------------------


def _outline(drafts: list[_Draft]) -> list[_Draft]:
    """The headings in order; every text learns the index of the heading it stands under (-1: none)."""
    headings: list[_Draft] = []
    for draft in _walk(drafts):
        if draft.kind == "heading":
            headings.append(draft)
        draft.section = len(headings) - 1
    depth: list[int] = []
    for heading in headings:
        while depth and depth[-1] >= heading.level:
            depth.pop()
        depth.append(heading.level)
        heading.level = len(depth)
    return headings


def _walk(drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    for draft in drafts:
        yield draft
        for group in draft.children:
            yield from _walk(group)


class _Assembly:
    """Gives ids to sections and passages and freezes the drafts."""

    def __init__(
        self,
        drafts: list[_Draft],
        headings: list[_Draft],
        runs: list[_Draft],
        heads: list[tuple[RunInHead, ...]],
        recorded: Sequence[Anchor],
    ) -> None:
        self.drafts = drafts
        self.recorded = recorded
        self.used = {a.id for a in recorded}
        self.sections, self.heading_ids, run_in_ids, gone_sections = self._make_sections(headings, runs, heads)
        self.paragraphs, gone_paragraphs = self._make_paragraphs(runs, heads, run_in_ids)
        self.gone = gone_sections + gone_paragraphs

    def body(self) -> Body:
        blocks = tuple(self._freeze(d) for d in self.drafts) + tuple(Block("target", text=a.id) for a in self.gone)
        current = [Anchor(s.id, "section", anchor_ids.kept_text(s.title)) for s in self.sections]
        current += [Anchor(p.id, "paragraph", anchor_ids.kept_text(p.text)) for p in self.paragraphs.values()]
        return Body(self.sections, tuple(self.paragraphs.values()), blocks, tuple(current + self.gone))

    def _make_sections(
        self, headings: list[_Draft], runs: list[_Draft], heads: list[tuple[RunInHead, ...]]
    ) -> tuple[tuple[Section, ...], list[str], dict[tuple[int, int], str], list[Anchor]]:
        """All outline nodes in document order, with ids from the number path."""
        nodes: list[tuple[int, int, HeadingNumber, bool, int, tuple[int, int]]] = []
        order: list[tuple[int, int, int]] = []
        first_run: dict[int, list[int]] = {}
        for index, run in enumerate(runs):
            first_run.setdefault(run.section, []).append(index)
        for h in range(-1, len(headings)):
            if h >= 0:
                cut = headings[h].number or split_number(headings[h].text)
                nodes.append((headings[h].level, headings[h].line, cut, False, h, (-1, h)))
            base = headings[h].level if h >= 0 else 0
            for r in first_run.get(h, []):
                for k, head in enumerate(heads[r]):
                    cut = split_number(head.number + head.heading, run_in=True)
                    cut = replace(cut, number=head.number, heading=head.heading)
                    nodes.append((base + head.depth, runs[r].line, cut, True, h, (r, k)))
        del order
        wishes = _number_paths([(level, cut) for level, _, cut, *_ in nodes])
        passages = [
            Passage("section", cut.number + cut.heading, wish) for (_, _, cut, *_), wish in zip(nodes, wishes, strict=True)
        ]
        ids, gone = anchor_ids.assign_ids(passages, [a for a in self.recorded if a.kind == "section"], self.used)
        stack: list[tuple[int, str]] = []
        sections: list[Section] = []
        heading_ids = [""] * len(headings)
        run_in_ids: dict[tuple[int, int], str] = {}
        for (level, line, cut, run_in, h, key), sid in zip(nodes, ids, strict=True):
            while stack and stack[-1][0] >= level:
                stack.pop()
            sections.append(Section(sid, level, cut.number, cut.heading, stack[-1][1] if stack else "", run_in, line))
            stack.append((level, sid))
            if run_in:
                run_in_ids[key] = sid
            else:
                heading_ids[h] = sid
        return tuple(sections), heading_ids, run_in_ids, gone

    def _make_paragraphs(
        self, runs: list[_Draft], heads: list[tuple[RunInHead, ...]], run_in_ids: dict[tuple[int, int], str]
    ) -> tuple[dict[int, Paragraph], list[Anchor]]:
        owners = [self.heading_ids[d.section] if d.section >= 0 else "" for d in runs]
        passages = [
            Passage("paragraph", d.text, anchor_ids.paragraph_wish(owner, d.text)) for d, owner in zip(runs, owners, strict=True)
        ]
        ids, gone = anchor_ids.assign_ids(passages, [a for a in self.recorded if a.kind == "paragraph"], self.used)
        made: dict[int, Paragraph] = {}
        for i, (draft, owner, pid) in enumerate(zip(runs, owners, ids, strict=True)):
            items = tuple(RunIn(run_in_ids[i, k], h.start, h.head_end, h.end) for k, h in enumerate(heads[i]))
            made[id(draft)] = Paragraph(pid, owner, draft.text, draft.line, draft.inlines, items)
        return made, gone

    def _freeze(self, draft: _Draft) -> Block:
        match draft.kind:
            case "heading":
                return Block("heading", section=self.heading_ids[draft.section])
            case "text":
                return Block("paragraph", paragraph=self.paragraphs[id(draft)])
            case "list":
                items = tuple(tuple(self._freeze(d) for d in group) for group in draft.children)
                return Block("list", items=items, ordered=draft.ordered, first=draft.first)
            case "table":
                rows = [tuple(self.paragraphs[id(d)] for d in row) for row in draft.children]
                header = rows[0] if draft.header_rows else ()
                return Block("table", header=header, rows=tuple(rows[1:] if draft.header_rows else rows))
            case "quote":
                return Block("quote", blocks=tuple(self._freeze(d) for d in draft.children[0]))
            case "code":
                return Block("code", text=draft.text)
            case _:
                return Block("rule")


def _number_paths(nodes: list[tuple[int, HeadingNumber]]) -> list[str]:
    """s3-2 from the numbers; a missing number is the position among its sisters."""
    paths: list[str] = []
    stack: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for level, cut in nodes:
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else "s"
        counts[parent] = counts.get(parent, 0) + 1
        number = cut.value or counts[parent]
        counts[parent] = max(counts[parent], number)
        path = f"s{number}" if parent == "s" else f"{parent}-{number}"
        paths.append(path)
        stack.append((level, path))
    return paths
