"""The text of one Word paragraph: its runs in order, and what in them is no text (pictures, deletions, notes)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from builder.importers.word_formulas import MATHS, RAISED, field_formula, formula, is_formula
from builder.importers.word_numbers import W
from builder.importers.word_pictures import Drawn, drawn_picture
from builder.importers.word_styles import is_bold, is_on

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SHAPE_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
# Accepted as it will read once the changes are accepted: what was taken out or moved away is gone.
_GONE = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", W + "sdtPr", W + "rt"}
_SIGNS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "ptab": "\t", W + "cr": "\n", W + "softHyphen": ""}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Met:
    """What a document holds besides text, counted as it is met; ``noted``: the notes in the order in which they are called; ``struck``: words that stand struck out."""

    count: Counter[str] = field(default_factory=Counter)
    pictures: list[Drawn] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """Text with line breaks as ``\\n``, whether all of it is bold, and the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    open_field: str = ""  # the instruction of a field that is open
    light: int = 0
    heavy: int = 0

    @property
    def text(self) -> str:
        lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)

    @property
    def bold(self) -> bool:
        return self.heavy > 0 and not self.light


def read_paragraph(element: etree._Element, met: Met, bold: bool) -> Paragraph:
    """Read a ``w:p``. ``bold``: its style sets it so."""
    out = Paragraph()
    _walk(element, out, met, bold)
    return out


def _walk(element: etree._Element, out: Paragraph, met: Met, bold: bool) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE:
            met.count["changes"] += tag in {W + "del", W + "moveFrom"}
        elif tag == W + "r":
            _run(child, out, met, bold)
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            _walk(base if base is not None else child, out, met, bold)
        elif tag == MATHS + "oMath":
            met.count["formulas"] += 1
            out.parts.append(formula(child))
        elif tag == _COMPATIBLE + "AlternateContent":
            _walk(_alternative(child), out, met, bold)
        elif tag == W + "commentReference":
            met.count["comments"] += 1
        else:
            met.count["changes"] += tag in {W + "ins", W + "moveTo"}
            _walk(child, out, met, bold)


def _run(run: etree._Element, out: Paragraph, met: Met, bold: bool) -> None:
    properties = run.find(W + "rPr")
    hidden = properties.find(W + "vanish") if properties is not None else None
    if hidden is not None and is_on(hidden):
        met.count["hidden"] += bool(run.findtext(W + "t"))
        return
    if properties is not None and any(is_on(mark) for mark in properties.iterchildren(W + "strike", W + "dstrike")):
        met.struck += [words] if (words := "".join(t.text or "" for t in run.iterchildren(W + "t"))).strip() else []
        return  # 3.13.2万吨, where 3.1 is struck out, is no figure
    own = is_bold(properties)
    raise_mark = properties.find(W + "vertAlign") if properties is not None else None
    raised = raise_mark is not None and raise_mark.get(W + "val") == "superscript"
    for child in run:
        text = _piece(child, out, met, bold if own is None else own)
        if raised and text.isdecimal():
            text = text.translate(RAISED)  # 10²米 is no 102米
        if text.strip():
            heavy = bold if own is None else own
            out.heavy += heavy
            out.light += not heavy
        out.parts.append(text)


def _piece(child: etree._Element, out: Paragraph, met: Met, bold: bool) -> str:
    """One child of a run as text; what is no text is counted or kept aside."""
    tag = child.tag
    if tag == W + "t":
        return (child.text or "").replace("\n", " ")
    if tag == W + "br":
        return "\n"
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == W + "sym":
        return _symbol(child, met)
    if tag in _NOTES:
        return _called(child, _NOTES[tag], met)
    if tag in {W + "fldChar", W + "instrText"}:
        return _field(child, out, met)
    if tag == _COMPATIBLE + "AlternateContent":
        return "".join(_piece(inner, out, met, bold) for inner in _alternative(child))
    if tag in {W + "drawing", W + "pict", W + "object"}:
        _drawn(child, out, met)
    elif tag == W + "commentReference":
        met.count["comments"] += 1
    elif tag == W + "ruby":
        base = child.find(W + "rubyBase")
        inner_text = Paragraph()
        _walk(base if base is not None else child, inner_text, met, bold)
        return "".join(inner_text.parts)
    return ""


def _alternative(element: etree._Element) -> etree._Element:
    """Of several forms of one thing the first; where that holds no words and no drawing (a sign of a newer Word), the last, made for older programs."""
    forms = [form for form in element if isinstance(form.tag, str)]
    known = (W + "t", W + "drawing", W + "pict", W + "object")
    return next((form for form in forms if next(form.iter(*known), None) is not None), element)


def _field(child: etree._Element, out: Paragraph, met: Met) -> str:
    """A field shows its result, which follows as text; only EQ has none but its own words."""
    if child.tag == W + "instrText":
        out.open_field += child.text or ""
        return ""
    kind, instruction = child.get(W + "fldCharType"), out.open_field
    out.open_field = ""
    if kind != "end" or not is_formula(instruction):
        return ""
    met.count["formulas"] += 1
    return field_formula(instruction)


def _called(child: etree._Element, where: str, met: Met) -> str:
    """［1］ where a note is called; notes are counted through the document."""
    met.noted.append((where, child.get(W + "id", "")))
    return f"［{len(met.noted)}］"


def _drawn(drawing: etree._Element, out: Paragraph, met: Met) -> None:
    """A picture, a chart, an embedded file or a text box."""
    boxes = [box for box in drawing.iter(W + "txbxContent") if not any(a.tag == _COMPATIBLE + "Fallback" for a in box.iterancestors())]
    if boxes:
        met.count["boxes"] += len(boxes)
        out.boxes += boxes
        return
    words = next(drawing.iter(_DRAWN), None)
    said = (words.get("descr") or words.get("title") or "") if words is not None else ""
    if next(drawing.iter(_CHART), None) is not None:
        met.pictures.append(Drawn(said or "图表"))
    elif drawing.tag == W + "object":
        met.pictures.append(Drawn("嵌入的文件"))
    elif words is not None or next(drawing.iter(_SHAPE_IMAGE), None) is not None:
        met.pictures.append(drawn_picture(drawing, said))


def _symbol(child: etree._Element, met: Met) -> str:
    """A sign of a symbol font: its letter says nothing outside that font."""
    met.count["symbols"] += 1
    return _KNOWN_SIGNS.get((child.get(W + "char") or "").upper()[-2:], "□")


_KNOWN_SIGNS = {"FC": "√", "FE": "☑", "A8": "□", "FB": "×", "6C": "●", "6E": "■", "D8": "➢", "B7": "·"}


def join_cell(texts: Sequence[str]) -> str:
    """Paragraphs of one cell side by side."""
    return re.sub(r"\s+", " ", " ".join(t for t in texts if t)).strip()
