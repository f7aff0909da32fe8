"""One content, one site: the same bytes whatever builds it, wherever, in however many processes.

``GONGKAI_PYTHONS`` names further interpreters that have the program's dependencies (``PATH``-like), to compare with this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support import AS_OF, BASE_URL, ROOT, copy_content

PYTHONS = tuple(filter(None, os.environ.get("GONGKAI_PYTHONS", "").split(os.pathsep)))


@dataclass(frozen=True)
class Way:
    """How a build is done."""

    options: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)
    moved: bool = False  # program and content in folders of other names
    python: str = sys.executable


WAYS = {
    "two processes": Way(("--jobs", "2")),
    "four processes": Way(("--jobs", "4")),
    "with a cache": Way(("--jobs", "2", "--cache", "cache")),
    "warm": Way(("--jobs", "1", "--cache", "cache")),
    "another checkout": Way(moved=True),
    "Turkish": Way(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "locale C": Way(environment={"LC_ALL": "C"}),
    "west of Greenwich": Way(environment={"TZ": "America/St_Johns"}),
    "the first to have midnight": Way(environment={"TZ": "Pacific/Kiritimati"}),
    "other hashes": Way(environment={"PYTHONHASHSEED": "12345"}),
    "an epoch": Way(environment={"SOURCE_DATE_EPOCH": "1"}),
    **{f"python {number}": Way(python=python) for number, python in enumerate(PYTHONS)},
}
pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform == "win32", reason="locales and time zones by environment")]


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def built(place: Path, way: Way, out: str) -> dict[str, bytes]:
    program, root = ROOT, place / "root"
    if way.moved:
        program, root = place / "检出 2", place / "other root"
        for name in ("builder", "templates"):
            shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(place / "root", root)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ", "PYTHON"))} | {"PYTHONPATH": str(program)}
    command = [way.python, "-P", "-m", "builder", "build", "--site-root", str(root), "--out", str(place / out), "--base-url", BASE_URL,
               "--as-of", AS_OF.isoformat(), *(("--no-cache", "--jobs", "1") if "--cache" not in way.options else ()), *way.options]  # fmt: skip
    done = subprocess.run(command, cwd=place, env=environment | way.environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return everything(place / out)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    copy_content(folder / "root")
    built(folder, Way(), "first")
    return folder


@pytest.mark.parametrize("name", WAYS)
def test_the_same_bytes(place: Path, name: str) -> None:
    found, wanted = built(place, WAYS[name], "again"), everything(place / "first")
    assert len(wanted) > 300
    assert {n for n in found | wanted if found.get(n) != wanted.get(n)} == set()
