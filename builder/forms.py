"""What a posted form must be before the preview writes anything: from this machine's own page, of this start, small and plain.

Comes in: the headers and the body of a request. Goes out: its fields, or ``Refused``. A page of another site can post to a
loopback address but not with our Origin; a name that was rebound to it is not among our hosts; and neither knows the token.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qsl

LARGEST = 16_384  # bytes; a reason and a sentence are far smaller
_FIELDS = 40
_KIND = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A request that nothing is done for: status and why, in Chinese."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


def body_length(headers: Message, own_hosts: Collection[str]) -> int:
    """How much to read of a request that may write; raises Refused otherwise."""
    host = headers.get("Host", "")
    if len(headers.get_all("Host", [])) != 1 or host not in own_hosts:
        raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "只接受对本机地址的访问")
    if headers.get_all("Origin", []) != [f"http://{host}"] or headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Refused(HTTPStatus.FORBIDDEN, "只接受从本页提交的决定")
    if headers.get_content_type() != _KIND:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "只接受网页表单")
    length = headers.get("Content-Length", "")
    if "Transfer-Encoding" in headers or not (length.isascii() and length.isdigit()):
        raise Refused(HTTPStatus.LENGTH_REQUIRED, "没有写明长度")
    if len(length) > 9 or int(length) > LARGEST:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"内容太长，最多 {LARGEST} 字节")
    return int(length)


def read_fields(body: bytes, token: str) -> dict[str, str]:
    """The form's fields, each at most once; raises Refused where the token of this start is missing or another's."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:  # UnicodeError among them
        raise Refused(HTTPStatus.BAD_REQUEST, "表单不能读取") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused(HTTPStatus.BAD_REQUEST, "表单里有重复的项")
    if not secrets.compare_digest(fields.pop("token", "").encode(), token.encode()):
        raise Refused(HTTPStatus.FORBIDDEN, "这一页是上一次启动时打开的，请刷新后再决定")
    return fields
