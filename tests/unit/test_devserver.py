"""The preview: what it serves, what it refuses, when it reloads. Over a real socket, without building a site."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from itertools import chain, pairwise, repeat
from pathlib import Path

import pytest

from builder import devserver
from builder.devserver import Outcome, Preview, PreviewServer, changes, counts, locate, watched_state, with_tools

pytestmark = pytest.mark.parts

PAGE = "<!doctype html><html><head><title>x</title></head><body><p>正文</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small built site, with a secret beside it."""
    site = tmp_path / "site"
    (site / "reports" / "a").mkdir(parents=True)
    for name in ("index.html", "reports/a/index.html", "404.html"):
        (site / name).write_text(PAGE, encoding="utf-8")
    (site / "data.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture
def preview(folder: Path) -> Preview:
    return Preview(folder, "/x/", Outcome(published=True))


@pytest.fixture
def server(preview: Preview) -> Iterator[PreviewServer]:
    running = PreviewServer(preview, 0)
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def get(server: PreviewServer, path: str, host: str = "", method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """One request with the path exactly as given."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_it_listens_on_this_machine_only(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/x/"


def test_pages_are_served_below_the_base_path_without_caching(server: PreviewServer) -> None:
    answer, body = get(server, "/x/reports/a/")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "正文" in body.decode()
    assert get(server, "/reports/a/")[0].status == 404


def test_files_are_served_as_they_are(server: PreviewServer) -> None:
    answer, body = get(server, "/x/data.json?v=1")
    assert (answer.status, body) == (200, b"{}")
    assert answer.headers["Content-Type"].startswith("application/json")


def test_head_has_no_body(server: PreviewServer) -> None:
    answer, body = get(server, "/x/data.json", method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "2", b"")


@pytest.mark.parametrize(("path", "target"), [("/", "/x/"), ("/x/reports/a", "/x/reports/a/")])
def test_redirects(server: PreviewServer, path: str, target: str) -> None:
    answer, _ = get(server, path)
    assert (answer.status, answer.headers["Location"]) == (302, target)


def test_what_is_missing_gets_the_sites_own_page(server: PreviewServer) -> None:
    answer, body = get(server, "/x/none/")
    assert answer.status == 404
    assert "正文" in body.decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "", "127.0.0.1.evil.example:{port}", "localhost:1"])
def test_a_rebound_name_gets_nothing(server: PreviewServer, host: str) -> None:
    answer, body = get(server, "/x/", host.format(port=server.server_port) or "-")
    assert answer.status == 421
    assert "正文" not in body.decode()


def test_localhost_is_this_server_too(server: PreviewServer) -> None:
    assert get(server, "/x/", f"localhost:{server.server_port}")[0].status == 200


@pytest.mark.parametrize(
    "path",
    ["/x/../secret.txt", "/x/%2e%2e/secret.txt", "/x/..%2fsecret.txt", "/x/reports/../../secret.txt", "/x//etc/passwd", "/x/..\\secret.txt", "/x/%00", "/x/c:/windows"],
)
def test_nothing_outside_the_folder_is_served(server: PreviewServer, path: str) -> None:
    answer, body = get(server, path)
    assert answer.status == 404
    assert b"secret" not in body


FOREIGN = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (FOREIGN, 403),
        (FOREIGN | {"Sec-Fetch-Site": "same-site"}, 403),  # another port of this machine
        (FOREIGN | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        (FOREIGN | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"}, 403),
        (FOREIGN | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),  # a link in a chat
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/x/", "/x/data.json", "/_review/", "/-/reload.js"])
def test_what_another_site_embeds_gets_nothing(server: PreviewServer, desk: _Desk, path: str, said: dict[str, str], status: int) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers=said)
    answer = connection.getresponse()
    assert answer.status == status
    body = answer.read().decode()
    assert status == 200 or "正文" not in body
    connection.close()


def test_nothing_can_be_framed_or_read_by_another_site(server: PreviewServer, desk: _Desk) -> None:
    for path in ("/x/", "/x/data.json", "/x/none/", "/_review/", "/-/reload.js", "/-/errors.css"):
        headers = get(server, path)[0].headers
        assert headers["X-Frame-Options"] == "DENY", path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin"), path


@pytest.mark.whole
def test_half_open_connections_do_not_shut_others_out(server: PreviewServer) -> None:
    before = threading.active_count()
    waiting = [socket.create_connection(("127.0.0.1", server.server_port), timeout=10) for _ in range(300)]
    for one in waiting:
        with suppress(OSError):  # gone already
            one.sendall(b"GET /x/ HTTP/1.1\r\nHost:")
    assert get(server, "/x/")[0].status == 200
    assert threading.active_count() - before <= devserver._CONNECTIONS + 20  # and a few on their way out
    for one in waiting:
        one.close()


def test_who_says_nothing_is_not_waited_for(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devserver._Handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as one:
        one.sendall(b"GET /x/ HTTP/1.1\r\nHost:")
        assert one.recv(10) == b""


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    try:
        (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    except OSError:
        pytest.skip("this system makes no links")
    assert locate(folder, "out.txt") is None


class TestTools:
    def test_a_page_gets_an_external_script_and_keeps_its_policy(self) -> None:
        html = with_tools(PAGE.encode(), "b-1", Outcome(published=True)).decode()
        assert '<script src="/-/reload.js" data-build="b-1"></script></body>' in html
        assert "build-errors" not in html
        assert html.count("<script") == 1

    def test_errors_are_laid_over_the_last_good_page_escaped(self) -> None:
        html = with_tools(PAGE.encode(), "b-2", Outcome(False, ("a.md:3: 错误 <script>alert(1)</script>",))).decode()
        assert "正文" in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert "style=" not in html

    def test_before_the_first_build_has_ended_it_is_said_to_come(self, tmp_path: Path) -> None:
        waiting = PreviewServer(Preview(tmp_path / "site"), 0)
        threading.Thread(target=waiting.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            answer, body = get(waiting, "/")
            assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
            assert "正在第一次生成" in body.decode()
            assert "/-/reload.js" in body.decode(), "the page comes by itself"
        finally:
            waiting.shutdown()
            waiting.server_close()

    def test_while_one_site_takes_the_others_place_it_is_no_failure(self, server: PreviewServer, preview: Preview, folder: Path) -> None:
        preview.show(Outcome(published=True))
        (folder / "index.html").unlink()
        assert get(server, "/x/")[0].status == 503

    def test_before_the_first_good_build_there_is_a_page_of_its_own(self, server: PreviewServer, preview: Preview, folder: Path) -> None:
        (folder / "index.html").unlink()
        preview.show(Outcome(False, ("content/site.yml:2: 错误",)))
        answer, body = get(server, "/x/anything/")
        assert (answer.status, answer.headers["Retry-After"]) == (500, None)
        assert "content/site.yml:2: 错误" in body.decode()
        assert "Content-Security-Policy" in body.decode()

    def test_the_script_and_the_style_are_served(self, server: PreviewServer) -> None:
        assert b"EventSource" in get(server, "/-/reload.js")[1]
        assert get(server, "/-/errors.css")[0].headers["Content-Type"].startswith("text/css")


class TestReload:
    def test_a_page_of_the_present_build_waits_until_the_next(self, server: PreviewServer, preview: Preview) -> None:
        got: list[bytes] = []
        waiting = threading.Thread(target=lambda: got.append(get(server, f"/-/changes?seen={preview.build}")[1]))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive(), "nothing has changed yet"
        preview.show(Outcome(published=True))
        waiting.join(5)
        assert b"data: reload" in got[0]

    def test_a_page_of_another_build_reloads_at_once(self, server: PreviewServer) -> None:
        assert b"data: reload" in get(server, "/-/changes?seen=before-restart")[1]

    def test_builds_have_different_names(self, preview: Preview) -> None:
        names = [preview.build]
        for _ in range(2):
            preview.show(Outcome(published=True))
            names.append(preview.build)
        names.append(Preview(preview.folder).build)
        assert len(set(names)) == 4


class TestWatching:
    def test_an_edit_a_new_and_a_removed_file_are_seen(self, tmp_path: Path) -> None:
        states = [watched_state([tmp_path])]
        (tmp_path / "a.md").write_text("1")
        states.append(watched_state([tmp_path]))
        (tmp_path / "a.md").write_text("12")
        states.append(watched_state([tmp_path]))
        (tmp_path / "a.md").unlink()
        states.append(watched_state([tmp_path]))
        assert [a != b for a, b in pairwise(states)] == [True] * 3

    @pytest.mark.parametrize("name", [".a.md.swp", "a.md~", "#a.md#", ".DS_Store", "a.tmp", "__pycache__/a.cpython-311"])
    def test_editors_files_do_not_count(self, name: str) -> None:
        assert not counts(Path(name))
        assert counts(Path("a.md"))

    def test_polling_yields_once_per_change_and_stops(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        stop, seen = threading.Event(), threading.Semaphore(0)

        def watch() -> None:
            for _ in devserver._poll([tmp_path], stop, 0.02):
                seen.release()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        assert not seen.acquire(timeout=0.2)
        (tmp_path / ".a.md.tmp").write_text("1")  # does not count; renamed, it is there at once: writing in place is two changes
        (tmp_path / ".a.md.tmp").rename(tmp_path / "a.md")
        assert seen.acquire(timeout=5)
        assert not seen.acquire(timeout=0.2)
        stop.set()
        thread.join(5)
        assert not thread.is_alive()

    def test_changes_stop_when_told(self, tmp_path: Path) -> None:
        stop = threading.Event()
        stop.set()
        assert list(changes([tmp_path], stop)) == []


@pytest.mark.whole
def test_the_whole_round(folder: Path) -> None:
    """Build, serve, build again after an edit, tell every outcome, end cleanly."""
    content = folder.parent / "content"
    content.mkdir()
    stop, told = threading.Event(), threading.Semaphore(0)
    outcomes: list[Outcome] = []

    def hear(outcome: Outcome) -> None:
        outcomes.append(outcome)
        told.release()

    preview = Preview(folder)
    server = PreviewServer(preview, 0)
    builds = chain([Outcome(published=True)], repeat(Outcome(False, ("错误",))))  # one edit may be noticed twice
    completed = threading.Semaphore(0)

    def complete() -> Outcome:
        completed.release()
        return Outcome(published=True)

    thread = threading.Thread(target=devserver.run, args=(preview, server, lambda: next(builds), complete, [content], hear, stop))
    thread.start()
    assert told.acquire(timeout=10)
    assert completed.acquire(timeout=10), "what the first build left for later is done when nothing changes"
    (content / "a.md").write_text("1")
    assert told.acquire(timeout=20)
    assert [o.published for o in outcomes][:2] == [True, False]
    assert "错误" in get(server, "/")[1].decode()
    assert not completed.acquire(timeout=1.5), "a build that failed leaves nothing"
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


class _Desk:
    """Takes everything that reaches it."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []

    def show(self, query: str, token: str, failed: object) -> bytes:
        return f"<p>{query} {token} {failed}</p>".encode()

    def take(self, fields: dict[str, str]) -> str:
        if "wrong" in fields:
            raise devserver.NotWritten("理由没有写")
        if "full" in fields:
            raise OSError(28, "磁盘已满")
        self.taken.append(fields)
        return "saved=a"

    def refuse(self, fields: dict[str, str], why: str, token: str, failed: object) -> bytes:
        return f"<form>{fields} {why} {token}</form>".encode()


@pytest.fixture
def desk(preview: Preview) -> _Desk:
    preview.desk = _Desk()
    return preview.desk


def post(server: PreviewServer, body: str, path: str = "/_review/", **headers: str) -> tuple[HTTPResponse, bytes]:
    """A form as the review page sends it, but for the headers named here."""
    host = f"127.0.0.1:{server.server_port}"
    sent = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
    for name, value in (sent | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        connection.putheader(name, value)
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    return answer, told


def test_a_decision_of_the_page_is_taken_and_the_page_shown_again(server: PreviewServer, preview: Preview, desk: _Desk) -> None:
    answer, _ = post(server, f"token={preview.form_token}&key=a")
    assert (answer.status, answer.headers["Location"]) == (303, "/_review/?saved=a")
    assert desk.taken == [{"key": "a"}]


def test_a_decision_that_is_refused_comes_back_in_its_form(server: PreviewServer, preview: Preview, desk: _Desk) -> None:
    answer, told = post(server, f"token={preview.form_token}&wrong=a")
    assert (answer.status, desk.taken) == (422, [])
    assert told.decode() == f"<form>{{'wrong': 'a'}} 理由没有写 {preview.form_token}</form>"
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("body", "path", "headers", "status"),
    [
        ("token=TOKEN&key=a", "/_review/", {"Host": "evil.example"}, 421),
        ("token=TOKEN&key=a", "/_review/", {"Origin": "http://evil.example"}, 403),
        ("token=wrong&key=a", "/_review/", {}, 403),
        ("key=a", "/_review/", {}, 403),
        ("token=TOKEN&key=a", "/_review/", {"Content_Type": "text/plain"}, 415),
        ("token=TOKEN&key=a", "/_review/", {"Content_Length": "999999"}, 413),
        ("token=TOKEN&key=a", "/x/", {}, 404),
        ("token=TOKEN&key=a", "/_review/../x/", {}, 404),
        ("token=TOKEN&full=a", "/_review/", {}, 500),
    ],
)
def test_what_may_not_write_does_not(server: PreviewServer, preview: Preview, desk: _Desk, body: str, path: str, headers: dict[str, str], status: int) -> None:
    answer, told = post(server, body.replace("TOKEN", preview.form_token), path, **headers)
    assert answer.status == status
    assert desk.taken == []
    assert preview.form_token.encode() not in told


def test_without_a_desk_nothing_is_taken(server: PreviewServer, preview: Preview) -> None:
    assert post(server, f"token={preview.form_token}&key=a")[0].status == 404
    assert get(server, "/_review/")[0].status == 404


def test_the_review_page_cannot_be_framed_nor_run_scripts(server: PreviewServer, preview: Preview, desk: _Desk) -> None:
    answer, body = get(server, "/_review/?report=a")
    assert (answer.status, body.decode()) == (200, f"<p>report=a {preview.form_token} ()</p>")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (answer.headers["X-Frame-Options"], answer.headers["Referrer-Policy"]) == ("DENY", "same-origin")
    assert get(server, "/_review/", "evil.example")[0].status == 421


def test_it_hears_what_broke_the_last_build(server: PreviewServer, preview: Preview, desk: _Desk) -> None:
    preview.show(Outcome(published=False, messages=("坏",)))
    assert "('坏',)" in get(server, "/_review/")[1].decode()


def test_two_starts_have_two_tokens(folder: Path) -> None:
    tokens = {Preview(folder).form_token for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 40


def test_a_server_that_others_can_reach_writes_nothing(preview: Preview, desk: _Desk) -> None:
    running = PreviewServer(preview, 0, "0.0.0.0")
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        assert "人工核对已关闭" in get(running, "/_review/")[1].decode()
        answer, told = post(running, f"token={preview.form_token}&key=a")
        assert (answer.status, desk.taken) == (403, [])
        assert "人工核对已关闭" in told.decode()
    finally:
        running.shutdown()
        running.server_close()
