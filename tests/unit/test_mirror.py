"""A site's files between two builds: nothing is believed of them, nothing is left of what is gone."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from builder import mirror, output
from builder.mirror import Mirror, pruned
from builder.output import strangers


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{folder.name} {name}")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return fill(tmp_path / "site", "index.html", "manifest.json", "b/index.html", "b/new.html")


def test_an_old_site_is_made_like_the_new_one(tmp_path: Path, out: Path) -> None:
    mirror = Mirror(tmp_path / "mirrors" / "one", out)
    old = fill(tmp_path / "old", "index.html", "manifest.json", "gone/deep/index.html", "b/index.html")
    same = (old / "index.html").stat().st_ino
    before = ("index.html", "manifest.json", "gone/deep/index.html", "b/index.html")
    assert mirror.keep(old, before, {"index.html": False, "manifest.json": True, "b/index.html": True, "b/new.html": True})
    assert not old.exists()
    staging = tmp_path / "staging"
    staging.mkdir()
    mirror.take(staging)
    assert names(staging) == names(out)
    assert (staging / "index.html").stat().st_ino == same
    assert all((staging / name).samefile(out / name) for name in ("manifest.json", "b/index.html", "b/new.html"))
    (staging / "x").touch()
    mirror.take(tmp_path / "nothing is there any more")


def test_where_it_cannot_be_put_away_it_stays_to_be_deleted(tmp_path: Path, out: Path) -> None:
    (tmp_path / "mirrors").write_text("in the way")
    old = fill(tmp_path / "old", "index.html")
    assert not Mirror(tmp_path / "mirrors" / "one", out).keep(old, ("index.html",), {"index.html": False})
    assert old.exists()


def test_mirrors_of_sites_that_are_gone_go_too(tmp_path: Path, out: Path) -> None:
    for number in range(12):
        other = fill(tmp_path / f"site{number}", "manifest.json")
        old = fill(tmp_path / "old", "manifest.json")
        assert Mirror(tmp_path / "mirrors" / str(number), other).keep(old, ("manifest.json",), {"manifest.json": True})
        os.utime(tmp_path / "mirrors" / str(number), (number, number))
    (tmp_path / "site11" / "manifest.json").unlink()
    old = fill(tmp_path / "old", "manifest.json")
    assert Mirror(tmp_path / "mirrors" / "one", out).keep(old, ("manifest.json",), {"manifest.json": True})
    kept = {p.name for p in (tmp_path / "mirrors").iterdir()}
    assert "11" not in kept
    assert "one" in kept
    assert 2 < len(kept) <= 9


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_what_no_build_asked_for_is_deleted(tmp_path: Path) -> None:
    elsewhere = fill(tmp_path / "elsewhere", "a.html")
    site = fill(tmp_path / "staging", "index.html", "a/index.html", "a/strange.html", "b/c/index.html", "d.html")
    (site / "empty").mkdir()
    (site / "link").symlink_to(elsewhere)
    pruned(site, {"index.html", "a/index.html"})
    assert names(site) == ["a", "a/index.html", "index.html"]
    assert names(elsewhere) == ["a.html"]
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(elsewhere / "a.html")
    with pytest.raises(FileNotFoundError):
        pruned(site, {"index.html", "a/index.html"})


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_folders_that_lie_as_they_lay_need_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"index.html", "a/index.html", "a/b/index.html"}
    site = fill(tmp_path / "staging", *files)
    assert pruned(site, files) == {}, "changed just now: a coarse clock would not tell the next change"
    with monkeypatch.context() as later:
        later.setattr(mirror.time, "time_ns", lambda now=time.time_ns: now() + 10_000_000_000)
        settled = pruned(site, files)
    assert settled.keys() == {"a", "a/b"}, "never the first folder: the manifest comes into it later"
    with monkeypatch.context() as reading:
        read: list[str] = []
        reading.setattr(output.os, "scandir", lambda path, scan=os.scandir: (read.append(path), scan(path))[1])
        assert strangers(site, files, settled=settled) == []
        assert read == [str(site)]
    (site / "a" / "b" / "index.html").unlink()
    (site / "a" / "b" / "index.html").symlink_to(site / "index.html")
    fill(site, "c/x", "a/b/y")
    assert strangers(site, files, settled=settled) == strangers(site, files) == ["a/b/index.html", "a/b/y", "c"]
