"""Malformed inputs of every kind that the program takes, made from good ones by chance: findings or a refusal, in time, and nothing else.

A thousand in every run, ten thousand and more for ``make long``. No exception but the refusals that callers know, no input above five
seconds of CPU, no write while reading, no letter of a body lost unheard; of some the whole site is built.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from openpyxl import Workbook

from builder.checks.review import Reviewing
from builder.commands import kept
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.content.attachments import ATTACHMENT_TYPES, content_fault
from builder.content.characters import clean_body
from builder.content.decisions import parse_decisions
from builder.content.drafts import read_markdown
from builder.content.front_matter import split_front_matter
from builder.content.indicators import parse_indicators
from builder.content.site_files import parse_agencies, parse_column, parse_site
from builder.content.terms import parse_terms
from builder.content.topics import parse_topics
from builder.content.wrong_words import parse_wrong_words
from builder.forms import Refused, body_length, read_fields
from builder.importers import ImportOptions, UnreadableDocumentError, import_document
from builder.manifest import ManifestBroken, parse_manifest
from builder.site_root import ReportFile, read_dictionaries
from builder.store import ValueLost, pack, unpack
from tests.pdf_files import Pdf
from tests.support import AS_OF, COMPLETE, REPORT, ROOT, small_site
from tests.unit.content.test_nothing_lost import in_order, said, text_of, words
from tests.word_files import Word

CHUNK, QUICK, ALL = 250, 4, 44  # inputs in a test, tests of every run, tests in all
BUILT_EVERY = 125
SECONDS = 5.0
KNOWN = (UnreadableDocumentError, ManifestBroken, Refused, ValueLost)
TOKENS = (
    "\0", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\ufffe", "²", "٣", "\u2028", "\r", "\t", "　", "---\n", "\n---\n", "...", "&x [*x, *x]", "*x", "<<: ", "!!python/object:x ",
    "? ", "- ", ": ", "{", "}", "[", "]", "|", ">", "'", '"', "\\", "%", "#", "`", "```\n", "<!--", "-->", "<script>", "</td>", "<td colspan=9999>", "<div>" * 30,
    "<ol start=99999999999999999999>", "<table>", "![](", "[a](javascript:x)", "[^1]", "\n> " * 30, "\n  - x" * 5, "    " * 9, "（", "）", "“", "①", "一、", "第九十九章",
    "9" * 400, "1e400", "-0", "0.0.0", "2024-13-45", "五" * 60, "增长5%，" * 40, "的" * 300, "全年" * 200, "&#0;", "&#x110000;", "&undefined;", "\ud7ff", "𠀀", "🏛", "a" * 900,
)  # fmt: skip
Taker = Callable[[bytes, str], object]


# ---- what takes input ------------------------------------------------------------------------------


@cache
def step() -> Any:
    dictionaries = read_dictionaries(COMPLETE)
    by = Reviewing(dictionaries.agencies, dictionaries.kinds, dictionaries.wrong_words, True)
    return kept._step(dictionaries, by)


def take_report(data: bytes, name: str) -> None:
    """As a build does: read, look for persons, review, analyse."""
    text = data.decode(errors="replace")
    step()(ReportFile(Path(name), f"content/reports/{name}", text, Path(name + ".json")))
    body, line = split_front_matter(text, name)[2:4]
    body = clean_body(body)
    drafts, problems = read_markdown(body, line, name)
    if not problems and not re.search(r"[&<`\[]", body):  # marks and addresses have tests of their own
        assert in_order(text_of(body), words("".join(said(drafts)))), "letters were lost in silence"


def take_sidecar(data: bytes, name: str) -> None:
    file = ReportFile(Path(name), name, REPORT, Path(name), sidecar_text=data.decode(errors="replace"), review=data.decode(errors="replace"))
    step()(file)


def take_form(data: bytes, name: str) -> None:
    headers = Message()
    for line in data.decode("latin-1").split("\n")[:6]:
        key, _, value = line.partition(":")
        if re.fullmatch(r"[A-Za-z-]+", key):
            headers[key] = re.sub(r"[\r\n]", "", value.strip())
    try:
        body_length(headers, ["127.0.0.1:8000"])
    finally:
        read_fields(data, "token")


def of_text(parse: Callable[[str, str], object]) -> Taker:
    return lambda data, name: parse(data.decode(errors="replace"), name)


def take_value(data: bytes, name: str) -> None:
    """Torn, not forged: nobody else's value is ever unpickled, and what was torn the sum of its packing finds."""
    unpack(data)


def take_import(data: bytes, name: str) -> None:
    import_document(data, name, ImportOptions())


def take_attachment(data: bytes, name: str) -> None:
    for suffix in ATTACHMENT_TYPES:
        content_fault(f"a.{suffix}", data)


