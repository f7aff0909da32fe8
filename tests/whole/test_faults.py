"""What can go wrong with the machine during a build: the site is always one whole build, nothing lies about, the next build is right.

Beside these: kills at every step of publishing (``unit/test_output.py``) and at any moment (``test_kills.py``), a worker killed and two
builds at once (``test_ownership.py``), torn values (``test_again.py``), torn indexes (``unit/test_search.py``).
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import pagefind, search
from builder.cli import gongkai
from builder.commands import build, kept
from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.verify import verify_folder
from tests.support import AS_OF, ROOT, edit_report, sample, small_site

DAY = AS_OF.isoformat()


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built, with its cache."""
    root = small_site(tmp_path_factory.mktemp("published") / "root")
    assert run(root).exit_code == 0
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """The same with a corrected sentence, to be built again."""
    root = shutil.copytree(published.parent, tmp_path / "x") / "root"
    edit_report(root, "增长5%。", "增长5%，新增学位300个。")
    return root


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go: nothing may be left there."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    folder.chmod(0o755)
    assert list(folder.iterdir()) == []


def arguments(root: Path, *more: str) -> list[str]:
    return ["build", "--site-root", str(root), "--cache", str(root.parent / "values"), "--as-of", DAY, "--jobs", "1", *more]


def run(root: Path, *more: str) -> Result:
    return CliRunner().invoke(gongkai, arguments(root, *more))


def process(root: Path, *more: str, environment: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "builder", *arguments(root, *more)]
    given = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **(os.environ if environment is None else environment)}
    return subprocess.run(command, env=given, capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False, **options)  # type: ignore[call-overload,no-any-return]


def cold(root: Path, out: str = "cold") -> dict[str, bytes]:
    assert build_site(BuildOptions(root, root.parent / out, AS_OF, jobs=1, record_anchors=False)).published
    return everything(root.parent / out)


def check_failed(result: Result, root: Path, before: dict[str, bytes], *said: str) -> None:
    """One message, no traceback, the old site as it was, nothing beside it."""
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for words in said:
        assert words in result.output
    assert "原来的网站没有改动" in result.output
    assert everything(root / "site") == before
    assert sorted(p.name for p in root.iterdir()) == ["content", "site"]


def check_next(root: Path) -> None:
    """The next build succeeds and equals a cold one."""
    result = run(root)
    assert result.exit_code == 0, result.output
    assert everything(root / "site") == cold(root)
    assert verify_folder(root / "site").problems == ()
    assert sorted(p.name for p in root.iterdir()) == ["content", "site"]


