"""Maps over processes: the order of the input, closures, and an end that is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import parallel
from builder.parallel import WORTH_A_POOL, WorkerLost, hired, ordered_map, spread, ticks

pytestmark = pytest.mark.parts

ITEMS = range(WORTH_A_POOL + 7)


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_keep_the_order_of_the_input(platform: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", platform)
    assert ordered_map(double, ITEMS, jobs) == [double(n) for n in ITEMS]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_step_may_be_any_closure(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", platform)
    table = {n: str(n) for n in ITEMS}
    assert ordered_map(lambda n: table[n], ITEMS, 2) == [str(n) for n in ITEMS]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_is_told_when_it_is_done(platform: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", platform)
    heard: list[tuple[str, int, int]] = []
    ordered_map(double, ITEMS, jobs, tick=ticks(lambda *told: heard.append(told), "读取", len(ITEMS)))
    assert heard == [("读取", n, len(ITEMS)) for n in range(1, len(ITEMS) + 1)]


class Slow:
    """A crew that does what it is given when the result is asked for, and counts what waits."""

    worth = 1

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> Slow.Given:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return self.Given(self, work, setup, batch)

    class Given:
        def __init__(self, crew: Slow, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes) -> None:
            self.crew, self.all = crew, (work, setup, batch)

        def result(self) -> bytes:
            self.crew.waiting -= 1
            work, setup, batch = self.all
            return work(setup, batch)


def test_a_crew_is_given_some_batches_at_a_time_and_keeps_their_order() -> None:
    crew = Slow()
    batches = [bytes([n]) for n in range(200)]
    assert list(spread(lambda setup, batch: setup + batch, b"x", iter(batches), crew)) == [b"x" + b for b in batches]
    assert crew.most <= parallel.AHEAD


def joined(setup: bytes, batch: bytes) -> bytes:
    return setup + batch


def test_where_there_are_no_such_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", refuse)
    with hired(2) as crew:
        assert crew is not None
        assert list(spread(joined, b"x", [b"1", b"2"], crew)) == [b"x1", b"x2"]


def test_one_job_needs_no_crew() -> None:
    with hired(1) as crew:
        assert crew is None


def test_few_items_stay_in_this_process() -> None:
    assert set(ordered_map(lambda _: os.getpid(), range(3), 2)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_step_raises_is_raised_here(jobs: int) -> None:
    def refuse(n: int) -> int:
        if n == WORTH_A_POOL:
            raise LookupError(str(n))
        return n

    with pytest.raises(LookupError, match=str(WORTH_A_POOL)):
        ordered_map(refuse, ITEMS, jobs)


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux copies processes")


def is_running(pid: int) -> bool:
    """A process that has ended and was not yet asked for counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def await_end(pids: list[int]) -> bool:
    deadline = time.monotonic() + 60
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(is_running, pids))


@linux
@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda: os._exit(3), "退出码 3"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "内存不够"),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), "信号 15"),
    ],
)
def test_a_worker_that_dies_is_told_and_none_goes_on(end: Callable[[], None], said: str, tmp_path: Path) -> None:
    """The second worker dies; the first, of which results are wanted first, would sleep for minutes."""

    def step(n: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        while not n and len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.01)
        if not n:
            time.sleep(300)
        end()
        return n

    with pytest.raises(WorkerLost, match=said):
        ordered_map(step, ITEMS, 2)
    assert await_end([int(p.name) for p in tmp_path.iterdir()])


def test_a_pool_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.sys, "platform", "darwin")
    with pytest.raises(WorkerLost):
        ordered_map(leave, ITEMS, 2)


def leave(n: int) -> int:
    os._exit(3)


@linux
def test_no_worker_outlives_a_killed_build(tmp_path: Path) -> None:
    script = (
        "import os, sys, time; from pathlib import Path; from builder.parallel import *\n"
        "def step(n): (Path(sys.argv[1]) / str(os.getpid())).touch(); time.sleep(300)\n"
        "ordered_map(step, range(WORTH_A_POOL), 2)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=Path(parallel.__file__).parents[1]) as build:
        while len(list(tmp_path.iterdir())) < 2:
            assert build.poll() is None
            time.sleep(0.02)
        build.kill()
    assert await_end([int(p.name) for p in tmp_path.iterdir()])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="copies of this process are made there alone")
def test_a_process_gives_way_to_another_after_its_turn() -> None:
    ticks: list[int] = []
    found = ordered_map(lambda n: (n, os.getpid()), range(11), jobs=2, worth=2, tick=lambda: ticks.append(1), turn=2)
    assert [n for n, _ in found] == list(range(11))
    assert len(ticks) == 11
    by_process: dict[int, list[int]] = {}
    for n, process in found:
        by_process.setdefault(process, []).append(n)
    assert sorted(by_process.values()) == [[0, 2], [1, 3], [4, 6], [5, 7], [8, 10], [9]]
    assert os.getpid() not in by_process
