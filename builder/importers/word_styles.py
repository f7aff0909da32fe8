"""What Word's paragraph styles say: which one is a heading, of which list, set in a heading's type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from builder.importers.word_numbers import W

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题|文档标题)\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*+\d?(?:\s*+heading)?\Z", re.IGNORECASE)
_BOLD_FONT = re.compile("黑体|楷体|小标宋|simhei|kaiti", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A style with what it takes from those it is based on. ``level``: 1 a title, 2 the highest heading; 0 none."""

    level: int = 0
    number: str = ""
    depth: int | None = None
    numbered_by: str = ""  # the style that names the list
    bold: bool = False
    contents: bool = False


def read_styles(root: etree._Element | None) -> tuple[dict[str, ParagraphStyle], dict[str, str], str]:
    """Style id → style, numbering style → its list, and the id of the style of ordinary paragraphs."""
    elements = {s.get(W + "styleId", ""): s for s in root.iter(W + "style")} if root is not None else {}
    styles = {key: _style(key, elements) for key in elements}
    lists = {key: _attribute(s.find(f".//{W}numId")) for key, s in elements.items() if s.get(W + "type") == "numbering"}
    usual = next((key for key, s in elements.items() if s.get(W + "type") == "paragraph" and s.get(W + "default") in {"1", "true"}), "")
    return styles, lists, usual


def _style(key: str, elements: Mapping[str, etree._Element]) -> ParagraphStyle:
    chain: list[tuple[str, etree._Element]] = []
    while key in elements and len(chain) < 20 and all(key != seen for seen, _ in chain):
        chain.append((key, elements[key]))
        key = _attribute(elements[key].find(W + "basedOn"))
    level, number, depth, by = 0, "", None, ""
    bold: bool | None = None
    contents = False
    for place, (own, element) in enumerate(chain):
        name = _attribute(element.find(W + "name"))
        properties = element.find(W + "pPr")
        level = level or outline_level(properties) or _named_level(name)
        contents = contents or (place == 0 and bool(_CONTENTS.match(name)))
        found = properties.find(W + "numPr") if properties is not None else None
        if found is not None:
            number, by = (_attribute(found.find(W + "numId")), own) if not number and found.find(W + "numId") is not None else (number, by)
            if depth is None and found.find(W + "ilvl") is not None:
                depth = int(_attribute(found.find(W + "ilvl")) or 0)
        bold = bold if bold is not None else is_bold(element.find(W + "rPr"))
    return ParagraphStyle(level, number, depth, by, bool(bold), contents)


def outline_level(properties: etree._Element | None) -> int:
    """2 for outline level 1, as headings stand below the title; 0 for body text."""
    found = properties.find(W + "outlineLvl") if properties is not None else None
    value = _attribute(found)
    return int(value) + 2 if value.isdecimal() and int(value) < 9 else 0


def is_bold(properties: etree._Element | None) -> bool | None:
    """Do run properties set the type of a heading (bold, 黑体, 楷体)? None when they say nothing."""
    if properties is None:
        return None
    mark, fonts = properties.find(W + "b"), properties.find(W + "rFonts")
    east = (fonts.get(W + "eastAsia") or "") if fonts is not None else ""
    if _BOLD_FONT.search(east) or (mark is not None and is_on(mark)):
        return True
    return False if mark is not None or east else None


def is_on(mark: etree._Element) -> bool:
    """A switch such as ``<w:b/>`` or ``<w:b w:val="0"/>``."""
    return mark.get(W + "val", "1") not in {"0", "false", "off", "none"}


def _named_level(name: str) -> int:
    heading = _HEADING.match(name)
    return int(heading[1]) + 1 if heading else 1 if _TITLE.match(name) else 0


def _attribute(element: etree._Element | None) -> str:
    return (element.get(W + "val") or "") if element is not None else ""
