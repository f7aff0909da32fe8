"""Drafts → outline, paragraphs and layout, with permanent anchors: the body of a content file.

Comes in: the Markdown of a body and the anchors recorded for it. Goes out: ``Body``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.content import anchors as anchor_ids
from builder.content.anchors import Anchor, Passage
from builder.content.draft import Draft, walk_drafts
from builder.content.drafts import read_markdown
from builder.content.headings import HeadingNumber, split_number
from builder.content.outline import check_outline
from builder.content.run_ins import RunInHead, find_run_ins
from builder.model import Block, Paragraph, Picture, RunIn, Section
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Body:
    """The parsed body. ``anchors`` is what the sidecar should hold from now on."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...]
    problems: tuple[Problem, ...] = ()


def parse_body(text: str, first_line: int = 1, recorded: Sequence[Anchor] = (), path: str = "") -> Body:
    """The outline and passages of a Markdown body whose first line is ``first_line`` of the file ``path``."""
    drafts, problems = read_markdown(text, first_line, path)
    headings = _outline(drafts)
    runs = [d for d in walk_drafts(drafts) if d.kind == "text"]
    heads = find_run_ins([(str(d.section), d.text) for d in runs])
    body = _Assembly(drafts, headings, runs, heads, recorded).body()
    return replace(body, problems=(*problems, *check_outline(body.sections, path)))


def _outline(drafts: list[Draft]) -> list[Draft]:
    """The headings in order; every text learns the index of the heading it stands under (-1: none)."""
    headings: list[Draft] = []
    for draft in walk_drafts(drafts):
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


_HEADING = -1  # first half of a heading's key; a run-in head's key is (paragraph, item)


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in the outline before it has an id."""

    key: tuple[int, int]
    level: int
    line: int
    cut: HeadingNumber
    run_in: bool


class _Assembly:
    """Gives ids to sections and passages and freezes the drafts."""

    def __init__(
        self,
        drafts: list[Draft],
        headings: list[Draft],
        runs: list[Draft],
        heads: list[tuple[RunInHead, ...]],
        recorded: Sequence[Anchor],
    ) -> None:
        self.drafts = drafts
        self.recorded = recorded
        self.used = {a.id for a in recorded}
        self.anchors: list[Anchor] = []
        self.sections, ids, gone_sections = self._make_sections(_nodes(headings, runs, heads))
        self.heading_ids = [ids[_HEADING, h] for h in range(len(headings))]
        self.paragraphs, gone_paragraphs = self._make_paragraphs(runs, heads, ids)
        self.gone = gone_sections + gone_paragraphs

    def body(self) -> Body:
        blocks = tuple(self._freeze(d) for d in self.drafts) + tuple(Block("target", text=a.id) for a in self.gone)
        return Body(self.sections, tuple(self.paragraphs.values()), blocks, (*self.anchors, *self.gone))

    def _make_sections(self, nodes: list[_Node]) -> tuple[tuple[Section, ...], dict[tuple[int, int], str], list[Anchor]]:
        """All outline nodes with ids from the number path; the ids by node key; anchors that are gone."""
        wishes = _number_paths(nodes)
        # Known again by its words: an inserted section renumbers all that follow.
        keys = [anchor_ids.key_of(n.cut.heading or n.cut.number) for n in nodes]
        ids, gone = self._ids("section", keys, wishes)
        sections: list[Section] = []
        stack: list[Section] = []
        for node, sid in zip(nodes, ids, strict=True):
            while stack and stack[-1].level >= node.level:
                stack.pop()
            parent = stack[-1].id if stack else ""
            stack.append(Section(sid, node.level, node.cut.number, node.cut.heading, parent, node.run_in, node.line))
            sections.append(stack[-1])
        return tuple(sections), {n.key: sid for n, sid in zip(nodes, ids, strict=True)}, gone

    def _ids(self, kind: str, keys: Sequence[str], wishes: Sequence[str]) -> tuple[list[str], list[Anchor]]:
        """The ids of all passages of a kind, and the anchors of those that are gone; what is to be recorded goes to ``anchors``."""
        recorded = [a for a in self.recorded if a.kind == kind]
        passages = [Passage(mark, wish) for mark, wish in zip(anchor_ids.marks_of(keys, recorded), wishes, strict=True)]
        ids, gone = anchor_ids.assign_ids(passages, recorded, self.used)
        self.anchors += [Anchor(i, kind, p.mark) for i, p in zip(ids, passages, strict=True)]
        return ids, gone

    def _make_paragraphs(
        self, runs: list[Draft], heads: list[tuple[RunInHead, ...]], ids_by_key: dict[tuple[int, int], str]
    ) -> tuple[dict[int, Paragraph], list[Anchor]]:
        owners = [self.heading_ids[d.section] if d.section >= 0 else "" for d in runs]
        keys = [anchor_ids.key_of(d.text) for d in runs]
        ids, gone = self._ids("paragraph", keys, [anchor_ids.paragraph_wish(owner, key) for key, owner in zip(keys, owners, strict=True)])
        made: dict[int, Paragraph] = {}
        for i, (draft, owner, pid) in enumerate(zip(runs, owners, ids, strict=True)):
            items = tuple(RunIn(ids_by_key[i, k], h.start, h.head_end, h.end) for k, h in enumerate(heads[i]))
            made[id(draft)] = Paragraph(pid, owner, draft.text, draft.line, draft.inlines, items)
        return made, gone

    def _freeze(self, draft: Draft) -> Block:
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
            case "image":
                return Block("image", text=draft.text, picture=Picture(draft.source, draft.line))
            case _:
                return Block("rule")


def _nodes(headings: list[Draft], runs: list[Draft], heads: list[tuple[RunInHead, ...]]) -> list[_Node]:
    """Headings and run-in heads as they follow each other; run-in heads lie below the heading they stand under."""
    under: dict[int, list[int]] = {}
    for index, run in enumerate(runs):
        under.setdefault(run.section, []).append(index)
    nodes: list[_Node] = []
    for h in range(-1, len(headings)):
        level = 0
        if h >= 0:
            level = headings[h].level
            cut = headings[h].number or split_number(headings[h].text)
            nodes.append(_Node((_HEADING, h), level, headings[h].line, cut, run_in=False))
        for r in under.get(h, []):
            for k, head in enumerate(heads[r]):
                cut = split_number(head.number + head.heading, run_in=True)
                cut = HeadingNumber(head.number, head.heading, cut.value, cut.style)
                nodes.append(_Node((r, k), level + head.depth, runs[r].line, cut, run_in=True))
    return nodes


def _number_paths(nodes: list[_Node]) -> list[str]:
    """s3-2 from the numbers; a missing number is the position among its sisters."""
    paths: list[str] = []
    stack: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for node in nodes:
        while stack and stack[-1][0] >= node.level:
            stack.pop()
        parent = stack[-1][1] if stack else "s"
        counts[parent] = counts.get(parent, 0) + 1
        number = node.cut.value or counts[parent]
        counts[parent] = max(counts[parent], number)
        path = f"s{number}" if parent == "s" else f"{parent}-{number}"
        paths.append(path)
        stack.append((node.level, path))
    return paths
