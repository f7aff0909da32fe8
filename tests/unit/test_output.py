"""Publishing: whole or absent, whatever happens in between; nothing that is not ours is ever deleted."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder import output
from builder.manifest import MANIFEST, Listed, render_manifest
from builder.output import Noted, check_ours, check_target, claimed, publish, staging_folder, strangers, write_file
from builder.workplace import LOCK, OutputRefused, workplace
from tests.support import older_manifest

pytestmark = pytest.mark.parts

KEEP = (".git", "CNAME")
links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def fill(folder: Path, **files: str) -> None:
    """Write a site with its manifest; ``__`` in a name stands for a slash."""
    listed = {}
    for name, text in files.items():
        address = name.replace("__", "/") + ".html"
        write_file(folder, address, text.encode())
        listed[address] = Listed(len(text.encode()), hashlib.sha256(text.encode()).hexdigest())
    write_file(folder, MANIFEST, render_manifest(listed, version="0", as_of="2026-11-22", keep=KEEP))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A site from an earlier build."""
    fill(tmp_path / "site", index="old", reports__a__index="old")
    return tmp_path / "site"


def stage(out: Path, text: str = "new") -> None:
    with claimed(out) as place, staging_folder(place) as staging:
        fill(staging, index=text)
        publish(staging, out, KEEP)


def noted_of(out: Path) -> Noted:
    """The site as the store would know it."""
    paths = [p for p in out.rglob("*") if p.is_file()]
    files = {p.relative_to(out).as_posix(): Listed(p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest()) for p in paths}
    return Noted(files, {p.relative_to(out).as_posix(): p.stat().st_mtime_ns for p in out.rglob("*") if p.is_dir()})


OTHER = """
import os, sys
from pathlib import Path
from typing import Any
from builder import output
from builder.manifest import MANIFEST, Listed, render_manifest
out = Path(sys.argv[1])
def stage(told=lambda: None):
    with output.claimed(out, told) as place, output.staging_folder(place) as staging:
        output.write_file(staging, "index.html", b"second")
        listed = {"index.html": Listed(6, __import__("hashlib").sha256(b"second").hexdigest())}
        output.write_file(staging, MANIFEST, render_manifest(listed, version="0", as_of="2026-11-22", keep=[".git"]))
        output.publish(staging, out, [".git"])
"""


