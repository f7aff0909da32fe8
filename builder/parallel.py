"""Ordered map over processes; results keep the order of the input, whatever the number of jobs."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
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
    """``step`` over all items; what it raises is raised here.

    On Linux in copies of this process: ``step`` may be any closure, only its results are sent back. Elsewhere copies
    are not safe: a step that can be sent goes to a pool, any other is done here.
    """
    work = list(items)
    if jobs <= 1 or len(work) < WORTH_A_POOL:
        return [step(item) for item in work]
    if sys.platform.startswith("linux"):
        return _forked(step, work, jobs)
    if not _can_be_sent(step):
        return [step(item) for item in work]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(step, work, chunksize=max(1, len(work) // (jobs * 8))))


def _can_be_sent(step: object) -> bool:
    try:
        pickle.dumps(step)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _forked(step: Callable[[A], B], work: Sequence[A], jobs: int) -> list[B]:
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
        try:
            results.send([step(item) for item in items])
        except Exception as error:
            results.send(error)


def _received(pipe: Connection) -> list[B]:
    try:
        part: list[B] | Exception = pipe.recv()
    except EOFError:
        raise RuntimeError("a worker process ended before its work was done") from None
    if isinstance(part, Exception):
        raise part
    return part
