"""A folder served on this machine only, with the page reloaded when a build is done. An edge: sockets and clocks.

Comes in: a function that builds, folders to watch. Goes out: HTTP. Files are served as they were built;
to pages alone a script of our own is added, external and classic, so the pages' own policy stays in force.
Knows nothing of content: the command hands in what to build and how findings are worded.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import quote, unquote

from builder.defaults import read_default
from builder.forms import Refused, body_length, read_fields

LOOPBACK = "127.0.0.1"
TOOLS = "/-/"  # no page can have this address: slugs are letters and digits
REVIEW = "/_review/"  # nor this one
_HEARTBEAT = 15.0  # seconds; a closed page is noticed then
_LULL = 1.0  # seconds without a change, until what was left is done
_PATIENCE = 10.0  # seconds for the next bytes of a request
_AGAIN = "2"  # seconds, for a program that asks before the first site is there; a page of ours hears of it
_CONNECTIONS = 64  # at once; the oldest goes when there is one more, and a page of ours that waits asks again
_OPEN_TO_OTHERS = "预览开在别的机器也能打开的地址上，人工核对已关闭；只用本机地址时才能写"
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
_DESK_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}

RELOAD_SCRIPT = """\
// Reloads the page when the next build is done. Only `gongkai serve` adds this script; a published page has none.
"use strict";
(() => {
  const changes = new EventSource("/-/changes?seen=" + document.currentScript.dataset.build);
  changes.onmessage = () => location.reload();
  addEventListener("pagehide", () => changes.close());
})();
"""

ERROR_STYLE = """\
.build-errors { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 99; padding: 1rem 1.5rem;
  background: #fff6f5; color: #1c1c1c; border-top: 4px solid #b3261e; font: 1rem/1.7 sans-serif; }
.build-errors h2 { margin: 0; font-size: 1.2rem; color: #8c1d18; }
.build-errors ol { padding-left: 1.5rem; }
.build-errors li { overflow-wrap: anywhere; }
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one build gave: was a site published, and what must be read (errors first, as printed)."""

    published: bool
    messages: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        """Why there is no new site; empty where there is one."""
        return () if self.published else self.messages


class NotWritten(Exception):
    """Why a decision was refused, in Chinese; nothing was changed."""


class Desk(Protocol):
    """The page on which a person decides. It is told the token of this start, and hears only requests that may write."""

    def show(self, query: str, token: str, failed: Sequence[str]) -> bytes: ...

    def take(self, fields: dict[str, str]) -> str:
        """Write a decision; the query of the page to go on with. Raises NotWritten."""
        ...

    def refuse(self, fields: dict[str, str], why: str, token: str, failed: Sequence[str]) -> bytes:
        """The page with the form that was not written, filled in as it was, and why."""
        ...


@dataclass(slots=True)
class Preview:
    """The site being previewed, shared by the builder and the requests. ``folder`` holds the last good build."""

    folder: Path
    base_path: str = "/"
    outcome: Outcome = Outcome(published=False, messages=("正在第一次生成，请稍候……",))
    desk: Desk | None = None
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _token: str = field(default_factory=lambda: secrets.token_hex(4))
    _builds: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def build(self) -> str:
        """Names the present build; differs after a restart too, so that pages left open reload."""
        return f"{self._token}-{self._builds}"

    @property
    def is_coming(self) -> bool:
        """Is a site that is not there yet about to be: before the first build's end, and while one takes the other's place?"""
        return self._builds == 0 or self.outcome.published

    def show(self, outcome: Outcome) -> None:
        """Take in a finished build and wake the pages that wait for it."""
        with self._changed:
            self.outcome = outcome
            self._builds += 1
            self._changed.notify_all()

    def wait(self, seen: str, seconds: float) -> bool:
        """True once the build is another than the one seen; False after the given time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.build != seen, seconds)


class PreviewServer(ThreadingHTTPServer):
    """Bound to loopback; answers only to loopback names, so that no other site can read it by a rebound name."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = _CONNECTIONS

    def __init__(self, preview: Preview, port: int, host: str = LOOPBACK) -> None:
        self.preview = preview
        self._open: dict[socket.socket, None] = {}  # oldest first
        self._opening = threading.Lock()
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """As the base class, a thread each; but of so many connections only."""
        with self._opening:
            self._open[request] = None
            oldest = next(iter(self._open)) if len(self._open) > _CONNECTIONS else None
            if oldest:
                del self._open[oldest]
        if oldest:
            with suppress(OSError):
                oldest.shutdown(socket.SHUT_RDWR)  # its thread wakes up and closes it
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """As the base class."""
        with self._opening:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silent where the other end has gone; a mistake of ours is printed as the base class does."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_bind(self) -> None:
        """As the base class, without its reverse look-up of the host name, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    @property
    def may_write(self) -> bool:
        """Only this machine can reach it: then a person may decide here."""
        return ipaddress.ip_address(str(self.server_address[0])).is_loopback

    @property
    def address(self) -> str:
        """Where to open the site."""
        return f"http://{LOOPBACK}:{self.server_port}{self.preview.base_path}"

    @property
    def own_hosts(self) -> frozenset[str]:
        """Values of the Host header that mean this server."""
        return frozenset(f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost"))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "gongkai"
    sys_version = ""
    timeout = _PATIENCE

    @property
    def _preview(self) -> Preview:
        return cast(PreviewServer, self.server).preview

    def do_GET(self) -> None:
        """Answer a page, a file, one of our tools, or 404."""
        if self.headers.get("Host", "") not in cast(PreviewServer, self.server).own_hosts:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", "只接受对本机地址的访问".encode())
            return
        if is_read_by_another_site(self.headers):
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", "只接受预览自己的页面的访问".encode())
            return
        path = self.path.partition("?")[0]
        if path == TOOLS + "reload.js":
            self._send(HTTPStatus.OK, _TYPES[".js"], RELOAD_SCRIPT.encode())
        elif path == TOOLS + "errors.css":
            self._send(HTTPStatus.OK, _TYPES[".css"], ERROR_STYLE.encode())
        elif path == TOOLS + "review.css":
            self._send(HTTPStatus.OK, _TYPES[".css"], read_default("review.css").encode())
        elif path in (REVIEW, REVIEW.rstrip("/")) and self._preview.desk:
            self._show_desk(self._preview.desk)
        elif path == TOOLS + "changes":
            self._stream_changes(self.path.partition("?seen=")[2])
        else:
            self._serve_site(path)

    do_HEAD = do_GET  # noqa: N815  the base class asks for this name

    def _show_desk(self, desk: Desk) -> None:
        if not cast(PreviewServer, self.server).may_write:
            self._send(HTTPStatus.FORBIDDEN, _TYPES[".html"], _bare_page(_OPEN_TO_OTHERS))
            return
        outcome = self._preview.outcome
        page = desk.show(self.path.partition("?")[2], self._preview.form_token, outcome.failed)
        self._send(HTTPStatus.OK, _TYPES[".html"], page, _DESK_POLICY)

    def do_POST(self) -> None:
        """A decision from the review page, or nothing."""
        preview, server = self._preview, cast(PreviewServer, self.server)
        self.close_connection = True  # what was not read of a refused body must not pass for a request
        try:
            length = body_length(self.headers, server.own_hosts)
            if self.path != REVIEW or preview.desk is None:
                raise Refused(HTTPStatus.NOT_FOUND, "没有这个页面")
            if not server.may_write:
                raise Refused(HTTPStatus.FORBIDDEN, _OPEN_TO_OTHERS)
            fields = read_fields(self.rfile.read(length), preview.form_token)
            try:
                self._redirect(f"{REVIEW}?{preview.desk.take(fields)}", HTTPStatus.SEE_OTHER)
            except NotWritten as wrong:
                page = preview.desk.refuse(fields, str(wrong), preview.form_token, preview.outcome.failed)
                self._send(HTTPStatus.UNPROCESSABLE_ENTITY, _TYPES[".html"], page, _DESK_POLICY)
        except Refused as refused:
            self._send(refused.status, _TYPES[".html"], _bare_page(str(refused)))
        except OSError as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, _TYPES[".html"], _bare_page(f"没有写入：{error.strerror or '连接中断'}"))

    def _serve_site(self, path: str) -> None:
        preview = self._preview
        if path == "/" and preview.base_path != "/":
            self._redirect(preview.base_path)
            return
        if not (preview.folder / "index.html").is_file():
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE if preview.is_coming else HTTPStatus.INTERNAL_SERVER_ERROR, _bare_page())
            return
        found = locate(preview.folder, path.removeprefix(preview.base_path)) if path.startswith(preview.base_path) else None
        if found is None:
            self._send_missing()
        elif found.is_dir():
            self._redirect(preview.base_path + quote(found.relative_to(preview.folder.resolve()).as_posix()) + "/")
        elif found.suffix == ".html":
            self._send_page(HTTPStatus.OK, found.read_bytes())
        else:
            kind = _TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            self._send(HTTPStatus.OK, kind, found.read_bytes())

    def _send_missing(self) -> None:
        page = self._preview.folder / "404.html"
        self._send_page(HTTPStatus.NOT_FOUND, page.read_bytes() if page.is_file() else _bare_page("没有这个页面"))

    def _send_page(self, status: HTTPStatus, html: bytes) -> None:
        self._send(status, _TYPES[".html"], with_tools(html, self._preview.build, self._preview.outcome))

    def _redirect(self, target: str, status: HTTPStatus = HTTPStatus.FOUND) -> None:
        self.send_response(status)
        self.send_header("Location", target)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.send_header("Retry-After", _AGAIN)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Content-Security-Policy", policy or "frame-ancestors 'none'")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "same-origin")  # without any, browsers would send no Origin with the form
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream_changes(self, seen: str) -> None:
        """Server-sent events: one message as soon as the build differs from the one the page shows."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            self.wfile.write(b"retry: 500\n\n")
            while not self._preview.wait(seen, _HEARTBEAT):
                self.wfile.write(b": still here\n\n")
            self.wfile.write(b"data: reload\n\n")
        except OSError:
            return  # the page is closed

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the base class
        """Silent: what matters is printed by the command."""


def is_read_by_another_site(headers: Message) -> bool:
    """Does a page of another site or port fetch, embed or frame this, as its browser says? To be led here by a link is no harm."""
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return False
    return (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) != ("navigate", "document")


def locate(folder: Path, address: str) -> Path | None:
    """The file or folder below ``folder`` that an address names; None where there is none, or outside of it."""
    name = unquote(address)
    if "\0" in name or "\\" in name or ":" in name or any(part in {".", ".."} for part in name.split("/")):
        return None
    root = folder.resolve()
    target = (root / name.lstrip("/")).resolve()
    if not target.is_relative_to(root):
        return None
    if name == "" or name.endswith("/"):
        target = target / "index.html"
    elif target.is_dir():
        return target if (target / "index.html").is_file() else None
    return target if target.is_file() else None


def with_tools(html: bytes, build: str, outcome: Outcome) -> bytes:
    """A page with the reload script, and with the last build's errors laid over it."""
    added = f'<script src="{TOOLS}reload.js" data-build="{escape(build)}"></script>'
    if not outcome.published:
        items = "".join(f"<li>{escape(message)}</li>" for message in outcome.messages)
        title = "这次没有生成网站，下面是上一次的页面" if b"data-bare" not in html else "还没有生成网站"
        added += f'<link rel="stylesheet" href="{TOOLS}errors.css"><section class="build-errors" role="alert"><h2>{title}</h2><ol>{items}</ol></section>'
    head, mark, tail = html.rpartition(b"</body>")
    return head + added.encode() + mark + tail if mark else html + added.encode()