@cache
def seeds() -> dict[str, tuple[Taker, list[tuple[str, bytes]]]]:
    """By kind what takes it, and good inputs with their names."""
    content = COMPLETE / "content"
    reports = [(p.name, p.read_bytes()) for p in sorted(content.rglob("reports/**/*.md"))][:6]
    cases = sorted((ROOT / "tests" / "cases" / "import").iterdir())
    texts = [(p.name, p.read_bytes()) for p in cases if p.suffix in {".txt", ".html", ".md"}]
    word = Word()
    word.say("清河镇2024年工作总结")
    word.say("一年来，全镇完成投资3亿元，增长5%。")
    word.table([["指标", "数值"], ["完成投资（亿元）", "3"]])
    book = Workbook()
    book.active.append(["指标", "数值"])
    book.active.append(["完成投资（亿元）", 3])
    sheet = io.BytesIO()
    book.save(sheet)
    pdf = Pdf()
    pdf.title("清河镇2024年工作总结")
    pdf.say("一年来，全镇完成投资3亿元，增长5%。" * 5)
    packed = [("a.docx", word.data()), ("a.xlsx", sheet.getvalue()), ("a.pdf", pdf.data())]
    manifest = json.dumps({"version": 1, "generator": "gongkai 1", "as_of": "2026-01-01", "digest": "0" * 64, "keep": [".git"],
                           "files": {"index.html": {"size": 3, "sha256": "0" * 64}}}).encode()  # fmt: skip
    decisions = "- {anchor: s1-abcd, figure: 12亿元, nth: 1, date: 2026-01-01, decision: correct, reason: 印错, value: 13, unit: 亿元}\n".encode()
    indicators = (ROOT / "builder" / "defaults" / "indicators.yml").read_bytes()[:6000]
    sidecar = b'{"version": 3, "sections": ["s1 abc"], "paragraphs": ["s1-abcd efgh"]}'
    wrong = (ROOT / "builder" / "defaults" / "wrong_words.yml").read_bytes()[:5000]
    column = (content / "columns" / "about.md").read_bytes()
    form = b"Host: 127.0.0.1:8000\nOrigin: http://127.0.0.1:8000\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 20\ntoken=token&key=%E4%BD%A0"
    return {
        "report": (take_report, [*reports, ("a.md", REPORT.encode())]),
        "import": (take_import, texts),
        "office files": (take_import, packed),
        "site": (of_text(parse_site), [("site.yml", (content / "site.yml").read_bytes())]),
        "agencies": (of_text(parse_agencies), [("agencies.yml", (content / "agencies.yml").read_bytes())]),
        "topics": (of_text(parse_topics), [("topics.yml", (content / "topics.yml").read_bytes())]),
        "terms": (of_text(parse_terms), [("terms.yml", (content / "terms.yml").read_bytes())]),
        "column": (of_text(lambda text, name: parse_column(text, name, "about")), [("about.md", column)]),
        "indicators": (of_text(parse_indicators), [("indicators.yml", indicators)]),
        "wrong words": (of_text(parse_wrong_words), [("wrong_words.yml", wrong)]),
        "decisions": (of_text(lambda text, name: parse_decisions(text, name, "a")), [("a.review.yml", decisions)]),
        "sidecar": (take_sidecar, [("a.anchors.json", sidecar), ("a.review.yml", decisions)]),
        "manifest": (lambda data, _: parse_manifest(data), [("manifest.json", manifest)]),
        "form": (take_form, [("form", form)]),
        "value": (take_value, [("value", pack({"a": ["text"] * 30}))]),
        "attachment": (take_attachment, packed),
    }


# ---- how it is spoiled -----------------------------------------------------------------------------


