"""Commands as a user meets them, on a site of one report: exit codes, what is written, the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import gongkai
from builder.commands.options import BuildOptions
from builder.commands.serve import outcome_of
from tests.support import AS_OF, edit_report, small_site


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


class TestOwnTemplates:
    """A site may override a template; its faults are named by file and line, and the old site stays."""

    @pytest.fixture
    def template(self, root: Path) -> Path:
        path = root / "templates" / "pages" / "home.html"
        path.parent.mkdir(parents=True)
        return path

    def test_an_override_extends_the_packages(self, root: Path, template: Path) -> None:
        template.write_text('{% extends "@base/pages/home.html" %}{% block head %}<meta name="x" content="ours">{% endblock %}')
        assert run("build", "--site-root", root, "--jobs", "1").exit_code == 0
        assert '<meta name="x" content="ours">' in (root / "site" / "index.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ('{% extends "base.html" %}\n{% block content %}\n{{ nope }}{% endblock %}', 3, "nope"),
            ('{% extends "base.html" %}\n{% block content %}', 2, "缺少“endblock”"),
            ('{% extends "none.html" %}', 1, "none.html"),
        ],
    )
    def test_a_fault_is_named_by_file_and_line(self, root: Path, template: Path, text: str, line: int, said: str) -> None:
        template.write_text(text)
        result = run("build", "--site-root", root, "--jobs", "1")
        assert result.exit_code == 1
        found = [x for x in result.output.splitlines() if "[template." in x]
        assert found
        assert all(f"templates/pages/home.html:{line}: 错误" in x and said in x for x in found)
        assert not (root / "site").exists()


def test_a_preview_shows_faults_and_records_nothing(root: Path) -> None:
    options = BuildOptions(root, root / "preview", AS_OF, record_anchors=False)
    assert outcome_of(options).published
    assert list(root.rglob("*.anchors.json")) == []
    edit_report(root, "year: 2024", "year: x")
    failed = outcome_of(options)
    assert not failed.published
    assert "content/reports/a.md:6: 错误" in failed.messages[0]


class TestClock:
    def test_as_of_is_recorded(self, root: Path) -> None:
        run("build", "--site-root", root, "--as-of", "2026-01-02", "--jobs", "1")
        assert '"as_of": "2026-01-02"' in (root / "site" / "manifest.json").read_text(encoding="utf-8")

    def test_else_the_environment_decides_in_beijing_time(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767369600")  # 2 January 2026, 16:00 UTC: the 3rd in Beijing
        run("build", "--site-root", root, "--jobs", "1")
        assert '"as_of": "2026-01-03"' in (root / "site" / "manifest.json").read_text(encoding="utf-8")
