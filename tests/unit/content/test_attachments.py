"""What may lie beside a report: known types only, and only when the content is of that type."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.attachments import ATTACHMENT_TYPES, attachment_type, content_fault

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # without the time of day: the same test in every worker
    return stream.getvalue()


WORD, EXCEL = packed("[Content_Types].xml", "word/document.xml"), packed("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("公报.pdf", b"%PDF-1.7\n"),
        ("附表.DOCX", WORD),
        ("附表.xlsx", EXCEL),
        ("a.pptx", packed("[Content_Types].xml", "ppt/presentation.xml")),
        ("a.ofd", packed("OFD.xml", "Doc_0/Document.xml")),
        ("a.doc", OLE),
        ("a.xls", OLE),
        ("a.ppt", OLE),
        ("a.wps", OLE),
        ("a.wps", WORD),
        ("a.et", OLE),
        ("a.dps", OLE),
        ("a.csv", "\ufeff项目,数\n".encode()),
        ("a.csv", "项目,数\n".encode("gb18030")),
        ("a.txt", "\ufeff项目".encode("utf-16-le")),
        ("a.txt", "a < b，<5 万元".encode()),
        ("a.zip", packed("a.txt")),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20)),
        ("a.jpeg", b"\xff\xd8\xff\xe1" + bytes(20)),
        ("a.png", PNG),
        ("a.gif", b"GIF89a" + bytes(20)),
    ],
)
def test_a_file_that_is_what_its_name_says(name: str, data: bytes) -> None:
    assert attachment_type(name) is not None
    assert content_fault(name, data) == ""


@pytest.mark.parametrize(
    "name",
    ["evil.svg", "a.html", "a.htm", "a.xhtml", "a.xml", "a.js", "a.mjs", "a.mhtml", "a.md", "a.anchors.json", "a.json", "a.webp", "a.wasm", "a.exe",
     "a.docm", "a.svgz", "pdf", "a.pdf.html", "a.", ".pdf\u202ehtml", "", "a.pdf/", "a.pdf\0"],
)  # fmt: skip
def test_other_types_are_not_taken(name: str) -> None:
    assert attachment_type(name) is None


@pytest.mark.parametrize("suffix", ATTACHMENT_TYPES)
@pytest.mark.parametrize("data", [b"", SVG, b"\xef\xbb\xbf \n<!DOCTYPE html><p>", b"<?xml version='1.0'?><a/>", b"\0\1\2\3", b"<html>%PDF-1.7"])
def test_a_page_under_another_name_is_found_out(suffix: str, data: bytes) -> None:
    assert content_fault(f"a.{suffix}", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", EXCEL),
        ("a.xlsx", packed("a.txt")),
        ("a.ofd", WORD),
        ("a.docx", OLE),
        ("a.doc", WORD),
        ("a.pdf", PNG),
        ("a.png", b"GIF89a"),
        ("a.zip", b"PK\x03\x04" + bytes(30)),
        ("a.zip", SVG + packed("a.txt")),
        ("a.docx", WORD[:40]),
        ("a.csv", b"\xff\xfe\xff"),
        ("a.txt", "<script>".encode("utf-16")),
        ("a.txt", b"a\0b"),
        ("a.csv", OLE),
    ],
)
def test_one_type_under_the_name_of_another_is_found_out(name: str, data: bytes) -> None:
    assert content_fault(name, data)


@given(st.sampled_from(sorted(ATTACHMENT_TYPES)), st.binary(max_size=80), st.integers(0, 400), st.integers(0, 255))
def test_no_bytes_raise(suffix: str, tail: bytes, place: int, value: int) -> None:
    damaged = bytearray(WORD)
    damaged[place % len(damaged)] = value
    for data in (tail, b"PK\x03\x04" + tail, bytes(damaged), WORD[:place] + tail):
        content_fault(f"a.{suffix}", data)
