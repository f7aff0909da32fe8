"""What a build may delete, on a site of one report and as a user meets it: messages, exit codes, nothing lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder import parallel
from builder.cli import gongkai
from builder.commands import kept
from builder.content.read import ReadReport
from builder.output import claimed
from tests.support import ROOT, older_manifest, small_site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("built"))
    assert run("build", "--site-root", root, "--jobs", "1").exit_code == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "root")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongkai, list(map(str, arguments)))


def build(root: Path, *arguments: str | Path) -> Result:
    return run("build", "--site-root", root, "--jobs", "1", *arguments)


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_app_with_a_manifest_is_not_ours(root: Path) -> None:
    app = root / "app"
    for name, text in {"manifest.json": '{"name":"My App","icons":[]}', "src/thesis.txt": "precious", ".git/HEAD": "ref"}.items():
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        (app / name).write_text(text)
    before = everything(app)
    result = build(root, "--out", app)
    assert result.exit_code == 2
    assert "不是本程序" in result.output
    assert everything(app) == before


def test_what_a_deployer_puts_there_stays_or_stops_the_build(root: Path) -> None:
    site = root / "site"
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / "CNAME").write_text("example.org")
    (root / ".site-old").mkdir()
    (root / ".site-old" / "index.html").write_text("backup")
    assert build(root).exit_code == 0
    assert (site / ".git" / "HEAD").read_text() == "ref"
    assert (site / "CNAME").read_text() == "example.org"
    assert (root / ".site-old" / "index.html").read_text() == "backup"
    assert not (root / ".site-gongkai").exists()
    verified = run("verify", site)
    assert verified.exit_code == 0
    assert "保留的 .git、CNAME 不在核对之内" in verified.output

    (site / "扫描件.pdf").write_bytes(b"precious")
    before = everything(site)
    result = build(root)
    assert result.exit_code == 2
    assert "扫描件.pdf" in result.output
    assert "keep" in result.output
    assert everything(site) == before

    with (root / "content" / "site.yml").open("a", encoding="utf-8") as stream:
        stream.write("keep: [.git, CNAME, 扫描件.pdf]\n")
    assert build(root).exit_code == 0
    assert (site / "扫描件.pdf").read_bytes() == b"precious"
    assert (site / ".git" / "HEAD").read_text() == "ref"


def test_what_the_site_writes_cannot_be_kept(root: Path) -> None:
    with (root / "content" / "site.yml").open("a", encoding="utf-8") as stream:
        stream.write("keep: [Reports, index.html, elder, pagefind, search-data, static]\n")
    before = everything(root / "site")
    result = build(root)
    assert result.exit_code == 1
    assert result.output.count("[site.keep]") == 6
    assert everything(root / "site") == before


def test_without_content_nothing_is_made(tmp_path: Path) -> None:
    result = build(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "site.missing" in result.output
    assert not (tmp_path / "nowhere").exists()


def test_a_site_of_an_earlier_program_is_ours(root: Path) -> None:
    older_manifest(root / "site" / "manifest.json")
    assert build(root).exit_code == 0


def test_builds_at_once_wait_for_each_other_and_succeed(root: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-m", "builder", "build", "--site-root", str(root), "--jobs", "1", "--no-cache"]
    with claimed(root / "site"):
        builds = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
        for one in builds:
            assert one.stdout is not None
            assert "等它完成" in one.stdout.readline().decode()
    said = b"".join(one.communicate()[0] for one in builds).decode()
    assert [one.returncode for one in builds] == [0, 0], said
    assert run("verify", root / "site").exit_code == 0
    assert not (root / ".site-gongkai").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux copies processes")
def test_a_killed_worker_is_one_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, parse = os.getpid(), kept.parse_report

    def die(*given: Any) -> ReadReport:
        if os.getpid() != ours:  # the first report of all is read here
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(*given)

    first = root / "content" / "reports" / "a.md"
    first.with_name("b.md").write_text(re.sub(r"(?m)^id: .*$", "id: second", first.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(parallel, "WORTH_A_POOL", 1)
    monkeypatch.setattr(kept, "parse_report", die)
    before = everything(root / "site")
    result = run("build", "--site-root", root, "--jobs", "2", "--no-cache")
    assert result.exit_code == 1
    assert "[worker.lost]" in result.output
    assert "--jobs 1" in result.output
    assert "原来的网站没有改动" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert everything(root / "site") == before
