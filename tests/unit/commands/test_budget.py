"""The budget is told from names and sizes alone."""

from __future__ import annotations

from builder.commands.budget import HOST_LIMIT, budget, budget_line, kind_lines, near_limit
from builder.commands.page_sizes import PageSize

PAGES = (PageSize("index.html", "home", 30_000), PageSize("reports/a/index.html", "report", 90_000))
FILES = {
    "index.html": 30_000, "reports/a/index.html": 90_000, "reports/a/a.json": 20_000, "data/reports.json": 40_000, "data/x/2024.json": 60_000,
    "static/standard.js": 101_000, "pagefind/wasm.unknown.pagefind": 60_000, "pagefind/all/index/a.pf_index": 10_000, "feed.xml": 5_000, "robots.txt": 100,
}  # fmt: skip


def test_sums_by_kind_the_heaviest_first() -> None:
    b = budget(FILES, PAGES, 2)
    assert (b.pages, b.files, b.size) == (2, 10, sum(FILES.values()))
    assert list(kind_lines(b)) == [
        "网页\t2 个\t0.1 MB\t29%",
        "样式和脚本\t1 个\t0.1 MB\t24%",
        "数据\t2 个\t0.1 MB\t24%",
        "检索索引\t2 个\t0.1 MB\t17%",
        "文件的下载和朗读\t1 个\t0.0 MB\t5%",
        "订阅\t1 个\t0.0 MB\t1%",
        "其他\t1 个\t0.0 MB\t0%",
    ]
    assert sum(k.size for k in b.kinds) == b.size
    assert b.largest_page == PAGES[1]
    assert b.largest_data == ("data/x/2024.json", 60_000)


def test_the_host_is_full_when_what_grows_has_filled_the_rest() -> None:
    b = budget(FILES, PAGES, 2)
    growing = sum(FILES.values()) - 161_000
    assert b.full_at == int((HOST_LIMIT - 161_000) * 2 / growing)
    assert "至少 " + str(b.full_at) + " 份文件时达到 GitHub Pages 的上限 1 GB" in budget_line(b)
    assert "约 " in budget_line(budget(FILES, PAGES, 100)).partition("照这样增加")[2]
    assert "最大的一页 90 KB（reports/a/index.html）" in budget_line(b)


def test_without_reports_nothing_is_foretold() -> None:
    b = budget({"index.html": 1_000}, PAGES[:1], 0)
    assert b.full_at is None
    assert "上限" not in budget_line(b)
    assert budget({}, (), 0).size == 0


def test_from_80_percent_on_it_is_noted() -> None:
    almost = int(HOST_LIMIT * 0.8)
    assert not list(near_limit(budget({"data/a.json": almost - 1}, (), 800)))
    (problem,) = near_limit(budget({"data/a.json": almost}, (), 800))
    assert (problem.code, problem.severity) == ("site.near-limit", "notice")
    assert "80%" in problem.found
