"""Word files as clerks write them, made with python-docx: templates of automatic numbering, and what else a document holds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

Level = tuple[str, str]  # numFmt, lvlText

GONGWEN: tuple[Level, ...] = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "(%4)"),
    ("decimalEnclosedCircleChinese", "%5"),
)
PARTS: tuple[Level, ...] = (("chineseCounting", "第%1部分"), ("chineseCounting", "%2、"), ("chineseCounting", "（%3）"))
DECIMAL: tuple[Level, ...] = (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
CHAPTERS: tuple[Level, ...] = (("chineseCounting", "第%1章"), ("chineseCounting", "第%2节"), ("ideographTraditional", "%3、"))
MIXED: tuple[Level, ...] = (("upperRoman", "%1."), ("upperLetter", "%2."), ("lowerLetter", "%3)"), ("lowerRoman", "%4)"))
TEMPLATES = {"gongwen": GONGWEN, "parts": PARTS, "decimal": DECIMAL, "chapters": CHAPTERS, "mixed": MIXED}


def abstract(key: int, levels: Sequence[Level], extra: dict[int, str] | None = None) -> str:
    """An abstract list. ``extra``: level → further XML (lvlRestart, isLgl, pStyle, another start)."""
    rows = ""
    for depth, (style, text) in enumerate(levels):
        more = (extra or {}).get(depth, "")
        start = "" if "<w:start" in more else '<w:start w:val="1"/>'
        rows += f'<w:lvl w:ilvl="{depth}">{start}<w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{rows}</w:abstractNum>'


def number(key: int, of: int, starts: dict[int, int] | None = None) -> str:
    """A list that counts in abstract list ``of``."""
    again = "".join(f'<w:lvlOverride w:ilvl="{d}"><w:startOverride w:val="{s}"/></w:lvlOverride>' for d, s in (starts or {}).items())
    return f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{of}"/>{again}</w:num>'


class Word:
    """A document being written."""

    def __init__(self, abstracts: Sequence[str] = (), numbers: Sequence[str] = ()) -> None:
        self.document = Document()
        numbering = self.document.part.numbering_part.element
        for child in list(numbering):
            numbering.remove(child)
        for xml in (*abstracts, *numbers):
            numbering.append(parse_xml(xml))

    @classmethod
    def template(cls, name: str) -> Word:
        """With list 1 of a template."""
        return cls([abstract(0, TEMPLATES[name])], [number(1, 0)])

    def say(self, text: str, style: str | None = None) -> Any:
        return self.document.add_paragraph(text, style)

    def item(self, text: str, depth: int = 0, key: int = 1, style: str | None = None) -> Any:
        """A paragraph that Word numbers."""
        paragraph = self.say(text, style)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
        return paragraph

    def xml(self, inner: str) -> Any:
        """A paragraph of raw XML."""
        element = parse_xml(f"<w:p {nsdecls('w', 'wp', 'a', 'pic', 'r')} {SPACES}>{inner}</w:p>")
        body = self.document.element.body
        body.insert(len(body) - 1, element)
        return element

    def style_list(self, style: str, key: int, depth: int | None) -> None:
        """Let a paragraph style name its list."""
        level = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
        properties = self.document.styles[style].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}>{level}<w:numId w:val="{key}"/></w:numPr>'))

    def table(self, rows: Sequence[Sequence[str]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Any:
        """A table; ``merges``: first row and column, last row and column."""
        table = self.document.add_table(len(rows), max(map(len, rows)))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        for a, b, c, d in merges:
            kept = table.cell(a, b).text
            table.cell(a, b).merge(table.cell(c, d)).text = kept
        return table

    def data(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
EAST = qn("w:eastAsia")


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"
