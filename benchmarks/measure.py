"""One command from outside: wall and CPU seconds, peak memory of its processes, what it left on disk."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = 0.1  # seconds between two looks at memory, more in long runs


@dataclass(frozen=True)
class Run:
    """What one run cost and made."""

    wall: float
    cpu: float  # user and system, of the process and of all it waited for
    memory: int  # bytes, proportional shares summed; 0 where the system does not tell
    size: int
    files: int


def run(command: Sequence[str], folder: Path, out: Path, environment: Mapping[str, str]) -> Run:
    """Run it in ``folder``; raises RuntimeError with its words if it fails."""
    peak, done = [0], threading.Event()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )

    def watch() -> None:
        while not done.wait(max(_BETWEEN, (time.perf_counter() - start) / 100)):
            peak[0] = max(peak[0], _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    done.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}:\n{said[-2000:]}")
    sizes = [path.stat().st_size for path in files_of(out).values()]
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak[0], sum(sizes), len(sizes))


def _memory(session: int) -> int:
    """Proportional set size of all processes of a session: what two share counts once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[3]) == session:
                told = (folder / "smaps_rollup").read_text(encoding="utf-8")
                total += next(int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):  # it has ended meanwhile
            continue
    return total


def files_of(out: Path) -> dict[str, Path]:
    """The files below a folder, by their place there."""
    return {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file() and not path.is_symlink()}


def digests(out: Path) -> dict[str, str]:
    """What makes two sites equal: names and bytes of all files."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_of(out).items()}