def _bare_page(text: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>gongkai serve</title></head><body data-bare><p>{escape(text)}</p></body></html>"
    ).encode()


def watched_state(folders: Iterable[Path]) -> frozenset[tuple[str, int, int]]:
    """Name, time and size of every file that a build reads; editors' temporary files do not count."""
    found: set[tuple[str, int, int]] = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if counts(path) and path.is_file():
                try:
                    stat = path.stat()
                except OSError:
                    continue  # gone between listing and looking
                found.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)


def counts(path: Path) -> bool:
    """Is this a file an author edits? Hidden, backup and swap files are not, nor what is compiled of others."""
    return path.parent.name != "__pycache__" and not path.name.startswith((".", "#")) and not path.name.endswith(("~", ".swp", ".tmp", ".part"))


def changes(folders: Sequence[Path], stop: threading.Event, seconds: float = 0.5) -> Iterator[None]:
    """Yields once after each change below the folders, until stopped. Looks every ``seconds``, or listens by watchfiles."""
    try:
        from watchfiles import watch
    except ImportError:
        yield from _poll(folders, stop, seconds)
        return
    for _ in watch(*(f for f in folders if f.is_dir()), stop_event=stop, watch_filter=lambda _, name: counts(Path(name)), raise_interrupt=False):
        yield


def _poll(folders: Sequence[Path], stop: threading.Event, seconds: float) -> Iterator[None]:
    before = watched_state(folders)
    while not stop.wait(seconds):
        after = watched_state(folders)
        if after != before:
            before = after
            yield


def run(
    preview: Preview,
    server: PreviewServer,
    build: Callable[[], Outcome],
    complete: Callable[[], Outcome],
    folders: Sequence[Path],
    told: Callable[[Outcome], None],
    stop: threading.Event,
) -> None:
    """Serve, build, and build again after every change until ``stop`` is set; ``told`` hears every outcome.

    What ``build`` leaves for later ``complete`` does, once nothing has changed for a moment.
    """
    left = False
    due = threading.Event()
    due.set()
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.1), daemon=True).start()
    threading.Thread(target=_note_changes, args=(folders, due, stop), daemon=True).start()
    try:
        while not stop.is_set():
            if due.wait(_LULL if left else 0.2):
                due.clear()
                outcome = build()
                preview.show(outcome)
                told(outcome)
                left = outcome.published
            elif left:
                left = False
                complete()
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


def _note_changes(folders: Sequence[Path], due: threading.Event, stop: threading.Event) -> None:
    for _ in changes(folders, stop):
        due.set()
