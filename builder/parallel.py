"""Ordered map over processes; results keep the order of the input, whatever the number of jobs.

A worker process may be killed from outside (the system does that when memory runs out); that is told as WorkerLost, and
no other worker goes on. Nor does any when this process is killed: on Linux they die with it.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, Protocol, TypeVar

from builder.patterns import keep_patterns, know_patterns

A = TypeVar("A")
B = TypeVar("B")
B_co = TypeVar("B_co", covariant=True)

_PR_SET_PDEATHSIG = 1
WORTH_A_POOL = 20  # reports, or other things as large; fewer cost more than they save, here and elsewhere


Progress = Callable[[str, int, int], None]  # which step, how many are done, of how many (0: not known)
COPIES = sys.platform.startswith("linux")  # there alone a copy of a process is safe
AHEAD = 32  # batches that are under way at once: what waits to be sent, and what waits to be taken, is in memory


class Pending(Protocol[B_co]):
    """Work given away."""

    def result(self) -> B_co: ...


class Crew(Protocol):
    """Workers elsewhere: any ``concurrent.futures`` executor, of this machine (``hired``) or of others (``cluster.py``). ``worth``: for how many reports they are asked."""

    @property
    def worth(self) -> int: ...
    def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> Pending[bytes]: ...


class WorkerLost(Exception):
    """A worker process ended before its work was done; its text says how, in Chinese."""


class ClusterUnusable(Exception):
    """There are no workers to work with; the text says why and what to do, in Chinese."""


class Hired:
    """Processes of this machine that begin afresh, when there is work: where copies of this one are not safe, beside threads or on other systems than Linux."""

    def __init__(self, jobs: int, worth: int) -> None:
        self.worth = worth
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._alone = False

    def submit(self, work: Callable[[bytes, bytes], bytes], setup: bytes, batch: bytes, /) -> Pending[bytes]:
        """As the crew that it is; done here where the system has no such processes."""
        if self._pool is None and not self._alone:
            try:
                self._pool = ProcessPoolExecutor(self._jobs, multiprocessing.get_context("spawn"), _bound, (os.getpid(),))
            except (ImportError, NotImplementedError, OSError):  # no semaphores: some containers, Android
                self._alone = True
        if self._pool is not None:
            return self._pool.submit(work, setup, batch)
        done: Future[bytes] = Future()
        done.set_result(work(setup, batch))
        return done

    def leave(self) -> None:
        """What nobody waits for any more is not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


@contextmanager
def hired(jobs: int, worth: int = WORTH_A_POOL) -> Iterator[Crew | None]:
    """A crew of so many, unless one does it all."""
    crew = Hired(jobs, worth) if jobs > 1 else None
    try:
        yield crew
    finally:
        if crew:
            crew.leave()


def unheard(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def ticks(progress: Progress, step: str, total: int) -> Callable[[], None]:
    """To be called after each of ``total`` items of a step."""
    done = count(1)
    return lambda: progress(step, next(done), total)


def default_jobs() -> int:
    """As many jobs as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth_a_pool(items: int) -> bool:
    """Do so many things pay for processes?"""
    return items >= WORTH_A_POOL


def ordered_map(
    step: Callable[[A], B], items: Iterable[A], jobs: int, worth: int | None = None, tick: Callable[[], None] = lambda: None, turn: int | None = None
) -> list[B]:
    """``step`` over all items; what it raises is raised here. Raises WorkerLost too. ``worth``: from how many on processes pay;
    ``tick`` is called after each item; ``turn``: after how many a new process takes the place of one, since what a copy of a large process holds alone only grows.

    On Linux in copies of this process: ``step`` may be any closure, only its results are sent back. Elsewhere copies
    are not safe: a step that can be sent goes to a pool, any other is done here.
    """
    work = list(items)
    if jobs <= 1 or (not worth_a_pool(len(work)) if worth is None else len(work) < worth):
        return _counted(map(step, work), tick)
    if sys.platform.startswith("linux"):
        return _forked(step, work, jobs, tick, turn)
    if not _can_be_sent(step):
        return _counted(map(step, work), tick)
    try:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            return _counted(pool.map(step, work, chunksize=max(1, len(work) // (jobs * 8))), tick)
    except BrokenProcessPool:
        raise WorkerLost("意外结束") from None


def _counted(results: Iterable[B], tick: Callable[[], None]) -> list[B]:
    found: list[B] = []
    for result in results:
        found.append(result)
        tick()
    return found


def spread(work: Callable[[bytes, bytes], bytes], setup: bytes, batches: Iterable[bytes], crew: Crew) -> Iterator[bytes]:
    """``work(setup, batch)`` for every batch, bytes in and bytes out; results in the order of the batches. Raises WorkerLost."""
    waiting: deque[Pending[bytes]] = deque()
    try:
        for batch in batches:
            waiting.append(crew.submit(work, setup, batch))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor:
        raise WorkerLost("意外结束") from None


def _can_be_sent(step: object) -> bool:
    try:
        pickle.dumps(step)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _forked(step: Callable[[A], B], work: Sequence[A], jobs: int, tick: Callable[[], None], turn: int | None) -> list[B]:
    context = multiprocessing.get_context("fork")
    workers: dict[Connection, tuple[deque[int], ForkProcess]] = {}
    turns = deque(_turns(len(work), jobs, turn))
    found: dict[int, B] = {}
    gc.freeze()  # what is there is shared by all copies as long as nobody touches it, the collector least of all
    try:
        while turns or workers:
            while turns and len(workers) < jobs:
                mine = turns.popleft()
                ours, theirs = context.Pipe(duplex=False)
                worker = context.Process(target=_share, args=(step, [work[n] for n in mine], theirs, os.getpid()))
                worker.start()
                theirs.close()
                workers[ours] = deque(mine), worker
            for pipe in wait(list(workers)):  # for whoever is ready, so that the first that is lost is noticed at once
                assert isinstance(pipe, Connection)
                left, worker = workers[pipe]
                found[left[0]] = _received(pipe, worker)
                left.popleft()
                tick()
                if not left:
                    del workers[pipe]
                    pipe.close()
                    worker.join()
    finally:
        for pipe, (_, worker) in workers.items():
            worker.kill()
            pipe.close()
            worker.join()
        gc.unfreeze()
    return [found[n] for n in range(len(work))]


def _turns(count: int, jobs: int, turn: int | None) -> list[range]:
    """What each process does before another takes its place."""
    lanes = min(jobs, count)
    spell = lanes * (turn or count)
    return [range(first, min(start + spell, count), lanes) for start in range(0, count, spell) for first in range(start, min(start + lanes, count))]


def _bound(parent: int) -> None:
    """This process, a worker, ends with its parent: at once where the system can tell it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the first one answers it for all
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
        if os.getppid() != parent:  # it died before it could be bound to
            os._exit(1)


def _share(step: Callable[[A], B], items: Sequence[A], results: Connection, parent: int) -> None:
    _bound(parent)
    know_patterns()
    with results:
        try:
            for item in items:
                results.send(step(item))
            keep_patterns()
        except Exception as error:
            results.send(error)


def _received(pipe: Connection, worker: ForkProcess) -> Any:
    try:
        part = pipe.recv()
    except (EOFError, OSError):
        worker.join()
        raise WorkerLost(_end(worker.exitcode or 0)) from None
    if isinstance(part, Exception):
        raise part
    return part


def _end(code: int) -> str:
    if code == -signal.SIGKILL:
        return "被系统终止，多半是内存不够"
    return f"被信号 {-code} 终止" if code < 0 else f"意外结束，退出码 {code}"
