"""Temporary folders: gone with their process, or with the next one where it was killed; nobody else's is touched."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from builder.scratch import emptied, kept_or_scratch, scratch
from tests.support import ROOT

unix = pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_gone_afterwards(place: Path) -> None:
    with scratch("a") as folder:
        (folder / "text").write_text("unpublished")
        assert folder.parent == place
        assert folder.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert list(place.iterdir()) == []


@unix
def test_one_of_the_users_own_stays_and_is_for_one_at_a_time(place: Path) -> None:
    own = place / "own"
    with kept_or_scratch(own, "a") as first:
        (first / "page").write_text("seen")
        with kept_or_scratch(own, "a") as second:
            assert second != own
            assert list(second.iterdir()) != []
        emptied(own)
        assert (own / "page").exists(), "somebody is in it"
    with kept_or_scratch(own, "a") as again:
        assert again == own
        assert (again / "page").read_text() == "seen"
    emptied(own)
    assert not own.exists()
    emptied(own)
    with kept_or_scratch(None, "a") as fresh:
        assert fresh.parent == place
    (place / "file").write_text("in the way")
    with kept_or_scratch(place / "file", "a") as fresh:
        assert fresh.name.startswith("gongkai-a")


def test_others_are_left_alone(place: Path) -> None:
    (place / "gongkai-mine").mkdir()
    (place / "gongkai-mine" / "thesis.txt").write_text("years of work")
    (place / "gongkai-notes.txt").write_text("mine")
    with scratch("a") as one, scratch("b") as two:
        assert one.is_dir()
        assert two.is_dir()
    assert sorted(p.name for p in place.iterdir()) == ["gongkai-mine", "gongkai-notes.txt"]


@unix
def test_a_killed_process_is_tidied_up_after(place: Path) -> None:
    script = "import sys, tempfile; tempfile.tempdir = sys.argv[1]\nfrom builder.scratch import scratch\nwith scratch('x') as f: print(f, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script, str(place)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        left = Path(other.stdout.readline().decode().strip())
        with scratch("a"):
            assert left.is_dir(), "it lives"
        other.kill()
    assert left.is_dir()
    with scratch("a"):
        assert not left.exists()
