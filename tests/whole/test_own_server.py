"""The two recipes of docs/clerk/server.md, as they are written: an nginx folder and an object store."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.crawl import crawl
from tests.support import ROOT, Files, build, serving, small_site

TEXT = (ROOT / "docs" / "clerk" / "server.md").read_text(encoding="utf-8")
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=(), microphone=(), geolocation=()", "Cache-Control": "no-cache",
}  # fmt: skip
ADDRESS = "https://www.example.org/"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are not run on Windows")


def block(language: str, holding: str) -> str:
    (found,) = (b for b in re.findall(rf"(?ms)^```{language}\n(.*?)^```", TEXT) if holding in b)
    return str(found)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small site as it is built for a host, and the same to open from a folder."""
    folder = tmp_path_factory.mktemp("server")
    root = small_site(folder)
    build(root, folder / "site", base_url=ADDRESS)
    build(root, folder / "portable", portable=True)
    return folder / "site", folder / "portable"


# ---- nginx ----------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[str]:
    """nginx with the configuration of the recipe; only the place, the port and the files of the process are others."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    types = next(p for p in (Path("/etc/nginx/mime.types"), Path(program).parents[2] / "etc" / "nginx" / "mime.types") if p.is_file())
    port = free_port()
    written = block("nginx", "server_name")
    server = written
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("/srv/gongkai/current", str(root)), ("include mime.types;", f"include {types};")):
        assert server.count(old) == 1, old
        server = server.replace(old, new)
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{server}}}\n"
    if os.getuid() != 0:
        whole = whole.removeprefix("user root;\n")
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    running = subprocess.Popen(command)
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(10)


def released(site: Path, folder: Path) -> Path:
    """The commands of the recipe, with the server's folder here and an ``ssh`` that runs what it is given on this machine."""
    commands = block("sh", "ssh").splitlines()
    assert commands[0] == f"gongkai build --base-url {ADDRESS} --previous {ADDRESS}", "the site that the fixture has built; it was not published before"
    place = folder / "srv"
    place.mkdir()
    (folder / "ssh").write_text('#!/bin/sh\nshift\nexec sh -c "$1"\n', encoding="utf-8")
    (folder / "ssh").chmod(0o755)
    script = "\n".join(commands[1:]).replace("/srv/gongkai", str(place))
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "SERVER": "user@server"}
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=site.parent, env=environment, check=True)
    return place / "current"


def test_a_release_is_one_switch_and_the_old_one_stays(sites: tuple[Path, Path], tmp_path: Path) -> None:
    current = released(sites[0], tmp_path)
    assert current.is_symlink()
    assert {p.relative_to(current) for p in current.rglob("*")} == {p.relative_to(sites[0]) for p in sites[0].rglob("*")}
    (first,) = (p for p in current.parent.iterdir() if not p.is_symlink())
    assert current.readlink() == Path(first.name)


def test_nginx_serves_every_link_with_types_headers_and_its_404(sites: tuple[Path, Path], tmp_path: Path) -> None:
    with nginx(tmp_path, released(sites[0], tmp_path)) as home:
        reached, broken = crawl(home, public=ADDRESS, also=["404.html", "sitemap.xml", "feed.xml"])
        assert broken == []
        assert len(reached) > 40
        for place, kind in {
            "": "text/html; charset=utf-8", "manifest.json": "application/json; charset=utf-8", "data/reports.csv": "text/csv; charset=utf-8",
            "reports/qinghe-2024-zongjie/qinghe-2024-zongjie.md": "text/markdown; charset=utf-8", "static/icon.svg": "image/svg+xml; charset=utf-8",
            "static/search-box.js": "application/javascript; charset=utf-8", "pagefind/wasm.unknown.pagefind": "application/octet-stream",
        }.items():  # fmt: skip
            with urlopen(Request(home + place, headers={"Accept-Encoding": "gzip"}), timeout=10) as answer:
                assert answer.headers["Content-Type"] == kind, place
                assert {name: answer.headers[name] for name in HEADERS} == HEADERS, place
                assert answer.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if place.startswith("data/") else "same-origin")
                tag, body = answer.headers["ETag"], answer.read()
                if place == "":
                    assert "页" in gzip.decompress(body).decode()
            with pytest.raises(HTTPError, match="304"):
                urlopen(Request(home + place, headers={"If-None-Match": tag}), timeout=10)
        for hidden in ("nirgends/", ".nojekyll", ".git/config"):
            with pytest.raises(HTTPError) as gone:
                urlopen(home + hidden, timeout=10)
            assert gone.value.code == 404
            assert "没有" in gone.value.read().decode(), "the site's own page"
            assert gone.value.headers["X-Content-Type-Options"] == "nosniff"


# ---- an object store ------------------------------------------------------------------------------


class Store(Files):
    """Objects by their names, nothing else."""

    website = False

    def do_GET(self) -> None:  # noqa: N802  the name that the server calls
        key = unquote(urlsplit(self.path).path).removeprefix("/")
        if self.website and (key == "" or key.endswith("/")):
            key += "index.html"
        found = Path(self.directory) / key
        status = 200 if key and not key.endswith("/") and found.is_file() else 404
        page = Path(self.directory) / "404.html"
        data = found.read_bytes() if status == 200 else page.read_bytes() if self.website and page.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8" if key.endswith(".html") or status == 404 else "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Website(Store):
    """With the three rules of static website hosting."""

    website = True


def test_rclone_brings_exactly_the_site(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """The command of the recipe, to a store that is a folder: what is gone is deleted, what is not to be read stays out."""
    if not shutil.which("rclone"):
        pytest.skip("rclone is not installed")
    (built, command) = block("sh", "rclone").splitlines()
    assert built == f"gongkai build --base-url {ADDRESS} --previous {ADDRESS}"
    (tmp_path / "my-bucket").mkdir()
    (tmp_path / "my-bucket" / "alt.html").write_text("an old page")
    environment = {**os.environ, "RCLONE_CONFIG": str(tmp_path / "none"), "RCLONE_CONFIG_STORE_TYPE": "alias", "RCLONE_CONFIG_STORE_REMOTE": str(tmp_path)}
    subprocess.run(["sh", "-c", command], cwd=sites[0].parent, env=environment, check=True)
    there = {p.relative_to(tmp_path / "my-bucket").as_posix() for p in (tmp_path / "my-bucket").rglob("*") if p.is_file()}
    assert there == {p.relative_to(sites[0]).as_posix() for p in sites[0].rglob("*") if p.is_file()} - {".nojekyll"}


def test_every_link_opens_where_folders_have_an_index(sites: tuple[Path, Path]) -> None:
    with serving(sites[0], host=Website) as home:
        reached, broken = crawl(home, public=ADDRESS, also=["404.html", "sitemap.xml", "feed.xml"])
        assert broken == []
        assert len(reached) > 40
        with pytest.raises(HTTPError) as gone:
            urlopen(f"{home}nirgends", timeout=10)
        assert gone.value.code == 404
        assert "没有" in gone.value.read().decode()


def test_every_link_of_a_portable_site_names_its_file(sites: tuple[Path, Path]) -> None:
    assert "gongkai build --portable" in block("sh", "--portable")
    with serving(sites[1], host=Store) as home:
        reached, broken = crawl(f"{home}index.html")
        assert broken == []
        assert len(reached) > 40
