"""What is run from a cache must come from the user: a folder that others might write in is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from builder.cache_folder import private_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of a POSIX system")


def _asked(folder: Path) -> Path | None:
    return private_folder({"GONGKAI_CACHE": str(folder)})


def test_it_is_made_for_the_user_alone(tmp_path: Path) -> None:
    found = _asked(tmp_path / "a" / "cache")
    assert found == tmp_path.resolve() / "a" / "cache"
    assert found.stat().st_mode & 0o777 == 0o700
    assert found.parent.stat().st_mode & 0o777 == 0o700
    assert _asked(found) == found


@pytest.mark.skipif(sys.platform == "darwin", reason="a place of its own")
def test_its_place_is_that_of_the_users_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert private_folder({}) == tmp_path.resolve() / ".cache" / "gongkai"
    assert private_folder({"XDG_CACHE_HOME": "relative"}) == tmp_path.resolve() / ".cache" / "gongkai"
    assert private_folder({"XDG_CACHE_HOME": str(tmp_path / "x")}) == tmp_path.resolve() / "x" / "gongkai"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o1777])
def test_one_that_others_can_write_in_is_none(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    assert _asked(folder) is None


@pytest.mark.parametrize(("mode", "good"), [(0o777, False), (0o775, False), (0o1777, True), (0o755, True)])
def test_nor_one_that_others_can_put_another_in_the_place_of(tmp_path: Path, mode: int, good: bool) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(mode)
    assert (_asked(above / "cache") is not None) is good


def test_nor_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o700)
    (tmp_path / "cache").symlink_to(tmp_path / "there")
    assert _asked(tmp_path / "cache") is None


def test_nor_a_file_nor_where_nothing_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    assert _asked(tmp_path / "cache") is None
    assert _asked(tmp_path / "cache" / "within") is None


def test_nor_another_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    assert _asked(tmp_path / "cache") is None
