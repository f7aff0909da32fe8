"""Bytes become text whatever they were written in; what was lost is said."""

from __future__ import annotations

import codecs

import pytest

from builder.content.encoding import decode
from builder.importers.values import UnreadableDocumentError

TEXT = "青禾镇2021年工作总结\n全年修建道路12公里，新增绿地3万平方米，居民满意度明显提高。\n" * 3


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_usual_encodings_are_detected(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == TEXT
    assert decoded.encoding == encoding
    assert not decoded.notes


def test_other_encodings_are_left_to_the_fallback_and_reported() -> None:
    text = "臺灣地區各級機關學校應於每年度終了後編製業務報告，並將執行情形登載於網站，供民眾查閱。" * 12
    decoded = decode(text.encode("big5"))
    assert "業務報告" in decoded.text
    assert "编码" in str(decoded.notes[0])


def test_a_declared_charset_counts_in_markup_only_if_it_fits() -> None:
    page = "<html><head><meta charset='utf-8'></head><body>" + TEXT + "</body></html>"
    assert TEXT in decode(page.encode("gb18030"), markup=True).text


def test_torn_characters_are_reported_not_guessed() -> None:
    data = (TEXT * 20).encode()
    decoded = decode(data[:-1] + b"\xe5\n")
    assert "\ufffd" in decoded.text
    assert "无法识别" in decoded.notes[0].text


def test_line_ends_and_control_characters() -> None:
    decoded = decode("一行\r\n二行\r三行\x00\x07".encode())
    assert decoded.text == "一行\n二行\n三行"
    assert "控制字符" in decoded.notes[0].text


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"", b"  \n ", b"\xd0\xcf\x11\xe0...."])
def test_what_is_no_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"另存为|空的"):
        decode(data)
