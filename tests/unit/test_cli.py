"""The command line: quick help, exit codes, messages that say where, what and what next."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from builder.cli import gongkai
from builder.content.site_address import site_address
from tests.support import ROOT, edit_report, small_site
from tools.reference import commands

pytestmark = pytest.mark.parts

HEAVY = {
    "jinja2", "markdown", "lxml", "jieba", "pypinyin", "segno", "yaml", "charset_normalizer", "http.server", "urllib.request",
    "builder.commands", "builder.content", "builder.analysis",
}



@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def groups() -> Iterator[tuple[str, ...]]:
    yield ()
    for name, command in gongkai.commands.items():
        if isinstance(command, click.Group):
            yield (name,)


@pytest.mark.parametrize("words", [*groups(), *(tuple(n.split()[1:]) for n, _ in commands())], ids=" ".join)
def test_help_shows_an_example(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "例：gongkai " in result.output


@pytest.mark.whole
def test_help_loads_nothing_heavy() -> None:
    """The promise is 0.2 s; what decides it is what gets imported, and that does not depend on the machine."""
    script = (
        "import sys\nfrom builder.cli import run\ncode = run(['build', '--help'])\n"
        f"print('LOADED', sorted(m for m in sys.modules if any(m == h or m.startswith(h + '.') for h in {sorted(HEAVY)})))\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED []"


@pytest.mark.whole
def test_a_build_loads_nothing_that_few_builds_need(root: Path) -> None:
    seldom = {"pypinyin", "pkg_resources", "charset_normalizer", "urllib.request", "http.client", "http.server", "builder.importers"}
    script = (
        f"import sys\nfrom builder.cli import run\ncode = run(['build', '--site-root', {str(root)!r}, '--no-cache', '--quiet'])\n"
        f"print('LOADED', [m for m in {sorted(seldom)} if m in sys.modules])\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_version() -> None:
    assert re.fullmatch(r"gongkai \d+\.\d+\.\d+\n", run("--version").output)


NO_ADDRESSES = ["http://", "https:///x", "http://[", "https://a b/", "https://x:99999/", "https://me:secret@x/", "https://x/?a=1", "https://x/#f", 'https://x/"><script>']


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://example.github.io/xiqu", "https://example.github.io/xiqu/"),
        ("HTTPS://X.github.io/A/", "https://x.github.io/A/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/x/", "http://[::1]:8000/x/"),
        ("https://政务.中国/公开/", "https://政务.中国/公开/"),
        *((said, "") for said in NO_ADDRESSES),
    ],
)
def test_an_address_of_a_site(said: str, address: str) -> None:
    assert site_address(said) == address


class TestWrongUse:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("build", "--nonsense"),
            ("build", "--as-of", "yesterday"),
            ("build", "--base-url", "example.org"),
            *(("build", "--base-url", said) for said in NO_ADDRESSES),
            ("build", "--jobs", "0"),
            ("serve", "--base-path", "/a b/"),
            ("serve", "--base-path", "/../"),
            ("serve", "--port", "70000"),
            ("verify", "no-such-folder"),
            ("import",),
            ("fly",),
        ],
    )
    def test_wrong_use_is_2(self, arguments: tuple[str, ...]) -> None:
        assert run(*arguments).exit_code == 2

    def test_a_foreign_output_folder_is_2(self, root: Path) -> None:
        (root / "mine").mkdir()
        (root / "mine" / "thesis.txt").write_text("years of work")
        result = run("build", "--site-root", root, "--out", root / "mine")
        assert result.exit_code == 2
        assert "不是本程序生成的内容" in result.output
        assert (root / "mine" / "thesis.txt").is_file()

    def test_no_content_is_1(self, tmp_path: Path) -> None:
        result = run("build", "--site-root", tmp_path)
        assert result.exit_code == 1
        assert "gongkai new site" in result.output

    def test_without_content_nothing_is_served(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("builder.commands.serve.serve_site", lambda *_: pytest.fail("a port is opened"))
        result = run("serve", "--site-root", tmp_path)
        assert (result.exit_code, result.output) == (1, run("check", "--site-root", tmp_path).output)
        assert "site.missing" in result.output


class TestMessages:
    def test_a_finding_names_file_line_field_found_expected_and_action(self, root: Path) -> None:
        edit_report(root, "year: 2024", "year: 20244")
        (line,) = (x for x in run("check", "--site-root", root).output.splitlines() if "field.integer" in x)
        assert line == "content/reports/a.md:6: 错误 [field.integer] 字段“year”：“20244”；应为1949 到 2100 之间的整数；请改正这个数"

    def test_an_unknown_key_comes_with_the_nearest_one(self, root: Path) -> None:
        edit_report(root, "summary:", "sumary:")
        assert "改为“summary”" in run("check", "--site-root", root).output

    def test_all_mistakes_come_at_once(self, root: Path) -> None:
        edit_report(root, "kind: 总结", "kind: 总结会")
        edit_report(root, "agency: qinghe", "agency: 青河")
        edit_report(root, "---\n\n##", "color: red\n---\n\n##")
        output = run("check", "--site-root", root).output
        assert all(code in output for code in ("field.choice", "agency.unknown", "field.unknown"))

    def test_github_form_becomes_annotations(self, root: Path) -> None:
        edit_report(root, "year: 2024", "year: x")
        output = run("check", "--site-root", root, "--format", "github").output
        assert re.search(r"(?m)^::error file=content/reports/a\.md,line=6", output)


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_is_given_a_script_that_asks_the_program(self, shell: str) -> None:
        if shell == "bash" and not shutil.which("bash"):
            pytest.skip("click asks bash for its version")
        result = run("completion", shell)
        assert result.exit_code == 0, result.output
        assert f"_GONGKAI_COMPLETE={shell}_complete" in result.output

    @pytest.mark.whole
    @pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="a script for bash")
    def test_bash_completes_with_it(self, tmp_path: Path) -> None:
        """The script as it is sourced, with a program of that name on the path."""
        program = tmp_path / "gongkai"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m builder "$@"\n')
        program.chmod(0o755)
        asked = 'source <(gongkai completion bash); COMP_WORDS=(gongkai build --ba); COMP_CWORD=2; _gongkai_completion gongkai; echo "${COMPREPLY[@]}"'
        environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run(["bash", "-c", asked], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "--base-url\n"
