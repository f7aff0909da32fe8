"""Formats of the old Office and of WPS (.doc, .wps, .xls …): LibreOffice makes them .docx or .xlsx, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from builder.importers import packages, sheets, word
from builder.importers.values import Source, UnreadableDocumentError

NAME = "doc/1"
SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
SHEET_NAME = "xls/1"
SHEET_SUFFIXES = (".xls", ".et", ".ods")
_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_BY_HAND = "请在 Word 或 WPS 里打开它，点“文件”→“另存为”，类型选“{} 文件（*.{}）”，再导入新文件"


def looks_like(data: bytes) -> bool:
    """A file of the old Office (not a new one behind a password), or rich text."""
    return (packages.is_ole(data) and not packages.is_locked(data) and not _is_sheet(data)) or data.startswith(b"{\\rtf")


def looks_like_sheet(data: bytes) -> bool:
    """A workbook of the old Office."""
    return packages.is_ole(data) and not packages.is_locked(data) and _is_sheet(data)


def _is_sheet(data: bytes) -> bool:
    return "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data


def read(data: bytes) -> Source:
    """The text of an old document."""
    return word.read(convert(data, "docx", "Word"))


def read_sheet(data: bytes) -> Source:
    """The tables of an old workbook."""
    return sheets.read(convert(data, "xlsx", "Excel"))


def convert(data: bytes, target: str, program: str) -> bytes:
    """Have LibreOffice write ``target``; in a folder and with a profile of its own, macros never run."""
    by_hand = _BY_HAND.format(program, target)
    office = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if not office:
        raise UnreadableDocumentError(f"这台电脑没有 LibreOffice，读不了这种格式；{by_hand}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.write_bytes(data)
        command = [office, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--convert-to", target, "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - fixed arguments
            return Path(folder, f"source.{target}").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableDocumentError(f"LibreOffice 没能转换这个文件（可能损坏或有密码）；{by_hand}") from error
