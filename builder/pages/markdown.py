"""Blocks → Markdown that reads back as the same blocks: the download of a report.

Comes in: what was parsed. Goes out: text that holds nothing else: no comment, no link definition, no markup but what
the page shows. What Markdown cannot write (a table without a head, a list right behind a list) is written as the HTML
that the parser keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from builder.model import Block, Paragraph, Section
from builder.pages.markdown_line import escape, escape_code, escape_heading, escape_html, inline_line, line_start


def write_markdown(blocks: Iterable[Block], sections: Mapping[str, Section]) -> str:
    """The body's text, one blank line between blocks; empty targets of removed passages are left out."""
    return "\n\n".join(_pieces(blocks, sections, top=True)) + "\n"


def _pieces(blocks: Iterable[Block], sections: Mapping[str, Section], *, top: bool = False) -> list[str]:
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        # Two lists or quotes in a row would be read as one.
        joins = before is not None and before.kind == block.kind and block.kind in {"list", "quote"} and before.ordered == block.ordered
        text = _html(block, sections) if joins or (top and _is_involved(block)) else _block(block, sections)
        if text:
            out.append(text)
            before = block
    return out


def _is_involved(block: Block) -> bool:
    """Is it a list with more in it than paragraphs and lists? Readers of Markdown differ about the indents of that."""
    inside = [b for item in block.items for b in item] if block.kind == "list" else []
    return any(b.kind not in {"paragraph", "list", "rule"} or _is_involved(b) for b in inside)


def _block(block: Block, sections: Mapping[str, Section]) -> str:
    match block.kind:
        case "heading":
            section = sections[block.section]
            return "#" * min(6, section.level + 1) + " " + escape_heading(section.title) if section.title else ""
        case "paragraph":
            assert block.paragraph is not None
            return line_start(inline_line(block.paragraph)) if block.paragraph.text.strip() else ""
        case "list":
            items = (_item(item, block, number, sections) for number, item in enumerate(block.items, start=block.first))
            return "\n\n".join(item for item in items if item)
        case "table":
            return _table(block) if _is_plain(block) else _html(block, sections)
        case "quote":
            inner = "\n\n".join(_pieces(block.blocks, sections))
            return _prefixed(inner, "> ", ">") if inner else ""
        case "rule":
            return "---"
        case "image":
            return f"![{escape(block.text)}]({block.picture.file})" if block.picture and block.picture.file else ""
        case _:
            return _html(block, sections)


def _html(block: Block, sections: Mapping[str, Section]) -> str:
    """A block as HTML, where Markdown has no words for it."""
    match block.kind:
        case "heading":
            section = sections[block.section]
            return f"<h{min(6, section.level + 1)}>{escape_html(section.title)}</h{min(6, section.level + 1)}>"
        case "paragraph":
            assert block.paragraph is not None
            return f"<p>{inline_line(block.paragraph, as_html=True)}</p>"
        case "list":
            tag, start = ("ol", f' start="{block.first}"') if block.ordered else ("ul", "")
            inner = (_within((b for b in item if b.kind != "rule"), sections) for item in block.items)  # a line across an item is none
            items = "".join(f"<li>{text}</li>\n" for text in inner if text)
            return f"<{tag}{start}>\n{items}</{tag}>" if items else ""
        case "table":
            return _html_table(block)
        case "quote":
            return f"<blockquote>{_within(block.blocks, sections)}</blockquote>"
        case "code":
            return f"<pre>{escape_code(block.text)}</pre>"
        case "rule":
            return "<hr>"
        case _:
            return ""


def _within(blocks: Iterable[Block], sections: Mapping[str, Section]) -> str:
    return "".join(_html(block, sections) for block in blocks)


def _prefixed(text: str, prefix: str, empty: str = "") -> str:
    return "\n".join(prefix + line if line else empty for line in text.split("\n"))


def _item(item: Sequence[Block], holder: Block, number: int, sections: Mapping[str, Section]) -> str:
    marker = f"{number}. " if holder.ordered else "- "
    text = "\n\n".join(_pieces(item, sections))
    text = f"***{text[3:]}" if item and item[0].kind == "rule" else text  # “- ---” is a rule, not an item
    return marker + _prefixed(text, "    ").removeprefix("    ") if text else ""


def _is_plain(table: Block) -> bool:
    """Has it a head, no caption, and as many cells in each row as in the head?"""
    return bool(table.header) and not table.caption and bool(table.rows) and all(len(row) == len(table.header) for row in table.rows)


def _table(table: Block) -> str:
    lines = ["| " + " | ".join(inline_line(cell) for cell in row) + " |" for row in (table.header, *table.rows)]
    lines.insert(1, "|" + " --- |" * len(table.header))
    return "\n".join(lines)


def _html_table(table: Block) -> str:
    def rows(cells: Iterable[Sequence[Paragraph]], tag: str) -> str:
        return "\n".join("<tr>" + "".join(f"<{tag}>{inline_line(c, as_html=True)}</{tag}>" for c in row) + "</tr>" for row in cells)

    caption = f"<caption>{escape_html(table.caption)}</caption>\n" if table.caption else ""
    head = f"<thead>\n{rows([table.header], 'th')}\n</thead>\n" if table.header else ""
    return f"<table>\n{caption}{head}<tbody>\n{rows(table.rows, 'td')}\n</tbody>\n</table>"
