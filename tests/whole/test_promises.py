"""SECURITY.md, line by line: each promise names tests that are there, and what no other test says is said here."""

from __future__ import annotations

import ast
import re
import socket
from pathlib import Path

import pytest

from tests.support import REPORT, ROOT, build, small_site

PROMISE = re.compile(r"(?m)^- (?:.*\n)(?:  .*\n)*")
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)::((?:Test[A-Za-z]+::)?test_[a-z0-9_]+)`")
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_each_promise_names_a_test() -> None:
    promises = PROMISE.findall(TEXT)
    assert len(promises) > 10
    assert [p for p in promises if not NAMED.search(p)] == []


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED.findall(TEXT))))
def test_the_tests_that_it_names_are_there(file: str, test: str) -> None:
    names = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            names.add(node.name)
    assert test in names


def test_a_build_asks_nobody_and_publishes_nothing_of_drafts_and_undisclosed_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, words = small_site(tmp_path / "root"), ("栏杆四百二十七处", "石阶三百一十九级", "渡口十一处")
    for name, field, word in zip("bcd", ("draft: true", "disclosure: 不予公开", "publish_on: 2099-01-01"), words, strict=True):
        text = REPORT.replace("id: qinghe-2024-zongjie", f"id: report-{name}\n{field}") + f"\n修好{word}。\n"
        (root / "content" / "reports" / f"{name}.md").write_text(text, encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        pytest.fail("went online")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    build(root, tmp_path / "out", jobs=1)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        data = path.read_bytes()
        assert not any(word.encode() in data for word in words), path
        assert not any(f"report-{name}".encode() in data for name in "bcd"), path
