"""What tests of every tier use: the shipped content built with a fixed clock, a plain web server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from builder.commands.build import BuildOptions, BuildResult, build_site
from builder.problems import has_errors

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"  # labels and originals that do not ship; tests that want them skip without
AS_OF = date(2026, 11, 22)
BASE_URL = "https://example.org/any/base/"

Serve = Callable[..., str]


def copy_content(target: Path) -> Path:
    """A site root with the shipped content: builds record anchors, and tests must not write into the checkout."""
    shutil.copytree(ROOT / "content", target / "content")
    return target


def build(root: Path, out: Path, **options: object) -> BuildResult:
    """Build a site root with a fixed clock; content errors fail the test with their text."""
    result = build_site(BuildOptions(**{"root": root, "out": out, "as_of": AS_OF, **options}))  # type: ignore[arg-type]
    assert not has_errors(result.problems), "\n".join(map(str, result.problems))
    assert result.published
    return result


class _Files(SimpleHTTPRequestHandler):
    """Files of one folder below one path, as any static host serves them; nothing else of the machine."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012  as in the base class
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: object, base: str, **keywords: object) -> None:
        self.base = base
        super().__init__(*args, **keywords)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self.path.startswith(self.base):
            self.send_error(404)
            return
        self.path = "/" + self.path[len(self.base) :]
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a folder below a path on a free port; the address of its home page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder), base=base))  # type: ignore[arg-type]
    server.daemon_threads = True
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
