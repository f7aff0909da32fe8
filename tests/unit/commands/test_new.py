"""``gongkai new``: what a new site consists of, what is never touched, what is asked and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from builder.cli import gongkai
from builder.content.front_matter import Mapping, Scalar, parse_yaml, split_front_matter
from tests.support import ROOT, small_site

SOURCE = "git+https://example.org/owner/gongkai@v0.1.0"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def wanted_lines(site: Path) -> list[str]:
    """What requirements.txt asks for."""
    text = (site / "requirements.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class TestSite:
    def test_it_has_what_its_repository_needs(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path / "mine")
        assert result.exit_code == 0, result.output
        names = {p.relative_to(tmp_path / "mine").as_posix() for p in (tmp_path / "mine").rglob("*") if p.is_file()}
        assert {".github/workflows/pages.yml", "README.md", ".gitignore", "requirements.txt", "content/site.yml"} <= names
        assert all(f"已写 {tmp_path / 'mine' / name}" in result.output for name in names)
        steps = [line for line in result.output.splitlines() if line[:2] in {"1.", "2.", "3.", "4."}]
        assert len(steps) == 3
        assert "Settings → Pages" in steps[2]

    def test_the_output_is_ignored_and_nothing_that_belongs_to_the_site(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path)
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        asked = ["site/index.html", ".site-staging-1/a", ".cache/gongkai/a", ".venv/bin/python", "content/~$总结.md", ".DS_Store"]
        kept = ["wheels/gongkai-0.1.0-py3-none-any.whl", "content/reports/a.md", "content/reports/a.anchors.json", "content/reports/附表.xlsx"]
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "check-ignore", *asked, *kept, "README.md", "requirements.txt", ".github/workflows/pages.yml"],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert done.stdout.splitlines() == asked

    def test_the_readme_says_that_a_public_repository_hides_nothing(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path)
        text = (tmp_path / "README.md").read_text(encoding="utf-8")
        for said in ("草稿", "提交历史", "个人信息", "私有仓库", "publish_on", "corrections", "withdrawn", "requirements.txt", "Settings → Pages"):
            assert said in text, said
        for command in ("import", "check", "serve", "build", "new report"):
            assert f"gongkai {command}" in text
        names = [step["name"] for step in yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text(encoding="utf-8"))["jobs"]["build"]["steps"] if "name" in step]
        for step in ("安装程序", "检查内容", "生成网站", "读取 Pages 的网址"):
            assert step in text, "the README's table of what stopped"
            assert any(name.startswith(step) for name in names)

    def test_a_repository_that_was_made_before_keeps_its_files(self, tmp_path: Path) -> None:
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        (tmp_path / "README.md").write_text("mine", encoding="utf-8")
        (tmp_path / ".gitignore").write_text("mine", encoding="utf-8")
        result = run("new", "site", tmp_path)
        assert result.exit_code == 0, result.output
        assert [(tmp_path / n).read_text(encoding="utf-8") for n in ("README.md", ".gitignore")] == ["mine", "mine"]
        for name in ("README.md", ".gitignore"):
            assert f"已有，没有改动：{tmp_path / name}" in result.output
            assert f"已写 {tmp_path / name}" not in result.output
        assert "其中应有 /site/" in result.output
        assert (tmp_path / ".github" / "workflows" / "pages.yml").is_file()

    def test_a_site_is_never_written_over(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        before = sorted(root.rglob("*"))
        result = run("new", "site", root)
        assert result.exit_code == 2
        assert "已经有了" in result.output
        assert sorted(root.rglob("*")) == before

    def test_inside_another_repository_its_workflow_would_never_run(self, tmp_path: Path) -> None:
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        said = f"在另一个 git 仓库 {tmp_path.resolve()} 里"
        assert said in run("new", "site", tmp_path / "a").output
        subprocess.run(["git", "init", "--quiet", "b"], cwd=tmp_path, check=True)
        assert said not in run("new", "site", tmp_path / "b").output

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / ".github").write_text("a file where a folder is wanted")
        result = run("new", "site", tmp_path)
        assert result.exit_code == 1
        assert "不能写入" in result.output
        (tmp_path / ".github").unlink()
        assert run("new", "site", tmp_path).exit_code == 0, "the second try goes on"


class TestProgram:
    def test_left_open_it_says_so(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path)
        assert wanted_lines(tmp_path) == []
        assert "程序从哪里来还没有写" in result.output

    def test_given_it_is_one_line(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path, "--program", SOURCE)
        assert result.exit_code == 0
        assert wanted_lines(tmp_path) == [f"gongkai @ {SOURCE}"]
        assert "还没有写" not in result.output

    def test_a_wheel_that_is_not_there_yet_is_asked_for(self, tmp_path: Path) -> None:
        wheel = tmp_path / "wheels" / "gongkai-0.1.0-py3-none-any.whl"
        result = run("new", "site", tmp_path, "--program", "wheels/gongkai-0.1.0-py3-none-any.whl")
        assert wanted_lines(tmp_path) == ["./wheels/gongkai-0.1.0-py3-none-any.whl"]
        assert f"请把 wheel 文件放到 {wheel}" in result.output

    def test_a_wheel_that_is_there_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "wheels").mkdir()
        (tmp_path / "wheels" / "gongkai-0.1.0-py3-none-any.whl").touch()
        assert "请把" not in run("new", "site", tmp_path, "--program", "wheels/gongkai-0.1.0-py3-none-any.whl").output

    @pytest.mark.parametrize("source", ["gongkai", "gongkai==0.1", "git+https://example.org/o/gongkai", "../gongkai-0.1.0-py3-none-any.whl"])
    def test_a_place_that_can_change_is_refused_and_nothing_is_written(self, tmp_path: Path, source: str) -> None:
        result = run("new", "site", tmp_path / "mine", "--program", source)
        assert result.exit_code == 2
        assert not (tmp_path / "mine").exists()

    def test_requirements_that_were_there_are_not_touched(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.txt").write_text("mine\n")
        result = run("new", "site", tmp_path, "--program", SOURCE)
        assert wanted_lines(tmp_path) == ["mine"]
        assert f"只有一行，写明程序从哪里来：gongkai @ {SOURCE}" in result.output

    @pytest.mark.whole
    @pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by pty")
    @pytest.mark.parametrize(("answers", "lines"), [("\n", []), (f"gongkai\n{SOURCE}\n", [f"gongkai @ {SOURCE}"])])
    def test_on_a_terminal_it_is_asked(self, tmp_path: Path, answers: str, lines: list[str]) -> None:
        """Enter leaves it open; a wrong answer is explained and asked again."""
        ours, theirs = os.openpty()
        os.write(ours, answers.encode())
        command = [sys.executable, "-m", "builder", "new", "site", str(tmp_path / "mine")]
        done = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:
            pass  # Linux says so when the other end is closed
        os.close(ours)
        assert done.wait(60) == 0
        shown = said.decode()
        assert "程序的来源（直接回车：以后填写）：" in shown
        assert ("抢注" in shown) == (len(lines) == 1)
        assert wanted_lines(tmp_path / "mine") == lines


class TestReport:
    def front(self, path: Path) -> dict[str, str]:
        front, line, *_ = split_front_matter(path.read_text(encoding="utf-8"), "a.md")
        root, _ = parse_yaml(front, "a.md", line)
        assert isinstance(root, Mapping)
        return {key: node.value for key in ("id", "agency") if isinstance(node := root.get(key), Scalar)}

    @pytest.mark.parametrize("name", ["qinghe", "清河镇人民政府", "清河镇"])
    def test_an_office_may_be_called_by_any_of_its_names(self, tmp_path: Path, name: str) -> None:
        root = small_site(tmp_path)
        (root / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府, short_names: [清河镇]}\n", encoding="utf-8")
        result = run("new", "report", "--site-root", root, "--agency", name, "--year", "2025")
        assert result.exit_code == 0, result.output
        assert self.front(root / "content/reports/qinghe/qinghe-2025-zongjie.md") == {"id": "qinghe-2025-zongjie", "agency": "qinghe"}

    def test_an_unknown_office_is_refused_and_the_known_ones_named(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        result = run("new", "report", "--site-root", root, "--agency", "东湖街道", "--year", "2025")
        assert result.exit_code == 2
        assert "“东湖街道”不在 agencies.yml 里；有的机构：qinghe（清河镇人民政府）" in result.output
        assert len(list((root / "content" / "reports").rglob("*.md"))) == 1

    def test_no_office_stays_possible(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        assert run("new", "report", "--site-root", root, "--year", "2025").exit_code == 0
        assert (root / "content/reports/weibiaozhu/report-2025-zongjie.md").is_file()

    def test_outside_a_site_nothing_is_written(self, tmp_path: Path) -> None:
        result = run("new", "report", "--site-root", tmp_path, "--year", "2025")
        assert result.exit_code == 2
        assert "gongkai new site" in result.output
        assert list(tmp_path.iterdir()) == []

    def test_a_broken_list_of_offices_is_told_by_line(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        (root / "content" / "agencies.yml").write_text("- {id: qinghe}\n", encoding="utf-8")
        result = run("new", "report", "--site-root", root, "--agency", "qinghe", "--year", "2025")
        assert result.exit_code == 1
        assert "content/agencies.yml:1" in result.output
