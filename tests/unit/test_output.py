"""Publishing: whole or absent, whatever happens in between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import output
from builder.output import MANIFEST, OutputRefused, check_target, publish, recover, staging_folder, write_file


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A site from an earlier build."""
    out = tmp_path / "site"
    out.mkdir()
    (out / MANIFEST).write_text("{}")
    (out / "index.html").write_text("old")
    return out


def stage(out: Path, text: str = "new") -> None:
    with staging_folder(out) as staging:
        write_file(staging, "index.html", text.encode())
        write_file(staging, MANIFEST, b"{}")
        publish(staging, out)


def leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


@pytest.mark.parametrize("exchange", [True, False], ids=["one call", "two renames"])
class TestPublish:
    @pytest.fixture(autouse=True)
    def _way(self, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        if not exchange:
            monkeypatch.setattr(output, "_exchange", lambda a, b: False)

    def test_the_new_site_replaces_the_old(self, published: Path) -> None:
        (published / "gone.html").write_text("old")
        stage(published)
        assert (published / "index.html").read_text() == "new"
        assert not (published / "gone.html").exists()
        assert leftovers(published.parent) == []

    def test_a_first_site_needs_no_old_one(self, tmp_path: Path) -> None:
        stage(tmp_path / "deep" / "site")
        assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"

    def test_a_failed_build_leaves_the_old_site(self, published: Path) -> None:
        def fail() -> None:
            with staging_folder(published) as staging:
                write_file(staging, "index.html", b"half")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert (published / "index.html").read_text() == "old"
        assert leftovers(published.parent) == []

    def test_an_interrupted_build_leaves_the_old_site(self, published: Path) -> None:
        def interrupt() -> None:
            with staging_folder(published):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupt()
        assert (published / "index.html").read_text() == "old"
        assert leftovers(published.parent) == []


def test_when_the_second_rename_fails_the_old_site_comes_back(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda a, b: False)
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if "staging" in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        stage(published)
    assert (published / "index.html").read_text() == "old"


def test_a_site_left_aside_is_put_back(published: Path) -> None:
    published.rename(published.with_name(".site-old"))
    recover(published)
    assert (published / "index.html").read_text() == "old"


def test_an_old_copy_beside_a_whole_site_is_dropped(published: Path) -> None:
    (published.parent / ".site-old").mkdir()
    recover(published)
    assert leftovers(published.parent) == []
    assert (published / "index.html").read_text() == "old"


def test_a_killed_build_leaves_the_old_site_and_no_rubbish(published: Path) -> None:
    """The process dies without any clean-up; the next start tidies."""
    script = (
        "import os, sys; from pathlib import Path; from builder.output import staging_folder, write_file\n"
        "with staging_folder(Path(sys.argv[1])) as s: write_file(s, 'index.html', b'half'); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(published)], check=False, cwd=Path(output.__file__).parents[1])
    assert done.returncode == 9
    assert (published / "index.html").read_text() == "old"
    assert len(leftovers(published.parent)) == 1
    recover(published)
    assert leftovers(published.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there all staging folders count as stale")
def test_a_build_that_still_runs_keeps_its_folder(published: Path) -> None:
    running = published.parent / f".site-staging-{os.getpid()}-abc"
    running.mkdir()
    recover(published)
    assert running.is_dir()


class TestRefusal:
    def test_a_foreign_folder(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("years of work")
        with pytest.raises(OutputRefused, match=r"manifest\.json"):
            check_target(tmp_path / "mine", tmp_path)

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

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
    def test_a_link(self, tmp_path: Path, published: Path) -> None:
        (tmp_path / "link").symlink_to(published)
        with pytest.raises(OutputRefused):
            check_target(tmp_path / "link", tmp_path / "root")

    def test_an_empty_folder_and_our_own_are_fine(self, tmp_path: Path, published: Path) -> None:
        (tmp_path / "empty").mkdir()
        for out in (tmp_path / "empty", published, tmp_path / "none"):
            check_target(out, tmp_path / "root")


@pytest.mark.parametrize("address", ["/etc/x", "../x", "a/../../x"])
def test_no_file_leaves_the_site(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="leaves the site"):
        write_file(tmp_path / "site", address, b"")
