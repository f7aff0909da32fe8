"""Tests of the code build their own sites, so that a fork publishes what it likes and its checks stay green."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support import COMPLETE, ROOT

pytestmark = pytest.mark.parts

ABOUT_CONTENT = ROOT / "tests" / "whole" / "test_content.py"  # the one place that may look at what is published
SOURCES = sorted(p for p in (ROOT / "tests").rglob("*.py") if "unseen" not in p.parts and p != ABOUT_CONTENT)


def reads_of_content(source: str) -> Iterator[int]:
    """Lines in which ``content`` is joined to the checkout's own folder: ROOT, a parent of the test's file, the current folder."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            base, last = ast.unparse(node.left), node.right
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Path" and node.args:
            base, last = "Path.cwd()", node.args[0]
        else:
            continue
        is_own = base in {"ROOT", "Path.cwd()"} or "__file__" in base
        if is_own and isinstance(last, ast.Constant) and str(last.value).split("/")[0] == "content":
            yield node.lineno


@pytest.mark.parametrize(
    "line", ['p = ROOT / "content"', 'p = ROOT / "content" / "reports"', 'p = ROOT / "content/site.yml"', 'p = Path(__file__).parents[3] / "content" / "a"', 'p = Path("content")']
)
def test_the_net_catches_what_it_is_meant_for(line: str) -> None:
    assert list(reads_of_content(line)) == [1]


def test_no_other_test_reads_the_published_content() -> None:
    found = [f"{p.relative_to(ROOT).as_posix()}:{line}" for p in SOURCES for line in reads_of_content(p.read_text(encoding="utf-8"))]
    assert found == []
    assert len(SOURCES) > 50
    assert list(reads_of_content(ABOUT_CONTENT.read_text(encoding="utf-8"))), "the net no longer catches anything"


def test_the_fixture_says_what_it_is() -> None:
    assert "非官方" in (COMPLETE / "README.md").read_text(encoding="utf-8")
    assert "非官方" in (COMPLETE / "content" / "site.yml").read_text(encoding="utf-8")
    reports = sorted((COMPLETE / "content" / "reports").rglob("*.md"))
    assert reports
    assert all("\nedition: 摘编\n" in p.read_text(encoding="utf-8") for p in reports)
    assert not list((COMPLETE / "content").rglob("*.anchors.json")), "a test has written into the checkout"
