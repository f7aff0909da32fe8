"""What the preview writes for: its own page on this machine, of this start, in a small plain form; nothing else."""

from __future__ import annotations

from email.message import Message
from http import HTTPStatus

import pytest

from builder.forms import LARGEST, Refused, body_length, read_fields

HOST = "127.0.0.1:8000"
HOSTS = frozenset({HOST, "localhost:8000"})
GOOD = {"Host": HOST, "Origin": f"http://{HOST}", "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "12"}


def headers(**changed: str | None) -> Message:
    message = Message()
    for name, value in (GOOD | {k.replace("_", "-"): v for k, v in changed.items()}).items():
        if value is not None:
            message[name] = value
    return message


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Host": "localhost:8000", "Origin": "http://localhost:8000"},
        {"Sec_Fetch_Site": "same-origin"},
        {"Content_Type": "application/x-www-form-urlencoded; charset=utf-8"},
    ],
)
def test_its_own_page_may_write(changed: dict[str, str]) -> None:
    assert body_length(headers(**changed), HOSTS) == 12


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}, HTTPStatus.MISDIRECTED_REQUEST),  # a rebound name
        ({"Host": None}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Origin": None}, HTTPStatus.FORBIDDEN),
        ({"Origin": "null"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "http://evil.example"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "http://127.0.0.1:9000"}, HTTPStatus.FORBIDDEN),
        ({"Origin": f"https://{HOST}"}, HTTPStatus.FORBIDDEN),
        ({"Origin": f"http://{HOST}.evil.example"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "http://localhost:8000"}, HTTPStatus.FORBIDDEN),
        ({"Sec_Fetch_Site": "cross-site"}, HTTPStatus.FORBIDDEN),
        ({"Sec_Fetch_Site": "none"}, HTTPStatus.FORBIDDEN),
        ({"Content_Type": "text/plain"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Type": "multipart/form-data; boundary=x"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Type": None}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Length": None}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": "-1"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": "²"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Transfer_Encoding": "chunked"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": str(LARGEST + 1)}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ({"Content_Length": "9" * 5000}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_nobody_else_may(changed: dict[str, str | None], status: HTTPStatus) -> None:
    with pytest.raises(Refused) as refused:
        body_length(headers(**changed), HOSTS)
    assert refused.value.status is status


@pytest.mark.parametrize("name", ["Host", "Origin"])
def test_a_header_that_comes_twice_is_refused(name: str) -> None:
    twice = headers()
    twice[name] = GOOD[name]
    with pytest.raises(Refused):
        body_length(twice, HOSTS)


def test_fields_are_read_once_the_token_is_right() -> None:
    assert read_fields(b"token=secret&reason=%E7%90%86%E7%94%B1+a&nth=", "secret") == {"reason": "理由 a", "nth": ""}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"reason=x", HTTPStatus.FORBIDDEN),
        (b"token=&reason=x", HTTPStatus.FORBIDDEN),
        (b"token=secre&reason=x", HTTPStatus.FORBIDDEN),
        (b"token=%E5%AF%86", HTTPStatus.FORBIDDEN),
        (b"token=other&token=secret", HTTPStatus.BAD_REQUEST),
        (b"token=secret&reason=%FF", HTTPStatus.BAD_REQUEST),
        (b"token=secret\xff", HTTPStatus.BAD_REQUEST),
        (b"token=secret&" + b"&".join(b"a%d=1" % n for n in range(50)), HTTPStatus.BAD_REQUEST),
        (b"", HTTPStatus.FORBIDDEN),
        (b"token", HTTPStatus.BAD_REQUEST),
    ],
)
def test_other_forms_are_refused(body: bytes, status: HTTPStatus) -> None:
    with pytest.raises(Refused) as refused:
        read_fields(body, "secret")
    assert refused.value.status is status
