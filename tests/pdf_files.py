"""PDF files as offices print them, made with reportlab: paragraphs broken at the measure, page numbers, ruled tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=34, alignment=TA_CENTER, wordWrap="CJK")
HEADING = ParagraphStyle("heading", parent=BODY)
# One pixel, black: a picture is a picture.
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763606060000000040001f61738550000000049454e44ae426082")


class Pdf:
    """A document being written."""

    def __init__(self) -> None:
        self.parts: list[Flowable] = []

    def title(self, text: str) -> None:
        self.parts += [Paragraph(text, TITLE), Spacer(1, 20)]

    def say(self, text: str) -> None:
        self.parts.append(Paragraph(text, BODY))

    def table(self, rows: Sequence[Sequence[str]], spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> None:
        """``spans``: (first column and row, last column and row)."""
        style = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 12), *(("SPAN", a, b) for a, b in spans)]
        self.parts += [Spacer(1, 10), Table(rows, style=TableStyle(style)), Spacer(1, 10)]

    def picture(self, width: float = 400, height: float = 500) -> None:
        self.parts.append(Image(io.BytesIO(PIXEL), width, height))

    def page(self) -> None:
        self.parts.append(PageBreak())

    def data(self, head: str = "", foot: str = "— {} —", **options: object) -> bytes:
        def margins(canvas: Canvas, document: SimpleDocTemplate) -> None:
            canvas.setFont(FONT, 12)
            if head:
                canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)
            if foot:
                canvas.drawCentredString(A4[0] / 2, 40, foot.format(document.page))

        out = io.BytesIO()
        document = SimpleDocTemplate(out, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=90, bottomMargin=90, **options)
        document.build(list(self.parts), onFirstPage=margins, onLaterPages=margins)
        return out.getvalue()


__all__ = ["FONT", "PIXEL", "ImageReader", "Pdf"]
