"""``gongkai status``: each thing that waits stands in its own group, and only there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import gongkai
from builder.commands.status import Group, read_status, show_status
from builder.manifest import Listed, render_manifest
from tests.support import REPORT, edit_report, small_site

TODAY = date(2026, 3, 31)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One published report beside a draft, a scheduled one and one that is not disclosed."""
    root = small_site(tmp_path)
    for name, fields in (
        ("draft", "draft: true\nwritten: 2026-02-02"),
        ("later", "publish_on: 2026-04-02\nwritten: 2026-03-30\nreview: {by: 办公室, date: 2026-03-30}"),
        ("kept", "disclosure: 不予公开"),
        ("gone", "withdrawn: {date: 2026-03-01, reason: 有误}"),
    ):
        text = REPORT.replace("qinghe-2024-zongjie", name).replace("12亿元", f"12亿元（{name}）").replace("summary:", f"{fields}\nsummary:")
        (root / "content" / "reports" / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "content" / "columns").mkdir()
    (root / "content" / "columns" / "help.md").write_text("---\ntitle: 帮助\nupdated: 2024-01-01\n---\n\n怎样查找。\n", encoding="utf-8")
    return root


def groups(root: Path, previous: str = "") -> dict[str, tuple[str, ...]]:
    found, problems = read_status(root, TODAY, previous, 1, None)
    assert [str(p) for p in problems if p.severity == "error"] == []
    return {g.name: tuple(line.replace("content/reports/", "").replace("  清河镇2024年工作总结", "") for line in g.lines) for g in found}


def test_each_in_its_group(root: Path) -> None:
    edit_report(root, "summary:", "written: 2025-01-10\npublished: 2025-03-03\nsummary:")
    assert groups(root) == {
        "草稿": ("draft.md",),
        "已定时": ("2026-04-02 later.md",),
        "到期": ("a.md",),
        "超过 20 个工作日": ("draft.md：成文 2026-02-02，已有 37 个工作日，还没有公开", "a.md：成文 2025-01-10，32 个工作日以后公开"),
        "该更新的": ("content/columns/help.md  帮助：2024-01-01 更新", "首页：最新一份发布于 2025-03-03，393 天前"),
        "未审查（保密）": ("a.md",),
        "未核对（数字）": ("a.md：1 项",),
    }


def test_what_is_published_already_is_not_due(root: Path) -> None:
    (root / "site").mkdir()
    listed = {"reports/qinghe-2024-zongjie/index.html": Listed(1, "0" * 64)}
    (root / "site" / "manifest.json").write_bytes(render_manifest(listed, version="1", as_of="2026-03-30", keep=()))
    assert groups(root)["到期"] == ()
    edit_report(root, "id: qinghe-2024-zongjie", "id: other")
    assert groups(root)["到期"] == ("a.md",)


def test_a_long_list_is_cut_and_what_waits_for_nobody_is_one_line() -> None:
    found = [Group("甲", "做这个", tuple(f"第 {n}" for n in range(12))), Group("乙", "做那个", ()), Group("丙", "做那个", ())]
    lines = list(show_status(found, everything=False))
    assert lines[0] == "甲（12）：做这个"
    assert lines[-2:] == ["  另有 2 项（加 --verbose 全列）", "没有：乙、丙"]
    assert len(list(show_status(found, everything=True))) == 14


def test_the_command(root: Path) -> None:
    result = CliRunner().invoke(gongkai, ["status", "--site-root", str(root), "--as-of", "2026-03-31"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("今天 2026-03-31\n草稿（1）：")
