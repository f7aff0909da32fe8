"""Above the figures no module reads a row's sentence again: what it says of the figure stands in the row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import builder

pytestmark = pytest.mark.parts

ROOT = Path(builder.__file__).parent
ROWS = {"row", "r", "promise", "outcome", "answer", "target", "result", "own"}
# Functions that cut or fold a text.
CUT = {"fold_width", "fold", "name_key", "own_key", "core_of", "verbs_of", "sentence_spans", "sentence_at"}
# What the corpus step is made of: it joins what was read of each report, and looks at no text.
JOINED = ("accounts", "counterparts", "ledger", "ledger_books", "ledger_names", "ledger_pairs", "quantities", "series", "things", "verdicts")
# Quotes of topics are no figures; the pages here cut a quote to the length that they show.
OTHERS = {"analysis/compare.py", "pages/review.py", "pages/wrong.py"}


def _readings(tree: ast.AST) -> Iterator[int]:
    """Lines on which a row's quote is searched, cut or compared."""
    for node in ast.walk(tree):
        read: list[ast.expr] = []
        if isinstance(node, ast.Subscript):
            read = [node.value]
        elif isinstance(node, ast.Compare):
            read = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CUT:
            read = [*node.args]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            read = [node.func.value, *(node.args if node.func.attr in {"search", "match", "fullmatch", "split", "findall", "finditer", "sub"} else [])]
        for expression in read:
            if isinstance(expression, ast.Attribute) and expression.attr == "quote" and _name(expression.value) in ROWS:
                yield expression.lineno


def _name(expression: ast.expr) -> str:
    return expression.id if isinstance(expression, ast.Name) else expression.attr if isinstance(expression, ast.Attribute) else ""


def test_what_counts_as_reading() -> None:
    lines = (
        "'再' in promise.row.quote", "re.search('x', row.quote)", "PATTERN.match(a.row.quote)", "row.quote[2:4]", "row.quote.split('，')",
        "fold_width(row.quote)", "core_of(a.row.quote)",
    )  # fmt: skip
    for line in lines:
        assert list(_readings(ast.parse(line))) == [1], line
    assert not list(_readings(ast.parse("show(row.quote, row.anchor)")))


def test_no_module_above_the_figures_reads_a_quote() -> None:
    found = [
        f"{place}:{line}"
        for folder in ("analysis", "pages", "rendering", "checks", "commands")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "figures" not in path.parent.name and (place := path.relative_to(ROOT).as_posix()) not in OTHERS
        for line in _readings(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def _texts(tree: ast.AST) -> Iterator[int]:
    """Lines on which a report's paragraphs are asked for, or the text of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of_one = node.attr == "text" and _name(node.value) in {"p", "paragraph", "cell", "report"}
            if of_one or node.attr in {"paragraphs", "paragraph_by_id", "blocks"}:
                yield node.lineno


def test_the_corpus_step_looks_at_no_text() -> None:
    assert list(_texts(ast.parse("report.paragraphs"))) == list(_texts(ast.parse("paragraph.text"))) == [1]
    found = [f"{name}:{line}" for name in JOINED for line in _texts(ast.parse((ROOT / "analysis" / f"{name}.py").read_text(encoding="utf-8")))]
    assert not found