def spoil(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One to six changes: cut, doubled, moved, put in, bits turned, another file's part."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in "ab")
        how = chance.randrange(9)
        if how == 0:
            data = data[:at]
        elif how == 1:
            data = data[:at] + data[at : at + 400] * chance.choice((2, 3, 40)) + data[at:]
        elif how == 2:
            data = data[:at] + data[to:]
        elif how == 3:
            data = data[to:] + data[:at]
        elif how == 4 and data:
            spot = chance.randrange(len(data))
            data = data[:spot] + bytes([data[spot] ^ 1 << chance.randrange(8)]) + data[spot + 1 :]
        elif how == 5:
            start = chance.randrange(len(other) + 1)
            data = data[:at] + other[start : start + 300] + data[at:]
        else:
            data = data[:at] + chance.choice(TOKENS).encode("utf-8", "surrogatepass") + data[at:]
    return data[:150_000]


def spoil_package(data: bytes, chance: random.Random) -> bytes:
    """A part of a zip package spoiled, the package whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        return spoil(data, data, chance)
    name = chance.choice(sorted(parts))
    parts[name] = spoil(parts[name], parts[chance.choice(sorted(parts))], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


def inputs(chunk: int) -> Iterator[tuple[str, Taker, str, bytes]]:
    chance = random.Random(chunk)
    kinds = sorted(seeds())
    weighted = [*kinds, *["report"] * 5, *["import"] * 3]
    for _ in range(CHUNK):
        kind = chance.choice(weighted)
        take, good = seeds()[kind]
        (name, data), (_, other) = chance.choice(good), chance.choice(good)
        if kind == "report" and len(data) > 4000:  # a part of a long one: all of it again and again would only take time
            start = chance.randrange(0, len(data) - 3000)
            data = data[:700] + b"\n" + data[start : start + 3000]
        package = kind == "office files" and name != "a.pdf" and chance.random() < 0.7
        yield kind, take, name, spoil_package(data, chance) if package else spoil(data, other, chance)


# ---- who watches -----------------------------------------------------------------------------------

_WRITES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod", "shutil.rmtree", "subprocess.Popen", "socket.connect"}
_seen: list[tuple[str, str]] | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event == "open" and isinstance(arguments[0], str) and (arguments[2] or 0) & 0o1103:  # WRONLY, RDWR, CREAT, TRUNC
        _seen.append((event, arguments[0]))
    elif event in _WRITES and not _is_nothing(event, arguments):
        _seen.append((event, str(arguments[0])))


def _is_nothing(event: str, arguments: tuple[Any, ...]) -> bool:
    """A folder that is there already is not made; what lies in a folder goes with it, and that was noted."""
    return (event == "os.mkdir" and Path(arguments[0]).is_dir()) or (event in {"os.remove", "os.rmdir"} and arguments[1] != -1)


sys.addaudithook(_hook)


@contextmanager
def watching() -> Iterator[list[tuple[str, str]]]:
    """What is written, run or asked of the network meanwhile."""
    global _seen
    found: list[tuple[str, str]] = []
    _seen = found
    try:
        yield found
    finally:
        _seen = None


class _TooLongError(BaseException):
    pass


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLongError


@pytest.mark.skipif(sys.platform == "win32", reason="no such timer there")
@pytest.mark.parametrize("chunk", [pytest.param(n, marks=pytest.mark.long) if n >= QUICK else n for n in range(ALL)])
def test_it_is_told_and_nothing_else(chunk: int, tmp_path: Path) -> None:
    step()
    wrong: list[str] = []
    slowest = 0.0
    previous = signal.signal(signal.SIGPROF, _stop)
    try:
        for number, (kind, take, name, data) in enumerate(inputs(chunk)):
            label = f"{kind} {name} chunk {chunk} number {number}"
            started = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            with watching() as written:
                try:
                    take(data, name)
                except KNOWN:
                    pass
                except _TooLongError:
                    wrong.append(f"{label}: longer than {SECONDS} s")
                except Exception as error:
                    wrong.append(f"{label}: {type(error).__name__}: {error}")
                finally:
                    signal.setitimer(signal.ITIMER_PROF, 0)
            slowest = max(slowest, time.process_time() - started)
            wrong += [f"{label}: {event} {path}" for event, path in written]
            if number % BUILT_EVERY == 0:
                wrong += [f"{label}: {fault}" for fault in build_with(kind, name, data, tmp_path / str(number))]
    finally:
        signal.signal(signal.SIGPROF, previous)
    print(f"\nchunk {chunk}: {CHUNK} inputs, slowest {slowest:.2f} s")
    assert not wrong, "\n".join(wrong)


PLACES = {"report": "reports/b.md", "column": "columns/about.md", "decisions": "reports/a.review.yml", "sidecar": "reports/a.anchors.json",
          "site": "site.yml", "agencies": "agencies.yml", "topics": "topics.yml", "terms": "terms.yml", "indicators": "indicators.yml"}  # fmt: skip


def build_with(kind: str, name: str, data: bytes, folder: Path) -> list[str]:
    """A whole build over the spoiled file: every write stays in the output, beside the report, in the cache or in a temporary folder."""
    root = small_site(folder / "root")
    path = root / "content" / PLACES.get(kind, "reports/b.md")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    may = (f"{root}/site", f"{root}/.site-gongkai", f"{root}/content/reports/", f"{folder}/values", f"{tempfile.gettempdir()}/gongkai-", os.environ["GONGKAI_CACHE"], "/dev/null")
    before = {p: p.read_bytes() for p in (root / "content").rglob("*") if p.is_file()}
    with watching() as written:
        build_site(BuildOptions(root, root / "site", AS_OF, cache=folder / "values"))
    after = {p: p.read_bytes() for p in (root / "content").rglob("*") if p.is_file()}
    changed = [p for p in before if after.get(p) != before[p] and not p.name.endswith(".anchors.json")]
    strange = [f"{event} {path}" for event, path in written if not path.startswith(may) and event not in {"subprocess.Popen", "os.chmod"} and not path.isdigit()]
    return [*(f"changed {p}" for p in changed), *strange]


def test_the_watch_sees_a_write(tmp_path: Path) -> None:
    with watching() as written:
        (tmp_path / "a").write_text("x")
        (tmp_path / "b").mkdir()
    assert [event for event, _ in written] == ["open", "os.mkdir"]
