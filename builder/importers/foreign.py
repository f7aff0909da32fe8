"""Files of which no text can be had as they are: what each is, and what to do with it."""

from __future__ import annotations

from builder.importers import packages
from builder.importers.values import Source, UnreadableDocumentError

NAME = "picture/1"
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic")
OTHER_NAME = "other/1"
OTHER_SUFFIXES = (".ofd", ".docm", ".ppt", ".pptx", ".zip", ".rar", ".7z")
PICTURE = "是图片，里面没有文字；请先识别成文字（WPS“图片转文字”或扫描软件），逐字核对数字后另存为 .docx 或 .txt"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OTHER: tuple[tuple[bytes, str], ...] = (
    (b"OFD.xml", "是 OFD 版式文件；请在 OFD 阅读器里复制正文，另存为 .docx 或 .txt"),
    (b"ppt/presentation", "是演示文稿；请把要公开的文字复制到 Word 文档，另存为 .docx"),
)


def is_picture(data: bytes) -> bool:
    """A picture, whatever it is called."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def read_picture(data: bytes) -> Source:
    """Never text: a person has to have it recognised."""
    raise UnreadableDocumentError(PICTURE)


def is_other(data: bytes) -> bool:
    """A new office file behind a password, or an archive of another kind."""
    zipped = data[:4] == b"PK\x03\x04" and b"mimetypeapplication/vnd.oasis." not in data[:100]
    return packages.is_locked(data) or zipped or data.startswith((b"Rar!", b"7z\xbc\xaf"))


def read_other(data: bytes) -> Source:
    """Says what it is."""
    if packages.is_locked(data):
        raise UnreadableDocumentError("文件有打开密码；请在 Word 或 WPS 里去掉密码（文件→信息→保护文档），另存后再导入")
    found = next((message for part, message in _OTHER if part in data), "")
    raise UnreadableDocumentError(found or "不是文档（像是压缩包，或损坏的 Word、Excel 文件）；压缩包请先解压，损坏的请在 Word 或 WPS 里打开，另存后再导入")
