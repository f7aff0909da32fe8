"""Above the figures no module reads a row's sentence again: what it says of the figure stands in the row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import builder

ROOT = Path(builder.__file__).parent
ROWS = {"row", "r", "promise", "outcome", "answer", "target", "result", "own"}
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
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            read = [node.func.value, *(node.args if node.func.attr in {"search", "match", "fullmatch", "split", "findall", "finditer", "sub"} else [])]
        for expression in read:
            if isinstance(expression, ast.Attribute) and expression.attr == "quote" and _name(expression.value) in ROWS:
                yield node.lineno


def _name(expression: ast.expr) -> str:
    return expression.id if isinstance(expression, ast.Name) else expression.attr if isinstance(expression, ast.Attribute) else ""


def test_what_counts_as_reading() -> None:
    for line in ("'再' in promise.row.quote", "re.search('x', row.quote)", "PATTERN.match(a.row.quote)", "row.quote[2:4]", "row.quote.split('，')"):
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