# ---- the disk --------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", sample([3, 0, 40, 90], every=4))
def test_a_full_disk(root: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full after so many files: pages, the index of the search, the manifest."""
    before, left = everything(root / "site"), [after]
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            write(self, data[: len(data) // 2])
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        check_failed(run(root), root, before, "No space left on device")
    check_next(root)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("size", [pytest.param(n, marks=pytest.mark.long) for n in (1000, 5000, 20_000)])
def test_no_file_can_grow(root: Path, size: int) -> None:
    import resource

    before = everything(root / "site")
    done = process(root, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert everything(root / "site") == before
    check_next(root)


def test_no_room_for_temporary_files(root: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root / "site")

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device", str(temporary))

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkdtemp", full)
        check_failed(run(root), root, before, "No space left on device")
    check_next(root)


@pytest.mark.parametrize("where", ["site", "values"])
def test_a_folder_that_cannot_be_written(root: Path, where: str) -> None:
    """The output's: one message. The cache's: the build does without."""
    folder = root if where == "site" else root.parent / "values"
    before, mode = everything(root / "site"), folder.stat().st_mode
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        result = run(root)
    finally:
        folder.chmod(mode)
    if where == "site":
        check_failed(result, root, before, "Permission denied")
    else:
        assert result.exit_code == 0, result.output
    check_next(root)


def test_an_output_that_cannot_be_exchanged(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root / "site")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        check_failed(run(root), root, before, "Permission denied")
    check_next(root)


# ---- Pagefind --------------------------------------------------------------------------------------

PROGRAMS = {
    "crashes": ("echo 'thread panicked' >&2; exit 101", "pagefind 退出码 101", "再构建一次"),
    "hangs": ("exec sleep 100", "pagefind 运行超过 1 秒", "--jobs 1"),
    "is killed": ("kill -9 $$", "信号 9", "--jobs 1"),
    "writes nothing": ("exit 0", "索引文件不完整", "再构建一次"),
    "is no program": (None, "pagefind 无法运行", "pip install pagefind-bin"),
    "is missing": ("echo 'No module named pagefind_bin' >&2; exit 1", "没有找到 pagefind", "pip install pagefind-bin"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize("how", PROGRAMS)
def test_a_pagefind_that(how: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, said, remedy = PROGRAMS[how]
    before, script = everything(root / "site"), root.parent / "pagefind"
    script.write_text(f"#!/bin/sh\n{program}\n" if program else "", encoding="utf-8")
    script.chmod(0o755 if program else 0o644)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind.sys, "executable", str(script))
        write = search.Searching.write
        patch.setattr(search.Searching, "write", lambda self, plan: write(self, plan, timeout=1))
        result = run(root)
    check_failed(result, root, before, "[search.index]", said, remedy, "共 1 个错误")
    check_next(root)


# ---- memory, signals -------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["reading", "writing"])
def test_memory_that_runs_out(root: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root / "site")

    def none_left(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(*((kept, "parse_report") if place == "reading" else (build, "write_manifest")), none_left)
        check_failed(run(root), root, before, "内存不够", "--jobs 1")
    check_next(root)


def test_ctrl_c(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(root / "site")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, "write_manifest", stop)
        result = run(root)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert everything(root / "site") == before
    check_next(root)


# ---- the clock, the place, the terminal ------------------------------------------------------------


def test_a_clock_that_was_set_back(root: Path) -> None:
    """Files from the future, a build after a later one: the same as a cold build of that day."""
    for path in (root.parent).rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    early = ("--as-of", "2026-01-02")
    assert run(root, *early).exit_code == 0
    back = everything(root / "site")
    assert run(root, *early, "--no-cache", "--out", str(root.parent / "other")).exit_code == 0
    assert back == everything(root.parent / "other")
    check_next(root)


BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENVIRONMENTS = {
    "locale C, no home": BARE,
    "another language and time": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "7"},
    "POSIX, a home that is not there": {**BARE, "LC_ALL": "POSIX", "HOME": "/nowhere/at/all", "TZ": "Pacific/Kiritimati"},
}


@pytest.mark.parametrize("name", sample(ENVIRONMENTS, every=3))
def test_no_terminal_no_home_any_locale(root: Path, name: str) -> None:
    done = process(root, environment=ENVIRONMENTS[name], stdin=subprocess.DEVNULL, start_new_session=True)
    assert done.returncode == 0, done.stderr
    assert "已生成" in done.stdout
    assert everything(root / "site") == cold(root)


@pytest.mark.parametrize("name", sample(["路 径 [x] *'\"", "-a%41#?&", "长" * 60], every=3))
def test_a_path_with_blanks_and_chinese(published: Path, tmp_path: Path, name: str) -> None:
    root = shutil.copytree(published, tmp_path / name / "站点 一")
    done = process(root, "--out", str(root / "出 [x] *"), environment=BARE, cwd=root)
    assert done.returncode == 0, done.stderr
    assert everything(root / "出 [x] *") == everything(published / "site")
    assert sorted(p.name for p in root.iterdir()) == ["content", "site", "出 [x] *"]


def test_two_builds_at_once_over_one_cache(root: Path) -> None:
    command = partial(subprocess.Popen, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    outs = [root.parent / "one", root.parent / "two"]
    running = [command([sys.executable, "-X", "utf8", "-m", "builder", *arguments(root, "--out", str(out))]) for out in outs]
    said = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    assert everything(outs[0]) == everything(outs[1]) == cold(root)


def test_a_record_of_addresses_is_never_torn(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else has what stands in it: a kill or a full disk while it is written leaves the old one."""
    path = root / "content" / "reports" / "a.anchors.json"
    before = path.read_bytes()
    edit_report(root, "新增学位", "另外\n\n新增学位")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr("builder.workplace._check_mark", lambda *_: None)
        result = run(root)
    assert result.exit_code == 0, result.output
    assert "[anchors.write]" in result.output
    assert "原来的网站没有改动" not in result.output
    assert path.read_bytes() == before
    (path.parent / ".a.anchors.json.0123abcd.tmp").write_bytes(before[:20])  # of a build that was killed there
    check_next(root)
    assert sorted(p.name for p in path.parent.iterdir()) == ["a.anchors.json", "a.md"]
    assert path.read_bytes() != before
