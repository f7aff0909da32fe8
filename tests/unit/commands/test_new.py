"""``gongkai new``: what a new site consists of, what is never touched, what is asked and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from builder.analysis.figures.rules import load_rules
from builder.analysis.reading import extract_rows
from builder.checks.collection import check_sample
from builder.cli import gongkai
from builder.commands.program import installed_from
from builder.commands.reading import read_content
from builder.content.front_matter import Mapping, Node, Scalar, Sequence, parse_yaml, split_front_matter
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.content.schemas import field_words
from builder.content.site_files import parse_site
from builder.defaults import read_default
from builder.model import Agency
from builder.site_root import parse_report, read_dictionaries, report_files
from tests.support import AS_OF, REPORT, ROOT, small_site

RAW = "青河镇2024年工作总结\n青河镇人民政府\n\n2024年，全镇干部群众共同努力。\n\n一、经济平稳增长\n\n全年修路12公里。\n"
SOURCE = "git+https://example.org/owner/gongkai@v0.1.0"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def answered(answers: str, *arguments: str) -> str:
    """What a terminal shows to one who types these answers; the command must succeed."""
    ours, theirs = os.openpty()
    os.write(ours, answers.encode())
    done = subprocess.Popen([sys.executable, "-m", "builder", *arguments], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(ours)
    assert done.wait(60) == 0, said.decode()
    return said.decode()


def wanted_lines(site: Path) -> list[str]:
    """What requirements.txt asks for."""
    text = (site / "requirements.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class TestSite:
    def test_it_has_what_its_repository_needs(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path / "mine")
        assert result.exit_code == 0, result.output
        names = {p.relative_to(tmp_path / "mine").as_posix() for p in (tmp_path / "mine").rglob("*") if p.is_file()}
        assert {".github/workflows/pages.yml", ".github/workflows/inbox.yml", "inbox/README.md", "README.md", ".gitignore", "requirements.txt"} <= names
        editor = {name for name in names if name.startswith(".vscode/")}
        names = {name for name in names if not name.startswith((".vscode/", ".git/"))}
        assert all(f"已写 {tmp_path / 'mine' / name}" in result.output for name in names)
        assert f"已写 {tmp_path / 'mine' / '.vscode'}（编辑器的提示，{len(editor)} 个文件）" in result.output
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
        assert "收件箱只用于私有仓库" in text
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


def git(folder: Path, *arguments: str) -> list[str]:
    done = subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


class TestRepository:
    def test_what_was_written_waits_for_its_first_commit_and_nothing_else(self, tmp_path: Path) -> None:
        """Whatever lies in the folder beside it was not meant for the public."""
        (tmp_path / "私人.docx").write_bytes(b"x")
        result = run("new", "site", tmp_path)
        assert "已建 git 仓库" in result.output
        assert 'git commit -m "新建网站"' in result.output
        assert git(tmp_path, "symbolic-ref", "HEAD") == ["refs/heads/main"]
        added = sorted(f"A  {name}" for name in git(tmp_path, "ls-files"))
        assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == [*added, "?? 私人.docx"]
        assert {"content/site.yml", ".vscode/settings.json", "inbox/README.md"} <= set(git(tmp_path, "ls-files"))

    def test_on_a_computer_where_git_knows_no_name_it_is_said_before_the_commit_stops(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
            monkeypatch.delenv(name, raising=False)
        settings = tmp_path / "gitconfig"
        settings.write_text("[user]\nuseConfigOnly = true\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        assert 'git config --global user.name "' in run("new", "site", tmp_path / "a").output
        settings.write_text("[user]\nname = a\nemail = a@example.org\n")
        assert "git config" not in run("new", "site", tmp_path / "b").output

    def test_not_when_it_is_not_wanted_or_there_is_one(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path / "a", "--no-git")
        assert not (tmp_path / "a" / ".git").exists()
        subprocess.run(["git", "init", "--quiet", "b"], cwd=tmp_path, check=True)
        assert "已建 git 仓库" not in run("new", "site", tmp_path / "b").output
        assert git(tmp_path / "b", "ls-files") == []

    def test_a_report_comes_with_it_and_no_sample(self, tmp_path: Path) -> None:
        (tmp_path / "总结.txt").write_text(RAW, encoding="utf-8")
        result = run("new", "site", tmp_path / "mine", tmp_path / "总结.txt")
        assert result.exit_code == 0, result.output
        reports = [name for name in git(tmp_path / "mine", "ls-files") if name.startswith("content/reports/")]
        assert len(reports) == 1
        assert "shili" not in reports[0] + (tmp_path / "mine" / "content" / "agencies.yml").read_text(encoding="utf-8")
        assert "1. 核对导入的文件：gongkai check --site-root" in result.output

    def test_a_report_that_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "总结.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        result = run("new", "site", tmp_path / "mine", tmp_path / "总结.png")
        assert result.exit_code == 1
        assert "没有导入" in result.output


class TestSample:
    def test_no_one_can_take_it_for_a_real_office(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path)
        words = read_dictionaries(tmp_path)
        (file,) = report_files(tmp_path, [])
        read = parse_report(file, words.agencies, words.kinds)
        assert read.problems == ()
        assert read.report is not None
        assert read.report.meta.title.startswith("示例：示例机构")
        (office,) = words.agencies
        assert office.name == "示例机构（虚构，不是真实的机关）"
        assert "不是任何机关的文件，机构、事情和数字都是虚构的" in read.report.paragraphs[0].text
        rows = extract_rows(read.report, "both", load_rules()[0])
        assert {"actual", "target"} <= {row.kind for row in rows}
        assert all("示例" in row.indicator for row in rows), "nothing of it stands under the name of a real indicator"

    def test_it_is_told_once_there_is_anything_else(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path)
        content = read_content(tmp_path, date(2026, 11, 29), "", 1)
        assert not [p for p in content.problems if p.code == "report.sample"]
        (tmp_path / "content" / "agencies.yml").write_text(
            (tmp_path / "content" / "agencies.yml").read_text(encoding="utf-8") + "- {id: qinghe, name: 清河镇人民政府}\n", encoding="utf-8"
        )
        (tmp_path / "content" / "reports" / "a.md").write_text(REPORT, encoding="utf-8")
        (told,) = [p for p in read_content(tmp_path, date(2026, 11, 29), "", 1).problems if p.code == "report.sample"]
        assert told.severity == "warning"
        assert "content/reports/shili-jigou/" in told.action

    def test_an_official_site_never_publishes_it(self) -> None:
        report = read_report(read_default("new_site/sample.md"), "a/b.md", [Agency("shili-jigou", "示例机构")], shipped_kinds()).report
        assert report
        assert [p.severity for p in check_sample([report], official=True)] == ["error"]
        assert list(check_sample([report], official=False)) == []


def keys_of(node: Node, before: str = "") -> Iterator[str]:
    """Every key below a node, as ``publisher.phone``."""
    for one in node.items if isinstance(node, Sequence) else (node,):
        for key, inner in one.entries if isinstance(one, Mapping) else ():
            yield before + key.value
            yield from keys_of(inner, f"{before}{key.value}.")


class TestSettings:
    def test_every_key_of_site_yml_is_there_with_its_meaning(self, tmp_path: Path) -> None:
        """Each line explains itself, and with every line in use the file is right."""
        text = read_default("new_site/site.yml")
        lines = [line for line in text.splitlines() if re.match(r"(# +|)(- )?[a-z_]+:", line)]
        assert [line for line in lines if "   # " not in line and not line.endswith(":")] == []
        used = re.sub(r"(?m)^# (?=( *)(- )?[a-z_]+:)", "", text)
        root, _ = parse_yaml(used, "site.yml")
        assert isinstance(root, Mapping)
        shallow = {key for key in field_words("site") if key.count(".") < 2}  # what is deeper still is said where it is asked for
        assert {key for key in keys_of(root) if key.count(".") < 2} == shallow
        assert [p.code for p in parse_site(used, "site.yml")[1]] == ["profile.identity"], "a mirror has no marks of an office; all else is right"
        assert parse_site(text, "site.yml")[1] == []

    def test_the_settings_of_editors_are_written_anew_and_the_owners_kept(self, tmp_path: Path) -> None:
        run("new", "site", tmp_path)
        settings, of_site = tmp_path / ".vscode" / "settings.json", tmp_path / ".vscode" / "schemas" / "site.schema.json"
        settings.write_text("{}", encoding="utf-8")
        of_site.write_text("{}", encoding="utf-8")
        result = run("new", "editor", "--site-root", tmp_path)
        assert result.exit_code == 0, result.output
        assert settings.read_text(encoding="utf-8") == "{}"
        assert "base_url" in of_site.read_text(encoding="utf-8")


class TestProgram:
    def test_left_open_it_says_so(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path)
        assert wanted_lines(tmp_path) == []
        assert "程序从哪里来还没有写" in result.output

    def test_given_it_is_one_line(self, tmp_path: Path) -> None:
        result = run("new", "site", tmp_path, "--program", SOURCE)
        assert result.exit_code == 0
        assert wanted_lines(tmp_path) == [f"gongkai @ {SOURCE}"]
        assert "见程序的文档：https://example.org/owner/gongkai 的 `docs/` 文件夹，从 `docs/index.md` 读起。\n" in (tmp_path / "README.md").read_text(encoding="utf-8")
        assert "还没有写" not in result.output

    def test_a_wheel_that_is_not_there_yet_is_asked_for(self, tmp_path: Path) -> None:
        wheel = tmp_path / "wheels" / "gongkai-0.1.0-py3-none-any.whl"
        result = run("new", "site", tmp_path, "--program", "wheels/gongkai-0.1.0-py3-none-any.whl")
        assert wanted_lines(tmp_path) == ["./wheels/gongkai-0.1.0-py3-none-any.whl"]
        assert f"请把 wheel 文件放到 {wheel}" in result.output

    def test_a_wheel_that_lies_where_it_was_said_comes_along(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        place = Path("wheels", "gongkai-0.1.0-py3-none-any.whl")
        place.parent.mkdir()
        place.write_bytes(b"PK")
        result = run("new", "site", "mine", "--program", place.as_posix())
        assert Path("mine", place).read_bytes() == b"PK"
        assert "请把" not in result.output

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
        shown = answered(answers, "new", "site", str(tmp_path / "mine"))
        assert "程序的来源（直接回车：以后填写）：" in shown
        assert ("抢注" in shown) == (len(lines) == 1)
        assert wanted_lines(tmp_path / "mine") == lines


class TestInstalledFrom:
    """PEP 610: what an installer leaves beside a package that came from an address or a file."""

    def test_a_tag_or_a_commit(self) -> None:
        said = {"url": "https://example.org/o/gongkai", "vcs_info": {"vcs": "git", "requested_revision": "v0.1.0", "commit_id": "a" * 40}}
        assert installed_from(json.dumps(said)) == ("git+https://example.org/o/gongkai@v0.1.0", "")
        said["vcs_info"] = {"vcs": "git", "requested_revision": "main", "commit_id": "a" * 40}
        assert installed_from(json.dumps(said)) == (f"git+https://example.org/o/gongkai@{'a' * 40}", "")

    def test_a_wheel(self, tmp_path: Path) -> None:
        wheel = tmp_path / "下 载" / "gongkai-0.1.0-py3-none-any.whl"
        assert installed_from(json.dumps({"url": wheel.as_uri(), "archive_info": {}})) == (f"wheels/{wheel.name}", str(wheel))

    @pytest.mark.parametrize(
        "record",
        ["", "{", "[]", '{"url": "file:///home/me/gongkai", "dir_info": {"editable": true}}', '{"url": "file:///a/other-1.0-py3-none-any.whl"}',
         '{"url": "https://name:secret@example.org/o/gongkai", "vcs_info": {"vcs": "git", "commit_id": "%s"}}' % ("a" * 40)],
    )  # fmt: skip
    def test_no_place_that_stays_as_it_is(self, record: str) -> None:
        assert installed_from(record) == ("", "")

    def test_a_site_is_given_what_made_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        wheel = tmp_path / "gongkai-0.1.0-py3-none-any.whl"
        wheel.write_bytes(b"PK")
        monkeypatch.setattr("builder.commands.program.own_record", lambda: json.dumps({"url": wheel.as_uri()}))
        result = run("new", "site", tmp_path / "mine")
        assert result.exit_code == 0, result.output
        assert wanted_lines(tmp_path / "mine") == [f"./wheels/{wheel.name}"]
        assert (tmp_path / "mine" / "wheels" / wheel.name).read_bytes() == b"PK"
        assert f"wheels/{wheel.name}" in git(tmp_path / "mine", "ls-files")


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

    @pytest.mark.parametrize(
        ("options", "name", "title", "period"),
        [
            (("--agency", "清河镇"), "qinghe-2025-zongjie", "清河镇2025年工作总结", ""),
            (("--agency", "清河镇", "--kind", "总结+计划"), "qinghe-2025-zongjie-jihua", "清河镇2025年工作总结和2026年工作计划", ""),
            (("--title", "清河镇2025年上半年“六稳”: 总结"), "report-2025-shangbannian-zongjie", "清河镇2025年上半年“六稳”: 总结", "上半年"),
            (("--kind", "其他"), "report-2025-qita", "2025年【请填写：标题】", ""),
        ],
    )
    def test_title_period_and_id(self, tmp_path: Path, options: tuple[str, ...], name: str, title: str, period: str) -> None:
        root = small_site(tmp_path)
        (root / "content" / "agencies.yml").write_text("- {id: qinghe, name: 清河镇人民政府, short_names: [清河镇]}\n", encoding="utf-8")
        assert run("new", "report", "--site-root", root, "--year", "2025", *options).exit_code == 0
        (path,) = (root / "content/reports").rglob(f"{name}.md")
        read = read_report(path.read_text(encoding="utf-8"), path.name, (Agency("qinghe", "清河镇人民政府"),), shipped_kinds())
        assert read.report is not None
        assert (read.report.meta.title, read.report.meta.period, read.report.meta.draft) == (title, period, True)
        assert [p for p in read.problems if p.severity == "error"] == []

    def test_an_id_that_any_file_has_is_refused(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        result = run("new", "report", "--site-root", root, "--agency", "qinghe", "--year", "2024")
        assert result.exit_code == 2
        assert "a.md 已经有了（id 是 qinghe-2024-zongjie）" in " ".join(result.output.split())
        assert len(list((root / "content" / "reports").rglob("*.md"))) == 1

    def test_what_check_would_refuse_is_not_written(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        result = run("new", "report", "--site-root", root, "--year", "2025", "--title", "清河\u202e镇")
        assert result.exit_code == 1
        assert "错误" in result.output
        assert len(list((root / "content" / "reports").rglob("*.md"))) == 1

    def test_the_form_is_no_text_to_publish(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        run("new", "report", "--site-root", root, "--year", "2025", "--kind", "其他")
        (path,) = (root / "content/reports").rglob("report-2025-qita.md")
        wanted = [n for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if "【" in line]

        def errors() -> set[int]:
            found = read_content(root, AS_OF, "", 1).problems
            assert all(p.severity == "warning" for p in found if p.code == "text.form") == ("draft: true\n" in path.read_text(encoding="utf-8"))
            return {p.location.line for p in found if p.code == "text.form"}

        assert errors() == set(wanted)
        path.write_text(path.read_text(encoding="utf-8").replace("draft: true\n", "draft: false\n"), encoding="utf-8")
        assert errors() == set(wanted)

    def test_two_forms_are_not_one_document(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        for year in ("2026", "2027"):
            assert run("new", "report", "--site-root", root, "--agency", "qinghe", "--year", year).exit_code == 0
        assert "report.twin" not in {p.code for p in read_content(root, AS_OF, "", 1).problems}
        for path in (root / "content/reports").rglob("*-zongjie.md"):
            text = "全镇新修道路12公里，改造旧房200户，植树3000株，新增停车位90个，安装路灯200盏，维修水渠15处，培训农民600人次，开设便民窗口4个。"
            path.write_text(path.read_text(encoding="utf-8").replace("【请填写：怎样做的，做成多少】。", text), encoding="utf-8")
        assert "report.twin" in {p.code for p in read_content(root, AS_OF, "", 1).problems}, "once something is written, it is compared"

    @pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by pty")
    def test_on_a_terminal_it_is_asked(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        shown = answered("东湖街道\n清河镇人民政府\n计划\n二〇二六\n2026\n\n", "new", "report", "--site-root", str(root))
        assert "“东湖街道”不在 agencies.yml 里" in shown
        assert "应为四位年份" in shown
        text = (root / "content/reports/qinghe/qinghe-2026-jihua.md").read_text(encoding="utf-8")
        assert "title: 清河镇人民政府2026年工作计划\n" in text

    def test_a_broken_list_of_offices_is_told_by_line(self, tmp_path: Path) -> None:
        root = small_site(tmp_path)
        (root / "content" / "agencies.yml").write_text("- {id: qinghe}\n", encoding="utf-8")
        result = run("new", "report", "--site-root", root, "--agency", "qinghe", "--year", "2025")
        assert result.exit_code == 1
        assert "content/agencies.yml:1" in result.output
