"""The collection is made whatever a text holds; what could not be read of it is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builder.commands.collect import make_collection
from builder.commands.reading import read_content
from builder.content.limits import CLAUSE_LIMIT
from tests.support import edit_report, small_site


def test_a_stretch_that_was_not_read_for_figures_is_told(tmp_path: Path) -> None:
    root = small_site(tmp_path)
    edit_report(root, "增长5%。\n", "增长5%。\n\n新建" + "甲" * CLAUSE_LIMIT + "5家。\n")
    content = read_content(root, date(2025, 6, 1), "", 1)
    _, problems = make_collection(content.words, content.sound, content.as_of, 1)
    (problem,) = (p for p in problems if p.code == "body.unread")
    line = (root / "content" / "reports" / "a.md").read_text(encoding="utf-8").split("\n").index("新建" + "甲" * CLAUSE_LIMIT + "5家。") + 1
    assert str(problem).startswith(f"content/reports/a.md:{line}: 警告 [body.unread]：这一段太长（1004 字），没有从中读取数字")
