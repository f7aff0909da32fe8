"""Builds killed at random moments, cold and after an edit: the site is always one whole build, and the next build is a cold one's equal.

Two hundred kills take many minutes: all but four are for ``make long``; ``-s`` prints where they fell.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder.commands.build import build_site
from builder.commands.options import BuildOptions
from builder.commands.verify import verify_folder
from tests.support import AS_OF, ROOT, small_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
KINDS = ("cold", "incremental")
ROUNDS = [(kind, 0, 2) for kind in KINDS] + [pytest.param(kind, seed, 25, marks=pytest.mark.long) for seed in (1, 2, 3, 4) for kind in KINDS]


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def start(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "builder", "build", "--site-root", str(root), "--cache", str(root.parent / "values"),
               "--as-of", AS_OF.isoformat(), "--jobs", "2", "--quiet"]  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(root.parent / "tmp")}
    with (root.parent / "said.txt").open("wb") as said:
        return subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, start_new_session=True, env=environment)


def build(root: Path) -> float:
    """A build that nothing disturbs: how long it took."""
    began = time.monotonic()
    assert start(root).wait(300) == 0, (root.parent / "said.txt").read_text(encoding="utf-8")
    return time.monotonic() - began


def kill(root: Path, after: float, how: signal.Signals) -> bool:
    """A build that is ended, its workers and Pagefind with it, after so many seconds. False where it was done before."""
    process = start(root)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, how)
        process.wait(60)
        return True


def cold(root: Path) -> dict[str, bytes]:
    out = root.parent / "cold"
    assert build_site(BuildOptions(root, out, AS_OF, record_anchors=False)).published
    return everything(out)


def edit(root: Path, number: int) -> None:
    path = root / "content" / "reports" / "a.md"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n第{number}项完成投资{number + 3}亿元。\n", encoding="utf-8")


@pytest.mark.parametrize(("kind", "seed", "times"), ROUNDS)
def test_killed_at_any_moment(kind: str, seed: int, times: int, tmp_path: Path) -> None:
    root, temporary = small_site(tmp_path / "root"), tmp_path / "tmp"
    temporary.mkdir()
    chance = random.Random(f"{seed} {kind}")
    took = build(root)
    hit = published = 0
    for number in range(times):
        before: dict[str, bytes] = {}
        if kind == "cold":
            for folder in (root / "site", tmp_path / "values"):
                shutil.rmtree(folder)
        else:
            before = everything(root / "site")
            edit(root, number)
        wanted = cold(root)
        hit += kill(root, chance.uniform(0, took), chance.choice(SIGNALS))
        if (root / "site").exists():
            assert verify_folder(root / "site").problems == ()
            found = everything(root / "site")
            assert found in ((wanted,) if kind == "cold" else (before, wanted)), number
            published += found == wanted
        else:
            assert kind == "cold"
        took = build(root)
        assert everything(root / "site") == wanted, number
        assert verify_folder(root / "site").problems == ()
        assert sorted(p.name for p in root.iterdir()) == ["content", "site"]
        assert list(temporary.iterdir()) == [], "what the killed build left there is swept"
    print(f"\n{kind} {seed}: {hit} of {times} killed, {published} of them after publishing")
