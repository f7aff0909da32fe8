"""What tests of every tier use: a site of their own built with a fixed clock, a plain web server."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from builder.analysis.figures import IndicatorRules
from builder.analysis.places import kind_half
from builder.analysis.reading import read_figures, read_sentences
from builder.analysis.topics import TopicMatcher, find_mentions
from builder.commands.build import build_site
from builder.commands.options import BuildOptions, BuildResult
from builder.content.topics import Topic
from builder.manifest import Listed, listed_of
from builder.model import Report, ReportKind
from builder.problems import has_errors
from builder.rendering.assets import bundle_assets

ROOT = Path(__file__).resolve().parents[1]
UNIT_PARTS = {ROOT / "tests" / "unit" / room for room in ("commands", "importers")}  # a recipe, a document read: no quick tests
COMPLETE = ROOT / "tests" / "sites" / "complete"  # never content/: a fork may publish anything and passes the same tests
SHARED = ROOT.parent / "shared"  # labels and originals that do not ship; tests that want them skip without
AS_OF = date(2026, 11, 22)
BASE_URL = "https://example.org/any/base/"

SCRIPTS = ROOT / "templates" / "static" / "search"
# Words that stand beside figures everywhere, as topics: many more passages than a dictionary of topics finds.
COMMON = tuple(Topic(f"t{i}", word) for i, word in enumerate(("建设", "就业", "教育", "投资", "企业", "项目", "改造", "收入", "增长", "服务")))

Serve = Callable[..., str]

REPORT = """\
---
id: qinghe-2024-zongjie
title: 清河镇2024年工作总结
agency: qinghe
kind: 总结
year: 2024
summary: 回顾全年工作。
---

## 一、经济

全年地区生产总值12亿元，增长5%。
"""


@cache
def tiers_of_folder(folder: Path) -> tuple[str, ...]:
    """The tiers of all tests below a folder."""
    above = {folder, *folder.parents}
    return tuple(tier for tier in ("whole", "browser") if ROOT / "tests" / tier in above) + (() if UNIT_PARTS.isdisjoint(above) else ("parts",))


def tiers_of_file(path: Path) -> list[str]:
    """The tiers that a file of tests says for all of them in its first lines, known without running it."""
    return re.findall(r"(?m)^pytestmark = \[?pytest\.mark\.(parts|whole|long)\b", path.read_text(encoding="utf-8")) if path.suffix == ".py" else []


@cache
def tiers_left_out(asked: str) -> frozenset[str]:
    """Tiers of which an expression for ``-m`` wants no test, whatever else a test is marked as; none where it is more than ``… and not …``."""
    plain = not {"or", "("}.intersection(asked.replace("(", " ( ").split())
    return frozenset(term.removeprefix("not ") for term in asked.split(" and ") if plain and term.startswith("not "))


def sample(values: Iterable[object], every: int) -> list[object]:
    """Values for ``parametrize``: the first of each ``every`` for all runs, the others for ``make long``."""
    return [value if place % every == 0 else pytest.param(value, marks=pytest.mark.long) for place, value in enumerate(values)]


def copy_content(target: Path) -> Path:
    """A site root with the fixture's content: builds record anchors, and tests must not write into the checkout."""
    shutil.copytree(COMPLETE / "content", target / "content")
    return target


def small_site(folder: Path) -> Path:
    """A site root of one report at ``content/reports/a.md``; what it does not have comes from the package."""
    (folder / "content" / "reports").mkdir(parents=True)
    (folder / "content" / "site.yml").write_text("name: 清河公开\n", encoding="utf-8")
    (folder / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府}\n", encoding="utf-8")
    (folder / "content" / "reports" / "a.md").write_text(REPORT, encoding="utf-8")
    return folder


def listed_below(folder: Path) -> dict[str, Listed]:
    """Every file below, as a manifest lists it."""
    return {p.relative_to(folder).as_posix(): listed_of(p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def older_manifest(path: Path) -> None:
    """Make a manifest one of version 1: without the reports, its digest over names and contents alone."""
    value = json.loads(path.read_text(encoding="utf-8"))
    lines = "".join(f"{name}\0{value['files'][name]['sha256']}\n" for name in sorted(value["files"]))
    older = {key: value[key] for key in ("generator", "as_of", "files")} | {"version": 1, "digest": hashlib.sha256(lines.encode()).hexdigest()}
    path.write_text(json.dumps(older), encoding="utf-8")


def edit_report(root: Path, old: str, new: str) -> None:
    """Change the small site's report; what is changed must be there."""
    path = root / "content" / "reports" / "a.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def build(root: Path, out: Path, **options: object) -> BuildResult:
    """Build a site root with a fixed clock; content errors fail the test with their text."""
    result = build_site(BuildOptions(**{"root": root, "out": out, "as_of": AS_OF, **options}))  # type: ignore[arg-type]
    assert not has_errors(result.problems), "\n".join(map(str, result.problems))
    assert result.published
    return result


# Chromium in a container, asking no other host anything.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class Files(SimpleHTTPRequestHandler):
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
        with suppress(BrokenPipeError, ConnectionResetError):  # the browser went on to another page
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving(folder: Path, base: str = "/", host: type[Files] = Files) -> Iterator[str]:
    """Serve a folder below a path on a free port, as such a host does; the address of its home page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder), base=base))  # type: ignore[arg-type]
    server.daemon_threads = True
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()


def put_scripts(folder: Path) -> None:
    """The search's modules as they are published, for node: it takes .js for modules only below a package.json that says so."""
    for name, content in bundle_assets({path.name: path.read_bytes() for path in SCRIPTS.glob("*.js")}).items():
        (folder / name).write_bytes(content)
    (folder / "package.json").write_text('{"type":"module"}', encoding="utf-8")


def disagreements(report: Report, kinds: Sequence[ReportKind], topics: TopicMatcher, rules: IndicatorRules) -> tuple[int, list[str]]:
    """(passages with figures, figures of which the topic's passage says another half, or another year than all of them)."""
    reading = read_sentences(report, kind_half(report, kinds), rules)
    rows = read_figures(report, reading, rules)
    seen, found = 0, []
    for mention in find_mentions(report, topics, reading.places):
        inside = [r for r in rows if r.paragraph == mention.paragraph and mention.start <= r.start and r.end <= mention.end]
        seen += bool(inside)
        # What there is (还有3万老人) belongs to the half that it stands in: a plan says it too, and promises nothing by it.
        halves = [(r, reading.places.at(r.paragraph, r.value_start).kind if r.kind == "state" else r.kind) for r in inside]
        found += [f"{mention.kind}: {r.quote}" for r, half in halves if mention.kind not in ("both", "actual" if half == "state" else half)]
        if inside and mention.year not in {r.year for r in inside}:
            found.append(f"{mention.year}: {mention.quote}")
    return seen, found