def start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Another process that builds."""
    command = [sys.executable, "-c", OTHER + script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(output.__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def everything(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


def beside(out: Path) -> list[str]:
    return sorted(p.name for p in out.parent.iterdir() if p != out)


@pytest.mark.parametrize("exchange", [True, False], ids=["one call", "two renames"])
class TestPublish:
    @pytest.fixture(autouse=True)
    def _way(self, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if not exchange:
            monkeypatch.setattr(output, "_exchange", lambda a, b: False)

    def test_the_new_site_replaces_the_old(self, published: Path) -> None:
        stage(published)
        assert set(everything(published)) == {"index.html", MANIFEST}
        assert (published / "index.html").read_text() == "new"
        assert not (published / "reports").exists()
        assert beside(published) == []

    def test_a_first_site_needs_no_old_one(self, tmp_path: Path) -> None:
        stage(tmp_path / "deep" / "site")
        assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"
        assert beside(tmp_path / "deep" / "site") == []

    def test_what_is_kept_is_kept(self, published: Path) -> None:
        (published / ".git" / "objects").mkdir(parents=True)
        (published / ".git" / "HEAD").write_text("ref")
        (published / "CNAME").write_text("example.org")
        for text in ("new", "newer"):
            stage(published, text)
            assert everything(published) | {MANIFEST: ""} == {
                "index.html": text, ".git/HEAD": "ref", "CNAME": "example.org", MANIFEST: "",
            }  # fmt: skip
            assert (published / ".git" / "objects").is_dir()
            assert beside(published) == []

    @links
    def test_a_kept_link_stays_a_link(self, published: Path, tmp_path: Path) -> None:
        (published / ".git").symlink_to(tmp_path / "nowhere")
        stage(published)
        assert (published / ".git").is_symlink()

    def test_a_worktree_that_is_otherwise_empty_is_filled(self, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / ".git").write_text("gitdir: elsewhere")
        stage(tmp_path / "site")
        assert set(everything(tmp_path / "site")) == {".git", "index.html", MANIFEST}

    def test_a_failed_build_leaves_the_old_site(self, published: Path) -> None:
        before = everything(published)

        def fail() -> None:
            with claimed(published) as place, staging_folder(place) as staging:
                write_file(staging, "index.html", b"half")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        assert everything(published) == before
        assert beside(published) == []

    def test_a_site_that_was_noted_is_guarded_as_well(self, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its manifest is not read then; whatever lies beside what was noted stops the build, or moves over where it came last."""
        noted = noted_of(published)
        (published / "reports" / "thesis.txt").write_text("years of work")
        with pytest.raises(OutputRefused, match="thesis"):
            check_ours(published, KEEP, noted)
        (published / "reports" / "thesis.txt").unlink()
        check = output.check_ours

        def late(*given: Any) -> None:
            check(*given)
            write_file(published, "reports/a/scan.pdf", b"precious")

        monkeypatch.setattr(output, "check_ours", late)
        with claimed(published) as place, staging_folder(place) as staging:
            fill(staging, index="new")
            publish(staging, published, KEEP, noted=noted_of(published))
        assert (published / "reports" / "a" / "scan.pdf").read_text() == "precious"
        assert not (published / "reports" / "a" / "index.html").exists()
        assert beside(published) == []

    @links
    def test_a_link_in_place_of_a_folder_is_named_and_not_entered(self, published: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        (published / "reports").rename(elsewhere)
        (elsewhere / "a" / "thesis.txt").write_text("years of work")
        (published / "reports").symlink_to(elsewhere)
        assert strangers(published, ["index.html", "reports/a/index.html", MANIFEST]) == ["reports"]

    def test_what_was_not_noted_is_ours_by_the_manifest(self, published: Path) -> None:
        noted = noted_of(published)
        check_ours(published, KEEP, Noted({name: f for name, f in noted.files.items() if name != "index.html"}, noted.folders))

    def test_what_came_during_the_build_stops_it(self, published: Path) -> None:
        with claimed(published) as place, staging_folder(place) as staging:
            fill(staging, index="new")
            (published / "thesis.txt").write_text("years of work")
            with pytest.raises(OutputRefused, match="thesis"):
                publish(staging, published, KEEP)
        assert (published / "index.html").read_text() == "old"
        assert beside(published) == []

    def test_what_came_at_the_last_moment_moves_over(self, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Between the check and the exchange nobody looks; still nothing is lost."""
        check = output.check_ours

        def late(*given: Any) -> None:
            check(*given)
            write_file(published, "reports/a/scan.pdf", b"precious")

        monkeypatch.setattr(output, "check_ours", late)
        stage(published)
        assert (published / "reports" / "a" / "scan.pdf").read_text() == "precious"
        assert beside(published) == []

    def test_what_cannot_be_moved_stays_and_is_told(self, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (published / ".git").mkdir()
        (published / ".git" / "HEAD").write_text("mine")
        rename = Path.rename

        def stubborn(self: Path, target: Path) -> Path:
            if self.name == ".git":
                raise OSError(16, "Device or resource busy")
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", stubborn)
            with pytest.raises(OutputRefused, match=r"\.git（Device or resource busy）"):
                stage(published)
        assert not (published / ".git").exists()
        (published / ".git").mkdir()  # somebody begins anew: both must survive
        with pytest.raises(OutputRefused, match=r"\.git（那里已有同名的）"):
            stage(published)
        (published / ".git").rmdir()
        stage(published, "newer")
        assert (published / ".git" / "HEAD").read_text() == "mine"
        assert beside(published) == []


def test_when_the_second_rename_fails_the_old_site_comes_back(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda a, b: False)
    rename = Path.rename
    before = everything(published)

    def full(self: Path, target: Path) -> Path:
        if target == published and self.name == "ready":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        stage(published)
    assert everything(published) == before
    assert beside(published) == []


@pytest.mark.whole
class TestKilled:
    """The process dies without any clean-up at every step that changes a disk; the next start sets things right."""

    SCRIPT = """
left = int(sys.argv[2])
def counted(step):
    def run(*arguments, **named):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return step(*arguments, **named)
    return run
if sys.argv[3] != "True":
    output._exchange = lambda a, b: False
for owner, name in ((Path, "rename"), (Path, "write_bytes"), (Path, "unlink"), (Path, "rmdir"), (Path, "mkdir"), (os, "unlink"),
                    (os, "rmdir"), (os, "open"), (os, "write"), (output, "_exchange")):
    setattr(owner, name, counted(getattr(owner, name)))
stage()
"""

    @pytest.mark.parametrize("exchange", [True, False], ids=["one call", "two renames"])
    def test_nothing_is_lost(self, exchange: bool, tmp_path: Path) -> None:
        steps = 0
        while True:
            out = tmp_path / str(steps) / "site"
            fill(out, index="old", reports__a__index="old")
            write_file(out, ".git/HEAD", b"mine")
            with start(self.SCRIPT, out, steps, exchange) as other:
                pass
            if other.returncode == 0:
                break
            assert other.returncode == 9
            with claimed(out):
                assert (out / ".git" / "HEAD").read_text() == "mine", steps
                assert (out / "index.html").read_text() in {"old", "second"}, steps
                check_ours(out, KEEP)
            assert beside(out) == [], steps
            stage(out, "newer")
            assert set(everything(out)) == {".git/HEAD", "index.html", MANIFEST}
            steps += 1
        assert steps >= 15, "the steps were counted"

    def test_a_site_set_aside_comes_back_in_place_of_an_empty_folder(self, published: Path) -> None:
        place = published.with_name(".site-gongkai")
        with workplace(published, lambda: None):
            published.rename(place / "old")
        published.mkdir()
        with claimed(published):
            assert (published / "index.html").read_text() == "old"


def test_what_a_dying_process_still_wrote_is_swept_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with claimed(out) as place:
        write_file(place / "staging-dead", "pagefind/twin-x/1.html", b"late")
    assert not out.with_name(".site-gongkai").exists()


class TestPlace:
    """The working folder is known by its mark, who uses it by the lock."""

    @pytest.mark.parametrize("name", [".site-old", ".site-staging-1-abc", ".site-staging-99999999-x"])
    def test_a_folder_that_only_has_such_a_name_is_left_alone(self, name: str, published: Path) -> None:
        backup = published.with_name(name)
        backup.mkdir()
        (backup / "index.html").write_text("backup")
        stage(published)
        with claimed(published.with_name("none")):
            pass
        assert (backup / "index.html").read_text() == "backup"

    def test_a_backup_is_not_taken_for_the_site(self, tmp_path: Path) -> None:
        (tmp_path / ".site-old").mkdir()
        with claimed(tmp_path / "site"):
            assert not (tmp_path / "site").exists()

    @pytest.mark.parametrize(
        "make",
        [
            lambda p: (p.mkdir(), (p / "mine.txt").write_text("precious")),
            lambda p: (p.mkdir(), (p / LOCK).write_text("precious")),
            lambda p: (p.mkdir(), (p / LOCK).write_text(""), (p / "mine.txt").write_text("precious")),
            lambda p: p.write_text("precious"),
        ],
        ids=["no mark", "another mark", "an empty mark", "a file"],
    )
    def test_one_without_the_mark_is_refused_untouched(self, make: Callable[[Path], object], published: Path) -> None:
        place = published.with_name(".site-gongkai")
        make(place)
        before = everything(published.parent)
        with pytest.raises(OutputRefused, match="不是本程序建的"):
            stage(published)
        assert everything(published.parent) == before

    @links
    def test_a_link_in_its_place_is_refused(self, published: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        published.with_name(".site-gongkai").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OutputRefused):
            stage(published)
        assert list((tmp_path / "elsewhere").iterdir()) == []

    def test_another_build_waits_and_both_succeed(self, published: Path) -> None:
        with claimed(published) as place, staging_folder(place) as staging:
            fill(staging, index="first")
            other = start("stage(lambda: print('waiting', flush=True))", published)
            assert other.stdout is not None
            assert other.stdout.readline() == b"waiting\n"
            publish(staging, published, KEEP)
            assert (published / "index.html").read_text() == "first"
        with other:
            assert other.wait(60) == 0
        assert (published / "index.html").read_text() == "second"
        assert beside(published) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
    def test_a_stopped_build_keeps_its_folder_a_killed_one_does_not(self, published: Path) -> None:
        script = "with output.claimed(out) as place, output.staging_folder(place) as s: print(s, flush=True); sys.stdin.read()"
        other = start(script, published)
        assert other.stdout is not None
        staging = Path(other.stdout.readline().decode().strip())

        def kill() -> None:
            assert staging.is_dir()
            other.kill()

        with claimed(published, kill):  # waits, as it would for a build that goes on
            assert not staging.exists()
        with other:
            assert other.wait(60) != 0
        assert beside(published) == []


class TestRefusal:
    def test_a_foreign_folder(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("years of work")
        with pytest.raises(OutputRefused, match=r"没有 manifest\.json"):
            check_ours(tmp_path / "mine", KEEP)

    @pytest.mark.parametrize(
        "text",
        [
            '{"name": "My App", "icons": []}',
            '{"generator": "gongkai 1"}',
            '{"generator": "hugo", "files": {}, "digest": "' + hashlib.sha256(b"").hexdigest() + '"}',
            '{"generator": "gongkai 1", "files": {}, "digest": ""}',
            "[" * 100_000,
            "",
            "\xff",
        ],
    )
    def test_a_folder_with_a_manifest_of_something_else(self, text: str, tmp_path: Path) -> None:
        app = tmp_path / "app"
        write_file(app, "src/thesis.txt", b"years of work")
        (app / MANIFEST).write_text(text, encoding="latin-1")
        with pytest.raises(OutputRefused, match=r"manifest\.json"):
            check_ours(app, KEEP)

    @pytest.mark.parametrize("change", [lambda m: m["files"].pop("index.html"), lambda m: m.pop("digest"), lambda m: m.pop("generator")])
    def test_a_site_whose_manifest_was_changed(self, change: Callable[[dict[str, object]], object], published: Path) -> None:
        manifest = json.loads((published / MANIFEST).read_text())
        change(manifest)
        (published / MANIFEST).write_text(json.dumps(manifest))
        with pytest.raises(OutputRefused, match=r"manifest\.json"):
            check_ours(published, KEEP)

    @pytest.mark.parametrize("name", ["扫描件.pdf", "reports/a/notes.txt", ".git/HEAD", ".htaccess", "old/", "reports/a/empty/", "manifest.json.bak"])
    def test_a_stranger_in_our_own_site(self, name: str, published: Path) -> None:
        if name.endswith("/"):
            (published / name).mkdir()
        else:
            write_file(published, name, b"precious")
        with pytest.raises(OutputRefused, match="不是本程序生成的") as refused:
            check_ours(published)
        assert name.rstrip("/").removesuffix("/HEAD") in str(refused.value)
        assert "keep" in str(refused.value)

    def test_many_strangers_are_counted(self, published: Path) -> None:
        for n in range(30):
            (published / f"{n:02}").mkdir()
        with pytest.raises(OutputRefused, match="00、01、02、03、04 等 30 项"):
            check_ours(published)

    @links
    @pytest.mark.parametrize("name", ["extra", "index.html", "reports", "manifest.json"])
    def test_a_link_is_never_ours(self, name: str, published: Path, tmp_path: Path) -> None:
        target = tmp_path / "elsewhere"
        if (published / name).exists():
            (published / name).rename(target)
        else:
            target.mkdir()
        (published / name).symlink_to(target)
        with pytest.raises(OutputRefused):
            check_ours(published, KEEP)

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems refuse such names")
    def test_a_name_cannot_write_to_the_terminal(self, published: Path) -> None:
        (published / "a\x1b[31m").write_text("")
        (Path(os.fsdecode(bytes(published) + b"/\xff"))).write_text("")
        with pytest.raises(OutputRefused) as refused:
            check_ours(published, KEEP)
        assert str(refused.value).isprintable()

    def test_kept_names_are_no_excuse_for_what_lies_deeper(self, published: Path) -> None:
        write_file(published, "reports/CNAME", b"")
        with pytest.raises(OutputRefused, match="reports/CNAME"):
            check_ours(published, KEEP)

    @pytest.mark.parametrize("out", [".", "content", "content/site", ".."])
    def test_a_folder_around_or_inside_the_content(self, tmp_path: Path, out: str) -> None:
        root = tmp_path / "root"
        (root / "content").mkdir(parents=True)
        with pytest.raises(OutputRefused, match="content"):
            check_target(root / out, root)

    def test_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("")
        with pytest.raises(OutputRefused):
            check_target(tmp_path / "site", tmp_path)

    @links
    def test_a_link(self, tmp_path: Path, published: Path) -> None:
        (tmp_path / "link").symlink_to(published)
        with pytest.raises(OutputRefused):
            check_target(tmp_path / "link", tmp_path / "root")

    @pytest.mark.parametrize("out", [".", "..", "../../site"])
    def test_the_folder_we_stand_in(self, out: str, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(published / "reports" if out == ".." else published)
        with pytest.raises(OutputRefused, match="换到别的文件夹"):
            check_target(published if out == "../../site" else Path(out), published.parent / "root")

    def test_an_empty_folder_and_our_own_are_fine(self, tmp_path: Path, published: Path) -> None:
        (tmp_path / "empty").mkdir()
        for out in (tmp_path / "empty", published, tmp_path / "none"):
            check_target(out, tmp_path / "root")
            check_ours(out, KEEP)

    def test_a_site_of_an_earlier_version_is_ours(self, published: Path) -> None:
        older_manifest(published / MANIFEST)
        check_ours(published, KEEP)

    def test_a_listed_file_that_was_changed_by_hand_is_ours(self, published: Path) -> None:
        (published / "index.html").write_text("edited")
        stage(published)
        assert (published / "index.html").read_text() == "new"


@pytest.mark.parametrize("address", ["/etc/x", "../x", "a/../../x"])
def test_no_file_leaves_the_site(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="leaves the site"):
        write_file(tmp_path / "site", address, b"")
