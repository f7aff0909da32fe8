""".doc and .wps: by LibreOffice where it is installed, else the exact steps. The fixture is an old Word file as bytes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from builder.importers import ImportOptions, ImportResult, UnreadableDocumentError, choose_format, import_document

DATA = (Path(__file__).parents[2] / "cases/office/report.doc").read_bytes()
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.whole
@pytest.mark.skipif(not OFFICE, reason="no LibreOffice: .doc and .wps are not converted here")
@pytest.mark.parametrize("name", ["report.doc", "report.wps"])
def test_an_old_file_is_converted(name: str, outline_of: Callable[[ImportResult], list[str]]) -> None:
    result = import_document(DATA, name, ImportOptions())
    assert "title: 青禾镇2025年工作总结\n" in result.draft
    assert "importer: doc/1" in result.draft
    assert outline_of(result) == ["1 一、|全年工作情况", "2 1.|农业", "2 2.|工业", "1 二、|下一步打算"]
    assert "| 财政收入（万元） | 1280.5 |" in result.draft


@pytest.mark.parametrize(
    ("data", "name", "steps"),
    [
        (DATA, "报告.doc", "“文件”→“另存为”，类型选“Word 文件（*.docx）”"),
        (DATA, "报告.wps", "“文件”→“另存为”，类型选“Word 文件（*.docx）”"),
        (b"{\\rtf1 x}", "报告.rtf", "类型选“Word 文件（*.docx）”"),
        (DATA[:8] + "Workbook".encode("utf-16-le"), "表.xls", "类型选“Excel 文件（*.xlsx）”"),
    ],
)
def test_without_libreoffice_the_exact_steps(data: bytes, name: str, steps: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableDocumentError) as raised:
        import_document(data, name, ImportOptions())
    assert "没有 LibreOffice" in str(raised.value)
    assert steps in str(raised.value)


def test_a_conversion_that_yields_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/true")
    with pytest.raises(UnreadableDocumentError, match="没能转换"):
        import_document(DATA, "a.doc", ImportOptions())


def test_a_web_page_or_a_new_file_under_an_old_name_needs_no_conversion() -> None:
    assert choose_format(b"<html><body>x</body></html>", "a.doc").name == "html/1"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert choose_format(out.getvalue(), "a.doc").name == "docx/1"
