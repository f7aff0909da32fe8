"""Commands as a user meets them, on a site of one report: exit codes, what is written, the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import gongkai
from tests.support import edit_report, small_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def test_a_good_build_is_0(root: Path) -> None:
    result = run("build", "--site-root", root, "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert (root / "site" / "index.html").is_file()
    assert "已生成" in result.output

def test_a_mistake_is_1_and_leaves_the_site(root: Path) -> None:
    assert run("build", "--site-root", root, "--jobs", "1").exit_code == 0
    before = (root / "site" / "manifest.json").read_bytes()
    edit_report(root, "year: 2024", "year: 二〇二四")
    result = run("build", "--site-root", root, "--jobs", "1")
    assert result.exit_code == 1
    assert "原来的网站没有改动" in result.output
    assert (root / "site" / "manifest.json").read_bytes() == before

def test_strict_makes_warnings_errors(root: Path) -> None:
    edit_report(root, "summary: 回顾全年工作。\n", "")
    assert run("check", "--site-root", root).exit_code == 0
    assert run("check", "--site-root", root, "--strict").exit_code == 1


class TestClock:
    def test_as_of_is_recorded(self, root: Path) -> None:
        run("build", "--site-root", root, "--as-of", "2026-01-02", "--jobs", "1")
        assert '"as_of": "2026-01-02"' in (root / "site" / "manifest.json").read_text(encoding="utf-8")

    def test_else_the_environment_decides_in_beijing_time(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767369600")  # 2 January 2026, 16:00 UTC: the 3rd in Beijing
        run("build", "--site-root", root, "--jobs", "1")
        assert '"as_of": "2026-01-03"' in (root / "site" / "manifest.json").read_text(encoding="utf-8")
