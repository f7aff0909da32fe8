"""Where a site's program comes from: one fixed place, asked of the owner's answer and again of requirements.txt before it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builder.commands.program import FORMS, PINNED, ProgramRefused, parse_program, repository_of, wheel_of
from builder.defaults import read_default

COMMIT = "0123456789abcdef0123456789abcdef01234567"
TAKEN = {
    "git+https://example.org/owner/gongkai@v0.1.0": "gongkai @ git+https://example.org/owner/gongkai@v0.1.0",
    " git+https://example.org:8443/a/b/gongkai.git@1.2 ": "gongkai @ git+https://example.org:8443/a/b/gongkai.git@1.2",
    "gongkai @ git+https://example.org/owner/gongkai@v1.2.0-rc1": "gongkai @ git+https://example.org/owner/gongkai@v1.2.0-rc1",
    f"git+https://example.org/owner/gongkai@{COMMIT}": f"gongkai @ git+https://example.org/owner/gongkai@{COMMIT}",
    "wheels/gongkai-0.1.0-py3-none-any.whl": "./wheels/gongkai-0.1.0-py3-none-any.whl",
    "./gongkai-0.2.0rc1-py3-none-any.whl": "./gongkai-0.2.0rc1-py3-none-any.whl",
    "gongkai[pdf] @ git+https://example.org/owner/gongkai@v0.1.0": "gongkai[pdf] @ git+https://example.org/owner/gongkai@v0.1.0",
    "wheels/gongkai-0.1.0-py3-none-any.whl[pdf]": "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf]",
    "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf, watch]": "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf, watch]",
    r"wheels\2026\gongkai-0.1.0-py3-none-any.whl": "./wheels/2026/gongkai-0.1.0-py3-none-any.whl",
}
REFUSED = {
    "gongkai": "抢注",
    "gongkai==0.1.0": "抢注",
    "gongkai>=0.1,<1": "抢注",
    "gongkai[watch]": "抢注",
    "gongkai[pdf] @ git+https://example.org/owner/gongkai@main": "分支",
    "git+https://example.org/owner/gongkai@v0.1.0[pdf]": "写在 gongkai 后面",
    "-e .": "抢注",
    "--extra-index-url https://example.org/simple gongkai": "git+https://",
    "git+https://example.org/owner/gongkai": "没有写明版本",
    "git+https://example.org/owner/gongkai@": "没有写明版本",
    "git+https://example.org/owner/gongkai@main": "分支",
    "git+https://example.org/owner/gongkai@0.1.x": "分支",
    "git+https://example.org/owner/gongkai@v1": "分支",
    f"git+https://example.org/owner/gongkai@{COMMIT[:10]}": "分支",
    "git+https://example.org/owner/gongkai@v0.1.0#subdirectory=x": "分支",
    "git+https://example.org/owner/../gongkai@v0.1.0": "网址里只能",
    "git+https://example.org/某人/gongkai@v0.1.0": "网址里只能",
    "git+https://example.org/owner/$NAME@v0.1.0": "网址里只能",
    "git+http://example.org/owner/gongkai@v0.1.0": "没有加密",
    "http://example.org/gongkai-0.1.0-py3-none-any.whl": "没有加密",
    "git+https://name:secret@example.org/owner/gongkai@v0.1.0": "账号或口令",
    "git+ssh://git@example.org/owner/gongkai@v0.1.0": "账号或口令",
    "git+ssh://example.org/owner/gongkai@v0.1.0": "git+https://",
    "git+file:///srv/gongkai@v0.1.0": "git+https://",
    "https://example.org/owner/gongkai": "git+https://",
    "https://example.org/gongkai-0.1.0-py3-none-any.whl": "git+https://",
    "../gongkai-0.1.0-py3-none-any.whl": "站点文件夹里",
    "wheels/../../gongkai-0.1.0-py3-none-any.whl": "站点文件夹里",
    "/srv/gongkai-0.1.0-py3-none-any.whl": "站点文件夹里",
    r"C:\wheels\gongkai-0.1.0-py3-none-any.whl": "站点文件夹里",
    "~/gongkai-0.1.0-py3-none-any.whl": "站点文件夹里",
    "wheels/other-0.1.0-py3-none-any.whl": "gongkai-版本",
    "wheels/gongkai-0.1.0-cp313-cp313-linux_x86_64.whl": "gongkai-版本",
    "wheels/my file/gongkai-0.1.0-py3-none-any.whl": "gongkai-版本",
    "gongkai @ git+https://example.org/owner/gongkai@v0.1.0\ngongkai": "分支",
}


@pytest.mark.parametrize(("given", "line"), TAKEN.items())
def test_a_fixed_place_becomes_a_direct_reference(given: str, line: str) -> None:
    assert parse_program(given) == line
    assert parse_program(line) == line, "the line itself may be given"


@pytest.mark.parametrize(("given", "why"), REFUSED.items())
def test_anything_else_is_refused_with_the_reason_and_both_forms(given: str, why: str) -> None:
    with pytest.raises(ProgramRefused) as refused:
        parse_program(given)
    assert why in str(refused.value)
    assert all(form in str(refused.value) for form in FORMS)


def test_a_secret_is_not_repeated() -> None:
    with pytest.raises(ProgramRefused) as refused:
        parse_program("git+https://name:secret@example.org/owner/gongkai@v0.1.0")
    assert "secret" not in str(refused.value)


def test_only_a_wheel_has_to_be_put_into_the_folder() -> None:
    assert [wheel_of(line) for line in ("./wheels/a.whl", "./wheels/a.whl[pdf]", "gongkai @ git+https://example.org/o/g@v1.0", "")] == ["wheels/a.whl"] * 2 + [""] * 2


def test_an_extra_does_not_hide_where_the_documents_lie() -> None:
    assert repository_of("gongkai[pdf] @ git+https://example.org/owner/gongkai@v0.1.0") == "https://example.org/owner/gongkai"


def test_the_documents_lie_where_the_program_comes_from() -> None:
    lines = (TAKEN["git+https://example.org/owner/gongkai@v0.1.0"], TAKEN[" git+https://example.org:8443/a/b/gongkai.git@1.2 "], "./wheels/a.whl", "")
    assert [repository_of(line) for line in lines] == ["https://example.org/owner/gongkai", "https://example.org:8443/a/b/gongkai", "", ""]


# ---- the step that installs it --------------------------------------------------------------------


@pytest.fixture
def install(tmp_path: Path) -> str:
    """The text of the workflow's installing step."""
    build = yaml.safe_load(read_default("new_site/pages.yml"))["jobs"]["build"]
    (step,) = (s for s in build["steps"] if s.get("name") == "安装程序")
    return str(step["run"])


