"""The Markdown converter, set up for prose: it reads headings, lists, quotes, tables and rules, and nothing inside a line.

Off: indented code, underlined headings, link definitions (``prose_lines`` reads those) and every inline mark (``inline_marks``).
Numbers of lists are kept as they are written.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.sane_lists import SaneOListProcessor

_OFF_BLOCKS = ("code", "setextheader", "reference")


def to_html(text: str) -> str:
    """Prepared Markdown → HTML."""
    return _converter().convert(text)


def _converter() -> Markdown:
    converter = Markdown(extensions=["tables", "sane_lists", "def_list"], output_format="html")
    for name in _OFF_BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    converter.treeprocessors.deregister("inline")
    converter.parser.blockprocessors.register(_PrintedNumbers(converter.parser), "olist", 40)
    return converter


class _NewList(SaneOListProcessor):
    """An ordered list that never goes on with the one above it."""

    SIBLING_TAGS: ClassVar[list[str]] = []


class _PrintedNumbers(SaneOListProcessor):
    """Ordered lists whose items have the numbers that were written: one that does not follow the one before begins a new list."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.number = re.compile(r"[ ]{0,3}(\d+)\.[ ]+")
        self.new_list = _NewList(parser)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        lines = blocks.pop(0).split("\n")
        numbered = [(k, int(m[1][:9])) for k, line in enumerate(lines) if (m := self.number.match(line))]
        cuts = [k for (_, before), (k, n) in pairwise(numbered) if n != before + 1]
        blocks[:0] = ["\n".join(lines[a:b]) for a, b in pairwise([0, *cuts, len(lines)])]
        above = self.lastChild(parent)
        follows = above is not None and above.tag == "ol" and int(above.get("start", "1")) + len(above) == numbered[0][1]
        return super().run(parent, blocks) if follows else self.new_list.run(parent, blocks)
