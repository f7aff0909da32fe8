"""Maps over processes; results keep the order of the input, whatever the number of jobs."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

WORTH_A_POOL = 60  # items; below this the pool costs more than it saves


def default_jobs() -> int:
    """As many jobs as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(step: Callable[[A], B], items: Iterable[A], jobs: int) -> list[B]:
    """``step`` over all items. ``step`` must be picklable when more than one job is used."""
    work = list(items)
    if jobs <= 1 or len(work) < WORTH_A_POOL:
        return [step(item) for item in work]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(step, work, chunksize=max(1, len(work) // (jobs * 8))))


def forked_map(step: Callable[[A], B], items: Iterable[A], jobs: int) -> list[B]:
    """``step`` over all items in copies of this process: it may be any closure, only its results are sent back.

    An exception in a copy ends the map with RuntimeError; ``step`` is to return what can go wrong. Where processes
    cannot be copied safely (macOS, Windows) everything is done here.
    """
    work = list(items)
    if jobs <= 1 or len(work) < WORTH_A_POOL or not sys.platform.startswith("linux"):
        return [step(item) for item in work]
    context = multiprocessing.get_context("fork")
    shares = []
    gc.freeze()  # what is there is shared by all copies as long as nobody touches it, the collector least of all
    for first in range(jobs):
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=_share, args=(step, work[first::jobs], theirs))
        worker.start()
        theirs.close()
        shares.append((worker, ours))
    try:
        parts: list[list[B]] = [_received(pipe) for _, pipe in shares]
    finally:
        for worker, pipe in shares:
            pipe.close()
            worker.join()
        gc.unfreeze()
    return [parts[i % jobs][i // jobs] for i in range(len(work))]


def _share(step: Callable[[A], B], items: Sequence[A], results: Connection) -> None:
    with results:
        results.send([step(item) for item in items])


def _received(pipe: Connection) -> list[B]:
    try:
        part: list[B] = pipe.recv()
    except EOFError:
        raise RuntimeError("a worker process ended before its work was done") from None
    return part