@pytest.fixture
def step(tmp_path: Path, install: str) -> str:
    """That step with a ``python`` that only says what it was called with: what is asked here is which lines reach it."""
    if sys.platform == "win32" or not shutil.which("bash"):
        pytest.skip("the step is a script for bash")
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text('#!/bin/sh\necho "CALLED $*"\n')
    python.chmod(0o755)
    return install


def run_step(step: str, folder: Path) -> tuple[int, str]:
    environment = {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def requirements(folder: Path, line: str) -> None:
    (folder / "requirements.txt").write_text(read_default("new_site/requirements.txt") + line, encoding="utf-8", newline="\n")


def test_each_installing_step_is_the_same_and_asks_the_same_pattern(install: str) -> None:
    inbox = [s.get("run") for s in yaml.safe_load(read_default("new_site/inbox.yml"))["jobs"]["import"]["steps"] if s.get("name") == "安装程序"]
    assert inbox == [install]
    assert f"pinned='^({PINNED})$'\n" in install


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("./wheels/gongkai-0.1.0-py3-none-any.whl", "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf]"),
        ("./wheels/gongkai-0.1.0-py3-none-any.whl[pdf]", "./wheels/gongkai-0.1.0-py3-none-any.whl[pdf]"),
        ("gongkai[pdf, watch] @ git+https://example.org/o/gongkai@v0.1.0", "gongkai[pdf] @ git+https://example.org/o/gongkai@v0.1.0"),
    ],
)
@pytest.mark.usefixtures("step")
def test_the_inbox_reads_pdf_whether_the_line_says_so_or_not(tmp_path: Path, line: str, asked: str) -> None:
    (extra,) = (s["run"] for s in yaml.safe_load(read_default("new_site/inbox.yml"))["jobs"]["import"]["steps"] if s.get("name") == "安装读 PDF 的部分")
    requirements(tmp_path, line + "\n")
    assert run_step(extra, tmp_path) == (0, f"CALLED -m pip install {asked}\n")


@pytest.mark.parametrize("line", TAKEN.values())
def test_the_step_installs_what_the_command_takes(step: str, tmp_path: Path, line: str) -> None:
    if wheel := wheel_of(line):
        (tmp_path / wheel).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / wheel).touch()
    for end in ("\n", "", " \r\n"):
        requirements(tmp_path, line + end)
        assert run_step(step, tmp_path) == (0, "CALLED -m pip install --requirement requirements.txt\n")


@pytest.mark.parametrize("line", [*REFUSED, "", "\n", f"{FORMS[0]}\n", "./wheels/gongkai-0.1.0-py3-none-any.whl\nrequests\n"])
def test_the_step_stops_at_what_the_command_refuses(step: str, tmp_path: Path, line: str) -> None:
    requirements(tmp_path, line)
    code, said = run_step(step, tmp_path)
    assert code == 1
    assert said.startswith("::error file=requirements.txt,title=没有写明程序从哪里来::打开 requirements.txt，在最后写一行")
    assert all(form in said for form in ("gongkai @ git+https://", "./wheels/gongkai-"))
    assert "CALLED" not in said


def test_the_step_stops_without_the_file_and_without_the_wheel(step: str, tmp_path: Path) -> None:
    code, said = run_step(step, tmp_path)
    assert (code, "没有写明程序从哪里来" in said) == (1, True)
    requirements(tmp_path, "./wheels/gongkai-0.1.0-py3-none-any.whl\n")
    code, said = run_step(step, tmp_path)
    assert (code, "仓库里没有 ./wheels/gongkai-0.1.0-py3-none-any.whl" in said) == (1, True)
    assert "CALLED" not in said


def test_windows_notepad_does_no_harm(step: str, tmp_path: Path) -> None:
    """A byte order mark and CRLF, as some editors add them."""
    requirements(tmp_path, "gongkai @ git+https://example.org/owner/gongkai@v0.1.0\n")
    path = tmp_path / "requirements.txt"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_step(step, tmp_path)[0] == 0
