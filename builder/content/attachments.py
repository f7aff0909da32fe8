"""Which files may lie beside a report for download, and whether one is what its name says. A name and bytes in, a reason out.

Only types that a browser shows without running anything, or hands to another program: a page, a drawing or a script
among the attachments would run as the site itself.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\s*<[!?/A-Za-z]")


@dataclass(frozen=True, slots=True)
class AttachmentType:
    """A type by its name; ``holds``: are these bytes of it?"""

    name: str
    holds: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _package(*members: str) -> Callable[[bytes], bool]:
    """A zip archive with a member for each of these beginnings."""
    return lambda data: all(any(name.startswith(m) for name in _members(data)) for m in members) if members else bool(_members(data))


def _members(data: bytes) -> tuple[str, ...]:
    """Names in a zip archive's directory; nothing is unpacked. Empty when it is none."""
    if not data.startswith(b"PK\x03\x04"):
        return ()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, struct.error):
        return ()


def _either(*ways: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    return lambda data: any(way(data) for way in ways)


def _text(data: bytes) -> bool:
    """Characters of a known encoding, none of them NUL, and no markup that a browser might take for a page."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "\0" not in text and not _MARKUP.match(text)
    return False


_OPEN_XML = "[Content_Types].xml"
_WPS = _either(_begins(_OLE), _package(_OPEN_XML))

ATTACHMENT_TYPES: Mapping[str, AttachmentType] = {
    "pdf": AttachmentType("PDF 文件", _begins(b"%PDF-")),
    "ofd": AttachmentType("OFD 版式文件（GB/T 33190）", _package("OFD.xml")),
    "docx": AttachmentType("Word 文档", _package(_OPEN_XML, "word/")),
    "xlsx": AttachmentType("Excel 工作簿", _package(_OPEN_XML, "xl/")),
    "pptx": AttachmentType("PowerPoint 演示文稿", _package(_OPEN_XML, "ppt/")),
    "doc": AttachmentType("Word 97—2003 文档", _begins(_OLE)),
    "xls": AttachmentType("Excel 97—2003 工作簿", _begins(_OLE)),
    "ppt": AttachmentType("PowerPoint 97—2003 演示文稿", _begins(_OLE)),
    "wps": AttachmentType("WPS 文字", _WPS),
    "et": AttachmentType("WPS 表格", _WPS),
    "dps": AttachmentType("WPS 演示", _WPS),
    "csv": AttachmentType("CSV 表格", _text),
    "txt": AttachmentType("纯文本", _text),
    "zip": AttachmentType("ZIP 压缩包", _package()),
    "jpg": AttachmentType("JPEG 图片", _begins(b"\xff\xd8\xff")),
    "jpeg": AttachmentType("JPEG 图片", _begins(b"\xff\xd8\xff")),
    "png": AttachmentType("PNG 图片", _begins(b"\x89PNG\r\n\x1a\n")),
    "gif": AttachmentType("GIF 图片", _begins(b"GIF87a", b"GIF89a")),
}


def attachment_type(name: str) -> AttachmentType | None:
    """The type that a file's name says it is; None when such a file is not published."""
    return ATTACHMENT_TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None


def content_fault(name: str, data: bytes) -> str:
    """Why these bytes may not be published under this name; empty when they may."""
    kind = attachment_type(name)
    if kind is None:
        return "是不公开的文件类型"
    if not data:
        return "是空的"
    return "" if kind.holds(data) else f"的内容不是“{kind.name}”"
