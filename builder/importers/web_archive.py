"""A web page that a browser, Word or WPS saved as one file (.mhtml, .mht): the page in it is read, its pictures are told of."""

from __future__ import annotations

import email
import re
from email.message import Message

from builder.importers import html
from builder.importers.values import Source, UnreadableDocumentError

NAME = "mhtml/1"
SUFFIXES = (".mhtml", ".mht")
_MARK = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(rb"(?:from|mime-version|subject|date|snapshot-content-location|content-type):", re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """Mail headers that announce several parts that belong together."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf\r\n ")
    return bool(_HEAD.match(head) and _MARK.search(head))


def read(data: bytes) -> Source:
    """The first page among the parts; further ones are its frames."""
    page = next((part for part in email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf")).walk() if part.get_content_type() == "text/html"), None)
    body = _body(page) if page is not None else b""
    if not body.strip():
        raise UnreadableDocumentError("没有找到正文：这个单个文件网页里没有网页；请在浏览器里打开，复制正文另存为 .docx 或 .txt")
    return html.read(body)


def _body(page: Message) -> bytes:
    """The page's bytes, in UTF-8 where the part says in what it is written."""
    payload = page.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = page.get_content_charset()
    if not charset:
        return raw
    try:
        return b"\xef\xbb\xbf" + raw.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return raw
