"""What pages weigh is told by kind; a page above the budget is noted."""

from __future__ import annotations

from builder.commands.page_sizes import HEAVIEST, PageSize, size_lines, too_heavy

PAGES = (
    PageSize("index.html", "home", 30_000),
    PageSize("reports/a/index.html", "report", 90_000),
    PageSize("reports/b/index.html", "report", HEAVIEST + 1_000),
    PageSize("elder/index.html", "长者版 home", 20_000),
)


def test_a_line_for_each_kind_the_heaviest_first() -> None:
    assert list(size_lines(PAGES)) == [
        "report\t2 页\t0.2 MB\t最大 151 KB\treports/b/index.html",
        "home\t1 页\t0.0 MB\t最大 30 KB\tindex.html",
        "长者版 home\t1 页\t0.0 MB\t最大 20 KB\telder/index.html",
    ]


def test_only_what_passes_the_budget_is_noted() -> None:
    assert [(p.location.path, p.code, p.severity) for p in too_heavy(PAGES)] == [("reports/b/index.html", "page.heavy", "notice")]
