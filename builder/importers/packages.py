"""Zipped office files (.docx, .xlsx): what kind they are, and that unpacking them is safe."""

from __future__ import annotations

import io
import re
import zipfile

from builder.importers.values import UnreadableDocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
PARTS_LIMIT = 5_000
PART_LIMIT = 60_000_000  # bytes of XML in one part; a report of 500 pages has 5 million
ALL_LIMIT = 300_000_000
BROKEN = "文件打不开，像是损坏了或没有下载完；请在 Word 或 WPS 里打开，另存为新的 {} 再导入"


def holds(data: bytes, part: bytes) -> bool:
    """Is this a zip file with such a part? Looked up without unpacking: names stand plainly in it."""
    return data[:4] == b"PK\x03\x04" and part in data


def is_ole(data: bytes) -> bool:
    """A file of the old Office, or a new one behind a password."""
    return data.startswith(_OLE)


def is_locked(data: bytes) -> bool:
    """A new office file behind a password."""
    return is_ole(data) and _LOCKED in data


def check_package(data: bytes, suffix: str) -> None:
    """Refuse what cannot be unpacked or would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError(BROKEN.format(suffix)) from error
    xml = max((p.file_size for p in parts if re.search(r"\.(?:xml|rels)\Z", p.filename, re.IGNORECASE)), default=0)
    if len(parts) > PARTS_LIMIT or xml > PART_LIMIT or sum(p.file_size for p in parts) > ALL_LIMIT:
        raise UnreadableDocumentError(f"文件解压后太大，不予读取；请把正文复制到新文档，另存为 {suffix}")
    if any(p.flag_bits & 1 for p in parts):
        raise UnreadableDocumentError("文件有打开密码；请去掉密码后另存再导入")
